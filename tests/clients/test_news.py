"""What the supervisor tells a session's waiter: real turns, asked on the socket as the hook does."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from fleet import Fleet
from leading import Gates

from codex_agent import waking

SESSION = "session-one"
ENV = {"CLAUDE_CODE_SESSION_ID": SESSION}
News = list[dict[str, Any]] | None


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


def start(fleet: Fleet, letter: str) -> str:
    done = fleet.run("start", "-s", "read-only", f"Do {letter}", **ENV)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().split()[2]


def ask(fleet: Fleet, *, told: tuple[str, ...] = (), promised: tuple[str, ...] = (), settled: bool = False) -> News:
    return waking.news(str(fleet.home.root), [SESSION], told, promised, settled=settled)


def jobs(answer: News) -> list[str]:
    return [one["job"] for one in answer or []]


def test_an_end_is_news_until_it_is_told_or_read(fleet: Fleet, gates: Gates, pool: ThreadPoolExecutor) -> None:
    alpha, beta = start(fleet, "ALPHA"), start(fleet, "BETA")
    waiter: Future[News] = pool.submit(ask, fleet)
    gates["ALPHA"].open()
    assert waiter.result(60) == [{"key": f"{alpha}.1", "job": alpha, "turn": 1, "asks": False}]
    waiter = pool.submit(ask, fleet, told=(f"{alpha}.1",))
    gates["BETA"].open()
    assert jobs(waiter.result(60)) == [beta]
    assert jobs(ask(fleet)) == [alpha, beta]
    for job in (alpha, beta):
        assert fleet.run("result", job).returncode == 0
    fleet.run("jobs")
    assert ask(fleet, told=(f"{alpha}.1", f"{beta}.1")) == []


def test_settled_means_that_nothing_is_at_work(fleet: Fleet, gates: Gates, pool: ThreadPoolExecutor) -> None:
    alpha, beta = start(fleet, "ALPHA"), start(fleet, "BETA")
    waiter: Future[News] = pool.submit(ask, fleet, settled=True)
    gates["ALPHA"].open()
    fleet.run("watch", alpha)
    assert not waiter.done()
    gates["BETA"].open()
    assert sorted(jobs(waiter.result(60))) == sorted([alpha, beta])


def test_what_a_wait_of_the_session_brings_is_no_news(fleet: Fleet, gates: Gates, pool: ThreadPoolExecutor) -> None:
    alpha = start(fleet, "ALPHA")
    wait = pool.submit(fleet.run, "await-turn", alpha, **ENV)
    waiter: Future[News] = pool.submit(ask, fleet, promised=(alpha,))
    gates["ALPHA"].open()
    assert wait.result(60).stdout == b"Answer of ALPHA.\n"
    assert waiter.result(60) == []


def test_a_wait_of_somebody_else_takes_nothing_away(fleet: Fleet, gates: Gates, pool: ThreadPoolExecutor) -> None:
    alpha = start(fleet, "ALPHA")
    wait = pool.submit(fleet.run, "await-turn", alpha)
    waiter: Future[News] = pool.submit(ask, fleet)
    gates["ALPHA"].open()
    assert jobs(waiter.result(60)) == [alpha]
    wait.result(60)


def test_a_wait_that_ends_before_the_turn_leaves_it_to_the_waiter(
    fleet: Fleet, gates: Gates, pool: ThreadPoolExecutor
) -> None:
    """--any returned with the other one; then a wait that was killed."""
    alpha, beta = start(fleet, "ALPHA"), start(fleet, "BETA")
    wait = pool.submit(fleet.run, "await-turn", alpha, beta, "--any", **ENV)
    gates["ALPHA"].open()
    assert wait.result(60).returncode == 0
    fleet.env = {**fleet.env, **ENV}
    killed = fleet.popen("await-turn", beta)
    waiter: Future[News] = pool.submit(ask, fleet, promised=(beta,))
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    gates["BETA"].open()
    assert jobs(waiter.result(60)) == [beta]


def test_without_a_supervisor_there_is_no_answer(fleet: Fleet) -> None:
    assert ask(fleet) is None
