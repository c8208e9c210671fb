"""`health`, `doctor`, `models`, `config`: what this machine can do, and with what settings."""

from __future__ import annotations

import os
import secrets
import tempfile
import time
from dataclasses import asdict
from typing import Any

from codex_agent import __version__, checkup, client
from codex_agent import config as settings
from codex_agent.cli import output
from codex_agent.cli.tables import Column, cut, one_line, show
from codex_agent.errors import LIMITS, AgentError, Exit
from codex_agent.models import catalogue as offered
from codex_agent.paths import Home, default_home
from codex_agent.plaintext import plain
from codex_agent.specs import JobSpec

WORD = "ready"
TURN_S = 300.0  # of the doctor's turn; a slow model is no fault
UNCHOSEN = {
    "fast_model": "the smallest of the catalogue",
    "reasoning": "high, where the model has it",
    "gemini_sandbox": "read-only",
}  # what is not the client's own choice


def health(*, json_output: bool) -> int:
    """Every finding; exit 1 when something that jobs need is missing. Starts nothing."""
    findings = checkup.examine(default_home(), os.environ)
    fine = all(finding.ok for finding in findings if finding.needed)
    if json_output:
        named = {finding.name: finding.as_json() for finding in findings}
        pid = named["supervisor"]["pid"]
        output.print_json({"ok": fine, "version": __version__, "supervisor_pid": pid, "checks": named})
        return Exit.OK if fine else Exit.REFUSED
    for finding in findings:
        mark = "ok" if finding.ok else "MISSING" if finding.needed else "note"
        print(f"{mark:<8}{finding.name:<12} {plain(finding.problem or finding.value)}")
        if finding.fix and not finding.ok:
            print(f"{'':<21}Fix: {plain(finding.fix)}")
    return Exit.OK if fine else Exit.REFUSED


def models(provider: str | None, *, json_output: bool) -> int:
    """The catalogue of the installed client; nothing here is written down by us."""
    provider = provider or settings.load(os.environ).settings.provider
    catalogue, default, fast = offered(os.environ, provider)
    if json_output:
        body = [
            {**asdict(model), "default": model.slug == default, "fast": model.slug == fast}
            for model in catalogue.models
        ]
        output.print_json({"ok": True, "provider": provider, "models": body})
        return Exit.OK
    if not catalogue.visible:
        output.talk(f"the client of {provider} lists no models")
    columns = (Column("MODEL"), Column("LEVELS"), Column("DEFAULT LEVEL"), Column("WINDOW", right=True), Column("NOTE"))
    rows = []
    for model in catalogue.visible:
        notes = [word for word, slug in (("yours", default), ("--fast", fast)) if model.slug == slug]
        rows.append(
            (
                model.slug,
                " ".join(model.levels),
                model.default_level or "",
                str(model.context_window or ""),
                ", ".join(notes),
            )
        )
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
    rows = [(name, shown(name, value), found.sources[name]) for name, value in values.items()]
    show((Column("SETTING"), Column("VALUE"), Column("FROM")), rows)
    print(f"\nFile: {found.file}")
    return Exit.OK


def shown(name: str, value: object) -> str:
    """A setting for people, spelt as the file has it; for one that was not chosen, what an agent then gets."""
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return UNCHOSEN.get(name, "the client's own") if value is None else str(value)


def doctor(provider: str | None, *, json_output: bool) -> int:
    """Start, wait, read, delete: with the real client and the user's own login. The job is gone afterwards, however it went."""
    provider = provider or settings.load(os.environ).settings.provider
    home = default_home().ensure()
    steps = _Steps(json_output)
    client_found = checkup.client_of(provider, os.environ)
    if client_found.problem:
        raise AgentError("doctor", client_found.problem, hint=client_found.fix)
    steps.done(client_found.name, client_found.value)
    hello = client.call(home, "hello")
    steps.done("supervisor", f"pid {hello['pid']}, version {hello['version']}")
    with tempfile.TemporaryDirectory(prefix="codex-agent-doctor-", ignore_cleanup_errors=True) as folder:
        turn = _round_trip(home, os.path.realpath(folder), provider, steps)
    if turn["turn_state"] != "idle":
        raise _failure(turn, steps)
    if json_output:
        output.print_json({"ok": True, "steps": steps.list, "answer": turn["message"]})
    return Exit.OK


class _Steps:
    """What was done and how long each step took; for people as it happens."""

    def __init__(self, json_output: bool) -> None:
        self.list: list[dict[str, Any]] = []
        self._quiet = json_output
        self._begin = time.monotonic()

    def done(self, step: str, found: str, *, ok: bool = True) -> None:
        now = time.monotonic()
        self.list.append({"step": step, "ok": ok, "found": found, "ms": round((now - self._begin) * 1000)})
        self._begin = now
        if not self._quiet:
            mark = "ok" if ok else "FAILED"
            print(f"{mark:<8}{step:<12} {one_line(found)}  ({self.list[-1]['ms']} ms)", flush=True)


def _round_trip(home: Home, folder: str, provider: str, steps: _Steps) -> dict[str, Any]:
    """One job from start to deletion, asked for as `start` and `await-turn` do; returns its turn."""
    prompt = f"Answer with the single word: {WORD}"
    limit = TURN_S / 60
    spec = JobSpec(cwd=folder, provider=provider, prompt=prompt, name="doctor", sandbox="read-only", max_minutes=limit)
    token, env = secrets.token_hex(16), dict(os.environ)
    # It waits for no other agent.
    started = client.call(home, "start", token=token, spec=spec.as_json(), prompt=prompt, env=env, max_parallel=0)
    job = started["job"]["id"]
    turn: dict[str, Any] = started["turn"]
    try:
        steps.done("start", f"job {job}, thread {started['job']['thread_id'] or 'not known'}")
        wanted = [{"id": job, "turn": 1, "after": None}]
        for push in client.stream(home, "await", timeout_s=TURN_S, jobs=wanted, any=False):
            turn = push["answer"]["turn"] if "answer" in push else turn
        steps.done("answer", cut(turn["message"] or turn["outcome"] or "", 60), ok=turn["turn_state"] == "idle")
    finally:
        client.call(home, "kill", jobs=[job])
        client.call(home, "delete", job=job)
    steps.done("clean-up", "job deleted")
    return turn


def _failure(turn: dict[str, Any], steps: _Steps) -> AgentError:
    error = turn["error"] or {"class": "other", "message": turn["outcome"], "hint": None}
    words = f"the turn failed: {error['class']}: {error['message']}"
    code = Exit.LIMIT if error["class"] in LIMITS else Exit.NO_ANSWER
    made = AgentError("doctor", words, exit_code=code, hint=error["hint"] or "codex-agent health")
    made.facts = {"class": error["class"], "steps": steps.list}
    return made
