"""What follows from a verdict, on a real store: the end of a turn and the one that asks once more are one transaction."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_agent.endings import StopReason
from codex_agent.events import Event, Message, TurnAborted, TurnCompleted, TurnIdentified, UserSaid
from codex_agent.folding import TurnFold
from codex_agent.paths import Home, write_atomic
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, JobState, TurnEvent
from codex_agent.store import Store
from codex_agent.supervisor.checking import Verdict
from codex_agent.supervisor.house import House
from codex_agent.supervisor.judging import judge
from codex_agent.supervisor.recording import end_turn
from codex_agent.supervisor.thread_record import RecordFold

if TYPE_CHECKING:
    from collections.abc import Iterator

JOB = "0123abcd"
FITS = Verdict('{"a": 1}')
WRONG = Verdict("[]", ('$: [] is not of type "object"', "$: more"))
WORDS = '$: [] is not of type "object" (and 1 more)'


class Bound:
    """One job whose answers are bound to a schema, running, with turn 1 begun."""

    def __init__(self, root: Path, mode: str = "exec") -> None:
        self.home = Home(root / "home").ensure()
        self.store = Store.open(self.home.db)
        spec = JobSpec("/", mode=mode, output_schema="mine")
        self.store.add_job(JOB, "token 1", spec, host="", now=1.0)
        self.home.schema(JOB).write_text('{"type": "object"}')
        with self.store.change(JOB) as change:
            change.job_event(JobEvent.ADMITTED, at=1.0)
            change.job_event(JobEvent.THREAD_STARTED, at=1.0)
            change.set_job(thread_id="thread")
        self.begin(1)

    def begin(self, n: int) -> None:
        with self.store.change(JOB) as change:
            change.turn_event(n, TurnEvent.STARTED, at=2.0, gone=0)

    def queue(self, n: int) -> None:
        with self.store.change(JOB) as change:
            assert change.add_turn(f"token {n}", at=2.0) == n

    def end(self, n: int, verdict: Verdict) -> None:
        """As an exec turn ends."""
        row = self.store.turn_row(JOB, n)
        with self.store.change(JOB) as change:
            judged = judge(change, self.home, row, verdict, at=3.0)
            end_turn(change, n, judged.ending, TurnFold(message=verdict.text), row, at=3.0)
            change.set_turn(n, gone=1)

    def turns(self) -> list[tuple[int, str, bool | None, int | None, int | None]]:
        return [
            (turn.n, turn.state.value, turn.fits, turn.corrects, turn.corrected_by) for turn in self.store.turns(JOB)
        ]

    def state(self) -> JobState:
        return self.store.job(JOB).state


@pytest.fixture
def bound(tmp_path: Path) -> Iterator[Bound]:
    made = Bound(tmp_path)
    yield made
    made.store.close()


def test_an_answer_that_fits_ends_turn_and_job(bound: Bound) -> None:
    bound.end(1, FITS)
    assert bound.turns() == [(1, "idle", True, None, None)]
    assert (bound.state(), bound.store.job(JOB).turn.answer) == (JobState.COMPLETED, {"a": 1})


def test_an_answer_that_does_not_fit_is_asked_for_once_more_and_the_job_goes_on(bound: Bound) -> None:
    bound.end(1, WRONG)
    assert bound.turns() == [(1, "idle", False, None, 2), (2, "queued", None, 1, None)]
    job = bound.store.job(JOB)
    assert (job.state, job.queued_turns, job.turn.error_class) == (JobState.RUNNING, 1, None)
    assert job.as_json(4.0)["unread"] is False
    asked = bound.home.prompt(JOB, 2).read_text()
    assert '- $: [] is not of type "object"\n- $: more\n' in asked
    assert '```json\n{"type": "object"}\n```' in asked
    assert bound.store.answering(JOB, 1) == bound.store.turn(JOB, 2)
    assert bound.store.newest_turn(JOB) == 1


@pytest.mark.parametrize("second", [FITS, WRONG])
def test_it_is_asked_for_once_more_only_once(bound: Bound, second: Verdict) -> None:
    bound.end(1, WRONG)
    bound.begin(2)
    bound.end(2, second)
    fits = second is FITS
    assert bound.turns()[1] == (2, "idle" if fits else "failed", fits, 1, None)
    assert bound.state() is (JobState.COMPLETED if fits else JobState.FAILED)
    turn = bound.store.answering(JOB, 1)
    assert turn is not None
    assert turn.error_message == (None if fits else f"the answer does not fit the schema: {WORDS}")
    shown = turn.as_json()
    assert shown["misfit"] == (None if fits else WORDS)
    assert shown["misfits"] == ([] if fits else list(WRONG.misfits))
    assert len(bound.store.turns(JOB)) == 2


def test_a_crash_before_the_commit_leaves_neither_an_end_nor_a_correction(bound: Bound) -> None:
    row = bound.store.turn_row(JOB, 1)
    with pytest.raises(KeyboardInterrupt), bound.store.change(JOB) as change:
        judged = judge(change, bound.home, row, WRONG, at=3.0)
        end_turn(change, 1, judged.ending, TurnFold(), row, at=3.0)
        raise KeyboardInterrupt
    assert bound.turns() == [(1, "working", None, None, None)]
    bound.end(1, WRONG)
    assert bound.turns() == [(1, "idle", False, None, 2), (2, "queued", None, 1, None)]


def test_a_fault_is_not_asked_for_once_more(bound: Bound) -> None:
    bound.end(1, Verdict("{}", fault="it takes more than 10 s"))
    assert bound.turns() == [(1, "failed", False, None, None)]
    turn = bound.store.job(JOB).turn
    assert turn.error_message == "the answer cannot be held against the schema: it takes more than 10 s"
    assert (turn.message, turn.answer) == ("{}", None)


@pytest.mark.parametrize("reason", list(StopReason))
def test_an_agent_that_was_asked_to_stop_is_not_asked_once_more(bound: Bound, reason: StopReason) -> None:
    with bound.store.change(JOB) as change:
        change.set_turn(1, stop_reason=reason)
        if reason is not StopReason.INTERRUPT:
            change.job_event(JobEvent.STOP_REQUESTED, at=2.0)
    bound.end(1, WRONG)
    ((n, state, fits, _, by),) = bound.turns()
    assert (n, state, fits, by) == (1, "interrupted", False, None)


def test_a_follow_up_that_waited_keeps_its_place_before_the_correction(bound: Bound) -> None:
    bound.queue(2)
    bound.end(1, WRONG)
    assert bound.turns() == [(1, "idle", False, None, 3), (2, "queued", None, None, None), (3, "queued", None, 1, None)]
    assert bound.store.newest_turn(JOB) == 2
    bound.begin(2)
    bound.end(2, WRONG)
    assert bound.turns()[3] == (4, "queued", None, 2, None)


def test_a_schema_that_somebody_took_away_does_not_stop_the_asking(bound: Bound) -> None:
    bound.home.schema(JOB).unlink()
    bound.end(1, WRONG)
    assert "The schema:" not in bound.home.prompt(JOB, 2).read_text()


class TestThread:
    """Turns of an interactive job end as its record tells."""

    @pytest.fixture
    def bound(self, tmp_path: Path) -> Iterator[Bound]:
        made = Bound(tmp_path, "interactive")
        yield made
        made.store.close()

    def record(self, bound: Bound, *events: Event, verdict: Verdict | None = None) -> None:
        with bound.store.change(JOB) as change:
            fold = RecordFold(change, bound.home, "/", "thread", upto=0, at=5.0, verdict=verdict)
            fold.take(events)
            fold.keep(log_size=0)

    def test_what_it_did_not_hear_comes_after_the_correction(self, bound: Bound) -> None:
        self.record(bound, TurnIdentified("X"), UserSaid("prompt", "token 1"), Message("[]"))
        with bound.store.change(JOB) as change:
            change.add_input(1, "unheard", "and now", at=4.0)
        self.record(bound, TurnCompleted(), verdict=WRONG)
        assert bound.turns() == [
            (1, "idle", False, None, 2),
            (2, "queued", None, 1, None),
            (3, "queued", None, None, None),
        ]
        assert bound.home.prompt(JOB, 3).read_text() == "and now"
        assert bound.state() is JobState.RUNNING

    def test_a_persons_turn_is_bound_to_nothing(self, bound: Bound) -> None:
        person = (TurnIdentified("P"), UserSaid("by hand", "somebody"), Message("for them"))
        self.record(bound, *person, TurnCompleted(), verdict=WRONG)
        assert bound.turns() == [(1, "working", None, None, None), (2, "idle", None, None, None)]

    def test_one_correction_is_enough_for_prompts_that_one_turn_took(self, bound: Bound) -> None:
        bound.queue(2)
        bound.begin(2)
        prompts = (UserSaid("prompt", "token 1"), UserSaid("prompt 2", "token 2"))
        self.record(bound, TurnIdentified("X"), *prompts, Message("[]"))
        self.record(bound, TurnCompleted(), verdict=WRONG)
        assert bound.turns() == [(1, "idle", False, None, 3), (2, "idle", False, None, 3), (3, "queued", None, 1, None)]

    def test_a_turn_that_was_cut_off_is_not_judged(self, bound: Bound) -> None:
        self.record(
            bound, TurnIdentified("X"), UserSaid("prompt", "token 1"), Message("[]"), TurnAborted("interrupted")
        )
        assert bound.turns() == [(1, "interrupted", None, None, None)]

    def test_a_fenced_answer_is_kept_without_its_fence(self, bound: Bound) -> None:
        self.record(bound, TurnIdentified("X"), UserSaid("prompt", "token 1"), Message('```\n{"a": 1}\n```'))
        self.record(bound, TurnCompleted(), verdict=FITS)
        job = bound.store.job(JOB)
        assert (job.turn.message, job.last_message, job.turn.answer) == ('{"a": 1}', '{"a": 1}', {"a": 1})


def test_the_prompt_files_of_a_job_are_written_before_its_rows(bound: Bound) -> None:
    write_atomic(bound.home.prompt(JOB, 2), b"left by a crash")
    bound.end(1, WRONG)
    assert "left by a crash" not in bound.home.prompt(JOB, 2).read_text()


def test_plain_waiters_hear_of_the_answer_that_counts_alone(bound: Bound, tmp_path: Path) -> None:
    """Who waits for the signal file sees none for the turn that is asked for once more, and one for the turn that answers."""

    async def ended(n: int, verdict: Verdict) -> bool:
        house = House(bound.home, bound.store, tmp_path / "config.toml")
        try:
            bound.end(n, verdict)
            house.announce(bound.store.job(JOB), ended=True)
            return bound.home.signal(JOB).exists()
        finally:
            house.files.close()

    assert asyncio.run(ended(1, WRONG)) is False
    bound.begin(2)
    assert asyncio.run(ended(2, FITS)) is True
