"""A home of our own for Gemini agents: the user's `.gemini` by links, with settings of ours and a place for sessions.

Why: when a client starts it deletes every session file that holds no message yet, and with it every file of the same session. A
resumed session has such a file beside its history, and so has an agent that has just started, so agents in one folder delete each
other's threads. The switch for it, like the one for retries, stands in the user's settings alone, which are not ours to change.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codex_agent.errors import AgentError
from codex_agent.paths import write_atomic
from codex_agent.providers.gemini.settings import FOLDER, Settings

ATTEMPTS = 3  # of a failed request in all, unless the user has chosen; the client's own are 10, over minutes
# What the agents must not share with the user's own client: settings, and what it keeps of its sessions.
_OWN = frozenset({"settings.json", "settings.json.orig", "tmp", "history", "projects.json", "projects.json.lock"})
_BESIDE = (".env", ".agents")  # of the home itself, that the client looks for
_one_at_a_time = threading.Lock()  # many agents start at once, each on a thread of one supervisor


def place_of(place: Path, client_home: str) -> Path:
    """The home for the agents of this user's home, below `place`."""
    return place / hashlib.sha256(os.fsencode(client_home)).hexdigest()[:12]


def arrange(place: Path, client_home: str, settings: Settings) -> Path:
    """Make or renew it; returns what `GEMINI_CLI_HOME` must be. Idempotent; running agents are not disturbed."""
    with _one_at_a_time:
        return _arranged(place, client_home, settings)


def _arranged(place: Path, client_home: str, settings: Settings) -> Path:
    home = place_of(place, client_home)
    folder = home / FOLDER
    try:
        for made in (place, home, folder, folder / "tmp"):
            made.mkdir(mode=0o700, parents=True, exist_ok=True)
        _link_all(Path(client_home, FOLDER), folder, skipped=_OWN)
        for name in _BESIDE:
            _link(Path(client_home, name), home / name)
        _link(Path(client_home, FOLDER, "tmp", "bin"), folder / "tmp" / "bin")  # programs that the client has fetched
        text = json.dumps(adapted(settings.values, client_home), indent=2).encode()
        path = folder / "settings.json"
        if not path.is_file() or path.read_bytes() != text:
            write_atomic(path, text)
    except OSError as error:
        raise AgentError(
            "disk", f"cannot prepare {home}: {error.strerror or error}", hint="codex-agent health"
        ) from error
    return home


def adapted(values: Mapping[str, Any], client_home: str) -> dict[str, Any]:
    """The user's settings with ours: no session is deleted, few retries, no guessing what an `@word` in a prompt may mean."""
    mine: dict[str, Any] = _at_home(dict(values), client_home)
    general = _section(mine, "general")
    general["sessionRetention"] = {**_dict(general.get("sessionRetention")), "enabled": False}
    general.setdefault("maxAttempts", ATTEMPTS)
    filtering = _section(_section(mine, "context"), "fileFiltering")
    filtering["enableRecursiveFileSearch"] = False
    return mine


def _at_home(value: Any, client_home: str) -> Any:
    """`~/` in a setting means the user's home, not ours."""
    if isinstance(value, str):
        return os.path.join(client_home, value[2:]) if value.startswith("~/") else value
    if isinstance(value, dict):
        return {key: _at_home(inner, client_home) for key, inner in value.items()}
    return [_at_home(inner, client_home) for inner in value] if isinstance(value, list) else value


def _section(values: dict[str, Any], name: str) -> dict[str, Any]:
    values[name] = _dict(values.get(name))
    section: dict[str, Any] = values[name]
    return section


def _dict(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _link_all(theirs: Path, ours: Path, *, skipped: frozenset[str]) -> None:
    """Links to everything there; those to what is gone are removed. What the client made here itself stays."""
    with contextlib.suppress(FileNotFoundError):
        for name in os.listdir(theirs):
            if name not in skipped:
                _link(theirs / name, ours / name)
    for entry in os.scandir(ours):
        if entry.is_symlink() and not os.path.exists(entry.path):
            os.unlink(entry.path)


def _link(theirs: Path, ours: Path) -> None:
    """A file that the client has replaced here by its own gives way to the user's."""
    if not theirs.exists() or (ours.is_symlink() and os.readlink(ours) == str(theirs)):
        return
    if ours.is_dir() and not ours.is_symlink():
        return
    temp = ours.with_name(f".{ours.name}.{os.getpid()}.link")
    temp.unlink(missing_ok=True)
    temp.symlink_to(theirs)
    os.replace(temp, ours)
