"""Which headings are sections of a PRD and which are phases, and what stands below each.

People write headings at any level, numbered, in bold, with a colon; phases below the plan or beside it. What decides is the order and
who stands below whom: "Testing" below "Phase 2" belongs to the phase, "Phase 1" below "Rollout" is not part of the plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile

from codex_agent.prompts.prd.blocks import Block
from codex_agent.prompts.prd.model import NAMES, PLAN

_WORD = re.compile(r"[^\W_]+")
_LETTERED = re.compile(r"\W*(?:[a-z]|[ivx]+)[.)]\s")
_DRESS = re.compile(r"[\W_]*(?:[0-9]+(?:\.[0-9]+)*[\W_]+)?")  # emphasis, pictures, numbering
_PHASE = re.compile(
    r"phase\s*(?:#\s*)?([0-9]{1,6})(?![^\W_]|\.[0-9])[*_]*(?:\s*(?:/|of\b)\s*[0-9]{1,6}\b)?(.*)",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BY_KEY = {name.casefold(): name for name in NAMES}


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the blocks below it, until the next heading that does not belong to it.

    `number` is set for a phase, and `heading` is its name then; `name` for a section of the form.
    """

    heading: str
    block: Block
    body: tuple[Block, ...]
    name: str | None = None
    number: int | None = None


@dataclass(slots=True)
class _Heading:
    at: int  # index among the blocks
    block: Block
    above: tuple[_Heading, ...] = ()
    key: str | None = None
    number: int | None = None
    rest: str = ""
    counts: bool = False  # as a section of the form or as a phase


def outline(blocks: tuple[Block, ...]) -> tuple[str, list[Part]]:
    """The title, and every other heading with its blocks in the order of the text."""
    headings = [_heading(at, block) for at, block in enumerate(blocks) if block.kind == "heading"]
    title = _title(headings)
    if title:
        headings = headings[1:]
    _nest(headings)
    _choose_sections(headings)
    _choose_phases(headings)
    return title, [_part(headings, number, blocks) for number in range(len(headings))]


def words(text: str) -> list[str]:
    """The words of a heading in lower case, without its numbering and decoration."""
    text = text.casefold()
    lettered = _LETTERED.match(text)
    found = _WORD.findall(text[lettered.end() :] if lettered else text)
    return list(dropwhile(str.isdecimal, found))


def shown(text: str) -> str:
    """A heading on one line, as a reader sees it."""
    return " ".join(_ESCAPED.sub(r"\1", text).split())


def _heading(at: int, block: Block) -> _Heading:
    heading = _Heading(at, block, key=_BY_KEY.get(" ".join(words(block.text))))
    dress = _DRESS.match(block.text)
    phase = _PHASE.match(block.text, dress.end() if dress else 0)
    if phase:
        heading.number = int(phase[1])
        heading.rest = shown(phase[2]).lstrip(" *:.-\u2013\u2014)").rstrip(" *:")
    return heading


def _title(headings: list[_Heading]) -> str:
    """The first heading, unless it is one of the form's or a phase; alone above all others it is the title whatever it says."""
    if not headings:
        return ""
    first = headings[0]
    alone = all(heading.block.level > first.block.level for heading in headings[1:])
    return shown(first.block.text) if alone or (first.key is None and first.number is None) else ""


def _nest(headings: list[_Heading]) -> None:
    open_: list[_Heading] = []
    for heading in headings:
        while open_ and open_[-1].block.level >= heading.block.level:
            open_.pop()
        heading.above = tuple(open_)
        open_.append(heading)


def _choose_sections(headings: list[_Heading]) -> None:
    """A heading below another section counts only where its name stands nowhere else; below a phase it never does."""
    candidates = [h for h in headings if h.key and not any(upper.number is not None for upper in h.above)]
    free = [h for h in candidates if not any(upper.key for upper in h.above)]
    names = {heading.key for heading in free}
    for heading in candidates:
        heading.counts = heading.key not in names
    for heading in free:
        heading.counts = True


def _choose_phases(headings: list[_Heading]) -> None:
    planned = any(heading.counts and heading.key == PLAN for heading in headings)
    section: _Heading | None = None
    for heading in headings:
        if heading.counts:
            section = heading
        elif heading.number is not None and not any(upper.number is not None for upper in heading.above):
            heading.counts = _is_planned(heading, section) if planned else not any(up.counts for up in heading.above)


def _is_planned(heading: _Heading, section: _Heading | None) -> bool:
    """The plan is the last section above, and no heading in between takes the phase out of it."""
    if section is None or section.key != PLAN:
        return False
    return not any(upper.at > section.at and upper.block.level <= section.block.level for upper in heading.above)


def _part(headings: list[_Heading], number: int, blocks: tuple[Block, ...]) -> Part:
    heading = headings[number]
    end = len(blocks)
    for at in range(number + 1, len(headings)):
        if headings[at].counts or headings[at].block.level <= heading.block.level:
            end = headings[at].at
            break
    is_phase = heading.counts and heading.key is None
    return Part(
        heading=heading.rest if is_phase else shown(heading.block.text),
        block=heading.block,
        body=blocks[heading.at + 1 : end],
        name=heading.key if heading.counts else None,
        number=heading.number if is_phase else None,
    )
