"""Markdown as a flat list of blocks with line numbers: what a reader sees, without comments, front matter and link definitions.

Blocks alone are parsed by the library; its inline parser is not needed, and leaving it out keeps the time proportional to the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

MAX_NESTING = 60  # about 30 lists within each other; the library reads nothing that comes after something deeper

Kind = Literal["heading", "text", "item", "row", "code", "html"]

_NEWLINE = re.compile(r"\r\n?")
_BACKTICKS = re.compile(r"`+")
_KEY = re.compile(r"""["']?\w[\w .-]*["']?\s*:(?:\s|$)""")
_NOT_YAML = re.compile(r"(?![\s#-]|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """`item` is the first paragraph of a list item, `depth` the number of lists around it; `row` is a table's, cells joined by ` | `.

    `level` is the heading's. Only headings outside of quotes and lists are headings; others are text. Titles of columns are left out.
    `dashed`: a heading only because of the dashes below it.
    """

    kind: Kind
    text: str
    line: int
    depth: int = 0
    level: int = 0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """`labels` are the links that are defined at the end of the text; the lines are of what is open until the end, or None."""

    blocks: tuple[Block, ...]
    labels: frozenset[str]
    open_comment: int | None
    open_fence: int | None
    too_deep: int | None


def read(text: str) -> Document:
    """Never raises, whatever the text."""
    lines = _NEWLINE.sub("\n", text.removeprefix("\ufeff")).split("\n")
    body = _front_matter(lines)
    lines[:body] = [""] * body
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    env: dict[str, dict[str, object]] = {}
    tokens = parser.parse("\n".join(lines), env)
    return Document(
        blocks=tuple(_blocks(tokens)),
        labels=frozenset(label.casefold() for label in env.get("references", {})),
        open_comment=next((_line(token) for token in tokens if _is_open_comment(token)), None),
        open_fence=next((_line(token) for token in tokens if _is_open_fence(token, lines)), None),
        too_deep=next((_line(token) for token in tokens if _is_too_deep(token)), None),
    )


def _front_matter(lines: list[str]) -> int:
    """How many lines at the top are YAML between `---` and `---`. A ruler at the top of a text is not that."""
    if lines[0].rstrip() != "---":
        return 0
    keys = 0
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() in ("---", "..."):
            return number if keys or number == 2 else 0
        if _KEY.match(line):
            keys += 1
        elif _NOT_YAML.match(line):
            return 0
    return 0


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _is_too_deep(token: Token) -> bool:
    """The library leaves out what stands in it, and everything after it."""
    return token.type in ("list_item_open", "blockquote_open") and token.level >= MAX_NESTING - 1


def _is_open_comment(token: Token) -> bool:
    """The library takes it to reach until the end of the text, as a browser does."""
    return token.type == "html_block" and token.content.lstrip().startswith("<!--") and "-->" not in token.content


def _is_open_fence(token: Token, lines: list[str]) -> bool:
    if token.type != "fence" or token.level or not token.map:
        return False
    first, end = token.map
    last = lines[end - 1].strip()
    return end - 1 == first or not last.startswith(token.markup) or bool(last.strip(token.markup[0]))


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    lists, line = 0, 1
    cells: list[str] = []
    opened = [None, *tokens]
    outer: Token | None = None  # what was opened before the paragraph at hand
    for before, token in zip(opened, tokens, strict=False):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists += 1
            case "bullet_list_close" | "ordered_list_close":
                lists -= 1
            case "paragraph_open":
                outer = before
            case "inline" if before and before.type == "td_open":
                cells.append(uncommented(token.content))
                line = _line(token)
            case "tr_close" if cells:
                yield Block("row", " | ".join(cells), line)
                cells = []
            case "inline" if before and before.type != "th_open":
                yield _inline(token, before, outer, lists)
            case "fence" | "code_block" if token.content.strip():
                yield Block("code", token.content, _line(token))
            case "html_block":
                yield Block("html", uncommented(token.content, code=False), _line(token))


def _inline(token: Token, before: Token, outer: Token | None, lists: int) -> Block:
    text, line = uncommented(token.content), _line(token)
    if before.type == "heading_open" and not before.level:
        return Block("heading", text, line, level=int(before.tag[1:]), dashed=before.markup == "-")
    if before.type == "paragraph_open" and outer is not None and outer.type == "list_item_open":
        return Block("item", text, line, depth=lists)
    return Block("text", text, line)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where inline code begins and ends, its backticks included: a run of them up to the next run of the same length."""
    runs = list(_BACKTICKS.finditer(text))
    following: list[int | None] = [None] * len(runs)
    seen: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        length = len(runs[number][0])
        following[number] = seen.get(length)
        seen[length] = number
    spans = []
    number = 0
    while number < len(runs):
        end = following[number]
        if end is not None:
            spans.append((runs[number].start(), runs[end].end()))
        number = (number if end is None else end) + 1
    return spans


def masked(text: str) -> str:
    """The text with its inline code made into zeros, so that every other character keeps its place."""
    parts, at = [], 0
    for start, end in code_spans(text):
        parts += [text[at:start], re.sub(r"[^\n]", "0", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def uncommented(text: str, *, code: bool = True) -> str:
    """The text without `<!-- ... -->`; line feeds stay, so lines keep their numbers. With `code`, inline code is left alone."""
    if "<!--" not in text:
        return text
    where = masked(text) if code else text
    parts, at = [], 0
    while (start := where.find("<!--", at)) >= 0:
        end = where.find("-->", start + 4)
        if end < 0:
            break
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*parts, text[at:]])
