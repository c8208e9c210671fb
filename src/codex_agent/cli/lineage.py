"""A Claude session that was cleared goes on under a new id: what it started is of all its ids. The plugin's session start notes them."""

from __future__ import annotations

import os

from codex_agent import reading, telling
from codex_agent.jobs import Job
from codex_agent.paths import Home
from codex_agent.store import Store


def own_ids(home: Home) -> tuple[str, ...]:
    """The ids of the Claude session in which this command runs, its present one first; empty outside of any."""
    session = os.environ.get("CLAUDE_CODE_SESSION_ID")
    return ids_of(home, session) if session else ()


def ids_of(home: Home, session: str) -> tuple[str, ...]:
    """This id, and those that the session had before a /clear."""
    return (*telling.ids_of(telling.folder({}, str(home.root)), session),) if telling.fits(session) else (session,)


def named(home: Home, store: Store, typed: str) -> tuple[str, ...]:
    """The ids of the session that was meant, see `reading.session_named`."""
    return ids_of(home, reading.session_named(store, typed))


def jobs_of(home: Home, store: Store | None, typed: str) -> tuple[str, list[Job]]:
    """The present id of the session that was meant, and its jobs, at least one. Raises not found."""
    ids = named(home, store, typed) if store else (typed,)
    return ids[0], reading.jobs_of(store, ids)
