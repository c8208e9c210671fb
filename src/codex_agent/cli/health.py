"""`health`, `doctor`, `models`, `config`: what this machine can do, and with what settings."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from dataclasses import asdict
from typing import Any

from codex_agent import checkup, client
from codex_agent import config as settings
from codex_agent.cli import output
from codex_agent.cli.tables import Column, show
from codex_agent.errors import AgentError, Exit
from codex_agent.jobs import JobSpec
from codex_agent.paths import Home, default_home

WORD = "ready"


def health(*, json_output: bool) -> int:
    """Every finding; exit 1 when something that jobs need is missing."""
    home = default_home()
    findings = checkup.examine(home, os.environ)
    fine = all(finding.ok for finding in findings if finding.needed)
    if json_output:
        named = {finding.name: finding.as_json() for finding in findings}
        pid = named.get("supervisor", {}).get("supervisor_pid")
        output.print_json({"ok": fine, "supervisor_pid": pid, "checks": named})
    else:
        for finding in findings:
            mark = "ok" if finding.ok else "MISSING" if finding.needed else "note"
            print(f"{mark:<8}{finding.name:<12} {finding.problem or finding.value}")
            if not finding.ok and finding.fix:
                print(f"{'':<21}Fix: {finding.fix}")
    return Exit.OK if fine else Exit.REFUSED


def models(*, json_output: bool) -> int:
    """The catalogue of the installed client; nothing here is written down by us."""
    catalogue, default, fast = checkup.catalogue(os.environ)
    if json_output:
        body = [{**asdict(model), "default": model.slug == default, "fast": model.slug == fast} for model in catalogue.models]
        output.print_json({"ok": True, "models": body})
        return Exit.OK
    columns = (Column("MODEL"), Column("LEVELS"), Column("DEFAULT LEVEL"), Column("WINDOW", right=True), Column("NOTE"))
    rows = []
    for model in catalogue.visible:
        notes = [word for word, slug in (("yours", default), ("--fast", fast)) if model.slug == slug]
        rows.append((model.slug, " ".join(model.levels), model.default_level or "", str(model.context_window or ""), ", ".join(notes)))
    show(columns, rows)
    return Exit.OK


def config(*, json_output: bool) -> int:
    """Each setting, its value and where it came from."""
    found = settings.load(os.environ)
    values = asdict(found.settings)
    if json_output:
        body = {name: {"value": value, "source": found.sources[name]} for name, value in values.items()}
        output.print_json({"ok": True, "file": str(found.file), "settings": body})
        return Exit.OK
    rows = [(name, "the client's own" if value is None else str(value), found.sources[name]) for name, value in values.items()]
    show((Column("SETTING"), Column("VALUE"), Column("FROM")), rows)
    print(f"\nFile: {found.file}")
    return Exit.OK


def doctor(*, json_output: bool) -> int:
    """Start, wait, read, delete: with the real client and the user's own login. Leaves nothing behind."""
    home = default_home().ensure()
    steps: list[dict[str, Any]] = []
    begin = time.monotonic()

    def step(name: str, found: str) -> None:
        nonlocal begin
        now = time.monotonic()
        steps.append({"step": name, "found": found, "ms": round((now - begin) * 1000)})
        begin = now
        if not json_output:
            print(f"ok      {name:<11} {found}  ({steps[-1]['ms']} ms)")
            sys.stdout.flush()

    turn = _round_trip(home, step)
    if turn["turn_state"] != "idle":
        error = turn["error"] or {"class": "other", "message": turn["outcome"], "hint": None}
        raise AgentError("doctor", f"the turn failed: {error['class']}: {error['message']}", exit_code=Exit.NO_ANSWER, hint=error["hint"])
    if json_output:
        output.print_json({"ok": True, "steps": steps, "answer": turn["message"]})
    return Exit.OK


def _round_trip(home: Home, step: Any) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="codex-agent-doctor-") as folder:
        hello = client.call(home, "hello")
        step("supervisor", f"pid {hello['pid']}, version {hello['version']}")
        prompt = f"Answer with the single word: {WORD}"
        spec = JobSpec(cwd=os.path.realpath(folder), prompt=prompt, name="doctor", sandbox="read-only")
        started = client.call(
            home, "start", token=secrets.token_hex(16), spec=spec.as_json(), prompt=prompt, env=dict(os.environ)
        )
        job = started["job"]["id"]
        step("start", f"job {job}, thread {started['job']['thread_id'] or 'unknown'}")
        try:
            for push in client.stream(home, "await", jobs=[{"id": job, "turn": 1, "after": None}], any=False, timeout_s=300):
                if "answer" in push:
                    turn: dict[str, Any] = push["answer"]["turn"]
            step("answer", repr((turn["message"] or turn["outcome"] or "")[:60]))
        finally:
            client.call(home, "kill", jobs=[job])
            client.call(home, "delete", job=job)
        step("clean-up", "job deleted")
    return turn
