"""Who listens to which turn: a session is woken for news that no wait of its own brings to it.

A wait (`await`) of the session counts from its request to its end. A turn that it pushed is delivered; a wait that ended without
it (hung up, `--any`) leaves the turn to whoever wakes the session. Nothing here is stored: waits are repeated to a new supervisor.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from codex_agent.jobs import Turn
from codex_agent.supervisor.house import House

# The newest end of each job that nobody has read and no later turn answers for, and every turn that asks.
_NEWS = """
    SELECT j.id, t.n, t.state, t.ended_at, t.asked, t.told, t.corrects FROM jobs j JOIN turns t ON t.job = j.id
    WHERE j.parent_session = ? AND (t.state = 'needs_input' OR (t.read_at IS NULL AND t.corrected_by IS NULL
      AND t.n = (SELECT max(n) FROM turns WHERE job = j.id AND ended_at IS NOT NULL)))
    ORDER BY coalesce(t.ended_at, t.started_at)"""
_OPEN = """
    SELECT t.state FROM jobs j JOIN turns t ON t.job = j.id
    WHERE j.parent_session = ? AND j.live = 1 AND t.ended_at IS NULL"""

GRACE_S = 10.0  # until a promised wait must have come: it is a process that starts

Place = tuple[str, str, int | None]  # session, job, turn


class Attention:
    """Lives on the supervisor's loop."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._awaited: Counter[Place] = Counter()
        self._came: set[Place] = set()
        self._delivered: set[tuple[str, str]] = set()  # session, key of the news

    @contextmanager
    def awaiting(self, session: str, turns: dict[str, int]) -> Iterator[None]:
        """While these turns, by job, are waited for on behalf of the session."""
        places = [(session, job, n) for job, n in turns.items()]
        self._awaited.update(places)
        self._came.update(places)
        try:
            yield
        finally:
            self._awaited.subtract(places)
            self._awaited = +self._awaited
            self._house.changed_in(session)

    def delivered(self, session: str, turn: Turn, job: str) -> None:
        """A wait of this session has got that turn: its end, or what it asks now."""
        ends = [""] if turn.ended else [f".{question.id}" for question in turn.asked]
        self._delivered.update((session, f"{job}.{turn.n}{end}") for end in ends)

    async def news(
        self, sessions: Sequence[str], told: Collection[str], promised: Collection[str], *, settled: bool
    ) -> list[dict[str, Any]]:
        """What a session, under its present and earlier ids, does not know yet, as soon as there is any.

        An unread end or a question: `{"key", "job", "turn", "asks"}`; not the keys in `told`. [] once nothing is left that could
        bring some. With `settled`, once no turn is at work. For the jobs in `promised` a wait is on its way: theirs is held back
        until it has come, and given away after `GRACE_S` without it.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + GRACE_S
        while True:
            changes = [self._house.change_in(session) for session in sessions]
            left = until - loop.time()
            held, ready = False, []
            for one, awaited in self._found(sessions):
                if one["key"] in told:
                    continue
                if awaited or (left > 0 and self._is_due(one, sessions, promised)):
                    held = True
                else:
                    ready.append(one)
            going_on = held or self._at_work(sessions, settled=settled)
            if not going_on or (ready and not settled):
                return ready
            await asyncio.wait(changes, timeout=left if left > 0 else None, return_when=asyncio.FIRST_COMPLETED)

    def _at_work(self, sessions: Sequence[str], *, settled: bool) -> bool:
        """Whether a turn can still bring news; with `settled` one that asks does not count."""
        states = [row["state"] for session in sessions for row in self._house.store.query(_OPEN, session)]
        return any(state != "needs_input" for state in states) if settled else bool(states)

    def _is_due(self, one: dict[str, Any], sessions: Sequence[str], promised: Collection[str]) -> bool:
        """Whether a wait that was promised for this news has not come yet."""
        return one["job"] in promised and not any(
            (session, one["job"], one["turn"]) in self._came for session in sessions
        )

    def _found(self, sessions: Sequence[str]) -> Iterator[tuple[dict[str, Any], bool]]:
        """What no wait of the sessions has brought, and whether one is about to."""
        for row in (row for session in sessions for row in self._house.store.query(_NEWS, session)):
            job, n = row["id"], row["n"]
            awaited = any((one, job, number) in self._awaited for one in sessions for number in (n, row["corrects"]))
            ends = [""]
            if row["ended_at"] is None:
                told = json.loads(row["told"] or "[]")
                ids = [question["id"] for question in json.loads(row["asked"] or "[]")]
                ends = [f".{one}" for one in ids if one not in told]
            for end in ends:
                key = f"{job}.{n}{end}"
                if not any((one, key) in self._delivered for one in sessions):
                    yield {"key": key, "job": job, "turn": n, "asks": bool(end)}, awaited
