"""What each stage is for: what has to be true before it is over, and the command that comes next."""

from __future__ import annotations

from codex_agent.stages.state import StageState

TYPE_CHECKING = False  # `typing` is too slow for a hook
if TYPE_CHECKING:
    from codex_agent.stages.subject import Subject

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
APPROVING = frozenset(("approve", "approved", "lgtm", "signed", "accept", "accepted"))
RESULTS_AT_ONCE = 4
QUOTED_CHARS = 380  # of a question in a command: a hint is never cut within its quotes
FILE_CHARS = 200
SHORT_COMMIT = 12
TEST = 'codex-agent start "Write tests for CHANGE, run them, mend what fails"'
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+@")
NOTE_SYNTHESIS = 'codex-agent note --kind synthesis "WHAT WE KNOW NOW"'


def next_stage(stage: str) -> str | None:
    """The one that follows; None behind the last."""
    at = STAGES.index(stage) + 1
    return STAGES[at] if at < len(STAGES) else None


def is_over(stage: str, state: StageState) -> bool:
    """Whether what is on record says so. Of most stages only a person can tell."""
    if stage == "prd":
        return bool(state.approved)
    return stage == "implementation" and state.prd is not None and state.plan_of(state.prd).done


def next_command(stage: str, state: StageState, text: str = "") -> str:
    """The command that does this stage's work, with what the prompt `text` and the state name filled in.

    Words in capitals are to be replaced. What comes from the prompt is quoted for a shell.
    """
    from codex_agent.stages.subject import Subject  # most prompts need none

    named = Subject(text, state.prds)
    with_map = " --map" if state.mapped else ""
    if stage == "research":
        return _asking(named.question, with_map)
    if stage == "synthesis":
        return "; ".join(f"codex-agent result {job}" for job in state.unread[:RESULTS_AT_ONCE]) or NOTE_SYNTHESIS
    if stage == "prd":
        return _planning(state, named, with_map, text)
    if stage == "implementation":
        return _building(state, named, with_map)
    if stage == "testing":
        return TEST + with_map
    return (
        'codex-agent note --kind goal "WHAT THE USER WANTS"'
        if stage == "ideation"
        else _reviewing(state, named, named.prd)
    )


def _asking(question: str, with_map: str) -> str:
    words = _word(question)
    if not question or len(words) > QUOTED_CHARS:
        return f'codex-agent start "QUESTION" -s read-only{with_map}'
    return f"codex-agent start -s read-only{with_map} {'-- ' if question.startswith('-') else ''}{words}"


def _planning(state: StageState, named: Subject, with_map: str, text: str) -> str:
    """Write one; then mend it; once it is approved, build. Words that ask for a plan, and name none, ask for another one then."""
    if named.name and not named.prd and named.name not in state.prds:
        return f"codex-agent prd new {_word(named.name)}"
    prd = named.prd or _prd_of(state)
    if not prd:
        return "codex-agent prd new NAME"
    if state.approved and prd == state.prd:
        said = text.lower().replace(",", " ").replace(".", " ").split()
        asks = said and not named.prd and not APPROVING.intersection(said)
        return "codex-agent prd new NAME" if asks else _building(state, named, with_map)
    return f"codex-agent prd check {_file(prd)}"


def _building(state: StageState, named: Subject, with_map: str) -> str:
    """The phase that is named, else the first open one; with none left, what follows on building."""
    prd = named.prd or _prd_of(state)
    if not prd:
        return f'codex-agent start "TASK"{with_map}'
    plan = state.plan_of(prd)
    phase = plan.following if named.phase is None else named.phase
    if phase is not None:
        return f"codex-agent start --prd {_file(prd)} --phase {phase}{with_map}"
    if not plan.done:  # no phases to be made out
        return f"codex-agent prd check {_file(prd)}"
    return TEST + with_map if state.stage in ("review", "testing") else _reviewing(state, named, prd)


def _reviewing(state: StageState, named: Subject, prd: str) -> str:
    """What is named, else everything since agents' work was merged; where none was, what is not committed."""
    words = ["codex-agent review"]
    base = named.base or ("" if named.commit else state.merged_onto()[:SHORT_COMMIT])
    words += [f"--commit {_word(named.commit)}"] if named.commit else []
    words += [f"--base {_word(base)}"] if base else []
    words += [f"--prd {_file(prd)}"] if prd else []
    return " ".join(words + [f"--lens {lens}" for lens in named.lenses])


def _prd_of(state: StageState) -> str:
    """The PRD in work, else the only one there is."""
    return state.prd or (f"docs/prds/{state.prds[0]}.md" if len(state.prds) == 1 else "")


def _file(path: str) -> str:
    """A PRD as one word; FILE for a name that a hint cannot hold whole, or that looks like a mark of the client's own."""
    word = _word(path)
    return word if len(word) <= FILE_CHARS and "<" not in path and ">" not in path else "FILE"


def _word(text: str) -> str:
    """The text as one word of a shell, quoted only if it has to be; `shlex` would load `re`."""
    plain = text and all(character in _PLAIN for character in text)
    return text if plain else "'" + text.replace("'", "'\\''") + "'"
