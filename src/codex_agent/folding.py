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
    MessagePart,
    MessageRecorded,
    ModelCalled,
    ModelStopped,
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
    TurnUsed,
)
from codex_agent.usage import Usage

MESSAGE_CHARS = 16 * 1024 * 1024  # of one message in pieces; what is beyond stands in the client's own record alone


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
    speaking: bool = False  # the message goes on: its next piece belongs to it
    stopped: str | None = None  # why the client stopped the model before it was done
    recorded: str | None = None  # the newest message of the client's record
    changing: tuple[
        tuple[str, tuple[str, ...]], ...
    ] = ()  # open calls, with the files that each changes if it ends well
    base: Usage = Usage()  # the thread's total before this turn, for a client that counts each turn by itself
    called: str | None = None  # the newest model call that was counted

    @property
    def over(self) -> bool:
        """Whether the client said that the turn has ended."""
        return self.completed or self.failure is not None

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | None, base: Usage = Usage()) -> TurnFold:
        """`base` counts for a turn that was not folded before."""
        if not text:
            return cls(base=base)
        data: dict[str, Any] = json.loads(text)
        data["usage"] = Usage(**data["usage"]) if data["usage"] else None
        data["base"] = Usage(**data.get("base", {}))
        data["changing"] = tuple((call, tuple(paths)) for call, paths in data.get("changing", ()))
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
        case Message() | MessagePart() | MessageRecorded() | Notice() | ModelStopped() | Matched():
            return _said(fold, event)
        case FilesChanged(changes):
            return replace(fold, files=merged(fold.files, (shown_path(path, cwd) for path, _ in changes)))
        case ToolStarted() | ToolEnded():
            return _tools(fold, event, cwd)
        case TurnCompleted() | TurnFailed():
            return _over(fold, event)
        case SettingsSeen() | TokensSeen() | TurnUsed() | ModelCalled():
            return _figures(fold, event)
        case _:
            return fold


def _said(fold: TurnFold, event: Message | MessagePart | MessageRecorded | Notice | ModelStopped | Matched) -> TurnFold:
    match event:
        case Message(text):
            return replace(fold, message=text)
        case MessagePart(text):
            before = fold.message if fold.speaking and fold.message else ""
            return replace(fold, message=(before + text)[:MESSAGE_CHARS], speaking=True)
        case MessageRecorded(text):
            return replace(fold, recorded=text)
        case Notice(text):
            return replace(fold, notice=text)
        case ModelStopped(text):
            return replace(fold, notice=text, stopped=text)
        case Matched(line):
            return replace(fold, matched=line)


def _tools(fold: TurnFold, event: ToolStarted | ToolEnded, cwd: str) -> TurnFold:
    others = tuple(call for call in fold.open_tools if call != event.call_id)
    if isinstance(event, ToolStarted):
        more = ((event.call_id, event.changes),) if event.changes else ()
        return replace(fold, open_tools=(*others, event.call_id), changing=(*fold.changing, *more), speaking=False)
    changed = [path for call, paths in fold.changing if call == event.call_id and event.ok for path in paths]
    return replace(
        fold,
        open_tools=others,
        files=merged(fold.files, (shown_path(path, cwd) for path in changed)),
        changing=tuple(pair for pair in fold.changing if pair[0] != event.call_id),
    )


def _over(fold: TurnFold, event: TurnCompleted | TurnFailed) -> TurnFold:
    if isinstance(event, TurnFailed):
        message = event.message or fold.notice or "the client gave no reason"
        return replace(fold, failure=replace(event, message=message))
    if event.unanswered is not None and fold.stopped is not None:
        return replace(fold, failure=TurnFailed(fold.stopped, ErrorClass.OTHER))
    if event.unanswered is not None and not fold.speaking:
        return replace(fold, failure=event.unanswered)
    return replace(fold, completed=True, usage=event.usage or fold.usage)


def whole(fold: TurnFold) -> TurnFold:
    """At the turn's end: without what an attempt that broke off had said before the message that stands in the record."""
    if fold.recorded and fold.message and fold.message.endswith(fold.recorded):
        return replace(fold, message=fold.recorded)
    return fold


def _figures(fold: TurnFold, event: SettingsSeen | TokensSeen | TurnUsed | ModelCalled) -> TurnFold:
    match event:
        case SettingsSeen(model, reasoning):
            return replace(fold, model=model or fold.model, reasoning=reasoning or fold.reasoning)
        case TurnUsed(usage):
            return replace(fold, usage=fold.base.plus(usage))
        case ModelCalled():
            return _called(fold, event)
        case TokensSeen(total):
            context = fold.context_tokens if event.context_tokens is None else event.context_tokens
            window = event.context_window or fold.context_window
            return replace(fold, usage=total, context_tokens=context, context_window=window)


def _called(fold: TurnFold, event: ModelCalled) -> TurnFold:
    """Calls are counted while the turn runs; at its end the client's own sum stands."""
    context = fold.context_tokens if event.context_tokens is None else event.context_tokens
    if fold.over or event.call_id == fold.called:
        return replace(fold, context_tokens=context)
    usage = (fold.usage or fold.base).plus(event.usage)
    return replace(fold, usage=usage, context_tokens=context, called=event.call_id)


def merged(old: tuple[str, ...], new: Iterable[str]) -> tuple[str, ...]:
    """`old` and what is new in `new`, each once, in order of first sight."""
    return tuple(dict.fromkeys((*old, *new)))


def shown_path(path: str, cwd: str) -> str:
    """Relative to the job's folder where it lies below it, else as the client said it."""
    try:
        return str(PurePath(path).relative_to(cwd))
    except ValueError:
        return path
