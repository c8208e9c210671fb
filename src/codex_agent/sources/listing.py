"""Which files there are below a folder, and which of them git ignores."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from codex_agent.errors import AgentError
from codex_agent.sources import contents, git, walking
from codex_agent.sources.patterns import Matcher

_MODULE = re.compile(r"^[ \t]*path[ \t]*=[ \t]*(.+?)[ \t\r]*$", re.MULTILINE)
IGNORED_S = 5.0  # only to say more about an error


class Listing(NamedTuple):
    """Paths relative to the folder that was listed, unsorted. `repositories` are folders with a git of their own, not entered."""

    files: list[str]
    repositories: list[str]
    notice: str | None


def below(folder: str, matcher: Matcher, top: str) -> Listing:
    """Files and links that match and are not ignored. `folder` is a real path; without git, ignore files count from `top` down."""
    notice = None
    if ".git" in folder.split("/"):
        return Listing([], [], None)
    repository = _repository(folder)
    if repository is not None:
        try:
            out = git.run(Path(folder), "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        except AgentError as error:
            notice = _without_git(error)
        else:
            names = set(os.fsdecode(out).split("\0")) - {""}
            files = [name for name in names if matcher.matches(name)]
            other = {name.rstrip("/") for name in names if name.endswith("/")} | _submodules(folder, repository)
            return Listing(files, [name for name in other if matcher.may_hold(name)], None)
    return Listing(list(walking.walk(folder, matcher, walking.Rules(top))), [], notice)


def ignored_below(folder: str, matcher: Matcher) -> list[str]:
    """Those that match and are ignored, as far as they can be found in a short time."""
    try:
        if not _repository(folder):
            return list(walking.walk(folder, matcher, None))
        args = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard")
        names = os.fsdecode(git.run(Path(folder), *args, timeout_s=IGNORED_S)).split("\0")
    except AgentError:
        return []
    return [name for name in names if matcher.matches(name)]


def ignored(paths: Iterable[str], top: str) -> tuple[set[str], list[str]]:
    """Which of these files (real paths) are ignored where they lie, and notices. A tracked file never is."""
    found: set[str] = set()
    notices = []
    by_repository: dict[str | None, list[str]] = {}
    for path in paths:
        if ".git" in path.split("/"):
            found.add(path)
        else:
            by_repository.setdefault(_repository(os.path.dirname(path)), []).append(path)
    for repository, members in by_repository.items():
        if repository is not None:
            try:
                found |= _ignored_by_git(repository, members)
            except AgentError as error:
                notices.append(_without_git(error))
            else:
                continue
        rules = walking.Rules(top)
        found |= {path for path in members if rules.ignores(path)}
    return found, notices


def _ignored_by_git(repository: str, paths: Sequence[str]) -> set[str]:
    names = [os.path.relpath(path, repository) for path in paths]
    args = ("--literal-pathspecs", "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--")
    out = os.fsdecode(git.run(Path(repository), *args, *names)).split("\0")
    return {os.path.join(repository, name) for name in out if name}


def _submodules(folder: str, repository: str) -> set[str]:
    """Those below `folder` that are checked out; git lists none of their files here."""
    try:
        text = os.fsdecode(contents.read(os.path.join(repository, ".gitmodules"), walking.IGNORE_BYTES))
    except (OSError, contents.NotRegular):
        return set()
    paths = {os.path.join(repository, found) for found in _MODULE.findall(text)}
    return {os.path.relpath(path, folder) for path in paths if path.startswith(folder + "/") and os.path.isdir(path)}


def _repository(folder: str) -> str | None:
    found = git.top(Path(folder))
    return None if found is None else str(found)


def _without_git(error: AgentError) -> str:
    """A repository whose git does not answer: not installed, not trusted, damaged. A time-out is an error."""
    if error.code == "git_timeout":
        raise error
    return f"the .gitignore files were read without git: {error.message}"
