"""Structured answers on the real client: what reaches the model, what is asked once more, and what waiters get."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from fleet import COMMAND
from screens import Screen

import codex_agent
from codex_agent import client, processes
from codex_agent.demo.script import Fail, Gate, Text
from codex_agent.errors import AgentError, Exit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fleet import Fleet

    from codex_agent.demo.request import Request
    from codex_agent.demo.script import Reply
    from codex_agent.demo.server import ScriptedServer

ROUNDS = int(os.environ.get("CODEX_AGENT_TEST_ROUNDS", "1"))
FINDINGS = Path(codex_agent.__file__).parent / "schemas" / "findings.schema.json"

SCHEMA = {
    "type": "object",
    "properties": {"zeta": {"type": "string"}, "alpha": {"type": "integer", "minimum": 1}},
    "required": ["zeta", "alpha"],
    "additionalProperties": False,
}
GOOD = {"zeta": "yes", "alpha": 3}
BAD = '{"zeta": "yes", "alpha": 0}'
PLACE = '$.alpha: 0 is against "minimum": 1'
EXEC_AND_INTERACTIVE = pytest.mark.parametrize("mode", [(), ("--interactive",)], ids=["exec", "interactive"])


@pytest.fixture
def schema(fleet: Fleet) -> Path:
    path = fleet.cwd / "answer.json"
    path.write_text(json.dumps(SCHEMA))
    return path


def replies(*texts: str) -> Callable[[Request], Reply]:
    """A model that answers a conversation's n-th message with the n-th text, and everything after it with the last."""

    def script(request: Request) -> Reply:
        return Text(texts[min(len(request.user_texts), len(texts)) - 1])

    return script


def formats(model_server: ScriptedServer) -> list[Any]:
    return [request.body["text"].get("format") for request in model_server.requests]


def journal(fleet: Fleet, job: str) -> list[tuple[int | None, str]]:
    rows = fleet.json("journal", "--limit", "1000")["journal"]
    return [(row["turn"], row["text"]) for row in rows if row["job"] == job and row["kind"] in ("turn", "message")]


@EXEC_AND_INTERACTIVE
def test_an_answer_that_fits_is_handed_on_as_data(
    fleet: Fleet, model_server: ScriptedServer, schema: Path, mode: tuple[str, ...]
) -> None:
    model_server.script = replies(json.dumps(GOOD))
    job = fleet.start("how many", "--output-schema", str(schema), *mode)
    answer = fleet.json("await-turn", job)
    assert (answer["turn"]["answer"], answer["turn"]["turn"], answer["turn"]["misfit"]) == (GOOD, 1, None)
    assert formats(model_server) == [
        {"type": "json_schema", "strict": True, "schema": SCHEMA, "name": "codex_output_schema"}
    ]
    assert list(formats(model_server)[0]["schema"]["properties"]) == ["zeta", "alpha"]
    assert fleet.json("result", job)["turn"]["answer"] == GOOD
    assert fleet.run("result", job).stdout.decode() == json.dumps(GOOD) + "\n"
    assert (1, "the answer fits the schema") in journal(fleet, job)
    assert fleet.home.schema(job).stat().st_mode & 0o777 == 0o600


@EXEC_AND_INTERACTIVE
def test_an_answer_that_does_not_fit_is_asked_for_once_more(
    fleet: Fleet, model_server: ScriptedServer, schema: Path, mode: tuple[str, ...]
) -> None:
    model_server.script = replies(BAD, json.dumps(GOOD))
    job = fleet.start("how many", "--output-schema", str(schema), *mode)
    answer = fleet.json("await-turn", job, "--after", "0")
    turn = answer["turn"]
    assert (turn["turn"], turn["corrects"], turn["answer"]) == (2, 1, GOOD)
    again = model_server.requests[-1].last_user_text
    assert f"- {PLACE}\n" in again
    assert formats(model_server)[1]["schema"] == SCHEMA
    assert len(model_server.requests) == 2
    for turns in ([], ["--turn", "1"], ["--turn", "2"]):
        assert fleet.json("result", job, *turns)["turn"]["answer"] == GOOD
    assert journal(fleet, job)[1:] == [
        (1, f"the answer does not fit the schema: {PLACE}"),
        (2, "asks once more for the answer of turn 1"),
        (1, "completed"),
        (2, "started"),
        (2, "the answer fits the schema"),
        (2, "completed"),
    ]
    status = fleet.run("status", job).stdout.decode()
    assert f"turn 2: the answer of turn 1 did not fit the schema: {PLACE}" in status


