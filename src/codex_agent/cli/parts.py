"""What `fan-out` divides a task into: lenses, paths, sections of a file, files of prompts. Each part becomes a task of its own."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from typing import NamedTuple

from codex_agent.cli import asking, composing, each, output
from codex_agent.cli.crew import Task
from codex_agent.cli.folders import absolute, working_folder
from codex_agent.cli.options import StartOptions
from codex_agent.errors import usage_error
from codex_agent.prompts import parts
from codex_agent.prompts.showing import one_line
from codex_agent.sources import listing
from codex_agent.sources.patterns import Matcher, expand, has_wildcard

MOST = 500  # agents of one call: more is a pattern that was not meant
LABEL_CHARS = 60


class Axes(NamedTuple):
    """Exactly one of them says what there is to divide."""

    lenses: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    sections: str | None = None
    level: int | None = None
    each: tuple[str, ...] = ()


def divided(axes: Axes, base: StartOptions) -> list[Task]:
    """A task for each part, none of them checked yet. Raises usage errors for what cannot be divided."""
    asked = [name for name in ("lenses", "paths", "sections", "each") if getattr(axes, name)]
    if len(asked) != 1:
        words = "several things to divide by" if asked else "nothing to divide by"
        raise usage_error("no_parts", words, "one of --lens A,B, --over 'src/*', --sections FILE, --each FILE")
    if axes.level is not None and axes.sections is None:
        raise usage_error("no_sections", "--level is for --sections FILE", "leave it out")
    made = {"lenses": _lenses, "paths": _paths, "sections": _sections, "each": _each}[asked[0]](axes, base)
    if len(made) > MOST:
        raise usage_error("many_parts", f"that makes {len(made):,} agents; {MOST} are the most", "divide it by less")
    return [_named(task, base.name) for task in made]


def _task_of(base: StartOptions) -> str:
    return asking.read_prompt(base.prompt, base.prompt_file)


def _lenses(axes: Axes, base: StartOptions) -> list[Task]:
    task = _task_of(base)
    names = dict.fromkeys(one.strip() for several in axes.lenses for one in several.split(",") if one.strip())
    composing.check_lenses(tuple(names), working_folder(base.dir))
    return [Task(lens, base._replace(prompt=task, prompt_file=None, lens=(lens,))) for lens in names]


def _paths(axes: Axes, base: StartOptions) -> list[Task]:
    task, root = _task_of(base), working_folder(base.dir)
    found = dict.fromkeys(path for pattern in axes.paths for path in _matching(pattern, root))
    return [Task(path, base._replace(prompt=parts.for_path(task, path), prompt_file=None)) for path in found]


def _matching(pattern: str, root: str) -> list[str]:
    """Files and folders of one pattern (as after `-f`) below the root, in order; what git ignores only if it is named as it is."""
    if not pattern or os.path.isabs(pattern) or ".." in pattern.split("/"):
        raise usage_error("bad_pattern", f"--over {pattern}: it must stay below the folder", "-d DIR says which folder")
    path = os.path.normpath(pattern)
    if os.path.lexists(os.path.join(root, path)):  # also one whose name looks like a pattern, such as `[id]`
        return [path]
    choices = [os.path.normpath(choice) for choice in expand(pattern)]
    if len(choices) == 1 and not has_wildcard(pattern):
        raise usage_error("no_such_file", f"--over: no such path: {pattern}", "quote a pattern: --over 'src/*'")
    matcher = Matcher([choice.split("/") for choice in choices])
    # Links are not followed: they may lead in a circle.
    found = sorted(one for one in _known(root) if matcher.matches(one))
    if pattern.endswith("/"):
        found = [one for one in found if os.path.isdir(os.path.join(root, one))]
    if not found:
        raise usage_error(
            "no_match", f"--over {pattern} matches nothing that git does not ignore", "ls shows the names"
        )
    return found


def _known(root: str) -> set[str]:
    """Every file that is not ignored, and every folder that holds one."""
    listed = listing.below(root, Matcher([["**"]]), root)
    listed_names = [*listed.files, *listed.repositories]
    known = set(listed_names)
    for path in listed_names:
        while (path := os.path.dirname(path)) and path not in known:
            known.add(path)
    return known


def _sections(axes: Axes, base: StartOptions) -> list[Task]:
    assert axes.sections is not None
    task, text = _task_of(base), asking.read_text(axes.sections)
    file = _as_seen(axes.sections, base)
    found = parts.sections(text, axes.level)
    if not found:
        of = f"of level {axes.level}" if axes.level else "that occurs more than once at its level"
        raise usage_error("no_sections", f"{axes.sections} has no heading {of}", "--level N: headings with N times #")
    rest = [f"{first} to {last}" if first < last else f"{first}" for first, last in parts.left_out(text, found)]
    if rest:
        output.talk(f"Note: {axes.sections}: no agent is given what stands in no section: lines {', '.join(rest)}")
    return [
        Task(
            one_line(section.title, LABEL_CHARS),
            base._replace(prompt=parts.for_section(task, file, section), prompt_file=None),
        )
        for section in found
    ]


def _as_seen(file: str, base: StartOptions) -> str:
    """The file's name from where the agents stand."""
    if file == "-":
        return "the text below"
    root, path = working_folder(base.dir), absolute(file)
    return os.path.relpath(path, root) if os.path.realpath(path).startswith(root + os.sep) else path


def _each(axes: Axes, base: StartOptions) -> list[Task]:
    common = None if base.prompt is None and base.prompt_file is None else _task_of(base)
    return [task for file in _files(axes.each) for task in each.tasks(file, common, base)]


def _files(named: Sequence[str]) -> list[str]:
    found: list[str] = []
    for one in named:
        matches = [] if one == "-" or os.path.lexists(one) else sorted(glob.glob(one, recursive=True))
        found += matches or [one]
    return list(dict.fromkeys(found))


def _named(task: Task, prefix: str | None) -> Task:
    """With a name for lists: its own, else its label behind what all are called."""
    if task.options.name is not None and task.options.name != prefix:
        return task
    name = f"{prefix}: {task.label}" if prefix else task.label
    return task._replace(options=task.options._replace(name=asking.as_label(name)))
