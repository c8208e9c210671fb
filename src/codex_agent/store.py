"""The record of everything: jobs, turns, journal. `Change` is the one way to move a state.

A change is one immediate transaction: it reads the rows, asks the tables in `states.py`, writes the new state where the old
one still stands (compare and set) and writes the journal row beside it. Whatever raises inside leaves nothing behind.
The supervisor alone moves states; read marks and notes are written by whoever reads or notes (see docs/decisions/0002).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from codex_agent import backlog, database, rows
from codex_agent.errors import AgentError, Exit
from codex_agent.events import Usage
from codex_agent.jobs import Job, JobSpec, Turn
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

OPEN = "state IN ('working', 'needs_input')"
# The one that runs, for a person may begin a turn of an interactive job while follow-ups with lower numbers are queued.
NEWEST_STARTED = (
    f"coalesce((SELECT n FROM turns WHERE job = ?1 AND {OPEN} ORDER BY n DESC LIMIT 1),"
    " (SELECT n FROM turns WHERE job = ?1 AND (state != 'queued' OR n = 1) ORDER BY n DESC LIMIT 1))"
)


class StaleState(Exception):
    """The state moved between reading and writing: a second supervisor, which must not be. Nothing was changed."""


def not_found(job: str) -> AgentError:
    return AgentError("no_such_job", f"there is no job {job}", exit_code=Exit.NOT_FOUND, hint="codex-agent jobs --all")


class Store:
    """One connection; not shared between threads at the same time."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path

    @classmethod
    def open(cls, path: Path) -> Store:
        return cls(database.open_writable(path), path)

    @classmethod
    def open_readonly(cls, path: Path) -> Store | None:
        """None when nothing was ever stored."""
        connection = database.open_readonly(path)
        return cls(connection, path) if connection else None

    def close(self) -> None:
        self._db.close()

    # reading

    def query(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """Rows of a read; errors as errors for people."""
        with database.readable_errors(self._path):
            return self._db.execute(sql, values).fetchall()

    @property
    def version(self) -> int:
        """Another one after each change that was made here; of use to the one writer alone."""
        return self._db.total_changes

    def resolve(self, typed: str) -> str:
        """The full id of a checked id or prefix; raises not found (3), or usage (2) when several jobs match."""
        found = [
            r["id"] for r in self.query("SELECT id FROM jobs WHERE id >= ? AND id < ? LIMIT 5", typed, typed + "g")
        ]
        if not found:
            raise not_found(typed)
        if len(found) > 1 and typed not in found:
            raise AgentError("ambiguous_id", f"{typed} matches {', '.join(found)}", exit_code=Exit.USAGE)
        return str(found[0])

    def job(self, job: str) -> Job:
        """The job with its newest started turn; raises not found."""
        found = self.query("SELECT * FROM jobs WHERE id = ?", job)
        if not found:
            raise not_found(job)
        return self._job(found[0])

    def _job(self, row: sqlite3.Row) -> Job:
        turn = self.query(f"SELECT * FROM turns WHERE job = ?1 AND n = {NEWEST_STARTED}", row["id"])[0]
        queued = self.query(
            "SELECT count(*) AS n FROM turns WHERE job = ? AND n > ? AND state = 'queued'", row["id"], turn["n"]
        )
        job = rows.job_of(row, turn, queued[0]["n"])
        if job.queued_turns or job.turn.state is TurnState.QUEUED:
            job = replace(job, queue=backlog.place_of(self.query, job.id, job.spec.provider))
        return job

    def turns(self, job: str) -> list[Turn]:
        return [rows.turn_of(r) for r in self.query("SELECT * FROM turns WHERE job = ? ORDER BY n", job)]

    def turn_row(self, job: str, n: int) -> sqlite3.Row:
        """The raw row: offsets, identities, the fold; for the supervisor."""
        return self.query("SELECT * FROM turns WHERE job = ? AND n = ?", job, n)[0]

    def turn(self, job: str, n: int) -> Turn | None:
        found = self.query("SELECT * FROM turns WHERE job = ? AND n = ?", job, n)
        return rows.turn_of(found[0]) if found else None

    def answering(self, job: str, n: int) -> Turn | None:
        """The turn whose answer is that of turn `n`: the one that corrects it, if its answer was asked for once more."""
        turn = self.turn(job, n)
        return self.turn(job, turn.corrected_by) if turn and turn.corrected_by else turn

    def newest_turn(self, job: str) -> int:
        """The number of the newest turn that somebody asked for, queued ones included; a correction belongs to the turn it corrects."""
        return int(self.query("SELECT max(n) AS n FROM turns WHERE job = ? AND corrects IS NULL", job)[0]["n"])

    def job_with_token(self, token: str) -> str | None:
        found = self.query("SELECT id FROM jobs WHERE token = ?", token)
        return str(found[0]["id"]) if found else None

    def turn_with_token(self, token: str) -> tuple[str, int] | None:
        found = self.query("SELECT job, n FROM turns WHERE token = ?", token)
        return (str(found[0]["job"]), int(found[0]["n"])) if found else None

    def input_with_token(self, token: str) -> sqlite3.Row | None:
        """A message that was handed to a running turn: job, turn, state (pending, heard, moved, dropped)."""
        found = self.query("SELECT job, turn, state FROM inputs WHERE token = ?", token)
        return found[0] if found else None

    def pending_inputs(self, job: str, turn: int) -> list[sqlite3.Row]:
        """Messages for this turn that its record does not show yet, in the order in which they were sent."""
        return self.query(
            "SELECT * FROM inputs WHERE job = ? AND turn = ? AND state = 'pending' ORDER BY seq", job, turn
        )

    def open_turn(self, job: str) -> sqlite3.Row | None:
        """The turn that the agent works on, the one that was started last if there are several (see `Change.open_turns`)."""
        found = self.query(
            f"SELECT * FROM turns WHERE job = ? AND {OPEN} ORDER BY started_at DESC, n DESC LIMIT 1", job
        )
        return found[0] if found else None

    def live_jobs(self) -> list[str]:
        """Jobs without an end, and ended ones whose process has not been seen to go or whose end was not announced."""
        sql = "SELECT id FROM jobs WHERE live = 1 OR announced = 0 UNION SELECT job FROM turns WHERE gone = 0"
        return [str(r["id"]) for r in self.query(sql)]

    def anything_live(self) -> bool:
        return bool(self.query("SELECT 1 FROM jobs WHERE live = 1 LIMIT 1"))

    def list_jobs(self, where: str = "1", values: tuple[object, ...] = (), limit: int = -1) -> list[Job]:
        """Running first, then newest. `where` is SQL of ours over the columns of `jobs`, never text of a user."""
        sql = f"SELECT * FROM jobs WHERE {where} ORDER BY live DESC, created_at DESC LIMIT ?"
        return [self._job(r) for r in self.query(sql, *values, limit)]

    # writing

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """An immediate transaction; commits at the end, rolls back on any exception."""
        with database.readable_errors(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def change(self, job: str) -> Iterator[Change]:
        """The way to move a job or its turns; see the module's text."""
        with self.transaction() as db:
            found = db.execute("SELECT state, spec, cwd, parent_session FROM jobs WHERE id = ?", (job,)).fetchone()
            if found is None:
                raise not_found(job)
            yield Change(db, job, found)

    def add_job(
        self,
        job: str,
        token: str,
        spec: JobSpec,
        *,
        host: str,
        now: float,
        model: str | None = None,
        usage: Usage = Usage(),
        max_parallel: int | None = None,
    ) -> None:
        """A new job, `queued`, with its first turn `queued`.

        `model`: what the client is expected to run. `usage`: of the history that its thread begins with. `max_parallel`: the bound that
        its command named.
        """
        with self.transaction() as db:
            db.execute(
                "INSERT INTO jobs (id, token, spec, state, cwd, parent_session, created_at, host, model, usage)"
                " VALUES (?,?,?,?,?,?,?,?,?,?)",
                (
                    job,
                    token,
                    json.dumps(spec.as_json()),
                    JobState.QUEUED,
                    spec.place,
                    spec.parent_session,
                    now,
                    host,
                    model,
                    rows.column(usage),
                ),
            )
            db.execute(
                "INSERT INTO turns (job, n, token, state, gone, created_at, max_parallel) VALUES (?,1,?,?,1,?,?)",
                (job, token, TurnState.QUEUED, now, max_parallel),
            )
            text = f"created as a fork of {spec.fork_of}" if spec.fork_of else "created"
            write_journal(db, now, "job", text, job=job, turn=1, session=spec.parent_session, cwd=spec.place)

    def mark_read(self, job: str, turn: int, now: float) -> None:
        """Somebody has seen this turn's end. Idempotent; changes nothing else."""
        with self.transaction() as db:
            db.execute(
                "UPDATE turns SET read_at = ? WHERE job = ? AND n = ? AND read_at IS NULL AND ended_at IS NOT NULL",
                (now, job, turn),
            )

    def unread_before(self, job: str, turn: int) -> list[int]:
        """Earlier turns of a job whose answer nobody has seen: a wait for a later one passed them."""
        found = self.query(
            "SELECT n FROM turns WHERE job = ? AND n < ? AND message IS NOT NULL AND ended_at IS NOT NULL"
            " AND read_at IS NULL AND corrected_by IS NULL ORDER BY n",
            job,
            turn,
        )
        return [row["n"] for row in found]

    def note(self, kind: str, text: str, *, now: float, session: str | None, cwd: str | None) -> None:
        with self.transaction() as db:
            write_journal(db, now, kind, text, session=session, cwd=cwd)

    def delete(self, job: str) -> None:
        """Remove the job's rows; its journal stays. The caller has made sure that it has ended."""
        with self.transaction() as db:
            db.execute("DELETE FROM jobs WHERE id = ?", (job,))
            db.execute("DELETE FROM turns WHERE job = ?", (job,))
            db.execute("DELETE FROM inputs WHERE job = ?", (job,))
            db.execute("DELETE FROM comparisons WHERE ? IN (job, other_job)", (job,))

    def mark_told(self, job: str, turn: int, question: str) -> None:
        """A wait has reported this question; it exits with 4 once for each."""
        with self.transaction() as db:
            found = db.execute("SELECT told FROM turns WHERE job = ? AND n = ?", (job, turn)).fetchone()
            if found is not None:
                told = dict.fromkeys((*rows.files_of(found["told"]), question))
                values = (json.dumps(list(told)), job, turn)
                db.execute("UPDATE turns SET told = ? WHERE job = ? AND n = ?", values)

    def end_hold(self, provider: str, now: float, text: str) -> None:
        """The provider takes turns again."""
        with self.transaction() as db:
            if db.execute("DELETE FROM holds WHERE provider = ?", (provider,)).rowcount:
                write_journal(db, now, "queue", text)

    def checkpoint(self) -> None:
        """Fold the WAL into the file and cut it to nothing."""
        self.query("PRAGMA wal_checkpoint(TRUNCATE)")


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
