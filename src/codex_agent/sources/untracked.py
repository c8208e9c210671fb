"""Files that git does not know yet, as the diff that adding them would show. Read as they are: no filter of the repository runs."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from codex_agent.prompts.reviewing import Held, Touched

SNIFFED = 8_000  # bytes in which a NUL makes a file binary, as in git


def as_diff(root: Path, name: str, *, limit: int) -> tuple[Touched, bytes | None]:
    """The file, and its diff; None where that has more than `limit` bytes. What cannot be shown has an empty one."""
    raw, path = os.fsencode(name), root / name
    try:
        state = path.lstat()
        mode = state.st_mode
        if stat.S_ISLNK(mode):
            data, kind = os.fsencode(os.readlink(path)), b"120000"
            return Touched(name, "untracked", 1, 0, note="symbolic link"), _diff(raw, kind, data, limit)
        if stat.S_ISDIR(mode):
            return Touched(name, "untracked", note="a repository of its own", held=Held.OPAQUE), b""
        if not stat.S_ISREG(mode):
            return Touched(name, "untracked", note="no regular file", held=Held.OPAQUE), b""
        data = _read(path, max(limit, SNIFFED) + 1)
    except OSError as error:
        return Touched(name, "untracked", note=f"cannot be read: {error.strerror}", held=Held.OPAQUE), b""
    if b"\0" in data[:SNIFFED]:
        return Touched(name, "untracked", note="binary, not shown", held=Held.OPAQUE), b""
    if len(data) > limit:
        return Touched(name, "untracked", note=f"{state.st_size:,} bytes"), None
    lines = data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
    kind = b"100755" if mode & stat.S_IXUSR else b"100644"
    return Touched(name, "untracked", lines, 0), _diff(raw, kind, data, limit)


def _read(path: Path, size: int) -> bytes:
    """At most `size` bytes; never waits, should the file have become a pipe meanwhile."""
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(fd, "rb") as file:
        return file.read(size)


def _diff(name: bytes, kind: bytes, data: bytes, limit: int) -> bytes | None:
    quoted = _quoted(name)
    head = b"diff --git a/%b b/%b\nnew file mode %b\n--- /dev/null\n+++ b/%b\n" % (quoted, quoted, kind, quoted)
    lines = data.split(b"\n")
    end = b"" if lines[-1] == b"" else b"\n\\ No newline at end of file"
    kept = lines if lines[-1] else lines[:-1]
    if not kept:
        return b"diff --git a/%b b/%b\nnew file mode %b\n" % (quoted, quoted, kind)
    text = (
        head
        + b"@@ -0,0 +1,%d @@\n" % len(kept)
        + b"".join(b"+%b\n" % line for line in kept[:-1])
        + b"+%b" % kept[-1]
        + end
        + b"\n"
    )
    return text if len(text) <= limit else None


def _quoted(name: bytes) -> bytes:
    """Control characters escaped, so that no name can end its line."""
    return b"".join(b"\\%03o" % byte if byte < 32 or byte == 127 else bytes([byte]) for byte in name)
