"""The paths in "Files to Modify", as people write them: bare, in backticks, in bold, as links, several in a line, with what changes behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from codex_agent.prompts.prd.blocks import Block, code_spans, masked
from codex_agent.prompts.prd.model import Finding, PlannedFile
from codex_agent.prompts.prd.placeholders import placeholders

_FLEETING = (
    r"(?:to be )?(?:new|created?|add(?:ed)?|deleted?|removed?|renamed?|moved?)(?: file)?"  # what need not be there
)
_LASTING = r"(?:modif(?:y|ied)|edit(?:ed)?|updated?|changed?|extend(?:ed)?)"
_BOX = re.compile(r"\[[ xX]\]\s+")
_LABEL = re.compile(rf"(?:\*\*)?[(\[]?(?:({_FLEETING})|{_LASTING})(?:[)\]]?:?(?:\*\*)?:?)\s+", re.IGNORECASE)
_MARK = re.compile(rf"\s*[(\[][*_]*{_FLEETING}[*_]*[)\]]", re.IGNORECASE)
_LATER_MARK = re.compile(
    rf"[(\[][*_]*{_FLEETING}[*_]*[)\],;:]"
    rf"|[-:|\u2013\u2014]\s*[*_]*(?:{_FLEETING}[*_]*\s*(?:$|[,;.:(|\u2013\u2014-])|new file\b)",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*`?([^*`\n]{1,300})`?:?\*\*")
_LINK = re.compile(r"\[`?([^\]`\n]{1,300})`?\]\(([^)\s]{1,300})[^)\n]{0,300}\)")
_TOKEN = re.compile(r"[^\s`,;|\u2013\u2014]+")
_JOINER = re.compile(r"\s*(?:(→|->|=>)|[,;&+/]|and\b|or\b)\s*(?:and\s+)?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:$|[-:(\[#|\u2013\u2014])")
_LINES = re.compile(r"(?::\d{1,9}(?:[-:]\d{1,9})?|#L\d{1,9}(?:-L?\d{1,9})?)$")
_HERE = re.compile(r"^(?:\./+)+")
_STRONG = re.compile(r"\S*[^\s.]\.\w{1,12}|\S+/")
_WEAK = re.compile(r"\S+/\S+|\.\w\S*|[A-Z]\w*file|LICENSE|README|CHANGELOG|CODEOWNERS|NOTICE|VERSION")
_ELSEWHERE = re.compile(r"/|~|[A-Za-z]:[\\/]|[A-Za-z][A-Za-z0-9+.-]*://")
_PATTERN = re.compile(r"[*?{]")


class _Path(NamedTuple):
    path: str
    end: int
    told: bool  # the writing itself says that it is a path


def leaves(path: str) -> bool:
    """Whether a path leads out of the folder that it is relative to, or is not relative at all."""
    if _ELSEWHERE.match(path):
        return True
    depth = 0
    for part in path.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return True
    return False


def is_pattern(path: str) -> bool:
    return bool(_PATTERN.search(path))


def planned(blocks: Iterable[Block], labels: frozenset[str]) -> Iterator[PlannedFile | Finding]:
    """Every path of the section. An outermost entry that names none is a finding, unless paths follow in the list below it.

    What stands below an entry with a path is taken as a description of its change.
    """
    unnamed: Finding | None = None
    described = False
    for block in blocks:
        outermost = block.kind == "row" or (block.kind == "item" and block.depth == 1)
        if not outermost and (block.kind != "item" or described):
            continue
        found = [PlannedFile(path, block.line, optional) for path, optional in _entry(block.text)]
        if outermost:
            if unnamed:
                yield unnamed
            described = bool(found) or any(placeholders(block, labels))
            unnamed = None if described else Finding(block.line, "this entry names no file: write its path first")
        elif found:
            unnamed = None
        yield from found
    if unnamed:
        yield unnamed


def _entry(text: str) -> list[tuple[str, bool]]:
    """The paths of one entry, and whether each may be missing."""
    at = 0
    if box := _BOX.match(text):
        at = box.end()
    label = _LABEL.match(text, at)
    at = label.end() if label else at
    spans = dict(code_spans(text))
    found, end = _leading(text, at, spans)
    if not found:
        inside = (_clean(text[start:stop]) for start, stop in spans.items() if start >= at)
        found, end = [(path, False) for path in inside if _is_path(path)], at
    every = bool(label and label[1]) or bool(_LATER_MARK.search(masked(text[end:])))
    return [(path, optional or every) for path, optional in found]


def _leading(text: str, at: int, spans: dict[int, int]) -> tuple[list[tuple[str, bool]], int]:
    """The paths at the beginning, joined by commas or words, each with its own `(new)`; and where the rest begins."""
    found: list[tuple[str, bool]] = []
    moved = False
    end = at
    while (one := _path(text, at, spans)) and (one.told or not found):
        mark = _MARK.match(text, one.end)
        end = mark.end() if mark else one.end
        found.append((one.path, bool(mark)))
        joiner = _JOINER.match(text, end)
        if not joiner:
            break
        moved = moved or bool(joiner[1])
        at = joiner.end()
    return [(path, optional or moved) for path, optional in found], end


def _path(text: str, at: int, spans: dict[int, int]) -> _Path | None:
    """The path that begins here, if one does."""
    if at in spans:
        path = _clean(text[at : spans[at]])
        if _is_path(path):
            return _Path(path, spans[at], told=True)
        later = any(_is_path(_clean(text[start:end])) for start, end in spans.items() if start > at)
        return _Path(path, spans[at], told=False) if path and not later else None
    if found := _BOLD.match(text, at) or _LINK.match(text, at):
        path = _clean(found[1])
        if found.re is _LINK and not _is_path(path):
            path = _clean(found[2])
        return _Path(path, found.end(), told=True) if _is_path(path) else None
    if not (token := _TOKEN.match(text, at)):
        return None
    written = token[0].rstrip(":.") if not token[0].endswith("..") else token[0]
    path, end = _clean(written), at + len(written)
    if _STRONG.fullmatch(path):
        return _Path(path, end, told=True)
    if _WEAK.fullmatch(path) and (not spans or _SEPARATOR.match(text, end) or _JOINER.match(text, end)):
        return _Path(path, end, told=True)
    return None


def _is_path(text: str) -> bool:
    return bool(_STRONG.fullmatch(text) or _WEAK.fullmatch(text)) and not text.endswith("()")


def _clean(text: str) -> str:
    """Without backticks, quotes, a leading `./` and the line numbers behind it."""
    return _HERE.sub("", _LINES.sub("", text.strip("`").strip(" \n\"'").rstrip(",;:")))
