"""`demo`: see `codex_agent.demo.show`."""

from __future__ import annotations


def demo(*, json_output: bool) -> int:
    """Run the demonstration; leaves nothing behind."""
    from codex_agent.demo import show

    return show.run(json_output=json_output)
