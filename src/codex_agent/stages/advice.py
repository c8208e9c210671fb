"""What each stage is for: what has to be true before it is over, and the command that comes next."""

from __future__ import annotations

from codex_agent.stages.state import StageState

STAGES = ("ideation", "research", "synthesis", "prd", "implementation", "review", "testing")

# What must be so before the next stage begins.
GATES = {
    "ideation": "the user has said what is wanted, and what is not",
    "research": "every answer was read, and nothing important is left open",
    "synthesis": "contradictions are settled against the code, and unproven findings are marked as such",
    "prd": "the user has read the PRD and approved it",
    "implementation": "typecheck and the existing tests pass, and no phase is half done",
    "review": "no critical finding is open",
    "testing": "the tests are written and pass",
}
HINTS = {
    "ideation": "clarify what is wanted with the user before any agent is started",
    "research": "read-only agents can find this out in parallel",
    "synthesis": "read the agents' answers, weigh them against the code, and put them together yourself",
    "prd": "write the plan down and have the user approve it",
    "implementation": "agents with write access carry out what is settled, one phase at a time",
    "review": "fresh read-only agents judge the change, each through one lens",
    "testing": "agents write the tests, run them and mend what fails",
}
RESULTS_AT_ONCE = 4
NOTE_SYNTHESIS = 'codex-agent note --kind synthesis "WHAT WE KNOW NOW"'


def next_command(stage: str, state: StageState) -> str:
    """The command that does this stage's work, with what the state already names filled in; words in capitals are to be replaced."""
    with_map = " --map" if state.mapped else ""
    if stage == "research":
        return f'codex-agent start "QUESTION" -s read-only{with_map}'
    if stage == "synthesis":
        return "; ".join(f"codex-agent result {job}" for job in state.unread[:RESULTS_AT_ONCE]) or NOTE_SYNTHESIS
    if stage == "prd":
        return _planning(state, with_map)
    if stage == "implementation":
        return _building(state, with_map)
    if stage == "testing":
        return f'codex-agent start "Write tests for CHANGE, run them, mend what fails"{with_map}'
    return 'codex-agent note --kind goal "WHAT THE USER WANTS"' if stage == "ideation" else "codex-agent review"


def _planning(state: StageState, with_map: str) -> str:
    """Write one; then mend it; once it is approved, build."""
    prd = _prd_of(state)
    if not prd:
        return "codex-agent prd new NAME"
    return _building(state, with_map) if state.approved else f"codex-agent prd check {_word(prd)}"


def _building(state: StageState, with_map: str) -> str:
    prd = _prd_of(state)
    if not prd:
        return f'codex-agent start "TASK"{with_map}'
    if state.stage == "implementation":  # some phases are done: which one is next stands in the PRD
        return f"codex-agent prd status {_word(prd)}"
    return f"codex-agent start --prd {_word(prd)} --phase 1{with_map}"


def _prd_of(state: StageState) -> str:
    """The PRD in work, else the only one there is."""
    return state.prd or (f"docs/prds/{state.prds[0]}.md" if len(state.prds) == 1 else "")


def _word(path: str) -> str:
    """The path as one word of a shell, quoted only if it has to be."""
    plain = all(character.isalnum() or character in "/._-+" for character in path)
    return path if plain else "'" + path.replace("'", "'\\''") + "'"
