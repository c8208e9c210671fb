"""Ranges of lines in one file, to find those that are near another without looking at each."""

from __future__ import annotations

from collections.abc import Iterator

BUCKET_LINES = 32
WIDE_LINES = 256  # a range of more is near to nearly everything, and held apart


class Places:
    """Ranges numbered as they come, from 0. None is a whole file, which is near to every line of it."""

    def __init__(self, margin: int) -> None:
        """`margin`: how many lines apart is still near."""
        self._margin = margin
        self._wide: list[int] = []
        self._buckets: dict[int, list[int]] = {}
        self._count = 0

    def add(self, start: int | None, end: int | None) -> None:
        buckets = self._buckets_of(start, end, self._margin)
        if buckets is None:
            self._wide.append(self._count)
        for bucket in buckets or ():
            self._buckets.setdefault(bucket, []).append(self._count)
        self._count += 1

    def near(self, start: int | None, end: int | None) -> set[int]:
        """The numbers of all ranges that may be near this one: none is missing, and some are not."""
        buckets = self._buckets_of(start, end, 0)
        if buckets is None:
            return set(range(self._count))
        return {*self._wide, *self._in(buckets)}

    def _in(self, buckets: range) -> Iterator[int]:
        for bucket in buckets:
            yield from self._buckets.get(bucket, ())

    def _buckets_of(self, start: int | None, end: int | None, margin: int) -> range | None:
        if start is None or end is None or end - start > WIDE_LINES:
            return None
        return range((start - margin) // BUCKET_LINES, (end + margin) // BUCKET_LINES + 1)
