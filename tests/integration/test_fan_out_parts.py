"""What `fan-out` makes of bad lines and odd paths: said in words, before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from codex_agent.cli.crew import Task
from codex_agent.cli.options import StartOptions
from codex_agent.cli.parts import Axes, divided
from codex_agent.errors import AgentError
from codex_agent.sources import git


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    git.run(folder, "init", "-q")
    monkeypatch.chdir(folder)
    return folder


def lines(here: Path, text: bytes) -> list[Task]:
    (here / "tasks.jsonl").write_bytes(text)
    return divided(Axes(each=("tasks.jsonl",)), StartOptions(prompt=None))


def over(*patterns: str) -> list[str]:
    return [task.label for task in divided(Axes(paths=patterns), StartOptions(prompt="look"))]


@pytest.mark.parametrize(
    "line",
    [
        b'{"prompt": "a", "max_minutes": 1' + b"0" * 400 + b"}",
        b'{"prompt": ' + b"[" * 200_000 + b"}",
        b'{"prompt": "a", "cwd": "a\\u0000b"}',
        b'{"prompt": "a", "files": ["\\ud800"]}',
        b'{"prompt": "a", "prompt": "b"}',
    ],
    ids=["number", "nesting", "NUL", "half a character", "a key twice"],
)
def test_a_line_that_no_agent_can_be_started_with_is_named(here: Path, line: bytes) -> None:
    with pytest.raises(AgentError, match=r"tasks\.jsonl:2") as caught:
        lines(here, b'{"prompt": "good"}\n' + line + b"\n")
    assert caught.value.code == "bad_line"


def test_a_list_is_not_taken_for_one_prompt(here: Path) -> None:
    with pytest.raises(AgentError, match="this is a list"):
        lines(here, b'[\n {"prompt": "a"},\n {"prompt": "b"}\n]\n')


def test_links_that_lead_in_circles_are_not_followed(here: Path) -> None:
    (here / "src").mkdir()
    (here / "src/a.py").write_text("1")
    for name in ("one", "two", "src/three"):
        (here / name).symlink_to(".", target_is_directory=True)
    assert over("**/*.py") == ["src/a.py"]  # two links to here make 2**40 names of it


def test_a_path_is_taken_however_it_is_written(here: Path) -> None:
    for name in ("app/[id]/page.tsx", "app/i", ".hidden/a", "app/.b"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text("1")
    assert over("app/[id]/page.tsx") == ["app/[id]/page.tsx"]
    assert (
        over("./app/*") == over("app//*") == over("app/*") == ["app/.b", "app/[id]", "app/i"]
    )  # hidden ones too, as after -f
    assert over("*/") == [".hidden", "app"]
    assert over(".hidden/*") == [".hidden/a"]
    with pytest.raises(AgentError, match="must stay below"):
        over("")


@pytest.mark.parametrize(
    ("typed", "wrong", "meant"),
    [
        ("security,secruity", "secruity", "did you mean security? lenses: "),
        ("Error_Handlin", "Error_Handlin", "did you mean error-handling? lenses: "),
        ("astrology", "astrology", "lenses: "),
    ],
)
def test_a_lens_that_is_none_is_said_at_once_with_the_one_that_was_meant(
    here: Path, typed: str, wrong: str, meant: str
) -> None:
    with pytest.raises(AgentError) as caught:
        divided(Axes(lenses=(typed,)), StartOptions(prompt="look"))
    assert caught.value.message == f"there is no lens {wrong!r}"
    assert (caught.value.hint or "").startswith(meant)
