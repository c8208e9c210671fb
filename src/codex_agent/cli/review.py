"""`review`: reviewers with lenses over a change, their findings brought together; with --fix until nothing critical is left."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codex_agent.cli import boundary, folders, output, review_view, waiting
from codex_agent.cli.crew import Crew, Reply
from codex_agent.cli.fixing import Fixing
from codex_agent.cli.options import StartOptions
from codex_agent.cli.rounds import FIXER, Report, Rounds, report_of
from codex_agent.errors import AgentError, Exit, usage_error, worst
from codex_agent.paths import default_home
from codex_agent.prompts.reviewing import Change
from codex_agent.reports import Appended
from codex_agent.sources import changes, revisions, tracking

ROUNDS = 3
MAX_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    wanted: revisions.Wanted
    agents: StartOptions  # what every agent is started with
    lenses: tuple[str, ...]
    fix: bool = False
    rounds: int | None = None  # as many as usual
    timeout_s: float | None = None
    tracking: str | None = None
    prd: str | None = None
    json_output: bool = False


def review(options: ReviewOptions) -> int:
    """Review, and fix if asked; prints what was found and returns how it went. Ctrl-C and time-outs leave the agents running."""
    _check(options)
    cwd = _folder(options.agents.dir)
    top = changes.root_of(cwd)
    root, branch = (top, revisions.branch_of(top)) if top else (cwd, cwd.name)
    file = tracking.place(root, branch, options.tracking, cwd)
    crew = Crew(default_home().ensure(), timeout_s=options.timeout_s, told=_told)
    prd = _prd(options.prd, cwd, root)
    agents = options.agents._replace(file=(prd,) if prd else ())
    leave_out = _below(file, root)
    rounds = Rounds(crew, cwd, options.wanted, options.lenses, agents, leave_out=leave_out, prd=prd)
    change = rounds.gather()
    rounds.check(change)
    files = f"{len(change.files)} {'file' if len(change.files) == 1 else 'files'}"
    output.talk(f"Reviewing {change.title} ({files}): {', '.join(options.lenses)}")
    first = rounds.review(change)
    if not any(report.reply.job for report in first.reports):
        raise first.reports[0].error or AgentError("review", "no reviewer could be started")
    fixing = Fixing(rounds, first, lambda: crew.stopped is not None, output.talk)
    if options.fix:
        try:
            fixing.run(ROUNDS if options.rounds is None else options.rounds)
        except KeyboardInterrupt:  # between two agents
            crew.interrupt()
    done = _Done(options, change, fixing, crew.stopped or fixing.error, rounds.notices)
    if options.fix:
        done.track(file)
    done.show()
    crew.mark_read()
    return done.code


def _check(options: ReviewOptions) -> None:
    waiting.check_timeout(options.timeout_s)
    if options.fix and options.agents.sandbox == "read-only":
        raise usage_error(
            "read_only_fix", "a fixer cannot work with -s read-only", "leave -s out; reviewers only read anyway"
        )
    if options.agents.sandbox not in (None, "read-only", "workspace-write"):
        raise usage_error(
            "bad_sandbox",
            f"review takes no -s {options.agents.sandbox}: fixers work in workspace-write, reviewers only read",
            "leave -s out; codex-agent start takes any sandbox",
        )
    for flag, value in (("--rounds", options.rounds), ("--tracking", options.tracking)):
        if value is not None and not options.fix:
            raise usage_error("no_fix", f"{flag} is for fixing", "add --fix, or leave it out")
    if options.rounds is not None and not 1 <= options.rounds <= MAX_ROUNDS:
        raise usage_error(
            "bad_rounds", f"--rounds must be 1 to {MAX_ROUNDS}, not {options.rounds}", "each round fixes and reviews"
        )


def _folder(named: str | None) -> Path:
    folder = Path(folders.working_folder(named))
    if not folder.is_dir():
        raise usage_error(
            "no_such_folder", f"no such folder: {named}", "-d DIR is where to stand; the current folder unless given"
        )
    return folder


def _prd(named: str | None, cwd: Path, root: Path) -> str | None:
    """The plan's path as the agents' folder has it."""
    if named is None:
        return None
    path = Path(os.path.normpath(cwd / os.path.expanduser(named)))
    if not path.is_file():
        raise usage_error("no_such_file", f"--prd: no such file: {named}", "codex-agent prd status lists the PRDs here")
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _below(file: Path, root: Path) -> list[str]:
    """Our own notes are not reviewed."""
    return [os.path.relpath(file, root)] if file.is_relative_to(root) else []


def _told(reply: Reply) -> None:
    fixer = reply.label == FIXER
    report = Report(reply.label, reply, error=reply.error) if fixer else report_of(reply)
    output.talk(review_view.progress(report, fixer=fixer))


class _Done:
    """How it went, for people and programs."""

    def __init__(
        self, options: ReviewOptions, change: Change, fixing: Fixing, ended: AgentError | None, notices: list[str]
    ) -> None:
        self._options = options
        self._change = change
        self._fixing = fixing
        self._file: Path | None = None
        self._tracked: Appended | None = None
        self._notices = notices
        self._errors = [ended] if ended else []

    def track(self, file: Path) -> None:
        """Write down what is open. That it cannot be written must not hide what was found."""
        heading = f"{time.strftime('%Y-%m-%d %H:%M')}: {self._change.title}"
        try:
            self._tracked = tracking.add(file, heading, self._fixing.to_track(), self._fixing.fixed)
            self._file = file
        except AgentError as error:
            self._errors.append(error)

    @property
    def _failed(self) -> list[Report]:
        """Reviewers without an answer of their own; the one reason that ended everything is told once."""
        codes = {error.code for error in self._errors}
        return [report for report in self._fixing.review.reports if report.error and report.error.code not in codes]

    @property
    def _left(self) -> AgentError | None:
        if not self._options.fix or self._errors or not self._fixing.open:
            return None
        number = len(self._fixing.open)
        words = f"{number} critical {'finding is' if number == 1 else 'findings are'} not fixed"
        return AgentError(
            "critical_left", words, hint="read the findings and what their fixers said: codex-agent result JOB"
        )

    @property
    def error(self) -> AgentError | None:
        """The one that the exit code is of."""
        found = [*self._errors, *(report.error for report in self._failed if report.error)]
        left = self._left
        if not found:
            return left
        code = worst([error.exit_code for error in found])
        return next(error for error in found if error.exit_code is code)

    @property
    def code(self) -> int:
        error = self.error
        return int(error.exit_code) if error else Exit.OK

    def show(self) -> None:
        if self._options.json_output:
            output.print_json(self._as_json())
            return
        review_view.show_review(
            self._change.title, self._fixing.review, self._fixing.earlier, tracked=self._tracked is not None
        )
        if self._options.fix:
            review_view.show_fixes(self._fixing)
        if self._tracked and self._file:
            ticked = f", {self._tracked.ticked} ticked as fixed" if self._tracked.ticked else ""
            told = f"{self._tracked.added} added, {self._tracked.known} open there already{ticked}"
            print(f"\nTracked in {self._file}: {told}")
        output.flush()
        for report in self._failed:
            if report.error:
                boundary.show(report.error.told(message=f"{report.by}: {report.error.message}"), json_output=False)
        for error in (*self._errors, self._left):
            if error:
                boundary.show(error, json_output=False)

    def _as_json(self) -> dict[str, Any]:
        error, change = self.error, self._change
        head = boundary.as_json(error) if error else {"ok": True}
        tracked = None
        if self._tracked and self._file:
            tracked = {"file": str(self._file), **self._tracked._asdict()}
            del tracked["text"]
        return {
            **head,
            "change": {
                "title": change.title,
                "root": change.root,
                "branch": change.branch,
                "base": change.base,
                "commit": change.commit,
                "files": len(change.files),
            },
            **review_view.as_json(self._fixing.review, self._fixing.earlier),
            "fix": self._fixing.as_json() if self._options.fix else None,
            "tracking": tracked,
            "notices": self._notices,
        }
