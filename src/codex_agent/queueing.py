"""Which queued turns may begin now. Pure: rows in, turns out; the order of the rows is the order of the queue.

A turn begins when fewer agents are at work than it may be one of, and its provider is not held. One that cannot begin yet keeps its
place, but does not stand in the way of a later one that can: its provider is not that one's, or its bound is a lower one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple


class Waiting(NamedTuple):
    """A queued turn that nothing of its own job is in the way of. A bound of 0 is none: such a turn is never queued at all.

    `group`: jobs that were started together, with a bound of their own.
    """

    job: str
    turn: int
    provider: str
    bound: int
    group: str | None = None
    group_bound: int = 0


def ready(
    waiting: Iterable[Waiting], at_work: int, held: Collection[str], in_groups: Mapping[str, int] | None = None
) -> list[Waiting]:
    """Those that may begin now, first in first out. `at_work`: turns under way; `in_groups`: those of each group."""
    groups = Counter(in_groups or {})
    begin: list[Waiting] = []
    for one in waiting:
        if one.provider in held and (one.bound or (one.group is not None and one.group_bound)):
            continue
        if one.bound and at_work >= one.bound:
            continue
        if one.group is not None and one.group_bound and groups[one.group] >= one.group_bound:
            continue
        begin.append(one)
        at_work += 1
        if one.group is not None:
            groups[one.group] += 1
    return begin
