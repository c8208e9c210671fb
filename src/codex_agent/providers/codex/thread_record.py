"""A thread's own record (the rollout) as the source of everything: what interactive jobs are folded from. Pure.

The client writes it itself, line by line, before it tells anybody; so it is read like the events of an exec agent, from an offset,
and a supervisor that died in between has missed nothing. Turns follow each other: between `TurnIdentified` and an end all lines are
of that turn. Unlike in `rollout.py` an end here is an end.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from codex_agent.events import (
    Event,
    Message,
    Reasoning,
    ToolEnded,
    ToolStarted,
    TurnCompleted,
    UserSaid,
)
from codex_agent.providers.codex import faults, rollout
from codex_agent.providers.codex.exec_events import command_title
from codex_agent.providers.decoding import child, children, decode, number, text
from codex_agent.providers.shortening import cut, short

_CALLS = frozenset({"function_call", "custom_tool_call", "local_shell_call"})
_OUTPUTS = frozenset({"function_call_output", "custom_tool_call_output"})
_FAILED = frozenset({"failed", "declined"})

Item = dict[str, Any]


def parse(line: bytes) -> tuple[Event, ...]:
    """What one line of the record means. Never raises."""
    data = decode(line)
    payload = child(data, "payload")
    kind = payload.get("type")
    if data.get("type") == "response_item":
        return _call(payload)
    if data.get("type") == "event_msg":
        if kind == "task_complete":
            return _end(payload)
        if kind == "item_completed":
            return (*_item(child(payload, "item")), *rollout.parse(line))
    return rollout.parse(line)


def _end(payload: dict[str, Any]) -> tuple[Event, ...]:
    error = child(payload, "error")
    if payload.get("error"):
        return (faults.classify(text(error, "message") or "codex gave no reason", error.get("codex_error_info")),)
    return (TurnCompleted(),)


def _call(payload: Item) -> tuple[Event, ...]:
    """A tool call opens with the model's own item: the record tells of the tool itself only once it has ended."""
    kind, call_id = text(payload, "type"), text(payload, "call_id")
    if kind in _CALLS and call_id:
        return (ToolStarted(call_id, _title(payload)),)
    if kind in _OUTPUTS and call_id:
        return (ToolEnded(call_id, "", ok=True),)
    return ()


def _title(payload: Item) -> str:
    name = text(payload, "name") or "shell"
    try:
        arguments = json.loads(text(payload, "arguments") or "{}")
    except ValueError:
        arguments = {}
    command = arguments.get("cmd") if isinstance(arguments, dict) else None
    return short(command if isinstance(command, str) else name)


def _item(item: Item) -> tuple[Event, ...]:
    kind = item.get("type")
    handler = _ITEMS.get(kind) if isinstance(kind, str) else None
    return handler(item) if handler else ()


def _user(item: Item) -> tuple[Event, ...]:
    return (UserSaid(_content(item), text(item, "client_id") or None),)


def _agent(item: Item) -> tuple[Event, ...]:
    return (Message(_content(item)),)


def _reasoning(item: Item) -> tuple[Event, ...]:
    summary = item.get("summary_text")
    words = "\n".join(part for part in summary if isinstance(part, str)) if isinstance(summary, list) else ""
    return (Reasoning(words),) if words else ()


def _command(item: Item) -> tuple[Event, ...]:
    command = item.get("command")
    words = [part for part in command if isinstance(part, str)] if isinstance(command, list) else []
    exit_code = number(item, "exit_code")
    ok = text(item, "status") not in _FAILED and exit_code in (None, 0)
    title = short(words[-1]) if words[1:2] in (["-lc"], ["-c"]) else command_title(" ".join(words))
    return (ToolEnded(text(item, "id"), title, ok, exit_code, cut(text(item, "aggregated_output"))),)


def _change(item: Item) -> tuple[Event, ...]:
    ok = text(item, "status") not in _FAILED
    return (ToolEnded(text(item, "id"), "edit", ok, None, "" if ok else cut(text(item, "stderr"))),)


def _content(item: Item) -> str:
    return "\n".join(words for part in children(item, "content") if (words := text(part, "text")))


_ITEMS: dict[str, Callable[[Item], tuple[Event, ...]]] = {
    "UserMessage": _user,
    "AgentMessage": _agent,
    "Reasoning": _reasoning,
    "CommandExecution": _command,
    "FileChange": _change,
}
