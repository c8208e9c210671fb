"""What may be sent to an agent. Pure."""

from __future__ import annotations

from codex_agent.errors import usage_error

PROMPT_CHARS = 1_048_576  # the client's own limit


def check_prompt(text: object, *, what: str = "the prompt") -> str:
    """A prompt as it may be sent: refused when empty, too long for the client, or not to be written to a file."""
    if not isinstance(text, str) or not text.strip():
        raise usage_error("empty_prompt", f"{what} is empty")
    if "\0" in text:
        raise usage_error("bad_prompt", f"{what} contains a NUL character")
    if len(text) > PROMPT_CHARS:
        raise usage_error(
            "long_prompt",
            f"{what} has {len(text):,} characters; the client takes {PROMPT_CHARS:,}",
            "put the material into a file and name it in the prompt",
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise usage_error("bad_prompt", f"{what} is not valid Unicode at character {error.start}") from error
    return text
