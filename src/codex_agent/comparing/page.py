"""A comparison as a page of Markdown: two answers without their authors, and the four steps of judging them to fill in. Pure.

Everything that an agent wrote stands in a code block or a code span, so no answer can end its part of the page or add to ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from codex_agent.comparing.differences import ALPHA, BETA, Answer, Differences, Kind, Section
from codex_agent.prompts.fencing import fenced, span
from codex_agent.prompts.showing import one_line, visible

_GAP = "\n"
LISTED = 100  # sections of one kind; JSON has all
LINE_CHARS = 160
_HEADS = {
    Kind.ONLY_ALPHA: f"Only in {ALPHA}",
    Kind.ONLY_BETA: f"Only in {BETA}",
    Kind.DIFFERENT: "In both, but different",
    Kind.SAME: "The same in both",
}
_BY = {
    "findings": "Findings, matched by place and words. It is no judgement.",
    "data": "Places in the data; the order of lists is not compared.",
    "headings": "Sections by their headings; texts that differ may still say the same.",
}
_RULES = "Length, a confident tone and marks that an answer gives itself prove nothing; nor does agreement: models learn from the same texts."
_STEPS = (
    ("1. List the differences", f'All of them, without judging. "{ALPHA} says ...; {BETA} says ...".'),
    (
        "2. Argue for what only one has",
        "As well as you can, for each, with the code that speaks for it. No verdict yet.",
    ),
    (
        "3. Try to refute it",
        'For each, with code. "False positive" needs the place in the code and the error in the reasoning.',
    ),
    ("4. What stands", "Everything that was not refuted stays, also what you would rate lower."),
)


@dataclass(frozen=True, slots=True)
class Page:
    """Both answers are blinded. `jobs` are the two ids in an order that says nothing; `task` is None where the two had different ones."""

    jobs: tuple[str, str]
    reveal: str  # the command
    task: str | None
    alpha: Answer
    beta: Answer
    differences: Differences | None
    notices: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "jobs": list(self.jobs),
            "task": self.task,
            "alpha": _said_json(self.alpha),
            "beta": _said_json(self.beta),
            "differences": _as_json(self.differences) if self.differences else None,
            "notices": list(self.notices),
            "reveal_command": self.reveal,
        }

    def as_markdown(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"# {ALPHA} and {BETA}"
        yield f"\nTwo answers of jobs {' and '.join(self.jobs)}; a sealed draw named them. After step 4: `{self.reveal}`"
        for at, notice in enumerate(self.notices):
            yield f"{'' if at else _GAP}- Note: {notice}"
        if self.task is not None:
            yield f"\n## The task of both\n\n{fenced(visible(self.task))}"
        for label, answer in ((ALPHA, self.alpha), (BETA, self.beta)):
            yield f"\n## {label}\n\n{_block(answer)}"
        if self.differences:
            yield from _listed(self.differences)
        yield f"\n## Synthesis\n\nIn this order, each for itself. {_RULES}"
        for at, (title, what) in enumerate(_STEPS, 1):
            yield f"\n### {title}\n\n{what}\n"
            yield from self._begun(at)

    def _begun(self, step: int) -> Iterator[str]:
        """What the differences already say for a step; else an empty line to fill in."""
        rows: Sequence[str] = ()
        if self.differences and step in (2, 3):
            alone = [
                (label, one)
                for kind, label in ((Kind.ONLY_ALPHA, ALPHA), (Kind.ONLY_BETA, BETA))
                for one in self.differences.of(kind)
            ]
            rows = [f"- {label} alone, {_span(_said(one))}:" for label, one in alone[:LISTED]]
        yield from rows or ("-",)


def _said_json(answer: Answer) -> dict[str, Any]:
    """`text` or, for data of a schema, `answer`; the other is null."""
    return {"text": answer.text if answer.data is None else None, "answer": answer.data}


def _as_json(differences: Differences) -> dict[str, Any]:
    sections = [section.as_json() for section in differences.sections]
    counts = {kind.value: len(differences.of(kind)) for kind in Kind}
    return {"by": differences.by, "counts": counts, "sections": sections}


def _block(answer: Answer) -> str:
    return fenced(visible(answer.text), "" if answer.data is None else "json")


def _listed(differences: Differences) -> Iterator[str]:
    yield f"\n## Differences by section\n\n{_BY[differences.by]}"
    for kind, head in _HEADS.items():
        found = differences.of(kind)
        if found:
            yield f"\n### {head}: {len(found)}\n"
            yield from (f"- {_row(one, differences.by)}" for one in found[:LISTED])
            if len(found) > LISTED:
                yield f"- and {len(found) - LISTED} more"


def _row(section: Section, by: str) -> str:
    """Texts under headings stand above; findings and values are short enough to be said here."""
    if section.kind is not Kind.DIFFERENT or by == "headings":
        return _span(_said(section))
    if by == "data":
        return f"{_span(section.name)}: {ALPHA} {_span(_value(section.alpha))}, {BETA} {_span(_value(section.beta))}"
    sides = (f"{label} {_span(_places(side))}" for label, side in ((ALPHA, section.alpha), (BETA, section.beta)))
    return f"{_span(section.name)}: {', '.join(sides)}"


def _said(section: Section) -> str:
    """A place that stands for several items is told by the item."""
    if not section.name.endswith("[]"):
        return section.name
    return f"{section.name} {_value(section.beta if section.alpha is None else section.alpha)}"


def _places(findings: Iterable[dict[str, Any]]) -> str:
    return ", ".join(
        f"{one['severity']} at {one['file']}:{one['line_start']}" if one["line_start"] else f"{one['severity']}"
        for one in findings
    )


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _span(text: str) -> str:
    return span(one_line(text, LINE_CHARS) or "(empty)")
