"""From `start` to the answer on the real client: what goes in and comes out byte for byte, what is refused, how waits end."""

from __future__ import annotations

import json
import os
import pty
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from fleet import COMMAND

from codex_agent.demo.directive import compose
from codex_agent.demo.script import Gate, Text

if TYPE_CHECKING:
    from pathlib import Path

    from fleet import Fleet

    from codex_agent.demo.server import ScriptedServer

READ_ONLY = ("-s", "read-only")
INSIDE = (
    """He said "it's" `now`\\n\\\\ and '\\'' left""",
    "$(touch x) `touch x` ${HOME} $0 %s {0} ~ * ?",
    "first\n\n\tsecond\r\nthird\rfourth",
    "Zażółć 🧵 \u202eright to left\u2028separator \ufeffmark é\u0301",
    "bell \x07 escape \x1b[31mred\x1b[0m delete \x7f",
)
# Each costs five turns of the client; what is odd wherever it stands shares them.
TEXTS = {
    "quotes, substitutions, newlines, unicode and control characters": "\n".join(INSIDE),
    "leading dash": "-rf --json -- - done",
    "leading double dash": "--model",
    "trailing newline": "ends with a newline\n",
    "spaces around": "  \n padded \n ",
}
BACKGROUND = [sys.executable, "-I", "-m", "codex_agent.background"]
LIMIT_S = 60


def asked(server: ScriptedServer) -> list[str]:
    """The prompts as they reached the model."""
    return [request.last_user_text for request in server.requests if not request.is_title_request]


def answered(fleet: Fleet, *arguments: str) -> tuple[int, bytes]:
    done = fleet.run(*arguments)
    return done.returncode, done.stdout


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_byte_arrives_from_each_source_and_comes_back(
    fleet: Fleet, model_server: ScriptedServer, workspace: Path, text: str
) -> None:
    model_server.script = lambda request: Text(text)
    expected = (0, text.encode() + b"\n")
    (workspace / "task").write_bytes(text.encode())
    assert answered(fleet, "start", "-w", "--prompt-file", "task", *READ_ONLY) == expected
    assert answered(fleet, "start", "-w", *READ_ONLY, "--", text) == expected
    job = fleet.start(text, *READ_ONLY)  # from standard input
    assert answered(fleet, "await-turn", job) == expected
    assert answered(fleet, "result", job) == expected
    assert fleet.json("await-turn", job)["turn"]["message"] == text
    assert fleet.run("send", job, "--", text).stdout == b"Turn: 2\n"
    assert answered(fleet, "await-turn", job) == expected
    assert fleet.run("send", job, "--file", "task").stdout == b"Turn: 3\n"
    assert answered(fleet, "await-turn", job) == expected
    assert asked(model_server) == [text] * 5
    assert not (workspace / "x").exists()


def test_a_prompt_and_an_answer_of_a_mebibyte_arrive_whole(fleet: Fleet, model_server: ScriptedServer) -> None:
    prompt = ("é" * 1023 + "\n") * 1024
    message = ("ß" * 511 + "\n") * 1024
    model_server.script = lambda request: Text(message)
    done = fleet.run("start", "-w", "-", *READ_ONLY, stdin=prompt.encode())
    assert (done.returncode, done.stdout) == (0, message.encode() + b"\n"), done.stderr
    assert asked(model_server) == [prompt]


def test_the_start_says_what_scripts_and_people_need(fleet: Fleet) -> None:
    done = fleet.run("start", "--name", "W1 Scout", *READ_ONLY, "hello")
    lines = done.stdout.decode().splitlines()
    job = lines[0].removeprefix("Job started: ")
    entry = fleet.json("status", job)["job"]
    assert lines[1] == f"Thread: {entry['thread_id']}"
    assert lines[2].startswith("Model: ")
    assert lines[2].endswith(", reasoning high, sandbox read-only")
    assert f"Wait: codex-agent await-turn {job}" in lines
    assert (entry["name"], entry["cwd"], entry["prompt"]) == ("W1 Scout", str(fleet.cwd), "hello")
    assert done.stderr == b""


