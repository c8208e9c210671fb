"""Findings of reviewers, as values and as they are read from answers. `merging` brings those of several reviewers together."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from codex_agent.errors import AgentError, Exit

MAX_FINDINGS = 500  # of one answer: nobody acts on more, and comparing them all takes time


class Severity(StrEnum):
    """Worst first."""

    CRITICAL = "critical"
    IMPORTANT = "important"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault as one reviewer saw it. `file` is "" and the lines are None where it belongs to no file or to all of one."""

    severity: Severity
    title: str
    file: str
    line_start: int | None
    line_end: int | None
    evidence: str
    fix: str

    @property
    def place(self) -> str:
        """`file:12-14`, as far as it is known."""
        if self.line_start is None:
            return self.file
        end = "" if self.line_end in (None, self.line_start) else f"-{self.line_end}"
        return f"{self.file}:{self.line_start}{end}"

    @property
    def span(self) -> float:
        if self.line_start is None or self.line_end is None:
            return float("inf")
        return self.line_end - self.line_start

    def as_json(self) -> dict[str, Any]:
        return {
            "severity": self.severity.value,
            "title": self.title,
            "file": self.file,
            "line_start": self.line_start,
            "line_end": self.line_end,
            "evidence": self.evidence,
            "fix": self.fix,
        }


class Doubt(StrEnum):
    """Why the place of a finding cannot be trusted."""

    NO_FILE = "no such file"
    NO_LINES = "no such lines"


@dataclass(frozen=True, slots=True)
class Merged:
    """One fault: the best report of it with the highest severity and the best evidence, and every report of it.

    `found_by` names each reviewer once. `doubt` is set when the reviewed tree has no such place.
    """

    finding: Finding
    found_by: tuple[str, ...]
    reports: tuple[tuple[str, Finding], ...]
    doubt: Doubt | None = None

    @property
    def other_titles(self) -> tuple[str, ...]:
        return _others(self.finding.title, [report.title for _, report in self.reports])

    @property
    def other_fixes(self) -> tuple[str, ...]:
        return _others(self.finding.fix, [report.fix for _, report in self.reports])

    def as_json(self) -> dict[str, Any]:
        """The object of `review --json`."""
        return {
            **self.finding.as_json(),
            "found_by": list(self.found_by),
            "unverified_place": self.doubt.value if self.doubt else None,
            "other_fixes": list(self.other_fixes),
            "reports": [{"by": who, **report.as_json()} for who, report in self.reports],
        }


def _others(own: str, texts: Iterable[str]) -> tuple[str, ...]:
    seen = {" ".join(own.split()): ""}
    for text in texts:
        seen.setdefault(" ".join(text.split()), text)
    return tuple(text for key, text in seen.items() if key and text)


def read_answer(answer: Any) -> tuple[Finding, ...]:
    """The findings of an answer that follows the `findings` schema. Raises `AgentError` naming the place that does not."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("findings"), list):
        raise _unreadable("findings is not a list")
    if len(answer["findings"]) > MAX_FINDINGS:
        raise _unreadable(f"{len(answer['findings']):,} findings; at most {MAX_FINDINGS} are read")
    return tuple(_read(entry, number) for number, entry in enumerate(answer["findings"]))


def _read(entry: Any, number: int) -> Finding:
    where = f"findings[{number}]"
    if not isinstance(entry, Mapping):
        raise _unreadable(f"{where} is not an object")
    texts = {name: entry.get(name) or "" for name in ("title", "file", "evidence", "fix")}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise _unreadable(f"{where}.{name} is not a text")
    try:
        severity = Severity(entry.get("severity") or "")
    except ValueError:
        raise _unreadable(f"{where}.severity is not one of {', '.join(Severity)}") from None
    lines = [_line(entry.get(name), f"{where}.{name}") for name in ("line_start", "line_end")]
    known = sorted(line for line in lines if line is not None)
    first, last = (known[0], known[-1]) if known else (None, None)
    return Finding(severity, line_start=first, line_end=last, **texts)


def _line(value: Any, where: str) -> int | None:
    """None for no line: an agent without one says null, 0 or -1."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise _unreadable(f"{where} is not a whole number")
    return value if value > 0 else None


def _unreadable(what: str) -> AgentError:
    return AgentError("bad_findings", f"the answer is no list of findings: {what}", exit_code=Exit.NO_ANSWER)


def normal_path(file: str, root: str = "") -> str:
    """A path as git names it: relative to `root`, without `./` and detours. One that leads out of `root` keeps its `..` or `/`."""
    file = file.strip()
    if not file:
        return ""
    path = posixpath.normpath(file)
    inside = posixpath.normpath(root) + "/" if root else ""
    if inside and path.startswith(inside):
        path = path[len(inside) :]
    return "" if path == "." else path
