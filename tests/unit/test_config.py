"""Settings that are lists: an array in the file, as in PATH in a variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from codex_agent import config
from codex_agent.errors import AgentError


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('worktree_files = [".env", "node_modules/.bin"]', (".env", "node_modules/.bin")),
        ("worktree_files = []", ()),
        ("", ()),
    ],
)
def test_a_list_is_read_from_the_file(tmp_path: Path, text: str, found: tuple[str, ...]) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    assert config.load({}, file).settings.worktree_files == found


def test_a_list_in_a_variable_is_as_in_path(tmp_path: Path) -> None:
    found = config.load({"CODEX_AGENT_WORKTREE_FILES": ".env:a b/**:"}, tmp_path / "none")
    assert found.settings.worktree_files == (".env", "a b/**")
    assert found.sources["worktree_files"] == "CODEX_AGENT_WORKTREE_FILES"


@pytest.mark.parametrize("text", ["worktree_files = '.env'", "worktree_files = [1]", "worktree_files = ['']"])
def test_what_is_no_list_of_texts_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(AgentError, match=r"config.toml: worktree_files must be a list of texts"):
        config.load({}, file)


def test_a_number_of_agents_is_a_whole_one(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("max_parallel = 8")
    assert config.load({}, file).settings.max_parallel == 8
    assert config.load({"CODEX_AGENT_MAX_PARALLEL": "3"}, file).settings.max_parallel == 3
    assert config.load({}, tmp_path / "none").settings.max_parallel == 0
    for wrong in ("2.5", "-1", "'four'", "true"):
        file.write_text(f"max_parallel = {wrong}")
        with pytest.raises(AgentError, match="must be a whole number from 0 up"):
            config.load({}, file)
    with pytest.raises(AgentError, match="CODEX_AGENT_MAX_PARALLEL"):
        config.load({"CODEX_AGENT_MAX_PARALLEL": "many"}, tmp_path / "none")
