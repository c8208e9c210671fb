"""The loop of `review --fix`, with hands that do what the test says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from codex_agent.cli.crew import Reply
from codex_agent.cli.fixing import FIXES_PER_ROUND, Fixing, Status
from codex_agent.cli.rounds import Report, Review
from codex_agent.errors import AgentError, Exit
from codex_agent.prompts.findings import Doubt, Finding, Merged, Severity

CRITICAL, MINOR = Severity.CRITICAL, Severity.MINOR


def one(title: str, severity: Severity = CRITICAL, line: int = 1, doubt: Doubt | None = None) -> Merged:
    finding = Finding(severity, title, "a.py", line, line, "", "")
    return Merged(finding, ("risk",), (("risk", finding),), doubt)


def broken(kind: str | None = None, code: Exit = Exit.NO_ANSWER) -> AgentError:
    made = AgentError("no_answer", "it failed", exit_code=code)
    made.facts = {"class": kind}
    return made


def review(*merged: Merged, error: AgentError | None = None) -> Review:
    return Review(None, (Report("risk", Reply("risk"), error=error),), tuple(merged))


class Hands:
    """`reviews` are what the rounds after the first bring; `fixes` the fixers' ends in order, the last one for all further ones."""

    def __init__(
        self, *reviews: Review | AgentError, fixes: Sequence[AgentError | None] = (None,), stop_after: str = ""
    ) -> None:
        self.reviews = list(reviews)
        self.fixes = list(fixes)
        self.stop_after = stop_after
        self.log: list[str] = []

    def stopped(self) -> bool:
        return bool(self.stop_after) and self.stop_after in self.log

    def fix(self, merged: Merged) -> Reply:
        self.log.append(f"fix {merged.finding.title}")
        error = self.fixes.pop(0) if len(self.fixes) > 1 else self.fixes[0]
        return Reply("implementer", "8abfab85", None if error else {"message": "done"}, error)

    def verify(self, fixed: Sequence[Merged], number: int) -> Report:
        self.log.append(f"verify {' '.join(merged.finding.title for merged in fixed)}")
        return Report("verifier", Reply("verifier", "8abfab86"))

    def again(self, number: int, checked: Report) -> Review:
        self.log.append("review")
        found = self.reviews.pop(0) if self.reviews else review()
        if isinstance(found, AgentError):
            raise found
        return found


def looped(hands: Hands, *first: Merged, rounds: int = 3, **more: Any) -> Fixing:
    fixing = Fixing(hands, review(*first, **more), hands.stopped, lambda _: None)
    fixing.run(rounds)
    return fixing


def statuses(fixing: Fixing) -> dict[str, str]:
    return {fault.merged.finding.title: fault.status.value for fault in fixing.faults()}


def tracked(fixing: Fixing) -> list[str]:
    return [merged.finding.title for merged in fixing.to_track()]


def test_each_critical_finding_is_fixed_then_all_are_verified_then_reviewed() -> None:
    hands = Hands()
    fixing = looped(hands, one("A leak"), one("B crash", line=90), one("C typo", MINOR))
    assert hands.log == ["fix A leak", "fix B crash", "verify A leak B crash", "review"]
    assert statuses(fixing) == {"A leak": "fixed", "B crash": "fixed"}
    assert fixing.open == []


def test_nothing_critical_ends_it_before_it_begins() -> None:
    hands = Hands()
    assert looped(hands, one("C typo", MINOR)).rounds == 0
    assert hands.log == []


def test_a_finding_that_stays_is_tried_in_each_round_and_left() -> None:
    hands = Hands(*(review(one("A leak", line=line)) for line in (5, 20)))
    fixing = looped(hands, one("A leak"), rounds=2)
    assert hands.log.count("fix A leak") == 2
    assert statuses(fixing) == {"A leak": "left"}
    assert [attempt.round for attempt in fixing.faults()[0].attempts] == [1, 2]


def test_a_new_critical_finding_of_a_later_round_is_fixed_too() -> None:
    fixing = looped(Hands(review(one("B crash"))), one("A leak"))
    assert statuses(fixing) == {"A leak": "fixed", "B crash": "fixed"}


