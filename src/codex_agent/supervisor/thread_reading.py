"""Reading a thread's record on, a chunk at a time, each in one change with the offset up to which it was read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from codex_agent.drivers.tail import Tail
from codex_agent.events import RateLimitsSeen
from codex_agent.jobs import Job
from codex_agent.providers.base import ThreadClient
from codex_agent.supervisor.house import House
from codex_agent.supervisor.thread_record import RecordFold
from codex_agent.supervisor.transcript import append_text


class News(NamedTuple):
    """Whether the record had anything, and whether a turn has ended in it."""

    any: bool = False
    ended: bool = False


def read_on(house: House, client: ThreadClient, job_id: str, record: Tail, thread_id: str) -> News:
    """Fold what stands in the record beyond what was read, and tell those who wait."""
    news = News()
    while lines := record.read():
        events = [event for line in lines for event in client.parse_record(line)]
        job = house.store.job(job_id)
        with house.store.change(job_id) as change:
            fold = RecordFold(change, house.home, job.spec.cwd, thread_id, upto=record.offset, at=house.now())
            fold.take(events)
            log_size = append_text(house.home.log(job_id), int(change.column("log_size")), fold.text)
            fold.keep(log_size=log_size)
        for event in events:
            if isinstance(event, RateLimitsSeen):
                house.store.set_limits(job.spec.provider, event.limits_json, house.now())
        news = News(any=True, ended=news.ended or fold.ended)
        if change.moved:
            job = house.store.job(job_id)
            house.announce(job, ended=job.turn.ended)
        else:
            house.changed(job_id)
    return news


def read_rest(house: House, client: ThreadClient, job: Job) -> None:
    """What the record of a thread says whose server is gone: it may tell of ends that nobody of us has read."""
    if job.rollout is None or job.thread_id is None:
        return
    record = Tail(Path(job.rollout), offset_of(house, job.id))
    try:
        read_on(house, client, job.id, record, job.thread_id)
    finally:
        record.close()


def offset_of(house: House, job_id: str) -> int:
    """Up to where the record was read, as it was committed."""
    return int(house.store.query("SELECT rollout_offset FROM jobs WHERE id = ?", job_id)[0]["rollout_offset"])
