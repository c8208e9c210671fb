"""Asking once more for an answer that does not fit its schema. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from codex_agent.prompts.fencing import fenced

BEGINNING_CHARS = 120
SCHEMA_CHARS = 20_000  # a longer one stays with the client, which hands it to the model anyway


def prompt(misfits: Sequence[str], answer: str, schema: str) -> str:
    """What to tell the agent: where its answer fails, and that nothing but the whole corrected answer is wanted."""
    beginning = " ".join(answer[: BEGINNING_CHARS * 4].split())
    if len(beginning) > BEGINNING_CHARS:
        beginning = beginning[: BEGINNING_CHARS - 1] + "…"
    which = f"The answer that begins with\n\n{fenced(beginning)}\n\n" if beginning else "The answer was empty. It "
    places = "\n".join(f"- {misfit}" for misfit in misfits)
    parts = [
        f"{which}cannot be used: a program reads it, and it does not fit the JSON schema it was asked for. `$` is its root:",
        places,
        "Send the whole answer once more, corrected. Keep what it says; change only what the schema asks for.",
        "The program reads everything you write, so reply with the JSON alone: no words around it, no code fence.",
    ]
    if schema and len(schema) <= SCHEMA_CHARS:
        parts.append(f"The schema:\n\n{fenced(schema.strip(), 'json')}")
    return "\n\n".join(parts)
