"""A hook's wait for news of its session: on the supervisor's socket, until there is some or the client is gone.

Nothing is polled. Standard library alone, Python 3.9.
"""

from __future__ import annotations

import os
import sys

from codex_agent import hooking

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

SOCKET_BYTES = 100  # as in paths.py
CONNECT_S = 5.0


class Over(Exception):
    """Nobody is left who could be woken, or nobody who could say when."""


def news(
    home: str, sessions: list[str], told: Collection[str], promised: Collection[str], *, settled: bool, alarm: int = 2
) -> list[dict[str, Any]] | None:
    """Wait for the supervisor's answer (see `Attention.news`). None when there is no supervisor, or it goes away meanwhile.

    `alarm` is a descriptor that hangs up when the session ends; then `Over` is raised.
    """
    import _socket

    for path in _sockets(home):
        connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            connection.settimeout(CONNECT_S)
            connection.connect(path)
            connection.sendall(_request(settled, sessions=sessions, told=told, promised=promised))
            connection.settimeout(None)
            return _answer(connection, alarm)
        except OSError:
            continue
        finally:
            connection.close()
    return None


def _request(settled: bool, **lists: Collection[str]) -> bytes:
    """Without a version: a hook is no reason for a supervisor to hand over."""
    fields = [f'"{name}":[{",".join(hooking.quoted(one) for one in some)}]' for name, some in lists.items()]
    return f'{{"op":"news","v":"","settled":{"true" if settled else "false"},{",".join(fields)}}}\n'.encode()


def _answer(connection: Any, alarm: int) -> list[dict[str, Any]] | None:
    import select

    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    poll.register(alarm, 0)  # a hang-up is always reported
    buffer = b""
    while True:
        ready = dict(poll.poll())
        if alarm in ready:
            raise Over
        data = connection.recv(1 << 16)
        if not data:
            return None
        buffer += data
        *lines, buffer = buffer.split(b"\n")
        for line in lines:
            answer = hooking.parsed(line.decode("utf-8", "replace"))
            if "news" in answer:
                return [one for one in answer["news"] if isinstance(one, dict)]
            if answer.get("ok") is False and answer.get("error", {}).get("code") != "handover":
                raise Over  # an older supervisor, which does not know what we ask


def _sockets(home: str) -> list[str]:
    """Where the control socket may be: beside the store, or in the runtime folder if that path is too long for the kernel."""
    path = os.path.join(home, "supervisor.sock")
    if len(os.fsencode(path)) <= SOCKET_BYTES:
        return [path]
    import hashlib
    import tempfile

    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16] + ".sock"
    user = os.getuid()
    folders = [os.environ.get("XDG_RUNTIME_DIR") or "", f"/run/user/{user}", f"/var/run/user/{user}"]
    folders += [os.path.join(tempfile.gettempdir(), f"runtime-{user}")]
    if sys.platform == "darwin":
        folders.append(os.path.expanduser("~/Library/Caches/TemporaryItems"))
    return [os.path.join(folder, "codex-agent", name) for folder in folders if folder]


def is_one_shot(client: int) -> bool:
    """Whether that client runs a single prompt (`-p`) and waits for its hooks before it answers."""
    words = _arguments(client)
    one_shot = "-p" in words or "--print" in words
    return one_shot and "stream-json" not in _after(words, "--input-format")


def _after(words: list[str], flag: str) -> list[str]:
    found = [after for word, after in zip(words, words[1:]) if word == flag]
    return found + [word.partition("=")[2] for word in words if word.startswith(flag + "=")]


def _arguments(pid: int) -> list[str]:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().decode("utf-8", "replace").split("\0")
    except OSError:
        import subprocess

        done = subprocess.run(
            ["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False, timeout=5
        )
        return done.stdout.split()


def revive(program: str) -> None:
    """Let a reading command start a supervisor where jobs live and nobody keeps them."""
    import subprocess

    null = subprocess.DEVNULL
    subprocess.run([program, "jobs", "--limit", "1"], stdin=null, stdout=null, stderr=null, check=False, timeout=60)
