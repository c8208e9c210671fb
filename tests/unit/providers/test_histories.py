"""What the real clients printed and wrote, and the events that it must become.

`NAME.exec.jsonl` and `NAME.rollout.jsonl` are Codex's stream and its record of the thread, `NAME.stream.jsonl` and
`NAME.session.jsonl` those of Gemini.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from codex_agent.folding import TurnFold, fold_all, whole
from codex_agent.providers import get
from codex_agent.usage import Usage

FOLDER = Path(__file__).parent / "histories"
RECORDED = sorted(path.name.removesuffix(".jsonl") for path in FOLDER.glob("*.jsonl") if ".expected." not in path.name)
PARSERS = {
    "exec": get("openai").parse,
    "rollout": get("openai").parse_rollout,
    "stream": get("gemini").parse,
    "session": get("gemini").parse_rollout,
}


def events_of(name):
    parse = PARSERS[name.rpartition(".")[2]]
    lines = (FOLDER / f"{name}.jsonl").read_bytes().splitlines(keepends=True)
    return [event for line in lines for event in parse(line)]


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_history_becomes_its_events(name):
    events = [{"event": type(event).__name__, **asdict(event)} for event in events_of(name)]
    expected = [json.loads(line) for line in (FOLDER / f"{name}.expected.jsonl").read_text("utf-8").splitlines()]
    assert json.loads(json.dumps(events)) == expected


def folded(*names):
    """The knowledge after the stream and then the record, as the supervisor reads them."""
    return whole(
        fold_all(TurnFold(base=Usage(100, 0, 10)), [e for name in names for e in events_of(name)], "/work/space")
    )


def test_a_gemini_turn_is_known_from_its_history():
    fold = folded(
        "tools.stream", "resumed.session"
    )  # the record goes on with the next turn, which is none of this one's
    assert (fold.message, fold.completed, fold.failure) == ("All is done.", True, None)
    assert (fold.files, fold.open_tools) == (("new.txt", "a.txt"), ())
    assert fold.usage == Usage(7600, 200, 400, 50)


def test_the_calls_of_a_running_gemini_turn_are_counted_once_each_on_top_of_the_thread():
    fold = folded("resumed.session")
    assert (fold.usage, fold.context_tokens) == (Usage(100 + 8500, 200, 10 + 440, 50), 1050)


def test_what_a_broken_attempt_said_is_no_part_of_the_answer():
    assert folded("retried.stream").message == "half of anwhole answer"
    assert folded("retried.stream", "retried.session").message == "whole answer"


@pytest.mark.parametrize(
    ("name", "error_class", "words"),
    [
        ("quota.stream", "usage_limit", "exhausted your daily quota"),
        ("dropped.stream", "other", "Model stream ended without a finish reason."),
        ("silent.stream", "context_limit", "without an answer"),
        ("loop.stream", "other", "Loop detected"),
    ],
)
def test_a_gemini_turn_that_ended_badly_is_a_failure_with_its_reason(name, error_class, words):
    fold = folded(name)
    assert fold.failure is not None
    assert not fold.completed
    assert fold.failure.error_class == error_class
    assert words in fold.failure.message
