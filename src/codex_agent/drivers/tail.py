"""Reading a growing file of lines from an offset that outlives us."""

from __future__ import annotations

import os
from pathlib import Path

CHUNK = 256 * 1024
LONGEST_LINE = 32 * 1024 * 1024


class Tail:
    """Complete lines of an append-only file. `offset` is the end of the last line given out; nothing is read twice."""

    def __init__(self, path: Path, offset: int) -> None:
        self.path = path
        self.offset = offset
        self._fd: int | None = None
        self._partial = bytearray()
        self._skipping = False

    def read(self) -> list[bytes]:
        """The next complete lines, at most one chunk's worth; empty when there is nothing new or no file yet.

        A line over `LONGEST_LINE` is dropped whole, so memory stays bounded whatever a client prints.
        """
        while True:
            data = self._more()
            if not data:
                return []
            self._partial += data
            end = self._partial.rfind(b"\n") + 1
            if not end:
                self._bound()
                continue
            lines = bytes(self._partial[:end]).split(b"\n")[:-1]
            del self._partial[:end]
            self.offset += end
            if self._skipping:
                self._skipping = False
                del lines[0]
            if lines:
                return lines

    def _bound(self) -> None:
        if len(self._partial) > LONGEST_LINE:
            self._skipping = True
            self.offset += len(self._partial)
            self._partial.clear()

    def _more(self) -> bytes:
        if self._fd is None:
            try:
                self._fd = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
            except FileNotFoundError:
                return b""
        return os.pread(self._fd, CHUNK, self.offset + len(self._partial))

    def close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
