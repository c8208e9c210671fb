"""The one place where git is run to read a repository. It writes nothing, fetches nothing and runs nothing of the repository's own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from codex_agent.errors import AgentError

# What a repository's configuration could make git run, and what anybody's could make it print. Filters (git-lfs and its like) stay:
# only commands that compare with the files of the working tree use them.
_CONFIG = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "log.showSignature": "false",
    "submodule.recurse": "false",
    "color.ui": "false",
    "color.diff": "false",
    "color.status": "false",
    "diff.mnemonicPrefix": "false",
    "diff.noprefix": "false",
    "diff.relative": "false",
    "diff.submodule": "short",
    "log.showRoot": "true",
}
_SWITCHES = ("--no-pager", *(word for pair in _CONFIG.items() for word in ("-c", "=".join(pair))))
_COMPARING = frozenset({"diff", "diff-files", "diff-index", "diff-tree", "log", "show", "whatchanged"})
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # no fetch of what a partial clone lacks
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
ERROR_CHARS = 300
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")  # how these names begin


def run(root: Path, command: str, *args: str, timeout_s: float = 30, index: Path | None = None) -> bytes:
    """What `git COMMAND ARGS` prints in `root`, whatever repository the caller's environment points to.

    `index`: another index file than the repository's. Raises `AgentError`: `no_git` (not installed), `no_such_folder`, `git_timeout`,
    `git_failed` with git's own words.
    """
    try:
        done = subprocess.run(
            argv(root, command, args),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(index),
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise late(root, command, timeout_s) from error
    except (OSError, ValueError) as error:
        raise not_run(command, error) from error
    if done.returncode:
        raise failed(command, done.returncode, done.stderr)
    return done.stdout


def argv(root: Path, command: str, args: tuple[str, ...]) -> list[str]:
    quiet = ("--no-ext-diff", "--no-textconv") if command in _COMPARING else ()
    return ["git", "-C", os.fspath(root), *_SWITCHES, command, *quiet, *args]


def late(root: Path, command: str, timeout_s: float) -> AgentError:
    return AgentError("git_timeout", f"git {command} in {root} took more than {timeout_s:g} s")


def not_run(command: str, error: Exception) -> AgentError:
    if isinstance(error, FileNotFoundError):
        return AgentError("no_git", "git is not installed", hint="install git")
    if isinstance(error, OSError):
        return AgentError("git_failed", f"git cannot be run: {error.strerror}")
    return AgentError("git_failed", f"git {command}: {error}")  # a NUL in an argument


def failed(command: str, code: int, stderr: bytes) -> AgentError:
    said = stderr.decode(errors="replace").strip().removeprefix("fatal: ")
    return AgentError("git_failed", f"git {command}: {said[:ERROR_CHARS] or f'exit code {code}'}")


def top(folder: Path) -> Path | None:
    """The working tree that holds `folder`, which is absolute; None outside of any. Runs nothing.

    An empty `.git` is none: a sandbox that was killed can leave one behind.
    """
    for place in (folder, *folder.parents):
        if os.path.isfile(place / ".git") or os.path.exists(place / ".git" / "HEAD"):
            return place
    return None


def environment(index: Path | None) -> dict[str, str]:
    """Without what a hook of git hands down: it would lead to another repository, or to another format."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    if index is not None:
        kept["GIT_INDEX_FILE"] = str(index)
    return {**kept, **_ENVIRONMENT}
