"""What all jobs of one supervisor share: the store, the file watch, the waiters, the log. No decisions here."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import time
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

from codex_agent import config, signals
from codex_agent.config import Settings
from codex_agent.errors import AgentError
from codex_agent.jobs import Job
from codex_agent.paths import Home
from codex_agent.specs import Worktree
from codex_agent.store import Store
from codex_agent.supervisor.admission import Admission
from codex_agent.supervisor.checking import Checks
from codex_agent.supervisor.views import Views
from codex_agent.supervisor.watch import FileWatch

log = logging.getLogger("codex_agent.supervisor")
QUEUE = "queue"  # what `change_of` calls the queue, beside jobs


class House:
    """Lives on the loop of the one supervisor."""

    def __init__(self, home: Home, store: Store, config_file: Path) -> None:
        self.home = home
        self.config_file = config_file
        self.store = store
        self.host = socket.gethostname()
        self.own_env: dict[str, str] = dict(
            os.environ
        )  # of the command that woke us: for follow-ups whose sender's is lost
        self.views = Views(self.own_env)
        self.checks = Checks()
        self.kept_notices: dict[str, list[Path]] = {}  # hook events that found no supervisor, by job
        # Why no turn may begin in the worktree of this job now, and where that is; gone with the request that asked for it.
        self.reserved: dict[str, tuple[str, str]] = {}
        self.merging: dict[str, Worktree] = {}  # the worktree of a job that is being merged; gone as above
        self._listeners: dict[str, Callable[[], None]] = {}
        self._changes: dict[str, list[asyncio.Future[None]]] = {}
        self._signalled: dict[str, int] = {}  # the turn whose signal file we have written, by job
        self._background: set[asyncio.Task[None]] = set()
        self._dispatching = False
        self.admission = Admission(store, config_file, self._ring, self.now)
        self.files = FileWatch(self._written)
        self.files.add(home.jobs_dir)

    def settings(self, env: Mapping[str, str]) -> Settings:
        """As they hold for a command with this environment, now."""
        return config.load(env, self.config_file).settings

    @staticmethod
    def now() -> float:
        return time.time()

    def listen(self, key: str, wake: Callable[[], None]) -> None:
        """Call `wake` when a file of this job (its id), or this very file (its path), was written."""
        self._listeners[key] = wake

    def unlisten(self, key: str) -> None:
        self._listeners.pop(key, None)

    def _ring(self, job: str) -> None:
        if (wake := self._listeners.get(job)) is not None:
            wake()

    def _written(self, path: str) -> None:
        wake = self._listeners.get(path)
        if wake is None:
            name = os.path.basename(path)
            if ".notify-" in name and name.endswith(".json"):
                self.keep_notice(Path(path))
            if name.endswith((".events.jsonl", ".exit", ".pid")):
                wake = self._listeners.get(name[:8])
        if wake is not None:
            wake()

    def keep_notice(self, path: Path) -> None:
        kept = self.kept_notices.setdefault(path.name[:8], [])
        if path not in kept:
            kept.append(path)

    def change_of(self, job: str) -> asyncio.Future[None]:
        """Done at the next change of this job. Ask for it before looking at the state, or a change can slip between."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._changes.setdefault(job, []).append(future)
        return future

    def changed(self, job: str) -> None:
        for future in self._changes.pop(job, []):
            if not future.done():
                future.set_result(None)

    def change_in(self, session: str) -> asyncio.Future[None]:
        """The same for the jobs of a session, whose states alone count."""
        return self.change_of(f"session {session}")

    def changed_in(self, session: str | None) -> None:
        if session is not None:
            self.changed(f"session {session}")

    def failed(self, job: str, error: Exception) -> None:
        """A change could not be recorded: whoever waits for it is told, instead of waiting for a store that cannot answer."""
        for future in self._changes.pop(job, []):
            if not future.done():
                future.set_exception(error)

    def announce(self, job: Job, *, ended: bool) -> None:
        """After a move was committed: the snapshot, the signal file of an ended turn, then those who wait. Idempotent.

        A turn whose answer is asked for once more has no signal: the next turn answers for it.
        """
        ended = ended and job.turn.corrected_by is None
        try:
            signals.publish(self.home, job, self.now())
            if ended and self._signalled.get(job.id) != job.turn.n:
                signals.raise_signal(self.home, job)
                self._signalled[job.id] = job.turn.n
        finally:
            self.changed(job.id)
            self.changed_in(job.spec.parent_session)
            self.dispatch()

    def dispatch(self) -> None:
        """Let queued turns begin that may, once for all that happens in this moment."""
        if not self._dispatching:
            self._dispatching = True
            asyncio.get_running_loop().call_soon(self._dispatch)

    def _dispatch(self) -> None:
        """Those who look at the queue are told that it has moved."""
        self._dispatching = False
        if self.admission.dispatch():
            self.changed(QUEUE)

    def lower_signal(self, job: str) -> None:
        """A newer turn has started: the old signal would lie."""
        self._signalled.pop(job, None)
        signals.lower_signal(self.home, job)

    def check_free(self, folder: str) -> None:
        """Raises while the worktree in which this folder lies is reserved, whosever it is."""
        for job, (why, tree) in self.reserved.items():
            if Path(folder).is_relative_to(tree):
                raise AgentError("reserved", f"job {job} is {why}", hint="try again when that is done")

    def forget(self, job: str) -> None:
        """Nobody keeps this job any more."""
        self._signalled.pop(job, None)
        self.admission.forget(job)
        self.unlisten(job)

    def show(self, job: Job, env: Mapping[str, str]) -> None:
        """Open the job's window where the caller with `env` would look; what a person can type into is shown to whoever attaches."""
        if not job.spec.window:
            return
        screen = (
            (sys.executable, "-I", "-m", "codex_agent", "attach", job.id, "--then-log")
            if job.spec.mode != "exec"
            else ()
        )
        env = {**env, "CODEX_AGENT_HOME": str(self.home.root)}
        self.spawn_task(self.views.open(job.id, self.home.log(job.id), job.spec.name or "", env, screen))

    def spawn_task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Side work that no job waits for; its failure is logged."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("side work failed: %s", error, exc_info=error)
