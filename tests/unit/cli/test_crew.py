from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from codex_agent.cli import crew
from codex_agent.cli.crew import Crew, Reply, Task
from codex_agent.cli.options import StartOptions
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import Home

Say = Callable[[str], None]
TASKS = [Task(name, StartOptions(prompt=name)) for name in ("one", "two", "three")]


def made(told: list[Reply]) -> Crew:
    return Crew(Home(Path("/dev/null/nowhere")), timeout_s=None, told=told.append)


def test_what_cannot_be_started_is_a_reply_and_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def begin(options: StartOptions, group: object, say: Say) -> dict[str, Any]:
        raise AgentError("refused", f"no {options.prompt}")

    monkeypatch.setattr(crew.starting, "begin", begin)
    told: list[Reply] = []
    replies = made(told).ask(TASKS)
    assert replies == told
    assert [(reply.label, reply.error and reply.error.message) for reply in replies] == [
        ("one", "no one"),
        ("two", "no two"),
        ("three", "no three"),
    ]


def test_a_fault_of_ours_does_not_hide_the_agents_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def begin(options: StartOptions, group: object, say: Say) -> dict[str, Any]:
        if options.prompt == "two":
            raise OverflowError("too much")
        return {"job": {"id": f"id of {options.prompt}"}}

    monkeypatch.setattr(crew.starting, "begin", begin)
    replies = made([]).ask(TASKS, wait=False)
    assert [reply.job for reply in replies] == ["id of one", None, "id of three"]
    assert replies[1].error is not None
    assert replies[1].error.exit_code is Exit.BUG


def test_what_is_noted_at_every_start_is_said_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def begin(options: StartOptions, group: object, say: Say) -> dict[str, Any]:
        say("Note: the same for all")
        say(f"Note: of {options.prompt}")
        raise AgentError("refused", "no")

    monkeypatch.setattr(crew.starting, "begin", begin)
    ours = made([])
    ours.ask(TASKS)
    ours.ask(TASKS)
    said = capsys.readouterr().err.splitlines()
    assert sorted(said) == ["Note: of one", "Note: of three", "Note: of two", "Note: the same for all"]


def test_in_order_each_starts_once_the_one_before_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []

    def begin(options: StartOptions, group: object, say: Say) -> dict[str, Any]:
        events.append(f"{options.prompt} begins")
        threading.Event().wait(0.01)  # others could begin meanwhile
        events.append(f"{options.prompt} has begun")
        raise AgentError("refused", "no")

    monkeypatch.setattr(crew.starting, "begin", begin)
    Crew(Home(Path("/dev/null/nowhere")), timeout_s=None, told=lambda _: None, in_order=True).ask(TASKS)
    assert events == [f"{name} {what}" for name in ("one", "two", "three") for what in ("begins", "has begun")]


def test_ctrl_c_while_agents_start_waits_for_their_ids_and_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    arrived, release = threading.Barrier(4), threading.Event()

    def begin(options: StartOptions, group: object, say: Say) -> dict[str, Any]:
        arrived.wait(30)
        release.wait(30)
        return {"job": {"id": {"one": "11111111", "two": "22222222", "three": "33333333"}[str(options.prompt)]}}

    def press() -> None:
        arrived.wait(30)
        os.kill(os.getpid(), signal.SIGINT)
        release.set()

    monkeypatch.setattr(crew.starting, "begin", begin)
    threading.Thread(target=press).start()
    ours = made([])
    replies = ours.ask(TASKS)
    assert [reply.job for reply in replies] == ["11111111", "22222222", "33333333"]
    assert ours.stopped is not None
    assert ours.stopped.exit_code is Exit.INTERRUPTED
    assert ours.stopped.hint == "codex-agent await-turn 11111111 22222222 33333333"
    assert replies[0].error is not None
    assert replies[0].error.hint == "codex-agent await-turn 11111111"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_time_out_keeps_what_came_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = {"one": "11111111", "two": "22222222", "three": "33333333"}
    turn = {
        "turn": 1,
        "turn_state": "idle",
        "outcome": "completed",
        "message": "done",
        "error": None,
        "files_modified": ["a"],
    }

    def awaited(*_: Any, **__: Any) -> Iterator[dict[str, Any]]:
        yield {"job": {"id": "22222222", "mode": "exec", "needs_input": None, "cwd": "/r"}, "turn": turn}
        raise AgentError("timeout", "too late", exit_code=Exit.TIMEOUT)

    monkeypatch.setattr(crew.starting, "begin", lambda options, *_: {"job": {"id": ids[options.prompt]}})
    monkeypatch.setattr(crew.waiting, "Waiting", awaited)
    told: list[Reply] = []
    ours = Crew(Home(Path("/dev/null/nowhere")), timeout_s=5, told=told.append)
    first, second, third = ours.ask(TASKS)
    assert (second.message, second.files, second.error) == ("done", ["a"], None)
    assert told == [second]
    assert ours.stopped is not None
    assert (ours.stopped.exit_code, ours.stopped.hint) == (Exit.TIMEOUT, "codex-agent await-turn 11111111 33333333")
    assert [reply.error and reply.error.hint for reply in (first, third)] == [
        "codex-agent await-turn 11111111",
        "codex-agent await-turn 33333333",
    ]
