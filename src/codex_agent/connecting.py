"""A connection to the one supervisor of a home, which is started when there is none and ended when it does not answer.

It holds a lock for its life. A command that finds nobody takes the start lock (others wait on it, nobody polls), spawns one and
waits for its word on a pipe. Lean on purpose: every waiting command imports this.
"""

from __future__ import annotations

import _socket  # `socket` is 3 ms of wrappers that nothing here uses
import fcntl
import os
import select
import sys
import time
from typing import Any

from codex_agent import wire
from codex_agent.errors import AgentError
from codex_agent.paths import Home

READY_S = 20.0


class Gone(Exception):
    """The supervisor went away, or said that it hands over, before the last answer."""


class Connection:
    """One request at a time over one socket."""

    def __init__(self, sock: _socket.socket, owner: str) -> None:
        self._sock = sock
        self._buffer = bytearray()
        self.owner = owner  # what the lock file said before we connected: whom to end if nobody answers

    def close(self) -> None:
        self._sock.close()

    def send(self, op: str, **fields: Any) -> None:
        try:
            self._sock.settimeout(None)
            self._sock.sendall(wire.request(op, **fields))
        except OSError as error:
            raise Gone from error

    def receive(self, timeout_s: float | None) -> dict[str, Any] | None:
        """The next line, None on time-out; raises `Gone` at the end of the stream."""
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        while (end := self._buffer.find(b"\n")) < 0:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                return None
            self._sock.settimeout(left)
            try:
                data = self._sock.recv(1 << 16)
            except TimeoutError:
                return None
            except OSError as error:
                raise Gone from error
            if not data:
                raise Gone
            self._buffer += data
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return wire.decode(line)


def alive(home: Home) -> bool:
    """Whether a supervisor holds its lock: true also for one that is stopped. Changes nothing."""
    try:
        fd = os.open(home.lock, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False


def connect(home: Home) -> Connection:
    """A connection to a supervisor of this home, started if there is none. Raises `Gone` if that one ended on its way up."""
    connection = _dial(home)
    if connection is None:
        _start(home)
        connection = _dial(home)
    if connection is None:
        raise Gone
    return connection


def _dial(home: Home) -> Connection | None:
    owner = owner_of(home)
    sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        sock.settimeout(wire.ACK_S)
        sock.connect(str(home.socket))
    except (FileNotFoundError, ConnectionRefusedError):
        sock.close()
        return None
    except TimeoutError:  # the backlog of a stopped supervisor is full
        sock.close()
        end_supervisor(home, owner)
        return None
    except OSError as error:
        sock.close()
        raise AgentError(
            "supervisor", f"cannot reach {home.socket}: {error.strerror}", hint="codex-agent health"
        ) from error
    return Connection(sock, owner)


def owner_of(home: Home) -> str:
    try:
        return home.lock.read_text()
    except OSError:
        return ""


def _start(home: Home) -> None:
    """Start a supervisor, or wait until another command has. Raises with its own words when it cannot run."""
    home.ensure()
    try:
        fd = os.open(home.start_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise AgentError(
            "state_home",
            f"cannot write {home.root}: {error.strerror}",
            hint="free some space, or set CODEX_AGENT_HOME to a folder that you can write",
        ) from error
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        probe = _dial(home)
        if probe is None:
            _spawn(home)
        else:
            probe.close()
    finally:
        os.close(fd)


def _spawn(home: Home) -> None:
    import subprocess

    read_end, write_end = os.pipe()
    try:
        subprocess.Popen(
            [sys.executable, "-I", "-m", "codex_agent.supervisor", str(home.root), str(write_end)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(write_end,),
            start_new_session=True,
            cwd="/",
        ).wait()  # the first process leaves at once, the daemon is its grandchild
    finally:
        os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        ready, _, _ = select.select([pipe], [], [], READY_S)
        word = pipe.read() if ready else b"it did not come up in time"
    if not word:  # ended from outside on its way up
        raise Gone
    if word != b"ready":
        reason = word.decode(errors="replace")
        raise AgentError("supervisor", f"the supervisor cannot start: {reason}", hint=f"see {home.supervisor_log}")


def end_supervisor(home: Home, owner: str) -> None:
    """End the supervisor `owner` (`pid start`, from the lock file) that does not answer.

    Safe: what it knew is on disk, the next one adopts every agent. Nothing is signalled unless that very process still lives and
    the lock file still names it, so of many commands that lose patience with it none hits its successor.
    """
    from codex_agent import processes
    from codex_agent.jobs import Identity

    if not alive(home) or owner_of(home) != owner or len(parts := owner.split()) != 2:
        return
    processes.kill_and_wait(Identity(int(parts[0]), parts[1]), timeout_s=5.0)
