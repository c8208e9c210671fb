"""Processes that cannot be mistaken for others: identity is pid plus the kernel's start time, ends come from the kernel.

psutil's `create_time` moves with the clock, so on Linux the identity keeps field 22 of `/proc/<pid>/stat`. Every process of
an agent's tree is found three ways: by descent, by session, and by the job's mark in its environment (a daemonised grandchild
has left the first two).
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable

import psutil

from codex_agent.jobs import Identity

JOB_MARK = "CODEX_AGENT_JOB_ID"
TURN_MARK = "CODEX_AGENT_TURN"


def identify(pid: int) -> Identity | None:
    """The identity of a live process; None when it is gone or a zombie."""
    return _identify_linux(pid) if sys.platform == "linux" else _identify_elsewhere(pid)


def _identify_linux(pid: int) -> Identity | None:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rsplit(b")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] in (b"Z", b"X") else Identity(pid, fields[19].decode())


def _identify_elsewhere(pid: int) -> Identity | None:
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return Identity(pid, repr(process.create_time()))
    except psutil.NoSuchProcess:
        return None


def lives(who: Identity | None) -> bool:
    return who is not None and identify(who.pid) == who


def send_signal(who: Identity | None, number: signal.Signals) -> bool:
    """Signal exactly this process; False when it is gone. Nothing else can be hit but in the instant between check and call."""
    if who is None or not lives(who):
        return False
    try:
        os.kill(who.pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def marks(pid: int) -> dict[str, str]:
    """Our two marks in a process's environment; empty when it cannot be read."""
    try:
        environ = psutil.Process(pid).environ()
    except (psutil.Error, OSError):
        return {}
    return {name: environ[name] for name in (JOB_MARK, TURN_MARK) if name in environ}


def tree(job: str, roots: Iterable[Identity | None]) -> set[Identity]:
    """Every live process of a job: the roots, their descendants and sessions, and whoever carries the job's mark."""
    own = os.getpid()
    pids: set[int] = set()
    sessions = set()
    for root in roots:
        if root is None or not lives(root):
            continue
        pids.add(root.pid)
        sessions.add(root.pid)
        try:
            pids |= {child.pid for child in psutil.Process(root.pid).children(recursive=True)}
        except psutil.Error:
            continue
    for pid in psutil.pids():
        if pid not in pids and pid != own and (_session(pid) in sessions or marks(pid).get(JOB_MARK) == job):
            pids.add(pid)
    return {who for pid in pids if pid != own and (who := identify(pid)) is not None}


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except OSError:
        return -1


class ExitWatch:
    """A descriptor that becomes readable when the process ends; for any process, child or not. Close it after use."""

    def __init__(self, who: Identity) -> None:
        """Raises ProcessLookupError when that process is gone already."""
        if sys.platform == "linux":
            self._fd = os.pidfd_open(who.pid)
            self._close: Callable[[], None] = lambda: os.close(self._fd)
        else:
            queue = select.kqueue()
            event = select.kevent(
                who.pid, select.KQ_FILTER_PROC, select.KQ_EV_ADD | select.KQ_EV_ONESHOT, select.KQ_NOTE_EXIT
            )
            try:
                queue.control([event], 0)
            except OSError as error:
                queue.close()
                raise ProcessLookupError(who.pid) from error
            self._fd = queue.fileno()
            self._close = queue.close
        if not lives(who):  # the pid was free, or somebody else's, by the time we looked
            self.close()
            raise ProcessLookupError(who.pid)

    def fileno(self) -> int:
        return self._fd

    def close(self) -> None:
        self._close()


def wait_gone(who: Identity, timeout_s: float) -> bool:
    """Block until the process has ended; False on time-out. No polling."""
    try:
        watch = ExitWatch(who)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watch], [], [], timeout_s)[0])
    finally:
        watch.close()


def kill_and_wait(who: Identity, timeout_s: float) -> bool:
    """SIGKILL one process and wait for its end; True when it is gone."""
    send_signal(who, signal.SIGKILL)
    return wait_gone(who, timeout_s)


def wait_all_gone(whom: Iterable[Identity], timeout_s: float) -> bool:
    deadline = time.monotonic() + timeout_s
    return all(wait_gone(who, max(0.0, deadline - time.monotonic())) for who in whom)
