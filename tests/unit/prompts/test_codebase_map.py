from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_texts import TEXTS

from codex_agent.prompts.codebase_map import parse
from codex_agent.prompts.headings import headings
from codex_agent.prompts.tokens import estimate

HARBOUR = (Path(__file__).parent / "maps" / "harbour.md").read_text("utf-8")
FRONT = st.sampled_from(
    ["---\na: b\n---\n", "---\r\na: b\r\n...\r\n", "---\n\n", "---\na: b\n\n", "\ufeff", "\ufeff---\na: b\n---\n"]
)


@settings(deadline=None)
@example("", "")
@given(FRONT | st.just(""), TEXTS | st.text())
def test_the_sections_joined_are_the_text(front: str, text: str) -> None:
    parsed = parse(front + text)
    assert "".join(section.text for section in parsed.sections) == front + text
    assert [section.number for section in parsed.sections] == list(range(len(parsed.sections)))
    assert all(section.text and section.tokens == estimate(section.text) for section in parsed.sections)


@settings(deadline=None)
@given(FRONT | st.just(""), TEXTS)
def test_each_heading_below_the_front_matter_begins_a_section(front: str, text: str) -> None:
    parsed = parse(front + text)
    titles = [(heading.level, heading.title) for heading in headings(parsed.text[parsed.body :])]
    assert [(section.level, section.title) for section in parsed.sections if section.level] == titles


@settings(deadline=None)
@given(TEXTS)
def test_a_section_is_below_the_nearest_one_above_it_of_a_higher_rank(text: str) -> None:
    sections = parse(text).sections
    for section in sections:
        above = [one for one in sections[: section.number] if 0 < one.level < section.level]
        nearest = above[-1].number if above and section.level else None
        assert section.parent == nearest


def test_cartographers_own_map_has_its_front_matter_and_its_sections() -> None:
    parsed = parse(HARBOUR)
    assert dict(parsed.front) == {
        "last_mapped": "2026-01-05T09:41:07Z",
        "total_files": "214",
        "total_tokens": "318402",
    }
    assert [f"{'#' * section.level} {section.title}" for section in parsed.sections] == [
        " ",
        "# Codebase Map",
        "## System Overview",
        "## Directory Structure",
        "## Module Guide",
        "### Sessions (`api/auth/`)",
        "#### Token rotation",
        "### Berths (`api/routes/berths.py`)",
        "### Pilot radio (`worker/pilots.py`)",
        "## Data Flow",
        "### From request to berth",
        "### Nightly tides",
        "## Conventions",
        "## Gotchas",
        "## Navigation Guide",
    ]
    assert parsed.trail(parsed.sections[6]) == "Module Guide / Sessions (`api/auth/`) / Token rotation"


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("---\nlast_mapped: 2026-01-05\n---\n", {"last_mapped": "2026-01-05"}),
        ("---\n---\n", {}),
        (
            "\ufeff---\r\na: '1: #2'\r\nb: \"x\" # y\r\nc: d # e\r\nf:\r\n...\r\n",
            {"a": "1: #2", "b": "x", "c": "d", "f": ""},
        ),
        ("---\na: b\ntags:\n  - one\n- two\n# three\na: again\n---\n", {"a": "b", "tags": ""}),
    ],
    ids=["date", "nothing", "quotes and comments", "lists"],
)
def test_front_matter_is_read_as_far_as_it_is_plain(text: str, front: dict[str, str]) -> None:
    parsed = parse(f"{text}# Map\n")
    assert (dict(parsed.front), parsed.body) == (front, len(text))
    assert [section.title for section in parsed.sections] == ["", "Map"]


def test_a_line_across_the_page_begins_no_front_matter() -> None:
    parsed = parse("---\n\n# Title\n\nNote: this\n\n---\n\n# Second\n")
    assert not parsed.front
    assert [section.title for section in parsed.sections] == ["", "Title", "Second"]


def test_front_matter_that_nothing_ends_hides_no_heading() -> None:
    parsed = parse("---\nlast_mapped: 2026-01-05\n\n# Title\n\n## Part\n")
    assert parsed.front == {"last_mapped": "2026-01-05"}
    assert [section.title for section in parsed.sections] == ["", "Title", "Part"]