@EXEC_AND_INTERACTIVE
def test_a_second_answer_that_does_not_fit_fails_with_its_place_and_can_be_read_as_it_is(
    fleet: Fleet, model_server: ScriptedServer, schema: Path, mode: tuple[str, ...]
) -> None:
    model_server.script = replies("no JSON", BAD, "never asked for")
    job = fleet.start("how many", "--output-schema", str(schema), *mode)
    awaited = fleet.run("await-turn", job)
    words = f"the answer does not fit the schema: {PLACE}"
    assert (awaited.returncode, awaited.stdout) == (5, b"")
    assert words in awaited.stderr.decode()
    assert f"codex-agent result {job} prints it as it is" in awaited.stderr.decode()
    done = fleet.run("result", job)
    assert (done.returncode, done.stdout.decode()) == (5, BAD + "\n")
    assert words in done.stderr.decode()
    data = fleet.json("result", job)
    assert (data["error"]["class"], data["turn"]["message"], data["turn"]["answer"]) == ("other", BAD, None)
    assert len(model_server.requests) == 2


@EXEC_AND_INTERACTIVE
def test_follow_ups_are_bound_to_the_schema_as_well_each_asked_for_once_more(
    fleet: Fleet, model_server: ScriptedServer, schema: Path, mode: tuple[str, ...]
) -> None:
    fenced = f"```json\n{json.dumps(GOOD)}\n```"
    model_server.script = replies(json.dumps(GOOD), BAD, fenced, BAD, BAD)
    job = fleet.start("one", "--output-schema", str(schema), *mode)
    assert fleet.json("await-turn", job)["turn"]["answer"] == GOOD
    assert fleet.run("send", job, "two").stdout == b"Turn: 2\n"
    answer = fleet.json("await-turn", job, "--after", "1")
    assert (answer["turn"]["turn"], answer["turn"]["answer"]) == (3, GOOD)
    assert fleet.run("result", job).stdout.decode() == json.dumps(GOOD) + "\n"
    assert fleet.run("send", job, "three").stdout == b"Turn: 4\n"
    failed = fleet.run("await-turn", job)
    assert failed.returncode == 5
    assert all(found["schema"] == SCHEMA for found in formats(model_server))
    assert len(model_server.requests) == 5


def test_a_job_without_a_schema_has_no_data_and_its_model_no_format(fleet: Fleet, model_server: ScriptedServer) -> None:
    model_server.script = replies('{"a": 1}')
    job = fleet.start("hello")
    turn = fleet.json("await-turn", job)["turn"]
    assert (turn["message"], turn["answer"], formats(model_server)) == ('{"a": 1}', None, [None])


