"""The two state machines, whole: every state, every event, every move. Nothing else in the program decides a state.

A missing entry is a refusal: `advance_*` raises `RefusedEvent` and nothing has changed. Observation (`providers`, `drivers`)
makes events and may be wrong; these tables may not.
"""

from __future__ import annotations

from enum import StrEnum


class JobState(StrEnum):
    QUEUED = "queued"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    COMPLETED = "completed"
    FAILED = "failed"
    KILLED = "killed"
    LOST = "lost"


class JobEvent(StrEnum):
    ADMITTED = "admitted"  # left the queue
    THREAD_STARTED = "thread_started"  # the client named its conversation
    FINISHED = "finished"  # the last turn ended well and no follow-up waits
    FAILED = "failed"  # the last turn failed, or the client refused to start
    STOP_REQUESTED = "stop_requested"  # kill, or a limit of ours
    STOPPED = "stopped"  # gone, after we asked
    INTERRUPTED = "interrupted"  # the last turn ended because we asked, no follow-up waits
    VANISHED = "vanished"  # gone without an exit record
    REOPENED = "reopened"  # same job, same thread, next turn


class TurnState(StrEnum):
    QUEUED = "queued"
    WORKING = "working"
    NEEDS_INPUT = "needs_input"
    IDLE = "idle"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class TurnEvent(StrEnum):
    """The five that end a turn are the `status` words of the signal file (`Outcome`)."""

    STARTED = "started"
    ASKED = "asked"
    ANSWERED = "answered"
    COMPLETED = "completed"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    KILLED = "killed"
    LOST = "lost"


JOB_ENDS = frozenset({JobState.COMPLETED, JobState.FAILED, JobState.KILLED, JobState.LOST})
TURN_ENDS = frozenset({TurnState.IDLE, TurnState.FAILED, TurnState.INTERRUPTED})
OUTCOMES = frozenset({TurnEvent.COMPLETED, TurnEvent.FAILED, TurnEvent.INTERRUPTED, TurnEvent.KILLED, TurnEvent.LOST})

_REOPEN = {JobEvent.REOPENED: JobState.STARTING}

JOB_TABLE: dict[JobState, dict[JobEvent, JobState]] = {
    JobState.QUEUED: {
        JobEvent.ADMITTED: JobState.STARTING,
        JobEvent.STOP_REQUESTED: JobState.KILLED,
        JobEvent.FAILED: JobState.FAILED,
    },
    JobState.STARTING: {
        JobEvent.THREAD_STARTED: JobState.RUNNING,
        JobEvent.FAILED: JobState.FAILED,
        JobEvent.STOP_REQUESTED: JobState.STOPPING,
        JobEvent.INTERRUPTED: JobState.KILLED,
        JobEvent.VANISHED: JobState.LOST,
    },
    JobState.RUNNING: {
        JobEvent.FINISHED: JobState.COMPLETED,
        JobEvent.FAILED: JobState.FAILED,
        JobEvent.STOP_REQUESTED: JobState.STOPPING,
        JobEvent.INTERRUPTED: JobState.KILLED,
        JobEvent.VANISHED: JobState.LOST,
    },
    JobState.STOPPING: {
        JobEvent.STOPPED: JobState.KILLED,
    },
    JobState.COMPLETED: _REOPEN,
    JobState.FAILED: _REOPEN,
    JobState.KILLED: _REOPEN,
    JobState.LOST: _REOPEN,
}

_TURN_OVER = {
    TurnEvent.COMPLETED: TurnState.IDLE,
    TurnEvent.FAILED: TurnState.FAILED,
    TurnEvent.INTERRUPTED: TurnState.INTERRUPTED,
    TurnEvent.KILLED: TurnState.INTERRUPTED,
    TurnEvent.LOST: TurnState.FAILED,
}

TURN_TABLE: dict[TurnState, dict[TurnEvent, TurnState]] = {
    TurnState.QUEUED: {
        TurnEvent.STARTED: TurnState.WORKING,
        TurnEvent.FAILED: TurnState.FAILED,
        TurnEvent.INTERRUPTED: TurnState.INTERRUPTED,
        TurnEvent.KILLED: TurnState.INTERRUPTED,
        TurnEvent.LOST: TurnState.FAILED,
    },
    TurnState.WORKING: {TurnEvent.ASKED: TurnState.NEEDS_INPUT, **_TURN_OVER},
    TurnState.NEEDS_INPUT: {TurnEvent.ANSWERED: TurnState.WORKING, **_TURN_OVER},
    TurnState.IDLE: {},
    TurnState.FAILED: {},
    TurnState.INTERRUPTED: {},
}


class RefusedEvent(Exception):
    """An event that the table does not take in this state. The state is unchanged."""

    def __init__(self, machine: str, state: str, event: str) -> None:
        super().__init__(f"{machine} in state {state} takes no event {event}")
        self.state = state
        self.event = event


def advance_job(state: JobState, event: JobEvent) -> JobState:
    """The state after `event`; raises `RefusedEvent`."""
    try:
        return JOB_TABLE[state][event]
    except KeyError:
        raise RefusedEvent("job", state, event) from None


def advance_turn(state: TurnState, event: TurnEvent) -> TurnState:
    """The state after `event`; raises `RefusedEvent`."""
    try:
        return TURN_TABLE[state][event]
    except KeyError:
        raise RefusedEvent("turn", state, event) from None
