"""The files of a diff, out of what `git diff --raw --numstat -z` prints."""

from __future__ import annotations

import os
from collections.abc import Iterator

from codex_agent.prompts.reviewing import Held, Touched
from codex_agent.sources import visible

STATUSES = {
    "A": "added",
    "M": "modified",
    "D": "deleted",
    "R": "renamed",
    "C": "copied",
    "T": "retyped",
    "U": "unmerged",
}
LINK, SUBMODULE = "120000", "160000"


def names(data: bytes) -> list[str]:
    return [os.fsdecode(name) for name in data.split(b"\0") if name]


def touched(data: bytes) -> tuple[Touched, ...]:
    """First the raw entries, then the numbers of lines."""
    fields = iter(names(data))
    files: dict[str, Touched] = {}
    for head, first, second in _records(fields):
        name, old = (second, first) if second else (first, None)
        if head.startswith(":"):
            modes, status = head[1:].split()[:2], head.split()[4][0]
            note = "submodule" if SUBMODULE in modes else "symbolic link" if LINK in modes else ""
            files[name] = visible.by_name(Touched(name, STATUSES.get(status, "changed"), old=old, note=note))
        elif name in files:
            added, removed = head.split("\t")[:2]
            if added == "-":
                known = files[name]
                files[name] = known._replace(note=known.note or visible.BINARY, held=known.held or Held.OPAQUE)
            else:
                files[name] = files[name]._replace(added=int(added), removed=int(removed))
    return tuple(files.values())


def _records(fields: Iterator[str]) -> Iterator[tuple[str, str, str]]:
    """Head, name and, of a rename, the new name."""
    for head in fields:
        if head.startswith(":"):
            yield head, next(fields), next(fields) if head.split()[4][0] in "RC" else ""
        else:
            added, removed, name = head.split("\t", 2)
            yield f"{added}\t{removed}", *((name, "") if name else (next(fields), next(fields)))
