"""What goes to standard output. Everything else a command says goes to standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

from codex_agent.transcripts import plain


def print_json(data: dict[str, Any]) -> None:
    """Exactly one object and a newline."""
    sys.stdout.write(json.dumps(data) + "\n")


def print_message(text: str) -> None:
    """An agent's message and a newline: byte for byte into a pipe, without control characters on a terminal."""
    shown = plain(text) if sys.stdout.isatty() else text
    sys.stdout.flush()
    sys.stdout.buffer.write(shown.encode(errors="replace") + b"\n")
    sys.stdout.buffer.flush()


def talk(text: str) -> None:
    """Words for the person, not part of the answer."""
    print(text, file=sys.stderr)
