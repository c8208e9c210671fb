"""How much of a model's window a text takes, near enough for a budget."""

from __future__ import annotations

BYTES_PER_TOKEN = 4  # English prose and code lie between 3.5 and 4.5; other scripts have fewer characters to the byte


def estimate(text: str) -> int:
    """Tokens of `text`, rounded up. An estimate: exact counts need each model's own tokenizer."""
    return -(-len(text.encode()) // BYTES_PER_TOKEN)
