"""The one place where git is run to read a repository. It writes nothing, fetches nothing and runs nothing of the repository's own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from codex_agent.errors import AgentError

# What a repository's configuration could make git run, and what anybody's could make it print. Filters (git-lfs and its like) are only used
# by commands that compare with the files of the working tree: those run inside `apart`.
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
_FILTER_OFF = {"clean": "", "smudge": "", "process": "", "required": "false"}
_OWN_SCOPES = (b"local", b"worktree")
ERROR_CHARS = 300
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")  # how these names begin


class Apart(NamedTuple):
    """An index to work with, and the filters that are not to run."""

    index_file: Path
    filters: tuple[str, ...]


def run(root: Path, command: str, *args: str, timeout_s: float = 30, apart: Apart | None = None) -> bytes:
    """What `git COMMAND ARGS` prints in `root`, whatever repository the caller's environment points to.

    Raises `AgentError`: `no_git` (not installed), `git_timeout`, `git_failed` with git's own words.
    """
    return _run(root, (command, *args), timeout_s, None, apart)


def run_bounded(
    root: Path, command: str, *args: str, limit: int, timeout_s: float = 30, apart: Apart | None = None
) -> bytes | None:
    """The same, or None when there is more than `limit` bytes of it; git is ended then."""
    data = _run(root, (command, *args), timeout_s, limit, apart)
    return None if len(data) > limit else data


@contextlib.contextmanager
def apart(root: Path) -> Iterator[Apart]:
    """For `git diff` with the files of the working tree.

    It rewrites the index whatever it is told, and locks others out meanwhile: it gets a copy. And it runs the filters that files are
    to pass: those that the repository's own configuration names are left out, those of the user (git-lfs) stay.
    """
    real = root / os.fsdecode(run(root, "rev-parse", "--git-path", "index").removesuffix(b"\n"))
    with tempfile.TemporaryDirectory(prefix="codex-agent-") as folder:
        copy = Path(folder) / "index"
        with contextlib.suppress(FileNotFoundError):  # nothing was ever added
            shutil.copyfile(real, copy)
        yield Apart(copy, _own_filters(root))


def _own_filters(root: Path) -> tuple[str, ...]:
    """The names of the filters that the repository itself configures."""
    fields = run(root, "config", "--list", "--show-scope", "--name-only", "-z").split(b"\0")
    keys = [os.fsdecode(key) for scope, key in zip(fields[::2], fields[1::2], strict=False) if scope in _OWN_SCOPES]
    found = (key.split(".", 1)[1].rpartition(".")[0] for key in keys if key.startswith("filter."))
    return tuple(dict.fromkeys(name for name in found if name))


def _run(root: Path, words: tuple[str, ...], timeout_s: float, limit: int | None, apart: Apart | None) -> bytes:
    command, *args = words
    with tempfile.TemporaryFile() as errors:
        process = _started(root, command, args, errors, apart)
        late = threading.Event()

        def end() -> None:
            late.set()
            _end(process)

        timer = threading.Timer(timeout_s, end)
        timer.start()
        try:
            assert process.stdout is not None
            data: bytes = process.stdout.read(-1 if limit is None else limit + 1)
            if limit is not None and len(data) > limit:
                return data
            code = process.wait()
        finally:
            timer.cancel()
            _end(process)
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        if late.is_set():
            raise AgentError("git_timeout", f"git {command} in {root} took more than {timeout_s:g} s")
        if code:
            errors.seek(0)
            said = errors.read(64 * 1024).decode(errors="replace").strip().removeprefix("fatal: ")
            raise AgentError("git_failed", f"git {command}: {said[:ERROR_CHARS] or f'exit code {code}'}")
        return data


def _started(
    root: Path, command: str, args: list[str], errors: IO[bytes], apart: Apart | None
) -> subprocess.Popen[bytes]:
    quiet = ("--no-ext-diff", "--no-textconv") if command in _COMPARING else ()
    try:
        return subprocess.Popen(
            ["git", "-C", os.fspath(root), *_SWITCHES, command, *quiet, *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=_environment(apart),
            start_new_session=True,  # what git itself starts goes with it
        )
    except FileNotFoundError as error:
        raise AgentError("no_git", "git is not installed", hint="install git") from error
    except ValueError as error:  # a NUL in an argument
        raise AgentError("git_failed", f"git {command}: {error}") from error
    except OSError as error:
        raise AgentError("git_failed", f"git cannot be run: {error.strerror}") from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """Not one that was waited for: its number can be somebody else's by now."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def top(folder: Path) -> Path | None:
    """The working tree that holds `folder`, which is absolute; None outside of any. Runs nothing.

    An empty `.git` is none: a sandbox that was killed can leave one behind.
    """
    for place in (folder, *folder.parents):
        if os.path.isfile(place / ".git") or os.path.exists(place / ".git" / "HEAD"):
            return place
    return None


def _environment(apart: Apart | None) -> dict[str, str]:
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
