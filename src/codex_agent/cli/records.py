"""`journal`, `note`, `usage`, `sessions`: what was done, said and used, over all jobs."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from typing import Any

from codex_agent import reading
from codex_agent.cli import folders, fresh, lineage, output
from codex_agent.cli.tables import STATUS_STYLES, Column, clock, count, duration, one_line, show
from codex_agent.errors import Exit, usage_error
from codex_agent.jobs import iso
from codex_agent.paths import default_home
from codex_agent.plaintext import plain
from codex_agent.store import Store

NOTE_KINDS = ("goal", "findings", "synthesis", "decision", "next")
NOTE_CHARS = 20_000
SHOWN = 20  # of each group of `usage`, and of the jobs of one session, for people; JSON has all
TMUX_TIMEOUT_S = 5


def journal(*, here: bool, session: str | None, limit: int, json_output: bool) -> int:
    """The newest entries, oldest of them first."""
    place = reading.place_of(folders.here()) if here else None
    home = default_home()
    with fresh.opened(home) as store:
        found: list[sqlite3.Row] = []
        if store:
            fresh.fold_all(home, store)
            chosen = lineage.named(home, store, session) if session is not None else None
            found = reading.journal(store, sessions=chosen, place=place, limit=limit)
    if json_output:
        output.print_json(
            {"ok": True, "generated_at": iso(time.time()), "journal": [_entry_json(row) for row in found]}
        )
    elif found:
        print("\n".join(_entry_text(row) for row in found))
    else:
        output.talk("Nothing in the journal.")
    return Exit.OK


def _entry_json(row: sqlite3.Row) -> dict[str, Any]:
    return {**dict(row), "at": iso(row["at"]), "data": json.loads(row["data"]) if row["data"] else None}


def _entry_text(row: sqlite3.Row) -> str:
    """Time, job, what. A note keeps its lines, which stand under each other."""
    move = json.loads(row["data"]) if row["data"] else {}
    turn = f"turn {row['turn']}" if row["turn"] else ""
    words = one_line(row["text"])
    if "to" in move:
        reason = "" if words in ("", move["to"], move.get("event")) else f" ({words})"
        what = f"{turn} {move['to']}{reason}".strip()
    elif row["job"] and row["kind"] == "turn":
        what = f"{turn}: {words}" if turn else words
    elif row["job"]:
        what = " ".join(filter(None, (turn, "" if row["kind"] == "job" else row["kind"], words)))
    else:
        what = f"[{row['kind']}] {plain(row['text'])}".replace("\n", "\n" + " " * 31)
    return f"{clock(row['at'])}  {row['job'] or '':<8}  {what}"


def note(text: str, kind: str, *, json_output: bool) -> int:
    """Add one entry for every session to read."""
    if kind not in NOTE_KINDS:
        raise usage_error("bad_kind", f"unknown kind {kind!r}", f"one of: {', '.join(NOTE_KINDS)}")
    if not text.strip() or "\0" in text or len(text) > NOTE_CHARS:
        raise usage_error("bad_note", f"a note has 1 to {NOTE_CHARS:,} characters and no NUL")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise usage_error("bad_note", f"the note is not valid UTF-8 at character {error.start}") from error
    folder = folders.here()
    store = Store.open(default_home().ensure().db)
    try:
        session = os.environ.get("CLAUDE_CODE_SESSION_ID") or None
        store.note(kind, text, now=time.time(), session=session, cwd=folder)
    finally:
        store.close()
    if json_output:
        output.print_json({"ok": True, "kind": kind})
    else:
        print(f"Noted ({kind}).")
    return Exit.OK


def usage(*, json_output: bool) -> int:
    """Tokens by job, session, provider and day, and the limits that each provider reported last."""
    home = default_home()
    limit = -1 if json_output else SHOWN
    with fresh.opened(home) as store:
        if store:
            fresh.fold_all(home, store)
        groups = {by: reading.use_by(store, by, limit) if store else [] for by in ("job", "session", "provider", "day")}
        limits = reading.limits(store) if store else []
    if json_output:
        body = {
            by: [{by: use.key, "tokens": use.usage.as_json(), "jobs": use.jobs, "turns": use.turns} for use in uses]
            for by, uses in groups.items()
        }
        reports = [{"provider": provider, "at": iso(at), "limits": data} for provider, at, data in limits]
        output.print_json({"ok": True, "generated_at": iso(time.time()), **body, "rate_limits": reports})
        return Exit.OK
    if not groups["job"]:
        output.talk("No turn has ended yet.")
    for by, uses in groups.items():
        if uses and not (by == "provider" and len(uses) == 1):
            _show_use(by, uses)
            print()
    for provider, at, data in limits:
        print(f"Limits of {provider}, reported {clock(at)}:", *_limit_lines(data, time.time()), sep="\n  ")
    return Exit.OK


def _show_use(by: str, uses: Sequence[reading.Use]) -> None:
    titles = ("INPUT", "CACHED", "OUTPUT", "REASONING", "TOTAL", "TURNS", "JOBS")
    rows = []
    for use in uses:
        tokens = use.usage
        counts = (tokens.input, tokens.cached_input, tokens.output, tokens.reasoning_output, tokens.total)
        rows.append((use.key or "none", *map(count, counts), str(use.turns), "" if by == "job" else str(use.jobs)))
    show((Column(by.upper()), *(Column(title, right=True) for title in titles)), rows)


def _limit_lines(report: Any, now: float) -> list[str]:
    """Each window that the provider's report names, in short; a report of another shape in its own words."""
    lines = []
    for name in ("primary", "secondary"):
        window = report.get(name) if isinstance(report, dict) else None
        if isinstance(window, dict) and isinstance(window.get("used_percent"), (int, float)):
            minutes, resets = window.get("window_minutes"), window.get("resets_at")
            span = f" of {duration(round(minutes * 60_000))}" if isinstance(minutes, (int, float)) else ""
            left = (
                f", resets in {duration(max(0, round((resets - now) * 1000)))}"
                if isinstance(resets, (int, float))
                else ""
            )
            lines.append(f"{name} window{span}: {window['used_percent']:.0f}% used{left}")
    return lines or [one_line(json.dumps(report))]


