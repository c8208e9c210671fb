"""One writer: who may write where, while a turn runs. Read from the rows each time, so nothing can stay behind and nothing is forgotten.

A turn holds its place from the moment it is accepted until it has ended, and a job that is being killed until its processes are gone; an
idle agent holds nothing, nor does a command in a terminal. A merge holds the checkout into which it goes and the one from which it comes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from codex_agent.errors import AgentError
from codex_agent.sources.git import top
from codex_agent.specs import JobSpec, Worktree
from codex_agent.states import JobState
from codex_agent.supervisor.house import House

_OPEN = "state IN ('working', 'needs_input', 'queued')"
_HOLDS = f"(state = 'stopping' OR EXISTS (SELECT 1 FROM turns WHERE job = jobs.id AND {_OPEN}))"  # noqa: S608 - constants
_HOLDERS = f"SELECT id, spec, state FROM jobs WHERE live = 1 AND {_HOLDS}"  # noqa: S608 - constants

_Key = tuple[int, int] | str


class Place(NamedTuple):
    """A git checkout, or a folder outside of any with all that is below it. A checkout inside of either is a place of its own."""

    path: str
    keys: tuple[_Key, ...]  # what the folder is, whatever it is called; then the folders in which a plain one lies

    @property
    def in_checkout(self) -> bool:
        return len(self.keys) == 1

    def meets(self, other: Place) -> bool:
        return self.keys[0] in other.keys or other.keys[0] in self.keys


class _Reach(NamedTuple):
    works: Place
    given: tuple[Place, ...]  # with --add-dir

    @classmethod
    def of(cls, spec: JobSpec) -> _Reach:
        return cls(place_of(spec.cwd), tuple(place_of(folder) for folder in spec.add_dirs))


class Writer(NamedTuple):
    job: str
    spec: JobSpec
    merges: bool = False
    queued: bool = False

    def refusal(self, place: Place, hint: str) -> AgentError:
        name = f" ({self.spec.name})" if self.spec.name else ""
        doing = "waits in the queue" if self.queued else "is at work"
        its = place_of(self.spec.cwd).path
        there = "" if its == place.path else f"; it works in {its}"
        words = f"agent {self.job}{name} {doing} and may write in {place.path}{there}"
        if self.merges:
            words = f"the work of job {self.job} is being merged: {place.path} must not change meanwhile"
        return AgentError("second_writer", words, hint=hint)


def check_start(house: House, spec: JobSpec) -> None:
    """Raises while another turn may write where this one would. Nothing may come between this and storing the turn."""
    if (found := _conflict(house, spec, None)) is None:
        return
    apart = "--worktree gives it a copy of its own" if place_of(spec.cwd).in_checkout else "-d puts it somewhere else"
    first = "wait for the merge" if found[0].merges else f"codex-agent await-turn {found[0].job} waits for it"
    others = () if spec.fork_of else (apart,)  # a fork works where its original did
    ways = (first, *others, "-s read-only lets it look", "--force starts it all the same")
    raise found[0].refusal(found[1], ", ".join(ways))


def check_send(house: House, job: str, spec: JobSpec) -> None:
    """The same for a follow-up. A job that has a turn to do already holds its place."""
    if (found := _conflict(house, spec, job)) is not None:
        raise found[0].refusal(found[1], _then(found[0]))


def check_merge(house: House, job: str, tree: Worktree) -> None:
    """The same for a merge."""
    if (found := _conflict(house, _merge(tree), job)) is not None:
        raise found[0].refusal(found[1], f"codex-agent await-turn {found[0].job} first")


def pair(specs: Sequence[JobSpec]) -> tuple[int, int] | None:
    """Two of these that may write in one place, by their numbers; None when they are all apart."""
    before: list[tuple[int, _Reach]] = []
    for number, spec in enumerate(specs):
        if not _writes(spec):
            continue
        reach = _Reach.of(spec)
        for other, its in before:
            if _shared(reach, its) is not None:
                return other, number
        before.append((number, reach))
    return None


def place_of(folder: str) -> Place:
    real = os.path.realpath(folder)
    checkout = top(Path(real))
    if checkout is not None:
        return Place(str(checkout), (_key(str(checkout)),))
    return Place(real, (_key(real), *(_key(str(above)) for above in Path(real).parents)))


def _key(folder: str) -> _Key:
    """Two names of one folder have one key: other letter case where that does not count, or mounted at two places."""
    try:
        found = os.stat(folder)
    except OSError:
        return folder
    return found.st_dev, found.st_ino


def _conflict(house: House, spec: JobSpec, job: str | None) -> tuple[Writer, Place] | None:
    """Who is in the way, and in which place. Two may share what was given to both (--add-dir) as long as neither works there."""
    if not _writes(spec):
        return None
    writers = list(_writers(house))
    if any(writer.job == job for writer in writers):
        return None
    mine = _Reach.of(spec)
    for writer in writers:
        if (place := _shared(mine, _Reach.of(writer.spec))) is not None:
            return writer, place
    return None


def _shared(mine: _Reach, its: _Reach) -> Place | None:
    if mine.works.meets(its.works) or any(mine.works.meets(place) for place in its.given):
        return mine.works
    return its.works if any(its.works.meets(place) for place in mine.given) else None


def _writers(house: House) -> Iterator[Writer]:
    for row in house.store.query(_HOLDERS):
        spec = JobSpec.from_json(json.loads(row["spec"]))
        if _writes(spec):
            yield Writer(row["id"], spec, queued=row["state"] == JobState.QUEUED)
    for job, tree in house.merging.items():
        yield Writer(job, _merge(tree), merges=True)


def _writes(spec: JobSpec) -> bool:
    return spec.mode != "terminal" and spec.sandbox != "read-only"


def _merge(tree: Worktree) -> JobSpec:
    return JobSpec(cwd=tree.repo, add_dirs=(tree.path,))


def _then(writer: Writer) -> str:
    first = "wait for the merge" if writer.merges else f"codex-agent await-turn {writer.job}"
    return f"{first} first, or --force"
