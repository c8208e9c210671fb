"""What the documents say is so: their commands parse, their links resolve, their tables equal the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from codex_agent.cli.app import app
from codex_agent.cli.health import shown
from codex_agent.config import Settings
from codex_agent.errors import Exit

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "AGENTS.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
LINE = re.compile(r"^ {4}(?:\$ )?(codex-agent [^#\n─]*)", re.MULTILINE)
INLINE = re.compile(r"`((?:codex-agent )(?!COMMAND)[^`]+)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def commands() -> list[str]:
    texts = [document.read_text() for document in DOCUMENTS]
    return sorted({found.strip() for text in texts for form in (LINE, INLINE) for found in form.findall(text)})


def _parse(words: list[str]) -> None:
    """Parse as the program would, and run nothing; raises the parser's own error."""
    group: Any = typer.main.get_command(app)
    context = group.make_context("codex-agent", list(words))
    name, command, rest = group.resolve_command(context, words)
    command.make_context(name, rest, parent=context)


@pytest.mark.parametrize("line", commands())
def test_every_command_in_a_document_parses(line: str) -> None:
    _parse(shlex.split(line)[1:])


def test_a_wrong_command_in_a_document_would_be_found() -> None:
    for words in (["strat", "x"], ["start", "--no-such-flag", "x"], ["status"]):
        with pytest.raises(Exception, match=r".") as error:
            _parse(words)
        assert "UsageError" in {kind.__name__ for kind in type(error.value).__mro__}


def test_no_line_of_the_lists_of_commands_is_cut_off() -> None:
    group: Any = typer.main.get_command(app)
    groups = {"": group, **{name: one for name, one in group.commands.items() if hasattr(one, "commands")}}
    for listed in groups.values():
        room = 78 - 6 - max(map(len, listed.commands))
        cut = [name for name, one in listed.commands.items() if one.get_short_help_str(room).endswith("...")]
        assert cut == []


def test_the_documents_have_commands() -> None:
    assert len(commands()) > 10


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_relative_link_resolves(document: Path) -> None:
    missing = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert missing == []


def test_the_exit_codes_of_the_readme_are_those_of_the_program() -> None:
    table = re.search(r"\| code \| meaning \|\n(.*?)\n\n", (ROOT / "README.md").read_text(), re.DOTALL)
    assert table is not None
    said = {int(code) for row in table[1].splitlines()[1:] for code in row.split("|")[1].split(",")}
    assert said == {int(code) for code in Exit} - {Exit.NO_RUNTIME}  # 69 is the launcher's, which the plugin brings


def test_the_settings_of_the_guide_and_their_defaults_are_those_of_the_program() -> None:
    page = (ROOT / "docs" / "guide" / "settings.md").read_text()
    said = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", page, re.MULTILINE))
    assert said == {name: shown(name, getattr(Settings(), name)) for name in Settings.names()}


def test_a_setting_is_shown_as_the_file_spells_it_or_as_what_an_agent_gets() -> None:
    values = {"nesting": True, "idle_minutes": 7.5, "max_session_tokens": 2_000_000.0, "worktree_files": ("a", "b")}
    assert [shown(name, value) for name, value in values.items()] == ["true", "7.5", "2000000", "a, b"]
    assert shown("model", None) == "the client's own"
    assert shown("gemini_sandbox", None) == "read-only"
