"""One job's task, whatever drives it: woken by facts, its stop requests recorded, its faults kept its own.

`ExecKeeper` and `ThreadKeeper` say what the work is.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from typing import Any

from codex_agent import budgets
from codex_agent.endings import StopReason
from codex_agent.errors import AgentError, Exit
from codex_agent.jobs import Job
from codex_agent.states import JobEvent, JobState, TurnState
from codex_agent.supervisor import aftermath, stopping
from codex_agent.supervisor.house import House, log
from codex_agent.supervisor.recording import kill_queued, stop_spent, take_out
from codex_agent.supervisor.turn_begin import Ticket

RETRY_S = 5.0  # after the store or our own code failed
PATIENCE = 3  # failures of our own code before the job is left to the next supervisor
OPEN_TURNS = (TurnState.WORKING, TurnState.NEEDS_INPUT)


class Keeper(ABC):
    """Owned by `Roster`; everything here runs on the loop."""

    def __init__(self, house: House, job: str) -> None:
        self.house = house
        self.job_id = job
        self.tickets: dict[int, Ticket] = {}
        self.report: stopping.StopReport | None = None
        self._bell = asyncio.Event()
        self._cycles: list[asyncio.Future[None]] = []
        self._env: dict[str, str] | None = None

    # what a driver does

    @abstractmethod
    async def live(self) -> None:
        """See the job through, from whatever the rows say, until it needs nobody any more."""

    @abstractmethod
    def has_work(self) -> bool:
        """Whether something waits to be started or to be seen to its end."""

    @abstractmethod
    def stop_now(self) -> None:
        """A stop or an interrupt was recorded: act on it."""

    def notified(self, payload: dict[str, Any]) -> None:  # noqa: B027 - most drivers have none
        """The notify hook's word, from a driver that has one."""

    def close(self) -> None:  # noqa: B027 - not every driver holds something
        """Let go of what is open; processes are left as they are."""

    # from outside

    def wake(self) -> None:
        self._bell.set()

    def settled(self) -> asyncio.Future[None]:
        """Done when everything that is on disk now has been folded, or the keeper has nothing more to do."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._cycles.append(future)
        self.wake()
        return future

    def give_ticket(self, turn: int, ticket: Ticket) -> None:
        self.tickets[turn] = ticket
        self.wake()

    def request_stop(self, reason: StopReason) -> bool:
        """Record why, then end the agent. False when there is nothing to stop. Idempotent while a stop is under way."""
        job = self.job()
        if job.ended or (reason is StopReason.INTERRUPT and job.turn.state not in OPEN_TURNS):
            return False
        if job.state is JobState.STOPPING:
            return True
        with self.house.store.change(self.job_id) as change:
            now = self.house.now()
            if job.turn.state in OPEN_TURNS:
                change.set_turn(job.turn.n, stop_reason=reason)
            if reason is StopReason.INTERRUPT:
                change.journal("turn", "interrupt requested", at=now, turn=job.turn.n)
            else:
                change.job_event(JobEvent.STOP_REQUESTED, at=now, text=reason.value)
                if change.state is JobState.KILLED:  # it was still queued
                    kill_queued(change, at=now)
        self.house.announce(self.job(), ended=False)
        self.stop_now()
        self.wake()
        return True

    def withdraw(self) -> int | None:
        """Take the next follow-up out of the queue while no turn runs; returns its number, None when there is none to take."""
        job = self.job()
        if job.ended or not job.turn.ended or job.state is JobState.STOPPING:
            return None
        with self.house.store.change(self.job_id) as change:
            queued = change.queued_turns()
            if not queued:
                return None
            take_out(change, queued[0], at=self.house.now(), stays=job.spec.mode == "interactive")
        self.tickets.pop(queued[0], None)
        self.house.admission.forget(self.job_id)
        self.house.announce(self.job(), ended=False)
        self.wake()
        return queued[0]

    def stop_if_spent(self) -> bool:
        """Where no turn runs: stop a job whose budget, or whose session's, is used up."""
        job = self.job()
        over = budgets.reached(self.house.store.query, job.id, job.spec)
        if over is None or job.ended or job.state is JobState.STOPPING:
            return False
        with self.house.store.change(self.job_id) as change:
            stop_spent(change, over, at=self.house.now())
        self.house.announce(self.job(), ended=False)
        return True

    async def admitted(self, n: int) -> bool:
        """Wait in the queue until turn `n` may begin, which the caller does at once. False when it is taken out or the job ended before that.

        After a wait the client is checked anew: it may have been updated meanwhile.
        """
        waited = False
        while True:
            self.clear_bell()
            job = self.job()
            if job.state is JobState.STOPPING:
                with self.house.store.change(self.job_id) as change:
                    kill_queued(change, at=self.house.now())
                    change.job_event(JobEvent.STOPPED, at=self.house.now())
            if job.ended or self.house.store.turn_row(self.job_id, n)["state"] != TurnState.QUEUED:
                return False
            if self.house.admission.admits(self.job_id, n):
                if not self.stop_if_spent():
                    break
                continue
            waited = True
            self.settle_cycles()
            await self.rung(None)
        if waited and n in self.tickets:
            self.tickets[n] = Ticket(self.tickets[n].env)
        return True

    # the task

    async def run(self) -> None:
        """Until the job needs nobody any more. Faults are logged, told to those who wait, and tried again."""
        self.house.listen(self.job_id, self.wake)
        faults = 0
        try:
            while True:
                try:
                    await self.live()
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
                self.settle_cycles()
                await asyncio.sleep(RETRY_S)  # not a wait for a fact: the disk or our code needs another try
        finally:
            self.settle_cycles()
            self.house.forget(self.job_id)
            self.close()

    # for the drivers

    def job(self) -> Job:
        return self.house.store.job(self.job_id)

    async def catch_up(self) -> None:
        """Announce what was committed and not yet told."""
        found = self.house.store.query("SELECT announced FROM jobs WHERE id = ?", self.job_id)
        if found and not found[0]["announced"]:
            await aftermath.tell(self.house, self.job(), self._env)

    def clear_bell(self) -> None:
        """Before looking at the facts: what comes from now on rings again."""
        self._bell.clear()

    async def rung(self, timeout_s: float | None) -> bool:
        """Wait for the bell; False on time-out."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._bell.wait()
        except TimeoutError:
            return False
        return True

    def settle_cycles(self) -> None:
        for future in self._cycles:
            if not future.done():
                future.set_result(None)
        self._cycles.clear()


def _our_fault(error: Exception) -> AgentError:
    what = f"our own fault: {type(error).__name__}: {error}"
    return AgentError("bug", what, exit_code=Exit.BUG, hint="see supervisor.log in the state folder")
