from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_texts import TEXTS

from codex_agent.prompts.codebase_map import CodebaseMap, Section, parse
from codex_agent.prompts.map_fitting import DEFAULT_TOKENS, SEAM, Fitted, default_budget, fit
from codex_agent.prompts.tokens import estimate

MANY = settings(max_examples=100, deadline=None)
HARBOUR = parse((Path(__file__).parent / "maps" / "harbour.md").read_text("utf-8"))
NOTE = re.compile(r"(?:\A|\n\n)> Left out for the token budget: .*\n\Z")

BODIES = (
    st.sampled_from(
        ["words\n", "- item\n", "- item\n\n", "```\n# code\n```\n", "", "| a |\n|---|\n", "p\n\n", "src/a.py\n"]
    )
    | TEXTS
)
HEADS = st.builds(
    lambda marks, title: f"{marks} {title}\n",
    st.sampled_from(["#", "##", "##", "##", "###", "###", "####", "   ##"]),
    st.sampled_from(["Overview", "Auth", "Navigation Guide", "Billing of src/a.py", "Data flow", ""]),
)
MAPS = st.lists(HEADS | BODIES | st.just("Set up\n===\n"), max_size=14).map("".join).map(parse)
TASKS = st.sampled_from(["", "fix auth", "see src/a.py", "billing data"]) | st.text(max_size=20)
BUDGETS = st.integers(0, 400)


def titles(sections: tuple[Section, ...]) -> list[str]:
    return [section.title for section in sections]


def read_back(fitted: Fitted) -> str:
    """What is left of the text after every section that is said to be in it, each in its place."""
    rest = fitted.text
    cut = {section.number for section in fitted.cut}
    for section in sorted((*fitted.kept, *fitted.cut), key=lambda section: section.number):
        rest = rest.removeprefix(SEAM) if not rest.startswith(section.text) else rest
        if section.number in cut:
            shown, word, rest = rest.partition("\n> Cut here for the token budget: ")
            size, _, rest = rest.partition(" more in this section.\n\n")
            assert word
            assert shown.strip()
            assert section.text.startswith(shown)
            assert int(size.split()[0]) == section.tokens - estimate(shown)
        else:
            assert rest.startswith(section.text)
            rest = rest[len(section.text) :]
    return rest


@MANY
@given(MAPS, TASKS, BUDGETS)
def test_the_budget_is_kept_with_the_note(source: CodebaseMap, task: str, budget: int) -> None:
    assert fit(source, task, budget, where="docs/CODEBASE_MAP.md").tokens <= budget


@MANY
@given(MAPS, TASKS, BUDGETS)
def test_each_section_is_kept_or_cut_or_left_out_and_a_kept_one_stands_there_once(
    source: CodebaseMap, task: str, budget: int
) -> None:
    fitted = fit(source, task, budget)
    numbers = sorted(section.number for section in (*fitted.kept, *fitted.cut, *fitted.left_out))
    assert numbers == list(range(len(source.sections)))
    assert list(fitted.kept) == sorted(fitted.kept, key=lambda section: section.number)
    rest = read_back(fitted)
    assert NOTE.fullmatch(rest) if fitted.left_out and fitted.text else rest == ""


@MANY
@given(MAPS, TASKS, BUDGETS)
def test_what_is_kept_means_the_same_without_what_is_left_out(source: CodebaseMap, task: str, budget: int) -> None:
    fitted = fit(source, task, budget)
    assume(fitted.kept and not fitted.cut)
    seen = [(section.level, section.title) for section in parse(fitted.text).sections if section.level]
    assert seen == [(section.level, section.title) for section in fitted.kept if section.level]


@MANY
@given(MAPS, TASKS, BUDGETS)
def test_fitting_is_the_same_every_time(source: CodebaseMap, task: str, budget: int) -> None:
    first, second = fit(source, task, budget), fit(parse(source.text), task, budget)
    assert (first.text, first.kept, first.cut, first.left_out) == (
        second.text,
        second.kept,
        second.cut,
        second.left_out,
    )


