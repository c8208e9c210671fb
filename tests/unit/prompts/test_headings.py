from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_texts import LINES, TEXTS

from codex_agent.prompts import headings as module
from codex_agent.prompts.headings import Heading, headings, open_block


def truth(text: str) -> list[tuple[int, int]]:
    """Line and level of every heading, from the whole text and every rule of the library."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [(t.map[0], int(t.tag[1:])) for t in tokens if t.type == "heading_open" and t.level == 0 and t.map]


def found(text: str) -> list[tuple[int, int]]:
    return [(len(re.findall(r"\r\n?|\n", text[: one.offset])), one.level) for one in headings(text)]


@settings(max_examples=200, deadline=None)
@example("- a\n\n  # in the item\n\n- ```\n# out\n```\n# in the fence\n")
@example("<div>\n# in\ntext\n# in\n\n# out\n")
@example("<!-- a\n\n# in\n\nb --> c\n# out\n")
@example("<!DOCTYPE x\n\n# in\n\na > b\n# out\n")
@example("[a]: /x\nTitle\n===\n")
@example("| a |\n|---|\n| b |\n---\n")
@given(TEXTS)
def test_a_heading_is_what_the_whole_parser_takes_for_one_wherever_it_stands(text: str) -> None:
    assert found(text) == truth(text)


def test_a_comment_in_a_shell_block_is_no_heading() -> None:
    text = "# Map\n\n```sh\n# not this\n```\n\n   ~~~mermaid\n## nor this\n   ~~~\n\nSet\nup\n===\n"
    assert headings(text) == [Heading(0, 1, "Map"), Heading(text.index("Set"), 1, "Set up")]


def test_headings_in_quotes_and_items_belong_to_them() -> None:
    assert headings("> # quoted\n\n- # listed\n\n  ## below it\n") == []


@settings(deadline=None)
@given(LINES)
def test_a_text_with_a_block_left_open_says_where_it_began(lines: list[str]) -> None:
    text = "\n".join(lines)
    begin = open_block(text)
    closed = text if begin is None else "".join(text.splitlines(keepends=True)[:begin])
    if begin is None:
        assert truth(f"{text}\n\n# after\n")[len(truth(text)) :]
    elif "\f" not in text:
        assert open_block(closed) is None


def test_what_the_parser_is_not_shown_is_in_the_last_section(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LINES", 4)
    assert [one.title for one in headings("# a\n# b\n# c\n# d\n# e\n")] == ["a", "b", "c", "d"]
