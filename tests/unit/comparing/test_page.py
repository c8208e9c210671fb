"""The page of a comparison: no answer can end its part of it, and nothing in it tells who is who."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from codex_agent.comparing.differences import Answer, between
from codex_agent.comparing.page import Page
from codex_agent.prompts.fencing import span

HOSTILE = st.lists(
    st.sampled_from(
        [
            "```",
            "````",
            "~~~",
            "# Beta",
            "## Synthesis",
            "<!--",
            "</details>",
            "- x",
            "`",
            "``",
            "text",
            "",
            "\r",
            "| a |",
            "[a](b)",
            "1.",
            "    x",
        ]
    ),
    max_size=14,
).map("\n".join)
HEADS = ["Alpha and Beta", "The task of both", "Alpha", "Beta", "Synthesis"]
STEPS = ["1. List the differences", "2. Argue for what only one has", "3. Try to refute it", "4. What stands"]


def page(alpha: Answer, beta: Answer, task: str = "task") -> Page:
    jobs = ("11111111", "22222222")
    return Page(
        jobs, "codex-agent compare 11111111 22222222 --reveal", task, alpha, beta, between(alpha, beta), ("a notice.",)
    )


def titles(markdown: str) -> list[str]:
    tokens = MarkdownIt().parse(markdown)
    return [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_answer_breaks_out_of_its_block(alpha: str, beta: str, task: str) -> None:
    shown = page(Answer(alpha), Answer(beta), task).as_markdown()
    found = [title for title in titles(shown) if ": " not in title and title != "Differences by section"]
    assert found == [*HEADS, *STEPS]
    fences = [token.content for token in MarkdownIt().parse(shown) if token.type == "fence"]
    plain = [text.replace("\r", "") for text in (task, alpha, beta)]
    assert [one.rstrip("\n") for one in fences] == [one.rstrip("\n") for one in plain]


@given(HOSTILE, HOSTILE)
def test_no_title_of_a_section_breaks_out_of_its_line(one: str, other: str) -> None:
    values = [{"severity": "minor", "title": title, "file": title} for title in (one, other)]
    answers = [Answer(json.dumps(value), {"findings": [value]}) for value in values]
    shown = page(*answers).as_markdown()
    assert [title for title in titles(shown) if title in (*HEADS, *STEPS)] == [*HEADS, *STEPS]
    assert not [token for token in MarkdownIt("commonmark").parse(shown) if token.type == "html_block"]
    inline = [child for token in MarkdownIt("commonmark").parse(shown) for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "code_inline", "softbreak"}


@given(st.text(st.sampled_from("` ab"), min_size=1).filter(str.strip))
def test_a_code_span_holds_its_line_whatever_ticks_it_has(line: str) -> None:
    (child,) = MarkdownIt("commonmark").parseInline(f"x {span(line)} y")[0].children[1:-1]  # type: ignore[index]  # inline tokens have children
    assert (child.type, child.content) == ("code_inline", line)


def test_what_only_one_has_is_listed_for_the_steps_that_need_it() -> None:
    shown = page(Answer("# A\n\n# Only `here`\n"), Answer("# A\n\n# Elsewhere\n")).as_markdown()
    assert shown.count("- Alpha alone, `` Only `here` ``:") == 2
    assert shown.count("- Beta alone, `Elsewhere`:") == 2


def test_a_long_list_is_cut_on_the_page_and_whole_in_the_json() -> None:
    made = page(Answer("", {"a": list(range(500))}), Answer("", {"a": []}))
    assert "- and 400 more" in made.as_markdown()
    assert made.as_json()["differences"]["counts"] == {"only_alpha": 500, "only_beta": 0, "different": 0, "same": 0}
    assert len(made.as_json()["differences"]["sections"]) == 500
