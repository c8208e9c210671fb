"""Guidance that was never replaced: ours, `[fill in: ...]` anywhere, and any text in brackets where nothing else stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codex_agent.prompts.prd.blocks import Block, masked
from codex_agent.prompts.prd.model import Placeholder

_OURS = re.compile(r"(?<!\\)\[fill in\b[^\[\]]{0,300}\]", re.IGNORECASE)
_ALONE = re.compile(
    r"\s*(?:\[[ xX]\]\s+)?"  # a check box
    r"(?:phase\s*[0-9]{1,6}\s*[:.\u2013\u2014-]\s*|\S{1,300}\s+(?:[:|\u2013\u2014-]\s+))?"  # "Phase 2:", or a path before what changes in it
    r"(\[(?![!^])(?=[^\[\]]*[^\W\d_]{2})[^\[\]]{2,300}\])\s*$",
    re.IGNORECASE,
)


def placeholders(block: Block, labels: frozenset[str]) -> Iterator[Placeholder]:
    """Those of one block. Code is not looked at, and a text in brackets that is a defined link (`labels`) is none."""
    if block.kind == "code" or "[" not in block.text:
        return
    text = masked(block.text)
    line, counted = block.line, 0
    for found in _OURS.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        yield Placeholder(" ".join(block.text[found.start() : found.end()].split()), line)
    alone = None if counted or block.kind == "html" or _OURS.search(text) else _ALONE.match(text)
    if alone and alone[1][1:-1].casefold() not in labels:
        yield Placeholder(" ".join(alone[1].split()), block.line + text.count("\n", 0, alone.start(1)))
