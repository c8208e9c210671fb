"""`fan-out` takes what `start` takes, and a line of JSON can say what shapes an agent."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.main import get_command

from codex_agent.cli import each, parts
from codex_agent.cli.app import app
from codex_agent.cli.fanning import NOT_TAKEN
from codex_agent.cli.options import StartOptions
from codex_agent.cli.parts import Axes
from codex_agent.errors import AgentError

# Of the whole call, or of what divides it; a line has `prompt`, `name` and the rest.
OF_THE_CALL = {"prompt_file", "json_output", "dry_run", "parent_session", "force", "no_constraints"}


def test_every_option_of_start_is_one_of_fan_out() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]  # a group
    own = {one.name for one in commands["fan-out"].params}
    taken = {one.name for one in commands["start"].params} - set(NOT_TAKEN)
    assert taken <= own
    assert set(NOT_TAKEN) - {"prompt", "lens", "wait"} == {"interactive", "prd", "phase"}


def test_a_line_can_say_everything_that_shapes_its_agent() -> None:
    said = {field for field, _ in each.KEYS.values()}
    assert said <= set(StartOptions._fields)
    assert set(StartOptions._fields) - said == OF_THE_CALL | {"wait", "interactive", "prd", "phase"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_lines_and_files_of_prompts_become_tasks_with_a_common_one(here: Path) -> None:
    (here / "a.md").write_text("one\n")
    (here / "b.md").write_text("two\n")
    (here / "c.jsonl").write_text('{"prompt": "three", "verify": "done", "max_tokens": 5000}\n')
    made = parts.divided(Axes(each=("*.md", "c.jsonl")), StartOptions(prompt="All:", name="Set"))
    assert [task.options.prompt for task in made] == ["All:\n\none\n", "All:\n\ntwo\n", "All:\n\nthree"]
    assert [task.options.name for task in made] == ["Set: a.md", "Set: b.md", "Set: 1: All: three"]
    assert (made[2].options.verify, made[2].options.max_tokens, made[2].place) == (("done",), "5000", "c.jsonl:1")


def test_lines_end_where_a_line_feed_is_and_nowhere_else(here: Path) -> None:
    text = '\ufeff{"prompt": "a\u2028b\x85c"}\r\n\r\n  {"prompt": "d"}'
    (here / "tasks").write_bytes(text.encode())
    made = parts.divided(Axes(each=("tasks",)), StartOptions())
    assert [(task.options.prompt, task.place) for task in made] == [("a\u2028b\x85c", "tasks:1"), ("d", "tasks:3")]


@pytest.mark.parametrize("text", ["Read it.\n", "", "\n\n", "[" * 100_000, '"x"'])
def test_a_file_of_lines_is_never_taken_for_a_prompt(here: Path, text: str) -> None:
    (here / "tasks.jsonl").write_text(text)
    with pytest.raises(AgentError, match=r"tasks\.jsonl"):
        parts.divided(Axes(each=("tasks.jsonl",)), StartOptions())


def test_paths_keep_their_order_once_each_and_leave_the_rest_out(here: Path) -> None:
    for name in ("b", "a", ".hidden"):
        (here / name).mkdir()
        (here / name / "file.py").write_text("x\n")
    (here / "empty").mkdir()
    made = parts.divided(Axes(paths=("{b,a}", "./b", "a/*.py", "**/*.py")), StartOptions(prompt="Read"))
    labels = ["a", "b", "a/file.py", ".hidden/file.py", "b/file.py"]
    assert [task.label for task in made] == labels


def test_too_many_parts_are_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 2)
    for name in "abc":
        (here / name).write_text("x\n")
    with pytest.raises(AgentError, match="that makes 3 agents"):
        parts.divided(Axes(paths=("*",)), StartOptions(prompt="Read"))


def test_what_no_section_holds_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "guide.md").write_text("# Guide\n\nRead this first.\n\n## A\n\na\n\n## B\n\nb\n")
    made = parts.divided(Axes(sections="guide.md"), StartOptions(prompt="Check"))
    assert [task.label for task in made] == ["A", "B"]
    assert "guide.md: no agent is given what stands in no section: lines 1 to 3\n" in capsys.readouterr().err


def test_its_help_says_where_agents_only_read() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]  # a group
    helps = {
        name: next(one.help for one in commands[name].params if one.name == "sandbox") for name in ("start", "fan-out")
    }
    assert "share a folder, read-only" in helps["fan-out"]
    assert "share a folder" not in helps["start"]
