"""Merging many findings is quick, and says what the slow way says: each report against each group, in their order."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.prompts import merging
from codex_agent.prompts.findings import Finding, Merged, Severity
from codex_agent.prompts.likeness import ALIKE, Sharing, words_of
from codex_agent.prompts.places import BUCKET_LINES, WIDE_LINES, Places

Reports = list[tuple[str, list[Finding]]]
WORDS = ["timeout", "query", "missing", "injection", "leak", "handle", "`open`", "race", "retry", "is", "not", ""]
REACH = 3
LINES = st.one_of(
    st.none(),
    st.tuples(
        st.integers(1, 40) | st.integers(1, 4 * BUCKET_LINES),
        st.integers(0, 4) | st.integers(WIDE_LINES - 2, WIDE_LINES + 2) | st.just(10**9),
    ),
)


@st.composite
def finding(draw: st.DrawFn) -> Finding:
    lines = draw(LINES)
    start, end = (None, None) if lines is None else (lines[0], lines[0] + lines[1])
    title, fix = (" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=6))) for _ in range(2))
    return Finding(
        draw(st.sampled_from(list(Severity))), title, draw(st.sampled_from(["a.py", ""])), start, end, "", fix
    )


def slowly(reports: Reports) -> tuple[Merged, ...]:
    """The rule itself, without an index."""
    told = [merging._Report(who, one, None) for who, findings in reports for one in findings]
    groups: list[list[merging._Report]] = []
    for report in sorted(told, key=merging._Report.key):
        same_file = (group for group in groups if group[0].finding.file == report.finding.file)
        group = next((group for group in same_file if merging._belongs(report, group)), None)
        if group is None:
            groups.append(group := [])
        group.append(report)
    return tuple(sorted((merging._merged(group) for group in groups), key=merging._rank))


@pytest.mark.parametrize("few", [0, 3])
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.lists(finding(), max_size=5)), max_size=4))
def test_the_quick_way_says_what_the_slow_way_says(few: int, reports: Reports) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "FEW", few)
        assert merging.merge(reports) == slowly(reports)


@given(st.lists(LINES, max_size=20), LINES)
def test_no_range_that_is_near_is_missed(
    ranges: Sequence[tuple[int, int] | None], asked: tuple[int, int] | None
) -> None:
    places = Places(REACH)
    for lines in ranges:
        places.add(*_ends(lines))
    start, end = _ends(asked)
    near = {
        at
        for at, lines in enumerate(ranges)
        if lines is None
        or start is None
        or end is None
        or (lines[0] - REACH <= end and start <= lines[0] + lines[1] + REACH)
    }
    assert near <= places.near(start, end)


def _ends(lines: tuple[int, int] | None) -> tuple[int | None, int | None]:
    return (None, None) if lines is None else (lines[0], lines[0] + lines[1])


def test_ranges_that_are_far_are_not_looked_at() -> None:
    places = Places(REACH)
    for line in range(1, 100_000, 100):
        places.add(line, line)
    assert len(places.near(50_001, 50_001)) <= 2


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)), st.lists(st.sampled_from(WORDS)).map(" ".join)
)
def test_texts_that_share_enough_words_are_found(texts: list[str], asked: str) -> None:
    sharing, words = Sharing(ALIKE), words_of(asked)
    for text in texts:
        sharing.add(words_of(text))
    known = [words_of(text).plain for text in texts]
    enough = [
        at
        for at, one in enumerate(known)
        if one & words.plain and len(one & words.plain) >= ALIKE * min(len(one), len(words.plain))
    ]
    assert sorted(sharing.like(words)) == enough


@pytest.mark.parametrize("shape", ["one place", "far apart", "one title", "whole files"])
def test_of_many_findings_few_pairs_are_looked_at(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each against each would be more than 700,000; of 6,000 findings that took a minute."""
    chance, looks, rule = random.Random(1), [], merging._belongs
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(3000)]

    def one(number: int) -> Finding:
        title = (
            "No timeout is set here" if shape in ("far apart", "one title") else " ".join(chance.choices(words, k=8))
        )
        line = {"one place": 3, "far apart": number * 10 + 1, "one title": 3}.get(shape)
        return Finding(Severity.MINOR, title, "a.py", line, line, "", " ".join(chance.choices(words, k=10)))

    monkeypatch.setattr(merging, "_belongs", lambda *pair: looks.append(1) or rule(*pair))
    merged = merging.merge([(f"lens {who}", [one(who * 100 + number) for number in range(100)]) for who in range(12)])
    assert len(merged) == (1 if shape == "one title" else 1200)
    assert len(looks) < 20_000
