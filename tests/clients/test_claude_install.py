"""The plugin as a person installs it: typed into the real Claude Code, in tmux, from a git repository on this machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from claude_code import PLUGIN, Claude
from fleet import Fleet
from leading import Gates, ids, leader, start, wakes
from screens import Screen

from codex_agent import __version__
from codex_agent.database import SCHEMA_VERSION
from codex_agent.demo.messages_server import MessagesServer
from codex_agent.demo.script import Shell, Text
from codex_agent.demo.server import ScriptedServer

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
SOURCE = "someone/codex-orchestrator"


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.invalid")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def published(client_home: Path) -> Path:
    """This repository as it is now, as a bare one that git takes for GitHub's."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PLUGIN,
        capture_output=True,
        check=True,
    )
    work = client_home / "published"
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (PLUGIN / name).is_file() and not name.startswith(("tests/", "docs/")):
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PLUGIN / name, work / name)
    git(work, "init", "--quiet", "--initial-branch=main")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "Release")
    bare = client_home / "hub" / f"{SOURCE}.git"
    git(client_home, "clone", "--quiet", "--bare", str(work), str(bare))
    shutil.rmtree(work)
    forms = ("https://github.com/", "git@github.com:", "ssh://git@github.com/")
    lines = "".join(f"\tinsteadOf = {form}\n" for form in forms)
    (client_home / ".gitconfig").write_text(f'[url "file://{client_home}/hub/"]\n{lines}')
    return bare


@pytest.fixture
def person(claude: Claude, client_home: Path, published: Path) -> Iterator[Screen]:
    """At the prompt of a Claude Code that has no plugin yet, and whose PATH has no codex-agent; a runtime is installed."""
    python = client_home / ".codex-agent" / "runtime" / __version__ / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    (python.parents[1] / "schema").write_text(f"{SCHEMA_VERSION}\n")
    claude.settle()
    claude.env["PATH"] = claude.env["PATH"].split(":", 1)[1]
    tmux = ["tmux", "-f", "/dev/null", "-S", str(client_home / "tmux")]
    screen = Screen(claude, *tmux, "new-session", str(claude.command), "--permission-mode", "default")
    screen.await_text("? for shortcuts")
    pane = subprocess.run([*tmux, "list-panes", "-F", "#{pane_pid}"], capture_output=True, text=True, check=True)
    client = psutil.Process(int(pane.stdout))
    yield screen
    processes = [client, *client.children(recursive=True)]
    screen.press(b"\x1b/exit\r")
    _, left = psutil.wait_procs(processes, timeout=30)
    for process in left:
        process.kill()
    screen.end()


def enter(person: Screen, words: str, answer: str) -> None:
    """Type, see it typed, and send it."""
    person.press(words.encode())
    person.await_text(f"\u276f\xa0{words}")  # drawn: keys and Enter are not read in one piece, as a paste
    person.press(b"\r")
    person.await_text(answer)


def test_the_plugin_is_installed_in_the_client_and_works_at_once(
    person: Screen, claude: Claude, claude_model: MessagesServer, model_server: ScriptedServer, fleet: Fleet
) -> None:
    """Reading runs without a question, starting after one, and the idle client is woken when the agent ends."""
    model_server.script = gates = Gates("ALPHA")
    claude_model.script = leader(Shell("codex-agent jobs"), start("ALPHA"), Text("It runs."))
    assert shutil.which("codex-agent", path=claude.env["PATH"]) is None
    enter(person, f"/plugin marketplace add {SOURCE}", "Reloaded: 0 plugins")
    scope = "Install for you (user scope)"
    enter(person, "/plugin install codex-orchestrator@codex-orchestrator", scope)
    person.agree(scope, "Plugin is now active")
    (listed,) = json.loads(claude.cli("plugin", "list", "--json").stdout)
    assert (listed["version"], listed["enabled"]) == (__version__, True)
    assert Path(listed["installPath"]).is_relative_to(claude.cwd.parent / ".claude" / "plugins" / "cache")
    enter(person, "go", "Tab to amend")  # the last line of the question: it is there whole
    assert "Do you want to proceed?" in person.text
    assert "codex-agent start" in person.text  # the first that was asked about
    assert "No jobs" in json.dumps(claude_model.requests[-1].tool_outputs)
    person.agree("Tab to amend", "It runs.")
    person.await_text("? for shortcuts")  # the turn is over: no reminder of its Stop can take the news away
    gates["ALPHA"].open()
    person.await_text("Read.")
    (woken,) = wakes(claude_model)
    assert f"codex-agent result {ids(fleet)['ALPHA']}" in woken
    assert "Answer of ALPHA." in claude_model.requests[-1].tool_outputs[-1]
    enter(person, "/codex-orchestrator:jobs --state failed", "Understood.")
    assert "--state failed" in claude_model.requests[-1].last_user_text
