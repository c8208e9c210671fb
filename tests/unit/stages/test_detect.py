"""Stage detection: what it says, when it is silent, and that no prompt makes it slow or fall."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.stages import STAGES, StageState, detect

WITH_PRD = StageState(prds=("sso",), prd="docs/prds/sso.md", approved="sso", stage="prd")
REQUEST = "Please review the changes on this branch before I merge"


def stage_of(text: str, **state: Any) -> str:
    return detect(text, StageState(**state)).stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("What if customers could share their lists? Not sure how, let's brainstorm.", "ideation"),
        ("Investigate why the importer drops rows, read only", "research"),
        ("Summarize the findings of the agents", "synthesis"),
        ("Write a PRD for the importer", "prd"),
        ("Implement phase 2 of docs/prds/importer.md", "implementation"),
        (REQUEST, "review"),
        ("Write tests for the importer", "testing"),
    ],
)
def test_each_stage_is_heard(text: str, stage: str) -> None:
    found = detect(text)
    assert found.stage == stage
    assert 0.6 <= found.confidence < 1
    assert found.next_command


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\t", "\x00\x01\x1b[2J", "?", "...", "```", '"', "'", "-", "\ufeff", "\ud800"]
)
def test_nothing_is_said_to_nothing(text: str) -> None:
    found = detect(text)
    assert (found.stage, found.confidence, found.next_command) == ("none", 0.0, None)


def test_control_characters_between_the_words_change_nothing() -> None:
    assert stage_of(REQUEST.replace(" ", "\t").replace("branch", "branch\x1b[0m")) == "review"


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{REQUEST}\n```",
        f"~~~text\n{REQUEST}\n~~~",
        f"> {REQUEST}",
        f'the button says "{REQUEST}"',
        f"the button says `{REQUEST}`",
        f"the button says \u201c{REQUEST}\u201d",
        f"<system-reminder>\n{REQUEST}\n</system-reminder>",
        f"<task-notification>\n<summary>{REQUEST}</summary>\n</task-notification>",
        f"<ide_selection>{REQUEST}</ide_selection>",
        f"2026-01-01 10:00:00 INFO agent: {REQUEST}",
        f"    {REQUEST}",
        f"/review {REQUEST}",
    ],
)
def test_a_request_that_nobody_makes_is_no_request(text: str) -> None:
    assert stage_of(text) == "none"


@pytest.mark.parametrize(
    "around",
    [
        "{}\n\n```\nlogin failed\n```",
        "```\nlogin failed\n```\n{}",
        "<system-reminder>\nThe user opened a file.\n</system-reminder>\n{}",
        'Traceback (most recent call last):\n  File "x.py", line 1, in f\n    plan()\n\n{}',
        "/src/auth is finished.\n{}",
    ],
)
def test_a_request_beside_what_was_pasted_is_heard(around: str) -> None:
    assert stage_of(around.format(REQUEST)) == "review"


@pytest.mark.parametrize(
    "asked",
    [
        "you do it: {}",
        "{}. Don't use codex.",
        "{}, but without agents",
        "{}. Do it yourself.",
    ],
)
def test_what_the_user_wants_without_agents_is_left_alone(asked: str) -> None:
    assert stage_of(asked.format("write the tests for the new module")) == "none"


def test_a_new_thing_is_an_idea_until_something_settles_it() -> None:
    text = "Build the single sign-on for our shop"
    assert stage_of(text) == "ideation"
    assert detect(text, WITH_PRD).stage == "implementation"
    assert stage_of(f"{text} as described in the PRD") == "implementation"


def test_go_needs_a_plan_to_go_by() -> None:
    assert stage_of("ok do it") == "none"
    assert detect("ok do it", WITH_PRD).stage == "implementation"
    assert stage_of("ok build it", prds=("sso",), prd="docs/prds/sso.md", approved="sso") == "implementation"


def test_asking_for_results_needs_somebody_who_answered() -> None:
    assert stage_of("what are the results?") == "none"
    assert stage_of("what are the results?", unread=("8abfab85",), stage="research") == "synthesis"


@pytest.mark.parametrize("stage", STAGES)
def test_the_state_alone_says_nothing(stage: str) -> None:
    state = StageState(prds=("a",), running=("8abfab85",), unread=("91c04e77",), stage=stage, approved="a", mapped=True)
    for text in ("hello", "thanks, that was great", "what's the capital of Peru?"):
        assert detect(text, state).stage == "none"


def test_what_was_said_has_its_reasons() -> None:
    found = detect(REQUEST)
    assert [one.stage for one in found.evidence] == ["review"] * len(found.evidence)
    assert [one.weight for one in found.evidence] == sorted((one.weight for one in found.evidence), reverse=True)
    assert all(one.reason and one.rule for one in found.evidence)
    assert found.evidence[0].words in REQUEST.lower()


def test_silence_has_a_reason_too() -> None:
    assert [
        detect(text).evidence[0].reason
        for text in ("/clear", "bump the version to 2.0", "bitte schreib die Tests f\u00fcr das Modul")
    ] == [
        "not a request in words of a person",
        "a small edit",
        "not in English",
    ]


@pytest.mark.parametrize("length", [30_000, 1_000_000])
def test_a_request_at_either_end_of_a_pasted_log_is_heard(length: int) -> None:
    log = "2026-01-01 10:00:00 INFO plan: nothing to see\n" * (length // 46)
    assert stage_of(f"{REQUEST}\n{log}") == "review"
    assert stage_of(f"{log}\n{REQUEST}") == "review"
    assert stage_of(f"{REQUEST}\n```\n{log}```") == "review"
    assert stage_of(f"what is this?\n```\n{log}{REQUEST}\n```") == "none"


@given(st.text(max_size=400), st.sampled_from((None, *STAGES)))
def test_no_text_makes_it_fall(text: str, stage: str | None) -> None:
    found = detect(text, StageState(stage=stage, unread=("8abfab85",)))
    assert found.stage in (*STAGES, "none")
    assert (found.next_command is None) == (found.stage == "none")


HOSTILE = {
    "fillers": "new all any the some " * 20,
    "gaps": "what do we how should " * 20,
    "acts": "write review plan test build fix find " * 20,
    "asides": "before the any after as planned in the " * 20,
    "one long word": "a" * 1000,
    "one long key word": "implement" * 100,
    "backticks": "`" * 1000,
    "quotes": "\" ' \u201c " * 200,
    "fences": "```\n" * 250,
    "blocks": "<system-reminder>" * 60,
    "newlines": "\n" * 1000,
    "dots": ". " * 500,
    "commas": "review, " * 120,
    "slashes": "a/b/c/" * 160,
    "digits": "1 2 " * 250,
    "symbols": "{}[]();=" * 120,
    "cyrillic": "\u043f\u043b\u0430\u043d " * 200,
    "combining": "e\u0301" * 500,
    "controls": "\x00\x1b[0m" * 200,
}


def work(text: str) -> int:
    """Lines of our own code that a detection runs."""
    lines = 0

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        if "stages" not in frame.f_code.co_filename:
            return None
        lines += event == "line"
        return count

    sys.settrace(count)
    try:
        detect(text)
    finally:
        sys.settrace(None)
    return lines


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_the_work_grows_no_faster_than_the_text(piece: str) -> None:
    detect(piece)  # what is made once, the rules' index, is not counted
    short, long_ = work(piece * 2), work(piece * 8)
    assert long_ <= 4.2 * short + 2_000


@pytest.mark.parametrize("name", ["fillers", "backticks", "newlines"])
def test_a_megabyte_costs_no_more_than_what_is_read_of_it(name: str) -> None:
    piece = HOSTILE[name]
    unit = piece * (25_000 // len(piece) + 1)
    megabyte = unit * (1_000_000 // len(unit) + 1)
    detect(unit)
    assert work(megabyte) <= 1.3 * work(unit) + 2_000
