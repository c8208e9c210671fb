"""What a check has found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from codex_agent.errors import AgentError


@dataclass(frozen=True, slots=True)
class Finding:
    """`problem` None means fine. `needed`: without it no job can run. `fix` is the one command or step that mends it."""

    name: str
    value: str
    problem: str | None = None
    fix: str | None = None
    needed: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.problem is None

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "needed": self.needed,
            "value": self.value or None,
            "problem": self.problem,
            "fix": self.fix,
            **self.details,
        }


def broken(name: str, error: AgentError, value: str = "") -> Finding:
    return Finding(name, value, error.message, error.hint, needed=True)
