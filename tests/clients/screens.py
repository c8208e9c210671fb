"""A person at a terminal, for the client tests."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pexpect
import pyte

if TYPE_CHECKING:
    from claude_code import Claude
    from fleet import Fleet


class Screen:
    """A person at a terminal: a command in a pseudo-terminal that answers what a terminal is asked."""

    def __init__(self, place: Fleet | Claude, *command: str) -> None:
        env = {**place.env, "COLUMNS": "120", "LINES": "40"}
        self._child: Any = pexpect.spawn(
            command[0], list(command[1:]), env=env, cwd=str(place.cwd), dimensions=(40, 120)
        )
        self._screen = pyte.Screen(120, 40)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def await_text(self, words: str, timeout_s: float = 60, *, times: int = 1) -> None:
        assert self._shows(words, timeout_s, times), f"no {words!r} within {timeout_s} s:\n{self.text}"

    def _shows(self, words: str, timeout_s: float, times: int = 1) -> bool:
        deadline = time.monotonic() + timeout_s
        while self.text.count(words) < times:
            try:
                self._take(self._child.read_nonblocking(65536, timeout=max(deadline - time.monotonic(), 0)))
            except (pexpect.TIMEOUT, pexpect.EOF):
                return False
            if time.monotonic() > deadline:
                return self.text.count(words) >= times
        return True

    def _take(self, data: bytes) -> None:
        for question, reply in ((b"\x1b[6n", b"\x1b[1;1R"), (b"\x1b[c", b"\x1b[?62;c")):
            if question in data:
                self._child.send(reply)
        self._stream.feed(data)

    def type(self, text: str) -> None:
        self._child.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")
        self._child.send(b"\r")

    def press(self, keys: bytes) -> None:
        self._child.send(keys)

    def agree(self, question: str, answer: str, timeout_s: float = 60) -> None:
        """Enter, until the answer is there; again as long as the question stands, as a person would.

        A client may draw a question a moment before it hears keys: of 72 such keys to Claude Code on a busy machine 1 was lost.
        """
        deadline = time.monotonic() + timeout_s
        while not self._shows(answer, 0):
            late = time.monotonic() > deadline or self._child.flag_eof
            assert not late, f"no {answer!r} within {timeout_s} s, or before its end:\n{self.text}"
            if question in self.text:
                self.press(b"\r")
            self._shows(answer, 5)

    def leave(self, keys: bytes = b"\x03") -> int:
        """Ctrl-C, again where the client wants it twice (over a message that is being typed, say), or others that end it."""
        for _ in range(5):
            self._child.send(keys)
            if self._child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=5) == 0:
                break
        return self.end()

    def end(self, timeout_s: float = 60) -> int:
        """Wait for the end of the command."""
        self._child.expect(pexpect.EOF, timeout=timeout_s)
        self._stream.feed(self._child.before)
        self._child.close()
        return int(self._child.exitstatus if self._child.exitstatus is not None else -self._child.signalstatus)
