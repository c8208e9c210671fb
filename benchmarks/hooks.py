"""The hooks of Claude Code, as the client calls them: each against a Python that does nothing. What waits (`wake`) is measured up to its wait."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row, Work, against
from codex_agent.paths import Home
from codex_agent.specs import JobSpec
from codex_agent.store import Store

PLUGIN = Path(__file__).resolve().parents[1]
SESSION = "11111111-2222-3333-4444-555555555555"
JOBS = 20
GOAL = 2.5


def hooks(root: Path, times: int) -> Iterator[Row]:
    """With a store of twenty jobs of which half are at work; the waiter's session has none of them."""
    home = Home(root / "hooks" / "state").ensure()
    work = root / "hooks" / "work"
    (work / ".git").mkdir(parents=True)
    (work / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    _fill(home, work)
    env = {"HOME": str(root), "PATH": "/usr/bin:/bin", "CODEX_AGENT_HOME": str(home.root)}

    def bare() -> object:
        return subprocess.run([sys.executable, "-c", "pass"], env=env, input=b"", capture_output=True, check=True)

    events = json.loads((PLUGIN / "hooks" / "hooks.json").read_text())["hooks"]
    entries = [hook for groups in events.values() for group in groups for hook in group["hooks"]]
    for name, entry in {
        Path(entry["args"][-1]).stem: entry for entry in entries
    }.items():  # some are for several events
        yield against(
            f"hook {name} against bare python3 -c pass",
            _call(entry, name, work, env),
            bare,
            times,
            goal=GOAL,
        )


def _call(entry: dict[str, list[str]], name: str, work: Path, env: dict[str, str]) -> Work:
    words = [sys.executable, *(part.replace("${CLAUDE_PLUGIN_ROOT}", str(PLUGIN)) for part in entry["args"])]
    request = {
        "session_id": "22222222" if name == "wake" else SESSION,
        "cwd": str(work),
        "source": "compact",
        "prompt": "Review what we changed since main.",
        "stop_hook_active": False,
        "tool_name": "Bash",
        "tool_input": {"command": "codex-agent jobs --here"},
    }
    line = json.dumps(request).encode()
    return lambda: subprocess.run(words, env=env, input=line, capture_output=True, check=True)


def _fill(home: Home, work: Path) -> None:
    store = Store.open(home.db)
    for number in range(JOBS):
        spec = JobSpec(cwd=str(work), prompt="task " * 60, name="W Scout", parent_session=SESSION)
        store.add_job(f"{number:08x}", f"t{number}", spec, host="here", now=1.0)
    with store.transaction() as db:
        db.execute("UPDATE jobs SET state = 'running'")
        db.execute("UPDATE turns SET state = 'working', started_at = 2")
        half = "substr(id, 8, 1) IN ('0', '2', '4', '6', '8')"
        db.execute(f"UPDATE jobs SET state = 'completed', live = 0 WHERE {half}")
        db.execute(
            f"UPDATE turns SET state = 'idle', outcome = 'completed', message = 'answer', ended_at = 3 WHERE {half.replace('id', 'job')}"
        )
    store.close()
