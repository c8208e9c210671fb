"""`await-turn`: block until turns end, print their answers, leave with the code that says how it went.

Everything that the end needs is imported before the wait begins; the way from the answer to the exit is a write.
"""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from codex_agent import client, connecting
from codex_agent.cli import boundary, output
from codex_agent.cli.options import AwaitOptions
from codex_agent.errors import AgentError, Exit, exit_for, usage_error, worst
from codex_agent.ids import FULL_ID, check_id
from codex_agent.paths import Home, default_home
from codex_agent.plaintext import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from codex_agent.cli.live import LiveView

MAX_TIMEOUT_S = 1e9
Answer = dict[str, Any]  # {"job": ..., "turn": ...} as they cross the socket


class Wanted(NamedTuple):
    """A job and the turn to wait for: `turn`, or the first after `after`, or the newest at this moment."""

    job: str
    turn: int | None = None
    after: int | None = None


def await_turn(options: AwaitOptions) -> int:
    """Wait for one or many jobs. Ctrl-C and time-outs end the waiting alone; the agents go on."""
    if options.any and options.all:
        raise usage_error("any_and_all", "--any and --all exclude each other")
    check_timeout(options.timeout)
    if options.after is not None and not 0 <= options.after < 2**31:
        raise usage_error("bad_after", f"--after must be a turn number, not {options.after}")
    home = default_home()
    wanted = [Wanted(_full_id(home, typed), after=options.after) for typed in options.jobs]
    return follow(
        home,
        list(dict.fromkeys(wanted)),
        any_one=options.any,
        timeout_s=options.timeout,
        json_output=options.json_output,
    )


def check_timeout(timeout_s: float | None) -> None:
    """Raises a usage error for a `--timeout` that nobody can wait for."""
    if timeout_s is not None and not 0 < timeout_s <= MAX_TIMEOUT_S:
        words = f"--timeout must be above 0 seconds, not {timeout_s:g}"
        raise usage_error("bad_timeout", words, "leave it out to wait to the end")


def _full_id(home: Home, typed: str) -> str:
    """A whole id goes as it is, and the supervisor says if it is unknown; only a prefix needs the store, whose import costs 15 ms."""
    if FULL_ID.fullmatch(check_id(typed)) and home.db.exists():
        return typed
    from codex_agent.cli import fresh

    with fresh.opened_job(home, typed, fold=False) as (_, job):
        return job


def follow(
    home: Home, wanted: list[Wanted], *, any_one: bool = False, timeout_s: float | None = None, json_output: bool
) -> int:
    """Print each answer as it comes (one object at the end with JSON); returns the worst exit code."""
    view = live_view(wanted)
    waiting = Waiting(home, wanted, any_one=any_one, timeout_s=timeout_s, view=view)
    shown = _Json(home, wanted) if json_output else _Text(home, wanted)
    codes: list[Exit] = []
    try:
        with view or contextlib.nullcontext():
            for answer in waiting:
                codes.append(exit_of(answer))
                with view.hidden(answer["job"]["id"]) if view else contextlib.nullcontext():
                    shown.take(answer)
    except AgentError as error:
        codes.append(error.exit_code)
        shown.end(error, waiting.open)
    except KeyboardInterrupt:
        codes.append(Exit.INTERRUPTED)
        words = "interrupted; the agents go on"
        shown.end(AgentError("interrupted", words, exit_code=Exit.INTERRUPTED, hint=waiting.go_on()), waiting.open)
    else:
        shown.end(None, {})
    return worst(codes)


