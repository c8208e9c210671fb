"""What is not compared, each for a reason of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from codex_agent.comparing.conditions import check, check_pair
from codex_agent.errors import AgentError, ErrorClass, Exit
from codex_agent.jobs import Job, Turn
from codex_agent.specs import JobSpec
from codex_agent.states import JobState, TurnEvent, TurnState

TURN = Turn("8abfab85", 2, TurnState.IDLE, outcome=TurnEvent.COMPLETED, message="found it", exit_code=0)
JOB = Job("8abfab85", JobSpec("/w"), JobState.COMPLETED, TURN)
OPEN = replace(JOB, spec=JobSpec("/w", mode="interactive"), state=JobState.RUNNING)
FAILED = replace(
    TURN, state=TurnState.FAILED, outcome=TurnEvent.FAILED, error_class=ErrorClass.MODEL, error_message="no such model"
)
MISFIT = replace(FAILED, misfits=("$: x is missing",))

REFUSED = [
    ("no_agent", replace(JOB, spec=JobSpec("/w", mode="terminal")), TURN, "codex-agent output 8abfab85"),
    (
        "not_finished",
        replace(JOB, state=JobState.RUNNING),
        replace(TURN, state=TurnState.WORKING),
        "await-turn 8abfab85",
    ),
    ("not_finished", replace(JOB, state=JobState.QUEUED), replace(TURN, state=TurnState.QUEUED), "await-turn 8abfab85"),
    ("not_finished", replace(JOB, state=JobState.RUNNING), TURN, "await-turn 8abfab85"),
    ("not_finished", OPEN, replace(TURN, state=TurnState.NEEDS_INPUT), "await-turn 8abfab85"),
    ("still_open", OPEN, TURN, "send 8abfab85 /quit"),
    ("not_completed", replace(JOB, state=JobState.FAILED), FAILED, "status 8abfab85"),
    ("not_completed", replace(JOB, state=JobState.KILLED), TURN, "status 8abfab85"),
    ("not_completed", replace(JOB, state=JobState.LOST), TURN, "status 8abfab85"),
    ("misfit", replace(JOB, state=JobState.FAILED), MISFIT, "result 8abfab85"),
    ("no_answer", JOB, replace(FAILED, n=1), "result 8abfab85 --turn 1"),
    ("exit_code", JOB, replace(TURN, exit_code=1), "output 8abfab85"),
    ("exit_code", JOB, replace(TURN, exit_code=None), "output 8abfab85"),
    ("empty_answer", JOB, replace(TURN, message=" \n"), "output 8abfab85"),
    ("empty_answer", JOB, replace(TURN, message=None), "output 8abfab85"),
]


@pytest.mark.parametrize(
    ("code", "job", "turn", "hint"), REFUSED, ids=[f"{one[0]}{at}" for at, one in enumerate(REFUSED)]
)
def test_it_is_refused_with_its_own_code_and_the_command_that_helps(code: str, job: Job, turn: Turn, hint: str) -> None:
    with pytest.raises(AgentError) as error:
        check(job, turn)
    assert error.value.code == code
    assert "8abfab85" in error.value.message
    assert hint in (error.value.hint or "")


def test_a_completed_answer_passes() -> None:
    check(JOB, TURN)
    check(replace(OPEN, state=JobState.COMPLETED), replace(TURN, exit_code=None))


def test_a_job_is_not_compared_with_itself() -> None:
    with pytest.raises(AgentError) as error:
        check_pair((JOB, JOB))
    assert (error.value.code, error.value.exit_code) == ("same_job", Exit.USAGE)
