"""`diff` and `merge`: what agents changed, and bringing it home. Git runs here, where the user stands; see `codex_agent.worktrees`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from codex_agent import client, reading
from codex_agent.cli import fresh, output
from codex_agent.cli.arguments import JobId, Json
from codex_agent.cli.tables import one_line
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.jobs import Job
from codex_agent.paths import default_home
from codex_agent.plaintext import plain
from codex_agent.worktrees import changes, merging
from codex_agent.worktrees.changes import Changes

SUBJECT_CHARS = 72


class Found(NamedTuple):
    """What one job changed. `source`: its worktree, the branch of one that is gone, or the files that the agent reported."""

    job: Job
    source: str
    changes: Changes | None
    problem: AgentError | None = None

    def as_json(self, *, stat: bool) -> dict[str, Any]:
        tree, seen = self.job.spec.worktree, self.changes
        body: dict[str, Any] = {
            "job": self.job.id,
            "name": self.job.spec.name,
            "source": self.source,
            "branch": tree.branch if tree else None,
            "error": self.problem.as_json() if self.problem else None,
        }
        if seen is not None:
            body |= {
                "folder": seen.top,
                "base": seen.base,
                "commits": seen.commits,
                "uncommitted": seen.uncommitted,
                "files": [file.as_json() for file in seen.files],
                "left_out": list(seen.left_out),
            }
            if not stat:
                body["diff"] = seen.text.decode(errors="replace")
        return body


def diff(typed: str, *, stat: bool, json_output: bool) -> int:
    """One job: the patch alone goes to stdout, so that it can be applied; what it is against is said beside it."""
    with fresh.opened_job(default_home(), typed) as (store, full):
        job = store.job(full)
    found = _found(job, stat=stat)
    if found.problem is not None:
        raise found.problem
    if json_output:
        output.print_json({"ok": True, "changes": [found.as_json(stat=stat)]})
        return Exit.OK
    assert found.changes is not None
    output.talk(_words(found))
    if found.changes.left_out:
        output.talk(f"Not shown: {plain(', '.join(found.changes.left_out))}")
    _print(found.changes.text)
    return Exit.OK


def diff_session(typed: str, *, stat: bool, json_output: bool) -> int:
    """Every job of a session, oldest first, and which files more than one of them changed."""
    with fresh.opened(default_home()) as store:
        session, jobs = reading.jobs_of(store, typed)
        if store and any(not job.ended for job in jobs):
            fresh.fold_all(default_home(), store)
            jobs = reading.jobs_of(store, session)[1]
    agents = sorted((job for job in jobs if job.spec.mode != "terminal"), key=lambda job: job.created_at)
    found = [_found(job, stat=stat) for job in agents]
    shared = _shared(found)
    if json_output:
        body = [one.as_json(stat=stat) for one in found]
        output.print_json({"ok": True, "session": session, "changes": body, "shared": shared})
        return Exit.OK
    for path, ids in shared.items():
        output.talk(f"Changed by several agents: {plain(path)} ({', '.join(ids)})")
    for one in found:
        _show(one)
    return Exit.OK


def _found(job: Job, *, stat: bool) -> Found:
    tree = job.spec.worktree
    try:
        if tree is None:
            return Found(job, "reported", changes.of_files(Path(job.spec.cwd), job.files, os.environ, stat=stat))
        if not Path(tree.path).is_dir() and (branch := changes.of_branch(tree, os.environ, stat=stat)):
            return Found(job, "branch", branch)
        return Found(job, "worktree", changes.of_worktree(tree, os.environ, stat=stat))
    except AgentError as error:
        return Found(job, "worktree" if tree else "reported", None, error)


def _shared(found: list[Found]) -> dict[str, list[str]]:
    """Files that more than one agent changed, by their path in the repository that they will meet in."""
    by_path: dict[tuple[str, str], list[str]] = {}
    for one in found:
        tree = one.job.spec.worktree
        for file in one.changes.files if one.changes else ():
            place = tree.repo if tree else one.changes.top if one.changes else ""
            by_path.setdefault((place, file.path), []).append(one.job.id)
    return {path: ids for (_, path), ids in sorted(by_path.items()) if len(ids) > 1}


def _show(one: Found) -> None:
    label = f" {one_line(one.job.spec.name)}" if one.job.spec.name else ""
    print(f"=== {one.job.id}{label}: {_words(one)} ===")
    if one.changes:
        _print(one.changes.text)
    print(flush=True)


def _words(one: Found) -> str:
    """What is compared with what."""
    if one.changes is None:
        return str(one.problem)
    seen, tree = one.changes, one.job.spec.worktree
    if not seen.files:
        return (
            f"no changes in {seen.top}"
            if tree
            else (
                "the agent reported no file that differs from the last commit; what its shell commands changed is not seen here: git diff"
            )
        )
    if tree is None:
        return (
            f"no worktree: the files that the agent reported, as they are now in {seen.top} against {seen.base[:12]}; "
            "others may have changed them, too, and what its shell commands changed may be missing"
        )
    commits = f"{seen.commits} commit{'' if seen.commits == 1 else 's'}" if seen.commits else ""
    state = ", ".join(filter(None, (commits, "changes not committed" if seen.uncommitted else "")))
    where = f"branch {tree.branch}" if tree.branch else "a copy to throw away"
    return f"{where} since {seen.base[:12]}{f' ({state})' if state else ''}"


def _print(text: bytes) -> None:
    """Byte for byte into a pipe; nothing that could drive a terminal onto one."""
    sys.stdout.flush()
    if sys.stdout.isatty():
        print(plain(text.decode(errors="replace")), end="", flush=True)
    else:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()


def merge(typed: str, *, message: str | None, json_output: bool) -> int:
    """Commit and merge one job's work. Until this ends no turn of the job begins; nothing is changed when it is refused."""
    home = default_home()
    with fresh.opened_job(home, typed) as (store, full):
        job = store.job(full)
    if message is not None and not message.strip():
        raise usage_error("bad_message", "the message is empty", "leave --message out for one made of the job's name")
    held = client.stream(home, "hold", job=job.id, env=dict(os.environ))
    try:
        next(held)
        assert job.spec.worktree is not None
        merged = merging.merge(job.spec.worktree, f"{message.strip()}\n" if message else _message(job), os.environ)
    finally:
        held.close()
    if merged.changed:
        text = f"merged into {merged.into}: {merged.commit[:12]}"
        client.call(home, "merged", job=job.id, text=text, onto=merged.before)
    if json_output:
        output.print_json({"ok": True, "job": job.id, "merge": merged.as_json()})
        return Exit.OK
    if not merged.changed:
        print(f"Nothing to merge: {merged.into} has everything that job {job.id} changed.")
    else:
        count = f"{len(merged.files)} file{'' if len(merged.files) == 1 else 's'}"
        print(f"Merged {count} into {merged.into} of {merged.repo}: {merged.commit[:12]}")
        print(f"\nRemove the worktree: codex-agent delete {job.id}")
    if merged.left_out:
        output.talk(
            f"Not merged, for they are copies of files that you do not track: {plain(', '.join(merged.left_out))}"
        )
    return Exit.OK


