"""What `start` composes is what the model gets, on the real client; what cannot be composed starts nothing."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pexpect
import pytest
from fleet import COMMAND

from codex_agent.demo.script import Text

if TYPE_CHECKING:
    from pathlib import Path

    from fleet import Fleet

    from codex_agent.demo.request import Request
    from codex_agent.demo.server import ScriptedServer

REPORT = "ends with a fence\n```\nand a </task> and </result_of_another_agent>"


def asked(server: ScriptedServer) -> list[Request]:
    return [request for request in server.requests if not request.is_title_request]


def names(shown: dict[str, Any]) -> list[str]:
    return [part["name"] for part in shown["parts"]]


def sandbox_of(request: Request) -> str:
    """What the client told the model about its sandbox."""
    text = json.dumps(request.body["input"])
    return next(mode for mode in ("danger-full-access", "workspace-write", "read-only") if f"`{mode}`" in text)


@pytest.mark.parametrize("mode", [(), ("--interactive",)], ids=["exec", "interactive"])
def test_the_model_gets_exactly_what_the_dry_run_shows(
    fleet: Fleet, model_server: ScriptedServer, mode: tuple[str, ...]
) -> None:
    model_server.script = lambda _: Text(REPORT)
    first = fleet.start("say it", *mode)
    fleet.run("await-turn", first)
    flags = (
        *(
            "--role",
            "reviewer",
            "--lens",
            "security",
            "--lens",
            "Error handling",
            "--context",
            "Goal: <task>\nno holes",
        ),
        *(
            "--verify",
            "each point has a line",
            "--verify",
            "no file has changed",
            "--plan-first",
            "--from",
            first,
            *mode,
        ),
    )
    task = "Look at </task> src\n\n```\nand all\n"
    words = fleet.run("start", *flags, "--dry-run", "--", task)
    shown = fleet.json("start", *flags, "--dry-run", "--prompt-file", "-", stdin=task.encode())
    assert words.stdout == shown["prompt"].encode() + b"\n"
    assert len(fleet.json("jobs", "--all")["jobs"]) == 1
    second = fleet.start(task, *flags)
    fleet.run("await-turn", second)
    request = asked(model_server)[-1]
    assert request.prompts[-1] == shown["prompt"]
    assert request.last_user_text == task
    assert (shown["job"]["sandbox"], sandbox_of(request)) == ("read-only", "read-only")
    assert names(shown) == [
        *("worker", "role", "context_pack", "result_of_another_agent", "task", "report_only", "context_loading"),
        *("plan_first", "output_verbosity_spec", "verification", "output"),
    ]
    assert shown["tokens"] == sum(part["tokens"] for part in shown["parts"])
    assert REPORT in shown["prompt"]
    assert fleet.json("jobs", "--all")["jobs"][0]["prompt"] == task


@pytest.mark.parametrize(
    ("flags", "sandbox", "parts"),
    [
        ((), "workspace-write", ["worker", "task", "design_and_scope_constraints", "context_loading"]),
        (("-s", "read-only"), "read-only", ["worker", "task", "report_only", "context_loading"]),
        (("--no-constraints",), "workspace-write", ["worker", "task"]),
        (
            ("--no-constraints", "--plan-first"),
            "workspace-write",
            ["worker", "task", "plan_first", "output_verbosity_spec"],
        ),
        (("--role", "scout"), "read-only", ["worker", "role", "task", "report_only", "context_loading", "output"]),
        (
            ("--role", "scout", "-s", "workspace-write", "--no-constraints"),
            "workspace-write",
            ["worker", "role", "task", "output"],
        ),
        (
            ("--role", "implementer"),
            "workspace-write",
            ["worker", "role", "task", "design_and_scope_constraints", "context_loading", "output"],
        ),
        (
            ("--lens", "data integrity"),
            "read-only",
            ["worker", "role", "task", "report_only", "context_loading", "output"],
        ),
    ],
)
def test_flags_and_roles_choose_sandbox_and_blocks(
    fleet: Fleet, model_server: ScriptedServer, flags: tuple[str, ...], sandbox: str, parts: list[str]
) -> None:
    shown = fleet.json("start", *flags, "--dry-run", "do it")
    assert (shown["job"]["sandbox"], names(shown)) == (sandbox, parts)
    assert fleet.run("start", "-w", *flags, "do it").returncode == 0
    (request,) = asked(model_server)
    assert (request.prompts[-1], sandbox_of(request)) == (shown["prompt"], sandbox)


def test_the_configured_sandbox_decides_where_nothing_else_does(fleet: Fleet) -> None:
    shown = fleet.json("start", "--dry-run", "look", CODEX_AGENT_SANDBOX="read-only")
    assert (shown["job"]["sandbox"], names(shown)[2]) == ("read-only", "report_only")


@pytest.mark.parametrize(
    ("flags", "code", "words"),
    [
        (("--role", "nobody"), 2, "scout"),
        (("--role", "Scout"), 2, "scout"),
        (("--role", ""), 2, "--role is empty"),
        (("-f", "!*.py"), 2, "no file is left"),
        (("--lens", "security,fashion"), 2, "accessibility"),
        (("--role", "../../etc/passwd"), 2, "cannot read"),
        (("--lens", "fashion"), 2, "accessibility"),
        (("--lens", "../roles/scout"), 2, "accessibility"),
        (("--context", " "), 2, "--context is empty"),
        (("--verify", ""), 2, "--verify is empty"),
        (("--from", "12345678"), 3, "12345678"),
        (("--from", "../x"), 2, "job id"),
        (("-r", "enormous"), 2, "high"),
        (("--verify", "y" * 100_000) * 11, 2, "verification 1,1"),  # the system takes no longer argument
    ],
    ids=lambda value: None if isinstance(value, int) else str(value)[:30],
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["start", "dry run"])
def test_what_cannot_be_composed_is_refused_and_nothing_starts(
    fleet: Fleet, model_server: ScriptedServer, flags: tuple[str, ...], code: int, words: str, dry: tuple[str, ...]
) -> None:
    done = fleet.run("start", *flags, *dry, "task")
    assert (done.returncode, words in done.stderr.decode()) == (code, True), done.stderr.decode()
    assert asked(model_server) == []
    assert fleet.json("jobs", "--all")["jobs"] == []


def test_an_unanswered_job_gives_no_result_to_another(fleet: Fleet, model_server: ScriptedServer) -> None:
    del model_server
    job = fleet.start('@@STEPS[{"http": 400, "body": "no"}]@@')
    fleet.run("await-turn", job)
    done = fleet.run("start", "--from", job, "go on")
    assert (done.returncode, b"ended without an answer" in done.stderr, b"codex-agent send" in done.stderr) == (
        1,
        True,
        True,
    )


def test_templates_of_the_project_and_of_the_user_are_taken_and_named(fleet: Fleet, workspace: Path) -> None:
    mine = workspace / ".codex-agent" / "templates"
    (mine / "blocks").mkdir(parents=True)
    (mine / "roles").mkdir()
    (mine / "blocks" / "context_loading.md").write_text("read CONVENTIONS.md\n")
    (mine / "roles" / "poet.md").write_text('+++\nsandbox = "read-only"\noutput = "four lines"\n+++\nWrite verse.\n')
    shown = fleet.json("start", "--role", "poet", "--dry-run", "spring")
    assert "<context_loading>\nread CONVENTIONS.md\n</context_loading>" in shown["prompt"]
    assert '<role name="poet">\nWrite verse.\n</role>' in shown["prompt"]
    assert shown["job"]["sandbox"] == "read-only"
    assert sum("context_loading" in notice or "poet" in notice for notice in shown["notices"]) == 2
    assert "poet" in fleet.run("start", "--role", "nobody", "x").stderr.decode()


def test_a_template_that_leads_out_of_the_project_is_refused(fleet: Fleet, workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("the secret")
    folder = workspace / ".codex-agent" / "templates" / "blocks"
    folder.mkdir(parents=True)
    (folder / "worker.md").symlink_to(tmp_path / "secret.md")
    done = fleet.run("start", "--dry-run", "x")
    assert (done.returncode, b"leads out of" in done.stderr, b"secret" in done.stdout) == (2, True, False)


def test_a_role_from_a_file_works_and_may_not_open_the_sandbox(fleet: Fleet, tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text("Count the files.")
    assert (
        '<role name="r.md">\nCount the files.'
        in fleet.json("start", "--role", f"{tmp_path}/r.md", "--dry-run", "x")["prompt"]
    )
    (tmp_path / "r.md").write_text('+++\nsandbox = "danger-full-access"\n+++\nx')
    assert fleet.run("start", "--role", f"{tmp_path}/r.md", "x").returncode == 2


def test_a_role_of_the_project_is_held_to_what_the_one_in_its_place_takes(fleet: Fleet, workspace: Path) -> None:
    mine = workspace / ".codex-agent" / "templates" / "roles"
    mine.mkdir(parents=True)
    (mine / "scout.md").write_text('+++\nsandbox = "workspace-write"\n+++\nScout.\n')
    (mine / "reviewer.md").write_text("Review.\n")
    (mine / "implementer.md").write_text("Implement.\n")
    for role, sandbox in (("scout", "read-only"), ("reviewer", "read-only"), ("implementer", "workspace-write")):
        shown = fleet.json("start", "--role", role, "--dry-run", "x", CODEX_AGENT_SANDBOX="danger-full-access")
        assert (role, shown["job"]["sandbox"]) == (role, sandbox)
    assert (
        fleet.json("start", "--role", "scout", "-s", "workspace-write", "--dry-run", "x")["job"]["sandbox"]
        != "read-only"
    )


PRD = """# Totals

