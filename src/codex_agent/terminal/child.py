"""The program in its pseudo-terminal. pexpect makes the terminal and starts the program; reading and writing never block."""

from __future__ import annotations

import os
from collections.abc import Mapping

import pexpect

from codex_agent.terminal.rendering import COLUMNS, LINES

READ_BYTES = 64 * 1024
INPUT_BYTES = 1_000_000  # typed and not yet read by the program


class InputFull(Exception):
    """The program does not read: nothing of this text was taken."""


class Child:
    """`fd` is the terminal's other side. The exit code is that of a shell: 128 and the number of the signal."""

    def __init__(self, argv: list[str], env: Mapping[str, str], cwd: str) -> None:
        self._spawn = pexpect.spawn(
            argv[0], argv[1:], env=dict(env), cwd=cwd, dimensions=(LINES, COLUMNS), timeout=None
        )
        self.pid = int(self._spawn.pid or 0)
        self.fd = int(self._spawn.child_fd)
        os.set_blocking(self.fd, False)
        self._unread = bytearray()

    def read(self) -> bytes | None:
        """What the program printed; empty when there is nothing now, None when the terminal is closed."""
        try:
            return os.read(self.fd, READ_BYTES) or None
        except BlockingIOError:
            return b""
        except OSError:  # EIO: nobody has the terminal open any more
            return None

    def type(self, data: bytes) -> None:
        """Type bytes; they go in as fast as the program reads. Raises `InputFull`."""
        if len(self._unread) + len(data) > INPUT_BYTES:
            raise InputFull
        self._unread += data
        self.push()

    @property
    def waits(self) -> bool:
        """Whether typed bytes wait for room in the terminal."""
        return bool(self._unread)

    def push(self) -> None:
        try:
            while self._unread:
                del self._unread[: os.write(self.fd, self._unread[:4096])]
        except BlockingIOError:
            return
        except OSError:
            self._unread.clear()

    def resize(self, columns: int, lines: int) -> None:
        self._spawn.setwinsize(lines, columns)

    def exit_code(self) -> int:
        """Once the program has ended; call it once."""
        self._spawn.wait()
        if self._spawn.signalstatus is not None:
            return 128 + int(self._spawn.signalstatus)
        return int(self._spawn.exitstatus or 0)
