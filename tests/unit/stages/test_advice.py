"""The suggested commands: all of them are commands of the program, for every stage and state."""

from __future__ import annotations

import itertools
import shlex
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from codex_agent.cli.app import app
from codex_agent.stages import STAGES, StageState
from codex_agent.stages.advice import GATES, HINTS, TEST, is_over, next_command, next_stage
from codex_agent.stages.plan import Plan

STATES = [
    StageState(prds=prds, unread=unread, stage=stage, prd=prd, approved=approved, mapped=mapped)
    for prds, unread, stage, (prd, approved), mapped in itertools.product(
        ((), ("sso",), ("a", "b")),
        ((), ("8abfab85",), tuple(f"8abfab8{n}" for n in range(9))),
        (None, "prd", "implementation"),
        ((None, None), ("docs/prds/sso.md", None), ("docs/prds/it's odd.md", "it's odd")),
        (False, True),
    )
]


def parse(line: str) -> None:
    """Parse as the program would, and run nothing; raises the parser's own error."""
    words = shlex.split(line)
    assert words[0] == "codex-agent"
    command: Any = typer.main.get_command(app)
    name, rest = "codex-agent", words[1:]
    while hasattr(command, "resolve_command"):
        context = command.context_class(command, info_name=name)
        name, command, rest = command.resolve_command(context, rest)
    command.make_context(name, rest)


@pytest.mark.parametrize("stage", STAGES)
def test_every_suggested_command_is_one_of_the_program(stage: str) -> None:
    for line in {part for state in STATES for part in next_command(stage, state).split("; ")}:
        parse(line)


def test_unread_answers_are_named_and_no_more_than_a_few() -> None:
    unread = tuple(f"8abfab8{n}" for n in range(9))
    assert next_command("synthesis", StageState(unread=unread)).count("codex-agent result") == 4


def test_an_approved_prd_is_built_and_another_one_mended() -> None:
    state = StageState(prds=("sso",), prd="docs/prds/sso.md", plan_of=lambda _: Plan(((1, True), (2, False))))
    assert next_command("prd", state) == "codex-agent prd check docs/prds/sso.md"
    state.approved = "sso"
    assert next_command("prd", state) == "codex-agent start --prd docs/prds/sso.md --phase 2"
    assert next_command("prd", state, "LGTM, approved.") == "codex-agent start --prd docs/prds/sso.md --phase 2"
    assert next_command("prd", state, "let's plan the checkout rewrite") == "codex-agent prd new NAME"


@pytest.mark.parametrize(
    ("phases", "stage", "command"),
    [
        (((1, False), (2, False)), None, "codex-agent start --prd docs/prds/sso.md --phase 1"),
        (((1, True), (2, False)), "implementation", "codex-agent start --prd docs/prds/sso.md --phase 2"),
        (((1, True), (2, True)), "implementation", "codex-agent review --prd docs/prds/sso.md"),
        (((1, True), (2, True)), "review", TEST),
        ((), "implementation", "codex-agent prd check docs/prds/sso.md"),
    ],
)
def test_the_phase_is_the_first_open_one(phases: tuple[tuple[int, bool], ...], stage: str, command: str) -> None:
    state = StageState(prd="docs/prds/sso.md", stage=stage, plan_of=lambda _: Plan(phases))
    assert next_command("implementation", state) == command


