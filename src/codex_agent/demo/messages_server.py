"""A scripted Messages API on the loopback, for tests with the real Claude Code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from codex_agent.demo.directive import obeyed
from codex_agent.demo.messages_request import MessagesRequest
from codex_agent.demo.messages_wire import plan_message
from codex_agent.demo.script import Reply, Text
from codex_agent.demo.serving import Serving
from codex_agent.demo.wire import Action

MessagesScript = Callable[[MessagesRequest], Reply]


class MessagesServer(Serving[MessagesRequest]):
    """Give its `base_url` to the client as `ANTHROPIC_BASE_URL`."""

    path = "/v1/messages"

    def __init__(self, script: MessagesScript | None = None) -> None:
        super().__init__(script or obey_message)

    def read(self, headers: dict[str, str], body: dict[str, Any]) -> MessagesRequest:
        return MessagesRequest(headers, body)

    def plan(self, request: MessagesRequest, reply: Reply, unique: str) -> Iterable[Action]:
        body = request.body
        return plan_message(
            reply, unique=unique, step=request.step, model=str(body.get("model")), streamed=bool(body.get("stream"))
        )

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def obey_message(request: MessagesRequest) -> Reply:
    """The default script: the step that the last user text asks for, or its echo; side requests get a short text."""
    if not request.tools and not request.is_compaction:
        return Text("Scripted conversation")
    before = request.without_last_message() if request.is_compaction else request
    summary = "<summary>Scripted summary. {steps}</summary>" if request.is_compaction else None
    return obeyed(before.last_user_text, before.step, summary)
