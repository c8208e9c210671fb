"""Background terminals, as the supervisor reaches them: one request to a holder's socket, one reply."""

from __future__ import annotations

import asyncio
from typing import Any

from codex_agent import wire
from codex_agent.endings import StopReason
from codex_agent.errors import AgentError, usage_error
from codex_agent.folding import TurnFold
from codex_agent.jobs import Job
from codex_agent.states import JobState
from codex_agent.supervisor.house import House
from codex_agent.supervisor.requests import Push, Request, disk_errors, job_of

REPLY_S = 10.0  # a holder answers at once; one that is stopped does not


class Terminals:
    def __init__(self, house: House) -> None:
        self.house = house
        self._order: dict[str, asyncio.Lock] = {}  # messages are typed in the order in which they were stored

    async def type(self, job: Job, token: str, text: str, how: str) -> int:
        """Type a message, exactly once; returns the turn, which is the terminal's only one."""
        if how == "queue":
            raise usage_error("cannot_queue", "a background terminal has one turn", "send types at once")
        async with self._order.setdefault(job.id, asyncio.Lock()):
            known = self.house.store.input_with_token(token)
            if known is None:
                self._store(job.id, token, text)
            elif known["state"] != "pending":
                return int(known["turn"])
            if how == "interrupt":
                await self.ask(job.id, "interrupt")
            try:
                await self.ask(job.id, "input", token=token, text=text)
            except AgentError:
                # It may have been typed for a supervisor that died, and have ended the command.
                if not self._was_typed(job.id, token):
                    self._settle(job.id, token, "dropped")
                    raise
            self._settle(job.id, token, "heard")
        return 1

    def _store(self, job: str, token: str, text: str) -> None:
        with disk_errors(self.house), self.house.store.change(job) as change:
            if not change.open_turns() or change.state is JobState.STOPPING:
                raise AgentError("ended", f"the command of job {job} has ended", hint="codex-agent run starts it again")
            change.add_input(1, token, text, at=self.house.now())

    def _settle(self, job: str, token: str, state: str) -> None:
        with self.house.store.change(job) as change:
            change.settle_input(token, state)

    def _was_typed(self, job: str, token: str) -> bool:
        try:
            return token.encode() in self.house.home.events(job).read_bytes()
        except OSError:
            return False

    async def interrupt(self, job: Job) -> dict[str, Any]:
        """Ctrl-C. The command may take it as it likes."""
        if job.ended:
            raise AgentError("idle", f"the command of job {job.id} has ended", hint=f"codex-agent status {job.id}")
        await self.ask(job.id, "interrupt")
        with self.house.store.change(job.id) as change:
            change.journal("turn", f"{StopReason.INTERRUPT}: Ctrl-C was typed", at=self.house.now(), turn=1)
        job = self.house.store.job(job.id)
        return {"job": job.as_json(self.house.now()), "turn": job.turn.as_json()}

    async def ask(self, job: str, op: str, **fields: Any) -> dict[str, Any]:
        """One request to the holder. Raises `AgentError` with its refusal, or because it is not there."""
        path = self.house.home.terminal_socket(job)
        gone = AgentError("no_terminal", f"the terminal of job {job} does not answer", hint=f"codex-agent status {job}")
        try:
            async with asyncio.timeout(REPLY_S):
                reader, writer = await asyncio.open_unix_connection(str(path), limit=wire.LINE_BYTES)
                try:
                    writer.write(wire.request(op, **fields))
                    await writer.drain()
                    line = await reader.readline()
                finally:
                    writer.close()
        except (OSError, TimeoutError) as error:
            raise gone from error
        if not line:
            raise gone
        reply = wire.decode(line)
        if not reply.get("ok"):
            raise AgentError.from_json(reply["error"])
        return reply

    async def matched(self, request: Request, push: Push) -> dict[str, Any]:  # noqa: ARG002 - one shape for all
        """The line that `run --until` waits for; None when the command ended without it."""
        job_id = job_of(self.house, request.get("job")).id
        while True:
            change = self.house.change_of(job_id)
            job = self.house.store.job(job_id)
            line = TurnFold.from_json(self.house.store.turn_row(job_id, 1)["fold"]).matched
            if line is not None or job.turn.ended:
                return {"line": line, "job": job.as_json(self.house.now()), "turn": job.turn.as_json()}
            await change
