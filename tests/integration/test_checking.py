"""The checker as a process: its words, its limits, and that nobody waits for a hostile text but the job it belongs to."""

from __future__ import annotations

import asyncio
import fcntl
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from codex_agent import checker
from codex_agent.errors import AgentError, Exit
from codex_agent.supervisor.checking import Checks, Verdict

CATASTROPHIC = {"type": "object", "properties": {"a": {"type": "string", "pattern": "^(a+)+$"}}}
ENDLESS = json.dumps({"a": "a" * 60 + "b"})


def checked(schema: Any, answer: str | None, tmp_path: Path) -> Verdict:
    file = tmp_path / "s.json"
    file.write_text(schema if isinstance(schema, str) else json.dumps(schema))
    return asyncio.run(Checks().answer(file, tmp_path / "verdict", answer))


def test_an_answer_that_fits_comes_back_as_its_json(tmp_path: Path) -> None:
    assert checked({}, '```json\n{"a": "ä🎉"}\n```', tmp_path) == Verdict('{"a": "ä🎉"}')


def test_an_answer_that_does_not_fit_comes_back_as_it_is(tmp_path: Path) -> None:
    verdict = checked({"type": "object"}, "```\n[1]\n```", tmp_path)
    assert verdict == Verdict("```\n[1]\n```", ('$: [1] is not of type "object"',))


@pytest.mark.parametrize("answer", [None, "", " \n"])
def test_no_answer_does_not_fit(tmp_path: Path, answer: str | None) -> None:
    assert checked({}, answer, tmp_path).misfits == ("$: the answer is empty",)


@pytest.mark.parametrize(
    "answer", ["x" * 30_000_000, '{"a":' * 5_000_000, "[" * 3_900_000, "{" * 100, "\0" * 1000, '{"a": 1e999}', "\ud800"]
)
def test_a_hostile_answer_does_not_fit_and_harms_nobody(tmp_path: Path, answer: str) -> None:
    verdict = checked({}, answer, tmp_path)
    assert verdict.misfits
    assert verdict.fault is None
    assert all(len(words) < 1000 for words in verdict.misfits)


def test_a_pattern_without_an_end_stops_nobody_else(tmp_path: Path) -> None:
    """The loop turns and others' answers are judged meanwhile; the checker's own limit ends it, long before our patience.

    It is stopped while the others are judged: on a busy machine its time could be up before they have had theirs.
    """
    file, plain = tmp_path / "s.json", tmp_path / "plain.json"
    file.write_text(json.dumps(CATASTROPHIC))
    plain.write_text("{}")

    async def both() -> Verdict:
        checks = Checks()
        lost = asyncio.create_task(checks.answer(file, tmp_path / "lost", ENDLESS))
        while not (children := psutil.Process().children()):  # noqa: ASYNC110 - nobody tells when a process is there
            await asyncio.sleep(0)
        children[0].suspend()
        for number in range(4):
            assert await checks.answer(plain, tmp_path / f"{number}", "{}") == Verdict("{}")
        assert not lost.done()
        children[0].resume()
        return await lost

    verdict = asyncio.run(both())
    assert verdict == Verdict(
        ENDLESS, fault=f"it takes more than {checker.CPU_S} s; a pattern or a reference may be the reason"
    )


