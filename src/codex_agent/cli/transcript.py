"""`capture`, `output` and `watch`: the readable transcript of a job. They mark nothing as read and never disturb the agent."""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from codex_agent import client, providers
from codex_agent.cli import fresh
from codex_agent.errors import Exit, usage_error
from codex_agent.events import Event, FilesChanged, PlanUpdated, TokensSeen, TurnCompleted
from codex_agent.following import Follower, Lines, blocks, tail_start
from codex_agent.jobs import usage_json
from codex_agent.paths import default_home
from codex_agent.states import JOB_ENDS
from codex_agent.transcripts import plain

CONTEXT_LINES = 10  # what `watch` shows of the past, as `tail -f` does
PARTIAL_ESCAPE = re.compile(r"\x1b[^\n]{0,200}\Z")


def capture(typed: str, lines: int) -> int:
    """The last `lines` lines of the transcript."""
    if lines < 1:
        raise usage_error("bad_lines", f"cannot show {lines} lines", "codex-agent capture ID 50")
    home = default_home()
    with fresh.opened_job(home, typed) as (_, job):
        log = home.log(job)
    _print(blocks(log, tail_start(log, lines), None))
    return Exit.OK


def output(typed: str) -> int:
    """The whole transcript."""
    home = default_home()
    with fresh.opened_job(home, typed) as (_, job):
        log = home.log(job)
    _print(blocks(log, 0, None))
    return Exit.OK


class Printer:
    """Writes bytes of a transcript as text that cannot drive a terminal; a character or escape cut in two waits for its rest."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""

    def write(self, data: bytes, *, final: bool = False) -> None:
        text = self._held + self._decoder.decode(data, final)
        cut = None if final else PARTIAL_ESCAPE.search(text)
        self._held = text[cut.start() :] if cut else ""
        sys.stdout.write(plain(text[: cut.start()] if cut else text))


def _print(pieces: Iterable[bytes]) -> None:
    printer = Printer()
    for piece in pieces:
        printer.write(piece)
    printer.write(b"", final=True)
    sys.stdout.flush()


def watch(typed: str, *, json_output: bool) -> int:
    """Follow a job to its end; Ctrl-C ends the watching alone."""
    home = default_home()
    with fresh.opened_job(home, typed) as (store, job):
        found = store.job(job)
        first = store.turn_row(job, found.turn.n)["events_start"]
    provider = providers.get(found.spec.provider)
    log, events = Follower(home.log(job), tail_start(home.log(job), CONTEXT_LINES)), Follower(home.events(job), first)
    printer, lines = Printer(), Lines()

    def show(log_end: int | None, events_end: int | None) -> None:
        if json_output:
            for block in events.new(events_end):
                for line in lines.feed(block):
                    for event in provider.parse(line):
                        print(json.dumps(event_json(event)))
        else:
            for block in log.new(log_end):
                printer.write(block)
        sys.stdout.flush()

    if found.state not in JOB_ENDS or found.queued_turns:
        for push in client.stream(home, "watch", job=job):
            if "log" in push:
                show(push["log"], push["events"])
    show(None, None)
    printer.write(b"", final=True)
    return Exit.OK


_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")


def event_json(event: Event) -> dict[str, Any]:
    """One event of ours as an object: its name in `event`, then its fields."""
    data: dict[str, Any] = {"event": _WORD_START.sub("_", type(event).__name__).lower(), **asdict(event)}
    match event:
        case FilesChanged(changes):
            data["changes"] = [{"path": path, "kind": kind} for path, kind in changes]
        case PlanUpdated(steps):
            data["steps"] = [{"step": step, "done": done} for step, done in steps]
        case TurnCompleted(usage):
            data["usage"] = usage_json(usage) if usage else None
        case TokensSeen(total):
            data["total"] = usage_json(total)
        case _:
            pass
    return data
