from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.errors import AgentError
from codex_agent.prompts.findings import Doubt, Finding, Severity, normal_path, read_answer
from codex_agent.prompts.merging import Known, merge

TITLES = [
    "SQL injection",
    "SQL injection in the query",
    "Injection of SQL by name",
    "No timeout",
    "Query has no timeout",
    "",
    "?",
]
FIXES = ["", "Bind the name as a query parameter", "Pass the name as a bound parameter of the query", "Set a timeout"]
LINES = st.one_of(st.none(), st.tuples(st.integers(1, 12), st.integers(0, 6)))


@st.composite
def finding(draw: st.DrawFn) -> Finding:
    lines = draw(LINES)
    start, end = (None, None) if lines is None else (lines[0], lines[0] + lines[1])
    return Finding(
        draw(st.sampled_from(list(Severity))),
        draw(st.one_of(st.sampled_from(TITLES), st.text(max_size=8))),
        draw(st.sampled_from(["a.py", "./a.py", "src/../a.py", "b.py", ""])),
        start,
        end,
        draw(st.sampled_from(["", "x", "longer evidence", "seen at the query"])),
        draw(st.sampled_from(FIXES)),
    )


REPORTS = st.lists(
    st.tuples(st.sampled_from(["security", "correctness", "risk"]), st.lists(finding(), max_size=5)), max_size=4
)
Reports = list[tuple[str, list[Finding]]]


def one(title: str = "SQL injection", **fields: Any) -> Finding:
    known = {
        "severity": Severity.IMPORTANT,
        "file": "a.py",
        "line_start": 10,
        "line_end": 10,
        "evidence": "e",
        "fix": "",
    }
    return Finding(title=title, **{**known, **fields})


def lines_of(file: str) -> int | None:
    return {"a.py": 8, "b.py": 100}.get(file)


@given(REPORTS, st.booleans())
def test_every_report_is_in_exactly_one_merged_finding(reports: Reports, checked: bool) -> None:
    merged = merge(reports, lines_of=lines_of if checked else None)
    kept = Counter(report for one in merged for report in one.reports)
    told = Counter(
        (who, Finding(f.severity, f.title, normal_path(f.file), f.line_start, f.line_end, f.evidence, f.fix))
        for who, found in reports
        for f in found
    )
    assert kept == told


@given(REPORTS, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_reports_and_findings_changes_nothing(
    reports: Reports, checked: bool, chance: random.Random
) -> None:
    check = lines_of if checked else None
    mixed = [(who, found[:]) for who, found in reports]
    chance.shuffle(mixed)
    for _, found in mixed:
        chance.shuffle(found)
    assert merge(mixed, lines_of=check) == merge(reports, lines_of=check)


@given(REPORTS)
def test_merging_what_was_merged_changes_nothing(reports: Reports) -> None:
    once = [merged.finding for merged in merge(reports)]
    assert Counter(merged.finding for merged in merge([("all", once)])) == Counter(once)


@given(REPORTS)
def test_a_merged_finding_is_as_severe_as_its_worst_report_and_names_each_reviewer_once(reports: Reports) -> None:
    for merged in merge(reports):
        assert merged.finding.severity.rank == min(report.severity.rank for _, report in merged.reports)
        assert list(merged.found_by) == sorted({who for who, _ in merged.reports})
        fixes = {" ".join(report.fix.split()) for _, report in merged.reports} - {""}
        assert {" ".join(fix.split()) for fix in (merged.finding.fix, *merged.other_fixes)} - {""} == fixes


@given(REPORTS)
def test_the_worst_come_first_and_agreement_only_breaks_ties(reports: Reports) -> None:
    ranks = [(merged.finding.severity.rank, -len(merged.found_by), merged.finding.file) for merged in merge(reports)]
    assert ranks == sorted(ranks)


def test_the_same_fault_of_two_reviewers_is_one_with_the_highest_severity_and_the_best_evidence() -> None:
    precise = one(line_start=10, line_end=11, evidence="short", fix="Bind the name.")
    broad = one(
        "The query allows SQL injection",
        line_start=8,
        line_end=14,
        severity=Severity.CRITICAL,
        evidence="a longer proof",
        fix="Escape it.",
    )
    (merged,) = merge([("security", [broad]), ("correctness", [precise])])
    best = merged.finding
    assert (best.title, best.line_start, best.severity, best.evidence) == (
        "SQL injection",
        10,
        Severity.CRITICAL,
        "a longer proof",
    )
    assert merged.found_by == ("correctness", "security")
    assert (best.fix, merged.other_fixes) == ("Bind the name.", ("Escape it.",))
    assert merged.other_titles == ("The query allows SQL injection",)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (one(), one(file="b.py"), 2),
        (one(), one(file="./x/../a.py"), 1),
        (one(), one(file="/repo/a.py"), 1),
        (one(), one(line_start=13, line_end=20), 1),
        (one(), one(line_start=14, line_end=20), 2),
        (one(), one("Unclosed cursor"), 2),
        (one("SQL injection in the query"), one("SQL injection of the name", line_start=12, line_end=12), 2),
        (one(), one(line_start=None, line_end=None), 1),
        (one("A", fix="Bind the user name as a parameter"), one("B", fix="bind the user name: parameter"), 1),
        (one("A", fix="Bind the user name as a parameter"), one("B", fix="bind the user name: parameter", line_start=11, line_end=11), 2),
    ],
)  # fmt: skip
def test_one_fault_is_the_same_file_overlapping_lines_and_like_text(
    first: Finding, second: Finding, count: int
) -> None:
    assert len(merge([("a", [first]), ("b", [second])], root="/repo")) == count


