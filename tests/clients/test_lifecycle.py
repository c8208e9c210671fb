"""Follow-ups, ends, limits and failures of real agents, as a user sees them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from codex_agent import processes
from codex_agent.demo.directive import compose
from codex_agent.demo.script import Gate, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fleet import Fleet

    from codex_agent.demo.server import ScriptedServer


@pytest.fixture
def gate(model_server: ScriptedServer) -> Iterator[Gate]:
    """Holds every reply of the model until it is opened."""
    held = Gate(Text("held answer"))
    model_server.script = lambda _: held
    yield held
    held.open()


def awaited(fleet: Fleet, job: str) -> tuple[int, dict[str, Any]]:
    done = fleet.run("await-turn", job, "--json")
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize(
    ("step", "error_class", "code"),
    [
        ({"http": 401, "body": {"error": {"message": "no"}}}, "auth", 5),
        ({"http": 429, "body": {"error": {"message": "slow down"}}}, "rate_limit", 6),
        ({"http": 429, "body": {"error": {"type": "usage_limit_reached"}}}, "usage_limit", 6),
        ({"http": 500, "body": {}}, "network", 5),
        ({"drop": True}, "network", 5),
        ({"fail": "context_length_exceeded"}, "context_limit", 6),
    ],
)
def test_a_failure_has_its_class_its_exit_code_and_a_command_that_helps(
    fleet: Fleet, step: dict[str, Any], error_class: str, code: int
) -> None:
    job = fleet.start(compose([step]))
    got, answer = awaited(fleet, job)
    assert (got, answer["ok"], answer["error"]["class"]) == (code, False, error_class), answer["error"]
    assert answer["error"]["hint"]
    assert answer["job"]["status"] == "failed"


def test_a_refused_connection_does_not_wait_for_ever(fleet: Fleet, model_server: ScriptedServer) -> None:
    model_server.close()
    with socket.socket() as nobody:  # has the port and does not listen: no server of another test gets it meanwhile
        nobody.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        nobody.bind(("127.0.0.1", model_server.port))
        code, answer = awaited(fleet, fleet.start("hello"))
    assert (code, answer["error"]["class"]) == (5, "network")


def test_a_broken_client_configuration_is_said_and_nothing_is_started(fleet: Fleet, client_home: Path) -> None:
    (client_home / ".codex" / "config.toml").write_text("model = [broken")
    done = fleet.run("start", "hello")
    assert done.returncode in (1, 2)
    assert b"config.toml" in done.stderr
    assert fleet.json("jobs")["jobs"] == []


def test_a_message_to_a_working_agent_waits_for_its_turn(fleet: Fleet, gate: Gate) -> None:
    job = fleet.start("first")
    assert fleet.run("send", job, "second").stdout == b"Turn: 2\n"
    entry = fleet.json("jobs")["jobs"][0]
    assert (entry["turn"], entry["turn_state"], entry["queued_turns"], entry["status"]) == (1, "working", 1, "running")
    waiting = fleet.popen("await-turn", job, "--json")
    gate.open()
    answer = json.loads(waiting.communicate(timeout=60)[0])
    assert (answer["turn"]["turn"], answer["job"]["status"]) == (2, "completed")


def test_a_wait_names_the_answers_that_it_has_passed(fleet: Fleet) -> None:
    job = fleet.start("first")
    assert fleet.run("watch", job).returncode == 0  # marks nothing as read
    assert fleet.run("send", job, "second").returncode == 0
    done = fleet.run("await-turn", job)
    assert done.stdout == b"echo: second\n"
    named = f"codex-agent result {job} --turn 1"
    assert named in done.stderr.decode()
    assert fleet.json("await-turn", job)["unread_before"] == [1]
    (kept,) = fleet.json("clean", "--days", "0")["kept"]
    assert (kept["id"], kept["reason"]) == (job, "nobody has read the answer of turn 1")
    assert fleet.run(*named.split()[1:]).stdout == b"echo: first\n"
    assert fleet.run("await-turn", job).stderr == b""


def test_an_answer_in_json_is_read_like_any_other(fleet: Fleet) -> None:
    job = fleet.start("first")
    assert fleet.json("await-turn", job)["job"]["unread"] is False
    assert fleet.is_read(job)


@pytest.mark.parametrize(("session", "unread"), [("leader", False), ("another", True), ("", True)])
def test_the_end_by_a_kill_is_known_to_the_session_that_asked_for_it(
    fleet: Fleet, gate: Gate, session: str, unread: bool
) -> None:
    begun = fleet.run("start", "hello", CLAUDE_CODE_SESSION_ID="leader").stdout.decode()
    assert gate.await_arrivals(1, timeout_s=60)
    assert fleet.run("kill", begun.split()[2], CLAUDE_CODE_SESSION_ID=session).returncode == 0
    (job,) = fleet.json("jobs")["jobs"]
    assert (job["status"], job["unread"]) == ("killed", unread)


def test_hints_name_the_job_and_what_can_be_done_with_it(fleet: Fleet, gate: Gate) -> None:
    job = fleet.start("hello")
    assert f"codex-agent watch {job}".encode() in fleet.run("attach", job).stderr
    assert gate.await_arrivals(1, timeout_s=60)
    os.kill(fleet.json("status", job)["job"]["agent_pid"], signal.SIGKILL)
    assert f"codex-agent send {job} TEXT".encode() in fleet.run("await-turn", job).stderr
    assert f"codex-agent output {job}".encode() in fleet.run("attach", job).stderr  # it never gets a screen


def test_an_interrupting_message_ends_the_turn_and_is_answered_in_the_same_thread(
    fleet: Fleet, gate: Gate, model_server: ScriptedServer
) -> None:
    job = fleet.start("first")
    assert gate.await_arrivals(1, timeout_s=60)
    thread = model_server.requests[0].thread_id
    model_server.script = lambda request: Text(f"answer to {request.last_user_text}")
    assert fleet.run("send", job, "second", "--interrupt").stdout == b"Turn: 2\n"
    assert fleet.run("await-turn", job).stdout == b"answer to second\n"
    status = fleet.json("status", job)
    assert (status["job"]["thread_id"], status["job"]["status"]) == (thread, "completed")
    first = fleet.run("await-turn", job, "--after", "0", "--json")
    assert (first.returncode, json.loads(first.stdout)["turn"]["outcome"]) == (5, "interrupted")


def test_an_interrupted_agent_can_be_sent_to(fleet: Fleet, gate: Gate, model_server: ScriptedServer) -> None:
    job = fleet.start("first")
    assert gate.await_arrivals(1, timeout_s=60)
    assert b"interrupted" in fleet.run("interrupt", job).stdout
    assert fleet.run("interrupt", job).returncode == 1
    assert fleet.json("jobs")["jobs"][0]["status"] == "killed"
    model_server.script = lambda _: Text("here again")
    assert fleet.run("send", job, "go on").stdout == b"Turn: 2\n"
    assert fleet.run("await-turn", job).stdout == b"here again\n"


def test_quit_to_an_ended_job_is_a_success_that_does_nothing(fleet: Fleet) -> None:
    job = fleet.start("hello")
    fleet.run("await-turn", job)
    assert fleet.run("send", job, "/quit").returncode == 0
    assert fleet.json("status", job)["job"]["turn"] == 1


def test_a_kill_ends_what_waits_behind_the_turn_too(fleet: Fleet, gate: Gate) -> None:
    job = fleet.start("first")
    fleet.run("send", job, "second")
    assert gate.await_arrivals(1, timeout_s=60)
    assert fleet.run("kill", job).returncode == 0
    code, answer = awaited(fleet, job)
    assert (code, answer["job"]["status"], answer["turn"]["outcome"]) == (5, "killed", "killed")
    assert json.loads(fleet.home.signal(job).read_text())["status"] == "killed"


def test_the_wall_clock_ends_an_agent_with_its_reason(fleet: Fleet, gate: Gate) -> None:
    begun = fleet.json("start", "for ever", "--max-minutes", "0.15")  # fails if the client takes all of it to come up
    job = begun["job"]["id"]
    code, answer = awaited(fleet, job)
    assert (code, answer["job"]["status"], answer["error"]["class"]) == (5, "killed", "timeout")
    assert processes.tree(job, []) == set()
    gate.open()


def test_an_open_tool_call_stops_the_inactivity_clock_and_silence_does_not(fleet: Fleet) -> None:
    fleet.env["CODEX_AGENT_INACTIVITY_MINUTES"] = "0.3"  # 18 s: a busy machine takes seconds to start a client
    busy = fleet.popen("start", "-w", "-s", "danger-full-access", compose([{"shell": "sleep 21"}, {"text": "worked"}]))
    silent = fleet.json("start", "-w", "-s", "read-only", compose([{"text": "too late", "delay_s": 90}]))
    assert silent["error"]["class"] == "timeout"
    out, errors = busy.communicate(timeout=60)
    assert out == b"worked\n", errors


def test_the_notify_command_runs_once_with_its_three_facts(fleet: Fleet, client_home: Path) -> None:
    script = client_home / "note.sh"
    script.write_text(
        f'#!/bin/sh\necho "$CODEX_AGENT_JOB_ID $CODEX_AGENT_STATUS $CODEX_AGENT_ERROR $1" >"{client_home}/pipe"\n'
    )
    script.chmod(0o700)

    os.mkfifo(client_home / "pipe")
    job = fleet.start("hello", "--notify-on-complete", f"{script} 'a b'")
    assert (client_home / "pipe").read_text() == f"{job} completed  a b\n"


def test_delete_refuses_a_running_job_and_removes_an_ended_one_whole(fleet: Fleet, gate: Gate) -> None:
    job = fleet.start("hello")
    refused = fleet.run("delete", job)
    assert (refused.returncode, b"kill" in refused.stderr) == (1, True)
    gate.open()
    fleet.run("await-turn", job)
    assert fleet.run("delete", job).returncode == 0
    assert list(fleet.home.jobs_dir.glob(f"{job}*")) == []
    assert fleet.run("status", job).returncode == 3


def test_clean_keeps_what_runs_and_what_is_young(fleet: Fleet, gate: Gate, model_server: ScriptedServer) -> None:
    running = fleet.start("first")
    assert gate.await_arrivals(1, timeout_s=60)
    model_server.script = lambda _: Text("done")
    ended = fleet.start("second", "-s", "read-only")
    fleet.run("await-turn", ended)
    assert fleet.json("clean")["deleted"] == []
    assert fleet.json("clean", "--days", "0")["deleted"] == [ended]
    assert [job["id"] for job in fleet.json("jobs")["jobs"]] == [running]


def test_clean_keeps_an_answer_that_nobody_has_read_until_told_otherwise(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    model_server.script = lambda _: Text("done")
    read, unread, other = (fleet.start("first"), *(fleet.start("second", "-s", "read-only") for _ in range(2)))
    fleet.run("await-turn", read)
    for job in (unread, other):
        fleet.run("watch", job)  # to its end, which it marks as read for nobody
    done = fleet.run("clean", "--days", "0")
    assert done.stdout.decode() == f"Deleted: {read}\n"
    said = done.stderr.decode()
    assert said.count("Kept ") == 1
    assert {unread, other} <= set(said.replace(":", " ").split())
    assert "nobody has read the answer" in said
    assert [kept["id"] for kept in fleet.json("clean", "--days", "0")["kept"]].count(unread) == 1
    fleet.run("result", unread)
    assert fleet.json("clean", "--days", "0")["deleted"] == [unread]
    assert fleet.json("clean", "--days", "0", "--unread")["deleted"] == [other]


def test_no_secret_of_the_environment_is_written_or_shown(fleet: Fleet, gate: Gate) -> None:
    secret = "s3cr3t-value-of-the-environment"
    done = fleet.run("start", "hello", "--json", MY_TOKEN=secret)
    job = json.loads(done.stdout)["job"]["id"]
    assert gate.await_arrivals(1, timeout_s=60)
    commands = []
    for who in processes.tree(job, []):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a client runs git for a moment, say
            commands.append(Path(f"/proc/{who.pid}/cmdline").read_bytes())
    assert any(b"codex" in command for command in commands)
    assert not any(secret.encode() in command for command in commands)
    gate.open()
    fleet.run("await-turn", job)
    fleet.run("kill", job)  # returns when the client is gone and nothing is written any more
    files = [path for path in fleet.home.root.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert [path for path in files if secret.encode() in path.read_bytes()] == []


def test_the_state_folder_is_for_its_owner_alone(fleet: Fleet) -> None:
    job = fleet.start("hello")
    fleet.run("await-turn", job)
    fleet.run("kill", job)  # returns when the client is gone and nothing is written any more
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in [fleet.home.root, *fleet.home.root.rglob("*")]}
    wrong = {path: oct(mode) for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)}
    assert wrong == {}


def test_what_an_agent_makes_has_the_modes_of_the_users_umask(fleet: Fleet, workspace: Path) -> None:
    patch = "*** Begin Patch\n*** Add File: made.txt\n+made\n*** End Patch\n"
    job = fleet.start(
        compose([{"shell": "touch touched.txt"}, {"patch": patch}, {"text": "done"}]), "-s", "danger-full-access"
    )
    assert fleet.run("await-turn", job).stdout == b"done\n"
    umask = os.umask(0)
    os.umask(umask)
    modes = {name: stat.S_IMODE((workspace / name).stat().st_mode) for name in ("touched.txt", "made.txt")}
    assert set(modes.values()) == {0o666 & ~umask}, modes


def test_a_killed_sandbox_leaves_no_empty_folders_and_touches_no_old_ones(fleet: Fleet, workspace: Path) -> None:
    (workspace / ".aws").mkdir()
    job = fleet.start(compose([{"shell": "echo up; sleep 60"}]), "-s", "workspace-write")
    watching = fleet.popen("watch", job)
    assert watching.stdout is not None
    for line in watching.stdout:
        if b"sleep 60" in line and line.startswith(b"$"):
            break
    assert fleet.run("kill", job).returncode == 0
    watching.communicate(timeout=60)
    assert sorted(path.name for path in workspace.iterdir() if path.name.startswith(".")) == [".aws", ".git"]


def test_the_users_own_notify_command_still_runs(fleet: Fleet, client_home: Path) -> None:

    os.mkfifo(client_home / "pipe")
    config = client_home / ".codex" / "config.toml"
    chain = json.dumps(["/bin/sh", "-c", f'printf %s "$1" >"{client_home}/pipe"', "x"])
    config.write_text(f"notify = {chain}\n" + config.read_text())
    job = fleet.start("hello")
    payload = json.loads((client_home / "pipe").read_text())
    assert payload["last-assistant-message"] == "echo: hello"
    assert payload["thread-id"] == fleet.json("status", job)["job"]["thread_id"]


def test_a_start_in_a_folder_with_any_name_works(fleet: Fleet, client_home: Path) -> None:
    folder = client_home / 'it\'s "a" $(dir) \\ ü\nline'
    folder.mkdir()
    done = fleet.run("start", "-w", "hello", "-d", str(folder))
    assert done.stdout == b"echo: hello\n", done.stderr.decode()


def said_on_the_socket(fleet: Fleet, message: dict[str, Any], *, answers: int) -> list[dict[str, Any]]:
    """One raw line to the supervisor, and so many lines of its answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(fleet.home.socket))
        connection.sendall(json.dumps(message).encode() + b"\n")
        with connection.makefile() as lines:
            return [json.loads(lines.readline()) for _ in range(answers)]


