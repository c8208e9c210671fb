"""The record of everything: jobs, turns, journal. `change` is the one way to move a state.

The supervisor alone moves states; read marks and notes are written by whoever reads or notes (see docs/decisions/0002).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from codex_agent import backlog, database, rows
from codex_agent.change import OPEN, Change, write_journal
from codex_agent.errors import AgentError, Exit
from codex_agent.jobs import Job, Turn
from codex_agent.specs import JobSpec
from codex_agent.states import (
    JobState,
    TurnState,
)
from codex_agent.usage import Usage

# The one that runs, for a person may begin a turn of an interactive job while follow-ups with lower numbers are queued.
NEWEST_STARTED = (
    f"coalesce((SELECT n FROM turns WHERE job = ?1 AND {OPEN} ORDER BY n DESC LIMIT 1),"
    " (SELECT n FROM turns WHERE job = ?1 AND (state != 'queued' OR n = 1) ORDER BY n DESC LIMIT 1))"
)


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

    def unread_answers(self, job: str) -> list[int]:
        """The turns whose answer nobody has seen, also those that a wait for a later one has passed; a failure is no answer."""
        found = self.query(
            "SELECT n FROM turns WHERE job = ? AND state = ? AND read_at IS NULL AND corrected_by IS NULL ORDER BY n",
            job,
            TurnState.IDLE,
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
