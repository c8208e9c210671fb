"""Is everything there that a job needs? Each check looks at one thing and returns a finding; nothing is started or repaired."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from codex_agent import providers
from codex_agent.checkup.clients import client_of, codex, login, optional_client, sandbox
from codex_agent.checkup.finding import Finding
from codex_agent.checkup.machine import command, host, python, tmux
from codex_agent.checkup.state import config_file, live_jobs, queue, state_home, supervisor
from codex_agent.paths import Home

__all__ = [
    "Finding", "client_of", "codex", "command", "config_file", "examine", "host", "live_jobs", "login", "optional_client",
    "python", "queue", "sandbox", "state_home", "supervisor", "tmux",
]  # fmt: skip


def examine(home: Home, env: Mapping[str, str]) -> list[Finding]:
    """Every check, in the order in which a person would mend things."""
    checks: tuple[Callable[[], Finding], ...] = (
        python,
        lambda: host(home, env),
        lambda: codex(env),
        lambda: login(env),
        lambda: sandbox(env),
        lambda: state_home(home),
        lambda: config_file(env),
        lambda: supervisor(home),
        lambda: queue(home, env),
        lambda: command(env),
        lambda: tmux(env),
    )
    others = [optional_client(name, env) for name in providers.AGENTS if name != "openai"]
    return [*(check() for check in checks), *others]
