"""The viewing commands on a real store: what they show, what they mark, what they cost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from codex_agent import client
from codex_agent.cli import records
from codex_agent.cli.app import run_app
from codex_agent.errors import Exit
from codex_agent.paths import Home, default_home
from codex_agent.reading import Filter, Place, listed
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, JobState, TurnEvent
from codex_agent.store import Store
from codex_agent.usage import Usage

NOW = 1_800_000_000.0
MANY = 10_000


class Record:
    """A store that is filled as the supervisor would."""

    def __init__(self, home: Home) -> None:
        self.home = home.ensure()
        self.store = Store.open(home.db)
        self._made = 0

    def start(self, job: str, *, at: float = NOW, cwd: str = "/w", **spec: Any) -> str:
        """A running job with a working first turn."""
        self.store.add_job(job, f"token-{job}", JobSpec(cwd=cwd, **spec), host="h", now=at)
        with self.store.change(job) as change:
            change.job_event(JobEvent.ADMITTED, at=at, started_at=at)
            change.turn_event(1, TurnEvent.STARTED, at=at)
            change.job_event(JobEvent.THREAD_STARTED, at=at, thread_id=f"thread-{job}")
        return job

    def end(self, job: str, message: str | None = "done", *, at: float = NOW + 5, turn: int = 1, **columns: Any) -> str:
        columns = {"usage": Usage(100, 40, 20, 5), **columns}
        with self.store.change(job) as change:
            change.turn_event(turn, TurnEvent.COMPLETED, at=at, message=message, **columns)
            change.job_event(JobEvent.FINISHED, at=at)
            change.set_job(last_message=message)
        return job

    def fail(self, job: str, error_class: str = "model", *, at: float = NOW + 5) -> str:
        error = {"error_class": error_class, "error_message": f"no {error_class}", "error_hint": "codex-agent models"}
        with self.store.change(job) as change:
            change.turn_event(1, TurnEvent.FAILED, at=at, **error)
            change.job_event(JobEvent.FAILED, at=at)
        return job

    def follow(self, job: str, *, at: float = NOW + 10, begun: bool = True) -> int:
        """A follow-up to an ended job: queued, or already at work."""
        with self.store.change(job) as change:
            turn = change.add_turn(f"token-{job}-{at}", at=at, text="more")
            change.job_event(JobEvent.REOPENED, at=at)
            if begun:
                change.turn_event(turn, TurnEvent.STARTED, at=at)
                change.job_event(JobEvent.THREAD_STARTED, at=at)
        return turn

    def write_log(self, job: str, text: str) -> None:
        self.home.log(job).write_bytes(text.encode())
        with self.store.change(job) as change:
            change.set_job(log_size=len(text.encode()))

    def multiply(self, job: str, times: int) -> None:
        """As many ended jobs like this one, each a second older than the last."""
        copied = {
            "jobs": ("id", "token", "created_at"),
            "turns": ("job", "token", "created_at"),
        }
        changed = {
            "id": "printf('%08x', i)",
            "job": "printf('%08x', i)",
            "token": "printf('copy-%d', i)",
            "created_at": "created_at - i",
        }
        with self.store.transaction() as db:
            for table, names in copied.items():
                columns = [row["name"] for row in db.execute(f"PRAGMA table_info({table})")]
                values = ", ".join(changed[name] if name in names else name for name in columns)
                key = "id" if table == "jobs" else "job"
                db.execute(
                    f"INSERT INTO {table} ({', '.join(columns)})"
                    " WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ?)"
                    f" SELECT {values} FROM numbers, {table} WHERE {key} = ?",
                    (times, job),
                )


@pytest.fixture
def record(home: Path) -> Record:
    return Record(default_home())


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The operations that were asked of the supervisor; none is there."""
    asked: list[str] = []

    def call(home: Home, op: str, **fields: Any) -> dict[str, Any]:
        asked.append(op)
        return {"ok": True}

    monkeypatch.setattr(client, "call", call)
    return asked


