"""Every keeper of this supervisor: adopts what runs, starts a keeper where one is needed, knows when there is nothing to do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from codex_agent.supervisor.exec_keeper import ExecKeeper
from codex_agent.supervisor.house import House
from codex_agent.supervisor.keeper import Keeper


class Roster:
    """Keepers by job id. `idle_since` is the monotonic time from which nothing was live, None while something is."""

    def __init__(self, house: House, became_idle: Callable[[], None]) -> None:
        self.house = house
        self._keepers: dict[str, Keeper] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._became_idle = became_idle
        self.idle_since: float | None = time.monotonic()

    def adopt(self) -> None:
        """A keeper for every job without an end, and for every client that was not seen to go."""
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
            keeper = self._keepers[job] = ExecKeeper(self.house, job)
            self.idle_since = None
            self._run(job, keeper)
        return keeper

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
