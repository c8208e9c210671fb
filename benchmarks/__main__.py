"""Measures what the project promises, on the real Codex against the bundled scripted model; prints one table.

Ratios compare with bare runs, taken in turn in the same call. Everything lives in one temporary folder; nothing is left behind.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import composing, hooks, interactive, launcher, notify, resting, stored, terminals, turns
from benchmarks.ground import Ground
from benchmarks.table import HEADING, Row

CLIENTS = Path(__file__).resolve().parents[1] / ".clients" / "node_modules" / ".bin"


def measure(root: Path, clients: Path, *, quick: bool, only: list[str]) -> Iterator[Row]:
    """Each part on a ground of its own, so that none inherits the memory or the jobs of another."""
    times = 7 if quick else 25
    on_ground: dict[str, Callable[[Ground], Iterator[Row]]] = {
        "start": lambda ground: turns.start_to_answer(ground, times),
        "exit": lambda ground: turns.answer_to_exit(ground, times),
        "cpu": lambda ground: resting.waiting_cpu(ground, 20 if quick else 60),
        "parallel": lambda ground: turns.parallel(ground, 3 if quick else 9),
        "memory": resting.memory,
        "log": stored.big_log,
        "interactive": lambda ground: interactive.first_answer(ground, times),
        "steer": lambda ground: interactive.steering(ground, max(5, times // 3)),
        "many": lambda ground: interactive.many(ground, 3 if quick else 9),
        "question": lambda ground: interactive.questions(ground, max(5, times // 3)),
        "idle": interactive.at_rest,
        "terminal": lambda ground: terminals.terminals(ground, times),
    }
    for name, part in on_ground.items():
        if not only or name in only:
            with Ground(root / name, clients) as ground:
                yield from part(ground)
    if not only or "lists" in only:
        yield from stored.lists(root, times)
    if not only or "composing" in only:
        yield from composing.composing(root, times)
    if not only or "hook" in only:
        yield from notify.hook(root, times * 3)
        yield from hooks.hooks(root, times)
    if not only or "launcher" in only:
        yield from launcher.launcher(root, times * 3)


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--clients", type=Path, default=CLIENTS, help="the folder that holds `codex`")
    parts = "start, exit, cpu, parallel, memory, log, interactive, steer, many, question, idle, terminal, lists, composing, hook, launcher"
    parser.add_argument("only", nargs="*", help=f"{parts}; default all")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave through the ends of all blocks
    root = Path(tempfile.mkdtemp(prefix="ca-bench-", dir="/var/tmp"))  # the client warns of a home below /tmp
    over = []
    try:
        load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        print(f"load at the start: {load}; a busy machine moves the figures\n{HEADING}", flush=True)
        for row in measure(root, options.clients, quick=options.quick, only=options.only):
            print(row, flush=True)
            if row.within is False:
                over.append(row.what)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(f"\n{len(over)} over their goal" + "".join(f"\n  {what}" for what in over))


if __name__ == "__main__":
    main()
