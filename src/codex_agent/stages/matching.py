"""Patterns over words: the notation of `rules`, read when a word needs it, and found in time that grows with the words alone."""

from __future__ import annotations

from codex_agent.stages.rules.lexicon import CLASSES, FILLERS, VERB_CLASSES

FILLERS_PASSED = 3  # between two words; without a bound, a prompt of fillers alone would cost the square of its length
NOTHING: frozenset[str] = frozenset()
END = frozenset(("$",))  # the end of the clause, where a set of words would stand
VERBS = frozenset(" ".join(CLASSES[name] for name in VERB_CLASSES).split())
DOUBLING = frozenset(
    [
        "map",
        "plan",
        "scan",
        "run",
        "get",
        "put",
        "cut",
        "swap",
        "drop",
        "split",
        "spec",
        "ship",
        "set",
        "dig",
        "debug",
        "rip",
    ]
)


class Pattern:
    """One way to say something. `elements` are sets of words or numbers: a gap of up to that many words, negative at the end."""

    __slots__ = ("elements", "fillers", "head", "owner")

    def __init__(
        self, owner: int, elements: tuple[frozenset[str] | int, ...], head: bool, fillers: frozenset[str]
    ) -> None:
        self.owner = owner
        self.elements = elements
        self.head = head
        self.fillers = fillers

    def end(self, words: list[str], at: int) -> int:
        """Where this pattern ends if it begins at `at`, or 0. At most the product of its gaps in steps."""
        return self._end(words, at + 1, 1)

    def _end(self, words: list[str], at: int, element: int) -> int:
        for index in range(element, len(self.elements)):
            wanted = self.elements[index]
            if isinstance(wanted, int):
                return self._end_behind_gap(words, at, index)
            if wanted is END:
                return at if at == len(words) else 0
            most = at + FILLERS_PASSED
            while at < most and at < len(words) and words[at] not in wanted and words[at] in self.fillers:
                at += 1
            if at >= len(words) or words[at] not in wanted:
                return 0
            at += 1
        return at

    def _end_behind_gap(self, words: list[str], at: int, index: int) -> int:
        gap = self.elements[index]
        assert isinstance(gap, int)
        if gap < 0:
            return min(len(words), at - gap)
        follower = self.elements[index + 1]
        assert not isinstance(follower, int)
        if follower is END:
            return len(words) if len(words) - at <= gap else 0
        for place in range(at, min(at + gap + 1, len(words))):
            if words[place] in follower:
                end = self._end(words, place + 1, index + 2)
                if end:
                    return end
        return 0


class Index:
    """The patterns of many rules by the word that they begin with, made when a prompt has that word. `owner` is the place of a rule.

    Classes are not spelt out here: a prompt has few words, and to ask each class for them costs less.
    """

    __slots__ = ("_classes", "_parts", "_ready", "_written")

    def __init__(self, texts: list[str]) -> None:
        self._ready: dict[str, list[Pattern]] = {}
        self._written: dict[str, list[tuple[int, str]]] = {}  # by the first part of a pattern
        self._parts: dict[str, list[str]] = {}  # first parts by each word or class in them
        for owner, text in enumerate(texts):
            for written in text.split(";"):
                first = written.split(None, 1)[0].lstrip("^=")
                if first not in self._written:
                    self._written[first] = []
                    for one in first.split("|"):
                        self._parts.setdefault(one, []).append(first)
                self._written[first].append((owner, written))
        self._classes = [one for one in self._parts if one[0] == "<"]

    def beginning_with(self, word: str) -> list[Pattern]:
        found = self._ready.get(word)
        if found is None:
            begins = [word, _verb_of(word), *(name for name in self._classes if word in _words(name))]
            parts = dict.fromkeys(part for one in begins for part in self._parts.get(one, ()))
            found = [_pattern(owner, written) for part in parts for owner, written in self._written[part]]
            self._ready[word] = found
        return found


def _pattern(owner: int, written: str) -> Pattern:
    parts = written.split()
    sign = parts[0][0]
    elements = [_element(part.lstrip("^=")) for part in parts]
    if isinstance(elements[0], int):
        raise ValueError("a pattern begins with a word: " + written)
    if isinstance(elements[-1], int):
        elements[-1] = -elements[-1]
    return Pattern(owner, tuple(elements), sign == "^", NOTHING if sign == "=" else FILLERS)


def _element(part: str) -> frozenset[str] | int:
    if part == "$":
        return END
    return int(part[1:]) if part[0] == "*" else _words(part)


_sets: dict[str, frozenset[str]] = {}


def _words(part: str) -> frozenset[str]:
    """The words that a part of a pattern stands for."""
    found = _sets.get(part)
    if found is None:
        words: list[str] = []
        for name in part.split("|"):
            words += CLASSES[name[1:-1]].split() if name[0] == "<" else [name]
        found = _sets[part] = frozenset(words + [_gerund(word) for word in words if word in VERBS])
    return found


_gerunds: dict[str, str] = {}


def _verb_of(gerund: str) -> str:
    """`write` of `writing`; "" for what is none."""
    if not _gerunds:
        _gerunds.update((_gerund(verb), verb) for verb in VERBS)
    return _gerunds.get(gerund, "")


def _gerund(verb: str) -> str:
    """`writing` of `write`: what asks in one form asks in the other."""
    if verb[-1] == "e" and verb[-2] != "e":
        return verb[:-1] + "ing"
    return verb + (verb[-1] if verb in DOUBLING else "") + "ing"
