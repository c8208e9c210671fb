"""What must hold when things die: no answer lost, none old, none of another job. Rounds grow with CODEX_AGENT_TEST_ROUNDS."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from codex_agent import processes
from codex_agent.demo.directive import compose, obey
from codex_agent.demo.script import Gate, Text

if TYPE_CHECKING:
    from pathlib import Path

    from fleet import Fleet

    from codex_agent.demo.server import ScriptedServer

ROUNDS = int(os.environ.get("CODEX_AGENT_TEST_ROUNDS", "1"))  # 1 in a normal run; 10 for the full numbers


def test_sixteen_agents_in_one_folder_each_get_their_own_answer(fleet: Fleet) -> None:
    def one(word: str) -> None:
        job = fleet.start(f"say {word}", "-s", "read-only")
        done = fleet.run("await-turn", job)
        assert (done.returncode, done.stdout.decode()) == (0, f"echo: say {word}\n")
        signal_file = json.loads(fleet.home.signal(job).read_text())
        assert (signal_file["job_id"], signal_file["last_agent_message"]) == (job, f"echo: say {word}")

    with ThreadPoolExecutor(16) as pool:
        for number in range(3 * ROUNDS):
            list(pool.map(one, [f"word-{number}-{k}" for k in range(16)]))


def test_a_send_right_after_a_finished_turn_is_answered_by_its_own_turn(fleet: Fleet) -> None:
    job = fleet.start("turn 1")
    assert fleet.run("await-turn", job).stdout == b"echo: turn 1\n"
    for number in range(2, 2 + 20 * ROUNDS):
        sent = fleet.run("send", job, f"turn {number}")
        assert sent.stdout.decode() == f"Turn: {number}\n", sent.stderr.decode()
        done = fleet.run("await-turn", job)
        assert done.stdout.decode() == f"echo: turn {number}\n", (number, done.stderr.decode())


def test_sends_that_race_with_ends_of_turns_are_each_answered_once(fleet: Fleet) -> None:
    job = fleet.start("first")

    def send(number: int) -> None:
        sent = fleet.run("send", job, f"message {number}")
        turn = int(sent.stdout.decode().removeprefix("Turn: "))
        done = fleet.run("await-turn", job, "--after", str(turn - 1))
        assert done.stdout.decode() == f"echo: message {number}\n", (turn, done.stderr.decode())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(16 * ROUNDS)))
    status = fleet.json("status", job)
    assert (status["job"]["turn"], status["job"]["status"], status["job"]["queued_turns"]) == (
        1 + 16 * ROUNDS,
        "completed",
        0,
    )


def test_killing_the_supervisor_at_any_moment_loses_and_doubles_nothing(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    def work(number: int) -> None:
        for turn in range(3 * ROUNDS):
            text = f"job {number}.{turn}"
            prompt = compose([{"shell": "true", "delay_s": 0.2}, {"text": text}])
            job = fleet.start(prompt, "-s", "danger-full-access", "--force")
            done = fleet.run("await-turn", job)
            assert (done.returncode, done.stdout.decode()) == (0, text + "\n"), (job, done.stderr.decode())

    with fleet.mortal_supervisors(0.02, 0.3) as killed, ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert len(killed) > 5
    print(f"{len(killed)} kills")
    listed = fleet.json("jobs", "--all")["jobs"]
    assert len(listed) == 24 * ROUNDS
    assert {(job["status"], job["turn"]) for job in listed} == {("completed", 1)}
    first = [request.last_user_text for request in model_server.requests if not request.tool_outputs]
    assert len(first) == len(set(first)) == 24 * ROUNDS  # none ran twice


def test_a_stopped_supervisor_is_replaced(fleet: Fleet, model_server: ScriptedServer) -> None:
    gate = Gate(Text("still here"))
    model_server.script = lambda _: gate
    job = fleet.start("work")
    waiting = fleet.popen("await-turn", job)
    old = fleet.supervisor()
    assert fleet.signal_supervisor(signal.SIGSTOP)
    listed = fleet.json("jobs")["jobs"]
    assert [one["id"] for one in listed] == [job]
    assert fleet.supervisor() not in (None, old)
    gate.open()
    assert waiting.communicate(timeout=60)[0] == b"still here\n"
    assert not processes.lives(old)


def test_a_vanished_agent_is_lost_not_completed_and_can_go_on(fleet: Fleet) -> None:
    """The machine went down: supervisor, shim and agent at once, and the socket is gone."""
    job = fleet.start(compose([{"text": "never", "delay_s": 60}]))
    entry = fleet.json("jobs")["jobs"][0]
    tree = processes.tree(job, [])
    assert len(tree) >= 2
    assert fleet.signal_supervisor(signal.SIGKILL)
    for number in (signal.SIGSTOP, signal.SIGKILL):  # at once: no shim is left to record the end of its agent
        for who in tree:
            processes.send_signal(who, number)
    assert processes.wait_all_gone(tree, 10)
    fleet.home.socket.unlink()
    after = fleet.json("jobs")["jobs"][0]
    assert (after["status"], after["error"]["class"], after["thread_id"]) == ("lost", "crashed", entry["thread_id"])
    assert json.loads(fleet.home.signal(job).read_text())["status"] == "lost"
    assert fleet.run("await-turn", job).returncode == 5
    assert fleet.run("send", job, "and now?").stdout == b"Turn: 2\n"
    assert fleet.run("await-turn", job).stdout == b"echo: and now?\n"


def test_the_death_of_the_agent_alone_is_a_failure_with_its_reason(fleet: Fleet) -> None:
    job = fleet.start(compose([{"text": "never", "delay_s": 60}]))
    agent = fleet.json("jobs")["jobs"][0]["agent_pid"]
    os.kill(agent, signal.SIGKILL)
    done = fleet.run("await-turn", job, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["job"]["status"], answer["turn"]["error"]["class"]) == (5, "failed", "crashed")
    assert answer["job"]["exit_code"] == 137


def test_the_death_of_the_shim_alone_disturbs_nothing(fleet: Fleet, model_server: ScriptedServer) -> None:
    gate = Gate(Text("all the same"))
    model_server.script = lambda request: gate if request.last_user_text == "first" else obey(request)
    job = fleet.start("first")
    entry = fleet.json("jobs")["jobs"][0]
    shim = int(fleet.home.pid(job, 1).read_text().split()[0])
    assert shim != entry["agent_pid"]
    os.kill(shim, signal.SIGKILL)
    gate.open()
    assert fleet.run("await-turn", job).stdout == b"all the same\n"
    assert fleet.json("status", job)["job"]["status"] == "completed"
    assert fleet.run("send", job, "next").returncode == 0
    assert fleet.run("await-turn", job).stdout == b"echo: next\n"


def test_kill_leaves_no_process_and_says_so(fleet: Fleet) -> None:
    job = fleet.start(compose([{"shell": "setsid sleep 300 & sleep 300"}]), "-s", "danger-full-access")
    before = processes.tree(job, [])
    done = fleet.run("kill", job)
    assert done.returncode == 0, done.stderr.decode()
    assert "none left" in done.stdout.decode()
    assert before
    assert not [who for who in before if processes.lives(who)]
    assert processes.tree(job, []) == set()
    assert fleet.json("jobs")["jobs"][0]["status"] == "killed"


@pytest.mark.parametrize("who", ["agent", "shim", "both"])
def test_a_kill_of_agent_or_shim_at_any_moment_leaves_a_true_state(fleet: Fleet, who: str) -> None:
    """At start, mid-turn and at the end: `completed` only if the client said so; nothing is left after `kill`."""
    random.seed(who)
    for _ in range(5 * ROUNDS):
        starting = fleet.popen(
            "start", compose([{"shell": "true"}, {"text": "answer"}]), "-s", "danger-full-access", "--json"
        )
        pids = _pids_of_newest(fleet)
        time.sleep(random.choice([0, 0.02, 0.1, 0.2, 0.3]))  # the moment of death is the test, not a synchronisation
        for pid in pids if who == "both" else pids[who == "agent" :][:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        starting.communicate(timeout=60)
        newest = fleet.json("jobs", "--limit", "1")["jobs"][0]
        job = newest["id"]
        answer = json.loads(fleet.run("await-turn", job, "--json").stdout)
        turn = answer["turn"]
        if '"turn.completed"' in fleet.home.events(job).read_text():
            assert turn["outcome"] == "completed", answer
        elif turn["outcome"] == "completed":  # the notify hook said so before the client was killed
            assert (turn["message"], bool(turn["turn_id"])) == ("answer", True), answer
        else:
            assert turn["outcome"] in ("failed", "lost"), answer
            assert turn["error"]["class"] == "crashed", answer
        assert fleet.run("kill", job).returncode == 0
        assert processes.tree(job, []) == set()


def _pids_of_newest(fleet: Fleet) -> list[int]:
    """Shim and agent of the job that is being started, as soon as the shim has written them down."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for path in fleet.home.jobs_dir.glob("*.1.pid"):
            with contextlib.suppress(OSError, ValueError):
                shim, agent = path.read_text().split()
                return [int(shim), int(agent)]
    raise AssertionError("no agent came up")