def shown(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run_app(list(argv)) == code, capsys.readouterr()
    return capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> dict[str, Any]:
    """The one object that a command prints."""
    found: dict[str, Any] = json.loads(shown(capsys, *argv, "--json", code=code))
    return found


def ids(listing: dict[str, Any]) -> list[str]:
    return [job["id"] for job in listing["jobs"]]


# jobs


def test_without_a_store_every_list_is_empty_and_nothing_is_made(
    capsys: pytest.CaptureFixture[str], calls: list[str]
) -> None:
    assert data(capsys, "jobs")["jobs"] == []
    assert data(capsys, "journal")["journal"] == []
    assert data(capsys, "sessions")["sessions"] == []
    assert data(capsys, "usage")["job"] == []
    assert not default_home().root.exists()
    assert calls == []


def test_jobs_json_has_the_fields_of_the_contract(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.end(record.start("aaaa0001", prompt="do it", name="scout", parent_session="s1"))
    listing = data(capsys, "jobs")
    assert set(listing) == {"generated_at", "jobs"}
    (job,) = listing["jobs"]
    contract = (
        "id status turn_state turn unread provider mode prompt model reasoning sandbox cwd parent_session thread_id elapsed_ms"
        " created_at started_at completed_at tokens files_modified summary error needs_input host name exit_code agent_pid"
    )
    assert set(contract.split()) <= set(job)
    tokens = "input cached_input output reasoning_output total context_window context_used_pct"
    assert set(job["tokens"]) == set(tokens.split())
    assert (job["status"], job["turn_state"], job["unread"], job["summary"]) == ("completed", "idle", True, "done")


def test_running_jobs_come_first_then_the_newest(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]
) -> None:
    record.start("aaaa0001", at=NOW)
    for n in (2, 3, 4):
        record.end(record.start(f"aaaa000{n}", at=NOW + n))
    assert ids(data(capsys, "jobs")) == ["aaaa0001", "aaaa0004", "aaaa0003", "aaaa0002"]


def test_jobs_marks_those_of_others_and_leaves_them_out_with_mine(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for job, session in (("aaaaaaaa", "one-and-more"), ("bbbbbbbb", "two-and-more"), ("cccccccc", None)):
        record.start(job, parent_session=session)

    def owners() -> dict[str, str]:
        lines = [line.split("running")[0].split() for line in shown(capsys, "jobs").splitlines()[1:]]
        return {line[0]: " ".join(line[1:]) for line in lines}

    monkeypatch.delenv("CLAUDE_CODE_SESSION_ID", raising=False)
    assert owners() == {"aaaaaaaa": "one-and-", "bbbbbbbb": "two-and-", "cccccccc": ""}
    assert data(capsys, "jobs", "--mine", code=2)["error"]["code"] == "no_session"
    monkeypatch.setenv("CLAUDE_CODE_SESSION_ID", "one-and-more")
    assert owners() == {"aaaaaaaa": "", "bbbbbbbb": "two-and-", "cccccccc": "by hand"}
    assert ids(data(capsys, "jobs", "--mine")) == ["aaaaaaaa"]
    assert data(capsys, "jobs", "--mine", "--session", "x", code=2)["error"]["code"] == "two_sessions"


@pytest.fixture
def three_sessions(record: Record, calls: list[str]) -> Record:
    sessions = {"aaaaaaaa": "one-and-more", "bbbbbbbb": "one-and-less", "cccccccc": "two-and-more", "dddddddd": "two-"}
    for job, session in sessions.items():
        record.start(job, parent_session=session)
    return record


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("one-and-m", ["aaaaaaaa"]),
        ("one-and-more", ["aaaaaaaa"]),
        ("two-", ["dddddddd"]),
        ("two-a", ["cccccccc"]),
        ("two", []),
        ("one-and-more-than-that", []),
        ("%", []),
    ],
)
def test_a_session_is_named_by_its_id_or_by_how_that_alone_begins(
    capsys: pytest.CaptureFixture[str], three_sessions: Record, typed: str, found: list[str]
) -> None:
    assert ids(data(capsys, "jobs", "--session", typed)) == found
    journal = data(capsys, "journal", "--session", typed)["journal"]
    assert sorted({entry["job"] for entry in journal}) == found