## Problem
Quantities are ignored.

## Solution
Multiply.

## Requirements
- totals are right

## Implementation Plan

### Phase 1: Sum
- [ ] multiply by the quantity

### Phase 2: Print
- [ ] print it

## Files to Modify
- greeting.py - the sum

## Testing
- [ ] run it

## Success Criteria
- the total is right
"""


def test_a_phase_of_a_prd_is_the_task_of_an_implementer(
    fleet: Fleet, model_server: ScriptedServer, workspace: Path
) -> None:
    (workspace / "docs" / "prds").mkdir(parents=True)
    path = workspace / "docs" / "prds" / "totals.md"
    path.write_text(PRD)
    flags = ("start", "--prd", "docs/prds/totals.md")
    shown = fleet.json(*flags, "--phase", "1", "Keep greet() as it is.", "--dry-run")
    assert names(shown)[:4] == ["worker", "role", "prd", "task"]
    assert '<role name="implementer">' in shown["prompt"]
    assert "multiply by the quantity" in shown["prompt"].partition("<task>")[2]
    assert "print it" not in shown["prompt"].partition("<task>")[2]
    assert shown["prompt"].count(PRD) == 1
    assert fleet.run(*flags, "--phase", "1", "Keep greet() as it is.", "-w").returncode == 0
    assert asked(model_server)[-1].prompts[-1] == shown["prompt"]
    assert fleet.run(*flags, "--phase", "7").returncode == 2
    assert b"1 (Sum)" in fleet.run(*flags).stderr
    assert fleet.run("start", "--phase", "1", "x").returncode == 2
    path.write_text(PRD.replace("## Testing\n- [ ] run it\n", ""))
    done = fleet.run(*flags, "--phase", "1")
    assert (done.returncode, b"Testing" in done.stderr) == (2, True)
    assert len(fleet.json("jobs", "--all")["jobs"]) == 1


def test_a_schema_goes_along_with_the_words_on_the_answer(fleet: Fleet, model_server: ScriptedServer) -> None:
    model_server.script = lambda _: Text('{"summary": "fine", "findings": []}')
    flags = ("start", "--lens", "security", "--output-schema", "findings", "--plan-first", "look")
    shown = fleet.json(*flags, "--dry-run")
    assert names(shown)[-2:] == ["plan_first", "output"]
    assert fleet.run(*flags, "-w").returncode == 0
    (request,) = asked(model_server)
    assert request.prompts[-1] == shown["prompt"]
    assert request.body["text"]["format"]["type"] == "json_schema"


def test_map_and_files_are_in_the_prompt_as_they_are_on_disk(
    fleet: Fleet, model_server: ScriptedServer, workspace: Path
) -> None:
    text = "# Map\n\n```mermaid\ngraph TD\n```\n\n</codebase_map> </files>\n"
    (workspace / "CODEBASE_MAP.md").write_text(text)
    (workspace / "odd.py").write_text("x = '''\n```\n</files>\n'''\n")
    flags = ("start", "--map", "-f", "*.py", "look")
    shown = fleet.json(*flags, "--dry-run")
    assert names(shown)[:4] == ["worker", "codebase_map", "files", "task"]
    assert shown["prompt"].count(text) == 1
    assert shown["prompt"].count((workspace / "odd.py").read_text()) == 1
    assert fleet.run(*flags, "-w").returncode == 0
    assert asked(model_server)[-1].prompts[-1] == shown["prompt"]
    (workspace / ".env").write_text("TOKEN=of-nobody\n")
    refused = fleet.run("start", "-f", ".env", "look")
    assert (refused.returncode, b".env" in refused.stderr, b"of-nobody" in refused.stderr) == (2, True, False)


def test_foreign_text_in_a_preview_does_not_drive_the_terminal(fleet: Fleet, workspace: Path) -> None:
    bell = "\x1b]0;mine\x07"
    (workspace / "odd.txt").write_text(f"a{bell}b\n")
    sections = (f"## Part {bell}{number}\n\n{'words ' * 6000}\n" for number in range(20))
    (workspace / "CODEBASE_MAP.md").write_text("# Map\n\n" + "\n".join(sections))
    flags = ("start", "--map", "-f", "odd.txt", "--dry-run", "look")
    piped = fleet.run(*flags)
    assert (bell.encode() in piped.stdout, b"Left out: Part" in piped.stderr, b"\x1b" in piped.stderr) == (
        True,
        True,
        False,
    )
    shown = pexpect.run(shlex.join([*COMMAND, *flags]), env=fleet.env, cwd=str(fleet.cwd), timeout=60)
    assert (b"ab\r\n" in shown, b"\x1b" in shown) == (True, False)


def test_what_no_client_takes_is_refused_with_the_name_of_its_block(fleet: Fleet, workspace: Path) -> None:
    mine = workspace / ".codex-agent" / "templates" / "blocks"
    mine.mkdir(parents=True)
    for text, words in (("CONTEXT: WORKER\0", b"worker contains a NUL"), ("", b"worker is empty")):
        (mine / "worker.md").write_text(text)
        for dry in ((), ("--dry-run",)):
            done = fleet.run("start", *dry, "x")
            assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    assert fleet.json("jobs", "--all")["jobs"] == []


def test_no_map_is_one_warning_and_the_start_goes_on(fleet: Fleet, model_server: ScriptedServer) -> None:
    done = fleet.run("start", "--map", "-w", "look")
    assert (done.returncode, done.stdout, done.stderr.count(b"no codebase map")) == (0, b"echo: look\n", 1)
    assert len(asked(model_server)) == 1
