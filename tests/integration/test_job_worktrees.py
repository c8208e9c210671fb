"""The supervisor and the worktrees of its jobs, without a client: what is taken back, what is cleared, what is refused."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from offices import Office, nobody
from repositories import Repository

from codex_agent.errors import AgentError
from codex_agent.specs import Worktree
from codex_agent.supervisor import job_worktrees

WISH = {"worktree": {"base": None}}
LIMIT_S = 60


def nothing_left(repo: Repository) -> bool:
    return os.listdir(repo.home.worktrees_dir) == [] and repo.git("branch", "--list", "codex-agent/*") == ""


async def ended(office: Office, repo: Repository) -> tuple[str, Worktree]:
    """A job that has ended, and its worktree."""
    first = await office.start(repo.top, repo.env, request=WISH)
    office.finish(first)
    tree = office.store.job(first).spec.worktree
    assert tree is not None
    return first, tree


async def ended_with_fork(office: Office, repo: Repository) -> tuple[str, Worktree, str]:
    """A job that has ended, its worktree, and a fork of it that began there and has ended, too."""
    first, tree = await ended(office, repo)
    fork = await office.fork(first, repo.env)
    office.finish(fork)
    return first, tree, fork


def test_a_job_that_cannot_be_stored_has_no_worktree(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(office: Office, repo: Repository) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(office.store, "add_job", full)
        with pytest.raises(AgentError) as error:
            await office.start(repo.top, repo.env, request=WISH)
        assert error.value.code == "disk_full"
        assert nothing_left(repo)

    run(work)


def test_a_caller_that_hangs_up_meanwhile_leaves_no_worktree(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(office: Office, repo: Repository) -> None:
        real, loop, begun = job_worktrees.creating.create, asyncio.get_running_loop(), asyncio.Event()
        hung_up = threading.Event()

        def told(*args: Any) -> Any:
            loop.call_soon_threadsafe(begun.set)
            assert hung_up.wait(LIMIT_S)
            return real(*args)

        monkeypatch.setattr(job_worktrees.creating, "create", told)
        task = asyncio.create_task(office.start(repo.top, repo.env, request=WISH))
        await asyncio.wait({task, waiting := asyncio.create_task(begun.wait())}, return_when=asyncio.FIRST_COMPLETED)
        assert waiting.done(), task.exception()
        task.cancel()
        loop.call_soon(hung_up.set)  # after the task has heard of it
        with pytest.raises(asyncio.CancelledError):
            await task
        while office.house._background:
            await asyncio.wait(set(office.house._background))
        assert nothing_left(repo)
        assert office.store.list_jobs() == []

    run(work)


def test_leftovers_of_a_dead_supervisor_are_cleared_and_the_work_of_jobs_is_not(run: Any) -> None:
    async def work(office: Office, repo: Repository) -> None:
        job = await office.start(repo.top, repo.env, request=WISH)
        repo.home.worktree_marker(job).write_text("{}")  # it died between storing the job and letting go of the marker
        half = repo.make("00000001")
        facts = {"common_dir": str(repo.top / ".git"), "branch": half.worktree.branch, "base": half.worktree.base}
        repo.write(repo.home.worktree_marker("00000001"), json.dumps(facts))
        trash = repo.home.worktree_trash("00000002")
        repo.write(trash / "x", "x")
        stranger = repo.make("00000003")  # its store was moved away: somebody's work
        office.house.own_env = repo.env
        office.worktrees.clear_leftovers()
        while office.house._background:
            await asyncio.wait(set(office.house._background))
        assert sorted(os.listdir(repo.home.worktrees_dir)) == sorted([job, "00000003"])
        assert "a.txt" in os.listdir(stranger.cwd)

    run(work)


def test_a_worktree_in_which_another_agent_lives_is_not_removed(run: Any) -> None:
    async def work(office: Office, repo: Repository) -> None:
        first, tree = await ended(office, repo)
        second = await office.start(Path(tree.path), repo.env, sandbox="read-only")
        office.begin(second)
        for force in (False, True):
            with pytest.raises(AgentError) as error:
                await office.removals.delete({"job": first, "force": force, "env": repo.env}, nobody)
            assert error.value.code == "in_use"
        with pytest.raises(AgentError) as error:
            await office.worktrees.hold({"job": first}, nobody)
        assert error.value.code == "still_working"
        office.end(second)
        assert (await office.removals.delete({"job": first, "env": repo.env}, nobody))["deleted"] == [first]
        assert nothing_left(repo)

    run(work)


def test_the_worktree_of_forks_that_have_ended_stays_until_they_are_deleted(run: Any) -> None:
    async def work(office: Office, repo: Repository) -> None:
        first, tree, fork = await ended_with_fork(office, repo)
        second = await office.fork(fork, repo.env)
        office.finish(second)
        beside = await office.start(Path(tree.path), repo.env, sandbox="read-only")  # no fork: nobody expects to go on
        office.finish(beside)
        with pytest.raises(AgentError) as error:
            await office.removals.delete({"job": first, "env": repo.env}, nobody)
        assert error.value.code == "in_use"
        assert sorted(error.value.message.removeprefix("forks ").split(" work ")[0].split(", ")) == sorted(
            [fork, second]
        )
        assert "a.txt" in os.listdir(tree.path)
        await office.removals.delete({"job": fork, "env": repo.env}, nobody)
        with pytest.raises(AgentError, match=f"fork {second} works in the worktree of job {first}"):
            await office.removals.delete({"job": first, "env": repo.env}, nobody)
        await office.removals.delete({"job": second, "env": repo.env}, nobody)
        assert (await office.removals.delete({"job": first, "env": repo.env}, nobody))["deleted"] == [first]
        assert nothing_left(repo)

    run(work)


@pytest.mark.parametrize("how", ["by force", "gone already"])
def test_forks_are_no_obstacle_where_nothing_is_to_be_kept(run: Any, how: str) -> None:
    async def work(office: Office, repo: Repository) -> None:
        first, *_ = await ended_with_fork(office, repo)
        if how == "gone already":
            shutil.rmtree(repo.home.worktree(first))
        request = {"job": first, "force": how == "by force", "env": repo.env}
        assert (await office.removals.delete(request, nobody))["deleted"] == [first]
        assert nothing_left(repo)

    run(work)


def test_no_turn_begins_in_a_worktree_that_is_being_merged_whosever_it_is(run: Any) -> None:
    async def work(office: Office, repo: Repository) -> None:
        first, tree, fork = await ended_with_fork(office, repo)
        async with office.merging(first, repo.env):
            for begin in (
                office.send(first, repo.env, force=True),
                office.send(fork, repo.env, force=True),
                office.fork(first, repo.env, force=True),
                office.start(Path(tree.path), repo.env, sandbox="read-only"),
            ):
                with pytest.raises(AgentError, match=f"job {first} is being merged"):
                    await begin
            assert await office.start(repo.top, repo.env, sandbox="read-only")
        assert await office.send(fork, repo.env) == 2

    run(work)


def test_a_queued_follow_up_counts_as_work(run: Any) -> None:
    async def work(office: Office, repo: Repository) -> None:
        job = await office.start(repo.top, repo.env, request=WISH)
        office.begin(job)
        assert await office.send(job, repo.env) == 2
        with office.store.change(job) as change:  # the first turn has ended, the second has not begun
            change.set_turn(1, state="idle", gone=1)
        with pytest.raises(AgentError) as error:
            await office.worktrees.hold({"job": job}, nobody)
        assert error.value.code == "still_working"

    run(work)
