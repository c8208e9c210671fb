"""`send`, `interrupt`, `kill`, `delete`, `clean`: what changes a job that exists."""

from __future__ import annotations

import os
import secrets
from typing import Annotated, Any

import typer

from codex_agent import budgets, client, config
from codex_agent.cli import fresh, lineage, output
from codex_agent.cli.arguments import Force, JobId, Json, MaxTokens
from codex_agent.cli.asking import read_prompt
from codex_agent.cli.starting import queued
from codex_agent.errors import Exit, usage_error
from codex_agent.paths import Home, default_home
from codex_agent.worktrees.checkout import listed


def send(
    typed: str,
    text: str | None,
    file: str | None,
    *,
    how: str,
    force: bool = False,
    max_tokens: str | None = None,
    json_output: bool,
) -> int:
    """Hand over a message and print the number of the turn that will answer it; returns before the agent has read it."""
    message = read_prompt(text, file, flag="--file", what="message")
    return tell_sent(hand_over(typed, message, how=how, force=force, max_tokens=max_tokens), json_output=json_output)


def hand_over(typed: str, message: str, *, how: str, force: bool, max_tokens: str | None) -> dict[str, Any]:
    """The supervisor's answer to a message, which was checked: the job, and the turn that will answer, None for `/quit`."""
    home = default_home()
    job, token = full_id(home, typed), secrets.token_hex(16)
    request: dict[str, Any] = {"token": token, "job": job, "text": message, "how": how, "force": force}
    if max_tokens is not None:
        request["max_tokens"] = budgets.parse(max_tokens)
    return client.call(home, "send", **request, env=dict(os.environ))


def tell_sent(answer: dict[str, Any], *, json_output: bool) -> int:
    """Say what `hand_over` came back with."""
    job = answer["job"]
    if json_output:
        output.print_json(answer)
    elif answer["turn"] is None:
        closed = job["mode"] == "interactive"
        print(f"Job {job['id']} is closed." if closed else f"Job {job['id']} ends by itself; nothing was sent.")
    else:
        print(f"Turn: {answer['turn']}")
        if (place := queued(job)) is not None:
            output.talk(place)
    return Exit.OK


def answer(typed: str, request: str | None, words: str, *, json_output: bool) -> int:
    """Answer an open question; returns when the agent goes on. A text beside an approval follows as a message of its own."""
    home = default_home()
    job = full_id(home, typed)
    told = client.call(home, "answer", job=job, request=request, words=words)
    if told["aside"]:
        output.talk("Declined: the answers to this are accept and decline. The text goes to the agent as a message.")
        return send(job, words, None, how="", json_output=json_output)
    if json_output:
        output.print_json(told)
    else:
        print(f"Answered. Turn {told['turn']['turn']} of job {job}: {told['turn']['turn_state']}")
    return Exit.OK


def interrupt(typed: str, *, json_output: bool) -> int:
    """End the running turn, or take the next follow-up out of the queue; the thread stays and can be sent to."""
    home = default_home()
    answer = client.call(home, "interrupt", job=full_id(home, typed))
    if json_output:
        output.print_json(answer)
    else:
        job, turn = answer["job"], answer["turn"]
        if job["mode"] == "terminal":
            print(f"Ctrl-C was typed into job {job['id']}")
        else:
            print(f"Turn {turn['turn']} of job {job['id']} ended: {turn['outcome']}")
    return Exit.OK


def kill(typed: list[str], session: str | None, *, every: bool, json_output: bool) -> int:
    """End jobs and everything below them, verified; says what was seen."""
    if sum((bool(typed), session is not None, every)) != 1:
        raise usage_error("what_to_kill", "name jobs, or --session ID, or --all", "codex-agent jobs")
    home = default_home()
    jobs = list(dict.fromkeys(full_id(home, one) for one in typed)) if typed else _live(home, session)
    killed = (
        client.call(home, "kill", jobs=jobs, session=os.environ.get("CLAUDE_CODE_SESSION_ID"))["killed"] if jobs else []
    )
    if json_output:
        output.print_json({"ok": True, "killed": killed})
    elif killed:
        for one in killed:
            print(f"{one['job']['id']}  {one['job']['status']}: {one['report']}")
    else:
        output.talk("no live jobs")
    return Exit.OK


def delete(typed: str, *, force: bool, json_output: bool) -> int:
    """Remove an ended job: its record, its files, its worktree. The journal keeps its lines."""
    home = default_home()
    answer = client.call(home, "delete", job=full_id(home, typed), force=force, env=dict(os.environ))
    _say_deleted(answer, json_output=json_output)
    return Exit.OK


def clean(days: float, *, unread: bool, json_output: bool) -> int:
    """Remove jobs that ended more than `days` ago; a running one never, one whose answer nobody has read with `unread` alone."""
    if not 0 <= days < 1e6:
        raise usage_error("bad_days", f"--days must be 0 or more, not {days:g}")
    home = default_home()
    answer: dict[str, Any] = {"deleted": [], "branches": [], "ignored": {}, "kept": []}
    if home.db.exists():
        answer = client.call(home, "clean", days=days, unread=unread, env=dict(os.environ))
    _say_deleted(answer, json_output=json_output)
    return Exit.OK


