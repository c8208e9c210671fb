"""One task over many parts: what each agent is told of its own. Pure."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from codex_agent.prompts.fencing import fenced
from codex_agent.prompts.headings import headings
from codex_agent.prompts.showing import name, one_line


class Section(NamedTuple):
    """`lines`: first and last, counted from 1."""

    title: str
    text: str
    lines: tuple[int, int]


def for_path(task: str, path: str) -> str:
    return f"{task}\n\nYour part of this is {name(path)}, and that alone: other agents have the other parts."


def for_section(task: str, file: str, section: Section) -> str:
    first, last = section.lines
    where = f"the section {one_line(section.title)!r} of {name(file)}, lines {first} to {last}"
    words = f"Your part of this is {where}, and that alone: other agents have the other sections."
    return f"{task}\n\n{words}\n\n{fenced(section.text, 'markdown')}"


def left_out(text: str, made: list[Section]) -> list[tuple[int, int]]:
    """First and last line of each piece of text that is in none of the sections; headings and empty lines alone are no text."""
    lines, titles = text.split("\n"), {text.count("\n", 0, one.offset) for one in headings(text)}
    begins = [0, *(section.lines[1] for section in made)]
    ends = [*(section.lines[0] - 1 for section in made), len(lines)]
    found = []
    for begin, end in zip(begins, ends, strict=True):
        words = [number for number in range(begin, end) if lines[number].strip(" \t\r=-")]
        if not titles.issuperset(words):
            found.append((words[0] + 1, words[-1] + 1))
    return found


def sections(text: str, level: int | None = None) -> list[Section]:
    """What stands under each heading of a level, lower headings included; the text before the first one is in none.

    Without a level, that of the highest of which there are two or more, so a single title is not a section of everything.
    """
    found = headings(text)
    if level is None:
        several = [depth for depth, count in Counter(one.level for one in found).items() if count > 1]
        level = min(several, default=None)
    made = []
    for at, heading in enumerate(found):
        if heading.level == level:
            following = (later.offset for later in found[at + 1 :] if later.level <= heading.level)
            part = text[heading.offset : next(following, len(text))].rstrip() + "\n"
            first = text.count("\n", 0, heading.offset) + 1
            made.append(Section(heading.title, part, (first, first + part.count("\n") - 1)))
    return made
