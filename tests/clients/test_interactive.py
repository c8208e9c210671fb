"""Interactive agents on the real app-server: steered, asked, answered, closed, and true when things die."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fleet import COMMAND
from screens import Screen

from codex_agent import processes
from codex_agent.demo.directive import compose
from codex_agent.demo.script import Gate, Items, Reply, Shell, Text, ToolCall
from codex_agent.prompts.composing import task_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fleet import Fleet

    from codex_agent.demo.request import Request
    from codex_agent.demo.server import ScriptedServer

ROUNDS = int(os.environ.get("CODEX_AGENT_TEST_ROUNDS", "1"))
ASKING = ToolCall(
    "exec_command",
    {"cmd": "touch asked", "sandbox_permissions": "require_escalated", "justification": "it must be so"},
)


def echo(request: Request) -> Reply:
    return Text(f"echo: {request.last_user_text}")


def answered_tool(request: Request) -> bool:
    """Whether the newest item of the conversation is the output of a tool."""
    return "output" in str(request.items[-1].get("type"))


def after_tool(tool: Reply) -> Callable[[Request], Reply]:
    """A model that calls a tool once in each turn and then echoes what it was told last."""

    def script(request: Request) -> Reply:
        begun = any(str(item.get("type")).endswith("_call") for item in request.items[-3:])
        return echo(request) if begun else tool

    return script


READ_ONLY = ("-s", "read-only")  # many readers, one writer


def started(fleet: Fleet, prompt: str, *flags: str) -> str:
    return fleet.start(prompt, "--interactive", *flags)


def turn_of(done: subprocess.CompletedProcess[bytes]) -> int:
    assert done.returncode == 0, done.stderr.decode()
    return int(done.stdout.decode().removeprefix("Turn: "))


def awaited(fleet: Fleet, job: str, turn: int | None = None) -> dict[str, Any]:
    after = [] if turn is None else ["--after", str(turn - 1)]
    return fleet.json("await-turn", job, *after)


def await_all(fleet: Fleet, job: str) -> dict[str, Any]:
    """The answer of its last turn: also of one that came up meanwhile, for a message that the turn before did not hear."""
    while True:
        entry = fleet.json("status", job)["job"]
        answer = awaited(fleet, job, last := entry["turn"] + entry["queued_turns"])
        entry = fleet.json("status", job)["job"]
        if entry["turn"] + entry["queued_turns"] == last:
            return answer


def await_tool(fleet: Fleet, job: str, words: str) -> None:
    """Return when the transcript shows that command."""
    watch = fleet.popen("watch", job)
    assert watch.stdout is not None
    try:
        for line in watch.stdout:
            if words in line.decode():
                return
        raise AssertionError(f"no {words!r}")
    finally:
        watch.kill()
        watch.communicate()


def heard(model_server: ScriptedServer, text: str) -> int:
    """How often the model's last view of the conversations has this message."""
    last: dict[str | None, Request] = {request.thread_id: request for request in model_server.requests}
    return sum(request.user_texts.count(text) for request in last.values())


def test_an_agent_stays_open_between_turns_and_quit_completes_it(fleet: Fleet, model_server: ScriptedServer) -> None:
    model_server.script = echo
    config = Path(fleet.env["HOME"], ".codex", "config.toml")
    before = config.read_bytes()
    job = started(fleet, "one")
    assert awaited(fleet, job)["turn"]["message"] == "echo: one"
    status = fleet.json("status", job)["job"]
    assert (status["status"], status["turn_state"], status["mode"]) == ("running", "idle", "interactive")
    assert turn_of(fleet.run("send", job, "two")) == 2
    assert fleet.run("await-turn", job).stdout == b"echo: two\n"
    assert fleet.run("send", job, "/quit").returncode == 0
    assert fleet.json("status", job)["job"]["status"] == "completed"
    assert fleet.run("send", job, "/quit").returncode == 0
    assert config.read_bytes() == before
    assert not [request for request in model_server.requests if request.is_title_request]


