"""A Markdown text in sections, and what an agent is told of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.prompts.parts import Section, for_path, for_section, left_out, sections

GUIDE = "# Guide\n\nIntro.\n\n## One\n\na\n\n### Deep\n\nb\n\n## Two\n\n```\n## not a heading\n```\n"


def titles(text: str, level: int | None = None) -> list[str]:
    return [section.title for section in sections(text, level)]


def test_the_highest_level_that_occurs_more_than_once_divides() -> None:
    one, two = sections(GUIDE)
    assert (one.title, one.text, one.lines) == ("One", "## One\n\na\n\n### Deep\n\nb\n", (5, 11))
    assert (two.title, two.lines) == ("Two", (13, 17))
    assert "## not a heading" in two.text


@pytest.mark.parametrize(
    ("level", "found"),
    [(1, ["Guide"]), (2, ["One", "Two"]), (3, ["Deep"]), (4, [])],
    ids=["title", "two", "deep", "none"],
)
def test_a_level_that_is_named_divides(level: int, found: list[str]) -> None:
    assert titles(GUIDE, level) == found


@pytest.mark.parametrize("text", ["", "no heading\n", "# One title\n\ntext\n"])
def test_a_text_that_has_no_two_sections_has_none(text: str) -> None:
    assert titles(text) == []


def test_a_section_ends_at_a_higher_heading() -> None:
    assert [section.text for section in sections("## A\n\na\n\n# Top\n\nb\n\n## B\n\nc\n")] == [
        "## A\n\na\n",
        "## B\n\nc\n",
    ]


@given(st.lists(st.sampled_from(["# A", "## B", "### C", "words", "", "```", "- x", "---"]), max_size=20))
def test_sections_are_parts_of_the_text_in_its_order_and_do_not_overlap(lines: list[str]) -> None:
    after = 0
    for section in sections("\n".join(lines)):
        first, last = section.lines
        assert after < first
        assert section.text.rstrip("\n") == "\n".join(lines[first - 1 : last]).rstrip("\n")
        after = last


def test_an_agent_is_told_its_part_and_that_it_is_not_alone() -> None:
    assert for_path("Read.", "src/a b.py").endswith(
        "Your part of this is src/a b.py, and that alone: other agents have the other parts."
    )
    told = for_section("Read.", "guide.md", Section("One", "## One\n\n```\nx\n```\n", (5, 9)))
    assert "the section 'One' of guide.md, lines 5 to 9" in told
    assert told.endswith("````markdown\n## One\n\n```\nx\n```\n````")


def test_text_in_no_section_is_named_by_its_lines_and_a_title_alone_is_none() -> None:
    text = "# Guide\n\nIntro.\nMore.\n\n## A\n\na\n\n# Second\n\nOf all.\n\n## B\n\nb\n"
    assert left_out(text, sections(text, 2)) == [(1, 4), (10, 12)]
    assert left_out(text, sections(text, 1)) == []
    bare = "Guide\n=====\n\n## A\n\na\n\n## B\n"
    assert left_out(bare, sections(bare)) == []
