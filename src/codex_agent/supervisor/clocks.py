"""The limits of a running turn. Pure: clocks are arguments, the answer is the next limit and how far away it is."""

from __future__ import annotations

from codex_agent.endings import StopReason
from codex_agent.jobs import Job
from codex_agent.states import JobState


def next_limit(
    job: Job, *, now: float, quiet_s: float, tool_open: bool, flooded: bool
) -> tuple[float, StopReason] | None:
    """Seconds until the nearest limit (0 or less: reached) and its reason; None when nothing can be reached.

    `now` is the time of day, because a wall-clock limit must survive a new supervisor; an open tool call stops the inactivity clock.
    """
    if job.state is JobState.STOPPING or job.turn.ended:
        return None
    due: list[tuple[float, StopReason]] = []
    if flooded:
        due.append((0.0, StopReason.FLOOD))
    if job.spec.max_minutes and job.turn.started_at:
        due.append((job.turn.started_at + job.spec.max_minutes * 60 - now, StopReason.WALL_CLOCK))
    if job.spec.inactivity_minutes and not tool_open:
        due.append((job.spec.inactivity_minutes * 60 - quiet_s, StopReason.INACTIVE))
    return min(due, default=None)
