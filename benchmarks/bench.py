"""Measures what the project promises, on the real Codex against the bundled scripted model. Prints one table.

Ratios compare with bare runs of the native client, taken in turn in the same call. Everything lives in one temporary folder.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from codex_agent import processes
from codex_agent.demo.config import client_config
from codex_agent.demo.request import Request
from codex_agent.demo.script import Gate, Reply, Text
from codex_agent.demo.server import ScriptedServer
from codex_agent.jobs import Identity, JobSpec
from codex_agent.paths import Home
from codex_agent.providers.codex import binary
from codex_agent.store import Store

COMMAND = [sys.executable, "-I", "-m", "codex_agent"]


@dataclass(frozen=True)
class Row:
    what: str
    figure: str
    goal: str
    within: bool | None = None


class Bench:
    """A home, a model and a client; `gate` holds every reply until it is opened."""

    def __init__(self, root: Path, server: ScriptedServer, clients: Path) -> None:
        self.home = Home(root / "state")
        self.workspace = root / "ws"
        self.workspace.mkdir()
        self.server = server
        self.env = {
            "HOME": str(root),
            "PATH": os.pathsep.join([str(clients), *os.environ.get("PATH", os.defpath).split(os.pathsep)]),
            "LANG": "C.UTF-8",
            "CODEX_AGENT_HOME": str(self.home.root),
            "CODEX_AGENT_TMUX": "false",
        }
        (root / ".codex").mkdir()
        (root / ".codex" / "config.toml").write_text(client_config(server.base_url, fast_fail=True))
        self.native = (binary.find(self.env).path,)

    def run(self, *words: str) -> str:
        return subprocess.run(
            [*COMMAND, *words],
            cwd=self.workspace,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def start(self, text: str = "hello") -> str:
        return self.run("start", text, "-s", "read-only").split()[2]

    def bare(self, text: str = "hello") -> None:
        words = [*self.native, "exec", "--json", "--skip-git-repo-check", "-s", "read-only", "-"]
        subprocess.run(words, input=text.encode(), cwd=self.workspace, env=self.env, capture_output=True, check=True)

    def supervisor(self) -> psutil.Process:
        return psutil.Process(int(self.home.lock.read_text().split()[0]))

    def end(self) -> None:
        with contextlib.suppress(OSError, ValueError, subprocess.CalledProcessError):
            self.run("kill", "--all")
            pid, start = self.home.lock.read_text().split()
            processes.kill_and_wait(Identity(int(pid), start), 5.0)


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def paired(a: Callable[[], object], b: Callable[[], object], times: int) -> tuple[float, float, float]:
    """Medians of a and b in seconds, and the median of the ratios, run in turn."""
    a(), b()
    pairs = [(timed(a), timed(b)) for _ in range(times)]
    return (
        statistics.median(x for x, _ in pairs),
        statistics.median(y for _, y in pairs),
        statistics.median(x / y for x, y in pairs),
    )


def p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def start_to_answer(bench: Bench, times: int) -> Iterator[Row]:
    ours, bare, ratio = paired(lambda: bench.run("start", "-w", "hello", "-s", "read-only"), bench.bare, times)
    yield Row(
        "start -w against bare exec",
        f"{ratio:.2f} times ({ours * 1e3:.0f} / {bare * 1e3:.0f} ms)",
        "1.25",
        ratio <= 1.25,
    )
    ours, bare, ratio = paired(lambda: bench.run("await-turn", bench.start()), bench.bare, times)
    yield Row(
        "start, then await-turn, against bare exec",
        f"{ratio:.2f} times ({ours * 1e3:.0f} / {bare * 1e3:.0f} ms)",
        "",
        None,
    )


def answer_to_exit(bench: Bench, times: int) -> Iterator[Row]:
    """From the last write of the client's events (turn.completed) to the exit of await-turn."""
    delays = []
    for _ in range(times):
        with held(bench) as gate:
            job = bench.start()
            waiting = subprocess.Popen(
                [*COMMAND, "await-turn", job], cwd=bench.workspace, env=bench.env, stdout=subprocess.DEVNULL
            )
            _until_waiting(waiting.pid)
            gate.open()
            waiting.wait()
            ended = time.time()
        delays.append((ended - bench.home.events(job).stat().st_mtime) * 1e3)
    median, high = statistics.median(delays), p95(delays)
    yield Row(
        "answer in the events file to await-turn's exit",
        f"{median:.1f} ms median, {high:.1f} p95",
        "10, 25",
        median <= 10 and high <= 25,
    )


