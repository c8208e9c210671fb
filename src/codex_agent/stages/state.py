"""Where a repository stands, as far as stage detection needs it."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` is too slow for a hook
if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_agent.stages.plan import Plan


def not_merged() -> str:
    """No agent's work was brought home."""
    return ""


def no_plan(_: str) -> Plan:
    """What a PRD is that nobody can read."""
    from codex_agent.stages.plan import Plan

    return Plan()


class StageState:
    """Jobs are ids; PRDs are file names without `.md`. Everything empty is a repository that nothing is known of.

    `unread`: jobs that ended and were not read. `stage`: the last one that was set. `prd`: the path of the PRD in work; `approved`: the
    name of that PRD if a person approved it as it is now. `mapped`: there is a codebase map. `plan_of`: how far the PRD of that path is;
    `merged_onto`: the commit onto which agents' work was merged since the implementation began, "" for none. Both are only asked when a
    command needs them.
    """

    __slots__ = ("approved", "mapped", "merged_onto", "plan_of", "prd", "prds", "running", "stage", "unread")

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
        merged_onto: Callable[[], str] = not_merged,
    ) -> None:
        self.prds = prds
        self.running = running
        self.unread = unread
        self.stage = stage
        self.prd = prd
        self.approved = approved
        self.mapped = mapped
        self.plan_of = plan_of
        self.merged_onto = merged_onto

    def as_json(self) -> dict[str, object]:
        return {name: value for name in self.__slots__ if not callable(value := getattr(self, name))}
