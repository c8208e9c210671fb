"""Two structured answers beside each other, section by section: findings, data of a schema, or headings of Markdown. Pure."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from codex_agent.answers.text import place
from codex_agent.errors import AgentError
from codex_agent.prompts.findings import Finding, Merged, read_answer
from codex_agent.prompts.headings import headings
from codex_agent.prompts.merging import merge

ALPHA, BETA = "Alpha", "Beta"
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.):]?|[ivx]+[.)])\s+", re.IGNORECASE)
_UNDERLINE = re.compile(r"\A {0,3}(?:=+|-+)[ \t]*(?:\n|\Z)")  # of a heading
_MARKS = str.maketrans("", "", "*_`")


class Kind(StrEnum):
    ONLY_ALPHA = "only_alpha"
    ONLY_BETA = "only_beta"
    DIFFERENT = "different"
    SAME = "same"


class Answer(NamedTuple):
    """What one side said. `data` is None unless the answer was bound to a schema and fits."""

    text: str
    data: Any = None


@dataclass(frozen=True, slots=True)
class Section:
    """`name` says where: a heading, a place in the data, or what is wrong. `alpha` and `beta` are what each has there, None for nothing.

    `differs`: in what, where both have it and it is not the same.
    """

    kind: Kind
    name: str
    alpha: Any = None
    beta: Any = None
    differs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "name": self.name,
            "alpha": self.alpha,
            "beta": self.beta,
            "differs": list(self.differs),
        }


@dataclass(frozen=True, slots=True)
class Differences:
    """`by`: findings, data or headings."""

    by: str
    sections: tuple[Section, ...]

    def of(self, kind: Kind) -> list[Section]:
        return [section for section in self.sections if section.kind is kind]


def between(alpha: Answer, beta: Answer, *, root: str = "") -> Differences | None:
    """The sections of both, or None where the two have no form in common. `root`: the folder that paths of findings may begin with."""
    if alpha.data is not None and beta.data is not None:
        found = _findings(alpha.data), _findings(beta.data)
        if found[0] is not None and found[1] is not None:
            return Differences("findings", tuple(_by_findings(found[0], found[1], root)))
        return Differences("data", tuple(_by_data((), alpha.data, beta.data)))
    if alpha.data is not None or beta.data is not None:
        return None
    parts = _sections(alpha.text), _sections(beta.text)
    if not parts[0].keys() & parts[1].keys() - {("", 1)}:
        return None
    return Differences("headings", tuple(_by_headings(*parts)))


def _findings(data: Any) -> tuple[Finding, ...] | None:
    try:
        return read_answer(data)
    except AgentError:
        return None


def _by_findings(alpha: Sequence[Finding], beta: Sequence[Finding], root: str) -> Iterator[Section]:
    """What both found is the same if they agree on the severity and on lines that touch; the words are never equal."""
    for merged in merge(((ALPHA, alpha), (BETA, beta)), root=root):
        sides = [[one for who, one in merged.reports if who == label] for label in (ALPHA, BETA)]
        told = [[one.as_json() for one in side] or None for side in sides]
        differs = _disagreement(*sides)
        yield Section(_kind(told[0], told[1], differs), _title(merged), told[0], told[1], differs)


def _title(merged: Merged) -> str:
    one = merged.finding
    return ": ".join(filter(None, (one.place, one.title)))


def _disagreement(alpha: Sequence[Finding], beta: Sequence[Finding]) -> tuple[str, ...]:
    if not alpha or not beta:
        return ()
    severities = [min(one.severity.rank for one in side) for side in (alpha, beta)]
    apart = not any(_touching(one, other) for one in alpha for other in beta)
    return tuple(name for name, differ in (("severity", severities[0] != severities[1]), ("place", apart)) if differ)


def _touching(one: Finding, other: Finding) -> bool:
    if one.line_start is None or one.line_end is None or other.line_start is None or other.line_end is None:
        return one.line_start == other.line_start
    return one.line_start <= other.line_end and other.line_start <= one.line_end


def _by_data(path: tuple[str | int, ...], alpha: Any, beta: Any) -> Iterator[Section]:
    """Objects are gone into, lists compared as heaps: the order in which a model lists things says little."""
    if _text(alpha) == _text(beta):
        yield Section(Kind.SAME, place(path), alpha, beta)
    elif isinstance(alpha, dict) and isinstance(beta, dict):
        for key in dict.fromkeys((*alpha, *beta)):
            inner = (*path, key)
            if key in alpha and key in beta:
                yield from _by_data(inner, alpha[key], beta[key])
            elif key in alpha:
                yield Section(Kind.ONLY_ALPHA, place(inner), alpha=alpha[key])
            else:
                yield Section(Kind.ONLY_BETA, place(inner), beta=beta[key])
    elif isinstance(alpha, list) and isinstance(beta, list):
        yield from _by_items(f"{place(path)}[]", alpha, beta)
    else:
        yield Section(Kind.DIFFERENT, place(path), alpha, beta, ("value",))


def _by_items(name: str, alpha: list[Any], beta: list[Any]) -> Iterator[Section]:
    counts = Counter(map(_text, alpha)), Counter(map(_text, beta))
    both = counts[0] & counts[1]
    for text in both.elements():
        yield Section(Kind.SAME, name, json.loads(text), json.loads(text))
    for text in (counts[0] - both).elements():
        yield Section(Kind.ONLY_ALPHA, name, alpha=json.loads(text))
    for text in (counts[1] - both).elements():
        yield Section(Kind.ONLY_BETA, name, beta=json.loads(text))


def _text(value: Any) -> str:
    """The same text for the same JSON value, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True)


def _by_headings(
    alpha: dict[tuple[str, int], tuple[str, str]], beta: dict[tuple[str, int], tuple[str, str]]
) -> Iterator[Section]:
    for key in dict.fromkeys((*alpha, *beta)):
        title, ours = alpha.get(key, ("", None))
        if ours is None:
            title = beta[key][0]
        theirs = beta[key][1] if key in beta else None
        differs = ("text",) if None not in (ours, theirs) and _words(ours) != _words(theirs) else ()
        name = title or "(before the first heading)"
        yield Section(_kind(ours, theirs, differs), name, ours, theirs, differs)


def _kind(alpha: Any, beta: Any, differs: tuple[str, ...]) -> Kind:
    if alpha is None or beta is None:
        return Kind.ONLY_ALPHA if beta is None else Kind.ONLY_BETA
    return Kind.DIFFERENT if differs else Kind.SAME


def _words(text: str | None) -> list[str]:
    return (text or "").split()


def _sections(text: str) -> dict[tuple[str, int], tuple[str, str]]:
    """Title and text of each section up to the next heading of any level, by the bare title and how often it stood before."""
    found = headings(text)
    starts = [(0, ""), *((heading.offset, heading.title) for heading in found), (len(text), "")]
    sections: dict[tuple[str, int], tuple[str, str]] = {}
    seen: Counter[str] = Counter()
    for (start, title), (end, _) in pairwise(starts):
        body = _UNDERLINE.sub("", text[start:end].partition("\n")[2]) if title else text[start:end]
        bare = _bare(title)
        if title or body.strip():
            seen[bare] += 1
            sections[bare, seen[bare]] = title, body.strip()
    return sections


def _bare(title: str) -> str:
    """A title as it is compared: no numbering, emphasis, colon or capitals."""
    plain = _NUMBER.sub("", title.translate(_MARKS).strip()).strip().rstrip(":").strip()
    return " ".join((plain or title).casefold().split())
