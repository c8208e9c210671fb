"""What a PRD holds, with the line of everything (from 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PLAN, FILES, TESTING, SUCCESS = "Implementation Plan", "Files to Modify", "Testing", "Success Criteria"
NAMES = ("Problem", "Solution", "Requirements", PLAN, FILES, TESTING, SUCCESS)
MAX_CHARS = 500_000  # about 125,000 tokens: no agent reads more than that in full and still has room to work


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a PRD. Errors make it unfit to be given to an agent; warnings do not."""

    line: int
    message: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it. `name` is one of `NAMES`, or None for a section of the author's own.

    `empty`: nothing below says anything; comments, lone sub-headings and a mere "TBD" do not count.
    `dashed`: a heading only because of the dashes below it.
    """

    heading: str
    name: str | None
    line: int
    empty: bool
    dashed: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A check box. `depth` is 1 in the outermost list."""

    text: str
    done: bool
    line: int
    depth: int


@dataclass(frozen=True, slots=True)
class Phase:
    number: int
    name: str
    line: int
    tasks: tuple[Task, ...]

    @property
    def left(self) -> int:
        """How many boxes are not ticked."""
        return sum(not task.done for task in self.tasks)


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A path as written, without decoration. `optional`: marked as new, deleted or renamed, so it may be missing."""

    path: str
    line: int
    optional: bool


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Guidance of the form that nobody has replaced."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Prd:
    """`checks` are the boxes in Testing and Success Criteria; `problems` is what the text alone already shows to be wrong.

    `read` is False for a text beyond `MAX_CHARS`: nothing in it was looked at.
    """

    title: str
    sections: tuple[Section, ...] = ()
    phases: tuple[Phase, ...] = ()
    files: tuple[PlannedFile, ...] = ()
    checks: tuple[Task, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    problems: tuple[Finding, ...] = ()
    read: bool = True

    def section(self, name: str) -> Section | None:
        """The first section of that name."""
        return next((section for section in self.sections if section.name == name), None)
