"""The private configuration of the client's own screen."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from codex_agent.providers.codex.screen import compose, user_tui

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "own",
    [
        "",
        "[tui]\nanimations = false\nscreen_reader_detection_done = false\n",
        '[tui.keymap]\nquit = "q"\n\n[tui]\ntheme = "x"\n',
        '[tui.keymap]\nquit = "q"\n',
    ],
)
def test_it_answers_beforehand_and_keeps_the_users_own_tui_settings(tmp_path: Path, own: str) -> None:
    (tmp_path / "config.toml").write_text(f'model = "m"\n\n{own}\n[other]\nx = 1\n')
    data = tomllib.loads(compose({"old.1": "new"}, user_tui(str(tmp_path))))
    assert data["check_for_update_on_startup"] is False
    assert data["notice"]["model_migrations"] == {"old.1": "new"}
    assert data["tui"].pop("screen_reader_detection_done") is True
    wanted = tomllib.loads(own).get("tui", {})
    wanted.pop("screen_reader_detection_done", None)
    assert data["tui"] == wanted
    assert "other" not in data
    assert "model" not in data


def test_settings_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    assert user_tui(str(tmp_path)) == ""
    (tmp_path / "config.toml").write_text("[tui]\nbroken = \n")
    assert user_tui(str(tmp_path)) == ""
