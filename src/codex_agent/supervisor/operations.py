"""What the control socket can ask for. Each operation validates everything before its first side effect."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
from collections.abc import Awaitable, Callable
from typing import Any

from codex_agent import __version__
from codex_agent.endings import StopReason
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.jobs import Job, Question, Turn
from codex_agent.providers import get
from codex_agent.supervisor.attending import Attention
from codex_agent.supervisor.branches import Branches
from codex_agent.supervisor.comparisons import Comparisons
from codex_agent.supervisor.follow_ups import FollowUps
from codex_agent.supervisor.house import QUEUE, House
from codex_agent.supervisor.job_worktrees import JobWorktrees
from codex_agent.supervisor.openings import Openings
from codex_agent.supervisor.removals import Removals
from codex_agent.supervisor.requests import Push, Request, env_of, job_of, text_if_any, text_of
from codex_agent.supervisor.roster import Roster
from codex_agent.supervisor.terminals import Terminals


class Operations:
    """The operations by name; `run` is the only door."""

    def __init__(self, house: House, roster: Roster) -> None:
        self.house = house
        self.roster = roster
        self.terminals = Terminals(house)
        self.attention = Attention(house)
        self.worktrees = JobWorktrees(house)
        openings = Openings(house, roster, self.worktrees)
        follow_ups = FollowUps(house, roster, self.terminals)
        removals = Removals(house, roster, self.worktrees)
        branches = Branches(house, roster, openings, follow_ups)
        self._names: dict[str, Callable[[Request, Push], Awaitable[dict[str, Any]]]] = {
            "hello": self._hello,
            "sync": self._sync,
            "start": openings.start,
            "check": openings.check,
            "apart": openings.apart,
            "send": follow_ups.send,
            "fork": branches.fork,
            "reopen": branches.reopen,
            "compare": Comparisons(house, roster).compare,
            "await": self._await,
            "news": self._news,
            "interrupt": self._interrupt,
            "answer": self._answer_question,
            "screen": self._screen,
            "kill": removals.kill,
            "delete": removals.delete,
            "clean": removals.clean,
            "hold": self.worktrees.hold,
            "merged": self.worktrees.merged,
            "matched": self.terminals.matched,
            "watch": self._watch,
            "pipeline": self._pipeline,
        }
        self._notes: dict[str, Callable[[Request], None]] = {
            "notify": self._notified,
            "read": self._mark_read,
            "told": self._mark_told,
        }

    async def run(self, request: Request, push: Push) -> dict[str, Any]:
        """The final answer of a request; raises `AgentError`."""
        operation = self._names.get(str(request.get("op")))
        if operation is None:
            raise AgentError(
                "unknown_op", f"the supervisor knows no operation {request.get('op')!r}", hint="codex-agent health"
            )
        return {"ok": True, **await operation(request, push)}

    def noted(self, request: Request) -> bool:
        """Take a message that nobody waits for an answer to; False when it is none. Nothing in it can do harm."""
        taker = self._notes.get(str(request.get("op")))
        if taker is not None:
            with contextlib.suppress(AgentError):  # what is not marked is shown again, which is the safe side
                taker(request)
        return taker is not None

    def _notified(self, request: Request) -> None:
        """The notify hook's word."""
        payload, keeper = request.get("payload"), self.roster.get(str(request.get("job")))
        if keeper is not None and isinstance(payload, dict):
            keeper.notified(payload)

    def _mark_read(self, request: Request) -> None:
        job, turn = request.get("job"), request.get("turn")
        if isinstance(job, str) and isinstance(turn, int):
            self.house.store.mark_read(job, turn, self.house.now())

    def _mark_told(self, request: Request) -> None:
        job, turn, question = request.get("job"), request.get("turn"), request.get("question")
        if isinstance(job, str) and isinstance(turn, int) and isinstance(question, str):
            self.house.store.mark_told(job, turn, question)

    async def _pipeline(self, request: Request, push: Push) -> dict[str, Any]:
        """Move the stage, the PRD or the approval of a repository and session."""
        from codex_agent import pipeline  # with its rules; most supervisors are never asked

        repo, changes = text_of(request, "repo"), request.get("changes")
        if not isinstance(changes, dict):
            raise AgentError("bad_request", "the request has no changes", exit_code=Exit.BUG)
        session = text_if_any(request, "session") or ""
        place = pipeline.move(self.house.store, repo, session, changes, now=self.house.now())
        return {"place": dataclasses.asdict(place)}

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
        self.house.dispatch()
        return {}

    # waiting

    async def _await(self, request: Request, push: Push) -> dict[str, Any]:
        """Push each answer as it comes; with `any` the first is enough. The client hangs up to cancel.

        With `progress` every change of a job is pushed, too, for those who look. `session`: on whose behalf.
        """
        session = str(request.get("session") or "")
        wanted = {job_of(self.house, item["id"]).id: self._target(item) for item in request["jobs"]}
        await push({"targets": wanted})
        tasks = [asyncio.create_task(self._answer(job, turn)) for job, turn in wanted.items()]
        looks = [asyncio.create_task(self._progress(job, push)) for job in wanted if request.get("progress")]
        try:
            with self.attention.awaiting(session, wanted):
                for task in asyncio.as_completed(tasks):
                    job, turn = await task
                    passed = [n for n in self.house.store.unread_answers(job.id) if n < turn.n]
                    answer: dict[str, Any] = {"job": job.as_json(self.house.now()), "turn": turn.as_json()}
                    if passed:
                        answer["unread_before"] = passed
                    await push({"answer": answer})
                    self.attention.delivered(session, turn, job.id)
                    if request.get("any"):
                        break
        finally:
            for pending in (*tasks, *looks):
                pending.cancel()
        return {}

    async def _news(self, request: Request, push: Push) -> dict[str, Any]:
        """Wait for something that the session has to be told; see `Attention.news`."""
        sessions, told, promised = (_words(request.get(name)) for name in ("sessions", "told", "promised"))
        settled = request.get("settled") is True
        return {"news": await self.attention.news(sessions, set(told), set(promised), settled=settled)}

    async def _progress(self, job_id: str, push: Push) -> None:
        """Push the job whenever it changed, until it is cancelled or has ended."""
        while True:
            change = self.house.change_of(job_id)
            job = self.house.store.job(job_id)
            await push({"progress": job.as_json(self.house.now())})
            if job.ended:
                return
            moves = {change, self.house.change_of(QUEUE)} if job.queue else {change}
            await asyncio.wait(moves, return_when=asyncio.FIRST_COMPLETED)

    def _target(self, item: dict[str, Any]) -> int:
        if item.get("turn") is not None:
            return int(item["turn"])
        if item.get("after") is not None:
            return int(item["after"]) + 1
        return self.house.store.newest_turn(job_of(self.house, item["id"]).id)

    async def _answer(self, job_id: str, n: int) -> tuple[Job, Turn]:
        """Turn `n` of a job, or the one that corrects its answer, once it has ended or asks something."""
        while True:
            change = self.house.change_of(job_id)
            job, turn = self.house.store.job(job_id), self.house.store.answering(job_id, n)
            if turn is not None and (turn.ended or turn.news):
                return job, turn
            await change

    async def _over(self, job_id: str, n: int) -> tuple[Job, Turn]:
        """Turn `n` of a job once it has ended."""
        while True:
            change = self.house.change_of(job_id)
            job, turn = self.house.store.job(job_id), self.house.store.turn(job_id, n)
            if turn is not None and turn.ended:
                return job, turn
            await change

    async def _answer_question(self, request: Request, push: Push) -> dict[str, Any]:
        """Answer an open question; returns when the agent goes on (or has another question)."""
        job = job_of(self.house, request.get("job"))
        words = text_of(request, "words")
        question = _question(job, request.get("request"))
        provider = get(job.spec.provider).threads
        keeper = self.roster.thread_keeper(job.id)
        aside = provider is not None and not provider.takes_text(question) and words not in ("accept", "decline")
        await keeper.answer(question, "decline" if aside else words)
        while any(asked.id == question.id for asked in self.house.store.job(job.id).turn.asked):
            await self.house.change_of(job.id)
        job = self.house.store.job(job.id)
        return {"job": job.as_json(self.house.now()), "turn": job.turn.as_json(), "aside": aside}

    async def _screen(self, request: Request, push: Push) -> dict[str, Any]:
        job = job_of(self.house, request.get("job"))
        if job.spec.mode != "interactive" or job.ended:
            raise AgentError("no_screen", f"job {job.id} has no live screen", hint=f"codex-agent watch {job.id}")
        await self.roster.settle()  # a supervisor that has just adopted the job opens its thread first
        return {"screen": await self.roster.thread_keeper(job.id).screen(env_of(request))}

    async def _interrupt(self, request: Request, push: Push) -> dict[str, Any]:
        job = job_of(self.house, request.get("job"))
        if job.spec.mode == "terminal":
            return await self.terminals.interrupt(job)
        keeper = self.roster.get(job.id)
        if keeper is None:
            raise _idle(job)
        n = job.turn.n if keeper.request_stop(StopReason.INTERRUPT) else keeper.withdraw()
        if n is None:
            raise _idle(job)
        job, turn = await self._over(job.id, n)
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


def _idle(job: Job) -> AgentError:
    if job.queue is None or job.ended:
        return AgentError("idle", f"job {job.id} has no turn to interrupt", hint=f"codex-agent status {job.id}")
    words = f"job {job.id} has no turn to interrupt: its first one waits in the queue"
    return AgentError("idle", words, hint=f"codex-agent kill {job.id} takes it out; it never begins")


def _words(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _question(job: Job, wanted: object) -> Question:
    """The question that is meant: the one named, or the only one."""
    asked = job.turn.asked
    hint = f"codex-agent status {job.id}"
    if not asked:
        raise AgentError("no_question", f"job {job.id} asks nothing", hint=hint)
    if wanted is None:
        if len(asked) > 1:
            names = ", ".join(question.id for question in asked)
            raise usage_error("which_question", f"job {job.id} asks {len(asked)} things: {names}", "name the request")
        return asked[0]
    for question in asked:
        if question.id == wanted:
            return question
    raise AgentError("no_question", f"job {job.id} has no open request {wanted}", exit_code=Exit.NOT_FOUND, hint=hint)