def test_the_beginning_of_several_sessions_names_none(
    capsys: pytest.CaptureFixture[str], three_sessions: Record
) -> None:
    for command in ("jobs", "journal", "diff", "kill"):
        error = data(capsys, command, "--session", "one-and-", code=2)["error"]
        assert error["code"] == "ambiguous_session"
        assert "one-and-less, one-and-more" in error["message"]


def test_a_session_is_ended_by_its_whole_id_alone(
    capsys: pytest.CaptureFixture[str], three_sessions: Record, calls: list[str]
) -> None:
    error = data(capsys, "kill", "--session", "two-and", code=2)["error"]
    assert error["hint"] == "codex-agent kill --session two-and-more"
    assert "kill" not in calls
    assert data(capsys, "kill", "--session", "nobody", code=3)["error"]["code"] == "no_such_session"


def test_by_default_all_live_jobs_and_twenty_ended_ones_are_listed(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]
) -> None:
    for n in range(25):
        record.start(f"bbbb00{n:02}", at=NOW + n)
        record.end(record.start(f"cccc00{n:02}", at=NOW + n))
    found = ids(data(capsys, "jobs"))
    assert len([job for job in found if job.startswith("bbbb")]) == 25
    assert [job for job in found if job.startswith("cccc")] == [f"cccc00{n:02}" for n in range(24, 4, -1)]
    assert len(ids(data(capsys, "jobs", "--all"))) == 50
    assert len(ids(data(capsys, "jobs", "--limit", "30"))) == 30
    assert len(ids(data(capsys, "jobs", "--limit", "3"))) == 3


def test_the_supervisor_is_asked_to_fold_only_while_something_lives(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]
) -> None:
    record.end(record.start("aaaa0001"))
    for command in (["jobs"], ["status", "aaaa"], ["usage"], ["sessions"], ["journal"], ["capture", "aaaa"]):
        shown(capsys, *command)
    assert calls == []
    record.start("bbbb0001")
    shown(capsys, "status", "aaaa")
    assert calls == []
    for command in (["jobs"], ["status", "bbbb"], ["usage"], ["sessions"], ["journal"], ["capture", "bbbb"]):
        shown(capsys, *command)
    assert calls == ["sync"] * 6


def test_filters_narrow_the_list(capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]) -> None:
    record.end(record.start("aaaa0001", parent_session="s1", cwd="/w/one"))
    record.fail(record.start("aaaa0002", parent_session="s2", cwd="/w/one/below"))
    record.start("aaaa0003", parent_session="s1", cwd="/w/one-more")
    assert ids(data(capsys, "jobs", "--session", "s1")) == ["aaaa0003", "aaaa0001"]
    assert ids(data(capsys, "jobs", "--state", "failed")) == ["aaaa0002"]
    assert ids(data(capsys, "jobs", "--state", "failed", "--state", "running")) == ["aaaa0003", "aaaa0002"]
    assert ids(data(capsys, "jobs", "--session", "s1", "--state", "completed")) == ["aaaa0001"]
    below = listed(record.store, Filter(place=Place("/w/one", below=True)), limit=None, ended_limit=None)
    assert {job.id for job in below} == {"aaaa0001", "aaaa0002"}


def test_pending_is_another_word_for_starting(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]
) -> None:
    record.start("aaaa0001")
    record.store.add_job("aaaa0002", "t", JobSpec(cwd="/w"), host="h", now=NOW)
    with record.store.change("aaaa0002") as change:
        change.job_event(JobEvent.ADMITTED, at=NOW)
    assert ids(data(capsys, "jobs", "--state", "pending")) == ["aaaa0002"]


