"""The demo on the real Codex: what it shows, and that it leaves nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping

DEMO = [sys.executable, "-I", "-m", "codex_agent", "demo"]


def left() -> list[str]:
    """Folders of demos, and processes that live in one."""
    folders = [str(path) for path in Path("/var/tmp").glob("ca-demo-*")]
    return folders + [
        str(p) for p in psutil.process_iter(["cmdline"]) if "ca-demo-" in " ".join(p.info.get("cmdline") or [])
    ]


def test_three_agents_do_their_parts_and_leave_nothing(client_env: Mapping[str, str], client_home: Path) -> None:
    done = subprocess.run(DEMO, env=dict(client_env), cwd=client_home, capture_output=True, text=True, check=False)
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
    assert str(client_home) not in " ".join(left())


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


def test_ctrl_c_takes_everything_down(client_env: Mapping[str, str], client_home: Path) -> None:
    running = subprocess.Popen(DEMO, env=dict(client_env), cwd=client_home, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    root = None
    for line in running.stdout:
        if line.startswith("Job started"):
            supervisor = next(p for p in psutil.process_iter(["cmdline"]) if _is_supervisor(p, client_home))
            root = supervisor.info["cmdline"][-2]
            break
    running.send_signal(signal.SIGINT)
    running.stdout.read()
    assert running.wait(60) == 130
    running.stdout.close()
    assert root is not None
    assert not Path(root).parent.exists()


def _is_supervisor(process: psutil.Process, _: Path) -> bool:
    words = process.info["cmdline"] or []
    return "codex_agent.supervisor" in words and "ca-demo-" in words[-2]
