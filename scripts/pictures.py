#!/usr/bin/env python3
"""Draws docs/pictures/jobs.svg: the screen of a person who looks at agents at work. Real agents, scripted models, nothing typed by hand.

Run with the Python of .venv, with the clients of .clients on PATH: scripts/setup dev clients first.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pexpect  # type: ignore[import-untyped, unused-ignore]
from rich.console import Console
from rich.text import Text as Line

from codex_agent.demo import sample
from codex_agent.demo.config import client_config
from codex_agent.demo.gemini.server import ScriptedGemini
from codex_agent.demo.gemini.settings import client_environment, client_settings
from codex_agent.demo.script import Gate, Items, Patch, Reply, Sequence, Shell, Text, Usage
from codex_agent.demo.server import ScriptedServer

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "jobs.svg"
COLUMNS = 138
COMMAND = [sys.executable, "-I", "-m", "codex_agent"]
SCOUT, IMPLEMENTER, REVIEWER, CRITIC = "W1 Scout", "W2 Implementer", "W3 Reviewer", "W4 Critic"
WORDS = {
    SCOUT: ["Find where the total is computed and who uses it.", "-s", "read-only"],
    IMPLEMENTER: ["Make total() respect quantities.", "-s", "workspace-write", "--worktree"],
    REVIEWER: ["Review receipt() for correctness.", "-s", "read-only"],
    CRITIC: ["What is wrong with total()? One sentence.", "--provider", "gemini"],
}
WAITED_FOR = (SCOUT, CRITIC)


def main() -> None:
    """Two of the agents have ended, two are at a gate, when the picture is taken."""
    gate = Gate(Text("done"))
    usage = Usage(23_400, 18_000, 900, 300)
    patch = Patch(sample.PATCH, usage=usage)
    parts: dict[str, Reply] = {
        SCOUT: Text("total() in orders.py:6; receipt() and the test use it.", usage=Usage(14_200, 9_000, 410, 200)),
        IMPLEMENTER: Sequence([patch, gate]),
        REVIEWER: Sequence([Items([Shell("cat orders.py")], usage=usage), gate]),
    }
    with ScriptedServer() as codex, ScriptedGemini() as gemini, tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        codex.script = lambda request: next(parts[name] for name in parts if WORDS[name][0] in request.last_user_text)
        gemini.script = lambda _: Text("It adds prices and leaves the quantities out.", usage=Usage(8_100, 0, 60, 20))
        home = Path(folder)
        env = {
            "HOME": folder,
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "CODEX_AGENT_TMUX": "false",
            **client_environment(gemini.base_url),
        }
        for name, text in (
            (".codex/config.toml", client_config(codex.base_url)),
            (".gemini/settings.json", client_settings()),
        ):
            (home / name).parent.mkdir()
            (home / name).write_text(text)
        shop = home / "shop"
        sample.write(shop, env)

        def call(*words: str) -> str:
            done = subprocess.run([*COMMAND, *words], cwd=shop, env=env, check=True, capture_output=True, text=True)
            return done.stdout

        try:
            ids = {
                name: json.loads(call("start", *words, "--name", name, "--json"))["job"]["id"]
                for name, words in WORDS.items()
            }
            gate.await_arrivals(2)
            call("await-turn", *(ids[name] for name in WAITED_FOR))
            screen = pexpect.run(
                " ".join([*COMMAND, "jobs"]),
                env={**env, "COLUMNS": str(COLUMNS)},
                cwd=str(shop),
                dimensions=(40, COLUMNS),
            )
            draw("$ codex-agent jobs\n" + screen.decode().replace("\r", ""))
        finally:
            gate.open()
            call("kill", "--all")


def draw(text: str) -> None:
    with open(os.devnull, "w") as nothing:
        console = Console(record=True, width=COLUMNS, file=nothing)
        console.print(Line.from_ansi(text.rstrip()), soft_wrap=True)
    PICTURE.parent.mkdir(exist_ok=True)
    picture = console.export_svg(title="codex-agent")
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL))  # no fonts from elsewhere


if __name__ == "__main__":
    main()
