"""Reading files that grow: the end of a long one, the new part of a live one. Memory stays bounded whatever their size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

BLOCK_BYTES = 1 << 16
TAIL_BYTES = 8 << 20  # of one tail; lines of a transcript are far shorter


def tail_start(path: Path, lines: int, end: int) -> int:
    """The offset at which the last `lines` lines before `end` begin, at most `TAIL_BYTES` away; 0 for a file that is not there."""
    floor, at, missing = max(0, end - TAIL_BYTES), end, lines
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return 0
    with file:
        while at > floor:
            begin = max(floor, at - BLOCK_BYTES)
            file.seek(begin)
            block = file.read(at - begin)
            stop = len(block) - (1 if at == end and block.endswith(b"\n") else 0)  # the last newline begins no line
            while (found := block.rfind(b"\n", 0, stop)) >= 0:
                missing -= 1
                if missing == 0:
                    return begin + found + 1
                stop = found
            at = begin
    return floor


def blocks(path: Path, begin: int, end: int) -> Iterator[bytes]:
    """The bytes from `begin` to `end` in pieces, as far as they are there."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        file.seek(begin)
        while begin < end and (block := file.read(min(BLOCK_BYTES, end - begin))):
            begin += len(block)
            yield block


class Follower:
    """Goes through one growing file, each byte once. `at` is the offset up to which it was read."""

    def __init__(self, path: Path, at: int) -> None:
        self._path = path
        self.at = at

    def new(self, end: int) -> Iterator[bytes]:
        """What was added up to `end`."""
        for block in blocks(self._path, self.at, end):
            self.at += len(block)
            yield block


class Lines:
    """Whole lines out of pieces of bytes; the unfinished last one waits for the next piece."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, block: bytes) -> Iterator[bytes]:
        *whole, self._rest = (self._rest + block).split(b"\n")
        yield from whole
