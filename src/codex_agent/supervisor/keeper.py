"""One job's task: run its turns one after the other, fold what the client writes, end each turn exactly once.

`pump` reads facts and commits them; `_finish` decides what the facts left open once the client is gone. Everything that is known
is in the store at every await, so this task may be killed anywhere and a new supervisor's keeper goes on from the rows.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from codex_agent import endings, transcripts
from codex_agent.drivers.exec_process import ExecProcess, Trace
from codex_agent.endings import Ending, StopReason
from codex_agent.errors import AgentError, ErrorClass
from codex_agent.events import Event, TurnFailed
from codex_agent.jobs import Identity, Job, iso
from codex_agent.providers import get as provider_named
from codex_agent.providers.base import Prepared
from codex_agent.states import JobEvent, JobState, TurnEvent, TurnState
from codex_agent.supervisor import aftermath, stopping
from codex_agent.supervisor.house import House, log
from codex_agent.supervisor.reading import TurnReader
from codex_agent.supervisor.recording import end_turn, observe
from codex_agent.supervisor.transcript import append_text, size_of

RETRY_S = 5.0  # after the store or our own code failed
PATIENCE = 3  # failures of our own code before the job is given up
CLAIM_S = 10.0  # how long an unstarted job waits for its `start` command to come back after a crash
DRAIN_S = 15.0  # a client that has ended its turn but does not exit is ended


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a turn needs to start and must not be written down: the environment, and what was checked against it."""

    env: dict[str, str]
    prepared: Prepared | None = None


