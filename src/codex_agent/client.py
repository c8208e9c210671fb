"""Requests to the supervisor: sent, acknowledged, answered, and repeated when it went away under them. Lean on purpose.

A request carries a token, so that repeating it after a crash of the supervisor is safe: the same `start` makes the same job,
the same `send` the same turn.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

from codex_agent import wire
from codex_agent.connecting import Connection, Gone, alive, connect, end_supervisor, owner_of
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import Home

LEAVE_S = 20.0
ATTEMPTS = 50  # and
PATIENCE_S = 30.0  # both are used up before a command gives up on supervisors that go away;
STEADY_S = 5.0  # one that stayed this long gives both back
UNHEARD_S = 20.0  # one that lives and listens nowhere for this long is replaced


def call(home: Home, op: str, *, timeout_s: float | None = None, **fields: Any) -> dict[str, Any]:
    """One request, its final answer; the supervisor is started or replaced as needed and the request repeated after a crash.

    Raises the `AgentError` of the answer, or one with exit 124 when `timeout_s` passes first.
    """
    for answer in stream(home, op, timeout_s=timeout_s, **fields):
        if "ok" in answer:
            return answer
    raise AgentError("no_answer", "the supervisor gave no answer", hint="codex-agent health")


def stream(
    home: Home,
    op: str,
    *,
    timeout_s: float | None = None,
    again: Callable[[], dict[str, Any]] | None = None,
    **fields: Any,
) -> Generator[dict[str, Any]]:
    """Every answer to a request, the one with `ok` last. After a crash the request is repeated with `again()` as its fields."""
    deadline = None if timeout_s is None else time.monotonic() + timeout_s
    unheard = _Unheard(home)
    for _ in _attempts():
        try:
            connection = connect(home)
        except Gone:
            unheard.met()
            continue
        try:
            connection.send(op, **(again() if again else fields))
            _acknowledged(home, connection)
            for answer in _answers(home, connection, deadline, op):
                yield answer
                if "ok" in answer:
                    return
        except Gone:
            continue
        finally:
            connection.close()
    raise AgentError("supervisor", "the supervisor keeps going away", hint=f"see {home.supervisor_log}")


def _attempts() -> Iterator[None]:
    """Go on until supervisors have gone away often and for long: a loaded machine is slow, a wait of days meets many upgrades."""
    left, since = ATTEMPTS, time.monotonic()
    while left > 0 or time.monotonic() - since < PATIENCE_S:
        began = time.monotonic()
        yield
        left -= 1
        if time.monotonic() - began > STEADY_S:
            left, since = ATTEMPTS, time.monotonic()


class _Unheard:
    """A supervisor that holds its lock and listens nowhere: on its way up or down, or somebody removed its socket.

    The last never ends by itself while a job lives, and nobody could reach it; what it knew is on disk.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._owner = ""
        self._since = 0.0

    def met(self) -> None:
        """It could not be reached once more; it is ended when it is the same one for `UNHEARD_S`."""
        owner = owner_of(self._home)
        if owner != self._owner:
            self._owner, self._since = owner, time.monotonic()
        elif time.monotonic() - self._since > UNHEARD_S:
            end_supervisor(self._home, owner)


def _answers(home: Home, connection: Connection, deadline: float | None, op: str) -> Iterator[dict[str, Any]]:
    while True:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise AgentError("timeout", f"no answer within the time given ({op})", exit_code=Exit.TIMEOUT)
        answer = connection.receive(wire.PING_S if left is None else min(left, wire.PING_S))
        if answer is None:
            if deadline is None or time.monotonic() < deadline:
                connection.send("ping")
                _acknowledged(home, connection)
            continue
        if answer.get("ok") is False:
            if answer["error"]["code"] == "handover":
                raise Gone
            raise AgentError.from_json(answer["error"])
        yield answer


def _acknowledged(home: Home, connection: Connection) -> None:
    """Wait for the acknowledgement; replace a supervisor that stays silent (stopped, hung)."""
    answer = connection.receive(wire.ACK_S)
    if answer is None:
        end_supervisor(home, connection.owner)
        raise Gone
    if answer.get("ok") is False:
        if answer["error"]["code"] == "handover":
            raise Gone
        raise AgentError.from_json(answer["error"])


def dismiss(home: Home) -> None:
    """Let the supervisor leave, and with it the clients' servers that it keeps for later jobs. Jobs go on without it.

    Where servers were left behind by one that was killed, another is started to end them. scripts/install.sh calls this and `alive` of
    whatever version it finds installed.
    """
    import signal

    from codex_agent import processes
    from codex_agent.jobs import Identity

    if not alive(home):
        if not any(home.servers_dir.glob("*.pid")):
            return
        connect(home).close()
    owner = owner_of(home)
    if len(parts := owner.split()) == 2:
        who = Identity(int(parts[0]), parts[1])
        processes.send_signal(who, signal.SIGTERM)
        if not processes.wait_gone(who, LEAVE_S):
            end_supervisor(home, owner)
