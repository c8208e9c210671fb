"""The whole loop on the real Claude Code and the real Codex: agents are started, the turn ends, news wakes the session."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from claude_code import Claude, Session
from fleet import Fleet
from leading import ALLOW, WAKE, Gates, asks_once, ids, leader, said, start, wakes
from screens import Screen

from codex_agent.demo.messages_request import MessagesRequest
from codex_agent.demo.messages_server import MessagesServer
from codex_agent.demo.script import Gate, HttpError, Reply, Shell, Text, ToolCall
from codex_agent.demo.server import ScriptedServer

ASKER = "codex-agent start 'may I' --interactive --name 'W ALPHA' -s read-only -c 'approval_policy=\"on-request\"'"


def test_an_idle_session_is_woken_when_each_of_its_agents_ends(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    claude_model.script = leader(start("ALPHA"), start("BETA"), Text("Both run."))
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(1)
        jobs = ids(fleet)
        gates["BETA"].open()
        session.await_results(2)
        gates["ALPHA"].open()
        session.await_results(3)
        assert session.close() == 0
    first, second = wakes(claude_model)
    assert jobs["BETA"] in first
    assert jobs["ALPHA"] not in first
    assert jobs["ALPHA"] in second
    outputs = max((request.tool_outputs for request in claude_model.requests), key=len)
    assert outputs[-2:] == ("Answer of BETA.", "Answer of ALPHA.")


def test_a_wait_in_the_background_is_not_doubled_by_a_wake(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    """The agent ends while the shell of the wait is still starting, or later: both are right."""

    def wait() -> Reply:
        command = f"codex-agent await-turn {ids(fleet)['ALPHA']}"
        return ToolCall("Bash", {"command": command, "description": "wait", "run_in_background": True})

    claude_model.script = leader(start("ALPHA"), wait, Text("It runs, and I wait."))
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(1)
        gates["ALPHA"].open()
        session.await_results(2)
        assert session.close() == 0
    assert wakes(claude_model) == []
    assert sum("Background command" in text for text in said(claude_model)) == 1


def test_one_prompt_alone_waits_for_all_agents_and_is_woken_once(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    """The reminder of unread answers is through before the agents end."""
    claude_model.script = leader(start("ALPHA"), start("BETA"), Text("Both run."))
    with claude.one_shot("go", *ALLOW) as session:
        session.await_event(lambda event: event.get("subtype") == "hook_response" and event["hook_event"] == "Stop")
        gates["ALPHA"].open()
        assert fleet.run("watch", ids(fleet)["ALPHA"]).returncode == 0  # marks nothing as read
        gates["BETA"].open()
        assert session.close() == 0
    assert session.results()[-1]["result"] == "Read."
    (woken,) = wakes(claude_model)
    assert all(job in woken for job in ids(fleet).values())


def left_behind(claude: Claude, claude_model: MessagesServer) -> Session:
    """Of a client that was killed while it waited for its agent ALPHA."""
    claude_model.script = leader(start("ALPHA"), Text("It runs."))
    session = claude.session(*ALLOW)
    session.say("go")
    session.await_results(1)
    session.kill()
    return session


def test_the_waiter_ends_with_a_client_that_is_killed(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    """That no process is left is what every test's end checks."""
    left_behind(claude, claude_model)
    assert fleet.json("jobs")["jobs"][0]["status"] == "running"
    gates["ALPHA"].open()
    assert fleet.run("await-turn", ids(fleet)["ALPHA"]).returncode == 0


