"""What is missing or wrong in a PRD, like a compiler says it: line, message, severity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from codex_agent.errors import usage_error
from codex_agent.prompts.prd.files import is_pattern, leaves
from codex_agent.prompts.prd.model import NAMES, PLAN, Finding, Prd, Section
from codex_agent.prompts.prd.outline import words
from codex_agent.prompts.prd.parsing import quoted

LISTED = 20  # findings in one error; `prd check` shows all
PATH_CHARS = 300  # of a path in a message
STEM_CHARS = 4  # "Test plan" is likely meant for "Testing"


def check(prd: Prd, exists: Callable[[str], bool]) -> tuple[Finding, ...]:
    """Everything that is wrong, in the order of the lines. `exists` is asked about paths inside the repository only."""
    if not prd.read:
        return prd.problems
    found = {
        *prd.problems,
        *(Finding(one.line, f"still to be filled in: {quoted(one.text)}") for one in prd.placeholders),
        *_title(prd),
        *(finding for name in NAMES for finding in _named(prd, name)),
        *_phases(prd),
        *_files(prd, exists),
    }
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.severity, finding.message)))


def refuse_unless_whole(prd: Prd, exists: Callable[[str], bool], *, path: str = "the PRD") -> tuple[str, ...]:
    """Raise one usage error that lists every error with its line; return the warnings as text."""
    findings = check(prd, exists)
    errors = [finding for finding in findings if finding.severity == "error"]
    if not errors:
        return tuple(f"{path}:{finding.line}: {finding.message}" for finding in findings)
    listed = [f"{path}:{finding.line}: {finding.message}" for finding in errors[:LISTED]]
    if len(errors) > LISTED:
        listed.append(f"and {len(errors) - LISTED} more")
    refusal = usage_error(
        "prd_incomplete",
        "\n  ".join([f"{path} is not ready to be implemented:", *listed]),
        "mend the PRD; codex-agent prd check shows everything",
    )
    refusal.facts = {"findings": [as_json(finding) for finding in findings]}
    raise refusal


def as_json(finding: Finding) -> dict[str, object]:
    return {"line": finding.line, "severity": finding.severity, "message": finding.message}


def _title(prd: Prd) -> Iterator[Finding]:
    if not prd.title:
        yield Finding(1, "there is no title: the first line should be a heading with the PRD's name", "warning")


def _named(prd: Prd, name: str) -> Iterator[Finding]:
    found = [section for section in prd.sections if section.name == name]
    if not found:
        yield Finding(1, f"the section '{name}' is missing{_meant(prd, name)}")
        return
    for section in found[1:]:
        yield Finding(section.line, f"a second section '{name}': the first one is in line {found[0].line}")
    for section in found:
        if section.empty and not (name == PLAN and prd.phases):
            yield Finding(section.line, f"the section '{name}' is empty{_swallowed(prd, section)}")


def _meant(prd: Prd, name: str) -> str:
    """The namesake below a phase, or a heading that shares a word's beginning with the missing one."""
    stems = {word[:STEM_CHARS] for word in words(name) if len(word) >= STEM_CHARS}
    others = [section for section in prd.sections if section.name is None]
    for section in others:
        if words(section.heading) == words(name):
            return f": the one in line {section.line} belongs to a phase, by its level"
    for section in others:
        if stems & {word[:STEM_CHARS] for word in words(section.heading)}:
            return f": should {quoted(section.heading)} in line {section.line} be called that?"
    return ""


def _swallowed(prd: Prd, section: Section) -> str:
    """Dashes right below a paragraph make it a heading, which few people mean."""
    after = next((other for other in prd.sections if other.line > section.line), None)
    if after is None or not after.dashed:
        return ""
    return f": '---' right below line {after.line} makes that line a heading; put an empty line between"


def _phases(prd: Prd) -> Iterator[Finding]:
    plan = prd.section(PLAN)
    if plan and not prd.phases:
        yield Finding(plan.line, "no phases: each is a heading such as 'Phase 1: Name' with check boxes below it")
    seen: dict[int, int] = {}
    for phase in prd.phases:
        if phase.number in seen:
            yield Finding(phase.line, f"a second phase {phase.number}: the first one is in line {seen[phase.number]}")
        seen.setdefault(phase.number, phase.line)
        if not phase.tasks:
            yield Finding(phase.line, f"phase {phase.number} has no task: write each as '- [ ] what to do'")
        if not phase.name:
            yield Finding(phase.line, f"phase {phase.number} has no name", "warning")
    for before, phase in pairwise(prd.phases):
        if phase.number < before.number and seen[phase.number] == phase.line:
            yield Finding(phase.line, f"phase {phase.number} stands after phase {before.number}")
    for last, number in pairwise([0, *sorted(seen)]):
        if number > last + 1:
            missing = f"phase {number - 1} is" if number == last + 2 else f"phases {last + 1} to {number - 1} are"
            yield Finding(seen[number], f"{missing} missing before phase {number}")


def _files(prd: Prd, exists: Callable[[str], bool]) -> Iterator[Finding]:
    known = {file.path: True for file in prd.files if file.optional}
    for file in prd.files:
        path = quoted(file.path, PATH_CHARS)
        if leaves(file.path):
            yield Finding(
                file.line, f"{path} is not inside the repository: paths start at its top, without '/' or '..'"
            )
            continue
        if file.path not in known:
            known[file.path] = exists(file.path)
        if known[file.path]:
            continue
        if is_pattern(file.path):
            yield Finding(file.line, f"{path} is a pattern: agents read listed files, not patterns", "warning")
        else:
            yield Finding(file.line, f"there is no {path} in the repository; a file to be made is marked '(new)'")
