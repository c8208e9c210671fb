"""PRDs: the written plan that implementation agents get, phase by phase. Read, checked and turned into a task.

Its form: Problem, Solution, Requirements, Implementation Plan with phases of check boxes, Files to Modify, Testing, Success Criteria.
Importing this takes markdown-it-py, so only commands that were given a PRD do.
"""

from __future__ import annotations

from codex_agent.prompts.prd.checking import check, refuse_unless_whole
from codex_agent.prompts.prd.model import MAX_CHARS, NAMES, Finding, Phase, PlannedFile, Prd, Section, Task
from codex_agent.prompts.prd.parsing import parse
from codex_agent.prompts.prd.task import notices, phase, phase_task

__all__ = [
    "MAX_CHARS",
    "NAMES",
    "Finding",
    "Phase",
    "PlannedFile",
    "Prd",
    "Section",
    "Task",
    "check",
    "notices",
    "parse",
    "phase",
    "phase_task",
    "refuse_unless_whole",
]
