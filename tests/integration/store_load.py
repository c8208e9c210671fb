"""One process of the store's load test: `store_load.py write|read STORE JOB SECONDS` prints what it did."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from codex_agent.store import Store


def write(path: Path, job: str, seconds: float) -> int:
    """Count up in changes, at least once; returns how many were acknowledged."""
    store = Store.open(path)
    done, end = 0, time.monotonic() + seconds
    while not done or time.monotonic() < end:
        with store.change(job) as change:
            count = (change.column("exit_code") or 0) + 1
            change.set_job(exit_code=count, log_size=count)
        done += 1
    store.close()
    return done


def read(path: Path, job: str, seconds: float) -> int:
    """Check, at least once, that both columns of a change are always seen together."""
    reads, end = 0, time.monotonic() + seconds
    while not reads or time.monotonic() < end:
        store = Store.open_readonly(path)
        assert store is not None
        row = store.query("SELECT exit_code, log_size FROM jobs WHERE id = ?", job)[0]
        assert (row["exit_code"] or 0) == row["log_size"]
        store.close()
        reads += 1
    return reads


if __name__ == "__main__":
    _, role, store_path, job_id, length = sys.argv
    print((write if role == "write" else read)(Path(store_path), job_id, float(length)))
