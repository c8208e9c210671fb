"""The providers by name. A new one is one line here."""

from __future__ import annotations

from codex_agent.errors import usage_error
from codex_agent.providers.base import NotifyHook, Prepared, Provider
from codex_agent.providers.codex import CodexProvider
from codex_agent.providers.terminal import TerminalProvider

__all__ = ["PROVIDERS", "NotifyHook", "Prepared", "Provider", "get"]

PROVIDERS: dict[str, Provider] = {
    "openai": CodexProvider(),
    "terminal": TerminalProvider(),
}


def get(name: str) -> Provider:
    """The provider of that name, or a usage error that lists the valid ones."""
    if name not in PROVIDERS:
        raise usage_error("unknown_provider", f"unknown provider {name!r}; valid: {', '.join(PROVIDERS)}")
    return PROVIDERS[name]
