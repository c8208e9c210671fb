"""The client's own record of a thread: where it is, and what its lines tell that `exec --json` does not."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from codex_agent.events import (
    Event,
    FilesChanged,
    RateLimitsSeen,
    SettingsSeen,
    TokensSeen,
    TurnAborted,
    TurnIdentified,
)
from codex_agent.providers.codex.exec_events import usage
from codex_agent.providers.decoding import child, clean, decode, number, text

_LIMITS = ("primary", "secondary", "credits", "individual_limit")  # all null for an account without limits


def find(client_home: str, thread_id: str) -> str | None:
    """The newest file of that thread. The id carries its time of birth, so three folders are read, all of them only if it lies."""
    try:
        thread = uuid.UUID(thread_id)
    except ValueError:
        return None
    sessions = Path(client_home, "sessions")
    name = f"rollout-*-{thread}.jsonl"
    for folder in _days(sessions, thread):
        if found := sorted(folder.glob(name)):
            return str(found[-1])
    found = sorted(sessions.glob(f"*/*/*/{name}"))
    return str(found[-1]) if found else None


def parse(line: bytes) -> tuple[Event, ...]:
    """What one line of a rollout means. Never raises; never the end of a turn, except an abort."""
    data = decode(line)
    payload = child(data, "payload")
    kind = data.get("type")
    if kind == "turn_context":
        return _settings(payload)
    inner = payload.get("type")
    handler = _EVENTS.get(inner) if kind == "event_msg" and isinstance(inner, str) else None
    return handler(payload) if handler else ()


def _days(sessions: Path, thread: uuid.UUID) -> Iterator[Path]:
    """Folders are named by local date; the id's time is UTC: the day itself and its neighbours."""
    if thread.version != 7:
        return
    try:
        born = datetime.fromtimestamp((thread.int >> 80) / 1000, UTC)
        for days in (0, 1, -1):
            yield sessions / (born + timedelta(days=days)).strftime("%Y/%m/%d")
    except (OverflowError, ValueError, OSError):
        return


def _settings(payload: dict[str, Any]) -> tuple[Event, ...]:
    return (
        SettingsSeen(
            model=text(payload, "model") or None,
            reasoning=text(payload, "effort") or None,
            sandbox=text(child(payload, "sandbox_policy"), "type") or None,
        ),
    )


def _task_started(payload: dict[str, Any]) -> tuple[Event, ...]:
    turn_id = text(payload, "turn_id")
    return (TurnIdentified(turn_id),) if turn_id else ()


def _token_count(payload: dict[str, Any]) -> tuple[Event, ...]:
    events: list[Event] = []
    info = child(payload, "info")
    total, last = usage(child(info, "total_token_usage")), child(info, "last_token_usage")
    # After an overflow the client sets the totals to the window with no input at all: not a count.
    if total.input:
        events.append(TokensSeen(total, number(last, "total_tokens"), number(info, "model_context_window")))
    limits = child(payload, "rate_limits")
    if any(child(limits, key) for key in _LIMITS) or limits.get("rate_limit_reached_type"):
        events.append(RateLimitsSeen(clean(json.dumps(limits, ensure_ascii=False))))
    return tuple(events)


def _item_completed(payload: dict[str, Any]) -> tuple[Event, ...]:
    item = child(payload, "item")
    if item.get("type") != "FileChange" or item.get("status") in ("failed", "declined"):
        return ()
    changes: dict[str, str] = {}
    for path, change in child(item, "changes").items():
        details = change if isinstance(change, dict) else {}
        target = text(details, "move_path")
        changes[clean(path)] = "delete" if target else text(details, "type") or "update"
        if target:
            changes[target] = "add"
    return (FilesChanged(tuple(changes.items())),) if changes else ()


def _aborted(payload: dict[str, Any]) -> tuple[Event, ...]:
    return (TurnAborted(text(payload, "reason") or "interrupted"),)


_EVENTS: dict[str, Callable[[dict[str, Any]], tuple[Event, ...]]] = {
    "task_started": _task_started,
    "token_count": _token_count,
    "item_completed": _item_completed,
    "turn_aborted": _aborted,
}