def test_an_ended_agent_is_sent_to_in_the_same_thread(fleet: Fleet, model_server: ScriptedServer) -> None:
    job = started(fleet, "one")
    thread = awaited(fleet, job)["job"]["thread_id"]
    fleet.run("send", job, "/quit")
    assert turn_of(fleet.run("send", job, "two")) == 2
    answer = awaited(fleet, job)
    assert (answer["turn"]["message"], answer["job"]["thread_id"]) == ("echo: two", thread)
    assert answer["job"]["status"] == "running"
    assert heard(model_server, "one") == 1


def test_a_message_during_a_tool_is_in_the_next_request_of_the_same_turn(
    fleet: Fleet, model_server: ScriptedServer, workspace: Path
) -> None:
    os.mkfifo(workspace / "gate")
    model_server.script = after_tool(Shell("echo waiting; cat gate"))
    job = started(fleet, "work", "-s", "danger-full-access")
    await_tool(fleet, job, "cat gate")
    assert turn_of(fleet.run("send", job, "look left")) == 1
    assert fleet.json("status", job)["job"]["turn_state"] == "working"
    (workspace / "gate").write_text("go\n")
    answer = awaited(fleet, job)
    assert (answer["turn"]["turn"], answer["turn"]["message"]) == (1, "echo: look left")
    assert answered_tool(model_server.requests[-1]) or model_server.requests[-1].last_user_text == "look left"
    assert len(model_server.requests) == 2


def test_a_message_during_the_answer_has_it_sampled_again(fleet: Fleet, model_server: ScriptedServer) -> None:
    gate = Gate(Text("the answer nobody waits for"))
    model_server.script = lambda request: gate if request.last_user_text == "work" else echo(request)
    job = started(fleet, "work")
    assert gate.await_arrivals(1, timeout_s=60)
    assert turn_of(fleet.run("send", job, "look left")) == 1
    assert awaited(fleet, job)["turn"]["message"] == "echo: look left"
    assert fleet.json("status", job)["job"]["turn"] == 1
    gate.open()


