"""A host's sandbox is named by its marks, with what it blocks and the way out; a container is none."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from codex_agent import checkup, confinement
from codex_agent.confinement import CLAUDE, CODEX
from codex_agent.paths import Home


def proc(folder: Path, first: str, *, no_new_privileges: int = 1) -> Path:
    """A /proc in which process 1 is `first`."""
    for name, text in (("1/comm", f"{first}\n"), ("self/status", f"Name:\tx\nNoNewPrivs:\t{no_new_privileges}\n")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(
    ("env", "first", "host"),
    [
        ({"CODEX_SANDBOX": "seatbelt"}, "init", CODEX),
        ({"CODEX_SANDBOX_NETWORK_DISABLED": "1"}, "init", CODEX),
        ({}, "codex-linux-san", CODEX),
        ({"SANDBOX_RUNTIME": "1"}, "bwrap", CLAUDE),
        ({"SANDBOX_RUNTIME": "1"}, "codex", CODEX),
        ({}, "bwrap", None),
        ({}, "systemd", None),
        ({"HTTPS_PROXY": "http://localhost:1"}, "sh", None),
    ],
)
def test_the_host_is_known_by_its_marks(tmp_path: Path, env: dict[str, str], first: str, host: str | None) -> None:
    found = confinement.look(tmp_path, env, proc(tmp_path / "proc", first))
    assert (found.host if found else None) == host
    if found:
        assert found.remedy


def test_a_container_that_runs_codex_as_its_first_process_is_no_sandbox(tmp_path: Path) -> None:
    assert confinement.look(tmp_path, {}, proc(tmp_path / "proc", "codex", no_new_privileges=0)) is None


def test_a_sandbox_that_leaves_jobs_what_they_need_is_no_problem(tmp_path: Path) -> None:
    env = {"SANDBOX_RUNTIME": "1", "CODEX_SANDBOX_NETWORK_DISABLED": "1"}
    found = confinement.look(tmp_path, env, proc(tmp_path / "proc", "launchd"))
    assert found == confinement.Confinement(CODEX, ())
    assert list(tmp_path.iterdir()) == [tmp_path / "proc"]


def test_each_thing_that_is_blocked_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    state = tmp_path / "state"
    monkeypatch.setattr(confinement.os, "access", lambda path, mode: Path(path) != tmp_path)
    monkeypatch.setattr(socket.socket, "bind", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    env = {"CODEX_SANDBOX_NETWORK_DISABLED": "1"}
    found = confinement.look(state, env, proc(tmp_path / "proc", "codex"))
    assert found
    words = " ".join(found.hindrances)
    for part in ("network", f"{state} cannot be written", "sockets", "ends with the command"):
        assert part in words


def test_health_says_what_the_sandbox_blocks_and_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = confinement.Confinement(CLAUDE, ("there is no network",))
    monkeypatch.setattr(confinement, "look", lambda *_: blocked)
    finding = checkup.host(Home(home), {})
    assert (finding.ok, finding.needed) == (False, True)
    assert "there is no network" in str(finding.problem)
    assert "excludedCommands" in str(finding.fix)
    words = json.dumps(finding.as_json())
    assert CLAUDE in words


def test_outside_of_any_there_is_nothing_to_say(home: Path) -> None:
    assert checkup.host(Home(home), {}).ok
