"""Where a Markdown text has its headings. markdown-it decides; this module only spares it the lines that cannot matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_LINES = 120_000  # that the parser is shown, some 3 s; what comes after belongs to the last section

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_ATX = re.compile(r"#{1,6}(?:[ \t]|$)")
_HTML = re.compile(r" {0,3}<")
_DECLARATION = re.compile(r" {0,3}<![A-Za-z]")  # ends with any line that has a >
_TELLING = re.compile(
    r"```|~~~"  # opens or closes a fence, at any depth
    r"|-->|\?>|]]>|</(?:script|pre|style|textarea)>"  # ends an HTML block that blank lines do not end
    r"|^ {0,3}(?:<|\#|=+[ \t]*$|-+[ \t]*$)",  # HTML, a heading, the line under one
    re.IGNORECASE,
)


class Heading(NamedTuple):
    """`offset` counts characters; a setext heading begins where its text does. `title` is one line of raw Markdown."""

    offset: int
    level: int
    title: str


def headings(text: str) -> list[Heading]:
    """Every heading of the document itself, as CommonMark (with tables) has it; those in quotes and list items are not its own.

    Linear. A megabyte of lists, tables and prose costs some 40 ms, a thousand headings 20 ms.
    """
    ended = _LINE.findall(text)
    offsets = [0, *accumulate(map(len, ended))]
    lines = [line.rstrip("\r\n") for line in ended]
    shown = list(range(len(lines))) if any(map(_DECLARATION.match, lines)) else _needed(lines)
    del shown[MAX_LINES:]
    tokens = _parser().parse("\n".join(lines[number] for number in shown))
    found = []
    for token, content in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            title = " ".join(content.content.split())
            found.append(Heading(offsets[shown[token.map[0]]], int(token.tag[1:]), title))
    return found


def open_block(text: str) -> int | None:
    """The line, counted from 0, at which a code fence or HTML block begins that the end of `text` leaves open."""
    blocks = [(token.type, token.map) for token in _parser().parse(f"{text}\n\nx\n") if token.level == 0]
    kind, lines = next((kind, lines) for kind, lines in reversed(blocks) if lines)
    return None if kind == "paragraph_open" else lines[0]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 20 ms that only those pay who read Markdown

    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"], ignoreInvalid=True)


def _needed(lines: list[str]) -> list[int]:
    """The numbers of the lines that can decide about a heading.

    A group is what nothing before it can reach into, unless a fence or an HTML block is open: it begins after a blank line in the first
    column, or at a heading there, or below that. A group without a telling line has no heading and leaves nothing open, so it can go.
    Inside an open block it can go as well, because every line that may close one is telling. What is kept stays apart: a group
    ends with its blank lines, or is a heading.
    """
    needed: list[int] = []
    for start, end in _groups(lines):
        if any(map(_TELLING.search, lines[start:end])):
            needed.extend(range(start, end))
    return needed


def _groups(lines: list[str]) -> Iterator[tuple[int, int]]:
    begin = 0
    for start, end in _chunks(lines):
        html = any(map(_HTML.match, lines[start:end]))  # some HTML blocks swallow headings up to the next blank line
        for number in range(start, end):
            first = number == start and not lines[number][0].isspace()
            split = not html and (_ATX.match(lines[number]) or (number > start and _ATX.match(lines[number - 1])))
            if (first or split) and number > begin:
                yield begin, number
                begin = number
    yield begin, len(lines)


def _chunks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Runs of lines that are not blank."""
    start = None
    for number, line in enumerate(lines):
        if line.strip(" \t"):
            start = number if start is None else start
        elif start is not None:
            yield start, number
            start = None
    if start is not None:
        yield start, len(lines)
