"""Gemini agents from start to end on the real client: answers, threads, sandboxes, ends of every kind, many at once."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
from fleet import Fleet

from codex_agent import processes
from codex_agent.demo.directive import compose
from codex_agent.demo.gemini.request import GeminiRequest
from codex_agent.demo.gemini.server import ScriptedGemini
from codex_agent.demo.gemini.settings import client_settings
from codex_agent.demo.gemini.wire import error_body
from codex_agent.demo.script import (
    DropStream,
    Gate,
    HttpError,
    Items,
    Reply,
    Sequence,
    Shell,
    Text,
    ToolCall,
    Usage,
)
from codex_agent.demo.server import ScriptedServer
from codex_agent.jobs import Identity

MODEL = "gemini-3.8-flash"
GEMINI = ("--provider", "gemini", "-m", MODEL, "--no-constraints")
WRITES = ("-s", "workspace-write")
YOLO = ("-s", "danger-full-access")
WORKERS = 8


def awaited(agents: Fleet, job: str) -> dict[str, Any]:
    return agents.json("await-turn", job)


def finished(agents: Fleet, server: ScriptedGemini, reply: Reply, *flags: str) -> dict[str, Any]:
    """A turn that has ended, with that answer of the model."""
    server.script = lambda _: reply
    return awaited(agents, agents.start("task", *GEMINI, *flags))


def last_texts(server: ScriptedGemini) -> tuple[str, ...]:
    """The person's messages in the newest conversation; the first one is composed."""
    return server.conversations[-1].user_texts


