"""The life of the one supervisor of a home: lock, adopt, listen, leave when a minute long there was nothing to do."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import io
import logging
import os
import signal
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from codex_agent import config, processes, wire
from codex_agent.errors import AgentError
from codex_agent.paths import Home
from codex_agent.sockets import listening, withdraw
from codex_agent.store import Store
from codex_agent.supervisor.house import House, log
from codex_agent.supervisor.operations import Operations
from codex_agent.supervisor.roster import Roster
from codex_agent.supervisor.server import Server

LINGER_S = 60.0
LOG_BYTES = 1_000_000
BACKLOG = 512


def run(home: Home, ready_fd: int) -> int:
    """Be the supervisor until there is nothing to do. Says `ready`, or why not, on `ready_fd`."""
    try:
        lock = take_lock(home)
    except OSError as error:
        return _tell(ready_fd, f"{home.lock}: {error.strerror}")
    if lock is None:
        return _tell(ready_fd, "ready")  # somebody else is
    try:
        _log_to(home.supervisor_log)
        asyncio.run(_live(home, ready_fd))
    except AgentError as error:
        log.error("%s", error)
        return _tell(ready_fd, error.message)
    except OSError as error:
        log.exception("cannot run")
        return _tell(ready_fd, f"{error.strerror or error}")
    return 0


def take_lock(home: Home) -> int | None:
    """The lock held for life, with our identity in it for those who lose patience with us; None when it is taken."""
    fd = os.open(home.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        return None
    me = processes.identify(os.getpid())
    os.ftruncate(fd, 0)
    os.pwrite(fd, f"{os.getpid()} {me.start if me else '-'}\n".encode(), 0)
    return fd


async def _live(home: Home, ready_fd: int) -> None:
    loop = asyncio.get_running_loop()
    over, dismissed = asyncio.Event(), asyncio.Event()
    store = Store.open(home.db)
    house = House(home, store, config.config_file())
    bell = asyncio.Event()
    roster = Roster(house, bell.set)
    operations = Operations(house, roster)
    server = Server(operations, bell.set, over.set)

    def dismiss() -> None:
        dismissed.set()
        over.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, dismiss)
    roster.adopt()
    operations.worktrees.clear_leftovers()
    sock = listening(home.socket, BACKLOG)
    ours = home.socket.stat()
    listener = await asyncio.start_unix_server(server.connected, sock=sock, limit=wire.LINE_BYTES)
    _tell(ready_fd, "ready")
    log.info("supervisor %d is up, %d jobs", os.getpid(), roster.live())
    try:
        await _until_idle(roster, server, bell, over)
        if dismissed.is_set() or not over.is_set():  # with a successor on its way what is kept is for that one
            await roster.leave()
    except Exception:  # noqa: BLE001 - it leaves all the same
        log.exception("the end was not in order")
    finally:
        withdraw(home.socket, ours)
        listener.close()
        house.files.close()
        log.info("supervisor %d leaves", os.getpid())
        logging.shutdown()
        os._exit(0)  # threads of ours only watch and scan; the lock goes with the process


async def _until_idle(roster: Roster, server: Server, bell: asyncio.Event, over: asyncio.Event) -> None:
    """Return when asked to, or when for `LINGER_S` there was neither a live job nor a request."""
    asked = asyncio.create_task(over.wait())
    quiet_from = time.monotonic()
    while not over.is_set():
        if roster.live() or server.busy:
            quiet_from = time.monotonic()
            timeout_s = None
        else:
            timeout_s = quiet_from + LINGER_S - time.monotonic()
            if timeout_s <= 0:
                return
        bell.clear()
        rung = asyncio.create_task(bell.wait())
        await asyncio.wait({asked, rung}, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        if rung.done():
            quiet_from = time.monotonic()
        rung.cancel()


def _log_to(path: Path) -> None:
    handler = _PrivateRotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.raiseExceptions = False  # a full disk must not print into nowhere
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


class _PrivateRotatingFileHandler(RotatingFileHandler):
    """After a rotation the new file is for its owner alone, too."""

    def _open(self) -> io.TextIOWrapper:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        return open(self.baseFilename, "a", encoding="utf-8", opener=private)


def _tell(ready_fd: int, word: str) -> int:
    with contextlib.suppress(OSError):
        os.write(ready_fd, word.encode())
        os.close(ready_fd)
    return 0 if word == "ready" else 1
