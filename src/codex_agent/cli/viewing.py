"""`status`, `jobs` and `result`: what the store knows, shown. Lean at the top: `status` also runs without typer."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from codex_agent import reading
from codex_agent.cli import fresh, output
from codex_agent.cli.options import StatusOptions
from codex_agent.errors import AgentError, Exit
from codex_agent.jobs import Job, Turn, iso
from codex_agent.paths import Home, default_home
from codex_agent.store import Store
from codex_agent.transcripts import plain

ENDED_SHOWN = 20


def status(options: StatusOptions) -> int:
    """One job, its newest turn, and what to do next. Marks the turn as read whose end is shown."""
    home, now = default_home(), time.time()
    with fresh.opened_job(home, options.job) as (store, found):
        job = store.job(found)
        ended = job.turn if job.turn.ended else _newest_ended(store, found)
    if options.json_output:
        output.print_json({"ok": True, "job": job.as_json(now), "turn": job.turn.as_json()})
        ended = job.turn if job.turn.ended else None
    else:
        print("\n".join(_described(job, ended, now)))
    if ended:
        mark_read(home, ended)
    return Exit.OK


def _newest_ended(store: Store, job: str) -> Turn | None:
    n = reading.newest_ended_turn(store, job)
    return store.turn(job, n) if n else None


def _described(job: Job, ended: Turn | None, now: float) -> list[str]:
    lines = [*_heading(job, now)]
    if ended and ended.message:
        lines += ["", f"Answer of turn {ended.n}:", plain(ended.message)]
    if job.turn.error_class:
        lines += ["", f"Error: {job.turn.error_class}: {plain(job.turn.error_message or '')}"]
        if job.turn.error_hint:
            lines += ["", f"Hint: {plain(job.turn.error_hint)}"]
    return [*lines, "", *(f"Next: {command}" for command in next_commands(job))]


def _heading(job: Job, now: float) -> list[str]:
    from codex_agent.cli.tables import count, duration, one_line

    data = job.as_json(now)
    queued = f", {job.queued_turns} queued" if job.queued_turns else ""
    used = data["tokens"]["context_used_pct"]
    facts = {
        "name": job.spec.name,
        "folder": job.spec.cwd,
        "model": " ".join(filter(None, (data["model"], data["reasoning"], job.spec.sandbox))),
        "thread": job.thread_id,
        "elapsed": duration(data["elapsed_ms"]),
        "tokens": f"{count(job.usage.total)}{f', context {used:.0f}%' if used is not None else ''}" if job.usage.total else None,
        "files": ", ".join(job.files),
        "prompt": job.spec.prompt,
    }
    lines = [f"{job.id}  {job.state}, turn {job.turn.n} {job.turn.state}{queued}"]
    return lines + [f"  {name:<8} {one_line(value)}" for name, value in facts.items() if value]


def next_commands(job: Job) -> list[str]:
    """What a person most likely wants to type now."""
    if not job.turn.ended:
        return [f"codex-agent await-turn {job.id}", f"codex-agent watch {job.id}"]
    return [f'codex-agent send {job.id} "..."', f"codex-agent output {job.id}"]


def mark_read(home: Home, turn: Turn) -> None:
    """A mark that cannot be made (full disk, read-only home) must not hide what was shown."""
    if turn.read_at is not None:
        return
    try:
        store = Store.open(home.db)
        try:
            store.mark_read(turn.job, turn.n, time.time())
        finally:
            store.close()
    except AgentError as error:
        output.talk(f"Warning: not marked as read: {error.message}")


@dataclass(frozen=True, slots=True)
class ResultOptions:
    job: str
    turn: int | None = None
    json_output: bool = False


def result(options: ResultOptions) -> int:
    """The final message of a turn and a newline, nothing else. Raises when that turn has none; an ended turn is read then, too."""
    home = default_home()
    with fresh.opened_job(home, options.job) as (store, found):
        job, turn = store.job(found), _asked_turn(store, found, options.turn)
    if turn.exit() is not Exit.OK:
        if turn.ended:
            mark_read(home, turn)
        raise no_answer(turn)
    if options.json_output:
        output.print_json({"ok": True, "job": job.as_json(time.time()), "turn": turn.as_json()})
    else:
        output.print_message(turn.message or "")
    mark_read(home, turn)
    return Exit.OK


def _asked_turn(store: Store, job: str, n: int | None) -> Turn:
    """Turn `n`, or the newest one, queued ones included: an older answer is never taken for the newest."""
    turn = store.turn(job, reading.newest_turn(store, job) if n is None else n)
    if turn is None:
        hint = f"codex-agent status {job}"
        raise AgentError("no_such_turn", f"job {job} has no turn {n}", exit_code=Exit.NOT_FOUND, hint=hint)
    return turn


def no_answer(turn: Turn) -> AgentError:
    """Why there is nothing to show, and what helps."""
    if not turn.ended:
        earlier = f", or an earlier one: codex-agent result {turn.job} --turn {turn.n - 1}" if turn.n > 1 else ""
        return AgentError(
            "no_answer_yet",
            f"turn {turn.n} of job {turn.job} is still {turn.state}",
            exit_code=turn.exit(),
            hint=f"codex-agent await-turn {turn.job}{earlier}",
        )
    reason = f": {turn.error_class}: {turn.error_message}" if turn.error_class else ""
    return AgentError(
        "no_answer",
        plain(f"turn {turn.n} of job {turn.job} ended without an answer ({turn.outcome}){reason}"),
        exit_code=turn.exit(),
        hint=turn.error_hint or f"codex-agent output {turn.job}",
    )


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
    chosen = reading.Filter(
        states=tuple(reading.state_named(word) for word in options.states),
        session=options.session,
        folder=reading.project_folder(os.getcwd()) if options.here else None,
    )
    bound = None if options.every or options.limit is not None else ENDED_SHOWN
    with fresh.opened(home) as store:
        found: list[Job] = []
        if store:
            fresh.fold_all(home, store)
            found = reading.listed(store, chosen, limit=options.limit, ended_limit=bound)
    now = time.time()
    if options.json_output:
        output.print_json({"generated_at": iso(now), "jobs": [job.as_json(now) for job in found]})
    elif found:
        _show_jobs(found, now)
    else:
        output.talk('No jobs. Start one: codex-agent start "..."')
    return Exit.OK


def _show_jobs(found: list[Job], now: float) -> None:
    from codex_agent.cli.tables import STATUS_STYLES, Column, count, duration, show

    columns = (
        Column("ID"),
        Column("NAME"),
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
                job.spec.name or "",
                job.state.value,
                f"{job.turn.n} {job.turn.state}{', unread' if data['unread'] else ''}",
                " ".join(filter(None, (data["model"], data["reasoning"]))),
                duration(data["elapsed_ms"]),
                count(job.usage.total) if job.usage.total else "",
                f"{used:.0f}%" if used is not None else "",
                str(len(job.files)) if job.files else "",
                _summary(job),
            )
        )
    show(columns, rows)


def _summary(job: Job) -> str:
    """The most telling words of a job: why it failed, what it said last, or what it was asked."""
    failure = f"{job.turn.error_class}: {job.turn.error_message}" if job.turn.error_class else None
    return failure or job.last_message or job.spec.prompt