class TestATurn:
    def test_start_await_and_result_agree_and_say_what_is_not_protected(
        self, agents: Fleet, gemini_server: ScriptedGemini
    ) -> None:
        gemini_server.script = lambda _: Text("the answer", usage=Usage(input=700, cached=200, output=90, reasoning=30))
        started = agents.run("start", *GEMINI, "hello")
        lines = started.stdout.decode().splitlines()
        job = lines[0].removeprefix("Job started: ")
        assert started.stderr.startswith(b"Note: read-only: ")
        assert b"no sandbox of the system" in started.stderr
        assert lines[2] == f"Model: {MODEL}, sandbox read-only"
        assert agents.run("await-turn", job).stdout == b"the answer\n"
        assert agents.run("result", job).stdout == b"the answer\n"
        entry = agents.json("status", job)["job"]
        assert lines[1] == f"Thread: {entry['thread_id']}"
        assert (entry["provider"], entry["status"], entry["sandbox"], entry["reasoning"]) == (
            *("gemini", "completed", "read-only"),
            None,
        )
        assert {key: entry["tokens"][key] for key in ("input", "cached_input", "output", "reasoning_output")} == {
            "input": 700,
            "cached_input": 200,
            "output": 90,
            "reasoning_output": 30,
        }
        signalled = json.loads(agents.home.signal(job).read_text())
        assert (signalled["status"], signalled["last_agent_message"]) == ("completed", "the answer")
        assert "the answer\n\n=== turn 1 completed ===" in agents.run("output", job).stdout.decode()

    def test_a_follow_up_goes_on_in_the_same_session_and_counts_on(
        self, agents: Fleet, gemini_server: ScriptedGemini
    ) -> None:
        job = agents.start("first", *GEMINI)
        one = awaited(agents, job)
        assert agents.run("send", job, "second").stdout == b"Turn: 2\n"
        two = awaited(agents, job)
        assert one["job"]["thread_id"] == two["job"]["thread_id"]
        assert last_texts(gemini_server)[1:] == ("second",)
        assert gemini_server.conversations[-1].answers == (one["turn"]["message"],)
        assert (two["turn"]["tokens"]["total"], two["job"]["tokens"]["total"]) == (1050, 2100)

    def test_every_byte_of_a_prompt_arrives(
        self, agents: Fleet, gemini_server: ScriptedGemini, workspace: Path
    ) -> None:
        """Each turn costs a start of the client: what is odd at its edges is sent by itself, the rest at once."""
        inside = """He said "it's" `now`\\n\\\\ and '\\'' left
$(touch x) `touch x` ${HOME} %s {0} ~ * ?
first\n\n\tsecond\r\nthird
Zażółć 🧵 \u202eright to left\u2028separator \ufeffmark é\u0301"""
        at_its_edges = (
            "-rf --json -- - done",
            "@dataclass and somebody@example.org",
            "// no command",
            "  \n padded \n ",
        )
        whole = "\n".join([*at_its_edges[:2], inside, *at_its_edges[2:]])
        job = agents.start(whole, *GEMINI)
        awaited(agents, job)
        assert whole in gemini_server.conversations[0].user_texts[0]
        for text in (inside, *at_its_edges):
            agents.run("send", job, "-", stdin=text.encode())
            awaited(agents, job)
            assert last_texts(gemini_server)[-1] == text
        assert not (workspace / "x").exists()

    def test_a_prompt_of_a_mebibyte_arrives_whole_and_so_does_its_answer(
        self, agents: Fleet, gemini_server: ScriptedGemini
    ) -> None:
        task = "".join(f"line {number}: é 'quoted' \"twice\" $(x)\n" for number in range(40_000))[: 1 << 20]
        answer = "".join(f"{number} ß\n" for number in range(100_000))
        gemini_server.script = lambda _: Text(answer)
        done = agents.run("start", "-w", *GEMINI, "-", stdin=task.encode())
        assert (done.returncode, done.stdout) == (0, answer.encode() + b"\n"), done.stderr
        assert task in gemini_server.conversations[0].user_texts[0]

    def test_what_the_client_would_take_for_a_command_or_a_file_is_text(
        self, agents: Fleet, gemini_server: ScriptedGemini, workspace: Path
    ) -> None:
        job = agents.start("begin", *GEMINI)
        awaited(agents, job)
        for text, given in (("/init", "\n/init"), ("see @README.md and @greet", "see \\@README.md and @greet")):
            agents.run("send", job, text)
            awaited(agents, job)
            assert last_texts(gemini_server)[-1] == given
        assert not (workspace / "GEMINI.md").exists()
        assert "# Sample" not in json.dumps(gemini_server.conversations[-1].body["contents"])
        agents.run("kill", job)  # returns when the client is gone
        assert not list(agents.home.jobs_dir.glob("*.stdin"))

    def test_a_turn_is_live_while_it_runs(self, agents: Fleet, gemini_server: ScriptedGemini) -> None:
        gate = Gate(Text("late"))
        write = ToolCall("write_file", {"file_path": "made.txt", "content": "x"})
        gemini_server.script = lambda _: Sequence([Items([Text("I write."), write]), gate])
        job = agents.start("go", *GEMINI, *WRITES)
        assert gate.await_arrivals()
        entry = agents.json("status", job)["job"]
        assert (entry["status"], entry["turn_state"], entry["files_modified"]) == ("running", "working", ["made.txt"])
        assert (entry["tokens"]["total"], entry["model"]) == (1050, MODEL)
        gate.open()
        assert awaited(agents, job)["turn"]["message"] == "late"

    def test_events_can_be_watched_as_ours(self, agents: Fleet, gemini_server: ScriptedGemini) -> None:
        gemini_server.script = lambda _: Sequence([ToolCall("list_directory", {"dir_path": "."}), Text("seen")])
        job = agents.start("look", *GEMINI)
        awaited(agents, job)
        events = [json.loads(line) for line in agents.run("watch", job, "--json").stdout.splitlines()]
        assert [event["event"] for event in events] == [
            *("thread_started", "turn_started", "settings_seen", "tool_started", "tool_ended"),
            *("message_part", "message_part", "turn_used", "turn_completed"),
        ]

    def test_an_attempt_that_broke_off_is_no_part_of_the_answer(
        self, agents: Fleet, gemini_server: ScriptedGemini, client_home: Path
    ) -> None:
        (client_home / ".gemini" / "settings.json").write_text(client_settings(attempts=3))
        replies = iter([DropStream([Text("half of the ans")]), Text("the whole answer")])
        gemini_server.script = lambda _: next(replies)
        job = agents.start("go", *GEMINI)
        assert awaited(agents, job)["turn"]["message"] == "the whole answer"

    def test_an_answer_that_must_fit_a_schema_is_told_so_checked_and_asked_for_once_more(
        self, agents: Fleet, gemini_server: ScriptedGemini, workspace: Path
    ) -> None:
        schema = {"type": "object", "required": ["count"], "properties": {"count": {"type": "integer"}}}
        (workspace / "schema.json").write_text(json.dumps(schema))
        replies = iter([Text('{"count": "many"}'), Text('{"count": 3}')])
        gemini_server.script = lambda _: next(replies)
        done = agents.run("start", "-w", *GEMINI, "--output-schema", "schema.json", "how many")
        assert (done.returncode, json.loads(done.stdout)) == (0, {"count": 3}), done.stderr
        assert json.dumps(schema) in gemini_server.conversations[0].user_texts[0]


