"""Whether an answer seems to be about something else than a task: by the words that the task is told by. A hint, never a verdict."""

from __future__ import annotations

from codex_agent.prompts.naming import TELL_NOTHING, named_by

LEAST_WORDS = 5  # telling words; a shorter task says too little to measure by
OFF_TOPIC = 0.1  # below this share of them the answer is flagged


def seems_off(task: str, answer: str) -> bool:
    """Whether the answer has less than a tenth of the telling words of the task, in singular and lower case. So is an answer of a word or two."""
    telling = _telling(task)
    if len(telling) < LEAST_WORDS:
        return False
    return len(telling & _telling(answer)) < OFF_TOPIC * len(telling)


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in named_by(text).words - TELL_NOTHING if len(word) > 1 and not word.isdigit())
