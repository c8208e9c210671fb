"""The scripted server as a server: many clients, clients that leave, its own end. No Codex client needed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from typing import TYPE_CHECKING, Any

import pytest

from codex_agent.demo.script import Delay, Gate, Text
from codex_agent.demo.server import ScriptedServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codex_agent.demo.script import Reply

LIMIT_S = 60


def connect(server: ScriptedServer) -> HTTPConnection:
    return HTTPConnection("127.0.0.1", server.port, timeout=LIMIT_S)


def post(connection: HTTPConnection, prompt: str) -> HTTPResponse:
    body = {"model": "gpt-5.5", "input": [{"type": "message", "role": "user", "content": prompt}]}
    connection.request("POST", "/v1/responses", json.dumps(body))
    return connection.getresponse()


def ask(server: ScriptedServer, prompt: str) -> str:
    connection = connect(server)
    try:
        return post(connection, prompt).read().decode()
    finally:
        connection.close()


def test_64_parallel_clients_each_get_their_own_answer_although_all_are_held_first() -> None:
    all_came = threading.Barrier(64, timeout=LIMIT_S)

    def script(request: Any) -> Text:
        all_came.wait()
        return Text(f"for {request.last_user_text}.")

    with ScriptedServer(script) as server, ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda number: ask(server, str(number)), range(64)))
        assert len(server.requests) == 64
    assert all(f'"for {number}."' in answer for number, answer in enumerate(answers))


@pytest.mark.parametrize("reply", [Gate(Text("never")), Delay(3600, Text("never"))], ids=["gate", "delay"])
def test_closing_the_server_ends_held_replies_and_leaves_no_thread(reply: Gate | Delay) -> None:
    before = set(threading.enumerate())
    with ScriptedServer(lambda _: reply) as server:
        connection = connect(server)
        response = post(connection, "x")
        assert set(threading.enumerate()) - before
        server.close()
        assert not set(threading.enumerate()) - before  # one of an earlier test may have ended meanwhile
        assert b"never" not in response.read()
        connection.close()


class WatchedGate(Gate):
    """Tells when a request stops waiting."""

    def __init__(self, then: Reply) -> None:
        super().__init__(then)
        self.left = threading.Event()

    def leave(self, wake: Callable[[], None]) -> None:
        super().leave(wake)
        self.left.set()


def test_a_client_that_leaves_ends_its_hold_and_nobody_elses() -> None:
    beyond = Gate(Text("never"))
    gates = {"leaver": WatchedGate(beyond), "stayer": WatchedGate(Text("late"))}
    with ScriptedServer(lambda request: gates[request.last_user_text]) as server:
        leaver, stayer = connect(server), connect(server)
        leaving, staying = post(leaver, "leaver"), post(stayer, "stayer")
        leaving.close()
        leaver.close()
        assert gates["leaver"].left.wait(LIMIT_S)
        assert not gates["stayer"].left.is_set()
        gates["stayer"].open()
        assert b"late" in staying.read()
        stayer.close()
    assert not server.errors
    assert not beyond.await_arrivals(timeout_s=0)


def test_what_a_script_does_wrong_is_kept() -> None:
    def raising(_: object) -> Text:
        raise LookupError("oops")

    with ScriptedServer(raising) as server:
        assert "oops" in ask(server, "x")
        server.script = lambda _: None  # type: ignore[assignment,return-value] # the fault under test
        assert "response.completed" not in ask(server, "y")
        server.close()
        assert [type(error) for error in server.errors] == [LookupError, AttributeError]


def test_await_request_returns_an_earlier_one_and_gives_up_in_time() -> None:
    with ScriptedServer() as server:
        ask(server, "first")
        assert server.await_request(lambda request: "first" in request.last_user_text).model == "gpt-5.5"
        with pytest.raises(TimeoutError):
            server.await_request(lambda request: "second" in request.last_user_text, timeout_s=0)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/v1/models", None, 200),
        ("GET", "/v1/responses", None, 426),
        ("GET", "/other", None, 404),
        ("POST", "/v1/other", "{}", 404),
        ("POST", "/v1/responses", "[]", 400),
        ("POST", "/v1/responses", "\xff", 400),
    ],
)
def test_other_requests_are_answered_sanely(method: str, path: str, body: str | None, status: int) -> None:
    with ScriptedServer() as server:
        connection = connect(server)
        connection.request(method, path, body)
        response = connection.getresponse()
        assert response.status == status
        assert "error" in json.loads(response.read()) or status == 200
        connection.close()
        assert not server.requests


def test_a_closed_server_listens_no_more_and_can_be_closed_again() -> None:
    with ScriptedServer() as server:
        server.close()
        with pytest.raises(ConnectionRefusedError):
            ask(server, "x")


@pytest.mark.parametrize("end", ["end of input", "SIGTERM"])
def test_the_program_prints_its_url_and_leaves_when_it_should(tmp_path: Path, end: str) -> None:
    log = tmp_path / "requests.jsonl"
    command = [sys.executable, "-m", "codex_agent.demo.server", "--log", str(log)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin
        assert program.stdout
        port = int(program.stdout.readline().removeprefix("http://127.0.0.1:").removesuffix("/v1\n"))
        connection = HTTPConnection("127.0.0.1", port, timeout=LIMIT_S)
        assert b"echo: hi" in post(connection, "hi").read()
        connection.close()
        if end == "SIGTERM":
            program.send_signal(signal.SIGTERM)
        else:
            program.stdin.close()
        assert program.wait(LIMIT_S) == 0
    assert json.loads(log.read_text())["body"]["input"][0]["content"] == "hi"
    assert log.stat().st_mode & 0o777 == 0o600
