"""Steps written into a prompt: `@@STEPS[{"shell":"ls"},{"text":"seen"}]@@` scripts the agent that gets the prompt.

Parallel agents with different prompts so need no shared state, and no script outside of the prompt.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Protocol, Self

from codex_agent.demo.script import (
    DEFAULT_USAGE,
    DONE,
    Delay,
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
    ToolCall,
    Usage,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence as SequenceOf


_DIRECTIVE = re.compile(r"@@STEPS(\[.*?\])@@", re.DOTALL)
_ECHO_CHARS = 200
_ITEM_KEYS = {"text", "reasoning", "shell", "patch", "tool", "arguments", "usage"}
_OTHER_KEYS = {"delay_s", "http", "body", "headers", "drop", "fail", "message", "incomplete"}


class Conversation(Protocol):
    """What `obey` needs to know of a request, in any dialect."""

    @property
    def is_title_request(self) -> bool: ...

    @property
    def is_compaction(self) -> bool: ...

    @property
    def last_user_text(self) -> str: ...

    @property
    def step(self) -> int: ...

    def without_last_item(self) -> Self: ...


def compose(steps: SequenceOf[Mapping[str, Any]]) -> str:
    """The directive that makes the default script take `steps`; put it anywhere in a prompt."""
    return f"@@STEPS{json.dumps(list(steps)).replace('@', chr(92) + 'u0040')}@@"


def obey(request: Conversation) -> Reply:
    """The default script: the step that the last user message asks for, or its echo without a directive.

    After the last step comes a short text. A directive that cannot be read is answered with HTTP 400 and the reason.
    A compaction is answered with a summary that carries the steps still to take, so that the turn goes on after it.
    """
    if request.is_title_request:
        return Text(json.dumps({"title": "Scripted conversation"}))
    conversation = request.without_last_item() if request.is_compaction else request
    summary = "Scripted summary. {steps}" if request.is_compaction else None
    return obeyed(conversation.last_user_text, conversation.step, summary)


def obeyed(text: str, step: int, summary: str | None = None) -> Reply:
    """What the directive in `text` says for that step; with `summary`, that text around the steps still to take."""
    try:
        steps = _left(text, step)
        if summary is not None:
            return Text(summary.replace("{steps}", compose(steps or [])))
        if steps is None:
            return Text(f"echo: {text[:_ECHO_CHARS]}")
        return to_reply(steps[0]) if steps else DONE
    except (ValueError, TypeError, KeyError) as error:
        return HttpError(400, {"error": {"message": f"bad @@STEPS directive: {error}", "code": "bad_directive"}})


def _left(text: str, step: int) -> list[Any] | None:
    """The steps of the directive from `step` on; None without a directive."""
    found = _DIRECTIVE.search(text)
    if not found:
        return None
    steps: list[Any] = json.loads(found[1])
    return steps[step:]


def to_reply(step: dict[str, Any]) -> Reply:
    """One step as a reply; `text`, `shell`, `patch` and `tool` together make one response of several items.

    Raises `ValueError` for an unknown key or a step without an act, `TypeError` for a value of the wrong kind.
    """
    if not isinstance(step, dict):
        raise TypeError(f"a step is an object, not {step!r}")
    if unknown := set(step) - _ITEM_KEYS - _OTHER_KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    reply = _act(step)
    return Delay(float(step["delay_s"]), reply) if "delay_s" in step else reply


def _act(step: dict[str, Any]) -> Reply:
    if "http" in step:
        return HttpError(int(step["http"]), step.get("body", ""), step.get("headers", {}))
    if "fail" in step:
        return Fail(step["fail"], step.get("message", "scripted failure"))
    if "incomplete" in step:
        return Incomplete(step["incomplete"])
    items = _items(step)
    if step.get("drop"):
        return DropStream(items)
    if not items:
        raise ValueError(f"nothing to do in {step}")
    return Items(items, Usage(**step["usage"]) if "usage" in step else DEFAULT_USAGE)


def _items(step: dict[str, Any]) -> list[Item]:
    items: list[Item] = []
    if "text" in step:
        items.append(Text(step["text"], step.get("reasoning")))
    if "shell" in step:
        items.append(Shell(step["shell"]))
    if "patch" in step:
        items.append(Patch(step["patch"]))
    if "tool" in step:
        items.append(ToolCall(step["tool"], step.get("arguments", {})))
    return items
