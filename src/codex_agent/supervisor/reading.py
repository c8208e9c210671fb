"""Reading one turn's facts: the client's events, its own record of the thread (the rollout), the notify hook's word.

Exec prints totals only at the end; what a running turn has used and changed comes from the rollout. Nothing is written here.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from codex_agent.drivers.tail import Tail
from codex_agent.errors import AgentError
from codex_agent.events import Event, RateLimitsSeen, TurnFailed
from codex_agent.folding import TurnFold, fold_all, whole
from codex_agent.jobs import Job
from codex_agent.providers import get as provider_named
from codex_agent.rows import usage_of
from codex_agent.supervisor.house import House, log

STDERR_TAIL = 16 * 1024


class TurnReader:
    """The fold of one turn and how far its sources were read. Thrown away and made again from the row when a commit fails."""

    def __init__(self, house: House, job: Job, turn: int, row: Any, wake: Callable[[], None]) -> None:
        self.fold = TurnFold.from_json(row["fold"], usage_of(row["base_usage"]))
        self.spoke = self.fold.speaking  # whether what was read last began within a message
        self.limits_json: str | None = None
        self.rollout = job.rollout
        self._house = house
        self._job = job
        self._turn = turn
        self._wake = wake
        self._events_start = int(row["events_start"])
        self._stderr_start = int(row["stderr_start"])
        self._provider = provider_named(job.spec.provider)
        self._thread = self.fold.thread_id or job.thread_id
        self._events = Tail(house.home.events(job.id), int(row["events_offset"]))
        self._record: Tail | None = None
        self._notices: list[dict[str, Any]] = []
        if job.rollout:
            self._open_record(job.rollout)

    @property
    def events_offset(self) -> int:
        return self._events.offset

    @property
    def rollout_offset(self) -> int:
        return self._record.offset if self._record else 0

    def read(self) -> list[Event] | None:
        """The next events of the client, folded; None when nothing is new. An empty list: only the rollout had something."""
        lines = self._events.read()
        events = [event for line in lines for event in self._provider.parse(line)]
        self.spoke = self.fold.speaking
        self.fold = fold_all(self.fold, events, self._job.spec.cwd)
        self._thread = self.fold.thread_id or self._thread
        recorded = self._read_record()
        if self.fold.over:  # what the client has recorded by now belongs to the end
            while self._read_record():
                recorded = True
            self.fold = whole(self.fold)
        return events if lines or recorded else None

    def _read_record(self) -> bool:
        if self._record is None:
            self._find_record()
        lines = self._record.read() if self._record else []
        events = [event for line in lines for event in self._provider.parse_rollout(line)]
        for event in events:
            if isinstance(event, RateLimitsSeen):
                self.limits_json = event.limits_json
        self.fold = fold_all(self.fold, events, self._job.spec.cwd)
        return bool(lines)

    def _find_record(self) -> None:
        if self._thread is None or self._job.spec.client_home is None:
            return
        place = self._house.home.client_dir(self._provider.name)
        found = self._provider.find_rollout(self._job.spec.client_home, self._thread, place)
        if found:
            self._open_record(found)

    def _open_record(self, path: str) -> None:
        self.rollout = path
        rows = self._house.store.query("SELECT rollout_offset FROM jobs WHERE id = ?", self._job.id)
        offset = int(rows[0]["rollout_offset"])
        if offset == 0 and self._job.spec.fork_thread is not None:
            offset = self._provider.inherited_bytes(path)
        self._record = Tail(Path(path), offset)
        self._house.listen(path, self._wake)
        try:
            self._house.files.add(Path(path).parent)
        except AgentError as error:  # live figures come late then, with the next event; nothing else depends on it
            log.warning("job %s: %s", self._job.id, error)

    def take_notice(self, payload: dict[str, Any]) -> bool:
        """Keep the notify hook's word if it is about this thread; title threads and sub-agents have others."""
        if self._thread is None or payload.get("thread-id") != self._thread:
            return False
        self._notices.append(payload)
        return True

    def count_notice(self) -> None:
        """Fold what the hook said, kept files included, if it is about this very turn: the last resort of a turn without an end."""
        for path in self._house.kept_notices.get(self._job.id, []):
            with contextlib.suppress(OSError, ValueError, TypeError):
                self.take_notice(json.loads(path.read_bytes())["payload"])
        earlier = {turn.turn_id for turn in self._house.store.turns(self._job.id) if turn.n < self._turn}
        for notice in self._notices:
            turn_id = notice.get("turn-id")
            if turn_id in earlier or (self.fold.turn_id is not None and turn_id != self.fold.turn_id):
                continue
            message = self.fold.message or notice.get("last-assistant-message")
            self.fold = replace(self.fold, notified=True, turn_id=turn_id, message=message)

    def explain(self, exit_code: int | None) -> TurnFailed:
        """The provider's reading of an exit without a word, with what the client wrote to stderr in this turn."""
        path = self._house.home.stderr(self._job.id)
        stderr = b""
        with contextlib.suppress(OSError), path.open("rb") as file:
            file.seek(max(self._stderr_start, path.stat().st_size - STDERR_TAIL))
            stderr = file.read()
        return self._provider.explain_exit(exit_code, stderr.decode(errors="replace"), self.fold.notice)

    def flooded(self) -> bool:
        limit = self._job.spec.max_log_mb
        return limit is not None and self._events.offset - self._events_start > limit * 1_000_000

    def quiet_s(self) -> float:
        """Seconds since the client last wrote anything; 0 when nothing says so."""
        newest = 0.0
        for path in (self._house.home.events(self._job.id), self.rollout):
            with contextlib.suppress(OSError, TypeError):
                newest = max(newest, os.stat(path or "").st_mtime)
        return max(0.0, time.time() - newest) if newest else 0.0

    def close(self) -> None:
        self._events.close()
        if self._record is not None:
            self._record.close()
        if self.rollout:
            self._house.unlisten(self.rollout)
