"""How a turn begins, with any driver: the intent on record first, and beside it what must not be written down."""

from __future__ import annotations

from dataclasses import dataclass

from codex_agent import transcripts
from codex_agent.jobs import iso
from codex_agent.providers.base import Prepared
from codex_agent.states import JobEvent, JobState, TurnEvent
from codex_agent.supervisor.house import House
from codex_agent.supervisor.transcript import append_text, size_of


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a turn needs to start and must not be written down: the environment, and what was checked against it."""

    env: dict[str, str]
    prepared: Prepared | None = None


def begin(house: House, job_id: str, n: int) -> None:
    """Record the intent to run turn `n`; from here on it is `working`, whatever happens to us."""
    home, job, now = house.home, house.store.job(job_id), house.now()
    events_size, stderr_size = size_of(home.events(job_id)), size_of(home.stderr(job_id))
    prompt = home.prompt(job_id, n)
    # One that somebody took away is missed when it is read again, for the client.
    words = prompt.read_text(errors="replace") if prompt.exists() else ""
    opening = transcripts.opening(n, words, iso(now) or "")
    old_size = int(house.store.query("SELECT log_size FROM jobs WHERE id = ?", job_id)[0]["log_size"])
    log_size = append_text(home.log(job_id), old_size, opening)
    with house.store.change(job_id) as change:
        if change.state is JobState.QUEUED:
            change.job_event(JobEvent.ADMITTED, at=now, started_at=now)
        change.set_job(log_size=log_size)
        change.turn_event(
            n,
            TurnEvent.STARTED,
            at=now,
            gone=0,
            events_start=events_size,
            events_offset=events_size,
            stderr_start=stderr_size,
            base_usage=job.usage,
        )
    house.lower_signal(job_id)
    house.announce(house.store.job(job_id), ended=False)
