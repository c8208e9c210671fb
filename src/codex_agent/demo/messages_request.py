"""What a Claude Code client asked the scripted model, read from one `POST /v1/messages`."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SUMMARY_WISH = "create a detailed summary"
_CONTEXT_OPENINGS = ("<system-reminder>", "<local-command", "<command-name>")
_WAKE_UP = "<system-reminder>\n[SYSTEM NOTIFICATION"  # a turn of its own, though no person speaks


@dataclass(frozen=True)
class MessagesRequest:
    """One model request. Header names are lower case."""

    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @cached_property
    def messages(self) -> tuple[Mapping[str, Any], ...]:
        """The conversation so far, oldest first; the client's own remarks have the role system."""
        return tuple(message for message in self.body.get("messages") or () if isinstance(message, dict))

    @property
    def session(self) -> str | None:
        return self.headers.get("x-claude-code-session-id")

    @cached_property
    def tools(self) -> tuple[str, ...]:
        """Names; empty for the side requests by which the client names a conversation and the like."""
        return tuple(str(tool.get("name")) for tool in self.body.get("tools") or () if isinstance(tool, dict))

    @cached_property
    def text(self) -> str:
        """Everything that the model is told, system prompt and hook contexts included, as one text."""
        return json.dumps([self.body.get("system"), self.messages], ensure_ascii=False)

    @cached_property
    def user_texts(self) -> tuple[str, ...]:
        """What was said to the model, in order: by the person, by a slash command, or to wake it up."""
        return tuple(text for message in self.messages if (text := _spoken(message)))

    @property
    def last_user_text(self) -> str:
        return self.user_texts[-1] if self.user_texts else ""

    @cached_property
    def step(self) -> int:
        """How often the model has answered since the last user text; 0 asks for the first answer."""
        answers = 0
        for message in self.messages:
            if _spoken(message):
                answers = 0
            elif message.get("role") == "assistant":
                answers += 1
        return answers

    @cached_property
    def tool_outputs(self) -> tuple[str, ...]:
        """The results of all tool calls of the conversation, oldest first."""
        blocks = (block for message in self.messages for block in _blocks(message))
        return tuple(_words(block.get("content")) for block in blocks if block.get("type") == "tool_result")

    @property
    def is_compaction(self) -> bool:
        """Whether the client asks for a summary, with which it goes on in place of the conversation."""
        return SUMMARY_WISH in self.last_remark

    @property
    def last_remark(self) -> str:
        """Every text of the last user message, also what stands beside a tool's result."""
        last: Mapping[str, Any] = next(
            (message for message in reversed(self.messages) if message.get("role") == "user"), {}
        )
        return "\n".join(str(block["text"]) for block in _blocks(last) if block.get("type") == "text")

    def without_last_message(self) -> MessagesRequest:
        return replace(self, body={**self.body, "messages": list(self.messages[:-1])})


def _blocks(message: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    content = message.get("content")
    if isinstance(content, str):
        yield {"type": "text", "text": content}
    else:
        yield from (block for block in content or () if isinstance(block, dict))


def _spoken(message: Mapping[str, Any]) -> str:
    """The words of a user message, or "" for anything else; what comes beside a tool's result is a remark."""
    if message.get("role") != "user":
        return ""
    blocks = list(_blocks(message))
    if any(block.get("type") == "tool_result" for block in blocks):
        return ""
    texts = (str(block.get("text", "")) for block in blocks if block.get("type") == "text")
    return "\n".join(text for text in texts if text and _is_said(text))


def _is_said(text: str) -> bool:
    return text.startswith(_WAKE_UP) or not text.startswith(_CONTEXT_OPENINGS)


def _words(content: object) -> str:
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content or "")
