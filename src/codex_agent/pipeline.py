"""Where the work of a repository stands: stage and PRD in work for each session, approvals for all. The supervisor alone writes it.

A session that is new to a repository stands where the newest one left off: an id changes with every `/clear`. An approval belongs to
the content of a PRD, so it outlives a look at another PRD and does not outlive an edit. Nothing is inferred from prompts or jobs; a
row moves only because somebody said so.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from codex_agent.change import write_journal
from codex_agent.errors import usage_error
from codex_agent.stages import STAGES
from codex_agent.store import Store

NO_STAGE = "none"
_ROW = "SELECT * FROM pipeline WHERE repo = ? ORDER BY session = ? DESC, at DESC LIMIT 1"
_APPROVAL = "SELECT digest, at FROM approvals WHERE repo = ? AND prd = ?"


@dataclass(frozen=True, slots=True)
class Place:
    """`prd` is a path from the top of the repository. `digest`: of its content when a person approved it, at `approved_at`. `at`: of the last move."""

    repo: str
    session: str
    stage: str | None = None
    prd: str | None = None
    approved_at: float | None = None
    digest: str | None = None
    at: float | None = None


def read(store: Store | None, repo: str, session: str) -> Place:
    """The place of this session, else of the newest session of the repository, else nowhere."""
    rows = store.query(_ROW, repo, session) if store else []
    if store is None or not rows:
        return Place(repo, session)
    return _place(rows[0], store.query(_APPROVAL, repo, rows[0]["prd"]))


def check_stage(word: str) -> str | None:
    """The stage of that name, None for `none`; a usage error lists them."""
    if word != NO_STAGE and word not in STAGES:
        raise usage_error("bad_stage", f"{word!r} is not a stage", f"one of: {', '.join((*STAGES, NO_STAGE))}")
    return None if word == NO_STAGE else word


def move(store: Store, repo: str, session: str, changes: dict[str, Any], *, now: float) -> Place:
    """Set what `changes` names (`stage`: a word; `prd`: a path; `approved`: the digest of that PRD's content, now approved by a person).

    Each thing that moved gets a line in the journal. What is so already moves nothing, also not the time of an approval.
    """
    with store.transaction() as db:
        row = db.execute(_ROW, (repo, session)).fetchone()
        before = _place(row, db.execute(_APPROVAL, (repo, row["prd"])).fetchall()) if row else Place(repo, session)
        after = before
        if "stage" in changes:
            after = replace(after, stage=check_stage(str(changes["stage"])))
        if changes.get("prd") is not None and changes["prd"] != after.prd:
            prd = str(changes["prd"])
            after = _with_approval(replace(after, prd=prd), db.execute(_APPROVAL, (repo, prd)).fetchall())
        approved = changes.get("approved")
        if approved and after.prd and approved != after.digest:
            after = replace(after, digest=str(approved), approved_at=now)
            db.execute("INSERT OR REPLACE INTO approvals VALUES (?,?,?,?)", (repo, after.prd, after.digest, now))
        if after == before:
            return before
        after = replace(after, session=session, at=now)
        db.execute(
            "INSERT INTO pipeline (repo, session, stage, prd, at) VALUES (?,?,?,?,?) ON CONFLICT (repo, session)"
            " DO UPDATE SET stage = excluded.stage, prd = excluded.prd, at = excluded.at",
            (repo, session, after.stage, after.prd, now),
        )
        for text, data in _moves(before, after, bool(approved)):
            write_journal(db, now, "pipeline", text, session=session or None, cwd=repo, data=data)
        return after


def _moves(before: Place, after: Place, approves: bool) -> list[tuple[str, dict[str, Any]]]:
    """A line for people, and the same for programs, for each thing that moved."""
    moves: list[tuple[str, dict[str, Any]]] = []
    if after.stage != before.stage:
        data = {"stage": after.stage, "was": before.stage}
        moves.append((f"stage: {before.stage or NO_STAGE} -> {after.stage or NO_STAGE}", data))
    if after.prd != before.prd:
        moves.append((f"PRD in work: {after.prd}", {"prd": after.prd, "was": before.prd}))
    if approves and (after.prd, after.digest) != (before.prd, before.digest):
        moves.append((f"PRD approved: {after.prd}", {"approved": after.prd, "digest": after.digest}))
    return moves


def _place(row: sqlite3.Row, approvals: list[sqlite3.Row]) -> Place:
    return _with_approval(Place(row["repo"], row["session"], row["stage"], row["prd"], at=row["at"]), approvals)


def _with_approval(place: Place, approvals: list[sqlite3.Row]) -> Place:
    """As it was given for this PRD, whoever's session it was."""
    digest, at = (approvals[0]["digest"], approvals[0]["at"]) if approvals else (None, None)
    return replace(place, digest=digest, approved_at=at)
