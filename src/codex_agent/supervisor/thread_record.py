"""What a thread's record says, written into the rows of its turns; one chunk of the record is one change.

A turn of the record is known by the client's id for it. Whose it is tells the token that we gave it: a turn without one of ours was
begun by a person. Messages inside a turn are steers; those that the turn has not heard when it ends become turns of their own.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from codex_agent import endings, transcripts
from codex_agent.change import Change
from codex_agent.endings import Ending, StopReason
from codex_agent.events import (
    Event,
    TurnAborted,
    TurnCompleted,
    TurnFailed,
    TurnIdentified,
    UserSaid,
)
from codex_agent.folding import TurnFold, fold_one
from codex_agent.jobs import iso
from codex_agent.paths import Home, write_atomic
from codex_agent.rows import usage_of
from codex_agent.states import JobState, TurnEvent
from codex_agent.supervisor.checking import Verdict
from codex_agent.supervisor.judging import Judged, judge
from codex_agent.supervisor.recording import PREVIEW_CHARS, drop_inputs, end_turn, job_files, learnt

ENTERED, HEARD = 1, 2  # `turns.in_record`: the record has begun the turn; it has its prompt


class RecordFold:
    """Folds one chunk inside one change. `text` is its part of the transcript, `ended` whether a turn has ended in it."""

    def __init__(
        self,
        change: Change,
        home: Home,
        cwd: str,
        thread_id: str,
        *,
        upto: int,
        at: float,
        verdict: Verdict | None = None,
    ) -> None:
        """`upto` is the offset in the record at which the chunk ends, `verdict` on the answer of the turn that ends in it."""
        self.text = ""
        self.ended = False
        self._change = change
        self._home = home
        self._cwd = cwd
        self._thread = thread_id
        self._from = int(change.column("rollout_offset"))
        self._upto = upto
        self._verdict = verdict
        self._at = at
        self._rows: dict[int, Any] = {int(row["n"]): row for row in change.open_turns()}
        self._ids: dict[int, str | None] = {n: row["turn_id"] for n, row in self._rows.items()}
        self._seen: dict[int, int] = {n: row["in_record"] for n, row in self._rows.items()}
        self._turns = [n for n, seen in self._seen.items() if seen >= ENTERED]  # the record is inside these
        self._fold = TurnFold.from_json(self._rows[self._turns[0]]["fold"]) if self._turns else TurnFold()
        self._last_usage = usage_of(change.column("usage"))

    def take(self, events: Iterable[Event]) -> None:
        for event in events:
            match event:
                case TurnIdentified(turn_id):
                    self._begins(turn_id)
                case UserSaid():
                    self._said(event)
                case TurnCompleted() | TurnFailed() | TurnAborted():
                    self._ends(event)
                case _:
                    self._fold = fold_one(self._fold, event, self._cwd)
                    self.text += transcripts.render(event)

    def keep(self, *, log_size: int) -> None:
        """Write down what the chunk has told, ends excepted, which are written as they come."""
        fold = self._fold
        files = job_files(self._change, fold)
        self._change.set_job(**learnt(fold), files=files, rollout_offset=self._upto, log_size=log_size)
        for n in self._turns:
            self._change.set_turn(n, fold=fold.as_json(), files=fold.files, events_offset=self._upto)

    def _begins(self, turn_id: str) -> None:
        """A turn of the record: one whose id we know, the one that we are starting, or a person's."""
        if self._turns and self._ids[self._turns[0]] != turn_id:  # the client was killed in it and wrote no end
            self._end(self._turns, endings.stopped(None))
        mine = [n for n, known in self._ids.items() if known == turn_id]
        if not mine:
            mine = [n for n, known in self._ids.items() if known is None][:1] or [self._adds()]
        for n in mine:
            self._enters(n, turn_id)
        self._turns = mine
        self._fold = replace(TurnFold(), thread_id=self._thread, turn_id=turn_id)

    def _enters(self, n: int, turn_id: str) -> None:
        self._ids[n] = turn_id
        self._seen[n] = max(ENTERED, self._seen[n])
        self._change.set_turn(n, turn_id=turn_id, events_start=self._from, in_record=self._seen[n])

    def _adds(self) -> int:
        """A turn that a person has begun in the client's own screen."""
        n = self._change.add_turn(secrets.token_hex(16), at=self._at, text="a person began this turn")
        self._change.turn_event(n, TurnEvent.STARTED, at=self._at, gone=0, base_usage=self._last_usage, unbound=1)
        self._rows[n] = {row["n"]: row for row in self._change.open_turns()}[n]
        self._ids[n] = None
        self._seen[n] = HEARD
        self.text += transcripts.opening(n, "", iso(self._at) or "")
        return n

    def _said(self, event: UserSaid) -> None:
        if self._is_steer(event):
            self._change.journal("turn", "heard", at=self._at, turn=self._turns[0] if self._turns else None)
            self.text += transcripts.said(event.text)
        elif not self._is_prompt(event) and self._turns:
            self._person_said(event.text)

    def _is_steer(self, event: UserSaid) -> bool:
        """A message of ours for this turn. A client that keeps no ids is known by the words."""
        if event.client_id is not None:
            return self._change.settle_input(event.client_id, "heard")
        same = [row["token"] for n in self._turns for row in self._change.inputs(n) if row["text"] == event.text]
        return bool(same) and self._change.settle_input(same[0], "heard")

    def _is_prompt(self, event: UserSaid) -> bool:
        """A prompt of ours, which the transcript has at its turn's opening."""
        for n in self._rows:
            named = event.client_id is not None and self._rows[n]["token"] == event.client_id
            alike = (
                event.client_id is None and n in self._turns and self._seen[n] < HEARD and self._prompt(n) == event.text
            )
            if named or alike:
                self._seen[n] = HEARD
                if n not in self._turns and self._turns:  # the client has taken it for a message of the running turn
                    self._turns.append(n)
                    self._enters(n, self._ids[self._turns[0]] or "")
                self._change.set_turn(n, in_record=HEARD)
                return True
        return event.client_id is not None and self._change.has_turn(event.client_id)

    def _prompt(self, n: int) -> str | None:
        try:
            return self._home.prompt(self._change.job, n).read_text()
        except (OSError, UnicodeDecodeError):
            return None

    def _person_said(self, text: str) -> None:
        """A person's words: in a turn of theirs, or as a message within one of ours."""
        if not any(self._seen[n] >= HEARD for n in self._turns):  # so the turn that we thought was ours is not
            n = self._adds()
            self._enters(n, self._ids[self._turns[0]] or "")
            self._turns.insert(0, n)
        n = self._turns[0]
        self._change.journal("message", text[:PREVIEW_CHARS], at=self._at, turn=n, data={"person": True})
        prompt = self._home.prompt(self._change.job, n)
        if not prompt.exists():
            write_atomic(prompt, text.encode())
        self.text += transcripts.said(text)

    def _ends(self, event: TurnCompleted | TurnFailed | TurnAborted) -> None:
        if not self._turns:
            return
        if isinstance(event, TurnCompleted):
            ending = Ending(TurnEvent.COMPLETED)
        elif isinstance(event, TurnFailed):
            ending = Ending(TurnEvent.FAILED, event)
        else:
            reasons = [reason for n in self._turns if (reason := self._rows[n]["stop_reason"])]
            ending = endings.stopped(StopReason(reasons[0]) if reasons else None)
        self._end(self._turns, ending)

    def _end(self, turns: list[int], ending: Ending) -> None:
        """End the rows of one turn of the record. A prompt of ours that somebody else's turn took and never heard waits again."""
        if self._verdict is not None and ending.outcome is TurnEvent.COMPLETED:
            self._fold = replace(self._fold, message=self._verdict.text)
        fold = self._fold
        turn_id = self._ids[turns[0]]
        turns = [*turns, *(n for n, known in self._ids.items() if known == turn_id and n not in turns)]
        unheard = [n for n in turns if self._seen[n] < HEARD and not self._rows[n]["stop_reason"]]
        if len(unheard) < len(turns):
            for n in unheard:
                self._change.set_turn(n, turn_id=None, in_record=0)
                self._change.journal(
                    "turn", "another's turn took the message and ended without it", at=self._at, turn=n
                )
                self._ids[n], self._seen[n] = None, 0
            turns = [n for n in turns if n not in unheard]
        if fold.message is not None:
            self._change.set_job(last_message=fold.message)
        by: int | None = None
        for n in turns:
            judged = self._judged(n, ending, by)
            by = judged.by or by
            end_turn(self._change, n, judged.ending, fold, self._rows[n], at=self._at, stays=True)
            self._change.set_turn(
                n, gone=1, fold=fold.as_json(), files=fold.files, events_offset=self._upto, asked=None
            )
            move_inputs(self._change, self._home, n, at=self._at)
            del self._rows[n], self._ids[n], self._seen[n]
            self.text += transcripts.closing(n, judged.outcome, judged.reason)
        self._last_usage = fold.usage or self._last_usage
        self._turns = []
        self.ended = True

    def _judged(self, n: int, ending: Ending, by: int | None) -> Judged:
        """How a turn of those that end together ends; `by` corrects the answer already."""
        row = self._rows[n]
        if self._verdict is None or row["unbound"] or ending.outcome is not TurnEvent.COMPLETED:
            return Judged(ending, reason=ending.error.message if ending.error else None)
        return judge(self._change, self._home, row, self._verdict, at=self._at, by=by)


def move_inputs(change: Change, home: Home, turn: int, *, at: float) -> None:
    """Messages that the ended turn has not heard get a turn: the first is its prompt, the others follow in their order."""
    if change.state is not JobState.RUNNING:
        drop_inputs(change, turn, at=at)
        return
    unheard = change.inputs(turn)
    if not unheard:
        return
    first = unheard[0]
    n = change.add_turn(first["token"], at=at, text=first["text"][:PREVIEW_CHARS], moved_from=turn)
    write_atomic(home.prompt(change.job, n), first["text"].encode())
    change.settle_input(first["token"], "moved")
    for row in unheard[1:]:
        change.move_input(row["token"], n)
