"""The language of the control socket: one JSON object a line, both ways.

A request is `{"op", "v", ...}`. The supervisor answers at once with `{"ack": true}` (a supervisor that does not within
`ACK_S` is replaced), then with any number of pushes, then with one line that has `ok`. A client that hangs up cancels its request.
"""

from __future__ import annotations

import json
from typing import Any

from codex_agent import __version__

ACK_S = 2.0
LINE_BYTES = 64 * 1024 * 1024  # a prompt of 1 MiB, escaped, with an environment beside it, fits several times
PING_S = 30.0  # a waiting client asks this often whether its supervisor still lives (it may be stopped)


def encode(message: dict[str, Any]) -> bytes:
    """One line. Lone surrogates (undecodable bytes of an environment) survive as escapes."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def request(op: str, **fields: Any) -> bytes:
    return encode({"op": op, "v": __version__, **fields})


def decode(line: bytes) -> dict[str, Any]:
    """Raises ValueError on anything but an object."""
    data = json.loads(line)
    if not isinstance(data, dict):
        raise ValueError("not an object")
    return data


def newer(version: str, than: str) -> bool:
    """Whether a version is newer, by its numbers; unreadable ones never are."""
    try:
        return _numbers(version) > _numbers(than)
    except ValueError:
        return False


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("+", maxsplit=1)[0].split("."))
