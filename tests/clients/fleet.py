"""The installed command on real agents: what the client tests drive. Everything it starts ends with `close`."""

from __future__ import annotations

import contextlib
import json
import random
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from codex_agent import client, processes
from codex_agent.cli import fresh
from codex_agent.errors import AgentError
from codex_agent.jobs import Identity
from codex_agent.paths import Home

COMMAND = [sys.executable, "-I", "-m", "codex_agent"]


def folder_for_path(home: Path) -> Path:
    """A new folder `bin` in that home, in which the command has its name."""
    folder = home / "bin"
    folder.mkdir()
    launcher = folder / "codex-agent"
    launcher.write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n')
    launcher.chmod(0o755)
    return folder


class Fleet:
    """Runs `codex-agent` with a clean environment in one home; safe from several threads."""

    def __init__(self, env: dict[str, str], cwd: Path) -> None:
        self.env = {**env, "CODEX_AGENT_TMUX": "false"}
        self.cwd = cwd
        self.home = Home(Path(env["CODEX_AGENT_HOME"]))
        self.ended = 0  # commands that came to their end

    def run(self, *arguments: str, stdin: bytes | None = None, **env: str) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=stdin if stdin is not None else b"",
            cwd=self.cwd,
            env={**self.env, **env},
            capture_output=True,
            timeout=120,
            check=False,
        )
        self.ended += 1
        return done

    def popen(self, *arguments: str) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [*COMMAND, *arguments], cwd=self.cwd, env=self.env, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe
        )

    def json(self, *arguments: str, **options: Any) -> dict[str, Any]:
        """The one object that a command prints with --json."""
        done = self.run(*arguments, "--json", **options)
        data: dict[str, Any] = json.loads(done.stdout)
        return data

    def unread(self) -> set[str]:
        """The jobs with an answer that nobody has read."""
        return {entry["id"] for entry in self.json("jobs")["jobs"] if entry["unread"]}

    def is_read(self, *jobs: str, timeout_s: float = 60) -> bool:
        """Who prints an answer tells the supervisor and leaves; the supervisor notes it in its own time."""
        deadline = time.monotonic() + timeout_s
        while self.unread().intersection(jobs):
            if time.monotonic() > deadline:
                return False
        return True

    def start(self, prompt: str, *flags: str) -> str:
        """A started job's id; fails with the command's own words."""
        done = self.run("start", *flags, "--prompt-file", "-", stdin=prompt.encode())
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().split()[2]

    def supervisor(self) -> Identity | None:
        """The supervisor that the lock file names, if it lives."""
        try:
            pid, start = self.home.lock.read_text().split()
        except (OSError, ValueError):
            return None
        who = Identity(int(pid), start)
        return who if processes.lives(who) else None

    def signal_supervisor(self, number: signal.Signals) -> bool:
        return processes.send_signal(self.supervisor(), number)

    @contextmanager
    def mortal_supervisors(self, shortest_s: float, longest_s: float) -> Iterator[list[int]]:
        """Supervisors are killed at random moments meanwhile (the moments are the test, no synchronisation); yields a list of them.

        The moments lie further apart with each kill since a command last came to its end: where a machine is so busy that no
        supervisor comes up within `longest_s`, one still does at last.
        """
        over, killed, moments = threading.Event(), [], random.Random(7)

        def kill() -> None:
            ended, vain = self.ended, 0
            while not over.wait(moments.uniform(shortest_s, longest_s * (1 + vain / 4))):
                if self.signal_supervisor(signal.SIGKILL):
                    killed.append(1)
                    vain = vain + 1 if self.ended == ended else 0
                    ended = self.ended

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            yield killed
        finally:
            over.set()
            killer.join()

    def close(self) -> None:
        """End what is left: agents first, then the supervisor, each by its own identity."""
        if self.supervisor() is not None:
            self._end_jobs()
        who = self.supervisor()
        if who is not None:
            processes.send_signal(who, signal.SIGCONT)
            processes.kill_and_wait(who, 5.0)
        for server, shim in self._served():
            processes.send_signal(server, signal.SIGCONT)
            processes.kill_and_wait(server, 5.0)
            if shim is not None:
                processes.wait_gone(shim, 5.0)

    def stored(self) -> list[str]:
        """Every job that there is a record of, without a process to ask for it."""
        with fresh.opened(self.home) as store:
            return [job.id for job in store.list_jobs()] if store else []

    def _end_jobs(self) -> None:
        """As `codex-agent kill` does, without a process for it: also what takes its time to leave after its answer.

        Where a test has broken the store, this does nothing, and `no_process_left` tells of what is left.
        """
        with contextlib.suppress(AgentError), fresh.opened(self.home) as store:
            if store is None:
                return
            fresh.fold_all(self.home, store)
            if jobs := store.live_jobs():
                client.call(self.home, "kill", jobs=jobs)

    def servers(self) -> list[Identity]:
        """The app-servers that live."""
        return [server for server, _ in self._served()]

    def _served(self) -> list[tuple[Identity, Identity | None]]:
        """Each app-server that lives, and its shim, by the pid files of the shims."""
        found = []
        for path in self.home.servers_dir.glob("*.pid"):
            with contextlib.suppress(FileNotFoundError):  # it ends just now
                pids = [int(pid) for pid in path.read_text().split()]
                shim, server = map(processes.identify, pids) if len(pids) == 2 else (None, None)
                if server is not None and processes.marks(server.pid).get(processes.JOB_MARK) == path.stem:
                    found.append((server, shim))
        return found
