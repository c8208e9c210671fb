"""The keeper of an interactive job: its thread stays open between turns and takes messages at any time.

One loop: read the record, tell what happened, hand over what waits, sleep until something happens.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from codex_agent.drivers.rpc import CallRefused, ConnectionLost
from codex_agent.endings import StopReason
from codex_agent.errors import AgentError, ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.folding import TurnFold
from codex_agent.jobs import Job, Question
from codex_agent.providers.base import Prepared
from codex_agent.states import JobEvent, JobState, TurnState
from codex_agent.supervisor import clocks, stopping
from codex_agent.supervisor.app_servers import AppServer, AppServers, ServerGone
from codex_agent.supervisor.house import House, log
from codex_agent.supervisor.keeper import Keeper
from codex_agent.supervisor.thread_endings import end_failed, end_stopped
from codex_agent.supervisor.thread_handover import Handover
from codex_agent.supervisor.thread_opening import client_of, inherited, prepared, server_for, server_that_has
from codex_agent.supervisor.thread_questions import Questions
from codex_agent.supervisor.thread_reading import RecordReader, offset_of, read_rest
from codex_agent.supervisor.thread_session import ThreadSession, explain
from codex_agent.supervisor.turn_begin import Ticket, begin

CLAIM_S = 10.0  # how long an unstarted job waits for its command to come back after a crash of ours
ABORT_S = 10.0  # a turn that does not end this long after it was asked to is cut off with its server

Message = dict[str, Any]


class ThreadKeeper(Keeper):
    def __init__(self, house: House, job: str, servers: AppServers) -> None:
        super().__init__(house, job)
        self._servers = servers
        self._client = client_of(self.job())
        self._questions = Questions(house, job, self._client)
        self._server: AppServer | None = None
        self._session: ThreadSession | None = None
        self._reader: RecordReader | None = None
        self._inbox: list[Message] = []
        self._handover = Handover(house, job, self._client)
        self._last_event = time.monotonic()
        self._why: str | None = None  # the job is to end well: closed, or idle for too long

    # from outside

    def has_work(self) -> bool:
        return not self.job().ended

    def stop_now(self) -> None:
        """The loop acts: see `_stop`."""

    def quit(self, why: str = "closed") -> None:
        """End the job well: nobody has more to say."""
        self._why = why
        self.wake()

    def handed(self, token: str) -> bool:
        """Whether the server has taken this message for the running turn."""
        return self._handover.has(token)

    async def answer(self, question: Question, words: str) -> None:
        """Hand an answer to the server. Raises a usage error for words that this question does not take."""
        await self._questions.answer(self._session, question, words)

    async def screen(self, env: dict[str, str]) -> dict[str, Any]:
        """How a person's terminal shows the live thread: `argv` and what to add to its environment."""
        session, job = self._session, self.job()
        if session is None:
            hint = f"codex-agent status {job.id}"
            raise AgentError("not_open", f"the thread of job {job.id} is not open now", hint=hint)
        found = await prepared(job, env)
        folder = session.server.screen_home(self._client.screen_config(found))
        argv = self._client.screen_command(found, str(session.server.socket), session.thread_id)
        return {"argv": argv, "env": {**found.env, "CODEX_HOME": folder}}

    def close(self) -> None:
        self._leave()

    # the work

    async def live(self) -> None:
        await self.catch_up()
        while not (job := self.job()).ended:
            if job.state is JobState.STOPPING and job.server is None:
                await self._stop()
                continue
            if job.state is JobState.QUEUED and not await self.admitted(1):
                continue
            try:
                await self._open()
                await self._serve()
            except ServerGone as error:
                hint = f"codex-agent send {self.job_id} TEXT goes on in the same thread"
                await self._over(TurnFailed(error.words, ErrorClass.CRASHED, hint))
            except ConnectionLost as error:
                await self._lost(error)
            finally:
                self._close_session()
            await self.catch_up()
        await self.catch_up()

    async def _lost(self, error: ConnectionLost) -> None:
        """A connection that closed is opened again, or its server is found gone; a server that does not answer is ended."""
        log.warning("job %s: %s", self.job_id, error)
        if self._server is not None and not self._server.gone() and not (self._session and self._session.lost):
            await self._server.end()

    async def _open(self) -> None:
        """Have a server, and the thread open on it; a refusal ends the job as failed."""
        job = self.job()
        if job.state is JobState.QUEUED:
            begin(self.house, self.job_id, 1)
            job = self.job()
        try:
            server, found = await self._find_server(job)
            self._server = server
            self._servers.use(server, self.job_id, self.wake)
            offset = offset_of(self.house, self.job_id)
            session = await ThreadSession.open(server, self._client, found, job, self._heard, offset)
        except (CallRefused, AgentError) as error:
            refusal = explain(self._client, error) if isinstance(error, CallRefused) else error
            await self._over(TurnFailed(refusal.message, ErrorClass.OTHER, refusal.hint))
            return
        self._session = session
        self._opened(session)

    async def _find_server(self, job: Job) -> tuple[AppServer, Prepared]:
        """The server that has the thread, or the one for the environment of the command that asked."""
        ticket = self._ticket()
        if job.state is not JobState.STARTING:
            return await server_that_has(self._servers, job, ticket.env if ticket else self.house.own_env)
        ticket = ticket or await self._claimed() or inherited(self.house, self.job_id)
        self._env = ticket.env
        return await server_for(self._servers, job, ticket)

    def _ticket(self) -> Ticket | None:
        """The newest that was given; older ones are of messages that wait behind the same thread."""
        newest = self.tickets.get(max(self.tickets, default=0))
        self.tickets.clear()
        return newest

    async def _claimed(self) -> Ticket | None:
        """Wait for the command that asked for the turn to repeat its request with the environment; not for one that was told to wait."""
        if self.house.store.turn_row(self.job_id, self.job().turn.n)["waits_since"] is not None:
            return self._ticket()
        deadline = time.monotonic() + CLAIM_S
        while not self.tickets and self.job().state is JobState.STARTING:
            self.clear_bell()
            self.settle_cycles()
            if not await self.rung(deadline - time.monotonic()):
                break
        return self._ticket()

    def _opened(self, session: ThreadSession) -> None:
        """The thread is known: record it, and listen to its record."""
        path = str(session.record.path)
        self._reader = RecordReader(self.house, self._client, self.job_id, session.record, session.thread_id, self.wake)
        self.house.listen(path, self.wake)
        self.house.files.add(session.record.path.parent)
        settings = session.settings
        with self.house.store.change(self.job_id) as change:
            change.set_job(
                thread_id=session.thread_id,
                rollout=path,
                server=session.server.id,
                error=None,
                model=settings.get("model"),
            )
            if settings.get("reasoningEffort"):
                change.set_job(reasoning=settings["reasoningEffort"])
            if change.state is JobState.STARTING:
                change.job_event(JobEvent.THREAD_STARTED, at=self.house.now(), text=f"thread {session.thread_id}")
        self._last_event = time.monotonic()
        self.house.announce(self.job(), ended=False)
        self.house.show(self.job(), self._env or self.house.own_env)

    async def _serve(self) -> None:
        """Until the job has ended or its server is lost."""
        session = self._session
        if session is None:
            return
        if not session.waits:
            self._questions.settle()
        while True:
            self.clear_bell()
            await self._read(session)
            await self._take_inbox(session)
            self.settle_cycles()
            await self.catch_up()
            job = self.job()
            if job.ended:
                return
            if self.house.store.open_turn(self.job_id) is None and self.stop_if_spent():
                job = self.job()
            if session.lost:
                raise ConnectionLost("closed")
            if job.state is JobState.STOPPING or self._why:
                await self._stop()
                return
            if await self._handover.deliver(session, job):
                continue
            await self._wait(job)

    # what the client says

    async def _read(self, session: ThreadSession) -> None:
        assert self._reader is not None  # it comes and goes with the session
        news = await self._reader.read()
        if news.any:
            self._last_event = time.monotonic()
        if news.ended:  # what it did not hear goes to another turn, and is handed over there
            session.active = False
            self._handover.forget()

    def _heard(self, message: Message) -> None:
        self._inbox.append(message)
        self.wake()

    async def _take_inbox(self, session: ThreadSession) -> None:
        while self._inbox:
            await self._questions.take(session, self._inbox.pop(0))

    # limits and ends

    async def _wait(self, job: Job) -> None:
        limit = self._limit(job)
        if limit is not None and limit[0] <= 0:
            limit[1]()
            return
        await self.rung(limit[0] if limit else None)

    def _limit(self, job: Job) -> tuple[float, Callable[[], object]] | None:
        """Seconds to the next limit, and what it asks for."""
        now = self.house.now()
        row = self.house.store.open_turn(self.job_id)
        if row is None:
            if not job.spec.idle_minutes or self.job().queue is not None:
                return None
            since = max(job.turn.ended_at or 0.0, job.started_at or job.created_at, self._reopened_at())
            why = f"idle for {job.spec.idle_minutes:g} minutes"
            return (since + job.spec.idle_minutes * 60 - now, lambda: self.quit(why))
        quiet_s = time.monotonic() - self._last_event
        fold = TurnFold.from_json(row["fold"])
        open_call = bool(fold.open_tools) or row["state"] == TurnState.NEEDS_INPUT
        found = clocks.next_limit(job, now=now, quiet_s=quiet_s, tool_open=open_call, flooded=False)
        return (found[0], lambda: self.request_stop(found[1])) if found else None

    def _reopened_at(self) -> float:
        """When somebody opened an ended job again, perhaps without a message; 0 if nobody did."""
        sql = "SELECT max(at) AS at FROM journal WHERE job = ? AND kind = 'job' AND text = ?"
        return float(self.house.store.query(sql, self.job_id, JobEvent.REOPENED.value)[0]["at"] or 0.0)

    async def _stop(self) -> None:
        """End the turn, whatever the agent left running, and the job: `killed` when that was asked, else `completed`."""
        session = self._session
        if session is not None and not session.lost:
            await self._end_turn(session)
            await session.let_go()
        # A kill may have met a server that does not answer; nothing of this job runs on after this.
        self.report = await stopping.stop(self.job_id, None, None)
        with self.house.store.change(self.job_id) as change:
            end_stopped(change, self.house.home, self.report, self._why or "closed", at=self.house.now())
        self._why = None

    async def _end_turn(self, session: ThreadSession) -> None:
        """Ask for the end of the running turn and see it in the record; a server that does not obey is ended."""
        row = self.house.store.open_turn(self.job_id)
        if row is None or row["turn_id"] is None:
            return
        if not row["stop_reason"]:
            with self.house.store.change(self.job_id) as change:
                change.set_turn(row["n"], stop_reason=StopReason.INTERRUPT)
        try:
            await session.interrupt(row["turn_id"])
            left_s = ABORT_S
            while not session.lost:
                self.clear_bell()
                await self._read(session)
                self.settle_cycles()
                still = self.house.store.open_turn(self.job_id)
                if still is None or still["turn_id"] != row["turn_id"]:
                    return
                if (
                    self._reader is not None and self._reader.checking
                ):  # the turn has ended, and we are not done with it
                    if self.job().state is JobState.STOPPING:
                        return
                    await self.rung(None)
                    continue
                begin_s = time.monotonic()
                if not await self.rung(left_s):
                    raise TimeoutError
                left_s -= time.monotonic() - begin_s
        except (ConnectionLost, TimeoutError):
            log.error("job %s: app-server %s does not end a turn; it is ended itself", self.job_id, session.server.id)
            await session.server.end()

    async def _over(self, failure: TurnFailed) -> None:
        """The client refuses the thread, or its server is gone. The record is read to its end first: it stands above both."""
        await read_rest(self.house, self._client, self.job())
        if not self.job().ended:
            with self.house.store.change(self.job_id) as change:
                end_failed(change, self.house.home, failure, at=self.house.now())

    def _close_session(self) -> None:
        if self._session is not None:
            self.house.unlisten(str(self._session.record.path))
            self._session.close()
            self._session = None
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._questions.forget()
        self._inbox.clear()

    def _leave(self) -> None:
        self._close_session()
        if self._server is not None:
            self._servers.leave(self._server, self.job_id)
            self._server = None
