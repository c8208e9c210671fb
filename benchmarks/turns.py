"""From a prompt to its answer, alone and sixteen at once, and from the answer to the end of the wait."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from benchmarks.ground import Ground
from benchmarks.table import Row, against, p95, spread, timed

MEDIAN_MS, P95_MS = 10, 25
MANY = 16


def start_to_answer(ground: Ground, times: int) -> Iterator[Row]:
    bare = ground.bare
    yield against("start -w against bare codex exec", ground.start_and_wait, bare, times, goal=1.25)
    what = "start, then await-turn, against bare codex exec"
    yield against(what, lambda: ground.run("await-turn", ground.start()), bare, times, goal=1.25)
    ground.kill_supervisor()
    yield Row("start -w without a supervisor", spread([_cold(ground) for _ in range(max(3, times // 3))]))


def _cold(ground: Ground) -> float:
    seconds = timed(ground.start_and_wait)
    ground.kill_supervisor()
    return seconds


def answer_to_exit(ground: Ground, times: int) -> Iterator[Row]:
    """The event's moment is the file's time of change: the kernel's tick before it, so up to 4 ms too much are counted."""
    from_server, from_event = [], []
    for _ in range(times):
        with ground.held() as gate:
            job = ground.start()
            waiting = ground.awaiting(job)
            gate.open()
            waiting.wait()
            ended = time.time()
        from_server.append(ended - ground.server.sent_at)
        from_event.append(ended - ground.home.events(job).stat().st_mtime)
    within = statistics.median(from_event) * 1e3 <= MEDIAN_MS and p95(from_event) * 1e3 <= P95_MS
    goal = f"{MEDIAN_MS}, p95 {P95_MS} ms"
    yield Row("turn.completed on disk to await-turn's exit", spread(from_event), goal, within)
    yield Row("model's last byte to await-turn's exit (client included)", spread(from_server))


def parallel(ground: Ground, times: int) -> Iterator[Row]:
    with ThreadPoolExecutor(MANY) as pool:
        yield against(
            f"{MANY} in parallel (start -w) against {MANY} bare codex exec",
            lambda: list(pool.map(lambda _: ground.start_and_wait(), range(MANY))),
            lambda: list(pool.map(lambda _: ground.bare(), range(MANY))),
            times,
            goal=1.3,
        )
