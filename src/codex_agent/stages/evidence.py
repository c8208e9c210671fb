"""What a detection says."""

from __future__ import annotations

NONE = "none"


class Evidence:
    """One rule that counted: what it saw, for which stage and how much."""

    __slots__ = ("reason", "rule", "stage", "weight", "words")

    def __init__(self, rule: str, stage: str, weight: float, words: str, reason: str) -> None:
        self.rule = rule
        self.stage = stage
        self.weight = weight
        self.words = words
        self.reason = reason

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in ("rule", "stage", "weight", "words", "reason")}


class Detection:
    """`stage` is one of `STAGES` or `none`; `confidence` is above 0 and below 1 when it speaks, else 0.

    `evidence` holds what speaks for the stage, strongest first; for `none` it says why it is silent, as far as a rule knows.
    """

    __slots__ = ("confidence", "evidence", "next_command", "stage")

    def __init__(
        self, stage: str, confidence: float, evidence: tuple[Evidence, ...], next_command: str | None = None
    ) -> None:
        self.stage = stage
        self.confidence = confidence
        self.evidence = evidence
        self.next_command = next_command

    def as_json(self) -> dict[str, object]:
        return {
            "stage": self.stage,
            "confidence": self.confidence,
            "evidence": [one.as_json() for one in self.evidence],
            "next_command": self.next_command,
        }
