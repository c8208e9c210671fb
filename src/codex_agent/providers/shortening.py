"""Long texts of clients cut to what a list or a transcript shows. Pure."""

from __future__ import annotations

OUTPUT_CHARS = 4_000
TITLE_CHARS = 200


def short(words: str) -> str:
    """One line, at most `TITLE_CHARS` long."""
    line = " ".join(words[: TITLE_CHARS * 4].split())
    return line if len(line) <= TITLE_CHARS else f"{line[: TITLE_CHARS - 1]}…"


def cut(whole: str) -> str:
    """The beginning, and the end, where errors stand."""
    if len(whole) <= OUTPUT_CHARS:
        return whole
    half = OUTPUT_CHARS // 2 - 20
    return f"{whole[:half]}\n… {len(whole) - 2 * half} characters …\n{whole[-half:]}"
