"""A review for people and for programs. Every text of an agent is on one line or behind an indentation, and cannot drive a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from codex_agent.cli.fixing import Fault, Fixing
from codex_agent.cli.rounds import Report, Review
from codex_agent.cli.tables import Column, show
from codex_agent.errors import AgentError
from codex_agent.prompts.findings import Finding, Merged, Severity
from codex_agent.prompts.showing import bounded, one_line
from codex_agent.reports import counted

PLACE_CHARS = 60
BY_CHARS = 40
RESULT_CHARS = 500
TEXT_CHARS = 2_000
SEVERITY_STYLES = {"critical": "red", "important": "yellow", "minor": "blue"}
STATUS_STYLES = {"fixed": "green", "unconfirmed": "yellow", "left": "red", "failed": "red"}


def show_review(title: str, review: Review, earlier: Sequence[Merged] = (), *, tracked: bool = False) -> None:
    """Who said what, the findings as a table, and each of them in full; behind those of the last review the lesser ones of `earlier` rounds."""
    silent = sum(report.error is not None for report in review.reports)
    so_far = f" so far; {silent} of {len(review.reports)} reviewers gave no answer" if silent else ""
    found = [*review.merged, *earlier]
    print(f"Review of {title}: {counted(merged.finding for merged in found)}{so_far}\n")
    columns = (Column("REVIEWER"), Column("JOB"), Column("RESULT"))
    show(columns, [(report.by, report.reply.job or "", _result(report)) for report in review.reports])
    if not found:
        return
    print()
    rows = [_row(number, merged) for number, merged in enumerate(found, 1)]
    old = f" (earlier round, not fixed{', tracked' if tracked else ''})"
    for at in range(len(review.merged), len(found)):
        rows[at] = (*rows[at][:-1], rows[at][-1] + old)
    titles = (Column("PLACE"), Column("FOUND BY"), Column("FINDING"))
    show((Column("#", right=True), Column("SEVERITY", styles=SEVERITY_STYLES), *titles), rows)
    for number, merged in enumerate(found, 1):
        print("\n" + "\n".join(_in_full(number, merged)))


def _result(report: Report) -> str:
    if report.error:
        return one_line(f"failed: {report.error.message}", RESULT_CHARS)
    said = f": {report.summary}" if report.summary else ""
    return one_line(f"{counted(report.findings)}{said}", RESULT_CHARS)


def _row(number: int, merged: Merged) -> tuple[str, ...]:
    place = _place(merged.finding, PLACE_CHARS)
    doubt = " (unverified place)" if merged.doubt else ""
    by = one_line(", ".join(merged.found_by), BY_CHARS)
    return str(number), merged.finding.severity.value, place or "-", by, f"{one_line(merged.finding.title)}{doubt}"


def _place(finding: Finding, chars: int) -> str:
    """Its end says more than its beginning."""
    place = one_line(finding.place, 10_000)
    return place if len(place) <= chars else f"…{place[1 - chars :]}"


def _in_full(number: int, merged: Merged) -> list[str]:
    one = merged.finding
    lines = [
        "  ".join(
            filter(None, (f"{number}. {one.severity.value}", _place(one, 200), one_line(one.title) or "(no title)"))
        )
    ]
    if merged.doubt:
        lines.append(f"   Unverified place: {merged.doubt.value} in what was reviewed")
    texts = [("Evidence", one.evidence), ("Fix", one.fix), *(("Another fix", fix) for fix in merged.other_fixes)]
    for label, text in texts:
        if text.strip():
            shown = bounded(text.strip(), TEXT_CHARS).splitlines()
            lines += [f"   {label}:", *(f"      {line}".rstrip() for line in shown)]
    return lines


def show_fixes(fixing: Fixing) -> None:
    """What became of each critical finding."""
    faults = fixing.faults()
    if not faults:
        print("\nNothing critical to fix.")
        return
    counts = ", ".join(f"{count} {status}" for status, count in _by_status(faults).items())
    print(
        f"\nCritical findings after {fixing.rounds} {'round' if fixing.rounds == 1 else 'rounds'} of fixes: {counts}\n"
    )
    columns = (Column("STATUS", styles=STATUS_STYLES), Column("PLACE"), Column("FIXERS"), Column("FINDING"))
    show(columns, [_fault_row(fault) for fault in faults])


def _by_status(faults: Sequence[Fault]) -> dict[str, int]:
    statuses = [fault.status.value for fault in faults]
    return {status: statuses.count(status) for status in dict.fromkeys(statuses)}


def _fault_row(fault: Fault) -> tuple[str, str, str, str]:
    jobs = " ".join(attempt.reply.job or "-" for attempt in fault.attempts)
    error = fault.attempts[-1].reply.error if fault.attempts else None
    one = fault.merged.finding
    why = (
        f" (now {one.severity.value})"
        if one.severity is not Severity.CRITICAL
        else f": {error.message}"
        if error
        else ""
    )
    return fault.status.value, _place(one, PLACE_CHARS), jobs, f"{one_line(one.title)}{why}"


def as_json(review: Review, earlier: Sequence[Merged] = ()) -> dict[str, Any]:
    """The findings and who came back with them. `earlier_round`: not in the last review, and nobody has mended it."""
    severities = [merged.finding.severity for merged in (*review.merged, *earlier)]
    told = [(merged, False) for merged in review.merged] + [(merged, True) for merged in earlier]
    return {
        "reviewers": [_report_json(report) for report in review.reports],
        "counts": {severity.value: severities.count(severity) for severity in Severity},
        "findings": [{**merged.as_json(), "earlier_round": old} for merged, old in told],
    }


def _report_json(report: Report) -> dict[str, Any]:
    return {
        "reviewer": report.by,
        "job": report.reply.job,
        "findings": None if report.error else len(report.findings),
        "summary": report.summary,
        "error": error_json(report.error) if report.error else None,
    }


def error_json(error: AgentError) -> dict[str, Any]:
    """As the `error` object of a failed command."""
    return {"code": error.code, "message": error.message, "hint": error.hint, **error.facts}


def progress(report: Report, *, fixer: bool) -> str:
    """One line when an agent has ended."""
    job = report.reply.job
    which = f"{report.by} ({job})" if job else report.by
    if report.error:
        return f"{which}: {one_line(report.error.message)}"
    return f"{which}: {one_line(report.reply.message) if fixer else counted(report.findings)}"
