"""What is said in a fitted map about the parts that are not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codex_agent.prompts.codebase_map import CodebaseMap, Section
from codex_agent.prompts.tokens import estimate

MOST_NAMED = 40  # sections in the note
TITLE_CHARS = 80

_LINE_END = re.compile(r"\r\n?|\n")


def note(source: CodebaseMap, missing: Sequence[Section], room: int, where: str) -> str:
    """A paragraph that names as many of the missing sections as `room` takes; there must be room for their sum alone."""
    entries = _entries(source, missing)
    said = ""
    for most in range(min(len(entries), MOST_NAMED) + 1):
        words = (
            f"\n\n> Left out for the token budget: {_list(entries, most)}.{where and f' All of it is in {where}.'}\n"
        )
        if said and estimate(words) > room:
            break
        said = words
    return said


def named(source: CodebaseMap, missing: Sequence[Section], most: int) -> str:
    """The first `most` of the missing sections with their sizes, and the others as one sum."""
    return _list(_entries(source, missing), most)


def _list(entries: Sequence[tuple[str, int]], most: int) -> str:
    names = [f"{name} ({_tokens(size)})" for name, size in entries[:most]]
    others = [size for _, size in entries[most:]]
    if others:
        more = " more" if names else ""
        names.append(f"{len(others):,}{more} section{'s' * (len(others) > 1)} ({_tokens(sum(others))})")
    return "; ".join(names)


def _tokens(number: int) -> str:
    return f"{number:,} token{'' if number == 1 else 's'}"


def first_lines(section: Section, room: int) -> str:
    """As many whole lines as fit into `room` together with a word about the cut, and no half code block. Empty if there are none."""
    ends = [match.end() for match in _LINE_END.finditer(section.text)]
    room -= estimate(_cut_here(section.tokens))
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if estimate(section.text[: ends[middle - 1]]) <= room else (low, middle - 1)
    if low:
        from codex_agent.prompts.headings import open_block

        begin = open_block(section.text[: ends[low - 1]])
        low = low if begin is None else begin
    shown = section.text[: ends[low - 1]] if low else ""
    return shown + _cut_here(section.tokens - estimate(shown)) if shown.strip() else ""


def _cut_here(tokens: int) -> str:
    return f"\n> Cut here for the token budget: {_tokens(tokens)} more in this section.\n\n"


def _entries(source: CodebaseMap, missing: Sequence[Section]) -> list[tuple[str, int]]:
    """Name and tokens; a section that is missing with all its parts is one entry."""
    absent = {section.number for section in missing}
    entries: list[tuple[str, int]] = []
    end = 0
    for section in missing:
        if section.number < end:
            continue
        parts = source.subtree(section)
        if not all(part.number in absent for part in parts):
            parts = (section,)
        end = parts[-1].number + 1
        name = source.trail(section)
        tokens = sum(part.tokens for part in parts)
        entries.append((name if len(name) <= TITLE_CHARS else f"{name[: TITLE_CHARS - 1]}…", tokens))
    return entries
