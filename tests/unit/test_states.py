"""The two tables: complete, and refusing what is not in them."""

from __future__ import annotations

import pytest

from codex_agent.states import (
    JOB_ENDS,
    JOB_TABLE,
    OUTCOMES,
    TURN_ENDS,
    TURN_TABLE,
    JobEvent,
    JobState,
    RefusedEvent,
    TurnEvent,
    TurnState,
    advance_job,
    advance_turn,
)


def test_every_state_has_its_row() -> None:
    assert set(JOB_TABLE) == set(JobState)
    assert set(TURN_TABLE) == set(TurnState)


def test_the_four_ends_take_reopened_and_nothing_else() -> None:
    assert {state: set(JOB_TABLE[state]) for state in JOB_ENDS} == {state: {JobEvent.REOPENED} for state in JOB_ENDS}


def test_an_ended_turn_takes_nothing() -> None:
    assert all(TURN_TABLE[state] == {} for state in TURN_ENDS)


def test_an_exit_after_we_asked_is_killed_whatever_the_client_says() -> None:
    assert JOB_TABLE[JobState.STOPPING] == {JobEvent.STOPPED: JobState.KILLED}


def test_only_a_finished_turn_completes_a_job() -> None:
    ways = {(old, event) for old, row in JOB_TABLE.items() for event, new in row.items() if new is JobState.COMPLETED}
    assert ways == {(JobState.RUNNING, JobEvent.FINISHED)}


def test_every_outcome_ends_an_open_turn() -> None:
    for event in OUTCOMES:
        assert advance_turn(TurnState.WORKING, event) in TURN_ENDS
        assert advance_turn(TurnState.NEEDS_INPUT, event) in TURN_ENDS


def test_every_state_can_be_reached_and_left_to_an_end() -> None:
    reached = {JobState.QUEUED}
    while True:
        more = {new for state in reached for new in JOB_TABLE[state].values()} - reached
        if not more:
            break
        reached |= more
    assert reached == set(JobState)


@pytest.mark.parametrize(("state", "event"), [(s, e) for s in JobState for e in JobEvent if e not in JOB_TABLE[s]])
def test_a_refused_event_names_itself_and_the_state(state: JobState, event: JobEvent) -> None:
    with pytest.raises(RefusedEvent, match=rf"{state}.*{event}"):
        advance_job(state, event)


def test_a_turn_is_not_started_twice() -> None:
    assert advance_turn(TurnState.QUEUED, TurnEvent.STARTED) is TurnState.WORKING
    with pytest.raises(RefusedEvent):
        advance_turn(TurnState.WORKING, TurnEvent.STARTED)