class TestSandbox:
    EDITS = Sequence(
        [
            ToolCall("write_file", {"file_path": "made.txt", "content": "x"}),
            ToolCall(
                "replace",
                {"file_path": "README.md", "old_string": "# Sample", "new_string": "# Done", "instruction": "change"},
            ),
            Shell("echo x > shell.txt"),
            Text("tried"),
        ]
    )

    def test_read_only_changes_nothing_even_where_the_user_allows_every_tool(
        self, agents: Fleet, gemini_server: ScriptedGemini, client_home: Path, workspace: Path
    ) -> None:
        allowing = json.loads(client_settings())
        allowing["tools"] = {"allowed": ["run_shell_command", "write_file", "replace"]}
        allowing["general"]["defaultApprovalMode"] = "auto_edit"
        (client_home / ".gemini" / "settings.json").write_text(json.dumps(allowing))
        rule = '[[rule]]\ntoolName = "run_shell_command"\ndecision = "allow"\npriority = 999\n'
        (client_home / ".gemini" / "policies").mkdir()
        (client_home / ".gemini" / "policies" / "mine.toml").write_text(rule)
        before = sorted(path.name for path in workspace.iterdir())
        ended = finished(agents, gemini_server, self.EDITS)
        assert (ended["turn"]["message"], ended["job"]["files_modified"]) == ("tried", [])
        assert sorted(path.name for path in workspace.iterdir()) == before
        assert (workspace / "README.md").read_text() == "# Sample\n"
        assert not {"write_file", "replace", "run_shell_command"} & set(gemini_server.conversations[0].tools)

    def test_workspace_write_edits_files_here_and_runs_no_commands(
        self, agents: Fleet, gemini_server: ScriptedGemini, workspace: Path
    ) -> None:
        ended = finished(agents, gemini_server, self.EDITS, *WRITES)
        assert ended["job"]["files_modified"] == ["made.txt", "README.md"]
        assert (workspace / "README.md").read_text() == "# Done\n"
        assert not (workspace / "shell.txt").exists()
        outside = ToolCall("write_file", {"file_path": str(workspace.parent / "out.txt"), "content": "x"})
        assert finished(agents, gemini_server, Sequence([outside, Text("x")]), *WRITES)["job"]["files_modified"] == []
        assert not (workspace.parent / "out.txt").exists()

    def test_danger_full_access_runs_commands(
        self, agents: Fleet, gemini_server: ScriptedGemini, workspace: Path
    ) -> None:
        finished(agents, gemini_server, self.EDITS, *YOLO)
        assert (workspace / "shell.txt").read_text() == "x\n"
        note = agents.run("start", "-w", *GEMINI, *YOLO, "go").stderr
        assert b"nothing on this machine is protected" in note

    def test_a_further_folder_can_be_written(
        self, agents: Fleet, gemini_server: ScriptedGemini, client_home: Path
    ) -> None:
        other = client_home / "other"
        other.mkdir()
        write = ToolCall("write_file", {"file_path": str(other / "made.txt"), "content": "x"})
        reply = Sequence([write, Text("written")])
        ended = finished(agents, gemini_server, reply, *WRITES, "--add-dir", str(other))
        assert ended["job"]["files_modified"] == [str(other / "made.txt")]

    def test_a_folder_that_the_user_does_not_trust_is_refused(
        self, agents: Fleet, client_home: Path, workspace: Path
    ) -> None:
        rules = {str(client_home): "TRUST_FOLDER", str(workspace): "DO_NOT_TRUST"}
        (client_home / ".gemini" / "trustedFolders.json").write_text(json.dumps(rules))
        done = agents.run("start", *GEMINI, "hello")
        assert done.returncode == 1
        assert b"not to be trusted" in done.stderr
        assert agents.json("jobs")["jobs"] == []


