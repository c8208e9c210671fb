"""After a compaction the next request of the real Claude Code knows every agent, without a tool call."""

from __future__ import annotations

import pytest
from claude_code import Claude
from fleet import Fleet
from leading import ALLOW, Gates, ids, leader, start

from codex_agent.demo.messages_request import MessagesRequest
from codex_agent.demo.messages_server import MessagesServer
from codex_agent.demo.script import Items, Reply, Shell, Text, Usage
from codex_agent.demo.server import ScriptedServer


@pytest.fixture
def gates(model_server: ScriptedServer, fleet: Fleet) -> Gates:
    model_server.script = gates = Gates("ALPHA", "BETA", "GAMMA")
    assert fleet.run("pipeline", "set", "review").returncode == 0
    return gates


def check(server: MessagesServer, after: MessagesRequest, jobs: dict[str, str]) -> None:
    """The summariser was told the three ids, and the request after it holds them, who ran, who is unread and what comes next."""
    (wish,) = [request for request in server.requests if request.is_compaction]
    assert all(job in wish.last_remark for job in jobs.values())
    last = after.text
    assert "Scripted summary" in last
    brief = last[last.index("The conversation was compacted") :]
    assert all(job in brief for job in jobs.values())
    assert brief.index(jobs["GAMMA"]) < brief.index(jobs["ALPHA"])  # what waits to be read comes first
    assert f"codex-agent result {jobs['GAMMA']}" in brief
    assert "codex-agent await-turn" in brief
    assert "Stage: review" in brief
    assert "stage of the work: review" in wish.last_remark


def test_a_compaction_that_the_user_asks_for(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    claude_model.script = leader(start("ALPHA"), start("BETA"), start("GAMMA"), Text("They run."), reads=False)
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(1)
        gates["GAMMA"].open()
        session.await_results(2)
        session.say("/compact keep the ids")
        session.await_event(lambda event: event.get("subtype") == "compact_boundary")
        session.say("What now?")
        check(claude_model, claude_model.await_request(lambda asked: asked.last_user_text == "What now?"), ids(fleet))
        for gate in gates.values():
            gate.open()


def test_a_compaction_in_the_middle_of_a_turn(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    def full() -> Reply:
        gates["GAMMA"].open()
        return Items([Shell(f"codex-agent watch {ids(fleet)['GAMMA']}")], Usage(input=99_000))

    claude_model.script = leader(start("ALPHA"), start("BETA"), start("GAMMA"), full, Text("Done."), reads=False)
    with claude.session(*ALLOW, CLAUDE_CODE_AUTO_COMPACT_WINDOW="100000") as session:
        session.say("go")
        session.await_results(1)
        check(claude_model, claude_model.requests[-1], ids(fleet))
        for gate in gates.values():
            gate.open()
