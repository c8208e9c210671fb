"""Token budgets against a real store: what is refused has left nothing, what waits is killed and nobody waits for it for ever."""

from __future__ import annotations

import os
from collections.abc import Awaitable
from typing import Any

import pytest
from offices import Office
from repositories import Repository

from codex_agent import budgets
from codex_agent.errors import AgentError, ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.states import JobState
from codex_agent.supervisor.recording import stop_spent
from codex_agent.usage import Usage

OVER = TurnFailed("too much", ErrorClass.USAGE_LIMIT, "raise it")


def used(office: Office, job: str, tokens: int) -> None:
    with office.store.change(job) as change:
        change.set_job(usage=Usage(tokens))


async def refused(asked: Awaitable[object]) -> None:
    with pytest.raises(AgentError) as error:
        await asked
    assert error.value.code == "budget_spent"


def test_a_start_beyond_the_sessions_budget_leaves_nothing(run: Any) -> None:
    async def work(office: Office, repo: Repository) -> None:
        env = {**repo.env, "CODEX_AGENT_MAX_SESSION_TOKENS": "100"}
        first = await office.start(repo.top, env, parent_session="s", sandbox="read-only")
        used(office, first, 100)
        before = [sorted(os.listdir(folder)) for folder in (repo.home.root, repo.home.jobs_dir)]
        await refused(office.check(repo.top, env, now=True, parent_session="s", sandbox="read-only"))
        await office.check(repo.top, env, parent_session="s", sandbox="read-only")
        await refused(office.start(repo.top, env, parent_session="s", sandbox="read-only"))
        await refused(office.start(repo.top, env, parent_session="s", request={"worktree": {"base": None}}))
        assert [sorted(os.listdir(folder)) for folder in (repo.home.root, repo.home.jobs_dir)] == before
        assert len(office.store.list_jobs()) == 1
        await office.start(repo.top, env, parent_session="other", sandbox="read-only")

    run(work)


def test_a_follow_up_is_refused_until_the_budget_is_raised_and_the_new_one_stays(run: Any) -> None:
    async def work(office: Office, repo: Repository) -> None:
        job = await office.start(repo.top, repo.env, max_tokens=100)
        office.begin(job)
        used(office, job, 100)
        office.end(job)
        await refused(office.send(job, repo.env))
        await refused(office.send(job, repo.env, max_tokens=100))
        assert [turn.n for turn in office.store.turns(job)] == [1]
        assert office.store.job(job).spec.max_tokens == 100
        assert await office.send(job, repo.env, max_tokens=101) == 2
        assert office.store.job(job).spec.max_tokens == 101

    run(work)


def test_a_fork_has_used_nothing_of_what_its_history_used(run: Any) -> None:
    async def work(office: Office, repo: Repository) -> None:
        job = await office.start(repo.top, repo.env, max_tokens=100, parent_session="s")
        office.begin(job)
        used(office, job, 99)
        office.end(job)
        fork = await office.fork(job, repo.env, parent_session="s")
        again = office.store.job(fork)
        assert (again.spec.max_tokens, again.usage.total, again.spent) == (100, 99, 0)
        used(office, fork, 150)
        assert budgets.spent_by_job(office.store.query, fork) == 51
        assert budgets.spent_in_session(office.store.query, "s") == 150

    run(work)


def test_what_waits_is_killed_with_the_reason_and_its_messages_are_dropped(run: Any) -> None:
    """Whoever waits for a message to be taken is told; see `FollowUps._taken`."""

    async def work(office: Office, repo: Repository) -> None:
        job = await office.start(repo.top, repo.env, mode="interactive")
        office.begin(job)
        with office.store.change(job) as change:
            n = change.add_turn("next", at=2.0)
            change.add_input(n, "steer", "and this", at=2.0)
        office.end(job, stays=True)
        with office.store.change(job) as change:
            stop_spent(change, OVER, at=3.0)
        turn = office.store.turn(job, 2)
        assert turn is not None
        assert (turn.outcome, turn.error_class, turn.error_hint) == ("killed", "usage_limit", "raise it")
        message = office.store.input_with_token("steer")
        assert message is not None
        assert message["state"] == "dropped"
        assert office.store.job(job).state is JobState.STOPPING

    run(work)


def test_a_job_that_still_waits_for_its_start_ends_with_the_reason(run: Any) -> None:
    async def work(office: Office, repo: Repository) -> None:
        job = await office.start(repo.top, repo.env)
        with office.store.change(job) as change:
            stop_spent(change, OVER, at=3.0)
        found = office.store.job(job)
        assert found.state is JobState.KILLED
        assert found.as_json(4.0)["error"]["class"] == "usage_limit"

    run(work)
