"""Foreign text and names where people and models read them: bounded, on one line, unable to pose as something else."""

from __future__ import annotations

import re

from codex_agent.plaintext import plain

TITLE_CHARS = 200
NAME_CHARS = 300

# Marks that turn the reading direction, and halves of characters, which no stream takes.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    """Text as it is read: no control characters, nothing that turns the reading direction, no halves of characters."""
    return _TURNING.sub("", plain(text))


def one_line(text: str, chars: int = TITLE_CHARS) -> str:
    """A text of an agent on one line of at most so many characters."""
    line = " ".join(visible(text[: chars * 8]).split())
    return line if len(line) <= chars else f"{line[: chars - 1]}…"


def bounded(text: str, chars: int) -> str:
    """A text of an agent with its lines; what is too much is counted."""
    clean = visible(text)
    return clean if len(clean) <= chars else f"{clean[:chars]}\n[{len(clean) - chars} more characters]"


def name(path: str) -> str:
    """A path in a list: as it is, or as git quotes it where it could be taken for something else. Bytes that are no text are escaped."""
    path = path if len(path) <= NAME_CHARS else f"{path[: NAME_CHARS - 1]}…"
    if path.isprintable() and path.strip() == path and not path.startswith('"') and " -> " not in path:
        return path
    return '"' + "".join(_escaped(char) for char in path) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return "".join(
        f"\\{byte:03o}"
        for byte in char.encode("utf-8", "surrogateescape" if "\udc80" <= char <= "\udcff" else "surrogatepass")
    )
