"""The records: what we know of a job (`Job`), and of each of its turns (`Turn`). Values only.

Times are seconds since the epoch (float); the JSON contract shows them as ISO 8601 in UTC.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from codex_agent.errors import ErrorClass, Exit, exit_for
from codex_agent.specs import JobSpec
from codex_agent.states import JOB_ENDS, TURN_ENDS, JobState, TurnEvent, TurnState
from codex_agent.usage import Usage

SUMMARY_CHARS = 500


@dataclass(frozen=True, slots=True)
class Identity:
    """A process that cannot be mistaken: pid and the kernel's start time (clock ticks since boot on Linux)."""

    pid: int
    start: str


@dataclass(frozen=True, slots=True)
class Question:
    """What an agent waits for: an approval, or an answer. `id` is unique within its turn; `choices` are the client's own words."""

    id: str
    kind: str  # command, edit, permissions, question, form
    text: str
    choices: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"request": self.id, "kind": self.kind, "text": self.text, "choices": list(self.choices)}


@dataclass(frozen=True, slots=True)
class Turn:
    """One prompt and its answer. `outcome` is the word of the signal file, None while the turn is open."""

    job: str
    n: int
    state: TurnState
    turn_id: str | None = None
    outcome: TurnEvent | None = None
    message: str | None = None
    error_class: ErrorClass | None = None
    error_message: str | None = None
    error_hint: str | None = None
    usage: Usage = Usage()
    files: tuple[str, ...] = ()
    exit_code: int | None = None
    started_at: float | None = None
    ended_at: float | None = None
    read_at: float | None = None
    asked: tuple[Question, ...] = ()  # open questions, oldest first
    told: tuple[str, ...] = ()  # ids of questions that a wait has reported
    fits: bool | None = None  # whether the answer fits the job's schema; None without one
    misfits: tuple[str, ...] = ()  # where it does not, and why: each one line
    corrects: int | None = None  # the turn whose answer this one is to correct
    corrected_by: int | None = None  # the turn that answers in place of this one

    @property
    def news(self) -> bool:
        """Whether there is a question that no wait has reported yet."""
        return any(question.id not in self.told for question in self.asked)

    @property
    def ended(self) -> bool:
        return self.state in TURN_ENDS

    @property
    def misfit(self) -> str | None:
        """All of that on one line: the first, and how many more there are."""
        return in_short(self.misfits) if self.misfits else None

    @property
    def answer(self) -> Any:
        """The answer as data; None if it was not bound to a schema, or does not fit."""
        return json.loads(self.message) if self.fits and self.message else None

    def exit(self, mode: str) -> Exit:
        """The exit code of a command that waited for this turn of a job of that mode."""
        return exit_for(self.state, self.error_class, mode)

    def error_json(self) -> dict[str, Any] | None:
        if self.error_class is None:
            return None
        return {"class": self.error_class.value, "message": self.error_message, "hint": self.error_hint}

    def as_json(self) -> dict[str, Any]:
        """The `turn` object of the JSON contract."""
        return {
            "turn": self.n,
            "turn_id": self.turn_id,
            "turn_state": self.state.value,
            "outcome": self.outcome.value if self.outcome else None,
            "message": self.message,
            "answer": self.answer,
            "fits": self.fits,
            "misfit": self.misfit,
            "misfits": list(self.misfits),
            "corrects": self.corrects,
            "corrected_by": self.corrected_by,
            "error": self.error_json(),
            "tokens": self.usage.as_json(),
            "files_modified": list(self.files),
            "questions": [question.as_json() for question in self.asked],
            "exit_code": self.exit_code,
            "started_at": iso(self.started_at),
            "ended_at": iso(self.ended_at),
            "read_at": iso(self.read_at),
        }


@dataclass(frozen=True, slots=True)
class Queued:
    """A turn that waits for others to end. `position` counts from 1; `held_until` is when its provider takes turns again."""

    turn: int
    position: int
    held_until: float | None = None
    reason: str | None = None  # in the words of the turn that was refused

    def is_held(self, now: float) -> bool:
        """Whether it waits for its provider, whoever else is at work."""
        return self.held_until is not None and self.held_until > now

    def as_json(self, now: float) -> dict[str, Any]:
        held = self.is_held(now)
        return {
            "turn": self.turn,
            "position": self.position,
            "held_until": iso(self.held_until) if held else None,
            "reason": self.reason if held else None,
        }


