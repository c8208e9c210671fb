"""The whole loop on the real Claude Code and the real Codex: agents are started, the turn ends, news wakes the session."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from claude_code import Claude, Session
from fleet import Fleet

from codex_agent.demo.messages_request import MessagesRequest
from codex_agent.demo.messages_server import MessagesServer, obey_message
from codex_agent.demo.directive import obey
from codex_agent.demo.request import Request
from codex_agent.demo.script import Gate, Reply, Shell, Text, ToolCall
from codex_agent.demo.server import ScriptedServer

ALLOW = ("--allowedTools", "Bash(codex-agent:*)")
WAKE = "news of background agents"


@pytest.fixture
def gates(model_server: ScriptedServer) -> dict[str, Gate]:
    """Agents whose task names a letter answer when its gate is opened."""
    found = {letter: Gate(Text(f"Answer of {letter}.")) for letter in ("ALPHA", "BETA")}

    def script(request: Request) -> Reply:
        return next((gate for letter, gate in found.items() if letter in request.last_user_text), None) or obey(request)

    model_server.script = script
    return found


def leader(steps: list[Reply]) -> Callable[[MessagesRequest], Reply]:
    """A Claude that takes the steps, and that reads every result which a wake-up names."""

    def script(request: MessagesRequest) -> Reply:
        if not request.tools:
            return obey_message(request)
        said = request.last_user_text
        if WAKE in said:
            ids = re.findall(r"codex-agent result ([0-9a-f]{8})", said)
            return Shell(f"codex-agent result {ids[request.step]}") if request.step < len(ids) else Text("Read.")
        if "go" in said and request.step < len(steps):
            return steps[request.step]
        return Text("Understood.")

    return script


def start(letter: str) -> Shell:
    return Shell(f"codex-agent start 'Do {letter}' --name 'W {letter}' -s read-only")


def wakes(server: MessagesServer) -> list[str]:
    """The wake-ups, each once, as the last request holds them."""
    texts = max((request.user_texts for request in server.requests if request.tools), key=len)
    return [text for text in texts if WAKE in text]


def ids(fleet: Fleet) -> dict[str, str]:
    return {job["name"].split()[1]: job["id"] for job in fleet.json("jobs")["jobs"]}


def test_an_idle_session_is_woken_when_each_of_its_agents_ends(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: dict[str, Gate]
) -> None:
    claude_model.script = leader([start("ALPHA"), start("BETA"), Text("Both run.")])
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(1)
        jobs = ids(fleet)
        gates["BETA"].open()
        session.await_results(2)
        gates["ALPHA"].open()
        session.await_results(3)
        assert session.close() == 0
        import json

        for t in claude_model.requests[-1].messages[2:]:
            print("M", json.dumps(t)[:1500])
    first, second = wakes(claude_model)
    assert jobs["BETA"] in first
    assert jobs["ALPHA"] not in first
    assert jobs["ALPHA"] in second
    outputs = max((request.tool_outputs for request in claude_model.requests), key=len)
    assert outputs[-2:] == ("Answer of BETA.", "Answer of ALPHA.")


def test_a_wait_in_the_background_is_not_doubled_by_a_wake(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: dict[str, Gate]
) -> None:
    def wait() -> Reply:
        (job,) = ids(fleet).values()
        words = {"command": f"codex-agent await-turn {job}", "description": job, "run_in_background": True}
        return ToolCall("Bash", words)

    steps = [start("ALPHA"), Text("")]

    def script(request: MessagesRequest) -> Reply:
        if request.tools and "go" in request.last_user_text and request.step == 1:
            return wait()
        return leader([start("ALPHA"), Text("-"), Text("It runs, and I wait.")])(request)

    claude_model.script = script
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(1)
        gates["ALPHA"].open()
        session.await_results(2)
        assert session.close() == 0
        for e in session.events:
            if e.get("hook_event") == "Stop":
                print(e)
    import json

    for t in claude_model.requests[-1].messages[2:]:
        print("M", json.dumps(t)[:1500])
    assert wakes(claude_model) == []
    assert any("<task-notification>" in text for text in claude_model.requests[-1].user_texts)