def test_a_waiting_start_prints_the_answer_alone_and_says_the_id_beside_it(fleet: Fleet) -> None:
    done = fleet.run("start", "-w", *READ_ONLY, "hello")
    assert (done.returncode, done.stdout) == (0, b"echo: hello\n")
    assert done.stderr.startswith(b"Job started: ")


def test_the_json_of_start_await_and_result_is_one_object_of_job_and_turn(fleet: Fleet) -> None:
    started = fleet.json("start", *READ_ONLY, "hello")
    job = started["job"]["id"]
    for data in (
        started,
        fleet.json("await-turn", job),
        fleet.json("result", job),
        fleet.json("start", "-w", *READ_ONLY, "hello"),
    ):
        assert data.keys() == {"ok", "job", "turn"}
        assert data["ok"] is True
        assert data["job"]["turn"] == data["turn"]["turn"] == 1
    assert data["turn"]["message"] == "echo: hello"
    assert data["turn"]["outcome"] == "completed"


def test_several_jobs_are_told_apart_and_listed_in_json(fleet: Fleet) -> None:
    jobs = {fleet.start(word, *READ_ONLY): word for word in ("one", "two")}
    blocks = fleet.run("await-turn", *jobs).stdout.decode().split("=== ")[1:]
    assert sorted(blocks) == sorted(f"{job} turn 1: completed ===\necho: {word}\n" for job, word in jobs.items())
    data = fleet.json("await-turn", *jobs)
    assert (data["ok"], data["open"]) == (True, [])
    assert {entry["job"]["id"]: entry["turn"]["message"] for entry in data["jobs"]} == {
        job: f"echo: {word}" for job, word in jobs.items()
    }


def test_the_same_job_named_twice_is_one(fleet: Fleet) -> None:
    job = fleet.start("hello", *READ_ONLY)
    assert answered(fleet, "await-turn", job, job[:5]) == (0, b"echo: hello\n")


