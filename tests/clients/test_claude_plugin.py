"""The plugin as the real Claude Code takes it: manifests, skills, commands, hooks, permissions."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from claude_code import PLUGIN, Claude
from fleet import Fleet
from leading import ALLOW, WAKE, Gates, ids, leader, start, wakes

from codex_agent.demo.directive import compose
from codex_agent.demo.messages_server import MessagesServer
from codex_agent.demo.script import Shell, Text
from codex_agent.demo.server import ScriptedServer

COMMANDS = sorted(
    path.parent.name for path in PLUGIN.glob("skills/*/SKILL.md") if not path.parent.name.startswith("codex-")
)
HANDBOOKS = ("codex-orchestrator", "codex-orchestration")


def body(name: str) -> str:
    return (PLUGIN / "skills" / name / "SKILL.md").read_text().split("---\n", 2)[2].strip()


@pytest.mark.parametrize("what", [".", ".claude-plugin/plugin.json"])
def test_the_manifests_are_valid(claude: Claude, what: str) -> None:
    done = claude.cli("plugin", "validate", "--strict", str(PLUGIN / what))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Validation passed" in done.stdout


def test_every_slash_command_expands_and_reaches_the_model(claude: Claude, claude_model: MessagesServer) -> None:
    claude_model.script = lambda _: Text("Understood.")
    with claude.session() as session:
        for number, name in enumerate(COMMANDS, 1):
            session.say(f"/codex-orchestrator:{name} ARGUMENT-{number}")
            session.await_results(number)
            asked = claude_model.requests[-1].last_user_text
            as_it_is = [line for line in body(name).splitlines() if line and not re.search(r"\$|!`", line)]
            assert [line for line in as_it_is if line not in asked] == [], name
            opening = re.split(r"[$`]", body(name))[0]
            assert opening, name
            assert opening in asked, name
            if "$ARGUMENTS" in body(name):
                assert f"ARGUMENT-{number}" in asked, name
            assert "CLAUDE_PLUGIN_ROOT" not in asked, name


def test_both_handbooks_are_listed_and_load_and_what_acts_is_for_the_user_alone(
    claude: Claude, claude_model: MessagesServer
) -> None:
    steps = [{"tool": "Skill", "arguments": {"skill": f"codex-orchestrator:{name}"}} for name in HANDBOOKS]
    done = claude.run(compose([*steps, {"text": "read"}]))
    assert done.answer == "read"
    listing = claude_model.requests[0].text
    for name in HANDBOOKS:
        assert f"codex-orchestrator:{name}: " in listing
        opening = re.split(r"[$`\"]", body(name))[0].splitlines()[0]
        assert opening in claude_model.requests[-1].text
    for name in COMMANDS:
        manual = "disable-model-invocation: true" in (PLUGIN / "skills" / name / "SKILL.md").read_text()
        assert (f"codex-orchestrator:{name}: " in listing) == (not manual)


def test_the_line_of_the_session_start_reaches_the_request(claude: Claude, claude_model: MessagesServer) -> None:
    done = claude.run("hello")
    assert "is ready; no agents in this project." in claude_model.requests[-1].text
    assert {hook["exit_code"] for hook in done.hooks("SessionStart")} == {0}


def test_reading_commands_run_without_a_question_and_others_do_not(
    claude: Claude, claude_model: MessagesServer
) -> None:
    reading = [
        "codex-agent jobs --here",
        "codex-agent health --json",
        "codex-agent recover",
        "codex-agent journal --limit 5",
    ]
    others = [
        "codex-agent kill --all",
        "codex-agent start hello",
        "codex-agent jobs; touch evil",
        "codex-agent jobs | tee evil",
        "codex-agent status $(touch evil)",
        "codex-agent jobs\ntouch evil",
        "codex-agent jobs > evil",
        "FOO=bar codex-agent jobs",
    ]
    done = claude.run(compose([{"shell": line} for line in (*reading, *others)]))
    assert done.denials == others
    assert not (claude.cwd / "evil").exists()


def test_another_program_of_the_same_name_is_named_and_gets_no_permission(
    claude: Claude, claude_model: MessagesServer, client_home: Path
) -> None:
    foreign = client_home / "foreign" / "codex-agent"
    foreign.parent.mkdir()
    foreign.write_text("#!/bin/sh\ntouch evil\n")
    foreign.chmod(0o755)
    path = f"{foreign.parent}:{claude.env['PATH']}"
    done = claude.run(compose([{"shell": "codex-agent jobs"}]), PATH=path)
    assert done.denials == ["codex-agent jobs"]
    assert not (claude.cwd / "evil").exists()
    assert f"{foreign} is another program of the same name" in claude_model.requests[0].text


def test_a_rule_of_the_user_that_denies_wins(claude: Claude) -> None:
    done = claude.run(compose([{"shell": "codex-agent jobs"}]), "--disallowedTools", "Bash(codex-agent jobs:*)")
    assert done.denials == ["codex-agent jobs"]


def test_jobs_are_known_after_clear_and_later_ones_too(
    claude: Claude, claude_model: MessagesServer, model_server: ScriptedServer, fleet: Fleet
) -> None:
    model_server.script = gates = Gates("ALPHA", "BETA")
    claude_model.script = leader(start("ALPHA"), Text("It runs."))
    with claude.session(*ALLOW) as session:
        session.say("go")
        session.await_results(1)
        session.say("/clear")
        session.say("What runs?")
        asked = claude_model.await_request(lambda request: request.last_user_text == "What runs?")
        job = ids(fleet)["ALPHA"]
        assert f"1 at work ({job})" in asked.text
        assert asked.session != session.id
        session.await_results(3)  # the turn is over: no reminder of its Stop can take the news away
        gates["ALPHA"].open()
        session.await_results(4)
        assert any(job in request.last_user_text for request in claude_model.requests)
        assert [one["id"] for one in fleet.json("jobs", "--session", asked.session)["jobs"]] == [job]
        assert fleet.run("kill", "--session", asked.session).returncode == 0  # none of them is at work any more
        claude_model.script = leader(start("BETA"), Shell("codex-agent jobs --mine"), Text("It runs, too."))
        session.say("go on")
        session.await_results(5)
        assert all(one in claude_model.requests[-1].tool_outputs[-1] for one in ids(fleet).values())
        gates["BETA"].open()
        session.await_results(6)
    assert [sum(job in text for text in wakes(claude_model)) for job in ids(fleet).values()] == [1, 1]


def test_jobs_are_known_after_a_resume_which_is_woken_for_them(
    claude: Claude, claude_model: MessagesServer, model_server: ScriptedServer, fleet: Fleet
) -> None:
    """The first client is gone without a word while one agent works and another one has ended unread."""
    model_server.script = gates = Gates("ALPHA", "BETA")
    claude_model.script = leader(start("ALPHA"), start("BETA"), Text("Both run."))
    first = claude.session(*ALLOW)
    first.say("go")
    first.await_results(1)
    first.kill()
    jobs = ids(fleet)
    gates["BETA"].open()
    assert fleet.run("watch", jobs["BETA"]).returncode == 0  # marks nothing as read
    with claude.session(*ALLOW, resume=first.id) as second:
        second.say("What now?")
        asked = claude_model.await_request(lambda request: request.last_user_text == "What now?")
        assert f"1 ended and unread ({jobs['BETA']}), 1 at work ({jobs['ALPHA']})" in asked.text
        # Once a reminder or a wake-up has told what was unread, the next news can only come by a wake-up.
        claude_model.await_request(lambda request: "nobody has read" in request.text or WAKE in request.text)
        gates["ALPHA"].open()
        claude_model.await_request(lambda request: f"codex-agent result {jobs['ALPHA']}" in request.last_user_text)
        second.await_results(2)
    assert sum(f"codex-agent result {jobs['ALPHA']}" in text for text in wakes(claude_model)) == 1


def test_it_all_works_outside_of_git_and_without_codex_agent(
    claude: Claude, claude_model: MessagesServer, tmp_path: Path
) -> None:
    env = claude.env["PATH"].split(":", 1)[1]
    done = claude.run(compose([{"shell": "codex-agent jobs"}, {"text": "well"}]), cwd=tmp_path, PATH=env)
    assert done.answer == "well"
    assert "codex-agent is not installed yet" in claude_model.requests[0].text
    assert all(event["exit_code"] == 0 for event in done.events if event.get("subtype") == "hook_response")


def test_without_a_python_the_client_goes_on_and_asks(claude: Claude, client_home: Path) -> None:
    folder = client_home / "few"
    folder.mkdir()
    for name in ("sh", "bash", "git", "env", "echo"):
        (folder / name).symlink_to(str(shutil.which(name)))
    steps = compose([{"shell": "echo hello"}, {"shell": "codex-agent jobs"}, {"text": "well"}])
    done = claude.run(steps, "--allowedTools", "Bash(echo:*)", PATH=str(folder))
    assert (done.exit_code, done.answer, done.denials) == (0, "well", ["codex-agent jobs"])


def test_a_plugin_that_is_removed_under_a_session_blocks_nothing(
    claude: Claude, claude_model: MessagesServer, client_home: Path
) -> None:
    plugin = client_home / "plugin"
    for part in (".claude-plugin", "hooks", "skills"):
        shutil.copytree(PLUGIN / part, plugin / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PLUGIN / "src", plugin / "src", ignore=shutil.ignore_patterns("__pycache__"))
    own = Claude(claude.command, claude.env, claude.cwd, plugin=plugin)
    claude_model.script = leader(Shell("codex-agent jobs"), Text("Done."))
    with own.session(*ALLOW) as session:
        session.say("hello")
        session.await_results(1)
        shutil.rmtree(plugin)
        session.say("go")
        session.await_results(2)
        assert session.results()[1]["result"] == "Done."
    assert "No jobs" in json.dumps(claude_model.requests[-1].tool_outputs)
