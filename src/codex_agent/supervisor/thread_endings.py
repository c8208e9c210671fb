"""Ends of interactive turns and jobs that no record tells: stopped, refused, crashed. Each inside one change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from codex_agent.change import Change
from codex_agent.endings import Ending, StopReason, stopped
from codex_agent.events import TurnFailed
from codex_agent.folding import TurnFold
from codex_agent.paths import Home
from codex_agent.states import JobEvent, JobState, TurnEvent
from codex_agent.supervisor.recording import drop_inputs, end_turn, kill_queued
from codex_agent.supervisor.stopping import StopReport
from codex_agent.supervisor.thread_record import move_inputs


def end_one(change: Change, home: Home, row: Any, ending: Ending, *, at: float) -> None:
    """End one open turn; what it has not heard goes on in another turn, or is dropped with the job."""
    end_turn(change, row["n"], ending, TurnFold.from_json(row["fold"]), row, at=at, stays=True)
    change.set_turn(row["n"], gone=1, asked=None)
    move_inputs(change, home, row["n"], at=at)


def end_stopped(change: Change, home: Home, report: StopReport, why: str, *, at: float) -> None:
    """The job is over because that was asked: `killed`, or `completed` with `why` when it was closed."""
    killed = change.state is JobState.STOPPING
    change.journal("process", str(report), at=at)
    _end_open(change, home, lambda row: _cut_off(row, StopReason.KILL), at=at)
    if killed:
        kill_queued(change, at=at)
    for n in change.queued_turns():
        change.turn_event(n, TurnEvent.INTERRUPTED, at=at)
        drop_inputs(change, n, at=at)
    change.set_job(announced=0)
    change.job_event(JobEvent.STOPPED if killed else JobEvent.FINISHED, at=at, text="" if killed else why)


def end_failed(change: Change, home: Home, failure: TurnFailed, *, at: float) -> None:
    """The thread cannot go on: what is open or waits fails, and the job with it, unless it was being killed."""
    killed = change.state is JobState.STOPPING
    _end_open(
        change, home, lambda row: _cut_off(row, None) if killed else Ending(TurnEvent.FAILED, failure), at=at, drop=True
    )
    for n in change.queued_turns():
        change.turn_event(
            n,
            TurnEvent.FAILED,
            at=at,
            error_class=failure.error_class,
            error_message=failure.message,
            error_hint=failure.hint,
        )
        drop_inputs(change, n, at=at)
    error = {"class": failure.error_class, "message": failure.message, "hint": failure.hint}
    change.set_job(announced=0, error=None if killed else error, server=None)
    change.job_event(JobEvent.STOPPED if killed else JobEvent.FAILED, at=at, text=failure.message)


def _end_open(change: Change, home: Home, ending: Callable[[Any], Ending], *, at: float, drop: bool = False) -> None:
    for row in change.open_turns():
        if drop:
            drop_inputs(change, row["n"], at=at)
        end_one(change, home, row, ending(row), at=at)


def _cut_off(row: Any, otherwise: StopReason | None) -> Ending:
    return stopped(StopReason(row["stop_reason"]) if row["stop_reason"] else otherwise)
