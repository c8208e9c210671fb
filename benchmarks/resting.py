"""What it costs that agents run: CPU of a wait, memory of the supervisor."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from benchmarks.ground import Ground
from benchmarks.table import Row

CPU_S, MEMORY_MB, AGENT_MB = 0.02, 60, 1
LIVE = (0, 1, 16, 64)


def waiting_cpu(ground: Ground, seconds: float) -> Iterator[Row]:
    with ground.held():
        waiting = ground.awaiting(ground.start())
        watched = {"one waiting await-turn": psutil.Process(waiting.pid), "its supervisor": ground.supervisor()}
        before = {name: (_cpu_s(process), process.num_ctx_switches()) for name, process in watched.items()}
        time.sleep(seconds)
        for name, process in watched.items():
            cpu_s = (_cpu_s(process) - before[name][0]) * 60 / seconds
            switches = (sum(process.num_ctx_switches()) - sum(before[name][1])) * 60 / seconds
            forks = len(process.children()) + sum(process.cpu_times()[2:4])
            figure = f"{cpu_s:.4f} s a minute, {switches:.0f} switches"
            if process.pid == waiting.pid:
                figure += ", no forks" if not forks else ", FORKS"
                yield Row(f"CPU of {name}", figure, f"{CPU_S} s, none", cpu_s <= CPU_S and not forks)
            else:
                yield Row(f"CPU of {name} meanwhile", figure)
    waiting.wait()


def _cpu_s(process: psutil.Process) -> float:
    """Of all its threads, to the nanosecond where the kernel says so (the usual figure counts in hundredths)."""
    try:
        threads = Path(f"/proc/{process.pid}/task").glob("*/schedstat")
        return sum(int(file.read_text().split()[0]) for file in threads) / 1e9
    except OSError:
        return sum(process.cpu_times()[:2])


def memory(ground: Ground, counts: tuple[int, ...] = LIVE) -> Iterator[Row]:
    ground.start_and_wait()
    resident: dict[int, float] = {}
    with ground.held() as gate, ThreadPoolExecutor(8) as pool:
        jobs: list[str] = []
        for count in counts:
            jobs += pool.map(lambda _: ground.start(), range(count - len(jobs)))
            if not gate.await_arrivals(count, timeout_s=120):
                raise TimeoutError(f"{count} agents did not all reach the model")
            ground.run("jobs", "--json")
            info = ground.supervisor().memory_full_info()
            resident[count] = info.rss / 1e6
            figure = f"{info.rss / 1e6:.1f} MB resident, {info.pss / 1e6:.1f} MB proportional"
            yield Row(f"supervisor with {count} live agents", figure, f"{MEMORY_MB} MB", resident[count] <= MEMORY_MB)
        gate.open()
        ground.run("await-turn", *jobs)
    first, last = counts[0], counts[-1]
    each = (resident[last] - resident[first]) / (last - first)
    yield Row("memory for each further agent", f"{each:.2f} MB", f"{AGENT_MB} MB", each < AGENT_MB)
