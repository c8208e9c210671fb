"""Questions to the store that list and sum, for the commands that show things. Nothing here writes or waits."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from codex_agent.checkout import checkout_of
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.jobs import Job
from codex_agent.states import JobState
from codex_agent.store import Store
from codex_agent.usage import Usage

# A follow-up in the queue: its job has begun before, so its own state does not say it.
_WAITS = "EXISTS (SELECT 1 FROM turns t WHERE t.job = jobs.id AND t.state = 'queued' AND t.waits_since IS NOT NULL)"

SESSION_CHARS = 4  # the least that names a session by its beginning, as of a job's id
SYNONYMS = {"pending": JobState.STARTING}


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, and whether what lies below it counts too."""

    folder: str
    below: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """Which jobs; everything empty means all of them."""

    states: tuple[JobState, ...] = ()
    sessions: tuple[str, ...] | None = None  # the ids of one
    place: Place | None = None

    def where(self) -> tuple[str, tuple[object, ...]]:
        """A condition over `jobs`, and its values."""
        parts: list[str] = []
        values: list[object] = []
        if self.states:
            among = f"state IN ({','.join('?' * len(self.states))})"
            parts.append(f"({among} OR {_WAITS})" if JobState.QUEUED in self.states else among)
            values += self.states
        for part, more in (_of_session("parent_session", self.sessions), _in_folder(self.place)):
            if part:
                parts.append(part)
                values += more
        return " AND ".join(parts) or "1", tuple(values)


