"""Many readers, one writer: who is refused, who is not, and that of two at once exactly one wins. Turns are rows here; no client runs."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from offices import Office, nobody
from repositories import Repository

from codex_agent.errors import AgentError
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, TurnEvent
from codex_agent.supervisor import writers

FORCE = {"force": True}


async def refused(start: Awaitable[object], by: str, place: Path | str) -> None:
    with pytest.raises(AgentError) as error:
        await start
    assert error.value.code == "second_writer"
    assert by in error.value.message
    assert str(place) in error.value.message
    assert error.value.hint


class TestASecondWriter:
    def test_is_refused_in_the_same_checkout_by_whatever_name(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            (repo.root / "link").symlink_to(repo.top)
            first = await office.start(repo.top / "sub", repo.env)
            for folder in (repo.top, repo.top / "sub", repo.root / "link", repo.root / "link" / "sub"):
                for sandbox in ("workspace-write", "danger-full-access"):
                    await refused(office.start(folder, repo.env, sandbox=sandbox), first, repo.top)
            for mode in ("exec", "interactive"):
                await refused(office.start(repo.top, repo.env, mode=mode), first, repo.top)
            assert len(office.store.list_jobs()) == 1

        run(work)

    def test_is_refused_whatever_session_it_comes_from(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            first = await office.start(repo.top, repo.env, parent_session="one")
            await refused(office.start(repo.top, repo.env, parent_session="two"), first, repo.top)

        run(work)

    def test_is_refused_in_the_same_folder_outside_of_any_repository(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            place = repo.root / "plain"
            (place / "below").mkdir(parents=True)
            (repo.root / "link").symlink_to(place)
            first = await office.start(place, repo.env)
            await refused(office.start(repo.root / "link", repo.env), first, place)
            await refused(office.start(place / "below", repo.env), first, place / "below")

        run(work)

    def test_is_refused_above_a_plain_folder_that_is_written_in_but_not_beside_it(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            for name in ("one", "two", "onetwo"):
                (repo.root / "plain" / name).mkdir(parents=True)
            first = await office.start(repo.root / "plain" / "one", repo.env)
            await refused(office.start(repo.root / "plain", repo.env), first, repo.root / "plain")
            with pytest.raises(AgentError, match=f"it works in {repo.root / 'plain' / 'one'}$"):
                await office.start(repo.root / "plain", repo.env)
            for name in ("two", "onetwo"):
                await office.start(repo.root / "plain" / name, repo.env)
            await office.start(repo.top, repo.env)  # a checkout is a place of its own wherever it lies

        run(work)

    def test_is_refused_under_another_name_of_the_same_folder(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """As a file system that does not count letter case answers, or one that is mounted twice."""

        async def work(office: Office, repo: Repository) -> None:
            plain, other = repo.root / "plain", repo.root / "PLAIN"
            plain.mkdir()
            first = await office.start(plain, repo.env)
            real = os.stat
            same = {str(other): str(plain)}
            monkeypatch.setattr(os, "stat", lambda path, *args, **more: real(same.get(path, path), *args, **more))
            await refused(office.start(other, repo.env), first, other)

        run(work)

    def test_is_not_one_in_a_repository_or_submodule_inside(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            nested, module = repo.top / "nested", repo.top / "module"
            nested.mkdir()
            repo.git("init", "--quiet", str(nested))
            allowed = ("-c", "protocol.file.allow=always")
            repo.git(*allowed, "submodule", "--quiet", "add", str(repo.top), "module")
            await office.start(repo.top, repo.env)
            for inside in (nested, module):
                first = await office.start(inside, repo.env)
                await refused(office.start(inside, repo.env), first, inside)

        run(work)

    def test_is_refused_where_another_was_given_to_write(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            other, cache = repo.root / "other", repo.root / "cache"
            other.mkdir()
            cache.mkdir()
            first = await office.start(repo.top, repo.env, add_dirs=(str(other), str(cache)))
            await refused(office.start(other, repo.env), first, other)
            office.finish(first)
            second = await office.start(other, repo.env, add_dirs=(str(cache),))
            await refused(office.start(repo.top, repo.env, add_dirs=(str(other),)), second, other)
            await office.start(repo.top, repo.env, add_dirs=(str(cache),))  # neither works there

        run(work)

    def test_is_not_a_reader_nor_a_terminal_nor_one_with_a_worktree(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            await office.start(repo.top, repo.env, mode="terminal", provider="terminal", argv=("true",))
            await office.start(repo.top, repo.env, sandbox="read-only")
            await office.start(repo.top, repo.env)
            await office.start(repo.top, repo.env, sandbox="read-only")
            await office.start(repo.top, repo.env, mode="terminal", provider="terminal", argv=("true",))
            await office.start(repo.top, repo.env, request={"worktree": {"base": None}})
            await office.start(repo.top, repo.env, request={"worktree": {"throwaway": True}})

        run(work)

    def test_is_not_one_in_another_worktree_of_the_same_repository(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            linked = repo.top / ".worktrees" / "linked"
            repo.git("worktree", "add", "--quiet", str(linked))
            await office.start(repo.top, repo.env)
            first = await office.start(linked, repo.env)
            await refused(office.start(linked / "sub", repo.env), first, linked)

        run(work)

    def test_is_let_in_by_force_or_by_the_setting(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            await office.start(repo.top, repo.env)
            await office.start(repo.top, repo.env, request=FORCE)
            await office.start(repo.top, {**repo.env, "CODEX_AGENT_ONE_WRITER": "false"})

        run(work)

    def test_is_told_the_way_out(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            plain = repo.root / "plain"
            plain.mkdir()
            for folder, apart in ((repo.top, "--worktree"), (plain, "-d")):
                first = await office.start(folder, repo.env, name="Painter")
                with pytest.raises(AgentError) as error:
                    await office.start(folder, repo.env)
                assert all(
                    f"{way} " in error.value.hint for way in (apart, "-s read-only", "--force", f"await-turn {first}")
                )
                assert f"agent {first} (Painter) waits in the queue" in error.value.message
                office.begin(first)
                with pytest.raises(AgentError) as error:
                    await office.start(folder, repo.env)
                assert f"agent {first} (Painter) is at work" in error.value.message

        run(work)

    def test_that_is_refused_has_left_nothing(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            await office.start(repo.top, repo.env)
            before = os.listdir(repo.home.jobs_dir)
            with pytest.raises(AgentError):
                await office.start(repo.top, repo.env)
            assert os.listdir(repo.home.jobs_dir) == before

        run(work)


class TestAPlace:
    def test_is_free_once_the_turn_has_ended(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            first = await office.start(repo.top, repo.env)
            office.begin(first)
            await refused(office.start(repo.top, repo.env), first, repo.top)
            office.end(first)
            await office.start(repo.top, repo.env)

        run(work)

    def test_is_not_held_by_an_idle_agent_until_it_is_sent_to(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            idle = await office.start(repo.top, repo.env, mode="interactive")
            office.begin(idle)
            office.end(idle, stays=True)
            other = await office.start(repo.top, repo.env)
            await refused(office.send(idle, repo.env), other, repo.top)
            assert await office.send(idle, repo.env, force=True) == 2

        run(work)

    def test_is_held_by_a_follow_up_that_waits(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            first = await office.start(repo.top, repo.env)
            office.begin(first)
            assert await office.send(first, repo.env) == 2
            with office.store.change(first) as change:  # the first turn has ended, the second has not begun
                change.set_turn(1, state="idle", gone=1)
            await refused(office.start(repo.top, repo.env), first, repo.top)

        run(work)

    def test_is_taken_by_a_follow_up_to_an_ended_agent(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            first = await office.start(repo.top, repo.env)
            office.finish(first)
            second = await office.start(repo.top, repo.env)
            await refused(office.send(first, repo.env), second, repo.top)
            office.finish(second)
            assert await office.send(first, repo.env) == 2
            await refused(office.start(repo.top, repo.env), first, repo.top)

        run(work)

    def test_stays_with_an_agent_that_was_forced_in(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            await office.start(repo.top, repo.env)
            forced = await office.start(repo.top, repo.env, request=FORCE)
            office.begin(forced)
            assert await office.send(forced, repo.env) == 2

        run(work)

    def test_is_still_held_when_another_supervisor_comes(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        async def work(office: Office, repo: Repository) -> None:
            first = await office.start(repo.top, repo.env)
            office.begin(first)
            successor = Office(repo.home, monkeypatch)  # from the rows alone
            try:
                await refused(successor.start(repo.top, repo.env, request={"token": "another"}), first, repo.top)
            finally:
                successor.close()

        run(work)

    def test_is_held_by_an_agent_that_is_being_killed_until_its_processes_are_gone(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            first = await office.start(repo.top, repo.env)
            office.begin(first)
            with office.store.change(first) as change:
                change.job_event(JobEvent.STOP_REQUESTED, at=2.0)
                change.turn_event(1, TurnEvent.COMPLETED, at=2.0)  # its client was quicker
            await refused(office.start(repo.top, repo.env), first, repo.top)
            with office.store.change(first) as change:
                change.job_event(JobEvent.STOPPED, at=3.0)
            await office.start(repo.top, repo.env)

        run(work)

    def test_is_refused_to_a_fork_with_its_own_ways_out(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            first = await office.start(repo.top, repo.env)
            office.finish(first)
            writer = await office.start(repo.top, repo.env)
            with pytest.raises(AgentError) as error:
                await office.fork(first, repo.env)
            ways = "-s read-only lets it look, --force starts it all the same"
            assert error.value.hint == f"codex-agent await-turn {writer} waits for it, {ways}"
            assert office.store.job(await office.fork(first, repo.env, sandbox="read-only")).spec.sandbox == "read-only"
            assert office.store.job(await office.fork(first, repo.env, force=True)).spec.fork_of == first

        run(work)

    def test_is_held_by_a_merge_into_it_and_refused_to_one(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            job = await office.start(repo.top, repo.env, request={"worktree": {"base": None}})
            office.finish(job)
            async with office.merging(job, repo.env):
                await refused(office.start(repo.top, repo.env), job, repo.top)
                tree = Path(office.store.job(job).spec.cwd)
                await refused(office.start(tree, repo.env), job, tree)  # what comes while it is merged could be missed
            writer = await office.start(repo.top, repo.env)
            await refused(office.worktrees.hold({"job": job, "env": repo.env}, nobody), writer, repo.top)

        run(work)


class TestACheck:
    def test_refuses_what_a_start_would_be_refused_now_and_else_only_looks(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            first = await office.start(repo.top, repo.env)
            await refused(office.check(repo.top, repo.env, now=True), first, repo.top)
            await office.check(repo.top, repo.env)
            await office.check(repo.top, repo.env, now=True, **FORCE)
            await office.check(repo.top, repo.env, now=True, sandbox="read-only")
            assert len(office.store.list_jobs()) == 1

        run(work)

    def test_finds_two_that_may_write_in_one_place(self, run: Any) -> None:
        async def work(office: Office, repo: Repository) -> None:
            plain = repo.root / "plain"
            (plain / "below").mkdir(parents=True)
            inside, outside, given = str(plain / "below"), str(plain), (str(repo.top / "sub"),)
            reader, writer = JobSpec(cwd=outside, sandbox="read-only"), JobSpec(cwd=outside)
            assert writers.pair([reader, writer, JobSpec(cwd=str(repo.top))]) is None
            assert writers.pair([reader, writer, JobSpec(cwd=inside)]) == (1, 2)
            assert writers.pair([JobSpec(cwd=str(repo.top)), replace(writer, add_dirs=given)]) == (0, 1)

        run(work)


def test_of_two_that_race_for_a_place_exactly_one_wins_200_times(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through checks of random length, as starts, as follow-ups to ended and to idle agents, in any order."""

    async def work(office: Office, repo: Repository) -> None:
        chance = random.Random(200)

        async def someday(check: Callable[..., Any], *args: Any) -> Any:
            for _ in range(chance.randrange(4)):
                await asyncio.sleep(0)
            return check(*args)

        monkeypatch.setattr(asyncio, "to_thread", someday)
        others: list[str] = []
        for mode in ("exec", "interactive"):
            other = await office.start(repo.top, repo.env, mode=mode)
            office.begin(other)
            office.end(other, stays=mode == "interactive")
            others.append(other)
        for _ in range(200):
            ways = [
                office.start(repo.top, repo.env),
                office.start(repo.top / "sub", repo.env, mode="interactive"),
                *(office.send(other, repo.env) for other in others),
            ]
            two = chance.sample(ways, 2)
            for way in ways:
                if way not in two:
                    way.close()
            answers = await asyncio.gather(*two, return_exceptions=True)
            lost = [answer for answer in answers if isinstance(answer, Exception)]
            assert [getattr(error, "code", error) for error in lost] == ["second_writer"]
            (row,) = office.store.query("SELECT job, n FROM turns WHERE state = 'queued'")
            office.begin(row["job"], row["n"])
            mode = office.store.job(row["job"]).spec.mode
            office.end(row["job"], row["n"], stays=mode == "interactive")

    run(work)
