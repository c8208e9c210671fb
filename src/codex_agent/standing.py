"""Where a repository stands: what stage detection asks of the store and of `docs/prds`. Read-only; starts nobody.

Hooks use it: standard library alone, Python 3.9, and nothing imported that costs more than the answer.
"""

from __future__ import annotations

import os

from codex_agent import approval, glance
from codex_agent.checkout import place_of
from codex_agent.stages.advice import STAGES
from codex_agent.stages.state import StageState

TYPE_CHECKING = False  # `typing` is too slow for a hook
if TYPE_CHECKING:
    from codex_agent.stages.plan import Plan

PRD_FOLDER = os.path.join("docs", "prds")
MAPS = (os.path.join("docs", "CODEBASE_MAP.md"), "CODEBASE_MAP.md")
PRDS_LISTED = 200


def stand(home: str, folder: str, session: str) -> StageState:
    """The state for `folder` and `session`; what cannot be read counts as nothing. Raises `sqlite3.Error` for a damaged store."""
    top = place_of(folder)
    running: list[str] = []
    unread: list[str] = []
    row = None
    store = glance.open_store(home)
    if store is not None:
        try:
            running, unread = glance.ids_in(store, folder)
            row = glance.pipeline_of(store, folder, session)
        finally:
            store.close()
    prd = row["prd"] if row else None
    if prd and not os.path.isfile(os.path.join(top, prd)):
        prd = None  # deleted or renamed: nothing can be done by it
    return StageState(
        prds=prds_of(top),
        running=tuple(running),
        unread=tuple(unread),
        stage=row["stage"] if row and row["stage"] in STAGES else None,
        prd=prd,
        approved=_name(prd) if row and prd and row["approval"] == "approved" else None,
        mapped=any(os.path.isfile(os.path.join(top, name)) for name in MAPS),
        plan_of=lambda path: plan_of(top, path),
        merged_onto=lambda: merged_onto(home, folder),
    )


def following(home: str, folder: str, session: str) -> str | None:
    """The command that goes on with the stage that was set; None without one."""
    from codex_agent.stages.advice import next_command

    state = stand(home, folder, session)
    return next_command(state.stage, state) if state.stage else None


def merged_onto(home: str, folder: str) -> str:
    """See `glance`. Asked after `stand`, so the store is opened once more."""
    store = glance.open_store(home)
    if store is None:
        return ""
    try:
        return glance.merged_onto(store, folder)
    finally:
        store.close()


def plan_of(top: str, path: str) -> Plan:
    """The phases of a PRD, named from the top of the repository; none for what cannot be read."""
    from codex_agent.stages import plan  # most prompts ask for none

    return plan.read((approval.content(os.path.join(top, path)) or b"").decode("utf-8", "replace"))


def prds_of(top: str) -> tuple[str, ...]:
    """Names of the PRDs of a repository, without `.md`, sorted."""
    try:
        with os.scandir(os.path.join(top, PRD_FOLDER)) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.name.endswith(".md") and entry.name[0] != "." and entry.name.isprintable()
            )
    except OSError:
        return ()
    return tuple(_name(name) for name in names[:PRDS_LISTED])


def _name(path: str) -> str:
    return os.path.basename(path)[: -len(".md")] if path.endswith(".md") else os.path.basename(path)
