"""A client process behind the shim, writing its events, errors and exit code straight to files.

The `exec` driver starts one for each turn; the app-server that several interactive jobs share runs the same way.

Nothing of ours stands between the client and the disk, so whoever reads the files (`adopt`) knows what the one who started it
knew. Whether a start that was interrupted by our own death had happened is decided by the pid file: its lock is inherited by
the shim, and its text is written before the client runs (see shim.sh).
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import subprocess
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from codex_agent import processes
from codex_agent.jobs import Identity
from codex_agent.paths import Home

SHIM = Path(__file__).with_name("shim.sh")


class Trace(Enum):
    """What a turn without a known process left behind."""

    NEVER_RAN = "never_ran"
    ABOUT_TO_RUN = "about_to_run"
    RAN = "ran"


class ProcessFiles(NamedTuple):
    """Where one client's facts go, and its standard input."""

    pid: Path
    exit: Path
    stdin: Path
    stdout: Path
    stderr: Path

    @classmethod
    def of_turn(cls, home: Home, job: str, turn: int) -> ProcessFiles:
        return cls(
            home.pid(job, turn), home.exit(job, turn), home.prompt(job, turn), home.events(job), home.stderr(job)
        )


class ExecProcess:
    """The processes of one turn: the shim, and the agent below it. `changed` is called on the loop when one of them ends.

    `job` and `turn` are the marks in the environment by which its processes are known; `files` are the turn's own by default.
    """

    def __init__(
        self, home: Home, job: str, turn: int, changed: Callable[[], None], files: ProcessFiles | None = None
    ) -> None:
        self.files = files or ProcessFiles.of_turn(home, job, turn)
        self.job = job
        self.turn = turn
        self.shim: Identity | None = None
        self.agent: Identity | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._changed = changed
        self._watches: dict[Identity, processes.ExitWatch] = {}
        self._status: int | None = None

    def spawn(self, argv: tuple[str, ...], env: Mapping[str, str], cwd: str) -> None:
        """Start the client. The caller has recorded the intent before and records the shim's identity after.

        Raises OSError when the kernel refuses; then nothing runs.
        """
        pid_fd = os.open(self.files.pid, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        opened = [pid_fd]
        try:
            fcntl.flock(pid_fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            append = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            opened.append(stdout := os.open(self.files.stdout, append, 0o600))
            opened.append(stderr := os.open(self.files.stderr, append, 0o600))
            marked = {**env, processes.JOB_MARK: self.job, processes.TURN_MARK: str(self.turn)}
            self._child = subprocess.Popen(
                ["/bin/sh", str(SHIM), str(self.files.exit), str(self.files.stdin), *argv],
                stdin=pid_fd,
                stdout=stdout,
                stderr=stderr,
                cwd=cwd,
                env=marked,
                start_new_session=True,
            )
        finally:
            for fd in opened:
                os.close(fd)
        self.shim = processes.identify(self._child.pid)
        self._watch(self.shim)

    def adopt(self, shim: Identity | None, agent: Identity | None) -> None:
        """Take over processes that somebody else started; those that are gone stay gone."""
        self.shim, self.agent = shim, agent
        self._watch(shim)
        self._watch(agent)

    def learn_pids(self) -> None:
        """Read the pid file while the agent is not known.

        The file may be older than a reused pid, so a process counts only if it carries this job's marks.
        """
        if self.agent is not None:
            return
        try:
            parts = self.files.pid.read_text().split()
        except FileNotFoundError:
            return
        if len(parts) != 2:
            return
        shim, agent = (self._marked(int(part)) for part in parts)
        if self.shim is None and shim is not None:
            self.shim = shim
            self._watch(shim)
        if agent is not None:
            self.agent = agent
            self._watch(agent)

    def trace(self) -> Trace:
        """Whether a start that nobody finished recording has happened. Exact: see the module's text."""
        try:
            fd = os.open(self.files.pid, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return Trace.RAN if self.exit_recorded() else Trace.NEVER_RAN
        try:
            if os.fstat(fd).st_size:
                return Trace.RAN
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return Trace.RAN if os.fstat(fd).st_size or self.exit_recorded() else Trace.NEVER_RAN
        except BlockingIOError:
            return Trace.ABOUT_TO_RUN
        finally:
            os.close(fd)

    def exit_recorded(self) -> bool:
        return self.files.exit.exists()

    def gone(self) -> bool:
        """Whether the client has ended: its exit is recorded, or nobody of the two lives and nobody is about to."""
        if self.exit_recorded():
            return True
        self.learn_pids()
        if self._alive(self.shim) or self._alive(self.agent):
            return False
        return self.trace() is not Trace.ABOUT_TO_RUN

    def exit_code(self) -> int | None:
        """The client's exit code, from the shim's record or its own status; None when nobody saw it. Over 128: by a signal."""
        try:
            return int(self.files.exit.read_text())
        except (FileNotFoundError, ValueError):
            self._reap()
            status = self._status
            return status if status is not None and status >= 0 else None

    def close(self) -> None:
        """Stop watching and collect our child; the processes are left as they are."""
        for watch in self._watches.values():
            self._unwatch(watch)
        self._watches.clear()
        if self._child is not None and self._reap() is None:
            _leave_to_loop(self._child)

    def _marked(self, pid: int) -> Identity | None:
        who = processes.identify(pid)
        marks = processes.marks(pid) if who else {}
        mine = marks.get(processes.JOB_MARK) == self.job and marks.get(processes.TURN_MARK) == str(self.turn)
        return who if mine and processes.lives(who) else None

    def _alive(self, who: Identity | None) -> bool:
        return who is not None and processes.lives(who)

    def _watch(self, who: Identity | None) -> None:
        if who is None:
            self._changed()
            return
        try:
            watch = processes.ExitWatch(who)
        except ProcessLookupError:
            self._changed()
            return
        self._watches[who] = watch
        asyncio.get_running_loop().add_reader(watch.fileno(), self._ended, who)

    def _ended(self, who: Identity) -> None:
        watch = self._watches.pop(who, None)
        if watch is not None:
            self._unwatch(watch)
        self._reap()
        self._changed()

    def _unwatch(self, watch: processes.ExitWatch) -> None:
        asyncio.get_running_loop().remove_reader(watch.fileno())
        watch.close()

    def _reap(self) -> int | None:
        if self._child is not None and self._status is None:
            self._status = self._child.poll()
        return self._status


def _leave_to_loop(child: subprocess.Popen[bytes]) -> None:
    """Collect a child that outlives its record by a moment, so that no zombie stays."""
    loop = asyncio.get_running_loop()
    who = processes.identify(child.pid)
    if who is None:
        child.poll()
        return
    try:
        watch = processes.ExitWatch(who)
    except ProcessLookupError:
        child.poll()
        return

    def collect() -> None:
        loop.remove_reader(watch.fileno())
        watch.close()
        child.poll()

    loop.add_reader(watch.fileno(), collect)
