"""Which stage of the pipeline a prompt asks for. Standard library alone and Python 3.9: hooks import it with `python3 -I -S`."""

from codex_agent.stages.advice import STAGES
from codex_agent.stages.detecting import detect
from codex_agent.stages.evidence import Detection, Evidence
from codex_agent.stages.state import StageState

__all__ = ["STAGES", "Detection", "Evidence", "StageState", "detect"]
