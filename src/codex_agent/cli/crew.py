"""Several agents at once for one command: started together, awaited together, each with its own end.

A time-out or Ctrl-C ends the waiting alone. It is no exception here but an end like others, so that what came before is not lost.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from codex_agent.cli import output, starting, waiting
from codex_agent.cli.options import StartOptions
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import Home

STARTED_AT_ONCE = 8


class Task(NamedTuple):
    """`group`: what it shares with the others of one command, as fields of a job's spec. `place`: where it stands, for errors."""

    label: str
    options: StartOptions
    group: Mapping[str, Any] | None = None
    place: str | None = None


class Reply(NamedTuple):
    """What became of a task: a turn that answered, or an error. `job` is None if none was started."""

    label: str
    job: str | None = None
    turn: dict[str, Any] | None = None
    error: AgentError | None = None
    cwd: str = ""  # where it worked: a verifier in a folder of its own
    entry: dict[str, Any] | None = None  # the job, as it was last seen

    @property
    def message(self) -> str:
        return str((self.turn or {}).get("message") or "")

    @property
    def files(self) -> list[str]:
        return list((self.turn or {}).get("files_modified") or ())


class Crew:
    """`stopped` is set by a time-out or Ctrl-C, with the command that goes on waiting; nobody is to be asked after that.

    `told` hears of each reply that is an end, `begun` of each job as soon as all were started.
    `in_order`: each starts once the one before it has, so that those which have to wait do so in the order of the tasks.
    """

    def __init__(
        self,
        home: Home,
        *,
        timeout_s: float | None,
        told: Callable[[Reply], None],
        begun: Callable[[Sequence[Reply]], None] = lambda _: None,
        any_one: bool = False,
        in_order: bool = False,
    ) -> None:
        self._home = home
        self._at_once = 1 if in_order else STARTED_AT_ONCE
        self._timeout_s = timeout_s
        self._deadline = None if timeout_s is None else time.monotonic() + timeout_s
        self._told = told
        self._begun = begun
        self._any_one = any_one  # the first end is enough
        self._answers: list[waiting.Answer] = []
        self._said: set[str] = set()
        self._saying = threading.Lock()
        self.stopped: AgentError | None = None

    def ask(self, tasks: Sequence[Task], *, wait: bool = True) -> list[Reply]:
        """One reply for each task, in their order; `told` hears of each as it comes. Never raises: a failure is a reply."""
        replies = [Reply(task.label) for task in tasks]
        try:
            self._begin(tasks, replies)
            self._begun(replies)
            if wait:
                self._wait(replies)
        except KeyboardInterrupt:
            self.interrupt(replies)
        return replies

    def interrupt(self, replies: list[Reply] | None = None) -> None:
        """End it as Ctrl-C does."""
        self._stop(
            AgentError("interrupted", "interrupted; the agents go on", exit_code=Exit.INTERRUPTED), replies or []
        )

    def mark_read(self) -> None:
        """Once everything was printed."""
        waiting.mark_read(self._home, self._answers)
        self._answers.clear()

    def _begin(self, tasks: Sequence[Task], replies: list[Reply]) -> None:
        """Start all of them. Ctrl-C waits for the starts that are under way, so that their ids are known; a second one does not."""
        with _held_back(), concurrent.futures.ThreadPoolExecutor(self._at_once) as pool:
            for at, reply in enumerate(pool.map(self._start, tasks)):
                replies[at] = reply
        for reply in replies:
            if reply.error:
                self._told(reply)

    def _start(self, task: Task) -> Reply:
        try:
            job = starting.begin(task.options, task.group, self._say)["job"]
            return Reply(task.label, job["id"], entry=job)
        except AgentError as error:
            return Reply(task.label, error=error)
        except Exception as error:  # noqa: BLE001 - a fault of ours must not hide the agents that were started beside it
            what = f"our own fault: {type(error).__name__}: {error}"
            return Reply(task.label, error=AgentError("bug", what, exit_code=Exit.BUG, hint="codex-agent jobs --here"))

    def _say(self, notice: str) -> None:
        """Once for all of them: many agents are started alike."""
        with self._saying:
            if notice not in self._said:
                self._said.add(notice)
                output.talk(notice)

    def _wait(self, replies: list[Reply]) -> None:
        places = {reply.job: at for at, reply in enumerate(replies) if reply.job}
        if not places:
            return
        wanted = [waiting.Wanted(job, 1) for job in places]
        left = None if self._deadline is None else max(0.001, self._deadline - time.monotonic())
        view = waiting.live_view(wanted)
        try:
            with view or contextlib.nullcontext():
                for answer in waiting.Waiting(self._home, wanted, any_one=self._any_one, timeout_s=left, view=view):
                    at, entry = places[answer["job"]["id"]], answer["job"]
                    end = {
                        "turn": answer["turn"],
                        "error": waiting.failure(answer),
                        "cwd": entry["cwd"],
                        "entry": entry,
                    }
                    replies[at] = replies[at]._replace(**end)
                    self._answers.append(answer)
                    with view.hidden(answer["job"]["id"]) if view else contextlib.nullcontext():
                        self._told(replies[at])
        except AgentError as error:
            if error.exit_code is Exit.TIMEOUT:
                words = f"not done within {self._timeout_s:g} s; the agents go on"
                error = AgentError("timeout", words, exit_code=Exit.TIMEOUT)
            self._stop(error, replies)

    def _stop(self, error: AgentError, replies: list[Reply]) -> None:
        """Give every task without an end this one."""
        still = [reply.job for reply in replies if reply.job and not reply.turn]
        error.hint = f"codex-agent await-turn {' '.join(still)}" if still else error.hint or "codex-agent jobs --here"
        self.stopped = error
        for at, reply in enumerate(replies):
            if not reply.turn and not reply.error:
                hint = f"codex-agent await-turn {reply.job}" if reply.job else None
                own = AgentError(error.code, error.message, exit_code=error.exit_code, hint=hint)
                replies[at] = reply._replace(error=own)


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    """The first Ctrl-C takes effect at the end."""
    pressed: list[int] = []

    def press(number: int, _: object) -> None:
        pressed.append(number)
        if len(pressed) > 1 and before is not signal.SIG_IGN:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed and before is not signal.SIG_IGN:
        raise KeyboardInterrupt
