"""Reading a thread's record on, a chunk at a time, each in one change with the offset up to which it was read."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from codex_agent.drivers.tail import Tail
from codex_agent.events import Event, RateLimitsSeen, TurnCompleted
from codex_agent.folding import TurnFold
from codex_agent.jobs import Job
from codex_agent.providers.base import ThreadClient
from codex_agent.supervisor.checking import Check, Verdict
from codex_agent.supervisor.house import House
from codex_agent.supervisor.thread_record import RecordFold
from codex_agent.supervisor.transcript import append_text


class News(NamedTuple):
    """Whether the record had anything, and whether a turn has ended in it."""

    any: bool = False
    ended: bool = False


class Part(NamedTuple):
    """Events of whole lines, and the offset behind them. `answered`: they are the end of a turn that has brought an answer."""

    events: list[Event]
    upto: int
    answered: bool = False


class RecordReader:
    """Reads one thread's record on, from a tail at the committed offset.

    Where answers are bound to a schema it reads up to the line that ends a turn, has the answer checked, and folds that line
    with the verdict. Whoever takes over in between reads that line again.
    """

    def __init__(
        self, house: House, client: ThreadClient, job_id: str, record: Tail, thread_id: str, wake: Callable[[], None]
    ) -> None:
        """`wake` is called when an answer was checked, and reading goes on."""
        self._house = house
        self._client = client
        self._job_id = job_id
        self._record = record
        self._thread_id = thread_id
        self._wake = wake
        self._bound = house.store.job(job_id).spec.output_schema is not None
        self._parts: deque[Part] = deque()
        self._record_of_verdict = Path()
        self._check: Check | None = None

    @property
    def checking(self) -> bool:
        """Whether an answer is being checked, so that the record cannot be read on."""
        return self._check is not None

    async def read(self) -> News:
        """Fold what stands in the record beyond what was read, and tell those who wait. Does not wait itself."""
        news = News()
        while (part := self._next()) is not None and (not part.answered or self._is_judged()):
            verdict = await self._check.verdict() if self._check is not None else None
            self._check = None
            self._parts.popleft()
            ended = _fold(self._house, self._job_id, part, self._thread_id, verdict)
            if verdict is not None:
                self._record_of_verdict.unlink(missing_ok=True)
            news = News(any=True, ended=news.ended or ended)
        return news

    def _next(self) -> Part | None:
        while not self._parts and (lines := self._record.read()):
            parsed = [(len(line) + 1, self._client.parse_record(line)) for line in lines]
            self._parts.extend(_parts(parsed, self._record.offset, cut=self._bound))
        return self._parts[0] if self._parts else None

    def _is_judged(self) -> bool:
        """Whether the answer of the turn that the record is in was checked, or a person asked for it and it is bound to nothing."""
        if self._check is None:
            sql = (
                "SELECT n, fold, unbound FROM turns WHERE job = ? AND state IN ('working', 'needs_input') AND in_record > 0"
                " ORDER BY n"
            )
            turns = self._house.store.query(sql, self._job_id)
            if all(row["unbound"] for row in turns):
                return True
            message, home = TurnFold.from_json(turns[0]["fold"]).message, self._house.home
            self._record_of_verdict = home.verdict(self._job_id, turns[0]["n"])
            self._check = self._house.checks.begin(
                home.schema(self._job_id), self._record_of_verdict, message, self._wake
            )
        return self._check.done

    def close(self) -> None:
        if self._check is not None:
            self._check.cancel()
            self._check = None


def _parts(parsed: list[tuple[int, tuple[Event, ...]]], end: int, *, cut: bool) -> Iterator[Part]:
    """All of it, or in parts where an answer is to be checked. `end` is the offset behind the last line."""
    events: list[Event] = []
    upto = begun = end - sum(size for size, _ in parsed)
    for size, more in parsed:
        if cut and any(isinstance(event, TurnCompleted) for event in more):
            if upto > begun:
                yield Part(events, upto)
            upto += size
            yield Part(list(more), upto, answered=True)
            events, begun = [], upto
        else:
            events += more
            upto += size
    if upto > begun:
        yield Part(events, upto)


def _fold(house: House, job_id: str, part: Part, thread_id: str, verdict: Verdict | None) -> bool:
    """One change; whether a turn has ended in it."""
    job = house.store.job(job_id)
    with house.store.change(job_id) as change:
        for event in part.events:
            if isinstance(event, RateLimitsSeen):
                change.set_limits(job.spec.provider, event.limits_json, at=house.now())
        fold = RecordFold(change, house.home, job.spec.cwd, thread_id, upto=part.upto, at=house.now(), verdict=verdict)
        fold.take(part.events)
        log_size = append_text(house.home.log(job_id), int(change.column("log_size")), fold.text)
        fold.keep(log_size=log_size)
    if change.moved:
        job = house.store.job(job_id)
        house.announce(job, ended=job.turn.ended)
    else:
        house.changed(job_id)
    return fold.ended


async def read_rest(house: House, client: ThreadClient, job: Job) -> None:
    """What the record of a thread says whose server is gone: it may tell of ends that nobody of us has read."""
    if job.rollout is None or job.thread_id is None:
        return
    record, bell = Tail(Path(job.rollout), offset_of(house, job.id)), asyncio.Event()
    reader = RecordReader(house, client, job.id, record, job.thread_id, bell.set)
    try:
        await reader.read()
        while reader.checking:
            await bell.wait()
            bell.clear()
            await reader.read()
    finally:
        reader.close()
        record.close()


def offset_of(house: House, job_id: str) -> int:
    """Up to where the record was read, as it was committed."""
    return int(house.store.query("SELECT rollout_offset FROM jobs WHERE id = ?", job_id)[0]["rollout_offset"])
