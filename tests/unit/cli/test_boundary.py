"""Errors become text, JSON and exit codes in one place."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from codex_agent.cli import boundary
from codex_agent.cli.app import run_app
from codex_agent.errors import AgentError, Exit

Captured = pytest.CaptureFixture[str]


def raising(error: BaseException) -> NoReturn:
    raise error


def test_an_error_is_words_and_a_hint_on_stderr(capsys: Captured) -> None:
    error = AgentError("no_such_job", "there is no job \x1b[31mx", exit_code=Exit.NOT_FOUND, hint="codex-agent jobs")
    assert boundary.run(lambda: raising(error), json_output=False) == 3
    assert capsys.readouterr() == ("", "Error: there is no job x\n\nHint: codex-agent jobs\n")


def test_with_json_an_error_is_one_object_with_its_facts_beside_it(capsys: Captured) -> None:
    error = AgentError("start_failed", "no", exit_code=Exit.LIMIT)
    error.facts = {"class": "usage_limit", "job": {"id": "aaaa0001"}}
    assert boundary.run(lambda: raising(error), json_output=True) == 6
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out) == {
        "ok": False,
        "error": {"code": "start_failed", "message": "no", "hint": None, "class": "usage_limit"},
        "job": {"id": "aaaa0001"},
    }


@pytest.mark.parametrize(("json_output", "objects"), [(False, 0), (True, 1)])
def test_ctrl_c_is_130_and_no_traceback(capsys: Captured, json_output: bool, objects: int) -> None:
    assert boundary.run(lambda: raising(KeyboardInterrupt()), json_output=json_output) == 130
    out, err = capsys.readouterr()
    assert (len(out.splitlines()), err) == (objects, "")


def test_a_bug_is_one_line_and_its_traceback_a_private_file(capsys: Captured, home: Path) -> None:
    assert boundary.run(lambda: raising(ValueError("odd")), json_output=False) == 70
    path = home / ".codex-agent" / "crash.log"
    assert capsys.readouterr().err == f"Error: our own fault: ValueError: odd\n\nHint: the traceback is in {path}\n"
    assert "raise error" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_bug_that_cannot_be_written_down_is_still_one(capsys: Captured, home: Path) -> None:
    home.chmod(0o500)
    assert boundary.run(lambda: raising(ValueError("odd")), json_output=True) == 70
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "bug"
    home.chmod(0o700)


@pytest.mark.parametrize(
    "argv", [["strat"], ["start", "--wiat"], ["jobs", "--limit", "x"], ["status"], ["note", "--kind"]], ids=" ".join
)
def test_a_usage_error_is_2_and_with_json_one_object(capsys: Captured, argv: list[str]) -> None:
    assert run_app(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Error: ")
    assert err.rstrip().endswith("--help")
    assert run_app([*argv, "--json"]) == 2
    out, err = capsys.readouterr()
    assert (json.loads(out)["error"]["code"], err) == ("usage", "")


def test_a_mistyped_word_is_answered_with_the_right_one(capsys: Captured) -> None:
    run_app(["strat"])
    assert "start" in capsys.readouterr().err
    run_app(["start", "--wiat"])
    assert "--wait" in capsys.readouterr().err


def test_a_json_after_two_dashes_is_a_word(capsys: Captured) -> None:
    run_app(["status", "--", "--json"])
    assert capsys.readouterr().err.startswith("Error: '--json' is not a job id")


def test_without_a_command_the_help_is_shown(capsys: Captured) -> None:
    assert run_app([]) == 2
    assert "await-turn" in capsys.readouterr().out
