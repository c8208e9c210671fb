"""The queue by its rows: who begins, in which order, and what survives whoever decides. No client runs."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codex_agent import backlog
from codex_agent.errors import ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.paths import Home
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, JobState, TurnEvent
from codex_agent.store import Store
from codex_agent.supervisor.admission import Admission
from codex_agent.supervisor.holding import take_answer, take_limit

NOW = 1_800_000_000.0


class Yard:
    """Jobs as rows, and one who decides about them. Times are ours."""

    def __init__(self, root: Path) -> None:
        self.now = NOW
        self.home = Home(root / "home").ensure()
        self.file = root / "config.toml"
        self.store = Store.open(self.home.db)
        self.woken: list[str] = []
        self.admission = self.successor()
        self._numbers = itertools.count()

    def successor(self) -> Admission:
        """One who knows nothing but the rows."""
        return Admission(self.store, self.file, self.woken.append, lambda: self.now)

    def job(self, *, bound: int | None = 2, mode: str = "exec", provider: str = "openai", **spec: Any) -> str:
        self.now += 1
        job = f"{next(self._numbers):08x}"
        made = JobSpec(cwd="/w", mode=mode, provider=provider, **spec)
        self.store.add_job(job, f"token {job}", made, host="h", now=self.now, max_parallel=bound)
        return job

    def begin(self, job: str, turn: int = 1) -> None:
        with self.store.change(job) as change:
            if change.state is JobState.QUEUED:
                change.job_event(JobEvent.ADMITTED, at=self.now)
            change.turn_event(turn, TurnEvent.STARTED, at=self.now, gone=0)
            if change.state is JobState.STARTING:
                change.job_event(JobEvent.THREAD_STARTED, at=self.now)

    def end(self, job: str, turn: int = 1, *, gone: bool = True, stays: bool = False) -> None:
        with self.store.change(job) as change:
            change.turn_event(turn, TurnEvent.COMPLETED, at=self.now)
            change.set_turn(turn, gone=int(gone))
            if not stays:
                change.job_event(JobEvent.FINISHED, at=self.now)

    def follow(self, job: str, **more: Any) -> int:
        self.now += 1
        with self.store.change(job) as change:
            return change.add_turn(f"{job} {self.now}", at=self.now, **more)

    def admitted(self, *jobs: str, turn: int = 1) -> list[str]:
        """Those that begin when each keeper asks in turn."""
        begun = []
        for job in jobs:
            if self.admission.admits(job, turn):
                self.begin(job, turn)
                begun.append(job)
        return begun

    def places(self, *jobs: str) -> list[int | None]:
        queues = [self.store.job(job).queue for job in jobs]
        return [queue.position if queue else None for queue in queues]

    def journal(self) -> list[str]:
        return [row["text"] for row in self.store.query("SELECT text FROM journal WHERE kind = 'queue' ORDER BY seq")]


@pytest.fixture
def on_a_loop(tmp_path: Path) -> Callable[[Callable[[Yard], Any]], None]:
    def run(work: Callable[[Yard], Any]) -> None:
        async def live() -> None:
            yard = Yard(tmp_path)
            try:
                work(yard)
            finally:
                yard.store.close()

        asyncio.run(live())

    return run


def test_those_who_ask_out_of_turn_wait_for_those_before_them(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        a, b, c, d = (yard.job() for _ in range(4))
        assert yard.admitted(d, c, b, a) == [b, a]
        assert yard.places(a, b, c, d) == [None, None, 1, 2]
        yard.end(a)
        assert yard.admission.dispatch()
        assert yard.woken == [c]
        assert yard.admitted(d, c) == [c]
        assert yard.places(c, d) == [None, 1]

    on_a_loop(work)


def test_a_turn_counts_until_its_client_is_gone(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        a, b = yard.job(bound=1), yard.job(bound=1)
        assert yard.admitted(a, b) == [a]
        yard.end(a, gone=False)
        assert yard.admitted(b) == []
        with yard.store.change(a) as change:
            change.set_turn(1, gone=1)
        assert yard.admitted(b) == [b]

    on_a_loop(work)


def test_idle_agents_and_terminals_neither_count_nor_wait(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        idle = yard.job(bound=1, mode="interactive")
        yard.begin(idle)
        yard.end(idle, stays=True)
        terminals = [yard.job(bound=1, mode="terminal", provider="terminal") for _ in range(2)]
        assert yard.admitted(*terminals) == terminals
        job = yard.job(bound=1)
        assert yard.admitted(job) == [job]

    on_a_loop(work)


def test_a_correction_comes_before_what_was_asked_for_earlier(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        a, b = yard.job(bound=1), yard.job(bound=1)
        assert yard.admitted(a, b) == [a]
        with yard.store.change(a) as change:
            change.turn_event(1, TurnEvent.COMPLETED, at=yard.now)
            change.set_turn(1, gone=1)
        again = yard.follow(a, corrects=1)
        assert yard.admitted(b) == []
        assert yard.admitted(a, turn=again) == [a]

    on_a_loop(work)


def test_a_follow_up_behind_its_own_turn_stands_in_nobodys_way(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        a, b = yard.job(), yard.job()
        assert yard.admitted(a) == [a]
        yard.follow(a, max_parallel=2)
        yard.admission.look(a)
        assert yard.places(a) == [None]  # it waits for its own job, not for others
        assert yard.admitted(b) == [b]

    on_a_loop(work)


def test_the_bound_of_the_file_is_read_when_the_time_comes_and_a_broken_one_changes_nothing(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        yard.file.write_text("max_parallel = 1\n")
        a, b, c = (yard.job(bound=None) for _ in range(3))
        assert yard.admitted(a, b, c) == [a]
        yard.file.write_text("max_parallel = \n")
        assert yard.admitted(b, c) == []
        yard.file.write_text("max_parallel = 2 \n")
        assert yard.admission.dispatch()
        assert yard.woken == [b]
        yard.file.unlink()
        assert yard.admitted(b, c) == [b, c]

    on_a_loop(work)


def test_a_hold_is_for_its_provider_and_outlives_whoever_wrote_it(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        a, b, other = yard.job(), yard.job(), yard.job(provider="gemini")
        yard.begin(a)
        with yard.store.change(a) as change:
            failure = TurnFailed("slow down, try again in 30s", ErrorClass.RATE_LIMIT)
            take_limit(change, "openai", failure, turn=1, at=yard.now)
        assert yard.admitted(b, other) == [other]
        (hold,) = backlog.holds(yard.store.query)
        assert (hold.provider, hold.until, hold.job) == ("openai", yard.now + 30, a)
        queue = yard.store.job(b).queue
        assert queue is not None
        assert queue.is_held(yard.now)
        yard.end(a)
        yard.admission = yard.successor()
        assert yard.admitted(b) == []
        yard.now += 31
        assert yard.admission.dispatch()
        assert yard.woken == [b]
        assert yard.admitted(b) == [b]
        assert backlog.holds(yard.store.query) == []
        assert yard.journal()[-1] == "openai: queued turns go on"

    on_a_loop(work)


@pytest.mark.parametrize(
    ("failed_as", "seconds"),
    [
        (ErrorClass.RATE_LIMIT, 60),
        (ErrorClass.USAGE_LIMIT, 900),
        (ErrorClass.CONTEXT_LIMIT, None),
        (ErrorClass.AUTH, None),
    ],
)
def test_a_limit_without_a_time_holds_for_a_guess_and_other_failures_do_not(
    on_a_loop: Any, failed_as: ErrorClass, seconds: int | None
) -> None:
    def work(yard: Yard) -> None:
        job = yard.job()
        with yard.store.change(job) as change:
            take_limit(change, "openai", TurnFailed("no", failed_as), turn=1, at=yard.now)
        assert [hold.until - yard.now for hold in backlog.holds(yard.store.query)] == ([seconds] if seconds else [])
        assert all(", a guess" in line for line in yard.journal())

    on_a_loop(work)


def test_an_answer_to_a_turn_begun_after_the_limit_ends_the_hold_and_one_begun_before_does_not(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        job = yard.job()
        for begun_at, left in ((yard.now - 1, 1), (yard.now, 1), (None, 1), (yard.now + 1, 0)):
            with yard.store.change(job) as change:
                take_limit(change, "openai", TurnFailed("no", ErrorClass.USAGE_LIMIT), turn=1, at=yard.now)
                take_answer(change, "openai", turn=1, begun_at=begun_at, at=yard.now + 2)
            assert len(backlog.holds(yard.store.query)) == left

    on_a_loop(work)


def test_jobs_of_a_group_have_a_bound_of_their_own(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        group = [yard.job(bound=0, group_id="g", group_parallel=2) for _ in range(3)]
        alone = yard.job(bound=0)
        assert yard.admitted(*group, alone) == [*group[:2], alone]
        yard.end(group[0])
        assert yard.admission.dispatch()
        assert yard.woken == [group[2]]

    on_a_loop(work)


def test_a_new_supervisor_reads_the_queue_once_for_all_that_wait(
    on_a_loop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []
    read = backlog.waiting

    def counted(*asked: Any) -> Any:
        reads.append(1)
        return read(*asked)

    monkeypatch.setattr(backlog, "waiting", counted)

    def work(yard: Yard) -> None:
        jobs = [yard.job(bound=1) for _ in range(50)]
        assert yard.admitted(*jobs) == jobs[:1]
        assert len(reads) <= 3  # marking those that wait is no reason to read again
        assert yard.places(*jobs[1:]) == list(range(1, 50))
        yard.admission = yard.successor()
        reads.clear()
        assert yard.admitted(*jobs[1:]) == []
        assert len(reads) == 1
        yard.end(jobs[0])
        assert yard.admitted(*jobs[1:]) == jobs[1:2]

    on_a_loop(work)


def test_a_hold_also_holds_what_only_its_group_bounds(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        group = [yard.job(bound=0, group_id="g", group_parallel=1) for _ in range(3)]
        assert yard.admitted(*group) == group[:1]
        with yard.store.change(group[0]) as change:
            take_limit(change, "openai", TurnFailed("no", ErrorClass.USAGE_LIMIT), turn=1, at=yard.now)
        yard.end(group[0])
        assert yard.admission.dispatch()
        assert yard.woken == []  # each would be refused as the first was
        assert yard.admitted(*group[1:]) == []
        yard.now += 901
        assert yard.admitted(*group[1:]) == group[1:2]

    on_a_loop(work)


def test_a_hold_from_a_clock_that_was_put_back_is_over(on_a_loop: Any) -> None:
    def work(yard: Yard) -> None:
        a, b = yard.job(), yard.job()
        yard.begin(a)
        refused = TurnFailed("no", ErrorClass.USAGE_LIMIT)
        with yard.store.change(a) as change:
            take_limit(change, "openai", refused, turn=1, at=yard.now + 30 * 86400)
        assert yard.admitted(b) == [b]
        with yard.store.change(a) as change:
            take_limit(change, "openai", refused, turn=1, at=yard.now)
        (hold,) = backlog.holds(yard.store.query)
        assert hold.until == yard.now + 900  # not what that clock had said

    on_a_loop(work)
