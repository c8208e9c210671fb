"""One writer: who may write where, while a turn runs. Read from the rows each time, so nothing can stay behind and nothing is forgotten.

A place is the top of a git checkout, or a folder outside of any. A turn holds it from the moment it is accepted until it has ended;
an idle agent holds nothing, nor does a command in a terminal. A merge holds the place into which it goes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from codex_agent.errors import AgentError
from codex_agent.jobs import JobSpec
from codex_agent.sources.git import top
from codex_agent.supervisor.house import House

_HOLDS = "state IN ('working', 'needs_input', 'queued')"
_HOLDERS = f"SELECT id, spec FROM jobs WHERE live = 1 AND EXISTS (SELECT 1 FROM turns WHERE job = jobs.id AND {_HOLDS})"  # noqa: S608 - constants


class Writer(NamedTuple):
    job: str
    spec: JobSpec
    merges: bool = False

    def refusal(self, place: str, hint: str) -> AgentError:
        words = f"job {self.job} is being merged into" if self.merges else f"agent {self.job} may be writing in"
        return AgentError("second_writer", f"{words} {place}", hint=hint)


def check_start(house: House, spec: JobSpec) -> None:
    """Raises while another turn may write where this one would. Nothing may come between this and storing the turn."""
    if (found := _conflict(house, spec, None)) is not None:
        copy = "--worktree gives it a copy of its own, " if top(Path(os.path.realpath(spec.cwd))) else ""
        raise found[0].refusal(found[1], f"{copy}-s read-only lets it look, --force starts it all the same")


def check_send(house: House, job: str, spec: JobSpec) -> None:
    """The same for a follow-up. A job that has a turn to do already holds its place."""
    if (found := _conflict(house, spec, job)) is not None:
        raise found[0].refusal(found[1], f"codex-agent await-turn {found[0].job} first, or --force")


def check_merge(house: House, job: str, folder: str) -> None:
    """The same for a merge into `folder`."""
    if (found := _conflict(house, JobSpec(cwd=folder), job)) is not None:
        raise found[0].refusal(found[1], f"codex-agent await-turn {found[0].job} first")


def place_of(folder: str) -> str:
    """The checkout that holds `folder`, or else its own real path."""
    real = os.path.realpath(folder)
    return str(top(Path(real)) or real)


def _conflict(house: House, spec: JobSpec, job: str | None) -> tuple[Writer, str] | None:
    """Who is in the way, and in which place."""
    if not _writes(spec):
        return None
    writers = list(_writers(house))
    if any(writer.job == job for writer in writers):
        return None
    mine, reach = place_of(spec.cwd), _reach(spec)
    for writer in writers:
        if mine in _reach(writer.spec):
            return writer, mine
        if (its := place_of(writer.spec.cwd)) in reach:
            return writer, its
    return None


def _writers(house: House) -> Iterator[Writer]:
    for row in house.store.query(_HOLDERS):
        spec = JobSpec.from_json(json.loads(row["spec"]))
        if _writes(spec):
            yield Writer(row["id"], spec)
    for job, folder in house.merging.items():
        yield Writer(job, JobSpec(cwd=folder), merges=True)


def _writes(spec: JobSpec) -> bool:
    return spec.mode != "terminal" and spec.sandbox != "read-only"


def _reach(spec: JobSpec) -> set[str]:
    """Where it works, and what else it was given to write in. Two may share the latter as long as neither works there."""
    return {place_of(folder) for folder in (spec.cwd, *spec.add_dirs)}
