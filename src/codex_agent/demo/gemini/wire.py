"""Replies as bytes of the Gemini API: `plan` turns a reply into the actions that the server performs. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from codex_agent.demo.script import (
    DEFAULT_USAGE,
    DropStream,
    Fail,
    HttpError,
    Incomplete,
    Item,
    Items,
    Patch,
    Reply,
    Shell,
    Text,
    Usage,
)
from codex_agent.demo.wire import Action, Said, held, unwrap

_STATUS = {400: "INVALID_ARGUMENT", 429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE"}

Part = dict[str, Any]
Chunk = dict[str, Any]


def plan(reply: Reply, *, response_id: str, step: int = 0, streams: bool = True) -> Iterator[Action]:
    """The actions that answer one request; when they end, the connection closes.

    The ids of calls are `<response_id>-<n>`; `GeminiRequest.step` counts the rounds by them.
    """
    holds, act = unwrap(reply, step)
    if not streams and not isinstance(act, HttpError):
        act = HttpError(200, _joined(list(_chunks(act, response_id))))
    # The stream has no event of its own at its beginning: the headers alone.
    yield from held(holds, act, b"", lambda said: (_event(chunk) for chunk in _chunks(said, response_id)))


def _event(chunk: Chunk) -> bytes:
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def error_body(status: int, message: str, *details: Mapping[str, Any]) -> dict[str, Any]:
    """An error as the API words it."""
    error = {"code": status, "message": message, "status": _STATUS.get(status, "UNKNOWN"), "details": list(details)}
    return {"error": error}


def filled(schema: Mapping[str, Any]) -> Any:
    """The smallest value that a JSON Schema accepts: what a side request gets."""
    kind = str(schema.get("type", "")).lower()
    if kind == "object":
        properties = schema.get("properties") or {}
        return {name: filled(properties.get(name) or {}) for name in schema.get("required") or properties}
    if schema.get("enum"):
        return schema["enum"][0]
    return {"integer": 1, "number": 1, "boolean": False, "array": []}.get(kind, "scripted")


def _chunks(reply: Said, response_id: str) -> Iterator[Chunk]:
    if isinstance(reply, Fail):
        yield error_body(int(reply.code) if reply.code.isdigit() else 500, reply.message)
        return
    if isinstance(reply, Incomplete):
        yield _chunk([{"text": "an answer that"}], finish=reply.reason, usage=DEFAULT_USAGE)
        return
    items = reply.items if isinstance(reply, Items | DropStream) else (reply,)
    number = 0
    for item in items:
        for part in _parts(item):
            if "functionCall" in part:
                part["functionCall"]["id"] = f"{response_id}-{number}"
            number += 1
            yield _chunk([part])
    if isinstance(reply, DropStream):
        return
    yield _chunk([], finish="STOP", usage=reply.usage)


def _parts(item: Item) -> Iterator[Part]:
    """A text comes in two pieces, so that whoever reads it has to put it together."""
    if isinstance(item, Patch):
        raise TypeError("the Gemini client has no patch tool; script its own: write_file, replace")
    if isinstance(item, Text):
        if item.reasoning is not None:
            yield {"text": item.reasoning, "thought": True}
        middle = len(item.text) // 2
        yield from ({"text": piece} for piece in (item.text[:middle], item.text[middle:]) if piece)
    elif isinstance(item, Shell):
        yield {"functionCall": {"name": "run_shell_command", "args": {"command": item.command}}}
    else:
        yield {"functionCall": {"name": item.name, "args": dict(item.arguments)}}


def _chunk(parts: list[Part], *, finish: str | None = None, usage: Usage | None = None) -> Chunk:
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": parts}, "index": 0}
    if finish is not None:
        candidate["finishReason"] = finish
    chunk: Chunk = {"candidates": [candidate]}
    if usage is not None:
        chunk["usageMetadata"] = _usage(usage)
    return chunk


def _usage(usage: Usage) -> dict[str, int]:
    """The API counts thoughts beside the candidates, not within them."""
    return {
        "promptTokenCount": usage.input,
        "cachedContentTokenCount": usage.cached,
        "candidatesTokenCount": usage.output - usage.reasoning,
        "thoughtsTokenCount": usage.reasoning,
        "totalTokenCount": usage.input + usage.output,
    }


def _joined(chunks: list[Chunk]) -> Chunk:
    """One response of all pieces, for a request that does not stream."""
    if "error" in chunks[-1]:
        return chunks[-1]
    parts = [part for chunk in chunks for part in chunk["candidates"][0]["content"]["parts"]]
    last: Chunk = json.loads(json.dumps(chunks[-1]))
    last["candidates"][0]["content"]["parts"] = parts
    return last
