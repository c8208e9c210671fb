"""The lines of `gemini -o stream-json` as our events. Pure; unknown lines are no events.

Only `result` ends a turn, and only its status `success` ends it well: the exit code is 0 after a signal too. Even then it may have
gone wrong without a word: a conversation that no longer fits is dropped silently, in the middle of a turn as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from codex_agent.errors import ErrorClass
from codex_agent.events import (
    Event,
    MessagePart,
    ModelStopped,
    Notice,
    SettingsSeen,
    ThreadStarted,
    ToolEnded,
    ToolStarted,
    TurnCompleted,
    TurnFailed,
    TurnStarted,
    TurnUsed,
)
from codex_agent.providers.decoding import child, clean, count, decode, text
from codex_agent.providers.gemini import faults
from codex_agent.providers.reasons import NEW_THREAD
from codex_agent.providers.shortening import cut, short
from codex_agent.usage import Usage

UNANSWERED = TurnFailed(
    "gemini ended the turn without an answer: it does so when the conversation no longer fits into the model's context",
    ErrorClass.CONTEXT_LIMIT,
    NEW_THREAD,
)
_WRITERS = frozenset({"write_file", "replace"})
# The parameter that says most about a call, in the order in which it is looked for.
_TELLING = (
    "command",
    "file_path",
    "path",
    "dir_path",
    "pattern",
    "query",
    "prompt",
    "url",
    "agent_name",
    "title",
    "name",
)

Data = dict[str, Any]


def parse(line: bytes) -> tuple[Event, ...]:
    """What the client said on one line. Never raises."""
    data = decode(line)
    kind = data.get("type")
    handler = _EVENTS.get(kind) if isinstance(kind, str) else None
    return handler(data) if handler else ()


def usage(stats: Data) -> Usage:
    """The client counts thoughts in the total alone."""
    given = count(stats, "input_tokens")
    answered = count(stats, "output_tokens")
    output = max(answered, count(stats, "total_tokens") - given)
    return Usage(given, count(stats, "cached"), output, output - answered)


def _init(data: Data) -> tuple[Event, ...]:
    session, model = text(data, "session_id"), text(data, "model")
    if not session:
        return ()
    return (ThreadStarted(session), TurnStarted(), *((SettingsSeen(model, None),) if model else ()))


def _message(data: Data) -> tuple[Event, ...]:
    """Pieces of the agent's words; what the user said is known."""
    words = text(data, "content")
    return (MessagePart(words),) if words and data.get("role") == "assistant" else ()


def _tool_use(data: Data) -> tuple[Event, ...]:
    call_id, name, given = text(data, "tool_id"), text(data, "tool_name"), child(data, "parameters")
    if not call_id:
        return ()
    path = text(given, "file_path")
    return (ToolStarted(call_id, _title(name, given), (path,) if path and name in _WRITERS else ()),)


def _title(name: str, given: Data) -> str:
    told = next((words for key in _TELLING if (words := text(given, key))), "")
    return short(told if name == "run_shell_command" and told else f"{name} {told}")


def _tool_result(data: Data) -> tuple[Event, ...]:
    call_id = text(data, "tool_id")
    if not call_id:
        return ()
    output = text(data, "output") or text(child(data, "error"), "message")
    return (ToolEnded(call_id, "", data.get("status") == "success", None, cut(output)),)


def _error(data: Data) -> tuple[Event, ...]:
    """A warning, or why the model was stopped: never an end by itself. The `result` that follows may be a success all the same."""
    message = text(data, "message")
    if not message:
        return ()
    stops = data.get("severity") == "error" or message.startswith("Loop detected")
    return (ModelStopped(message) if stops else Notice(message),)


def _result(data: Data) -> tuple[Event, ...]:
    counted = TurnUsed(usage(child(data, "stats")))
    if data.get("status") == "success":
        return (counted, TurnCompleted(unanswered=UNANSWERED))
    error = child(data, "error")
    message = text(error, "message")
    if not message:  # a stream that ended badly: the reason came before, as an `error`
        return (counted, TurnFailed("", ErrorClass.OTHER, faults.AGAIN))
    return (counted, faults.classify(clean(message), text(error, "type")))


_EVENTS: dict[str, Callable[[Data], tuple[Event, ...]]] = {
    "init": _init,
    "message": _message,
    "tool_use": _tool_use,
    "tool_result": _tool_result,
    "error": _error,
    "result": _result,
}