@MANY
@given(MAPS, TASKS)
def test_a_map_that_fits_goes_in_byte_for_byte(source: CodebaseMap, task: str) -> None:
    fitted = fit(source, task, source.tokens)
    assert (fitted.text, fitted.whole, fitted.kept, fitted.left_out) == (source.text, True, source.sections, ())


def test_cartographers_map_fits_whole() -> None:
    assert fit(HARBOUR, "", DEFAULT_TOKENS).text == HARBOUR.text


def test_overview_and_navigation_guide_come_first_then_what_the_task_names() -> None:
    fitted = fit(HARBOUR, "Refresh tokens twice: look at api/auth/sessions.py", 445, where="docs/CODEBASE_MAP.md")
    assert titles(fitted.kept) == [
        "",
        "Codebase Map",
        "System Overview",
        "Module Guide",
        "Sessions (`api/auth/`)",
        "Token rotation",
        "Navigation Guide",
    ]
    assert fitted.text.startswith("---\nlast_mapped: 2026-01-05T09:41:07Z\n")
    assert fitted.text.endswith(" All of it is in docs/CODEBASE_MAP.md.\n")


@pytest.mark.parametrize(
    ("task", "title"),
    [
        ("why does the gateway repeat orders? worker/pilots.py", "Pilot radio (`worker/pilots.py`)"),
        ("the tides are off by an hour, nightly", "Nightly tides"),
        ("token rotation", "Token rotation"),
        ("See berths.py", "Berths (`api/routes/berths.py`)"),
        ("what are the gotchas?", "Gotchas"),
        ("look into api/routes/ please", "Berths (`api/routes/berths.py`)"),
        ("where is web/src/App.tsx?", "Directory Structure"),
    ],
)
def test_the_section_that_the_task_names_most_clearly_is_the_first_after_the_essentials(task: str, title: str) -> None:
    always = {"", "Codebase Map", "System Overview", "Navigation Guide"}
    for budget in range(100, 900):
        fitted = fit(HARBOUR, task, budget)
        wanted = next(section for section in HARBOUR.sections if section.title == title)
        room = (
            budget
            - sum(one.tokens for one in HARBOUR.sections if one.title in always or one.number == wanted.parent)
            - 60
        )
        if room > wanted.tokens:
            assert always | {title} <= set(titles(fitted.kept)), budget
            return
    pytest.fail("never room enough")


def test_a_chapter_too_big_is_split_at_its_parts_and_they_keep_its_opening() -> None:
    kept = titles(fit(HARBOUR, "pilots", 620).kept)
    assert "Module Guide" in kept
    assert "Pilot radio (`worker/pilots.py`)" in kept
    assert "Berths (`api/routes/berths.py`)" not in kept


def test_the_parts_of_a_section_named_by_its_heading_are_named_too() -> None:
    filler = "".join(f"## Other {n}\n\n{'words ' * 60}\n\n" for n in range(20))
    source = parse(
        f"# Map\n\n{filler}## Billing\n\nOpens.\n\n### Rates\n\n{'r ' * 90}\n\n### Refunds\n\n{'f ' * 90}\n\n"
    )
    assert titles(fit(source, "fix billing", 400).kept)[-3:] == ["Billing", "Rates", "Refunds"]


def test_a_file_that_only_the_text_of_a_section_speaks_of_names_it() -> None:
    filler = "".join(f"## Other {n}\n\n{'words ' * 60}\n\n" for n in range(20))
    source = parse(f"# Map\n\n{filler}## Money\n\n`app/billing/rates.py` {'words ' * 60}\n\n")
    for task in ("mend app/billing/rates.py", "rates.py is slow", "look at ./app/billing/", "in billing/rates.py:12"):
        assert titles(fit(source, task, 300).kept)[-1] == "Money", task
    for task in ("mend web/rates/taxes.py", "and/or rates", "e.g. app"):
        assert titles(fit(source, task, 300).kept)[-1] != "Money", task


