"""What a program printed, byte for byte, bounded: two segments, of which the older one goes when the newer one is full."""

from __future__ import annotations

import os
from pathlib import Path

SEGMENT_BYTES = 4_000_000


class RawLog:
    """Written by the holder alone. At any time the files hold the last `SEGMENT_BYTES` at least, twice that at most."""

    def __init__(self, old: Path, new: Path) -> None:
        self._old = old
        self._new = new
        self._fd = self._open()
        self._size = os.fstat(self._fd).st_size

    def write(self, data: bytes) -> None:
        """Raises OSError when the disk is full; what was written before stands."""
        while data:
            part = data[: SEGMENT_BYTES - self._size]
            written = os.write(self._fd, part)
            self._size += written
            data = data[written:]
            if self._size >= SEGMENT_BYTES:
                self._turn()

    def _turn(self) -> None:
        os.close(self._fd)
        os.replace(self._new, self._old)
        self._fd = self._open()
        self._size = 0

    def _open(self) -> int:
        return os.open(self._new, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def read(old: Path, new: Path) -> bytes:
    """All that is kept, oldest first."""
    data = b""
    for path in (old, new):
        try:
            data += path.read_bytes()
        except FileNotFoundError:
            continue
    return data
