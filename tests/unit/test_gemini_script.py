"""Replies become the right bytes of the Gemini API, and requests are counted right; no socket, no process."""

from __future__ import annotations

import json
from typing import Any

import pytest

from codex_agent.demo.directive import compose, obey
from codex_agent.demo.gemini import server
from codex_agent.demo.gemini.request import GeminiRequest
from codex_agent.demo.gemini.wire import filled, plan
from codex_agent.demo.script import (
    Delay,
    DropStream,
    Fail,
    Gate,
    HttpError,
    Incomplete,
    Items,
    Patch,
    Reply,
    Sequence,
    Shell,
    Text,
    ToolCall,
    Usage,
)
from codex_agent.demo.wire import Emit, Respond, Wait

SCORE = {
    "type": "OBJECT",
    "properties": {"why": {"type": "STRING"}, "score": {"type": "INTEGER"}},
    "required": ["score"],
}


def chunks(reply: Reply, **context: Any) -> list[dict[str, Any]]:
    actions = list(plan(reply, response_id="r1", **context))
    assert all(isinstance(action, Emit) for action in actions)
    blocks = b"".join(action.data for action in actions).decode().split("\n\n")[:-1]
    return [json.loads(block.removeprefix("data: ")) for block in blocks]


def parts(reply: Reply) -> list[dict[str, Any]]:
    return [part for chunk in chunks(reply) for part in chunk["candidates"][0]["content"]["parts"]]


def request(*contents: dict[str, Any], **body: Any) -> GeminiRequest:
    return GeminiRequest("m", "streamGenerateContent", {}, {"contents": list(contents), **body})


def user(*texts: str) -> dict[str, Any]:
    return {"role": "user", "parts": [{"text": text} for text in texts]}


def called(name: str, call_id: str) -> dict[str, Any]:
    return {"role": "model", "parts": [{"functionCall": {"name": name, "args": {}, "id": call_id}}]}


def returned(call_id: str, **response: str) -> dict[str, Any]:
    return {"role": "user", "parts": [{"functionResponse": {"id": call_id, "name": "x", "response": response}}]}


def test_a_text_comes_in_pieces_and_the_end_counts_tokens_as_the_api_does() -> None:
    found = chunks(Text("hello", reasoning="hm", usage=Usage(input=10, cached=4, output=7, reasoning=2)))
    assert parts(Text("hello", reasoning="hm")) == [{"text": "hm", "thought": True}, {"text": "he"}, {"text": "llo"}]
    assert found[-1]["candidates"][0]["finishReason"] == "STOP"
    assert found[-1]["usageMetadata"] == {
        "promptTokenCount": 10,
        "cachedContentTokenCount": 4,
        "candidatesTokenCount": 5,
        "thoughtsTokenCount": 2,
        "totalTokenCount": 17,
    }


def test_calls_get_ids_by_which_the_next_request_counts_the_rounds() -> None:
    calls = [part["functionCall"] for part in parts(Items([Shell("ls"), ToolCall("glob", {"pattern": "*"})]))]
    assert [(call["name"], call["args"], call["id"]) for call in calls] == [
        ("run_shell_command", {"command": "ls"}, "r1-0"),
        ("glob", {"pattern": "*"}, "r1-1"),
    ]
    asked = request(
        user("<session_context>\nx", "do"),
        called("a", "r1-0"),
        returned("r1-0", output="1"),
        returned("r1-1", error="2"),
    )
    assert (asked.step, asked.tool_outputs, asked.user_texts) == (1, ("1", "2"), ("do",))
    assert request(*asked.contents, user("again")).step == 0


def test_a_sequence_follows_the_conversation_and_a_prompt_can_carry_it() -> None:
    assert parts(Sequence([Text("a"), Text("b")])) == [{"text": "a"}]
    prompt = user(compose([{"tool": "glob", "arguments": {"pattern": "*"}}, {"text": "seen"}]))
    assert obey(request(prompt)) == Items([ToolCall("glob", {"pattern": "*"})])
    after = request(prompt, called("glob", "r1-0"), returned("r1-0", output="x"))
    assert obey(after) == Items([Text("seen")])


def test_what_ends_without_an_answer() -> None:
    assert "finishReason" not in chunks(DropStream([Text("ab")]))[-1]["candidates"][0]
    assert chunks(Incomplete("SAFETY"))[-1]["candidates"][0]["finishReason"] == "SAFETY"
    assert chunks(Fail("429", "slow"))[0]["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert list(plan(HttpError(500), response_id="r")) == [Respond(HttpError(500))]
    with pytest.raises(TypeError, match="write_file"):
        chunks(Patch("*** Begin Patch"))


def test_a_held_reply_opens_its_stream_first_unless_it_is_an_error() -> None:
    gate = Gate(Text("x"))
    assert list(plan(gate, response_id="r"))[:2] == [Emit(b""), Wait(gate)]
    assert next(iter(plan(Delay(1, HttpError(500)), response_id="r"))) == Wait(1)
    assert next(iter(plan(gate, response_id="r", streams=False))) == Wait(gate)


def test_a_request_that_does_not_stream_gets_one_object() -> None:
    (action,) = plan(Text("hello"), response_id="r", streams=False)
    assert isinstance(action, Respond)
    assert isinstance(action.error.body, dict)
    (candidate,) = action.error.body["candidates"]
    assert [part["text"] for part in candidate["content"]["parts"]] == ["he", "llo"]


def test_a_side_request_gets_the_smallest_json_that_fits_its_schema() -> None:
    assert filled({**SCORE, "required": None}) == {"why": "scripted", "score": 1}
    assert filled({"type": "string", "enum": ["flash", "pro"]}) == "flash"
    side = GeminiRequest("m", "generateContent", {}, {"generationConfig": {"responseJsonSchema": SCORE}})
    assert side.is_side_request
    assert server.obey(side) == Text('{"score": 1}')
    assert not request(user("hi")).is_side_request
