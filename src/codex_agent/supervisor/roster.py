"""Every keeper of this supervisor: adopts what runs, starts a keeper where one is needed, knows when there is nothing to do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from codex_agent.supervisor.exec_keeper import ExecKeeper
from codex_agent.supervisor.house import House
from codex_agent.supervisor.keeper import Keeper

if TYPE_CHECKING:
    from codex_agent.supervisor.app_servers import AppServers
    from codex_agent.supervisor.thread_keeper import ThreadKeeper


class Roster:
    """Keepers by job id. `idle_since` is the monotonic time from which nothing was live, None while something is."""

    def __init__(self, house: House, became_idle: Callable[[], None]) -> None:
        self.house = house
        self._keepers: dict[str, Keeper] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._servers: AppServers | None = None
        self._became_idle = became_idle
        self.idle_since: float | None = time.monotonic()

    def adopt(self) -> None:
        """A keeper for every job without an end, and for every client that was not seen to go."""
        if self.house.store.query("SELECT 1 FROM servers LIMIT 1"):
            self._app_servers()
        live = self.house.store.live_jobs()
        for path in self.house.home.jobs_dir.glob("*.notify-*.json"):
            if path.name[:8] in live:
                self.house.keep_notice(path)
            else:
                path.unlink(missing_ok=True)
        for job in live:
            self.keep(job)

    def get(self, job: str) -> Keeper | None:
        return self._keepers.get(job)

    def live(self) -> int:
        return len(self._keepers)

    def keep(self, job: str) -> Keeper:
        """The keeper of this job, made when there is none."""
        keeper = self._keepers.get(job)
        if keeper is None:
            keeper = self._keepers[job] = self._made(job)
            self.idle_since = None
            self._run(job, keeper)
        return keeper

    def thread_keeper(self, job: str) -> ThreadKeeper:
        """The keeper of an interactive job."""
        from codex_agent.supervisor.thread_keeper import ThreadKeeper

        keeper = self.keep(job)
        assert isinstance(keeper, ThreadKeeper)
        return keeper

    def _made(self, job: str) -> Keeper:
        if self.house.store.job(job).spec.mode != "interactive":
            return ExecKeeper(self.house, job)
        from codex_agent.supervisor.thread_keeper import ThreadKeeper

        return ThreadKeeper(self.house, job, self._app_servers())

    def _app_servers(self) -> AppServers:
        """Made with the first interactive job: its library is not loaded for nothing."""
        if self._servers is None:
            from codex_agent.providers import get
            from codex_agent.supervisor.app_servers import AppServers

            self._servers = AppServers(self.house)
            client = get("openai").threads
            if client is not None:
                self._servers.adopt(client)
        return self._servers

    async def leave(self) -> None:
        """Nothing is to do any more: end what only waits for jobs."""
        if self._servers is not None:
            await self._servers.end_all()

    def _run(self, job: str, keeper: Keeper) -> None:
        task = asyncio.create_task(keeper.run(), name=f"job {job}")
        self._tasks[job] = task
        task.add_done_callback(lambda _: self._done(job, keeper))

    def _done(self, job: str, keeper: Keeper) -> None:
        """A keeper that left may have been given work in its last moment: then it goes on."""
        if keeper.has_work():
            self._run(job, keeper)
            return
        self._keepers.pop(job, None)
        self._tasks.pop(job, None)
        self.house.changed(job)
        if not self._keepers:
            self.idle_since = time.monotonic()
            self._became_idle()

    async def settle(self) -> None:
        """Every fact that is on disk now is folded when this returns."""
        await asyncio.gather(*(keeper.settled() for keeper in list(self._keepers.values())))

    async def gone(self, job: str) -> None:
        """Wait until the job's keeper has left: its client is gone and recorded."""
        while (task := self._tasks.get(job)) is not None:
            await asyncio.wait({task})
            await asyncio.sleep(0)  # the done callback runs first