def test_a_check_that_nobody_wants_any_more_leaves_no_process(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_text(json.dumps(CATASTROPHIC))

    async def cancelled() -> None:
        task = asyncio.create_task(Checks().answer(file, tmp_path / "verdict", ENDLESS))
        while not (children := psutil.Process().children()):  # noqa: ASYNC110 - nobody tells when a process is there
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not [child for child in children if child.is_running()]

    asyncio.run(cancelled())


def test_a_checker_that_is_killed_has_a_successor(tmp_path: Path) -> None:
    """The first is held by the lock, which is ours, until it is dead; what it was to find says the second one."""
    file = tmp_path / "s.json"
    file.write_text("{}")

    async def killed() -> Verdict:
        with file.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            task = asyncio.create_task(Checks().answer(file, tmp_path / "verdict", "{}"))
            while not (children := psutil.Process().children()):  # noqa: ASYNC110 - nobody tells when a process is there
                await asyncio.sleep(0)
            children[0].kill()
        return await task

    assert asyncio.run(killed()) == Verdict("{}")


@pytest.mark.parametrize(
    ("schema", "words"), [(None, "cannot be read"), ("{", "not JSON"), ('{"$ref": "#"}', "without an end")]
)
def test_a_schema_that_was_spoilt_is_a_fault_and_no_misfit(tmp_path: Path, schema: str | None, words: str) -> None:
    file = tmp_path / "s.json"
    if schema is not None:
        file.write_text(schema)
    verdict = asyncio.run(Checks().answer(file, tmp_path / "verdict", "{}"))
    assert words in str(verdict.fault)
    assert (verdict.text, verdict.misfits) == ("{}", ())


def test_a_good_schema_is_taken_with_what_is_to_be_said_of_it() -> None:
    text = '{"type": "object", "properties": {}, "additionalProperties": false}'
    assert asyncio.run(Checks().schema(text, "mine")) == ()
    (notice,) = asyncio.run(Checks().schema("{}", "mine"))
    assert notice.startswith("mine: OpenAI will refuse this schema")


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"type": 5}', '{"$ref": "http://127.0.0.1/"}', "\ud800", "x" * 50_000_000, ""]
)
def test_any_other_schema_is_a_usage_error(text: str) -> None:
    with pytest.raises(AgentError) as refused:
        asyncio.run(Checks().schema(text, "--mine"))
    assert (refused.value.code, refused.value.exit_code) == ("bad_schema", Exit.USAGE)
    assert refused.value.message.startswith("--mine: ")


def test_many_checks_at_once_are_all_made(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_text("{}")

    async def many() -> list[Verdict]:
        checks = Checks()
        return await asyncio.gather(*(checks.answer(file, tmp_path / f"{n}", json.dumps(n)) for n in range(24)))

    assert asyncio.run(many()) == [Verdict(json.dumps(n)) for n in range(24)]


class TestRecord:
    """What one checker has found, the next supervisor need not find again."""

    def test_a_verdict_is_written_down_for_its_owner_and_taken_over(self, tmp_path: Path) -> None:
        record = tmp_path / "verdict"
        first = checked({"type": "object"}, "[]", tmp_path)
        assert record.stat().st_mode & 0o777 == 0o600
        (tmp_path / "s.json").unlink()  # so nobody can check once more
        assert asyncio.run(Checks().answer(tmp_path / "s.json", record, "[]")) == first

    @pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"text": "{}", "misfits": []}'])
    def test_one_of_another_answer_or_a_damaged_one_counts_nothing(self, tmp_path: Path, damaged: bytes) -> None:
        checked({}, "[]", tmp_path)
        assert checked({}, "[1", tmp_path).misfits
        (tmp_path / "verdict").write_bytes(damaged)
        assert checked({}, "[1", tmp_path).misfits

    def test_a_checker_waits_for_the_one_that_is_at_work_and_takes_its_verdict(self, tmp_path: Path) -> None:
        """We are the one at work, with the lock; what we write down is not what it would find by itself."""
        file, record = tmp_path / "s.json", tmp_path / "verdict"
        checked({"type": "object"}, "[]", tmp_path)
        ours = {**json.loads(record.read_bytes()), "misfits": ["ours"]}
        record.unlink()
        with file.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            command = [sys.executable, "-I", "-m", "codex_agent.checker", "answer", str(file), str(record)]
            other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert other.stdin is not None
            other.stdin.write(b"[]")
            other.stdin.close()
            record.write_text(json.dumps(ours))
        assert other.stdout is not None
        said = json.loads(other.stdout.read())
        other.stdout.close()
        assert (other.wait(60), said) == (0, {"text": "[]", "misfits": ["ours"]})
