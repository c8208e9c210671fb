"""What follows from a verdict on an answer: it stands, it is asked for once more, or its turn has failed. Inside one change."""

from __future__ import annotations

import contextlib
import json
import secrets
from typing import Any, NamedTuple

from codex_agent.change import Change
from codex_agent.endings import Ending, StopReason, stopped
from codex_agent.errors import AgentError, ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.jobs import Job, in_short
from codex_agent.paths import Home, write_atomic
from codex_agent.prompts import correction
from codex_agent.states import JobState, TurnEvent
from codex_agent.supervisor.checking import Verdict


class Judged(NamedTuple):
    """How a turn ends that its client completed; `by` is the turn that asks for its answer once more. `reason` is for the transcript."""

    ending: Ending
    by: int | None = None
    reason: str | None = None

    @property
    def outcome(self) -> str:
        return self.ending.outcome.value


def judge(change: Change, home: Home, row: Any, verdict: Verdict, *, at: float, by: int | None = None) -> Judged:
    """Record the verdict on the turn of `row`, and queue the turn that asks once more; `by` is one that does so already.

    An answer is asked for once more only once, and not of an agent that was asked to stop.
    """
    n = int(row["n"])
    if verdict.fault is None and not verdict.misfits:
        change.set_turn(n, fits=1)
        change.set_job(last_message=verdict.text)
        change.journal("turn", "the answer fits the schema", at=at, turn=n)
        return Judged(Ending(TurnEvent.COMPLETED))
    misfits = [" ".join(words.split("\n")) for words in (verdict.fault,) if words] or verdict.misfits
    words = (
        f"the answer {'cannot be held against' if verdict.fault else 'does not fit'} the schema: {in_short(misfits)}"
    )
    change.set_turn(n, fits=0, misfit="\n".join(misfits))
    change.journal("turn", words, at=at, turn=n)
    if row["stop_reason"] or change.state is JobState.STOPPING:
        return Judged(stopped(StopReason(row["stop_reason"] or StopReason.KILL)), reason=words)
    may_ask = verdict.fault is None and row["corrects"] is None and change.state is JobState.RUNNING
    if not may_ask:
        hint = (
            f"codex-agent result {change.job} prints it as it is, codex-agent send {change.job} TEXT asks for another"
        )
        return Judged(Ending(TurnEvent.FAILED, TurnFailed(words, ErrorClass.OTHER, hint)), reason=words)
    by = by or _ask_again(change, home, n, verdict, at=at)
    change.set_turn(n, corrected_by=by, read_at=at)
    return Judged(Ending(TurnEvent.COMPLETED), by, f"{words}; asked once more in turn {by}")


def _ask_again(change: Change, home: Home, n: int, verdict: Verdict, *, at: float) -> int:
    by = change.add_turn(secrets.token_hex(16), at=at, corrects=n)
    schema = ""
    with contextlib.suppress(
        OSError
    ):  # somebody took it away since it was read; the prompt names the places all the same
        schema = home.schema(change.job).read_text()
    write_atomic(home.prompt(change.job, by), correction.prompt(verdict.misfits, verdict.text, schema).encode())
    return by


def schema_of(home: Home, job: Job) -> dict[str, Any] | None:
    """What the answers of a job must fit, None if they are free. Raises `AgentError` if somebody took the file away."""
    if job.spec.output_schema is None:
        return None
    try:
        schema: dict[str, Any] = json.loads(home.schema(job.id).read_bytes())
    except (OSError, ValueError) as error:
        raise AgentError("no_schema", f"the job's schema cannot be read: {error}", hint="start a new job") from error
    return schema
