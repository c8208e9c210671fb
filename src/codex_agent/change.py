"""Moves of states. A change is one immediate transaction of the store: it reads the rows, asks the tables in `states.py`, writes the new
state where the old one still stands (compare and set) and writes the journal row beside it. Whatever raises inside leaves nothing behind.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from codex_agent import rows
from codex_agent.states import (
    JOB_ENDS,
    OUTCOMES,
    JobEvent,
    JobState,
    TurnEvent,
    TurnState,
    advance_job,
    advance_turn,
)

OPEN = "state IN ('working', 'needs_input')"  # of a turn: under way


class StaleState(Exception):
    """The state moved between reading and writing: a second supervisor, which must not be. Nothing was changed."""


def write_journal(
    db: sqlite3.Connection,
    at: float,
    kind: str,
    text: str,
    *,
    job: str | None = None,
    turn: int | None = None,
    session: str | None = None,
    cwd: str | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    db.execute(
        "INSERT INTO journal (at, job, turn, session, cwd, kind, text, data) VALUES (?,?,?,?,?,?,?,?)",
        (at, job, turn, session, cwd, kind, text, json.dumps(data) if data else None),
    )


class Change:
    """Moves of one job inside one transaction."""

    def __init__(self, db: sqlite3.Connection, job: str, row: sqlite3.Row) -> None:
        self._db = db
        self.job = job
        self.state = JobState(row["state"])
        self.spec_json: str = row["spec"]
        self.moved = False  # whether a state was moved, so that others must be told
        self._cwd = row["cwd"]
        self._session = row["parent_session"]

    def job_event(self, event: JobEvent, *, at: float, text: str = "", **columns: object) -> JobState:
        """Move the job and set `columns`; raises `RefusedEvent` or `StaleState`."""
        old, new = self.state, advance_job(self.state, event)
        columns["live"] = int(new not in JOB_ENDS)
        if new in JOB_ENDS:
            columns.setdefault("completed_at", at)
        self._cas("jobs", "id = ?", (self.job,), old, new, columns)
        self.state = new
        self.journal("job", text or event.value, at=at, data={"from": old, "to": new, "event": event})
        return new

    def turn_event(self, n: int, event: TurnEvent, *, at: float, text: str = "", **columns: object) -> TurnState:
        """Move a turn and set `columns`; an ending event also sets `outcome` and `ended_at`."""
        found = self._db.execute("SELECT state FROM turns WHERE job = ? AND n = ?", (self.job, n)).fetchone()
        old = TurnState(found["state"])
        new = advance_turn(old, event)
        if event in OUTCOMES:
            columns |= {"outcome": event, "ended_at": at}
        elif event is TurnEvent.STARTED:
            columns.setdefault("started_at", at)
        self._cas("turns", "job = ? AND n = ?", (self.job, n), old, new, columns)
        self.journal("turn", text or event.value, at=at, turn=n, data={"from": old, "to": new, "event": event})
        return new

    def _cas(
        self, table: str, key: str, keys: tuple[object, ...], old: str, new: str, columns: dict[str, object]
    ) -> None:
        names = "".join(f", {name} = ?" for name in columns)
        done = self._db.execute(
            f"UPDATE {table} SET state = ?{names} WHERE {key} AND state = ?",
            (new, *map(rows.column, columns.values()), *keys, old),
        )
        self.moved = True
        if done.rowcount != 1:
            raise StaleState(f"{table} {keys}: no longer {old}")

    def set_job(self, **columns: object) -> None:
        """Observations that are no state: tokens, files, offsets."""
        self._set("jobs", "id = ?", (self.job,), columns)

    def set_turn(self, n: int, **columns: object) -> None:
        self._set("turns", "job = ? AND n = ?", (self.job, n), columns)

    def _set(self, table: str, key: str, keys: tuple[object, ...], columns: dict[str, object]) -> None:
        names = ", ".join(f"{name} = ?" for name in columns)
        self._db.execute(f"UPDATE {table} SET {names} WHERE {key}", (*map(rows.column, columns.values()), *keys))

    def add_turn(
        self,
        token: str,
        *,
        at: float,
        text: str = "",
        moved_from: int | None = None,
        corrects: int | None = None,
        max_parallel: int | None = None,
    ) -> int:
        """Queue a follow-up; returns its number. `moved_from`: a message that this turn was to hear, and did not.

        `corrects`: the turn whose answer it asks for once more; whoever waits for that one waits for this one from now on.
        """
        n = int(self._db.execute("SELECT max(n) AS n FROM turns WHERE job = ?", (self.job,)).fetchone()["n"]) + 1
        self._db.execute(
            "INSERT INTO turns (job, n, token, state, gone, created_at, corrects, max_parallel) VALUES (?,?,?,?,1,?,?,?)",
            (self.job, n, token, TurnState.QUEUED, at, corrects, max_parallel),
        )
        if moved_from is not None:
            self.journal("turn", f"turn {moved_from} ended before it heard: {text}", at=at, turn=n)
        elif corrects is not None:
            self.journal("turn", f"asks once more for the answer of turn {corrects}", at=at, turn=n)
        else:
            self.journal("message", text, at=at, turn=n)
        return n

    def open_turns(self) -> list[sqlite3.Row]:
        """The rows of turns that are under way: one, or more when the client took several of our turns for one."""
        return self._db.execute(f"SELECT * FROM turns WHERE job = ? AND {OPEN} ORDER BY n", (self.job,)).fetchall()

    def has_turn(self, token: str) -> bool:
        """Whether a turn of this job was asked for with this token."""
        sql = "SELECT 1 FROM turns WHERE job = ? AND token = ?"
        return self._db.execute(sql, (self.job, token)).fetchone() is not None

    def add_input(self, turn: int, token: str, text: str, *, at: float) -> int:
        """A message for the running turn; returns its place in the order."""
        last = self._db.execute("SELECT max(seq) AS seq FROM inputs WHERE job = ?", (self.job,)).fetchone()["seq"]
        seq = (last or 0) + 1
        values = (self.job, seq, turn, token, text, at)
        self._db.execute(
            "INSERT INTO inputs (job, seq, turn, token, state, text, at) VALUES (?,?,?,?,'pending',?,?)", values
        )
        self.journal("message", text[:200], at=at, turn=turn, data={"steer": seq})
        return seq

    def inputs(self, turn: int) -> list[sqlite3.Row]:
        """The pending messages of a turn, in order."""
        sql = "SELECT * FROM inputs WHERE job = ? AND turn = ? AND state = 'pending' ORDER BY seq"
        return self._db.execute(sql, (self.job, turn)).fetchall()

    def move_input(self, token: str, turn: int) -> None:
        """A pending message is for another turn now."""
        self._db.execute("UPDATE inputs SET turn = ? WHERE job = ? AND token = ?", (turn, self.job, token))

    def settle_input(self, token: str, state: str) -> bool:
        """A pending message was heard, moved to a turn of its own, or dropped. False when it was no pending one."""
        sql = "UPDATE inputs SET state = ? WHERE job = ? AND token = ? AND state = 'pending'"
        return self._db.execute(sql, (state, self.job, token)).rowcount == 1

    def query(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """A read that sees what this change has written."""
        return self._db.execute(sql, values).fetchall()

    def set_limits(self, provider: str, data: str, *, at: float) -> None:
        """The provider's newest report of its limits."""
        self._db.execute("INSERT OR REPLACE INTO limits (provider, at, data) VALUES (?,?,?)", (provider, at, data))

    def hold(self, provider: str, until: float, reason: str, *, at: float) -> None:
        """Queued turns of the provider wait at least until then."""
        sql = (
            "INSERT INTO holds (provider, until, at, job, reason) VALUES (?,?,?,?,?)"
            " ON CONFLICT (provider) DO UPDATE SET"
            " until = CASE WHEN at > excluded.at THEN excluded.until ELSE max(until, excluded.until) END,"  # the clock was put back
            " at = excluded.at, job = excluded.job, reason = excluded.reason"
        )
        self._db.execute(sql, (provider, until, at, self.job, reason))

    def end_hold(self, provider: str, begun_at: float) -> bool:
        """A turn of the provider that began at `begun_at` was answered, so a hold of before is over. False when there is none."""
        sql = "DELETE FROM holds WHERE provider = ? AND at < ?"
        return self._db.execute(sql, (provider, begun_at)).rowcount == 1

    def column(self, name: str) -> Any:
        """One column of the job as it stands inside this change. `name` is ours, never a user's."""
        return self._db.execute(f"SELECT {name} FROM jobs WHERE id = ?", (self.job,)).fetchone()[0]

    def queued_turns(self) -> list[int]:
        sql = "SELECT n FROM turns WHERE job = ? AND state = 'queued' ORDER BY n"
        return [int(r["n"]) for r in self._db.execute(sql, (self.job,))]

    def journal(
        self, kind: str, text: str, *, at: float, turn: int | None = None, data: dict[str, Any] | None = None
    ) -> None:
        write_journal(
            self._db, at, kind, text, job=self.job, turn=turn, session=self._session, cwd=self._cwd, data=data
        )
