"""From what a person typed after `-f` to the files that are meant, in a stable order. Nothing is read here."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from codex_agent.errors import AgentError, usage_error
from codex_agent.prompts.files import shown
from codex_agent.sources import listing
from codex_agent.sources.patterns import Matcher, expand, has_wildcard, may_be_a_name

SOME = 3  # names in a hint


class Candidate(NamedTuple):
    """`real` is where the content lies, without links; `path` is how it is shown. `named`: typed as it is, without a wildcard."""

    real: str
    path: str
    named: bool = False
    link: bool = False
    leaves: bool = False  # a link below the root to a file that is not


class Found(NamedTuple):
    """What one pattern gave; `problem` where that was nothing."""

    candidates: list[Candidate]
    notices: list[str]
    problem: AgentError | None = None


def resolve(pattern: str, root: str) -> Found:
    """Files of one pattern, in the order of their paths' bytes. `root` is a real path. Raises for what is no pattern at all."""
    if not pattern or "\0" in pattern:
        raise usage_error("bad_pattern", "an empty file name" if not pattern else "a NUL in a file name")
    choices = [pattern] if literal(pattern, root) is not None else expand(pattern)
    found: list[Found] = []
    globs: dict[str, list[list[str]]] = {}
    for choice in choices:
        path = literal(choice, root)
        if path is not None:
            found.append(_named(choice, path, root))
        elif len(choices) > 1 or has_wildcard(choice):
            folder, parts = _glob(choice, root)
            globs.setdefault(folder, []).append(parts)
        else:
            return Found([], [], _missing(choice, root))
    found += [_matching(folder, parts, root) for folder, parts in globs.items()]
    candidates = [candidate for one in found for candidate in one.candidates]
    notices = [notice for one in found for notice in one.notices]
    if not candidates:
        problem = next((one.problem for one in found if one.problem), None) or _nothing(pattern, globs, root)
        return Found([], notices, problem)
    return Found(sorted(candidates, key=_order), notices)


def literal(pattern: str, root: str) -> str | None:
    """The path of what exists under the very name, though it may look like a pattern."""
    if not all(may_be_a_name(part) for part in pattern.split("/")):
        return None
    for path in (os.path.join(root, pattern), os.path.expanduser(pattern)):
        try:
            if os.path.isabs(path) and os.lstat(path):
                return path
        except OSError:
            continue
    return None


def is_inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip("/") + "/")


def _order(candidate: Candidate) -> bytes:
    return os.fsencode(candidate.path)


def _display(path: str, root: str) -> str:
    return os.path.relpath(path, root) if is_inside(path, root) else path


def _named(pattern: str, path: str, root: str) -> Found:
    """A file or folder that exists under the very name."""
    parent, name = os.path.split(path.rstrip("/") or "/")
    whole = name in {"", ".", ".."}
    at = os.path.realpath(path) if whole else os.path.join(os.path.realpath(parent), name)
    real = os.path.realpath(at)
    leaves = is_inside(at, root) and not is_inside(real, root)
    try:
        mode = os.stat(at).st_mode
    except OSError:
        return Found([], [], usage_error("no_such_file", f"{shown(pattern)} is a link to a file that is not there"))
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        hint = "put what it says into a file, or into the prompt"
        return Found([], [], usage_error("no_such_file", f"{shown(pattern)} is neither a file nor a folder", hint))
    if stat.S_ISREG(mode):
        return Found([Candidate(real, _display(at, root), named=True, leaves=leaves)], [])
    if leaves:
        hint = f"if it is meant, name it: {shown(real)}"
        return Found([], [], usage_error("outside", f"{shown(pattern)} is a link to a folder outside {root}", hint))
    found = _matching(real, [["**"]], root)
    return found if found.candidates else found._replace(problem=_nothing(pattern, {real: [["**"]]}, root))


