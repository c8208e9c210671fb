"""What is no job id is a usage error of every command that takes one, and starts nothing that would look for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from codex_agent.__main__ import _run

COMMANDS = ("await-turn", "status", "result", "send", "kill", "interrupt", "delete")


@pytest.mark.parametrize("typed", ["../../x", "XYZ", "", "abc", "deadbeef0", "dead*", "*", "8abfab8\n"])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_id_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], home: Path, command: str, typed: str
) -> None:
    more = ["text"] if command == "send" else []
    assert _run([command, "--", typed, *more]) == 2
    assert " is not a job id: " in capsys.readouterr().err
    assert not (home / ".codex-agent").exists()
