"""`kill`, `delete` and `clean`: jobs that end, and records that go."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any

from codex_agent.endings import StopReason
from codex_agent.errors import AgentError
from codex_agent.jobs import Job
from codex_agent.paths import JOB_SUFFIXES
from codex_agent.providers import get as provider_named
from codex_agent.states import JobState
from codex_agent.supervisor import stopping
from codex_agent.supervisor.house import House
from codex_agent.supervisor.job_worktrees import JobWorktrees
from codex_agent.supervisor.requests import Push, Request, env_of, job_of
from codex_agent.supervisor.roster import Roster
from codex_agent.worktrees.removing import Removed

READ_FIRST = (
    "codex-agent result ID reads it (--turn N an earlier one); codex-agent clean --unread removes such jobs, too"
)


class Removals:
    def __init__(self, house: House, roster: Roster, worktrees: JobWorktrees) -> None:
        self.house = house
        self.roster = roster
        self.worktrees = worktrees

    async def kill(self, request: Request, push: Push) -> dict[str, Any]:
        jobs = [job_of(self.house, job) for job in request["jobs"]]
        killed = list(await asyncio.gather(*(self._kill_one(job) for job in jobs)))
        for job in jobs:  # who leads a job and ends its turn need not be told that it has ended
            if not job.turn.ended and job.spec.parent_session == (request.get("session") or None):
                self.house.store.mark_read(job.id, job.turn.n, self.house.now())
        return {"killed": killed}

    async def _kill_one(self, job: Job) -> dict[str, Any]:
        """Gone, verified: also what a client that ended long ago may have left running."""
        keeper = self.roster.get(job.id)
        working = None if job.turn.ended else job.turn.n
        ended, waited = job.ended, 1 if job.state is JobState.QUEUED else job.queue.turn if job.queue else None
        if keeper is not None:
            if not job.ended:
                keeper.request_stop(StopReason.KILL)
            await self.roster.gone(job.id)
        report = keeper.report if keeper is not None else None
        if (
            self.house.store.job(job.id).started_at is None
        ):  # it waited in the queue until its end: nothing of it ever ran
            rest = stopping.NOTHING
        else:
            rest = await stopping.stop(job.id, None, None)
        if report is None or rest.found:
            report = rest
        job = self.house.store.job(job.id)
        text = f"had ended already ({job.state}); {report}" if ended else str(report)
        if (
            not (ended or report.found) and job.spec.mode == "interactive"
        ):  # its commands run below a server that it shares
            text = f"its turn {working} was ended" if working else "it was closed; no turn was running"
        if waited is not None and self._never_began(job.id, waited) and not report.found:
            text = "it was queued and never began" if waited == 1 else f"turn {waited} was queued and never began"
        if report.left:
            raise AgentError(
                "still_there", f"job {job.id}: {report}", hint=f"look at them: ps -p {','.join(map(str, report.left))}"
            )
        return {"job": job.as_json(self.house.now()), "report": text}

    def _never_began(self, job: str, turn: int) -> bool:
        found = self.house.store.turn(job, turn)
        return found is not None and found.started_at is None

    async def delete(self, request: Request, push: Push) -> dict[str, Any]:
        job = job_of(self.house, request.get("job"))
        await self._check_ended(job)
        env = env_of(request) or self.house.own_env
        removed = await self.worktrees.remove(job, env, force=bool(request.get("force")))
        self._remove(job.id)
        return _deleted({job.id: removed})

    async def _check_ended(self, job: Job) -> None:
        if job.ended:
            await self.roster.gone(job.id)
            job = self.house.store.job(job.id)
        if not job.ended:
            raise AgentError("still_live", f"job {job.id} is {job.state}", hint=f"codex-agent kill {job.id}")

    async def clean(self, request: Request, push: Push) -> dict[str, Any]:
        before = self.house.now() - float(request["days"]) * 86400
        env = env_of(request) or self.house.own_env
        kept: list[dict[str, Any]] = []
        deleted: dict[str, Removed] = {}
        for job in self.house.store.list_jobs("live = 0 AND announced = 1 AND completed_at < ?", (before,)):
            if self.roster.get(job.id) is not None:
                continue
            if not request.get("unread") and (unread := self._unread(job)) is not None:
                kept.append({"id": job.id, "reason": f"nobody has read the answer{unread}", "hint": READ_FIRST})
                continue
            try:
                removed = await self.worktrees.remove(job, env, force=False)
            except AgentError as error:
                kept.append({"id": job.id, "reason": error.message, "hint": error.hint})
                continue
            self._remove(job.id)
            deleted[job.id] = removed
            await asyncio.sleep(0)
        self.house.store.checkpoint()
        live = self.house.store.query("SELECT count(*) AS n FROM jobs WHERE live = 1")[0]["n"]
        return {**_deleted(deleted), "kept": kept, "kept_running": live}

    def _unread(self, job: Job) -> str | None:
        """Of which turns an answer was never shown, as words behind "the answer"; None when all were. A terminal's end is no answer."""
        turns = self.house.store.unread_answers(job.id) if job.spec.mode != "terminal" else []
        if not turns:
            return None
        return "" if turns == [job.turn.n] else f" of turn {', '.join(map(str, turns))}"

    def _forget(self, job: Job) -> None:
        """The thread itself, where it is kept in our own home."""
        if job.thread_id is None or job.spec.client_home is None:
            return
        provider = provider_named(job.spec.provider)
        with contextlib.suppress(OSError):
            provider.forget(job.spec.client_home, job.thread_id, self.house.home.client_dir(provider.name))

    def _remove(self, job: str) -> None:
        turns = [turn.n for turn in self.house.store.turns(job)]
        record = self.house.store.job(job)
        self._forget(record)
        with self.house.store.change(job) as change:  # its session has used them all the same
            change.journal("job", "deleted", at=self.house.now(), data={"spent": record.spent})
        self.house.store.delete(job)
        files = [self.house.home.job_file(job, suffix) for suffix in JOB_SUFFIXES]
        for n in turns:
            home = self.house.home
            files += [
                home.exit(job, n),
                home.pid(job, n),
                home.prompt(job, n),
                home.stdin(job, n),
                home.verdict(job, n),
            ]
        for path in files:
            path.unlink(missing_ok=True)
        self.house.spawn_task(self.house.views.close(job))
        self.house.changed(job)


def _deleted(jobs: Mapping[str, Removed]) -> dict[str, Any]:
    return {
        "deleted": list(jobs),
        "branches": [removed.kept_branch for removed in jobs.values() if removed.kept_branch],
        "ignored": {job: list(removed.ignored) for job, removed in jobs.items() if removed.ignored},
        "kept": [],
    }
