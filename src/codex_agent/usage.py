"""Token counts, as every client's figures are kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Codex reports the cumulative total of the thread, Gemini that of the turn."""

    input: int = 0
    cached_input: int = 0
    output: int = 0
    reasoning_output: int = 0

    @property
    def total(self) -> int:
        return self.input + self.output

    def plus(self, more: Usage) -> Usage:
        return Usage(
            self.input + more.input,
            self.cached_input + more.cached_input,
            self.output + more.output,
            self.reasoning_output + more.reasoning_output,
        )

    def minus(self, earlier: Usage) -> Usage:
        """The use between two cumulative totals, never below zero."""
        return Usage(
            max(0, self.input - earlier.input),
            max(0, self.cached_input - earlier.cached_input),
            max(0, self.output - earlier.output),
            max(0, self.reasoning_output - earlier.reasoning_output),
        )

    def as_json(self) -> dict[str, int]:
        return {**asdict(self), "total": self.total}
