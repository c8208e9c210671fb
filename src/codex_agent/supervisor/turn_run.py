"""One turn of an exec job, from the record of the intent to the record of the exit.

`pump` reads facts and commits them; `finish` decides what the facts left open once the client is gone. Everything known is in the
store at every await, so whoever comes after us goes on from the rows.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from codex_agent import endings, transcripts
from codex_agent.drivers.exec_process import ExecProcess
from codex_agent.endings import Ending, StopReason
from codex_agent.errors import AgentError
from codex_agent.events import Event
from codex_agent.jobs import Identity, Job
from codex_agent.rows import identity_of
from codex_agent.states import JobEvent, JobState, TurnEvent
from codex_agent.supervisor import aftermath, clocks, stopping
from codex_agent.supervisor.checking import Check
from codex_agent.supervisor.house import House, log
from codex_agent.supervisor.judging import judge
from codex_agent.supervisor.reading import TurnReader
from codex_agent.supervisor.recording import end_turn, kill_queued, observe
from codex_agent.supervisor.transcript import append_text
from codex_agent.supervisor.turn_begin import Ticket
from codex_agent.supervisor.turn_launch import launch, refusal

DRAIN_S = 15.0  # a client that has ended its turn but does not exit is ended


class TurnRun:
    """Turn `n` of a job and its processes. Made anew from the row after a failed commit; then `process` is handed on."""

    def __init__(
        self, house: House, job: str, n: int, wake: Callable[[], None], process: ExecProcess | None = None
    ) -> None:
        self.house = house
        self.job_id = job
        self.n = n
        self.env: dict[str, str] | None = None
        self.report: stopping.StopReport | None = None
        row, record = house.store.turn_row(job, n), self.job()
        self.schema = house.home.schema(job) if record.spec.output_schema else None
        self.reader = TurnReader(house, record, n, row, wake)
        self.process = process or ExecProcess(house.home, job, n, wake)
        if process is None:
            self.process.adopt(identity_of(row, "shim"), identity_of(row, "agent"))
        self._wake = wake
        self._recorded: Identity | None = identity_of(row, "agent")
        self._stopper: asyncio.Task[None] | None = None
        self._check: Check | None = None
        self._last_event = time.monotonic() - self.reader.quiet_s()
        self._ended_at: float | None = time.monotonic() if row["ended_at"] is not None else None

    def job(self) -> Job:
        return self.house.store.job(self.job_id)

    def row(self) -> Any:
        return self.house.store.turn_row(self.job_id, self.n)

    async def spawn(self, ticket: Ticket | None) -> None:
        """Start the client; a refusal ends the turn as failed. Without a ticket the supervisor's own environment is used."""
        job = self.job()
        if job.state is JobState.STOPPING:
            return
        if ticket is None:
            ticket = Ticket(self.house.own_env)
            with self.house.store.change(self.job_id) as change:
                text = "the sender's environment was lost with the last supervisor; this one's is used"
                change.journal("turn", text, at=self.house.now(), turn=self.n)
        self.env = ticket.env
        try:
            await launch(self.house, job, self.n, ticket, self.process, self.schema)
        except (AgentError, OSError) as error:
            self.end(Ending(TurnEvent.FAILED, refusal(error)))
            return
        self.house.show(job, ticket.env)

    async def pump(self) -> bool:
        """Read and commit every fact that is on disk now, a chunk at a time; True when the client is gone and all is read."""
        gone = self.process.gone()
        self._record_pids()
        while (batch := self.reader.read()) is not None:
            self._last_event = time.monotonic()
            self._commit(batch)
            await asyncio.sleep(0)  # other jobs get their turn between two chunks
        return await self._is_judged() and gone

    async def _is_judged(self) -> bool:
        """End a turn whose client has brought an answer that is bound to a schema; False while it is being checked.

        A job that is being killed does not wait for that.
        """
        ending, row = endings.said(self.reader.fold), self.row()
        if ending is None or row["ended_at"] is not None:
            return True
        check = self._begin_check(ending)
        if check is not None and not check.done:
            if self.job().state is not JobState.STOPPING:
                return False
            self.end(endings.stopped(StopReason(row["stop_reason"] or StopReason.KILL)))
        await self.conclude(ending)
        self.house.announce(self.job(), ended=True)
        return True

    def _record_pids(self) -> None:
        self.process.learn_pids()
        shim, agent = self.process.shim, self.process.agent
        if agent == self._recorded:
            return
        with self.house.store.change(self.job_id) as change:
            change.set_turn(
                self.n,
                shim_pid=shim.pid if shim else None,
                shim_start=shim.start if shim else None,
                agent_pid=agent.pid if agent else None,
                agent_start=agent.start if agent else None,
            )
        self._recorded = agent

    def _commit(self, batch: list[Event]) -> None:
        now, fold, row = self.house.now(), self.reader.fold, self.row()
        ending = endings.said(fold) if row["ended_at"] is None else None
        if ending is not None and self._is_bound(ending):
            ending = None  # the answer is checked first, see `_is_judged`
        text = transcripts.render_all(batch, speaking=self.reader.spoke)
        if ending is not None:
            text += self._end_of_message() + _closing(self.n, ending)
        log_size = self._write(text)
        with self.house.store.change(self.job_id) as change:
            change.set_job(log_size=log_size)
            observe(change, self.n, self.reader, at=now)
            if self.reader.limits_json is not None:
                change.set_limits(self.job().spec.provider, self.reader.limits_json, at=now)
            if ending is not None:
                end_turn(change, self.n, ending, fold, row, at=now)
        if ending is not None:
            self._ended_at = time.monotonic()
        if change.moved:
            self.house.announce(self.job(), ended=ending is not None)
        else:
            self.house.changed(self.job_id)
        self.reader.limits_json = None

    def _write(self, text: str) -> int:
        size = int(self.house.store.query("SELECT log_size FROM jobs WHERE id = ?", self.job_id)[0]["log_size"])
        return append_text(self.house.home.log(self.job_id), size, text)

    def _is_bound(self, ending: Ending) -> bool:
        """Whether the answer must fit a schema."""
        return self.schema is not None and ending.outcome is TurnEvent.COMPLETED

    def _begin_check(self, ending: Ending) -> Check | None:
        """The check of an answer that must fit a schema, started once."""
        if self.schema is not None and self._check is None and self._is_bound(ending):
            record = self.house.home.verdict(self.job_id, self.n)
            self._check = self.house.checks.begin(self.schema, record, self.reader.fold.message, self._wake)
        return self._check

    async def conclude(self, ending: Ending) -> None:
        """End a turn once its answer, if it is bound to a schema, was checked. Idempotent."""
        check = self._begin_check(ending)
        if check is None:
            self.end(ending)
            return
        if self.row()["ended_at"] is not None:
            return
        verdict = await check.verdict()
        row, now = self.row(), self.house.now()
        self.reader.fold = fold = replace(self.reader.fold, message=verdict.text)
        with self.house.store.change(self.job_id) as change:
            judged = judge(change, self.house.home, row, verdict, at=now)
            closing = transcripts.closing(self.n, judged.outcome, judged.reason)
            log_size = self._write(self._end_of_message() + closing)
            change.set_job(log_size=log_size)
            change.set_turn(self.n, fold=fold.as_json())
            end_turn(change, self.n, judged.ending, fold, row, at=now)
        self._ended_at = time.monotonic()

    def _end_of_message(self) -> str:
        return transcripts.END_OF_MESSAGE if self.reader.fold.speaking else ""

    def end(self, ending: Ending) -> None:
        """End a turn that no event has ended, and that brought no answer. Idempotent."""
        row = self.row()
        if row["ended_at"] is not None:
            return
        log_size = self._write(self._end_of_message() + _closing(self.n, ending))
        with self.house.store.change(self.job_id) as change:
            change.set_job(log_size=log_size)
            end_turn(change, self.n, ending, self.reader.fold, row, at=self.house.now())
        self._ended_at = time.monotonic()

    async def finish(self) -> None:
        """The client is gone: decide what its files left open, record its exit code, end a job that was asked to stop."""
        code = self.process.exit_code()
        row = self.row()
        if row["ended_at"] is None:
            self.reader.count_notice()
            reason = StopReason(row["stop_reason"]) if row["stop_reason"] else None
            await self.conclude(endings.after_exit(self.reader.fold, reason, code, self.reader.explain))
        with self.house.store.change(self.job_id) as change:
            now = self.house.now()
            change.set_turn(self.n, gone=1, exit_code=code)
            change.set_job(exit_code=code, announced=0)
            if change.state is JobState.STOPPING:
                kill_queued(change, at=now)
                change.job_event(JobEvent.STOPPED, at=now)
        aftermath.clear_up(self.house, self.job(), self.n)
        self.process.close()

    def stop(self) -> None:
        """End the processes, verified, in a task of its own. Idempotent while one is under way."""
        if self._stopper is None or self._stopper.done():
            self._stopper = asyncio.create_task(self._stop())

    async def _stop(self) -> None:
        self.process.learn_pids()
        self.report = await stopping.stop(self.job_id, self.process.shim, self.process.agent)
        log.info("job %s: %s", self.job_id, self.report)
        with self.house.store.change(self.job_id) as change:
            change.journal("process", str(self.report), at=self.house.now(), turn=self.n)
        self._wake()

    async def stopped(self) -> None:
        """Wait for a stop that is under way, so that its report is whole."""
        if self._stopper is not None:
            await asyncio.wait({self._stopper})

    def limit(self) -> tuple[float, StopReason | None] | None:
        """Seconds to the next limit and what it asks for (None: end a client that does not leave); None for no limit."""
        mono = time.monotonic()
        if self._ended_at is not None:
            return (self._ended_at + DRAIN_S - mono, None)
        return clocks.next_limit(
            self.job(),
            now=self.house.now(),
            quiet_s=mono - self._last_event,
            tool_open=bool(self.reader.fold.open_tools),
            flooded=self.reader.flooded(),
        )

    def drained(self) -> None:
        """The client did not leave in time: end it, and give it that time again."""
        self._ended_at = time.monotonic()
        self.stop()

    def close(self) -> None:
        self.reader.close()
        if self._check is not None:
            self._check.cancel()


def _closing(n: int, ending: Ending) -> str:
    return transcripts.closing(n, ending.outcome.value, ending.error.message if ending.error else None)
