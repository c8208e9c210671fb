"""The readable transcript: our events as plain text, one job's `.log`. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from codex_agent.events import (
    Event,
    FilesChanged,
    Message,
    MessagePart,
    ModelStopped,
    Notice,
    PlanUpdated,
    Reasoning,
    ThreadStarted,
    ToolEnded,
    ToolStarted,
    TurnFailed,
)
from codex_agent.plaintext import plain
from codex_agent.prompts.composing import task_of

PROMPT_LINES = 20
OUTPUT_LINES = 20
END_OF_MESSAGE = "\n\n"
_MARKS = {"add": "+", "delete": "-"}


def opening(turn: int, prompt: str, at: str) -> str:
    """The head of a turn: its number, its time and the first lines of its prompt; of a composed one, of its task."""
    lines = plain(task_of(prompt)).splitlines()
    shown = [f"> {line}" for line in lines[:PROMPT_LINES]]
    if len(lines) > PROMPT_LINES:
        shown.append(f"> ... {len(lines) - PROMPT_LINES} more lines")
    return "\n".join([f"=== turn {turn}, {at} ===", *shown, "", ""])


def said(text: str) -> str:
    """A message that reached the agent within a turn."""
    return "".join(f"> {line}\n" for line in plain(text).splitlines()) + "\n"


def closing(turn: int, outcome: str, reason: str | None) -> str:
    tail = f": {plain(reason)}" if reason else ""
    return f"=== turn {turn} {outcome}{tail} ===\n\n"


def render_all(events: Iterable[Event], *, speaking: bool = False) -> str:
    """`speaking`: the text before ended within a message, which the first pieces here go on with."""
    shown = ""
    for event in events:
        text = render(event)
        if isinstance(event, MessagePart):
            speaking = True
        elif speaking and text:
            shown += END_OF_MESSAGE
            speaking = False
        shown += text
    return shown


def render(event: Event) -> str:
    """One event as text with its newline, a piece of a message as it is; empty for what a reader need not see."""
    match event:
        case ThreadStarted(thread_id):
            return f"thread {thread_id}\n"
        case Message(text):
            return f"{plain(text)}{END_OF_MESSAGE}"
        case MessagePart(text):
            return plain(text)
        case Reasoning(text) | Notice(text) | ModelStopped(text) | TurnFailed(text):
            return _prefixed("~ " if isinstance(event, Reasoning) else "! ", plain(text))
        case ToolStarted(_, title):
            return f"$ {plain(title)}\n"
        case ToolEnded():
            return _ended(event)
        case FilesChanged(changes):
            return "".join(f"{_MARKS.get(kind, '*')} {plain(path)}\n" for path, kind in changes)
        case PlanUpdated(steps):
            return "".join(f"[{'x' if done else ' '}] {plain(step)}\n" for step, done in steps)
        case _:
            return ""


def _ended(event: ToolEnded) -> str:
    code = f", exit {event.exit_code}" if event.exit_code is not None else ""
    return _tail(plain(event.output)) + ("" if event.ok else f"  [failed{code}]\n")


def _prefixed(mark: str, text: str) -> str:
    return "".join(f"{mark}{line}\n" for line in text.splitlines())


def _tail(output: str) -> str:
    lines = output.splitlines()
    cut = [f"  ... {len(lines) - OUTPUT_LINES} lines above"] if len(lines) > OUTPUT_LINES else []
    return "".join(f"{line}\n" for line in [*cut, *(f"  {line}" for line in lines[-OUTPUT_LINES:])])
