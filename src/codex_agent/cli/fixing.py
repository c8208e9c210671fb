"""Review, then fix, until nothing critical is left. One writer at a time: two at once would judge each other's half-done work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from codex_agent.cli.crew import Reply
from codex_agent.cli.rounds import Report, Review
from codex_agent.errors import AgentError, ErrorClass
from codex_agent.prompts.findings import Doubt, Finding, Merged, Severity
from codex_agent.prompts.merging import Known
from codex_agent.prompts.showing import one_line
from codex_agent.reports import DRIFT_LINES

FIXES_PER_ROUND = 20  # more critical findings than that are for a person to look at; the rest waits for the next round
COMMON = {
    ErrorClass.USAGE_LIMIT,
    ErrorClass.RATE_LIMIT,
    ErrorClass.AUTH,
    ErrorClass.MODEL,
}  # the next fixer would meet it, too


class Hands(Protocol):
    """Who does the work; `rounds.Rounds` with real agents."""

    def fix(self, merged: Merged) -> Reply: ...
    def verify(self, fixed: Sequence[Merged], number: int) -> Report: ...
    def again(self, number: int, checked: Report) -> Review: ...


class Status(StrEnum):
    """What became of a critical finding. Unconfirmed: it may be gone, but nobody mended it, or not every reviewer has looked since."""

    FIXED = "fixed"
    UNCONFIRMED = "unconfirmed"
    LEFT = "left"
    FAILED = "failed"


class Attempt(NamedTuple):
    round: int
    merged: Merged
    reply: Reply


class Fault(NamedTuple):
    """`merged` as it was found last."""

    status: Status
    merged: Merged
    attempts: tuple[Attempt, ...]


class Fixing:
    """The loop. It can end at any point (`stopped`), and what it did up to there can be told."""

    def __init__(self, hands: Hands, first: Review, stopped: Callable[[], bool], say: Callable[[str], None]) -> None:
        self._hands = hands
        self._stopped = stopped
        self._say = say
        self.reviews = [first]
        self.rounds = 0
        self._seen = 0  # the round whose fixes the latest review has seen
        self.attempts: list[Attempt] = []
        self.checks: list[Report] = []
        self.error: AgentError | None = None  # why it ended early, beside `stopped`

    @property
    def review(self) -> Review:
        """The latest."""
        return self.reviews[-1]

    def run(self, limit: int) -> None:
        """At most `limit` rounds of fixes, each with a verifier and a new review behind it."""
        while self.rounds < limit and not self._stopped():
            mended = self._fix(self.rounds + 1)
            if not mended or self._stopped():
                return
            number = self.rounds = self.rounds + 1
            self._say(f"Round {number}: verifying {len(mended)} {'fix' if len(mended) == 1 else 'fixes'}")
            checked = self._hands.verify(mended, number)
            self.checks.append(checked)
            if self._stopped():
                return
            self._say(f"Round {number}: reviewing again")
            try:
                self.reviews.append(self._hands.again(number + 1, checked))
            except AgentError as error:
                self.error = error
                return
            self._seen = number

    def _fix(self, number: int) -> list[Merged]:
        """One fixer after the other; returns the findings whose fixer says that it is done."""
        wanted = fixable(self.review)
        done = []
        for at, merged in enumerate(wanted[:FIXES_PER_ROUND], 1):
            self._say(f"Round {number}: fixing {at} of {len(wanted)}: {one_line(merged.finding.title)}")
            reply = self._hands.fix(merged)
            self.attempts.append(Attempt(number, merged, reply))
            if reply.error is None:
                done.append(merged)
            elif self._stopped() or reply.job is None or reply.error.facts.get("class") in COMMON:
                break
        return done

    def faults(self) -> tuple[Fault, ...]:
        """Every critical finding of any round, once: those of the last review in its order, then the others."""
        now = [self._here(merged) for merged in critical(self.review)]
        earlier = [merged for review in self.reviews[:-1] for merged in critical(review)]
        return (*now, *(self._gone(merged) for merged in _new(earlier, [fault.merged for fault in now])))

    def to_track(self) -> list[Merged]:
        """What is for later: what was found last, and what earlier rounds found that nobody has mended since."""
        found = list(self.review.merged)
        told = [*found, *_new([fault.merged for fault in self.open], found)]
        return [*told, *_new(self.earlier, told)]

    @property
    def earlier(self) -> list[Merged]:
        """What is not critical, and was found before, but not in the latest review: nobody was to mend it, so it is still there."""
        found = [merged for review in self.reviews[:-1] for merged in review.merged if not _is_critical(merged)]
        return _new(found, [*self.review.merged, *(fault.merged for fault in self.open)])

    @property
    def fixed(self) -> list[Finding]:
        return [fault.merged.finding for fault in self.faults() if fault.status is Status.FIXED]

    @property
    def open(self) -> list[Fault]:
        """What is critical and not known to be fixed."""
        return [fault for fault in self.faults() if _is_critical(fault.merged) and fault.status is not Status.FIXED]

    def _here(self, merged: Merged) -> Fault:
        """A fault of the latest review."""
        tried = self._tried(merged.finding)
        if not tried:
            status = Status.LEFT
        elif tried[-1].reply.error:
            status = Status.FAILED
        else:
            status = Status.LEFT if tried[-1].round <= self._seen else Status.UNCONFIRMED
        return Fault(status, merged, tried)

    def _gone(self, merged: Merged) -> Fault:
        """A fault that was critical and is not now. One that was found again as a lesser one is left as that."""
        same = Known([merged.finding], drift=DRIFT_LINES)
        again = next((other for other in self.review.merged if same.has(other.finding)), None)
        tried = self._tried(merged.finding)
        fixed = self.review.complete and any(attempt.reply.error is None for attempt in tried)
        return Fault(Status.LEFT if again else Status.FIXED if fixed else Status.UNCONFIRMED, again or merged, tried)

    def _tried(self, finding: Finding) -> tuple[Attempt, ...]:
        same = Known([finding], drift=DRIFT_LINES)
        return tuple(attempt for attempt in self.attempts if same.has(attempt.merged.finding))

    def as_json(self) -> dict[str, Any]:
        """The `fix` object of `review --json`."""
        return {
            "rounds": self.rounds,
            "faults": [
                {
                    "status": fault.status.value,
                    "finding": fault.merged.as_json(),
                    "attempts": [_attempt_json(attempt) for attempt in fault.attempts],
                }
                for fault in self.faults()
            ],
            "checks": [
                {"job": check.reply.job, "summary": check.summary, "findings": len(check.findings)}
                for check in self.checks
            ],
        }


def critical(review: Review) -> list[Merged]:
    return [merged for merged in review.merged if _is_critical(merged)]


def _is_critical(merged: Merged) -> bool:
    return merged.finding.severity is Severity.CRITICAL


def _new(candidates: Sequence[Merged], told: Sequence[Merged]) -> list[Merged]:
    """The candidates that are the same fault neither as one that was told nor as one before them."""
    known = Known([merged.finding for merged in told], drift=DRIFT_LINES)
    new = []
    for merged in candidates:
        if not known.has(merged.finding):
            known.add(merged.finding)
            new.append(merged)
    return new


def fixable(review: Review) -> list[Merged]:
    """What a fixer is started for. A file that does not exist is for a person to judge: a fixer would make one."""
    return [merged for merged in critical(review) if merged.doubt is not Doubt.NO_FILE]


def _attempt_json(attempt: Attempt) -> dict[str, Any]:
    reply = attempt.reply
    error = (
        {"code": reply.error.code, "message": reply.error.message, "hint": reply.error.hint} if reply.error else None
    )
    return {"round": attempt.round, "job": reply.job, "files": reply.files, "message": reply.message, "error": error}