def test_the_death_of_tmux_disturbs_nothing(fleet: Fleet, client_home: Path, model_server: ScriptedServer) -> None:
    gate = Gate(Text("all the same"))
    model_server.script = lambda _: gate
    fleet.env |= {"CODEX_AGENT_TMUX": "true", "TMUX_TMPDIR": str(client_home)}
    job = fleet.start("work")
    tmux = ["tmux", "-L", "default", "display-message", "-p", "#{pid}"]
    found = ""
    end = time.monotonic() + 60
    while not found and time.monotonic() < end:
        found = subprocess.run(tmux, env=fleet.env, capture_output=True, text=True, check=False).stdout.strip()
    os.kill(int(found), signal.SIGKILL)
    gate.open()
    assert fleet.run("await-turn", job).stdout == b"all the same\n"
    assert fleet.json("jobs")["jobs"][0]["status"] == "completed"


def test_a_supervisor_leaves_when_there_is_nothing_to_do_and_ends_its_app_servers(fleet: Fleet) -> None:
    """Of the minute for which it and they linger, these wait a few seconds."""
    impatient = (
        "import sys; from pathlib import Path; from codex_agent.paths import Home; "
        "from codex_agent.supervisor import app_servers, daemon; app_servers.LINGER_S = daemon.LINGER_S = 8.0; "
        "sys.exit(daemon.run(Home(Path(sys.argv[1])), int(sys.argv[2])))"
    )
    fleet.home.ensure()
    read_end, write_end = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", impatient, str(fleet.home.root), str(write_end)],
        env=fleet.env,
        pass_fds=(write_end,),
    )
    os.close(write_end)
    with open(read_end, "rb") as ready:
        assert ready.read() == b"ready"
    job = fleet.start("hello")
    steered = fleet.start("hello", "--interactive", "-s", "read-only")
    assert fleet.run("await-turn", job, steered).returncode == 0
    assert fleet.run("send", steered, "/quit").returncode == 0  # last: both end at once
    assert (who := fleet.supervisor()) is not None
    assert who.pid == process.pid
    assert process.wait(120) == 0
    assert not fleet.home.socket.exists()
    assert not list(fleet.home.servers_dir.iterdir())
    assert fleet.run("result", job).stdout == b"echo: hello\n"
    assert fleet.supervisor() is None  # reading an ended job starts nobody
