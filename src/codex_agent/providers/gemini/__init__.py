"""The Gemini CLI as a provider: one headless `gemini` process for each turn."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from codex_agent.errors import AgentError
from codex_agent.events import Event, TurnFailed
from codex_agent.providers.base import Installed, NotifyHook, Prepared, ThreadClient
from codex_agent.providers.gemini import (
    binary,
    catalogue,
    command,
    exec_events,
    faults,
    private_home,
    prompting,
    session_record,
    settings,
    validation,
)
from codex_agent.providers.models import Catalogue
from codex_agent.specs import JobSpec

_NOTICES = {
    "read-only": "read-only: gemini gets no tool that writes or runs commands; there is no sandbox of the system around it,"
    " and MCP servers and hooks of your own still run",
    "workspace-write": "workspace-write: gemini edits files below the folder without asking (auto_edit) and runs no commands;"
    " there is no sandbox of the system around it, and MCP servers and hooks of your own still run",
    "danger-full-access": "danger-full-access: gemini uses every tool without asking (yolo), commands included;"
    " nothing on this machine is protected from it",
}


_probing = threading.Lock()  # many starts at once on a cold cache run the client once


class GeminiProvider:
    """See `Provider`. Stateless. Its agents live in a home of ours: see `private_home`."""

    name = "gemini"
    own_names = ("Gemini", "Google")
    mount_points: tuple[str, ...] = ()
    default_sandbox = "read-only"
    reasoning_key: str | None = None

    @property
    def threads(self) -> ThreadClient | None:
        return None

    def home_variables(self, client_home: str) -> Mapping[str, str]:
        return {settings.HOME: client_home}

    def check(self, spec: JobSpec, env: Mapping[str, str]) -> Prepared:
        validation.check(spec)
        home = settings.client_home(env, spec.client_home)
        user = settings.read(home)
        if settings.distrusts(home, env, spec.cwd):
            hint = "trust it: run gemini in that folder by hand, /permissions"
            raise AgentError("untrusted", f"your Gemini settings say that {spec.cwd} is not to be trusted", hint=hint)
        if spec.fork_thread is not None and not (spec.fork_record and Path(spec.fork_record).is_file()):
            words = f"the session {spec.fork_thread} is gone, so there is no history to begin with"
            raise AgentError("no_record", words, hint="start a new job")
        program = binary.find(env)
        found = binary.version(program, env)
        if found and binary.is_too_old(found):
            raise AgentError("gemini_too_old", _too_old(found), hint=f"{binary.INSTALL}@latest")
        own = (user.model, env.get("GEMINI_MODEL"))
        if spec.model and spec.model not in (*catalogue.ALIASES, *own):
            with _probing:
                validation.check_model(spec.model, catalogue.read(program, env), own)
        return Prepared(
            argv0=(program.path,),
            env={**program.env, "GEMINI_CLI_TRUST_WORKSPACE": "true"},  # trust is for this run alone
            client_home=home,
            user_notify=(),
            model=spec.model,
            reasoning=None,
            effective_model=spec.model or env.get("GEMINI_MODEL") or user.model or "auto",
            context_window=None,  # the client does not tell
            notices=(_NOTICES[spec.sandbox],),
        )

    def installed(self, env: Mapping[str, str]) -> Installed:
        program = binary.find(env)
        version, minimum = binary.version(program, env), ".".join(map(str, binary.MIN_VERSION))
        found = Installed(program.path, version, minimum)
        if version and binary.is_too_old(version):
            return replace(found, problem=_too_old(version), fix=f"{binary.INSTALL}@latest")
        try:
            auth = settings.auth_words(settings.read(settings.client_home(env)), env)
        except AgentError as error:
            return replace(found, problem=error.message, fix=error.hint)
        if auth is None:
            return replace(
                found, problem="gemini has no way to log in", fix="run gemini once by hand, or set GEMINI_API_KEY"
            )
        return replace(found, auth=auth)

    def catalogue(self, env: Mapping[str, str]) -> tuple[Catalogue, str | None]:
        own = env.get("GEMINI_MODEL") or settings.read(settings.client_home(env)).model
        models = catalogue.read(binary.find(env), env)
        return models, own or (models.default.slug if models.default else None)

    def client_command(self, prepared: Prepared, spec: JobSpec, place: Path, env: Mapping[str, str]) -> str | None:
        home = private_home.place_of(place, prepared.client_home)
        program = shlex.quote(env.get(binary.OVERRIDE) or "gemini")
        return f"cd {shlex.quote(spec.cwd)} && {settings.HOME}={shlex.quote(str(home))} {program} --resume {{thread}}"

    def as_text(self, prompt: str, spec: JobSpec, schema: str | None) -> str:
        return prompting.as_text(prompting.with_schema(prompt, schema), (spec.cwd, *spec.add_dirs))

    def arrange(self, prepared: Prepared, place: Path) -> Mapping[str, str]:
        user = settings.read(prepared.client_home)
        return {settings.HOME: str(private_home.arrange(place, prepared.client_home, user))}

    def command(
        self,
        prepared: Prepared,
        spec: JobSpec,
        *,
        thread_id: str | None,
        notify: NotifyHook,  # noqa: ARG002 - the client calls none; its `result` is the word
        schema: str | None = None,  # noqa: ARG002 - it stands in the prompt
    ) -> tuple[str, ...]:
        return command.build(prepared, spec, thread_id=thread_id)

    def parse(self, line: bytes) -> tuple[Event, ...]:
        return exec_events.parse(line)

    def find_rollout(self, client_home: str, thread_id: str, place: Path) -> str | None:
        return session_record.find(private_home.place_of(place, client_home) / settings.FOLDER, thread_id)

    def inherited_bytes(self, record: str) -> int:
        return session_record.imported_bytes(Path(record))

    def forget(self, client_home: str, thread_id: str, place: Path) -> None:
        for path in session_record.files(private_home.place_of(place, client_home) / settings.FOLDER, thread_id):
            path.unlink(missing_ok=True)

    def parse_rollout(self, line: bytes) -> tuple[Event, ...]:
        return session_record.parse(line)

    def resets_at(self, message: str, limits: Any, now: float) -> float | None:  # noqa: ARG002
        return faults.resets_at(message, now)

    def explain_exit(self, exit_code: int | None, stderr: str, last_notice: str | None) -> TurnFailed:
        return faults.explain_exit(exit_code, stderr, last_notice)


def _too_old(version: str) -> str:
    return f"gemini {version} is too old; {'.'.join(map(str, binary.MIN_VERSION))} or later is needed"
