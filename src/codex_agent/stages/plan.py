"""How far a PRD is, read quickly: the phases and which of them are open. Pure, standard library alone, Python 3.9.

`prompts.prd` reads every shape of Markdown and costs fifty times as much; a hint needs the number of a phase and no more. What this
cannot make out has no phases here, and then nobody is told a number.
"""

from __future__ import annotations

FENCES = ("```", "~~~")
MAX_PHASE = 999_999


class Plan:
    """`phases`: number and whether all its boxes are ticked, in the order of the text. A phase without boxes is open."""

    __slots__ = ("phases",)

    def __init__(self, phases: tuple[tuple[int, bool], ...] = ()) -> None:
        self.phases = phases

    @property
    def following(self) -> int | None:
        """The first open phase; None when there is none."""
        return next((number for number, done in self.phases if not done), None)

    @property
    def done(self) -> bool:
        return bool(self.phases) and self.following is None


def read(text: str) -> Plan:
    """The phases of a PRD's text, in time proportional to it."""
    found: list[list[int]] = []  # number, boxes, ticked
    level = 0  # of the phase that is open, 0 outside of any
    for line in _prose(text):
        depth = len(line) - len(line.lstrip("#"))
        if 0 < depth <= 6 and line[depth : depth + 1] in (" ", "\t"):
            number = _number(line[depth:])
            if level and depth > level:
                continue  # a heading inside of the phase
            level = depth if number is not None else 0
            if number is not None:
                found.append([number, 0, 0])
        elif level:
            box = _box(line)
            if box is not None:
                found[-1][1] += 1
                found[-1][2] += box
    return Plan(tuple((number, boxes > 0 and ticked == boxes) for number, boxes, ticked in found))


def _prose(text: str) -> list[str]:
    """The lines that count: no code, no comments."""
    kept = []
    fence, comment = "", False
    for raw in text.splitlines():
        line = raw.strip()
        if comment:
            comment = "-->" not in line
        elif fence:
            fence = "" if line.startswith(fence) and not line.strip(fence[0]) else fence
        elif line.startswith(FENCES):
            fence = line[: len(line) - len(line.lstrip(line[0]))]
        elif line.startswith("<!--"):
            comment = "-->" not in line
        else:
            kept.append(line)
    return kept


def _number(heading: str) -> int | None:
    """Of "Phase 2: Name", also numbered or in bold."""
    words = heading.strip().lower().lstrip("0123456789.)*_# \t")
    if not words.startswith("phase"):
        return None
    rest = words[len("phase") :].lstrip(" \t#")
    digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    after = rest[len(digits) : len(digits) + 2]
    if not digits or after[:1].isalnum() or (after[:1] == "." and after[1:].isdigit()):
        return None
    return min(int(digits[:7]), MAX_PHASE)


def _box(line: str) -> bool | None:
    """Whether the box of a list item is ticked; None for a line that is none."""
    item = line[1:] if line[:1] in ("-", "*", "+") else line.lstrip("0123456789")[1:] if line[:1].isdigit() else ""
    item = item.lstrip(" \t")
    return item[1] != " " if item[:3] in ("[ ]", "[x]", "[X]") and item[3:4] in ("", " ", "\t") else None
