"""The three agents of the demo: what they are asked, and what the scripted model has them do. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codex_agent.demo.request import Request
from codex_agent.demo.sample import PATCH
from codex_agent.demo.script import Delay, Patch, Reply, Shell, Text, Usage

THINKING_S = 0.5
TEST = "python3 -m unittest"


@dataclass(frozen=True, slots=True)
class Part:
    """One agent: its label, its sandbox and its task."""

    name: str
    sandbox: str
    task: str


PARTS = (
    Part("W1 Researcher", "read-only", "Find where the order total is computed and who uses it. Report file and line."),
    Part("W2 Implementer", "workspace-write", f"total() ignores quantities. Fix only that, then run {TEST}."),
    Part("W3 Reviewer", "read-only", "Review orders.py for correctness. Report findings with file and line, no edits."),
)


def script(request: Request) -> Reply:
    """The model's next step for whichever agent asks; real tool outputs go into the answers."""
    usage = Usage(1800 + 400 * request.step, 1200, 160, 90)
    part = next((part for part in PARTS if part.task in request.last_user_text), None)
    if part is None:
        return Text("I am the scripted model of the demo.", usage=usage)
    steps = _STEPS[part.name]
    reply = (
        steps[request.step]
        if request.step < len(steps)
        else Text(_ANSWERS[part.name](request.tool_outputs), usage=usage)
    )
    return Delay(THINKING_S, reply)


def _researched(outputs: Sequence[str]) -> str:
    found = [line for line in _lines(outputs) if line.startswith("./") and "total(" in line]
    return "\n".join(
        ["The total is computed in `total()`; every place that names it:", *(f"- {line[2:]}" for line in found)]
    )


def _implemented(outputs: Sequence[str]) -> str:
    tests = "its test passes" if outputs and "OK" in outputs[-1] else "the test could not be run here"
    return f"Changed `total()` in orders.py to multiply price by quantity; {tests}. Nothing else was touched."


def _reviewed(_: Sequence[str]) -> str:
    return (
        "1. Critical: orders.py:6, `total()` leaves out the quantity, so every order of more than one is too cheap.\n"
        "2. Minor: orders.py:9, `receipt()` has no docstring."
    )


_STEPS: dict[str, list[Reply]] = {
    "W1 Researcher": [Shell("grep -rn 'total(' --include=*.py .")],
    "W2 Implementer": [Shell(TEST), Patch(PATCH), Shell(TEST)],
    "W3 Reviewer": [Shell("cat -n orders.py"), Shell("git log --oneline")],
}
_ANSWERS = {"W1 Researcher": _researched, "W2 Implementer": _implemented, "W3 Reviewer": _reviewed}


def _lines(outputs: Sequence[str]) -> list[str]:
    return [line for output in outputs for line in output.splitlines()]