@dataclass(frozen=True, slots=True)
class Job:
    """A job as the store has it. `turn` is the newest turn that was started; `queued_turns` follow-ups wait behind it."""

    id: str
    spec: JobSpec
    state: JobState
    turn: Turn
    queued_turns: int = 0
    thread_id: str | None = None
    model: str | None = None  # effective, once the client has said it
    reasoning: str | None = None
    usage: Usage = Usage()  # cumulative over the thread
    context_tokens: int | None = None
    context_window: int | None = None
    files: tuple[str, ...] = ()
    agent: Identity | None = None
    shim: Identity | None = None
    exit_code: int | None = None
    created_at: float = 0.0
    started_at: float | None = None
    completed_at: float | None = None
    host: str = ""
    last_message: str | None = None
    rollout: str | None = None
    error: Mapping[str, Any] | None = (
        None  # of the job itself, when no turn failed: its app-server died while it was idle
    )
    server: str | None = None  # the app-server that has the thread
    queue: Queued | None = None  # of its next turn, while that waits for others to end

    @property
    def ended(self) -> bool:
        return self.state in JOB_ENDS

    @property
    def client_command(self) -> str | None:
        """What a person types to go on in the client itself; a shell's words."""
        if self.thread_id is None or self.spec.client_command is None:
            return None
        return self.spec.client_command.replace("{thread}", self.thread_id)

    @property
    def spent(self) -> int:
        """Tokens that the job used itself, input and output."""
        return max(0, self.usage.total - self.spec.fork_tokens)

    def as_json(self, now: float) -> dict[str, Any]:
        """One entry of `jobs --json`. `now` makes the elapsed time of a running job."""
        end = self.completed_at if self.ended and self.completed_at else now
        begin = self.started_at or self.created_at
        return {
            "id": self.id,
            "name": self.spec.name,
            "status": self.state.value,
            "turn_state": self.turn.state.value,
            "turn": self.turn.n,
            "queued_turns": self.queued_turns,
            "queue": self.queue.as_json(now) if self.queue else None,
            "unread": self.turn.ended and self.turn.read_at is None,
            "provider": self.spec.provider,
            "mode": self.spec.mode,
            "prompt": self.spec.prompt,
            "model": self.model or self.spec.model,
            "reasoning": self.reasoning or self.spec.reasoning,
            "sandbox": self.spec.sandbox,
            "cwd": self.spec.cwd,
            "worktree": self.spec.worktree.as_json() if self.spec.worktree else None,
            "parent_session": self.spec.parent_session,
            "group": self.spec.group_id,
            "output_schema": self.spec.output_schema,
            "thread_id": self.thread_id,
            "client_command": self.client_command,
            "fork_of": self.spec.fork_of,
            "elapsed_ms": max(0, round((end - begin) * 1000)),
            "created_at": iso(self.created_at),
            "started_at": iso(self.started_at),
            "completed_at": iso(self.completed_at) if self.ended else None,
            "tokens": {**self.usage.as_json(), **self._context_json()},
            "budget": {"max_tokens": self.spec.max_tokens, "spent": self.spent},
            "files_modified": list(self.files),
            "summary": self.last_message[:SUMMARY_CHARS] if self.last_message else None,
            "error": self.turn.error_json() or (dict(self.error) if self.error else None),
            "needs_input": self._needs_input(),
            "exit_code": self.exit_code,
            "agent_pid": self.agent.pid if self.agent and not self.ended else None,
            "host": self.host,
        }

    def _needs_input(self) -> dict[str, Any] | None:
        """The oldest open question, and how many wait behind it."""
        if not self.turn.asked:
            return None
        return {
            **self.turn.asked[0].as_json(),
            "more": len(self.turn.asked) - 1,
            "hint": f"codex-agent answer {self.id} accept|decline|TEXT",
        }

    def _context_json(self) -> dict[str, Any]:
        used = None
        if self.context_tokens is not None and self.context_window:
            used = round(100 * self.context_tokens / self.context_window, 2)
        return {"context_window": self.context_window, "context_used_pct": used}


def in_short(misfits: Sequence[str]) -> str:
    return misfits[0] + (f" (and {len(misfits) - 1} more)" if len(misfits) > 1 else "")


def iso(at: float | None) -> str | None:
    """ISO 8601 in UTC with milliseconds, as every JSON of ours has it."""
    if at is None:
        return None
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
