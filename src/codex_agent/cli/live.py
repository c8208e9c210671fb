"""The live view of a wait, on standard error of a terminal: a row for each job, one line for a single one. Nothing of it stays."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from codex_agent.cli.tables import STATUS_STYLES, count, duration, one_line

REFRESH_HZ = 1.0  # of the elapsed times; states are shown when they change


class LiveView:
    """Shows what `seen` was told last, while it is entered; out of the way of anything else that is printed while `hidden`."""

    def __init__(self, jobs: Sequence[str]) -> None:
        self._jobs: dict[str, Mapping[str, Any] | None] = dict.fromkeys(jobs)
        self._told_at: dict[str, float] = {}
        self._console = Console(stderr=True)
        self._live = self._made()

    def _made(self) -> Live:
        """For one showing: one that is started again would wipe as many lines above itself as it had when it was stopped."""
        return Live(
            console=self._console,
            get_renderable=self._rendered,
            refresh_per_second=REFRESH_HZ,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        with _undisturbed():
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        with _undisturbed():
            self._live.stop()

    @contextmanager
    def hidden(self, job: str) -> Iterator[None]:
        """While the answer of `job` is printed, which needs no row any more."""
        with _undisturbed():
            self._live.stop()
        self._jobs.pop(job, None)
        yield
        if self._jobs:
            self._live = self._made()
            with _undisturbed():
                self._live.start()

    def seen(self, job: Mapping[str, Any]) -> None:
        """A job as it is now, as in `jobs --json`."""
        self._jobs[job["id"]] = job
        self._told_at[job["id"]] = time.monotonic()
        if self._live.is_started:
            with _undisturbed():
                self._live.refresh()

    def _rendered(self) -> RenderableType:
        hint = Text("Ctrl-C ends the waiting, not the agents.", style="dim")
        if len(self._jobs) == 1:
            ((job, told),) = self._jobs.items()
            line = Text(no_wrap=True, overflow="ellipsis")
            line.append(f"{job}  ")
            cells = self._cells(told)
            line.append(cells[0], style=STATUS_STYLES.get(cells[0].split(" ")[0], ""))
            line.append("  " + "  ".join(cell for cell in cells[1:] if cell))
            return Group(line, hint)
        table = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        for number in range(5):
            table.add_column(no_wrap=True, overflow="ellipsis", ratio=1 if number == 4 else None)
        for job, told in self._jobs.items():
            state, *rest = self._cells(told)
            table.add_row(
                job, Text(state, style=STATUS_STYLES.get(state.split(" ")[0], "")), *(Text(cell) for cell in rest)
            )
        return Group(table, hint)

    def _cells(self, job: Mapping[str, Any] | None) -> tuple[str, str, str, str]:
        """State, elapsed time, tokens, and what it is or says."""
        if job is None:
            return "", "", "", ""
        over = job["completed_at"] is not None
        since = 0.0 if over else time.monotonic() - self._told_at[job["id"]]
        tokens = job["tokens"]
        used = f" {tokens['context_used_pct']:.0f}%" if tokens["context_used_pct"] is not None else ""
        words = job["name"] or one_line(job["prompt"])
        place = f" #{job['queue']['position']}" if job["queue"] else ""
        held = ", held" if place and job["queue"]["held_until"] else ""
        said = f": {one_line(job['summary'])}" if job["summary"] else ""
        return (
            f"{job['status']} {job['turn_state']}{place}{held}",
            duration(job["elapsed_ms"] + int(since * 1000)),
            f"{count(tokens['total'])}{used}" if tokens["total"] else "",
            f"{words}{said}",
        )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C takes effect at the end: rich's buffers do not survive an interruption, and the cursor would stay hidden."""
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed and before is not signal.SIG_IGN:
        raise KeyboardInterrupt