def _message(job: Job) -> str:
    """Of the commit: the job's name or the first line of its task, and whose work it is."""
    lines = [line.strip() for line in (job.spec.name or job.spec.prompt).splitlines()]
    subject = plain(next((line for line in lines if line), "")) or f"Work of agent {job.id}"
    if len(subject) > SUBJECT_CHARS:
        subject = subject[: SUBJECT_CHARS - 3].rstrip() + "..."
    return f"{subject}\n\nBy agent {job.id} (codex-agent).\n"


def register(app: typer.Typer) -> None:
    app.command(
        "diff",
        epilog=(
            "\b\nExamples:\n"
            "  codex-agent diff 8abfab85 --stat\n"
            "  codex-agent diff 8abfab85 | git apply\n"
            '  codex-agent diff --session "$CLAUDE_CODE_SESSION_ID" --stat'
        ),
    )(_diff)
    app.command("merge", epilog="\b\nExample:\n  codex-agent diff 8abfab85 && codex-agent merge 8abfab85")(_merge)


def _diff(
    job: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="Job id, or its first 4 or more digits.", show_default=False),
    ] = None,
    session: Annotated[
        str | None,
        typer.Option(
            "--session", metavar="ID", help="Every agent of this session, in one view; its id, or how that begins."
        ),
    ] = None,
    stat: Annotated[bool, typer.Option("--stat", help="Files and numbers of lines alone.")] = False,
    json_output: Json = False,
) -> int:
    """Show what an agent changed in its worktree. Everything, whoever changed it and however, against where it began.

    Of an agent without a worktree: the files that it reported, as they are now, against the last commit.
    """
    if (job is None) == (session is None):
        raise usage_error("what_to_show", "name a job, or --session ID", "codex-agent jobs")
    if job is not None:
        return diff(job, stat=stat, json_output=json_output)
    return diff_session(str(session), stat=stat, json_output=json_output)


def _merge(
    job: JobId,
    message: Annotated[
        str | None,
        typer.Option("--message", "-m", metavar="TEXT", help="Of the commit; made of the job's name unless given."),
    ] = None,
    json_output: Json = False,
) -> int:
    """Commit and merge what an agent left in its worktree. Into the branch of the checkout from which its job was started.

    Commits are yours, by your git identity; hooks do not run. Refused with nothing changed: a conflict, changes of yours in the
    same files, an agent that is still at work.
    """
    return merge(job, message=message, json_output=json_output)
