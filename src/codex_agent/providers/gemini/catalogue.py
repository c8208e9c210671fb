"""The models that the installed client offers: what it answers to an editor that opens a session (`gemini --acp`)."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codex_agent.providers.binary import Binary
from codex_agent.providers.decoding import child, children, decode, text
from codex_agent.providers.models import Catalogue, Model

TIMEOUT_S = 20.0
# Names that stand for a model of the client's choice; its list has the first alone.
ALIASES = ("auto", "pro", "flash", "flash-lite")
_NOWHERE = "http://127.0.0.1:9"  # nobody answers: the list is in the program, and no server is to be asked
_SETTINGS = {"security": {"auth": {"selectedType": "gemini-api-key"}}, "privacy": {"usageStatisticsEnabled": False}}
_OPENING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("initialize", {"protocolVersion": 1, "clientCapabilities": {}}),
    ("session/new", {"mcpServers": []}),
)
_cache: dict[tuple[str, int, int], Catalogue] = {}


def read(binary: Binary, env: Mapping[str, str]) -> Catalogue:
    """Two seconds for a client that was not asked before. In a home of its own, so none of the user's servers and hooks runs."""
    key = binary.identity
    if key not in _cache:
        found = _asked(binary, env)
        if not found.models:
            return found  # not kept: the next call may have more luck
        _cache[key] = found
    return _cache[key]


def parse(answer: Mapping[str, Any]) -> Catalogue:
    """The list in the answer to `session/new`; empty if there is none."""
    listed = children(child(child(dict(answer), "result"), "models"), "availableModels")
    return Catalogue(
        tuple(
            Model(slug, True, place, None, (), None, text(entry, "description"))
            for place, entry in enumerate(listed)
            if (slug := text(entry, "modelId"))
        )
    )


def _asked(binary: Binary, env: Mapping[str, str]) -> Catalogue:
    with tempfile.TemporaryDirectory(prefix="codex-agent-gemini-", ignore_cleanup_errors=True) as folder:
        settings = Path(folder, ".gemini", "settings.json")
        settings.parent.mkdir()
        settings.write_text(json.dumps(_SETTINGS))
        own = {
            **{name: env[name] for name in ("PATH", "LANG") if name in env},
            "HOME": folder,
            "GEMINI_API_KEY": "none",
            "HTTPS_PROXY": _NOWHERE,
            "HTTP_PROXY": _NOWHERE,
            **binary.env,
            "GEMINI_CLI_TRUST_WORKSPACE": "true",
        }
        try:
            process = subprocess.Popen(
                [binary.path, "--acp"],
                cwd=folder,
                env=own,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return Catalogue()
        late = threading.Timer(TIMEOUT_S, process.kill)
        late.start()
        try:
            return _conversation(process, folder)
        finally:
            late.cancel()
            process.kill()
            process.communicate()


def _conversation(process: subprocess.Popen[bytes], folder: str) -> Catalogue:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        for number, (method, params) in enumerate(_OPENING, 1):
            given = {**params, "cwd": folder} if method == "session/new" else params
            message = {"jsonrpc": "2.0", "id": number, "method": method, "params": given}
            process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            answer = decode(line)
            if answer.get("id") == len(_OPENING):
                return parse(answer)
    except OSError:  # it has ended
        pass
    return Catalogue()
