"""What comes next in each stage: the words of the hint, and the command."""

from __future__ import annotations

from codex_agent.stages.state import StageState

STAGES = ("ideation", "research", "synthesis", "prd", "implementation", "review", "testing")


def next_command(stage: str, state: StageState) -> str | None:
    return stage