def live_view(wanted: list[Wanted]) -> "LiveView | None":
    """On a terminal; its library is loaded for nobody else."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return None
    from codex_agent.cli.live import LiveView

    return LiveView([item.job for item in wanted])


class Waiting:
    """The answers as they come, each once, whatever happens to supervisors meanwhile. `open` is what is still waited for."""

    def __init__(
        self,
        home: Home,
        wanted: list[Wanted],
        *,
        any_one: bool = False,
        timeout_s: float | None = None,
        view: "LiveView | None" = None,
    ) -> None:
        self.open = {item.job: item for item in wanted}
        self._view = view
        self._home = home
        self._any_one = any_one
        self._after = wanted[0].after if wanted else None
        self._timeout_s = timeout_s

    def __iter__(self) -> Iterator[Answer]:
        """Raises the `AgentError` of a time-out or a refusal; what was answered before stands."""
        pushes = client.stream(self._home, "await", timeout_s=self._timeout_s, again=self._request)
        try:
            for push in pushes:
                if "targets" in push:
                    self.open |= {job: Wanted(job, turn) for job, turn in push["targets"].items()}
                elif "progress" in push and self._view is not None:
                    self._view.seen(push["progress"])
                elif "answer" in push:
                    self.open.pop(push["answer"]["job"]["id"], None)
                    yield push["answer"]
                    if self._any_one or not self.open:
                        return
        except AgentError as error:
            if error.exit_code is not Exit.TIMEOUT:
                raise
            words = f"no end within {self._timeout_s:g} s: {', '.join(self.open)}; the agents go on"
            raise AgentError("timeout", words, exit_code=Exit.TIMEOUT, hint=self.go_on()) from error
        finally:
            pushes.close()

    def _request(self) -> dict[str, Any]:
        """What is asked, and asked again after a crash: what is still open, by then with the turns that were meant."""
        jobs = [{"id": item.job, "turn": item.turn, "after": item.after} for item in self.open.values()]
        session = os.environ.get("CLAUDE_CODE_SESSION_ID")  # it need not be woken for what this wait brings
        return {"jobs": jobs, "any": self._any_one, "progress": self._view is not None, "session": session}

    def go_on(self) -> str:
        """The command that waits for the same."""
        after = () if self._after is None else ("--after", str(self._after))
        return " ".join(("codex-agent await-turn", *self.open, *after, *(("--any",) if self._any_one else ())))


class _Text:
    """A message alone for one job; for several a line above each says whose it is. How else a turn ended goes to stderr."""

    def __init__(self, home: Home, wanted: list[Wanted]) -> None:
        self._home = home
        self._many = len(wanted) > 1

    def take(self, answer: Answer) -> None:
        job, turn = answer["job"], answer["turn"]
        if self._many:
            name = f" {plain(job['name'])}" if job["name"] else ""
            print(f"=== {job['id']}{name} turn {turn['turn']}: {turn['outcome'] or turn['turn_state']} ===")
        error = failure(answer)
        if error is None:
            output.print_message(turn["message"] or "")
            say_end(job)
            for earlier in answer.get("unread_before", ()):
                output.talk(f"Note: nobody has read turn {earlier}: codex-agent result {job['id']} --turn {earlier}")
        else:
            if job["mode"] == "terminal" and turn["message"]:
                output.print_message(turn["message"])
            output.flush()
            boundary.show(error, json_output=False)
        mark_read(self._home, [answer])

    def end(self, error: AgentError | None, still: Iterable[str]) -> None:  # noqa: ARG002 - the other one needs it
        if error is not None:
            boundary.show(error, json_output=False)


class _Json:
    """One object at the end, with every answer that came; for a single job its `job` and `turn`, for several a list."""

    def __init__(self, home: Home, wanted: list[Wanted]) -> None:
        self._home = home
        self._many = len(wanted) > 1
        self._answers: list[Answer] = []

    def take(self, answer: Answer) -> None:
        self._answers.append(answer)

    def end(self, error: AgentError | None, still: Iterable[str]) -> None:
        entries = [_entry(answer) for answer in self._answers]
        ended = boundary.as_json(error) if error else {"ok": True}
        if not self._many:
            body = entries[0] if entries else ended
        else:
            bad = [entry for entry in entries if not entry["ok"]]
            if bad and error is None:
                ended = {"ok": False, "error": bad[0]["error"]}
            body = {**ended, "jobs": entries, "open": list(still)}
        output.print_json(body)
        mark_read(self._home, self._answers)


def _entry(answer: Answer) -> dict[str, Any]:
    """As it is once it was shown: read."""
    error = failure(answer)
    job, newest = answer["job"], answer["job"]["turn"] == answer["turn"]["turn"]
    job = {**job, "unread": job["unread"] and not newest}
    return {**(boundary.as_json(error) if error else {"ok": True}), **answer, "job": job}


def mark_read(home: Home, answers: Iterable[Answer]) -> None:
    """Tell the supervisor that these answers were shown. One that cannot be told stays unread, which is the safe side."""
    with contextlib.suppress(connecting.Gone, AgentError):
        connection = connecting.connect(home)
        for answer in answers:
            place = {"job": answer["job"]["id"], "turn": answer["turn"]["turn"]}
            connection.send("read", **place)
            for question in answer["turn"]["questions"]:
                connection.send("told", **place, question=question["request"])
        connection.close()


def say_end(job: dict[str, Any]) -> None:
    """A turn that is well, with which its job has ended: a budget is used up."""
    if job["error"]:
        output.talk(f"Note: {plain(job['error']['message'])}")


def exit_of(answer: Answer) -> Exit:
    """The exit code that an answer means."""
    turn = answer["turn"]
    return exit_for(turn["turn_state"], turn["error"]["class"] if turn["error"] else None, answer["job"]["mode"])


def failure(answer: Answer) -> AgentError | None:
    """What to say about a turn that brought no answer; None for one that did."""
    code = exit_of(answer)
    if code is Exit.OK:
        return None
    job, turn = answer["job"], answer["turn"]
    which = f"turn {turn['turn']} of job {job['id']}"
    if code is Exit.NEEDS_INPUT:
        asked = job["needs_input"] or {"text": "", "hint": f"codex-agent status {job['id']}"}
        return AgentError("needs_input", f"{which} asks: {plain(asked['text'])}", exit_code=code, hint=asked["hint"])
    error = turn["error"] or {"class": None, "message": None, "hint": None}
    if code is Exit.REFUSED:  # a command in a terminal: its end is the answer
        return AgentError("command_failed", f"job {job['id']}: {error['message']}", exit_code=code)
    words = f": {error['class']}: {error['message'] or ''}" if turn["error"] else ""
    hint = error["hint"] or f"codex-agent output {job['id']}"
    made = AgentError(
        "no_answer", f"{which} ended without an answer ({turn['outcome']}){words}", exit_code=code, hint=hint
    )
    made.facts = {"class": error["class"]}
    return made
