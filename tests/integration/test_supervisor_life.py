"""The supervisor alone, as a process: no client, no job."""

from __future__ import annotations

import signal
from pathlib import Path

from codex_agent import client, processes
from codex_agent.jobs import Identity
from codex_agent.paths import Home


def supervisor(home: Home) -> Identity:
    """Whoever answers on the socket of this home, started if nobody does."""
    client.connect(home).close()
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
