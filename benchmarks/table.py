"""Figures and the table that they stand in. Times are in seconds, printed in milliseconds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """`within` is None for a figure without a goal."""

    what: str
    figure: str
    goal: str = ""
    within: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "within", False: "OVER", None: ""}[self.within]
        return f"{self.what:<58} {self.figure:<54} {self.goal:<14} {verdict}".rstrip()


HEADING = f"{'what':<58} {'figure':<54} {'goal':<14} verdict"


def timed(work: Work) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def against(what: str, ours: Work, bare: Work, times: int, *, goal: float | None = None) -> Row:
    """A row for the ratio of two medians. Run in turn, so that both meet the same machine; each once before, uncounted."""
    ours(), bare()
    pairs = [(timed(ours), timed(bare)) for _ in range(times)]
    our_times, bare_times = [a for a, _ in pairs], [b for _, b in pairs]
    ratio = statistics.median(our_times) / statistics.median(bare_times)
    figure = f"{ratio:.2f} times ({spread(our_times)} against {spread(bare_times)})"
    return Row(what, figure, f"{goal:g} times" if goal else "", ratio <= goal if goal else None)


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(values) * 1e3:.1f}, p95 {p95(values) * 1e3:.1f} ms"
