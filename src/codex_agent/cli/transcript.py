"""`capture`, `output` and `watch`: the readable transcript of a job. They mark nothing as read and never disturb the agent."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from codex_agent import client, providers
from codex_agent.cli import fresh
from codex_agent.cli.output import print_json, talk
from codex_agent.errors import Exit, usage_error
from codex_agent.events import Event, FilesChanged, PlanUpdated, TokensSeen, TurnCompleted, TurnUsed
from codex_agent.following import Follower, Lines, blocks, tail_start
from codex_agent.jobs import Job
from codex_agent.paths import Home, default_home
from codex_agent.plaintext import plain
from codex_agent.store import Store

CONTEXT_LINES = 10  # what `watch` shows of the past, as `tail -f` does
PARTIAL_ESCAPE = re.compile(r"\x1b[^\n]{0,200}\Z")


def capture(typed: str, lines: int, *, clean: bool) -> int:
    """The last `lines` lines of the transcript."""
    if lines < 1:
        raise usage_error("bad_lines", f"cannot show {lines} lines", "codex-agent capture ID 50")
    return _show(typed, lines, clean=clean)


def output(typed: str, *, clean: bool) -> int:
    """The whole transcript."""
    return _show(typed, None, clean=clean)


def _show(typed: str, lines: int | None, *, clean: bool) -> int:
    """The transcript up to the size to which it is right (anything beyond is from a step that was cut off), or a terminal."""
    home = default_home()
    with fresh.opened_job(home, typed) as (store, found):
        job, size = store.job(found), _log_size(store, found)
    if job.spec.mode == "terminal":
        from codex_agent.cli import terminal_view

        return terminal_view.capture(home, job.id, lines, clean=clean, live=not job.ended)
    path = home.log(job.id)
    _print(blocks(path, tail_start(path, lines, size) if lines else 0, size))
    return Exit.OK


def _log_size(store: Store, job: str) -> int:
    return int(store.query("SELECT log_size FROM jobs WHERE id = ?", job)[0]["log_size"])


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
    """Follow a job to its end: text from its last lines on, events from the newest turn's first. Each thing once."""
    home = default_home()
    with fresh.opened_job(home, typed) as (store, job):
        found, log_size = store.job(job), _log_size(store, job)
        row = store.turn_row(job, found.turn.n)
    if found.spec.mode == "terminal" and not json_output:
        from codex_agent.cli import terminal_view

        return terminal_view.watch(home, job)
    if json_output:
        waiting = found.turn.ended and found.queued_turns  # the newest turn has no events yet
        begin = row["events_offset" if waiting else "events_start"]
        shown: _Events | _Text = _Events(*_events_of(home, found), begin)
    else:
        shown = _Text(home.log(job), tail_start(home.log(job), CONTEXT_LINES, log_size))
    shown.show({"log": log_size, "events": row["events_offset"]})
    if found.queue is not None and not json_output:
        talk(
            f"Turn {found.queue.turn} is number {found.queue.position} in the queue; it begins when others have ended."
        )
    try:
        if not found.ended:
            for push in client.stream(home, "watch", job=job):
                if "log" in push:
                    shown.show(push)
    except KeyboardInterrupt:
        talk(f"Stopped watching; the agent goes on.\n\nHint: codex-agent watch {job}")
        return Exit.INTERRUPTED
    shown.finish()
    return Exit.OK


def _events_of(home: Home, job: Job) -> tuple[Path, Callable[[bytes], tuple[Event, ...]]]:
    """The file of a job's events and how its lines are read: what the client printed, or its own record of an open thread."""
    provider = providers.get(job.spec.provider)
    if job.spec.mode == "interactive" and provider.threads is not None:
        return Path(job.rollout or os.devnull), provider.threads.parse_record
    return home.events(job.id), provider.parse


class _Text:
    """The transcript as it grows."""

    def __init__(self, path: Path, at: int) -> None:
        self._follower = Follower(path, at)
        self._printer = Printer()

    def show(self, sizes: Mapping[str, int]) -> None:
        for block in self._follower.new(sizes["log"]):
            self._printer.write(block)
        sys.stdout.flush()

    def finish(self) -> None:
        self._printer.write(b"", final=True)


class _Events:
    """The client's lines as our events, one object a line."""

    def __init__(self, path: Path, parse: Callable[[bytes], tuple[Event, ...]], at: int) -> None:
        self._follower = Follower(path, at)
        self._parse = parse
        self._lines = Lines()

    def show(self, sizes: Mapping[str, int]) -> None:
        for block in self._follower.new(sizes["events"]):
            for line in self._lines.feed(block):
                for event in self._parse(line):
                    print_json(event_json(event))
        sys.stdout.flush()

    def finish(self) -> None:
        """Nothing is left: an unfinished line is no event."""


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
            data["usage"] = usage.as_json() if usage else None
            del data["unanswered"]
        case TurnUsed(usage):
            data["usage"] = usage.as_json()
        case TokensSeen(total):
            data["total"] = total.as_json()
        case _:
            pass
    return data
