"""What a hook sees of the store: a few plain values, read-only, standard library alone, Python 3.9.

A hook has 30 ms, no virtual environment and no right to fail loudly, so it shares nothing with `store.py` but the tables.
"""

from __future__ import annotations

import os

from codex_agent import approval
from codex_agent.checkout import checkout_of, place_of
from codex_agent.hooking import loads

TYPE_CHECKING = False  # `typing` costs a hook more than its question to the store
if TYPE_CHECKING:
    import sqlite3
    from typing import Any

    Job = dict[str, Any]

KNOWN_SCHEMAS = range(1, 7)  # migrations only add, but what a later one means is not known here
WAIT_S = 1.0
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-~")
NOTE_KINDS = ("goal", "findings", "synthesis", "decision", "next")

# The newest turn that was started, else the first one.
_NEWEST = (
    "coalesce((SELECT n FROM turns WHERE job = j.id AND state IN ('working', 'needs_input') ORDER BY n DESC LIMIT 1),"
    " (SELECT n FROM turns WHERE job = j.id AND (state != 'queued' OR n = 1) ORDER BY n DESC LIMIT 1))"
)
_COLUMNS = (
    "j.id, j.spec, j.state, j.live, j.cwd, j.parent_session, j.created_at, j.started_at, t.n, t.state AS turn_state, t.outcome,"
    " t.message, t.error_class, t.error_message, t.started_at AS turn_started_at, t.ended_at, t.read_at, t.asked"
)
_JOBS = f"SELECT {_COLUMNS} FROM jobs j JOIN turns t ON t.job = j.id AND t.n = {_NEWEST}"  # noqa: S608 - constants


def state_home(env: dict[str, str]) -> str:
    """`$CODEX_AGENT_HOME`, else `~/.codex-agent`."""
    return os.path.abspath(os.path.expanduser(env.get("CODEX_AGENT_HOME") or "~/.codex-agent"))


def open_store(home: str) -> sqlite3.Connection | None:
    """A connection that cannot write; None without a store, or with one of a schema that is not known here."""
    path = os.path.join(home, "state.db")
    if not os.path.isfile(path):  # a pipe would never be opened
        return None
    import _sqlite3  # what `sqlite3` is made of; that one reads datetime and more

    connection = _sqlite3.connect(f"file:{_in_uri(path)}?mode=ro", uri=True, timeout=WAIT_S, isolation_level=None)
    connection.row_factory = _sqlite3.Row
    if connection.execute("PRAGMA user_version").fetchone()[0] not in KNOWN_SCHEMAS:
        connection.close()
        return None
    return connection


def _in_uri(path: str) -> str:
    """The path as it may stand in a URI; `urllib` would cost more than the question."""
    return "".join(chr(b) if b in _PLAIN else f"%{b:02X}" for b in os.fsencode(path))


def jobs_in(store: sqlite3.Connection, folder: str, limit: int = 400) -> list[Job]:
    """Jobs of the checkout that holds `folder` (or of that very folder): those that live or have something unread, newest first."""
    where, values = _here(folder)
    return _jobs(store, f"{where} AND (j.live = 1 OR t.read_at IS NULL)", values, limit)


def ids_in(store: sqlite3.Connection, folder: str, limit: int = 400) -> tuple[list[str], list[str]]:
    """Of the jobs of `jobs_in`: those whose newest turn is under way, and those with an end that nobody has read; newest first."""
    where, values = _here(folder)
    sql = (
        f"SELECT j.id, t.ended_at, t.read_at FROM jobs j JOIN turns t ON t.job = j.id AND t.n = {_NEWEST}"  # noqa: S608 - constants
        f" WHERE {where} AND (j.live = 1 OR t.read_at IS NULL) ORDER BY j.created_at DESC LIMIT ?"
    )
    rows = store.execute(sql, (*values, limit)).fetchall()
    running = [row["id"] for row in rows if row["ended_at"] is None]
    return running, [row["id"] for row in rows if row["ended_at"] is not None and row["read_at"] is None]


