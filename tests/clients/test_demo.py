"""The demo on the real Codex: what it shows, and that it leaves nothing."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from codex_agent import processes

if TYPE_CHECKING:
    from collections.abc import Mapping

DEMO = [sys.executable, "-I", "-m", "codex_agent", "demo"]
GRACE_S = 30  # for processes that were told to end


@pytest.fixture
def env(client_env: Mapping[str, str], client_home: Path) -> dict[str, str]:
    """Git writes down where it works, so that a demo's own folder is known; others may run beside it."""
    git = client_home / "bin" / "git"
    git.parent.mkdir()
    git.write_text(f'#!/bin/sh\npwd >>"{client_home}/places"\nexec {shutil.which("git")} "$@"\n')
    git.chmod(0o755)
    return {**client_env, "PATH": f"{git.parent}:{client_env['PATH']}"}


def folder(home: Path) -> Path:
    """The temporary folder of the demo that was run in this home."""
    places = (home / "places").read_text().splitlines()
    (found,) = {Path(place).parent for place in places if Path(place).name == "shop"}
    assert found.name.startswith("ca-demo-")
    return found


def left(home: Path) -> list[str]:
    """What that demo has left: its folder, and processes that have the search path of this home."""
    places = [str(path) for path in [folder(home)] if path.exists()]
    for process in psutil.process_iter(["environ", "cmdline"]):
        if str(home) in (process.info["environ"] or {}).get("PATH", ""):
            who = processes.identify(process.pid)
            if who is not None and not processes.wait_gone(who, GRACE_S):
                places.append(f"{who.pid} {process.info['cmdline']}")
    return places


def test_three_agents_do_their_parts_and_leave_nothing(env: dict[str, str], client_home: Path) -> None:
    done = subprocess.run(DEMO, env=env, cwd=client_home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for words in (
        "W1 Researcher",
        "- orders.py:4:def total(lines):",
        "orders.py:6, `total()`",
        "price * quantity",
        "git diff",
    ):
        assert words in done.stdout
    assert not (client_home / ".codex-agent").exists()
    assert left(client_home) == []


def test_the_object_has_the_three_jobs_with_their_tokens_and_files(
    client_env: Mapping[str, str], client_home: Path
) -> None:
    words = [*DEMO, "--json"]
    done = subprocess.run(words, env=dict(client_env), cwd=client_home, capture_output=True, text=True, check=False)
    shown = json.loads(done.stdout)
    assert [(job["name"], job["status"]) for job in shown["jobs"]] == [
        ("W1 Researcher", "completed"),
        ("W2 Implementer", "completed"),
        ("W3 Reviewer", "completed"),
    ]
    assert shown["jobs"][1]["files_modified"] == ["orders.py"]
    assert all(job["tokens"]["total"] > 1000 for job in shown["jobs"])


def test_without_codex_it_says_the_command_and_makes_nothing(client_env: Mapping[str, str], client_home: Path) -> None:
    env = {**client_env, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(DEMO, env=env, cwd=client_home, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "npm install -g @openai/codex" in done.stderr


def test_ctrl_c_takes_everything_down(env: dict[str, str], client_home: Path) -> None:
    running = subprocess.Popen(DEMO, env=env, cwd=client_home, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert any(line.startswith("Job started") for line in running.stdout)
    assert folder(client_home).exists()
    running.send_signal(signal.SIGINT)
    running.stdout.read()
    assert running.wait(60) == 130
    running.stdout.close()
    assert left(client_home) == []
