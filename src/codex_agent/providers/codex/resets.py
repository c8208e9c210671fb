"""When a limit of the account is over: by the client's report of its windows, else by its words. Pure but for the local time zone."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from codex_agent.providers.reasons import seconds_in

MINUTE_S = 60.0  # the words leave the seconds out
MISREAD = 1e15  # seconds that are no time
_AT = re.compile(r"try again at ((?:[A-Z][a-z]{2} \d{1,2}(?:st|nd|rd|th), \d{4} )?\d{1,2}:\d\d [AP]M)")
_IN = re.compile(r"try again in\s*((?:[\d.]+\s*(?:ms|seconds?|s|minutes?|m|hours?|h|days?|d)\b[\s,]*)+)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")


def resets_at(message: str, limits: Any, now: float) -> float | None:
    """Seconds since the epoch; None when neither tells. The client's words are in its own time zone, which is taken for ours."""
    full = [end for end in map(_end_of, _windows(limits)) if end is not None and end > now]
    if full:
        return max(full)
    if found := _IN.search(message):
        return now + seconds_in(found[1])
    if found := _AT.search(message):
        return _moment(found[1], now)
    return None


def _windows(limits: Any) -> list[Any]:
    return [limits.get(name) for name in ("primary", "secondary")] if isinstance(limits, dict) else []


def _end_of(window: Any) -> float | None:
    """When a window that is used up begins anew."""
    used, resets = (window.get("used_percent"), window.get("resets_at")) if isinstance(window, dict) else (None, None)
    if isinstance(used, (int, float)) and isinstance(resets, (int, float)) and used >= 100:
        return float(resets) if abs(resets) < MISREAD else None
    return None


def _moment(words: str, now: float) -> float | None:
    today = datetime.fromtimestamp(now).astimezone()
    dated = _ORDINAL.sub("", words) if "," in words else f"{today:%b %d, %Y} {words}"
    try:
        at = datetime.strptime(dated, "%b %d, %Y %I:%M %p").astimezone().timestamp()
    except (ValueError, OverflowError, OSError):
        return None
    return at + MINUTE_S
