"""Where the work of a repository stands: stage, PRD in work and approval, for each session. The supervisor alone writes it.

A session that is new to a repository stands where the newest one left off: an id changes with every `/clear`. Nothing is inferred from
prompts or jobs; a row moves only because somebody said so.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from codex_agent.errors import usage_error
from codex_agent.stages import STAGES
from codex_agent.store import Store, write_journal

NO_STAGE = "none"
_ROW = "SELECT * FROM pipeline WHERE repo = ? ORDER BY session = ? DESC, at DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Place:
    """`prd` is a path from the top of the repository. `approved_at`: when a person approved that PRD. `at`: of the last move."""

    repo: str
    session: str
    stage: str | None = None
    prd: str | None = None
    approved_at: float | None = None
    at: float | None = None


def read(store: Store | None, repo: str, session: str) -> Place:
    """The place of this session, else of the newest session of the repository, else nowhere."""
    rows = store.query(_ROW, repo, session) if store else []
    return _place(rows[0]) if rows else Place(repo, session)


def check_stage(word: str) -> str | None:
    """The stage of that name, None for `none`; a usage error lists them."""
    if word != NO_STAGE and word not in STAGES:
        raise usage_error("bad_stage", f"{word!r} is not a stage", f"one of: {', '.join((*STAGES, NO_STAGE))}")
    return None if word == NO_STAGE else word


def move(store: Store, repo: str, session: str, changes: dict[str, Any], *, now: float) -> Place:
    """Set what `changes` names (`stage`: a word; `prd`: a path; `approved`: true) and write a journal line for each thing that moved.

    Another PRD than before is not approved. What is so already moves nothing, also not the time of an approval.
    """
    with store.transaction() as db:
        row = db.execute(_ROW, (repo, session)).fetchone()
        before = _place(row) if row else Place(repo, session)
        after = _changed(before, changes, now)
        if after == before:
            return before
        after = replace(after, session=session, at=now)
        db.execute(
            "INSERT INTO pipeline (repo, session, stage, prd, approved_at, at) VALUES (?,?,?,?,?,?) ON CONFLICT (repo, session)"
            " DO UPDATE SET stage = excluded.stage, prd = excluded.prd, approved_at = excluded.approved_at, at = excluded.at",
            (repo, session, after.stage, after.prd, after.approved_at, now),
        )
        for text, data in _moves(before, after):
            write_journal(db, now, "pipeline", text, session=session or None, cwd=repo, data=data)
        return after


def _changed(before: Place, changes: dict[str, Any], now: float) -> Place:
    after = before
    if "stage" in changes:
        after = replace(after, stage=check_stage(str(changes["stage"])))
    prd = changes.get("prd")
    if prd is not None and prd != after.prd:
        after = replace(after, prd=str(prd), approved_at=None)
    if changes.get("approved") and after.prd and after.approved_at is None:
        after = replace(after, approved_at=now)
    return after


def _moves(before: Place, after: Place) -> list[tuple[str, dict[str, Any]]]:
    """A line for people, and the same for programs, for each thing that moved."""
    moves: list[tuple[str, dict[str, Any]]] = []
    if after.stage != before.stage:
        data = {"stage": after.stage, "was": before.stage}
        moves.append((f"stage: {before.stage or NO_STAGE} -> {after.stage or NO_STAGE}", data))
    if after.prd != before.prd:
        moves.append((f"PRD in work: {after.prd}", {"prd": after.prd, "was": before.prd}))
    if after.approved_at and after.approved_at != before.approved_at:
        moves.append((f"PRD approved: {after.prd}", {"approved": after.prd}))
    return moves


def _place(row: sqlite3.Row) -> Place:
    return Place(row["repo"], row["session"], row["stage"], row["prd"], row["approved_at"], row["at"])
