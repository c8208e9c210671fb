"""Token budgets of a job and of a session: what is spent, and what is said when it is too much.

Counted are input and output, as `jobs` and `usage` show them: input that came from the client's cache is input, reasoning is output.
What a fork begins with was used by another job and is not counted again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from codex_agent.errors import AgentError, ErrorClass, Exit, usage_error
from codex_agent.rows import usage_of
from codex_agent.specs import JobSpec

if TYPE_CHECKING:
    from codex_agent.events import TurnFailed

Query = Callable[..., Sequence[Any]]

MAX_TOKENS = 10**12
_COUNT = re.compile(r"(\d[\d_,]*)(\.\d+)?\s?([km]?)", re.IGNORECASE | re.ASCII)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
_CONFIG = "raise max_session_tokens in config.toml, or CODEX_AGENT_MAX_SESSION_TOKENS"


def parse(text: str, name: str = "--max-tokens") -> int:
    """A count as people write it: 150000, 150_000, 200k, 1.5M. Raises a usage error."""
    found = _COUNT.fullmatch(text.strip())
    tokens = 0.0
    if found is not None:
        whole, part, unit = found.groups()
        tokens = float(re.sub("[_,]", "", whole) + (part or "")) * _UNITS[unit.lower()]
    if not 1 <= tokens <= MAX_TOKENS:
        raise usage_error("bad_tokens", f"{name} is a number of tokens from 1 up, such as 200k or 1.5M, not {text!r}")
    return round(tokens)


def spent_by_job(query: Query, job: str) -> int:
    return sum(_own(row) for row in query("SELECT usage, spec FROM jobs WHERE id = ?", job))


def spent_in_session(query: Query, session: str) -> int:
    """By its jobs, those that are running and those that were deleted included."""
    there = sum(_own(row) for row in query("SELECT usage, spec FROM jobs WHERE parent_session = ?", session))
    gone = query("SELECT data FROM journal WHERE session = ? AND kind = 'job' AND text = 'deleted'", session)
    return there + sum(int(json.loads(row["data"])["spent"]) for row in gone if row["data"])


def reached(query: Query, job: str, spec: JobSpec) -> TurnFailed | None:
    """Why an agent that was asked for with `spec` may do no further turn; None while it may."""
    if spec.max_tokens and (spent := spent_by_job(query, job)) >= spec.max_tokens:
        words = f"job {job} has used {spent:,} tokens; --max-tokens is {spec.max_tokens:,}"
        hint = f"codex-agent send {job} TEXT --max-tokens N goes on with more"
        return _over(words, hint)
    return _session_reached(query, spec)


def check_start(query: Query, spec: JobSpec) -> None:
    """Raises for a session that has nothing left."""
    _refuse(_session_reached(query, spec))


def check_send(query: Query, job: str, spec: JobSpec) -> None:
    """Raises for a job, or its session, that has nothing left; `spec` has the limits that hold from now on."""
    _refuse(reached(query, job, spec))


def _session_reached(query: Query, spec: JobSpec) -> TurnFailed | None:
    if not spec.max_session_tokens or spec.parent_session is None or spec.mode == "terminal":
        return None
    if (spent := spent_in_session(query, spec.parent_session)) < spec.max_session_tokens:
        return None
    words = f"the jobs of session {spec.parent_session} have used {spent:,} tokens; max_session_tokens is"
    return _over(f"{words} {spec.max_session_tokens:,}", _CONFIG)


def _over(words: str, hint: str) -> TurnFailed:
    from codex_agent.events import TurnFailed  # most commands import this module and none of the events

    return TurnFailed(words, ErrorClass.USAGE_LIMIT, hint)


def _refuse(over: TurnFailed | None) -> None:
    if over is not None:
        raise AgentError("budget_spent", over.message, exit_code=Exit.LIMIT, hint=over.hint)


def _own(row: Any) -> int:
    """What the job of this row has used itself."""
    return max(0, usage_of(row["usage"]).total - int(json.loads(row["spec"]).get("fork_tokens") or 0))
