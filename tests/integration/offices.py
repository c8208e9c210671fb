"""The supervisor's operations that open turns, in this process: no client is started, turns stay as they were asked for."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from codex_agent.paths import Home
from codex_agent.providers.base import Prepared
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, JobState, TurnEvent
from codex_agent.store import Store
from codex_agent.supervisor import follow_ups, openings
from codex_agent.supervisor.branches import Branches
from codex_agent.supervisor.follow_ups import FollowUps
from codex_agent.supervisor.house import House
from codex_agent.supervisor.job_worktrees import JobWorktrees
from codex_agent.supervisor.openings import Openings
from codex_agent.supervisor.removals import Removals
from codex_agent.supervisor.terminals import Terminals


class StubProvider:
    """A client that takes everything."""

    name = "openai"
    threads = object()
    mount_points = ()
    default_sandbox = "workspace-write"

    def check(self, spec: JobSpec, env: object) -> Prepared:
        return Prepared((), {}, "/none", (), None, None, None, None)

    def client_command(self, *_: object) -> None:
        return None

    def home_variables(self, client_home: str) -> dict[str, str]:
        return {"CODEX_HOME": client_home}


class StubKeeper:
    def give_ticket(self, turn: int, ticket: object) -> None: ...


class StubRoster:
    def keep(self, job: str) -> StubKeeper:
        return StubKeeper()

    def get(self, job: str) -> None: ...

    async def gone(self, job: str) -> None: ...


class Office:
    """Needs a running loop. `close` it."""

    def __init__(self, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (openings, follow_ups):
            monkeypatch.setattr(module, "provider_named", lambda name: StubProvider())
        monkeypatch.setattr(openings, "agent_named", lambda name: StubProvider())
        monkeypatch.setattr(openings, "START_S", 0.0)
        self.store = Store.open(home.ensure().db)
        self.house = House(home, self.store, home.root / "config.toml")
        roster: Any = StubRoster()
        self.worktrees = JobWorktrees(self.house)
        self.openings = Openings(self.house, roster, self.worktrees)
        self.follow_ups = FollowUps(self.house, roster, Terminals(self.house))
        self.branches = Branches(self.house, roster, self.openings, self.follow_ups)
        self.removals = Removals(self.house, roster, self.worktrees)
        self._tokens = (f"token {number}" for number in itertools.count())

    def close(self) -> None:
        self.house.files.close()
        self.store.close()

    async def start(self, cwd: Path, env: dict[str, str], *, request: dict[str, Any] | None = None, **spec: Any) -> str:
        """The new job's id."""
        body = {"token": next(self._tokens), "prompt": "hello", "env": env, **(request or {})}
        body["spec"] = replace(JobSpec(cwd=str(cwd)), **spec).as_json()
        answer = await self.openings.start(body, nobody)
        return str(answer["job"]["id"])

    async def check(
        self, cwd: Path, env: dict[str, str], *, now: bool = False, force: bool = False, **spec: Any
    ) -> None:
        asked = replace(JobSpec(cwd=str(cwd)), **spec).as_json()
        await self.openings.check({"spec": asked, "env": env, "now": now, "force": force}, nobody)

    async def send(self, job: str, env: dict[str, str], **fields: Any) -> int:
        body = {"token": next(self._tokens), "job": job, "text": "more", "env": env, **fields}
        return int((await self.follow_ups.send(body, nobody))["turn"])

    async def fork(self, job: str, env: dict[str, str], **fields: Any) -> str:
        """The new job's id."""
        body = {"token": next(self._tokens), "job": job, "prompt": "another way", "env": env, **fields}
        return str((await self.branches.fork(body, nobody))["job"]["id"])

    def begin(self, job: str, turn: int = 1) -> None:
        """As the keeper records it."""
        with self.store.change(job) as change:
            if change.state is JobState.QUEUED:
                change.job_event(JobEvent.ADMITTED, at=1.0)
            change.turn_event(turn, TurnEvent.STARTED, at=1.0, gone=0)
            if change.state is JobState.STARTING:
                change.set_job(thread_id=f"thread of {job}")
                change.job_event(JobEvent.THREAD_STARTED, at=1.0)

    def end(self, job: str, turn: int = 1, *, stays: bool = False) -> None:
        """The turn is answered; an exec job ends with it, an interactive one stays."""
        with self.store.change(job) as change:
            change.turn_event(turn, TurnEvent.COMPLETED, at=2.0)
            change.set_turn(turn, gone=1)
            if not stays:
                change.job_event(JobEvent.FINISHED, at=2.0)

    def finish(self, job: str) -> None:
        """Its first turn begins and is answered, and the job with it."""
        self.begin(job)
        self.end(job)

    @asynccontextmanager
    async def merging(self, job: str, env: dict[str, str]) -> AsyncIterator[None]:
        """Meanwhile the job's worktree is being merged: the merge holds it, and is hung up at the end."""
        held = asyncio.Event()

        async def push(_: dict[str, Any]) -> None:
            held.set()

        merge = asyncio.create_task(self.worktrees.hold({"job": job, "env": env}, push))
        await held.wait()
        try:
            yield
        finally:
            merge.cancel()
            await asyncio.wait({merge})


async def nobody(_: dict[str, Any]) -> None: ...
