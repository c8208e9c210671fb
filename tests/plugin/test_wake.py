"""The waiter: one for a session, on the supervisor's socket, gone with its client, and nothing is told twice."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hook_runs import ROOT, SESSION, add_job, request, run, words

from codex_agent.paths import Home

PIPE = subprocess.PIPE


class FakeSupervisor:
    """Takes connections on the control socket; answers when told to."""

    def __init__(self, home: Home) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(home.ensure().socket))
        self.socket.listen()
        self.socket.settimeout(60)

    def take(self) -> tuple[socket.socket, dict[str, Any]]:
        """The next connection and its request."""
        connection, _ = self.socket.accept()
        with connection.makefile("rb") as lines:
            return connection, json.loads(lines.readline())


@pytest.fixture
def state(home: Path) -> Home:
    return Home(home / ".codex-agent").ensure()


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "CLAUDE_PLUGIN_DATA": str(home / "data")}


@pytest.fixture
def supervisor(state: Home) -> Iterator[FakeSupervisor]:
    fake = FakeSupervisor(state)
    yield fake
    fake.socket.close()


def begin(env: dict[str, str], folder: Path, *, plugin: Path | None = None, **fields: Any) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(words("wake", root=plugin), env=env, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    assert process.stdin
    process.stdin.write(json.dumps(request(folder, **fields)).encode())
    process.stdin.close()
    process.stdin = None
    return process


def news(job: str, *, asks: bool = False) -> bytes:
    one = {"key": f"{job}.1" + (".q1" if asks else ""), "job": job, "turn": 1, "asks": asks}
    return b'{"ack":true}\n' + json.dumps({"ok": True, "news": [one]}).encode() + b"\n"


@dataclass(frozen=True)
class Waiter:
    """A hook that waits, its connection to the supervisor and what it asked there."""

    process: subprocess.Popen[bytes]
    connection: socket.socket
    asked: dict[str, Any]


@pytest.fixture
def waiter(env: dict[str, str], state: Home, supervisor: FakeSupervisor, tmp_path: Path) -> Iterator[Waiter]:
    """For one job, which is at work."""
    add_job(state, "aaaaaaaa", tmp_path)
    process = begin(env, tmp_path)
    connection, asked = supervisor.take()
    with connection:
        yield Waiter(process, connection, asked)


def test_it_wakes_with_what_the_supervisor_tells(waiter: Waiter) -> None:
    assert waiter.asked["sessions"] == [SESSION]
    assert waiter.asked["v"] == ""  # a newer plugin must not make an older supervisor leave
    waiter.connection.sendall(news("aaaaaaaa"))
    waiter.connection.close()
    out, err = waiter.process.communicate(timeout=60)
    assert (waiter.process.returncode, out) == (2, b"")
    assert b"codex-agent result aaaaaaaa" in err
    assert b"not from the user" in err


def test_at_the_start_of_a_session_what_has_ended_is_no_news(
    env: dict[str, str], state: Home, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    """The other hook of that moment names it; the waiter is there for what comes."""
    add_job(state, "aaaaaaaa", tmp_path)
    add_job(state, "bbbbbbbb", tmp_path, state="answered")
    process = begin(env, tmp_path, hook_event_name="SessionStart")
    connection, asked = supervisor.take()
    assert asked["told"] == ["bbbbbbbb.1"]
    connection.sendall(news("aaaaaaaa"))
    connection.close()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"codex-agent result aaaaaaaa" in err
    assert b"bbbbbbbb" not in err


def test_at_the_start_of_a_session_without_anything_at_work_nobody_waits(
    env: dict[str, str], state: Home, tmp_path: Path
) -> None:
    add_job(state, "bbbbbbbb", tmp_path, state="answered")
    done = run("wake", request(tmp_path, hook_event_name="SessionStart"), env)
    assert (done.code, done.stderr) == (0, "")


def test_a_question_is_for_the_user_to_decide(
    env: dict[str, str], state: Home, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    add_job(state, "aaaaaaaa", tmp_path, state="asking")
    process = begin(env, tmp_path)
    connection, _ = supervisor.take()
    connection.sendall(news("aaaaaaaa", asks=True))
    _, err = process.communicate(timeout=60)
    connection.close()
    assert process.returncode == 2
    assert b'asks (its words): "May I run make?"' in err
    assert b"for the user to decide" in err


def test_one_process_waits_for_a_session(waiter: Waiter, env: dict[str, str], tmp_path: Path) -> None:
    second = run("wake", request(tmp_path), env)
    assert (second.code, second.stderr) == (0, "")
    assert waiter.process.poll() is None
    waiter.connection.sendall(news("aaaaaaaa"))
    waiter.process.communicate(timeout=60)
    assert waiter.process.returncode == 2


def test_it_leaves_when_the_client_is_gone(waiter: Waiter) -> None:
    assert waiter.process.stderr
    waiter.process.stderr.close()
    assert waiter.process.wait(60) == 0
    assert waiter.connection.recv(10) == b""
    assert waiter.process.stdout
    waiter.process.stdout.close()


def test_what_was_told_is_named_to_the_supervisor_and_not_told_again(
    env: dict[str, str], state: Home, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    add_job(state, "aaaaaaaa", tmp_path)
    add_job(state, "cccccccc", tmp_path, state="answered")
    assert "cccccccc" in run("stop", request(tmp_path), env).context
    process = begin(env, tmp_path)
    connection, asked = supervisor.take()
    assert asked["told"] == ["cccccccc.1"]
    connection.sendall(news("cccccccc"))  # a supervisor that tells it anyhow
    connection.close()
    connection, _ = supervisor.take()  # is asked again
    connection.sendall(b'{"ack":true}\n{"ok":true,"news":[]}\n')
    connection.close()
    connection, _ = supervisor.take()  # the job is at work: a wait goes on
    connection.sendall(news("aaaaaaaa"))
    connection.close()
    _, err = process.communicate(timeout=60)
    assert b"cccccccc" not in err
    assert b"aaaaaaaa" in err


def test_a_wait_that_runs_is_named_to_the_supervisor(
    env: dict[str, str], state: Home, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    add_job(state, "aaaaaaaa", tmp_path)
    add_job(state, "bbbbbbbb", tmp_path)
    task = {"id": "b1", "status": "running", "command": "codex-agent await-turn aaaa"}
    process = begin(env, tmp_path, background_tasks=[task, {"command": None}, 7])
    connection, asked = supervisor.take()
    assert asked["promised"] == ["aaaaaaaa"]
    connection.sendall(news("bbbbbbbb"))
    connection.close()
    process.communicate(timeout=60)


def test_a_supervisor_that_does_not_know_the_question_is_left_alone(waiter: Waiter) -> None:
    waiter.connection.sendall(b'{"ack":true}\n{"ok":false,"error":{"code":"unknown_op","message":"?"}}\n')
    out, err = waiter.process.communicate(timeout=60)
    assert (waiter.process.returncode, out, err) == (0, b"", b"")


@pytest.mark.parametrize("ours", [True, False])
def test_without_a_supervisor_a_reading_command_of_ours_is_asked_to_start_one(
    env: dict[str, str], state: Home, tmp_path: Path, *, ours: bool
) -> None:
    """The one on PATH, as in the Bash tool, else the plugin's launcher; another program of that name is never run."""
    add_job(state, "aaaaaaaa", tmp_path)
    called, plugin, folder = tmp_path / "called", tmp_path / "plugin", tmp_path / "first"
    for place in (plugin / "bin", folder):
        place.mkdir(parents=True)
        mark = "# codex_agent" if ours else ""
        (place / "codex-agent").write_text(f'#!/bin/sh\n{mark}\necho "$0 $*" >>{called}\n')
        (place / "codex-agent").chmod(0o755)
    for part in ("hooks", "src"):
        (plugin / part).symlink_to(ROOT / part)
    done = run("wake", request(tmp_path), {**env, "PATH": f"{folder}:{env['PATH']}"}, root=plugin)
    assert (done.code, done.stdout, done.stderr) == (0, "", "")  # it started none, and that is not tried for ever
    program = (folder if ours else plugin / "bin") / "codex-agent"
    assert set(called.read_text().splitlines()) == {f"{program} jobs --limit 1"}


