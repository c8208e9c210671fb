"""When a command gives up on supervisors that go away: after many and after long, counted anew from each that stayed."""

from __future__ import annotations

import pytest

from codex_agent import client


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """One time in seconds that the test moves."""
    now = [0.0]
    monkeypatch.setattr(client.time, "monotonic", lambda: now[0])
    return now


def attempts(clock: list[float], each_s: float, stays: int = 0) -> int:
    """How many supervisors are tried when each goes away after `each_s`, after `stays` steady ones."""
    count = 0
    for count, _ in enumerate(client._attempts(), start=1):
        clock[0] += client.STEADY_S + 1 if count <= stays else each_s
    return count


def test_quick_deaths_use_up_the_time(clock: list[float]) -> None:
    assert attempts(clock, 0.1) > client.ATTEMPTS
    assert clock[0] == pytest.approx(client.PATIENCE_S, abs=0.2)


def test_slow_deaths_use_up_the_number(clock: list[float]) -> None:
    assert attempts(clock, 2.0) == client.ATTEMPTS


def test_a_long_wait_outlives_any_number_of_steady_supervisors(clock: list[float]) -> None:
    assert attempts(clock, 2.0, stays=500) == 500 + client.ATTEMPTS
