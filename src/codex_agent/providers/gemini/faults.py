"""Why a turn failed, from the client's own words. Each row was seen from the real client, or stands in it word for word."""

from __future__ import annotations

import json
import re

from codex_agent.errors import ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.providers.reasons import (
    LATER,
    MESSAGE_CHARS,
    NEW_THREAD,
    classified,
    ended_early,
    fault,
    seconds_in,
)

AGAIN = "ask again, or for less at once: codex-agent send ID TEXT"
_LOGIN = "run gemini once by hand to log in, or set GEMINI_API_KEY where codex-agent is called"
_SETTINGS = "correct the Gemini settings that the message names"

# The first row that matches decides, so the particular stands before the general.
_FAULTS = (
    fault(r"token count .{0,40}exceeds the maximum", ErrorClass.CONTEXT_LIMIT, NEW_THREAD),
    fault(
        r"exhausted your (daily quota|capacity)|daily quota|limit:\s*0(?!\d|\.\d)|credits? balance",
        ErrorClass.USAGE_LIMIT,
        "wait until the quota resets, or use another account",
    ),
    fault(r"API key not valid|API_KEY_INVALID|API key expired", ErrorClass.AUTH, _LOGIN),
    fault(r"\b401\b|UNAUTHENTICATED|\b403\b|PERMISSION_DENIED", ErrorClass.AUTH, _LOGIN),
    fault(
        r"(?<!/)auth method|GEMINI_API_KEY|authenticat|authorization is required|Error authenticating",
        ErrorClass.AUTH,
        _LOGIN,
    ),
    fault(r"quota|\b429\b|RESOURCE_EXHAUSTED|rate limit|overloaded|increase your limits", ErrorClass.RATE_LIMIT, LATER),
    fault(
        r"models/\S+ is not found|model.{0,80}not found|\b404\b|NOT_FOUND",
        ErrorClass.MODEL,
        "codex-agent models --provider gemini",
    ),
    fault(
        r"fetch failed|ECONNREFUSED|ENOTFOUND|ETIMEDOUT|ECONNRESET|EAI_AGAIN|socket hang up",
        ErrorClass.NETWORK,
        "check network and proxy, and GOOGLE_GEMINI_BASE_URL if it is set",
    ),
    fault(r"\b50[0-9]\b|INTERNAL|UNAVAILABLE|Incomplete JSON segment", ErrorClass.NETWORK, LATER),
    fault(r"not running in a trusted directory", ErrorClass.OTHER, "trust the folder: run gemini in it by hand"),
    fault(r"max session turns", ErrorClass.OTHER, "raise model.maxSessionTurns in the Gemini settings"),
    fault(
        r"resuming session|session identifier|No previous sessions",
        ErrorClass.OTHER,
        "codex-agent start: the session is gone",
    ),
    fault(
        r"YOLO mode is disabled",
        ErrorClass.OTHER,
        "leave -s danger-full-access out, or allow it in the Gemini settings",
    ),
    fault(r"Failed to sandbox|sandbox", ErrorClass.SANDBOX, "codex-agent health"),
    fault(r"configuration file|Invalid .{0,40}settings", ErrorClass.OTHER, _SETTINGS),
)

_RESET = re.compile(r"(?:reset after|retry in)\s+((?:[\d.]+\s*(?:ms|s|m|h|d)[a-z]*\s*)+)", re.IGNORECASE)

# Exit codes of the client's own (`ExitCodes`), where its words leave it open.
_CODES = {
    41: (ErrorClass.AUTH, _LOGIN),
    42: (ErrorClass.OTHER, "codex-agent start"),
    44: (ErrorClass.SANDBOX, "codex-agent health"),
    52: (ErrorClass.OTHER, _SETTINGS),
    55: (ErrorClass.OTHER, "trust the folder: run gemini in it by hand"),
}
_LAST_SIGNAL = 15  # above it lie the HTTP status & 255 of a failed request: 144 for 400 and more
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_WRAPPED = re.compile(r"^\[API Error: (?P<inner>.*)\](?P<rest>.*)$", re.DOTALL)
# What the client prints at every start, and the traces that follow an error of its own.
_TALK = re.compile(
    r"Warning: |Ripgrep is not|\[STARTUP\]|YOLO mode is enabled|Loaded cached|\s+at |Attempt \d+ failed|"
    r"Error executing tool|\s*[}\]]|\s+\w+: "
)


def classify(message: str, kind: str = "") -> TurnFailed:
    """The failure that the client reported with `message`; `kind` is its own name for it, where it has one."""
    text = _plain(message)[:MESSAGE_CHARS]
    if kind == "FatalAuthenticationError":
        return TurnFailed(text, ErrorClass.AUTH, _LOGIN)
    return classified(text, _FAULTS)


def explain_exit(exit_code: int | None, stderr: str, last_notice: str | None) -> TurnFailed:
    """The failure of a client that ended without a `result`. It ends with 0 when it is interrupted or told to end."""
    words = _error_words(stderr) or last_notice
    return ended_early("gemini", exit_code, words, _told, last_signal=_LAST_SIGNAL)


def _told(words: str, exit_code: int) -> TurnFailed:
    failure = classify(words)
    if failure.error_class is not ErrorClass.OTHER:
        return failure
    error_class, hint = _CODES.get(exit_code, (ErrorClass.OTHER, "codex-agent health"))
    return TurnFailed(failure.message, error_class, failure.hint or hint)


def _plain(message: str) -> str:
    """Without the wrapping: the API's own words, and the advice that the client adds."""
    found = _WRAPPED.match(message.strip())
    if found is None:
        return message.strip()
    inner, rest = found["inner"].strip(), found["rest"].strip()
    return "\n".join(filter(None, (_api_words(inner), rest)))


def _api_words(inner: str) -> str:
    try:
        error = json.loads(inner)["error"]
        return f"{error['message']} ({error['code']} {error.get('status') or ''}".rstrip() + ")"
    except (ValueError, KeyError, TypeError, AttributeError):
        return inner


def _error_words(stderr: str) -> str | None:
    """The last lines that are no talk, from the last one that begins a report on."""
    lines = [_ESCAPES.sub("", line).rstrip() for line in stderr.splitlines()]
    said = [line for line in lines if line and not _TALK.match(line)]
    return "\n".join(said[-4:]) if said else None


def resets_at(message: str, now: float) -> float | None:
    """When a quota is over by the client's words, in seconds since the epoch; None when they do not tell."""
    found = _RESET.search(message)
    return now + seconds_in(found[1]) if found else None
