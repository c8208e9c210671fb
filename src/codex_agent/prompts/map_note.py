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
    """The missing sections by name and size in tokens, as many as `room` takes; the rest as one sum, for which there must be room."""
    entries = _entries(source, missing)
    total = sum(tokens for _, tokens in entries)
    said = ""
    for count in range(min(len(entries), MOST_NAMED) + 1):
        names = [f"{name} ({tokens:,})" for name, tokens in entries[:count]]
        rest = [tokens for _, tokens in entries[count:]]
        if rest:
            names.append(f"{len(rest):,}{' more' if names else ''} section{'s' * (len(rest) > 1)} ({sum(rest):,})")
        words = f"\n\n> Left out for the token budget, {total:,} tokens: {'; '.join(names)}.{where and f' They are in {where}.'}\n"
        if said and estimate(words) > room:
            break
        said = words
    return said


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
    return f"\n> Cut here for the token budget: {tokens:,} more tokens in this section.\n\n"


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