def test_the_built_in_schema_for_findings_is_known_by_name(fleet: Fleet, model_server: ScriptedServer) -> None:
    (fleet.cwd / "findings").write_text("a file of that name is meant by ./findings")
    model_server.script = replies(json.dumps({"findings": [], "summary": "nothing"}))
    done = fleet.run("start", "-w", "--output-schema", "findings", "--prompt-file", "-", stdin=b"review it")
    assert json.loads(done.stdout) == {"findings": [], "summary": "nothing"}
    assert b"Note:" not in done.stderr
    assert formats(model_server)[0]["schema"] == json.loads(FINDINGS.read_text())
    assert fleet.run("start", "--output-schema", "./findings", "x").returncode == 2


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (b'{"type": "object",', b"line 1, column 19"),
            (b"[1]", b"a JSON object"),
            (b'{"type": "array"}', b'must be of type "object"'),
            (b'{"required": 1}', b"$.required: 1 is not of type"),
            (b'{"properties": {"a": {"$ref": "http://127.0.0.1:9/x"}}}', b"leads to no place"),
            (b"\xff\xfe{}", b"is not UTF-8"),
            (b" " * 1_000_001 + b"{}", b"at most 1,000,000"),
            (None, b"cannot read"),
        ],
    )
    def test_a_bad_schema_starts_nothing(
        self, fleet: Fleet, model_server: ScriptedServer, text: bytes | None, words: bytes
    ) -> None:
        if text is not None:
            (fleet.cwd / "s.json").write_bytes(text)
        for more in ([], ["--dry-run"]):
            done = fleet.run("start", "--output-schema", "s.json", "hello", *more)
            assert (done.returncode, done.stdout) == (2, b""), more
            assert words in done.stderr
        assert fleet.stored() == []
        assert list(fleet.home.jobs_dir.iterdir()) == []
        assert not model_server.requests

    def test_a_request_that_no_command_of_ours_makes_starts_nothing_either(self, fleet: Fleet) -> None:
        for output_schema, spec in (
            ({"name": "s", "text": "{"}, {}),
            ({"name": "s", "text": '{"type": 1}'}, {}),
            ({"name": "s", "text": "\ud800"}, {}),
            ({"name": "s", "text": {}}, {}),
            ({"name": "", "text": "{}"}, {}),
            ({"name": "a\nb", "text": "{}"}, {}),
            ({"name": "s"}, {}),
            ("{}", {}),
            ([], {}),
            (0, {}),
            (None, {"output_schema": "findings"}),
            ({"name": "s", "text": "{}"}, {"output_schema": "s"}),
            ({"name": "s", "text": "{}"}, {"mode": "terminal", "provider": "terminal", "argv": ["true"]}),
        ):
            fields = {"spec": {"cwd": str(fleet.cwd), **spec}, "prompt": "x", "env": fleet.env}
            with pytest.raises(AgentError) as refused:
                client.call(fleet.home, "start", token="t" * 32, output_schema=output_schema, **fields)
            assert refused.value.exit_code is Exit.USAGE, (output_schema, spec)
            assert client.call(fleet.home, "hello")["live"] == 0, (output_schema, spec)
            assert list(fleet.home.jobs_dir.iterdir()) == [], (output_schema, spec)

    def test_what_strict_mode_refuses_is_said_and_started_all_the_same(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        (fleet.cwd / "s.json").write_text('{"type": "object"}')
        model_server.script = replies("{}")
        done = fleet.run("start", "-w", "--output-schema", "s.json", "hello")
        assert b"Note: s.json: OpenAI will refuse this schema" in done.stderr
        assert b'$: "additionalProperties" must be false' in done.stderr
        assert (done.returncode, done.stdout) == (0, b"{}\n")

    def test_what_the_server_refuses_is_the_end_of_the_turn_with_its_words(
        self, fleet: Fleet, model_server: ScriptedServer, schema: Path
    ) -> None:
        model_server.script = lambda _: Fail("invalid_prompt", "Invalid schema for response_format")
        job = fleet.start("hello", "--output-schema", str(schema))
        done = fleet.run("await-turn", job)
        assert done.returncode == 5
        assert b"Invalid schema for response_format" in done.stderr
        assert fleet.json("status", job)["turn"]["misfit"] is None


@pytest.fixture
def second() -> Gate:
    """Holds the answer to the second question until it is opened."""
    return Gate(Text(json.dumps(GOOD)))


@pytest.fixture
def asked_again(fleet: Fleet, model_server: ScriptedServer, schema: Path, second: Gate) -> Callable[..., str]:
    """Start a job whose first answer does not fit; returns when the model has been asked once more."""

    def start(*flags: str) -> str:
        model_server.script = lambda request: Text(BAD) if len(request.user_texts) == 1 else second
        job = fleet.start("how many", "--output-schema", str(schema), *flags)
        assert second.await_arrivals(1, timeout_s=60)
        return job

    return start


@EXEC_AND_INTERACTIVE
def test_nobody_is_told_of_the_answer_that_did_not_fit(
    fleet: Fleet, asked_again: Callable[..., str], second: Gate, mode: tuple[str, ...]
) -> None:
    tell, told_at = fleet.cwd / "tell", fleet.cwd / "told"
    tell.write_text('#!/bin/sh\necho "$CODEX_AGENT_STATUS" >told\n')
    tell.chmod(0o700)
    os.mkfifo(told_at)
    ear = os.open(told_at, os.O_RDWR)
    job = asked_again("--notify-on-complete", str(tell), *mode)
    waiting = [fleet.popen("await-turn", job, *more) for more in ([], ["--after", "0"], ["--after", "1"])]
    (listed,) = fleet.json("jobs")["jobs"]
    assert (listed["status"], listed["turn_state"], listed["turn"], listed["unread"]) == (
        "running",
        "working",
        2,
        False,
    )
    assert not fleet.home.signal(job).exists()
    assert not select.select([ear], [], [], 0)[0]
    early = fleet.run("result", job)
    assert (early.returncode, early.stdout) != (0, b"")
    assert BAD.encode() not in early.stdout
    assert BAD not in fleet.run("status", job).stdout.decode()
    second.open()
    for process in waiting:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out.decode()) == (0, json.dumps(GOOD) + "\n"), err
    told = json.loads(fleet.home.signal(job).read_text())
    assert (told["turn"], told["status"], told["last_agent_message"]) == (2, "completed", json.dumps(GOOD))
    fleet.run("send", job, "/quit")
    fleet.run("watch", job)  # until the job has ended; its command is a process of its own
    assert select.select([ear], [], [], 60)[0], "the command was not run"
    assert os.read(ear, 4096) == b"completed\n"
    os.close(ear)


