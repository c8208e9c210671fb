"""The models that the installed client knows, as `codex debug models` prints them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codex_agent.providers.binary import Binary, probe
from codex_agent.providers.models import Catalogue, Model

_SERVER_LIST = "models_cache.json"  # what the client last got from its server
_WATCHED = ("config.toml", _SERVER_LIST, "auth.json")
_cache: dict[tuple[object, ...], Catalogue] = {}


def read(binary: Binary, client_home: str, env: Mapping[str, str], *, own_list: bool = False) -> Catalogue:
    """The catalogue without any network; runs the client (30 ms) only if it or its configuration changed since.

    With credentials the plain command asks a server first, for up to 5 s: so the list inside the program, and the server's list as
    the client last kept it. `own_list`: use the plain command, which alone reads the user's configuration (it may name a list
    file) and fails if that is broken.
    """
    key = _key(binary, client_home)
    if key not in _cache:
        found = Catalogue() if own_list else _merge(_run(binary, client_home, env, "--bundled"), _kept(client_home))
        found = found if found.models else _run(binary, client_home, env)
        if not found.models:
            return found  # not kept: the next call may have more luck
        _cache[key] = found
    return _cache[key]


def refresh(binary: Binary, client_home: str, env: Mapping[str, str]) -> Catalogue:
    """As the client's server has it now; takes up to 5 s without a network."""
    found = _run(binary, client_home, env)
    if found.models:
        _cache[_key(binary, client_home)] = found
    return found


def parse(text: str) -> Catalogue:
    """The catalogue in the client's output; empty if it is not one."""
    try:
        entries = json.loads(text)["models"]
        return Catalogue(tuple(_model(entry) for entry in entries))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Catalogue()


def _run(binary: Binary, client_home: str, env: Mapping[str, str], *flags: str) -> Catalogue:
    home = {"CODEX_HOME": client_home} if Path(client_home).is_dir() else {}
    done = probe(binary, {**env, **home}, "debug", "models", *flags)
    return parse(done.stdout) if done and done.returncode == 0 else Catalogue()


def _kept(client_home: str) -> Catalogue:
    try:
        return parse(Path(client_home, _SERVER_LIST).read_text("utf-8"))
    except (OSError, ValueError):
        return Catalogue()


def _merge(bundled: Catalogue, kept: Catalogue) -> Catalogue:
    """The server knows better than the program, but may leave models out that still run."""
    if not bundled.models:
        return bundled
    return Catalogue((*kept.models, *(model for model in bundled.models if kept.find(model.slug) is None)))


def _key(binary: Binary, client_home: str) -> tuple[object, ...]:
    return (binary.identity, client_home, *(_mtime_ns(os.path.join(client_home, name)) for name in _WATCHED))


def _model(entry: dict[str, Any]) -> Model:
    window, upgrade = entry.get("context_window"), entry.get("upgrade")
    return Model(
        slug=str(entry["slug"]),
        visible=entry.get("visibility") == "list",
        priority=int(entry.get("priority", 1000)),
        default_level=entry.get("default_reasoning_level"),
        levels=tuple(str(level["effort"]) for level in entry.get("supported_reasoning_levels") or ()),
        context_window=int(window) * int(entry.get("effective_context_window_percent") or 100) // 100
        if window
        else None,
        description=str(entry.get("description") or ""),
        upgrade=str(upgrade.get("model")) if isinstance(upgrade, dict) else upgrade,
    )


def _mtime_ns(path: str) -> int | None:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return None
