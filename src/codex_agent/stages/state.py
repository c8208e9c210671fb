"""Where a repository stands, as far as stage detection needs it."""

from __future__ import annotations


class StageState:
    """Jobs are ids; PRDs are file names without `.md`. Everything empty is a repository that nothing is known of.

    `unread`: jobs that ended and were not read. `stage`: the last one that was set. `prd`: the path of the PRD in work; `approved`: the
    name of that PRD if a person approved it. `mapped`: there is a codebase map.
    """

    __slots__ = ("approved", "mapped", "prd", "prds", "running", "stage", "unread")

    def __init__(
        self,
        prds: tuple[str, ...] = (),
        running: tuple[str, ...] = (),
        unread: tuple[str, ...] = (),
        stage: str | None = None,
        prd: str | None = None,
        approved: str | None = None,
        mapped: bool = False,
    ) -> None:
        self.prds = prds
        self.running = running
        self.unread = unread
        self.stage = stage
        self.prd = prd
        self.approved = approved
        self.mapped = mapped
