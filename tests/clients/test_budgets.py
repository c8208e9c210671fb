"""Token budgets on real agents: the turn that reaches one ends as always, then nothing more is done; what is spent is refused beforehand."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING, Any

import pytest
from fleet import Fleet

from codex_agent.cli.tables import count
from codex_agent.demo.script import Gate, Text

if TYPE_CHECKING:
    from codex_agent.demo.gemini.server import ScriptedGemini
    from codex_agent.demo.server import ScriptedServer

CALL = 1050  # tokens of one call of the scripted models
SESSION = {"CODEX_AGENT_MAX_SESSION_TOKENS": "2k", "CLAUDE_CODE_SESSION_ID": "one"}
KINDS = {
    "codex": ("-s", "read-only"),
    "codex interactive": ("-s", "read-only", "--interactive"),
    "gemini": ("--provider", "gemini", "-m", "gemini-3.8-flash"),
}


@pytest.fixture(params=list(KINDS))
def flags(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return KINDS[request.param]


@pytest.fixture
def agents(agents: Fleet, model_server: ScriptedServer, gemini_server: ScriptedGemini) -> Fleet:
    """Each turn is one call of the model."""
    model_server.script = gemini_server.script = lambda request: Text("done")
    return agents


def told(agents: Fleet, *arguments: str, **env: str) -> dict[str, Any]:
    done = agents.run(*arguments, "--json", **env)
    return {"code": done.returncode, **json.loads(done.stdout)}


def ended(agents: Fleet, job: str) -> dict[str, Any]:
    """The job once its agent is gone."""
    agents.run("watch", job)
    data: dict[str, Any] = agents.json("status", job)["job"]
    return data


def test_the_turn_that_reaches_it_ends_and_the_job_is_killed(agents: Fleet, flags: tuple[str, ...]) -> None:
    job = agents.start("do it", *flags, "--max-tokens", "1k")
    answer = told(agents, "await-turn", job)
    assert (answer["code"], answer["turn"]["message"], answer["turn"]["outcome"]) == (0, "done", "completed")
    found = ended(agents, job)
    assert found["status"] == "killed"
    assert found["error"]["class"] == "usage_limit"
    assert "--max-tokens" in found["error"]["hint"]
    assert found["budget"] == {"max_tokens": 1000, "spent": CALL, "session": None}
    refused = told(agents, "send", job, "more")
    assert (refused["code"], refused["error"]["code"]) == (6, "budget_spent")
    assert told(agents, "resume", job, "more", "--max-tokens", "1k")["code"] == 6
    assert agents.json("status", job)["job"]["turn"] == 1


def test_a_larger_one_lets_it_go_on(agents: Fleet, flags: tuple[str, ...]) -> None:
    job = agents.start("do it", *flags, "--max-tokens", "1k")
    ended(agents, job)
    assert agents.run("send", job, "more", "--max-tokens", "1M").returncode == 0
    assert told(agents, "await-turn", job)["turn"]["turn"] == 2
    found = agents.json("status", job)["job"]
    assert found["status"] in ("completed", "running")
    assert found["error"] is None
    assert found["budget"]["spent"] == 2 * CALL


def test_a_fork_begins_with_nothing_spent(agents: Fleet, flags: tuple[str, ...]) -> None:
    job = agents.start("do it", *flags, "--max-tokens", "2k")
    agents.run("await-turn", job)
    fork = agents.json("fork", job, "another way")["job"]["id"]
    assert told(agents, "await-turn", fork)["code"] == 0
    first, second = (agents.json("status", one)["job"] for one in (job, fork))
    assert second["budget"] == {"max_tokens": 2000, "spent": CALL, "session": None}
    assert second["tokens"]["total"] == 2 * first["tokens"]["total"]
    shown = agents.run("status", fork).stdout.decode()
    assert f"tokens   {count(CALL)} and {count(CALL)} of its history" in shown
    assert f"budget   {count(CALL)} of 2.0k used" in shown
    assert second["status"] in ("completed", "running")


def test_a_follow_up_that_waits_is_killed_with_the_reason(agents: Fleet, model_server: ScriptedServer) -> None:
    gate = Gate(Text("done"))
    model_server.script = lambda request: gate
    job = agents.start("do it", "-s", "read-only", "--max-tokens", "1k")
    assert gate.await_arrivals(1, timeout_s=60)
    assert agents.run("send", job, "and this").returncode == 0
    gate.open()
    answer = told(agents, "await-turn", job)
    assert (answer["code"], answer["turn"]["turn"], answer["turn"]["outcome"]) == (6, 2, "killed")
    assert answer["turn"]["error"]["class"] == "usage_limit"
    assert len(model_server.requests) == 1


def test_a_session_that_has_nothing_left_starts_nothing_and_sends_nothing(
    agents: Fleet, flags: tuple[str, ...], model_server: ScriptedServer, gemini_server: ScriptedGemini
) -> None:
    agents.env |= SESSION
    jobs = [agents.start("do it", *flags)]
    agents.run("await-turn", *jobs)
    assert agents.json("status", jobs[0])["job"]["budget"]["session"] == {"max_tokens": 2000, "spent": CALL}
    assert f"session  {count(CALL)} of 2.0k used" in agents.run("status", jobs[0]).stdout.decode()
    jobs.append(agents.start("and this", *flags))
    ended(agents, jobs[1])
    found = agents.json("status", jobs[1])["job"]
    assert (found["status"], found["error"]["class"]) == ("killed", "usage_limit")
    assert "max_session_tokens" in found["error"]["hint"]
    before = len(model_server.requests) + len(gemini_server.conversations)
    for arguments in (("start", *flags, "third"), ("send", jobs[0], "more"), ("fork", jobs[0], "other")):
        refused = told(agents, *arguments)
        assert (refused["code"], refused["error"]["code"]) == (6, "budget_spent")
    assert len(agents.json("jobs", "--all")["jobs"]) == 2
    assert len(model_server.requests) + len(gemini_server.conversations) == before
    assert agents.run("start", *flags, "other", CLAUDE_CODE_SESSION_ID="two").returncode == 0
    assert agents.run("start", *flags, "now", CODEX_AGENT_MAX_SESSION_TOKENS="1M").returncode == 0


def test_deleting_jobs_gives_nothing_back(agents: Fleet) -> None:
    agents.env |= {**SESSION, "CODEX_AGENT_MAX_SESSION_TOKENS": "1k"}
    job = agents.start("do it", "-s", "read-only")
    ended(agents, job)
    assert agents.run("delete", job).returncode == 0
    assert told(agents, "start", "more")["error"]["code"] == "budget_spent"


def test_a_dead_supervisor_changes_nothing(
    agents: Fleet, flags: tuple[str, ...], model_server: ScriptedServer, gemini_server: ScriptedGemini
) -> None:
    """The turn that reaches the limit ends while nobody looks."""
    gate = Gate(Text("done"))
    model_server.script = gemini_server.script = lambda request: gate
    job = agents.start("do it", *flags, "--max-tokens", "1k")
    assert gate.await_arrivals(1, timeout_s=60)
    assert agents.signal_supervisor(signal.SIGKILL)
    gate.open()
    assert told(agents, "await-turn", job)["turn"]["message"] == "done"
    found = ended(agents, job)
    assert (found["status"], found["error"]["class"]) == ("killed", "usage_limit")
    assert told(agents, "send", job, "more")["code"] == 6


def test_a_person_who_waits_is_told_that_the_job_has_ended_with_its_answer(agents: Fleet) -> None:
    done = agents.run("start", "-w", "-s", "read-only", "--max-tokens", "1k", "do it")
    assert (done.returncode, done.stdout) == (0, b"done\n")
    assert b"has used 1,050 tokens; --max-tokens is 1,000" in done.stderr


def test_a_fan_out_says_which_of_its_agents_a_budget_has_ended(agents: Fleet) -> None:
    (agents.cwd / "tasks.jsonl").write_text('{"prompt": "one", "max_tokens": 1000}\n{"prompt": "two"}\n')
    done = agents.run("fan-out", "--each", "tasks.jsonl")
    assert (done.returncode, done.stdout.count(b": completed ===")) == (0, 2)
    assert done.stderr.count(b"has used 1,050 tokens; --max-tokens is 1,000") == 1


def test_what_waits_behind_a_turn_is_not_begun_once_the_session_has_nothing_left(
    agents: Fleet, flags: tuple[str, ...], model_server: ScriptedServer, gemini_server: ScriptedGemini
) -> None:
    """Another job of the session has used it up meanwhile."""
    agents.env |= {**SESSION, "CODEX_AGENT_MAX_SESSION_TOKENS": "2000"}
    gate = Gate(Text("late"))

    def answer(request: Any) -> Any:
        return gate if "slow" in request.last_user_text else Text("done")

    model_server.script = gemini_server.script = answer
    job = agents.start("slow", *flags)
    assert gate.await_arrivals(1, timeout_s=60)
    assert agents.run("send", job, "--queue", "and this").returncode == 0
    for number in range(2):
        agents.run("start", "-w", "-s", "read-only", f"quick {number}")
    gate.open()
    answered = told(agents, "await-turn", job)
    assert (answered["code"], answered["turn"]["outcome"]) == (6, "killed")
    assert "max_session_tokens" in answered["turn"]["error"]["message"]
    assert told(agents, "result", job, "--turn", "1")["turn"]["message"] == "late"


def test_what_waits_in_the_queue_is_killed_once_the_session_has_nothing_left(
    agents: Fleet, flags: tuple[str, ...], model_server: ScriptedServer, gemini_server: ScriptedGemini
) -> None:
    agents.env |= {**SESSION, "CODEX_AGENT_MAX_SESSION_TOKENS": "1k", "CODEX_AGENT_MAX_PARALLEL": "1"}
    gate = Gate(Text("done"))
    asked: list[Any] = []

    def answer(request: Any) -> Any:
        asked.append(request)
        return gate

    model_server.script = gemini_server.script = answer
    first, *others = [agents.start(f"do {number}", *flags) for number in range(3)]
    assert {agents.json("status", job)["job"]["status"] for job in others} == {"queued"}
    gate.open()
    assert told(agents, "await-turn", first)["code"] == 0
    for job in others:
        answer = told(agents, "await-turn", job)
        assert (answer["code"], answer["turn"]["error"]["class"]) == (6, "usage_limit")
        assert answer["job"]["status"] == "killed"
    assert len(asked) == 1
