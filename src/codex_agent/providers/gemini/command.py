"""The argument list of one turn. Pure: what `check` found out goes in."""

from __future__ import annotations

from pathlib import Path

from codex_agent.providers.base import Prepared
from codex_agent.providers.gemini.validation import MODES
from codex_agent.specs import JobSpec

READ_ONLY_RULES = Path(__file__).parent / "policies" / "read-only.toml"


def build(prepared: Prepared, spec: JobSpec, *, thread_id: str | None) -> tuple[str, ...]:
    """A headless run whose prompt comes on standard input; with `thread_id` it goes on with that session, else it may be a fork."""
    return (
        *prepared.argv0,
        *("--output-format", "stream-json", "--approval-mode", MODES[spec.sandbox]),
        *(("--admin-policy", str(READ_ONLY_RULES)) if spec.sandbox == "read-only" else ()),
        *(("--model", prepared.model) if prepared.model else ()),
        *(part for path in spec.add_dirs for part in ("--include-directories", path)),
        *_thread(spec, thread_id),
    )


def _thread(spec: JobSpec, thread_id: str | None) -> tuple[str, ...]:
    if thread_id is not None:
        return ("--resume", thread_id)
    # The client copies the file's messages into a session of its own.
    return ("--session-file", spec.fork_record) if spec.fork_record is not None else ()
