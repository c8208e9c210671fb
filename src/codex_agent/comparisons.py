"""Draws: which of two answers is called Alpha in their comparison. The supervisor alone writes them.

One draw for two turns, in whatever order they are named, for as long as both jobs are kept. It is sealed: only `reveal` tells it,
and the journal says when.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from codex_agent.change import write_journal
from codex_agent.store import Store

KIND = "comparison"
_KEY = "job = ? AND turn = ? AND other_job = ? AND other_turn = ?"


class Side(NamedTuple):
    """One of the two answers."""

    job: str
    turn: int


@dataclass(frozen=True, slots=True)
class Draw:
    """`revealed_at`: when somebody was first told; from then on nobody compares blind."""

    alpha: Side
    beta: Side
    drawn_at: float
    revealed_at: float | None = None

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, in an order that says nothing."""
        return min(self.alpha, self.beta), max(self.alpha, self.beta)


def _coin() -> bool:
    return bool(secrets.SystemRandom().getrandbits(1))


def draw(
    store: Store,
    one: Side,
    other: Side,
    *,
    now: float,
    session: str | None,
    cwd: str | None,
    coin: Callable[[], bool] = _coin,
) -> Draw:
    """The draw of these two, made if there is none. Idempotent; the order of the two does not matter."""
    first, second = sorted((one, other))
    with store.transaction() as db:
        row = db.execute(f"SELECT * FROM comparisons WHERE {_KEY}", (*first, *second)).fetchone()  # noqa: S608 - a constant
        if row is not None:
            alpha, beta = (second, first) if row["alpha"] else (first, second)
            return Draw(alpha, beta, row["at"], row["revealed_at"])
        turned = coin()
        db.execute(
            "INSERT INTO comparisons (job, turn, other_job, other_turn, alpha, at) VALUES (?,?,?,?,?,?)",
            (*first, *second, int(turned), now),
        )
        text = f"{_named(first)} and {_named(second)} are compared blind"
        data = {"jobs": [first.job, second.job], "turns": [first.turn, second.turn]}
        write_journal(db, now, KIND, text, session=session, cwd=cwd, data=data)
    return Draw(second, first, now) if turned else Draw(first, second, now)


def reveal(store: Store, made: Draw, *, now: float, session: str | None, cwd: str | None) -> Draw:
    """Open a draw, and say so in the journal the first time. Idempotent."""
    if made.revealed_at is not None:
        return made
    first, second = made.sides
    with store.transaction() as db:
        db.execute(f"UPDATE comparisons SET revealed_at = ? WHERE {_KEY}", (now, *first, *second))  # noqa: S608 - a constant
        text = f"revealed: Alpha is {_named(made.alpha)}, Beta is {_named(made.beta)}"
        data = {"alpha": made.alpha._asdict(), "beta": made.beta._asdict()}
        write_journal(db, now, KIND, text, session=session, cwd=cwd, data=data)
    return Draw(made.alpha, made.beta, made.drawn_at, now)


def _named(side: Side) -> str:
    return f"job {side.job} turn {side.turn}"
