"""`await-turn`: block until turns end, print their answers, leave with the code that says how it went.

Everything that the end needs is imported before the wait begins; the way from the answer to the exit is a write.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from codex_agent import client
from codex_agent.cli import fresh, output
from codex_agent.cli.options import AwaitOptions
from codex_agent.errors import LIMITS, AgentError, Exit, usage_error, worst
from codex_agent.paths import Home, default_home
from codex_agent.transcripts import plain


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
    if options.timeout is not None and options.timeout <= 0:
        raise usage_error("bad_timeout", f"--timeout must be above 0 seconds, not {options.timeout:g}")
    if options.after is not None and options.after < 0:
        raise usage_error("bad_after", f"--after must be a turn number, not {options.after}")
    home = default_home()
    wanted = []
    for typed in options.jobs:
        with fresh.opened_job(home, typed, fold=False) as (_, job):
            wanted.append(Wanted(job, after=options.after))
    return follow(home, list(dict.fromkeys(wanted)), any_one=options.any, timeout_s=options.timeout, json_output=options.json_output)


def follow(
    home: Home, wanted: list[Wanted], *, any_one: bool = False, timeout_s: float | None = None, json_output: bool
) -> int:
    """Print each answer as it comes (one object at the end with JSON); returns the worst exit code."""
    waiting = _Waiting(home, wanted, any_one=any_one, timeout_s=timeout_s, json_output=json_output)
    try:
        return waiting.run()
    except KeyboardInterrupt:
        waiting.say_how_to_go_on("interrupted")
        return Exit.INTERRUPTED


class _Waiting:
    def __init__(self, home: Home, wanted: list[Wanted], *, any_one: bool, timeout_s: float | None, json_output: bool) -> None:
        self.home = home
        self.open = {item.job: item for item in wanted}
        self.many = len(wanted) > 1
        self.any_one = any_one
        self.timeout_s = timeout_s
        self.json_output = json_output
        self.answers: list[dict[str, Any]] = []

    def run(self) -> int:
        try:
            self._collect()
        except AgentError as error:
            if error.code != "timeout":
                raise
            return self._timed_out()
        if self.json_output:
            self._print_json(ok=True)
        return worst([exit_of(answer["turn"]) for answer in self.answers])

    def _collect(self) -> None:
        pushes = client.stream(self.home, "await", timeout_s=self.timeout_s, again=self._request)
        message: dict[str, Any] | None = next(pushes, None)
        while message is not None:
            reply = None
            if "targets" in message:
                for job, turn in message["targets"].items():
                    self.open[job] = Wanted(job, turn)
            elif "answer" in message:
                reply = self._answered(message["answer"])
            try:
                message = pushes.send(reply)
            except StopIteration:
                message = None

    def _request(self) -> dict[str, Any]:
        jobs = [{"id": item.job, "turn": item.turn, "after": item.after} for item in self.open.values()]
        return {"jobs": jobs, "any": self.any_one}

    def _answered(self, answer: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """Show one answer; returns the read mark to send, once it was shown."""
        self.open.pop(answer["job"]["id"], None)
        self.answers.append(answer)
        if not self.json_output:
            show(answer, header=self.many)
        return ("read", {"job": answer["job"]["id"], "turn": answer["turn"]["turn"]})

    def _timed_out(self) -> int:
        if self.json_output:
            self._print_json(ok=False)
        else:
            self.say_how_to_go_on(f"no end within {self.timeout_s:g} s")
        return worst([*(exit_of(answer["turn"]) for answer in self.answers), Exit.TIMEOUT])

    def _print_json(self, *, ok: bool) -> None:
        body: dict[str, Any] = {"ok": ok}
        if not ok:
            still = ", ".join(self.open)
            body["error"] = {"code": "timeout", "message": f"still working: {still}", "hint": f"codex-agent await-turn {still}"}
        if self.many:
            body["jobs"] = self.answers
        elif self.answers:
            body |= self.answers[0]
        output.print_json(body)

    def say_how_to_go_on(self, why: str) -> None:
        jobs = " ".join(self.open)
        output.talk(f"{why}: the agents go on\n\nHint: codex-agent await-turn {jobs}")


def exit_of(turn: dict[str, Any]) -> Exit:
    """The exit code that an answer means; the same rule as `Turn.exit`."""
    if turn["turn_state"] == "needs_input":
        return Exit.NEEDS_INPUT
    if turn["turn_state"] == "idle":
        return Exit.OK
    error = turn["error"]
    return Exit.LIMIT if error and error["class"] in LIMITS else Exit.NO_ANSWER


def show(answer: dict[str, Any], *, header: bool) -> None:
    """The message on stdout; how a turn ended otherwise on stderr."""
    job, turn = answer["job"], answer["turn"]
    if header:
        name = f" {plain(job['name'])}" if job["name"] else ""
        print(f"=== {job['id']}{name} turn {turn['turn']}: {turn['outcome'] or turn['turn_state']} ===", flush=True)
    if turn["turn_state"] == "idle":
        output.print_message(turn["message"] or "")
        return
    error = turn["error"]
    words = f": {error['class']}: {plain(error['message'] or '')}" if error else ""
    hint = (error or {}).get("hint") or f"codex-agent output {job['id']}"
    output.talk(f"Error: turn {turn['turn']} of job {job['id']} ended {turn['outcome']}{words}\n\nHint: {plain(hint)}")
    sys.stderr.flush()
