"""Foreign text inside a prompt or a page: verbatim, and unable to end its own fence."""

from __future__ import annotations

import re

_RUNS = re.compile(r"`{3,}")
_TICKS = re.compile(r"`+")


def fenced(content: str, info: str = "") -> str:
    """`content` as a Markdown code block, byte for byte; a line feed is added only where the last line has none.

    The fence is longer than any run of backticks inside, so nothing in there closes it. `info` is one line without backticks.
    """
    longest = max((len(run) for run in _RUNS.findall(content)), default=2)
    fence = "`" * (longest + 1)
    end = "" if content.endswith("\n") or not content else "\n"
    return f"{fence}{info}\n{content}{end}{fence}"


def span(line: str) -> str:
    """`line`, which has no line feed and is not blank, as a Markdown code span that nothing in it ends."""
    taken = {len(run) for run in _TICKS.findall(line)}
    ticks = "`" * next(length for length in range(1, len(taken) + 2) if length not in taken)
    blank = " " if line.startswith(("`", " ")) or line.endswith(("`", " ")) else ""
    return f"{ticks}{blank}{line}{blank}{ticks}"
