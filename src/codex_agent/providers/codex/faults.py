"""Why a turn failed, from the client's own words. Each row was seen from the real client, or stands in it word for word."""

from __future__ import annotations

import re

from codex_agent.errors import ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.providers.reasons import LATER, MESSAGE_CHARS, NEW_THREAD, classified, ended_early, fault

_TALK = re.compile(
    r"\d{4}-\d\d-\d\dT\S+\s+(ERROR|WARN|INFO|DEBUG)\b|(?i:warning:)|Reading (prompt|additional input) from stdin"
)
_ERROR = re.compile(r"(error|fatal|no prompt|failed)\b", re.IGNORECASE)

_LOGIN = "codex login (or renew the key of your model provider)"
_CONFIG = "correct the Codex configuration that the message names"
_ADDRESS = "check network and proxy, and the address of the model provider in the Codex configuration"

# The first row that matches decides, so the particular stands before the general.
_FAULTS = (
    fault(r"ran out of room in the model's context window", ErrorClass.CONTEXT_LIMIT, NEW_THREAD),
    fault(
        r"Input exceeds the maximum length",
        ErrorClass.CONTEXT_LIMIT,
        "put long parts of the prompt into files and name them",
    ),
    fault(r"hit your usage limit", ErrorClass.USAGE_LIMIT, "wait until the limit resets, or use another account"),
    fault(r"Quota exceeded", ErrorClass.USAGE_LIMIT, "check plan and billing of the account"),
    fault(
        r"To use Codex with your ChatGPT plan",
        ErrorClass.USAGE_LIMIT,
        "codex login with an account that includes Codex",
    ),
    fault(r"429 Too Many Requests|rate limit exceeded|at capacity", ErrorClass.RATE_LIMIT, LATER),
    fault(r"Missing environment variable", ErrorClass.AUTH, "set that variable where codex-agent is called"),
    fault(r"401 Unauthorized|403 Forbidden|Not logged in|access token could not be refreshed", ErrorClass.AUTH, _LOGIN),
    fault(r"model `?[^`\s]{1,100}`? does not exist", ErrorClass.MODEL, "codex-agent models"),
    fault(r"model is not supported", ErrorClass.MODEL, "codex-agent models"),
    fault(r"Incomplete response returned", ErrorClass.OTHER, "ask for a shorter or different answer"),
    fault(r"Connection failed|error sending request|waiting for network", ErrorClass.NETWORK, _ADDRESS),
    fault(r"404 Not Found", ErrorClass.NETWORK, _ADDRESS),
    fault(r"stream disconnected|experiencing high demand|unexpected status 5\d\d", ErrorClass.NETWORK, LATER),
    fault(
        r"already has an active writer",
        ErrorClass.OTHER,
        "another Codex has this conversation open: close it, then send again",
    ),
    fault(r"no rollout found for thread id", ErrorClass.OTHER, "codex-agent start: the conversation's file is gone"),
    fault(
        r"No prompt provided|Failed to read prompt", ErrorClass.OTHER, "give a prompt: UTF-8, and more than white space"
    ),
    fault(r"Error loading config|Model provider .{1,100} not found|no longer supported", ErrorClass.OTHER, _CONFIG),
    fault(r"required MCP servers failed|Unknown feature flag", ErrorClass.OTHER, _CONFIG),
    fault(r"Error finding codex home", ErrorClass.OTHER, "create that folder, or unset CODEX_HOME"),
)


# The client's own classes (`codex_error_info`), where one alone decides; the others are told apart by the words.
_CLASSES = {
    "context_window_exceeded": (ErrorClass.CONTEXT_LIMIT, NEW_THREAD),
    "usage_limit_exceeded": (ErrorClass.USAGE_LIMIT, "wait until the limit resets, or use another account"),
    "server_overloaded": (ErrorClass.RATE_LIMIT, LATER),
    "model_not_found": (ErrorClass.MODEL, "codex-agent models"),
    "unauthorized": (ErrorClass.AUTH, _LOGIN),
    "sandbox_error": (ErrorClass.SANDBOX, "codex-agent health"),
}


def classify(message: str, info: object = None) -> TurnFailed:
    """The failure that the client reported with `message`. The words are kept: they may tell when a limit resets.

    `info` is the client's own class, a word or an object with one key; it stands over the words where it is particular.
    """
    text = message.strip()[:MESSAGE_CHARS]
    if isinstance(info, str) and info in _CLASSES:
        return TurnFailed(text, *_CLASSES[info])
    return classified(text, _FAULTS)


def explain_exit(exit_code: int | None, stderr: str, last_notice: str | None) -> TurnFailed:
    """The failure of a client that ended without `turn.completed` or `turn.failed`."""
    words = _error_words(stderr) or last_notice
    return ended_early("codex", exit_code, words, lambda words, _: classify(words))


def _error_words(stderr: str) -> str | None:
    """What the client said at its end: from its last line that begins like an error; log lines and warnings are no reason."""
    lines = [line.rstrip() for line in stderr.splitlines() if line.strip() and not _TALK.match(line)]
    for index in range(len(lines) - 1, -1, -1):
        if _ERROR.match(lines[index]):
            return "\n".join(lines[index:])
    return lines[-1] if lines else None
