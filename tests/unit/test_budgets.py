"""Token budgets: how a count is written, what counts as used, when nothing is left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pytest

from codex_agent import budgets
from codex_agent.errors import AgentError, ErrorClass, Exit
from codex_agent.specs import JobSpec
from codex_agent.usage import Usage


class Rows:
    """The jobs of one session as the store answers, and what was deleted."""

    def __init__(self, *jobs: tuple[Usage | None, JobSpec], deleted: Sequence[int] = ()) -> None:
        self.jobs = [
            {"usage": json.dumps(asdict(usage)) if usage else None, "spec": json.dumps(spec.as_json())}
            for usage, spec in jobs
        ]
        self.deleted = [{"data": json.dumps({"spent": spent})} for spent in deleted]

    def __call__(self, sql: str, *_: object) -> list[Any]:
        return self.deleted if "journal" in sql else self.jobs


SPEC = JobSpec(cwd="/x", parent_session="s")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1", 1),
        ("150000", 150_000),
        ("150_000", 150_000),
        ("150,000", 150_000),
        ("200k", 200_000),
        ("1.5M", 1_500_000),
        ("1.5 m", 1_500_000),
        ("0.5K", 500),
    ],
)
def test_a_count_is_read_as_people_write_it(text: str, tokens: int) -> None:
    assert budgets.parse(text) == tokens


@pytest.mark.parametrize("text", ["", "0", "-1", "k", "1e6", "0.2", "1.5.0", "٣", "12 tokens", "9" * 40, "inf", "nan"])
def test_what_is_no_count_is_a_usage_error_that_names_its_source(text: str) -> None:
    with pytest.raises(AgentError) as error:
        budgets.parse(text, "config.toml: max_session_tokens")
    assert error.value.exit_code is Exit.USAGE
    assert "config.toml: max_session_tokens" in error.value.message


def test_input_with_what_was_cached_and_output_with_reasoning_count_once() -> None:
    assert budgets.spent_by_job(Rows((Usage(1000, 900, 50, 40), SPEC)), "a") == 1050


def test_a_fork_counts_only_what_it_used_itself() -> None:
    forked = JobSpec(cwd="/x", fork_tokens=1050)
    assert budgets.spent_by_job(Rows((Usage(1500, 900, 70, 40), forked)), "a") == 520
    assert budgets.spent_by_job(Rows((None, forked)), "a") == 0
    assert budgets.spent_by_job(Rows((Usage(900, 0, 0, 0), forked)), "a") == 0


def test_a_session_has_used_what_all_its_jobs_did_the_deleted_ones_too() -> None:
    rows = Rows((Usage(100, 0, 10, 0), SPEC), (None, SPEC), (Usage(30, 0, 3, 0), SPEC), deleted=[7, 50])
    assert budgets.spent_in_session(rows, "s") == 110 + 33 + 57


@pytest.mark.parametrize(("limit", "over"), [(111, False), (110, True), (1, True), (None, False)])
def test_a_job_is_over_once_it_has_used_as_much_as_it_may(limit: int | None, over: bool) -> None:
    spec = JobSpec(cwd="/x", max_tokens=limit)
    found = budgets.reached(Rows((Usage(100, 0, 10, 0), spec)), "8abfab85", spec)
    assert (found is not None) is over
    if found is not None:
        assert found.error_class is ErrorClass.USAGE_LIMIT
        assert "110" in found.message
        assert found.hint == "codex-agent send 8abfab85 TEXT --max-tokens N goes on with more"


def test_a_job_of_a_session_that_has_nothing_left_is_over_too() -> None:
    spec = JobSpec(cwd="/x", parent_session="s", max_tokens=1000, max_session_tokens=200)
    rows = Rows((Usage(100, 0, 10, 0), spec), (Usage(90, 0, 0, 0), spec))
    found = budgets.reached(rows, "a", spec)
    assert found is not None
    assert "session s" in found.message
    assert "max_session_tokens" in (found.hint or "")


def test_a_start_is_refused_where_the_session_has_nothing_left_and_only_there() -> None:
    rows = Rows((Usage(100, 0, 10, 0), SPEC))
    budgets.check_start(rows, JobSpec(cwd="/x", parent_session="s", max_session_tokens=111))
    budgets.check_start(rows, JobSpec(cwd="/x", parent_session="s"))
    budgets.check_start(rows, JobSpec(cwd="/x", max_session_tokens=1))
    budgets.check_start(rows, JobSpec(cwd="/x", mode="terminal", parent_session="s", max_session_tokens=1))
    with pytest.raises(AgentError) as error:
        budgets.check_start(rows, JobSpec(cwd="/x", parent_session="s", max_session_tokens=110))
    assert (error.value.code, error.value.exit_code) == ("budget_spent", Exit.LIMIT)
    assert error.value.hint
