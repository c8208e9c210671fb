"""What we know of a turn, folded from events. Pure: the same events give the same knowledge, whoever reads them and how often.

The fold is kept in the store beside the offset up to which the event file was read, so that a new supervisor goes on where the
last one was killed without reading anything twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from typing import Any

from codex_agent.errors import ErrorClass
from codex_agent.events import (
    Event,
    FilesChanged,
    Matched,
    Message,
    Notice,
    SettingsSeen,
    ThreadStarted,
    TokensSeen,
    ToolEnded,
    ToolStarted,
    TurnCompleted,
    TurnFailed,
    TurnIdentified,
    TurnStarted,
    Usage,
)


@dataclass(frozen=True, slots=True)
class TurnFold:
    """`usage` is the thread's cumulative total, the last word of whoever said it. `files` keep the order of first change."""

    thread_id: str | None = None
    turn_id: str | None = None
    message: str | None = None
    open_tools: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    usage: Usage | None = None
    context_tokens: int | None = None
    context_window: int | None = None
    model: str | None = None
    reasoning: str | None = None
    notice: str | None = None
    completed: bool = False
    failure: TurnFailed | None = None
    begun: bool = False  # the client said that the turn has begun
    matched: str | None = None  # the line that `run --until` waits for
    notified: bool = False  # the notify hook said that this turn ended well

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | None) -> TurnFold:
        if not text:
            return cls()
        data: dict[str, Any] = json.loads(text)
        data["usage"] = Usage(**data["usage"]) if data["usage"] else None
        data["open_tools"] = tuple(data["open_tools"])
        data["files"] = tuple(data["files"])
        if data["failure"]:
            failure = data["failure"]
            data["failure"] = TurnFailed(failure["message"], ErrorClass(failure["error_class"]), failure["hint"])
        return cls(**data)


def fold_all(fold: TurnFold, events: Iterable[Event], cwd: str) -> TurnFold:
    for event in events:
        fold = fold_one(fold, event, cwd)
    return fold


def fold_one(fold: TurnFold, event: Event, cwd: str) -> TurnFold:
    """The knowledge after one event; events that say nothing lasting leave it as it is."""
    match event:
        case ThreadStarted(thread_id):
            return replace(fold, thread_id=thread_id)
        case TurnStarted():
            return replace(fold, begun=True)
        case TurnIdentified(turn_id):
            return replace(fold, turn_id=turn_id)
        case Message() | Notice() | Matched():
            return _said(fold, event)
        case FilesChanged(changes):
            return replace(fold, files=merged(fold.files, (shown_path(path, cwd) for path, _ in changes)))
        case ToolStarted() | ToolEnded():
            return replace(fold, open_tools=_open_tools(fold, event))
        case TurnCompleted() | TurnFailed():
            return _over(fold, event)
        case SettingsSeen() | TokensSeen():
            return _figures(fold, event)
        case _:
            return fold


def _said(fold: TurnFold, event: Message | Notice | Matched) -> TurnFold:
    match event:
        case Message(text):
            return replace(fold, message=text)
        case Notice(text):
            return replace(fold, notice=text)
        case Matched(line):
            return replace(fold, matched=line)


def _open_tools(fold: TurnFold, event: ToolStarted | ToolEnded) -> tuple[str, ...]:
    others = tuple(call for call in fold.open_tools if call != event.call_id)
    return (*others, event.call_id) if isinstance(event, ToolStarted) else others


def _over(fold: TurnFold, event: TurnCompleted | TurnFailed) -> TurnFold:
    if isinstance(event, TurnFailed):
        return replace(fold, failure=event)
    return replace(fold, completed=True, usage=event.usage or fold.usage)


def _figures(fold: TurnFold, event: SettingsSeen | TokensSeen) -> TurnFold:
    if isinstance(event, SettingsSeen):
        return replace(fold, model=event.model or fold.model, reasoning=event.reasoning or fold.reasoning)
    context = fold.context_tokens if event.context_tokens is None else event.context_tokens
    window = event.context_window or fold.context_window
    return replace(fold, usage=event.total, context_tokens=context, context_window=window)


def merged(old: tuple[str, ...], new: Iterable[str]) -> tuple[str, ...]:
    """`old` and what is new in `new`, each once, in order of first sight."""
    return tuple(dict.fromkeys((*old, *new)))


def shown_path(path: str, cwd: str) -> str:
    """Relative to the job's folder where it lies below it, else as the client said it."""
    try:
        return str(PurePath(path).relative_to(cwd))
    except ValueError:
        return path
