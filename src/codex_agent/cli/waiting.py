"""`await-turn`: block until turns end, print their answers, leave with the code that says how it went.

Everything that the end needs is imported before the wait begins; the way from the answer to the exit is a write.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from typing import Any

from codex_agent import client
from codex_agent.cli import boundary, fresh, output
from codex_agent.cli.options import AwaitOptions
from codex_agent.errors import AgentError, ErrorClass, Exit, usage_error, worst
from codex_agent.jobs import Turn
from codex_agent.paths import Home, default_home
from codex_agent.states import TurnState
from codex_agent.transcripts import plain

MAX_TIMEOUT_S = 1e9
Answer = dict[str, Any]  # {"job": ..., "turn": ...} as they cross the socket


@dataclass(frozen=True, slots=True)
class Wanted:
    """A job and the turn to wait for: `turn`, or the first after `after`, or the newest at this moment."""

    job: str
    turn: int | None = None
    after: int | None = None


def await_turn(options: AwaitOptions) -> int:
    """Wait for one or many jobs. Ctrl-C and time-outs end the waiting alone; the agents go on."""
    if options.any and options.all:
        raise usage_error("any_and_all", "--any and --all exclude each other")
    if options.timeout is not None and not 0 < options.timeout <= MAX_TIMEOUT_S:
        raise usage_error("bad_timeout", f"--timeout must be above 0 seconds, not {options.timeout:g}")
    if options.after is not None and not 0 <= options.after < 2**31:
        raise usage_error("bad_after", f"--after must be a turn number, not {options.after}")
    home = default_home()
    wanted = []
    for typed in options.jobs:
        with fresh.opened_job(home, typed, fold=False) as (_, job):
            wanted.append(Wanted(job, after=options.after))
    return follow(
        home,
        list(dict.fromkeys(wanted)),
        any_one=options.any,
        timeout_s=options.timeout,
        json_output=options.json_output,
    )


def follow(
    home: Home, wanted: list[Wanted], *, any_one: bool = False, timeout_s: float | None = None, json_output: bool
) -> int:
    """Print each answer as it comes (one object at the end with JSON); returns the worst exit code."""
    shown = _Json(home, wanted) if json_output else _Text(home, wanted)
    waiting = Waiting(home, wanted, any_one=any_one, timeout_s=timeout_s)
    codes: list[Exit] = []
    try:
        for answer in waiting:
            codes.append(exit_of(answer))
            if shown.take(answer):
                waiting.mark_read(answer)
    except AgentError as error:
        hint = waiting.go_on() if error.exit_code is Exit.TIMEOUT else error.hint
        shown.end(AgentError(error.code, error.message, exit_code=error.exit_code, hint=hint), list(waiting.open))
        codes.append(error.exit_code)
    except KeyboardInterrupt:
        stopped = AgentError("interrupted", "interrupted; the agents go on", exit_code=Exit.INTERRUPTED, hint=waiting.go_on())
        shown.end(stopped, list(waiting.open))
        return Exit.INTERRUPTED
    else:
        shown.end(None, [])
    return worst(codes)


class Waiting:
    """The answers as they come, each once, whatever happens to supervisors meanwhile. `open` is what is still waited for."""

    def __init__(self, home: Home, wanted: list[Wanted], *, any_one: bool = False, timeout_s: float | None = None) -> None:
        self.open = {item.job: item for item in wanted}
        self._any_one = any_one
        self._timeout_s = timeout_s
        self._pushes = client.stream(home, "await", timeout_s=timeout_s, again=self._request)
        self._mark: tuple[str, dict[str, Any]] | None = None
        self._over = False

    def __iter__(self) -> Waiting:
        return self

    def __next__(self) -> Answer:
        """Raises the `AgentError` of a time-out or a refusal; nothing has been lost then."""
        while not self._over:
            try:
                push = self._pushes.send(self._taken_mark()) if self._mark else next(self._pushes)
            except StopIteration:
                break
            except AgentError as error:
                if error.exit_code is Exit.TIMEOUT:
                    raise AgentError("timeout", self._still(), exit_code=Exit.TIMEOUT) from error
                raise
            if "targets" in push:
                self.open |= {job: Wanted(job, turn) for job, turn in push["targets"].items() if job in self.open}
            elif "answer" in push and push["answer"]["job"]["id"] in self.open:
                return self._answered(push["answer"])
        self._send_last_mark()
        raise StopIteration

    def _answered(self, answer: Answer) -> Answer:
        del self.open[answer["job"]["id"]]
        self._over = self._any_one or not self.open
        return answer

    def mark_read(self, answer: Answer) -> None:
        """Tell the supervisor, on the next step, that this answer was shown; a mark that cannot be sent leaves it unread."""
        self._mark = ("read", {"job": answer["job"]["id"], "turn": answer["turn"]["turn"]})

    def _taken_mark(self) -> Any:
        mark, self._mark = self._mark, None
        return mark

    def _send_last_mark(self) -> None:
        if self._mark:
            with contextlib.suppress(StopIteration, AgentError):
                self._pushes.send(self._taken_mark())
        self._pushes.close()  # type: ignore[attr-defined]  # a generator, announced as an iterator

    def _request(self) -> dict[str, Any]:
        jobs = [{"id": item.job, "turn": item.turn, "after": item.after} for item in self.open.values()]
        return {"jobs": jobs, "any": self._any_one}

    def _still(self) -> str:
        return f"no end within {self._timeout_s:g} s: {', '.join(self.open)}; the agents go on"

    def go_on(self) -> str:
        return f"codex-agent await-turn {' '.join(self.open)}"