def test_codex_bg_counts_one_turn(fleet: Fleet, model_server: ScriptedServer, schema: Path) -> None:
    model_server.script = replies(BAD, json.dumps(GOOD))
    command = [sys.executable, "-I", "-m", "codex_agent.background", "-t", "-o", "--", "codex-agent", "start"]
    done = subprocess.run(
        [*command, "--output-schema", str(schema), "how many"],
        cwd=fleet.cwd,
        env=fleet.env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    first, *lines = done.stdout.decode().splitlines()
    job = first.removeprefix("CODEX_AGENT_JOB_ID=")
    assert lines == [f"CODEX_AGENT_TURN_COMPLETE={job}", f"CODEX_AGENT_DONE={job} status=completed", json.dumps(GOOD)]


def test_a_message_that_waited_is_answered_before_the_correction_and_each_wait_gets_its_own(
    fleet: Fleet, model_server: ScriptedServer, schema: Path
) -> None:
    gate = Gate(Text(BAD))
    other = {"zeta": "two", "alpha": 2}

    def script(request: Request) -> Reply:
        said = request.last_user_text
        if "cannot be used" in said:
            assert BAD in said
            return Text(json.dumps(GOOD))
        return Text(json.dumps(other)) if "the second" in said else gate

    model_server.script = script
    job = fleet.start("the first", "--output-schema", str(schema))
    assert fleet.run("send", job, "the second").stdout == b"Turn: 2\n"
    waiting = [fleet.popen("await-turn", job, *more) for more in (["--after", "0"], ["--after", "1"], [])]
    gate.open()
    answers = [json.loads(process.communicate(timeout=60)[0]) for process in waiting]
    assert answers == [GOOD, other, other]
    assert fleet.json("result", job)["turn"]["answer"] == other
    assert fleet.json("result", job, "--turn", "1")["turn"]["answer"] == GOOD


@EXEC_AND_INTERACTIVE
def test_a_kill_while_it_is_asked_once_more_ends_it_for_those_who_wait(
    fleet: Fleet, asked_again: Callable[..., str], second: Gate, mode: tuple[str, ...]
) -> None:
    job = asked_again(*mode)
    waiting = fleet.popen("await-turn", job, "--after", "0")
    assert fleet.run("kill", job).returncode == 0
    assert waiting.wait(60) == 5
    waiting.communicate()
    assert fleet.json("status", job)["job"]["status"] == "killed"
    second.open()


@pytest.fixture
def first() -> Gate:
    """Holds an answer that does not fit until it is opened."""
    return Gate(Text(BAD))


@pytest.fixture
def asked(fleet: Fleet, schema: Path, first: Gate) -> Callable[..., str]:
    """Start a job whose model answers with `first`; returns when the model has been asked."""

    def start(*flags: str) -> str:
        job = fleet.start("how many", "--output-schema", str(schema), *flags)
        assert first.await_arrivals(1, timeout_s=60)
        return job

    return start


@contextlib.contextmanager
def held_check(fleet: Fleet, job: str, answer: Gate) -> Iterator[None]:
    """The check of the job's answer waits within; the answer is given."""
    schema = fleet.home.schema(job)
    text = schema.read_text()
    schema.unlink()
    os.mkfifo(schema)
    answer.open()
    with schema.open("wb", buffering=0) as hold:  # opened when the checker opens it
        yield
        schema.unlink()
        schema.write_text(text)
        with contextlib.suppress(BrokenPipeError):
            hold.write(text.encode())


@EXEC_AND_INTERACTIVE
def test_a_kill_does_not_wait_for_a_check_and_nothing_else_does(
    fleet: Fleet, model_server: ScriptedServer, asked: Callable[..., str], first: Gate, mode: tuple[str, ...]
) -> None:
    model_server.script = lambda request: first
    job = asked(*mode)
    with held_check(fleet, job, first):
        waiting = fleet.popen("await-turn", job)
        assert fleet.json("status", job)["job"]["turn_state"] == "working"
        assert fleet.run("kill", job).returncode == 0
        assert waiting.wait(60) == 5
        waiting.communicate()
        told = fleet.json("status", job)
        assert (told["job"]["status"], told["turn"]["outcome"], told["turn"]["fits"]) == ("killed", "killed", None)
    model_server.script = lambda request: Text(json.dumps(GOOD))
    assert fleet.run("send", job, "and now").stdout == b"Turn: 2\n"
    assert fleet.json("await-turn", job)["turn"]["answer"] == GOOD
    assert [turn for turn, text in journal(fleet, job) if "once more" in text] == []


@EXEC_AND_INTERACTIVE
def test_an_interrupt_during_a_check_is_the_end_of_an_answer_that_does_not_fit(
    fleet: Fleet, model_server: ScriptedServer, asked: Callable[..., str], first: Gate, mode: tuple[str, ...]
) -> None:
    model_server.script = lambda request: first
    job = asked(*mode)
    with held_check(fleet, job, first):
        assert fleet.json("status", job)["job"]["turn_state"] == "working"
        interrupting = fleet.popen("interrupt", job)
        while (1, "interrupt requested") not in journal(fleet, job):
            assert interrupting.poll() is None
    out, _ = interrupting.communicate(timeout=60)
    assert out.decode() == f"Turn 1 of job {job} ended: interrupted\n"
    assert len(model_server.requests) == 1


@EXEC_AND_INTERACTIVE
def test_a_message_that_comes_during_a_check_is_answered_as_well(
    fleet: Fleet, model_server: ScriptedServer, asked: Callable[..., str], first: Gate, mode: tuple[str, ...]
) -> None:
    other = {"zeta": "two", "alpha": 2}

    def script(request: Request) -> Reply:
        if len(request.user_texts) == 1:
            return first
        return Text(json.dumps(GOOD if "cannot be used" in request.last_user_text else other))

    model_server.script = script
    job = asked(*mode)
    with held_check(fleet, job, first):
        assert fleet.json("status", job)["job"]["turn_state"] == "working"
        sending = fleet.popen("send", job, "the second")
        while (1, "the second") not in journal(fleet, job) and (2, "the second") not in journal(fleet, job):
            assert sending.poll() in (None, 0)
    out, err = sending.communicate(timeout=60)
    turn = int(out.decode().removeprefix("Turn: "))
    assert turn == (3 if mode else 2), err
    assert fleet.json("await-turn", job, "--after", str(turn - 1))["turn"]["answer"] == other
    assert fleet.json("await-turn", job, "--after", "0")["turn"]["answer"] == GOOD
    assert len(model_server.requests) == 3


@EXEC_AND_INTERACTIVE
def test_the_failure_of_the_second_question_is_the_one_that_is_told(
    fleet: Fleet, model_server: ScriptedServer, schema: Path, mode: tuple[str, ...]
) -> None:
    failing = Fail("context_length_exceeded")
    model_server.script = lambda request: Text(BAD) if len(request.user_texts) == 1 else failing
    job = fleet.start("how many", "--output-schema", str(schema), *mode)
    done = fleet.run("await-turn", job, "--after", "0")
    assert done.returncode == 6
    assert b"context_limit" in done.stderr


class TestDeath:
    @EXEC_AND_INTERACTIVE
    def test_the_supervisors_while_it_is_asked_once_more(
        self,
        fleet: Fleet,
        model_server: ScriptedServer,
        asked_again: Callable[..., str],
        second: Gate,
        mode: tuple[str, ...],
    ) -> None:
        job = asked_again(*mode)
        waiting = fleet.popen("await-turn", job, "--after", "0")
        assert fleet.signal_supervisor(signal.SIGKILL)
        second.open()
        out, err = waiting.communicate(timeout=60)
        assert (waiting.returncode, out.decode()) == (0, json.dumps(GOOD) + "\n"), err
        assert len(model_server.requests) == 2

    @EXEC_AND_INTERACTIVE
    def test_the_supervisors_while_an_answer_is_checked(
        self,
        fleet: Fleet,
        model_server: ScriptedServer,
        asked: Callable[..., str],
        first: Gate,
        mode: tuple[str, ...],
    ) -> None:
        """The checker of the dead one goes on, and the next one takes over what it has found."""
        model_server.script = lambda request: first if len(request.user_texts) == 1 else Text(json.dumps(GOOD))
        job = asked(*mode)
        with held_check(fleet, job, first):
            assert fleet.json("jobs")["jobs"][0]["turn_state"] == "working"
            supervisor = fleet.supervisor()
            assert supervisor is not None
            (checker,) = [
                process.pid
                for process in psutil.process_iter(["ppid", "cmdline"])
                if process.info["ppid"] == supervisor.pid and "codex_agent.checker" in (process.info["cmdline"] or ())
            ]
            checking = processes.identify(checker)
            assert checking is not None
            assert fleet.signal_supervisor(signal.SIGKILL)
        # The file that both lock is another one by now: without this its verdict could come when the turn's files are gone.
        assert processes.wait_gone(checking, 60)
        answer = fleet.json("await-turn", job, "--after", "0")
        assert (answer["turn"]["turn"], answer["turn"]["answer"]) == (2, GOOD)
        assert len(model_server.requests) == 2
        assert fleet.run("kill", job).returncode == 0  # returns when the client is gone and cleared up after
        assert list(fleet.home.jobs_dir.glob("*.verdict")) == []

    @EXEC_AND_INTERACTIVE
    def test_the_supervisors_at_any_moment_neither_loses_nor_doubles_a_correction(
        self, fleet: Fleet, model_server: ScriptedServer, schema: Path, mode: tuple[str, ...]
    ) -> None:
        def script(request: Request) -> Reply:
            (number,) = re.findall(r"task (\d+)", request.user_texts[0])
            texts = (BAD, json.dumps({"zeta": number, "alpha": 1}), "[]", json.dumps({"zeta": number, "alpha": 2}))
            return Text(texts[len(request.user_texts) - 1])

        def work(number: int) -> None:
            job = fleet.start(f"task {number}", "--output-schema", str(schema), "-s", "read-only", *mode)
            answer = fleet.json("await-turn", job, "--after", "0")
            assert answer["ok"], answer
            assert answer["turn"]["answer"] == {"zeta": str(number), "alpha": 1}, answer
            sent = fleet.run("send", job, "again")
            assert sent.stdout == b"Turn: 3\n", sent.stderr.decode()
            answer = fleet.json("await-turn", job)
            assert answer["ok"], answer
            assert (answer["turn"]["turn"], answer["turn"]["answer"]) == (4, {"zeta": str(number), "alpha": 2}), answer

        model_server.script = script
        jobs = 8 * ROUNDS
        with fleet.mortal_supervisors(0.5, 2.0) as killed, ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(jobs)))
            while len(killed) < 3:  # a fast machine
                assert jobs < 100 * ROUNDS
                work(jobs)
                jobs += 1
        print(f"{len(killed)} kills")
        asked = [tuple(request.user_texts) for request in model_server.requests]
        assert len(asked) == len(set(asked)) == 4 * jobs


