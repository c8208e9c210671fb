"""Where one measure takes place: a home of its own, a supervisor of its own, a scripted model and the real client."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

import psutil

from codex_agent import processes
from codex_agent.demo.config import client_config
from codex_agent.demo.request import Request
from codex_agent.demo.script import Gate, Reply, Text
from codex_agent.demo.server import ScriptedServer
from codex_agent.demo.wire import Action
from codex_agent.jobs import Identity
from codex_agent.paths import Home
from codex_agent.providers.codex import binary

COMMAND = (sys.executable, "-I", "-m", "codex_agent")


def answer(_: Request) -> Reply:
    return Text("answer")


class TimedServer(ScriptedServer):
    """Knows when it had written the last byte of its newest answer (`time.time`)."""

    sent_at = 0.0

    def _answer(self, request: Request) -> Iterable[Action]:
        yield from super()._answer(request)
        self.sent_at = time.time()


class Ground:
    """A context manager; at its end no process of it is left. `root` is removed by the one who made it."""

    def __init__(self, root: Path, clients: Path) -> None:
        self.root = root
        self.home = Home(root / "state")
        self.workspace = root / "ws"
        self.server = TimedServer(answer)
        self.env = {
            "HOME": str(root),
            "PATH": os.pathsep.join([str(clients), os.environ.get("PATH", os.defpath)]),
            "LANG": "C.UTF-8",
            "CODEX_AGENT_HOME": str(self.home.root),
            "CODEX_AGENT_TMUX": "false",
        }

    def __enter__(self) -> Self:
        for folder in (self.workspace, self.root / ".codex"):
            folder.mkdir(parents=True)
        self.server.start()
        (self.root / ".codex" / "config.toml").write_text(client_config(self.server.base_url, fast_fail=True))
        self.native = str(binary.find(self.env).path)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            self.run("kill", "--all")
        with contextlib.suppress(OSError, ValueError):
            self.kill_supervisor()
        for path in self.home.servers_dir.glob("*.pid"):
            for pid in path.read_text().split():
                if (who := processes.identify(int(pid))) is not None:
                    processes.kill_and_wait(who, timeout_s=5.0)
        self.server.close()

    def run(self, *words: str) -> str:
        return subprocess.run(
            [*COMMAND, *words],
            cwd=self.workspace,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def start(self) -> str:
        """A new job's id."""
        return self.run("start", "hello", "-s", "read-only").split()[2]

    def start_and_wait(self) -> None:
        self.run("start", "-w", "hello", "-s", "read-only")

    def bare(self) -> None:
        """The same prompt to the native client, without any of ours."""
        words = [self.native, "exec", "--json", "--skip-git-repo-check", "-s", "read-only", "-"]
        subprocess.run(words, input=b"hello", cwd=self.workspace, env=self.env, capture_output=True, check=True)

    def awaiting(self, job: str) -> subprocess.Popen[bytes]:
        """An `await-turn` that has come to rest on its socket."""
        words = [*COMMAND, "await-turn", job]
        waiting = subprocess.Popen(words, cwd=self.workspace, env=self.env, stdout=subprocess.DEVNULL)
        process, before = psutil.Process(waiting.pid), -1.0
        while waiting.poll() is None:
            now = sum(process.cpu_times()[:2])
            if now == before and process.net_connections("unix"):
                break
            before = now
            time.sleep(0.1)  # set-up, outside of every figure
        return waiting

    @contextlib.contextmanager
    def held(self) -> Iterator[Gate]:
        """Every answer waits until the gate opens, at the end at the latest."""
        gate = Gate(Text("answer"))
        self.server.script = lambda _: gate
        try:
            yield gate
        finally:
            gate.open()
            self.server.script = answer

    def supervisor(self) -> psutil.Process:
        return psutil.Process(int(self.home.lock.read_text().split()[0]))

    def kill_supervisor(self) -> None:
        pid, start = self.home.lock.read_text().split()
        processes.kill_and_wait(Identity(int(pid), start), timeout_s=5.0)
