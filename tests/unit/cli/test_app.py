"""A command that is built alone is the one of the whole app."""

from __future__ import annotations

import pytest
import typer.main
from typer import _click as click

from codex_agent.cli.app import app, with_alone

WHOLE = typer.main.get_command(app)
assert isinstance(WHOLE, typer.core.TyperGroup)


@pytest.mark.parametrize("name", WHOLE.commands)
def test_a_command_is_built_alone_and_is_the_same(name: str) -> None:
    alone = typer.main.get_command(with_alone(name))
    assert isinstance(alone, typer.core.TyperGroup)
    assert list(alone.commands) == [name]
    helps = [
        group.commands[name].get_help(click.Context(group.commands[name], info_name=name)) for group in (WHOLE, alone)
    ]
    assert helps[0] == helps[1]
    assert "Usage: " + name in helps[0]
    assert [parameter.opts for parameter in alone.params] == [parameter.opts for parameter in WHOLE.params]


@pytest.mark.parametrize("words", ["", "--help", "--version", "jobz", "-h"])
def test_what_is_no_command_gets_them_all(words: str) -> None:
    assert with_alone(words) is app
