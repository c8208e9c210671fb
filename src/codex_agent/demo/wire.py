"""Replies as bytes of the Responses API: `plan` turns a reply into the actions that the server performs. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from codex_agent.demo.script import (
    DEFAULT_USAGE,
    DONE,
    Delay,
    DropStream,
    Fail,
    Gate,
    HttpError,
    Incomplete,
    Item,
    Items,
    Patch,
    Reply,
    Sequence,
    Shell,
    Text,
    ToolCall,
    Usage,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as SequenceOf


@dataclass(frozen=True)
class Respond:
    """Action: one whole HTTP response."""

    error: HttpError


@dataclass(frozen=True)
class Emit:
    """Action: bytes of the event stream; the first ones come after its headers."""

    data: bytes


@dataclass(frozen=True)
class Wait:
    """Action: hold until the gate opens or the seconds are over."""

    until: Gate | float


Action = Respond | Emit | Wait
Said = Item | Items | DropStream | Fail | Incomplete
Act = Said | HttpError


def plan(reply: Reply, *, response_id: str, step: int = 0, code_mode: bool = False) -> Iterator[Action]:
    """The actions that answer one request; when they end, the connection closes.

    Call ids are `<response_id>-<n>`; `Request.step` counts the rounds by them.
    """
    holds, act = unwrap(reply, step)
    opening = event("response.created", response={"id": response_id})
    yield from held(holds, act, opening, lambda said: _stream(said, response_id, code_mode))


def unwrap(reply: Reply, step: int) -> tuple[list[Delay | Gate], Act]:
    """What holds the reply back, outermost first, and the reply itself: the one of that step in a sequence."""
    holds: list[Delay | Gate] = []
    while isinstance(reply, Delay | Gate | Sequence):
        if isinstance(reply, Sequence):
            reply = reply.replies[step] if step < len(reply.replies) else DONE
        else:
            holds.append(reply)
            reply = reply.then
    return holds, reply


def held(
    holds: SequenceOf[Delay | Gate], act: Act, opening: bytes, stream: Callable[[Said], Iterator[bytes]]
) -> Iterator[Action]:
    """The holds, then the act; the stream's first event comes before the first hold that wants it so."""
    opened = False
    for hold in holds:
        if hold.headers_first and not opened and not isinstance(act, HttpError):
            yield Emit(opening)
            opened = True
        yield Wait(hold.delay_s if isinstance(hold, Delay) else hold)
    if isinstance(act, HttpError):
        yield Respond(act)
        return
    if not opened:
        yield Emit(opening)
    for data in stream(act):
        yield Emit(data)


def _stream(reply: Said, response_id: str, code_mode: bool) -> Iterator[bytes]:
    if isinstance(reply, Fail):
        error = {"code": reply.code, "message": reply.message}
        yield event("response.failed", response={"id": response_id, "status": "failed", "error": error})
        return
    if isinstance(reply, Incomplete):
        details = {"reason": reply.reason}
        response = {"id": response_id, "status": "incomplete", "incomplete_details": details}
        yield event("response.incomplete", response=response)
        return
    items = reply.items if isinstance(reply, Items | DropStream) else (reply,)
    number = 0
    for item in items:
        for encoded in _output_items(item, code_mode):
            yield event("response.output_item.done", output_index=number, item=_named(encoded, response_id, number))
            number += 1
    if isinstance(reply, DropStream):
        return
    usage = _usage(reply.usage)
    yield event("response.completed", response={"id": response_id, "status": "completed", "usage": usage})


def _output_items(item: Item, code_mode: bool) -> Iterator[dict[str, Any]]:
    """The item without its ids."""
    if isinstance(item, Text):
        if item.reasoning is not None:
            yield {"type": "reasoning", "summary": [{"type": "summary_text", "text": item.reasoning}]}
        content = [{"type": "output_text", "text": item.text, "annotations": []}]
        yield {"type": "message", "role": "assistant", "status": "completed", "content": content}
    elif isinstance(item, ToolCall):
        yield {"type": "function_call", "name": item.name, "arguments": json.dumps(dict(item.arguments))}
    elif code_mode:
        yield {"type": "custom_tool_call", "name": "exec", "input": _javascript(item)}
    elif isinstance(item, Shell):
        yield {"type": "function_call", "name": "exec_command", "arguments": json.dumps({"cmd": item.command})}
    else:
        yield {"type": "custom_tool_call", "name": "apply_patch", "input": item.text}


def _javascript(item: Shell | Patch) -> str:
    if isinstance(item, Shell):
        return f"text(await tools.exec_command({json.dumps({'cmd': item.command})}));"
    return f"text(await tools.apply_patch({json.dumps(item.text)}));"


def _named(item: dict[str, Any], response_id: str, number: int) -> dict[str, Any]:
    unique = f"{response_id}-{number}"
    if item["type"] in ("function_call", "custom_tool_call"):
        return {"id": f"item_{unique}", "call_id": unique, **item}
    return {"id": f"item_{unique}", **item}


def _usage(usage: Usage = DEFAULT_USAGE) -> dict[str, Any]:
    return {
        "input_tokens": usage.input,
        "input_tokens_details": {"cached_tokens": usage.cached},
        "output_tokens": usage.output,
        "output_tokens_details": {"reasoning_tokens": usage.reasoning},
        "total_tokens": usage.input + usage.output,
    }


def event(kind: str, **fields: Any) -> bytes:
    """One server-sent event."""
    data = json.dumps({"type": kind, **fields})
    return f"event: {kind}\ndata: {data}\n\n".encode()