def test_a_queued_message_waits_for_its_turn_and_an_interrupting_one_ends_the_running_one(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    gate = Gate(Text("first answer"))
    model_server.script = lambda request: gate if request.last_user_text == "one" else echo(request)
    job = started(fleet, "one")
    assert gate.await_arrivals(1, timeout_s=60)
    assert turn_of(fleet.run("send", job, "two", "--queue")) == 2
    assert turn_of(fleet.run("send", job, "three", "--interrupt")) == 3
    assert awaited(fleet, job, 1)["turn"]["outcome"] == "interrupted"
    assert awaited(fleet, job, 2)["turn"]["message"] == "echo: two"
    assert awaited(fleet, job, 3)["turn"]["message"] == "echo: three"
    gate.open()


def test_a_message_that_the_interrupted_turn_did_not_hear_gets_a_turn(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    model_server.script = after_tool(Shell("echo waiting; sleep 300"))
    job = started(fleet, "work", "-s", "danger-full-access")
    await_tool(fleet, job, "sleep 300")
    assert turn_of(fleet.run("send", job, "unheard")) == 1
    model_server.script = echo
    assert fleet.run("interrupt", job).returncode == 0
    assert awaited(fleet, job, 2)["turn"]["message"] == "echo: unheard"
    assert heard(model_server, "unheard") == 1


def test_a_hundred_messages_from_eight_processes_arrive_once_in_the_order_of_the_journal(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    model_server.script = echo
    job = started(fleet, "first")
    sent = [f"message {number}" for number in range(100)]
    with ThreadPoolExecutor(8) as pool:
        for done in pool.map(lambda text: fleet.run("send", job, text), sent):
            assert done.returncode == 0, done.stderr.decode()
    await_all(fleet, job)
    arrived = [text for text in model_server.requests[-1].user_texts if text.startswith("message")]
    assert sorted(arrived) == sorted(sent)
    journal = [row["text"] for row in fleet.json("journal", "--limit", "10000")["journal"] if row["kind"] == "message"]
    assert [text for text in journal if text in arrived] == arrived


def asking(fleet: Fleet, model_server: ScriptedServer) -> str:
    model_server.script = after_tool(Items([ASKING]))
    return started(fleet, "may I", "-c", 'approval_policy="on-request"')


@pytest.mark.parametrize(("word", "made"), [("accept", True), ("decline", False)])
def test_an_approval_is_seen_everywhere_and_answered(
    fleet: Fleet, model_server: ScriptedServer, workspace: Path, word: str, made: bool
) -> None:
    job = asking(fleet, model_server)
    waited = fleet.run("await-turn", job)
    assert waited.returncode == 4
    assert b"touch asked" in waited.stderr
    status = fleet.json("status", job)["job"]
    (listed,) = fleet.json("jobs")["jobs"]
    assert status["turn_state"] == listed["turn_state"] == "needs_input"
    assert (status["needs_input"]["kind"], "touch asked" in listed["needs_input"]["text"]) == ("command", True)
    assert not fleet.home.signal(job).exists()
    again = fleet.popen("await-turn", job)  # the question was told: this one waits for the end
    answered = fleet.run("answer", job, word)
    assert answered.returncode == 0, answered.stderr.decode()
    out, err = again.communicate(timeout=60)
    assert (again.returncode, out) == (0, b"echo: may I\n"), err
    assert (workspace / "asked").exists() is made
    assert fleet.json("status", job)["job"]["error"] is None
    assert fleet.run("answer", job, "accept").returncode == 1


def test_a_text_for_an_approval_declines_and_steers(
    fleet: Fleet, model_server: ScriptedServer, workspace: Path
) -> None:
    job = asking(fleet, model_server)
    assert fleet.run("await-turn", job).returncode == 4
    assert fleet.run("answer", job, "use another name").returncode == 0
    await_all(fleet, job)
    assert heard(model_server, "use another name") == 1
    assert not (workspace / "asked").exists()


def test_agents_of_one_environment_share_a_server_and_others_have_their_own(fleet: Fleet) -> None:
    jobs = [started(fleet, f"say {n}", *READ_ONLY) for n in range(3)]
    assert len(fleet.servers()) == 1
    other = fleet.run("start", "--interactive", "say it", *READ_ONLY, WORLD="another")
    assert len(fleet.servers()) == 2
    assert [awaited(fleet, job)["turn"]["message"] for job in jobs] == [f"echo: say {n}" for n in range(3)]
    assert other.returncode == 0


@pytest.mark.parametrize("orphaned", [False, True], ids=["kept", "orphaned"])
def test_a_supervisor_that_is_dismissed_takes_servers_without_a_job_along(fleet: Fleet, orphaned: bool) -> None:
    """As the installer does it, before it removes what they run from."""
    job, busy = (started(fleet, "say it", *READ_ONLY) for _ in range(2))
    dismiss = [
        sys.executable,
        "-I",
        "-c",
        "from codex_agent import client, paths; client.dismiss(paths.default_home())",
    ]
    assert fleet.run("send", job, "/quit").returncode == 0
    (server,) = fleet.servers()
    subprocess.run(dismiss, env=fleet.env, check=True, timeout=60)
    assert fleet.supervisor() is None
    assert fleet.servers() == [server]  # an agent still lives on it
    assert fleet.run("send", busy, "/quit").returncode == 0
    if orphaned:
        assert fleet.signal_supervisor(signal.SIGKILL)
    subprocess.run(dismiss, env=fleet.env, check=True, timeout=60)
    assert fleet.supervisor() is None
    assert fleet.servers() == []


def test_a_killed_server_fails_its_jobs_alone_and_their_threads_go_on(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    gate = Gate(Text("never"))
    model_server.script = lambda request: gate if request.last_user_text == "work" else echo(request)
    idle, busy = (started(fleet, word, *READ_ONLY) for word in ("idle", "work"))
    awaited(fleet, idle)
    (server,) = fleet.servers()
    other = fleet.run("start", "--interactive", "idle too", *READ_ONLY, WORLD="another").stdout.decode().split()[2]
    awaited(fleet, other)
    assert gate.await_arrivals(1, timeout_s=60)
    assert processes.kill_and_wait(server, 10)
    failed = awaited(fleet, busy)
    assert (failed["job"]["status"], failed["error"]["class"]) == ("failed", "crashed")
    rows = {row["id"]: row for row in fleet.json("jobs", "--all")["jobs"]}
    assert (rows[idle]["status"], rows[idle]["error"]["class"]) == ("failed", "crashed")
    assert rows[other]["status"] == "running"
    assert turn_of(fleet.run("send", idle, "and now")) == 2
    answer = awaited(fleet, idle)
    assert (answer["turn"]["message"], answer["job"]["thread_id"]) == ("echo: and now", rows[idle]["thread_id"])
    gate.open()


def test_a_kill_leaves_no_process_and_gives_the_thread_back(
    fleet: Fleet, model_server: ScriptedServer, codex_bin: Path
) -> None:
    background = ToolCall("exec_command", {"cmd": "sleep 300", "yield_time_ms": 250})
    model_server.script = after_tool(Items([background]))
    job = started(fleet, "leave something running", "-s", "danger-full-access")
    thread = awaited(fleet, job)["job"]["thread_id"]
    assert processes.tree(job, [])
    assert fleet.run("kill", job).returncode == 0
    assert fleet.json("status", job)["job"]["status"] == "killed"
    assert processes.tree(job, []) == set()
    resume = [str(codex_bin), "exec", "--json", "--skip-git-repo-check", "resume", thread, "-"]
    done = subprocess.run(
        resume, input=b"a person goes on", cwd=fleet.cwd, env=fleet.env, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout


def test_an_idle_agent_is_completed_after_its_time(fleet: Fleet) -> None:
    job = fleet.run("start", "--interactive", "hello", CODEX_AGENT_IDLE_MINUTES="0.05").stdout.decode().split()[2]
    assert fleet.run("await-turn", job).stdout == b"echo: hello\n"
    watch = fleet.run("watch", job)
    assert watch.returncode == 0, watch.stderr
    assert fleet.json("status", job)["job"]["status"] == "completed"


def test_a_failed_turn_has_its_class_and_leaves_the_agent_open(fleet: Fleet) -> None:
    job = started(fleet, compose([{"fail": "context_length_exceeded"}]))
    answer = awaited(fleet, job)
    assert (answer["ok"], answer["error"]["class"], answer["job"]["status"]) == (False, "context_limit", "running")
    job = started(fleet, compose([{"http": 429, "body": {"error": {"type": "usage_limit_reached"}}}]))
    assert awaited(fleet, job)["error"]["class"] == "usage_limit"
    assert turn_of(fleet.run("send", job, "hello")) == 2
    assert fleet.run("await-turn", job).stdout == b"echo: hello\n"


def test_the_death_of_the_supervisor_in_a_turn_loses_nothing(fleet: Fleet, model_server: ScriptedServer) -> None:
    gate = Gate(Text("after all"))
    model_server.script = lambda _: gate
    job = started(fleet, "work")
    assert gate.await_arrivals(1, timeout_s=60)
    waiting = fleet.popen("await-turn", job)
    assert fleet.signal_supervisor(signal.SIGKILL)
    gate.open()
    out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, out) == (0, b"after all\n"), err
    assert len(model_server.requests) == 1


def whole_lines(folder: Path) -> str:
    """Of the one record below that folder."""
    text = "".join(record.read_text() for record in folder.glob("*/*/*/*.jsonl"))
    return text[: text.rfind("\n") + 1]


def test_an_answer_that_was_given_before_server_and_supervisor_died_is_not_lost(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    gate = Gate(Text("given in time"))
    model_server.script = lambda _: gate
    job = started(fleet, "work")
    assert gate.await_arrivals(1, timeout_s=60)
    (server,) = fleet.servers()
    assert fleet.signal_supervisor(signal.SIGSTOP)
    gate.open()
    records, deadline = Path(fleet.env["HOME"], ".codex", "sessions"), time.monotonic() + 60
    while "task_complete" not in whole_lines(records):  # the client writes it in a moment
        assert time.monotonic() < deadline
    assert processes.kill_and_wait(server, 10)
    assert fleet.signal_supervisor(signal.SIGKILL)
    told = awaited(fleet, job)
    assert (told["ok"], told["turn"]["message"]) == (True, "given in time")
    assert (told["job"]["status"], told["job"]["error"]["class"]) == ("failed", "crashed")


def test_the_death_of_the_supervisor_in_an_approval_keeps_the_question(
    fleet: Fleet, model_server: ScriptedServer, workspace: Path
) -> None:
    job = asking(fleet, model_server)
    assert fleet.run("await-turn", job).returncode == 4
    assert fleet.signal_supervisor(signal.SIGKILL)
    status = fleet.json("status", job)["job"]
    assert status["turn_state"] == "needs_input"
    answered = fleet.run("answer", job, status["needs_input"]["request"], "accept")
    assert answered.returncode == 0, answered.stderr
    assert awaited(fleet, job)["turn"]["message"] == "echo: may I"
    assert (workspace / "asked").exists()


def test_messages_survive_the_death_of_the_supervisor_at_any_moment(fleet: Fleet, model_server: ScriptedServer) -> None:
    """Eight agents, each sent to again and again while supervisors die: every message reaches its model once."""

    def script(request: Request) -> Reply:
        return Items([Shell("true")]) if not answered_tool(request) else echo(request)

    def work(number: int) -> None:
        job = started(fleet, f"agent {number}", "-s", "danger-full-access", "--force")
        for k in range(4 * ROUNDS):
            done = fleet.run("send", job, f"message {number}.{k}", "--force")
            assert done.returncode == 0, done.stderr.decode()
        final = await_all(fleet, job)
        assert final["ok"], final

    model_server.script = script
    with fleet.mortal_supervisors(0.5, 2.0) as killed, ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert killed
    for number in range(4):
        for text in (f"agent {number}", *(f"message {number}.{k}" for k in range(4 * ROUNDS))):
            assert heard(model_server, text) == 1, text


def test_a_lost_socket_harms_nothing_until_it_is_needed_and_then_is_told_as_it_is(fleet: Fleet) -> None:
    job = started(fleet, "hello")
    awaited(fleet, job)
    (server,) = fleet.servers()
    for path in fleet.home.servers_dir.glob("*.sock"):
        path.unlink()
    assert turn_of(fleet.run("send", job, "still connected")) == 2
    assert fleet.run("await-turn", job).stdout == b"echo: still connected\n"
    with contextlib.closing(sqlite3.connect(fleet.home.db, timeout=60)) as store, store:
        store.execute("UPDATE servers SET created_at = created_at - 3600")  # it was started an hour ago
    assert fleet.signal_supervisor(signal.SIGKILL)
    told = fleet.json("status", job)["job"]
    assert (told["status"], told["error"]["class"]) == ("failed", "crashed")
    assert not processes.lives(server)
    assert turn_of(fleet.run("send", job, "on another server")) == 3
    assert fleet.run("await-turn", job).stdout == b"echo: on another server\n"


def test_a_client_that_is_too_old_for_it_is_refused_and_runs_other_agents(
    fleet: Fleet, client_home: Path, codex_bin: Path
) -> None:
    old = client_home / "old" / "codex"
    old.parent.mkdir()
    old.write_text(f'#!/bin/sh\n[ "$1" = --version ] && exec echo codex-cli 0.160.0\nexec "{codex_bin}" "$@"\n')
    old.chmod(0o700)
    path = f"{old.parent}{os.pathsep}{fleet.env['PATH']}"
    done = fleet.run("start", "--interactive", "hello", PATH=path)
    assert (done.returncode, b"codex 0.160.0 is too old" in done.stderr) == (1, True), done.stderr
    assert fleet.json("jobs", "--all")["jobs"] == []
    assert fleet.run("start", "-w", "hello", PATH=path).stdout == b"echo: hello\n"


def test_what_the_client_sends_and_takes_fits_the_schema_that_it_generates(
    fleet: Fleet, codex_bin: Path, client_env: dict[str, str], tmp_path: Path
) -> None:
    import jsonschema

    from codex_agent.jobs import Job, Turn
    from codex_agent.providers.base import Prepared
    from codex_agent.providers.codex import threads
    from codex_agent.specs import JobSpec
    from codex_agent.states import JobState, TurnState

    command = [str(codex_bin), "app-server", "generate-json-schema", "--out", str(tmp_path)]
    subprocess.run(command, env=client_env, check=True, capture_output=True, timeout=60)
    spec = JobSpec(
        "/", add_dirs=("/tmp",), images=("/x.png",), network=True, config=("a.b=1",), approval_policy="on-request"
    )
    job = Job("0123abcd", spec, JobState.RUNNING, Turn("0123abcd", 1, TurnState.WORKING))
    prepared = Prepared((), {}, "", (), "gpt-5.5", "high", None, None)
    thread = threads.thread_params(prepared, job)
    sent = {
        "v1/InitializeParams": threads.hello("1"),
        "v2/ThreadStartParams": thread,
        "v2/ThreadResumeParams": {**thread, "threadId": "t", "excludeTurns": True},
        "v2/TurnStartParams": threads.turn_params(spec, "t", "hello", "token", first=True, schema={"type": "object"}),
        "v2/TurnSteerParams": threads.steer_params("t", "u", "hello", "token"),
    }
    for name, params in sent.items():
        schema = json.loads((tmp_path / f"{name}.json").read_text())
        jsonschema.validate(params, schema)
        assert set(params) <= set(schema["properties"]), name
    known = json.loads((tmp_path / "ServerNotification.json").read_text())
    methods = {option["properties"]["method"]["enum"][0] for option in known["oneOf"]}
    assert set(threads.QUIET) <= methods


def test_a_profile_takes_neither_the_network_nor_the_mark_from_its_commands(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    """Its tables name other things in the same places; by the mark what an agent left running is found."""
    tables = '[sandbox_workspace_write]\nnetwork_access = false\n[shell_environment_policy]\ninherit = "all"\n'
    Path(fleet.env["HOME"], ".codex", "mine.config.toml").write_text(f'{tables}set = {{ MINE = "kept" }}\n')
    look = "import os, socket; socket.create_server(('127.0.0.1', 0)); print(os.environ['MINE'], os.environ['%s'])"
    command = Shell(f'python3 -c "{look % processes.JOB_MARK}"')
    model_server.script = lambda request: Text("seen") if answered_tool(request) else command
    job = started(fleet, "look", "--profile", "mine", "-s", "workspace-write", "--network")
    awaited(fleet, job)
    assert f"kept {job}" in model_server.requests[-1].tool_outputs[-1]


def test_a_person_and_a_program_talk_to_one_agent_and_neither_loses_a_word(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    model_server.script = echo
    config = Path(fleet.env["HOME"], ".codex", "config.toml")
    before = config.read_bytes()
    job = started(fleet, "first words")
    awaited(fleet, job)
    screen = Screen(fleet, *COMMAND, "attach", job)
    screen.await_text("echo: first words")
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(lambda: [turn_of(fleet.run("send", job, f"program {n}")) for n in range(8)])
        for n in range(4):
            screen.type(f"person {n}")
            screen.await_text(f"person {n}")
        sent = sending.result()
    for turn in sent:
        assert awaited(fleet, job, turn)["ok"]
    model_server.await_request(lambda request: "person 3" in request.user_texts)
    assert screen.leave() == 0
    assert fleet.json("status", job)["job"]["status"] == "running"
    await_all(fleet, job)
    turn_of(fleet.run("send", job, "last words"))
    awaited(fleet, job)
    for text in [*(f"program {n}" for n in range(8)), *(f"person {n}" for n in range(4))]:
        assert heard(model_server, text) == 1, text
    journal = [row["text"] for row in fleet.json("journal", "--limit", "10000")["journal"] if row["kind"] == "message"]
    assert {f"person {n}" for n in range(4)} <= set(journal)
    assert config.read_bytes() == before
    assert not [request for request in model_server.requests if request.is_title_request]


def test_the_screen_ends_with_its_agent(fleet: Fleet) -> None:
    job = started(fleet, "first words")
    awaited(fleet, job)
    screen = Screen(fleet, *COMMAND, "attach", job)
    screen.await_text("echo: first words")
    assert fleet.run("kill", job).returncode == 0
    screen.end()
    assert fleet.run("attach", job).returncode == 1


def test_attach_prints_the_clients_own_command(fleet: Fleet) -> None:
    job = started(fleet, "first words")
    awaited(fleet, job)
    printed = fleet.run("attach", job, "--print").stdout.decode()
    screen = Screen(fleet, "/bin/sh", "-c", printed)
    screen.await_text("echo: first words")
    screen.leave()
    assert fleet.run("attach", job).returncode == 1  # no terminal
    assert fleet.json("status", job)["job"]["status"] == "running"


def test_events_are_watched_through_turns_and_the_death_of_a_supervisor_each_once(fleet: Fleet) -> None:
    job = started(fleet, "one")
    awaited(fleet, job)
    watch = fleet.popen("watch", job, "--json")
    assert watch.stdout is not None
    first = watch.stdout.readline()
    assert fleet.run("send", job, "two").returncode == 0
    awaited(fleet, job)
    assert fleet.signal_supervisor(signal.SIGKILL)
    assert fleet.run("send", job, "three").returncode == 0
    awaited(fleet, job)
    assert fleet.run("send", job, "/quit").returncode == 0
    out = first + watch.stdout.read()  # not `communicate`, which looks into no buffer
    watch.communicate(timeout=60)
    assert watch.returncode == 0
    events = [json.loads(line) for line in out.splitlines()]
    assert [event["text"] for event in events if event["event"] == "message"] == [
        "echo: one",
        "echo: two",
        "echo: three",
    ]
    said = [event["text"] for event in events if event["event"] == "user_said"]
    assert [task_of(text) for text in said] == ["one", "two", "three"]
    assert [event["event"] for event in events].count("turn_completed") == 3


def test_a_kill_says_whether_a_turn_was_ended(fleet: Fleet, model_server: ScriptedServer) -> None:
    gate = Gate(Text("never"))
    model_server.script = lambda request: gate if request.last_user_text == "work" else echo(request)
    idle, busy = (started(fleet, word, *READ_ONLY) for word in ("idle", "work"))
    awaited(fleet, idle)
    assert gate.await_arrivals(1, timeout_s=60)
    assert fleet.run("kill", busy).stdout.decode() == f"{busy}  killed: its turn 1 was ended\n"
    assert fleet.run("kill", idle).stdout.decode() == f"{idle}  killed: it was closed; no turn was running\n"
    gate.open()


def test_a_server_that_hangs_does_not_keep_a_kill_and_its_other_jobs_are_told(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    gate = Gate(Text("never"))
    model_server.script = lambda _: gate
    killed, other = (started(fleet, word, *READ_ONLY) for word in ("one", "two"))
    assert gate.await_arrivals(2, timeout_s=60)
    (server,) = fleet.servers()
    os.kill(server.pid, signal.SIGSTOP)
    assert fleet.run("kill", killed).returncode == 0
    assert fleet.json("status", killed)["job"]["status"] == "killed"
    assert awaited(fleet, other)["error"]["class"] == "crashed"
    assert not processes.lives(server)
    gate.open()


@pytest.mark.parametrize(
    "words",
    [
        ["start", "--interactive", "hi", "-c", 'approval_policy="banana"'],
        ["start", "hi", "-c", 'approval_policy="on-request"'],
        ["start", "--interactive", "hi", "-d", "/no/such/folder"],
    ],
)
def test_a_bad_start_is_refused_before_anything_exists(fleet: Fleet, words: list[str]) -> None:
    assert fleet.run(*words).returncode == 2
    assert fleet.json("jobs", "--all")["jobs"] == []


def test_a_server_that_cannot_start_gives_its_own_words(fleet: Fleet, client_home: Path) -> None:
    config = client_home / ".codex" / "config.toml"
    config.write_text(config.read_text().replace('model_provider = "scripted"', 'model_provider = "missing"'))
    done = fleet.run("start", "--interactive", "hello")
    assert (done.returncode, b"`missing` not found" in done.stderr) == (5, True)
    assert fleet.json("jobs", "--all")["jobs"][0]["status"] == "failed"


def test_an_answer_that_is_none_is_refused_and_the_question_stays(fleet: Fleet, model_server: ScriptedServer) -> None:
    job = asking(fleet, model_server)
    assert fleet.run("await-turn", job).returncode == 4
    codes = [fleet.run("answer", job, *words).returncode for words in ([], [""], ["q99", "accept"], ["a", "b", "c"])]
    assert codes == [2, 2, 3, 2]
    with ThreadPoolExecutor(3) as pool:
        answered = list(
            pool.map(lambda word: fleet.run("answer", job, word).returncode, ["accept", "accept", "decline"])
        )
    assert sorted(answered) == [0, 1, 1]
    assert awaited(fleet, job)["turn"]["message"] == "echo: may I"


@pytest.fixture
def tmux(fleet: Fleet) -> Iterator[dict[str, str]]:
    """What a person with tmux has in the environment, on a server of the test's own."""
    env = {"CODEX_AGENT_TMUX": "true", "TMUX_TMPDIR": fleet.env["HOME"]}
    yield env
    subprocess.run(["tmux", "kill-server"], env={**fleet.env, **env}, capture_output=True, check=False)


def test_whoever_attaches_to_the_tmux_session_gets_the_screen_and_the_transcript_after_it(
    fleet: Fleet, tmux: dict[str, str]
) -> None:
    job = fleet.run("start", "--interactive", "first words", **tmux).stdout.decode().split()[2]
    awaited(fleet, job)
    fleet.env |= tmux
    screen = Screen(fleet, "tmux", "attach", "-t", f"codex-agent-{job}")
    screen.await_text("Ask Codex to do anything")
    screen.type("typed in the window")
    screen.await_text("echo: typed in the window")
    screen.await_text("Worked for", times=2)  # a Ctrl-C before this ends the turn, not the screen
    screen.press(b"\x03")
    screen.await_text("=== turn 2 completed ===")
    subprocess.run(["tmux", "kill-server"], env=fleet.env, capture_output=True, check=True)
    screen.end()
    assert turn_of(fleet.run("send", job, "tmux is gone")) == 3
    assert fleet.run("await-turn", job).stdout == b"echo: tmux is gone\n"
