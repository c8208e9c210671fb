"""A working tree and its git folder; what the caller stands in."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from codex_agent.errors import AgentError, usage_error
from codex_agent.specs import Worktree
from codex_agent.worktrees import runner

UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "BISECT_LOG": "a bisection",
}


@dataclass(frozen=True, slots=True)
class Checkout:
    """Both folders are named outright, so a `.git` that an agent put somewhere into the tree is never followed."""

    top: Path
    git_dir: Path
    env: Mapping[str, str]

    def run(
        self,
        *args: str,
        index: Path | None = None,
        stdin: bytes = b"",
        codes: Container[int] = (0,),
        timeout_s: float = runner.TIMEOUT_S,
    ) -> bytes:
        return runner.run(
            self.top, *args, timeout_s=timeout_s, env=self.env, more=self._named(index), stdin=stdin, codes=codes
        )

    def attempt(self, *args: str, index: Path | None = None, stdin: bytes = b"") -> runner.Done:
        return runner.attempt(
            self.top, *args, timeout_s=runner.LONG_S, env=self.env, more=self._named(index), stdin=stdin
        )

    def _named(self, index: Path | None) -> dict[str, str]:
        named = {"GIT_DIR": str(self.git_dir), "GIT_WORK_TREE": str(self.top)}
        return named | {"GIT_INDEX_FILE": str(index)} if index else named

    def word(self, *args: str) -> str:
        """The one line that git prints."""
        return line(self.run(*args))

    def commit(self, name: str) -> str | None:
        """The commit that a name stands for; None when there is none."""
        if name.startswith("-"):
            return None
        done = self.attempt("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return line(done.out) if done.code == 0 else None

    def branch(self) -> str | None:
        """The branch that is checked out; None for a detached head."""
        done = self.attempt("symbolic-ref", "--quiet", "HEAD")
        return line(done.out).removeprefix("refs/heads/") if done.code == 0 else None

    def under_way(self) -> str | None:
        """What a person has begun here and not finished."""
        return next((what for name, what in UNDER_WAY.items() if (self.git_dir / name).exists()), None)


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a command was given: the checkout, the folder inside it, and its commit."""

    checkout: Checkout
    common_dir: Path  # the repository's own git folder, shared by all its worktrees
    prefix: Path  # of the folder, relative to the checkout's top
    head: str | None  # None: no commit yet


def inspect(folder: Path, env: Mapping[str, str]) -> Caller:
    """The repository around `folder`. Raises usage errors that say why there can be no worktree of it."""
    done = runner.attempt(folder, "rev-parse", "--is-bare-repository", "--is-inside-git-dir", env=env)
    if done.code != 0:
        if "not a git repository" in done.words:
            raise usage_error(
                "no_repository",
                f"{folder} is in no git repository, so there can be no worktree of it",
                "leave --worktree out, or begin with: git init",
            )
        raise AgentError(
            "git", f"git does not work in {folder}: {done.words}", hint=f"git -C {quote(str(folder))} status"
        )
    bare, inside = line(done.out).split("\n")
    if bare == "true":
        hint = "change into one of its worktrees: git worktree list"
        raise usage_error("bare_repository", f"{folder} is a bare repository: nothing is checked out there", hint)
    if inside == "true":
        raise usage_error("inside_git_dir", f"{folder} is inside git's own folder", "change into the working tree")

    def path(*args: str) -> Path:
        return Path(os.path.realpath(folder / line(runner.run(folder, "rev-parse", *args, env=env))))

    top = path("--show-toplevel")
    checkout = Checkout(top, path("--absolute-git-dir"), env)
    prefix = Path(os.path.relpath(os.path.realpath(folder), top))
    return Caller(checkout, path("--git-common-dir"), prefix, checkout.commit("HEAD"))


def checkout_of(worktree: Worktree, env: Mapping[str, str]) -> Checkout:
    """A job's worktree as it was made. Raises `AgentError` when it, or its repository, is no longer there."""
    checkout = Checkout(Path(worktree.path), Path(worktree.git_dir), env)
    if not checkout.top.is_dir():
        raise AgentError("worktree_gone", f"the worktree {checkout.top} is gone", hint=_by_hand(worktree))
    if not (checkout.git_dir / "HEAD").is_file():
        words = f"the repository of the worktree {checkout.top} is no longer at {worktree.repo}"
        raise AgentError(
            "repository_gone", words, hint=f"if it was moved: git -C NEW_PLACE worktree repair {checkout.top}"
        )
    return checkout


def _by_hand(worktree: Worktree) -> str:
    return f"its commits are on the branch {worktree.branch}" if worktree.branch else "nothing of it was to be kept"


@contextmanager
def alone(common_dir: Path) -> Iterator[int]:
    """Nobody of us adds, lists or forgets worktrees of this repository meanwhile; git dies of a record that is half-written.

    The lock is on git's folder itself and goes with its holders: the file descriptor that git is to inherit.
    """
    fd = os.open(common_dir, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield fd
    finally:
        os.close(fd)


def line(output: bytes) -> str:
    """Git's answer without the newline at its end; bytes that are no UTF-8 survive."""
    return os.fsdecode(output.removesuffix(b"\n"))


def names(output: bytes) -> list[str]:
    """Paths that git printed with `-z`."""
    return [os.fsdecode(name) for name in output.split(b"\0") if name]


def listed(paths: list[str] | tuple[str, ...], most: int = 5) -> str:
    """A few of them for people."""
    shown = ", ".join(paths[:most])
    return f"{shown} and {len(paths) - most} more" if len(paths) > most else shown
