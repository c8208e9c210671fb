"""What an agent is told that implements one phase of a PRD."""

from __future__ import annotations

from codex_agent.errors import usage_error
from codex_agent.prompts.prd.model import SUCCESS, TESTING, Phase, Prd


def phase(prd: Prd, number: int) -> Phase:
    """That phase. A usage error lists the phases where there is none, or more than one, of that number."""
    found = [one for one in prd.phases if one.number == number]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{one.number} ({one.name or 'no name'}, line {one.line})" for one in prd.phases[:20])
    hint = f"its phases: {known}" if known else "codex-agent prd check says what is missing"
    if found:
        raise usage_error("no_such_phase", f"the PRD has {len(found)} phases {number}", hint)
    raise usage_error("no_such_phase", f"the PRD has no phase {number}", hint)


def notices(prd: Prd, number: int) -> tuple[str, ...]:
    """What whoever starts a phase may have overlooked: earlier phases with open boxes."""
    at = prd.phases.index(phase(prd, number))
    return tuple(
        f"phase {one.number} comes before phase {number} and has {one.left} of {len(one.tasks)} boxes open"
        for one in prd.phases[:at]
        if one.left
    )


def phase_task(prd: Prd, path: str, number: int) -> str:
    """The task text for phase `number` of the PRD at `path`, which the agent can open.

    The agent leaves the PRD alone: whoever reviews the work ticks the boxes. A phase without an open box is a usage error.
    """
    chosen = phase(prd, number)
    if not chosen.left:
        wrong = f"phase {number} is done: all of its {len(chosen.tasks)} boxes are ticked"
        if not chosen.tasks:
            wrong = f"phase {number} has no check boxes"
        raise usage_error("phase_done", wrong, "untick what is to be done again, or take another phase")
    at = prd.phases.index(chosen)
    following = prd.phases[at + 1] if at + 1 < len(prd.phases) else None
    called = f' ("{chosen.name}")' if chosen.name else ""
    parts = [
        f"Implement phase {number}{called} of the PRD {_code(path)}, and nothing else of it.",
        "\n".join(f"- {line}" for line in _ways(number, following)),
        f"{_tasks_title(chosen)}\n{_tasks(chosen)}",
        *_files(prd),
        _proof(following),
        "In your answer, name each task as done or not done, and for one that is not done, why.",
    ]
    return "\n\n".join(parts)


def _ways(number: int, following: Phase | None) -> list[str]:
    later = f"Phase {following.number} is" if following else "Work that the PRD does not list is"
    return [
        "Read the PRD in full first: the problem, the requirements and the other phases explain why this one is cut as it is.",
        f"Do exactly phase {number}. {later} not part of this task: each phase is reviewed by itself before more is built on it.",
        "Do not edit the PRD, its check boxes included. A ticked box says that the work was reviewed; the reviewer ticks it.",
    ]


def _tasks_title(chosen: Phase) -> str:
    ticked = len(chosen.tasks) - chosen.left
    return "Its tasks ([x] is done and reviewed already; keep it working):" if ticked else "Its tasks:"


def _tasks(chosen: Phase) -> str:
    """The boxes as they are nested; a box below an entry without one keeps its distance to the outermost."""
    least = min(task.depth for task in chosen.tasks)
    return "\n".join(
        f"{'  ' * (task.depth - least)}- [{'x' if task.done else ' '}] {task.text}" for task in chosen.tasks
    )


def _files(prd: Prd) -> list[str]:
    if not prd.files:
        return []
    optional = {file.path for file in prd.files if file.optional}
    lines = [
        f"- {_code(path)}{' (may not be there)' if path in optional else ''}"
        for path in dict.fromkeys(file.path for file in prd.files)
    ]
    why = "Before you write code, read in full the files that the PRD changes, so that the change fits what is there"
    return [f"{why} (paths from the top of the repository):\n" + "\n".join(lines)]


def _proof(following: Phase | None) -> str:
    names = f"'{TESTING}' and '{SUCCESS}' of the PRD"
    if following is None:
        return f"{names}: this is the last phase, so at its end all of it has to hold. Run what can be run."
    return f"{names}: do what concerns these tasks and can hold now, and run it; leave what needs a later phase."


def _code(path: str) -> str:
    """A path as inline code, whatever it holds."""
    fence = "`"
    while fence in path:
        fence += "`"
    space = " " if "`" in path else ""
    return f"{fence}{space}{path}{space}{fence}"
