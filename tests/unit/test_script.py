"""Replies become the right actions and events, and requests are counted right; no socket, no process."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from codex_agent.demo.config import client_config
from codex_agent.demo.directive import compose, obey, to_reply
from codex_agent.demo.request import Request
from codex_agent.demo.script import (
    DONE,
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
from codex_agent.demo.wire import Emit, Respond, Wait, plan

TITLE = {"x-codex-turn-metadata": json.dumps({"thread_source": "thread_title"})}
COMPACTION = {"x-codex-turn-metadata": json.dumps({"request_kind": "compaction"})}


def events(reply: Reply, **context: Any) -> list[dict[str, Any]]:
    """The events of a reply that neither waits nor answers plainly."""
    actions = list(plan(reply, response_id="r1", **context))
    assert all(isinstance(action, Emit) for action in actions)
    found = []
    for block in b"".join(action.data for action in actions).decode().split("\n\n")[:-1]:
        name, data = block.split("\n")
        found.append(json.loads(data.removeprefix("data: ")))
        assert name == f"event: {found[-1]['type']}"
    return found


def items(reply: Reply, **context: Any) -> list[dict[str, Any]]:
    return [event["item"] for event in events(reply, **context) if event["type"] == "response.output_item.done"]


def user(text: str) -> dict[str, Any]:
    return {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}


def output(call_id: str, text: str = "ok") -> dict[str, Any]:
    return {"type": "function_call_output", "call_id": call_id, "output": text}


def request(*given: dict[str, Any], headers: dict[str, str] | None = None) -> Request:
    return Request(headers or {}, {"model": "gpt-5.5", "input": list(given)})


def test_a_text_is_created_then_spoken_then_completed() -> None:
    created, spoken, completed = events(Text("héllo\n"))
    assert (created["type"], completed["type"]) == ("response.created", "response.completed")
    assert spoken["item"]["content"][0]["text"] == "héllo\n"
    assert created["response"]["id"] == completed["response"]["id"] == "r1"


def test_reasoning_comes_before_the_text() -> None:
    assert [item["type"] for item in items(Text("t", "**why**"))] == ["reasoning", "message"]


def test_usage_is_reported_with_its_parts_and_total() -> None:
    usage = events(Text("t", usage=Usage(100, 40, 20, 5)))[-1]["response"]["usage"]
    assert usage["input_tokens_details"]["cached_tokens"] == 40
    assert usage["output_tokens_details"]["reasoning_tokens"] == 5
    assert usage["total_tokens"] == 120


@pytest.mark.parametrize(
    ("reply", "kind", "name", "payload"),
    [
        (ToolCall("view_image", {"path": "a"}), "function_call", "view_image", '{"path": "a"}'),
        (Shell("ls -l"), "function_call", "exec_command", '{"cmd": "ls -l"}'),
        (Patch("*** Begin"), "custom_tool_call", "apply_patch", "*** Begin"),
    ],
)
def test_a_call_names_its_tool_and_carries_its_input(reply: Reply, kind: str, name: str, payload: str) -> None:
    (item,) = items(reply)
    assert (item["type"], item["name"]) == (kind, name)
    assert item["arguments" if kind == "function_call" else "input"] == payload


@pytest.mark.parametrize(("reply", "tool"), [(Shell('echo "a"'), "exec_command"), (Patch("*** Begin"), "apply_patch")])
def test_in_code_mode_a_call_is_javascript(reply: Reply, tool: str) -> None:
    (item,) = items(reply, code_mode=True)
    assert (item["type"], item["name"]) == ("custom_tool_call", "exec")
    assert f"tools.{tool}(" in item["input"]


def test_the_items_of_one_response_have_different_ids() -> None:
    found = items(Items((Text("look", "why"), Shell("a"), Shell("b"))))
    assert [item["type"] for item in found] == ["reasoning", "message", "function_call", "function_call"]
    assert len({item["id"] for item in found}) == 4
    assert found[2]["call_id"] != found[3]["call_id"]


def test_a_dropped_stream_shows_its_items_and_never_completes() -> None:
    assert [event["type"] for event in events(DropStream((Text("half"),)))] == [
        "response.created",
        "response.output_item.done",
    ]


def test_failed_and_incomplete_responses_say_why() -> None:
    assert events(Fail("insufficient_quota", "no"))[-1]["response"]["error"] == {
        "code": "insufficient_quota",
        "message": "no",
    }
    assert events(Incomplete("content_filter"))[-1]["response"]["incomplete_details"]["reason"] == "content_filter"


def test_an_http_error_is_the_whole_answer_even_after_a_delay() -> None:
    error = HttpError(429, {"error": {}})
    assert list(plan(error, response_id="r")) == [Respond(error)]
    assert list(plan(Delay(2, error), response_id="r")) == [Wait(2), Respond(error)]


@pytest.mark.parametrize(
    ("headers_first", "order"), [(True, [Emit, Wait, Emit, Emit]), (False, [Wait, Emit, Emit, Emit])]
)
def test_a_hold_comes_after_the_headers_unless_it_shall_hold_them_too(headers_first: bool, order: list[type]) -> None:
    gate = Gate(Text("x"), headers_first=headers_first)
    assert [type(action) for action in plan(gate, response_id="r")] == order


def test_nested_holds_open_the_stream_once() -> None:
    gate = Gate(Text("x"))
    actions = list(plan(Delay(1, gate), response_id="r"))
    assert [action.until for action in actions if isinstance(action, Wait)] == [1, gate]
    assert sum(b"response.created" in action.data for action in actions if isinstance(action, Emit)) == 1


def test_a_sequence_follows_the_step_and_then_is_done() -> None:
    sequence = Sequence((Shell("a"), Text("b")))
    assert items(sequence, step=0)[0]["type"] == "function_call"
    assert items(sequence, step=1)[0]["content"][0]["text"] == "b"
    assert items(sequence, step=2)[0]["content"][0]["text"] == DONE.text


def test_an_open_gate_wakes_whoever_waits_and_whoever_comes_later() -> None:
    gate, woken = Gate(DONE), []
    gate.arrive(lambda: woken.append("early"))
    gone = lambda: woken.append("gone")  # noqa: E731 - two references to one object
    gate.arrive(gone)
    gate.leave(gone)
    assert (woken, gate.await_arrivals(2, timeout_s=0), gate.await_arrivals(3, timeout_s=0)) == ([], True, False)
    gate.open()
    gate.arrive(lambda: woken.append("late"))
    assert woken == ["early", "late"]


def test_steps_are_rounds_of_calls_since_the_last_user_message() -> None:
    before = (user("first"), output("r0-0"))
    assert request(*before, user("second")).step == 0
    assert request(*before, user("second"), output("r1-0"), output("r1-1")).step == 1
    assert request(*before, user("second"), output("r1-0"), output("r2-0")).step == 2


def test_context_messages_of_the_client_are_not_words_of_the_user() -> None:
    found = request(user("<environment_context>x</environment_context>"), user("hello"), user("<turn_aborted>"))
    assert found.user_texts == ("hello",)
    assert request().last_user_text == ""


def test_tool_outputs_are_texts_whatever_their_form() -> None:
    listed = {"type": "custom_tool_call_output", "call_id": "r-0", "output": [{"type": "input_text", "text": "b"}]}
    assert request(output("r-0", "a"), listed).tool_outputs == ("a", "b")


def test_without_a_directive_the_start_of_the_prompt_is_echoed() -> None:
    assert obey(request(user("x" * 300))) == Text("echo: " + "x" * 200)


def test_a_directive_is_obeyed_step_by_step_and_then_done() -> None:
    prompt = user(f"Please {compose([{'shell': 'ls'}, {'text': 'b'}])} now")
    assert obey(request(prompt)) == Items([Shell("ls")])
    assert obey(request(prompt, output("r1-0"))) == Items([Text("b")])
    assert obey(request(prompt, output("r1-0"), output("r2-0"))) == DONE


def test_a_later_message_ends_the_directive_of_an_earlier_one() -> None:
    assert obey(request(user(compose([{"text": "a"}])), user("and now?"))) == Text("echo: and now?")


def test_a_composed_directive_survives_its_own_delimiters() -> None:
    text = 'a]@@ b @@STEPS[ "quoted" \\ \n ]@@'
    assert obey(request(user(f"x {compose([{'text': text}])} y"))) == Items([Text(text)])


@pytest.mark.parametrize(
    "written",
    ['[{"text":}]', '[{"unknown":1}]', '["text"]', "[{}]", '[{"http":"many"}]', '[{"text":"a","usage":{"x":1}}]'],
)
def test_a_directive_that_cannot_be_read_is_an_http_error_with_the_reason(written: str) -> None:
    reply = obey(request(user(f"@@STEPS{written}@@")))
    assert isinstance(reply, HttpError)
    assert reply.status == 400
    assert "bad @@STEPS directive" in str(reply.body)


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        (
            {"http": 429, "body": {"a": 1}, "headers": {"retry-after": "1"}},
            HttpError(429, {"a": 1}, {"retry-after": "1"}),
        ),
        ({"drop": True}, DropStream([])),
        ({"text": "half", "drop": True}, DropStream([Text("half")])),
        ({"fail": "x", "message": "y"}, Fail("x", "y")),
        ({"incomplete": "content_filter"}, Incomplete("content_filter")),
        ({"delay_s": 1, "text": "t"}, Delay(1.0, Items([Text("t")]))),
        ({"tool": "t", "arguments": {"a": 1}}, Items([ToolCall("t", {"a": 1})])),
        ({"text": "t", "shell": "s", "patch": "p"}, Items([Text("t"), Shell("s"), Patch("p")])),
        ({"text": "t", "usage": {"input": 7}}, Items([Text("t")], Usage(input=7))),
    ],
)
def test_each_form_of_step_is_its_reply(step: dict[str, Any], reply: Reply) -> None:
    assert to_reply(step) == reply


def test_a_title_request_never_takes_a_step_of_the_prompt_it_quotes() -> None:
    quoted = request(user(f"Generate a title\n{compose([{'shell': 'ls'}])}"), headers=TITLE)
    assert obey(quoted) == Text('{"title": "Scripted conversation"}')


def test_a_compaction_summary_carries_the_steps_that_are_left() -> None:
    prompt, summarize = user(compose([{"shell": "a"}, {"text": "b"}])), user("Summarize")
    reply = obey(request(prompt, output("r1-0"), summarize, headers=COMPACTION))
    assert isinstance(reply, Text)
    assert obey(request(user(f"Earlier: {reply.text}"))) == Items([Text("b")])


def test_the_configuration_is_toml_that_names_the_server_alone() -> None:
    config = tomllib.loads(client_config("http://127.0.0.1:1/v1", 'odd"model', fast_fail=True))
    provider = config["model_providers"][config["model_provider"]]
    assert (config["model"], provider["base_url"]) == ('odd"model', "http://127.0.0.1:1/v1")
    assert provider["request_max_retries"] == provider["stream_max_retries"] == 0
    assert "request_max_retries" not in client_config("http://127.0.0.1:1/v1")
