"""Reading a file that anybody may have put there: never more than was asked for, never waiting, text or nothing."""

from __future__ import annotations

import os
import stat

KERNEL = ("/proc/", "/sys/")  # files there may block, have no end, or tell about this process
CHUNK_BYTES = 1 << 20
MAGIC = {
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"\xff\xd8\xff": "JPEG",
    b"PK\x03\x04": "zip",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "ELF",
    b"SQLite format 3\x00": "SQLite",
    b"%!PS": "PostScript",
    b"{\\rtf": "RTF",
}


class NotRegular(Exception):
    """The path is a folder, a pipe, a device or the like; the argument says which."""


class NotText(Exception):
    """The argument says why. `ever` is true for what can be decoded, but is of a type that nobody reads as text."""

    def __init__(self, reason: str, *, ever: bool) -> None:
        super().__init__(reason)
        self.ever = ever


def size(path: str) -> int:
    """Bytes of a regular file. Raises `NotRegular` and `OSError`; the last part of `path` must be no link."""
    found = os.lstat(path)
    _check(path, found.st_mode)
    return found.st_size


def read(path: str, limit: int) -> bytes:
    """The first `limit` bytes. Raises `NotRegular` and `OSError`, also when the last part of `path` has become a link."""
    _check(path, os.lstat(path).st_mode)  # before it is opened: to open a device can have effects
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _check(path, os.fstat(fd).st_mode)
        data = b""
        while len(data) < limit and (more := os.read(fd, min(CHUNK_BYTES, limit - len(data)))):
            data += more
        return data
    finally:
        os.close(fd)


def _check(path: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise NotRegular(_kind(mode))
    if path.startswith(KERNEL):
        raise NotRegular("a file that the kernel makes up")


def _kind(mode: int) -> str:
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFLNK: "a link"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def text(data: bytes) -> str:
    """What the bytes say, unchanged: no line end and no byte-order mark is touched. Raises `NotText`."""
    known = next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), None)
    nul = data.find(b"\0")
    if nul >= 0:
        what = f"{known}, " if known else "UTF-16, " if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        raise NotText(f"{what}NUL at byte {nul:,}", ever=False)
    try:
        decoded = data.decode()
    except UnicodeDecodeError as error:
        raise NotText(f"{known or 'not UTF-8'}, at byte {error.start:,}", ever=False) from error
    if known:
        raise NotText(known, ever=True)
    return decoded
