"""One job's task: its turns one after the other, its stop requests, its faults kept its own."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from codex_agent.drivers.exec_process import Trace
from codex_agent.endings import Ending, StopReason
from codex_agent.errors import AgentError, ErrorClass, Exit
from codex_agent.events import TurnFailed
from codex_agent.jobs import Job
from codex_agent.states import JobEvent, JobState, TurnEvent, TurnState
from codex_agent.supervisor import aftermath, stopping
from codex_agent.supervisor.house import House, log
from codex_agent.supervisor.turn_run import Ticket, TurnRun, begin

RETRY_S = 5.0  # after the store or our own code failed
PATIENCE = 3  # failures of our own code before the job is left to the next supervisor
CLAIM_S = 10.0  # how long an unstarted job waits for its `start` command to come back after a crash
PROBE_S = 1.0  # how often a client that is about to run is looked at, should its pid file never come


class Keeper:
    """Owned by `Roster`; everything here runs on the loop."""

    def __init__(self, house: House, job: str) -> None:
        self.house = house
        self.job_id = job
        self.tickets: dict[int, Ticket] = {}
        self._bell = asyncio.Event()
        self._cycles: list[asyncio.Future[None]] = []
        self._run: TurnRun | None = None
        self._env: dict[str, str] | None = None

    # from outside

    def wake(self) -> None:
        self._bell.set()

    @property
    def report(self) -> stopping.StopReport | None:
        return self._run.report if self._run else None

    def settled(self) -> asyncio.Future[None]:
        """Done when everything that is on disk now has been folded, or the keeper has nothing more to do."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._cycles.append(future)
        self.wake()
        return future

    def has_work(self) -> bool:
        """Whether a turn waits to be started or to be seen to its end."""
        return self._next_turn() is not None

    def give_ticket(self, turn: int, ticket: Ticket) -> None:
        self.tickets[turn] = ticket
        self.wake()

    def notified(self, payload: dict[str, Any]) -> None:
        """The notify hook's word; kept only if it is about this thread, counted only if it is about this turn."""
        if self._run is not None:
            self._run.reader.take_notice(payload)

    def request_stop(self, reason: StopReason) -> bool:
        """Record why, then end the agent. False when there is nothing to stop. Idempotent while a stop is under way."""
        job = self._job()
        if job.ended or (reason is StopReason.INTERRUPT and job.turn.state is not TurnState.WORKING):
            return False
        if job.state is JobState.STOPPING:
            return True
        with self.house.store.change(self.job_id) as change:
            now = self.house.now()
            if job.turn.state is TurnState.WORKING:
                change.set_turn(job.turn.n, stop_reason=reason)
            if reason is StopReason.INTERRUPT:
                change.journal("turn", "interrupt requested", at=now, turn=job.turn.n)
            else:
                change.job_event(JobEvent.STOP_REQUESTED, at=now, text=reason.value)
                if change.state is JobState.KILLED:  # it was still queued
                    for n in change.queued_turns():
                        change.turn_event(n, TurnEvent.KILLED, at=now)
        self.house.announce(self._job(), ended=False)
        if self._run is not None and not self._run.process.gone():
            self._run.stop()
        self.wake()
        return True

    # the task

    async def run(self) -> None:
        """Until the job needs nobody any more. Faults are logged, told to those who wait, and tried again."""
        self.house.listen(self.job_id, self.wake)
        faults = 0
        try:
            while True:
                try:
                    await self._live()
                    return
                except AgentError as error:
                    log.error("job %s: %s", self.job_id, error)
                    self.house.failed(self.job_id, error)
                except Exception as error:  # noqa: BLE001 - one job's fault must stay its own
                    log.exception("job %s", self.job_id)
                    faults += 1
                    self.house.failed(self.job_id, _our_fault(error))
                    if faults > PATIENCE:
                        return
                self._settle_cycles()
                await asyncio.sleep(RETRY_S)  # not a wait for a fact: the disk or our code needs another try
        finally:
            self._settle_cycles()
            self.house.forget(self.job_id)
            if self._run is not None:
                self._run.close()
                self._run.process.close()

    async def _live(self) -> None:
        await self._catch_up()
        while (row := self._next_turn()) is not None:
            await self._run_turn(int(row["n"]), queued=row["state"] == TurnState.QUEUED)
            await self._catch_up()

    async def _catch_up(self) -> None:
        """Announce what was committed and not yet told."""
        found = self.house.store.query("SELECT announced FROM jobs WHERE id = ?", self.job_id)
        if found and not found[0]["announced"]:
            await aftermath.tell(self.house, self._job(), self._env)

    def _next_turn(self) -> Any:
        sql = "SELECT * FROM turns WHERE job = ? AND (gone = 0 OR state = 'queued') ORDER BY n LIMIT 1"
        found = self.house.store.query(sql, self.job_id)
        return found[0] if found and not (found[0]["gone"] and self._job().ended) else None

    async def _run_turn(self, n: int, *, queued: bool) -> None:
        if queued:
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
        run.finish()

    def _open(self, n: int) -> TurnRun:
        """The run of this turn, with the processes of a run whose commit failed."""
        old = self._run
        process = old.process if old is not None and old.n == n else None
        if old is not None:
            old.close()
        self._run = TurnRun(self.house, self.job_id, n, self.wake, process)
        return self._run

    async def _over(self, run: TurnRun) -> bool:
        self._bell.clear()
        over = await run.pump()
        self._settle_cycles()
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
        await self._rung(limit[0] if limit else None)

    async def _rung(self, timeout_s: float | None) -> bool:
        try:
            async with asyncio.timeout(timeout_s):
                await self._bell.wait()
        except TimeoutError:
            return False
        return True

    async def _adopt(self, run: TurnRun) -> None:
        """Take over a turn that another supervisor began, or find out that it never ran."""
        process, row = run.process, run.row()
        started = row["ended_at"] is not None or process.agent is not None or process.exit_recorded()
        if not started and await self._never_ran(run):
            if run.n > 1 or await self._claimed(run.n):
                await run.spawn(self.tickets.pop(run.n, None))
            elif self._job().state is not JobState.STOPPING:
                text = "the supervisor was ended before the agent was started, and the command that asked did not come back"
                run.end(Ending(TurnEvent.LOST, TurnFailed(text, ErrorClass.CRASHED, "start it again; nothing ran")))
        if row["stop_reason"] and not process.gone():
            run.stop()

    async def _never_ran(self, run: TurnRun) -> bool:
        while (trace := run.process.trace()) is Trace.ABOUT_TO_RUN:
            self._bell.clear()
            await self._rung(PROBE_S)
        return trace is Trace.NEVER_RAN

    async def _claimed(self, n: int) -> bool:
        """Wait for the command that asked for this turn to repeat its request with the environment."""
        deadline = time.monotonic() + CLAIM_S
        while n not in self.tickets and self._job().state is not JobState.STOPPING:
            self._bell.clear()
            self._settle_cycles()
            if not await self._rung(deadline - time.monotonic()):
                return False
        return n in self.tickets

    def _settle_cycles(self) -> None:
        for future in self._cycles:
            if not future.done():
                future.set_result(None)
        self._cycles.clear()

    def _job(self) -> Job:
        return self.house.store.job(self.job_id)


def _our_fault(error: Exception) -> AgentError:
    what = f"our own fault: {type(error).__name__}: {error}"
    return AgentError("bug", what, exit_code=Exit.BUG, hint="see supervisor.log in the state folder")
