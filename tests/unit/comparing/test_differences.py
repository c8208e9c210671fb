"""Two answers beside each other: what only one has, what both have, and what is the same."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from codex_agent.comparing.differences import Answer, Differences, Kind, between

SWAPPED = {Kind.ONLY_ALPHA: Kind.ONLY_BETA, Kind.ONLY_BETA: Kind.ONLY_ALPHA}


def compared(alpha: Answer, beta: Answer, root: str = "") -> Differences:
    found = between(alpha, beta, root=root)
    assert found is not None
    return found


def names(differences: Differences) -> list[tuple[str, str]]:
    return [(section.kind.value, section.name) for section in differences.sections]


def data(value: Any) -> Answer:
    return Answer(json.dumps(value), value)


def finding(title: str, severity: str = "critical", file: str = "a.py", line: int | None = 3) -> dict[str, Any]:
    return {
        "severity": severity,
        "title": title,
        "file": file,
        "line_start": line,
        "line_end": line,
        "evidence": "e",
        "fix": "f",
    }


def review(*findings: dict[str, Any]) -> Answer:
    return data({"summary": "read it", "findings": list(findings)})


class TestHeadings:
    def test_sections_are_matched_by_their_bare_titles(self) -> None:
        alpha = "# Report\n\n## 1. Findings:\n\nnone\n\n## Risks\n\nmany\n"
        beta = "intro\n\n### **findings**\nnone\n\nNext steps\n----------\n\nfew\n"
        assert names(compared(Answer(alpha), Answer(beta))) == [
            ("only_alpha", "Report"),
            ("same", "1. Findings:"),
            ("only_alpha", "Risks"),
            ("only_beta", "(before the first heading)"),
            ("only_beta", "Next steps"),
        ]

    def test_a_text_that_differs_is_told_with_both_texts(self) -> None:
        (section,) = compared(Answer("## A\n\none  two\n"), Answer("## A\n\ntwo\n")).sections
        assert (section.kind, section.alpha, section.beta, section.differs) == (
            Kind.DIFFERENT,
            "one  two",
            "two",
            ("text",),
        )

    def test_blanks_are_no_difference(self) -> None:
        (section,) = compared(Answer("## A\none  two"), Answer("A\n===\n\none\ntwo\n")).sections
        assert section.kind is Kind.SAME

    def test_headings_that_occur_twice_are_matched_in_their_order(self) -> None:
        found = compared(Answer("# A\n1\n# A\n2\n"), Answer("# A\n1\n"))
        assert names(found) == [("same", "A"), ("only_alpha", "A")]

    def test_a_heading_in_a_code_block_is_none(self) -> None:
        assert between(Answer("```\n# A\n```\n"), Answer("```\n# A\n```\n")) is None

    def test_texts_with_no_heading_in_common_have_no_sections(self) -> None:
        assert between(Answer("# A\n"), Answer("# B\n")) is None
        assert between(Answer("plain"), Answer("plain")) is None

    @given(
        st.lists(st.sampled_from(["# A", "## B", "text", "", "===", "```"])),
        st.lists(st.sampled_from(["# A", "# C", "text"])),
    )
    def test_nothing_is_lost_and_the_labels_are_all_that_turns(self, one: list[str], other: list[str]) -> None:
        alpha, beta = Answer("\n".join(one)), Answer("\n".join(other))
        found, turned = between(alpha, beta), between(beta, alpha)
        assert (found is None) == (turned is None)
        if found and turned:
            ours = sorted((SWAPPED.get(one.kind, one.kind), one.alpha or "", one.beta or "") for one in found.sections)
            assert ours == sorted((one.kind, one.beta or "", one.alpha or "") for one in turned.sections)


class TestFindings:
    def test_what_both_found_is_one_section(self) -> None:
        alpha = review(finding("Quantity is ignored in total"), finding("Docstring missing", "minor", line=9))
        beta = review(finding("Quantity is ignored by total"), finding("Unused import", "minor", line=40))
        found = compared(alpha, beta)
        assert found.by == "findings"
        assert sorted(names(found)) == [
            ("only_alpha", "a.py:9: Docstring missing"),
            ("only_beta", "a.py:40: Unused import"),
            ("same", "a.py:3: Quantity is ignored by total"),
        ]

    def test_another_severity_or_place_is_a_difference(self) -> None:
        (section,) = compared(review(finding("Leak", "critical")), review(finding("Leak", "minor", line=5))).sections
        assert (section.kind, section.differs) == (Kind.DIFFERENT, ("severity", "place"))
        assert section.alpha[0]["severity"] == "critical"
        assert section.beta[0]["line_start"] == 5

    def test_paths_from_the_common_folder_are_the_same(self) -> None:
        found = compared(
            review(finding("Leak", file="/w/shop/a.py")), review(finding("Leak", file="./a.py")), "/w/shop"
        )
        assert names(found) == [("same", "a.py:3: Leak")]

    def test_nothing_found_by_either_has_no_sections(self) -> None:
        assert compared(review(), review()).sections == ()


class TestData:
    def test_objects_are_gone_into_and_lists_are_heaps(self) -> None:
        alpha = {"a": 1, "b": {"c": [1, 2, 2], "d": True}, "e": None}
        beta = {"b": {"c": [2, 1, 3], "d": 1}, "a": 1, "f": "x"}
        assert names(compared(data(alpha), data(beta))) == [
            ("same", "$.a"),
            ("same", "$.b.c[]"),
            ("same", "$.b.c[]"),
            ("only_alpha", "$.b.c[]"),
            ("only_beta", "$.b.c[]"),
            ("different", "$.b.d"),
            ("only_alpha", "$.e"),
            ("only_beta", "$.f"),
        ]

    def test_data_beside_text_has_no_form_in_common(self) -> None:
        assert between(data({"a": 1}), Answer("# A")) is None

    def test_findings_beside_other_data_are_data(self) -> None:
        assert compared(review(), data({"summary": "read it"})).by == "data"
