"""`recover`: the brief that a compacted session gets, for whoever asks."""

from __future__ import annotations

import os
import sqlite3
import time

import typer

from codex_agent import glance, recovery
from codex_agent.cli import fresh, output
from codex_agent.cli.arguments import Json
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import default_home


def recover(*, json_output: bool) -> int:
    """Everything folded up to now, then the same view that the hooks have."""
    home = default_home()
    with fresh.opened(home) as store:
        if store is not None:
            fresh.fold_all(home, store)
    session = os.environ.get("CLAUDE_CODE_SESSION_ID") or ""
    try:
        view = glance.open_store(str(home.root))
    except sqlite3.Error as error:
        raise AgentError("store", f"{home.db}: {error}", hint="codex-agent health") from error
    if view is None:
        jobs, pipeline, notes = [], None, []
    else:
        jobs = glance.jobs_in(view, os.getcwd())
        known = {job["id"] for job in jobs}
        jobs += [job for job in glance.jobs_of_session(view, session) if session and job["id"] not in known]
        pipeline = glance.pipeline_of(view, os.getcwd(), session)
        notes = glance.notes_in(view, os.getcwd())
        view.close()
    text = recovery.brief(jobs, now=time.time(), session=session, pipeline=pipeline, notes=notes)
    if json_output:
        output.print_json({"ok": True, "brief": text, "jobs": jobs, "pipeline": pipeline, "notes": notes})
    else:
        print(text or "Nothing runs here and nothing is unread.")
    return Exit.OK


def register(app: typer.Typer) -> None:
    app.command("recover")(_recover)


def _recover(json_output: Json = False) -> int:
    """What runs, asks or is unread here, the stage, and the next commands."""
    return recover(json_output=json_output)
