"""Findings as Markdown for people: entries of a tracking file, which know themselves again. Pure.

An entry is a check box with the finding's texts below it; a comment at its end carries what a later run compares.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from codex_agent.prompts.fencing import fenced
from codex_agent.prompts.findings import Finding, Merged, Severity
from codex_agent.prompts.merging import recognised
from codex_agent.prompts.showing import bounded, one_line

DRIFT_LINES = 40  # that a fault may have moved between two runs
COMPARED_CHARS = 500
TEXT_CHARS = 4_000
HEAD = """# Review findings

Written by `codex-agent review`. Tick what is done or decided; what is open here is not added twice, and what is ticked and found again is
added anew. Everything between the boxes is yours to edit.
"""

_ENTRY = re.compile(r"^\s*[-*+] \[(?P<tick>.)\] .*<!-- finding (?P<data>\{[^<>]*\}) -->\s*$")
_BOX = re.compile(r"^(\s*[-*+] \[).\]")
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#!|~&$])")


class Appended(NamedTuple):
    """A tracking file with what was new; `text` is None when it stays as it is. `known`: boxes that were and stay open."""

    text: str | None
    added: int
    known: int
    ticked: int = 0


def append(text: str, heading: str, merged: Sequence[Merged], fixed: Sequence[Finding] = ()) -> Appended:
    """Add the findings that `text`, the file so far, does not have open, and tick what was fixed. Nothing else changes, byte for byte."""
    before = text
    text, ticked = _ticked(text, [_compared(one) for one in fixed])
    left = open_findings(text)
    known = recognised(left, [_compared(one.finding) for one in merged], drift=DRIFT_LINES)
    new = [one for one, is_known in zip(merged, known, strict=True) if not is_known]
    if not new:
        return Appended(None if text == before else text, 0, len(left), ticked)
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    section = "\n".join([f"## {_escaped(one_line(heading))}\n", *(entry(one) for one in new)])
    return Appended(f"{text or HEAD + chr(10)}{gap}{section}", len(new), len(left), ticked)


def open_findings(text: str) -> list[Finding]:
    """What the entries without a tick are about. A line that cannot be read is no entry."""
    return [finding for _, finding in _open(text.splitlines())]


def _open(lines: Sequence[str]) -> list[tuple[int, Finding]]:
    """With the number of the line, from 0."""
    found = ((at, _ENTRY.match(line)) for at, line in enumerate(lines))
    return [
        (at, finding)
        for at, match in found
        if match and match["tick"] not in "xX" and (finding := _parsed(match["data"]))
    ]


def _ticked(text: str, fixed: Sequence[Finding]) -> tuple[str, int]:
    lines = text.splitlines(keepends=True)
    entries = _open([line.splitlines()[0] for line in lines])
    hits = recognised(fixed, [finding for _, finding in entries], drift=DRIFT_LINES)
    done = [at for (at, _), is_fixed in zip(entries, hits, strict=True) if is_fixed]
    for at in done:
        lines[at] = _BOX.sub(r"\g<1>x]", lines[at], count=1)
    return "".join(lines), len(done)


def entry(merged: Merged) -> str:
    """One finding as an item of a list, ending with a newline."""
    one = merged.finding
    place = f"{code(one_line(one.place))} " if one.file else ""
    by = f"Found by {_escaped(one_line(', '.join(merged.found_by)))}."
    doubt = f" Unverified place: {merged.doubt.value}." if merged.doubt else ""
    lines = [
        f"- [ ] **{one.severity.value}** {place}{_escaped(one_line(one.title)) or '(no title)'} {_mark(one)}",
        f"  {by}{doubt}",
    ]
    texts = [("Evidence", one.evidence), ("Fix", one.fix), *(("Another fix", fix) for fix in merged.other_fixes)]
    for label, text in texts:
        if text.strip():
            lines += ["", f"  {label}:", "", *(f"  {line}" if line else "" for line in _block(text))]
    return "\n".join(lines) + "\n"


def _block(text: str) -> list[str]:
    """In a fence, with line ends of one kind: a stray one must not leave the item's indentation."""
    return fenced("\n".join(bounded(text.strip("\n"), TEXT_CHARS).splitlines())).split("\n")


def code(text: str) -> str:
    """A code span that holds any text of one line."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _ACTIVE.sub(r"\\\1", text)


def _compared(one: Finding) -> Finding:
    """As much of a finding as its mark keeps."""
    cut = [one_line(text, COMPARED_CHARS) for text in (one.title, one.file, one.fix)]
    return Finding(one.severity, cut[0], cut[1], one.line_start, one.line_end, "", cut[2])


def _mark(one: Finding) -> str:
    kept = _compared(one)
    data = [kept.severity.value, kept.title, kept.file, kept.line_start, kept.line_end, kept.fix]
    names = ("severity", "title", "file", "line_start", "line_end", "fix")
    text = json.dumps(dict(zip(names, data, strict=True)))
    for char in "<>-":  # nothing ends the comment
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f"<!-- finding {text} -->"


def _parsed(data: str) -> Finding | None:
    try:
        read = json.loads(data)
        texts = [read["title"], read["file"], read["fix"]]
        lines = [read["line_start"], read["line_end"]]
        severity = Severity(read["severity"])
    except (ValueError, KeyError, RecursionError):
        return None
    if not all(isinstance(text, str) for text in texts) or not all(line is None or type(line) is int for line in lines):
        return None
    return Finding(severity, texts[0], texts[1], lines[0], lines[1], "", texts[2])


def counted(findings: Iterable[Finding]) -> str:
    """`1 critical, 2 minor`, or `no findings`."""
    severities = [finding.severity for finding in findings]
    parts = [f"{severities.count(one)} {one.value}" for one in Severity if one in severities]
    return ", ".join(parts) or "no findings"
