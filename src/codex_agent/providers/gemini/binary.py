"""Find the Gemini command of the caller and its version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from codex_agent.providers.binary import Binary, is_older, locate, probe, told_version

OVERRIDE = "CODEX_AGENT_GEMINI"
MIN_VERSION = (0, 61, 0)  # tried and works; older ones were not
INSTALL = "npm install -g @google/gemini-cli"
PACKAGE = "@google/gemini-cli"
_PROBE_TIMEOUT_S = 20
_versions: dict[tuple[str, int, int], str | None] = {}


def find(env: Mapping[str, str]) -> Binary:
    """The Gemini of the caller whose environment is `env`; never that of this process."""
    # Without a restart of itself there is one process less, and signals reach it.
    return Binary(locate("gemini", OVERRIDE, env, install=INSTALL), {"GEMINI_CLI_NO_RELAUNCH": "true"})


def version(binary: Binary, env: Mapping[str, str]) -> str | None:
    """`0.61.0`, from the package that holds the program; asked of the program itself (one second) where there is none."""
    key = binary.identity
    if key not in _versions:
        _versions[key] = _packaged(binary) or told_version(probe(binary, env, "--version", timeout_s=_PROBE_TIMEOUT_S))
    return _versions[key]


def is_too_old(text: str) -> bool:
    return is_older(text, MIN_VERSION)


def _packaged(binary: Binary) -> str | None:
    for folder in Path(binary.path).resolve().parents:
        try:
            package = json.loads((folder / "package.json").read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(package, dict) and package.get("name") == PACKAGE:
            return str(package.get("version") or "") or None
    return None
