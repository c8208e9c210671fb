"""Text in, `Prd` out. Tolerant: whatever is wrong is noted, nothing is raised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from codex_agent.plaintext import plain
from codex_agent.prompts.prd import blocks as markdown
from codex_agent.prompts.prd.blocks import Block, Document
from codex_agent.prompts.prd.files import planned
from codex_agent.prompts.prd.model import (
    FILES,
    MAX_CHARS,
    PLAN,
    SUCCESS,
    TESTING,
    Finding,
    Phase,
    PlannedFile,
    Prd,
    Section,
    Task,
)
from codex_agent.prompts.prd.outline import Part, outline, words
from codex_agent.prompts.prd.placeholders import placeholders

QUOTED_CHARS = 60

_NEWLINE = re.compile(r"\r\n?|\n")
_BOX = re.compile(r"^\[([ xX])\](?:\s+|$)")
_ALMOST_BOX = re.compile(r"^\[\s{0,9}[xX✓✔✗✘~-]?\s{0,9}\](?![(\[])")
_LOOSE_BOX = re.compile(r"^[ \t]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]*)?\[[ xX]?\]\s", re.MULTILINE)
_BOLD_PHASE = re.compile(r"(?:\*\*|__)\s*phase\s*[0-9]", re.IGNORECASE)
_HOLLOW = frozenset({"", "tbd", "tba", "tbc", "todo", "wip"})


def parse(text: str) -> Prd:
    """Read a PRD of any shape, in time proportional to its length and bounded by `MAX_CHARS`."""
    if len(text) > MAX_CHARS:
        wrong = f"{len(text):,} characters are more than an agent can read in full (the limit is {MAX_CHARS:,})"
        return Prd("", problems=(Finding(1, f"{wrong}: split it into several PRDs"),), read=False)
    document = markdown.read(text)
    title, parts = outline(document.blocks)
    plan = [part for part in parts if part.name == PLAN or part.number is not None]
    phases = tuple(_phase(part) for part in plan if part.number is not None)
    files = [found for part in parts if part.name == FILES for found in _files(part, document.labels)]
    checked = [task for part in parts if part.name in (TESTING, SUCCESS) for task in _tasks(part.body)]
    return Prd(
        title=title,
        sections=tuple(_section(part) for part in parts if part.number is None),
        phases=phases,
        files=tuple(found for found in files if isinstance(found, PlannedFile)),
        checks=tuple(checked),
        placeholders=tuple(found for block in document.blocks for found in placeholders(block, document.labels)),
        problems=(
            *_left_open(document),
            *_nul(text),
            *(found for found in files if isinstance(found, Finding)),
            *(found for part in plan for found in _boxes_at_fault(part)),
            *_not_phases(parts),
        ),
    )


def says_nothing(text: str) -> bool:
    """Whether a text holds no word, or only one that stands for a missing one."""
    return "".join(filter(str.isalnum, text[:200])).casefold() in _HOLLOW and not any(map(str.isalnum, text[200:]))


def quoted(text: str, chars: int = QUOTED_CHARS) -> str:
    """A few words of the PRD for a message: one line, bounded, unable to drive a terminal."""
    line = "".join(filter(str.isprintable, " ".join(plain(text[: 4 * chars]).split())))
    return f"'{line if len(line) <= chars else line[: chars - 1] + '…'}'"


def _section(part: Part) -> Section:
    return Section(part.heading, part.name, part.block.line, not any(map(_says, part.body)), part.block.dashed)


def _says(block: Block) -> bool:
    """Whether a block is content: a box without words is not, and neither is a heading alone."""
    return block.kind == "code" or (block.kind != "heading" and not says_nothing(_BOX.sub("", block.text, count=1)))


def _files(part: Part, labels: frozenset[str]) -> Iterator[PlannedFile | Finding]:
    yield from planned(part.body, labels)
    entries = any(block.kind in ("item", "row") or any(placeholders(block, labels)) for block in part.body)
    if not entries and any(map(_says, part.body)):
        yield Finding(part.block.line, f"'{FILES}' lists no file: one list item for each, its path first")


def _phase(part: Part) -> Phase:
    return Phase(part.number or 0, part.heading, part.block.line, tuple(_tasks(part.body)))


def _tasks(blocks: Iterable[Block]) -> Iterator[Task]:
    for block in blocks:
        box = _BOX.match(block.text) if block.kind == "item" else None
        if box:
            yield Task(" ".join(block.text[box.end() :].split()), box[1] != " ", block.line, block.depth)


def _boxes_at_fault(part: Part) -> Iterator[Finding]:
    """In the plan, where a box that is not read is work that nobody is given."""
    for block in part.body:
        box = _BOX.match(block.text)
        if block.kind == "item" and box:
            if says_nothing(block.text[box.end() :]):
                yield Finding(block.line, "this check box has no task")
            elif part.number is None:
                yield Finding(
                    block.line, "this check box stands before the first phase: no agent is given it", "warning"
                )
        elif block.kind == "item" and _ALMOST_BOX.match(block.text):
            yield Finding(block.line, f"{quoted(block.text)} has no check box: '[ ]' or '[x]', then a space")
        elif block.kind == "text" and (loose := _LOOSE_BOX.search(block.text)):
            line = block.line + block.text.count("\n", 0, loose.end())
            yield Finding(line, "this check box is not in a list: begin the line with '- [ ] ', below an empty line")


def _not_phases(parts: list[Part]) -> Iterator[Finding]:
    """What looks like a phase in the plan and is none: a heading without a number, or words in bold."""
    in_plan, level = False, 0
    for part in parts:
        alike = part.number is None and words(part.heading)[:1] == ["phase"]
        if part.name:
            in_plan, level = part.name == PLAN, part.block.level
        elif part.number is None and not alike and part.block.level <= level:
            in_plan = False
        if not in_plan:
            continue
        if alike:
            yield _not_phase(part.block, part.heading)
        for block in part.body:
            if block.kind in ("text", "item") and _BOLD_PHASE.match(block.text):
                yield _not_phase(block, block.text)


def _not_phase(block: Block, text: str) -> Finding:
    wrong = f"{quoted(text)} is not read as a phase: a phase is a heading such as '### Phase 1: Name'"
    return Finding(block.line, wrong, "warning")


def _nul(text: str) -> Iterator[Finding]:
    at = text.find("\0")
    if at >= 0:
        yield Finding(len(_NEWLINE.split(text[:at])), "a NUL character: no agent can be given this text")


def _left_open(document: Document) -> Iterator[Finding]:
    if document.open_comment:
        yield Finding(document.open_comment, "this comment is never closed: nothing after it counts")
    if document.open_fence:
        yield Finding(document.open_fence, "this code block is never closed: nothing after it counts")
    if document.too_deep:
        yield Finding(document.too_deep, "lists or quotes are nested too deeply: nothing after this line is read")
