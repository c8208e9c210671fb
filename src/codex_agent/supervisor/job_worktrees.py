"""The worktrees of jobs: made before the job is stored, held still while they are merged, removed with the job. Git runs in threads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from codex_agent.config import Settings
from codex_agent.errors import AgentError
from codex_agent.jobs import Job
from codex_agent.specs import JobSpec, Worktree
from codex_agent.states import TURN_ENDS
from codex_agent.supervisor import writers
from codex_agent.supervisor.house import House, log
from codex_agent.supervisor.requests import Push, Request, env_of, job_of, text_of
from codex_agent.worktrees import creating, removing
from codex_agent.worktrees.creating import Made, Wish
from codex_agent.worktrees.removing import Removed


class JobWorktrees:
    def __init__(self, house: House) -> None:
        self.house = house

    async def check(self, spec: JobSpec, wish: Wish, settings: Settings, env: Mapping[str, str]) -> tuple[str, ...]:
        """Raises for a wish that cannot be granted; returns notices. Changes nothing."""
        plan = await asyncio.to_thread(creating.plan, Path(spec.cwd), wish, settings.worktree_files, env)
        return plan.notices

    async def make(
        self, job: str, spec: JobSpec, wish: Wish, settings: Settings, env: Mapping[str, str]
    ) -> tuple[JobSpec, tuple[str, ...]]:
        """The spec of a job in a worktree of its own, and notices. `settle` or `take_back` follows.

        Whoever asked may hang up meanwhile; then it is taken back as soon as it is made.
        """

        def work() -> Made:
            plan = creating.plan(Path(spec.cwd), wish, settings.worktree_files, env)
            return creating.create(plan, self.house.home, job, spec.name or spec.prompt)

        making = asyncio.create_task(asyncio.to_thread(work))
        try:
            made = await asyncio.shield(making)
        except asyncio.CancelledError:
            self.house.spawn_task(self._unwanted(making, job, env))
            raise
        return replace(spec, cwd=made.cwd, worktree=made.worktree), made.notices

    async def _unwanted(self, making: asyncio.Task[Made], job: str, env: Mapping[str, str]) -> None:
        await asyncio.wait({making})
        if making.exception() is None:
            await self.take_back(job, env)

    def settle(self, job: str) -> None:
        """The job is stored."""
        creating.settle(self.house.home, job)

    async def take_back(self, job: str, env: Mapping[str, str]) -> None:
        """The job is not to be."""
        await asyncio.to_thread(creating.abandon, self.house.home, job, env)

    def clear_leftovers(self) -> None:
        """What a supervisor that was killed left half-made or half-removed. Found at once, cleared in the background."""
        home = self.house.home
        found = creating.leftovers(home)
        stored = {job for job in found if self.house.store.query("SELECT 1 FROM jobs WHERE id = ?", job)}

        async def clear() -> None:
            for job in await asyncio.to_thread(creating.clear, home, found, stored, self.house.own_env):
                log.info("job %s never began: its worktree was removed", job)

        if found:
            self.house.spawn_task(clear())

    async def hold(self, request: Request, push: Push) -> dict[str, Any]:
        """While the caller merges: no turn of this job begins. Lasts until the caller hangs up, however that comes about."""
        job = job_of(self.house, request.get("job"))
        tree = job.spec.worktree
        if tree is None:
            words = f"job {job.id} has no worktree of its own"
            raise AgentError("no_worktree", words, hint=self._merged_with(job))
        with self.reserved(job, tree, "being merged"):
            if self.house.settings(env_of(request)).one_writer:
                writers.check_merge(self.house, job.id, tree)
            self.house.merging[job.id] = tree
            try:
                await push({"held": True})
                await asyncio.Event().wait()
            finally:
                del self.house.merging[job.id]
        return {}

    async def merged(self, request: Request, push: Push) -> dict[str, Any]:  # noqa: ARG002 - one shape for all
        """Write down what a merge did; `onto` is the commit that the branch named before."""
        job = job_of(self.house, request.get("job"))
        onto = request.get("onto")
        with self.house.store.change(job.id) as change:
            data = {"merged_onto": str(onto)} if onto else None
            change.journal("worktree", text_of(request, "text"), at=self.house.now(), data=data)
        return {}

    @contextmanager
    def reserved(self, job: Job, tree: Worktree, why: str) -> Iterator[None]:
        """Raises while the job, or another one in its worktree, has a turn to do."""
        self.house.check_free(tree.path)
        for other in self.house.store.list_jobs("live = 1"):
            if _works_in(other, job) and (other.queued_turns or other.turn.state not in TURN_ENDS):
                doing = f"job {other.id} is at work in the worktree of job {job.id}"
                hint = f"codex-agent await-turn {other.id}, or codex-agent kill {other.id}"
                raise AgentError("still_working", doing, hint=hint)
        self.house.reserved[job.id] = why, tree.path
        try:
            yield
        finally:
            self.house.reserved.pop(job.id, None)

    async def remove(self, job: Job, env: Mapping[str, str], *, force: bool) -> Removed:
        """Take the worktree of an ended job away. Raises when work would be lost."""
        tree = job.spec.worktree
        if tree is None:
            return Removed()
        for other in self.house.store.list_jobs("live = 1"):
            if other.id != job.id and _works_in(other, job):
                words = f"job {other.id} stands in the worktree of job {job.id}"
                raise AgentError("in_use", words, hint=f"codex-agent kill {other.id}")
        if not force:
            self._check_forks(job, tree.path)
        with self.reserved(job, tree, "being deleted"):
            return await asyncio.to_thread(removing.remove, self.house.home, job.id, tree, env, force=force)

    def _merged_with(self, job: Job) -> str:
        """The command for what a job without a worktree of its own has changed: a fork works in that of its original."""
        original = job.spec.fork_of
        while original is not None and self.house.store.query("SELECT 1 FROM jobs WHERE id = ?", original):
            one = self.house.store.job(original)
            if one.spec.worktree is not None and _works_in(job, one):
                return f"codex-agent merge {one.id}" if one.spec.worktree.branch else f"codex-agent diff {one.id}"
            original = one.spec.fork_of
        return f"codex-agent diff {job.id}"

    def _check_forks(self, job: Job, folder: str) -> None:
        """Raises while there are forks that could not go on without the folder in which they began."""
        all_forks = self.house.store.list_jobs("json_extract(spec, '$.fork_of') IS NOT NULL")
        forks = [other.id for other in all_forks if other.id != job.id and _works_in(other, job)]
        if not forks or not Path(folder).is_dir():
            return
        which = f"forks {', '.join(forks)} work" if len(forks) > 1 else f"fork {forks[0]} works"
        hint = f"codex-agent delete {forks[0]} first, or codex-agent delete {job.id} --force, and no fork can go on"
        raise AgentError("in_use", f"{which} in the worktree of job {job.id}", hint=hint)


def _works_in(other: Job, job: Job) -> bool:
    tree = job.spec.worktree
    return other.id == job.id or (tree is not None and Path(other.spec.cwd).is_relative_to(tree.path))
