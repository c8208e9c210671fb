"""`compare`: two answers that may be compared, and the draw of their names."""

from __future__ import annotations

import asyncio
from typing import Any

from codex_agent import comparisons
from codex_agent.comparing import conditions
from codex_agent.comparisons import Side
from codex_agent.errors import AgentError, Exit
from codex_agent.jobs import Job, Turn
from codex_agent.supervisor.house import House
from codex_agent.supervisor.requests import Push, Request, disk_errors, job_of, text_if_any
from codex_agent.supervisor.roster import Roster


class Comparisons:
    def __init__(self, house: House, roster: Roster) -> None:
        self.house = house
        self.roster = roster

    async def compare(self, request: Request, push: Push) -> dict[str, Any]:
        """Check both answers, draw if they were never drawn, open the draw if it is to be revealed.

        An answer comes a moment before its client leaves, and only then is the exit code known: that is waited for.
        """
        wanted, turns = request.get("jobs"), request.get("turns")
        if not isinstance(wanted, list) or not isinstance(turns, list) or not len(wanted) == len(turns) == 2:
            raise AgentError("bad_request", "the request names no two jobs", exit_code=Exit.BUG)
        one, other = (job_of(self.house, job) for job in wanted)
        conditions.check_pair((one, other))
        await asyncio.gather(*(self._left(job) for job in (one, other)))
        sides = self._side(one.id, turns[0]), self._side(other.id, turns[1])
        now, session, cwd = self.house.now(), text_if_any(request, "session"), text_if_any(request, "cwd")
        with disk_errors(self.house):
            draw = comparisons.draw(self.house.store, *sides, now=now, session=session, cwd=cwd)
            if request.get("reveal") is True:
                draw = comparisons.reveal(self.house.store, draw, now=now, session=session, cwd=cwd)
        return {
            "alpha": draw.alpha._asdict(),
            "beta": draw.beta._asdict(),
            "drawn_at": draw.drawn_at,
            "revealed_at": draw.revealed_at,
        }

    async def _left(self, job: Job) -> None:
        if self.roster.get(job.id) is not None:
            await self.roster.settle()
            if self.house.store.job(job.id).ended:
                await self.roster.gone(job.id)

    def _side(self, job_id: str, n: object) -> Side:
        """The answer that is meant, checked: of turn `n`, else of the newest one, queued ones included."""
        store = self.house.store
        job = store.job(job_id)
        turn: Turn | None = store.answering(job_id, n if isinstance(n, int) else store.newest_turn(job_id))
        if turn is None:
            hint = f"codex-agent status {job_id}"
            raise AgentError("no_such_turn", f"job {job_id} has no turn {n}", exit_code=Exit.NOT_FOUND, hint=hint)
        conditions.check(job, turn)
        return Side(job_id, turn.n)
