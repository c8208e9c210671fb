"""What a person would see: a terminal's screen and what has scrolled off it, as plain lines. pyte does the emulation.

pyte knows no alternate screen and keeps scrollback as cells (1 kB a line and more); both are done here.
"""

from __future__ import annotations

from collections import deque
from typing import Any

import pyte

from codex_agent.terminal.sequences import ALTERNATE, readable, unfinished

COLUMNS, LINES = 120, 40
HISTORY_LINES = 10_000


class _Screen(pyte.Screen):
    """A screen with an alternate one behind it. Lines that leave the main one at the top are handed to `history`."""

    def __init__(self, columns: int, lines: int, history: deque[str]) -> None:
        self._history = history
        self._main: tuple[Any, Any, Any] | None = None  # what the alternate screen covers
        super().__init__(columns, lines)

    @property
    def alternate(self) -> bool:
        return self._main is not None

    def index(self) -> None:
        top, bottom = self.margins or (0, self.lines - 1)
        if self.cursor.y == bottom and top == 0 and not self.alternate:
            self._history.append(self.text_of(0))
        super().index()

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        if how == 3:
            self._history.clear()
        super().erase_in_display(how, *args, **kwargs)

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        if kwargs.get("private") and not self.alternate and ALTERNATE.intersection(modes):
            self._main = (self.buffer.copy(), self.margins, (self.cursor.x, self.cursor.y))
            self.buffer.clear()
            self.margins = None
        super().set_mode(*(mode for mode in modes if mode not in ALTERNATE), **kwargs)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        if kwargs.get("private") and self._main is not None and ALTERNATE.intersection(modes):
            buffer, self.margins, (self.cursor.x, self.cursor.y) = self._main
            self.buffer.clear()
            self.buffer.update(buffer)
            self._main = None
        super().reset_mode(*(mode for mode in modes if mode not in ALTERNATE), **kwargs)

    def text_of(self, y: int) -> str:
        """One line without its trailing space. The cell after a wide character is empty."""
        row = self.buffer[y]
        cells = (row[x].data for x in range(min(self.columns, max(row, default=-1) + 1)))
        return "".join(cells).rstrip()


class Renderer:
    """Bytes of a terminal in, lines out."""

    def __init__(self, columns: int = COLUMNS, lines: int = LINES) -> None:
        self.history: deque[str] = deque(maxlen=HISTORY_LINES)
        self._screen = _Screen(columns, lines, self.history)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """About 1 MB a second. Whatever a program prints, this raises nothing."""
        data = self._rest + data
        self._rest = unfinished(data)
        known = readable(data[: len(data) - len(self._rest)])
        try:
            self._stream.feed(known)
        except (ValueError, TypeError, IndexError, KeyError, AssertionError, OverflowError):
            self._stream = pyte.ByteStream(self._screen)  # what the emulator cannot take is lost, what follows is not

    @property
    def cursor(self) -> tuple[int, int]:
        """Line and column, from 1."""
        return self._screen.cursor.y + 1, min(self._screen.cursor.x, self._screen.columns - 1) + 1

    def resize(self, columns: int, lines: int) -> None:
        self._screen.resize(lines, columns)

    def screen(self) -> list[str]:
        """The screen as it stands, without empty lines at its end."""
        rows = [self._screen.text_of(y) for y in range(self._screen.lines)]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def text(self) -> list[str]:
        """Scrollback and screen; the alternate screen alone while it is on, as a person would see it."""
        return self.screen() if self._screen.alternate else [*self.history, *self.screen()]
