"""What a Codex client asked the scripted model, read from one `POST /v1/responses`."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from codex_agent.prompts.composing import task_of

if TYPE_CHECKING:
    from collections.abc import Mapping

# User-role messages that the client writes itself; they carry no words of the person.
_CONTEXT_OPENINGS = (
    "<environment_context>",
    "<turn_aborted>",
    "<skill>",
    "<user_instructions>",
    "<INSTRUCTIONS>",
    "<permissions",
    "<recommended_plugins>",
    "# AGENTS.md instructions",
)


@dataclass(frozen=True)
class Request:
    """One model request. Header names are lower case."""

    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def model(self) -> str:
        return str(self.body.get("model") or "")

    @property
    def effort(self) -> str | None:
        effort = (self.body.get("reasoning") or {}).get("effort")
        return None if effort is None else str(effort)

    @property
    def thread_id(self) -> str | None:
        """The client's conversation; a title or sub-agent request has another one than the job."""
        return self.headers.get("thread-id") or self.body.get("prompt_cache_key")

    @cached_property
    def metadata(self) -> Mapping[str, Any]:
        """What the client says about the turn: request_kind, thread_source, turn_id, sandbox_mode and more."""
        found = json.loads(self.headers.get("x-codex-turn-metadata") or "{}")
        return found if isinstance(found, dict) else {}

    @cached_property
    def items(self) -> tuple[Mapping[str, Any], ...]:
        """The conversation so far, oldest first."""
        given = self.body.get("input") or ()
        return tuple(item for item in given if isinstance(item, dict))

    @cached_property
    def prompts(self) -> tuple[str, ...]:
        """Every user message as it came, without the context messages that the client adds on its own."""
        return tuple(text for item in self.items if (text := _spoken(item)))

    @cached_property
    def user_texts(self) -> tuple[str, ...]:
        """What every user message asks for, in order: of a composed prompt its task alone."""
        return tuple(task_of(text) for text in self.prompts)

    @property
    def last_user_text(self) -> str:
        return self.user_texts[-1] if self.user_texts else ""

    @cached_property
    def tool_outputs(self) -> tuple[str, ...]:
        """The output texts of all tool calls of the conversation, oldest first."""
        return tuple(_output_text(item.get("output")) for item in self.items if _is_output(item))

    @cached_property
    def step(self) -> int:
        """How many answers with tool calls were given since the last user message; 0 asks for the first.

        Counted in the conversation itself, so parallel clients and retries need no state in the server.
        """
        since_message: set[str] = set()
        for item in self.items:
            if _spoken(item):
                since_message.clear()
            elif _is_output(item):
                since_message.add(str(item.get("call_id", "")).rpartition("-")[0])
        return len(since_message)

    @property
    def is_title_request(self) -> bool:
        """Whether this is the side request by which the client's own screen names the conversation."""
        return self.metadata.get("thread_source") == "thread_title"

    @property
    def is_compaction(self) -> bool:
        """Whether the client asks for a summary, with which it goes on in place of the conversation."""
        return self.metadata.get("request_kind") == "compaction"

    def without_last_item(self) -> Request:
        """The request as it would be before its last item."""
        return replace(self, body={**self.body, "input": list(self.items[:-1])})

    @property
    def is_code_mode(self) -> bool:
        """Whether the model has one `exec` tool that runs JavaScript instead of a tool for each act."""
        return any(item.get("type") == "additional_tools" for item in self.items)


def _spoken(item: Mapping[str, Any]) -> str:
    """The person's words in a user message, or "" for anything else."""
    if item.get("role") != "user" or item.get("type", "message") != "message":
        return ""
    content = item.get("content")
    parts = [content] if isinstance(content, str) else [str(part.get("text", "")) for part in content or ()]
    return "\n".join(part for part in parts if part and not part.startswith(_CONTEXT_OPENINGS))


def _is_output(item: Mapping[str, Any]) -> bool:
    return item.get("type") in ("function_call_output", "custom_tool_call_output")


def _output_text(output: object) -> str:
    if isinstance(output, list):
        return "\n".join(str(part.get("text", "")) for part in output if isinstance(part, dict))
    return str(output or "")
