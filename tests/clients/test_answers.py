"""Structured answers on the real client: what reaches the model, what is asked once more, and what waiters get."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from codex_agent.demo.script import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fleet import Fleet

    from codex_agent.demo.request import Request
    from codex_agent.demo.script import Reply
    from codex_agent.demo.server import ScriptedServer

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
