"""The suggested commands: all of them are commands of the program, for every stage and state."""

from __future__ import annotations

import itertools
import shlex
from typing import Any

import pytest
import typer

from codex_agent.cli.app import app
from codex_agent.stages import STAGES, StageState
from codex_agent.stages.advice import GATES, HINTS, next_command

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
    state = StageState(prds=("sso",), prd="docs/prds/sso.md")
    assert next_command("prd", state) == "codex-agent prd check docs/prds/sso.md"
    state.approved = "sso"
    assert next_command("prd", state) == "codex-agent start --prd docs/prds/sso.md --phase 1"


def test_every_stage_has_a_gate_and_a_hint() -> None:
    assert tuple(GATES) == tuple(HINTS) == STAGES
