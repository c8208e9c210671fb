"""Output of git that may be endless, and an index to compare with that is not the repository's own."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from codex_agent.errors import AgentError
from codex_agent.sources import git

_OWN_SCOPES = (b"local", b"worktree")


def run_bounded(
    root: Path, command: str, *args: str, limit: int, timeout_s: float = 30, apart: git.Apart | None = None
) -> bytes | None:
    """As `git.run`, or None when there is more than `limit` bytes of it; git is ended then."""
    with _room():
        temporary = tempfile.TemporaryFile()  # noqa: SIM115 - it is entered below
    with temporary as errors:
        process = git.started(root, command, args, errors, apart)
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
def apart(root: Path) -> Iterator[git.Apart]:
    """For `git diff` with the files of the working tree.

    It rewrites the index whatever it is told, and locks others out meanwhile: it gets a copy. And it runs the filters that files are
    to pass: those that the repository's own configuration names are left out, those of the user (git-lfs) stay.
    """
    real = root / os.fsdecode(git.run(root, "rev-parse", "--git-path", "index").removesuffix(b"\n"))
    with _room():
        temporary = tempfile.TemporaryDirectory(prefix="codex-agent-")
    with temporary as folder:
        copy = Path(folder) / "index"
        with _room(), contextlib.suppress(FileNotFoundError):  # nothing was ever added
            shutil.copy2(real, copy)  # with its time: git tells by it which files may have changed in the same moment
        yield git.Apart(copy, _own_filters(root))


@contextlib.contextmanager
def _room() -> Iterator[None]:
    """A full disk, or no folder for temporary files at all, is an error for people."""
    try:
        yield
    except OSError as error:
        hint = "make room there, or set TMPDIR to a folder that has some"
        raise AgentError("no_room", f"cannot write temporary files: {error.strerror}", hint=hint) from error


def _own_filters(root: Path) -> tuple[str, ...]:
    """The names of the filters that the repository itself configures."""
    fields = git.run(root, "config", "--list", "--show-scope", "--name-only", "-z").split(b"\0")
    keys = [os.fsdecode(key) for scope, key in zip(fields[::2], fields[1::2], strict=False) if scope in _OWN_SCOPES]
    found = (key.split(".", 1)[1].rpartition(".")[0] for key in keys if key.startswith("filter."))
    return tuple(dict.fromkeys(name for name in found if name))