class TestExitCode:
    def failed(self, fleet: Fleet, step: dict[str, Any]) -> tuple[str, subprocess.CompletedProcess[bytes]]:
        job = fleet.start(compose([step]), *READ_ONLY)
        return job, fleet.run("await-turn", job)

    def test_5_for_a_failed_turn_with_the_reason_beside_an_empty_answer(self, fleet: Fleet) -> None:
        job, done = self.failed(fleet, {"http": 400, "body": {"error": {"message": "this cannot be"}}})
        assert (done.returncode, done.stdout) == (5, b"")
        words = done.stderr.decode()
        assert words.startswith(f"Error: turn 1 of job {job} ended without an answer (failed): ")
        assert "this cannot be" in words
        assert "\n\nHint: " in words

    def test_6_for_a_limit_and_json_names_its_class(self, fleet: Fleet) -> None:
        job, done = self.failed(fleet, {"fail": "insufficient_quota"})
        assert done.returncode == 6, done.stderr
        again = fleet.run("await-turn", job, "--json")
        data = json.loads(again.stdout)
        assert (again.returncode, data["ok"], data["error"]["code"], data["error"]["class"]) == (
            6,
            False,
            "no_answer",
            "usage_limit",
        )
        assert data.keys() == {"ok", "error", "job", "turn"}

    def test_the_worst_of_several_wins_and_the_answers_are_printed(self, fleet: Fleet) -> None:
        bad, _ = self.failed(fleet, {"http": 400, "body": "no"})
        good = fleet.start("fine", *READ_ONLY)
        done = fleet.run("await-turn", good, bad)
        assert done.returncode == 5
        assert f"=== {good} turn 1: completed ===\necho: fine\n" in done.stdout.decode()
        data = fleet.json("await-turn", good, bad)
        assert (data["ok"], len(data["jobs"]), data["error"]["code"]) == (False, 2, "no_answer")

    def test_5_for_a_killed_one(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        gate = Gate(Text("never"))
        model_server.script = lambda request: gate
        job = fleet.start("wait", *READ_ONLY)
        assert fleet.run("kill", job).returncode == 0
        assert answered(fleet, "await-turn", job) == (5, b"")

    def test_124_for_a_time_out_that_leaves_the_agent_alone(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        gate = Gate(Text("late"))
        model_server.script = lambda request: gate
        job = fleet.start("wait", *READ_ONLY)
        done = fleet.run("await-turn", job, "--timeout", "0.2")
        assert (done.returncode, done.stdout) == (124, b"")
        assert done.stderr.decode().endswith(f"Hint: codex-agent await-turn {job}\n")
        error = fleet.json("await-turn", job, "--timeout", "0.2")["error"]
        assert (error["code"], error["hint"]) == ("timeout", f"codex-agent await-turn {job}")
        flags = ("--after", "1", "--any")
        error = fleet.json("await-turn", job, *flags, "--timeout", "0.2")["error"]
        assert error["hint"] == f"codex-agent await-turn {job} --after 1 --any"
        gate.open()
        assert answered(fleet, "await-turn", job) == (0, b"late\n")

    def test_3_for_an_unknown_job_and_2_for_what_is_no_id(self, fleet: Fleet) -> None:
        """What else is no id: tests/unit/cli/test_ids.py."""
        for command in (["await-turn"], ["status"], ["result"], ["send"], ["kill"], ["interrupt"], ["delete"]):
            more = ["text"] if command == ["send"] else []
            assert fleet.run(*command, "00000000", *more).returncode == 3
            assert fleet.run(*command, "--", "../../x", *more).returncode == 2, command
        assert not fleet.home.jobs_dir.exists() or not list(fleet.home.jobs_dir.iterdir())


REFUSED = {
    "an unknown model": ["start", "-m", "$(touch x)", "hi"],
    "a model of the wrong form": ["start", "-m", "../x", "hi"],
    "an unknown level": ["start", "-r", "ultra$(touch x)", "hi"],
    "an unknown sandbox": ["start", "-s", "none", "hi"],
    "a folder that is not there": ["start", "-d", "no/such", "hi"],
    "an image that is not there": ["start", "--image", "no.png", "hi"],
    "a further folder that is not there": ["start", "--add-dir", "no", "hi"],
    "a setting that is none": ["start", "-c", "novalue", "hi"],
    "a setting of ours": ["start", "-c", "notify=['touch','x']", "hi"],
    "a program that is not there": ["start", "--notify-on-complete", "no-such-program x", "hi"],
    "an open quote": ["start", "--notify-on-complete", "echo 'x", "hi"],
    "no minutes": ["start", "--max-minutes", "0", "hi"],
    "not a number": ["start", "--max-minutes", "nan", "hi"],
    "two models": ["start", "--fast", "-m", "gpt-5.5", "hi"],
    "two prompts": ["start", "hi", "--prompt-file", "README.md"],
    "no prompt": ["start"],
    "an empty prompt": ["start", ""],
    "a blank prompt": ["start", " \n"],
    "a prompt file that is not there": ["start", "--prompt-file", "none"],
    "a prompt file that is a folder": ["start", "--prompt-file", "."],
    "two arguments": ["start", "fix", "it"],
    "a mistyped flag": ["start", "--wiat", "hi"],
    "a mistyped command": ["strat", "hi"],
    "a flag without its value": ["start", "hi", "-m"],
    "a name of two lines": ["start", "--name", "a\nb", "hi"],
    "any and all": ["await-turn", "--any", "--all", "00000000"],
    "no time": ["await-turn", "--timeout", "0", "00000000"],
    "a time that is none": ["await-turn", "--timeout", "nan", "00000000"],
    "two ways": ["send", "00000000", "hi", "--queue", "--interrupt"],
    "nothing to kill": ["kill"],
    "everything and something": ["kill", "--all", "00000000"],
    "days that are none": ["clean", "--days", "nan"],
}


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED)
def test_refused_with_nothing_started(fleet: Fleet, model_server: ScriptedServer, arguments: list[str]) -> None:
    plain = fleet.run(*arguments)
    assert (plain.returncode, plain.stdout) == (2, b""), plain.stderr
    assert plain.stderr.startswith(b"Error: ")
    as_json = fleet.run(*arguments, "--json")
    data = json.loads(as_json.stdout)
    assert (as_json.returncode, as_json.stderr, data["ok"]) == (2, b"", False)
    assert data["error"].keys() == {"code", "message", "hint"}
    assert fleet.stored() == []
    assert not model_server.requests
    assert not (fleet.cwd / "x").exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"a\0b", b"\xff\xfe", b"\xed\xa0\x80", b"x" * 1_048_577],
    ids=["empty", "NUL", "not UTF-8", "a lone surrogate", "too long"],
)
def test_a_prompt_that_cannot_be_sent_is_refused_from_each_source(fleet: Fleet, data: bytes) -> None:
    (fleet.cwd / "task").write_bytes(data)
    for done in (fleet.run("start", "-", stdin=data), fleet.run("start", "--prompt-file", "task")):
        assert (done.returncode, done.stdout) == (2, b""), done.stderr
    if len(data) > 1_000_000:
        assert b"1,048,577" in done.stderr
    assert fleet.stored() == []


