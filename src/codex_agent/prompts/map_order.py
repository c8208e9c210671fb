"""Which sections of a map an agent needs most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codex_agent.prompts.codebase_map import CodebaseMap, Section
from codex_agent.prompts.naming import Strength, named_by

_OVERVIEW = re.compile(r"\boverview\b", re.IGNORECASE)
_GUIDE = re.compile(r"\bnavigation guide\b", re.IGNORECASE)
_GUIDES = (re.compile(r"\bnavigation\b", re.IGNORECASE), re.compile(r"\bwhere to (?:find|look|start)\b", re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class Essentials:
    """What every agent gets: `parts` are the sections below those of the overview."""

    overview: tuple[Section, ...]
    navigation: tuple[Section, ...]
    parts: tuple[Section, ...]


def essentials(source: CodebaseMap) -> Essentials:
    """The overview is what stands before and under the first heading, and the first chapter, or the one that is called so."""
    headed = [section for section in source.sections if section.level]
    overview = [section for section in source.sections if not section.level] + headed[:1]
    parts: tuple[Section, ...] = ()
    chapters = _chapters(headed)
    if chapters:
        chapter = next((one for one in chapters if _OVERVIEW.search(one.title)), chapters[0])
        overview.append(chapter)
        parts = source.subtree(chapter)[1:]
    guide = _guide(headed[1:])
    taken = {section.number for section in (*overview, *parts)}
    navigation = tuple(section for section in source.subtree(guide) if section.number not in taken) if guide else ()
    return Essentials(tuple(overview), navigation, parts)


def by_use(source: CodebaseMap, task: str) -> list[tuple[Section, bool]]:
    """Sections, and whether `task` names them: those first, the clearest first of all, then the rest in the map's order.

    The parts of a section whose heading is named are named with it. A heading that has nothing but parts below it is left to them.
    """
    named = named_by(task)
    strengths: list[Strength] = []
    for section in source.sections:
        inherited = Strength.NONE if section.parent is None else strengths[section.parent]
        whole = inherited is Strength.HEADING
        strengths.append(inherited if whole else named.strength(section.title, section.text))
    parents = {section.parent for section in source.sections}
    useful = [section for section in source.sections if _says_something(section) or section.number not in parents]
    useful.sort(key=lambda section: (-strengths[section.number], section.number))
    return [(section, strengths[section.number] > Strength.NONE) for section in useful]


def _says_something(section: Section) -> bool:
    """Whether there is more to it than a heading."""
    return sum(bool(line.strip(" \t=-")) for line in section.text.splitlines()) > bool(section.level)


def _chapters(headed: Sequence[Section]) -> list[Section]:
    """What the first heading is the title of: the sections below it, or, if it has none and says nothing, those beside it."""
    if not headed:
        return []
    below = [section for section in headed if section.parent == headed[0].number]
    if below or _says_something(headed[0]):
        return below
    return [section for section in headed[1:] if section.parent is None]


def _guide(headed: Sequence[Section]) -> Section | None:
    """A guide of that name at any depth, else a chapter of a like name: a part called Navigation may be about the program's own."""
    exact = next((section for section in headed if _GUIDE.search(section.title)), None)
    like = (section for name in _GUIDES for section in headed if section.level <= 2 and name.search(section.title))
    return exact or next(like, None)