def _of_session(column: str, ids: tuple[str, ...] | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if ids is None else (f"{column} IN ({','.join('?' * len(ids))})", ids)


def _in_folder(place: Place | None) -> tuple[str, tuple[str, ...]]:
    """`below` is a range that an index serves: everything that begins with `folder/`; `0` is the character after `/`."""
    if place is None:
        return "", ()
    if not place.below:
        return "cwd = ?", (place.folder,)
    base = place.folder.rstrip("/")
    return "(cwd = ? OR (cwd >= ? AND cwd < ?))", (place.folder, f"{base}/", f"{base}0")


def state_named(word: str) -> JobState:
    """The job state of that name, synonyms taken; a usage error lists the valid ones."""
    try:
        return SYNONYMS.get(word) or JobState(word)
    except ValueError:
        valid = ", ".join([*(s.value for s in JobState), *SYNONYMS])
        raise usage_error("bad_state", f"{word!r} is not a job state", f"valid states: {valid}") from None


def session_named(store: Store, typed: str) -> str:
    """The session of that id, else the one whose id alone begins so; what no job is of comes back as typed. Raises for several."""
    if len(typed) < SESSION_CHARS or store.query("SELECT 1 FROM jobs WHERE parent_session = ? LIMIT 1", typed):
        return typed
    sql = "SELECT DISTINCT parent_session AS id FROM jobs WHERE parent_session >= ? AND parent_session < ? LIMIT 5"
    found = [str(row["id"]) for row in store.query(sql, typed, typed + "\U0010ffff")]
    if len(found) > 1:
        raise usage_error("ambiguous_session", f"{typed} is how {', '.join(found)} begin", "type more of it")
    return found[0] if found else typed


def jobs_of(store: Store | None, ids: tuple[str, ...]) -> list[Job]:
    """The jobs of the session with these ids, at least one. Raises not found."""
    jobs = store.list_jobs(*_of_session("parent_session", ids)) if store else []
    if not jobs:
        words, hint = f"no job has the session {ids[0]!r}", "codex-agent sessions"
        raise AgentError("no_such_session", words, exit_code=Exit.NOT_FOUND, hint=hint)
    return jobs


def place_of(cwd: str) -> Place:
    """What `--here` means: the git checkout that holds `cwd`, or that very folder outside of any."""
    checkout = checkout_of(cwd)
    return Place(checkout or cwd, below=checkout is not None)


def listed(store: Store, chosen: Filter, *, limit: int | None, ended_limit: int | None) -> list[Job]:
    """Live jobs, then ended ones, each newest first. `limit` bounds both together, `ended_limit` the ended ones; None is no bound.

    The bounds are in the query, so the cost does not grow with the jobs that are not shown.
    """
    where, values = chosen.where()
    live = store.list_jobs(f"live = 1 AND {where}", values, -1 if limit is None else limit)
    left = [bound for bound in (ended_limit, None if limit is None else limit - len(live)) if bound is not None]
    if left and min(left) <= 0:
        return live
    return live + store.list_jobs(f"live = 0 AND {where}", values, min(left, default=-1))


def newest_ended_turn(store: Store, job: str) -> int | None:
    """Not counting a turn whose answer was asked for once more."""
    sql = "SELECT n FROM turns WHERE job = ? AND ended_at IS NOT NULL AND corrected_by IS NULL ORDER BY n DESC LIMIT 1"
    found = store.query(sql, job)
    return int(found[0]["n"]) if found else None


def journal(store: Store, *, sessions: tuple[str, ...] | None, place: Place | None, limit: int) -> list[sqlite3.Row]:
    """The newest `limit` entries, oldest first."""
    parts = [_of_session("session", sessions), _in_folder(place)]
    where = " AND ".join(part for part, _ in parts if part) or "1"
    values = [value for _, more in parts for value in more]
    sql = f"SELECT * FROM journal WHERE {where} ORDER BY seq DESC LIMIT ?"  # noqa: S608 - conditions of this module
    return store.query(sql, *values, limit)[::-1]


@dataclass(frozen=True, slots=True)
class Use:
    """What a group of turns used. `key` is the job, the session (None: outside of any), the provider or the day."""

    key: str | None
    usage: Usage
    jobs: int
    turns: int


_GROUPS = {
    "job": "t.job",
    "session": "j.parent_session",
    "provider": "json_extract(j.spec, '$.provider')",
    "day": "date(coalesce(t.ended_at, t.started_at, t.created_at), 'unixepoch', 'localtime')",
}


def use_by(store: Store, group: str, limit: int = -1) -> list[Use]:
    """Each turn's own use, summed by `job`, `session`, `provider` or `day` (local time), what was active last first."""
    sums = ", ".join(f"coalesce(sum(json_extract(t.usage, '$.{name}')), 0) AS {name}" for name in Usage.__slots__)
    sql = (
        f"SELECT {_GROUPS[group]} AS key, {sums}, count(DISTINCT t.job) AS jobs, count(*) AS turns"  # noqa: S608 - all of it stands here
        " FROM turns t JOIN jobs j ON j.id = t.job WHERE t.usage IS NOT NULL"
        " GROUP BY 1 ORDER BY max(t.created_at) DESC LIMIT ?"
    )
    return [
        Use(row["key"], Usage(**{name: row[name] for name in Usage.__slots__}), row["jobs"], row["turns"])
        for row in store.query(sql, limit)
    ]


def limits(store: Store) -> list[tuple[str, float, Any]]:
    """Provider, time and the provider's own words of each rate-limit report."""
    rows = store.query("SELECT provider, at, data FROM limits ORDER BY provider")
    return [(row["provider"], row["at"], json.loads(row["data"])) for row in rows]


@dataclass(frozen=True, slots=True)
class SessionJob:
    """As much of a job as a list of sessions needs."""

    id: str
    name: str | None
    state: JobState
    live: bool
    unread: bool
    cwd: str
    created_at: float


@dataclass(frozen=True, slots=True)
class Session:
    """A parent session with its jobs, live ones first, then newest; `session` None gathers what was started outside of any."""

    session: str | None
    newest_at: float
    jobs: tuple[SessionJob, ...]


def sessions(store: Store) -> list[Session]:
    """Parent sessions, the one with the newest job first."""
    sql = (
        "SELECT id, json_extract(spec, '$.name') AS name, state, live, cwd, created_at, parent_session,"
        " (SELECT ended_at IS NOT NULL AND read_at IS NULL FROM turns t"
        "  WHERE t.job = jobs.id AND (t.state != 'queued' OR t.n = 1) ORDER BY t.n DESC LIMIT 1) AS unread"
        " FROM jobs ORDER BY live DESC, created_at DESC"
    )
    groups: dict[str | None, list[SessionJob]] = {}
    for row in store.query(sql):
        job = SessionJob(
            row["id"],
            row["name"],
            JobState(row["state"]),
            bool(row["live"]),
            bool(row["unread"]),
            row["cwd"],
            row["created_at"],
        )
        groups.setdefault(row["parent_session"], []).append(job)
    found = [Session(key, max(job.created_at for job in jobs), tuple(jobs)) for key, jobs in groups.items()]
    return sorted(found, key=lambda session: session.newest_at, reverse=True)
