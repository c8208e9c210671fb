"""PRDs: what is read, and what a check says about it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import codex_agent
from codex_agent.errors import AgentError, Exit
from codex_agent.prompts.prd import NAMES, Finding, Prd, check, parse, refuse_unless_whole

FORM = (Path(codex_agent.__file__).parent / "templates" / "prd.md").read_text()
WHOLE = """\
# Sessions instead of tokens

## Problem

Tokens cannot be revoked.

## Solution

Sessions in the database.

## Requirements

- A session ends within a minute of its revocation

## Implementation Plan

### Phase 1: Store

- [x] Table and migration
- [ ] `revoke()`
  - [ ] with an audit line

### Phase 2: Middleware

- [ ] Read the session

## Files to Modify

- src/auth.py - the middleware
- `src/sessions.py` (new) - the store

## Testing

- [ ] Unit tests of the store

## Success Criteria

- A revoked session is refused
"""
THERE = {"src/auth.py"}


def findings(text: str) -> list[str]:
    """Each finding as `line: message`."""
    return [f"{one.line}: {one.message}" for one in check(parse(text), THERE.__contains__)]


def body(name: str, content: str, text: str = WHOLE) -> str:
    """`text` with what stands in a section replaced."""
    changed, count = re.subn(rf"(?ms)^(## {name}\n).*?(?=^## |\Z)", lambda found: f"{found[1]}\n{content}\n\n", text)
    assert count == 1
    return changed


def plan(content: str) -> str:
    return body("Implementation Plan", content)


def tasks(text: str) -> list[list[tuple[str, bool]]]:
    return [[(task.text, task.done) for task in phase.tasks] for phase in parse(text).phases]


def test_a_whole_prd_has_no_findings_and_everything_has_its_line() -> None:
    assert findings(WHOLE) == []
    prd = parse(WHOLE)
    lines = WHOLE.split("\n")
    assert prd.title == "Sessions instead of tokens"
    assert [section.name for section in prd.sections] == list(NAMES)
    assert all(lines[section.line - 1] == f"## {section.heading}" for section in prd.sections)
    assert [(phase.number, phase.name, phase.left) for phase in prd.phases] == [(1, "Store", 2), (2, "Middleware", 1)]
    assert all(lines[phase.line - 1] == f"### Phase {phase.number}: {phase.name}" for phase in prd.phases)
    assert [(task.text, task.done, task.depth) for task in prd.phases[0].tasks] == [
        ("Table and migration", True, 1),
        ("`revoke()`", False, 1),
        ("with an audit line", False, 2),
    ]
    assert all(task.text in lines[task.line - 1] for phase in prd.phases for task in phase.tasks)
    assert [(file.path, file.optional) for file in prd.files] == [("src/auth.py", False), ("src/sessions.py", True)]
    assert all(file.path in lines[file.line - 1] for file in prd.files)
    assert [task.text for task in prd.checks] == ["Unit tests of the store"]


@pytest.mark.parametrize("name", NAMES)
class TestSection:
    def test_missing(self, name: str) -> None:
        found = findings(WHOLE.replace(f"## {name}\n", ""))
        assert f"1: the section '{name}' is missing" in found

    def test_doubled(self, name: str) -> None:
        twice = f"{WHOLE}\n## {name.upper()}\n\n- src/auth.py\n"
        line, first = twice.count("\n") - 2, WHOLE.split("\n").index(f"## {name}") + 1
        assert f"{line}: a second section '{name}': the first one is in line {first}" in findings(twice)

    @pytest.mark.parametrize(
        "content", ["", "TBD", "...", "<!-- later -->", "### Details", "---", "- ", "- [ ]", "[a]: /b"]
    )
    def test_empty(self, name: str, content: str) -> None:
        text = body(name, content)
        line = text.split("\n").index(f"## {name}") + 1
        assert f"{line}: the section '{name}' is empty" in findings(text)


@pytest.mark.parametrize(
    "heading",
    [
        "# {}",
        "### {}",
        "###### {} ##",
        "## {}:",
        "## 3. {}",
        "## 3.2 {}:",
        "## IV. {}",
        "## a) {}",
        "## **{}**",
        "## \N{MEMO} {}",
        "## __{}__ <!-- keep -->",
        " ##   {}  ",
        "{}\n=====",
        "{}\n---",
    ],
)
@pytest.mark.parametrize("case", [str, str.upper, str.lower])
def test_a_heading_in_any_dress(heading: str, case: type[str]) -> None:
    text = re.sub(r"(?m)^## (.*)$", lambda found: heading.format(case(found[1])), WHOLE.replace("### Ph", "###### Ph"))
    assert findings(text) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("- [", "* ["),
        lambda text: text.replace("- [", "+ ["),
        lambda text: text.replace("- [", "1. ["),
        lambda text: text.replace("- [", "1) ["),
        lambda text: text.replace("[x]", "[X]"),
        lambda text: text.replace("## Testing", "<details>\n\n## Testing"),
        lambda text: text.replace("### Phase", "## Phase"),
        lambda text: text.replace("### Phase", "### Part\n\n#### Phase"),
        lambda text: text.replace("### Phase 1:", "### 4.1 PHASE 1 -").replace("### Phase 2:", "### **Phase 2.**"),
        lambda text: text.replace("### Phase", "### Phase #").replace("# 1", "#1"),
        lambda text: text.replace("### Phase", "### \N{ROCKET} Phase"),
        lambda text: text.replace("### Phase 1", "### __phase 1__ of 2").replace("Phase 2", "1\ufe0f\u20e3 Phase 2/2"),
        lambda text: text.replace("## Requirements", "### Requirements"),
        lambda text: text.replace("\n\n", "\n\n\n\n"),
        lambda text: text.replace("\n", "   \n"),
        lambda text: text.replace("\n", "\t\n"),
        lambda text: "\n\n" + text,
        lambda text: text.replace("# Sessions instead of tokens", "Sessions instead of tokens\n===", 1),
    ],
)
def test_how_it_is_written_does_not_matter(change: object) -> None:
    changed = parse(change(WHOLE))  # type: ignore[operator]
    assert check(changed, THERE.__contains__) == ()
    assert changed.title == "Sessions instead of tokens"
    plain = parse(WHOLE)
    assert [(phase.number, phase.name) for phase in changed.phases] == [(one.number, one.name) for one in plain.phases]
    assert [[(task.text, task.done) for task in phase.tasks] for phase in changed.phases] == tasks(WHOLE)
    assert [file.path for file in changed.files] == [file.path for file in plain.files]


class TestFrontMatter:
    def test_is_not_part_of_the_text_and_lines_still_count(self) -> None:
        matter = "---\ntitle: A\n# no heading\ntags:\n  - b\n- c\n\"key\": 'd'\n---\n"
        assert parse((matter + WHOLE).replace("\n", "\r\n")) == parse(matter + WHOLE)
        prd = parse(matter + WHOLE)
        assert check(prd, THERE.__contains__) == ()
        assert prd.title == "Sessions instead of tokens"
        assert [s.line for s in prd.sections] == [s.line + matter.count("\n") for s in parse(WHOLE).sections]

    @pytest.mark.parametrize(
        "top", ["---\n", "---\n\n---\n", "---\nSome words\n\n---\n", "---\ntitle: A\n", "---\n---\n"]
    )
    def test_a_ruler_at_the_top_swallows_nothing(self, top: str) -> None:
        assert [section.name for section in parse(top + WHOLE).sections if section.name] == list(NAMES)

    def test_a_heading_between_two_rulers_is_a_heading(self) -> None:
        text = WHOLE.replace(
            "# Sessions instead of tokens\n", "---\n# Sessions instead of tokens\nby somebody\n\n---\n"
        )
        assert parse(text).title == "Sessions instead of tokens"
        assert parse("---\n# Sessions\n---\n" + WHOLE.split("\n", 2)[2]).title == "Sessions"


class TestTitle:
    def test_without_one_there_is_a_warning_and_nothing_else(self) -> None:
        (found,) = check(parse(WHOLE.split("\n", 2)[2]), THERE.__contains__)
        assert (found.line, found.severity) == (1, "warning")
        assert "no title" in found.message

    @pytest.mark.parametrize("title", [*NAMES, "Phase 1: Sessions", "Phase 7"])
    def test_alone_above_the_others_is_a_title_whatever_it_says(self, title: str) -> None:
        text = WHOLE.replace("Sessions instead of tokens", title)
        assert findings(text) == []
        assert parse(text).title == title


class TestSectionsWithin:
    def test_what_stands_below_a_phase_belongs_to_it(self) -> None:
        text = WHOLE.replace(
            "### Phase 2", "#### Testing\n\n- [ ] Its own test\n\n#### Files to Modify\n\n- no/such\n\n### Phase 2"
        )
        assert findings(text) == []
        assert tasks(text)[0][-1] == ("Its own test", False)

    def test_a_namesake_below_another_section_is_no_second_one(self) -> None:
        assert findings(body("Solution", "One.\n\n### Testing\n\nBy hand.")) == []

    def test_a_comment_hides_a_section_and_one_in_code_does_not_exist(self) -> None:
        for before, after in (("<!--\n", "\n-->"), ("```markdown\n", "\n```"), ("~~~\n", "\n~~~")):
            text = WHOLE.replace(
                "## Testing\n\n- [ ] Unit tests of the store", f"{before}## Testing\n\n- [ ] Unit\n{after}"
            )
            assert findings(text) == ["1: the section 'Testing' is missing"]
            assert parse(text).checks == ()

    @pytest.mark.parametrize("before", ["> ", "- ", "1. "])
    def test_a_heading_in_a_quote_or_a_list_is_no_section(self, before: str) -> None:
        text = WHOLE.replace("## Testing\n", f"{before}## Testing\n")
        assert "1: the section 'Testing' is missing" in findings(text)

    def test_a_similar_heading_is_asked_about(self) -> None:
        text = WHOLE.replace("## Testing", "## Test plan")
        assert findings(text) == ["1: the section 'Testing' is missing: should 'Test plan' in line 32 be called that?"]

    def test_a_section_that_a_phase_has_swallowed_is_explained(self) -> None:
        text = WHOLE.replace("## Testing", "#### Testing").replace("## Files to Modify", "#### Files to Modify")
        assert "1: the section 'Testing' is missing: the one in line 32 belongs to a phase, by its level" in findings(
            text
        )

    def test_dashes_right_below_a_paragraph_are_explained(self) -> None:
        text = WHOLE.replace("Tokens cannot be revoked.\n", "Tokens cannot be revoked.\n---\n")
        (found,) = findings(text)
        assert found.startswith("3: the section 'Problem' is empty: '---' right below line 5")

    def test_content_of_every_kind_is_content(self) -> None:
        for content in (
            "text",
            "- item",
            "1. item",
            "> quote",
            "```\ncode\n```",
            "    code",
            "<b>html</b>",
            "|a|\n|-|\n|b|",
            "a\n<!-- c -->",
        ):
            assert findings(body("Problem", content)) == []


class TestPhases:
    def test_none(self) -> None:
        line = WHOLE.split("\n").index("## Implementation Plan") + 1
        (found,) = findings(plan("Just do it."))
        assert found.startswith(f"{line}: no phases")

    @pytest.mark.parametrize(
        ("numbers", "said"),
        [
            ("1 2 3", []),
            ("0 1 2", []),
            ("2 3", ["phase 1 is missing before phase 2"]),
            ("1 3", ["phase 2 is missing before phase 3"]),
            ("1 5", ["phases 2 to 4 are missing before phase 5"]),
            ("1 1", ["a second phase 1"]),
            ("1 2 1", ["a second phase 1"]),
            ("2 1", ["phase 1 stands after phase 2"]),
            ("1 3 2", ["phase 2 stands after phase 3"]),
            ("1 2 2 4", ["a second phase 2", "phase 3 is missing before phase 4"]),
            ("1 999999", ["phases 2 to 999998 are missing"]),
        ],
    )
    def test_numbers(self, numbers: str, said: list[str]) -> None:
        found = findings(plan("\n".join(f"### Phase {number}: N\n- [ ] t" for number in numbers.split())))
        assert len(found) == len(said)
        assert all(any(words in one for one in found) for words in said)

    def test_without_a_check_box(self) -> None:
        for content in ("", "- task", "text", "```\n- [ ] x\n```", "<!--\n- [ ] x\n-->", "    - [ ] x"):
            (found,) = findings(plan(f"### Phase 1: A\n\n{content}\n\n### Phase 2: B\n- [ ] t"))
            assert found.startswith("17: phase 1 has no task")

    def test_without_a_name_is_a_warning(self) -> None:
        (found,) = check(parse(plan("### Phase 1\n- [ ] t")), THERE.__contains__)
        assert (found.message, found.severity) == ("phase 1 has no name", "warning")

    def test_the_boxes_of_a_fence_do_not_count_beside_others(self) -> None:
        text = plan("### Phase 1: A\n- [ ] one\n\n  ```\n  - [ ] not me\n  ```\n- [x] two\n~~~\n- [ ] nor me\n~~~")
        assert tasks(text) == [[("one", False), ("two", True)]]

    @pytest.mark.parametrize(
        "heading",
        ["### Phase One: A", "### Phase A", "### Phase", "### Phase 1.1", "### Phase 1a: B", "### Phase 1234567"],
    )
    def test_a_heading_that_only_looks_like_one_is_named(self, heading: str) -> None:
        found = findings(plan(f"{heading}\n- [ ] t"))
        assert any("is not read as a phase" in one for one in found)
        assert any("no phases" in one for one in found)

    @pytest.mark.parametrize("line", ["**Phase 1: A**", "1. **Phase 1: A**", "__phase 2__ - B"])
    def test_words_in_bold_are_no_phase_and_are_named(self, line: str) -> None:
        found = findings(plan(f"{line}\n\n- [ ] t"))
        assert any(one.startswith("17: ") and "is not read as a phase" in one for one in found)
        found = findings(plan(f"### Phase 1: A\n\n- [ ] t\n\n---\n\n{line}\n\n- [ ] u"))
        assert [one.partition(":")[0] for one in found] == ["23"]

    def test_a_phase_of_something_else_is_none_of_the_plan(self) -> None:
        other = "## Rollout\n\n### Phase 1: Canary\n\n## Testing\n"
        assert findings(WHOLE.replace("## Testing\n", other)) == []
        assert findings(WHOLE.replace("## Files", "## Rollout\n\n### Phase 1: Canary\n\n## Files")) == []
        assert findings(body("Testing", "### Phase 1: units\n\nText\n\n### Phase 2: all\n\nText")) == []

    def test_a_part_of_a_phase_is_no_phase(self) -> None:
        text = plan("### Phase 1: A\n\n#### Phase 1.1: B\n\n- [ ] one\n\n#### Phase 2 of A\n\n- [ ] two")
        assert tasks(text) == [[("one", False), ("two", False)]]

    @pytest.mark.parametrize("box", ["[]", "[  ]", "[x ]", "[ x]", "[-]", "[~]", "[✓]", "[ ]task", "[x]task"])
    def test_a_box_that_no_reader_of_markdown_would_tick_is_named(self, box: str) -> None:
        found = findings(plan(f"### Phase 1: A\n- [ ] t\n- {box} u"))
        assert [one for one in found if one.startswith("19: ") and "check box" in one]

    @pytest.mark.parametrize("line", ["[ ] u", "-[ ] u", "2. [ ] u", "-[x] u"])
    def test_a_box_outside_of_a_list_is_named(self, line: str) -> None:
        found = findings(plan(f"### Phase 1: A\n- [ ] t\n\nText\n{line}"))
        assert [one for one in found if one.startswith("21: this check box is not in a list")]

    @pytest.mark.parametrize("task", ["[x](https://a.b)", "[x][y]", "[link](a)", "Use [ ] here"])
    def test_a_link_or_brackets_within_are_no_box(self, task: str) -> None:
        assert findings(plan(f"### Phase 1: A\n- [ ] t\n- {task}")) == []

    def test_a_box_without_words_and_one_before_the_first_phase(self) -> None:
        found = check(parse(plan("- [ ] Lost\n\n### Phase 1: A\n- [ ] t\n- [ ]\n- [x] TODO")), THERE.__contains__)
        assert [(one.line, one.severity) for one in found] == [(17, "warning"), (21, "error"), (22, "error")]

    def test_a_comment_is_no_part_of_a_task_and_one_in_code_is(self) -> None:
        assert tasks(plan("### Phase 1: A\n- [ ] one <!-- id: 1 -->\n- [ ] strip `<!-- -->` and `` `<!--` ``")) == [
            [("one", False), ("strip `<!-- -->` and `` `<!--` ``", False)]
        ]

    def test_a_task_over_several_lines_is_one(self) -> None:
        assert tasks(plan("### Phase 1: A\n- [ ] one\n  two\nthree\n\n  Not of it")) == [[("one two three", False)]]


def test_a_nul_is_named_with_its_line() -> None:
    at = WHOLE.split("\n").index("## Testing") + 2
    found = findings(WHOLE.replace("## Testing\n", "## Testing\n\0\n").replace("\n", "\r\n"))
    assert found == [f"{at}: a NUL character: no agent can be given this text"]


def test_what_is_never_closed_is_named() -> None:
    at = WHOLE.split("\n").index("## Testing") + 1
    for opening, said in (("<!-- old", "this comment"), ("```", "this code block"), ("~~~~ md", "this code block")):
        found = findings(WHOLE.replace("## Testing", f"{opening}\n## Testing"))
        assert found[:2] == ["1: the section 'Success Criteria' is missing", "1: the section 'Testing' is missing"]
        assert found[2] == f"{at}: {said} is never closed: nothing after it counts"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_what_is_closed_is_not_named_whatever_the_lines_end_with(ending: str) -> None:
    content = "<!-- a\n-->\n~~~~ md\n## Testing\n~~~\n~~~~~\n\nText\n\n```\ncode\n```"
    assert findings(body("Problem", content).replace("\n", ending)) == []


def test_nesting_beyond_reading_is_named_and_not_silently_dropped() -> None:
    deep = "".join(f"{'  ' * level}- a\n" for level in range(40))
    found = findings(body("Problem", deep))
    assert any("nested too deeply" in one for one in found)
    assert findings(body("Problem", "".join(f"{'  ' * level}- a\n" for level in range(12)))) == []


class TestPlaceholders:
    def test_the_form_has_exactly_its_placeholders_as_findings(self) -> None:
        form = FORM.replace("{title}", "Sessions")
        found = check(parse(form), lambda _: False)
        assert all(one.message.startswith("still to be filled in: '[fill in: ") for one in found)
        assert [one.line for one in found] == [
            number for number, line in enumerate(form.split("\n"), 1) for _ in re.findall(r"\[fill in", line)
        ]

    def test_the_form_is_whole_once_it_is_filled_in(self) -> None:
        filled = re.sub(r"\[fill in: path[^]]*\]", "src/auth.py", FORM.replace("{title}", "Sessions"))
        assert findings(re.sub(r"\[fill in:[^]]*\]", "Words.", filled)) == []

    @pytest.mark.parametrize(
        "text",
        [
            body("Problem", "Before [Fill in: x]\nand after"),
            body("Problem", "[What is wrong]"),
            body("Requirements", "- [One requirement]"),
            WHOLE.replace("Sessions instead of tokens", "[Name]"),
            WHOLE.replace("Phase 1: Store", "Phase 1: [Name]"),
            WHOLE.replace("[x] Table and migration", "[ ] [First task]"),
            WHOLE.replace("the middleware", "[what changes]"),
            WHOLE.replace("src/auth.py - the middleware", "[path] - [what changes]"),
            body("Testing", "<p>[fill in: x]</p>"),
        ],
    )
    def test_guidance_of_any_kind(self, text: str) -> None:
        (found,) = findings(text)
        line = int(found.partition(":")[0])
        assert "still to be filled in: '[" in found
        assert "[" in text.split("\n")[line - 1]

    @pytest.mark.parametrize(
        "content",
        [
            "`[fill in: x]`",
            "```\n[fill in: x]\n```",
            "<!-- [fill in: x] -->a",
            "[a link](https://a.b)",
            "[RFC 2119]\n\n[RFC 2119]: https://a.b",
            "[1]",
            "> [!NOTE]",
            "See [this] and that",
            "`[name]`",
            "[`name`]",
            "### [NEW] `a/b.py`",
            "fill in: the form",
        ],
    )
    def test_what_is_none(self, content: str) -> None:
        assert findings(body("Problem", f"Words.\n\n{content}")) == []


class TestRefusal:
    def test_names_every_error_with_its_line_and_is_a_usage_error(self) -> None:
        text = WHOLE.replace("## Testing", "## Tests").replace("src/auth.py", "src/none.py")
        with pytest.raises(AgentError) as caught:
            refuse_unless_whole(parse(text), THERE.__contains__, path="docs/prds/a.md")
        assert caught.value.exit_code is Exit.USAGE
        assert caught.value.code == "prd_incomplete"
        lines = caught.value.message.split("\n")
        assert lines[1].strip().startswith("docs/prds/a.md:1: the section 'Testing' is missing")
        assert lines[2].strip().startswith("docs/prds/a.md:29: there is no 'src/none.py'")
        assert [one["line"] for one in caught.value.facts["findings"]] == [1, 29]

    def test_warnings_do_not_refuse_and_are_returned(self) -> None:
        assert refuse_unless_whole(parse(WHOLE), THERE.__contains__) == ()
        warned = refuse_unless_whole(parse(plan("### Phase 1\n- [ ] t")), THERE.__contains__, path="a.md")
        assert warned == ("a.md:17: phase 1 has no name",)

    def test_a_thousand_errors_are_not_listed_in_full(self) -> None:
        text = body("Files to Modify", "\n".join(f"- none/{n}.py" for n in range(1000)))
        with pytest.raises(AgentError, match="and 980 more"):
            refuse_unless_whole(parse(text), THERE.__contains__)


def test_beyond_the_limit_nothing_is_read_and_that_is_said() -> None:
    started = time.process_time()
    prd = parse(WHOLE + "- [ ] x\n" * 700_000)
    assert prd == Prd("", problems=prd.problems, read=False)
    (found,) = check(prd, lambda _: True)
    assert (found.line, found.severity) == (1, "error")
    assert "more than an agent can read in full" in found.message
    assert time.process_time() - started < 5
    with pytest.raises(AgentError, match="more than an agent can read"):
        refuse_unless_whole(prd, lambda _: True)


LONG = 80_000
HOSTILE = {
    "Implementation Plan": [
        "### Phase" + " " * LONG + "x",
        "### " + "1." * (LONG // 2),
        "- [" + " " * LONG,
        "".join("`" * (n % 90 + 1) + " " for n in range(LONG // 46)),
        "<div>" + "<!--" * (LONG // 4),
        "x <!-- " * (LONG // 7),
        "[fill in " * (LONG // 9),
        "#### a\n" * (LONG // 7),
        "text\n" + " " * LONG + "[",
        "- x " + " " * LONG + "[",
    ],
    "Files to Modify": [
        "- " + "./" * (LONG // 2),
        "- " + "`a` " * (LONG // 4),
        "- a.py" + " -" * (LONG // 2),
        "- a.py" + " " * LONG + "x",
        "- " + "a.py," * (LONG // 5),
        "- " + "[a" * (LONG // 2),
    ],
}


@pytest.mark.parametrize(("name", "content"), [(name, one) for name, many in HOSTILE.items() for one in many])
def test_time_does_not_grow_with_the_square_of_the_length(name: str, content: str) -> None:
    """Each of these has made some pattern or loop try everything with everything: minutes, where a tenth of a second will do."""
    text = body(name, content)
    started = time.process_time()
    findings(text)
    assert time.process_time() - started < 4


PIECES = st.sampled_from(
    [
        *(f"## {name}\n" for name in NAMES),
        *(
            "### Phase 1: a\n",
            "## Phase 2\n",
            "# T\n",
            "T\n===\n",
            "t\n---\n",
            "---\n",
            "- [ ] a\n",
            "  - [x] b\n",
            "* []\n",
        ),
        *(
            "```\n",
            "~~~\n",
            "<!--",
            "-->\n",
            "`",
            "``",
            "[fill in: a]",
            "[b]",
            "[ ]",
            "\n",
            "\r\n",
            "\r",
            "\t",
            "    ",
            "> ",
        ),
        *(
            "- src/a.py (new)\n",
            "- `../b`\n",
            "|a|b|\n|-|-|\n|c|d|\n",
            "<div>\n",
            "**",
            "\ufeff",
            "\0",
            "\u2028",
            "\x0b",
            "\x85",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_no_text_raises_and_every_line_is_within_it(text: str) -> None:
    lines = len(re.split(r"\r\n?|\n", text))
    prd = parse(text)
    found = check(prd, lambda path: len(path) % 2 == 0)
    assert all(1 <= one.line <= lines for one in found)
    assert list(found) == sorted(found, key=lambda one: one.line)
    assert all("\n" not in one.message and one.message.isprintable() for one in found)
    everything = [*prd.sections, *prd.phases, *prd.files, *prd.checks, *prd.placeholders]
    everything += [task for phase in prd.phases for task in phase.tasks]
    assert all(1 <= one.line <= lines for one in everything)
    assert parse(text) == prd


@settings(max_examples=60, deadline=None)
@given(st.text(), st.integers(0, 4))
def test_what_stands_behind_a_whole_prd_never_takes_its_tasks_away(text: str, at: int) -> None:
    """Only what an author writes in front of something can hide it."""
    names = ("Files to Modify", "Testing", "Success Criteria")
    name = names[at % 3]
    prd = parse(WHOLE.replace(f"## {name}\n", f"## {name}\n\n{text}\n"))
    assert [phase.number for phase in prd.phases][:2] == [1, 2]


def test_findings_are_plain_values() -> None:
    assert Finding(1, "a") == Finding(1, "a", "error")
