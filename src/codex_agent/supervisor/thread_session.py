"""One thread on its app-server: opened, spoken to, read from its record, let go. No states are decided here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from codex_agent.drivers.rpc import CallRefused, Connection, ConnectionLost
from codex_agent.drivers.tail import Tail
from codex_agent.errors import AgentError
from codex_agent.jobs import Job
from codex_agent.providers.base import Prepared, ThreadClient
from codex_agent.supervisor.app_servers import AppServer
from codex_agent.supervisor.house import log

INTERRUPT_S = 5.0

Message = dict[str, Any]


class ThreadSession:
    """What the keeper of a live interactive job holds. `heard` gets the server's requests and resolutions for this thread."""

    def __init__(
        self, server: AppServer, connection: Connection, client: ThreadClient, thread_id: str, record: Tail
    ) -> None:
        self.server = server
        self.thread_id = thread_id
        self.record = record
        self.active = False  # whether a turn was under way when we came
        self.waits = False  # whether it was waiting for an answer
        self.settings: Message = {}  # what the thread runs with
        self._connection = connection
        self._client = client

    @classmethod
    async def open(
        cls,
        server: AppServer,
        client: ThreadClient,
        prepared: Prepared,
        job: Job,
        heard: Callable[[Message], None],
        offset: int,
    ) -> ThreadSession:
        """Start or fork the job's thread, or join or resume the one it has. Raises `CallRefused`, `ConnectionLost` or `ServerGone`."""
        connection = await server.connected()
        params = client.thread_params(prepared, job)
        if job.thread_id is None and job.spec.fork_thread is not None:
            forked = {"threadId": job.spec.fork_thread, "excludeTurns": True}
            reply = await connection.call("thread/fork", {**params, **forked})
        elif job.thread_id is None:
            reply = await connection.call("thread/start", params)
        else:
            # Requests that wait for an answer are sent again right after the reply.
            server.threads[job.thread_id] = heard
            reply = await _resume(connection, {**params, "threadId": job.thread_id, "excludeTurns": True})
        thread = reply["thread"]
        server.threads[thread["id"]] = heard
        if job.thread_id is None:
            # A thread with a name is not asked for a title, which would cost a model call for each turn.
            await connection.call(
                "thread/name/set", {"threadId": thread["id"], "name": job.spec.name or f"codex-agent {job.id}"}
            )
        session = cls(server, connection, client, thread["id"], Tail(Path(thread["path"]), offset))
        status = thread.get("status") or {}
        session.active = status.get("type") == "active"
        session.waits = any(str(flag).startswith("waitingOn") for flag in status.get("activeFlags") or ())
        session.settings = reply
        return session

    @property
    def lost(self) -> bool:
        return self._connection.lost

    async def start_turn(self, job: Job, n: int, text: str, token: str, schema: Message | None) -> str:
        """The client's id of the turn; that of the running turn when a person has begun one in this moment."""
        params = self._client.turn_params(job.spec, self.thread_id, text, token, first=n == 1, schema=schema)
        reply = await self._connection.call("turn/start", params)
        return str(reply["turn"]["id"])

    async def steer(self, turn_id: str, text: str, token: str) -> bool:
        """Hand a message to the running turn; False when that turn takes none any more."""
        params = self._client.steer_params(self.thread_id, turn_id, text, token)
        try:
            await self._connection.call("turn/steer", params)
        except CallRefused as refusal:
            log.info("thread %s: %s", self.thread_id, refusal)
            return False
        return True

    async def interrupt(self, turn_id: str) -> None:
        """Ask for the turn's end, which the record will tell. A turn that has ended is no error."""
        with contextlib.suppress(CallRefused):
            params = {"threadId": self.thread_id, "turnId": turn_id}
            await self._connection.call("turn/interrupt", params, timeout_s=INTERRUPT_S)

    async def answer(self, request: Message, result: Message) -> None:
        await self._connection.answer(request, result)

    async def refuse(self, request: Message) -> None:
        await self._connection.refuse(request, f"codex-agent does not answer {request.get('method')}")

    async def let_go(self) -> None:
        """End what the agent left running and give the thread back, so that any Codex can go on with it.

        The client forgets a thread at once only by putting it into its archive; taking it out again leaves the file where it was.
        """
        thread = {"threadId": self.thread_id}
        try:
            await self._connection.call("thread/backgroundTerminals/clean", thread, timeout_s=INTERRUPT_S)
            await self._connection.call("thread/unsubscribe", thread, timeout_s=INTERRUPT_S)
            await self._connection.call("thread/archive", thread, timeout_s=INTERRUPT_S)
            await self._connection.call("thread/unarchive", thread, timeout_s=INTERRUPT_S)
        except (CallRefused, ConnectionLost) as error:
            log.warning("thread %s: %s", self.thread_id, error)

    def close(self) -> None:
        self.server.threads.pop(self.thread_id, None)
        self.record.close()


async def _resume(connection: Connection, params: Message) -> Message:
    """A thread that we died over while letting it go lies in the archive."""
    try:
        return await connection.call("thread/resume", params)
    except CallRefused:
        try:
            await connection.call("thread/unarchive", {"threadId": params["threadId"]})
        except CallRefused:
            log.info("thread %s is in no archive", params["threadId"])
        return await connection.call("thread/resume", params)


def explain(client: ThreadClient, error: CallRefused | ConnectionLost) -> AgentError:
    """A refusal of the server as an error for people."""
    words = error.message if isinstance(error, CallRefused) else str(error)
    failure = client.refusal(words)
    return AgentError("app_server", failure.message, hint=failure.hint or "codex-agent health")
