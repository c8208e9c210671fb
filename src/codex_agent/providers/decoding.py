"""Lines of bytes as JSON objects, whatever is in them. Both of the client's streams pass here."""

from __future__ import annotations

import json
from typing import Any

MOST = 2**53  # further on, clients in JavaScript do not count exactly either


def decode(line: bytes) -> dict[str, Any]:
    """The object on the line, or an empty one if it is none. Raises on no bytes at all.

    The client repeats the key "id" in some items: the first one is the item's own.
    """
    try:
        value = json.loads(line.decode("utf-8", "replace"), object_pairs_hook=_first_wins)
    except (ValueError, RecursionError):  # a huge number is a ValueError, deep nesting a RecursionError
        return {}
    return value if isinstance(value, dict) else {}


def child(data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def children(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects of a list; anything else in it is dropped."""
    value = data.get(key)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def text(data: dict[str, Any], key: str) -> str:
    return clean(value) if isinstance(value := data.get(key), str) else ""


def number(data: dict[str, Any], key: str) -> int | None:
    """An integer; booleans, fractions and what no store can hold are none."""
    value = data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST else None


def count(data: dict[str, Any], key: str) -> int:
    """How many there were; nobody can use less than nothing."""
    return max(0, number(data, key) or 0)


def clean(value: str) -> str:
    """Without lone surrogates, which JSON may carry and no file of ours can."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def _first_wins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        data = dict(reversed(pairs))
    return data
