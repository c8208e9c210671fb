"""What `await-turn` prints and how it leaves, on pushes as the supervisor sends them. Nothing waits here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from codex_agent.cli import boundary, waiting
from codex_agent.cli.waiting import Waiting, Wanted, follow
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import Home

HOME = Home(Path("/nonexistent"))
ONE, TWO = "aaaa0001", "bbbb0002"
Push = dict[str, Any] | BaseException


def answer(job: str, state: str = "idle", message: str = "fine", **error: Any) -> dict[str, Any]:
    outcome = {"idle": "completed", "needs_input": None}.get(state, "failed")
    failure = {"class": "other", "message": "it broke", "hint": None, **error} if outcome == "failed" else None
    turn = {"turn": 1, "turn_state": state, "outcome": outcome, "message": message, "error": failure, "questions": []}
    entry = {"id": job, "name": None, "mode": "exec", "needs_input": None, "error": None, "turn": 1, "unread": True}
    return {"answer": {"job": entry, "turn": turn}}


class Supervisor:
    """Plays pushes; keeps what was asked, and which answers were marked as read."""

    def __init__(self, *pushes: Push) -> None:
        self.pushes = pushes
        self.asked: list[dict[str, Any]] = []
        self.read: list[str] = []

    def stream(
        self, home: Home, op: str, *, timeout_s: float | None, again: Callable[[], dict[str, Any]]
    ) -> Iterator[dict[str, Any]]:
        assert op == "await"
        self.asked.append(again())
        for push in self.pushes:
            if isinstance(push, BaseException):
                raise push
            if push == {"again": True}:
                self.asked.append(again())
            else:
                yield push

    def mark_read(self, home: Home, answers: list[dict[str, Any]]) -> None:
        self.read += [one["job"]["id"] for one in answers]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Supervisor]:
    def begin(*pushes: Push) -> Supervisor:
        supervisor = Supervisor(*pushes)
        monkeypatch.setattr(waiting.client, "stream", supervisor.stream)
        monkeypatch.setattr(waiting, "mark_read", supervisor.mark_read)
        return supervisor

    return begin


Play = Callable[..., Supervisor]
Captured = pytest.CaptureFixture[str]


def run(*jobs: str, **options: Any) -> int:
    return follow(HOME, [Wanted(job) for job in jobs], **{"json_output": False, **options})


def test_after_a_crash_only_open_turns_are_asked_for_and_the_same_ones(play: Play) -> None:
    supervisor = play({"targets": {ONE: 3, TWO: 7}}, answer(ONE), {"again": True}, {"targets": {TWO: 7}}, answer(TWO))
    assert [one["job"]["id"] for one in Waiting(HOME, [Wanted(ONE), Wanted(TWO, after=6)])] == [ONE, TWO]
    assert supervisor.asked[0]["jobs"] == [
        {"id": ONE, "turn": None, "after": None},
        {"id": TWO, "turn": None, "after": 6},
    ]
    assert supervisor.asked[1]["jobs"] == [{"id": TWO, "turn": 7, "after": None}]


def test_any_ends_with_the_first_answer(play: Play, capsys: Captured) -> None:
    supervisor = play({"targets": {ONE: 1, TWO: 1}}, answer(TWO), AssertionError("asked for more"))
    assert run(ONE, TWO, any_one=True) == Exit.OK
    assert capsys.readouterr().out == f"=== {TWO} turn 1: completed ===\nfine\n"
    assert supervisor.read == [TWO]


def test_ctrl_c_keeps_what_was_answered_and_names_the_rest(play: Play, capsys: Captured) -> None:
    supervisor = play({"targets": {ONE: 1, TWO: 1}}, answer(ONE), KeyboardInterrupt())
    assert run(ONE, TWO) == Exit.INTERRUPTED
    said = capsys.readouterr()
    assert said.out == f"=== {ONE} turn 1: completed ===\nfine\n"
    assert said.err == f"Error: interrupted; the agents go on\n\nHint: codex-agent await-turn {TWO}\n"
    assert supervisor.read == [ONE]


def test_ctrl_c_with_json_is_one_object_with_the_answers_so_far(play: Play, capsys: Captured) -> None:
    supervisor = play({"targets": {ONE: 1, TWO: 1}}, answer(ONE), KeyboardInterrupt())
    assert run(ONE, TWO, json_output=True) == Exit.INTERRUPTED
    data = json.loads(capsys.readouterr().out)
    assert (data["ok"], data["error"]["code"], data["open"]) == (False, "interrupted", [TWO])
    assert [entry["job"]["id"] for entry in data["jobs"]] == [ONE]
    assert supervisor.read == [ONE]


def test_a_job_deleted_meanwhile_does_not_swallow_the_other_answers(play: Play, capsys: Captured) -> None:
    gone = AgentError("no_such_job", "there is no job", exit_code=Exit.NOT_FOUND)
    play({"targets": {ONE: 1, TWO: 1}}, answer(ONE), gone)
    assert run(ONE, TWO, json_output=True) == Exit.NOT_FOUND
    data = json.loads(capsys.readouterr().out)
    assert (data["error"]["code"], len(data["jobs"])) == ("no_such_job", 1)


@pytest.mark.parametrize(
    ("pushes", "code"),
    [
        ([answer(ONE), answer(TWO)], Exit.OK),
        ([answer(ONE, "failed"), answer(TWO)], Exit.NO_ANSWER),
        ([answer(ONE, "failed", **{"class": "usage_limit"}), answer(TWO)], Exit.LIMIT),
        ([answer(ONE, "failed", **{"class": "context_limit"}), answer(TWO, "interrupted")], Exit.NO_ANSWER),
        ([answer(ONE, "needs_input"), answer(TWO)], Exit.NEEDS_INPUT),
        ([answer(ONE, "needs_input"), AgentError("timeout", "", exit_code=Exit.TIMEOUT)], Exit.NEEDS_INPUT),
        ([answer(ONE), AgentError("timeout", "", exit_code=Exit.TIMEOUT)], Exit.TIMEOUT),
    ],
)
@pytest.mark.parametrize("json_output", [False, True])
def test_the_worst_exit_code_wins(
    play: Play, pushes: list[Push], code: Exit, json_output: bool, capsys: Captured
) -> None:
    play(*pushes)
    assert run(ONE, TWO, json_output=json_output, timeout_s=1) == code
    if json_output:
        assert json.loads(capsys.readouterr().out)["ok"] is (code is Exit.OK)


@pytest.mark.parametrize("json_output", [False, True])
def test_an_answer_is_marked_only_after_it_was_written(
    play: Play, monkeypatch: pytest.MonkeyPatch, json_output: bool
) -> None:
    def full(_: object) -> None:
        raise AgentError("output", "cannot write")

    monkeypatch.setattr(waiting.output, "print_message", full)
    monkeypatch.setattr(waiting.output, "print_json", full)
    supervisor = play(answer(ONE))
    code = boundary.run(lambda: run(ONE, json_output=json_output), json_output=False)
    assert (code, supervisor.read) == (Exit.REFUSED, [])