def test_an_agent_cannot_start_agents(fleet: Fleet) -> None:
    done = fleet.run("start", "hi", CODEX_AGENT_JOB_ID="8abfab85")
    assert done.returncode == 1
    assert b"agent 8abfab85" in done.stderr
    assert fleet.stored() == []


def test_the_parent_session_is_recorded_by_itself(fleet: Fleet) -> None:
    fleet.run("start", "-w", *READ_ONLY, "a", CLAUDE_CODE_SESSION_ID="session-1")
    fleet.run("start", "-w", *READ_ONLY, "b", "--parent-session", "session-2", CLAUDE_CODE_SESSION_ID="session-1")
    found = {job["prompt"]: job["parent_session"] for job in fleet.json("jobs")["jobs"]}
    assert found == {"a": "session-1", "b": "session-2"}


class TestReading:
    def test_an_answer_that_was_printed_is_read_and_not_before(self, fleet: Fleet) -> None:
        for command in (["await-turn"], ["await-turn", "--json"], ["result"], ["status"]):
            job = fleet.start("hello", *READ_ONLY)
            fleet.run("watch", job)
            assert job in fleet.unread()
            fleet.run(*command, job)
            assert fleet.is_read(job), command

    def test_an_answer_that_nobody_could_print_stays_unread(self, fleet: Fleet) -> None:
        job = fleet.start("hello", *READ_ONLY)
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [*COMMAND, "await-turn", job],
                stdout=full,
                stderr=subprocess.PIPE,
                env=fleet.env,
                check=False,
                timeout=60,
            )
        assert done.returncode == 1
        assert b"cannot write to standard output: No space left" in done.stderr
        assert job in fleet.unread()