def sessions(*, json_output: bool) -> int:
    """Who started what, and which windows there are to look through."""
    home = default_home()
    with fresh.opened(home) as store:
        if store:
            fresh.fold_all(home, store)
        found = reading.sessions(store) if store else []
    windows = _windows()
    if json_output:
        body = [
            {"session": one.session, "newest_at": iso(one.newest_at), "jobs": [_job_json(job) for job in one.jobs]}
            for one in found
        ]
        output.print_json({"ok": True, "generated_at": iso(time.time()), "sessions": body, "tmux": windows})
        return Exit.OK
    if not found and not windows:
        output.talk("No sessions.")
    for one in found:
        _show_session(one)
        print()
    for window in windows:
        print(f"tmux attach -t {window}")
    return Exit.OK


def _job_json(job: reading.SessionJob) -> dict[str, Any]:
    data = {"id": job.id, "name": job.name, "status": job.state.value, "unread": job.unread, "cwd": job.cwd}
    return {**data, "created_at": iso(job.created_at)}


def _show_session(one: reading.Session) -> None:
    live, unread = sum(job.live for job in one.jobs), sum(job.unread for job in one.jobs)
    name = one_line(one.session) if one.session else "none"
    print(f"Session {name}: {len(one.jobs)} job{'s' if len(one.jobs) > 1 else ''}, {live} live, {unread} unread")
    rows = [(job.id, job.name or "", job.state.value, clock(job.created_at), job.cwd) for job in one.jobs[:SHOWN]]
    show(
        (Column("ID"), Column("NAME"), Column("STATUS", styles=STATUS_STYLES), Column("CREATED"), Column("FOLDER")),
        rows,
    )
    if len(one.jobs) > SHOWN:
        print(f"and {len(one.jobs) - SHOWN} older ones")


def _windows() -> list[str]:
    """The tmux sessions of ours; none without tmux, or without a server of it."""
    command = ["tmux", "list-sessions", "-F", "#{session_name}"]
    try:
        listed = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TMUX_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [name for name in listed.stdout.splitlines() if name.startswith("codex-agent-")]
