"""No flag takes an empty value: it is a script's variable that was never set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from codex_agent.cli import front
from codex_agent.cli.app import app, run_app
from codex_agent.errors import Exit


def _texts(command: Any, *words: str) -> Iterator[tuple[str, ...]]:
    """Every line of this command, and of those in it, with one flag that takes text, and an empty one."""
    for name, inner in getattr(command, "commands", {}).items():
        yield from _texts(inner, *words, name)
    needed = ["x" for p in command.params if p.param_type_name == "argument" and p.required]
    for parameter in command.params:
        if parameter.param_type_name == "option" and parameter.type.name == "str":
            yield (*words, *needed, max(parameter.opts, key=len), "")


LINES = [*_texts(typer.main.get_command(app))]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_an_empty_value_is_refused_by_its_flag(line: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert front.parse(list(line)) is None
    assert run_app(list(line)) == Exit.USAGE
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[0]) == ("", f"Error: the value of {line[-2]} is empty")


def test_the_lines_are_of_every_kind() -> None:
    assert {("start", "--sandbox", ""), ("start", "--file", ""), ("prd", "new", "x", "--title", "")} <= {*LINES}
