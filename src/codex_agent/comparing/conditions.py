"""What must hold of a job before its answer is compared. Each condition fails with a code of its own and what helps."""

from __future__ import annotations

from codex_agent.errors import AgentError, usage_error
from codex_agent.jobs import Job, Turn
from codex_agent.states import JobState, TurnState


def check_pair(jobs: tuple[Job, Job]) -> None:
    """Raises a usage error for a job beside itself."""
    if jobs[0].id == jobs[1].id:
        raise usage_error(
            "same_job", f"{jobs[0].id} is one job: there is nothing to compare it with", "codex-agent jobs --all"
        )


def check(job: Job, turn: Turn) -> None:
    """Raises unless the job is completed, its client left with 0, and this turn has an answer, one that fits its schema if it has one."""
    if job.spec.mode == "terminal":
        raise usage_error(
            "no_agent", f"job {job.id} is a command in a terminal: it has no answer", f"codex-agent output {job.id}"
        )
    if not turn.ended or not job.ended:
        raise _unfinished(job, turn)
    if turn.misfit:
        raise AgentError(
            "misfit",
            f"the answer of job {job.id} does not fit its schema: {turn.misfit}",
            hint=f'codex-agent send {job.id} "..." asks for it once more; codex-agent result {job.id} shows it',
        )
    if job.state is not JobState.COMPLETED or turn.state is not TurnState.IDLE:
        raise _failed(job, turn)
    _check_exit(job, turn)
    if not (turn.message or "").strip():
        raise AgentError(
            "empty_answer", f"turn {turn.n} of job {job.id} answered nothing", hint=f"codex-agent output {job.id}"
        )


def _unfinished(job: Job, turn: Turn) -> AgentError:
    if turn.ended and job.spec.mode == "interactive":
        return AgentError("still_open", f"job {job.id} is still open", hint=f"codex-agent send {job.id} /quit")
    words = f"job {job.id} is not done: it is {job.state}, turn {turn.n} is {turn.state}"
    return AgentError("not_finished", words, hint=f"codex-agent await-turn {job.id}")


def _failed(job: Job, turn: Turn) -> AgentError:
    reason = f": {turn.error_class}: {turn.error_message}" if turn.error_class else ""
    if job.state is not JobState.COMPLETED:
        return AgentError("not_completed", f"job {job.id} is {job.state}{reason}", hint=f"codex-agent status {job.id}")
    words = f"turn {turn.n} of job {job.id} ended without an answer ({turn.outcome}){reason}"
    return AgentError("no_answer", words, hint=f"codex-agent result {job.id} --turn {turn.n}")


def _check_exit(job: Job, turn: Turn) -> None:
    """The threads of an interactive job end on their server, which gives no exit code."""
    if turn.exit_code == 0 or (turn.exit_code is None and job.spec.mode == "interactive"):
        return
    left = "left no exit code" if turn.exit_code is None else f"exited with {turn.exit_code}"
    raise AgentError(
        "exit_code", f"the client of job {job.id} {left} in turn {turn.n}", hint=f"codex-agent output {job.id}"
    )
