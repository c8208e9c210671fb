"""Each row of `faults.json` is what the real client said of its end, and how it is to be classified."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codex_agent.errors import ErrorClass
from codex_agent.events import Notice, ToolEnded, TurnFailed
from codex_agent.providers.gemini import exec_events, faults

REAL = json.loads((Path(__file__).parent / "faults.json").read_text("utf-8"))


@pytest.mark.parametrize("row", REAL["results"], ids=lambda row: row["name"])
def test_the_words_of_a_failed_result_tell_its_class(row):
    failure = faults.classify(row["message"])
    assert failure.error_class == row["class"]
    assert row["shown"] in failure.message
    assert "[API Error" not in failure.message
    assert failure.hint or row["class"] == "other"


@pytest.mark.parametrize("row", REAL["exits"], ids=lambda row: row["name"])
def test_the_exit_code_and_the_last_words_tell_the_class_of_an_end_without_a_result(row):
    failure = faults.explain_exit(row["exit_code"], row["stderr"], None)
    assert failure.error_class == row["class"]
    assert row["shown"] in failure.message
    assert "\x1b" not in failure.message
    assert failure.hint


@pytest.mark.parametrize("code", [0, 130, 143, 137, None])
def test_an_end_without_a_result_is_a_crash_whatever_the_exit_code(code):
    failure = faults.explain_exit(code, "Ripgrep is not available. Falling back to GrepTool.\n", None)
    assert failure.error_class is ErrorClass.CRASHED
    assert "before its turn ended" in failure.message


def test_a_signal_is_named_and_a_status_of_http_is_none():
    assert "SIGKILL" in faults.explain_exit(137, "", None).message
    assert "SIGKILL" in faults.explain_exit(-9, "", None).message
    assert "code 144" in faults.explain_exit(144, "", None).message


def test_the_last_notice_is_the_reason_where_nothing_else_is():
    assert "odd" in faults.explain_exit(1, "", "something odd").message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"type":3}',
        b'{"type":"init"}',
        b'{"type":"init","session_id":7}',
        b'{"type":"message","role":"user","content":"x"}',
        b'{"type":"message","role":"assistant","content":""}',
        b'{"type":"tool_use"}',
        b'{"type":"tool_result","tool_id":{}}',
        b'{"type":"error"}',
        b'{"type":"new_one","x":1}',
        b"\xff\xfe",
        b'{"type":"message","role":"assistant","content":["x"]}',
        b"[" * 100_000,
    ],
)
def test_a_line_that_says_nothing_is_no_event(line):
    assert exec_events.parse(line) == ()


def test_a_result_is_an_end_whatever_else_is_in_it():
    for line in (b'{"type":"result"}', b'{"type":"result","status":7,"stats":[],"error":"x"}'):
        assert isinstance(exec_events.parse(line)[-1], TurnFailed)


def test_a_warning_is_a_notice_and_a_refused_tool_says_why():
    assert exec_events.parse(b'{"type":"error","severity":"warning","message":"careful"}') == (Notice("careful"),)
    line = (
        b'{"type":"tool_result","tool_id":"t","status":"error","error":{"type":"policy_violation","message":"denied"}}'
    )
    assert exec_events.parse(line) == (ToolEnded("t", "", False, None, "denied"),)
