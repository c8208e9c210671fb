"""The user's own Codex configuration, as far as a job depends on it. Read, never written."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codex_agent.errors import AgentError, usage_error

PLUGIN = "codex-orchestrator"  # our own name, whatever marketplace it came from
_PROFILE = re.compile(r"[A-Za-z0-9_-]+")
_TABLE = re.compile(r"^(?=\[)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Settings:
    """`config.toml` with the profile's file over it."""

    model: str | None = None
    models: tuple[str, ...] = ()  # all that are configured anywhere: valid even if the catalogue does not know them
    reasoning: str | None = None
    model_provider: str | None = None
    notify: tuple[str, ...] = ()
    own_list: bool = False  # the user has a model list file of their own
    own_metrics: bool = False  # the user has set where the client's metrics go
    own_plugins: tuple[str, ...] = ()  # ids under which the user has us as a plugin, switched on or off
    untrusted: frozenset[str] = frozenset()
    damage: str | None = (
        None  # "PATH: error" of a file that was read in part; the client's newer TOML may still take it
    )


def client_home(env: Mapping[str, str], given: str | None = None) -> str:
    """CODEX_HOME in effect: of the job's first turn (`given`), of the caller, or the default. Only the default may be missing."""
    wanted = given or env.get("CODEX_HOME")
    if not wanted:
        home = env.get("HOME")
        return str(Path(home) / ".codex" if home else Path.home() / ".codex")
    path = Path(wanted)
    if not path.is_absolute() or not path.is_dir():
        message = f"CODEX_HOME is {wanted!r}, which is not an existing folder (absolute path)"
        raise AgentError("client_home_missing", message, hint="create that folder, or unset CODEX_HOME")
    return str(path)


def read(home: str, profile: str | None) -> Settings:
    """A missing `config.toml` is an empty one, a missing profile a usage error. Raises `AgentError` for an unreadable file."""
    base, damage = _load(Path(home, "config.toml"))
    layer: dict[str, Any] = {}
    if profile is not None:
        layer, profile_damage = _profile(home, profile)
        damage = damage or profile_damage
    merged = {**base, **layer}
    return Settings(
        model=_text(merged.get("model")),
        models=tuple(dict.fromkeys(m for m in (layer.get("model"), base.get("model")) if isinstance(m, str))),
        reasoning=_text(merged.get("model_reasoning_effort")),
        model_provider=_text(merged.get("model_provider")),
        notify=_notify(merged.get("notify")),
        own_list="model_catalog_json" in merged,
        own_metrics="otel" in merged or "analytics" in merged,
        own_plugins=_own_plugins(base, layer),
        untrusted=_untrusted(base) | _untrusted(layer),
        damage=damage,
    )


def profile_values(home: str, name: str) -> dict[str, Any]:
    """What the profile's file sets, for a client that is not started with `-p`."""
    return _profile(home, name)[0]


def project_model(cwd: str) -> str | None:
    """The model that a trusted folder's own `.codex/config.toml` sets; the client lets it win over the user's. None if unreadable."""
    try:
        return _text(_load(Path(cwd, ".codex", "config.toml"))[0].get("model"))
    except AgentError:
        return None


def trusts(settings: Settings, cwd: str) -> bool:
    """False if the user has said that this folder is not to be trusted, by either of its names."""
    return settings.untrusted.isdisjoint({cwd, os.path.realpath(cwd)})


def _profile(home: str, name: str) -> tuple[dict[str, Any], str | None]:
    if not _PROFILE.fullmatch(name):
        raise usage_error("bad_profile", f"{name!r} is not a profile name: letters, digits, _ and - only")
    path = Path(home, f"{name}.config.toml")
    if not path.is_file():
        names = sorted(p.name.removesuffix(".config.toml") for p in Path(home).glob("?*.config.toml"))
        known = f"valid: {', '.join(names)}" if names else "there are no profiles"
        raise usage_error("unknown_profile", f"profile {name!r} has no file {path}; {known}")
    return _load(path)


def _load(path: Path) -> tuple[dict[str, Any], str | None]:
    """The file's values, and what is wrong with it. Codex reads TOML 1.1, which `tomllib` refuses: then table by table."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}, None
    except (OSError, UnicodeDecodeError) as error:
        raise AgentError("bad_client_config", f"{path}: {error}", hint=f"correct {path}") from error
    try:
        return tomllib.loads(text), None
    except tomllib.TOMLDecodeError as error:
        return _salvage(text), f"{path}: {error}"


def _salvage(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for chunk in _TABLE.split(text):
        try:
            values = tomllib.loads(chunk)
        except tomllib.TOMLDecodeError:
            continue
        for key, value in values.items():
            nested = found.get(key)
            found[key] = {**nested, **value} if isinstance(nested, dict) and isinstance(value, dict) else value
    return found


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _notify(value: Any) -> tuple[str, ...]:
    valid = isinstance(value, list) and all(isinstance(part, str) for part in value)
    return tuple(value) if valid else ()


def _own_plugins(*layers: dict[str, Any]) -> tuple[str, ...]:
    """Those that are switched off, too: a folder's own configuration can switch an installed plugin on."""
    tables = [plugins for layer in layers if isinstance(plugins := layer.get("plugins"), dict)]
    return tuple(sorted({key for table in tables for key in table if key.rpartition("@")[0] == PLUGIN}))


def _untrusted(data: dict[str, Any]) -> frozenset[str]:
    projects = data.get("projects")
    if not isinstance(projects, dict):
        return frozenset()
    return frozenset(p for p, v in projects.items() if isinstance(v, dict) and v.get("trust_level") == "untrusted")
