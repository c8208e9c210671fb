"""JSON text, read strictly, and the words for a place in it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any

DEPTH = 100  # levels; the client reads no schema beyond 128, and whoever passes an answer on has a limit, too
_PLAIN_KEY = re.compile(r"[A-Za-z_$][A-Za-z0-9_$-]*")
_FENCES = "`~"


class NotJson(ValueError):
    """The text is no JSON that every reader takes alike; the words say what and where."""


def parse(text: str) -> Any:
    """The value of a JSON text. Raises `NotJson`.

    Python's reader takes more than JSON has, and some of it no other reader takes back: NaN, infinite numbers, a key that stands
    twice in one object, any depth.
    """
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
    except NotJson:
        raise
    except json.JSONDecodeError as error:
        raise NotJson(f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise NotJson(f"nested deeper than {DEPTH} levels") from error
    except ValueError as error:  # Python reads no integer of more than 4,300 digits
        raise NotJson("a number has too many digits") from error
    if _deeper(value, DEPTH):
        raise NotJson(f"nested deeper than {DEPTH} levels")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add is for its effect
        raise NotJson(f"the key {shown(twice)} stands twice in one object")
    return found


def _no_number(word: str) -> Any:
    raise NotJson(f"not JSON: {word} is no number")


def _finite(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise NotJson(f"the number {digits[:40]} is too large")
    return value


def _deeper(value: Any, levels: int) -> bool:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(levels):
        level = [inner for outer in level for inner in _members(outer) if isinstance(inner, dict | list)]
    return bool(level)


def _members(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def whole(value: Any) -> bool:
    """Whether all of it is text that every program takes: JSON may carry half of a surrogate pair."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def unfenced(text: str) -> str:
    """The text without blanks around it and without the one code fence that encloses all of it, if one does."""
    body = text.strip().removeprefix("\ufeff").strip()
    first, newline, rest = body.partition("\n")
    mark = first[: len(first) - len(first.lstrip(first[:1]))]
    if len(mark) < 3 or mark[0] not in _FENCES or not newline or mark[0] in first[len(mark) :]:
        return body
    inner, _, last = rest.rpartition("\n")
    closes = len(last) >= len(mark) and not last.strip(mark[0])
    return inner.strip() if closes else body


def place(path: Iterable[str | int]) -> str:
    """Where something stands, from the root `$` on: `$.findings[2].severity`."""
    return "$" + "".join(_step(part) for part in path)


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if _PLAIN_KEY.fullmatch(part) else f"[{shown(part)}]"


def shown(value: Any, chars: int = 120) -> str:
    """A value as JSON on one line, cut. Fit for files: a lone surrogate, which JSON may carry, stays an escape."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= chars else f"{text[: chars - 1]}…"
