"""What events add to the knowledge of a turn, where clients differ in how they tell it."""

from __future__ import annotations

from codex_agent.errors import ErrorClass
from codex_agent.events import (
    Event,
    MessagePart,
    MessageRecorded,
    ModelCalled,
    ModelStopped,
    Notice,
    ToolEnded,
    ToolStarted,
    TurnCompleted,
    TurnFailed,
    TurnUsed,
)
from codex_agent.folding import TurnFold, fold_all, whole
from codex_agent.usage import Usage

FULL = TurnFailed("it did not fit", ErrorClass.CONTEXT_LIMIT)
DONE = TurnCompleted(unanswered=FULL)


def folded(*events: Event, base: Usage = Usage()) -> TurnFold:
    """Written down and read again after each event, as by supervisors that die one after the other."""
    fold = TurnFold(base=base)
    for event in events:
        fold = TurnFold.from_json(fold_all(fold, [event], "/w").as_json())
    return fold


def test_pieces_are_one_message_until_a_tool_is_called() -> None:
    before = folded(MessagePart("I "), MessagePart("look."))
    assert before.message == "I look."
    after = folded(
        MessagePart("I look."), ToolStarted("c", "ls"), ToolEnded("c", "", True), MessagePart("Do"), MessagePart("ne")
    )
    assert after.message == "Done"


def test_the_record_tells_which_pieces_an_attempt_that_broke_off_had_said() -> None:
    twice = folded(MessagePart("ha"), MessagePart("half and whole"), MessageRecorded("half and whole"), DONE)
    assert whole(twice).message == "half and whole"


def test_a_record_of_another_message_changes_nothing() -> None:
    assert whole(folded(MessageRecorded("old"), MessagePart("new"), DONE)).message == "new"
    assert whole(folded(MessageRecorded("old"), DONE)).message is None


def test_an_end_without_a_word_after_the_last_tool_call_is_the_failure_that_the_client_does_not_tell() -> None:
    assert folded(MessagePart("I look."), ToolStarted("c", "ls"), ToolEnded("c", "", True), DONE).failure == FULL
    assert folded(DONE).failure == FULL
    assert folded(MessagePart("x"), DONE).completed
    assert folded(TurnCompleted()).completed


def test_a_model_that_was_stopped_has_not_answered_whatever_it_said() -> None:
    fold = folded(MessagePart("again and again"), ModelStopped("Loop detected"), DONE)
    assert fold.failure == TurnFailed("Loop detected", ErrorClass.OTHER)
    assert folded(Notice("a warning"), MessagePart("fine"), DONE).completed


def test_a_failure_without_words_has_those_that_came_before_it() -> None:
    bare = TurnFailed("", ErrorClass.OTHER, "ask again")
    assert folded(ModelStopped("no finish reason"), bare).failure == TurnFailed(
        "no finish reason", ErrorClass.OTHER, "ask again"
    )
    assert folded(bare).failure == TurnFailed("the client gave no reason", ErrorClass.OTHER, "ask again")


def test_files_are_changed_when_their_call_has_ended_well_and_not_before() -> None:
    begun = (ToolStarted("1", "w", ("/w/a", "b")), ToolStarted("2", "w", ("/w/c",)))
    assert folded(*begun).files == ()
    assert folded(*begun, ToolEnded("2", "", False), ToolEnded("1", "", True)).files == ("a", "b")


def test_a_turn_that_counts_for_itself_is_counted_on_top_of_its_thread() -> None:
    base = Usage(100, 10, 5, 1)
    call = ModelCalled("m1", Usage(7, 0, 2), 9)
    fold = folded(call, call, ModelCalled("m2", Usage(8, 1, 3), 11), base=base)
    assert (fold.usage, fold.context_tokens) == (Usage(115, 11, 10, 1), 11)
    over = folded(call, TurnUsed(Usage(20, 2, 6)), MessagePart("x"), DONE, ModelCalled("m2", Usage(8), 11), base=base)
    assert (over.usage, over.context_tokens) == (Usage(120, 12, 11, 1), 11)
