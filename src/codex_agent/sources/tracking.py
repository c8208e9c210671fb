"""The file in which findings wait for somebody: grown, never rewritten, and replaced whole."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from codex_agent.errors import AgentError, usage_error
from codex_agent.prompts.findings import Finding, Merged
from codex_agent.reports import Appended, append

MAX_BYTES = 5_000_000


def place(root: Path, branch: str, named: str | None, cwd: Path) -> Path:
    """Where the findings go: the file that was named, else one for each branch below `root`. Nothing is made yet."""
    if named is not None:
        path = Path(os.path.normpath(cwd / os.path.expanduser(named)))
        if path.is_dir():
            raise usage_error("bad_tracking", f"--tracking: {named} is a folder", "name a Markdown file")
        return path
    path = root / "docs" / "reviews" / f"{_slug(branch)}.md"
    real = os.path.realpath(path.parent)
    if os.path.commonpath([real, os.path.realpath(root)]) != os.path.realpath(root):
        raise AgentError(
            "bad_tracking", f"{path.parent} leads out of the repository", hint="name a file: --tracking FILE"
        )
    return path


def add(path: Path, heading: str, merged: Sequence[Merged], fixed: Sequence[Finding] = ()) -> Appended:
    """Add what the file does not have open yet, and tick what was fixed; says what was new. Nobody else's addition is lost, a crash leaves the old file.

    The file is the user's: a new one gets the mode that their umask says, an old one keeps its own.
    """
    if not merged and not path.exists():
        return Appended(None, 0, 0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.parent):
            text, mode = _read(path)
            grown = append(text, heading, merged, fixed)
            if grown.text is not None:
                _replace(path, grown.text.encode(), mode)
    except OSError as error:
        raise AgentError(
            "tracking", f"cannot write {path}: {error.strerror}", hint="name another file: --tracking FILE"
        ) from error
    return grown


def _slug(branch: str) -> str:
    """A file name for a branch; two branches whose names differ in odd characters alone share it."""
    slug = "".join(char if char.isalnum() else "-" for char in branch.lower()).strip("-")
    return "-".join(filter(None, slug.split("-")))[:80] or "findings"


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time in that folder, without a lock file in somebody's repository."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _read(path: Path) -> tuple[str, int | None]:
    """The text so far and the file's mode; a link is refused, since a repository could point it at anything."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return "", None
    with os.fdopen(fd, "rb") as file:
        state = os.fstat(fd)
        data = file.read(MAX_BYTES + 1) if stat.S_ISREG(state.st_mode) else None
    if data is None or len(data) > MAX_BYTES:
        what = "is no ordinary file" if data is None else f"has more than {MAX_BYTES:,} bytes"
        raise AgentError("tracking", f"{path} {what}", hint="name another file: --tracking FILE")
    try:
        return data.decode(), stat.S_IMODE(state.st_mode)
    except UnicodeDecodeError as error:
        raise AgentError(
            "tracking", f"{path} is not UTF-8 at byte {error.start}", hint="name another file: --tracking FILE"
        ) from error


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    temp = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temp.unlink(missing_ok=True)
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            if mode is not None:
                os.fchmod(fd, mode)
        os.replace(temp, path)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise
