"""`jobs` and `result`, and the words of `status` for typer: what the store knows, shown."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Annotated

import typer

from codex_agent import reading
from codex_agent.cli import folders, fresh, lineage, output
from codex_agent.cli.arguments import JobId, Json, Session
from codex_agent.cli.options import StatusOptions
from codex_agent.cli.status import mark_read, status
from codex_agent.cli.tables import STATUS_STYLES, Column, clock, count, cut, duration, show
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.jobs import Job, Turn, iso
from codex_agent.paths import default_home
from codex_agent.store import Store

ENDED_SHOWN = 20
NAME_CHARS = 24
OWNER_CHARS = 8


@dataclass(frozen=True, slots=True)
class ResultOptions:
    job: str
    turn: int | None = None
    json_output: bool = False


def result(options: ResultOptions) -> int:
    """The final message of a turn and a newline, nothing else. Raises when that turn has none; an ended turn is read then, too.

    An answer that does not fit its schema is printed as it is, and raises all the same.
    """
    home = default_home()
    with fresh.opened_job(home, options.job) as (store, found):
        job, turn = store.job(found), _asked_turn(store, found, options.turn)
    if turn.exit(job.spec.mode) is not Exit.OK and not (job.spec.mode == "terminal" and turn.message):
        if turn.misfit and turn.message and not options.json_output:
            output.print_message(turn.message)
        if turn.ended:
            mark_read(home, turn)
        raise no_answer(job, turn)
    if options.json_output:
        output.print_json({"ok": True, "job": job.as_json(time.time()), "turn": turn.as_json()})
    else:
        output.print_message(turn.message or "")
    mark_read(home, turn)
    return Exit.OK


def _asked_turn(store: Store, job: str, n: int | None) -> Turn:
    """Turn `n`, or the newest one, queued ones included: an older answer is never taken for the newest."""
    turn = store.answering(job, store.newest_turn(job) if n is None else n)
    if turn is None:
        hint = f"codex-agent status {job}"
        raise AgentError("no_such_turn", f"job {job} has no turn {n}", exit_code=Exit.NOT_FOUND, hint=hint)
    return turn


def no_answer(job: Job, turn: Turn) -> AgentError:
    """Why there is nothing to show, and what helps."""
    if turn.ended:
        reason = f": {turn.error_class}: {turn.error_message}" if turn.error_class else ""
        code, words = "no_answer", f"turn {turn.n} of job {job.id} ended without an answer ({turn.outcome}){reason}"
        hint = turn.error_hint or f"codex-agent output {job.id}"
    else:
        earlier = f", or an earlier one: codex-agent result {job.id} --turn {turn.n - 1}" if turn.n > 1 else ""
        code, words = "no_answer_yet", f"turn {turn.n} of job {job.id} is still {turn.state}"
        hint = f"codex-agent await-turn {job.id}{earlier}"
    made = AgentError(code, words, exit_code=turn.exit(job.spec.mode), hint=hint)
    made.facts = {"class": turn.error_class, "job": job.as_json(time.time()), "turn": turn.as_json()}
    return made


@dataclass(frozen=True, slots=True)
class JobsOptions:
    states: tuple[str, ...] = ()
    session: str | None = None
    here: bool = False
    every: bool = False
    limit: int | None = None
    json_output: bool = False


def jobs(options: JobsOptions) -> int:
    """Live jobs, then ended ones. The default bound is for ended ones alone; a bound that was asked for is for all."""
    home = default_home()
    states = tuple(reading.state_named(word) for word in options.states)
    place = reading.place_of(folders.here()) if options.here else None
    bound = None if options.every or options.limit is not None else ENDED_SHOWN
    with fresh.opened(home) as store:
        found: list[Job] = []
        if store:
            fresh.fold_all(home, store)
            ids = None if options.session is None else lineage.named(home, store, options.session)
            chosen = reading.Filter(states, ids, place)
            found = reading.listed(store, chosen, limit=options.limit, ended_limit=bound)
    now = time.time()
    if options.json_output:
        output.print_json({"generated_at": iso(now), "jobs": [job.as_json(now) for job in found]})
    elif found:
        _show_jobs(found, now, lineage.own_ids(home))
    else:
        output.talk('No jobs. Start one: codex-agent start "..."')
    return Exit.OK


def owner(job: Job, own: tuple[str, ...]) -> str:
    """Who leads a job, where that is not the one who asks: the beginning of the session's id, or `by hand` without one."""
    session = job.spec.parent_session
    return ("" if session in own else session[:OWNER_CHARS]) if session else "by hand" if own else ""


def _show_jobs(found: list[Job], now: float, own: tuple[str, ...]) -> None:
    columns = (
        Column("ID"),
        Column("NAME"),
        Column("OWNER"),
        Column("STATUS", styles=STATUS_STYLES),
        Column("TURN"),
        Column("MODEL"),
        Column("ELAPSED", right=True),
        Column("TOKENS", right=True),
        Column("CONTEXT", right=True),
        Column("FILES", right=True),
        Column("SUMMARY"),
    )
    rows = []
    for job in found:
        data = job.as_json(now)
        used = data["tokens"]["context_used_pct"]
        rows.append(
            (
                job.id,
                cut(job.spec.name or "", NAME_CHARS),
                owner(job, own),
                job.state.value,
                _turn(job, now, unread=data["unread"]),
                " ".join(filter(None, (data["model"], data["reasoning"]))),
                duration(data["elapsed_ms"]),
                count(job.spent) if job.usage.total else "",
                f"{used:.0f}%" if used is not None else "",
                str(len(job.files)) if job.files else "",
                _summary(job),
            )
        )
    show(columns, rows)


def _turn(job: Job, now: float, *, unread: bool) -> str:
    """The newest turn; a follow-up that waits in the queue in its place, unless that has an answer to read."""
    newest = f"{job.turn.n} {job.turn.state}{', unread' if unread else ''}"
    if job.queue is None or job.queue.turn == job.turn.n:
        return newest + _place(job, now)
    follow_up = f"{job.queue.turn} queued{_place(job, now)}"
    return f"{newest}; {follow_up}" if unread or not job.turn.ended else follow_up


def _place(job: Job, now: float) -> str:
    """Where a turn stands that waits in the queue, and until when its provider takes none."""
    if job.queue is None:
        return ""
    held = f", held until {clock(job.queue.held_until)}" if job.queue.held_until and job.queue.is_held(now) else ""
    return f" #{job.queue.position}{held}"


def _summary(job: Job) -> str:
    """The most telling words of a job: why it failed, what it said last, or what it was asked."""
    failure = f"{job.turn.error_class}: {job.turn.error_message}" if job.turn.error_class else None
    return failure or job.last_message or job.spec.prompt


def register(app: typer.Typer) -> None:
    app.command("status", epilog="Example: codex-agent status 8abfab85")(_status)
    app.command("jobs", epilog="Example: codex-agent jobs --here --state running --state failed")(_jobs)
    app.command("result", epilog="Example: codex-agent result 8abfab85 > answer.md")(_result)


def _status(job: JobId, json_output: Json = False) -> int:
    """One job: its state, its newest answer, what to do next. Marks that turn as read."""
    return status(StatusOptions(job=job, json_output=json_output))


def _jobs(
    all_: Annotated[bool, typer.Option("--all", help="Every ended job too, not only the newest 20.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most this many.")] = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", metavar="STATE", help="Only jobs in this state; repeatable.")
    ] = None,
    session: Session = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only those of this Claude session.")] = False,
    here: Annotated[
        bool, typer.Option("--here", help="Only this git checkout, or this folder outside of any.")
    ] = False,
    json_output: Json = False,
) -> int:
    """The list of jobs of all sessions, running first, then newest. Marks nothing as read.

    OWNER is whose a job is that is not yours: the beginning of the session's id, which --session takes.
    """
    if mine:
        session = _mine(session)
    return jobs(JobsOptions(tuple(state or ()), session, here, all_, limit, json_output))


def _mine(session: str | None) -> str:
    if session is not None:
        raise usage_error("two_sessions", "--mine and --session exclude each other")
    own = os.environ.get("CLAUDE_CODE_SESSION_ID")
    if not own:
        hint = "codex-agent sessions lists them, --session ID chooses one"
        raise usage_error("no_session", "--mine is for a Claude session, and this is none", hint)
    return own


def _result(
    job: JobId,
    turn: Annotated[int | None, typer.Option("--turn", min=1, metavar="N", help="That turn, not the newest.")] = None,
    json_output: Json = False,
) -> int:
    """The final message alone. Marks that turn as read."""
    return result(ResultOptions(job, turn, json_output))
