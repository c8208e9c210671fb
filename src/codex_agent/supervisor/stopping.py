"""Ending an agent and everything below it, verified: interrupt, SIGTERM, SIGKILL, then a look that nothing is left.

Every signal goes to a process whose identity was checked just before. The shim is spared until the agent is gone, so that it can
record the exit code. Scanning the process table happens in a thread; waiting is on the kernel's word, not by polling.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from dataclasses import dataclass

from codex_agent import processes
from codex_agent.jobs import Identity

GENTLE_S = 3.0
TERM_S = 2.0
KILL_S = 5.0
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class StopReport:
    """What was seen: `how` ended it, how many processes there were, and which are still there (none, if all is well)."""

    how: str
    found: int
    left: tuple[int, ...]

    def __str__(self) -> str:
        if not self.found:
            return "nothing was running"
        if self.left:
            return f"processes still there after SIGKILL: {', '.join(map(str, self.left))}"
        return f"ended by {self.how}; {self.found} process{'es' if self.found > 1 else ''}, none left"


NOTHING = StopReport("nothing", 0, ())


async def stop(job: str, shim: Identity | None, agent: Identity | None) -> StopReport:
    """End the tree of a job. Returns when it is gone or SIGKILL did not help; idempotent, safe to cancel and repeat."""
    whole = await asyncio.to_thread(processes.tree, job, (shim, agent))
    seen = set(whole)
    how = "interrupt"
    processes.send_signal(agent, signal.SIGINT)
    await _gone(seen, GENTLE_S if processes.lives(agent) else 0.3)
    for number, patience_s in [(signal.SIGTERM, TERM_S), *[(signal.SIGKILL, KILL_S)] * ROUNDS]:
        left = await asyncio.to_thread(_left, job, shim, agent, seen)
        seen |= left
        if not left:
            break
        agents = left - {shim} if shim else left
        for who in agents or left:
            processes.send_signal(who, number)
        how = number.name
        await _gone(left, patience_s)
    left = await asyncio.to_thread(_left, job, shim, agent, seen)
    return StopReport(how, len(seen), tuple(sorted(who.pid for who in left)))


def _left(job: str, shim: Identity | None, agent: Identity | None, seen: set[Identity]) -> set[Identity]:
    return {who for who in seen | processes.tree(job, (shim, agent)) if processes.lives(who)}


async def _gone(whom: Iterable[Identity], timeout_s: float) -> None:
    """Wait until all have ended, at most `timeout_s`."""
    await asyncio.to_thread(processes.wait_all_gone, list(whom), timeout_s)
