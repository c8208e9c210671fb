"""A provider that has reached a limit takes no queued turns until that is over. Written with the end of the turn that was told so."""

from __future__ import annotations

import json
from typing import Any

from codex_agent.change import Change
from codex_agent.errors import ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.jobs import iso
from codex_agent.providers import get as provider_named

# Where nobody says when it is over.
PAUSE_S = {ErrorClass.RATE_LIMIT: 60.0, ErrorClass.USAGE_LIMIT: 15 * 60.0}
LONGEST_S = 32 * 24 * 3600.0  # what is said to last longer than any window of a provider is misread


def take_limit(change: Change, provider: str, failure: TurnFailed, *, turn: int, at: float) -> None:
    """Hold the provider if that is what the turn failed for: until the time that the client names, or for a while."""
    pause_s = PAUSE_S.get(failure.error_class)
    if pause_s is None:
        return
    report = change.query("SELECT data FROM limits WHERE provider = ?", provider)
    limits: Any = json.loads(report[0]["data"]) if report else None
    said = provider_named(provider).resets_at(failure.message, limits, at)
    until = said if said is not None and at < said < at + LONGEST_S else at + pause_s
    change.hold(provider, until, failure.message, at=at)
    guess = "" if until == said else ", a guess"
    words = f"{provider} has reached a limit ({failure.error_class}): queued turns wait until {iso(until)}{guess}"
    change.journal("queue", words, at=at, turn=turn)


def take_answer(change: Change, provider: str, *, turn: int, begun_at: float | None, at: float) -> None:
    """A turn that was begun after the limit and has been answered shows that the limit is over."""
    if begun_at is not None and change.end_hold(provider, begun_at):
        change.journal("queue", f"{provider} answers again: queued turns go on", at=at, turn=turn)
