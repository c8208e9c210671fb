"""Our own event types: what a provider's line means, whichever client printed it.

Providers turn lines into these; the fold in `folding.py` turns these into what we know of a turn. Values only.
"""

from __future__ import annotations

from dataclasses import dataclass

from codex_agent.errors import ErrorClass
from codex_agent.usage import Usage


@dataclass(frozen=True, slots=True)
class ThreadStarted:
    thread_id: str


@dataclass(frozen=True, slots=True)
class TurnStarted:
    pass


@dataclass(frozen=True, slots=True)
class Matched:
    """The line of a background terminal that `run --until` waits for."""

    line: str


@dataclass(frozen=True, slots=True)
class TurnIdentified:
    """The client's own id of the running turn; exec prints none, the rollout has it."""

    turn_id: str


@dataclass(frozen=True, slots=True)
class UserSaid:
    """A message that the agent has taken in: the prompt, a steer, or what a person typed. `client_id` is the sender's own mark."""

    text: str
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the agent; the last one before the turn's end is the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class MessagePart:
    """A piece of a message; the pieces up to the next tool call, or the turn's end, are one message."""

    text: str


@dataclass(frozen=True, slots=True)
class MessageRecorded:
    """A message as the client's own record has it: whole, and without what an attempt that broke off had said before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Reasoning:
    text: str


@dataclass(frozen=True, slots=True)
class ToolStarted:
    """An open tool call stops the inactivity clock until its `ToolEnded` with the same `call_id`.

    `changes` are the files that the call changes if it ends well, for a client that tells them beforehand.
    """

    call_id: str
    title: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolEnded:
    call_id: str
    title: str
    ok: bool
    exit_code: int | None = None
    output: str = ""


@dataclass(frozen=True, slots=True)
class FilesChanged:
    """Paths as the client reports them: absolute, one entry a file; `kind` is add, update or delete."""

    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanUpdated:
    steps: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the client says beside the work: a retry, a warning. Never an end."""

    text: str


@dataclass(frozen=True, slots=True)
class ModelStopped:
    """The client has stopped the model before it was done, and says why: what was said is no whole answer. Not yet the end."""

    text: str


@dataclass(frozen=True, slots=True)
class TurnUsed:
    """What the turn has used in all, for a client that counts each turn by itself."""

    usage: Usage


@dataclass(frozen=True, slots=True)
class ModelCalled:
    """One model call of the running turn, from the client's own record; told again under the same id it is the same call."""

    call_id: str
    usage: Usage
    context_tokens: int | None


@dataclass(frozen=True, slots=True)
class TurnCompleted:
    """The client ended the turn well.

    `unanswered`: the failure that it is all the same if no word came after the last tool call, or the model was stopped.
    """

    usage: Usage | None = None
    unanswered: TurnFailed | None = None


@dataclass(frozen=True, slots=True)
class TurnFailed:
    """An empty `message` stands for the last `Notice`: some clients give the reason before the end."""

    message: str
    error_class: ErrorClass
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class TurnAborted:
    reason: str


@dataclass(frozen=True, slots=True)
class SettingsSeen:
    """What the client really runs with (from the rollout), not what was asked."""

    model: str | None
    reasoning: str | None
    sandbox: str | None = None


@dataclass(frozen=True, slots=True)
class TokensSeen:
    """Live use. `context_tokens` is the last model call's total (the cumulative total is not the context)."""

    total: Usage
    context_tokens: int | None
    context_window: int | None


@dataclass(frozen=True, slots=True)
class RateLimitsSeen:
    """The provider's own limit report, as JSON text; kept for `usage`."""

    limits_json: str


Event = (
    ThreadStarted
    | TurnStarted
    | Matched
    | TurnIdentified
    | UserSaid
    | Message
    | MessagePart
    | MessageRecorded
    | Reasoning
    | ToolStarted
    | ToolEnded
    | FilesChanged
    | PlanUpdated
    | Notice
    | ModelStopped
    | TurnUsed
    | ModelCalled
    | TurnCompleted
    | TurnFailed
    | TurnAborted
    | SettingsSeen
    | TokensSeen
    | RateLimitsSeen
)
