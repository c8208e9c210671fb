"""The providers by name. A new one is one line here."""

from __future__ import annotations

from codex_agent.errors import usage_error
from codex_agent.providers.base import NotifyHook, Prepared, Provider
from codex_agent.providers.codex import CodexProvider
from codex_agent.providers.gemini import GeminiProvider
from codex_agent.providers.terminal import TerminalProvider

__all__ = ["AGENTS", "PROVIDERS", "NotifyHook", "Prepared", "Provider", "agent", "get"]

AGENTS: dict[str, Provider] = {
    "openai": CodexProvider(),
    "gemini": GeminiProvider(),
}
PROVIDERS: dict[str, Provider] = {**AGENTS, "terminal": TerminalProvider()}


def get(name: str) -> Provider:
    """The provider of a job that exists."""
    return PROVIDERS[name] if name in PROVIDERS else agent(name)


def agent(name: str) -> Provider:
    """The provider that a person named, or a usage error that lists the valid ones."""
    if name not in AGENTS:
        raise usage_error("unknown_provider", f"unknown provider {name!r}; valid: {', '.join(AGENTS)}")
    return AGENTS[name]
