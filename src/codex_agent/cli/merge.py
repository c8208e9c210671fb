"""`merge`: bringing home what an agent changed. Git runs here, where the user stands; see `codex_agent.worktrees`."""

from __future__ import annotations

import os

from codex_agent import client
from codex_agent.cli import fresh, output
from codex_agent.errors import Exit, usage_error
from codex_agent.jobs import Job
from codex_agent.paths import default_home
from codex_agent.plaintext import plain
from codex_agent.worktrees import merging

SUBJECT_CHARS = 72


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
