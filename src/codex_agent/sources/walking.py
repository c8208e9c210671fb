"""Files below a folder where git does not help: a walk that enters only what can match, and respects the `.gitignore` files it meets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codex_agent.errors import usage_error
from codex_agent.sources import contents
from codex_agent.sources.patterns import Matcher

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

ENTRIES = 200_000  # then the pattern is too wide for anybody's good
IGNORE_BYTES = 1 << 20
REPOSITORIES = frozenset({".git", ".hg", ".svn"})


class Rules:
    """What the `.gitignore` files from `top` down say. They are read once, when a path below them is asked for."""

    def __init__(self, top: str) -> None:
        self._top = top
        self._specs: dict[str, GitIgnoreSpec | None] = {}

    def ignores(self, path: str) -> bool:
        """Whether a path (a folder ends with a slash) or a folder above it, below `top`, is ignored."""
        steps = os.path.relpath(path, self._top).split("/")
        if steps[0] in {"..", "."}:
            return False
        at = self._top
        for step in steps[:-1]:
            at = f"{at.rstrip('/')}/{step}"
            if self._decides(f"{at}/"):
                return True
        return self._decides(path)

    def _decides(self, path: str) -> bool:
        """By the nearest file that says anything."""
        folder = os.path.dirname(path.rstrip("/"))
        while True:
            spec = self._spec(folder)
            if spec is not None:
                said = spec.check_file(path[len(folder.rstrip("/")) + 1 :]).include
                if said is not None:
                    return said
            if folder in {self._top, "/"}:
                return False
            folder = os.path.dirname(folder)

    def _spec(self, folder: str) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            self._specs[folder] = _read(f"{folder}/.gitignore")
        return self._specs[folder]


def _read(path: str) -> GitIgnoreSpec | None:
    try:
        lines = contents.read(path, IGNORE_BYTES).decode(errors="surrogateescape").splitlines()
    except (OSError, contents.NotRegular):
        return None
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:  # a line that is no pattern; git passes it over
        return GitIgnoreSpec.from_lines(line for line in lines if _valid(line))


def _valid(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def walk(folder: str, matcher: Matcher, rules: Rules | None) -> Iterator[str]:
    """Paths below `folder`, relative to it, of files and links that match; None for rules takes the ignored ones too.

    Links are given and not followed. Folders that cannot be read are passed over, as are those of version control.
    """
    entries = 0
    left = [""]
    while left:
        within = left.pop()
        try:
            scan = os.scandir(os.path.join(folder, within))
        except OSError:
            continue
        with scan:
            for entry in scan:
                entries += 1
                if entries > ENTRIES:
                    raise usage_error(
                        "too_many_files", f"more than {ENTRIES:,} entries below {folder}", "name a folder further down"
                    )
                name = within + entry.name
                if entry.is_dir(follow_symlinks=False):
                    wanted = entry.name not in REPOSITORIES and matcher.may_hold(name)
                    if wanted and not (rules and rules.ignores(f"{folder}/{name}/")):
                        left.append(f"{name}/")
                elif matcher.matches(name) and not (rules and rules.ignores(f"{folder}/{name}")):
                    yield name
