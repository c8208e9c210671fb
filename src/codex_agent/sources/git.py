"""The one place where git is run to read a repository. It writes nothing, fetches nothing and runs nothing of the repository's own."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from codex_agent.checkout import checkout_of
from codex_agent.errors import AgentError

# What a repository's configuration could make git run, and what anybody's could make it print. Filters (git-lfs and its like) are only used
# by commands that compare with the files of the working tree: those run inside `git_output.apart`.
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
SWITCHES = ("--no-pager", *(word for pair in _CONFIG.items() for word in ("-c", "=".join(pair))))
_COMPARING = frozenset({"diff", "diff-files", "diff-index", "diff-tree", "log", "show", "whatchanged"})
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # no fetch of what a partial clone lacks
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_FILTER_OFF = {"clean": "", "smudge": "", "process": "", "required": "false"}
ERROR_CHARS = 300
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")  # how these names begin


class Apart(NamedTuple):
    """An index to work with instead of the repository's, and the filters that are not to run."""

    index_file: Path
    filters: tuple[str, ...]


def run(root: Path, command: str, *args: str, timeout_s: float = 30, apart: Apart | None = None) -> bytes:
    """What `git COMMAND ARGS` prints in `root`, whatever repository the caller's environment points to.

    Raises `AgentError`: `no_git` (not installed), `no_such_folder`, `git_timeout`,
    `git_failed` with git's own words.
    """
    process = started(root, command, args, subprocess.PIPE, apart)
    with process:
        try:
            out, errors = process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired as error:
            raise late(root, command, timeout_s) from error
        finally:
            end(process)
    if process.returncode:
        raise failed(command, process.returncode, errors)
    return out


def started(
    root: Path, command: str, args: tuple[str, ...], errors: int | IO[bytes], apart: Apart | None
) -> subprocess.Popen[bytes]:
    quiet = ("--no-ext-diff", "--no-textconv") if command in _COMPARING else ()
    try:
        return subprocess.Popen(
            ["git", "-C", os.fspath(root), *SWITCHES, command, *quiet, *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment(apart),
            start_new_session=True,  # what git itself starts goes with it
        )
    except FileNotFoundError as error:
        raise AgentError("no_git", "git is not installed", hint="install git") from error
    except OSError as error:
        raise AgentError("git_failed", f"git cannot be run: {error.strerror}") from error
    except ValueError as error:  # a NUL in an argument
        raise AgentError("git_failed", f"git {command}: {error}") from error


def end(process: subprocess.Popen[bytes]) -> None:
    """With all that it started. Not one that was waited for: its number can be somebody else's by now."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def late(root: Path, command: str, timeout_s: float) -> AgentError:
    return AgentError("git_timeout", f"git {command} in {root} took more than {timeout_s:g} s")


def failed(command: str, code: int, stderr: bytes) -> AgentError:
    said = stderr.decode(errors="replace").strip().removeprefix("fatal: ")
    return AgentError("git_failed", f"git {command}: {said[:ERROR_CHARS] or f'exit code {code}'}")


def top(folder: Path) -> Path | None:
    """The working tree that holds `folder`, which is absolute; None outside of any. Runs nothing."""
    found = checkout_of(os.fspath(folder))
    return Path(found) if found else None


def environment(apart: Apart | None) -> dict[str, str]:
    """Without what a hook of git hands down: it would lead to another repository, or to another format."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    kept |= _ENVIRONMENT
    if apart is None:
        return kept
    off = [(f"filter.{name}.{key}", value) for name in apart.filters for key, value in _FILTER_OFF.items()]
    given = kept.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isdecimal() else 0
    for at, (key, value) in enumerate(off, first):
        kept |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
    return {**kept, "GIT_INDEX_FILE": str(apart.index_file), "GIT_CONFIG_COUNT": str(first + len(off))}
