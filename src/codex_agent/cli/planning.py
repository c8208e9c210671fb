"""`start --prd FILE --phase N`: one phase of a written plan as the task of an agent."""

from __future__ import annotations

import contextlib
import shlex
import sqlite3
from pathlib import Path
from typing import NamedTuple

from codex_agent import glance
from codex_agent.cli.options import StartOptions
from codex_agent.errors import usage_error
from codex_agent.paths import default_home
from codex_agent.prompts.composing import Material
from codex_agent.prompts.files import SourceFile, render
from codex_agent.prompts.prd import notices, phase_task, refuse_unless_whole
from codex_agent.prompts.tokens import estimate
from codex_agent.sources import prds

SHOWN_TOKENS = 20_000  # a longer PRD is read by the agent itself


class Phase(NamedTuple):
    task: str
    material: tuple[Material, ...]
    notices: tuple[str, ...]


def phase(options: StartOptions, cwd: str) -> Phase:
    """The task for an agent in `cwd` and the PRD itself, which a worktree may not have. A PRD that is not whole is a usage error with what is missing."""
    assert options.prd is not None
    file = prds.load(options.prd, Path.cwd())
    path = file.relative if file.top == prds.top_of(Path(cwd)) else str(file.path)
    warnings = refuse_unless_whole(file.prd, prds.exists_below(file.top), path=file.shown)
    if options.phase is None:
        known = ", ".join(f"{one.number} ({one.name})" for one in file.prd.phases)
        raise usage_error("no_phase", "--prd needs --phase N", f"its phases: {known}")
    task = phase_task(file.prd, path, options.phase)
    shown = SourceFile(path, file.text, estimate(file.text))
    material = (Material("prd", render([shown])),) if shown.tokens <= SHOWN_TOKENS else ()
    return Phase(task, material, (*warnings, *notices(file.prd, options.phase), *_unapproved(file)))


def _unapproved(file: prds.PrdFile) -> list[str]:
    """A note where no person approved the PRD as it is now. The gate is theirs, so nothing is refused."""
    home = str(default_home().root)
    try:
        store = glance.open_store(home)
    except sqlite3.Error:
        return []
    stands = "none"
    if store is not None:
        with contextlib.closing(store):
            stands = glance.approval_of(store, str(file.top), file.relative)[0]
    words = {"none": "nobody has approved", "edited": "there were edits since somebody approved"}.get(stands)
    command = f"codex-agent pipeline approve {shlex.quote(file.shown)}"
    return [f"{words} {file.shown}; once the user has: {command}"] if words else []
