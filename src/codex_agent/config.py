"""The effective settings and where each came from: flag, then `CODEX_AGENT_*`, then config.toml, then the default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from codex_agent.errors import AgentError, usage_error
from codex_agent.paths import config_folder


class Defaults(NamedTuple):
    """None: the provider's own."""

    model: str | None = None
    reasoning: str | None = None
    sandbox: str | None = None
    fast_model: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """None means: not chosen, so the client's own or what its provider says. Minutes are wall-clock minutes; 0 switches a limit off."""

    provider: str = "openai"  # of an agent that names none
    model: str | None = None
    fast_model: str | None = None
    reasoning: str | None = None
    sandbox: str = "workspace-write"
    gemini_model: str | None = None
    gemini_sandbox: str | None = None
    inactivity_minutes: float = 60.0
    idle_minutes: float = 60.0  # an interactive agent that nobody talks to for this long is completed
    approval_policy: str = "never"  # when an interactive agent asks before it acts: never, on-request, untrusted
    map_tokens: float = 0.0  # what --map may take of the prompt; 0: a tenth of the model's window
    nesting: bool = False  # may an agent start agents
    tmux: bool = True  # show jobs as tmux sessions where tmux is there
    clean_days: float = 7.0
    max_log_mb: float = 2048.0  # an agent that prints more is ended
    max_session_tokens: float = 0.0  # what the jobs of one session may use together, such as "2M"; 0: no limit
    one_writer: bool = True  # refuse a second agent that may write where one is at work
    max_parallel: int = 0  # agents at work at the same time; further ones are queued; 0: any number
    worktree_files: tuple[str, ...] = ()  # globs of untracked files that a worktree gets a copy of

    def of(self, provider: str) -> Defaults:
        """What agents of this provider get that is not asked for: the plain settings are those of openai."""
        if provider == "openai":
            return Defaults(self.model, self.reasoning, self.sandbox, self.fast_model)
        chosen = (getattr(self, f"{provider}_{name}", None) for name in Defaults._fields)
        return Defaults(*chosen)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(f.name for f in fields(cls))


@dataclass(frozen=True, slots=True)
class Effective:
    """Settings with the source of each value: `default`, the file's path, or the variable's name."""

    settings: Settings
    sources: Mapping[str, str]
    file: Path


def config_file() -> Path:
    """`config.toml` in the user's config folder; `CODEX_AGENT_CONFIG` names another file."""
    named = os.environ.get("CODEX_AGENT_CONFIG")
    if named:
        return Path(named).expanduser().absolute()
    return Path(config_folder()) / "config.toml"


def load(env: Mapping[str, str], file: Path | None = None) -> Effective:
    """Read the file (none is fine) and lay `env` over it. Unknown keys and wrong types are errors that name the place."""
    file = file or config_file()
    values: dict[str, Any] = {}
    sources = dict.fromkeys(Settings.names(), "default")
    for key, value in _read(file).items():
        values[key] = _typed(key, value, str(file))
        sources[key] = str(file)
    for key in Settings.names():
        variable = f"CODEX_AGENT_{key.upper()}"
        if variable in env:
            values[key] = _typed(key, env[variable], variable)
            sources[key] = variable
    return Effective(Settings(**values), sources, file)


def _read(file: Path) -> dict[str, Any]:
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise AgentError("bad_config", f"cannot read {file}: {error.strerror}", hint="codex-agent config") from error
    try:
        data = tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise usage_error("bad_config", f"{file} is not TOML: {error}", f"mend {file}") from error
    for key in data:
        if key not in Settings.names():
            raise usage_error(
                "bad_config", f"{file}: unknown setting {key!r}", f"valid settings: {', '.join(Settings.names())}"
            )
    return data


_BOOLEANS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def _typed(key: str, value: object, source: str) -> Any:
    kind = str(Settings.__dataclass_fields__[key].type)
    if kind == "bool":
        return _yes_or_no(key, value, source)
    if kind == "float":
        return _number(key, value, source)
    if kind == "int":
        return _whole(key, value, source)
    if kind.startswith("tuple"):
        return _texts(key, value, source)
    if not isinstance(value, str) or not value:
        raise usage_error("bad_config", f"{source}: {key} must be a text, not {value!r}")
    return value


def _yes_or_no(key: str, value: object, source: str) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _BOOLEANS:
        return _BOOLEANS[value.lower()]
    raise usage_error("bad_config", f"{source}: {key} must be true or false, not {value!r}")


def _number(key: str, value: object, source: str) -> float:
    """From 0 up; a number of tokens may be spelt as on the command line (`200k`)."""
    if key.endswith("_tokens") and isinstance(value, str) and value.strip() != "0":
        from codex_agent import budgets  # not for hooks and lean commands

        return float(budgets.parse(value, f"{source}: {key}"))
    try:
        number = float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else -1.0
    except ValueError:
        number = -1.0
    if 0 <= number < 1e9:
        return number
    raise usage_error("bad_config", f"{source}: {key} must be a number from 0 up, not {value!r}")


def _whole(key: str, value: object, source: str) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:10])
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000:
        return value
    raise usage_error("bad_config", f"{source}: {key} must be a whole number from 0 up, not {value!r}")


def _texts(key: str, value: object, source: str) -> tuple[str, ...]:
    """An array of texts in the file; in a variable they stand as in PATH."""
    found = [part for part in value.split(os.pathsep) if part] if isinstance(value, str) else value
    if source.startswith("CODEX_AGENT_") == isinstance(value, str) and isinstance(found, list):
        texts = tuple(part for part in found if isinstance(part, str) and part)
        if len(texts) == len(found):
            return texts
    raise usage_error("bad_config", f"{source}: {key} must be a list of texts, not {value!r}")