def test_what_one_reviewer_tells_apart_on_neighbouring_lines_stays_apart() -> None:
    two = [one(), one(line_start=12, line_end=12)]
    assert len(merge([("a", two)])) == 2
    assert len(merge([("a", two), ("b", [one(line_start=11, line_end=11)])])) == 2


def test_likeness_does_not_run_along_a_chain() -> None:
    chain = [one(f"SQL injection {n}", line_start=n, line_end=n + 4) for n in range(1, 40, 4)]
    assert len(merge([(str(n), [found]) for n, found in enumerate(chain)])) > 3


def test_a_place_that_is_not_there_is_flagged_and_kept() -> None:
    found = [
        one("A", line_start=8, line_end=9),
        one("B", file="gone.py"),
        one("C", line_start=8, line_end=8),
        one("D", file="", line_start=None),
    ]
    doubts = {merged.finding.title: merged.doubt for merged in merge([("x", found)], lines_of=lines_of)}
    assert doubts == {"A": Doubt.NO_LINES, "B": Doubt.NO_FILE, "C": None, "D": None}


def test_a_report_of_a_real_place_leads_one_of_a_place_that_is_not() -> None:
    wrong, right = one(line_start=8, line_end=9, severity=Severity.CRITICAL), one(line_start=5, line_end=8)
    (merged,) = merge([("x", [wrong]), ("y", [right])], lines_of=lines_of)
    assert (merged.doubt, merged.finding.line_start, merged.finding.severity) == (None, 5, Severity.CRITICAL)


def test_five_hundred_findings_of_one_place_are_merged_in_seconds_at_most() -> None:
    import time

    words = ["alpha", "beta", "gamma", "delta", "omega", "kappa", "sigma", "theta"]
    found = [
        one(
            f"{words[n % 8]} {words[n // 8 % 8]} {words[n // 64 % 8]} {n}x",
            line_start=1,
            line_end=999,
            fix=f"{n} " * 500,
        )
        for n in range(500)
    ]
    began = time.process_time()
    merge([("a", found)], lines_of=lambda _: 1000)
    assert time.process_time() - began < 5  # takes 0.2 s here


ENTRY = one().as_json()


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ((3, 5), (3, 5)),
        ((5, 3), (3, 5)),
        ((3, None), (3, 3)),
        ((0, 0), (None, None)),
        ((-1, 4), (4, 4)),
        ((None, None), (None, None)),
    ],
)
def test_lines_are_read_as_they_were_meant(lines: tuple[Any, Any], read: tuple[Any, Any]) -> None:
    (found,) = read_answer({"summary": "", "findings": [{**ENTRY, "line_start": lines[0], "line_end": lines[1]}]})
    assert (found.line_start, found.line_end) == read


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        (None, "findings is not"),
        ({"findings": {}}, "findings is not"),
        ({"findings": [1]}, "findings[0] is not"),
        ({"findings": [ENTRY] * 501}, "501 findings"),
        ({"findings": [ENTRY, {**ENTRY, "severity": "high"}]}, "findings[1].severity"),
        ({"findings": [{**ENTRY, "severity": None}]}, "findings[0].severity"),
        ({"findings": [{**ENTRY, "file": 3}]}, "findings[0].file"),
        ({"findings": [{**ENTRY, "line_end": "12"}]}, "findings[0].line_end"),
        ({"findings": [{**ENTRY, "line_end": True}]}, "findings[0].line_end"),
    ],
)
def test_an_answer_of_another_form_is_refused_with_the_place(answer: Any, place: str) -> None:
    with pytest.raises(AgentError) as caught:
        read_answer(answer)
    assert place in caught.value.message


def test_findings_come_back_from_their_json() -> None:
    assert read_answer({"summary": "", "findings": [ENTRY]}) == (one(),)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("./a//b/../c.py", "a/c.py"), ("/repo/a.py", "a.py"), ("/repository/a.py", "/repository/a.py"), ("../a.py", "../a.py"), (" a.py\n", "a.py"), (".", ""), ("/repo", "/repo")],
)  # fmt: skip
def test_a_path_is_named_as_git_names_it(typed: str, normal: str) -> None:
    assert normal_path(typed, "/repo/") == normal
    assert normal_path(normal, "/repo") == normal


def test_a_fault_is_known_again_after_its_lines_have_moved() -> None:
    known = Known([one()], drift=30)
    assert known.has(one(line_start=35, line_end=36))
    assert known.has(one("Injection of SQL by name"))
    for other in (one(line_start=41, line_end=41), one("Unclosed cursor"), one(file="b.py")):
        assert not known.has(other)
        known.add(other)
        assert known.has(other)
