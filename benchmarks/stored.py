"""What a long history costs: lists over many jobs, and an event log of 100 MB."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.ground import COMMAND, Ground
from benchmarks.table import Row, against
from codex_agent.paths import Home
from codex_agent.specs import JobSpec
from codex_agent.store import Store

FIRST = "00000000"
LOG_BYTES, CHUNK_BYTES = 100_000_000, 1_000_000
ADOPTED_BYTES = 20_000_000  # a new supervisor reads its own code and the store as well


def lists(root: Path, times: int) -> Iterator[Row]:
    """Over ended jobs, as one has thousands of; `status` needs one job, so its base has one."""
    homes = {count: _filled(root / f"jobs{count}", count) for count in (0, 1, 1000, 10_000)}

    def run(count: int, *words: str) -> Callable[[], object]:
        env = {"HOME": str(root), "PATH": os.defpath, "LANG": "C.UTF-8", "CODEX_AGENT_HOME": str(homes[count].root)}
        return lambda: subprocess.run([*COMMAND, *words], env=env, capture_output=True, check=True)

    for base, words in ((0, ("jobs", "--json")), (1, ("status", FIRST))):
        for count in (1000, 10_000):
            what = f"{' '.join(words[: 1 + (base == 0)])} with {count:,} jobs against {base}"
            yield against(what, run(count, *words), run(base, *words), times, goal=1.3)
    every = ("jobs", "--json", "--all")
    yield against(
        "jobs --json --all, 10,000 printed, against 0", run(10_000, *every), run(0, *every), max(3, times // 4)
    )


def _filled(root: Path, count: int) -> Home:
    """A store of `count` completed jobs: one made in the usual way, the others its copies."""
    home = Home(root).ensure()
    store = Store.open(home.db)
    if count:
        store.add_job(FIRST, "t0", JobSpec(cwd="/w", prompt="task"), host="here", now=1.0)
        with store.transaction() as db:
            db.execute("UPDATE jobs SET state = 'completed', live = 0, completed_at = 2, last_message = 'answer'")
            db.execute(
                "UPDATE turns SET state = 'idle', outcome = 'completed', message = 'answer', ended_at = 2, read_at = 3"
            )
            for table, key in (("jobs", "id"), ("turns", "job")):
                row = dict(db.execute(f"SELECT * FROM {table}").fetchone())
                marks = ", ".join("?" * len(row))
                for number in range(1, count):
                    copy = {**row, key: f"{number:08x}", "token": f"t{number}", "created_at": float(number)}
                    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(copy.values()))
    store.close()
    return home


def big_log(ground: Ground) -> Iterator[Row]:
    """A live job's log grows to 100 MB at once; bytes read are those that the kernel counts for each process."""
    with ground.held():
        job = ground.start()
        text = {"type": "item.completed", "item": {"id": "x", "type": "reasoning", "text": "z" * 900}}
        line = json.dumps(text).encode() + b"\n"
        with ground.home.events(job).open("ab") as file:
            for _ in range(LOG_BYTES // CHUNK_BYTES):
                file.write(line * (CHUNK_BYTES // len(line)))
        first_s, first_bytes = _measured(ground)
        name = "100 MB event log"
        yield Row(
            f"{name}, first jobs --json (it is folded now)", f"{first_s:.2f} s, {first_bytes / 1e6:.1f} MB read by it"
        )
        daemon = ground.supervisor()
        before = daemon.io_counters().read_chars
        again_s, again_bytes = _measured(ground)
        folded = ground.supervisor().io_counters().read_chars - before
        figure = f"{again_s * 1e3:.0f} ms, {again_bytes / 1e6:.1f} MB read by it, {folded / 1e6:.2f} by the supervisor"
        same = ground.supervisor().pid == daemon.pid
        yield Row(f"{name}, next jobs --json", figure, "none again", same and again_bytes + folded < ADOPTED_BYTES)
        ground.kill_supervisor()
        new_s, _ = _measured(ground)
        read = ground.supervisor().io_counters().read_chars
        figure = f"{new_s * 1e3:.0f} ms, {read / 1e6:.1f} MB read by the supervisor in all"
        yield Row(f"{name}, jobs --json with a new supervisor", figure, "none again", read < ADOPTED_BYTES)


def _measured(ground: Ground) -> tuple[float, int]:
    """Seconds and bytes read of one `jobs --json`."""
    begin = time.perf_counter()
    words = [*COMMAND, "jobs", "--json"]
    child = subprocess.Popen(words, cwd=ground.workspace, env=ground.env, stdout=subprocess.DEVNULL)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended and not collected: its counters still stand
    seconds = time.perf_counter() - begin
    counters = dict(line.split(": ") for line in Path(f"/proc/{child.pid}/io").read_text().splitlines())
    if child.wait():
        raise subprocess.CalledProcessError(child.returncode, words)
    return seconds, int(counters["rchar"])
