"""Rows of `state.db` as records, and records as columns. Pure: no connection is opened here."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from codex_agent.errors import ErrorClass
from codex_agent.jobs import Identity, Job, Question, Turn
from codex_agent.specs import JobSpec
from codex_agent.states import JobState, TurnEvent, TurnState
from codex_agent.usage import Usage

Row = Any  # sqlite3.Row, or a mapping in tests


def turn_of(row: Row) -> Turn:
    return Turn(
        job=row["job"],
        n=row["n"],
        state=TurnState(row["state"]),
        turn_id=row["turn_id"],
        outcome=TurnEvent(row["outcome"]) if row["outcome"] else None,
        message=row["message"],
        error_class=ErrorClass(row["error_class"]) if row["error_class"] else None,
        error_message=row["error_message"],
        error_hint=(row["error_hint"] or "").replace(" ID ", f" {row['job']} ")
        or None,  # who knew it did not know the job
        usage=usage_of(row["usage"]),
        files=files_of(row["files"]),
        exit_code=row["exit_code"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        read_at=row["read_at"],
        asked=questions_of(row["asked"]),
        told=files_of(row["told"]),
        fits=None if row["fits"] is None else bool(row["fits"]),
        misfits=tuple(row["misfit"].split("\n")) if row["misfit"] else (),
        corrects=row["corrects"],
        corrected_by=row["corrected_by"],
    )


def job_of(row: Row, turn_row: Row, queued_turns: int) -> Job:
    return Job(
        id=row["id"],
        spec=JobSpec.from_json(json.loads(row["spec"])),
        state=JobState(row["state"]),
        turn=turn_of(turn_row),
        queued_turns=queued_turns,
        thread_id=row["thread_id"],
        model=row["model"],
        reasoning=row["reasoning"],
        usage=usage_of(row["usage"]),
        context_tokens=row["context_tokens"],
        context_window=row["context_window"],
        files=files_of(row["files"]),
        agent=identity_of(turn_row, "agent"),
        shim=identity_of(turn_row, "shim"),
        exit_code=row["exit_code"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        completed_at=row["completed_at"],
        host=row["host"],
        last_message=row["last_message"],
        rollout=row["rollout"],
        error=json.loads(row["error"]) if row["error"] else None,
        server=row["server"],
    )


def identity_of(row: Row, who: str) -> Identity | None:
    pid = row[f"{who}_pid"]
    return Identity(pid, row[f"{who}_start"]) if pid else None


def usage_of(text: str | None) -> Usage:
    return Usage(**json.loads(text)) if text else Usage()


def files_of(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


def questions_of(text: str | None) -> tuple[Question, ...]:
    return tuple(Question(**{**data, "choices": tuple(data["choices"])}) for data in json.loads(text)) if text else ()


def questions_json(questions: tuple[Question, ...]) -> str | None:
    return json.dumps([asdict(question) for question in questions]) if questions else None


def column(value: object) -> object:
    """A value as SQLite stores it: records and sequences as JSON text."""
    if isinstance(value, Usage):
        return json.dumps(asdict(value))
    if isinstance(value, (tuple, list, dict)):
        return json.dumps(value)
    return value