def _say_deleted(answer: dict[str, Any], *, json_output: bool) -> None:
    if json_output:
        output.print_json({"ok": True, **{name: answer[name] for name in ("deleted", "branches", "ignored", "kept")}})
        return
    deleted = answer["deleted"]
    print(f"Deleted: {' '.join(deleted)}" if deleted else "Nothing to delete.")
    for branch in answer["branches"]:
        output.talk(f"Branch {branch} stays: it has commits that nothing else has.")
    for job, names in answer["ignored"].items():
        output.talk(f"Gone with the worktree of {job}, as git ignores it: {listed(names)}")
    kept: dict[tuple[str, str], list[str]] = {}
    for one in answer["kept"]:
        kept.setdefault((one["reason"], one["hint"]), []).append(one["id"])
    for (reason, hint), jobs in kept.items():
        output.talk(f"Kept {' '.join(jobs)}: {reason}\n  {hint}")


def full_id(home: Home, typed: str) -> str:
    """The id that was meant; checked, and known to the store."""
    with fresh.opened_job(home, typed, fold=False) as (_, job):
        return job


def _live(home: Home, session: str | None) -> list[str]:
    with fresh.opened(home) as store:
        if store is None:
            return []
        fresh.fold_all(home, store)
        if session is None:
            return [job.id for job in store.list_jobs("live = 1")]
        named, known = lineage.jobs_of(home, store, session)
        if named != session:
            hint = f"codex-agent kill --session {named}"
            raise usage_error("short_session", f"kill takes the whole id of a session, not {session!r}", hint)
        return [job.id for job in known if not job.ended]


def register(app: typer.Typer) -> None:
    app.command(
        "send",
        epilog=(
            "\b\nExamples:\n"
            '  codex-agent send 8abfab85 "Now check the session handling too"\n'
            "  codex-agent send 8abfab85 --interrupt --file correction.md"
        ),
    )(_send)
    app.command(
        "answer",
        epilog="\b\nExamples:\n  codex-agent answer 8abfab85 accept\n  codex-agent answer 8abfab85 q3 decline",
    )(_answer)
    app.command("interrupt")(_interrupt)
    app.command(
        "kill",
        epilog='\b\nExamples:\n  codex-agent kill 8abfab85\n  codex-agent kill --session "$CLAUDE_CODE_SESSION_ID"',
    )(_kill)
    app.command("delete")(_delete)
    app.command("clean")(_clean)


def _send(
    job: JobId,
    text: Annotated[
        str | None,
        typer.Argument(metavar="TEXT", help="The message; - reads it from standard input.", show_default=False),
    ] = None,
    file: Annotated[str | None, typer.Option("--file", metavar="FILE", help="Read the message from a file.")] = None,
    steer: Annotated[
        bool, typer.Option("--steer", help="Into the running turn (the default of interactive agents).")
    ] = False,
    queue: Annotated[bool, typer.Option("--queue", help="After the running turn (the default of others).")] = False,
    interrupt_: Annotated[bool, typer.Option("--interrupt", help="End the running turn first.")] = False,
    force: Force = False,
    max_tokens: MaxTokens = None,
    json_output: Json = False,
) -> int:
    """Send a message; prints the number of the turn that answers it. /quit closes an interactive agent."""
    ways = [name for name, chosen in (("steer", steer), ("queue", queue), ("interrupt", interrupt_)) if chosen]
    if len(ways) > 1:
        raise usage_error("two_ways", f"--{ways[0]} and --{ways[1]} exclude each other")
    return send(
        job, text, file, how=ways[0] if ways else "", force=force, max_tokens=max_tokens, json_output=json_output
    )


def _answer(
    job: JobId,
    words: Annotated[
        list[str], typer.Argument(metavar="[REQUEST] accept|decline|TEXT", help="The answer.", show_default=False)
    ],
    json_output: Json = False,
) -> int:
    """Answer what an agent asks: an approval, or a question.

    REQUEST is the id that status shows; needed when several are open. A text for an approval declines it and is sent to the agent.
    """
    if len(words) > 2:
        raise usage_error("many_words", "too many words", "quote the text")
    if not words[-1].strip():
        raise usage_error("no_answer", "the answer is empty", f"codex-agent answer {job} accept|decline|TEXT")
    return answer(job, words[0] if len(words) == 2 else None, words[-1], json_output=json_output)


def _interrupt(job: JobId, json_output: Json = False) -> int:
    """End the running turn, or the one that waits next. The thread can be sent to."""
    return interrupt(job, json_output=json_output)


def _kill(
    jobs: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Jobs to end.", show_default=False)] = None,
    session: Annotated[
        str | None, typer.Option("--session", metavar="ID", help="Every live job of this session.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every live job of every session.")] = False,
    json_output: Json = False,
) -> int:
    """End agents and everything below them, verified."""
    return kill(jobs or [], session, every=all_, json_output=json_output)


def _delete(
    job: JobId,
    force: Annotated[bool, typer.Option("--force", help="Even if its worktree has work that would be lost.")] = False,
    json_output: Json = False,
) -> int:
    """Remove an ended job, its files and its worktree.

    A worktree with work that is nowhere else is refused; --force loses what is not committed, never a commit.
    """
    return delete(job, force=force, json_output=json_output)


def _clean(
    days: Annotated[
        float | None, typer.Option("--days", metavar="N", help="Older than this; 7 unless configured (clean_days).")
    ] = None,
    unread: Annotated[bool, typer.Option("--unread", help="Also those whose answer nobody has read.")] = False,
    json_output: Json = False,
) -> int:
    """Remove jobs that ended long ago.

    Never a running one, and none whose worktree has work that would be lost. An answer that nobody has read is kept and named.
    """
    days = config.load(os.environ).settings.clean_days if days is None else days
    return clean(days, unread=unread, json_output=json_output)