def _until_waiting(pid: int) -> None:
    """Until the process sleeps on its socket: it has one open and uses no CPU between two looks. Set-up only, never timed."""
    process, before = psutil.Process(pid), -1.0
    while True:
        now = sum(process.cpu_times()[:2])
        if now == before and any(c.status == psutil.CONN_NONE for c in process.net_connections("unix")):
            return
        before = now
        time.sleep(0.1)


@contextlib.contextmanager
def held(bench: Bench) -> Iterator[Gate]:
    gate = Gate(Text("answer"))
    bench.server.script = lambda _: gate
    try:
        yield gate
    finally:
        gate.open()
        bench.server.script = answer


def answer(_: Request) -> Reply:
    return Text("answer")


def waiting_cpu(bench: Bench, seconds: float) -> Iterator[Row]:
    with held(bench) as gate:
        job = bench.start()
        waiting = subprocess.Popen(
            [*COMMAND, "await-turn", job], cwd=bench.workspace, env=bench.env, stdout=subprocess.DEVNULL
        )
        _until_waiting(waiting.pid)
        process, daemon = psutil.Process(waiting.pid), bench.supervisor()
        before = [sum(p.cpu_times()[:2]) for p in (process, daemon)]
        time.sleep(seconds)
        used = [(sum(p.cpu_times()[:2]) - b) * 60 / seconds for p, b in zip((process, daemon), before, strict=True)]
        forks = len(process.children())
        gate.open()
        waiting.wait()
    yield Row(
        "CPU of one waiting await-turn",
        f"{used[0]:.3f} s a minute, {forks} children",
        "0.02",
        used[0] <= 0.02 and not forks,
    )
    yield Row("CPU of the supervisor meanwhile", f"{used[1]:.3f} s a minute", "")


def parallel(bench: Bench, times: int) -> Iterator[Row]:
    with ThreadPoolExecutor(16) as pool:
        ours, bare, ratio = paired(
            lambda: list(pool.map(lambda _: bench.run("start", "-w", "hello", "-s", "read-only"), range(16))),
            lambda: list(pool.map(lambda _: bench.bare(), range(16))),
            times,
        )
    yield Row(
        "16 in parallel against 16 bare exec", f"{ratio:.2f} times ({ours:.2f} / {bare:.2f} s)", "1.3", ratio <= 1.3
    )


def memory(bench: Bench, counts: tuple[int, ...]) -> Iterator[Row]:
    figures: dict[int, float] = {}
    with held(bench) as gate, ThreadPoolExecutor(8) as pool:
        running = 0
        for count in counts:
            list(pool.map(lambda _: bench.start(), range(count - running)))
            running = count
            gate.await_arrivals(count, timeout_s=120)
            bench.run("jobs", "--json")
            figures[count] = bench.supervisor().memory_info().rss / 2**20
        gate.open()
        bench.run("await-turn", *(job["id"] for job in json.loads(bench.run("jobs", "--json"))["jobs"]))
    for count, mib in figures.items():
        yield Row(f"memory of the supervisor, {count} live agents", f"{mib:.1f} MB", "60", mib <= 60)
    first, last = counts[0], counts[-1]
    each = (figures[last] - figures[first]) / (last - first)
    yield Row("memory for each further agent", f"{each:.2f} MB", "1", each < 1)


def lists(root: Path, times: int) -> Iterator[Row]:
    """`status` and `jobs --json` over stores of 1, 1,000 and 10,000 ended jobs."""
    homes = {count: _filled(root / f"jobs{count}", count) for count in (1, 1000, 10_000)}

    def run(count: int, *words: str) -> Callable[[], object]:
        env = {"HOME": str(root), "PATH": os.defpath, "LANG": "C.UTF-8", "CODEX_AGENT_HOME": str(homes[count].root)}
        return lambda: subprocess.run([*COMMAND, *words], env=env, capture_output=True, check=True)

    for words in (("jobs", "--json"), ("status", "00000000")):
        for count in (1000, 10_000):
            ours, few, ratio = paired(run(count, *words), run(1, *words), times)
            text = f"{ratio:.2f} times ({ours * 1e3:.0f} / {few * 1e3:.0f} ms)"
            yield Row(f"{words[0]} with {count:,} jobs against 1", text, "1.3", ratio <= 1.3)


