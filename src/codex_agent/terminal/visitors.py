"""Those who talk to a holder: commands that type or capture, people who are attached. None of them can hold up the terminal."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

from codex_agent import wire

OUT_BYTES = 1_000_000  # what a slow reader is kept waiting; more is left out, and told


class Visitor:
    """One connection. `streams`: gets the output as it comes; `attached`: is a terminal itself, and answers for ours."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.streams = False
        self.attached = False
        self._incoming = bytearray()
        self._outgoing = bytearray()
        self._skipped = 0
        sock.setblocking(False)

    def receive(self) -> list[dict[str, Any]] | None:
        """The requests that have come; None when the visitor has left or talks nonsense."""
        try:
            data = self.sock.recv(64 * 1024)
        except BlockingIOError:
            return []
        except OSError:
            return None
        if not data or len(self._incoming) + len(data) > wire.LINE_BYTES:
            return None
        self._incoming += data
        *lines, rest = bytes(self._incoming).split(b"\n")
        self._incoming[:] = rest
        try:
            return [wire.decode(line) for line in lines]
        except ValueError:
            return None

    def send(self, message: dict[str, Any]) -> None:
        self._outgoing += wire.encode(message)
        self.flush()

    def stream(self, data: bytes) -> None:
        """Output of the terminal, left out where the visitor does not keep up."""
        if len(self._outgoing) > OUT_BYTES:
            self._skipped += len(data)
            return
        if self._skipped:
            self.send({"skipped": self._skipped})
            self._skipped = 0
        self.send({"data": data.decode("latin-1")})  # bytes as they are, in text

    @property
    def waits(self) -> bool:
        return bool(self._outgoing)

    def flush(self) -> None:
        with contextlib.suppress(BlockingIOError, OSError):
            while self._outgoing:
                del self._outgoing[: self.sock.send(self._outgoing)]

    def close(self) -> None:
        """Give what is left a last chance: a visitor that reads gets everything."""
        with contextlib.suppress(OSError):
            self.sock.settimeout(1.0)
            self.sock.sendall(self._outgoing)
        self.sock.close()
