"""Many readers, one writer, on real agents: of commands that race one wins, crashes change nothing, idle agents hold nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from codex_agent.demo.directive import compose
from codex_agent.demo.script import Gate, Text

if TYPE_CHECKING:
    from fleet import Fleet

    from codex_agent.demo.server import ScriptedServer

RACES = 12 * int(os.environ.get("CODEX_AGENT_TEST_ROUNDS", "1"))


def answer_of(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(process.communicate(timeout=60)[0])
    return data


def refused(fleet: Fleet, *arguments: str) -> dict[str, Any]:
    error: dict[str, Any] = fleet.json(*arguments)["error"]
    assert error["code"] == "second_writer"
    return error


@pytest.fixture
def gate(model_server: ScriptedServer) -> Gate:
    """The model answers nobody before it is opened."""
    made = Gate(Text("done"))
    model_server.script = lambda request: made
    return made


def test_of_starts_that_race_exactly_one_wins(fleet: Fleet, model_server: ScriptedServer, workspace: Path) -> None:
    (workspace / "sub").mkdir()
    for race in range(RACES):
        gate = Gate(Text("done"))
        model_server.script = lambda request, gate=gate: gate
        if race % 3 == 0 and (supervisor := fleet.supervisor()):
            os.kill(supervisor.pid, signal.SIGKILL)  # the racers also start it
        racers = [
            fleet.popen("start", "--json", f"race {race}"),
            fleet.popen("start", "--json", "-d", "sub", f"race {race}"),
        ]
        answers = [answer_of(racer) for racer in racers]
        won = [answer["job"]["id"] for answer in answers if answer["ok"]]
        assert [answer["error"]["code"] for answer in answers if not answer["ok"]] == ["second_writer"]
        gate.open()
        assert fleet.run("await-turn", *won).returncode == 0


def test_a_follow_up_that_races_with_a_start_is_one_of_two(fleet: Fleet, model_server: ScriptedServer) -> None:
    old = fleet.start("first")
    fleet.run("await-turn", old)
    for race in range(max(3, RACES // 4)):
        gate = Gate(Text("done"))
        model_server.script = lambda request, gate=gate: gate
        racers = [fleet.popen("send", "--json", old, f"race {race}"), fleet.popen("start", "--json", f"race {race}")]
        answers = [answer_of(racer) for racer in racers]
        won = [answer["job"]["id"] for answer in answers if answer["ok"]]
        assert [answer["error"]["code"] for answer in answers if not answer["ok"]] == ["second_writer"]
        gate.open()
        assert fleet.run("await-turn", *won).returncode == 0


def test_a_dead_supervisors_successor_knows_the_writer_and_sees_it_go(fleet: Fleet, gate: Gate) -> None:
    job = fleet.start("work")
    assert gate.await_arrivals(1, timeout_s=60)
    assert fleet.signal_supervisor(signal.SIGKILL)
    assert job in refused(fleet, "start", "me too")["message"]
    assert fleet.run("kill", job).returncode == 0
    gate.open()
    other = fleet.start("me now")
    assert fleet.run("await-turn", other).returncode == 0


def test_an_idle_interactive_agent_holds_nothing_and_is_refused_itself(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    idle = fleet.start("hello", "--interactive")
    fleet.run("await-turn", idle)
    gate = Gate(Text("done"))
    model_server.script = lambda request: gate
    writer = fleet.start("work")
    error = refused(fleet, "send", idle, "more")
    assert f"await-turn {writer}" in error["hint"]
    assert fleet.run("send", idle, "--force", "more").returncode == 0
    gate.open()
    assert fleet.run("await-turn", idle, writer).returncode == 0
    assert fleet.run("send", idle, "again").returncode == 0
    assert fleet.run("await-turn", idle).returncode == 0


def test_the_ways_out_work(fleet: Fleet, gate: Gate) -> None:
    jobs = [fleet.start("work")]
    error = refused(fleet, "start", "me too")
    assert all(way in error["hint"] for way in ("--worktree", "-s read-only", "--force"))
    jobs += [fleet.start("me too", *way) for way in (("--worktree",), ("-s", "read-only"), ("--force",))]
    gate.open()
    assert fleet.run("await-turn", *jobs).returncode == 0


def test_a_command_in_a_terminal_does_not_count(fleet: Fleet) -> None:
    assert fleet.run("run", "--", "sleep", "600").returncode == 0
    assert fleet.run("run", "--", "sleep", "600").returncode == 0
    job = fleet.start(compose([{"text": "hello"}]))
    assert fleet.run("await-turn", job).returncode == 0


def test_the_next_writer_may_begin_at_the_moment_of_the_answer(fleet: Fleet) -> None:
    """An exec agent's process takes some more milliseconds to go; they are nobody's concern."""
    for number in range(5):
        assert fleet.run("start", "-w", f"turn {number}").returncode == 0


def test_the_setting_lets_several_write(fleet: Fleet, gate: Gate) -> None:
    fleet.env["CODEX_AGENT_ONE_WRITER"] = "false"
    jobs = [fleet.start("work"), fleet.start("me too")]
    gate.open()
    assert fleet.run("await-turn", *jobs).returncode == 0


def test_a_writer_that_is_killed_from_outside_leaves_nothing_behind(fleet: Fleet, gate: Gate) -> None:
    job = fleet.start("work")
    assert gate.await_arrivals(1, timeout_s=60)
    os.kill(fleet.json("status", job)["job"]["agent_pid"], signal.SIGKILL)
    assert fleet.run("await-turn", job).returncode == 5
    other = fleet.start("me now")
    gate.open()
    assert fleet.run("await-turn", other).returncode == 0


def test_a_message_for_the_running_turn_is_no_second_writer(fleet: Fleet, gate: Gate) -> None:
    job = fleet.start("work", "--interactive")
    assert gate.await_arrivals(1, timeout_s=60)
    assert fleet.run("send", job, "and this").stdout == b"Turn: 1\n"
    assert fleet.run("send", job, "--queue", "and then this").stdout == b"Turn: 2\n"
    assert job in refused(fleet, "start", "me too")["message"]
    gate.open()
    assert fleet.run("await-turn", job).returncode == 0


def test_a_fork_and_a_follow_up_are_refused_beside_a_writer_with_what_helps_each_and_let_in_by_force(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    old = fleet.start("first")
    fleet.run("await-turn", old)
    gate = Gate(Text("done"))
    model_server.script = lambda request: gate
    writer = fleet.start("work")
    fork, resume = ("fork", old, "another way"), ("resume", old, "go on")
    waits = f"codex-agent await-turn {writer}"
    look = "-s read-only lets it look, --force starts it all the same"
    assert refused(fleet, *fork)["hint"] == f"{waits} waits for it, {look}"
    assert refused(fleet, *resume)["hint"] == f"{waits} first, or --force"
    for command in (fork, resume):
        assert fleet.json(*command, "--force")["ok"]
    gate.open()
    assert fleet.run("await-turn", writer, old).returncode == 0
