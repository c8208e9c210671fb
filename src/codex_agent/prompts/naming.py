"""What a task names, and how clearly a section of a map is about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

DEEPEST = 12  # parts of a path that are looked at

_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAME = re.compile(r"[\w./@+~-]+")
_FILE = re.compile(r"[\w@+~-]{2,}(?:\.[\w-]+)*\.[a-z]\w{0,9}|\.[a-z][\w.-]+|(?:docker|gem|just|make|proc|rake)file")
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")  # scripts that put no space between words
_COMMON = """
    a an and are as at be by can for from how if in into is it its no not of off on or so that the then this to up use used via
    what when where which with without you your
    add change code create file fix guide implement make module new overview part project remove section src structure system
    update work write js jsx md py rs ts tsx
"""
TELL_NOTHING = frozenset(_COMMON.split())


class Strength(IntEnum):
    """How clearly a task names a section. The parts of a section inherit `HEADING` from it."""

    NONE = 0
    WORD = 1  # a word of its heading
    PATH = 2  # a file or folder that its text speaks of
    HEADING = 3  # every telling word of its heading, or a path in it


@dataclass(frozen=True, slots=True)
class Named:
    """`words` in lower case and singular; `paths` whole; `ends` their last and first parts; `parts` for a quick no."""

    words: frozenset[str]
    paths: frozenset[str]
    ends: frozenset[str]
    parts: frozenset[str]

    def strength(self, title: str, text: str) -> Strength:
        telling = set(_words(title)) - TELL_NOTHING
        shared = telling & self.words
        if (telling and shared == telling) or self._speaks_in(title):
            return Strength.HEADING
        if self._speaks_in(text):
            return Strength.PATH
        return Strength.WORD if shared else Strength.NONE

    def _speaks_in(self, text: str) -> bool:
        return bool(self.paths) and any(map(self._speaks_of, set(_NAME.findall(text))))

    def _speaks_of(self, name: str) -> bool:
        """Whether `name` is a path of the task, or one of the two ends or begins with the other."""
        parts = _parts(name)
        if self.parts.isdisjoint(parts):
            return False
        whole = "/".join(parts)
        return whole in self.paths or whole in self.ends or not self.paths.isdisjoint(_ends(parts))


def named_by(task: str) -> Named:
    """Words, files and folders in a task. A folder is only taken for one where it has a slash, a file where it has an ending."""
    paths: set[str] = set()
    ends: set[str] = set()
    seen: set[str] = set()
    for name in set(_NAME.findall(task)):
        parts = _parts(name)
        if not parts or not ("/" in name or _FILE.fullmatch(parts[-1])) or not any(len(part) > 1 for part in parts):
            continue
        paths.add("/".join(parts))
        ends.update(_ends(parts))
        seen.update(parts)
    return Named(frozenset(_words(task)), frozenset(paths), frozenset(ends), frozenset(seen))


def _parts(name: str) -> list[str]:
    """The parts of a path as people write it in a sentence: `./src/a.py.` is src and a.py."""
    return [part for part in name.casefold().rstrip(".").split("/", DEEPEST) if part not in ("", ".", "..", "~")]


def _ends(parts: list[str]) -> Iterator[str]:
    """Its endings, down to a file's bare name, and the folders that it is in, but for the outermost."""
    for at in range(1, len(parts) - 1):
        yield "/".join(parts[at:])
        yield "/".join(parts[: at + 1])
    if len(parts) > 1 and _FILE.fullmatch(parts[-1]):
        yield parts[-1]


def _words(text: str) -> Iterator[str]:
    for token in _WORD.findall(text):
        whole = token.casefold()
        yield _singular(whole)
        if not token.isascii() and _UNSPACED.search(token):
            yield from (whole[at : at + 2] for at in range(len(whole) - 1))
        elif whole != token:
            yield from (_singular(part.casefold()) for part in _HUMP.split(token))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
