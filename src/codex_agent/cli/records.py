"""`journal`, `note`, `usage`, `sessions`: what was done, said and used, over all jobs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time

from codex_agent import reading
from codex_agent.cli import fresh, output
from codex_agent.cli.tables import Column, clock, count, one_line, show
from codex_agent.errors import Exit, usage_error
from codex_agent.jobs import iso, usage_json
from codex_agent.paths import default_home
from codex_agent.store import Store

NOTE_KINDS = ("goal", "findings", "synthesis", "decision", "next")
NOTE_CHARS = 20_000


def journal(*, here: bool, session: str | None, limit: int, json_output: bool) -> int:
    """The newest lines, oldest of them first."""
    folder = reading.project_folder(os.getcwd()) if here else None
    with fresh.opened(default_home()) as store:
        found = reading.journal(store, session=session, folder=folder, limit=limit) if store else []
    if json_output:
        rows = [{**dict(row), "at": iso(row["at"]), "data": json.loads(row["data"]) if row["data"] else None} for row in found]
        output.print_json({"ok": True, "journal": rows})
    else:
        columns = (Column("TIME"), Column("JOB"), Column("TURN", right=True), Column("KIND"), Column("WHAT"))
        show(columns, [(clock(r["at"]), r["job"] or "", str(r["turn"] or ""), r["kind"], one_line(r["text"])) for r in found])
    return Exit.OK


def note(text: str, kind: str, *, json_output: bool) -> int:
    """Add one line for every session to read."""
    if kind not in NOTE_KINDS:
        raise usage_error("bad_kind", f"unknown kind {kind!r}", f"one of: {', '.join(NOTE_KINDS)}")
    if not text.strip() or "\0" in text or len(text) > NOTE_CHARS:
        raise usage_error("bad_note", f"a note has 1 to {NOTE_CHARS:,} characters and no NUL")
    home = default_home().ensure()
    store = Store.open(home.db)
    session = os.environ.get("CLAUDE_CODE_SESSION_ID") or None
    store.note(kind, text, now=time.time(), session=session, cwd=os.getcwd())
    store.close()
    if json_output:
        output.print_json({"ok": True})
    else:
        print("Noted.")
    return Exit.OK


def usage(*, json_output: bool) -> int:
    """Tokens by job, session and day, and the limits that the provider reported last."""
    home = default_home()
    with fresh.opened(home) as store:
        if store:
            fresh.fold_all(home, store)
        groups = {by: reading.use_by(store, by) if store else [] for by in ("job", "session", "day")}
        limits = reading.limits(store) if store else []
    if json_output:
        body = {
            by: [{by: use.key, "tokens": usage_json(use.usage), "jobs": use.jobs, "turns": use.turns} for use in uses]
            for by, uses in groups.items()
        }
        states = [{"provider": provider, "at": iso(at), "limits": dict(data)} for provider, at, data in limits]
        output.print_json({"ok": True, **body, "rate_limits": states})
        return Exit.OK
    for by, uses in groups.items():
        columns = (Column(by.upper()), *(Column(t, right=True) for t in ("INPUT", "CACHED", "OUTPUT", "TOTAL", "TURNS")))
        table = [
            (u.key or "none", count(u.usage.input), count(u.usage.cached_input), count(u.usage.output), count(u.usage.total), str(u.turns))
            for u in uses
        ]
        show(columns, table)
        print()
    for provider, at, data in limits:
        print(f"Limits of {provider} at {clock(at)}: {json.dumps(data)}")
    return Exit.OK


def sessions(*, json_output: bool) -> int:
    """Who started what, and which windows there are to look through."""
    home = default_home()
    with fresh.opened(home) as store:
        if store:
            fresh.fold_all(home, store)
        found = reading.sessions(store) if store else []
    windows = _windows()
    if json_output:
        body = [{"session": s.session, "last_at": iso(s.last_at), "jobs": [dict(j) for j in s.jobs]} for s in found]
        output.print_json({"ok": True, "sessions": body, "tmux": windows})
        return Exit.OK
    for session in found:
        print(f"Session {session.session or 'none'}")
        columns = (Column("  ID"), Column("NAME"), Column("STATUS"), Column("FOLDER"))
        show(columns, [(f"  {j['id']}", j["name"] or "", j["state"], j["cwd"]) for j in session.jobs])
        print()
    for window in windows:
        print(f"tmux attach -t {window}")
    return Exit.OK


def _windows() -> list[str]:
    """The tmux sessions of ours; none without tmux."""
    tmux = shutil.which("tmux")
    if tmux is None:
        return []
    try:
        listed = subprocess.run([tmux, "list-sessions", "-F", "#{session_name}"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [name for name in listed.stdout.splitlines() if name.startswith("codex-agent-")]
