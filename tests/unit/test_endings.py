"""How a turn ended, from what was seen."""

from __future__ import annotations

import pytest

from codex_agent.endings import Ending, StopReason, after_exit, said
from codex_agent.errors import ErrorClass
from codex_agent.events import Message, Notice, ToolEnded, ToolStarted, TurnCompleted, TurnFailed
from codex_agent.folding import TurnFold, fold_all
from codex_agent.states import TurnEvent
from codex_agent.usage import Usage

CRASH = TurnFailed("it crashed", ErrorClass.CRASHED)
DONE = fold_all(TurnFold(), [Message("answer"), TurnCompleted(Usage(1))], "/w")
FAILED = fold_all(TurnFold(), [TurnFailed("limit", ErrorClass.USAGE_LIMIT)], "/w")


def explain(code: int | None) -> TurnFailed:
    assert code is not None
    return CRASH


def test_a_notice_is_no_end() -> None:
    assert said(fold_all(TurnFold(), [Notice("Reconnecting... 1/5"), Message("so far")], "/w")) is None


@pytest.mark.parametrize("reason", [None, *StopReason])
def test_what_the_client_said_stands_over_what_we_asked(reason: StopReason | None) -> None:
    assert after_exit(DONE, reason, 1, explain).outcome is TurnEvent.COMPLETED
    assert after_exit(FAILED, reason, None, explain) == Ending(TurnEvent.FAILED, FAILED.failure)


@pytest.mark.parametrize("code", [None, 0, 1, 137])
def test_an_exit_after_we_asked_is_never_a_failure(code: int | None) -> None:
    assert after_exit(TurnFold(), StopReason.KILL, code, explain).outcome is TurnEvent.KILLED
    assert after_exit(TurnFold(), StopReason.INTERRUPT, code, explain).outcome is TurnEvent.INTERRUPTED


def test_a_limit_of_ours_is_killed_with_class_timeout() -> None:
    for reason in (StopReason.INACTIVE, StopReason.WALL_CLOCK):
        ending = after_exit(TurnFold(), reason, 1, explain)
        assert ending.outcome is TurnEvent.KILLED
        assert ending.error is not None
        assert ending.error.error_class is ErrorClass.TIMEOUT


def test_no_record_at_all_is_lost() -> None:
    assert after_exit(TurnFold(), None, None, explain).outcome is TurnEvent.LOST


@pytest.mark.parametrize("code", [0, 1, 137])
def test_an_exit_without_a_word_is_a_failure_even_with_code_0(code: int) -> None:
    assert after_exit(TurnFold(), None, code, explain) == Ending(TurnEvent.FAILED, CRASH)


def test_the_hook_counts_where_the_events_are_missing() -> None:
    fold = TurnFold(notified=True)
    assert after_exit(fold, None, None, explain).outcome is TurnEvent.COMPLETED


def test_an_open_tool_is_closed_by_its_own_end_alone() -> None:
    fold = fold_all(TurnFold(), [ToolStarted("a", "x"), ToolStarted("b", "y"), ToolEnded("a", "x", ok=True)], "/w")
    assert fold.open_tools == ("b",)


def test_a_fold_survives_its_way_through_the_store() -> None:
    for fold in (DONE, FAILED, TurnFold()):
        assert TurnFold.from_json(fold.as_json()) == fold
