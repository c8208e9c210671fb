"""The lines of `codex exec --json` as our events. Pure; unknown lines are no events."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from typing import Any

from codex_agent.events import (
    Event,
    FilesChanged,
    Message,
    Notice,
    PlanUpdated,
    Reasoning,
    ThreadStarted,
    ToolEnded,
    ToolStarted,
    TurnCompleted,
    TurnStarted,
)
from codex_agent.providers.codex import faults
from codex_agent.providers.decoding import child, children, count, decode, number, text
from codex_agent.providers.shortening import cut, short
from codex_agent.usage import Usage

_UNQUOTE_CHARS = 10_000  # unquoting is slow, and a longer title is cut anyway
_SHELL = re.compile(r"(?:/\S*/)?(?:ba|z|da|k|fi)?sh -l?c ")
_FAILED = frozenset({"failed", "declined"})

Item = dict[str, Any]


def parse(line: bytes) -> tuple[Event, ...]:
    """What the client said on one line. Never raises."""
    data = decode(line)
    kind = data.get("type")
    handler = _EVENTS.get(kind) if isinstance(kind, str) else None
    return handler(data) if handler else ()


def usage(data: dict[str, Any]) -> Usage:
    """Token counts in the client's own words, which are the same in both of its streams."""
    return Usage(
        input=count(data, "input_tokens"),
        cached_input=count(data, "cached_input_tokens"),
        output=count(data, "output_tokens"),
        reasoning_output=count(data, "reasoning_output_tokens"),
    )


def command_title(command: str) -> str:
    """The command line without the shell that the client wraps around it, on one line."""
    found = _SHELL.match(command)
    if not found:
        return short(command)
    inner = command[found.end() :]
    if len(inner) <= _UNQUOTE_CHARS:
        try:
            inner = " ".join(shlex.split(inner))
        except ValueError:
            return short(inner)
    return short(inner)


def _thread_started(data: dict[str, Any]) -> tuple[Event, ...]:
    thread_id = text(data, "thread_id")
    return (ThreadStarted(thread_id),) if thread_id else ()


def _turn_started(_: dict[str, Any]) -> tuple[Event, ...]:
    return (TurnStarted(),)


def _turn_completed(data: dict[str, Any]) -> tuple[Event, ...]:
    counts = child(data, "usage")
    return (TurnCompleted(usage(counts) if counts else None),)


def _turn_failed(data: dict[str, Any]) -> tuple[Event, ...]:
    return (faults.classify(text(child(data, "error"), "message") or "codex gave no reason"),)


def _error(data: dict[str, Any]) -> tuple[Event, ...]:
    """A retry, or the reason of the `turn.failed` that follows: never an end by itself."""
    message = text(data, "message")
    return (Notice(message),) if message else ()


def _item(data: dict[str, Any]) -> tuple[Event, ...]:
    item = child(data, "item")
    kind = item.get("type")
    ended = data["type"] == "item.completed"
    if isinstance(kind, str) and kind in _TOOLS:
        if data["type"] == "item.updated":
            return ()
        return _tool(item, _TOOLS[kind](item), ended=ended)
    if kind == "todo_list":
        steps = tuple((text(step, "text"), step.get("completed") is True) for step in children(item, "items"))
        return (PlanUpdated(steps),)
    if not ended:
        return ()
    return _said(item)


def _said(item: Item) -> tuple[Event, ...]:
    kind, words = item.get("type"), text(item, "text")
    if kind == "agent_message":
        return (Message(words),)
    if kind == "reasoning" and words:
        return (Reasoning(words),)
    if kind == "error" and (warning := text(item, "message")):
        return (Notice(warning),)
    return ()


def _tool(item: Item, title: str, *, ended: bool) -> tuple[Event, ...]:
    call_id = text(item, "id")
    if not ended:
        return (ToolStarted(call_id, title),)
    exit_code = number(item, "exit_code")
    ok = text(item, "status") not in _FAILED and not item.get("error") and exit_code in (None, 0)
    end = ToolEnded(call_id, title, ok, exit_code, _output(item))
    changes = _changes(item) if ok and item.get("type") == "file_change" else ()
    return (FilesChanged(changes), end) if changes else (end,)


def _output(item: Item) -> str:
    """Enough of the output for a transcript: the beginning, and the end, where errors stand."""
    whole = text(item, "aggregated_output") or text(child(item, "error"), "message")
    if not whole:
        parts = (text(part, "text") for part in children(child(item, "result"), "content"))
        whole = "\n".join(part for part in parts if part)
    return cut(whole)


def _changes(item: Item) -> tuple[tuple[str, str], ...]:
    found = ((text(change, "path"), text(change, "kind") or "update") for change in children(item, "changes"))
    return tuple((path, kind) for path, kind in found if path)


def _command(item: Item) -> str:
    return command_title(text(item, "command"))


def _edit(item: Item) -> str:
    return short("edit " + ", ".join(path for path, _ in _changes(item)))


def _mcp(item: Item) -> str:
    return short(f"{text(item, 'server')}.{text(item, 'tool')}")


def _search(item: Item) -> str:
    return short(f"web search: {text(item, 'query')}".rstrip(": "))


def _collaborate(item: Item) -> str:
    return short(f"{text(item, 'tool')}: {text(item, 'prompt')}".rstrip(": "))


_TOOLS: dict[str, Callable[[Item], str]] = {
    "command_execution": _command,
    "file_change": _edit,
    "mcp_tool_call": _mcp,
    "web_search": _search,
    "collab_tool_call": _collaborate,
}

_EVENTS: dict[str, Callable[[dict[str, Any]], tuple[Event, ...]]] = {
    "thread.started": _thread_started,
    "turn.started": _turn_started,
    "turn.completed": _turn_completed,
    "turn.failed": _turn_failed,
    "error": _error,
    "item.started": _item,
    "item.updated": _item,
    "item.completed": _item,
}
