"""The client's own record of a session: where it is, and what its lines tell that the stream does not. Read, never written."""

from __future__ import annotations

import json
import os
from pathlib import Path

from codex_agent.events import Event, MessageRecorded, ModelCalled, SettingsSeen
from codex_agent.providers.decoding import child, count, decode, text
from codex_agent.usage import Usage

_HEAD_BYTES = 4096


def find(gemini_folder: Path, session_id: str) -> str | None:
    """The file with the session's history.

    Each resumption makes a second file of the same session, which holds nothing but the opening; the history is in the larger one.
    """
    found = files(gemini_folder, session_id)
    return str(max(found, key=_size)) if found else None


def files(gemini_folder: Path, session_id: str) -> list[Path]:
    """Every file of that session, whichever project it is in."""
    short = session_id[:8]
    if not short.isalnum():
        return []
    named = (gemini_folder / "tmp").glob(f"*/chats/session-*-{short}.jsonl")
    return [path for path in named if _session_of(path) == session_id]


def imported_bytes(path: Path) -> int:
    """Where the messages end that were copied from another session: before the client's first note about its own."""
    size = 0
    with path.open("rb") as file:
        for line in file:
            if line.startswith(b'{"$set"'):
                break
            size += len(line)
    return size


def parse(line: bytes) -> tuple[Event, ...]:
    """What one line means: a message of the model, with what its call used. Never raises; never the end of a turn.

    A message is written again, under its id, when its tool calls have ended.
    """
    data = decode(line)
    if data.get("type") != "gemini":
        return ()
    events: list[Event] = []
    tokens, call_id = child(data, "tokens"), text(data, "id")
    if tokens and call_id:
        given = count(tokens, "input")
        total = count(tokens, "total")
        used = Usage(given, count(tokens, "cached"), max(0, total - given), count(tokens, "thoughts"))
        events.append(ModelCalled(call_id, used, total or None))
    if model := text(data, "model"):
        events.append(SettingsSeen(model, None))
    if words := text(data, "content"):
        events.append(MessageRecorded(words))
    return tuple(events)


def _session_of(path: Path) -> str | None:
    """The id in the first line; the name has eight characters of it."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES).split(b"\n", 1)[0]
        value = json.loads(head)
    except (OSError, ValueError):
        return None
    session = value.get("sessionId") if isinstance(value, dict) else None
    return session if isinstance(session, str) else None


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return -1
