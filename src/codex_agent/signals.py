"""The two files that others read: `<id>.json` after every transition, and `<id>.turn-complete` while the newest turn has ended."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from codex_agent.jobs import Job, Turn, iso
from codex_agent.paths import Home, write_atomic


def publish(home: Home, job: Job, now: float) -> None:
    """Replace the snapshot; nothing of ours ever reads it back. Without the place in the queue, which moves with other jobs."""
    data = replace(job, queue=None).as_json(now)
    write_atomic(home.snapshot(job.id), json.dumps(data, indent=1).encode() + b"\n")


def signal_json(job: Job, turn: Turn) -> dict[str, Any]:
    """The object of schemas/turn-complete.schema.json."""
    return {
        "job_id": job.id,
        "turn": turn.n,
        "turn_id": turn.turn_id,
        "thread_id": job.thread_id,
        "status": turn.outcome.value if turn.outcome else None,
        "last_agent_message": turn.message,
        "timestamp": iso(turn.ended_at),
    }


def raise_signal(home: Home, job: Job) -> None:
    """Say that the newest turn has ended. Idempotent."""
    write_atomic(home.signal(job.id), json.dumps(signal_json(job, job.turn)).encode() + b"\n")


def lower_signal(home: Home, job: str) -> None:
    """A newer turn has started: the old signal would lie."""
    home.signal(job).unlink(missing_ok=True)