def test_a_fixer_that_failed_leaves_a_failed_finding_and_the_others_go_on() -> None:
    hands = Hands(review(one("A leak")), fixes=[broken(), None])
    fixing = looped(hands, one("A leak"), one("B crash", line=90), rounds=1)
    assert hands.log == ["fix A leak", "fix B crash", "verify B crash", "review"]
    assert statuses(fixing) == {"A leak": "failed", "B crash": "fixed"}
    assert [fault.status for fault in fixing.open] == [Status.FAILED]


def test_nobody_looks_again_when_no_fixer_did_anything() -> None:
    hands = Hands(fixes=[broken()])
    fixing = looped(hands, one("A leak"), one("B crash", line=90))
    assert hands.log == ["fix A leak", "fix B crash"]
    assert statuses(fixing) == {"A leak": "failed", "B crash": "failed"}


@pytest.mark.parametrize("kind", ["usage_limit", "auth", "model"])
def test_what_every_fixer_would_meet_ends_the_round(kind: str) -> None:
    hands = Hands(fixes=[broken(kind)])
    fixing = looped(hands, one("A leak"), one("B crash", line=90))
    assert hands.log == ["fix A leak"]
    assert statuses(fixing) == {"A leak": "failed", "B crash": "left"}


def test_silence_of_a_reviewer_that_failed_confirms_nothing() -> None:
    fixing = looped(Hands(review(error=broken())), one("A leak"), rounds=1)
    assert statuses(fixing) == {"A leak": "unconfirmed"}
    assert tracked(fixing) == ["A leak"]
    assert fixing.open


def test_a_finding_that_is_found_again_as_a_lesser_one_is_left_as_that() -> None:
    fixing = looped(Hands(review(one("A leak", MINOR, line=3))), one("A leak"))
    (fault,) = fixing.faults()
    assert (fault.status, fault.merged.finding.severity) == (Status.LEFT, MINOR)
    assert fixing.open == []
    assert tracked(fixing) == ["A leak"]


def test_a_file_that_is_not_there_gets_no_fixer_and_is_not_forgotten() -> None:
    hands = Hands()
    fixing = looped(hands, one("A leak", doubt=Doubt.NO_LINES), one("B crash", line=90, doubt=Doubt.NO_FILE))
    assert hands.log[:2] == ["fix A leak", "verify A leak"]
    assert statuses(fixing) == {"A leak": "fixed", "B crash": "unconfirmed"}
    assert tracked(fixing) == ["B crash"]


def test_lesser_findings_of_every_round_are_tracked_once() -> None:
    last = review(one("D typo", MINOR, line=4), one("E slow", MINOR, line=80))
    fixing = looped(Hands(last), one("A leak"), one("D typo", MINOR, line=2), one("F odd", MINOR, line=60))
    assert tracked(fixing) == ["D typo", "E slow", "F odd"]


def test_a_flood_of_critical_findings_does_not_start_a_flood_of_fixers() -> None:
    many = [one(f"{chr(97 + n // 26) * 4}{chr(97 + n % 26) * 4}", line=n * 100 + 1) for n in range(60)]
    hands = Hands(review(*many))
    looped(hands, *many, rounds=1)
    assert len([line for line in hands.log if line.startswith("fix")]) == FIXES_PER_ROUND


@pytest.mark.parametrize(
    ("moment", "log", "status"),
    [
        ("fix A leak", ["fix A leak"], "failed"),
        ("verify A leak", ["fix A leak", "verify A leak"], "unconfirmed"),
    ],
)
def test_it_stops_where_it_is_told_to_and_says_what_it_knows(moment: str, log: list[str], status: str) -> None:
    hands = Hands(stop_after=moment, fixes=[broken() if moment.startswith("fix") else None])
    fixing = looped(hands, one("A leak"))
    assert (hands.log, statuses(fixing)) == (log, {"A leak": status})


def test_a_change_that_can_no_longer_be_read_ends_it_with_the_reason() -> None:
    error = AgentError("git", "the index is broken")
    fixing = looped(Hands(error), one("A leak"))
    assert (fixing.error, statuses(fixing)) == (error, {"A leak": "unconfirmed"})
