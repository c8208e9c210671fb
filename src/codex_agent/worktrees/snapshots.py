"""A working tree as it is now, untracked files included, read through an index of our own: the real one is never written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from codex_agent.errors import AgentError
from codex_agent.worktrees import runner
from codex_agent.worktrees.checkout import Checkout, line, listed, names

GITLINK = "160000"


class Untracked(NamedTuple):
    """What git neither knows nor ignores. A repository inside the tree is not looked into: its files belong to it."""

    files: tuple[str, ...]
    repositories: tuple[str, ...]


class Snapshot:
    """A private copy of the checkout's index."""

    def __init__(self, checkout: Checkout, index: Path) -> None:
        self.checkout = checkout
        self.index = index

    def run(self, *args: str, stdin: bytes = b"", timeout_s: float = runner.LONG_S) -> bytes:
        return self.checkout.run(*args, index=self.index, stdin=stdin, timeout_s=timeout_s)

    def untracked(self) -> Untracked:
        found = names(self.run("ls-files", "--others", "--exclude-standard", "-z"))
        repositories = tuple(name.rstrip("/") for name in found if name.endswith("/"))
        return Untracked(tuple(name for name in found if not name.endswith("/")), repositories)

    def show(self, files: tuple[str, ...]) -> None:
        """Let a diff against the working tree show these untracked files as new ones. Writes no object."""
        if files:
            empty = line(self.run("hash-object", "-t", "blob", "--stdin")).encode()
            entries = b"".join(b"100644 %s\t%s\0" % (empty, os.fsencode(name)) for name in files)
            self.run("update-index", "-z", "--index-info", stdin=entries)

    def tree(self, files: tuple[str, ...]) -> str:
        """The id of a tree with every tracked file as it is, and these untracked ones. Raises with git's words for an unreadable file."""
        self.run("add", "--update", "--", ".")
        if files:
            paths = b"".join(os.fsencode(name) + b"\0" for name in files)
            self.run("update-index", "--add", "--remove", "--replace", "-z", "--stdin", stdin=paths)
        return line(self.run("write-tree"))

    def refresh(self) -> None:
        """Compare the files' times with the index, so that an untouched file counts as unchanged."""
        self.checkout.attempt("update-index", "-q", "--refresh", index=self.index)

    def unhide(self) -> None:
        """Flags by which a person told git not to look at files are gone in this copy."""
        assumed, skipped = [], []
        for entry in self.run("ls-files", "-v", "-z").split(b"\0"):
            tag, name = entry[:1], entry[2:]
            if tag.islower():
                assumed.append(name)
            if tag in b"Ss" and tag and os.path.lexists(os.fsencode(self.checkout.top) + b"/" + name):
                skipped.append(name)
        for flag, found in (("--no-assume-unchanged", assumed), ("--no-skip-worktree", skipped)):
            if found:
                self.run("update-index", flag, "-z", "--stdin", stdin=b"\0".join(found) + b"\0")


@contextmanager
def snapshot(checkout: Checkout) -> Iterator[Snapshot]:
    """For the time of the block."""
    with tempfile.TemporaryDirectory(prefix="codex-agent-index-") as folder:
        index = Path(folder, "index")
        copy_index(checkout.git_dir / "index", index)
        made = Snapshot(checkout, index)
        made.unhide()
        yield made


def copy_index(source: Path, target: Path) -> None:
    """With its time, to which git compares the times of the files; without a source there is none."""
    try:
        with source.open("rb") as file:
            data, at = file.read(), os.fstat(file.fileno())
    except FileNotFoundError:
        return
    fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(data)
    os.utime(target, ns=(at.st_atime_ns, at.st_mtime_ns))


def refuse_repositories(checkout: Checkout, before: str, tree: str, untracked: Untracked) -> None:
    """A repository inside the worktree has commits and files that nothing of ours would carry over."""
    changed = checkout.run("diff-tree", "-r", "-z", before, tree).split(b"\0")
    links = [os.fsdecode(name) for what, name in zip(changed[::2], changed[1::2], strict=False) if _is_link(what)]
    if found := [*untracked.repositories, *links]:
        raise AgentError(
            "inner_repository",
            f"{listed(found)} in {checkout.top}: a repository of its own, whose content is not carried over",
            hint="take its .git away to keep the files, or move it out of the worktree",
        )


def _is_link(what: bytes) -> bool:
    """A raw line `:old_mode new_mode ...` whose new side is another repository's commit."""
    return what[8:14].decode() == GITLINK
