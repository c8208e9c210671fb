"""What the agent of one phase is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from codex_agent.errors import AgentError, Exit
from codex_agent.prompts.prd import notices, parse, phase, phase_task

PRD = """\
# Sessions

## Implementation Plan

### Phase 1: Store

- [x] Table
- [ ] `revoke()`
  - [ ] audit line

### Phase 2: Middleware

- [ ] Read the session

### Phase 3: Done already

- [x] Nothing left

## Files to Modify

- src/auth.py - the middleware, `src/x.py`
- src/new.py (new)
- src/auth.py - again
"""


def refusal(text: str, number: int) -> AgentError:
    with pytest.raises(AgentError) as caught:
        phase_task(parse(text), "a.md", number)
    assert caught.value.exit_code is Exit.USAGE
    return caught.value


def test_the_tasks_stand_as_listed_with_their_ticks_and_their_nesting() -> None:
    task = phase_task(parse(PRD), "docs/prds/a.md", 1)
    assert "\n- [x] Table\n- [ ] `revoke()`\n  - [ ] audit line\n" in task
    assert "Read the session" not in task


def test_tasks_below_an_entry_without_a_box_are_the_outermost() -> None:
    text = PRD.replace("- [ ] Read the session", "- Backend\n  - [ ] Read\n    - [ ] Test")
    assert "\n- [ ] Read\n  - [ ] Test\n" in phase_task(parse(text), "a.md", 2)


def test_it_names_the_prd_the_phase_and_the_one_that_is_not_its_own() -> None:
    task = phase_task(parse(PRD), "docs/prds/a.md", 1)
    assert task.startswith('Implement phase 1 ("Store") of the PRD `docs/prds/a.md`')
    assert "Do exactly phase 1. Phase 2 is not part of this task" in task
    assert "Do not edit the PRD, its check boxes included." in task


def test_each_file_stands_once_and_one_that_may_be_missing_says_so() -> None:
    task = phase_task(parse(PRD), "a.md", 2)
    assert task.count("`src/auth.py`") == 1
    assert "- `src/new.py` (may not be there)" in task
    assert "src/x.py" not in task


def test_only_the_last_phase_answers_for_all_of_testing_and_success() -> None:
    prd = parse(PRD.replace("[x] Nothing left", "[ ] Left"))
    assert "this is the last phase" in phase_task(prd, "a.md", 3)
    assert "leave what needs a later phase" in phase_task(prd, "a.md", 1)


def test_ticked_tasks_are_only_mentioned_where_there_are_some() -> None:
    assert "[x]" not in phase_task(parse(PRD), "a.md", 2)


def test_a_phase_that_is_not_there_lists_those_that_are() -> None:
    error = refusal(PRD, 7)
    assert error.message == "the PRD has no phase 7"
    assert error.hint == "its phases: 1 (Store, line 5), 2 (Middleware, line 11), 3 (Done already, line 15)"
    assert "prd check" in str(refusal("# Nothing", 1).hint)


def test_a_doubled_phase_is_not_guessed() -> None:
    assert refusal(PRD.replace("Phase 2", "Phase 1"), 1).message == "the PRD has 2 phases 1"


def test_a_phase_with_nothing_open_is_refused() -> None:
    assert "all of its 1 boxes are ticked" in refusal(PRD, 3).message
    assert "no check boxes" in refusal("# T\n## Implementation Plan\n### Phase 1: A\ntext", 1).message


def test_open_boxes_of_earlier_phases_are_noticed() -> None:
    assert notices(parse(PRD), 1) == ()
    assert notices(parse(PRD), 3) == (
        "phase 1 comes before phase 3 and has 2 of 3 boxes open",
        "phase 2 comes before phase 3 and has 1 of 1 boxes open",
    )


def test_a_phase_is_found_by_its_number() -> None:
    assert phase(parse(PRD), 2).name == "Middleware"


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(st.characters(exclude_characters="\n\r"), min_size=1))
def test_no_task_and_no_path_breaks_out_of_its_line(task: str, path: str) -> None:
    words = f"Do {task}".replace("<!--", "")
    prd = parse(f"# T\n## Implementation Plan\n### Phase 1: A\n- [ ] {words}\n- [ ] last\n")
    if not prd.phases or not prd.phases[0].left:
        return
    text = phase_task(prd, path, 1)
    lines = text.split("\n\n")[2].split("\n")
    assert len(lines) == len(prd.phases[0].tasks) + 1
    assert [line.strip()[:3] for line in lines[1:]] == ["- ["] * (len(lines) - 1)


@given(st.text(st.sampled_from("a`/ .")).filter(lambda path: path.strip(" ")))
def test_a_path_with_backticks_is_still_one_piece_of_code(path: str) -> None:
    prd = parse("# T\n## Implementation Plan\n### Phase 1: A\n- [ ] t\n")
    first = phase_task(prd, path, 1).split("\n")[0]
    (inline,) = [token for token in MarkdownIt().parse(first) if token.type == "inline"]
    assert next(child.content for child in inline.children or () if child.type == "code_inline").strip() == path.strip()
