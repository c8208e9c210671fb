"""The viewing commands on real agents at work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fleet import COMMAND
from screens import Screen

from codex_agent.demo.directive import compose
from codex_agent.demo.script import Gate, HttpError, Patch, Reply, Sequence, Text, Usage

if TYPE_CHECKING:
    from fleet import Fleet

    from codex_agent.demo.server import ScriptedServer

PATCH = "*** Begin Patch\n*** Add File: made.txt\n+made\n*** End Patch\n"


@pytest.fixture
def gate(model_server: ScriptedServer) -> Gate:
    """Every agent adds a file and then stands at the gate; behind it is the answer."""
    made = Gate(Text("the answer", usage=Usage(2000, 500, 30, 10)))
    steps: list[Reply] = [Patch(PATCH, usage=Usage(1000, 100, 20, 5)), made]
    model_server.script = lambda _: Sequence(steps)
    return made


def start(fleet: Fleet, gate: Gate) -> str:
    """A job that stands at the gate."""
    job = fleet.start("add the file", "-s", "danger-full-access", "--name", "W1")
    assert gate.await_arrivals()
    return job


def events_of(text: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def beginning(process: subprocess.Popen[bytes]) -> bytes:
    """What it prints first, once it does; past the buffer, because `communicate` looks into none."""
    assert process.stdout
    return os.read(process.stdout.fileno(), 1 << 16)


def test_a_running_job_shows_its_tokens_context_and_files(fleet: Fleet, gate: Gate) -> None:
    job = start(fleet, gate)
    deadline = time.monotonic() + 60
    while True:  # the model is asked for the next step a moment before the client has told of the last one
        (entry,) = fleet.json("jobs", "--state", "running")["jobs"]
        if (entry["files_modified"] and entry["tokens"]["input"]) or time.monotonic() > deadline:
            break
    assert (entry["id"], entry["status"], entry["turn_state"]) == (job, "running", "working")
    assert entry["files_modified"] == ["made.txt"]
    assert (entry["tokens"]["input"], entry["tokens"]["total"]) == (1000, 1020)
    assert entry["tokens"]["context_window"] > 100_000
    assert 0 < entry["tokens"]["context_used_pct"] < 2
    assert entry["agent_pid"]
    table = fleet.run("jobs").stdout.decode()
    assert "W1" in table
    assert "1.0k" in table
    waiting = fleet.run("result", job)
    assert (waiting.returncode, waiting.stdout) == (5, b"")
    assert f"codex-agent await-turn {job}" in waiting.stderr.decode()
    gate.open()
    assert fleet.run("await-turn", job).stdout == b"the answer\n"
    assert fleet.run("result", job).stdout == b"the answer\n"
    ended = fleet.json("status", job)
    assert ended["turn"]["tokens"]["total"] == ended["job"]["tokens"]["total"] == 3050
    assert ended["turn"]["files_modified"] == ["made.txt"]
    (used,) = fleet.json("usage")["job"]
    assert (used["job"], used["tokens"]["total"]) == (job, 3050)


def test_watch_prints_what_comes_once_and_ends_with_the_job(fleet: Fleet, gate: Gate) -> None:
    job = start(fleet, gate)
    watching = fleet.popen("watch", job)
    first = beginning(watching)
    gate.open()
    rest, errors = watching.communicate(timeout=60)
    text = (first + rest).decode()
    assert (watching.returncode, errors) == (0, b"")
    assert text.count("the answer") == 1
    assert fleet.run("output", job).stdout.decode() == text  # shorter than what `watch` shows of the past
    assert fleet.run("capture", job, "3").stdout.decode() == "".join(text.splitlines(keepends=True)[-3:])


def test_watch_json_is_the_turn_event_by_event(fleet: Fleet, gate: Gate) -> None:
    job = start(fleet, gate)
    watching = fleet.popen("watch", job, "--json")
    first = beginning(watching)
    gate.open()
    rest, _ = watching.communicate(timeout=60)
    names = [event["event"] for event in events_of(first + rest)]
    assert names[:2] == ["thread_started", "turn_started"]
    assert [names.count(name) for name in ("thread_started", "files_changed", "message", "turn_completed")] == [1] * 4
    again = events_of(fleet.run("watch", job, "--json").stdout)
    assert [event["event"] for event in again] == names


def test_a_watch_goes_on_over_the_death_of_the_supervisor_without_repeats(fleet: Fleet, gate: Gate) -> None:
    job = start(fleet, gate)
    watching = fleet.popen("watch", job)
    first = beginning(watching)
    assert fleet.signal_supervisor(signal.SIGKILL)
    gate.open()
    rest, _ = watching.communicate(timeout=60)
    assert watching.returncode == 0
    whole = fleet.run("output", job).stdout.decode().splitlines()
    seen = (first + rest).decode().splitlines()
    assert seen == whole[-len(seen) :]
    assert seen.count("the answer") == 1


def test_ctrl_c_ends_the_watching_and_not_the_agent(fleet: Fleet, gate: Gate) -> None:
    job = start(fleet, gate)
    watching = fleet.popen("watch", job)
    beginning(watching)
    watching.send_signal(signal.SIGINT)
    _, errors = watching.communicate(timeout=60)
    assert watching.returncode == 130
    assert b"Traceback" not in errors
    assert fleet.json("status", job)["job"]["status"] == "running"
    gate.open()
    assert fleet.run("await-turn", job).stdout == b"the answer\n"


def test_a_watch_of_a_second_turn_shows_that_turn(fleet: Fleet) -> None:
    job = fleet.start("one")
    fleet.run("await-turn", job)
    fleet.run("send", job, compose([{"text": "second answer", "delay_s": 1}]))
    events = events_of(fleet.run("watch", job, "--json").stdout)
    assert [event["text"] for event in events if event["event"] == "message"] == ["second answer"]


def test_a_watch_whose_reader_leaves_ends_quietly(fleet: Fleet) -> None:
    job = fleet.start("one")
    fleet.run("await-turn", job)
    done = subprocess.run(
        ["sh", "-c", f"{' '.join(COMMAND)} output {job} | head -n 1"],
        env=fleet.env,
        cwd=fleet.cwd,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_health_reads_the_supervisor_and_never_touches_it(fleet: Fleet, gate: Gate) -> None:
    assert fleet.json("health")["supervisor_pid"] is None
    assert fleet.supervisor() is None
    start(fleet, gate)
    owner = fleet.supervisor()
    assert owner
    found = fleet.json("health")
    assert (found["ok"], found["supervisor_pid"]) == (True, owner.pid)
    assert found["checks"]["supervisor"]["live_jobs"] == 1
    assert found["checks"]["login"]["value"] == "not needed: model provider scripted"
    assert fleet.signal_supervisor(signal.SIGSTOP)
    try:
        stopped = fleet.json("health")
        assert (stopped["ok"], stopped["supervisor_pid"]) == (True, owner.pid)
        assert "does not answer" in stopped["checks"]["supervisor"]["problem"]
        assert fleet.supervisor() == owner
    finally:
        fleet.signal_supervisor(signal.SIGCONT)


def left(fleet: Fleet) -> list[str]:
    return sorted(path.name for path in fleet.home.jobs_dir.iterdir())


def test_doctor_takes_one_turn_and_leaves_nothing(fleet: Fleet) -> None:
    done = fleet.run("doctor")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr.decode()
    assert [line.split()[:2] for line in lines] == [
        ["ok", step] for step in ("codex", "supervisor", "start", "answer", "clean-up")
    ]
    assert all(line.endswith(" ms)") for line in lines)
    assert fleet.json("jobs", "--all")["jobs"] == []
    assert left(fleet) == []
    again = fleet.json("doctor")
    assert again["ok"] is True
    assert again["answer"].startswith("echo: ")


def test_doctor_says_what_failed_and_cleans_up_all_the_same(fleet: Fleet, model_server: ScriptedServer) -> None:
    model_server.script = lambda _: HttpError(401, {"error": {"message": "bad key"}})
    found = fleet.run("doctor", "--json")
    answer = json.loads(found.stdout)
    assert found.returncode == 5
    assert answer["ok"] is False
    assert answer["error"]["class"] == "auth"
    assert answer["error"]["hint"]
    assert [step["step"] for step in answer["steps"]] == ["codex", "supervisor", "start", "answer", "clean-up"]
    assert fleet.json("jobs", "--all")["jobs"] == []
    assert left(fleet) == []


def test_models_are_those_of_the_client(fleet: Fleet) -> None:
    listed = fleet.json("models")["models"]
    assert [model["slug"] for model in listed if model["default"]] == ["gpt-5.5"]
    assert len([model for model in listed if model["fast"]]) == 1
    assert all(model["levels"] and model["context_window"] for model in listed)
    chosen = fleet.json("models", CODEX_AGENT_FAST_MODEL="gpt-5.5", CODEX_AGENT_MODEL="gpt-6-sol")["models"]
    assert [(m["slug"]) for m in chosen if m["fast"]] == ["gpt-5.5"]
    assert [(m["slug"]) for m in chosen if m["default"]] == ["gpt-6-sol"]


def test_here_finds_jobs_from_anywhere_in_the_repository(fleet: Fleet, workspace: Path) -> None:
    (workspace / "src" / "deep").mkdir(parents=True)
    top = fleet.start("one")
    deep = fleet.start("two", "-d", "src/deep", "-s", "read-only")
    fleet.run("await-turn", top, deep)
    fleet.cwd = workspace / "src"
    assert {job["id"] for job in fleet.json("jobs", "--here")["jobs"]} == {top, deep}
    fleet.cwd = workspace.parent
    assert fleet.json("jobs", "--here")["jobs"] == []


def test_a_wait_on_a_terminal_shows_each_job_live_and_leaves_only_the_answers(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    gates = {word: Gate(Text(f"answer {word}")) for word in ("one", "two")}
    model_server.script = lambda request: gates[request.last_user_text]
    jobs = [fleet.start(word, "--name", f"W {word}", "-s", "read-only") for word in gates]
    screen = Screen(fleet, "/bin/sh", "-c", f"echo a line before; {' '.join(COMMAND)} await-turn {' '.join(jobs)}")
    screen.await_text("W two")
    for job in jobs:
        screen.await_text(f"{job}  running working")
    gates["one"].open()
    screen.await_text(f"=== {jobs[0]} W one turn 1: completed ===")
    screen.await_text(f"{jobs[1]}  running working")
    gates["two"].open()
    assert screen.end() == 0
    shown = [line for line in screen.text.splitlines() if line]
    first, second = (f"=== {job} W {word} turn 1: completed ===" for job, word in zip(jobs, gates, strict=True))
    assert shown == ["a line before", first, "answer one", second, "answer two"]


def test_a_wait_that_nobody_looks_at_loads_no_table(fleet: Fleet) -> None:
    job = fleet.start("hello")
    code = f"import sys; from codex_agent.__main__ import main; sys.argv = ['x', 'await-turn', '{job}']"
    code += "; import os; os._exit = lambda code: print('rich' in sys.modules, code)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"{code}; main()"],
        env=fleet.env,
        cwd=fleet.cwd,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"False 0" in done.stdout, (done.stdout, done.stderr)
