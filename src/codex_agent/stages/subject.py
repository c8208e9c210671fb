"""What a prompt names that its command needs: a PRD, a phase, a base, a commit, a lens, the words of a question. Pure, 3.9.

Only what stands there in so many words is taken; a guess would end up in a command that somebody runs.
"""

from __future__ import annotations

LIMIT = 4000  # characters at the beginning that are looked at
QUESTION_CHARS = 300
NAME_WORDS = 5
_EDGES = "\"'`()[]{}<>.,;:!?*\u201c\u201d\u2018\u2019\u2026"
_ENDS = ".,;:!?"
_ARTICLES = frozenset(("the", "a", "an", "our", "my", "your", "this", "that", "new", "whole", "entire"))
_NAME_ENDS = """so that which with including incl and or but using as based before after because in on at by from to until please pls now then
    when where while if we i you it they show can could would will first today tomorrow asap phase phases doc document"""
_ENDS_OF_NAMES = frozenset(_NAME_ENDS.split())
_PLANS = frozenset(("prd", "spec", "specification", "requirements", "plan", "rfc", "proposal", "roadmap"))
_MAIN = frozenset(("main", "master", "develop", "trunk", "dev", "staging", "production", "head"))
_AGAINST = frozenset(("against", "vs", "versus", "since"))
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh"), start=1
    )
    for word in words.split()
}
_LENSES = {
    **dict.fromkeys(("security", "vulnerabilities", "vulnerability", "exploits"), "security"),
    **dict.fromkeys(("performance", "perf", "speed"), "performance"),
    **dict.fromkeys(("accessibility", "a11y"), "accessibility"),
    **dict.fromkeys(("compatibility",), "compatibility"),
    **dict.fromkeys(("correctness",), "correctness"),
}
_LENS_PAIRS = {
    ("error", "handling"): "error-handling",
    ("data", "integrity"): "data-integrity",
    ("data", "loss"): "data-integrity",
}
_HEX = frozenset("0123456789abcdef")
_REF = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-~^@")


class Subject:
    """`prd`: a path or the name of one that is there. `name`: for a PRD to be written. `question`: the prompt on one line, "" if too long."""

    __slots__ = ("base", "commit", "lenses", "name", "phase", "prd", "question")

    def __init__(self, text: str = "", prds: tuple[str, ...] = ()) -> None:
        head = text[:LIMIT]
        tokens = [one for one in head.split() if one.strip(_EDGES)]
        words = [one.strip(_EDGES) for one in tokens]
        lower = [one.lower() for one in words]
        self.prd = _prd(words, lower, prds)
        self.phase = _phase(lower)
        self.name = _name(tokens, lower)
        self.commit = _commit(lower)
        self.base = "" if self.commit else _base(words, lower)
        self.lenses = _lenses(lower)
        self.question = _question(text)


def _prd(words: list[str], lower: list[str], prds: tuple[str, ...]) -> str:
    """A path to a Markdown file in a folder of PRDs, else the name of one beside a word such as PRD."""
    for word in words:
        if word.endswith(".md") and ("prds/" in word or word[:-3] in prds):
            return word if "/" in word else f"docs/prds/{word}"
    beside = {
        lower[near]
        for at, word in enumerate(lower)
        if word in _PLANS
        for near in (at - 1, at + 1, at + 2)
        if 0 <= near < len(lower)
    }
    named = [one for one in prds if one.lower() in beside or ("-" in one and one.lower() in lower)]
    return f"docs/prds/{named[0]}.md" if len(named) == 1 else ""


def _phase(lower: list[str]) -> int | None:
    for at, word in enumerate(lower):
        if word == "phase" and at + 1 < len(lower):
            after = lower[at + 1].lstrip("#")
            if after.isdecimal() and after.isascii() and len(after) <= 3:
                return int(after)
            if after in _NUMBERS:
                return _NUMBERS[after]
        if word == "phase" and at and lower[at - 1] in _NUMBERS:
            return _NUMBERS[lower[at - 1]]
    return None


def _name(tokens: list[str], lower: list[str]) -> str:
    """The words behind "PRD for", as far as they go, joined as a file's name."""
    for at, word in enumerate(lower):
        if word not in _PLANS:
            continue
        start = at + 1
        if lower[start : start + 1] and lower[start] in ("for", "on", "about", "covering"):
            start += 1
        elif not tokens[at].endswith(":"):
            continue
        kept: list[str] = []
        for token, plain in zip(tokens[start:], lower[start:]):
            if plain in _ENDS_OF_NAMES or len(kept) == NAME_WORDS:
                break
            if plain not in _ARTICLES:
                slug = "-".join("".join(char if char.isalnum() else " " for char in plain).split())
                kept += [slug] if slug else []
            if token[-1] in _ENDS:
                break
        if kept:
            return "-".join(kept)
    return ""


def _commit(lower: list[str]) -> str:
    for at, word in enumerate(lower):
        after = lower[at + 1] if at + 1 < len(lower) else ""
        if (
            word == "commit"
            and 4 <= len(after) <= 40
            and _HEX.issuperset(after)
            and any(char.isdecimal() for char in after)
        ):
            return after
        if word in ("last", "latest", "newest") and after == "commit":
            return "HEAD"
    return ""


def _base(words: list[str], lower: list[str]) -> str:
    """What stands behind "against", "since" and the like, if it can only be a reference; "the last three commits"."""
    for at, word in enumerate(lower):
        if word in ("last", "latest") and lower[at + 2 : at + 3] == ["commits"]:
            count = lower[at + 1]
            number = int(count) if count.isdecimal() and count.isascii() and len(count) <= 3 else _NUMBERS.get(count)
            if number:
                return f"HEAD~{number}"
        if word not in _AGAINST:
            continue
        near = at + 1
        while near < len(lower) and lower[near] in _ARTICLES:
            near += 1
        if near < len(words):
            found = "HEAD" if lower[near] == "head" else words[near]
            branch = lower[near + 1 : near + 2] == ["branch"]
            if _is_ref(found, sure=branch or word == "since"):
                return found
    return ""


def _is_ref(word: str, *, sure: bool) -> bool:
    """`sure`: its place says that a path is one, as in "the team/login branch". Since when is no reference, and neither is a file."""
    if not _REF.issuperset(word) or word[:1] in "-./~" or word.endswith((".md", ".lock", "/", ".")) or ".." in word:
        return False
    marked = any(char.isdecimal() for char in word) and not word.isdecimal()
    lower = word.lower()
    if lower in _MAIN or marked:
        return True
    return lower.startswith(("origin/", "upstream/", "release/")) or (sure and "/" in word)


def _lenses(lower: list[str]) -> tuple[str, ...]:
    found = [_LENSES[word] for word in lower if word in _LENSES]
    found += [_LENS_PAIRS[pair] for pair in zip(lower, lower[1:]) if pair in _LENS_PAIRS]
    return tuple(dict.fromkeys(found))


def _question(text: str) -> str:
    if len(text) > 4 * QUESTION_CHARS or "```" in text:
        return ""
    words = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return words if len(words) <= QUESTION_CHARS else ""
