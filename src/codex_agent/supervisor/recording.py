"""Writing down what a fold says, inside a change. The only place where a turn's end moves its job."""

from __future__ import annotations

import json
from typing import Any

from codex_agent import budgets
from codex_agent.change import Change
from codex_agent.endings import Ending
from codex_agent.events import TurnFailed
from codex_agent.folding import TurnFold, merged
from codex_agent.rows import files_of, usage_of
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, JobState, TurnEvent
from codex_agent.supervisor.holding import take_answer, take_limit
from codex_agent.supervisor.reading import TurnReader

PREVIEW_CHARS = 200  # of a message, for the journal
JOB_MOVES = {
    TurnEvent.COMPLETED: JobEvent.FINISHED,
    TurnEvent.FAILED: JobEvent.FAILED,
    TurnEvent.INTERRUPTED: JobEvent.INTERRUPTED,
    TurnEvent.LOST: JobEvent.VANISHED,
}


def observe(change: Change, turn: int, reader: TurnReader, *, at: float) -> None:
    """Everything that is no state: offsets, tokens, files, the thread's name. The thread, or its first turn, also starts the job."""
    fold = reader.fold
    place: dict[str, object] = {
        "thread_id": fold.thread_id,
        "rollout": reader.rollout,
        "rollout_offset": reader.rollout_offset or None,
    }
    known = {name: value for name, value in place.items() if value is not None}
    change.set_job(**known, **learnt(fold), files=job_files(change, fold))
    change.set_turn(
        turn, fold=fold.as_json(), events_offset=reader.events_offset, turn_id=fold.turn_id, files=fold.files
    )
    if (fold.thread_id is not None or fold.begun) and change.state is JobState.STARTING:
        text = f"thread {fold.thread_id}" if fold.thread_id else ""
        change.job_event(JobEvent.THREAD_STARTED, at=at, text=text)


def learnt(fold: TurnFold) -> dict[str, object]:
    """What a fold knows of its job: what was never said is left as it is."""
    known: dict[str, object] = {
        "model": fold.model,
        "reasoning": fold.reasoning,
        "usage": fold.usage,
        "context_tokens": fold.context_tokens,
        "context_window": fold.context_window,
        "last_message": fold.message,
    }
    return {name: value for name, value in known.items() if value is not None}


def job_files(change: Change, fold: TurnFold) -> tuple[str, ...]:
    return merged(files_of(change.column("files")), fold.files)


def end_turn(
    change: Change, turn: int, ending: Ending, fold: TurnFold, row: Any, *, at: float, stays: bool = False
) -> None:
    """Move the turn to its end, and the job with it unless it `stays` open, a follow-up waits or a stop is under way.

    A killed job's end waits until its processes are seen to be gone; the keeper moves it then.
    """
    base = usage_of(row["base_usage"])
    error = ending.error
    change.turn_event(
        turn,
        ending.outcome,
        at=at,
        text=f"{ending.outcome}: {error.message}" if error else "",
        message=fold.message,
        turn_id=fold.turn_id,
        usage=(fold.usage or base).minus(base),
        error_class=error.error_class if error else None,
        error_message=error.message if error else None,
        error_hint=error.hint if error else None,
    )
    provider = JobSpec.from_json(json.loads(change.spec_json)).provider
    if error and ending.outcome is TurnEvent.FAILED:  # not a limit of ours
        take_limit(change, provider, error, turn=turn, at=at)
    elif ending.outcome is TurnEvent.COMPLETED:
        take_answer(change, provider, turn=turn, begun_at=row["started_at"], at=at)
    change.set_job(announced=0)
    if stays or change.state is JobState.STOPPING:
        return
    waiting = change.queued_turns()
    over = spent(change) if waiting or ending.outcome is TurnEvent.COMPLETED else None
    if over is not None:
        stop_spent(change, over, at=at)
        change.job_event(JobEvent.STOPPED, at=at)
        return
    if waiting and change.column("thread_id") is not None:
        return
    for n in waiting:
        text = "there is no thread to go on in: the first turn failed to start"
        change.turn_event(n, TurnEvent.FAILED, at=at, error_class="other", error_message=text)
    change.job_event(JOB_MOVES[ending.outcome], at=at, text=error.message if error else "")


def spent(change: Change) -> TurnFailed | None:
    """Why the job may do no further turn; None while it may."""
    return budgets.reached(change.query, change.job, JobSpec.from_json(json.loads(change.spec_json)))


def stop_spent(change: Change, over: TurnFailed, *, at: float) -> None:
    """A budget is used up, and no turn runs: what waits is killed, and the job is to stop. One that was queued has ended with that."""
    for n in change.queued_turns():
        why = {"error_class": over.error_class, "error_message": over.message, "error_hint": over.hint}
        change.turn_event(n, TurnEvent.KILLED, at=at, text=over.message, **why)
        drop_inputs(change, n, at=at)
    change.set_job(announced=0, error={"class": over.error_class, "message": over.message, "hint": over.hint})
    change.job_event(JobEvent.STOP_REQUESTED, at=at, text=over.message)


def kill_queued(change: Change, *, at: float) -> None:
    """Turns that wait are over without having begun, because their job is killed; messages for them are dropped."""
    for n in change.queued_turns():
        hint = "start it anew: it has no thread to go on in" if change.column("thread_id") is None else None
        words = "killed in the queue: it never began"
        change.turn_event(n, TurnEvent.KILLED, at=at, error_class="other", error_message=words, error_hint=hint)
        drop_inputs(change, n, at=at)
    change.set_job(announced=0)


def take_out(change: Change, n: int, *, at: float, stays: bool) -> None:
    """A turn leaves the queue without having begun, and the job goes on: to its next turn, or open as before; else it ends with that."""
    words = "interrupted in the queue: it never began"
    change.turn_event(n, TurnEvent.INTERRUPTED, at=at, error_class="other", error_message=words)
    drop_inputs(change, n, at=at)
    change.set_job(announced=0)
    if not stays and not change.queued_turns():
        change.job_event(JobEvent.INTERRUPTED, at=at, text=words)


def drop_inputs(change: Change, turn: int, *, at: float) -> None:
    """Messages that nobody will hear, because their job ends."""
    for row in change.inputs(turn):
        change.settle_input(row["token"], "dropped")
        change.journal("turn", f"dropped: {row['text'][:PREVIEW_CHARS]}", at=at, turn=turn, data={"steer": row["seq"]})
