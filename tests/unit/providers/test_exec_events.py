"""Lines that a client should not print, and some that it does."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codex_agent.events import (
    FilesChanged,
    Message,
    Notice,
    ThreadStarted,
    ToolEnded,
    ToolStarted,
    TurnCompleted,
)
from codex_agent.providers import shortening
from codex_agent.providers.codex import exec_events, rollout
from codex_agent.providers.gemini import exec_events as gemini_events
from codex_agent.usage import Usage

# Shapes close to what the client prints, with anything at all as values.
TEXT = st.text(st.sampled_from("a \n\0'\"\\é🎉\ud800"), max_size=8)
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
FIELDS = (
    *(
        "id",
        "text",
        "message",
        "command",
        "status",
        "exit_code",
        "aggregated_output",
        "changes",
        "items",
        "server",
        "tool",
    ),
    *(
        "query",
        "prompt",
        "result",
        "error",
        "content",
        "path",
        "kind",
        "completed",
        "move_path",
        "turn_id",
        "reason",
        "info",
    ),
    *(
        "input_tokens",
        "total_tokens",
        "total_token_usage",
        "last_token_usage",
        "rate_limits",
        "primary",
        "model",
        "effort",
    ),
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS) | TEXT, inner, max_size=4),
    max_leaves=8,
)


def typed(kinds, **fields):
    """An object of one of these types, often with the given fields, and with others."""
    extra = st.dictionaries(st.sampled_from(FIELDS), VALUE, max_size=4)
    known = st.fixed_dictionaries({"type": st.sampled_from(sorted(kinds))}, optional=fields)
    return st.builds(lambda left, right: {**left, **right}, extra, known)


ITEM = typed({*exec_events._TOOLS, "agent_message", "reasoning", "todo_list", "error", "unknown"})
CHANGE = typed({"FileChange"}, changes=st.dictionaries(TEXT, VALUE, max_size=2))
LINE = st.one_of(
    typed(["item.started", "item.updated", "item.completed"], item=ITEM | VALUE),
    typed(exec_events._EVENTS, usage=VALUE, error=VALUE),
    typed(["turn_context"], payload=VALUE),
    typed(["event_msg"], payload=typed(rollout._EVENTS, item=CHANGE, info=VALUE, rate_limits=VALUE) | VALUE),
)


def item(kind: str, when: str = "completed", **fields: object) -> bytes:
    return json.dumps({"type": f"item.{when}", "item": {"id": "item_0", "type": kind, **fields}}).encode()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_parsing_raise(line):
    assert exec_events.parse(line) is not None
    assert rollout.parse(line) is not None


@settings(deadline=None, max_examples=300)
@given(LINE)
def test_no_json_makes_parsing_raise_or_yields_text_that_cannot_be_written(data):
    line = json.dumps(data).encode()
    for event in (*exec_events.parse(line), *rollout.parse(line)):
        json.dumps(asdict(event), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"null",
        b"[1]",
        b'"text"',
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"type":' + b"9" * 5_000 + b"}",
        b'{"type":["item.completed"]}',
        b'{"type":"item.completed","item":null}',
        b'{"type":"item.completed","item":{"type":{}}}',
        b'{"type":"turn.unknown"}',
        b'{"type":"item.started","item":{"type":["web_search"]}}',
    ],
    ids=repr,
)
def test_a_line_without_meaning_is_no_event(line):
    assert exec_events.parse(line) == ()
    assert rollout.parse(line) == ()


def test_bytes_that_are_not_utf8_lose_only_themselves():
    (event,) = exec_events.parse(b'{"type":"item.completed","item":{"type":"agent_message","text":"a\xffb"}}')
    assert event == Message("a\ufffdb")


def test_a_lone_surrogate_does_not_reach_our_files():
    (event,) = exec_events.parse(rb'{"type":"item.completed","item":{"type":"agent_message","text":"a\ud800b"}}')
    assert event == Message("a?b")


def test_a_message_of_many_megabytes_is_whole():
    text = "é" * 3_000_000
    assert exec_events.parse(item("agent_message", text=text)) == (Message(text),)


def test_an_empty_answer_is_still_the_answer():
    assert exec_events.parse(item("agent_message", text="")) == (Message(""),)


def test_a_retry_is_a_notice_and_no_end():
    assert exec_events.parse(b'{"type":"error","message":"Reconnecting... 1/5"}') == (Notice("Reconnecting... 1/5"),)


def test_the_item_keeps_its_own_id_where_the_client_repeats_the_key():
    line = b'{"type":"item.started","item":{"id":"item_5","type":"web_search","id":"ws_1","query":"weather"}}'
    assert exec_events.parse(line) == (ToolStarted("item_5", "web search: weather"),)


def test_a_long_output_keeps_its_beginning_and_its_end():
    (event,) = exec_events.parse(item("command_execution", aggregated_output="A" + "x" * 90_000 + "Z", exit_code=0))
    assert isinstance(event, ToolEnded)
    assert len(event.output) <= shortening.OUTPUT_CHARS
    assert event.output.startswith("A")
    assert event.output.endswith("Z")


@pytest.mark.parametrize("status", ["failed", "declined"])
def test_a_patch_that_was_not_applied_changes_no_file(status):
    line = item("file_change", status=status, changes=[{"path": "/w/a", "kind": "add"}])
    assert not any(isinstance(event, FilesChanged) for event in exec_events.parse(line))


def test_a_running_command_that_reports_again_is_not_started_twice():
    assert exec_events.parse(item("command_execution", "updated", command="make")) == ()


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("/bin/bash -lc 'echo hi; exit 3'", "echo hi; exit 3"),
        ('/bin/zsh -lc "echo \\"it\'s\\""', 'echo "it\'s"'),
        ("/bin/bash -lc ls", "ls"),
        ("/bin/sh -c 'a\nb'", "a b"),
        ("git log -c 'x'", "git log -c 'x'"),
        ("/bin/bash -lc 'never closed", "'never closed"),
        ("/bin/bash -lc '" + "x" * 2_000_000 + "'", "'" + "x" * 198 + "…"),
        ("", ""),
    ],
    ids=range(8),
)
def test_a_title_is_the_command_without_its_shell(command, title):
    assert exec_events.command_title(command) == title


def test_a_thread_without_an_id_is_not_started():
    assert exec_events.parse(b'{"type":"thread.started"}') == ()
    assert exec_events.parse(b'{"type":"thread.started","thread_id":"t"}') == (ThreadStarted("t"),)


def test_counts_that_are_no_integers_are_zero():
    line = b'{"type":"turn.completed","usage":{"input_tokens":1e999,"output_tokens":true,"cached_input_tokens":"7"}}'
    assert exec_events.parse(line) == (TurnCompleted(Usage()),)


def test_a_status_that_is_no_word_is_none():
    """Found by the property test above: a list cannot be looked up in a set."""
    (event,) = exec_events.parse(item("command_execution", status=[], exit_code=0))
    assert isinstance(event, ToolEnded)
    assert event.ok


@pytest.mark.parametrize("said", [-5, 10**20, 10**300, 1.5, True, None, "7"])
def test_what_is_no_count_of_tokens_counts_as_none(said: object) -> None:
    assert exec_events.usage({"input_tokens": said, "output_tokens": 3}) == Usage(0, 0, 3, 0)
    assert gemini_events.usage({"input_tokens": said, "output_tokens": 3}) == Usage(0, 0, 3, 0)
