"""What a Gemini client asked the scripted model, read from one `POST .../models/MODEL:METHOD`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Parts of user messages that the client writes itself; they carry no words of the person.
_CONTEXT_OPENINGS = ("<session_context>", "<hook_context>", "<system_note>", "<system_reminder>")

Part = dict[str, Any]


@dataclass(frozen=True)
class GeminiRequest:
    """One model request. Header names are lower case."""

    model: str
    method: str  # streamGenerateContent, generateContent
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def streams(self) -> bool:
        return self.method == "streamGenerateContent"

    @cached_property
    def contents(self) -> tuple[Mapping[str, Any], ...]:
        """The conversation so far, oldest first."""
        given = self.body.get("contents") or ()
        return tuple(content for content in given if isinstance(content, dict))

    @cached_property
    def user_texts(self) -> tuple[str, ...]:
        """Every user message in order, without what the client adds on its own."""
        return tuple(text for content in self.contents if (text := _spoken(content)))

    @property
    def last_user_text(self) -> str:
        return self.user_texts[-1] if self.user_texts else ""

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """The model's own words so far, one text for each of its messages that has any."""
        said = ("".join(_texts(content)) for content in self.contents if content.get("role") == "model")
        return tuple(text for text in said if text)

    @cached_property
    def tool_outputs(self) -> tuple[str, ...]:
        """What the tool calls of the conversation returned, oldest first; a refusal is an output too."""
        return tuple(_output(part["functionResponse"]) for content in self.contents for part in _responses(content))

    @cached_property
    def step(self) -> int:
        """How many answers with tool calls were given since the last user message; 0 asks for the first.

        Counted in the conversation itself, so parallel clients and retries need no state in the server.
        """
        since_message: set[str] = set()
        for content in self.contents:
            if _spoken(content):
                since_message.clear()
            for part in _responses(content):
                since_message.add(str(part["functionResponse"].get("id", "")).rpartition("-")[0])
        return len(since_message)

    @property
    def tools(self) -> tuple[str, ...]:
        """The names of the tools that the model may call."""
        groups = self.body.get("tools") or ()
        return tuple(tool["name"] for group in groups for tool in group.get("functionDeclarations") or ())

    @property
    def wanted_schema(self) -> Mapping[str, Any] | None:
        """The schema of the JSON that a side request wants: the choice of a model, a summary."""
        config = self.body.get("generationConfig") or {}
        return config.get("responseJsonSchema") or config.get("responseSchema")

    @property
    def is_side_request(self) -> bool:
        """Whether the client asks for itself, and not for its conversation."""
        return not self.streams or self.wanted_schema is not None

    # what `directive.obey` asks of any conversation

    @property
    def is_title_request(self) -> bool:
        return False

    @property
    def is_compaction(self) -> bool:
        return False

    def without_last_item(self) -> GeminiRequest:
        """The request as it would be before its last message."""
        return replace(self, body={**self.body, "contents": list(self.contents[:-1])})


def _spoken(content: Mapping[str, Any]) -> str:
    """The person's words in a user message, or "" for anything else."""
    if content.get("role") != "user":
        return ""
    return "\n".join(text for text in _texts(content) if text and not text.startswith(_CONTEXT_OPENINGS))


def _texts(content: Mapping[str, Any]) -> list[str]:
    return [str(part["text"]) for part in _parts(content) if "text" in part and not part.get("thought")]


def _responses(content: Mapping[str, Any]) -> list[Part]:
    return [part for part in _parts(content) if isinstance(part.get("functionResponse"), dict)]


def _parts(content: Mapping[str, Any]) -> list[Part]:
    return [part for part in content.get("parts") or () if isinstance(part, dict)]


def _output(response: Mapping[str, Any]) -> str:
    body = response.get("response")
    if not isinstance(body, dict):
        return str(body or "")
    return str(body.get("output") or body.get("error") or "")
