"""What `start` says of a job. Jobs are dictionaries here, as they cross the socket."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from codex_agent.cli import starting

QUEUE = {"turn": 1, "position": 2, "held_until": None, "reason": None}


@pytest.mark.parametrize(
    ("queue", "look"), [(None, "tmux attach -t codex-agent-8abfab85"), (QUEUE, "codex-agent watch 8abfab85")]
)
def test_a_job_that_waits_has_no_window_to_attach_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], queue: Any, look: str
) -> None:
    (tmp_path / "tmux").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    job: dict[str, Any] = {"id": "8abfab85", "status": "queued", "thread_id": "t", "mode": "exec", "queue": queue}
    job |= {"model": "m", "reasoning": None, "sandbox": "read-only", "worktree": None, "client_command": None}
    starting.tell({"job": job, "window": True}, wait=False, json_output=False)
    assert f"Look: {look}\n" in capsys.readouterr().out