def test_here_is_the_whole_checkout_or_else_the_folder(
    capsys: pytest.CaptureFixture[str], record: Record, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = home / "repo" / "src"
    below.mkdir(parents=True)
    (home / "repo" / ".git").mkdir()
    (home / "repo" / ".git" / "HEAD").touch()
    (home / "elsewhere").mkdir()
    for n, folder in enumerate(("repo", "repo/src", "repo/src/deep", "repo-two", "elsewhere", "elsewhere/below")):
        record.end(record.start(f"aaaa000{n}", at=NOW + n, cwd=str(home / folder)))
    monkeypatch.chdir(below)
    assert ids(data(capsys, "jobs", "--here")) == ["aaaa0002", "aaaa0001", "aaaa0000"]
    monkeypatch.chdir(home / "elsewhere")
    assert ids(data(capsys, "jobs", "--here")) == ["aaaa0004"]


@pytest.mark.parametrize(
    "argv",
    [["--state", "done"], ["--state", ""], ["--limit", "0"], ["--limit", "-1"], ["--limit", "x"], ["--nope"], ["x"]],
)
def test_a_wrong_value_is_a_usage_error_with_one_object(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    error = data(capsys, "jobs", *argv, code=Exit.USAGE)
    assert error["ok"] is False
    assert error["error"]["message"]


def test_the_table_cannot_drive_a_terminal(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    evil = "\x1b]0;owned\x07\x1b[31mred\x1b[0m\r\n\x9b2Jnext\x00 [bold]line[/bold]"
    record.end(record.start("aaaa0001", name="n", prompt=evil), evil)
    for command in (["jobs"], ["status", "aaaa"], ["journal"], ["sessions"]):
        text = shown(capsys, *command)
        assert not {char for char in text if ord(char) < 32 and char != "\n"}
        assert "\x9b" not in text
    assert "red next [bold]line[/bold]" in shown(capsys, "jobs")
    assert len(shown(capsys, "jobs").splitlines()) == 2


def test_a_table_in_a_pipe_has_no_colour_and_no_trailing_space(
    capsys: pytest.CaptureFixture[str], record: Record
) -> None:
    record.end(record.start("aaaa0001", name="W1 Scout"), "word " * 100)
    record.fail(record.start("aaaa0002", at=NOW - 1))
    lines = shown(capsys, "jobs").splitlines()
    assert lines[0].split() == ["ID", "NAME", "STATUS", "TURN", "ELAPSED", "SUMMARY"]
    assert "model: no model" in lines[2]
    assert all(line == line.rstrip() for line in lines)
    assert lines[1].endswith("…")


# status and result


def test_status_shows_the_answer_and_marks_it_read(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.end(record.start("aaaa0001"), "line one\nline two")
    assert data(capsys, "jobs")["jobs"][0]["unread"] is True
    assert data(capsys, "jobs")["jobs"][0]["unread"] is True  # a list reads nothing
    assert "line one\nline two" in shown(capsys, "status", "aaaa0001")
    assert data(capsys, "jobs")["jobs"][0]["unread"] is False


def test_status_json_is_job_and_turn(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.end(record.start("aaaa0001"), "x" * 600)
    found = data(capsys, "status", "aaaa0001")
    assert (found["ok"], set(found)) == (True, {"ok", "job", "turn"})
    assert (len(found["turn"]["message"]), len(found["job"]["summary"])) == (600, 500)
    assert data(capsys, "jobs")["jobs"][0]["unread"] is False


def test_status_names_the_error_its_hint_and_the_next_command(
    capsys: pytest.CaptureFixture[str], record: Record
) -> None:
    record.fail(record.start("aaaa0001"))
    text = shown(capsys, "status", "aaaa0001")
    assert "Error: model: no model" in text
    assert "Hint: codex-agent models" in text
    assert "Next: codex-agent" in text


def test_a_status_that_shows_no_end_marks_none(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]
) -> None:
    record.end(record.start("aaaa0001"), "first")
    record.follow("aaaa0001")
    data(capsys, "status", "aaaa0001")
    turn = record.store.turn("aaaa0001", 1)
    assert turn
    assert turn.read_at is None
    assert "Answer of turn 1:\nfirst" in shown(capsys, "status", "aaaa0001")
    turn = record.store.turn("aaaa0001", 1)
    assert turn
    assert turn.read_at is not None


@pytest.mark.parametrize("message", ["plain", "", "ends in newline\n", "tab\tünïcode ☃ \x1b[31m", "a\r\nb"])
def test_result_is_the_message_byte_for_byte_and_a_newline(
    capfdbinary: pytest.CaptureFixture[bytes], record: Record, message: str
) -> None:
    record.end(record.start("aaaa0001"), message)
    assert run_app(["result", "aaaa0001"]) == 0
    assert capfdbinary.readouterr().out == message.encode() + b"\n"


def test_result_marks_read_and_json_carries_job_and_turn(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.end(record.start("aaaa0001"), "answer")
    found = data(capsys, "result", "aaaa0001")
    assert (found["ok"], found["job"]["id"], found["turn"]["message"]) == (True, "aaaa0001", "answer")
    assert data(capsys, "jobs")["jobs"][0]["unread"] is False


@pytest.mark.parametrize("begun", [True, False], ids=["working", "queued"])
def test_result_never_takes_an_older_answer_for_the_newest(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str], begun: bool
) -> None:
    record.end(record.start("aaaa0001"), "old")
    record.follow("aaaa0001", begun=begun)
    error = data(capsys, "result", "aaaa0001", code=Exit.NO_ANSWER)["error"]
    assert error["code"] == "no_answer_yet"
    assert "codex-agent await-turn aaaa0001" in error["hint"]
    assert shown(capsys, "result", "aaaa0001", "--turn", "1") == "old\n"


@pytest.mark.parametrize(("error_class", "code"), [("model", Exit.NO_ANSWER), ("usage_limit", Exit.LIMIT)])
def test_result_of_a_failed_turn_says_why_with_the_code_of_the_turn(
    capsys: pytest.CaptureFixture[str], record: Record, error_class: str, code: Exit
) -> None:
    record.fail(record.start("aaaa0001"), error_class)
    found = data(capsys, "result", "aaaa0001", code=code)
    assert (found["error"]["code"], found["error"]["class"]) == ("no_answer", error_class)
    assert f"no {error_class}" in found["error"]["message"]
    assert found["error"]["hint"] == "codex-agent models"


def test_ids_are_checked_before_anything_is_looked_up(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.end(record.start("aaaa0001"))
    record.end(record.start("aaaa0002"))
    for command in ("status", "result", "capture", "output", "watch"):
        for typed in ("../../x", "AAAA0001", "aaa", "aaaa00011", "$(touch x)"):
            shown(capsys, command, typed, code=Exit.USAGE)
        shown(capsys, command, "bbbb0001", code=Exit.NOT_FOUND)
        shown(capsys, command, "aaaa", code=Exit.USAGE)
    shown(capsys, "result", "aaaa0001", "--turn", "2", code=Exit.NOT_FOUND)


def test_a_mark_that_cannot_be_made_does_not_hide_the_answer(
    capsys: pytest.CaptureFixture[str], record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codex_agent.errors import AgentError

    record.end(record.start("aaaa0001"), "answer")

    def refuse(path: Path) -> Store:
        raise AgentError("disk_full", "the disk is full")

    monkeypatch.setattr(Store, "open", refuse)
    capsys.readouterr()
    assert run_app(["result", "aaaa0001"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "answer\n"
    assert "the disk is full" in captured.err


# transcripts


def test_capture_shows_the_last_lines_and_output_all(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.end(record.start("aaaa0001"))
    record.write_log("aaaa0001", "".join(f"line {n}\n" for n in range(100)))
    assert shown(capsys, "capture", "aaaa0001", "2") == "line 98\nline 99\n"
    assert len(shown(capsys, "capture", "aaaa0001").splitlines()) == 50
    assert shown(capsys, "output", "aaaa0001", "--clean").splitlines()[0] == "line 0"
    assert len(shown(capsys, "output", "aaaa0001", "--strip-ansi").splitlines()) == 100
    shown(capsys, "capture", "aaaa0001", "0", code=Exit.USAGE)


def test_a_job_without_a_transcript_shows_nothing(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.end(record.start("aaaa0001"))
    assert shown(capsys, "capture", "aaaa0001") == ""
    assert shown(capsys, "output", "aaaa0001") == ""
    assert shown(capsys, "watch", "aaaa0001") == ""


def test_text_beyond_what_was_committed_is_not_shown(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.end(record.start("aaaa0001"))
    record.write_log("aaaa0001", "sure\n")
    with record.home.log("aaaa0001").open("a") as log:
        log.write("from a step that was cut off\n")
    assert shown(capsys, "output", "aaaa0001") == "sure\n"
    assert shown(capsys, "capture", "aaaa0001") == "sure\n"


def test_escapes_that_reached_a_transcript_do_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str], record: Record
) -> None:
    record.end(record.start("aaaa0001"))
    record.write_log("aaaa0001", "a\x1b[31mred\x1b[0m\x07b\n" * 30_000)
    assert shown(capsys, "output", "aaaa0001") == "aredb\n" * 30_000


def test_a_huge_transcript_is_read_from_its_end(record: Record) -> None:
    record.end(record.start("aaaa0001"))
    size = 2 << 30
    with record.home.log("aaaa0001").open("wb") as log:
        log.truncate(size)  # sparse
        log.seek(size - 12)
        log.write(b"\nlast line\n\n")
    with record.store.change("aaaa0001") as change:
        change.set_job(log_size=size)
    script = (
        "import resource, sys; from codex_agent.cli.app import run_app; code = run_app(['capture', 'aaaa0001', '2']);"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "last line\n\n"
    assert int(done.stderr) < 150_000


def test_watching_an_ended_job_shows_its_last_lines_or_its_events_and_ends(
    capsys: pytest.CaptureFixture[str], record: Record
) -> None:
    record.end(record.start("aaaa0001"))
    record.write_log("aaaa0001", "".join(f"line {n}\n" for n in range(30)))
    lines = [
        {"type": "thread.started", "thread_id": "t"},
        {"type": "item.completed", "item": {"id": "i", "type": "agent_message", "text": "hello"}},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    record.home.events("aaaa0001").write_text(text + '{"type":"turn.comp')
    with record.store.change("aaaa0001") as change:
        change.set_turn(1, events_offset=len(text))
    assert shown(capsys, "watch", "aaaa0001").splitlines()[-1] == "line 29"
    events = [json.loads(line) for line in shown(capsys, "watch", "aaaa0001", "--json").splitlines()]
    assert events == [{"event": "thread_started", "thread_id": "t"}, {"event": "message", "text": "hello"}]


# records


def test_a_note_joins_the_journal_with_session_and_folder(
    capsys: pytest.CaptureFixture[str], record: Record, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAUDE_CODE_SESSION_ID", "s9")
    monkeypatch.chdir(home)
    record.end(record.start("aaaa0001", cwd="/w"))
    shown(capsys, "note", "keep the old\nformat", "--kind", "decision")
    entry = data(capsys, "journal")["journal"][-1]
    assert (entry["kind"], entry["text"], entry["session"]) == ("decision", "keep the old\nformat", "s9")
    assert entry["cwd"] == str(home)
    assert [e["kind"] for e in data(capsys, "journal", "--here")["journal"]] == ["decision"]
    assert [e["kind"] for e in data(capsys, "journal", "--session", "s9")["journal"]] == ["decision"]
    assert "[decision] keep the old\n" in shown(capsys, "journal")


@pytest.mark.parametrize("text", ["", "  \n", "a\0b", "\udcff", "x" * 20_001])
def test_a_note_that_says_nothing_or_cannot_be_kept_is_refused(capsys: pytest.CaptureFixture[str], text: str) -> None:
    capsys.readouterr()
    assert run_app(["note", "--json", "--", text]) == Exit.USAGE
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "bad_note"
    assert not default_home().db.exists()


def test_the_journal_tells_every_move_oldest_first(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.fail(record.start("aaaa0001"))
    lines = [line.split(None, 2)[2] for line in shown(capsys, "journal").splitlines()]
    assert lines == [
        "aaaa0001  turn 1 created",
        "aaaa0001  starting",
        "aaaa0001  turn 1 working",
        "aaaa0001  running",
        "aaaa0001  turn 1 failed",
        "aaaa0001  failed",
    ]
    newest = data(capsys, "journal", "--limit", "1")["journal"]
    assert [entry["data"]["to"] for entry in newest] == ["failed"]


def test_the_journal_says_turn_once(capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]) -> None:
    record.start("aaaa0001")
    with record.store.change("aaaa0001") as change:
        change.journal("turn", "the answer fits the schema", at=NOW, turn=1)
        change.journal("turn", "heard", at=NOW)
        change.journal("message", "go on", at=NOW, turn=1)
    lines = [line.split(None, 3)[3] for line in shown(capsys, "journal").splitlines()]
    assert lines[-3:] == ["turn 1: the answer fits the schema", "heard", "turn 1 message go on"]


def test_usage_counts_each_turn_once_by_job_session_and_day(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]
) -> None:
    day = 86_400
    record.end(record.start("aaaa0001", parent_session="s1"), usage=Usage(100, 10, 5, 1))
    record.follow("aaaa0001")
    record.end("aaaa0001", turn=2, at=NOW + 20, usage=Usage(50, 0, 5, 0))
    record.end(record.start("aaaa0002", at=NOW + 2 * day), at=NOW + 2 * day, usage=Usage(7, 0, 3, 0))
    record.fail(record.start("aaaa0003"))
    found = data(capsys, "usage")
    by_job = {
        entry["job"]: (entry["tokens"]["input"], entry["tokens"]["total"], entry["turns"]) for entry in found["job"]
    }
    assert by_job == {"aaaa0001": (150, 160, 2), "aaaa0002": (7, 10, 1)}
    assert {entry["session"]: entry["tokens"]["total"] for entry in found["session"]} == {"s1": 160, None: 10}
    assert [entry["tokens"]["total"] for entry in found["day"]] == [10, 160]
    assert "160" in shown(capsys, "usage")


def test_usage_shows_the_limits_that_were_reported(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    record.end(record.start("aaaa0001"))
    report = {
        "primary": {"used_percent": 42.0, "window_minutes": 300, "resets_at": time.time() + 3700},
        "secondary": None,
    }
    with record.store.change("aaaa0001") as change:
        change.set_limits("openai", json.dumps(report), at=NOW)
    assert data(capsys, "usage")["rate_limits"][0]["limits"]["primary"]["used_percent"] == 42.0
    assert "primary window of 5h00m: 42% used, resets in 1h01m" in shown(capsys, "usage")


def test_sessions_gather_the_jobs_of_each_parent(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]
) -> None:
    record.end(record.start("aaaa0001", at=NOW, parent_session="s1"))
    record.start("aaaa0002", at=NOW + 1, parent_session="s1")
    record.end(record.start("aaaa0003", at=NOW + 2))
    found = data(capsys, "sessions")
    assert [(s["session"], [job["id"] for job in s["jobs"]]) for s in found["sessions"]] == [
        (None, ["aaaa0003"]),
        ("s1", ["aaaa0002", "aaaa0001"]),
    ]
    assert [job["unread"] for job in found["sessions"][1]["jobs"]] == [False, True]
    assert found["tmux"] == []
    assert "Session s1: 2 jobs, 1 live, 1 unread" in shown(capsys, "sessions")
    assert "Session none: 1 job, 0 live" in shown(capsys, "sessions")


def test_the_jobs_of_a_session_stand_below_their_titles(
    capsys: pytest.CaptureFixture[str], record: Record, calls: list[str]
) -> None:
    record.start("aaaa0002", name="Scout", parent_session="s1")
    _, titles, job = shown(capsys, "sessions").splitlines()[:3]
    for title, cell in (("ID", "aaaa0002"), ("NAME", "Scout"), ("STATUS", "running")):
        assert titles.index(title) == job.index(cell)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")
def test_sessions_name_the_windows_of_jobs_and_no_others(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "TMUX_TIMEOUT_S", 60)
    for name in ("codex-agent-aaaa0001", "mine"):
        subprocess.run(["tmux", "-f", "/dev/null", "new-session", "-d", "-s", name, "sleep", "60"], check=True)
    try:
        assert data(capsys, "sessions")["tmux"] == ["codex-agent-aaaa0001"]
        assert shown(capsys, "sessions") == "tmux attach -t codex-agent-aaaa0001\n"
    finally:
        subprocess.run(["tmux", "kill-server"], check=True)


# cost


@pytest.fixture
def many(record: Record) -> Record:
    record.end(record.start("ffff0001", parent_session="s1", cwd="/w/one"))
    record.multiply("ffff0001", MANY)
    return record


def plan(store: Store, sql: str, *values: object) -> str:
    return " / ".join(row["detail"] for row in store.query(f"EXPLAIN QUERY PLAN {sql}", *values))


def test_the_list_reads_only_what_it_shows(many: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    query = many.store.query

    def recording(sql: str, *values: object) -> list[Any]:
        asked.append((sql, values))
        return query(sql, *values)

    monkeypatch.setattr(many.store, "query", recording)
    for chosen in (Filter(), Filter(states=(JobState.COMPLETED,))):
        asked.clear()
        found = listed(many.store, chosen, limit=None, ended_limit=20)
        assert len(found) == 20
        assert len(asked) <= 2 + 2 * 20
        for sql, values in asked:
            steps = " / ".join(row["detail"] for row in query(f"EXPLAIN QUERY PLAN {sql}", *values))
            assert "SCAN" not in steps.replace("SCAN CONSTANT", ""), steps
            assert "TEMP B-TREE" not in steps, steps


@pytest.mark.parametrize(
    "options",
    [{}, {"sessions": ("s1", "s0")}, {"place": Place("/w", below=True)}, {"states": (JobState.LOST,)}],
    ids=str,
)
def test_a_list_among_ten_thousand_jobs_costs_few_steps(many: Record, options: dict[str, Any]) -> None:
    """Thousands of steps of the database's machine, which a busy computer cannot change; to look at every job costs 1,500."""
    steps: list[None] = []
    many.store._db.set_progress_handler(lambda: steps.append(None), 1000)
    listed(many.store, Filter(**options), limit=None, ended_limit=20)
    assert len(steps) < MANY / 100


def test_a_status_among_ten_thousand_reads_one_job(capsys: pytest.CaptureFixture[str], many: Record) -> None:
    assert data(capsys, "status", "ffff0001")["job"]["id"] == "ffff0001"
    steps = plan(many.store, "SELECT id FROM jobs WHERE id >= ? AND id < ? LIMIT 5", "ffff", "ffffg")
    assert steps.startswith("SEARCH jobs USING")


def test_everything_of_ten_thousand_jobs_is_still_shown(capsys: pytest.CaptureFixture[str], many: Record) -> None:
    assert len(ids(data(capsys, "jobs", "--all"))) == MANY + 1
    assert len(data(capsys, "sessions")["sessions"][0]["jobs"]) == MANY + 1
    assert data(capsys, "usage")["session"][0]["turns"] == MANY + 1
    assert os.environ["CODEX_AGENT_HOME"] == str(default_home().root)