QUOTA = {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaId": "RequestsPerDay"}]}
FAILURES: dict[str, tuple[Reply, str, int, str]] = {
    "a rate limit": (HttpError(429, error_body(429, "slow down")), "rate_limit", 6, "slow down"),
    "a daily quota": (HttpError(429, error_body(429, "over", QUOTA)), "usage_limit", 6, "daily quota"),
    "too many tokens": (
        HttpError(400, error_body(400, "The input token count (9) exceeds the maximum number of tokens allowed (8).")),
        *("context_limit", 6, "exceeds the maximum"),
    ),
    "no login": (HttpError(401, error_body(401, "bad credentials")), "auth", 5, "bad credentials"),
    "no such model": (HttpError(404, error_body(404, "models/x is not found")), "model", 5, "models/x"),
    "a server error": (HttpError(500, error_body(500, "boom")), "network", 5, "boom"),
    "garbage": (HttpError(200, "this is no event stream"), "network", 5, "Incomplete JSON"),
    "a stream that breaks off": (DropStream([Text("half")]), "other", 5, "without a finish reason"),
    "a loop": (ToolCall("list_directory", {"dir_path": "."}), "other", 5, "Loop detected"),
}


class TestFailure:
    @pytest.mark.parametrize(("reply", "error_class", "code", "words"), FAILURES.values(), ids=FAILURES)
    def test_is_classified_with_the_apis_own_words(
        self, agents: Fleet, gemini_server: ScriptedGemini, reply: Reply, error_class: str, code: int, words: str
    ) -> None:
        gemini_server.script = lambda _: reply
        job = agents.start("task", *GEMINI)
        done = agents.run("await-turn", job, "--json")
        data = json.loads(done.stdout)
        assert (done.returncode, data["error"]["class"], data["job"]["status"]) == (code, error_class, "failed")
        assert words in data["turn"]["error"]["message"]

    def test_a_conversation_that_no_longer_fits_is_no_success_in_the_middle_of_a_turn(
        self, agents: Fleet, gemini_server: ScriptedGemini, workspace: Path
    ) -> None:
        (workspace / "big.txt").write_text(("y" * 200 + "\n") * 600)
        read = ToolCall("read_file", {"file_path": "big.txt"}, usage=Usage(input=1_048_000, output=10))
        ended = finished(agents, gemini_server, Sequence([read, Text("never")]))
        assert (ended["ok"], ended["turn"]["error"]["class"]) == (False, "context_limit")

    def test_a_missing_key_is_told_at_the_start(self, agents: Fleet) -> None:
        done = agents.run("start", *GEMINI, "hello", GEMINI_API_KEY="")
        assert done.returncode == 5
        assert b"GEMINI_API_KEY" in done.stderr
        error = agents.json("start", *GEMINI, "hello", GEMINI_API_KEY="")["error"]
        assert error["class"] == "auth"

    def test_a_server_that_is_not_there_is_the_network(self, agents: Fleet) -> None:
        done = agents.run("start", "-w", *GEMINI, "hello", GOOGLE_GEMINI_BASE_URL="http://127.0.0.1:9")
        assert done.returncode == 5
        assert b"fetch failed" in done.stderr

    def test_attempts_are_few_unless_the_user_wants_more(
        self, agents: Fleet, gemini_server: ScriptedGemini, client_home: Path
    ) -> None:
        settings = json.loads(client_settings())
        del settings["general"]["maxAttempts"]
        (client_home / ".gemini" / "settings.json").write_text(json.dumps(settings))
        ended = finished(agents, gemini_server, HttpError(429, error_body(429, "slow down")))
        assert ended["turn"]["error"]["class"] == "rate_limit"
        assert len(gemini_server.conversations) == 3

    def test_a_client_that_ends_without_a_result_has_not_succeeded(self, agents: Fleet, client_home: Path) -> None:
        for case, lines, words in (
            ("garbage", "echo no json; echo; head -c 300000 /dev/zero; echo '[1]'", "code 0"),
            ("silence", "exit 0", "code 0"),
            ("a signal", "kill -TERM $$", "SIGTERM"),
            ("a start alone", 'echo \'{"type":"init","session_id":"s1"}\'; exit 0', "code 0"),
            ("words", "echo Error: out of order >&2; exit 1", "out of order"),
        ):
            fake = client_home / f"fake-gemini {case}"
            fake.write_text(f"#!/bin/sh\ncat >/dev/null\n{lines}\n")
            fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
            flags = ("--provider", "gemini", "--no-constraints")
            done = agents.run("start", "-w", *flags, "hello", CODEX_AGENT_GEMINI=str(fake))
            assert (done.returncode, done.stdout) == (5, b""), case
            assert words in done.stderr.decode(), case


class TestRefused:
    def test_with_nothing_started(self, agents: Fleet, gemini_server: ScriptedGemini) -> None:
        for flags in (
            ("-r", "high"),
            ("--image", "README.md"),
            ("--profile", "p"),
            ("-c", "a=1"),
            ("--search",),
            ("--network",),
            ("--interactive",),
            ("-s", "none"),
            ("-m", "no-such-model"),
            ("--add-dir", "no/such"),
        ):
            done = agents.run("start", "--provider", "gemini", *flags, "hello")
            assert (done.returncode, done.stdout) == (2, b""), (flags, done.stderr)
            assert agents.stored() == [], flags
        assert not gemini_server.requests

    def test_an_unknown_provider_is_refused_with_the_known_ones(self, agents: Fleet) -> None:
        for name in ("claude", "terminal"):
            done = agents.run("start", f"--provider={name}", "hello")
            assert (done.returncode, done.stdout) == (2, b""), name
            assert b"valid: openai, gemini" in done.stderr

    def test_a_missing_client_is_told_with_the_command_that_installs_it(self, agents: Fleet) -> None:
        done = agents.run("start", *GEMINI, "hello", CODEX_AGENT_GEMINI="/no/such/gemini")
        assert done.returncode == 1
        assert b"npm install -g @google/gemini-cli" in done.stderr

    def test_one_that_is_too_old_too(self, agents: Fleet, client_home: Path) -> None:
        folder = client_home / "old"
        folder.mkdir()
        (folder / "package.json").write_text('{"name": "@google/gemini-cli", "version": "0.9.3"}')
        (folder / "gemini").write_text("#!/bin/sh\n")
        (folder / "gemini").chmod(0o755)
        done = agents.run("start", *GEMINI, "hello", CODEX_AGENT_GEMINI=str(folder / "gemini"))
        assert done.returncode == 1
        assert b"gemini 0.9.3 is too old" in done.stderr


class TestEnding:
    def test_a_kill_ends_the_client_and_what_its_shell_runs(
        self, agents: Fleet, gemini_server: ScriptedGemini, workspace: Path
    ) -> None:
        gemini_server.script = lambda _: Shell("mkfifo made; (setsid sleep 3600 &) ; cat made")
        job = agents.start("go", *GEMINI, *YOLO)
        seen = self._tree_with(job, {"cat", "sleep"})
        assert {"cat", "sleep", "node"} <= set(seen.values())
        done = agents.run("kill", job)
        assert done.returncode == 0, done.stderr
        assert "none left" in done.stdout.decode()
        assert not [name for who, name in seen.items() if processes.lives(who)]
        assert agents.json("status", job)["job"]["status"] == "killed"
        assert agents.run("await-turn", job).returncode == 5

    @staticmethod
    def _tree_with(job: str, names: set[str]) -> dict[Identity, str]:
        """The job's processes, once those of these names are among them. The model is asked nothing more, so nothing tells of it."""
        while True:
            with contextlib.suppress(psutil.NoSuchProcess):  # one that is short-lived
                found = {who: psutil.Process(who.pid).name() for who in processes.tree(job, ())}
                if names <= set(found.values()):
                    return found

    def test_an_interrupted_turn_can_be_followed_up_in_the_same_session(
        self, agents: Fleet, gemini_server: ScriptedGemini
    ) -> None:
        gate = Gate(Text("never"))
        gemini_server.script = lambda request: gate if request.last_user_text.endswith("slow") else Text("fine")
        job = agents.start("begin", *GEMINI)
        thread = awaited(agents, job)["job"]["thread_id"]
        agents.run("send", job, "something slow")
        assert gate.await_arrivals()
        assert agents.json("interrupt", job)["turn"]["outcome"] == "interrupted"
        agents.run("send", job, "something quick")
        ended = awaited(agents, job)
        assert (ended["turn"]["message"], ended["job"]["thread_id"]) == ("fine", thread)
        assert last_texts(gemini_server)[-1].endswith("something quick")

    def test_a_message_can_interrupt_and_redirect(self, agents: Fleet, gemini_server: ScriptedGemini) -> None:
        gate = Gate(Text("never"))
        gemini_server.script = lambda request: Text("other") if "rather" in request.last_user_text else gate
        job = agents.start("slow", *GEMINI)
        assert gate.await_arrivals()
        agents.run("send", job, "rather this", "--interrupt")
        assert awaited(agents, job)["turn"]["message"] == "other"
        assert agents.run("send", job, "steer", "--steer").returncode == 1

    def test_the_wall_clock_limit_ends_it_with_its_reason(self, agents: Fleet, gemini_server: ScriptedGemini) -> None:
        gate = Gate(Text("never"))
        gemini_server.script = lambda _: gate
        started = agents.json("start", *GEMINI, "go", "--max-minutes", "0.05")
        ended = awaited(agents, started["job"]["id"])  # a busy machine may take longer than that to have a thread
        assert (ended["job"]["status"], ended["turn"]["error"]["class"]) == ("killed", "timeout")

    def test_a_killed_client_is_seen_whatever_it_said(self, agents: Fleet, gemini_server: ScriptedGemini) -> None:
        """The client ends with 0 and without a word when it is told to end from outside."""
        gate = Gate(Text("never"))
        gemini_server.script = lambda _: gate
        job = agents.start("go", *GEMINI)
        assert gate.await_arrivals()
        os.kill(agents.json("status", job)["job"]["agent_pid"], signal.SIGTERM)
        ended = awaited(agents, job)
        assert (ended["job"]["status"], ended["turn"]["error"]["class"]) == ("failed", "crashed")

    def test_a_supervisor_that_dies_changes_nothing(self, agents: Fleet, gemini_server: ScriptedGemini) -> None:
        gate = Gate(Text("after all", usage=Usage(input=900, output=100)))
        look = ToolCall("list_directory", {"dir_path": "."})
        gemini_server.script = lambda _: Sequence([Items([Text("I look."), look]), gate])
        job = agents.start("go", *GEMINI)
        assert gate.await_arrivals()
        assert agents.signal_supervisor(signal.SIGKILL)
        gate.open()
        ended = awaited(agents, job)
        assert (ended["turn"]["message"], ended["turn"]["tokens"]["total"]) == ("after all", 2050)

    def test_a_deleted_job_takes_its_session_along(self, agents: Fleet) -> None:
        job = agents.start("hello", *GEMINI)
        awaited(agents, job)
        chats = agents.home.client_dir("gemini")
        assert len(list(chats.rglob("session-*.jsonl"))) == 1
        assert agents.run("delete", job).returncode == 0
        assert not list(chats.rglob("session-*.jsonl"))


class TestHome:
    def test_a_client_that_starts_deletes_no_session_of_others(
        self, agents: Fleet, gemini_server: ScriptedGemini
    ) -> None:
        """A session that was resumed in another minute has a second file without any message, which the client clears away."""
        job = agents.start("first", *GEMINI)
        thread = awaited(agents, job)["job"]["thread_id"]
        (history,) = agents.home.client_dir("gemini").rglob(f"session-*-{thread[:8]}.jsonl")
        opening = history.read_text().splitlines(keepends=True)[:2]
        history.with_name(f"session-2026-01-01T00-00-{thread[:8]}.jsonl").write_text("".join(opening))
        awaited(agents, agents.start("another", *GEMINI))
        agents.run("send", job, "second")
        assert awaited(agents, job)["ok"]
        assert gemini_server.conversations[-1].user_texts[1:] == ("second",)

    def test_the_users_own_folder_stays_as_it_was_and_counts(
        self, agents: Fleet, gemini_server: ScriptedGemini, client_home: Path
    ) -> None:
        theirs = client_home / ".gemini"
        (theirs / "GEMINI.md").write_text("Always say PLUGH.\n")
        before = {path: path.read_bytes() for path in theirs.rglob("*") if path.is_file()}
        job = agents.start("hello", *GEMINI)
        awaited(agents, job)
        assert {path: path.read_bytes() for path in theirs.rglob("*") if path.is_file()} == before
        assert "PLUGH" in json.dumps(gemini_server.conversations[0].body)

    def test_damaged_settings_are_told_before_anything_starts(self, agents: Fleet, client_home: Path) -> None:
        (client_home / ".gemini" / "settings.json").write_text("{bad")
        done = agents.run("start", *GEMINI, "hello")
        assert done.returncode == 1
        assert b"settings.json" in done.stderr

    def test_the_configured_provider_model_and_sandbox_are_taken(self, agents: Fleet) -> None:
        chosen = {"CODEX_AGENT_PROVIDER": "gemini", "CODEX_AGENT_GEMINI_MODEL": "flash", "CODEX_AGENT_MODEL": "gpt-5.5"}
        entry = agents.json("start", "-w", "hello", CODEX_AGENT_GEMINI_SANDBOX="workspace-write", **chosen)["job"]
        assert (entry["provider"], entry["sandbox"]) == ("gemini", "workspace-write")
        assert entry["status"] == "completed"


class TestTools:
    def test_health_knows_the_client_and_how_it_logs_in(self, agents: Fleet) -> None:
        found = agents.json("health")["checks"]["gemini"]
        assert (found["ok"], found["needed"], found["auth"]) == (True, False, "gemini-api-key")
        assert found["version"]
        missing = agents.json("health", CODEX_AGENT_GEMINI="/no/such")
        assert missing["checks"]["gemini"]["value"] == "not installed, optional"

    def test_models_are_those_that_the_client_lists(self, agents: Fleet, gemini_server: ScriptedGemini) -> None:
        data = agents.json("models", "--provider", "gemini", GEMINI_MODEL="")
        assert data["provider"] == "gemini"
        assert MODEL in {model["slug"] for model in data["models"]}
        assert [model["slug"] for model in data["models"] if model["default"]] == ["auto"]
        (fast,) = [model["slug"] for model in data["models"] if model["fast"]]
        assert "lite" in fast
        assert not gemini_server.requests

    def test_a_model_is_one_that_it_lists_or_is_refused_before_anything_starts(
        self, agents: Fleet, gemini_server: ScriptedGemini
    ) -> None:
        refused = agents.run("start", "--provider", "gemini", "-m", "gemini-1", "hello", GEMINI_MODEL="")
        assert refused.returncode == 2
        assert MODEL.encode() in refused.stderr
        assert agents.json("jobs", "--all")["jobs"] == []
        assert agents.run("start", "-w", *GEMINI, "hello", GEMINI_MODEL="").returncode == 0
        assert [request.model for request in gemini_server.conversations] == [MODEL]

    def test_the_fast_model_is_the_smallest_that_it_lists(self, agents: Fleet, gemini_server: ScriptedGemini) -> None:
        assert agents.run("start", "-w", "--provider", "gemini", "--fast", "hello").returncode == 0
        assert "lite" in gemini_server.conversations[0].model

    def test_the_doctor_makes_a_round_trip(self, agents: Fleet) -> None:
        data = agents.json("doctor", "--provider", "gemini")
        assert (data["ok"], [step["ok"] for step in data["steps"]]) == (True, [True] * 5)
        assert agents.json("jobs", "--all")["jobs"] == []

    def test_use_is_summed_by_provider(self, agents: Fleet) -> None:
        agents.run("start", "-w", *GEMINI, "hello")
        agents.run("start", "-w", "-s", "read-only", "hello")
        sums = {use["provider"]: use["tokens"]["total"] for use in agents.json("usage")["provider"]}
        assert sums == {"gemini": 1050, "openai": 1050}


def test_eight_of_each_work_in_one_folder_at_once_and_their_threads_stay_whole(
    agents: Fleet, gemini_server: ScriptedGemini, model_server: ScriptedServer
) -> None:
    """Twice the same, then a second turn each: a client that starts must not disturb those that have started."""
    gate, other = Gate(Text("through")), Gate(Text("through"))
    words = [f"{provider} {number}" for number in range(WORKERS) for provider in ("gemini", "openai")]

    def start(word: str) -> str:
        provider = word.split(maxsplit=1)[0]
        flags = GEMINI if provider == "gemini" else ("-s", "read-only", "--no-constraints")
        return agents.start(word, *flags)

    def gemini(request: GeminiRequest) -> Reply:
        return gate if len(request.user_texts) == 1 else Text(f"again {request.user_texts[-1]}")

    def codex(request: Any) -> Reply:
        return other if len(request.user_texts) == 1 else Text(f"again {request.user_texts[-1]}")

    gemini_server.script, model_server.script = gemini, codex
    with ThreadPoolExecutor(2 * WORKERS) as pool:
        jobs = dict(zip(words, pool.map(start, words), strict=True))
        assert gate.await_arrivals(WORKERS, timeout_s=120)
        assert other.await_arrivals(WORKERS, timeout_s=120)
        gate.open()
        other.open()
        ended = list(pool.map(lambda job: awaited(agents, job), jobs.values()))
        assert {one["turn"]["message"] for one in ended} == {"through"}
        assert len({one["job"]["thread_id"] for one in ended}) == 2 * WORKERS
        list(pool.map(lambda word: agents.run("send", jobs[word], f"more of {word}"), words))
        again = dict(zip(words, pool.map(lambda word: awaited(agents, jobs[word]), words), strict=True))
    assert {word: one["turn"]["message"] for word, one in again.items()} == {
        word: f"again more of {word}" for word in words
    }
    for number in range(WORKERS):
        seen = [r for r in gemini_server.conversations if r.user_texts[-1] == f"more of gemini {number}"]
        assert [f"gemini {number}" in request.user_texts[0] for request in seen] == [True]


def test_a_step_of_the_demo_directive_scripts_this_client_too(agents: Fleet) -> None:
    task = compose([{"tool": "list_directory", "arguments": {"dir_path": "."}}, {"text": "listed"}])
    job = agents.start(task, *GEMINI)
    assert awaited(agents, job)["turn"]["message"] == "listed"
