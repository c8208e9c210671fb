"""One round of a review: what there is to review, its reviewers, and what they found together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from codex_agent import client
from codex_agent.cli import asking, output
from codex_agent.cli.crew import Crew, Reply, Task
from codex_agent.cli.options import StartOptions
from codex_agent.errors import AgentError, ErrorClass
from codex_agent.paths import default_home
from codex_agent.prompts.findings import Finding, Merged, normal_path, read_answer
from codex_agent.prompts.merging import merge
from codex_agent.prompts.reviewing import Change, fix_task, review_task, verify_task
from codex_agent.prompts.showing import one_line
from codex_agent.sources.changes import as_it_is_now, gather
from codex_agent.sources.reviewed_tree import ReviewedTree
from codex_agent.sources.revisions import Wanted

NAME_CHARS = 60
FEWER = "name fewer paths: codex-agent review PATH..."
FIXER, VERIFIER = "implementer", "verifier"
# Given with every start: a role file, which the reviewed repository may bring along, cannot change it.
SANDBOXES = {"reviewer": "read-only", FIXER: "workspace-write", VERIFIER: "workspace-write"}


class Report(NamedTuple):
    """What one reviewer came back with: findings, or an error."""

    by: str
    reply: Reply
    findings: tuple[Finding, ...] = ()
    summary: str = ""
    error: AgentError | None = None


class Review(NamedTuple):
    """`change` is None when fixers have taken the whole change back."""

    change: Change | None
    reports: tuple[Report, ...]
    merged: tuple[Merged, ...]

    @property
    def complete(self) -> bool:
        """Whether everybody answered; only then does the absence of a finding say anything."""
        return all(report.error is None for report in self.reports)


def report_of(reply: Reply) -> Report:
    """A reply read as findings; one that cannot be read is an error of its reviewer alone."""
    by = reply.label
    if reply.error or reply.turn is None:
        return Report(by, reply, error=_with_hint(reply.error) if by != VERIFIER else reply.error)
    try:
        answer = reply.turn["answer"]
        findings = tuple(replace(one, file=normal_path(one.file, reply.cwd)) for one in read_answer(answer))
        return Report(by, reply, findings, one_line(str(answer.get("summary") or ""), 500))
    except AgentError as error:
        return Report(by, reply, error=error)


def _with_hint(error: AgentError | None) -> AgentError | None:
    """What a reviewer's full window means here: there is too much to review."""
    if error is None or error.facts.get("class") != ErrorClass.CONTEXT_LIMIT:
        return error
    return error.told(hint=FEWER)


class Rounds:
    """Rounds over one thing that was asked for, with the same lenses. `base` is what every agent of them is started with."""

    def __init__(
        self,
        crew: Crew,
        cwd: Path,
        wanted: Wanted,
        lenses: Sequence[str],
        base: StartOptions,
        *,
        leave_out: Sequence[str] = (),
        prd: str | None = None,
    ) -> None:
        self._crew = crew
        self._cwd = cwd
        self._wanted = wanted
        self._lenses = tuple(lenses)
        self._base = base
        self._leave_out = leave_out
        self._prd = prd
        self.notices: list[str] = []  # what reviewers did not get to see; each is said as it comes

    def gather(self) -> Change:
        """What is reviewed first. Later rounds see the same, with the fixes in it."""
        change = self._gathered()
        self._wanted = as_it_is_now(change, self._wanted)
        self._base = self._base._replace(dir=change.root)
        return change

    def _gathered(self) -> Change:
        change = gather(self._cwd, self._wanted, leave_out=self._leave_out)
        for notice in change.notices:
            if notice not in self.notices:
                self.notices.append(notice)
                output.talk(f"Note: {notice}")
        return change

    def check(self, change: Change) -> None:
        """Raise, before anyone is started, for what no reviewer could be started with."""
        asked = [asking.prepare(task.options) for task in self._reviewers(change, 1)]
        client.call(default_home().ensure(), "check", spec=asked[0].spec, env=dict(os.environ))

    def review(self, change: Change) -> Review:
        """Ask a reviewer for each lens."""
        return self._review(change, 1, ())

    def again(self, number: int, checked: Report) -> Review:
        """The next round, over the state that the fixers left; `checked` is what the verifier says of it."""
        try:
            change = self._gathered()
        except AgentError as error:
            if error.code not in ("nothing_to_review", "nothing_to_show"):
                raise
            return Review(None, (checked,), merge([(checked.by, checked.findings)]))
        return self._review(change, number, (checked,))

    def _review(self, change: Change, number: int, more: tuple[Report, ...]) -> Review:
        replies = self._crew.ask(self._reviewers(change, number))
        reports = (*(report_of(reply) for reply in replies), *more)
        found = [(report.by, report.findings) for report in reports]
        return Review(change, reports, merge(found, root=change.root, lines_of=ReviewedTree(change)))

    def _reviewers(self, change: Change, number: int) -> list[Task]:
        prompt = review_task(change, self._prd)
        after = f", round {number}" if number > 1 else ""
        return [
            self._task(lens, f"Review: {lens}{after}", prompt, role="reviewer", lens=(lens,), output_schema="findings")
            for lens in self._lenses
        ]

    def fix(self, merged: Merged) -> Reply:
        """Let one implementer mend one fault."""
        name = f"Fix: {one_line(merged.finding.title, NAME_CHARS)}"
        reply = self._crew.ask([self._task(FIXER, name, fix_task(merged, self._prd), role="implementer")])[0]
        if reply.error is not None and reply.error.code == "second_writer":
            reply.error.hint = "when that has ended, review again"
        return reply

    def verify(self, fixed: Sequence[Merged], number: int) -> Report:
        """Let one agent check what the fixers of a round did."""
        name = f"Verify: round {number}"
        task = self._task(VERIFIER, name, verify_task(fixed, self._prd), role="verifier", output_schema="findings")
        return report_of(self._crew.ask([task])[0])

    def _task(self, label: str, name: str, prompt: str, **more: Any) -> Task:
        sandbox = SANDBOXES[more["role"]]
        return Task(label, self._base._replace(prompt=prompt, name=asking.as_label(name), sandbox=sandbox, **more))
