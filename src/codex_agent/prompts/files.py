"""Files of the caller as a part of a prompt: each with its path, its content verbatim."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from codex_agent.prompts.fencing import fenced

_INFO = re.compile(r"\.([a-z0-9]{1,10})\Z")
_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e", "`": "\\u0060"})


class SourceFile(NamedTuple):
    """`path` is relative to the folder of the work, with slashes, or absolute outside of it; `tokens` is an estimate."""

    path: str
    text: str
    tokens: int


def render(files: Iterable[SourceFile]) -> str:
    """One line with the path and one code block for each file, in the order given; empty for no files."""
    return "\n\n".join(f"File: {shown(file.path)}\n{fenced(file.text, _info(file.path))}" for file in files)


def shown(path: str) -> str:
    """A path on one line of text; as a JSON string where it holds what could be taken for something else.

    That is anything unprintable, a space at an end, a quotation mark at the start, and what opens or closes blocks.
    """
    if path.isprintable() and path == path.strip() and path[:1] != '"' and not any(sign in path for sign in "<>`"):
        return path
    return json.dumps(path).translate(_MARKUP)


def _info(path: str) -> str:
    """The word after the fence, which tells the language: the suffix, as renderers know it."""
    found = _INFO.search(path)
    return found[1] if found else ""
