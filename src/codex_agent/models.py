"""Which models there are to choose from: what the client lists, and what the settings and `--fast` make of it."""

from __future__ import annotations

from collections.abc import Mapping

from codex_agent import config, providers
from codex_agent.errors import AgentError
from codex_agent.providers.models import Catalogue, cheapest


def catalogue(env: Mapping[str, str], provider: str = "openai") -> tuple[Catalogue, str | None, str | None]:
    """The client's models; the one a job gets that names none; the one `--fast` takes (None: nothing to choose from)."""
    models, own = providers.agent(provider).catalogue(env)
    ours = config.load(env).settings.of(provider)
    fast = ours.fast_model or (cheapest(models).slug if models.models else None)
    return models, ours.model or own, fast


def fast_model(env: Mapping[str, str], provider: str = "openai") -> str:
    """The model for `--fast`; raises when the client lists none and none is configured."""
    fast = config.load(env).settings.of(provider).fast_model or catalogue(env, provider)[2]
    if fast is None:
        raise AgentError(
            "no_catalogue",
            f"the client of {provider} lists no models to choose a fast one from",
            hint="set fast_model in config.toml, or name it: -m MODEL",
        )
    return fast
