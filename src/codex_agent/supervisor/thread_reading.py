"""Reading a thread's record on, a chunk at a time, each in one change with the offset up to which it was read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from codex_agent.drivers.tail import Tail
from codex_agent.events import Event, RateLimitsSeen, TurnCompleted
from codex_agent.folding import TurnFold
from codex_agent.jobs import Job
from codex_agent.providers.base import ThreadClient
from codex_agent.supervisor.checking import Verdict
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


async def read_on(house: House, client: ThreadClient, job_id: str, record: Tail, thread_id: str) -> News:
    """Fold what stands in the record beyond what was read, and tell those who wait.

    Where answers are bound to a schema, the record is read up to the line that ends a turn, and that line with the verdict.
    """
    bound = house.store.job(job_id).spec.output_schema is not None
    news = News()
    while lines := record.read():
        parsed = [(len(line) + 1, client.parse_record(line)) for line in lines]
        for part in _parts(parsed, record.offset, cut=bound):
            verdict = await _verdict(house, job_id) if part.answered else None
            ended = _fold(house, job_id, part, thread_id, verdict)
            news = News(any=True, ended=news.ended or ended)
    return news


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


async def _verdict(house: House, job_id: str) -> Verdict | None:
    """On the answer of the turn that the record is in; None when a person began it, and no schema binds it."""
    sql = "SELECT fold, unbound FROM turns WHERE job = ? AND state IN ('working', 'needs_input') AND in_record > 0 ORDER BY n"
    turns = house.store.query(sql, job_id)
    if all(row["unbound"] for row in turns):
        return None
    return await house.checks.answer(house.home.schema(job_id), TurnFold.from_json(turns[0]["fold"]).message)


def _fold(house: House, job_id: str, part: Part, thread_id: str, verdict: Verdict | None) -> bool:
    """One change; whether a turn has ended in it."""
    job = house.store.job(job_id)
    with house.store.change(job_id) as change:
        fold = RecordFold(change, house.home, job.spec.cwd, thread_id, upto=part.upto, at=house.now(), verdict=verdict)
        fold.take(part.events)
        log_size = append_text(house.home.log(job_id), int(change.column("log_size")), fold.text)
        fold.keep(log_size=log_size)
    for event in part.events:
        if isinstance(event, RateLimitsSeen):
            house.store.set_limits(job.spec.provider, event.limits_json, house.now())
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
    record = Tail(Path(job.rollout), offset_of(house, job.id))
    try:
        await read_on(house, client, job.id, record, job.thread_id)
    finally:
        record.close()


def offset_of(house: House, job_id: str) -> int:
    """Up to where the record was read, as it was committed."""
    return int(house.store.query("SELECT rollout_offset FROM jobs WHERE id = ?", job_id)[0]["rollout_offset"])