@pytest.mark.parametrize(
    ("stage", "text", "command"),
    [
        ("prd", "write a PRD for billing", "codex-agent prd new billing"),
        ("prd", "Write a spec on the new import queue, with retries", "codex-agent prd new import-queue"),
        ("prd", "PRD: dunning", "codex-agent prd new dunning"),
        ("prd", "let's plan this", "codex-agent prd new NAME"),
        ("review", "review feature/x against main", "codex-agent review --base main"),
        ("review", "Review it against the release-2 branch.", "codex-agent review --base release-2"),
        ("review", "review it against our guidelines", "codex-agent review"),
        ("review", "review it against the docs/prds/b.md", "codex-agent review --prd docs/prds/b.md"),
        ("review", "review everything since v2.3", "codex-agent review --base v2.3"),
        ("review", "review what we did since monday", "codex-agent review"),
        ("review", "review the last three commits", "codex-agent review --base 'HEAD~3'"),
        ("review", "review the last commit", "codex-agent review --commit HEAD"),
        ("review", "review commit `abc123` please", "codex-agent review --commit abc123"),
        ("review", "review and commit added files", "codex-agent review"),
        ("review", "check error handling and security", "codex-agent review --lens security --lens error-handling"),
        ("implementation", "implement phase 2 of docs/prds/x.md", "codex-agent start --prd docs/prds/x.md --phase 2"),
        ("implementation", "start the second phase of x.md", "codex-agent start --prd docs/prds/x.md --phase 2"),
        ("implementation", "build the b prd", "codex-agent start --prd docs/prds/b.md --phase 3"),
        ("implementation", "build the rest", 'codex-agent start "TASK"'),
        ("research", "Who calls it?", "codex-agent start -s read-only 'Who calls it?'"),
        ("research", "why", "codex-agent start -s read-only why"),
        ("research", "-v prints\nnothing", "codex-agent start -s read-only -- '-v prints nothing'"),
    ],
)
def test_what_the_words_name_stands_in_the_command(stage: str, text: str, command: str) -> None:
    state = StageState(prds=("b", "x"), plan_of=lambda _: Plan(((1, True), (3, False))))
    assert next_command(stage, state, text) == command
    parse(command)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", "codex-agent review --base 0123456789ab"),
        ("review it for security", "codex-agent review --base 0123456789ab --lens security"),
        ("review it against main", "codex-agent review --base main"),
        ("review the last commit", "codex-agent review --commit HEAD"),
    ],
)
def test_what_agents_did_is_reviewed_from_where_it_was_merged(text: str, command: str) -> None:
    state = StageState(merged_onto=lambda: "0123456789abcdef")
    assert next_command("review", state, text) == command
    parse(command)
    done = StageState(prd="docs/prds/x.md", plan_of=lambda _: Plan(((1, True),)), merged_onto=state.merged_onto)
    after = next_command("implementation", done)
    assert after == "codex-agent review --base 0123456789ab --prd docs/prds/x.md"


@pytest.mark.parametrize(
    "text", ["it's $(rm -rf ~) `id`; a && b | c > d", "'", "\\", "a\x1b[0m\x00b", '"$HOME"', "--", "*?", "\u00e9 !1"]
)
def test_no_words_of_a_prompt_can_leave_their_quotes(text: str) -> None:
    words = shlex.split(next_command("research", StageState(), text))
    assert words[:4] == ["codex-agent", "start", "-s", "read-only"]
    assert words[-1] == " ".join("".join(c if c.isprintable() else " " for c in text).split())
    assert len(words) - text.startswith("-") == 5


@pytest.mark.parametrize("text", ["why " * 200, "why' " * 60, "what is this?\n```\nx\n```"])
def test_a_long_question_is_left_to_be_put_in(text: str) -> None:
    assert next_command("research", StageState(), text) == 'codex-agent start "QUESTION" -s read-only'


@settings(deadline=None)  # a parser of the whole program is made for each
@given(st.text(max_size=300), st.sampled_from(STAGES))
def test_any_words_make_a_command_of_the_program(text: str, stage: str) -> None:
    line = next_command(stage, StageState(prds=("b",)), text)
    parse(line)
    assert "\n" not in line


@pytest.mark.parametrize(
    ("stage", "approved", "phases", "over"),
    [
        ("prd", None, (), False),
        ("prd", "sso", (), True),
        ("implementation", "sso", (), False),
        ("implementation", "sso", ((1, True), (2, False)), False),
        ("implementation", None, ((1, True), (2, True)), True),
        ("review", "sso", ((1, True),), False),
    ],
)
def test_a_stage_is_over_only_where_the_record_says_so(
    stage: str, approved: str | None, phases: tuple[tuple[int, bool], ...], over: bool
) -> None:
    state = StageState(prd="docs/prds/sso.md", approved=approved, plan_of=lambda _: Plan(phases))
    assert is_over(stage, state) is over
    assert not is_over("implementation", StageState(plan_of=lambda _: Plan(((1, True),))))


def test_every_stage_has_a_gate_and_a_hint() -> None:
    assert tuple(GATES) == tuple(HINTS) == STAGES
    assert [next_stage(stage) for stage in STAGES] == [*STAGES[1:], None]
