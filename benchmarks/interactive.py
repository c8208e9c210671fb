"""Interactive agents against the client's own app-server: first answers, steering, many at once, memory at rest."""

from __future__ import annotations

import asyncio
import itertools
import os
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil

from benchmarks.bare_server import BareServer
from benchmarks.ground import Ground
from benchmarks.table import Row, against, spread
from codex_agent import client
from codex_agent.demo.request import Request
from codex_agent.demo.script import Delay, Gate, Reply, Text

OWN_STEER_MS = 20
MANY = (16, 64)
ASKED_MS = 50
IDLE = 16

_worlds = itertools.count()


def first_answer(ground: Ground, times: int) -> Iterator[Row]:
    """With a new server each time, and on a server that runs."""

    def ours_new() -> None:
        ground.env["WORLD"] = str(next(_worlds))  # another environment, another server
        ground.run("start", "-w", "--interactive", "hello", "-s", "read-only")

    async def bare_new() -> None:
        async with BareServer.running(ground) as server:
            await server.answer(ground)

    what = "start -w --interactive, new server, against bare app-server"
    yield against(what, ours_new, lambda: asyncio.run(bare_new()), times, goal=1.25)
    ground.run("kill", "--all")
    ground.run("start", "-w", "--interactive", "hello", "-s", "read-only")
    with asyncio.Runner() as runner:
        yield from _warm(ground, runner, times)
    ground.run("kill", "--all")


def _warm(ground: Ground, runner: asyncio.Runner, times: int) -> Iterator[Row]:
    running = BareServer.running(ground)
    server = runner.run(running.__aenter__())
    try:
        yield against(
            "start -w --interactive, server runs, against bare thread",
            lambda: ground.run("start", "-w", "--interactive", "hello", "-s", "read-only"),
            lambda: runner.run(server.answer(ground)),
            times,
        )
    finally:
        runner.run(running.__aexit__(None, None, None))


def steering(ground: Ground, times: int) -> Iterator[Row]:
    """From the message to the model's next request: through our socket, and on the server's own."""
    ours, bare, command = [], [], []
    for number in range(times):
        ours.append(_steered(ground, number, lambda job, text: _send(ground, job, text)))
        command.append(_steered(ground, number, lambda job, text: ground.run("send", job, text)))
        bare.append(asyncio.run(_steered_bare(ground, number)))
    own_s = statistics.median(ours) - statistics.median(bare)
    figure = f"{own_s * 1e3:.1f} ms ({spread(ours)} against {spread(bare)})"
    yield Row(
        "steer to the model's next request, of our own", figure, f"{OWN_STEER_MS} ms", own_s * 1e3 <= OWN_STEER_MS
    )
    yield Row("the same from the start of `send`", spread(command))


def _send(ground: Ground, job: str, text: str) -> None:
    token = os.urandom(16).hex()
    client.call(ground.home, "send", token=token, job=job, text=text, how="steer", env=ground.env)


def _script(ground: Ground, text: str) -> tuple[Gate, list[float]]:
    """A model that holds its first answer, and the moment at which it was asked with `text`."""
    gate, asked = Gate(Text("never")), []

    def script(request: Request) -> Reply:
        if request.last_user_text != text:
            return gate
        asked.append(time.perf_counter())
        return Text("steered")

    ground.server.script = script
    return gate, asked


def _steered(ground: Ground, number: int, send: object) -> float:
    text = f"look left {number}"
    gate, asked = _script(ground, text)
    job = ground.run("start", "--interactive", "hello", "-s", "read-only").split()[2]
    gate.await_arrivals(1)
    begin = time.perf_counter()
    send(job, text)  # type: ignore[operator]
    ground.run("await-turn", job)
    gate.open()
    ground.run("send", job, "/quit")
    return asked[0] - begin


async def _steered_bare(ground: Ground, number: int) -> float:
    text = f"look left {number}"
    gate, asked = _script(ground, text)
    async with BareServer.running(ground) as server:
        thread = await server.thread(ground)
        turn = await server.begin(thread)
        await asyncio.to_thread(gate.await_arrivals, 1)
        begin = time.perf_counter()
        await server.steer(thread, turn, text)
        await server.over(turn)
    gate.open()
    return asked[0] - begin


def many(ground: Ground, times: int) -> Iterator[Row]:
    """Each of ours is a command of its own; the bare ones are threads of one server on one connection."""

    async def bare(count: int) -> None:
        async with BareServer.running(ground) as server:
            await asyncio.gather(*(server.answer(ground) for _ in range(count)))

    for count in MANY:
        rounds = max(2, times * 16 // count)
        with ThreadPoolExecutor(count) as pool:

            def ours(count: int = count, pool: ThreadPoolExecutor = pool) -> None:
                ground.env["WORLD"] = str(next(_worlds))
                words = ("start", "-w", "--interactive", "hello", "-s", "read-only")
                list(pool.map(lambda _: ground.run(*words), range(count)))

            what = f"{count} interactive agents against {count} bare threads"
            yield against(what, ours, lambda count=count: asyncio.run(bare(count)), rounds, goal=1.3)  # type: ignore[misc]
        ground.run("kill", "--all")


def questions(ground: Ground, times: int) -> Iterator[Row]:
    """From the approval on the server's socket to the end of a wait; the model's last byte is the nearest moment to see."""
    from codex_agent.demo.script import ToolCall

    arguments = {"cmd": "true", "sandbox_permissions": "require_escalated", "justification": "because"}
    took = []
    for _ in range(times):
        ground.server.script = lambda request: (
            Text("done")
            if "output" in str(request.items[-1].get("type"))
            else Delay(0.5, ToolCall("exec_command", arguments))
        )
        job = ground.run("start", "--interactive", "hello", "-c", 'approval_policy="on-request"').split()[2]
        waiting = ground.awaiting(job)
        waiting.wait()
        took.append(time.time() - ground.server.sent_at)
        ground.run("answer", job, "decline")
        ground.run("await-turn", job)
        ground.run("send", job, "/quit")
    median_ms = statistics.median(took) * 1e3
    yield Row(
        "model's last byte to await-turn's exit with a question", spread(took), f"{ASKED_MS} ms", median_ms <= ASKED_MS
    )


def at_rest(ground: Ground) -> Iterator[Row]:
    """Memory for each further idle agent, of the server and of the supervisor; CPU of all of them over half a minute."""
    ground.run("start", "-w", "--interactive", "hello", "-s", "read-only")
    before = _resident(ground)
    for _ in range(IDLE):
        ground.run("start", "-w", "--interactive", "hello", "-s", "read-only")
    after = _resident(ground)
    for name in before:
        each = (after[name] - before[name]) / IDLE
        yield Row(f"memory for each idle agent, {name}", f"{each:.2f} MB (of {after[name]:.0f})")
    processes = _processes(ground)
    cpu_s = {name: sum(process.cpu_times()[:2]) for name, process in processes.items()}
    time.sleep(30)
    for name, process in processes.items():
        used_s = (sum(process.cpu_times()[:2]) - cpu_s[name]) * 2
        yield Row(f"CPU of {IDLE + 1} idle agents, {name}", f"{used_s:.3f} s a minute")
    ground.run("kill", "--all")


def _processes(ground: Ground) -> dict[str, psutil.Process]:
    (pids,) = (path.read_text().split() for path in ground.home.servers_dir.glob("*.pid"))
    return {"app-server": psutil.Process(int(pids[1])), "supervisor": ground.supervisor()}


def _resident(ground: Ground) -> dict[str, float]:
    return {name: process.memory_info().rss / 1e6 for name, process in _processes(ground).items()}