class TestWaiting:
    """Its words on a terminal tell when a wait has begun."""

    def begin(self, fleet: Fleet, command: list[str]) -> tuple[subprocess.Popen[bytes], int]:
        mine, theirs = pty.openpty()
        process = subprocess.Popen(
            command, cwd=fleet.cwd, env=fleet.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs
        )
        os.close(theirs)
        return process, mine

    def words(self, terminal: int, until: str) -> str:
        seen = b""
        while until.encode() not in seen:
            try:
                data = os.read(terminal, 4096)
            except OSError:  # the other end is closed
                break
            if not data:
                break
            seen += data
        return seen.decode().replace("\r\n", "\n")

    def test_ctrl_c_ends_the_waiting_alone_and_says_how_to_go_on(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        gate = Gate(Text("late"))
        model_server.script = lambda request: gate if request.last_user_text == "slow" else Text("quick answer")
        slow, quick = fleet.start("slow", *READ_ONLY), fleet.start("quick", *READ_ONLY)
        process, terminal = self.begin(fleet, [*COMMAND, "await-turn", slow, quick])
        assert process.stdout is not None
        header = process.stdout.readline()
        assert (header, process.stdout.readline()) == (
            f"=== {quick} turn 1: completed ===\n".encode(),
            b"quick answer\n",
        )
        process.send_signal(signal.SIGINT)
        code = process.wait(LIMIT_S)
        assert code == 130, self.words(terminal, "Hint") + (fleet.home.root / "crash.log").read_text()
        process.stdout.close()
        assert self.words(terminal, f"await-turn {slow}\n").endswith(f"Hint: codex-agent await-turn {slow}\n")
        os.close(terminal)
        gate.open()
        assert answered(fleet, "await-turn", slow) == (0, b"late\n")

    def test_ctrl_c_in_a_waiting_start_has_said_the_id_before(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        gate = Gate(Text("late"))
        model_server.script = lambda request: gate
        process, terminal = self.begin(fleet, [*COMMAND, "start", "-w", *READ_ONLY, "slow"])
        words = self.words(terminal, "Ctrl-C")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=LIMIT_S)
        os.close(terminal)
        assert (process.returncode, out) == (130, b"")
        job = words.removeprefix("Job started: ")[:8]
        gate.open()
        assert answered(fleet, "await-turn", job) == (0, b"late\n")

    def test_any_returns_with_the_first_and_leaves_the_others(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        gate = Gate(Text("late"))
        model_server.script = lambda request: gate if request.last_user_text == "slow" else Text("quick answer")
        slow, quick = fleet.start("slow", *READ_ONLY), fleet.start("quick", *READ_ONLY)
        done = fleet.run("await-turn", "--any", slow, quick)
        assert (done.returncode, done.stdout.decode()) == (0, f"=== {quick} turn 1: completed ===\nquick answer\n")
        gate.open()
        assert answered(fleet, "await-turn", slow) == (0, b"late\n")

    def test_after_waits_for_a_turn_that_is_not_yet_sent(self, fleet: Fleet) -> None:
        job = fleet.start("first", *READ_ONLY)
        assert answered(fleet, "await-turn", job, "--after", "0") == (0, b"echo: first\n")
        process, terminal = self.begin(fleet, [*COMMAND, "await-turn", job, "--after", "1"])
        assert job in self.words(terminal, "Ctrl-C")
        fleet.run("send", job, "second")
        out, _ = process.communicate(timeout=60)
        os.close(terminal)
        assert (process.returncode, out) == (0, b"echo: second\n")


class TestBackground:
    def run(self, fleet: Fleet, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*BACKGROUND, *arguments],
            cwd=fleet.cwd,
            env=fleet.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )

    def test_prints_its_three_lines_and_the_message_last(self, fleet: Fleet) -> None:
        done = self.run(fleet, "-t", "-o", "--", "codex-agent", "start", *READ_ONLY, "hello $(touch x)")
        first, *lines = done.stdout.decode().splitlines()
        job = first.removeprefix("CODEX_AGENT_JOB_ID=")
        assert lines == [
            f"CODEX_AGENT_TURN_COMPLETE={job}",
            f"CODEX_AGENT_DONE={job} status=completed",
            "echo: hello $(touch x)",
        ]
        assert done.returncode == 0
        assert fleet.is_read(job)
        assert not (fleet.cwd / "x").exists()

    def test_without_flags_the_answer_stays_unread(self, fleet: Fleet) -> None:
        done = self.run(fleet, "codex-agent", "start", "--json", *READ_ONLY, "hello")
        lines = done.stdout.decode().splitlines()
        job = lines[0].removeprefix("CODEX_AGENT_JOB_ID=")
        assert lines[1:] == [f"CODEX_AGENT_DONE={job} status=completed"]
        assert fleet.json("jobs")["jobs"][0]["unread"] is True

    def test_goes_on_over_a_follow_up_that_was_queued(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        gate = Gate(Text("one"))
        model_server.script = lambda request: gate if request.last_user_text == "first" else Text("two")
        process = subprocess.Popen(
            [*BACKGROUND, "-t", "-o", "--", "codex-agent", "start", *READ_ONLY, "first"],
            cwd=fleet.cwd,
            env=fleet.env,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        job = process.stdout.readline().decode().strip().removeprefix("CODEX_AGENT_JOB_ID=")
        fleet.run("send", job, "--queue", "second")
        gate.open()
        out, _ = process.communicate(timeout=60)
        turn = f"CODEX_AGENT_TURN_COMPLETE={job}\n"
        assert out.decode() == f"{turn}{turn}CODEX_AGENT_DONE={job} status=completed\ntwo\n"

    def test_ctrl_c_leaves_the_agent_and_says_how_to_go_on(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        gate = Gate(Text("late"))
        model_server.script = lambda request: gate
        pipe = subprocess.PIPE
        command = [*BACKGROUND, "--", "codex-agent", "start", *READ_ONLY, "slow"]
        process = subprocess.Popen(
            command, cwd=fleet.cwd, env=fleet.env, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe
        )
        assert process.stdout is not None
        job = process.stdout.readline().decode().strip().removeprefix("CODEX_AGENT_JOB_ID=")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LIMIT_S)
        assert (process.returncode, out) == (130, b"")
        assert err.decode().endswith(f"Hint: codex-agent await-turn {job}\n")
        gate.open()
        assert answered(fleet, "await-turn", job) == (0, b"late\n")

    def test_runs_the_notify_command_without_a_shell(self, fleet: Fleet) -> None:
        script = fleet.cwd / "tell"
        script.write_text(
            '#!/bin/sh\nprintf "%s|" "$1" "$CODEX_AGENT_JOB_ID" "$CODEX_AGENT_STATUS" "$CODEX_AGENT_ERROR" >told\n'
        )
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        failing = compose([{"http": 400, "body": {"error": {"message": "no way"}}}])
        done = self.run(fleet, "-n", f"{script} '$(touch x) a'", "--", "codex-agent", "start", *READ_ONLY, failing)
        assert done.returncode == 5
        job = done.stdout.decode().splitlines()[0].removeprefix("CODEX_AGENT_JOB_ID=")
        assert f"CODEX_AGENT_DONE={job} status=failed\n" in done.stdout.decode()
        word, told_job, status, error, _ = (fleet.cwd / "told").read_text().split("|")
        assert (word, told_job, status) == ("$(touch x) a", job, "failed")
        assert "no way" in error
        assert not (fleet.cwd / "x").exists()

    def test_passes_on_the_refusal_of_start(self, fleet: Fleet) -> None:
        done = self.run(fleet, "-t", "--", "codex-agent", "start", "-m", "none-such", "hello")
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"unknown model 'none-such'" in done.stderr

    @pytest.mark.parametrize(
        "line",
        ["", "--", "ls -l", "codex-agent jobs", "sh -c true", "-x -- codex-agent start x", "-n", "-n nosuchprogram -- codex-agent start x",
         "-- codex-agent start -w x"],
    )  # fmt: skip
    def test_refuses_anything_else(self, fleet: Fleet, line: str) -> None:
        done = self.run(fleet, *line.split())
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"Hint: codex-bg --help" in done.stderr
        assert fleet.stored() == []