def _glob(pattern: str, root: str) -> tuple[str, list[str]]:
    """An existing folder, and the pattern below it."""
    folder, parts = _split(pattern, root)
    if ".." in parts:
        raise usage_error("bad_pattern", f"{shown(pattern)} has `..` behind a wildcard", "write it without `..`")
    if not is_inside(folder, root):
        raise usage_error(
            "outside",
            f"the pattern {shown(pattern)} looks outside {root}",
            "patterns stay in the folder of the work; files and folders elsewhere can be named one by one",
        )
    return folder, parts


def _split(pattern: str, root: str) -> tuple[str, list[str]]:
    """The deepest folder that the pattern names without a wildcard (or that exists as typed), and the parts behind it."""
    parts = [part for part in pattern.split("/") if part not in {"", "."}]
    if pattern.endswith("/"):
        parts.append("**")
    folder = "/" if pattern.startswith("/") else root
    while parts and (len(parts) > 1 or parts[0] == ".."):
        step = os.path.join(folder, parts[0])
        if not may_be_a_name(parts[0]) or not os.path.isdir(step):
            break
        folder = os.path.realpath(step)
        parts = parts[1:]
    return folder, parts


def _matching(folder: str, parts: Sequence[Sequence[str]], root: str) -> Found:
    """Files below `folder` that are not ignored. A link is followed to a file below the root, never out of it or into a folder."""
    top = root if is_inside(folder, root) else folder
    listed = listing.below(folder, Matcher(parts), top)
    candidates, away, other = [], [], list(listed.repositories)
    for name in listed.files:
        at = os.path.join(folder, name)
        try:
            mode = os.lstat(at).st_mode
        except OSError:
            continue  # deleted and still tracked, or left out by a sparse checkout
        if stat.S_ISLNK(mode):
            real = os.path.realpath(at)
            if is_inside(real, top) and os.path.isfile(real):
                candidates.append(Candidate(real, _display(at, root), link=True))
            else:
                away.append(at)
        elif stat.S_ISREG(mode):
            candidates.append(Candidate(at, _display(at, root)))
        elif stat.S_ISDIR(mode):
            other.append(name)
    notices = [listed.notice] if listed.notice else []
    if away:
        notices.append(f"left out, as links to folders, to nothing or out of {top}: {_some(away, root)}")
    if other:
        inside = [os.path.join(folder, name) for name in other]
        notices.append(f"repositories of their own were not entered: {_some(inside, root)}")
    return Found(candidates, notices)


def _some(paths: Iterable[str], root: str) -> str:
    """The first few, and how many more."""
    names = sorted(shown(_display(path, root)) for path in paths)
    more = f" and {len(names) - SOME:,} more" if len(names) > SOME else ""
    return ", ".join(names[:SOME]) + more


def _missing(pattern: str, root: str) -> AgentError:
    """Neither a pattern nor a file: how far the path goes."""
    folder, parts = _split(pattern, root)
    hint = f"{shown(parts[0])} is not in {folder}" if parts else None
    return usage_error("no_such_file", f"no such file or folder: {shown(pattern)}", hint)


def _nothing(pattern: str, globs: dict[str, list[list[str]]], root: str) -> AgentError:
    """No file for a pattern or a folder, with the likeliest reason."""
    hint = "`*` stays within one folder; `**/` looks into all folders below"
    for folder, patterns in globs.items():
        missing = next((parts[0] for parts in patterns if len(parts) > 1 and not has_wildcard(parts[0])), None)
        if missing is not None:
            hint = f"there is no folder {shown(missing)} in {folder}"
        elif listing.below(folder, Matcher([[*parts, "**"] for parts in patterns]), root).files:
            hint = "folders match; for the files in them add /**"
        elif hidden := listing.ignored_below(folder, Matcher(patterns)):
            names = _some((os.path.join(folder, name) for name in hidden), root)
            hint = f"only files that git ignores match ({names}); name them one by one, with --force-files"
    return usage_error("no_match", f"no file matches {shown(pattern)}", hint)
