"""The notify hook, as the client calls it at the end of each turn."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row, Work, against

HOOK = Path(__file__).resolve().parents[1] / "hooks" / "codex_notify.py"
EVENT = json.dumps({"type": "agent-turn-complete", "thread-id": "t", "last-assistant-message": "answer " * 100})


def hook(root: Path, times: int) -> Iterator[Row]:
    """With a supervisor's socket to tell, and with nobody there, when it keeps the event in a file."""
    state = root / "hook"
    (state / "jobs").mkdir(parents=True)

    def tell(path: Path) -> Work:
        words = [sys.executable, "-I", "-S", str(HOOK), str(state), str(path), "aaaaaaaa", EVENT]
        return lambda: subprocess.run(words, check=True)

    def bare() -> object:
        return subprocess.run([sys.executable, "-c", "pass"], check=True)

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(state / "s"))
        listener.listen(times + 8)
        yield against("notify hook against bare python3 -c pass", tell(state / "s"), bare, times, goal=2)
    yield against("notify hook without a supervisor, against the same", tell(state / "gone"), bare, times, goal=2)
