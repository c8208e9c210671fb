"""Every message here came from the real client (`histories/faults.json`), as the end of a turn or on its standard error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codex_agent.errors import ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.providers.codex import exec_events, faults

RECORDED = json.loads((Path(__file__).parent / "histories" / "faults.json").read_text("utf-8"))
ACTIVE_WRITER = "Error: thread/resume failed: thread x already has an active writer (code -32600)"


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["case"])
def test_a_recorded_failure_has_its_class(case):
    if "line" in case:
        (failed,) = exec_events.parse(case["line"].encode())
    else:
        failed = faults.explain_exit(case["exit_code"], case["stderr"], None)
    assert isinstance(failed, TurnFailed)
    assert failed.error_class == case["class"]
    assert failed.hint or failed.error_class is ErrorClass.OTHER


def test_the_time_of_the_reset_stays_in_the_message():
    failed = faults.classify("You\u2019ve hit your usage limit. Upgrade to Pro or try again at 2:00 AM.")
    assert "2:00 AM" in failed.message


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("The model `x` does not exist or you do not have access to it.", "codex-agent models"),
        ("unexpected status 401 Unauthorized: bad key, url: http://h/", "codex login"),
        ("Codex ran out of room in the model's context window.", "codex-agent start"),
    ],
)
def test_the_hint_names_the_command_that_helps(message, word):
    assert word in (faults.classify(message).hint or "")


@pytest.mark.parametrize(
    ("exit_code", "name"), [(-9, "SIGKILL"), (137, "SIGKILL"), (-15, "SIGTERM"), (143, "SIGTERM"), (139, "SIGSEGV")]
)
def test_a_signal_is_named_whether_a_shell_stood_between_or_not(exit_code, name):
    failed = faults.explain_exit(exit_code, "", None)
    assert failed.error_class is ErrorClass.CRASHED
    assert name in failed.message


@pytest.mark.parametrize("exit_code", [None, 0, 1])
def test_an_end_without_a_word_is_a_crash(exit_code):
    assert faults.explain_exit(exit_code, "", None).error_class is ErrorClass.CRASHED


def test_a_program_that_could_not_be_started_points_to_health():
    failed = faults.explain_exit(127, "sh: 1: exec: /codex: not found\n", None)
    assert failed.hint == "codex-agent health"


def test_log_lines_and_warnings_are_not_taken_for_the_reason():
    stderr = (
        "WARNING: proceeding, even though we could not create PATH aliases\n"
        "Error: Model provider `nope` not found\n"
        "2026-11-21T02:55:04.845080Z ERROR codex_core::session: failed to record rollout items\n"
    )
    assert faults.explain_exit(1, stderr, "Reconnecting... 1/5").message == "Error: Model provider `nope` not found"


def test_without_words_on_standard_error_the_last_notice_is_the_reason():
    failed = faults.explain_exit(1, "Reading prompt from stdin...\n", "Connection failed: error sending request")
    assert failed.error_class is ErrorClass.NETWORK


def test_a_conversation_that_is_open_elsewhere_says_so():
    assert "close it" in (faults.explain_exit(1, ACTIVE_WRITER, None).hint or "")