def _filled(root: Path, count: int) -> Home:
    home = Home(root).ensure()
    store = Store.open(home.db)
    store.add_job("00000000", "t0", JobSpec(cwd="/w", prompt="task"), host="here", now=1.0)
    with store.transaction() as db:
        db.execute("UPDATE jobs SET state = 'completed', live = 0, completed_at = 2, last_message = 'answer'")
        db.execute(
            "UPDATE turns SET state = 'idle', outcome = 'completed', message = 'answer', ended_at = 2, read_at = 3"
        )
        jobs, turns = (dict(db.execute(f"SELECT * FROM {table}").fetchone()) for table in ("jobs", "turns"))
        for number in range(1, count):
            for table, row, key in (("jobs", jobs, "id"), ("turns", turns, "job")):
                values = {**row, key: f"{number:08x}", "token": f"t{number}", "created_at": float(number)}
                marks = ", ".join("?" * len(values))
                db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    store.close()
    return home


def hook(root: Path, times: int) -> Iterator[Row]:
    """The notify hook with nobody listening (its slowest way: the event is kept in a file) and with a listener."""
    import socket

    script = str(Path(__file__).resolve().parents[1] / "hooks" / "codex_notify.py")
    (root / "jobs").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(root / "s"))
        listener.listen(1000)
        words = [
            sys.executable,
            "-I",
            "-S",
            script,
            str(root),
            str(root / "s"),
            "aaaaaaaa",
            '{"type":"agent-turn-complete"}',
        ]
        _, _, ratio = paired(
            lambda: subprocess.run(words, check=True),
            lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
            times * 3,
        )
    yield Row("notify hook against bare python3 -c pass", f"{ratio:.2f} times", "2", ratio <= 2)


def big_log(bench: Bench) -> Iterator[Row]:
    """A job whose event log grows to 100 MB: who reads what."""
    with held(bench) as gate:
        job = bench.start()
        line = (
            json.dumps({"type": "item.completed", "item": {"id": "x", "type": "reasoning", "text": "z" * 900}}).encode()
            + b"\n"
        )
        with bench.home.events(job).open("ab") as file:
            for _ in range(100):
                file.write(line * (1_000_000 // len(line)))
        first = timed(lambda: bench.run("jobs", "--json"))
        daemon = bench.supervisor()
        before = daemon.io_counters().read_chars
        again = timed(lambda: bench.run("jobs", "--json"))
        read = daemon.io_counters().read_chars - before
        processes.kill_and_wait(Identity(daemon.pid, bench.home.lock.read_text().split()[1]), 5.0)
        adopted = timed(lambda: bench.run("jobs", "--json"))
        adopted_read = bench.supervisor().io_counters().read_chars
        gate.open()
    yield Row("100 MB event log, first jobs --json", f"{first:.2f} s", "")
    yield Row(
        "100 MB event log, next jobs --json",
        f"{again * 1e3:.0f} ms, {read / 1e6:.2f} MB read",
        "none again",
        read < 1e6,
    )
    yield Row(
        "100 MB event log, jobs --json with a new supervisor",
        f"{adopted * 1e3:.0f} ms, {adopted_read / 1e6:.1f} MB read in all",
        "none again",
        adopted_read < 50e6,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument(
        "--clients", type=Path, default=Path(__file__).resolve().parents[1] / ".clients/node_modules/.bin"
    )
    arguments = parser.parse_args()
    times = 5 if arguments.quick else 21
    root = Path(tempfile.mkdtemp(prefix="ca-bench-", dir="/var/tmp"))
    rows: list[Row] = []
    try:
        with ScriptedServer(answer) as server:
            bench = Bench(root, server, arguments.clients)
            try:
                for part in (
                    lambda: start_to_answer(bench, times),
                    lambda: answer_to_exit(bench, times * 2),
                    lambda: waiting_cpu(bench, 10 if arguments.quick else 60),
                    lambda: parallel(bench, 3 if arguments.quick else 7),
                    lambda: memory(bench, (1, 16, 64)),
                    lambda: big_log(bench),
                    lambda: lists(root, times),
                    lambda: hook(root, times),
                ):
                    for row in part():
                        rows.append(row)
                        verdict = {True: "within", False: "OVER", None: ""}[row.within]
                        print(f"{row.what:<52} {row.figure:<44} {row.goal:<11} {verdict}", flush=True)
            finally:
                bench.end()
    finally:
        shutil.rmtree(root, ignore_errors=True)
    over = [row.what for row in rows if row.within is False]
    print(f"\n{len(over)} over their goal" + (f": {', '.join(over)}" if over else ""))


if __name__ == "__main__":
    assert threading.current_thread() is threading.main_thread()
    main()
