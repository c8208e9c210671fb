"""Listening on a Unix socket that is its owner's alone, and taking it away again."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path


def listening(path: Path, backlog: int) -> socket.socket:
    """A listening, non-blocking socket, 0600 from its first moment. A file that a dead owner left is replaced: the caller knows that it is dead."""
    path.unlink(missing_ok=True)
    sock = socket.socket(socket.AF_UNIX)
    old = os.umask(0o177)
    try:
        sock.bind(str(path))
    finally:
        os.umask(old)
    sock.listen(backlog)
    sock.setblocking(False)
    return sock


def withdraw(path: Path, ours: os.stat_result) -> None:
    """Remove the socket file if it is still `ours`: whoever removed our folder and made it anew has one of its own there.

    Before the socket is closed, for its inode number may be given to another file afterwards.
    """
    with contextlib.suppress(OSError):
        if os.path.samestat(path.stat(), ours):
            path.unlink()
