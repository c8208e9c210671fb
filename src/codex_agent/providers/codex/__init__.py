"""The Codex CLI as a provider: one `codex exec` process for each turn."""

from __future__ import annotations

import shlex
import threading
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from codex_agent.errors import AgentError
from codex_agent.events import Event, TurnFailed
from codex_agent.providers.base import Installed, NotifyHook, Prepared, ThreadClient
from codex_agent.providers.binary import Binary
from codex_agent.providers.codex import (
    binary,
    catalogue,
    command,
    exec_events,
    faults,
    interactive,
    resets,
    rollout,
    settings,
    validation,
)
from codex_agent.providers.codex.toml import toml_string
from codex_agent.providers.models import Catalogue
from codex_agent.specs import JobSpec

# Sending metrics holds the exit of the client for 10 s where a firewall drops them; a follow-up has to wait for that exit.
_NO_METRICS = 'otel.metrics_exporter="none"'
_versions: dict[tuple[str, int, int], str | None] = {}
_probing = threading.Lock()  # many starts at once on a cold cache run the client once


class CodexProvider:
    """See `Provider`. Stateless; caches by what was read."""

    name = "openai"
    own_names = ("Codex", "ChatGPT", "GPT", "OpenAI")
    mount_points = (".agents", ".aws", ".codex")
    default_sandbox = "workspace-write"
    reasoning_key = validation.REASONING_KEY

    @property
    def threads(self) -> ThreadClient:
        return interactive

    def home_variables(self, client_home: str) -> Mapping[str, str]:
        return {"CODEX_HOME": client_home}

    def check(self, spec: JobSpec, env: Mapping[str, str]) -> Prepared:
        validation.check_paths(spec)
        validation.check_sandbox(spec)
        pairs = validation.check_config(spec)
        validation.check_approvals(spec, pairs)
        home = settings.client_home(env, spec.client_home)
        user = settings.read(home, spec.profile)
        # A worktree is trusted no more than the folder for which it stands.
        trust = settings.trusts(user, spec.cwd) and settings.trusts(user, spec.place)
        program = binary.find(env)
        with _probing:
            _check_version(program, env, interactive=spec.mode == "interactive")
            if spec.fork_thread is not None and spec.mode == "exec" and not binary.can_fork(program, env):
                raise AgentError("cannot_fork", "this codex has no `codex exec fork`", hint=f"{binary.INSTALL}@latest")
            models = _catalogue(spec, program, home, env, user)
        project = settings.project_model(spec.cwd) if trust else None
        effective = validation.choose_model(spec.model, _configured(pairs, "model"), project, user, models)
        model = models.find(effective)
        reasoning = None
        if spec.reasoning is not None or validation.REASONING_KEY not in pairs:
            reasoning = validation.choose_reasoning(spec.reasoning, model, models)
        return Prepared(
            argv0=(program.path,),
            env={**program.env, "CODEX_HOME": home} if spec.client_home else dict(program.env),
            client_home=home,
            user_notify=user.notify,
            model=spec.model,
            reasoning=reasoning,
            effective_model=effective,
            context_window=model.context_window if model else None,
            trust=trust,
            config=_config(user),
            upgrades={model.slug: model.upgrade for model in models.models if model.upgrade},
            profile=settings.profile_values(home, spec.profile) if spec.profile else {},
            notices=_notices(user, models),
        )

    def installed(self, env: Mapping[str, str]) -> Installed:
        program = binary.find(env)
        version, minimum = binary.version(program, env), ".".join(map(str, binary.MIN_VERSION))
        found = Installed(program.path, version, minimum)
        if version is None:
            return replace(found, problem=f"{program.path} does not run", fix=binary.INSTALL)
        if binary.is_too_old(version):
            words = f"codex {version} is too old, {minimum} or later is needed"
            return replace(found, problem=words, fix=f"{binary.INSTALL}@latest")
        try:
            home = settings.client_home(env)
            damage = settings.read(home, None).damage
            if damage and not catalogue.read(program, home, env, own_list=True).models:
                return replace(found, problem=damage, fix="correct that file; codex cannot start with it")
        except AgentError as error:
            return replace(found, problem=error.message, fix=error.hint)
        return found

    def catalogue(self, env: Mapping[str, str]) -> tuple[Catalogue, str | None]:
        program, home = binary.find(env), settings.client_home(env)
        user = settings.read(home, None)
        models = catalogue.read(program, home, env, own_list=user.own_list or user.damage is not None)
        return models, user.model or (models.default.slug if models.default else None)

    def client_command(self, prepared: Prepared, spec: JobSpec, place: Path, env: Mapping[str, str]) -> str | None:  # noqa: ARG002
        elsewhere = prepared.client_home != settings.client_home({"HOME": env["HOME"]} if "HOME" in env else {})
        home = f"CODEX_HOME={shlex.quote(prepared.client_home)} " if elsewhere else ""
        profile = f"-p {shlex.quote(spec.profile)} " if spec.profile else ""
        return f"{home}{shlex.quote(env.get(binary.OVERRIDE) or 'codex')} resume {profile}{{thread}}"

    def as_text(self, prompt: str, spec: JobSpec, schema: str | None) -> str:  # noqa: ARG002 - the client changes nothing
        return prompt

    def arrange(self, prepared: Prepared, place: Path) -> Mapping[str, str]:  # noqa: ARG002 - it needs nothing on disk
        return {}

    def command(
        self, prepared: Prepared, spec: JobSpec, *, thread_id: str | None, notify: NotifyHook, schema: str | None = None
    ) -> tuple[str, ...]:
        return command.build(prepared, spec, thread_id=thread_id, notify=notify, schema=schema)

    def parse(self, line: bytes) -> tuple[Event, ...]:
        return exec_events.parse(line)

    def find_rollout(self, client_home: str, thread_id: str, place: Path) -> str | None:  # noqa: ARG002 - in its own home
        return rollout.find(client_home, thread_id)

    def inherited_bytes(self, record: str) -> int:  # noqa: ARG002 - it points at the other thread
        return 0

    def forget(self, client_home: str, thread_id: str, place: Path) -> None:
        """Nothing: the thread is the client's."""

    def parse_rollout(self, line: bytes) -> tuple[Event, ...]:
        return rollout.parse(line)

    def resets_at(self, message: str, limits: Any, now: float) -> float | None:
        return resets.resets_at(message, limits, now)

    def explain_exit(self, exit_code: int | None, stderr: str, last_notice: str | None) -> TurnFailed:
        return faults.explain_exit(exit_code, stderr, last_notice)


