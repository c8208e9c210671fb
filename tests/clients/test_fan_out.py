"""`fan-out` on the real client: one task over many parts, each agent with its own end, none of them lost."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from fleet import COMMAND
from screens import Screen

from codex_agent.demo.directive import compose
from codex_agent.demo.script import Fail, Gate, Reply, Text

if TYPE_CHECKING:
    from pathlib import Path

    from fleet import Fleet

    from codex_agent.demo.request import Request
    from codex_agent.demo.server import ScriptedServer


def fan_out(fleet: Fleet, *arguments: str, code: int = 0, **options: Any) -> dict[str, Any]:
    done = fleet.run("fan-out", *arguments, "--json", **options)
    assert done.returncode == code, done.stdout.decode() + done.stderr.decode()
    data: dict[str, Any] = json.loads(done.stdout)
    return data


def refused(fleet: Fleet, *arguments: str, **options: Any) -> str:
    """The words of a usage error; nothing was started."""
    done = fleet.run("fan-out", *arguments, **options)
    assert (done.returncode, fleet.json("jobs", "--all")["jobs"]) == (2, [])
    return done.stderr.decode()


def part_of(request: Request) -> str:
    """Which part an agent was given."""
    return request.last_user_text.partition("Your part of this is ")[2].partition(", and that alone")[0]


@pytest.fixture
def modules(workspace: Path) -> Path:
    for name in ("auth", "shop", "built"):
        (workspace / "src" / name).mkdir(parents=True)
        (workspace / "src" / name / "code.py").write_text(f"{name} = 1\n")
    (workspace / "src" / "notes.md").write_text("# Notes\n")
    (workspace / ".gitignore").write_text("built/\n")
    return workspace


def test_one_agent_for_each_path_that_git_does_not_ignore(
    fleet: Fleet, model_server: ScriptedServer, modules: Path
) -> None:
    model_server.script = lambda request: Text(f"read {part_of(request)}")
    done = fan_out(fleet, "List what nothing calls", "--over", "src/*", "--name", "Sweep")
    assert [(one["label"], one["turn"]["message"]) for one in done["jobs"]] == [
        ("src/auth", "read src/auth"),
        ("src/notes.md", "read src/notes.md"),
        ("src/shop", "read src/shop"),
    ]
    jobs = [one["job"] for one in done["jobs"]]
    assert {job["sandbox"] for job in jobs} == {"read-only"}  # they share a folder
    assert [job["name"] for job in jobs] == ["Sweep: src/auth", "Sweep: src/notes.md", "Sweep: src/shop"]
    assert {job["group"] for job in jobs} == {done["group"]}
    assert (done["ok"], done["open"]) == (True, [])
    assert fleet.is_read(*(job["id"] for job in jobs))


def test_one_reviewer_for_each_lens_in_words_for_people(fleet: Fleet, model_server: ScriptedServer) -> None:
    def script(request: Request) -> Reply:
        return Text("nothing found") if "Lens: security" in request.prompts[0] else Text("too slow")

    model_server.script = script
    done = fleet.run("fan-out", "Look at greeting.py", "--lens", "security,performance")
    assert done.returncode == 0, done.stderr.decode()
    parts = dict(part.split(":", 1) for part in done.stdout.decode().split("=== ")[1:])
    answers = {label.split(" ", 1)[1]: rest.split("\n")[1] for label, rest in parts.items()}
    assert answers == {"security": "nothing found", "performance": "too slow"}
    assert done.stderr.decode().count("Job started: ") == 2
    assert "2 answered" in done.stderr.decode()


def test_one_agent_for_each_section_with_its_text(fleet: Fleet, model_server: ScriptedServer, workspace: Path) -> None:
    (workspace / "guide.md").write_text(
        "# Guide\n\nIntro.\n\n## Install\n\nRun it.\n\n### Details\n\nx\n\n## Use\n\nUse it.\n"
    )
    model_server.script = lambda request: Text(part_of(request))
    done = fan_out(fleet, "Check every claim", "--sections", "guide.md")
    assert [(one["label"], one["turn"]["message"]) for one in done["jobs"]] == [
        ("Install", "the section 'Install' of guide.md, lines 5 to 11"),
        ("Use", "the section 'Use' of guide.md, lines 13 to 15"),
    ]
    first = next(request.last_user_text for request in model_server.requests if "'Install'" in request.last_user_text)
    assert "Run it.\n\n### Details\n\nx\n" in first
    assert "Use it." not in first
    assert "has no heading of level 4" in refused_after(fleet, "Check", "--sections", "guide.md", "--level", "4")


def refused_after(fleet: Fleet, *arguments: str) -> str:
    done = fleet.run("fan-out", *arguments)
    assert done.returncode == 2
    return done.stderr.decode()


def test_each_line_is_a_job_as_it_says(fleet: Fleet, workspace: Path) -> None:
    (workspace / "sub").mkdir()
    lines = [
        {"prompt": "one", "name": "first", "reasoning": "low"},
        {"prompt": "two", "cwd": "sub", "files": ["../greeting.py"], "sandbox": "workspace-write"},
        {"prompt": "three", "model": "gpt-5.5", "verify": ["it is done"]},
    ]
    (workspace / "tasks.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    (workspace / "fourth.md").write_text("four\n")
    done = fan_out(fleet, "--each", "tasks.jsonl", "--each", "fourth.md")
    jobs = [one["job"] for one in done["jobs"]]
    assert [one["turn"]["outcome"] for one in done["jobs"]] == ["completed"] * 4
    assert [job["name"] for job in jobs] == ["first", "2: two", "3: three", "fourth.md"]
    assert (jobs[0]["reasoning"], jobs[1]["cwd"]) == ("low", str(workspace / "sub"))
    assert [job["sandbox"] for job in jobs] == ["read-only", "workspace-write", "read-only", "read-only"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"prompt": "x", "speed": 9}', "unknown key 'speed'"),
        ('{"prompt": "x", "files": 3}', "files must be a list of texts"),
        ('{"name": "x"}', "there is no prompt"),
        ('{"prompt": "x", "reasoning": "colossal"}', "colossal"),
        ('{"prompt": "x", "sandbox": "open"}', "open"),
        ('{"prompt": "x", "provider": "nobody"}', "nobody"),
        ('{"prompt": "x", "cwd": "missing"}', "missing"),
        ("[1]", "this is no object"),
        ("{", "this is not JSON"),
    ],
)
def test_a_wrong_line_is_named_before_anything_starts(fleet: Fleet, workspace: Path, line: str, words: str) -> None:
    (workspace / "tasks.jsonl").write_text('{"prompt": "fine"}\n\n' + line + "\n")
    done = fleet.run("fan-out", "--each", "tasks.jsonl")
    said = done.stderr.decode()
    assert done.returncode in (1, 2), said
    assert words in said
    assert said.startswith("Error: tasks.jsonl:3: ")
    assert fleet.json("jobs", "--all")["jobs"] == []


def test_what_cannot_be_divided_is_a_usage_error(fleet: Fleet, modules: Path) -> None:
    assert "nothing to divide by" in refused(fleet, "x")
    assert "several things" in refused(fleet, "x", "--lens", "security", "--over", "src/*")
    assert "matches nothing" in refused(fleet, "x", "--over", "src/*.c")
    assert "no such path" in refused(fleet, "x", "--over", "src/nope")
    assert "below the folder" in refused(fleet, "x", "--over", "../*")
    assert "there is no lens" in refused(fleet, "x", "--lens", "astrology")
    assert "no prompt" in refused(fleet, "--over", "src/*")
    assert "--wait some" in refused(fleet, "x", "--over", "src/*", "--wait", "some")


def test_two_that_would_write_in_one_folder_are_refused_before_they_start(fleet: Fleet, modules: Path) -> None:
    words = refused(fleet, "Mend it", "--over", "src/*", "--role", "implementer")
    assert "it would write in the same folder as src/auth" in words
    assert "--worktree gives each a copy of its own" in words
    assert "it would write" in refused(fleet, "Mend it", "--over", "src/*", "-s", "workspace-write")


def test_worktrees_let_all_of_them_write(fleet: Fleet, modules: Path, client_env: dict[str, str]) -> None:
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.invalid"]
    for words in (["add", "."], ["commit", "--quiet", "--message", "Modules"]):
        subprocess.run([*git, *words], cwd=modules, env=client_env, check=True)
    task = compose([{"shell": "echo more >>greeting.py"}, {"text": "written"}])
    done = fan_out(fleet, task, "--over", "src/*", "--worktree", "-s", "danger-full-access")
    trees = {one["job"]["worktree"]["path"] for one in done["jobs"]}
    assert len(trees) == 3
    assert (modules / "greeting.py").read_text().count("more") == 0
    for one in done["jobs"]:
        assert b"+more" in fleet.run("diff", one["job"]["id"]).stdout


def test_the_failure_of_one_does_not_hide_the_others(fleet: Fleet, model_server: ScriptedServer, modules: Path) -> None:
    def script(request: Request) -> Reply:
        bad = part_of(request) == "src/shop"
        return Fail("context_length_exceeded") if bad else Text(f"read {part_of(request)}")

    model_server.script = script
    done = fleet.run("fan-out", "Read", "--over", "src/*")
    assert done.returncode == 6
    out, talk = done.stdout.decode(), done.stderr.decode()
    assert "read src/auth\n" in out
    assert "read src/notes.md\n" in out
    assert "src/shop: failed ===" in out
    assert "2 answered, 1 without an answer: src/shop" in talk
    again = fan_out(fleet, "Read", "--over", "src/*", code=6)
    assert [(one["label"], one["ok"]) for one in again["jobs"]] == [
        ("src/auth", True),
        ("src/notes.md", True),
        ("src/shop", False),
    ]
    assert again["jobs"][2]["error"]["class"] == "context_limit"
    assert again["error"]["class"] == "context_limit"


def test_one_that_cannot_be_started_leaves_the_others_known(
    fleet: Fleet, modules: Path, client_env: dict[str, str]
) -> None:
    """What only its start finds out: the folder of another is given to one whose own, a worktree, is not there before."""
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.invalid"]
    for words in (["add", "."], ["commit", "-qm", "code"]):
        subprocess.run([*git, *words], cwd=modules, env=client_env, check=True)
    (modules / "tasks.jsonl").write_text(
        '{"prompt": "one"}\n'
        '{"prompt": "two", "worktree": true, "sandbox": "workspace-write", "add_dirs": ["src"]}\n'
        '{"prompt": "three"}\n'
    )
    writer = fleet.start(compose([{"text": "busy", "delay_s": 600}]))
    done = fan_out(fleet, "--each", "tasks.jsonl", code=1)
    assert [one["ok"] for one in done["jobs"]] == [True, False, True]
    assert writer in done["jobs"][1]["error"]["message"]
    assert done["jobs"][1]["job"] is None
    said = fleet.run("fan-out", "--each", "tasks.jsonl")
    assert said.stderr.decode().count("Job started: ") == 2
    assert "=== 2: two: not started ===" in said.stdout.decode()


def test_ctrl_c_leaves_the_agents_running_and_says_how_to_go_on(
    fleet: Fleet, model_server: ScriptedServer, modules: Path
) -> None:
    gate = Gate(Text("late"))
    model_server.script = lambda request: gate
    process = fleet.popen("fan-out", "Read", "--over", "src/*")
    assert gate.await_arrivals(3, timeout_s=60)
    process.send_signal(signal.SIGINT)
    talk = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130
    jobs = [job["id"] for job in fleet.json("jobs")["jobs"]]
    assert len(jobs) == 3
    hint = next(line for line in talk.splitlines() if "await-turn" in line)
    assert sorted(hint.split("await-turn ")[1].split()) == sorted(jobs)
    gate.open()
    assert fleet.run("await-turn", *jobs).returncode == 0


def test_any_returns_with_the_first_and_none_with_the_ids(
    fleet: Fleet, model_server: ScriptedServer, modules: Path
) -> None:
    gate = Gate(Text("late"))

    def script(request: Request) -> Reply:
        return Text("first") if part_of(request) == "src/shop" else gate

    model_server.script = script
    done = fan_out(fleet, "Read", "--over", "src/*", "--wait", "any")
    assert [(one["label"], one["ok"]) for one in done["jobs"] if one["turn"]] == [("src/shop", True)]
    assert (done["ok"], len(done["open"])) == (True, 2)
    said = fleet.run("fan-out", "Read", "--over", "src/*", "--wait", "none").stdout.decode()
    started = [line.split()[2] for line in said.splitlines() if line.startswith("Job started: ")]
    assert f"Wait: codex-agent await-turn {' '.join(started)}" in said
    gate.open()
    assert fleet.run("await-turn", *done["open"], *started).returncode == 0


def test_a_time_out_ends_the_waiting_alone(fleet: Fleet, model_server: ScriptedServer, modules: Path) -> None:
    gate = Gate(Text("late"))
    model_server.script = lambda request: gate
    done = fan_out(fleet, "Read", "--over", "src/*", "--timeout", "6", code=124)
    assert (done["error"]["code"], len(done["open"])) == ("timeout", 3)
    gate.open()
    assert fleet.run("await-turn", *done["open"]).returncode == 0


def test_parallel_bounds_this_call_and_no_other(fleet: Fleet, model_server: ScriptedServer, modules: Path) -> None:
    gate = Gate(Text("late"))
    model_server.script = lambda request: gate
    done = fan_out(fleet, "Read", "--over", "src/*", "--parallel", "2", "--wait", "none")
    assert sorted(one["job"]["status"] for one in done["jobs"]) == ["queued", "running", "running"]
    assert fleet.json("start", "-s", "read-only", "another")["job"]["queue"] is None
    gate.open()
    assert fleet.run("await-turn", *done["open"]).returncode == 0


def test_a_dry_run_shows_every_prompt_and_starts_nothing(fleet: Fleet, modules: Path) -> None:
    done = fleet.run("fan-out", "Read", "--over", "src/*", "--dry-run", "--verify", "it is read")
    out = done.stdout.decode()
    assert done.returncode == 0
    assert [line for line in out.splitlines() if line.startswith("=== ")] == [
        "=== src/auth ===",
        "=== src/notes.md ===",
        "=== src/shop ===",
    ]
    assert out.count("it is read") == 3
    assert "3 agents, " in done.stderr.decode()
    entries = fan_out(fleet, "Read", "--over", "src/*", "--dry-run")["jobs"]
    assert [one["sandbox"] for one in entries] == ["read-only"] * 3
    assert fleet.json("jobs", "--all")["jobs"] == []


def test_on_a_terminal_there_is_one_live_table(fleet: Fleet, model_server: ScriptedServer, modules: Path) -> None:
    gate = Gate(Text("late"))
    model_server.script = lambda request: gate
    screen = Screen(fleet, *COMMAND, "fan-out", "Read", "--over", "src/*")
    screen.await_text("running working", times=3)
    screen.await_text("Ctrl-C ends the waiting")
    gate.open()
    screen.await_text("3 answered")
    assert screen.end() == 0


def test_what_is_in_the_way_of_one_of_them_is_said_before_the_first_starts(
    fleet: Fleet, model_server: ScriptedServer, modules: Path
) -> None:
    gate = Gate(Text("written"))
    model_server.script = lambda request: gate if "Write" in request.last_user_text else Text("read")
    writer = fleet.start("Write")
    lines = [{"prompt": "look", "sandbox": "read-only"}, {"prompt": "mend", "sandbox": "workspace-write"}]
    (modules / "tasks.jsonl").write_text("\n".join(map(json.dumps, [*lines, lines[0]])))
    done = fleet.run("fan-out", "--each", "tasks.jsonl")
    assert (done.returncode, len(fleet.json("jobs", "--all")["jobs"])) == (1, 1), done.stderr.decode()
    assert f"tasks.jsonl:2: agent {writer} is at work" in done.stderr.decode()
    shown = fleet.run("fan-out", "--each", "tasks.jsonl", "--dry-run")
    assert shown.returncode == 0, shown.stderr.decode()
    assert b"3 agents, " in shown.stderr
    assert b"1 agent, " in fleet.run("fan-out", "Read", "--over", "src/auth", "--dry-run").stderr
    gate.open()
    fleet.json("await-turn", writer)


def test_parts_that_wait_do_so_in_their_order(fleet: Fleet, modules: Path) -> None:
    prompts = [f"task {number}" for number in range(6)]
    (modules / "tasks.jsonl").write_text("\n".join(json.dumps({"prompt": prompt}) for prompt in prompts))
    fan_out(fleet, "--each", "tasks.jsonl", "--parallel", "1")
    jobs = sorted(fleet.json("jobs", "--all")["jobs"], key=lambda job: str(job["started_at"]))
    assert [job["prompt"] for job in jobs] == prompts
