"""`demo`: see `codex_agent.demo.show`."""

from __future__ import annotations

import threading

from codex_agent.cli import output
from codex_agent.errors import Exit


def demo(*, json_output: bool) -> int:
    """Run the demonstration; leaves nothing behind."""
    from codex_agent.demo import show

    talking = threading.Lock()

    def say(text: str) -> None:
        if not json_output:
            with talking:
                print(text, flush=True)

    shown = show.run(say)
    if json_output:
        output.print_json({"ok": True, **shown})
    return Exit.OK
