"""Output of git that may be endless, and an index to compare with that is not the repository's own."""

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

from codex_agent.sources import git


def run_bounded(
    root: Path, command: str, *args: str, limit: int, timeout_s: float = 30, index: Path | None = None
) -> bytes | None:
    """As `git.run`, or None when there is more than `limit` bytes of it; git is ended then."""
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                git.argv(root, command, args),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=git.environment(index),
                start_new_session=True,  # what git itself starts goes with it
            )
        except (OSError, ValueError) as error:
            raise git.not_run(command, error) from error
        late = threading.Event()

        def end() -> None:
            late.set()
            _end(process)

        timer = threading.Timer(timeout_s, end)
        timer.start()
        try:
            assert process.stdout is not None
            data: bytes = process.stdout.read(limit + 1)
            if len(data) > limit:
                return None
            code = process.wait()
        finally:
            timer.cancel()
            _end(process)
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        if late.is_set():
            raise git.late(root, command, timeout_s)
        if code:
            errors.seek(0)
            raise git.failed(command, code, errors.read(64 * 1024))
        return data


@contextlib.contextmanager
def copied_index(root: Path) -> Iterator[Path]:
    """A copy of the index, for `git diff`: that one rewrites the index whatever it is told, and locks others out meanwhile."""
    real = root / os.fsdecode(git.run(root, "rev-parse", "--git-path", "index").removesuffix(b"\n"))
    with tempfile.TemporaryDirectory(prefix="codex-agent-") as folder:
        copy = Path(folder) / "index"
        with contextlib.suppress(FileNotFoundError):  # nothing was ever added
            shutil.copyfile(real, copy)
        yield copy


def _end(process: subprocess.Popen[bytes]) -> None:
    """Not one that was waited for: its number can be somebody else's by now."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
