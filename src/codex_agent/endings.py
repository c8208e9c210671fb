"""How a turn ended, decided from what was seen. Pure. The order is the law: what the client said stands over what we asked for,
what we asked for stands over an exit code, and no record at all is `lost`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from codex_agent.errors import ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.folding import TurnFold
from codex_agent.states import TurnEvent


class StopReason(StrEnum):
    """Why we asked an agent to end; recorded before the first signal."""

    KILL = "kill"
    INTERRUPT = "interrupt"
    INACTIVE = "inactive"
    WALL_CLOCK = "wall_clock"
    FLOOD = "flood"


@dataclass(frozen=True, slots=True)
class Ending:
    outcome: TurnEvent
    error: TurnFailed | None = None


_STOPPED: dict[StopReason, Ending] = {
    StopReason.KILL: Ending(TurnEvent.KILLED),
    StopReason.INTERRUPT: Ending(TurnEvent.INTERRUPTED),
    StopReason.INACTIVE: Ending(
        TurnEvent.KILLED,
        TurnFailed(
            "no event for longer than inactivity_minutes, and no tool call was open",
            ErrorClass.TIMEOUT,
            "raise the limit: CODEX_AGENT_INACTIVITY_MINUTES, or inactivity_minutes in config.toml",
        ),
    ),
    StopReason.WALL_CLOCK: Ending(
        TurnEvent.KILLED,
        TurnFailed(
            "the wall-clock limit of --max-minutes was reached", ErrorClass.TIMEOUT, "start with a larger --max-minutes"
        ),
    ),
    StopReason.FLOOD: Ending(
        TurnEvent.KILLED,
        TurnFailed("the agent printed more than max_log_mb", ErrorClass.OTHER, "raise max_log_mb in config.toml"),
    ),
}


def stopped(reason: StopReason | None) -> Ending:
    """The end of a turn that was cut off: by us with a reason, or by a person."""
    return _STOPPED[reason or StopReason.INTERRUPT]


def said(fold: TurnFold) -> Ending | None:
    """The end that the client's own events tell; None while they tell none."""
    if fold.failure is not None:
        return Ending(TurnEvent.FAILED, fold.failure)
    if fold.completed:
        return Ending(TurnEvent.COMPLETED)
    return None


def after_exit(
    fold: TurnFold,
    stop_reason: StopReason | None,
    exit_code: int | None,
    explain: Callable[[int | None], TurnFailed],
) -> Ending:
    """The end of a turn whose client is gone and whose files were read to the end. `explain` knows the client's error texts."""
    ending = said(fold)
    if ending is not None:
        return ending
    if fold.notified:
        return Ending(TurnEvent.COMPLETED)
    if stop_reason is not None:
        return stopped(stop_reason)
    if exit_code is None:
        lost = "the agent is gone and left no exit record (it was killed from outside, or the machine went down)"
        return Ending(
            TurnEvent.LOST, TurnFailed(lost, ErrorClass.CRASHED, "go on in the same thread: codex-agent send ID TEXT")
        )
    return Ending(TurnEvent.FAILED, explain(exit_code))
