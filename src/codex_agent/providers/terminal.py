"""A command in a background terminal, as a provider: its client is our own holder (`codex_agent.terminal`)."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codex_agent.errors import ErrorClass, usage_error
from codex_agent.events import Event, Matched, Message, TurnCompleted, TurnFailed, TurnStarted
from codex_agent.providers.base import Installed, NotifyHook, Prepared, ThreadClient
from codex_agent.providers.models import Catalogue
from codex_agent.specs import JobSpec

SIGNALLED = 128


class TerminalProvider:
    """See `Provider`. A terminal has no thread, no model and no turns but one."""

    name = "terminal"
    own_names: tuple[str, ...] = ()
    mount_points: tuple[str, ...] = ()
    default_sandbox = "none"
    reasoning_key: str | None = None

    @property
    def threads(self) -> ThreadClient | None:
        return None

    def home_variables(self, client_home: str) -> Mapping[str, str]:  # noqa: ARG002
        return {}

    def installed(self, env: Mapping[str, str]) -> Installed:  # noqa: ARG002
        return Installed(sys.executable, None, "")

    def catalogue(self, env: Mapping[str, str]) -> tuple[Catalogue, str | None]:  # noqa: ARG002
        return Catalogue(), None

    def client_command(self, prepared: Prepared, spec: JobSpec, place: Path, env: Mapping[str, str]) -> str | None:  # noqa: ARG002
        return None

    def as_text(self, prompt: str, spec: JobSpec, schema: str | None) -> str:  # noqa: ARG002
        return prompt

    def arrange(self, prepared: Prepared, place: Path) -> Mapping[str, str]:  # noqa: ARG002
        return {}

    def check(self, spec: JobSpec, env: Mapping[str, str]) -> Prepared:
        if not Path(spec.cwd).is_dir():
            raise usage_error("no_such_folder", f"--dir {spec.cwd!r} is not an existing folder")
        if not spec.argv:
            raise usage_error("no_command", "no command", "codex-agent run -- CMD ARG...")
        program = spec.argv[0]
        path = os.path.join(spec.cwd, program) if os.sep in program else program
        if shutil.which(path, path=env.get("PATH", os.defpath)) is None:
            raise usage_error("no_such_command", f"no such program: {program}", "a shell line goes as: sh -c 'LINE'")
        return Prepared(
            argv0=(sys.executable, "-I", "-m", "codex_agent.terminal"),
            env={},
            client_home="",
            user_notify=(),
            model=None,
            reasoning=None,
            effective_model=None,
            context_window=None,
        )

    def command(
        self,
        prepared: Prepared,
        spec: JobSpec,
        *,
        thread_id: str | None,  # noqa: ARG002
        notify: NotifyHook,
        schema: str | None = None,  # noqa: ARG002 - a command prints what it likes
    ) -> tuple[str, ...]:
        return (*prepared.argv0, notify.home, notify.job, spec.until or "", "--", *spec.argv)

    def parse(self, line: bytes) -> tuple[Event, ...]:
        try:
            data = json.loads(line)
        except ValueError:
            return ()
        kind = data.get("type") if isinstance(data, dict) else None
        if kind == "started":
            return (TurnStarted(),)
        if kind == "matched":
            return (Matched(str(data.get("line"))),)
        if kind != "exited":
            return ()
        code = int(data.get("exit_code", 1))
        ending = TurnCompleted() if code == 0 else TurnFailed(_words(code), ErrorClass.OTHER, None)
        return (Message(str(data.get("screen"))), ending)

    def find_rollout(self, client_home: str, thread_id: str, place: Path) -> str | None:  # noqa: ARG002
        return None

    def inherited_bytes(self, record: str) -> int:  # noqa: ARG002
        return 0

    def forget(self, client_home: str, thread_id: str, place: Path) -> None:
        """Nothing: there is no thread."""

    def parse_rollout(self, line: bytes) -> tuple[Event, ...]:  # noqa: ARG002
        return ()

    def resets_at(self, message: str, limits: Any, now: float) -> float | None:  # noqa: ARG002
        return None

    def explain_exit(self, exit_code: int | None, stderr: str, last_notice: str | None) -> TurnFailed:  # noqa: ARG002
        last = stderr.strip().rpartition("\n")[2]
        words = f"the terminal's holder ended before its command did{f': {last}' if last else ''}"
        return TurnFailed(words, ErrorClass.CRASHED, "codex-agent run starts it again")


def _words(code: int) -> str:
    if code > SIGNALLED:
        return f"the command ended with {code}: by signal {code - SIGNALLED}, or as one that was"
    return f"the command exited with {code}"