def test_sixteen_jobs_at_once_are_each_asked_for_their_own_answer(
    fleet: Fleet, model_server: ScriptedServer, schema: Path
) -> None:
    def script(request: Request) -> Reply:
        (number,) = re.findall(r"task (\d+)", request.user_texts[0])
        return Text(f"no {number}" if len(request.user_texts) == 1 else json.dumps({"zeta": number, "alpha": 1}))

    def work(number: int) -> None:
        job = fleet.start(f"task {number}", "--output-schema", str(schema), "-s", "read-only")
        assert fleet.json("await-turn", job)["turn"]["answer"] == {"zeta": str(number), "alpha": 1}

    model_server.script = script
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, range(16)))
    corrections = [request.last_user_text for request in model_server.requests if len(request.user_texts) == 2]
    assert sorted(re.findall(r"no (\d+)", "".join(corrections))) == sorted(str(n) for n in range(16))


def test_a_pattern_without_an_end_fails_its_own_job_and_holds_up_no_other(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    (fleet.cwd / "slow.json").write_text('{"type": "object", "properties": {"a": {"pattern": "^(a+)+$"}}}')

    def script(request: Request) -> Reply:
        return Text(json.dumps({"a": "a" * 60 + "b"}) if request.body["text"].get("format") else "quick")

    model_server.script = script
    slow = fleet.start("slow", "--output-schema", "slow.json")
    waiting = fleet.popen("await-turn", slow)
    others = 0
    while waiting.poll() is None:
        assert fleet.run("await-turn", fleet.start("quick", "-s", "read-only")).stdout == b"quick\n"
        others += waiting.poll() is None
    _, err = waiting.communicate()
    assert waiting.returncode == 5
    assert b"cannot be held against the schema: it takes more than 5 s" in err
    assert others
    assert len([found for found in formats(model_server) if found]) == 1


@EXEC_AND_INTERACTIVE
def test_a_huge_answer_is_refused_asked_for_once_more_and_harms_nobody(
    fleet: Fleet, model_server: ScriptedServer, schema: Path, mode: tuple[str, ...]
) -> None:
    huge = "x" * 5_000_000  # the client itself takes 40 s for 20 million
    model_server.script = replies(huge, json.dumps(GOOD))
    job = fleet.start("how many", "--output-schema", str(schema), *mode)
    supervisor = fleet.supervisor()
    answer = fleet.json("await-turn", job, "--after", "0")
    assert (answer["turn"]["turn"], answer["turn"]["answer"]) == (2, GOOD)
    assert "$: the answer has 5,000,000 bytes, at most 4,000,000 are read" in model_server.requests[-1].last_user_text
    assert fleet.supervisor() == supervisor


def test_no_answer_at_all_is_asked_for_once_more(fleet: Fleet, model_server: ScriptedServer, schema: Path) -> None:
    model_server.script = replies("", json.dumps(GOOD))
    job = fleet.start("how many", "--output-schema", str(schema))
    assert fleet.json("await-turn", job)["turn"]["answer"] == GOOD
    assert "$: the answer is empty" in model_server.requests[-1].last_user_text


def test_a_message_to_an_interactive_agent_joins_a_bound_turn(
    fleet: Fleet, model_server: ScriptedServer, schema: Path
) -> None:
    gate = Gate(Text("nobody waits for it"))
    model_server.script = lambda request: gate if len(request.user_texts) == 1 else Text(json.dumps(GOOD))
    job = fleet.start("how many", "--output-schema", str(schema), "--interactive")
    assert gate.await_arrivals(1, timeout_s=60)
    assert fleet.run("send", job, "hurry").stdout == b"Turn: 1\n"
    assert fleet.json("await-turn", job)["turn"]["answer"] == GOOD
    assert [found["schema"] for found in formats(model_server)] == [SCHEMA, SCHEMA]
    gate.open()


def test_what_a_person_asks_in_the_clients_own_screen_is_bound_to_nothing(
    fleet: Fleet, model_server: ScriptedServer, schema: Path
) -> None:
    model_server.script = lambda request: Text(
        json.dumps(GOOD) if request.body["text"].get("format") else "in plain words"
    )
    job = fleet.start("how many", "--output-schema", str(schema), "--interactive")
    fleet.run("await-turn", job)
    screen = Screen(fleet, *COMMAND, "attach", job)
    screen.await_text(str(GOOD["zeta"]))
    screen.type("and in words")
    screen.await_text("in plain words")
    answer = fleet.json("await-turn", job, "--after", "1")
    assert (answer["turn"]["message"], answer["turn"]["answer"]) == ("in plain words", None)
    screen.leave()
    assert [turn for turn, text in journal(fleet, job) if "the schema" in text] == [1]
    assert fleet.json("status", job)["job"]["turn"] == 2


def test_the_schema_goes_with_its_job(fleet: Fleet, model_server: ScriptedServer, schema: Path) -> None:
    model_server.script = replies(json.dumps(GOOD))
    job = fleet.start("how many", "--output-schema", str(schema))
    schema.unlink()
    fleet.run("await-turn", job)
    assert fleet.run("send", job, "again").returncode == 0
    assert fleet.json("await-turn", job)["turn"]["answer"] == GOOD
    assert fleet.json("status", job)["job"]["output_schema"] == "answer.json"
    assert fleet.run("delete", job).returncode == 0
    assert list(fleet.home.jobs_dir.iterdir()) == []


@EXEC_AND_INTERACTIVE
def test_a_schema_that_was_taken_away_fails_the_next_turn_with_words(
    fleet: Fleet, model_server: ScriptedServer, schema: Path, mode: tuple[str, ...]
) -> None:
    model_server.script = replies(json.dumps(GOOD))
    job = fleet.start("how many", "--output-schema", str(schema), *mode)
    fleet.run("await-turn", job)
    fleet.home.schema(job).unlink()
    fleet.run("send", job, "again")
    done = fleet.run("await-turn", job)
    assert done.returncode == 5
    assert b"schema" in done.stderr
    assert b"No such file" in done.stderr
