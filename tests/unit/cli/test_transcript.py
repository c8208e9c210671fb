"""What `watch`, `capture` and `output` print."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.cli.transcript import Printer, event_json
from codex_agent.errors import ErrorClass
from codex_agent.events import (
    Event,
    FilesChanged,
    Message,
    PlanUpdated,
    ToolEnded,
    TurnCompleted,
    TurnFailed,
)
from codex_agent.plaintext import plain
from codex_agent.usage import Usage


def printed(capsys: pytest.CaptureFixture[str], pieces: list[bytes]) -> str:
    capsys.readouterr()
    printer = Printer()
    for piece in pieces:
        printer.write(piece)
    printer.write(b"", final=True)
    return capsys.readouterr().out


TEXT = "a\x1b[31mred\x1b[0m\r\nünï\x1b]0;title\x07 ☃\nno newline\x1b[1m"


@given(st.lists(st.integers(0, len(TEXT.encode())), max_size=6))
def test_an_escape_or_a_character_cut_in_two_is_the_same_as_whole(cuts: list[int]) -> None:
    data, places = TEXT.encode(), sorted({0, *cuts, len(TEXT.encode())})
    pieces = [data[a:b] for a, b in pairwise(places)]
    written: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout.write", written.append)
        printer = Printer()
        for piece in pieces:
            printer.write(piece)
        printer.write(b"", final=True)
    assert "".join(written) == plain(TEXT)


def test_text_without_escapes_is_not_held_back(capsys: pytest.CaptureFixture[str]) -> None:
    Printer().write(b"half a line")
    assert capsys.readouterr().out == "half a line"


def test_bytes_that_are_no_text_do_not_stop_the_transcript(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, [b"a\xff", b"b\n"]) == "a\N{REPLACEMENT CHARACTER}b\n"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (Message("hi"), {"event": "message", "text": "hi"}),
        (
            ToolEnded("c", "ls", ok=False, exit_code=2, output="x"),
            {"event": "tool_ended", "call_id": "c", "title": "ls", "ok": False, "exit_code": 2, "output": "x"},
        ),
        (
            FilesChanged((("a.txt", "add"),)),
            {"event": "files_changed", "changes": [{"path": "a.txt", "kind": "add"}]},
        ),
        (PlanUpdated((("one", True),)), {"event": "plan_updated", "steps": [{"step": "one", "done": True}]}),
        (TurnCompleted(None), {"event": "turn_completed", "usage": None}),
        (
            TurnCompleted(Usage(1, 0, 2, 0)),
            {
                "event": "turn_completed",
                "usage": {"input": 1, "cached_input": 0, "output": 2, "reasoning_output": 0, "total": 3},
            },
        ),
        (
            TurnFailed("no", ErrorClass.AUTH, None),
            {"event": "turn_failed", "message": "no", "error_class": "auth", "hint": None},
        ),
    ],
)
def test_events_are_objects_with_names_in_snake_case(event: Event, expected: dict[str, object]) -> None:
    assert json.loads(json.dumps(event_json(event))) == expected
