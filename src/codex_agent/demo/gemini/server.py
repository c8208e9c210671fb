"""A scripted Gemini API: serves the scripts that prompts carry (see `directive`), or the one that a test sets."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterable

from codex_agent.demo.directive import obey as obey_prompt
from codex_agent.demo.gemini.request import GeminiRequest
from codex_agent.demo.gemini.wire import filled, plan
from codex_agent.demo.listener import Call
from codex_agent.demo.script import HttpError, Reply, Text
from codex_agent.demo.serving import NO_JSON, NOT_FOUND, Serving, json_body
from codex_agent.demo.wire import Action

GeminiScript = Callable[[GeminiRequest], Reply]
_ENDPOINT = re.compile(r"/v1(?:beta)?/models/([^/:]+):(streamGenerateContent|generateContent)")


def obey(request: GeminiRequest) -> Reply:
    """The default script. What the client asks for itself gets the smallest answer that fits."""
    if request.wanted_schema is not None:
        return Text(json.dumps(filled(request.wanted_schema)))
    if request.is_side_request:
        return Text("Scripted summary")
    return obey_prompt(request)


class ScriptedGemini(Serving[GeminiRequest]):
    """The model of Gemini clients. `script` is asked for conversations alone, unless `scripts_side_requests`."""

    scripts_side_requests = False

    def __init__(self, script: GeminiScript | None = None, *, port: int = 0) -> None:
        super().__init__(script or obey, port=port)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def conversations(self) -> list[GeminiRequest]:
        """The requests without those that the client makes for itself."""
        return [request for request in self.requests if not request.is_side_request]

    def _route(self, call: Call) -> GeminiRequest | HttpError:
        found = _ENDPOINT.fullmatch(call.path)
        if call.method != "POST" or found is None:
            return NOT_FOUND
        body = json_body(call)
        return NO_JSON if body is None else GeminiRequest(found[1], found[2], call.headers, body)

    def _choose(self, request: GeminiRequest) -> Reply:
        if request.is_side_request and not self.scripts_side_requests:
            return obey(request)
        return self.script(request)

    def _plan(self, reply: Reply, request: GeminiRequest) -> Iterable[Action]:
        return plan(reply, response_id=f"call{uuid.uuid4().hex[:12]}", step=request.step, streams=request.streams)
