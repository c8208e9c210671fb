r"""A prompt as the client must get it to take it as text.

The client reads prompts like lines typed on its screen: one that begins with `/` is a command (`/init` writes a file, whatever the
sandbox), and `@word` is replaced by the file or the folder of that name. A line break before the one and a backslash before the
other are its own ways to say that the words are meant as they are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from codex_agent.prompts.fencing import fenced

# As in the client: `@` without a backslash before it, then a path with quoted parts and escaped characters.
_AT = re.compile(r'(?<!\\)@((?:"[^"]*"|\\.|[^ \t\n\r,;!?()\[\]{}.]|\.(?!\Z|[ \t\n\r]))+)')
_ESCAPED = re.compile(r"\\(.)")
_WRAPPERS = "()[]{}\"',;!."


def as_text(prompt: str, folders: Iterable[str]) -> str:
    """The prompt with the client's own marks where it would not be taken as text. `folders`: where `@word` is looked up."""
    known: dict[str, bool] = {}
    places = tuple(folders)

    def escaped(found: re.Match[str]) -> str:
        path = found[1]
        if path not in known:
            known[path] = _names_something(path, places)
        return f"\\{found[0]}" if known[path] else found[0]

    text = _AT.sub(escaped, prompt)
    is_command = text.startswith("/") and not text.startswith(("//", "/*"))
    return f"\n{text}" if is_command else text


def with_schema(prompt: str, schema: str | None) -> str:
    """The prompt with what its answer must fit; the client has no flag for it."""
    if schema is None or schema.strip() in prompt:
        return prompt
    return f"{prompt}\n\nYour last message must fit this JSON schema:\n\n{fenced(schema.strip(), 'json')}"


def _names_something(written: str, folders: tuple[str, ...]) -> bool:
    path = _ESCAPED.sub(r"\1", written)
    pieces = {path, *(piece.strip(_WRAPPERS) for piece in path.split())}
    return any(_exists(os.path.join(folder, piece)) for piece in pieces if piece for folder in folders)


def _exists(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:  # a NUL byte
        return False
