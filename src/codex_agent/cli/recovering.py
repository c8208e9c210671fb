"""`recover`: the brief that a compacted session gets, for whoever asks."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

import typer

from codex_agent import glance, recovery
from codex_agent.cli import folders, fresh, lineage, output
from codex_agent.cli.arguments import Json
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import default_home


def recover(*, json_output: bool) -> int:
    """Everything folded up to now, then the same view that the hooks have."""
    home = default_home()
    with fresh.opened(home) as store:
        if store is not None:
            fresh.fold_all(home, store)
    ids = lineage.own_ids(home)
    session = next(iter(ids), "")
    folder = folders.here()
    try:
        jobs, pipeline, notes = _seen(str(home.root), folder, ids)
    except sqlite3.Error as error:
        raise AgentError("store", f"{home.db}: {error}", hint="codex-agent health") from error
    text = recovery.brief(jobs, now=time.time(), session=session, pipeline=pipeline, notes=notes)
    if json_output:
        output.print_json({"ok": True, "brief": text, "jobs": jobs, "pipeline": pipeline, "notes": notes})
    else:
        print(text or "Nothing runs here, and the newest answers were all read.")
    return Exit.OK


def _seen(
    home: str, folder: str, ids: tuple[str, ...]
) -> tuple[list[dict[str, Any]], dict[str, Any] | None, list[Any]]:
    """Jobs of the checkout and of the session, the pipeline, notes: as the hooks see them."""
    view = glance.open_store(home)
    if view is None:
        return [], None, []
    try:
        jobs = glance.jobs_in(view, folder)
        known = {job["id"] for job in jobs}
        jobs += [job for one in ids for job in glance.jobs_of_session(view, one) if job["id"] not in known]
        session = next(iter(ids), "")
        jobs = [{**job, "session": session} if job["session"] in ids else job for job in jobs]
        pipeline = glance.pipeline_of(view, folder, session)
        if pipeline:
            from codex_agent import standing  # the stages and their rules

            pipeline["next_command"] = standing.following(home, folder, session)
        return jobs, pipeline, glance.notes_in(view, folder)
    finally:
        view.close()


def register(app: typer.Typer) -> None:
    app.command("recover")(_recover)


def _recover(json_output: Json = False) -> int:
    """What runs, asks or is unread here, the stage, what is next."""
    return recover(json_output=json_output)