def _here(folder: str, cwd: str = "j.cwd") -> tuple[str, list[str]]:
    """A condition on a column, and its values: what is of the checkout that holds `folder`, or of that very folder."""
    top = checkout_of(os.path.realpath(folder))
    if top is None:
        return f"{cwd} = ?", [os.path.realpath(folder)]
    base = top.rstrip("/")
    return f"({cwd} = ? OR ({cwd} >= ? AND {cwd} < ?))", [top, base + "/", base + "0"]


def jobs_of_session(store: sqlite3.Connection, session: str, limit: int = 400) -> list[Job]:
    """Jobs that this Claude session started and that live or have something unread, newest first."""
    return _jobs(store, "j.parent_session = ? AND (j.live = 1 OR t.read_at IS NULL)", [session], limit)


def _jobs(store: sqlite3.Connection, where: str, values: list[str], limit: int) -> list[Job]:
    rows = store.execute(f"{_JOBS} WHERE {where} ORDER BY j.live DESC, j.created_at DESC LIMIT ?", (*values, limit))
    return [_job(row) for row in rows]


def _job(row: sqlite3.Row) -> Job:
    spec = loads(row["spec"])
    questions = loads(row["asked"] or "[]")
    return {
        "id": row["id"],
        "name": spec.get("name"),
        "task": spec.get("prompt") or "",
        "mode": spec.get("mode", "exec"),
        "status": row["state"],
        "live": bool(row["live"]),
        "session": row["parent_session"],
        "cwd": row["cwd"],
        "turn": row["n"],
        "turn_state": row["turn_state"],
        "since": row["turn_started_at"] or row["started_at"] or row["created_at"],
        "ended_at": row["ended_at"],
        "unread": row["ended_at"] is not None and row["read_at"] is None,
        "question": questions[0] if questions else None,
        "error": row["error_class"],
        "error_message": row["error_message"],
        "message": row["message"],
    }


def notes_in(store: sqlite3.Connection, folder: str, limit: int = 5) -> list[dict[str, Any]]:
    """The last notes of the journal for this checkout, oldest first."""
    top = place_of(folder)
    marks = ",".join("?" * len(NOTE_KINDS))
    rows = store.execute(
        f"SELECT at, kind, text, session FROM journal WHERE kind IN ({marks})"  # noqa: S608 - question marks
        " AND (cwd = ? OR (cwd >= ? AND cwd < ?)) ORDER BY seq DESC LIMIT ?",
        (*NOTE_KINDS, top, top.rstrip("/") + "/", top.rstrip("/") + "0", limit),
    )
    return [dict(row) for row in rows][::-1]


def pipeline_of(store: sqlite3.Connection, folder: str, session: str) -> dict[str, Any] | None:
    """Stage, PRD and how its approval stands (`approval.standing`): of this session, else of the newest of the repository."""
    top = place_of(folder)
    row = store.execute(
        "SELECT stage, prd FROM pipeline WHERE repo = ? ORDER BY session = ? DESC, at DESC LIMIT 1", (top, session)
    ).fetchone()
    if row is None:
        return None
    approved, at = approval_of(store, top, row["prd"]) if row["prd"] else ("none", None)
    return {"stage": row["stage"], "prd": row["prd"], "approved_at": at, "approval": approved}


def merged_onto(store: sqlite3.Connection, folder: str) -> str:
    """The commit onto which agents' work was merged first since somebody moved to the implementation; "" when none was."""
    where, values = _here(folder, "cwd")
    told = f"SELECT data FROM journal WHERE kind IN ('pipeline', 'worktree') AND data IS NOT NULL AND {where}"  # noqa: S608 - constants
    onto = ""
    for row in store.execute(f"{told} ORDER BY seq DESC", values):
        said = loads(row["data"])
        if said.get("stage") == "implementation":
            return onto
        onto = said.get("merged_onto") or onto
    return ""  # what was merged may long have been reviewed


def approval_of(store: sqlite3.Connection, top: str, prd: str) -> tuple[str, float | None]:
    """How the approval of a PRD, a path from the top of its repository, stands (`approval.standing`), and when it was given."""
    if not store.execute("SELECT 1 FROM sqlite_master WHERE name = 'approvals'").fetchone():
        return "none", None
    given = store.execute("SELECT digest, at FROM approvals WHERE repo = ? AND prd = ?", (top, prd)).fetchone()
    return (approval.standing(os.path.join(top, prd), given["digest"]), given["at"]) if given else ("none", None)
