"""Everything a user may see go wrong, as data. The core raises it; one boundary in `cli/` turns it into text, JSON and an exit code."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any


class Exit(IntEnum):
    """Exit codes of every command. Several jobs: the worst one wins, in the order of `SEVERITY`."""

    OK = 0
    REFUSED = 1
    USAGE = 2
    NOT_FOUND = 3
    NEEDS_INPUT = 4
    NO_ANSWER = 5
    LIMIT = 6
    NO_RUNTIME = 69
    BUG = 70
    TIMEOUT = 124
    INTERRUPTED = 130


SEVERITY = (Exit.BUG, Exit.NO_ANSWER, Exit.LIMIT, Exit.NEEDS_INPUT, Exit.TIMEOUT, Exit.OK)


def worst(codes: list[Exit]) -> Exit:
    """The exit code of a command over several jobs. A code outside `SEVERITY` (a refusal) stands over all."""
    for code in codes:
        if code not in SEVERITY:
            return code
    return min(codes, key=SEVERITY.index, default=Exit.OK)


class ErrorClass(StrEnum):
    """Why a turn failed. `LIMITS` exit with 6, all others with 5."""

    CONTEXT_LIMIT = "context_limit"
    USAGE_LIMIT = "usage_limit"
    RATE_LIMIT = "rate_limit"
    AUTH = "auth"
    MODEL = "model"
    NETWORK = "network"
    SANDBOX = "sandbox"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    OTHER = "other"


LIMITS = frozenset({ErrorClass.CONTEXT_LIMIT, ErrorClass.USAGE_LIMIT, ErrorClass.RATE_LIMIT})


def exit_for(turn_state: str, error_class: str | None, mode: str = "exec") -> Exit:
    """The exit code of a command that waited for a turn in this state. A command in a terminal that ended by itself is 0 or 1."""
    if mode == "terminal" and turn_state == "failed" and error_class == ErrorClass.OTHER:
        return Exit.REFUSED
    if turn_state == "needs_input":
        return Exit.NEEDS_INPUT
    if turn_state == "idle":
        return Exit.OK
    return Exit.LIMIT if error_class in LIMITS else Exit.NO_ANSWER


class AgentError(Exception):
    """An error for people: `message` says what is wrong, `hint` is the command or step that fixes it.

    `code` is a stable snake_case word for programs. Raised before the first side effect wherever the cause could be known.
    """

    def __init__(self, code: str, message: str, *, exit_code: Exit = Exit.REFUSED, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.exit_code = exit_code
        self.message = message
        self.hint = hint
        self.facts: dict[str, Any] = {}  # further fields of the JSON object

    def told(self, *, message: str | None = None, hint: str | None = None) -> AgentError:
        """The same error in other words; what is not given stays."""
        made = AgentError(self.code, message or self.message, exit_code=self.exit_code, hint=hint or self.hint)
        made.facts = self.facts
        return made

    def as_json(self) -> dict[str, Any]:
        """The `error` object of the JSON contract, with the exit code for our own socket."""
        return {"code": self.code, "message": self.message, "hint": self.hint, "exit_code": int(self.exit_code)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> AgentError:
        """The error as it crossed the socket."""
        exit_code = Exit(data.get("exit_code", Exit.REFUSED))
        return cls(str(data["code"]), str(data["message"]), exit_code=exit_code, hint=data.get("hint"))


def usage_error(code: str, message: str, hint: str | None = None) -> AgentError:
    """Bad input: exit code 2, nothing was started."""
    return AgentError(code, message, exit_code=Exit.USAGE, hint=hint)
