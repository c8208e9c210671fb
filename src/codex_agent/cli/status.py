"""`status`: one job at a glance. Lean: the front runs it without typer."""

from __future__ import annotations

import time

from codex_agent import budgets, reading
from codex_agent.cli import fresh, output
from codex_agent.cli.options import StatusOptions
from codex_agent.errors import AgentError, Exit
from codex_agent.jobs import Job, Turn
from codex_agent.paths import Home, default_home
from codex_agent.plaintext import plain
from codex_agent.store import Store

REASON_CHARS = 200


def status(options: StatusOptions) -> int:
    """One job, its newest turn, and what to do next. Marks the turn as read whose end is shown."""
    home, now = default_home(), time.time()
    with fresh.opened_job(home, options.job) as (store, found):
        job = store.job(found)
        ended = job.turn if job.turn.ended and not job.turn.corrected_by else _newest_ended(store, found)
        again = _asked_again(store, job)
        session = _session_budget(store, job)
    if options.json_output:
        data = job.as_json(now)
        data["budget"]["session"] = session
        output.print_json({"ok": True, "job": data, "turn": job.turn.as_json()})
        ended = job.turn if job.turn.ended else None
    else:
        print("\n".join(_described(job, ended, now, again, session)))
    if ended:
        mark_read(home, ended)
    return Exit.OK


def _session_budget(store: Store, job: Job) -> dict[str, int] | None:
    """What the job's session may use and has used; None where it has no limit."""
    if not job.spec.max_session_tokens or job.spec.parent_session is None:
        return None
    spent = budgets.spent_in_session(store.query, job.spec.parent_session)
    return {"max_tokens": job.spec.max_session_tokens, "spent": spent}


def _newest_ended(store: Store, job: str) -> Turn | None:
    n = reading.newest_ended_turn(store, job)
    return store.turn(job, n) if n else None


def _asked_again(store: Store, job: Job) -> str | None:
    """Whether the newest turn corrects another's answer, or is to be corrected, and why."""
    wrong = job.turn if job.turn.corrected_by else store.turn(job.id, job.turn.corrects) if job.turn.corrects else None
    if wrong is None:
        return None
    return f"turn {wrong.corrected_by}: the answer of turn {wrong.n} did not fit the schema: {wrong.misfit}"


def _described(
    job: Job, ended: Turn | None, now: float, again: str | None = None, session: dict[str, int] | None = None
) -> list[str]:
    lines = [*_heading(job, now, again, session)]
    if ended and ended.message:
        lines += ["", f"Answer of turn {ended.n}:", plain(ended.message)]
    for question in job.turn.asked:
        choices = f" ({' / '.join(question.choices)})" if question.choices else ""
        lines += ["", f"Asks {question.id}: {plain(question.text)}{choices}"]
    if job.turn.error_class:
        lines += ["", f"Error: {job.turn.error_class}: {plain(job.turn.error_message or '')}"]
        if job.turn.error_hint:
            lines += ["", f"Hint: {plain(job.turn.error_hint)}"]
    elif job.error:
        lines += [
            "",
            f"Error: {job.error['class']}: {plain(job.error['message'])}",
            "",
            f"Hint: {plain(job.error['hint'])}",
        ]
    return [*lines, "", *(f"Next: {command}" for command in next_commands(job))]


def _heading(job: Job, now: float, again: str | None, session: dict[str, int] | None) -> list[str]:
    from codex_agent.cli.tables import count, duration, one_line

    data = job.as_json(now)
    queued = f", {job.queued_turns} queued" if job.queued_turns else ""
    used = data["tokens"]["context_used_pct"]
    history = f" and {count(job.spec.fork_tokens)} of its history" if job.spec.fork_tokens else ""
    facts = {
        "queue": _place(job, now),
        "name": job.spec.name,
        "folder": job.spec.cwd,
        "branch": (job.spec.worktree.branch or "none: a copy to throw away") if job.spec.worktree else None,
        "model": " ".join(filter(None, (data["model"], data["reasoning"], job.spec.sandbox)))
        if job.spec.mode != "terminal"
        else None,
        "thread": job.thread_id,
        "fork of": job.spec.fork_of,
        "by hand": job.client_command if job.ended else None,
        "elapsed": duration(data["elapsed_ms"]),
        "tokens": f"{count(job.spent)}{history}{f', context {used:.0f}%' if used is not None else ''}"
        if job.usage.total
        else None,
        "budget": f"{count(job.spent)} of {count(job.spec.max_tokens)} used" if job.spec.max_tokens else None,
        "session": f"{count(session['spent'])} of {count(session['max_tokens'])} used" if session else None,
        "files": ", ".join(job.files),
        "prompt": job.spec.prompt,
        "schema": job.spec.output_schema,
        "again": again,
    }
    lines = [f"{job.id}  {job.state}, turn {job.turn.n} {job.turn.state}{queued}"]
    return lines + [f"  {name:<8} {one_line(value)}" for name, value in facts.items() if value]


def _place(job: Job, now: float) -> str | None:
    """What the next turn waits for."""
    from codex_agent.cli.tables import clock, cut, one_line

    if job.queue is None:
        return None
    turn = f"turn {job.queue.turn} is number {job.queue.position} of those that wait"
    if job.queue.held_until is None or not job.queue.is_held(now):
        return f"{turn} for an agent to end"
    words = cut(one_line(job.queue.reason or ""), REASON_CHARS)
    return f"{turn}; {job.spec.provider} takes none before {clock(job.queue.held_until)}: {words}"


def next_commands(job: Job) -> list[str]:
    """What a person most likely wants to type now."""
    if job.spec.mode == "terminal":
        look = f"codex-agent capture {job.id} --clean"
        return [look] if job.ended else [f"codex-agent await-turn {job.id}", look]
    if job.turn.asked:
        return [f"codex-agent answer {job.id} accept|decline|TEXT"]
    if not job.turn.ended or job.turn.corrected_by:
        return [f"codex-agent await-turn {job.id}", f"codex-agent watch {job.id}"]
    if job.turn.started_at is None and job.thread_id is None:
        return [f"codex-agent delete {job.id}"]  # nothing to read, no thread to go on in
    work = [f"codex-agent diff {job.id}", f"codex-agent merge {job.id}"] if job.spec.worktree else []
    spent = job.spec.max_tokens is not None and job.spent >= job.spec.max_tokens
    send = [f'codex-agent send {job.id} "..."'] if (job.thread_id or not job.ended) and not spent else []
    return [*send, f"codex-agent output {job.id}", *work]


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
