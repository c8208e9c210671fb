"""Which queued turn begins, and when: first in first out, at most `max_parallel` agents at work, none of a provider that is held.

Everything is read from the rows each time, so a supervisor that takes over goes on where the last one was killed. Only jobs with a
running turn count: an idle interactive agent does not, nor does a command in a terminal. A turn counts until its client is gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from codex_agent import backlog, config
from codex_agent.errors import AgentError
from codex_agent.jobs import iso
from codex_agent.queueing import Waiting, ready
from codex_agent.store import Store


class Admission:
    """Lives on the supervisor's loop. `wake` is called with each job whose turn may begin."""

    def __init__(self, store: Store, config_file: Path, wake: Callable[[str], None], now: Callable[[], float]) -> None:
        self._store = store
        self._config_file = config_file
        self._wake = wake
        self._now = now
        self._waiting: set[str] = set()  # jobs whose keeper waits to be woken
        self._timer: asyncio.TimerHandle | None = None
        self._bound = 0
        self._bound_of: tuple[int, int] | None = None  # time and size of the file that said so
        self._read: tuple[tuple[int, int], list[Waiting]] | None = None  # the queue, and of which rows and bound
        self._found: tuple[tuple[int, int, frozenset[str]], list[Waiting]] | None = None  # what may begin of it

    def admits(self, job: str, turn: int) -> bool:
        """Whether this turn may begin now; the caller begins it before anything else happens. Else the job is woken when it may.

        A turn that has to wait is marked as waiting, once.
        """
        row = self._store.turn_row(job, turn)
        found = self._ready(job)
        if found is None or any((one.job, one.turn) == (job, turn) for one in found):
            self._waiting.discard(job)
            return True
        if row["waits_since"] is None:
            self._mark(job, turn)
        self._waiting.add(job)
        self._arm()
        return False

    def look(self, job: str) -> None:
        """Find out whether the job's next turn has to wait, so that whoever asked for it can be told."""
        for one in self._queue():
            if one.job == job:
                self.admits(job, one.turn)

    def dispatch(self) -> bool:
        """Something has ended or begun: wake those that may begin. False when nobody waits, which costs nothing."""
        if not self._waiting:
            return False
        self._end_holds()
        for one in self._ready(None) or ():
            if one.job in self._waiting:
                self._wake(one.job)
        self._arm()
        return True

    def forget(self, job: str) -> None:
        self._waiting.discard(job)

    def _ready(self, job: str | None) -> list[Waiting] | None:
        """What may begin now, by the rows; None if that job, which is unbounded, need not be looked up."""
        waiting = self._queue()
        if job is not None and not any(one.bound or one.group_bound for one in waiting if one.job == job):
            return None
        now = self._now()
        held = frozenset(hold.provider for hold in backlog.holds(self._store.query) if hold.lasts(now))
        key = (self._store.version, self.bound(), held)
        if self._found is None or self._found[0] != key:
            count, in_groups = backlog.at_work(self._store.query)
            self._found = (key, ready(waiting, count, held, in_groups))
        return self._found[1]

    def _queue(self) -> list[Waiting]:
        """Read once for all that ask between two changes: after a new supervisor's start each of a thousand jobs does."""
        key = (self._store.version, self.bound())
        if self._read is None or self._read[0] != key:
            self._read = (key, backlog.waiting(self._store.query, self.bound()))
        return self._read[1]

    def _mark(self, job: str, turn: int) -> None:
        now, why, before = self._now(), self._why(job), self._store.version
        with self._store.change(job) as change:
            change.set_turn(turn, waits_since=now)
            change.journal("queue", why, at=now, turn=turn)
        # Nothing that was read is another by that.
        if self._read is not None and self._read[0][0] == before:
            self._read = ((self._store.version, self._read[0][1]), self._read[1])
        if self._found is not None and self._found[0][0] == before:
            self._found = ((self._store.version, *self._found[0][1:]), self._found[1])

    def _why(self, job: str) -> str:
        provider = self._store.job(job).spec.provider
        for hold in backlog.holds(self._store.query):
            if hold.provider == provider and hold.lasts(self._now()):
                return f"waits: {provider} takes no turns before {iso(hold.until)}"
        return f"waits; agents at work: {backlog.at_work(self._store.query)[0]}"

    def bound(self) -> int:
        """`max_parallel` of the file as it is now; a file that cannot be read does not change it."""
        try:
            stat = self._config_file.stat()
            found = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            found = (0, 0)
        if found != self._bound_of:
            try:
                self._bound = config.load({}, self._config_file).settings.max_parallel
                self._bound_of = found
            except AgentError:
                return self._bound
        return self._bound

    # holds

    def _arm(self) -> None:
        """Ring when the next hold is over."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        until = min((hold.until for hold in backlog.holds(self._store.query)), default=None)
        if until is not None and self._waiting:
            self._timer = asyncio.get_running_loop().call_later(max(0.0, until - self._now()), self._rung)

    def _rung(self) -> None:
        self._timer = None
        self.dispatch()

    def _end_holds(self) -> None:
        now = self._now()
        for hold in backlog.holds(self._store.query):
            if not hold.lasts(now):
                self._store.end_hold(hold.provider, now, f"{hold.provider}: queued turns go on")
