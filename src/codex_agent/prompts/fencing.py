"""Foreign text inside a prompt: verbatim, and unable to end its own fence."""

from __future__ import annotations

import re

_RUNS = re.compile(r"`{3,}")


def fenced(content: str, info: str = "") -> str:
    """`content` as a Markdown code block, byte for byte; a line feed is added only where the last line has none.

    The fence is longer than any run of backticks inside, so nothing in there closes it. `info` is one line without backticks.
    """
    longest = max((len(run) for run in _RUNS.findall(content)), default=2)
    fence = "`" * (longest + 1)
    end = "" if content.endswith("\n") or not content else "\n"
    return f"{fence}{info}\n{content}{end}{fence}"
