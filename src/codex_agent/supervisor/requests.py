"""Reading a request's fields, checked. Shared by all operations."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from codex_agent.errors import AgentError, Exit
from codex_agent.ids import FULL_ID
from codex_agent.jobs import Job
from codex_agent.store import not_found
from codex_agent.supervisor.house import House

Request = dict[str, Any]
Push = Callable[[dict[str, Any]], Awaitable[None]]


def job_of(house: House, job: object) -> Job:
    """The job of a full id; anything else is not found. No id gets to a path without passing here."""
    if not isinstance(job, str) or not FULL_ID.fullmatch(job):
        raise not_found(str(job))
    return house.store.job(job)


def text_of(request: Request, name: str) -> str:
    value = request.get(name)
    if not isinstance(value, str) or not value:
        raise AgentError("bad_request", f"the request has no {name}", exit_code=Exit.BUG)
    return value


def env_of(request: Request) -> dict[str, str]:
    env = request.get("env")
    return {str(k): str(v) for k, v in env.items()} if isinstance(env, dict) else {}


@contextlib.contextmanager
def disk_errors(house: House) -> Iterator[None]:
    """A disk that refuses, as an error for people; the caller has undone what it began."""
    try:
        yield
    except OSError as error:
        text = f"cannot write to {house.home.root}: {error.strerror or error}; nothing was started"
        raise AgentError("disk_full" if error.errno == 28 else "disk", text, hint="free some space") from error
