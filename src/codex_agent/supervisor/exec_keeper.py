"""The keeper of an exec job: its turns one after the other, each a client process of its own."""

from __future__ import annotations

import time
from typing import Any

from codex_agent.drivers.exec_process import Trace
from codex_agent.endings import Ending
from codex_agent.errors import ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.states import JobState, TurnEvent, TurnState
from codex_agent.supervisor.house import House
from codex_agent.supervisor.keeper import Keeper
from codex_agent.supervisor.turn_begin import Ticket, begin
from codex_agent.supervisor.turn_run import TurnRun

CLAIM_S = 10.0  # how long an unstarted job waits for its `start` command to come back after a crash
PROBE_S = 1.0  # how often a client that is about to run is looked at, should its pid file never come


class ExecKeeper(Keeper):
    def __init__(self, house: House, job: str) -> None:
        super().__init__(house, job)
        self._run: TurnRun | None = None

    def has_work(self) -> bool:
        return self._next_turn() is not None

    def notified(self, payload: dict[str, Any]) -> None:
        """Kept only if it is about this thread, counted only if it is about this turn."""
        if self._run is not None:
            self._run.reader.take_notice(payload)

    def stop_now(self) -> None:
        if self._run is not None and not self._run.process.gone():
            self._run.stop()

    def close(self) -> None:
        if self._run is not None:
            self._run.close()
            self._run.process.close()

    async def live(self) -> None:
        await self.catch_up()
        while (row := self._next_turn()) is not None:
            await self._run_turn(int(row["n"]), queued=row["state"] == TurnState.QUEUED)
            await self.catch_up()

    def _next_turn(self) -> Any:
        sql = "SELECT * FROM turns WHERE job = ? AND (gone = 0 OR state = 'queued') ORDER BY n LIMIT 1"
        found = self.house.store.query(sql, self.job_id)
        return found[0] if found and not (found[0]["gone"] and self.job().ended) else None

    async def _run_turn(self, n: int, *, queued: bool) -> None:
        if queued:
            if not await self.admitted(n):
                return
            begin(self.house, self.job_id, n)
        run = self._open(n)
        if queued:
            await run.spawn(self.tickets.pop(n, None))
        else:
            await self._adopt(run)
        self._env = run.env or self._env
        while not await self._over(run):
            await self._wait(run)
        await run.stopped()
        self.report = run.report
        await run.finish()
        self._hand_on(run)

    def _hand_on(self, run: TurnRun) -> None:
        """The turn that corrects this one's answer runs in the same environment."""
        by = run.row()["corrected_by"]
        if by is not None and run.env is not None:
            self.tickets.setdefault(by, Ticket(run.env))

    def _open(self, n: int) -> TurnRun:
        """The run of this turn, with the processes of a run whose commit failed."""
        old = self._run
        process = old.process if old is not None and old.n == n else None
        if old is not None:
            old.close()
        self._run = TurnRun(self.house, self.job_id, n, self.wake, process)
        return self._run

    async def _over(self, run: TurnRun) -> bool:
        self.clear_bell()
        over = await run.pump()
        self.settle_cycles()
        return over

    async def _wait(self, run: TurnRun) -> None:
        """Until something happens, or a limit is reached and acted upon."""
        limit = run.limit()
        if limit is not None and limit[0] <= 0:
            if limit[1] is None:
                run.drained()
            else:
                self.request_stop(limit[1])
            limit = None
        await self.rung(limit[0] if limit else None)

    async def _adopt(self, run: TurnRun) -> None:
        """Take over a turn that another supervisor began, or find out that it never ran."""
        process, row = run.process, run.row()
        started = row["ended_at"] is not None or process.agent is not None or process.exit_recorded()
        if not started and await self._never_ran(run):
            # Whoever asked for a queued turn has been told so, and left.
            if run.n > 1 or row["waits_since"] is not None or await self._claimed(run.n):
                await run.spawn(self.tickets.pop(run.n, None))
            elif self.job().state is not JobState.STOPPING:
                text = "the supervisor was ended before the agent was started, and the command that asked did not come back"
                run.end(Ending(TurnEvent.LOST, TurnFailed(text, ErrorClass.CRASHED, "start it again; nothing ran")))
        if row["stop_reason"] and not process.gone():
            run.stop()

    async def _never_ran(self, run: TurnRun) -> bool:
        while (trace := run.process.trace()) is Trace.ABOUT_TO_RUN:
            self.clear_bell()
            await self.rung(PROBE_S)
        return trace is Trace.NEVER_RAN

    async def _claimed(self, n: int) -> bool:
        """Wait for the command that asked for this turn to repeat its request with the environment."""
        deadline = time.monotonic() + CLAIM_S
        while n not in self.tickets and self.job().state is not JobState.STOPPING:
            self.clear_bell()
            self.settle_cycles()
            if not await self.rung(deadline - time.monotonic()):
                return False
        return n in self.tickets