def _catalogue(spec: JobSpec, program: Binary, home: str, env: Mapping[str, str], user: settings.Settings) -> Catalogue:
    """Current enough to know the model that was asked for. Raises if the client cannot read its own configuration."""
    models = catalogue.read(program, home, env, own_list=user.own_list or user.damage is not None)
    if not models.models and user.damage:
        raise AgentError("bad_client_config", user.damage, hint="correct that file; codex cannot start with it")
    if spec.model and not validation.is_known(spec.model, user, models):
        return catalogue.refresh(program, home, env)
    return models


def _config(user: settings.Settings) -> tuple[str, ...]:
    """What every process of the client is told. An agent of ours works and does not orchestrate: it sees no skill and no hook of ours."""
    pairs = [] if user.own_metrics else [_NO_METRICS]
    if user.own_plugins:
        # An inline table is merged with the user's; the other plugins stay.
        entries = ",".join(f"{toml_string(plugin)}={{enabled=false}}" for plugin in user.own_plugins)
        pairs.append(f"plugins={{{entries}}}")
    return tuple(pairs)


def _notices(user: settings.Settings, models: Catalogue) -> tuple[str, ...]:
    notices = []
    if user.damage:
        notices.append(f"read in part: {user.damage}")
    if not models.models:
        notices.append("codex lists no models: model and reasoning were not checked")
    return tuple(notices)


def _check_version(program: Binary, env: Mapping[str, str], *, interactive: bool) -> None:
    """Refuse a client below the minimum. One that does not tell its version is taken."""
    key = program.identity
    if key not in _versions:
        _versions[key] = binary.version(program, env)
    found = _versions[key]
    minimum = binary.MIN_INTERACTIVE if interactive else binary.MIN_VERSION
    if found and binary.is_too_old(found, minimum):
        what = "--interactive: " if interactive and not binary.is_too_old(found) else ""
        raise validation.too_old(f"{what}codex {found}", minimum)


def _configured(pairs: Mapping[str, str], key: str) -> str | None:
    """A `-c` value as the client reads it: TOML, or the raw text if it is none."""
    if key not in pairs:
        return None
    try:
        value = tomllib.loads(f"value = {pairs[key]}")["value"]
    except ValueError:
        value = pairs[key]
    return value if isinstance(value, str) else None
