"""What the control socket can ask for. Each operation validates everything before its first side effect."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from typing import Any

from codex_agent import __version__
from codex_agent.endings import StopReason
from codex_agent.errors import AgentError
from codex_agent.jobs import Job, Turn
from codex_agent.states import TurnState
from codex_agent.supervisor.house import House
from codex_agent.supervisor.openings import Openings
from codex_agent.supervisor.removals import Removals
from codex_agent.supervisor.requests import Push, Request, job_of
from codex_agent.supervisor.roster import Roster


class Operations:
    """The operations by name; `run` is the only door."""

    def __init__(self, house: House, roster: Roster) -> None:
        self.house = house
        self.roster = roster
        openings, removals = Openings(house, roster), Removals(house, roster)
        self._names: dict[str, Callable[[Request, Push], Awaitable[dict[str, Any]]]] = {
            "hello": self._hello,
            "sync": self._sync,
            "start": openings.start,
            "send": openings.send,
            "await": self._await,
            "interrupt": self._interrupt,
            "kill": removals.kill,
            "delete": removals.delete,
            "clean": removals.clean,
            "watch": self._watch,
        }

    async def run(self, request: Request, push: Push) -> dict[str, Any]:
        """The final answer of a request; raises `AgentError`."""
        operation = self._names.get(str(request.get("op")))
        if operation is None:
            raise AgentError(
                "unknown_op", f"the supervisor knows no operation {request.get('op')!r}", hint="codex-agent health"
            )
        return {"ok": True, **await operation(request, push)}

    def notified(self, request: Request) -> None:
        """The notify hook's message: nobody waits for an answer, nothing in it can do harm."""
        payload, keeper = request.get("payload"), self.roster.get(str(request.get("job")))
        if keeper is not None and isinstance(payload, dict):
            keeper.notified(payload)

    def mark_read(self, request: Request) -> None:
        job, turn = request.get("job"), request.get("turn")
        if isinstance(job, str) and isinstance(turn, int):
            with contextlib.suppress(AgentError):  # an answer that stays unread is the safe side
                self.house.store.mark_read(job, turn, self.house.now())

    async def _hello(self, request: Request, push: Push) -> dict[str, Any]:
        import psutil

        me = psutil.Process()
        return {
            "version": __version__,
            "pid": os.getpid(),
            "started_at": me.create_time(),
            "live": self.roster.live(),
            "rss_bytes": me.memory_info().rss,
        }

    async def _sync(self, request: Request, push: Push) -> dict[str, Any]:
        await self.roster.settle()
        return {}

    # waiting

    async def _await(self, request: Request, push: Push) -> dict[str, Any]:
        """Push each answer as it comes; with `any` the first is enough. The client hangs up to cancel."""
        wanted = {job_of(self.house, item["id"]).id: self._target(item) for item in request["jobs"]}
        await push({"targets": wanted})
        tasks = [asyncio.create_task(self._answer(job, turn)) for job, turn in wanted.items()]
        try:
            for task in asyncio.as_completed(tasks):
                job, turn = await task
                await push({"answer": {"job": job.as_json(self.house.now()), "turn": turn.as_json()}})
                if request.get("any"):
                    break
        finally:
            for pending in tasks:
                pending.cancel()
        return {}

    def _target(self, item: dict[str, Any]) -> int:
        if item.get("turn") is not None:
            return int(item["turn"])
        if item.get("after") is not None:
            return int(item["after"]) + 1
        job = self.house.store.job(item["id"])
        return job.turn.n + job.queued_turns

    async def _answer(self, job_id: str, n: int) -> tuple[Job, Turn]:
        """Turn `n` of a job once it has ended or asks something."""
        while True:
            change = self.house.change_of(job_id)
            job, turn = self.house.store.job(job_id), self.house.store.turn(job_id, n)
            if turn is not None and (turn.ended or turn.state is TurnState.NEEDS_INPUT):
                return job, turn
            await change

    async def _interrupt(self, request: Request, push: Push) -> dict[str, Any]:
        job = job_of(self.house, request.get("job"))
        keeper = self.roster.get(job.id)
        if keeper is None or not keeper.request_stop(StopReason.INTERRUPT):
            raise AgentError("idle", f"job {job.id} has no turn to interrupt", hint=f"codex-agent status {job.id}")
        job, turn = await self._answer(job.id, job.turn.n)
        return {"job": job.as_json(self.house.now()), "turn": turn.as_json()}

    async def _watch(self, request: Request, push: Push) -> dict[str, Any]:
        """Push the sizes up to which the log and the events are right, whenever they grew, until the job has ended."""
        job_id = job_of(self.house, request.get("job")).id
        last = None
        while True:
            change = self.house.change_of(job_id)
            job = self.house.store.job(job_id)
            row = self.house.store.turn_row(job_id, job.turn.n)
            log_size = self.house.store.query("SELECT log_size FROM jobs WHERE id = ?", job_id)[0]["log_size"]
            seen = {"log": log_size, "events": row["events_offset"], "ended": job.ended}
            if seen != last:
                await push(seen)
                last = seen
            if job.ended:
                return {"job": job.as_json(self.house.now())}
            await change
