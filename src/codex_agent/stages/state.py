"""Where a repository stands, as far as stage detection needs it."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` is too slow for a hook
if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_agent.stages.plan import Plan


def no_plan(_: str) -> Plan:
    """What a PRD is that nobody can read."""
    from codex_agent.stages.plan import Plan

    return Plan()


class StageState:
    """Jobs are ids; PRDs are file names without `.md`. Everything empty is a repository that nothing is known of.

    `unread`: jobs that ended and were not read. `stage`: the last one that was set. `prd`: the path of the PRD in work; `approved`: the
    name of that PRD if a person approved it as it is now. `mapped`: there is a codebase map. `plan_of`: how far the PRD of that path is; only
    asked when a command needs a phase.
    """

    __slots__ = ("approved", "mapped", "plan_of", "prd", "prds", "running", "stage", "unread")

    def __init__(
        self,
        prds: tuple[str, ...] = (),
        running: tuple[str, ...] = (),
        unread: tuple[str, ...] = (),
        stage: str | None = None,
        prd: str | None = None,
        approved: str | None = None,
        mapped: bool = False,
        plan_of: Callable[[str], Plan] = no_plan,
    ) -> None:
        self.prds = prds
        self.running = running
        self.unread = unread
        self.stage = stage
        self.prd = prd
        self.approved = approved
        self.mapped = mapped
        self.plan_of = plan_of

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__ if name != "plan_of"}
