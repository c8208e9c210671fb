"""Codex's own screen on a thread of a running app-server, without a dialog and without a word in the user's configuration.

The screen gets a private CODEX_HOME that answers beforehand what it would ask (updates, a newer model, a screen reader), with the
user's own `[tui]` settings. Credentials are the server's; the screen needs none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from codex_agent.providers.base import Prepared
from codex_agent.providers.codex.toml import toml_string

_TABLE = re.compile(r"^(?=\[)", re.MULTILINE)
_TUI = re.compile(r"\[\s*tui\s*[.\]]")
_ANSWERED = re.compile(r"^\s*screen_reader_detection_done\s*=.*$", re.MULTILINE)


def screen_config(prepared: Prepared) -> str:
    """The private `config.toml`."""
    return compose(prepared.upgrades, user_tui(prepared.client_home))


def compose(upgrades: Mapping[str, str], user_tui: str) -> str:
    migrations = "".join(f"{toml_string(old)} = {toml_string(new)}\n" for old, new in upgrades.items())
    head = "check_for_update_on_startup = false\n"
    notice = f"[notice.model_migrations]\n{migrations}"
    tui = user_tui if user_tui.lstrip().startswith("[tui]") else f"[tui]\n{user_tui}"
    return f"{head}\n{notice}\n{tui.replace('[tui]', '[tui]' + chr(10) + 'screen_reader_detection_done = true', 1)}\n"


def user_tui(client_home: str) -> str:
    """The `[tui]` tables of the user's configuration as they stand there; nothing if they cannot be used."""
    try:
        text = Path(client_home, "config.toml").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = sorted(
        (chunk for chunk in _TABLE.split(text) if _TUI.match(chunk)), key=lambda chunk: not chunk.startswith("[tui]")
    )
    kept = _ANSWERED.sub("", "".join(found))
    try:
        tomllib.loads(kept)
    except tomllib.TOMLDecodeError:
        return ""
    return kept


def screen_command(prepared: Prepared, socket: str, thread_id: str) -> tuple[str, ...]:
    return (*prepared.argv0, "resume", "--remote", f"unix://{socket}", thread_id)
