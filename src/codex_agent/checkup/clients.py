"""The clients: installed, new enough, logged in, able to sandbox what they run."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace

from codex_agent import providers
from codex_agent.checkup.finding import Finding, broken
from codex_agent.errors import AgentError
from codex_agent.providers.base import Installed
from codex_agent.providers.codex import binary, settings


def codex(env: Mapping[str, str]) -> Finding:
    """The client without which no job of ours is likely to run."""
    try:
        found = providers.agent("openai").installed(env)
    except AgentError as error:
        return broken("codex", error)
    finding = _client("codex", found, needed=True)
    paths = {"path": shutil.which("codex", path=env.get("PATH")), "native": found.path}
    return replace(finding, details={**finding.details, **paths})


def optional_client(provider: str, env: Mapping[str, str]) -> Finding:
    """A further client: missing, it is no failure."""
    try:
        return _client(provider, providers.agent(provider).installed(env), needed=False)
    except AgentError:
        details = {"path": None, "version": None, "minimum": None, "auth": None}
        return Finding(provider, "not installed, optional", details=details)


def _client(name: str, found: Installed, *, needed: bool) -> Finding:
    value = f"{found.version or 'unknown version'} ({found.path}){f', login: {found.auth}' if found.auth else ''}"
    details = {"path": found.path, "version": found.version, "minimum": found.minimum, "auth": found.auth}
    return Finding(name, value, found.problem, found.fix, needed=needed, details=details)


def client_of(provider: str, env: Mapping[str, str]) -> Finding:
    """The check of that provider's client, for a command that needs it. Raises for an unknown name and a missing client."""
    found = providers.agent(provider).installed(env)
    return _client("codex" if provider == "openai" else provider, found, needed=True)


def login(env: Mapping[str, str]) -> Finding:
    """Whether Codex has credentials. Not asked for where the user's own model provider is another than OpenAI's."""
    try:
        program = binary.find(env)
        provider = settings.read(settings.client_home(env), None).model_provider
    except AgentError:
        return Finding("login", "", "not known without a working codex", "codex login", needed=True)
    if provider not in (None, "openai"):
        return Finding("login", f"not needed: model provider {provider}", needed=True)
    logged_in, words = binary.login_status(program, env)
    if logged_in or env.get("CODEX_API_KEY"):
        return Finding("login", words if logged_in else "CODEX_API_KEY is set", needed=True)
    return Finding("login", "", f"codex has no credentials ({words})", binary.login_command(env), needed=True)


def sandbox(env: Mapping[str, str]) -> Finding:
    """Whether Codex can sandbox commands here. Agents without one can still be started, so it is not needed."""
    try:
        problem = binary.sandbox_problem(binary.find(env), env)
    except AgentError:
        return Finding("sandbox", "", "not known without a working codex", binary.INSTALL)
    if problem is None:
        return Finding("sandbox", "commands can be sandboxed")
    fix = "allow user namespaces here; inside a container that is a sandbox itself: -s danger-full-access"
    return Finding("sandbox", "", f"codex cannot sandbox commands on this machine: {problem}", fix)
