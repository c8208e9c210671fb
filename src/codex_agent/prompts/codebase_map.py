"""A codebase map (Cartographer's docs/CODEBASE_MAP.md, or any Markdown) as sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from codex_agent.prompts.tokens import estimate

_BOUND = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|$)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_PAIR = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(.*))?$")
_INNER = re.compile(r"[ \t]+\S|-[ \t]|#")  # the rest of a value, or a comment


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text up to the next heading of any level. Level 0 is what stands before the first one."""

    number: int
    level: int
    title: str
    text: str
    tokens: int
    parent: int | None  # number of the section that this one is below

    @property
    def label(self) -> str:
        """The heading as an ATX one."""
        return f"{'#' * self.level} {self.title}" if self.level else "(before the first heading)"


@dataclass(frozen=True)
class CodebaseMap:
    """`front` are the plain `key: value` lines of the front matter, unquoted. Sections are found when they are first asked for."""

    text: str
    front: Mapping[str, str]
    body: int  # where the Markdown begins, in characters

    @cached_property
    def tokens(self) -> int:
        return estimate(self.text)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """In the text's order; their texts joined are the text."""
        from codex_agent.prompts.headings import headings  # takes 50 ms, and a map that fits is not taken apart

        found = headings(self.text[self.body :])
        starts = [self.body + one.offset for one in found]
        above: list[Section] = []
        made: list[Section] = []
        if self.text and (not starts or starts[0] > 0):
            text = self.text[: starts[0]] if starts else self.text
            made.append(Section(0, 0, "", text, estimate(text), None))
        for heading, start, end in zip(found, starts, [*starts, len(self.text)][1:], strict=True):
            while above and above[-1].level >= heading.level:
                above.pop()
            text = self.text[start:end]
            parent = above[-1].number if above else None
            above.append(Section(len(made), heading.level, heading.title, text, estimate(text), parent))
            made.append(above[-1])
        return tuple(made)

    def subtree(self, section: Section) -> tuple[Section, ...]:
        """The section with everything below it."""
        end = section.number + 1
        while end < len(self.sections) and self.sections[end].level > section.level:
            end += 1
        return self.sections[section.number : end if section.level else section.number + 1]

    def around(self, section: Section) -> list[Section]:
        """The sections that it is in, from the innermost out."""
        found: list[Section] = []
        while section.parent is not None:
            section = self.sections[section.parent]
            found.append(section)
        return found

    def trail(self, section: Section) -> str:
        """The section's title behind those of the sections around it, the document's own title left out."""
        around = [one for one in self.around(section) if one.parent is not None]
        titles = [one.title for one in (*reversed(around), section)]
        return " / ".join(titles) if section.level else section.label


def parse(text: str) -> CodebaseMap:
    """Any text is a map, however broken; one without headings is a single section."""
    begin = 1 if text.startswith("\ufeff") else 0
    lines = _LINE.finditer(text, begin)
    first = next(lines, None)
    if first is None or not first[0].startswith("---") or not _BOUND.fullmatch(first[0]):
        return CodebaseMap(text, {}, begin)
    front: dict[str, str] = {}
    for line in lines:
        if _BOUND.fullmatch(line[0]):
            return CodebaseMap(text, front, line.end())
        pair = _PAIR.match(line[0].rstrip("\r\n"))
        if pair:
            front.setdefault(pair[1], _value(pair[2] or ""))
        elif not front or not _INNER.match(line[0]):
            break
    return CodebaseMap(text, front, begin)  # it was a line across the page, or front matter that nothing ends


def _value(text: str) -> str:
    text = text.strip()
    if text[:1] in ("'", '"'):
        return text[1:].partition(text[0])[0]
    return text.partition(" #")[0].rstrip()
