"""Output of git that may be endless, and an index to compare with that is not the repository's own."""

from __future__ import annotations

import contextlib
import os
import shutil
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
        process = git.started(root, command, args, errors, index)
        late = threading.Event()

        def end() -> None:
            late.set()
            git.end(process)

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
            git.end(process)
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
