"""The supervisor alone, as a process: no client, no job."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from codex_agent import client, connecting, processes
from codex_agent.jobs import Identity
from codex_agent.paths import Home


def supervisor(home: Home) -> Identity:
    """Whoever answers on the socket of this home, started if nobody does."""
    connecting.connect(home).close()
    pid, start = home.lock.read_text().split()
    return Identity(int(pid), start)


def test_one_whose_home_was_removed_and_made_anew_leaves_the_socket_of_its_successor_alone(home: Path) -> None:
    state = Home(home / ".codex-agent")
    old = supervisor(state)
    state.root.rename(home / "removed")
    new = supervisor(state)
    try:
        assert new != old
        assert processes.send_signal(old, signal.SIGTERM)
        assert processes.wait_gone(old, 20.0)
        assert state.socket.exists()
        assert supervisor(state) == new
    finally:
        for one in (old, new):
            processes.send_signal(one, signal.SIGTERM)
            processes.wait_gone(one, 20.0)
    assert not state.socket.exists()


def test_one_whose_socket_was_removed_is_replaced(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "UNHEARD_S", 0.5)
    state = Home(home / ".codex-agent")
    old = supervisor(state)
    state.socket.unlink()
    try:
        assert client.call(state, "sync")["ok"]
        assert not processes.lives(old)
        new = supervisor(state)
        assert new != old
    finally:
        processes.kill_and_wait(old, 20.0)
    assert processes.send_signal(new, signal.SIGTERM)
    assert processes.wait_gone(new, 20.0)
