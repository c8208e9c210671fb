"""Which stage of the pipeline a prompt asks for. Standard library alone and Python 3.9: hooks import it with `python3 -I -S`."""

from __future__ import annotations

from codex_agent.stages.advice import STAGES
from codex_agent.stages.evidence import Detection, Evidence
from codex_agent.stages.state import StageState

__all__ = ["STAGES", "Detection", "Evidence", "StageState", "detect"]


def detect(text: str, state: StageState | None = None) -> Detection:
    """As `detecting` says; most who ask for stages have no prompt, and need not load the rules."""
    from codex_agent.stages import detecting

    return detecting.detect(text, state)
