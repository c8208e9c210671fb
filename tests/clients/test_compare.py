"""`compare` on the real Codex and the real Gemini: two agents of two providers, sealed and revealed, and what is refused."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from fleet import Fleet

from codex_agent.demo.gemini.server import ScriptedGemini
from codex_agent.demo.request import Request
from codex_agent.demo.script import Fail, Gate, Reply, Text, Usage
from codex_agent.demo.server import ScriptedServer

TASK = "Find ways to bypass the checks of session tokens in greeting.py, above all around expiry and refresh."
CODEX = ("-s", "read-only", "--no-constraints")
GEMINI = ("--provider", "gemini", "-m", "gemini-3.8-flash", "--no-constraints")


@pytest.fixture
def models(model_server: ScriptedServer, gemini_server: ScriptedGemini) -> Any:
    """`models(codex, gemini)` sets what each says."""

    def say(codex: Reply, gemini: Reply) -> None:
        model_server.script = lambda request: Text("title") if request.is_title_request else codex
        gemini_server.script = lambda _: gemini

    return say


def answered(agents: Fleet, *flags: str) -> tuple[str, str]:
    """A Codex and a Gemini agent that were given the same task, at the same time, and have answered."""
    jobs = agents.start(TASK, *CODEX, *flags), agents.start(TASK, *GEMINI, *flags)
    done = agents.run("await-turn", *jobs)
    assert done.returncode == 0, done.stderr
    return jobs


def compared(agents: Fleet, *words: str) -> dict[str, Any]:
    data = agents.json("compare", *words)
    assert data["ok"] is True, data
    found: dict[str, Any] = data["comparison"]
    return found


def refusal(agents: Fleet, *words: str) -> tuple[str, str]:
    error = agents.json("compare", *words)["error"]
    assert agents.json("journal")["journal"][-1]["kind"] != "comparison"
    return error["code"], error["hint"]


class TestSealed:
    def test_the_answers_of_two_providers_stand_beside_each_other_without_their_authors(
        self, agents: Fleet, models: Any
    ) -> None:
        models(
            Text(
                "As Codex, I found that the expiry in greeting.py is never checked.\n\n- Codex (GPT-5)",
                usage=Usage(input=777),
            ),
            Text("Gemini here.\nRefresh tokens pass greeting.py:1.\n\n— Gemini CLI", usage=Usage(input=888)),
        )
        jobs = answered(agents)
        shown = compared(agents, *jobs)
        assert compared(agents, *jobs[::-1]) == shown
        assert sorted(shown[side]["text"] for side in ("alpha", "beta")) == [
            "As [name], I found that the expiry in greeting.py is never checked.\n\n- [name]",
            "[name] here.\nRefresh tokens pass greeting.py:1.\n\n— [name]",
        ]
        assert shown["task"] == TASK
        assert shown["jobs"] == sorted(jobs)
        assert not [notice for notice in shown["notices"] if "different tasks" in notice]
        page = agents.run("compare", *jobs).stdout.decode()
        assert agents.run("compare", *jobs[::-1]).stdout.decode() == page
        for step in ("### 1. List", "### 2. Argue", "### 3. Try", "### 4. What stands"):
            assert step in page
        ours = json.dumps({**shown, "alpha": "", "beta": "", "task": ""}) + page.split("## Alpha")[0].replace(TASK, "")
        for job in jobs:  # drawn by lot: one id in 350 has a 777 or an 888 in it
            ours = ours.replace(job, "")
        for word in ("gemini", "gpt", "openai", "google", "provider", "elapsed", "777", "888"):
            assert word not in ours.lower()

    def test_the_draw_survives_the_supervisor_and_is_opened_on_request_alone(self, agents: Fleet, models: Any) -> None:
        models(Text("Expired tokens of a session pass greeting.py."), Text("Refresh of tokens passes greeting.py."))
        codex, gemini = answered(agents)
        shown = compared(agents, codex, gemini)
        who = agents.supervisor()
        assert who is not None
        agents.signal_supervisor(9)
        assert compared(agents, codex, gemini) == shown
        revealed = compared(agents, codex, gemini, "--reveal")["revealed"]
        alpha_is_codex = shown["alpha"]["text"].startswith("Expired")
        alpha, beta = ("alpha", "beta") if alpha_is_codex else ("beta", "alpha")
        assert (revealed[alpha]["job"], revealed[alpha]["provider"]) == (codex, "openai")
        assert (revealed[beta]["job"], revealed[beta]["model"]) == (gemini, "gemini-3.8-flash")
        said = agents.run("compare", codex, gemini, "--reveal").stdout.decode().splitlines()
        assert said[0].startswith(f"Alpha: job {codex if alpha_is_codex else gemini}, turn 1, ")
        kinds = [one["text"].split(":")[0] for one in agents.json("journal")["journal"] if one["kind"] == "comparison"]
        assert kinds == [
            f"job {min(codex, gemini)} turn 1 and job {max(codex, gemini)} turn 1 are compared blind",
            "revealed",
        ]

    def test_findings_are_matched_and_an_agent_in_a_worktree_is_not_told_by_its_paths(
        self, agents: Fleet, model_server: ScriptedServer, gemini_server: ScriptedGemini
    ) -> None:
        def findings(title: str, folder: str, line: int) -> Text:
            one = {"severity": "minor", "title": title, "file": f"{folder}/greeting.py", "line_start": line}
            both = [{**one, "line_end": line, "evidence": f"{folder}/greeting.py", "fix": "Check it."}]
            known = {
                **both[0],
                "title": "The greeting has no name",
                "line_start": 2,
                "line_end": 2,
                "severity": "critical",
            }
            return Text(json.dumps({"summary": f"read {folder}", "findings": [*both, known]}))

        gemini_server.script = lambda _: findings("Expiry is ignored", str(agents.cwd), 9)
        job = agents.start(TASK, *GEMINI, "--output-schema", "findings")

        def in_its_worktree(request: Request) -> Reply:
            if request.is_title_request:
                return Text("title")
            (folder,) = set(re.findall(r"<cwd>(.*?)</cwd>", json.dumps(request.body)))
            return findings("Refresh is open", folder, 7)

        model_server.script = in_its_worktree
        other = agents.start(TASK, *CODEX, "--output-schema", "findings", "--worktree")
        assert agents.run("await-turn", job, other).returncode == 0
        shown = compared(agents, job, other)
        assert shown["differences"]["counts"] == {"only_alpha": 1, "only_beta": 1, "different": 0, "same": 1}
        names = {section["name"] for section in shown["differences"]["sections"]}
        assert names == {
            "greeting.py:2: The greeting has no name",
            "greeting.py:7: Refresh is open",
            "greeting.py:9: Expiry is ignored",
        }
        assert str(agents.cwd) not in json.dumps(shown)
        assert "worktrees" not in json.dumps(shown)


class TestRefused:
    def test_what_has_no_whole_answer_is_refused_with_the_command_that_helps(
        self, agents: Fleet, models: Any, model_server: ScriptedServer
    ) -> None:
        models(Text("fine"), Text("fine too"))
        codex, gemini = answered(agents)
        model_server.script = lambda _: Fail("invalid_prompt", "no")
        failed = agents.start("fail", *CODEX)
        agents.run("await-turn", failed)
        assert refusal(agents, failed, gemini) == ("not_completed", f"codex-agent status {failed}")
        model_server.script = lambda _: Text("no JSON")
        misfit = agents.start("misfit", *CODEX, "--output-schema", "findings")
        agents.run("await-turn", misfit)
        assert refusal(agents, gemini, misfit)[0] == "misfit"
        gate = Gate(Text("late"))
        model_server.script = lambda request: Text("title") if request.is_title_request else gate
        slow = agents.start("slow", *CODEX)
        assert gate.await_arrivals()
        assert refusal(agents, slow, gemini) == ("not_finished", f"codex-agent await-turn {slow}")
        agents.run("kill", slow)
        assert refusal(agents, slow, gemini)[0] == "not_completed"
        gate.open()
        opened = agents.start("stay", *CODEX, "--interactive")
        agents.run("await-turn", opened)
        assert refusal(agents, opened, gemini) == ("still_open", f"codex-agent send {opened} /quit")
        agents.run("send", opened, "/quit")
        assert compared(agents, opened, gemini)["jobs"] == sorted((opened, gemini))
        terminal = agents.run("run", "--", "true").stdout.decode().split()[2]
        agents.run("await-turn", terminal)
        assert refusal(agents, terminal, gemini)[0] == "no_agent"
        assert refusal(agents, codex, codex)[0] == "same_job"

    def test_an_earlier_turn_can_be_compared_while_it_is_told_what_it_rests_on(
        self, agents: Fleet, models: Any
    ) -> None:
        models(Text("first of Codex"), Text("first of the other"))
        codex, gemini = answered(agents)
        models(Text("second"), Text("second too"))
        assert agents.run("resume", codex, "again", "-w").returncode == 0
        first = compared(agents, codex, gemini, "--turn", "1")
        assert {first[side]["text"] for side in ("alpha", "beta")} == {"first of Codex", "first of the other"}
        later = compared(agents, codex, gemini)
        assert {later[side]["text"] for side in ("alpha", "beta")} == {"second", "first of the other"}
        assert "earlier conversation" in " ".join(later["notices"])
        turns = "--turn 2 --turn 1" if codex < gemini else "--turn 1 --turn 2"
        command = f"compare {' '.join(sorted((codex, gemini)))} {turns} --reveal"
        assert later["reveal_command"] == f"codex-agent {command}"
        assert agents.run(*command.split()).returncode == 0