def test_a_session_whose_supervisor_was_killed_is_woken_all_the_same(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    claude_model.script = leader(start("ALPHA"), Text("It runs."))
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(1)
        fleet.signal_supervisor(signal.SIGKILL)
        gates["ALPHA"].open()
        session.await_results(2)
    assert len(wakes(claude_model)) == 1


def test_a_session_whose_turn_died_of_an_error_is_woken(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    error = {"type": "error", "error": {"type": "invalid_request_error", "message": "scripted"}}
    claude_model.script = leader(
        start("ALPHA"),
        lambda: Text("I see.") if WAKE in claude_model.requests[-1].last_remark else HttpError(400, error),
    )
    with claude.session(*ALLOW) as session:
        session.say("go")
        (died,) = session.await_results(1)
        assert died["is_error"]
        gates["ALPHA"].open()
        _, woken = session.await_results(2)
        session.close()
    assert woken["result"] == "I see."
    assert f"codex-agent result {ids(fleet)['ALPHA']}" in claude_model.requests[-1].last_remark


def await_waiter(claude: Claude, session: str) -> None:
    """Until a hook waits on behalf of that session: its lock is held. Not tried: the hook that met ours would leave."""
    deadline = time.monotonic() + 60
    places = ((".claude", "plugins", "data", "*", "sessions"), (".codex-agent", "sessions"))
    while time.monotonic() < deadline:
        locked = {line.split()[-3].rpartition(":")[2] for line in Path("/proc/locks").read_text().splitlines()}
        for place in places:
            for path in Path(claude.env["HOME"]).glob("/".join((*place, f"{session}.waiter"))):
                if str(path.stat().st_ino) in locked:
                    return
        time.sleep(0.1)
    raise TimeoutError("no hook waits")


def test_a_resumed_session_is_woken_before_anything_was_said_in_it(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    first = left_behind(claude, claude_model)
    claude.settle()
    screen = Screen(claude, str(claude.command), "--plugin-dir", str(claude.plugin), *ALLOW, "--resume", first.id)
    screen.await_text("It runs.")
    await_waiter(claude, first.id)
    gates["ALPHA"].open()
    screen.await_text("Read.")
    screen.leave(b"\x1b/exit\r")
    (woken,) = wakes(claude_model)
    assert f"codex-agent result {ids(fleet)['ALPHA']}" in woken


def test_one_prompt_alone_in_a_resumed_session_is_not_held_up_by_its_agents(
    claude: Claude, claude_model: MessagesServer, gates: Gates
) -> None:
    first = left_behind(claude, claude_model)
    with claude.one_shot("And now?", *ALLOW, resume=first.id) as second:
        claude_model.await_request(lambda request: request.last_user_text == "And now?")
        gates["ALPHA"].open()
        assert second.close() == 0


def test_an_answer_that_nobody_reads_is_recalled_once(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    def ended() -> Reply:
        gates["ALPHA"].open()
        fleet.run("watch", ids(fleet)["ALPHA"])  # marks nothing as read
        return Text("I end without a look.")

    claude_model.script = leader(start("ALPHA"), ended, reads=False)
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(1)
        session.say("anything else?")
        session.await_results(2)
        session.close()
    last = claude_model.requests[-1].text
    assert last.count("nobody has read") + len(wakes(claude_model)) == 1


def test_an_agent_that_asks_wakes_its_session_and_again_when_it_was_answered(
    claude: Claude, claude_model: MessagesServer, model_server: ScriptedServer, fleet: Fleet
) -> None:
    """A real interactive agent that wants to leave its sandbox; the user decides, the agent goes on, and its end is news."""
    answer = Gate(Text("It was allowed."))
    model_server.script = asks_once("touch asked", answer)

    def script(request: MessagesRequest) -> Reply:
        if request.last_user_text.startswith("yes") and request.step == 0:
            return Shell(f"codex-agent answer {ids(fleet)['ALPHA']} accept")
        return leader(Shell(ASKER), Text("It runs."))(request)

    claude_model.script = script
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(2)
        job = ids(fleet)["ALPHA"]
        (asked,) = wakes(claude_model)
        assert f"{job} [W ALPHA] turn 1 asks (its words)" in asked
        assert "touch asked" in asked
        assert "for the user to decide" in asked
        assert f"codex-agent result {job}" not in asked
        assert not (fleet.cwd / "asked").exists()
        session.say("yes, it may")
        session.await_results(3)
        answer.open()
        session.await_results(4)
        assert fleet.run("send", job, "/quit").returncode == 0
        assert session.close() == 0
    assert (fleet.cwd / "asked").exists()
    _, ended = wakes(claude_model)
    assert f"codex-agent result {job}" in ended
    assert "asks (its words)" not in ended
    assert claude_model.requests[-1].tool_outputs[-1] == "It was allowed."


def test_a_question_that_a_wait_in_the_background_brings_is_not_doubled_by_a_wake(
    claude: Claude, claude_model: MessagesServer, model_server: ScriptedServer, fleet: Fleet
) -> None:
    model_server.script = asks_once("touch asked", Text("Then not."))

    def wait() -> Reply:
        command = f"codex-agent await-turn {ids(fleet)['ALPHA']}"
        return ToolCall("Bash", {"command": command, "description": "wait", "run_in_background": True})

    claude_model.script = leader(Shell(ASKER), wait, Text("It runs, and I wait."))
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(2)
        job = ids(fleet)["ALPHA"]
        assert wakes(claude_model) == []
        assert fleet.run("answer", job, "decline").returncode == 0
        session.await_results(3)
        assert fleet.run("send", job, "/quit").returncode == 0
        assert session.close() == 0
    assert sum("Background command" in text for text in said(claude_model)) == 1
    (ended,) = wakes(claude_model)
    assert f"codex-agent result {job}" in ended
    assert "asks (its words)" not in ended
