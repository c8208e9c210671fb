"""What of the store is the queue: turns that wait to begin, turns at work, providers that take no more for a while.

Readers ask here too, so that `jobs` shows what the supervisor will do. Each function is a query or two over indexes of open turns alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from codex_agent.jobs import Queued
from codex_agent.queueing import Waiting

Query = Callable[..., list[Any]]

# A correction belongs to the turn that it corrects, so it comes first.
_ORDER = "t.corrects IS NULL, t.created_at, t.job"
_SPEC = (
    "json_extract(j.spec, '$.provider') AS provider, json_extract(j.spec, '$.group_id') AS group_id,"
    " json_extract(j.spec, '$.group_parallel') AS group_parallel"
)
_OF_AGENTS = "json_extract(j.spec, '$.mode') != 'terminal'"


PUT_BACK_S = 60.0  # corrections of a clock are smaller


class Hold(NamedTuple):
    """A provider that has reached a limit. `reason` is in the words of the turn of `job`, which was refused at `at`."""

    provider: str
    until: float
    at: float
    job: str
    reason: str

    def lasts(self, now: float) -> bool:
        """Whether it is not over. One from the future was written by a clock that was put back since, and says nothing any more."""
        return self.at - PUT_BACK_S <= now < self.until


def waiting(query: Query, bound: int) -> list[Waiting]:
    """Turns that nothing of their own job is in the way of, in the order of the queue; `bound` is for those that name none."""
    sql = (
        f"SELECT t.job, t.n, t.max_parallel, {_SPEC} FROM turns t JOIN jobs j ON j.id = t.job"  # noqa: S608 - constants
        f" WHERE t.state = 'queued' AND j.live = 1 AND j.state != 'stopping' AND {_OF_AGENTS}"
        " AND NOT EXISTS (SELECT 1 FROM turns o WHERE o.job = t.job AND (o.gone = 0 OR (o.state = 'queued' AND o.n < t.n)))"
        f" ORDER BY {_ORDER}"
    )
    return [
        Waiting(
            row["job"],
            row["n"],
            row["provider"],
            bound if row["max_parallel"] is None else row["max_parallel"],
            row["group_id"],
            row["group_parallel"] or 0,
        )
        for row in query(sql)
    ]


def at_work(query: Query) -> tuple[int, dict[str, int]]:
    """Turns of agents that were begun and whose client is not gone yet, in all and by group. An idle agent is not at work."""
    sql = f"SELECT {_SPEC} FROM turns t JOIN jobs j ON j.id = t.job WHERE t.gone = 0 AND {_OF_AGENTS}"  # noqa: S608 - constants
    groups: dict[str, int] = {}
    found = query(sql)
    for row in found:
        if row["group_id"] is not None:
            groups[row["group_id"]] = groups.get(row["group_id"], 0) + 1
    return len(found), groups


def holds(query: Query) -> list[Hold]:
    """By provider; those that are over included until somebody has noted it."""
    return [Hold(*row) for row in query("SELECT provider, until, at, job, reason FROM holds ORDER BY provider")]


def place_of(query: Query, job: str, provider: str) -> Queued | None:
    """The place of the job's next turn in the queue; None when it does not wait there."""
    mine = query(
        "SELECT * FROM turns t WHERE job = ? AND state = 'queued' AND waits_since IS NOT NULL ORDER BY n LIMIT 1", job
    )
    if not mine:
        return None
    row = mine[0]
    ahead = query(
        "SELECT count(*) AS n FROM turns t WHERE t.state = 'queued' AND t.waits_since IS NOT NULL"
        " AND (t.corrects IS NULL, t.created_at, t.job) <= (?, ?, ?)",
        row["corrects"] is None,
        row["created_at"],
        job,
    )
    found = query("SELECT until, reason FROM holds WHERE provider = ?", provider)
    held = (found[0]["until"], found[0]["reason"]) if found else (None, None)
    return Queued(row["n"], ahead[0]["n"], *held)
