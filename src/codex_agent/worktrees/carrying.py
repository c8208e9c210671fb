"""The caller's working tree as a commit of its own, and what of it a worktree does not get. The caller's index, files and stashes stay."""

from __future__ import annotations

from pathlib import Path

from codex_agent.worktrees.checkout import Checkout, line, listed
from codex_agent.worktrees.snapshots import snapshot

NOBODY = {
    "GIT_AUTHOR_NAME": "codex-agent",
    "GIT_AUTHOR_EMAIL": "codex-agent@localhost",
    "GIT_COMMITTER_NAME": "codex-agent",
    "GIT_COMMITTER_EMAIL": "codex-agent@localhost",
}


def carried(source: Checkout, head: str | None, *, leave: Path) -> tuple[str, tuple[str, ...]]:
    """A commit with all that is not ignored, uncommitted or untracked as it may be, except what lies below `leave`; and notices."""
    with snapshot(source) as shot:
        untracked = shot.untracked()
        files = tuple(name for name in untracked.files if not (source.top / name).is_relative_to(leave))
        tree = shot.tree(files)
    nameless = Checkout(source.top, source.git_dir, {**source.env, **NOBODY})
    parent = ("-p", head) if head else ()
    text = b"The working tree as it was, uncommitted changes included.\n"
    commit = line(nameless.run("commit-tree", tree, *parent, "-F", "-", stdin=text))
    inner = [name for name in untracked.repositories if not (source.top / name).is_relative_to(leave)]
    return commit, (f"repositories inside it are not carried over: {listed(inner)}",) if inner else ()


def uncarried(source: Checkout) -> tuple[str, ...]:
    """The notice that uncommitted changes stay where they are."""
    changed = source.run("status", "--porcelain", "-z", "--ignore-submodules=dirty", "--no-renames").split(b"\0")[:-1]
    if not changed:
        return ()
    names = tuple(entry[3:].decode(errors="replace") for entry in changed)
    return (f"uncommitted changes stay in {source.top}, the worktree does not have them: {listed(names)}",)
