"""What runs without a question changes nothing: every command of the table, on real agents, in a repository that lays traps."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from fleet import Fleet

from codex_agent import processes, readonly
from codex_agent.demo.directive import compose
from codex_agent.jobs import Identity

LIMIT_S = 60
MAP = "---\nlast_mapped: 2026-01-01\n---\n# Codebase Map\n\n## System Overview\n\nA greeting.\n"
PRD = "# PRD: Greeting\n\n## Problem\n\nNobody is greeted.\n"


@pytest.fixture
def trapped(workspace: Path, client_env: dict[str, str]) -> Path:
    """The repository runs a program wherever its own configuration lets git run one; what such a program touches."""
    touched = workspace.parent / "touched"
    program = workspace.parent / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch {touched}\ncat\n")
    program.chmod(0o755)
    hooks = workspace / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-index-change", "reference-transaction", "post-checkout"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {touched}\n")
        (hooks / name).chmod(0o755)
    trap = {
        "core.fsmonitor": str(program),
        "core.pager": str(program),
        "pager.diff": "true",
        "diff.external": str(program),
        "diff.trap.textconv": str(program),
        "filter.trap.clean": str(program),
        "filter.trap.smudge": str(program),
        "interactive.diffFilter": str(program),
        "gpg.program": str(program),
        "log.showSignature": "true",
    }
    for key, value in trap.items():
        subprocess.run(["git", "config", key, value], cwd=workspace, env=client_env, check=True)
    (workspace / ".gitattributes").write_text("* diff=trap filter=trap\n")
    return touched


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but ours, where what was read is noted, and the client's short-lived ones."""
    ours, passing = folder / ".codex-agent", folder / ".codex" / "tmp"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {ours, passing} & set(path.parents)
    }


def test_no_command_that_needs_no_permission_changes_anything(
    fleet: Fleet, workspace: Path, trapped: Path, client_home: Path
) -> None:
    for words in (["add", "."], ["-c", "user.name=T", "-c", "user.email=t@example.invalid", "commit", "-qm", "Traps"]):
        subprocess.run(["git", *words], cwd=workspace, env=fleet.env, check=True)
    steps = compose(
        [
            {
                "patch": "*** Begin Patch\n*** Update File: greeting.py\n@@\n-def greet(name):\n+def hail(name):\n*** End Patch\n"
            }
        ]
    )
    apart = fleet.start(steps, "--worktree", "-s", "danger-full-access", "--parent-session", "one")
    beside = fleet.start(steps, "-s", "danger-full-access", "--parent-session", "one")
    assert fleet.run("await-turn", apart, beside).returncode == 0
    terminal = fleet.run("run", "--", "echo", "hello").stdout.decode().split()[2]
    fleet.run("await-turn", terminal)
    for path, text in (("docs/CODEBASE_MAP.md", MAP), ("docs/prds/greeting.md", PRD)):
        (workspace / path).parent.mkdir(parents=True, exist_ok=True)
        (workspace / path).write_text(text)
    assert fleet.run("pipeline", "set", "review").returncode == 0
    # An answer comes before its client leaves, and a client that leaves still writes.
    clients = set[Identity]().union(*(processes.tree(job, ()) for job in (apart, beside)))
    assert processes.wait_all_gone(clients, LIMIT_S)
    trapped.unlink(missing_ok=True)
    lines = {
        "await-turn": [f"{apart} {beside} --any --timeout 5"],
        "capture": [f"{apart} 20 --clean", f"{terminal} --strip-ansi"],
        "compare": [f"{apart} {beside} --turn 1 --json"],
        "config": ["--json"],
        "health": ["", "--json"],
        "jobs": ["--all --here --limit 5 --state completed --session one"],
        "journal": ["--here --limit 5 --session one"],
        "map": ["", "--task greeting --budget 500 --json"],
        "models": [""],
        "output": [f"{apart} --clean"],
        "pipeline": [""],
        "prd check": ["docs/prds/greeting.md"],
        "prd status": ["", "docs/prds/greeting.md"],
        "recover": [""],
        "result": [f"{apart} --turn 1"],
        "sessions": [""],
        "stage": ["review --json"],
        "status": [apart],
        "usage": [""],
        "watch": [f"{apart} --json"],
    }
    assert set(lines) == set(readonly._READING), "a new command: show here that it changes nothing"
    before = contents(client_home)
    for command, endings in lines.items():
        for ending in endings:
            line = f"codex-agent {command} {ending}".strip()
            assert readonly.only_reads(line), line
            done = fleet.run(*line.split()[1:])
            assert done.returncode in (0, 1), (line, done.stderr)
            now = contents(client_home)
            changed = [name for name in before.keys() | now.keys() if before.get(name) != now.get(name)]
            assert changed == [], line
    assert not trapped.exists()