@pytest.mark.parametrize("own_thread", [False, True])
def test_a_notice_of_another_thread_or_turn_ends_nothing(fleet: Fleet, gate: Gate, *, own_thread: bool) -> None:
    job = fleet.start("hello")
    assert gate.await_arrivals(1, timeout_s=60)
    entry = fleet.json("jobs")["jobs"][0]
    payload = {
        "type": "agent-turn-complete",
        "thread-id": entry["thread_id"] if own_thread else "01a1fc05-0000-7000-8000-000000000000",
        "turn-id": "01a1fc05-0000-7000-8000-000000000001",
        "last-assistant-message": "A title",
    }
    said_on_the_socket(fleet, {"op": "notify", "v": "", "job": job, "payload": payload}, answers=0)
    os.kill(entry["agent_pid"], signal.SIGKILL)
    code, answer = awaited(fleet, job)
    assert (code, answer["turn"]["outcome"], answer["turn"]["message"]) == (5, "failed", None)


def test_a_newer_version_takes_over_and_adopts_what_runs(fleet: Fleet, gate: Gate) -> None:
    job = fleet.start("hello")
    old = fleet.supervisor()
    assert old is not None
    (answer,) = said_on_the_socket(fleet, {"op": "hello", "v": "99.0.0"}, answers=1)
    assert answer["error"]["code"] == "handover"
    assert processes.wait_gone(old, 60)
    gate.open()
    assert fleet.run("await-turn", job).stdout == b"held answer\n"


@pytest.mark.parametrize(
    "line",
    [b"\n", b"no json\n", b"[1]\n", b'{"op": 7}\n', b'{"op":"start"}\n', b'{"op":"await","jobs":"x"}\n', b"\xff\xfe"],
)
def test_a_line_that_is_not_our_protocol_harms_nobody(fleet: Fleet, gate: Gate, line: bytes) -> None:
    job = fleet.start("hello")
    old = fleet.supervisor()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(fleet.home.socket))
        connection.sendall(line)
    gate.open()
    assert fleet.run("await-turn", job).stdout == b"held answer\n"
    assert fleet.supervisor() == old
