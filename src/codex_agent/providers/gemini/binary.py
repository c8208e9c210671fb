"""Find the Gemini command of the caller and its version."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from codex_agent.errors import AgentError

OVERRIDE = "CODEX_AGENT_GEMINI"
MIN_VERSION = (0, 61, 0)  # tried and works; older ones were not
INSTALL = "npm install -g @google/gemini-cli"
PACKAGE = "@google/gemini-cli"
_PROBE_TIMEOUT_S = 20
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_versions: dict[tuple[str, int, int], str | None] = {}


@dataclass(frozen=True, slots=True)
class Binary:
    path: str

    @property
    def identity(self) -> tuple[str, int, int]:
        """Changes when the program is replaced. Raises `OSError` if it is gone."""
        stat = os.stat(self.path)
        return (self.path, stat.st_mtime_ns, stat.st_size)


def find(env: Mapping[str, str]) -> Binary:
    """The Gemini of the caller whose environment is `env`; never that of this process."""
    wanted = env.get(OVERRIDE) or "gemini"
    search = os.pathsep.join(p for p in env.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(p))
    if os.sep in wanted and not os.path.isabs(wanted):
        raise AgentError("gemini_missing", f"{OVERRIDE} is {wanted!r}, which is not an absolute path", hint=INSTALL)
    found = shutil.which(wanted, path=search)
    if found is None:
        where = (
            f"{OVERRIDE} is {wanted!r}, which is no program" if env.get(OVERRIDE) else "gemini was not found on PATH"
        )
        raise AgentError("gemini_missing", where, hint=INSTALL)
    return Binary(found)


def version(binary: Binary, env: Mapping[str, str]) -> str | None:
    """`0.61.0`, from the package that holds the program; asked of the program itself (one second) where there is none."""
    key = binary.identity
    if key not in _versions:
        _versions[key] = _packaged(binary) or _asked(binary, env)
    return _versions[key]


def is_too_old(text: str) -> bool:
    found = _VERSION.match(text)
    return found is not None and tuple(int(part) for part in found.groups()) < MIN_VERSION


def _packaged(binary: Binary) -> str | None:
    for folder in Path(binary.path).resolve().parents:
        try:
            package = json.loads((folder / "package.json").read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(package, dict) and package.get("name") == PACKAGE:
            return str(package.get("version") or "") or None
    return None


def _asked(binary: Binary, env: Mapping[str, str]) -> str | None:
    try:
        done = subprocess.run(
            [binary.path, "--version"],
            env={**env, "GEMINI_CLI_NO_RELAUNCH": "true"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PROBE_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(done.stdout) if done.returncode == 0 else None
    return found[0] if found else None
