"""Replies as bytes of the Messages API. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_agent.demo.script import DEFAULT_USAGE, HttpError, Item, Items, Reply, Shell, Text, ToolCall, Usage
from codex_agent.demo.wire import Act, Action, Respond, Said, event, held, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator


def plan_message(
    reply: Reply, *, unique: str, step: int = 0, model: str = "scripted", streamed: bool = True
) -> Iterator[Action]:
    """The actions that answer one request. A `Shell` is a call of the client's Bash tool; `Fail` and its like are none here."""
    holds, act = unwrap(reply, step)
    message = _message(act, unique, model)
    if streamed or isinstance(act, HttpError):
        opening = event("message_start", message={**message, "content": [], "stop_reason": None})
        yield from held(holds, act, opening, lambda _: _stream(message))
    else:
        yield Respond(HttpError(200, message))


def _message(act: Act, unique: str, model: str) -> dict[str, Any]:
    blocks, usage = ([], DEFAULT_USAGE) if isinstance(act, HttpError) else _content(act, unique)
    calls = any(block["type"] == "tool_use" for block in blocks)
    return {
        "id": f"msg_{unique}",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": blocks,
        "stop_reason": "tool_use" if calls else "end_turn",
        "stop_sequence": None,
        "usage": {
            "input_tokens": usage.input - usage.cached,
            "cache_read_input_tokens": usage.cached,
            "cache_creation_input_tokens": 0,
            "output_tokens": usage.output,
        },
    }


def _content(act: Said, unique: str) -> tuple[list[dict[str, Any]], Usage]:
    if not isinstance(act, Item | Items):
        raise TypeError(f"no reply of the Messages API: {act!r}")
    items = act.items if isinstance(act, Items) else (act,)
    return [_block(item, f"toolu_{unique}_{number}") for number, item in enumerate(items)], act.usage


def _block(item: Item, call: str) -> dict[str, Any]:
    if isinstance(item, Text):
        return {"type": "text", "text": item.text}
    if isinstance(item, Shell):
        item = ToolCall("Bash", {"command": item.command, "description": "scripted"})
    if not isinstance(item, ToolCall):
        raise TypeError(f"no block of the Messages API: {item!r}")
    return {"type": "tool_use", "id": call, "name": item.name, "input": dict(item.arguments)}


def _stream(message: dict[str, Any]) -> Iterator[bytes]:
    for index, block in enumerate(message["content"]):
        if block["type"] == "text":
            start: dict[str, Any] = {"type": "text", "text": ""}
            delta = {"type": "text_delta", "text": block["text"]}
        else:
            start = {**block, "input": {}}
            delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
        yield event("content_block_start", index=index, content_block=start)
        yield event("content_block_delta", index=index, delta=delta)
        yield event("content_block_stop", index=index)
    ending = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    yield event("message_delta", delta=ending, usage=message["usage"])
    yield event("message_stop")
