"""The real Claude Code with this plugin, cut off from the world: what the plugin's client tests drive.

`run` is one prompt (`-p`); `session` is a conversation that stays open (stream-json on both sides), as an idle session does.
"""

from __future__ import annotations

import json
import subprocess
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

LIMIT_S = 120
PLUGIN = Path(__file__).resolve().parents[2]
STREAM = ("--output-format", "stream-json", "--verbose", "--include-hook-events")
Event = dict[str, Any]


@dataclass(frozen=True)
class ClaudeRun:
    """One `claude -p` that has ended."""

    exit_code: int
    events: list[Event]
    stderr: str

    @property
    def answer(self) -> str:
        return str(self.events[-1].get("result"))

    @property
    def denials(self) -> list[str]:
        """The commands that were not run for want of a permission."""
        return [str(denial["tool_input"].get("command")) for denial in self.events[-1]["permission_denials"]]

    def hooks(self, event: str) -> list[Event]:
        """How the hooks of that event ended."""
        return [one for one in self.events if one.get("subtype") == "hook_response" and one["hook_event"] == event]


class Claude:
    """Runs `claude` with a clean environment in one home; the plugin is this repository."""

    def __init__(self, command: Path, env: dict[str, str], cwd: Path, *, plugin: Path = PLUGIN) -> None:
        self.command = command
        self.env = env
        self.cwd = cwd
        self.plugin = plugin

    def settle(self) -> None:
        """Past the questions of a first start: a person's screen begins at the prompt."""
        seen = {
            "hasTrustDialogAccepted": True,
            "hasCompletedProjectOnboarding": True,
            "projectOnboardingSeenCount": 4,
        }
        state = {
            "hasCompletedOnboarding": True,
            "lastOnboardingVersion": "9.9.9",
            "theme": "dark",
            "customApiKeyResponses": {"approved": ["sk-fake"], "rejected": []},
            "projects": {str(self.cwd): seen},
        }
        (Path(self.env["HOME"]) / ".claude.json").write_text(json.dumps(state))

    def cli(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A subcommand such as `plugin validate`."""
        return subprocess.run(
            [str(self.command), *arguments],
            stdin=subprocess.DEVNULL,
            cwd=self.cwd,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )

    def run(self, prompt: str, *flags: str, cwd: Path | None = None, **env: str) -> ClaudeRun:
        done = subprocess.run(
            [str(self.command), "-p", prompt, "--plugin-dir", str(self.plugin), *STREAM, *flags],
            stdin=subprocess.DEVNULL,
            cwd=cwd or self.cwd,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        return ClaudeRun(done.returncode, [json.loads(line) for line in done.stdout.splitlines() if line], done.stderr)

    def session(self, *flags: str, resume: str = "", **env: str) -> Session:
        """`resume` is the id of an earlier session."""
        words = [
            str(self.command),
            "-p",
            "--plugin-dir",
            str(self.plugin),
            "--input-format",
            "stream-json",
            *STREAM,
            *flags,
        ]
        return Session(words, {**self.env, **env}, self.cwd, resume=resume)

    def one_shot(self, prompt: str, *flags: str, resume: str = "") -> Session:
        """`-p` with its events as they come; nothing can be said to it. `resume` as above."""
        words = [str(self.command), "-p", prompt, "--plugin-dir", str(self.plugin), *STREAM, *flags]
        return Session(words, self.env, self.cwd, resume=resume)


class Session:
    """A conversation that stays open until `close`; as a context manager it closes itself. Events are read in a thread."""

    def __init__(self, words: list[str], env: dict[str, str], cwd: Path, *, resume: str = "") -> None:
        self.id = resume or str(uuid.uuid4())
        pipe, naming = subprocess.PIPE, "--resume" if resume else "--session-id"
        self._process = subprocess.Popen(
            [*words, naming, self.id], cwd=cwd, env=env, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
        self.events: list[Event] = []
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def say(self, text: str) -> None:
        """A message of the user's."""
        assert self._process.stdin
        message = {"type": "user", "message": {"role": "user", "content": text}}
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()

    def await_event(self, wanted: Callable[[Event], bool], *, timeout_s: float = LIMIT_S) -> Event:
        """The first such event, also one that came before."""
        with self._changed:
            found: list[Event] = []

            def look() -> bool:
                found[:] = [event for event in self.events if wanted(event)][:1]
                return bool(found)

            if not self._changed.wait_for(look, timeout_s):
                raise TimeoutError(f"no such event within {timeout_s} s: {[e.get('type') for e in self.events]}")
            return found[0]

    def await_results(self, count: int, *, timeout_s: float = LIMIT_S) -> list[Event]:
        """Wait until so many turns have ended."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.results()) >= count, timeout_s):
                raise TimeoutError(f"{len(self.results())} of {count} turns ended within {timeout_s} s")
            return self.results()

    def results(self) -> list[Event]:
        return [event for event in self.events if event.get("type") == "result"]

    def close(self) -> int:
        """End the input, which ends the client once it is idle; the exit code."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            code = self._process.wait(LIMIT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        finally:
            self._leave()
        return code

    def kill(self) -> None:
        """End the client from outside, as a crash would."""
        self._process.kill()
        self._process.wait()
        self._leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self.close()

    def _leave(self) -> None:
        self._reader.join(10)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            event = json.loads(line)
            with self._changed:
                self.events.append(event)
                self._changed.notify_all()
