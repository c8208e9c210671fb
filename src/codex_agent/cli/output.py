"""What goes to standard output. Everything else a command says goes to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from codex_agent.errors import AgentError
from codex_agent.plaintext import plain


def prepare() -> None:
    """Both streams as UTF-8 whatever the locale says, and there even if the caller closed them."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - it stays for the life of the process
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_json(data: dict[str, Any]) -> None:
    """Exactly one object and a newline, out at once."""
    with _written():
        sys.stdout.write(json.dumps(data) + "\n")
        sys.stdout.flush()


def print_message(text: str) -> None:
    """An agent's message and a newline: byte for byte into a pipe, without control characters on a terminal."""
    shown = plain(text) if sys.stdout.isatty() else text
    with _written():
        sys.stdout.flush()
        sys.stdout.buffer.write(shown.encode(errors="replace") + b"\n")
        sys.stdout.buffer.flush()


def flush() -> None:
    """Everything out; a full disk behind a redirection is an error for people."""
    with _written():
        sys.stdout.flush()


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AgentError("output", f"cannot write to standard output: {error.strerror}") from error


def talk(text: str) -> None:
    """Words for the person, not part of the answer; behind what was printed before, also where both streams are one.

    Titles, paths and names in them are anybody's, so nothing drives the terminal.
    """
    with suppress(OSError, AgentError):  # whoever prints next, or the end of the command, meets it again
        flush()
    print(plain(text), file=sys.stderr, flush=True)
