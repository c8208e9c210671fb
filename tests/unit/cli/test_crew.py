from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from codex_agent.cli import crew
from codex_agent.cli.crew import Crew, Reply, Task
from codex_agent.cli.options import StartOptions
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import Home

TASKS = [Task(name, StartOptions(prompt=name)) for name in ("one", "two", "three")]


def made(told: list[Reply]) -> Crew:
    return Crew(Home(Path("/nowhere")), timeout_s=None, told=told.append)


def test_what_cannot_be_started_is_a_reply_and_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def begin(options: StartOptions) -> dict[str, Any]:
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


def test_ctrl_c_while_agents_start_waits_for_their_ids_and_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    arrived, release = threading.Barrier(4), threading.Event()

    def begin(options: StartOptions) -> dict[str, Any]:
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
