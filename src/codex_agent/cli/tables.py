"""Rows for people: a coloured table on a terminal, plain aligned columns in a pipe. Cells are text of anybody, never markup."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from codex_agent.plaintext import plain

PIPED_CHARS = 120  # of the last column, where there is no width to fit

STATUS_STYLES = {
    "queued": "cyan",
    "starting": "cyan",
    "running": "green",
    "stopping": "yellow",
    "completed": "blue",
    "failed": "red",
    "killed": "yellow",
    "lost": "magenta",
}


@dataclass(frozen=True, slots=True)
class Column:
    """`styles` colours a cell by its first word. The last column of a table gives way when the terminal is narrow."""

    title: str
    right: bool = False
    styles: dict[str, str] | None = None

    def style(self, cell: str) -> str:
        return (self.styles or {}).get(cell.split(" ", 1)[0], "") if cell else ""


def show(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Print the rows under their titles, one line each; columns that are empty in every row are left out."""
    kept = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    columns = [columns[i] for i in kept]
    lines = [[one_line(row[i]) for i in kept] for row in rows]
    if sys.stdout.isatty():
        _show_on_terminal(columns, lines)
    else:
        print("\n".join(_aligned(columns, lines)))


def _show_on_terminal(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, expand=True, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for number, column in enumerate(columns):
        last = number == len(columns) - 1
        table.add_column(
            column.title,
            justify="right" if column.right else "left",
            no_wrap=True,
            overflow="ellipsis",
            ratio=1 if last else None,
            min_width=None if last else max(len(column.title), *(cell_len(row[number]) for row in rows)),
        )
    for row in rows:
        table.add_row(*(Text(cell, column.style(cell)) for column, cell in zip(columns, row, strict=True)))
    Console(file=sys.stdout, no_color=bool(os.environ.get("NO_COLOR")), highlight=False).print(table)


def _aligned(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [[column.title for column in columns], *([*row[:-1], cut(row[-1], PIPED_CHARS)] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    return [
        "  ".join(_padded(cell, w, c) for cell, w, c in zip(row, widths, columns, strict=True)).rstrip()
        for row in cells
    ]


def _padded(cell: str, width: int, column: Column) -> str:
    return cell.rjust(width) if column.right else cell.ljust(width)


def one_line(text: str) -> str:
    """Text of an agent on one line, unable to drive a terminal."""
    return " ".join(plain(text).split())


def cut(text: str, chars: int) -> str:
    return text if len(text) <= chars else f"{text[: chars - 1]}…"


def duration(ms: int) -> str:
    """A length of time as a person says it: `4s`, `3m12s`, `2h05m`, `3d04h`."""
    seconds = ms // 1000
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if days:
        return f"{days}d{hours % 24:02}h"
    if hours:
        return f"{hours}h{minutes % 60:02}m"
    if minutes:
        return f"{minutes}m{seconds % 60:02}s"
    return f"{seconds}s" if ms >= 1000 else f"{ms / 1000:.1f}s"


def count(number: int) -> str:
    """A number of tokens at a glance: `950`, `12.3k`, `4.5M`."""
    if number < 1000:
        return str(number)
    return f"{number / 1000:.1f}k" if number < 999_950 else f"{number / 1_000_000:.1f}M"


def clock(at: float) -> str:
    """A time in the reader's own zone, to the second."""
    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
