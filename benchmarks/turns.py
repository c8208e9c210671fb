"""From a prompt to its answer, alone and sixteen at once, and from the answer to the end of the wait."""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.ground import Ground
from benchmarks.table import Row, against, p95, spread, timed

MEDIAN_MS, P95_MS = 10, 25
MANY = 16
IN_MODIFY = 2


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
    from_server, from_event = [], []
    for _ in range(times):
        with ground.held() as gate:
            job = ground.start()
            waiting = ground.awaiting(job)
            with _written(ground.home.events(job)) as file, _pidfd(waiting.pid) as child:
                gate.open()
                written, ended = _moments(file, child)
            waiting.wait()
        from_server.append(ended - ground.server.sent_at)
        from_event.append(ended - written)
    within = statistics.median(from_event) * 1e3 <= MEDIAN_MS and p95(from_event) * 1e3 <= P95_MS
    goal = f"{MEDIAN_MS}, p95 {P95_MS} ms"
    yield Row("turn.completed on disk to await-turn's exit", spread(from_event), goal, within)
    yield Row("model's last byte to await-turn's exit (client included)", spread(from_server))


@contextlib.contextmanager
def _written(path: Path) -> Iterator[int]:
    """An inotify descriptor: readable when the file was written. Its time of change is a kernel tick (4 ms) too coarse."""
    libc = ctypes.CDLL(None, use_errno=True)
    file = libc.inotify_init1(os.O_CLOEXEC)
    try:
        if file < 0 or libc.inotify_add_watch(file, os.fsencode(path), IN_MODIFY) < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        yield file
    finally:
        os.close(file)


@contextlib.contextmanager
def _pidfd(pid: int) -> Iterator[int]:
    file = os.pidfd_open(pid)
    try:
        yield file
    finally:
        os.close(file)


def _moments(file: int, child: int) -> tuple[float, float]:
    """When the file was last written, and when the process ended."""
    written = 0.0
    while True:
        ready, _, _ = select.select([file, child], [], [])
        now = time.time()
        if file in ready:
            os.read(file, 4096)
            written = now
        elif child in ready:
            return written, now


def parallel(ground: Ground, times: int) -> Iterator[Row]:
    with ThreadPoolExecutor(MANY) as pool:
        yield against(
            f"{MANY} in parallel (start -w) against {MANY} bare codex exec",
            lambda: list(pool.map(lambda _: ground.start_and_wait(), range(MANY))),
            lambda: list(pool.map(lambda _: ground.bare(), range(MANY))),
            times,
            goal=1.3,
        )