class Keeper:
    """Owned by `Roster`; `wake` may be called from anywhere on the loop."""

    def __init__(self, house: House, job: str) -> None:
        self.house = house
        self.job_id = job
        self.tickets: dict[int, Ticket] = {}
        self.report: stopping.StopReport | None = None
        self._bell = asyncio.Event()
        self._cycles: list[asyncio.Future[None]] = []
        self._process: ExecProcess | None = None
        self._reader: TurnReader | None = None
        self._stopper: asyncio.Task[None] | None = None
        self._env: dict[str, str] | None = None
        self._recorded_agent: Identity | None = None
        self._last_event = time.monotonic()
        self._drain_from: float | None = None

    # from outside

    def wake(self) -> None:
        self._bell.set()

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
        if self._reader is not None and self._reader.take_notice(payload):
            self.wake()

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
            if reason is not StopReason.INTERRUPT:
                change.job_event(JobEvent.STOP_REQUESTED, at=now, text=reason.value)
                if change.state is JobState.KILLED:
                    for n in change.queued_turns():
                        change.turn_event(n, TurnEvent.KILLED, at=now)
            else:
                change.journal("turn", "interrupt requested", at=now, turn=job.turn.n)
        self.house.announce(self._job(), ended=False)
        if self._process is not None:
            self._stop_process()
        self.wake()
        return True

    # the task

    async def run(self) -> None:
        """Until the job needs nobody any more. Its faults stay its own: they are logged, retried, and in the end recorded."""
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
                except Exception as error:
                    log.exception("job %s", self.job_id)
                    faults += 1
                    self.house.failed(self.job_id, _our_fault(error))
                    if faults > PATIENCE:
                        return
                self._settle_cycles()
                await asyncio.sleep(RETRY_S)  # not a wait for a fact: the disk or our code needs another try
        finally:
            self._settle_cycles()
            self.house.unlisten(self.job_id)
            if self._reader is not None:
                self._reader.close()
            if self._process is not None:
                self._process.close()

    async def _live(self) -> None:
        await self._catch_up()
        while (row := self._next_turn()) is not None:
            await self._run_turn(int(row["n"]), row)
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

    async def _run_turn(self, n: int, row: Any) -> None:
        self._drain_from = None
        if row["state"] == TurnState.QUEUED:
            self._begin(n)
            row = self.house.store.turn_row(self.job_id, n)
            self._open(n, row)
            await self._spawn(n)
        else:
            self._open(n, row)
            await self._adopt(n, row)
        while not await self._over(n):
            timeout_s = self._check_clocks()
            try:
                async with asyncio.timeout(timeout_s):
                    await self._bell.wait()
            except TimeoutError:
                continue
        self._finish(n)

    def _open(self, n: int, row: Any) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = TurnReader(self.house, self._job(), n, row, self.wake)
        if self._process is None or self._process.turn != n:
            self._process = ExecProcess(self.house.home, self.job_id, n, self.wake)
            self._recorded_agent = None
        self._last_event = time.monotonic() - self._reader.quiet_s()

    def _begin(self, n: int) -> None:
        """Record the intent to run turn `n`; from here on it is `working`, whatever happens to us."""
        job = self._job()
        home = self.house.home
        events_size, stderr_size = (size_of(path(self.job_id)) for path in (home.events, home.stderr))
        now = self.house.now()
        prompt = home.prompt(self.job_id, n).read_text(errors="replace")
        opening = transcripts.opening(n, prompt, iso(now) or "")
        log_size = append_text(home.log(self.job_id), self._log_size(), opening)
        with self.house.store.change(self.job_id) as change:
            if change.state is JobState.QUEUED:
                change.job_event(JobEvent.ADMITTED, at=now, started_at=now)
            change.set_job(log_size=log_size)
            change.turn_event(
                n,
                TurnEvent.STARTED,
                at=now,
                gone=0,
                events_start=events_size,
                events_offset=events_size,
                stderr_start=stderr_size,
                base_usage=job.usage,
            )
        aftermath.lower_signal(self.house, self.job_id)
        self.house.announce(self._job(), ended=False)

    def _log_size(self) -> int:
        return int(self.house.store.query("SELECT log_size FROM jobs WHERE id = ?", self.job_id)[0]["log_size"])

    async def _spawn(self, n: int) -> None:
        """Start the client of turn `n`; a refusal ends the turn as failed."""
        job, process = self._job(), self._process
        assert process is not None
        if job.state is JobState.STOPPING:
            return
        ticket = self.tickets.pop(n, None)
        if ticket is None:
            ticket = Ticket(self.house.own_env)
            with self.house.store.change(self.job_id) as change:
                text = "the sender's environment was lost with the last supervisor; this one's is used"
                change.journal("turn", text, at=self.house.now(), turn=n)
        self._env = ticket.env
        try:
            provider = provider_named(job.spec.provider)
            prepared = ticket.prepared
            if prepared is None:
                prepared = await asyncio.to_thread(provider.check, job.spec, ticket.env)
            argv = provider.command(prepared, job.spec, thread_id=job.thread_id, notify=aftermath.hook(self.house, job))
            env = {**ticket.env, **prepared.env, **_home_of(job)}
            process.spawn(argv, env, job.spec.cwd)
        except (AgentError, OSError) as error:
            message, hint = _refusal(error)
            self._end(n, Ending(TurnEvent.FAILED, TurnFailed(message, ErrorClass.OTHER, hint)))
            return
        if job.spec.window:
            view = self.house.views.open(self.job_id, self.house.home.log(self.job_id), job.spec.name or "", ticket.env)
            self.house.spawn_task(view)

    async def _adopt(self, n: int, row: Any) -> None:
        """Take over a turn that another supervisor began, or find out that it never ran."""
        from codex_agent.rows import identity_of

        process = self._process
        assert process is not None
        if process.shim is None and process.agent is None:
            process.adopt(identity_of(row, "shim"), identity_of(row, "agent"))
        if row["ended_at"] is not None or row["agent_pid"] or process.exit_recorded():
            pass
        elif await self._never_ran(process):
            if n > 1 or await self._claimed(n):
                await self._spawn(n)
            elif self._job().state is not JobState.STOPPING:
                text = "the supervisor was ended before the agent was started, and the command that asked did not come back"
                self._end(n, Ending(TurnEvent.LOST, TurnFailed(text, ErrorClass.CRASHED, "start it again; nothing ran")))
        if row["stop_reason"] and not process.gone():
            self._stop_process()

    async def _never_ran(self, process: ExecProcess) -> bool:
        while (trace := process.trace()) is Trace.ABOUT_TO_RUN:
            self._bell.clear()
            try:
                async with asyncio.timeout(1.0):
                    await self._bell.wait()
            except TimeoutError:
                continue
        return trace is Trace.NEVER_RAN

    async def _claimed(self, n: int) -> bool:
        """Wait for the command that asked for this turn to repeat its request with the environment."""
        deadline = time.monotonic() + CLAIM_S
        while n not in self.tickets and self._job().state is not JobState.STOPPING:
            self._bell.clear()
            self._settle_cycles()
            try:
                async with asyncio.timeout(deadline - time.monotonic()):
                    await self._bell.wait()
            except TimeoutError:
                return False
        return n in self.tickets

    async def _over(self, n: int) -> bool:
        """Fold what is there; True when the client is gone and its files are read to the end."""
        self._bell.clear()
        process = self._process
        assert process is not None
        gone = process.gone()
        await self.pump(n)
        self._settle_cycles()
        return gone

    async def pump(self, n: int) -> None:
        """Read and commit every fact that is on disk now, a chunk at a time so that other jobs get their turn."""
        assert self._process is not None and self._reader is not None
        self._process.learn_pids()
        if self._process.agent != self._recorded_agent:
            with self.house.store.change(self.job_id) as change:
                shim, agent = self._process.shim, self._process.agent
                change.set_turn(
                    n,
                    shim_pid=shim.pid if shim else None,
                    shim_start=shim.start if shim else None,
                    agent_pid=agent.pid if agent else None,
                    agent_start=agent.start if agent else None,
                )
            self._recorded_agent = agent
        while (batch := self._reader.read()) is not None:
            self._last_event = time.monotonic()
            self._commit(n, batch)
            await asyncio.sleep(0)

    def _commit(self, n: int, batch: list[Event]) -> None:
        reader = self._reader
        assert reader is not None
        log_size = append_text(self.house.home.log(self.job_id), self._log_size(), transcripts.render_all(batch))
        row = self.house.store.turn_row(self.job_id, n)
        ending = endings.said(reader.fold) if row["ended_at"] is None else None
        with self.house.store.change(self.job_id) as change:
            change.set_job(log_size=log_size)
            observe(change, n, reader, at=self.house.now())
            if ending is not None:
                end_turn(change, n, ending, reader.fold, row, at=self.house.now())
        if reader.limits_json is not None:
            self.house.store.set_limits(self._job().spec.provider, reader.limits_json, self.house.now())
            reader.limits_json = None
        if ending is not None:
            self._ended_now(n, ending)
        self.house.announce(self._job(), ended=ending is not None)

    def _end(self, n: int, ending: Ending) -> None:
        """End a turn that no event has ended."""
        reader = self._reader
        assert reader is not None
        row = self.house.store.turn_row(self.job_id, n)
        if row["ended_at"] is not None:
            return
        with self.house.store.change(self.job_id) as change:
            end_turn(change, n, ending, reader.fold, row, at=self.house.now())
        self._ended_now(n, ending)

    def _ended_now(self, n: int, ending: Ending) -> None:
        self._drain_from = time.monotonic()
        reason = ending.error.message if ending.error else None
        path = self.house.home.log(self.job_id)
        size = append_text(path, self._log_size(), transcripts.closing(n, ending.outcome.value, reason))
        with self.house.store.change(self.job_id) as change:
            change.set_job(log_size=size)

    def _finish(self, n: int) -> None:
        """The client is gone: decide what its files left open, record its exit code, end a job that was asked to stop."""
        process, reader = self._process, self._reader
        assert process is not None and reader is not None
        code = process.exit_code()
        row = self.house.store.turn_row(self.job_id, n)
        if row["ended_at"] is None:
            reader.count_notice()
            reason = StopReason(row["stop_reason"]) if row["stop_reason"] else None
            self._end(n, endings.after_exit(reader.fold, reason, code, reader.explain))
        with self.house.store.change(self.job_id) as change:
            now = self.house.now()
            change.set_turn(n, gone=1, exit_code=code)
            change.set_job(exit_code=code, announced=0)
            if change.state is JobState.STOPPING:
                for queued in change.queued_turns():
                    change.turn_event(queued, TurnEvent.KILLED, at=now)
                change.job_event(JobEvent.STOPPED, at=now)
        aftermath.clear_up(self.house, self._job(), n)
        process.close()
        self._process = None

    def _stop_process(self) -> None:
        if self._stopper is None or self._stopper.done():
            self._stopper = asyncio.create_task(self._stop())

    async def _stop(self) -> None:
        process = self._process
        if process is None:
            return
        process.learn_pids()
        self.report = await stopping.stop(self.job_id, process.shim, process.agent)
        log.info("job %s: %s", self.job_id, self.report)
        with self.house.store.change(self.job_id) as change:
            change.journal("process", str(self.report), at=self.house.now())
        self.wake()

    def _check_clocks(self) -> float | None:
        """Ask for the end that a limit demands; seconds until the next limit could be reached, None for never."""
        job, reader = self._job(), self._reader
        assert reader is not None
        mono = time.monotonic()
        due: list[tuple[float, StopReason]] = []
        if self._drain_from is not None:
            left = self._drain_from + DRAIN_S - mono
            if left <= 0:
                self._drain_from = None
                self._stop_process()
                return None
            return left
        if job.state is JobState.STOPPING or job.turn.ended:
            return None
        if job.spec.max_minutes and job.turn.started_at:
            due.append((job.turn.started_at + job.spec.max_minutes * 60 - self.house.now(), StopReason.WALL_CLOCK))
        if job.spec.inactivity_minutes and not reader.fold.open_tools:
            due.append((self._last_event + job.spec.inactivity_minutes * 60 - mono, StopReason.INACTIVE))
        if reader.flooded():
            due.append((0.0, StopReason.FLOOD))
        if not due:
            return None
        left, reason = min(due)
        if left <= 0:
            self.request_stop(reason)
            return None
        return left

    def _settle_cycles(self) -> None:
        for future in self._cycles:
            if not future.done():
                future.set_result(None)
        self._cycles.clear()

    def _job(self) -> Job:
        return self.house.store.job(self.job_id)


def _home_of(job: Job) -> dict[str, str]:
    """The thread lives where its first turn put it, whoever sends the follow-up."""
    return {"CODEX_HOME": job.spec.client_home} if job.spec.client_home and job.turn.n > 1 else {}


def _refusal(error: AgentError | OSError) -> tuple[str, str | None]:
    if isinstance(error, AgentError):
        return error.message, error.hint
    return f"the client cannot be started: {error.strerror or error}", "codex-agent health"


def _our_fault(error: Exception) -> AgentError:
    from codex_agent.errors import Exit

    return AgentError("bug", f"our own fault: {type(error).__name__}: {error}", exit_code=Exit.BUG, hint="see supervisor.log")