@pytest.mark.parametrize(
    ("above", "below", "level"),
    [
        ("## Kept\nwords\n", "Login\n=====\n\nwords\n", 1),
        ("## Kept\n- item\n\n", "  ## Login\n\nwords\n", 2),
        ("## Kept\n> quote\n", "Login\n-----\nwords\n", 2),
    ],
    ids=["a paragraph", "a list", "a quote"],
)
def test_a_heading_is_not_drawn_into_the_text_above_what_is_left_out(above: str, below: str, level: int) -> None:
    source = parse(f"# Map\n\n{above}## Left out\n```\n{'words ' * 200}\n```\n{below}")
    fitted = fit(source, "login", 150)
    assert titles(fitted.left_out) == ["Left out"]
    seen = [(section.level, section.title) for section in parse(fitted.text).sections]
    assert (level, "Login") in seen
    assert seen[: len(fitted.kept)] == [(section.level, section.title) for section in fitted.kept]


def test_what_keeps_sections_apart_is_paid_for() -> None:
    source = parse("# Map\n" + "".join(f"## a{n}\nx\n## b{n}\n{'words ' * 300}\n" for n in range(400)))
    fitted = fit(source, "", 900)
    assert fitted.text.count(SEAM) > 40
    assert fitted.tokens <= 900


def test_what_is_left_out_is_named_with_its_size() -> None:
    fitted = fit(HARBOUR, "", 700)
    note = fitted.text.rsplit("\n\n", 1)[-1]
    for section in fitted.left_out:
        if section.level == 2 and not any(one.parent == section.number for one in HARBOUR.sections):
            assert f"{section.title} ({section.tokens:,} tokens)" in note


def test_many_missing_sections_are_summed_up() -> None:
    source = parse("# Map\n\n" + "".join(f"## Part {n}\n\n{'words ' * 40}\n\n" for n in range(3000)))
    fitted = fit(source, "", 5000)
    note = fitted.text.rsplit("\n\n", 1)[-1]
    assert fitted.tokens <= 5000
    assert len(fitted.left_out) > 2800
    assert re.search(r"; 2,\d\d\d more sections \(\d\d\d,\d\d\d tokens\)\.\n$", note)


def test_an_overview_that_does_not_fit_is_cut_at_a_line_and_says_so() -> None:
    source = parse(
        "# Map\n\n## Overview\n\n"
        + "A line of the overview.\n" * 400
        + "\n## Navigation Guide\n\nTo add a route: api/.\n"
    )
    fitted = fit(source, "", 500)
    assert titles(fitted.cut) == ["Overview"]
    assert "Navigation Guide" in titles(fitted.kept)
    cut = re.search(
        r"A line of the overview\.\n\n> Cut here for the token budget: ([\d,]+) tokens more in", fitted.text
    )
    assert cut
    shown = fitted.text.count("A line of the overview.\n")
    assert int(cut[1].replace(",", "")) == pytest.approx((400 - shown) * 6, abs=10)
    assert 300 < fitted.tokens <= 500


def test_a_guide_that_does_not_fit_leaves_room_for_the_overview() -> None:
    source = parse("# Map\n\n## Overview\n\nShort.\n\n## Navigation Guide\n\n" + "To add a thing: somewhere.\n" * 400)
    fitted = fit(source, "", 500)
    assert titles(fitted.cut) == ["Navigation Guide"]
    assert titles(fitted.kept) == ["Map", "Overview"]


def test_no_half_code_block_is_left_open_by_a_cut() -> None:
    source = parse("# Map\n\n## Overview\n\nFirst.\n\n```mermaid\n" + "A --> B\n" * 900 + "```\n\n## Guide\n\nEnd.\n")
    fitted = fit(source, "", 300)
    assert titles(fitted.cut) == ["Overview"]
    assert "First." in fitted.text
    assert "```" not in fitted.text


@pytest.mark.parametrize("budget", [0, 1, 10, 39])
def test_a_budget_too_small_for_a_word_gets_none(budget: int) -> None:
    fitted = fit(HARBOUR, "", budget)
    assert fitted.tokens <= budget
    assert fitted.left_out == HARBOUR.sections


def test_one_endless_line_is_left_out_and_named() -> None:
    fitted = fit(parse("# " + "x" * 100_000), "", 500)
    assert fitted.tokens <= 500
    assert fitted.text.startswith("> Left out for the token budget: xxxx")


def test_the_budget_is_a_tenth_of_the_window() -> None:
    assert default_budget(272_000) == 27_200
    assert default_budget(None) == DEFAULT_TOKENS
