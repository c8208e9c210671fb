"""The lines of a thread's record as events. The lines are the real client's, shortened."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from codex_agent.errors import ErrorClass
from codex_agent.events import (
    FilesChanged,
    Message,
    Reasoning,
    ToolEnded,
    ToolStarted,
    TurnAborted,
    TurnCompleted,
    TurnFailed,
    TurnIdentified,
    UserSaid,
)
from codex_agent.providers.codex.thread_record import parse


def line(kind: str, payload: dict[str, Any]) -> bytes:
    return json.dumps({"timestamp": "t", "ordinal": 1, "type": kind, "payload": payload}).encode()


def item(**fields: Any) -> bytes:
    return line("event_msg", {"type": "item_completed", "thread_id": "t", "turn_id": "u", "item": fields})


def test_a_turn_begins_hears_and_ends() -> None:
    content = [{"type": "text", "text": "hello", "text_elements": []}]
    assert parse(line("event_msg", {"type": "task_started", "turn_id": "u"})) == (TurnIdentified("u"),)
    assert parse(item(type="UserMessage", client_id="tok", content=content)) == (UserSaid("hello", "tok"),)
    assert parse(item(type="UserMessage", content=content)) == (UserSaid("hello", None),)
    assert parse(item(type="AgentMessage", content=[{"type": "Text", "text": "hi"}])) == (Message("hi"),)
    assert parse(line("event_msg", {"type": "task_complete", "last_agent_message": "hi"})) == (TurnCompleted(),)
    assert parse(line("event_msg", {"type": "turn_aborted", "reason": "interrupted"})) == (TurnAborted("interrupted"),)


def test_a_failure_has_the_class_that_the_client_names() -> None:
    error = {"message": "out of room", "codex_error_info": "context_window_exceeded"}
    (failed,) = parse(line("event_msg", {"type": "task_complete", "last_agent_message": None, "error": error}))
    assert isinstance(failed, TurnFailed)
    assert (failed.error_class, failed.message) == (ErrorClass.CONTEXT_LIMIT, "out of room")
    error = {
        "message": "last status: 429 Too Many Requests",
        "codex_error_info": {"response_too_many_failed_attempts": {}},
    }
    (failed,) = parse(line("event_msg", {"type": "task_complete", "error": error}))
    assert isinstance(failed, TurnFailed)
    assert failed.error_class is ErrorClass.RATE_LIMIT


def test_a_command_opens_with_the_models_call_and_closes_with_its_end() -> None:
    arguments = json.dumps({"cmd": "exit 3"})
    call = {"type": "function_call", "name": "exec_command", "arguments": arguments, "call_id": "c1"}
    assert parse(line("response_item", call)) == (ToolStarted("c1", "exit 3"),)
    ended = item(type="CommandExecution", id="c1", command=["/bin/bash", "-lc", "exit 3"], status="failed", exit_code=3)
    assert parse(ended) == (ToolEnded("c1", "exit 3", ok=False, exit_code=3),)
    output = {"type": "function_call_output", "call_id": "c1", "output": "..."}
    assert parse(line("response_item", output)) == (ToolEnded("c1", "", ok=True),)


def test_an_edit_names_its_files() -> None:
    changes = {"/w/n.txt": {"type": "add", "content": "hello\n"}}
    ended, changed = parse(item(type="FileChange", id="c2", changes=changes, status="completed"))
    assert (ended, changed) == (ToolEnded("c2", "edit", ok=True), FilesChanged((("/w/n.txt", "add"),)))


def test_reasoning_is_its_summary() -> None:
    assert parse(item(type="Reasoning", summary_text=["**Plan**", "it"])) == (Reasoning("**Plan**\nit"),)


@given(st.binary(max_size=200), st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda c: st.lists(c, max_size=3) | st.dictionaries(st.sampled_from(["type", "item", "error", "content", "call_id", "command", "summary_text", "changes"]), c, max_size=4), max_leaves=12))  # fmt: skip
def test_no_bytes_and_no_shape_make_it_raise(data: bytes, payload: Any) -> None:
    parse(data)
    for kind in ("event_msg", "response_item", "turn_context"):
        parse(json.dumps({"type": kind, "payload": payload}).encode())
    for inner in ("item_completed", "task_complete", "task_started", "token_count"):
        base = payload if isinstance(payload, dict) else {"item": payload, "error": payload}
        parse(json.dumps({"type": "event_msg", "payload": {**base, "type": inner}}).encode())
