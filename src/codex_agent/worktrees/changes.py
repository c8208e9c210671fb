"""What was changed: the working tree with its untracked files, against the commit that it began as. Git is asked, not the agent."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any

from codex_agent.errors import AgentError
from codex_agent.specs import Worktree
from codex_agent.worktrees.checkout import Checkout, checkout_of, inspect, line
from codex_agent.worktrees.setup_files import untouched
from codex_agent.worktrees.snapshots import snapshot

DIFF = ("diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--ignore-submodules=dirty")
STATUS = {"A": "added", "M": "modified", "D": "deleted", "R": "renamed", "T": "type_changed", "U": "unmerged"}


@dataclass(frozen=True, slots=True)
class FileChange:
    """Lines are None for a binary file."""

    path: str
    status: str
    added: int | None
    deleted: int | None
    old_path: str | None = None

    def as_json(self) -> dict[str, Any]:
        body = {"path": self.path, "status": self.status, "added": self.added, "deleted": self.deleted}
        return body | ({"old_path": self.old_path} if self.old_path else {})


@dataclass(frozen=True, slots=True)
class Changes:
    """`text` is git's patch, or its `--stat`."""

    top: str
    base: str
    files: tuple[FileChange, ...]
    text: bytes
    uncommitted: bool = False  # something of it is in no commit yet
    commits: int = 0  # since the base, on what is checked out
    left_out: tuple[str, ...] = ()  # repositories inside, or reported files outside


def of_worktree(worktree: Worktree, env: Mapping[str, str], *, stat: bool) -> Changes:
    """Everything since it was made, whoever made it and however. Raises `AgentError` when the worktree is gone."""
    checkout = checkout_of(worktree, env)
    if checkout.commit(worktree.base) is None:
        words = f"the commit {worktree.base[:12]} that the worktree began as is gone from {worktree.repo}"
        raise AgentError("base_gone", words, hint=f"look at it: git -C {quote(str(checkout.top))} log")
    with snapshot(checkout) as shot:
        untracked = shot.untracked()
        still = untouched(checkout.top, worktree.setup)
        shot.show(tuple(name for name in untracked.files if name not in still))
        files, text = _compared(checkout, worktree.base, index=shot.index, stat=stat)
        open_files, _ = _compared(checkout, "HEAD", index=shot.index, stat=True)
    commits = int(checkout.word("rev-list", "--count", "HEAD", f"^{worktree.base}")) if worktree.branch else 0
    uncommitted, left = bool(open_files) and worktree.branch is not None, untracked.repositories
    return Changes(worktree.path, worktree.base, files, text, uncommitted, commits, left)


def of_branch(worktree: Worktree, env: Mapping[str, str], *, stat: bool) -> Changes | None:
    """The commits of a worktree whose folder is gone; None when its branch is gone, too."""
    checkout = inspect(Path(worktree.repo), env).checkout
    tip = checkout.commit(f"refs/heads/{worktree.branch}") if worktree.branch else None
    if tip is None:
        return None
    files, text = _compared(checkout, worktree.base, tip, stat=stat)
    commits = int(checkout.word("rev-list", "--count", tip, f"^{worktree.base}"))
    return Changes(worktree.repo, worktree.base, files, text, False, commits)


def of_files(folder: Path, reported: Iterable[str], env: Mapping[str, str], *, stat: bool) -> Changes:
    """Those files as they stand now, against the last commit. Raises a usage error outside of any repository."""
    caller = inspect(folder, env)
    checkout, base = caller.checkout, caller.head
    if base is None:  # no commit yet: against the empty tree
        base = line(checkout.run("hash-object", "-t", "tree", "--stdin"))
    inside: list[str] = []
    outside: list[str] = []
    for name in reported:
        path = os.path.normpath(os.path.join(os.path.realpath(folder), name))
        relative = os.path.relpath(path, checkout.top)
        if relative.startswith("../"):
            outside.append(name)
        else:
            inside.append(relative)
    if not inside:
        return Changes(str(checkout.top), base, (), b"", left_out=tuple(outside))
    with snapshot(checkout) as shot:
        known = {os.fsdecode(name) for name in shot.run("ls-files", "-z", "--", *inside).split(b"\0")}
        shot.show(tuple(name for name in inside if name not in known and (checkout.top / name).is_file()))
        files, text = _compared(checkout, base, "--", *inside, index=shot.index, stat=stat)
    return Changes(str(checkout.top), base, files, text, bool(files), 0, tuple(outside))


def _compared(
    checkout: Checkout, *what: str, index: Path | None = None, stat: bool
) -> tuple[tuple[FileChange, ...], bytes]:
    files = _files(checkout.run(*DIFF, "--raw", "--numstat", "-z", *what, index=index, timeout_s=120))
    form = ("--stat=100",) if stat else ("--patch", "--binary")
    return files, checkout.run(*DIFF, *form, *what, index=index, timeout_s=120) if files else b""


def _files(output: bytes) -> tuple[FileChange, ...]:
    """`--raw --numstat -z`: first what happened to each file, then its lines."""
    status: dict[str, tuple[str, str | None]] = {}
    found: list[FileChange] = []
    parts = iter(os.fsdecode(output).split("\0"))
    for part in parts:
        if part.startswith(":"):
            letter = part.rsplit(" ", 1)[1][0]
            old = next(parts) if letter in "RC" else None
            status[next(parts)] = (STATUS.get(letter, "modified"), old)
        elif part:
            added, deleted, path = part.split("\t", 2)
            if not path:  # a rename: the old name and the new one follow
                next(parts)
                path = next(parts)
            what, old = status.get(path, ("modified", None))
            found.append(FileChange(path, what, _lines(added), _lines(deleted), old))
    return tuple(found)


def _lines(text: str) -> int | None:
    return int(text) if text.isdigit() else None
