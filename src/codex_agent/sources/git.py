"""Git, asked about a repository that may be hostile: nothing that its configuration names is run, and nothing is written."""

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

from codex_agent.errors import AgentError

_SAFE = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"),
    *("-c", "log.showSignature=false", "-c", "protocol.allow=never", "--no-pager"),
)
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
ERROR_CHARS = 300


def run(root: Path, *args: str, timeout_s: float = 30, index: Path | None = None) -> bytes:
    """The output of a git command that only reads. Raises `AgentError` with git's own words when it fails."""
    return _run(root, args, timeout_s, None, index)


def run_bounded(root: Path, *args: str, limit: int, timeout_s: float = 30, index: Path | None = None) -> bytes | None:
    """The same, or None when there is more than `limit` bytes of it; git is ended then."""
    data = _run(root, args, timeout_s, limit, index)
    return None if len(data) > limit else data


@contextlib.contextmanager
def copied_index(root: Path) -> Iterator[Path]:
    """A copy of the index, for `git diff`: that one rewrites the index whatever it is told, and locks others out meanwhile."""
    real = root / os.fsdecode(run(root, "rev-parse", "--git-path", "index").removesuffix(b"\n"))
    with tempfile.TemporaryDirectory(prefix="codex-agent-") as folder:
        copy = Path(folder) / "index"
        with contextlib.suppress(FileNotFoundError):  # nothing was ever added
            shutil.copyfile(real, copy)
        yield copy


def _run(root: Path, args: tuple[str, ...], timeout_s: float, limit: int | None, index: Path | None) -> bytes:
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                ["git", *_SAFE, *args],
                cwd=root,
                env=_environment(index),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,  # what git itself starts goes with it
            )
        except FileNotFoundError as error:
            if not root.is_dir():
                raise AgentError("no_such_folder", f"no such folder: {root}") from error
            raise AgentError("no_git", "git is not installed", hint="install git, or name the files to read") from error
        except OSError as error:
            raise AgentError("git", f"cannot run git: {error.strerror}") from error
        late = threading.Event()

        def end() -> None:
            late.set()
            _end(process)

        timer = threading.Timer(timeout_s, end)
        timer.start()
        try:
            assert process.stdout is not None
            data = process.stdout.read(-1 if limit is None else limit + 1)
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
            raise AgentError("git", f"git {args[0]} took longer than {timeout_s:g} s")
        if code:
            errors.seek(0)
            words = errors.read(64 * 1024).decode(errors="replace").strip().removeprefix("fatal: ")
            raise AgentError("git", f"git {args[0]}: {words[:ERROR_CHARS] or f'exit code {code}'}")
        return data


def _end(process: subprocess.Popen[bytes]) -> None:
    """Not one that was waited for: its number can be somebody else's by now."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _environment(index: Path | None) -> dict[str, str]:
    """The caller's, without what would point git elsewhere (as inside a hook) or change its output."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    if index is not None:
        kept["GIT_INDEX_FILE"] = str(index)
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
