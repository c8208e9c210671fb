"""`codex-agent demo`: three real Codex agents on a sample repository, against a scripted model on this machine.

Everything lives in one temporary folder with a HOME of its own: neither the user's Codex nor the user's jobs are touched. The
commands that a person would type are run and shown as they are.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from codex_agent import processes
from codex_agent.demo import sample
from codex_agent.demo.cast import PARTS, Part, script
from codex_agent.demo.config import client_config
from codex_agent.demo.server import ScriptedServer
from codex_agent.errors import AgentError
from codex_agent.jobs import Identity
from codex_agent.paths import Home
from codex_agent.providers.codex import binary

Say = Callable[[str], None]  # called from several threads
COMMAND = [sys.executable, "-I", "-m", "codex_agent"]
FOLDERS = ("/var/tmp", "/tmp")  # noqa: S108 - mkdtemp below; codex warns in /tmp, so that one comes second


def run(say: Say) -> dict[str, Any]:
    """The whole show; returns the jobs and the change. Raises when Codex is missing or an agent did not do what it should.

    Leaves nothing behind, Ctrl-C included.
    """
    binary.find(os.environ)
    with _stage() as demo:
        return {"jobs": demo.play(say), "diff": demo.diff()}


@contextlib.contextmanager
def _stage() -> Iterator[Demo]:
    """The folder, the model and the clean environment; taken down again whatever happens, Ctrl-C included."""
    place = next(folder for folder in FOLDERS if os.access(folder, os.W_OK))
    root = Path(os.path.realpath(tempfile.mkdtemp(prefix="ca-demo-", dir=place)))
    try:
        with ScriptedServer(script) as server:
            demo = Demo(root, server.base_url)
            try:
                yield demo
            finally:
                demo.end()
    finally:
        shutil.rmtree(root, ignore_errors=True)


class Demo:
    """One run in `root`, which is HOME, state home and workspace at once."""

    def __init__(self, root: Path, base_url: str) -> None:
        self.home = Home(root / "state")
        self.shop = root / "shop"
        self.env = {
            "HOME": str(root),
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "CODEX_AGENT_HOME": str(self.home.root),
            "CODEX_AGENT_CONFIG": str(root / "config.toml"),
            "CODEX_AGENT_TMUX": "false",
        }
        if "CODEX_AGENT_CODEX" in os.environ:
            self.env["CODEX_AGENT_CODEX"] = os.environ["CODEX_AGENT_CODEX"]
        (root / ".codex").mkdir()
        (root / ".codex" / "config.toml").write_text(client_config(base_url))
        sample.write(self.shop, self.env)

    def play(self, say: Say) -> list[dict[str, Any]]:
        """Start the three, show what they do while they do it, then what came of it. Returns their `jobs --json` entries."""
        say("Three real Codex agents, a scripted model on this machine, no account.\n")
        problem = binary.sandbox_problem(binary.find(self.env), self.env)
        if problem is not None:
            say(
                f"Codex cannot sandbox commands here ({problem}).\nThe demo goes on without: it touches its own folder alone.\n"
            )
        open_air = "danger-full-access" if problem is not None else None
        ids = [self._start(part, open_air or part.sandbox, say) for part in PARTS]
        say("")
        watchers = [
            threading.Thread(target=self._watch, args=(job, part, say)) for job, part in zip(ids, PARTS, strict=True)
        ]
        for watcher in watchers:
            watcher.start()
        answers = self._call("await-turn", *ids)
        for watcher in watchers:
            watcher.join()
        say(f"\n$ codex-agent await-turn {' '.join(ids)}\n{answers}")
        listed = {job["id"]: job for job in json.loads(self._call("jobs", "--json"))["jobs"]}
        say(f"$ codex-agent jobs\n{self._call('jobs')}")
        say(f"$ git diff\n{self.diff()}")
        self._check([listed[job] for job in ids])
        return [listed[job] for job in ids]

    def _start(self, part: Part, sandbox: str, say: Say) -> str:
        shown = f'codex-agent start "{part.task}" --name "{part.name}" -s {sandbox}'
        said = self._call("start", part.task, "--name", part.name, "-s", sandbox)
        say(f"$ {shown}\n{said.splitlines()[0]}")
        return said.split()[2]

    def _watch(self, job: str, part: Part, say: Say) -> None:
        """The transcript as it grows, each line with whose it is."""
        with subprocess.Popen(
            [*COMMAND, "watch", job],
            cwd=self.shop,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ) as watching:
            for line in watching.stdout or ():
                if line.strip() and not line.startswith(("=== ", "> ", "thread ")):
                    say(f"{part.name:<15} {line.rstrip()[:100]}")

    def diff(self) -> str:
        words = ["git", "--no-pager", "diff", "--no-color"]
        return subprocess.run(words, cwd=self.shop, env=self.env, check=True, capture_output=True, text=True).stdout

    def _check(self, jobs: list[dict[str, Any]]) -> None:
        """Every agent answered, and the implementer's edit is in the file."""
        fixed = "price * quantity" in (self.shop / "orders.py").read_text()
        if not fixed or any(job["status"] != "completed" or not job["summary"] for job in jobs):
            words = "; ".join(f"{job['name']}: {job['status']} {job['error'] or ''}" for job in jobs)
            raise AgentError("demo", f"an agent did not do its part ({words})", hint="codex-agent doctor")

    def _call(self, *words: str) -> str:
        """One of our own commands; its stdout. Raises with its words when it fails."""
        done = subprocess.run(
            [*COMMAND, *words],
            cwd=self.shop,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AgentError("demo", f"codex-agent {words[0]}: {done.stderr.strip()}", hint="codex-agent health")
        return done.stdout

    def end(self) -> None:
        """End the agents and the supervisor of this folder, each by its identity."""
        if self.home.db.exists():
            with contextlib.suppress(AgentError):
                self._call("kill", "--all")
        with contextlib.suppress(OSError, ValueError):
            pid, start = self.home.lock.read_text().split()
            who = Identity(int(pid), start)
            processes.send_signal(who, signal.SIGTERM)
            if not processes.wait_gone(who, 5.0):
                processes.kill_and_wait(who, 5.0)