def test_a_program_that_the_repository_brings_is_not_run(env: dict[str, str], state: Home, tmp_path: Path) -> None:
    """It has our name, says that it is ours and comes first on PATH: an environment of the repository is active."""
    add_job(state, "aaaaaaaa", tmp_path)
    tools, ran = tmp_path / ".venv" / "bin", tmp_path / "ran"
    tools.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").touch()
    (tools / "codex-agent").write_text(f"#!/bin/sh\necho codex_agent >{ran}\n")
    (tools / "codex-agent").chmod(0o755)
    done = run("wake", request(tmp_path), {**env, "PATH": f"{tools}:{env['PATH']}"})
    assert (done.code, done.stdout, done.stderr, ran.exists()) == (0, "", "", False)


def test_it_ends_without_a_word_when_nothing_can_come(env: dict[str, str], state: Home, tmp_path: Path) -> None:
    add_job(state, "aaaaaaaa", tmp_path, state="read")
    done = run("wake", request(tmp_path), env)
    assert (done.code, done.stdout, done.stderr) == (0, "", "")


def test_what_ended_meanwhile_is_told_without_a_supervisor(env: dict[str, str], state: Home, tmp_path: Path) -> None:
    add_job(state, "cccccccc", tmp_path, state="failed", message="limit reached")
    first = run("wake", request(tmp_path, stop_hook_active=True), env)
    again = run("wake", request(tmp_path, stop_hook_active=True), env)
    assert first.code == 2
    assert 'usage_limit: "limit reached"' in first.stderr
    assert again.code == 0


def test_news_that_cannot_be_told_are_left_to_a_later_hook(
    env: dict[str, str], state: Home, supervisor: FakeSupervisor, tmp_path: Path
) -> None:
    """The store fails at the moment in which the news come: a disk that is full, a backup that holds it."""
    add_job(state, "aaaaaaaa", tmp_path, state="answered")
    add_job(state, "bbbbbbbb", tmp_path)
    process = begin(env, tmp_path)
    connection, _ = supervisor.take()
    store, aside = state.db, state.db.with_name("aside")
    store.rename(aside)
    store.write_bytes(b"damaged" * 1000)
    connection.sendall(news("aaaaaaaa"))
    _, err = process.communicate(timeout=60)
    connection.close()
    assert (process.returncode, err) == (0, b"")
    aside.rename(store)
    assert "aaaaaaaa" in run("stop", request(tmp_path), env).context
