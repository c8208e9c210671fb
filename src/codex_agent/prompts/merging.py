"""Findings of several reviewers brought together where they found one fault, ranked; and findings known again later.

Bringing together errs on the side of two entries for one fault: one entry for two would hide the second. Nothing is dropped;
each merged finding keeps every report that went into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from codex_agent.prompts.findings import Doubt, Finding, Merged, normal_path
from codex_agent.prompts.likeness import ALIKE, SAME_REMEDY, Sharing, Words, alike, nearly_equal, same_remedy, words_of
from codex_agent.prompts.places import Places

FEW = 32  # groups that are all looked at; of more only those with words in common
NEIGHBOURS = 3  # lines between two findings that may still be one: agents count from the line above or below
TELLING_CHARS = 1_500  # of evidence: beyond that more is not better

LinesOf = Callable[[str], int | None]  # a file's number of lines in the reviewed tree, None when it has no such file


def merge(
    reports: Iterable[tuple[str, Sequence[Finding]]], *, root: str = "", lines_of: LinesOf | None = None
) -> tuple[Merged, ...]:
    """Reports of one fault become one, worst first. The order of the reports does not matter.

    Each finding joins the most precise report of the same fault, never one that is merely like another in between: a chain of
    likenesses would swallow different faults. Agreement of reviewers only breaks ties; it is no proof. 6,000 findings of one place
    with nothing in common but words take a few seconds.
    """
    told = [
        (who, replace(finding, file=normal_path(finding.file, root)))
        for who, findings in reports
        for finding in findings
    ]
    doubts = {finding: _doubt(finding, lines_of) for _, finding in told}
    by_file: dict[str, _Groups] = {}
    for report in sorted((_Report(who, finding, doubts[finding]) for who, finding in told), key=_Report.key):
        by_file.setdefault(report.finding.file, _Groups()).take(report)
    groups = (group for groups in by_file.values() for group in groups.all)
    return tuple(sorted((_merged(group) for group in groups), key=_rank))


class _Report:
    """A finding with its words, which are compared many times."""

    __slots__ = ("_fix", "doubt", "finding", "title", "who")

    def __init__(self, who: str, finding: Finding, doubt: Doubt | None) -> None:
        self.who, self.finding, self.doubt = who, finding, doubt
        self.title = words_of(finding.title)
        self._fix: Words | None = None

    @property
    def fix(self) -> Words:
        if self._fix is None:
            self._fix = words_of(self.finding.fix)
        return self._fix

    def key(self) -> tuple[Any, ...]:
        """The best report first: of a place that is there, precise, severe, well proved; then any order that is always the same."""
        one = self.finding
        proof = -min(len(one.evidence), TELLING_CHARS)
        rest = (one.file, one.line_start or 0, one.title, one.evidence, one.fix, self.who)
        return (self.doubt is not None, one.span, one.severity.rank, proof, *rest)


class _Groups:
    """The groups of one file, each led by its first report. A report joins the first group that it belongs to, else leads one."""

    def __init__(self) -> None:
        self.all: list[list[_Report]] = []
        self._places = Places(NEIGHBOURS)
        self._by_title: dict[str, list[int]] = {}
        self._titles, self._fixes = Sharing(ALIKE), Sharing(SAME_REMEDY)

    def take(self, report: _Report) -> None:
        one = report.finding
        near = self._places.near(one.line_start, one.line_end)
        if len(near) > FEW:
            near &= self._alike(report)
        group = next((self.all[at] for at in sorted(near) if _belongs(report, self.all[at])), None)
        if group is None:
            self._places.add(one.line_start, one.line_end)
            self._by_title.setdefault(report.title.raw, []).append(len(self.all))
            self._titles.add(report.title)
            self._fixes.add(report.fix)
            self.all.append(group := [])
        group.append(report)

    def _alike(self, report: _Report) -> set[int]:
        """All groups whose leader has enough words in common; most have none."""
        found = set(self._by_title.get(report.title.raw, ()))
        found.update(self._titles.like(report.title), self._fixes.like(report.fix))
        return found


def _belongs(report: _Report, group: Sequence[_Report]) -> bool:
    """Whether a report is of the fault that leads the group. What one reviewer told apart on separate lines stays apart."""
    gap = _gap(report.finding, group[0].finding)
    if gap == 0:
        return _same_there(report, group[0])
    if gap > NEIGHBOURS or not nearly_equal(report.title, group[0].title):
        return False
    return all(report.who != other.who for other in group)


def _same_there(one: _Report, other: _Report) -> bool:
    return alike(one.title, other.title) or same_remedy(one.fix, other.fix)


class Known:
    """Findings of an earlier time, to tell what is new. The lines of a fault may have moved by `drift` since."""

    def __init__(self, findings: Iterable[Finding], *, drift: int) -> None:
        self._drift = drift
        self._by_file: dict[str, list[_Report]] = {}
        for finding in findings:
            self.add(finding)

    def add(self, finding: Finding) -> None:
        self._by_file.setdefault(finding.file, []).append(_Report("", finding, None))

    def has(self, finding: Finding) -> bool:
        """Whether one of them is the same fault."""
        report = _Report("", finding, None)
        known = self._by_file.get(finding.file, ())
        return any(_overlapping(one, report) or _moved(one, report, self._drift) for one in known)


def recognised(known: Iterable[Finding], found: Sequence[Finding], *, drift: int) -> list[bool]:
    """For each finding whether it is one of the known ones; each of those stands for one finding only.

    So a fourth case of a fault that is known three times is new. Equal ones are paired first, then those on the same lines, then those
    that moved by at most `drift`, from the top of the file.
    """
    left: dict[str, list[_Report]] = {}
    for finding in sorted(known, key=_in_file):
        left.setdefault(finding.file, []).append(_Report("", finding, None))
    paired = [False] * len(found)
    order = sorted(range(len(found)), key=lambda at: _in_file(found[at]))
    for same in (_equal, _overlapping, lambda one, other: _moved(one, other, drift)):
        for at in order:
            report, others = _Report("", found[at], None), left.get(found[at].file, [])
            match = None if paired[at] else next((other for other in others if same(other, report)), None)
            if match is not None:
                others.remove(match)
                paired[at] = True
    return paired


def _in_file(finding: Finding) -> tuple[Any, ...]:
    return (finding.line_start or 0, finding.title, finding.severity.rank)


def _equal(one: _Report, other: _Report) -> bool:
    a, b = one.finding, other.finding
    return (a.title, a.line_start, a.line_end, a.fix) == (b.title, b.line_start, b.line_end, b.fix)


def _overlapping(one: _Report, other: _Report) -> bool:
    return _gap(one.finding, other.finding) == 0 and _same_there(one, other)


def _moved(one: _Report, other: _Report, drift: int) -> bool:
    return _gap(one.finding, other.finding) <= drift and nearly_equal(one.title, other.title)


def _gap(a: Finding, b: Finding) -> int:
    """Lines from one to the other, 0 when they overlap. A finding of a whole file neighbours every line of it."""
    if a.line_start is None or a.line_end is None or b.line_start is None or b.line_end is None:
        return 0 if a.line_start == b.line_start else 1
    return max(0, a.line_start - b.line_end, b.line_start - a.line_end)


def _doubt(finding: Finding, lines_of: LinesOf | None) -> Doubt | None:
    if lines_of is None or not finding.file:
        return None
    lines = lines_of(finding.file)
    if lines is None:
        return Doubt.NO_FILE
    return Doubt.NO_LINES if finding.line_end is not None and finding.line_end > lines else None


def _merged(group: Sequence[_Report]) -> Merged:
    best = group[0].finding
    severity = min((report.finding.severity for report in group), key=lambda one: one.rank)
    evidence = max((min(len(report.finding.evidence), TELLING_CHARS), -at) for at, report in enumerate(group))
    finding = replace(best, severity=severity, evidence=group[-evidence[1]].finding.evidence)
    found_by = tuple(sorted({report.who for report in group}))
    return Merged(finding, found_by, tuple((report.who, report.finding) for report in group), group[0].doubt)


def _rank(merged: Merged) -> tuple[Any, ...]:
    one = merged.finding
    rest = (one.title, one.line_end or 0, one.evidence, one.fix, merged.found_by)
    return (one.severity.rank, -len(merged.found_by), one.file, one.line_start or 0, *rest)
