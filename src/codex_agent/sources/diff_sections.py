"""A diff taken apart into its files, by the headers that git writes for them. Pure."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from codex_agent.prompts.reviewing import Touched
from codex_agent.sources import secrets

_START = re.compile(rb"^(?:diff --git |\* Unmerged path )", re.MULTILINE)
_HUNK = re.compile(rb"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
_ESCAPES = {7: b"\\a", 8: b"\\b", 9: b"\\t", 10: b"\\n", 11: b"\\v", 12: b"\\f", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}


def split(diff: bytes, files: Iterable[Touched]) -> dict[str, bytes]:
    """The part of each file, by its path. What belongs to none of the files is dropped: nobody knows what is in it."""
    heads = {head: file.path for file in files for head in _heads(file)}
    starts = [match.start() for match in _START.finditer(diff)]
    parts: dict[str, bytes] = {}
    for start, end in zip(starts, [*starts, len(diff)][1:], strict=True):
        path = heads.get(diff[start : diff.find(b"\n", start)])
        if path is not None:
            parts[path] = parts.get(path, b"") + diff[start:end]
    return parts


def _heads(file: Touched) -> list[bytes]:
    new = os.fsencode(file.path)
    old = os.fsencode(file.old) if file.old else new
    pair = b"diff --git %b %b" % (_quoted(b"a/" + old), _quoted(b"b/" + new))
    return [pair, b"* Unmerged path " + new]


def _quoted(name: bytes) -> bytes:
    """As git has it with core.quotePath off."""
    escaped = b"".join(
        _ESCAPES.get(byte) or (b"\\%03o" % byte if byte < 32 or byte == 127 else bytes([byte])) for byte in name
    )
    return name if escaped == name else b'"%b"' % escaped


def secrets_in(part: bytes) -> list[secrets.Finding]:
    """What looks like a secret in the lines of one file's diff, removed ones too; the lines are the file's own."""
    lines = list(_lines(part))
    if not lines:
        return []
    found = secrets.scan(b"\n".join(text for _, text in lines))
    return [secrets.Finding(lines[one.line - 1][0], one.rule) for one in found]


def is_text(part: bytes) -> bool:
    """Whether the lines can be read; git takes what has no NUL at its beginning for text."""
    text = b"\n".join(text for _, text in _lines(part))
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in text


def _lines(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of the file that a diff shows, without their marks, with their numbers: of the old file where they are removed."""
    old = new = 0
    inside = False
    for line in part.split(b"\n"):
        if hunk := _HUNK.match(line):
            old, new, inside = int(hunk[1]), int(hunk[2]), True
        elif line.startswith(b"diff --git "):
            inside = False
        elif inside and line[:1] in (b" ", b"+", b"-"):
            yield (old if line[:1] == b"-" else new), line[1:]
            old += line[:1] != b"+"
            new += line[:1] != b"-"


def fitting(sizes: Mapping[str, int], limit: int) -> set[str]:
    """Which of them stay when the largest are left out until the rest fits."""
    total = sum(sizes.values())
    kept = set(sizes)
    for path in sorted(sizes, key=lambda path: (-sizes[path], path)):
        if total <= limit:
            break
        total -= sizes[path]
        kept.discard(path)
    return kept
