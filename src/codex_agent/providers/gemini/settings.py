"""The user's own Gemini configuration, as far as a job depends on it. Read, never written."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codex_agent.errors import AgentError

FOLDER = ".gemini"
HOME = "GEMINI_CLI_HOME"
# A comment, or a string that may look like one; JSON has no other place for a slash.
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING_COMMA = re.compile(r'"(?:\\.|[^"\\])*"|,(?=\s*[}\]])', re.DOTALL)
_AUTH_VARIABLES = ("GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_GCA")


@dataclass(frozen=True, slots=True)
class Settings:
    """`~/.gemini/settings.json`; empty if there is none."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def at(self, *keys: str) -> Any:
        """The value under these keys; None where there is none."""
        value: Any = self.values
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    @property
    def model(self) -> str | None:
        name = self.at("model", "name")
        return name if isinstance(name, str) and name else None

    @property
    def auth(self) -> str | None:
        """How the client logs in, in its own words."""
        kind = self.at("security", "auth", "selectedType")
        return kind if isinstance(kind, str) and kind else None


def client_home(env: Mapping[str, str], given: str | None = None) -> str:
    """The folder that holds `.gemini`: of the job's first turn (`given`), of the caller, or the caller's home."""
    return given or env.get(HOME) or env.get("HOME") or str(Path.home())


def read(home: str) -> Settings:
    """Comments are allowed, as the client allows them. Raises `AgentError` for a file that the client could not read either."""
    path = Path(home, FOLDER, "settings.json")
    try:
        values = parse(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise AgentError("bad_client_config", f"{path}: {error}", hint=f"correct {path}") from error
    if not isinstance(values, dict):
        raise AgentError("bad_client_config", f"{path} is no JSON object", hint=f"correct {path}")
    return Settings(values)


def parse(text: str) -> Any:
    """JSON with comments. Raises `ValueError`."""
    bare = _TOKEN.sub(lambda found: found[0] if found[0].startswith('"') else " ", text)
    return json.loads(_TRAILING_COMMA.sub(lambda found: found[0] if found[0].startswith('"') else "", bare))


def auth_words(settings: Settings, env: Mapping[str, str]) -> str | None:
    """How the client would log in, as far as settings and environment tell; None: in no way."""
    if settings.auth:
        return settings.auth
    return next((f"{name} is set" for name in _AUTH_VARIABLES if env.get(name)), None)


def distrusts(home: str, env: Mapping[str, str], folder: str) -> bool:
    """Whether the user has said that this folder is not to be trusted: by the environment, or by the longest rule that covers it."""
    if env.get("GEMINI_RESTRICTED_MODE") == "true" or env.get("GEMINI_CLI_TRUST_WORKSPACE") == "false":
        return True
    path = env.get("GEMINI_CLI_TRUSTED_FOLDERS_PATH") or os.path.join(home, FOLDER, "trustedFolders.json")
    try:
        rules = parse(Path(path).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(rules, dict) and _verdict(rules, os.path.realpath(folder)) == "DO_NOT_TRUST"


def _verdict(rules: Mapping[str, Any], folder: str) -> Any:
    """As the client reads its rules: the longest path wins; TRUST_PARENT is about the folder above."""
    longest, verdict = -1, None
    for path, word in rules.items():
        covered = os.path.realpath(os.path.dirname(path) if word == "TRUST_PARENT" else path)
        if (folder == covered or folder.startswith(covered.rstrip("/") + "/")) and len(path) > longest:
            longest, verdict = len(path), word
    return verdict
