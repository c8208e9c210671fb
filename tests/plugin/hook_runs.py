"""Running a hook as Claude Code does: the command of hooks.json, one JSON line on standard input, a clean environment."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codex_agent.paths import Home
from codex_agent.specs import JobSpec
from codex_agent.store import Store

ROOT = Path(__file__).parents[2]
SESSION = "11111111-2222-3333-4444-555555555555"
OTHER = "99999999-2222-3333-4444-555555555555"
LIMIT_S = 60
PATIENCE_S = 50


def commands() -> dict[str, list[str]]:
    """The argument list of each hook, by the script's name."""
    events = json.loads((ROOT / "hooks" / "hooks.json").read_text())["hooks"]
    entries = [hook for groups in events.values() for group in groups for hook in group["hooks"]]
    assert all(entry["type"] == "command" and entry["command"] == "python3" for entry in entries)
    return {Path(entry["args"][-1]).stem: entry["args"] for entry in entries}


@functools.cache
def without_launcher() -> Path:
    """The plugin as it is but for two things.

    It has no `bin`: the launcher of a checkout runs the checkout, and a waiter would start a supervisor. And its hooks have more
    time: a busy machine must not take away the words that a test waits for.
    """
    plugin = Path(tempfile.mkdtemp(prefix="ca-plugin-"))
    atexit.register(shutil.rmtree, plugin)
    (plugin / "src").symlink_to(ROOT / "src")
    copy_hooks(plugin)
    return plugin


def copy_hooks(plugin: Path) -> None:
    """The hooks as they are, but for the limits after which they give up."""
    (plugin / "hooks").mkdir()
    limited = set()
    for script in (ROOT / "hooks").glob("*.py"):
        text, found = re.subn(r"^LIMIT_S = [0-9.]+$", f"LIMIT_S = {PATIENCE_S}", script.read_text(), flags=re.MULTILINE)
        (plugin / "hooks" / script.name).write_text(text)
        limited |= {script.stem} if found else set()
    assert limited == set(commands()) - {"wake"}


def words(name: str, *, python: str = sys.executable, root: Path | None = None) -> list[str]:
    root = root or without_launcher()
    return [python, *(part.replace("${CLAUDE_PLUGIN_ROOT}", str(root)) for part in commands()[name])]


@dataclass(frozen=True)
class HookRun:
    code: int
    stdout: str
    stderr: str

    @property
    def context(self) -> str:
        """What the model is told; "" for nothing."""
        if not self.stdout:
            return ""
        (line,) = self.stdout.splitlines()
        return str(json.loads(line)["hookSpecificOutput"]["additionalContext"])


def request(folder: Path, **fields: Any) -> dict[str, Any]:
    """One request that every hook takes something from."""
    usual = {
        "session_id": SESSION,
        "hook_event_name": "Stop",
        "cwd": str(folder),
        "source": "startup",
        "trigger": "auto",
        "prompt": "review what we changed",
        "stop_hook_active": False,
        "tool_name": "Bash",
        "tool_input": {"command": "codex-agent jobs"},
    }
    return {**usual, **fields}


def run(name: str, given: dict[str, Any] | bytes, env: dict[str, str], **options: Any) -> HookRun:
    data = given if isinstance(given, bytes) else json.dumps(given).encode() + b"\n"
    python, root = options.pop("python", sys.executable), options.pop("root", None)
    done = subprocess.run(
        words(name, python=python, root=root),
        input=data,
        env=env,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
        **options,
    )
    return HookRun(done.returncode, done.stdout.decode(), done.stderr.decode())


def add_job(
    home: Home,
    job: str,
    folder: Path,
    *,
    state: str = "working",
    session: str | None = SESSION,
    message: str = "It is done.",
    task: str = "Do the task.",
    name: str | None = None,
) -> None:
    """One job: `working`, `asking`, `answered` (unread), `failed` (unread) or `read`."""
    with contextlib.closing(Store.open(home.ensure().db)) as store:
        _add(store, job, folder, state, session, message, task, name)


def _add(
    store: Store, job: str, folder: Path, state: str, session: str | None, message: str, task: str, name: str | None
) -> None:
    spec = JobSpec(cwd=str(folder), prompt=task, name=name, parent_session=session)
    store.add_job(job, f"token-{job}", spec, host="here", now=1000.0)
    ended = state in ("answered", "failed", "read")
    turn = {"answered": "idle", "read": "idle", "asking": "needs_input"}.get(state, state)
    asked = [{"id": "q1", "kind": "command", "text": "May I run make?", "choices": []}] if state == "asking" else None
    with store.transaction() as db:
        db.execute(
            "UPDATE jobs SET state = ?, live = ? WHERE id = ?", ("completed" if ended else "running", not ended, job)
        )
        db.execute(
            "UPDATE turns SET state = ?, started_at = 1001, ended_at = ?, read_at = ?, message = ?, asked = ?,"
            " outcome = ?, error_class = ?, error_message = ? WHERE job = ?",
            (
                turn,
                1002.0 if ended else None,
                1003.0 if state == "read" else None,
                message if turn == "idle" else None,
                json.dumps(asked) if asked else None,
                "failed" if state == "failed" else "completed" if ended else None,
                "usage_limit" if state == "failed" else None,
                message if state == "failed" else None,
                job,
            ),
        )


def fill(
    home: Home, folder: Path, count: int, *, message: str = "Done.", task: str = "Do it.", name: str | None = None
) -> None:
    """So many jobs, of all kinds in turn."""
    states = ("working", "answered", "asking", "failed", "read")
    with contextlib.closing(Store.open(home.ensure().db)) as store:
        for number in range(count):
            _add(store, f"{number:08x}", folder, states[number % len(states)], SESSION, message, task, name)
