"""Skills are code: every command in them parses against the program, every link resolves, and they stay short."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from markdown_it import MarkdownIt
from typer._click import exceptions as click

from codex_agent.cli.app import app
from codex_agent.states import JobState, TurnState

ROOT = Path(__file__).parents[2]
SKILLS = sorted((ROOT / "skills").glob("*/SKILL.md"))
PAGES = sorted([*ROOT.glob("skills/**/*.md"), *ROOT.glob("docs/guide/*.md"), ROOT / "README.md"])
HANDBOOKS = {"codex-orchestrator", "codex-orchestration"}
STARTS_OR_STOPS = {"setup", "start", "send", "stop", "review", "research", "prd", "doctor"}
HEAD = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)


def split(path: Path) -> tuple[dict[str, str], str]:
    found = HEAD.match(path.read_text())
    assert found, path
    return dict(line.split(": ", 1) for line in found["head"].splitlines()), found["body"]


def code_of(text: str) -> list[str]:
    """Lines of code blocks and code spans, continued lines joined."""
    lines: list[str] = []
    for token in MarkdownIt().parse(text):
        if token.type in ("fence", "code_block"):
            lines += token.content.replace("\\\n", " ").splitlines()
        lines += [child.content for child in token.children or () if child.type == "code_inline"]
    return lines


def commands(path: Path) -> list[list[str]]:
    """What the page shows as commands, as words; a quoted text may go on over several lines."""
    found: list[list[str]] = []
    lines = iter(code_of(path.read_text()))
    for line in lines:
        text = re.sub(r"(; echo exit \$\?| <<'END')$", "", line.strip().removeprefix("$ ")).replace("ID...", "ID")
        while re.match(r"codex-agent [a-z]", text):
            try:
                found.append(shlex.split(text, comments=True))
                break
            except ValueError:
                text += "\n" + next(lines)
    return found


CASES = [(path, words) for path in PAGES for words in commands(path)]


def _parses(words: list[str]) -> None:
    """Raises a usage error of the program's own for a command that it would not take. Nothing is run."""
    command, name, rest = typer.main.get_command(app), "codex-agent", list(words)
    while hasattr(command, "resolve_command") and (rest or not command.invoke_without_command):
        context = command.context_class(command, info_name=name)
        found, command, rest = command.resolve_command(context, rest)
        assert command is not None, found
    with command.make_context(name, rest):
        pass


@pytest.mark.parametrize(("path", "words"), CASES, ids=[f"{p.relative_to(ROOT)}: {' '.join(w)[:60]}" for p, w in CASES])
def test_a_command_in_a_text_is_one_of_the_program(path: Path, words: list[str]) -> None:
    del path
    words = [word for word in words if word != "$ARGUMENTS"]
    try:
        _parses(words[1:])
    except click.UsageError as error:
        if len(words) > 2 or "Missing" not in error.format_message():  # `codex-agent send` names a command, not a line
            pytest.fail(f"{' '.join(words)}: {error.format_message()}")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_page_resolves(path: Path) -> None:
    tokens = [child for token in MarkdownIt().parse(path.read_text()) for child in token.children or ()]
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    for link in links:
        if "://" not in link and not link.startswith("#"):
            assert (path.parent / link.partition("#")[0]).exists(), link
    assert not re.search(r"(^|\s)@[\w./-]+\.md", path.read_text())


@pytest.mark.parametrize("path", SKILLS, ids=lambda path: path.parent.name)
class TestSkill:
    def test_has_a_short_description_and_a_short_body(self, path: Path) -> None:
        head, body = split(path)
        assert set(head) <= {"name", "description", "argument-hint", "disable-model-invocation", "allowed-tools"}
        assert 10 < len(head["description"]) <= 600
        assert len(body.splitlines()) <= 200
        assert len(body.split()) <= (1200 if path.parent.name in HANDBOOKS else 250)

    def test_that_starts_or_stops_something_is_for_the_user_alone(self, path: Path) -> None:
        head, _ = split(path)
        manual = head.get("disable-model-invocation") == "true"
        assert manual == (path.parent.name in STARTS_OR_STOPS)

    def test_its_references_are_all_linked_and_one_level_deep(self, path: Path) -> None:
        files = sorted((path.parent / "references").glob("**/*"))
        _, body = split(path)
        assert all(file.parent.name == "references" for file in files)
        assert [file.name for file in files if f"references/{file.name}" not in body] == []


def test_the_reference_of_the_commands_is_what_the_program_says() -> None:
    page = ROOT / "skills" / "codex-orchestrator" / "references" / "cli.md"
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "reference.py"], capture_output=True, text=True, check=True
    )
    assert page.read_text() == done.stdout, "run: scripts/reference.py > skills/codex-orchestrator/references/cli.md"


@pytest.mark.parametrize("name", sorted(HANDBOOKS))
def test_a_handbook_does_not_act_inside_an_agent(name: str) -> None:
    head, body = split(ROOT / "skills" / name / "SKILL.md")
    assert "CONTEXT: WORKER" in head["description"]
    assert "CONTEXT: WORKER" in body[:700]


def test_the_table_of_states_is_the_programs() -> None:
    page = (ROOT / "skills" / "codex-orchestrator" / "references" / "states.md").read_text()
    named = re.findall(r"^\| `([a-z_]+)` \| [a-z]", page, re.MULTILINE)
    assert named == [*JobState, *TurnState]
