"""Reading a request's fields, checked. Shared by all operations."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from codex_agent import config
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.ids import FULL_ID
from codex_agent.jobs import Job
from codex_agent.store import not_found
from codex_agent.supervisor.house import House

Request = dict[str, Any]
NAME_CHARS = 200
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


def text_if_any(request: Request, name: str) -> str | None:
    value = request.get(name)
    return value if isinstance(value, str) and value else None


def bound_of(request: Request) -> int | None:
    """How many agents may be at work when this turn begins, if its command says so itself; else the file does, when the time comes."""
    named, env = request.get("max_parallel"), env_of(request)
    if isinstance(named, int) and not isinstance(named, bool) and named >= 0:
        return named
    return config.load(env, Path(os.devnull)).settings.max_parallel if "CODEX_AGENT_MAX_PARALLEL" in env else None


def env_of(request: Request) -> dict[str, str]:
    env = request.get("env")
    return {str(k): str(v) for k, v in env.items()} if isinstance(env, dict) else {}


class SchemaText(NamedTuple):
    """What the answers of a job are to fit: its name, for people, and the text, not judged yet."""

    name: str
    text: str


def schema_in(request: Request) -> SchemaText | None:
    """`output_schema` of a `start`: `{"name", "text"}`, or nothing."""
    given, named = request.get("output_schema"), request["spec"].get("output_schema")
    if named is not None:
        raise usage_error("bad_schema", "output_schema is no field of the spec: it stands beside it, with its text")
    if given is None:
        return None
    name, text = (given.get("name"), given.get("text")) if isinstance(given, dict) else (None, None)
    if not isinstance(name, str) or not isinstance(text, str):
        raise usage_error("bad_schema", "output_schema is an object with a name and a text")
    if not name.isprintable() or not 0 < len(name) <= NAME_CHARS:
        raise usage_error("bad_schema", f"the name of a schema is one line of at most {NAME_CHARS} characters")
    return SchemaText(name, text)


@contextlib.contextmanager
def disk_errors(house: House) -> Iterator[None]:
    """A disk that refuses, as an error for people; the caller has undone what it began."""
    try:
        yield
    except OSError as error:
        text = f"cannot write to {house.home.root}: {error.strerror or error}; nothing was started"
        raise AgentError("disk_full" if error.errno == 28 else "disk", text, hint="free some space") from error
