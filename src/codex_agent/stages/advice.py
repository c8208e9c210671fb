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


def next_command(stage: str, state: StageState) -> str:
    """The command that does this stage's work, with what the state already names filled in."""
    prd = state.prd or (f"docs/prds/{state.prds[0]}.md" if len(state.prds) == 1 else "")
    if stage == "synthesis":
        if state.unread:
            return "; ".join(f"codex-agent result {job}" for job in state.unread[:RESULTS_AT_ONCE])
        return 'codex-agent note --kind synthesis "WHAT WE KNOW NOW"'
    if stage == "prd":
        if not prd:
            return "codex-agent prd new NAME"
        return f"codex-agent prd check {_word(prd)}" if not state.approved else f"codex-agent prd status {_word(prd)}"
    if stage == "implementation":
        if not prd:
            return 'codex-agent start "TASK" --map'
        return f"codex-agent start --prd {_word(prd)} --phase 1 --map"
    return COMMANDS[stage]


COMMANDS = {
    "ideation": 'codex-agent note --kind goal "WHAT THE USER WANTS"',
    "research": 'codex-agent start "QUESTION" --map -s read-only',
    "review": "codex-agent review",
    "testing": 'codex-agent start "Write tests for CHANGE, run them, mend what fails" --map',
}


def _word(path: str) -> str:
    """The path as one word of a shell, quoted only if it has to be."""
    plain = all(character.isalnum() or character in "/._-+" for character in path)
    return path if plain else "'" + path.replace("'", "'\\''") + "'"
