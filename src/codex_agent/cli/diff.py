"""`diff`: what agents changed. Git runs here, where the user stands; see `codex_agent.worktrees`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

from codex_agent.cli import fresh, lineage, output
from codex_agent.cli.tables import one_line
from codex_agent.errors import AgentError, Exit
from codex_agent.jobs import Job
from codex_agent.paths import default_home
from codex_agent.plaintext import plain
from codex_agent.worktrees import changes
from codex_agent.worktrees.changes import Changes


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
    home = default_home()
    with fresh.opened(home) as store:
        session, jobs = lineage.jobs_of(home, store, typed)
        if store and any(not job.ended for job in jobs):
            fresh.fold_all(home, store)
            jobs = lineage.jobs_of(home, store, session)[1]
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
