"""Whether two short texts name the same fault. Words compared as sets: cheap, and blind to their order.

Words of code say where, not what: two faults of one function share its name. They never make texts alike; they only tell
neighbours apart (an unused import of `os` and one of `re`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_CHARS = 500  # of a text that is read; the rest of a longer one says nothing new
ALIKE = 0.6  # share of the shorter text's words that the other has too, for faults of the same lines
NEARLY_EQUAL = 0.8  # the same for faults of neighbouring lines
SAME_REMEDY = 0.75
REMEDY_WORDS = 3  # a remedy of fewer common words ("add a check") is everybody's

_CODE = re.compile(r"`[^`]*`|\b\w+(?:[./:]+\w+)*(?:\.|::)\w+|\b\w+\(\)?|\b\w*_\w+|\b[a-z]+[A-Z]\w*")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # scripts that put no space between words
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W\d_{_UNSPACED}]+")
_ENDING = re.compile(r"(?<=\w{3})(?:ations?|ating|ated|ates?|ions?|ings?|ies|ied|ed|es|e|y|s)$")
_NEGATIONS = frozenset(
    (
        "no",
        "not",
        "never",
        "none",
        "missing",
        "misses",
        "lacks",
        "lack",
        "lacking",
        "without",
        "absent",
        "cannot",
        "unset",
    )
)
_EMPTY = frozenset((
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can", "could", "do", "does", "for", "from", "get", "gets",
    "has", "have", "how", "if", "in", "into", "is", "it", "its", "may", "might", "must", "of", "on", "or", "so", "than", "that", "the", "their",
    "them", "then", "there", "these", "this", "those", "to", "use", "used", "uses", "using", "via", "was", "were", "when", "where", "which",
    "while", "will", "with", "would", "add", "adds", "fix", "make", "makes", "should", "instead", "possible", "potential", "function", "method",
    "code", "line", "lines", "file", "value",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """`plain`: stems of the words that say what; `code`: names as they stand in code; `raw`: the text itself, for equality."""

    plain: frozenset[str]
    code: frozenset[str]
    raw: str


def words_of(text: str) -> Words:
    """The words of a text, as they are compared."""
    text = text[:LONGEST_CHARS]
    code = frozenset(name.strip("`()").casefold() for name in _CODE.findall(text))
    prose = _CAMEL.sub(" ", _CODE.sub(" ", text))
    plain = frozenset(stem for word in _WORD.findall(prose) for stem in _stems(word.casefold()))
    return Words(plain, code, " ".join(text.split()).casefold())


def _stems(word: str) -> list[str]:
    if not word.isascii() and re.match(rf"[{_UNSPACED}]", word):
        return [word[i : i + 2] for i in range(max(1, len(word) - 1))]
    if word in _NEGATIONS:
        return ["not"]
    return [] if word in _EMPTY else [_ENDING.sub("", word)]


def alike(a: Words, b: Words) -> bool:
    """Whether two titles of faults on the same lines name one fault."""
    return a.raw == b.raw or _shared(a.plain, b.plain) >= ALIKE


def nearly_equal(a: Words, b: Words) -> bool:
    """Whether two titles of faults on neighbouring lines name one fault: the same words, and no names that differ."""
    if a.code and b.code and not a.code & b.code:
        return False
    return a.raw == b.raw or _shared(a.plain, b.plain) >= NEARLY_EQUAL


def same_remedy(a: Words, b: Words) -> bool:
    """Whether two faults of the same lines want the same done, whatever they are called."""
    return len(a.plain & b.plain) >= REMEDY_WORDS and _shared(a.plain, b.plain) >= SAME_REMEDY


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the smaller set that the larger one has; one common word of several is chance."""
    common = len(a & b)
    if common < 2 and a != b:
        return 0.0
    return common / min(len(a), len(b)) if a and b else 0.0


class Sharing:
    """Texts by their words, to find those that share at least `least` of the smaller set, without comparing each with each."""

    def __init__(self, least: float) -> None:
        self._least = least
        self._sizes: list[int] = []
        self._holders: dict[str, list[int]] = {}

    def add(self, words: Words) -> None:
        """The texts are numbered as they come, from 0."""
        for word in words.plain:
            self._holders.setdefault(word, []).append(len(self._sizes))
        self._sizes.append(len(words.plain))

    def like(self, words: Words) -> Iterator[int]:
        """The numbers of those that share enough, in any order; one common word of several is not sorted out here."""
        common: Counter[int] = Counter()
        for word in words.plain:
            common.update(self._holders.get(word, ()))
        own, least, sizes = len(words.plain), self._least, self._sizes
        for at, shared in common.items():
            if shared >= least * min(own, sizes[at]):
                yield at
