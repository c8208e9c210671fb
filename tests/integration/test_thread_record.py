"""Whose turn is whose: a thread's record against the rows of our turns, on a real store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_agent.events import Event, Message, TurnAborted, TurnCompleted, TurnIdentified, UserSaid
from codex_agent.paths import Home, write_atomic
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, TurnEvent
from codex_agent.store import Store
from codex_agent.supervisor.thread_record import RecordFold

if TYPE_CHECKING:
    from collections.abc import Iterator

JOB = "0123abcd"


class Thread:
    """One interactive job; what we ask of it, and what its record says, a chunk at a time."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "home").ensure()
        self.store = Store.open(self.home.db)
        self.store.add_job(JOB, "token 1", JobSpec("/", mode="interactive"), host="", now=1.0)
        self._at = 1.0
        with self.store.change(JOB) as change:
            change.job_event(JobEvent.ADMITTED, at=1.0)
            change.job_event(JobEvent.THREAD_STARTED, at=1.0)

    def ask(self, n: int, text: str, turn_id: str | None = None) -> None:
        """Turn `n` of ours, begun; `turn_id` when the client has answered already. Its token is `token n`."""
        self._at += 1
        with self.store.change(JOB) as change:
            if n > 1:
                change.add_turn(f"token {n}", at=self._at)
            write_atomic(self.home.prompt(JOB, n), text.encode())
            change.turn_event(n, TurnEvent.STARTED, at=self._at, gone=0, turn_id=turn_id)

    def steer(self, n: int, token: str, text: str) -> None:
        with self.store.change(JOB) as change:
            change.add_input(n, token, text, at=self._at)

    def record(self, *events: Event, at_once: bool = True) -> None:
        for chunk in [events] if at_once else [[event] for event in events]:
            self._at += 1
            with self.store.change(JOB) as change:
                fold = RecordFold(change, self.home, "/", "thread", upto=0, at=self._at)
                fold.take(chunk)
                fold.keep(log_size=0)

    def turns(self) -> list[tuple[int, str, str | None]]:
        return [(turn.n, turn.state.value, turn.message) for turn in self.store.turns(JOB)]

    def waits_to_start(self, n: int) -> bool:
        row = self.store.turn_row(JOB, n)
        return row["state"] == "working" and row["turn_id"] is None


@pytest.fixture
def thread(tmp_path: Path) -> Iterator[Thread]:
    made = Thread(tmp_path)
    yield made
    made.store.close()


@pytest.mark.parametrize("at_once", [True, False])
def test_a_turn_of_ours_is_known_before_and_after_the_client_named_it(thread: Thread, at_once: bool) -> None:
    for n, turn_id in ((1, None), (2, "Y")):
        thread.ask(n, f"prompt {n}", turn_id)
        said = UserSaid(f"prompt {n}", f"token {n}")
        events = (TurnIdentified(turn_id or "X"), said, Message(f"answer {n}"), TurnCompleted())
        thread.record(*events, at_once=at_once)
    assert thread.turns() == [(1, "idle", "answer 1"), (2, "idle", "answer 2")]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_persons_turn_between_ours_has_a_number_of_its_own(thread: Thread, at_once: bool) -> None:
    thread.ask(1, "prompt 1", "Y")
    person = (TurnIdentified("X"), UserSaid("by hand", "somebody"), Message("for them"), TurnCompleted())
    ours = (TurnIdentified("Y"), UserSaid("prompt 1", "token 1"), Message("for us"), TurnCompleted())
    thread.record(*person, *ours, at_once=at_once)
    assert thread.turns() == [(1, "idle", "for us"), (2, "idle", "for them")]
    assert thread.home.prompt(JOB, 2).read_text() == "by hand"


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("named", [True, False])
def test_a_prompt_that_a_persons_turn_took_is_answered_by_it(thread: Thread, at_once: bool, named: bool) -> None:
    thread.ask(1, "prompt 1", "X" if named else None)
    events = (TurnIdentified("X"), UserSaid("by hand", "somebody"), UserSaid("prompt 1", "token 1"))
    thread.record(*events, Message("for both"), TurnCompleted(), at_once=at_once)
    assert thread.turns() == [(1, "idle", "for both"), (2, "idle", "for both")]


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("named", [True, False])
def test_a_prompt_that_a_persons_turn_took_and_never_heard_waits_to_be_started_again(
    thread: Thread, at_once: bool, named: bool
) -> None:
    thread.ask(1, "prompt 1", "X" if named else None)
    events = (TurnIdentified("X"), UserSaid("by hand", "somebody"), Message("for them"), TurnCompleted())
    thread.record(*events, at_once=at_once)
    assert thread.turns() == [(1, "working", None), (2, "idle", "for them")]
    assert thread.waits_to_start(1)
    again = (TurnIdentified("Z"), UserSaid("prompt 1", "token 1"), Message("for us"), TurnCompleted())
    thread.record(*again, at_once=at_once)
    assert thread.turns() == [(1, "idle", "for us"), (2, "idle", "for them")]


def test_a_prompt_handed_to_a_running_turn_of_a_person_waits_again_when_it_was_not_heard(thread: Thread) -> None:
    thread.ask(1, "prompt 1")
    thread.record(TurnIdentified("W"), UserSaid("prompt 1", "token 1"), TurnCompleted())
    thread.record(TurnIdentified("X"), UserSaid("by hand", "somebody"))
    thread.ask(3, "prompt 3", "X")  # the client took it for a message of the running turn
    thread.record(Message("for them"), TurnCompleted())
    assert thread.waits_to_start(3)


def test_a_client_that_keeps_no_ids_is_known_by_the_words(thread: Thread) -> None:
    thread.ask(1, "prompt 1")
    thread.steer(1, "steer 1", "look left")
    events = (TurnIdentified("X"), UserSaid("prompt 1"), UserSaid("look left"), Message("done"), TurnCompleted())
    thread.record(*events)
    assert thread.turns() == [(1, "idle", "done")]
    found = thread.store.input_with_token("steer 1")
    assert found is not None
    assert found["state"] == "heard"


def test_messages_that_a_turn_did_not_hear_become_one_turn_in_their_order(thread: Thread) -> None:
    thread.ask(1, "prompt 1")
    thread.record(TurnIdentified("X"), UserSaid("prompt 1", "token 1"))
    for number in range(3):
        thread.steer(1, f"steer {number}", f"text {number}")
    thread.record(UserSaid("text 0", "steer 0"), TurnAborted("interrupted"))
    assert thread.turns() == [(1, "interrupted", None), (2, "queued", None)]
    assert thread.home.prompt(JOB, 2).read_text() == "text 1"
    assert [row["text"] for row in thread.store.pending_inputs(JOB, 2)] == ["text 2"]
    assert thread.store.turn_with_token("steer 1") == (JOB, 2)


def test_a_turn_without_an_end_is_over_when_the_next_one_begins(thread: Thread) -> None:
    thread.ask(1, "prompt 1")
    thread.record(TurnIdentified("X"), UserSaid("prompt 1", "token 1"))
    thread.record(TurnIdentified("Y"), UserSaid("by hand", "somebody"), Message("for them"), TurnCompleted())
    assert thread.turns() == [(1, "interrupted", None), (2, "idle", "for them")]
