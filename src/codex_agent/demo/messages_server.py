"""A scripted Messages API on the loopback, for tests with the real Claude Code."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from codex_agent.demo.directive import obeyed
from codex_agent.demo.listener import Call
from codex_agent.demo.messages_request import MessagesRequest
from codex_agent.demo.messages_wire import plan_message
from codex_agent.demo.script import HttpError, Reply, Text
from codex_agent.demo.serving import NO_JSON, NOT_FOUND, Serving, json_body
from codex_agent.demo.wire import Action

MessagesScript = Callable[[MessagesRequest], Reply]


class MessagesServer(Serving[MessagesRequest]):
    """Give its `base_url` to the client as `ANTHROPIC_BASE_URL`."""

    def __init__(self, script: MessagesScript | None = None) -> None:
        super().__init__(script or obey_message)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _route(self, call: Call) -> MessagesRequest | HttpError:
        if call.method != "POST" or call.path != "/v1/messages":
            return NOT_FOUND
        body = json_body(call)
        return NO_JSON if body is None else MessagesRequest(call.headers, body)

    def _plan(self, reply: Reply, request: MessagesRequest) -> Iterable[Action]:
        model, streamed = str(request.body.get("model")), bool(request.body.get("stream"))
        return plan_message(reply, unique=uuid.uuid4().hex, step=request.step, model=model, streamed=streamed)


def obey_message(request: MessagesRequest) -> Reply:
    """The default script: the step that the last user text asks for, or its echo; side requests get a short text."""
    if not request.tools and not request.is_compaction:
        return Text("Scripted conversation")
    before = request.without_last_message() if request.is_compaction else request
    summary = "<summary>Scripted summary. {steps}</summary>" if request.is_compaction else None
    return obeyed(before.last_user_text, before.step, summary)
