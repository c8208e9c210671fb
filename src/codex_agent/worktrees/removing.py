"""Removing a job's worktree: only when nothing of it would be lost, or when that was asked for.

What git ignores goes with it, as with git's own `worktree remove`, and is named. Commits are never removed: a branch with commits that nothing
else has stays, even when the worktree is forced away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from codex_agent.errors import AgentError
from codex_agent.paths import Home
from codex_agent.specs import Worktree
from codex_agent.worktrees.checkout import Checkout, alone, checkout_of, line, listed, names
from codex_agent.worktrees.discarding import delete_branch, empty_trash, forget, set_aside
from codex_agent.worktrees.setup_files import digest_of, untouched
from codex_agent.worktrees.snapshots import snapshot


@dataclass(frozen=True, slots=True)
class Loss:
    """What would be gone with a worktree."""

    files: tuple[str, ...] = ()  # changed, or not tracked
    commits: int = 0  # that no other branch, tag or worktree has
    other: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files or self.commits or self.other)

    def __str__(self) -> str:
        parts = [f"uncommitted changes in {listed(self.files)}"] if self.files else []
        if self.commits:
            parts.append(f"{self.commits} commit{'s' if self.commits > 1 else ''} that nothing else has")
        return "; ".join((*parts, *self.other))


@dataclass(frozen=True, slots=True)
class Removed:
    """`kept_branch` has commits that nothing else has; `ignored` are files and whole folders that git ignored there."""

    kept_branch: str | None = None
    ignored: tuple[str, ...] = ()


def survey(worktree: Worktree, env: Mapping[str, str]) -> Loss:
    """What `remove` would lose. A worktree whose folder is gone loses nothing more: its branch stays."""
    if worktree.branch is None or not Path(worktree.path).is_dir():
        return Loss()
    try:
        checkout = checkout_of(worktree, env)
    except AgentError as error:
        return Loss(other=(f"{error.message}, so nobody can tell what was changed",))
    other = []
    if what := checkout.under_way():
        other.append(f"{what} is under way")
    if (checkout.git_dir / "modules").is_dir():
        other.append("submodules with histories of their own")
    return Loss(_uncommitted(checkout, worktree), _own_commits(checkout, worktree), tuple(other))


def _uncommitted(checkout: Checkout, worktree: Worktree) -> tuple[str, ...]:
    options = ("--porcelain", "-z", "--untracked-files=all", "--ignore-submodules=dirty", "--no-renames")
    with snapshot(checkout) as shot:
        found = [line(entry[3:]) for entry in shot.run("status", *options).split(b"\0") if entry]
    still = untouched(checkout.top, worktree.setup)
    return tuple(name for name in found if name not in still)


def _own_commits(checkout: Checkout, worktree: Worktree) -> int:
    """On the branch, or on what is checked out, and neither anywhere else nor what the worktree began with."""
    heads = ["HEAD", *([branch] if (branch := _tip(checkout, worktree)) else [])]
    base = [f"^{worktree.base}"] if checkout.commit(worktree.base) else []
    return int(checkout.word("rev-list", "--count", *heads, *base, *_elsewhere(checkout, worktree)))


def _tip(checkout: Checkout, worktree: Worktree) -> str | None:
    return checkout.commit(f"refs/heads/{worktree.branch}")


def _elsewhere(checkout: Checkout, worktree: Worktree) -> list[str]:
    """Every commit that other branches, tags, remotes and worktrees keep."""
    with alone(Path(worktree.git_dir).parents[1]):
        listing = checkout.run("worktree", "list", "--porcelain").decode(errors="replace").split("\n\n")
    others = [entry.splitlines() for entry in listing if not entry.startswith(f"worktree {worktree.path}\n")]
    heads = {one.removeprefix("HEAD ") for entry in others for one in entry if one.startswith("HEAD ")}
    heads = {head for head in heads if head.strip("0")}  # zeros: no commit yet
    own = (f"--exclude={worktree.branch}", "--branches") if worktree.branch else ("--branches",)
    return ["--not", *own, "--tags", "--remotes", *sorted(heads)]


def remove(home: Home, job: str, worktree: Worktree, env: Mapping[str, str], *, force: bool) -> Removed:
    """Take it away; blocking. Raises `AgentError` that says what would be lost, and then nothing was changed."""
    git_dir = Path(worktree.git_dir)
    if (git_dir / "locked").is_file() and Path(worktree.path).is_dir():
        hint = f"git -C {quote(str(worktree.repo))} worktree unlock {quote(str(worktree.path))}"
        raise AgentError("locked", f"the worktree {worktree.path} was locked by hand", hint=hint)
    if not force and (loss := survey(worktree, env)):
        raise AgentError(
            "unmerged",
            f"the worktree of job {job} has work that would be lost: {loss}",
            hint=f"codex-agent merge {job}, or codex-agent delete {job} --force",
        )
    ignored = _ignored(worktree, env)
    set_aside(home, job)
    kept = None
    common_dir = git_dir.parents[1]
    if common_dir.is_dir():
        forget(common_dir, Path(worktree.path), env)
        kept = _without_branch(Checkout(common_dir, common_dir, env), worktree)
    empty_trash(home, job)
    return Removed(kept, ignored)


def _ignored(worktree: Worktree, env: Mapping[str, str]) -> tuple[str, ...]:
    """Without files that stand in the user's own checkout just so; nothing of a throw-away copy, or of what cannot be read any more."""
    if worktree.branch is None:
        return ()
    try:
        checkout = checkout_of(worktree, env)
    except AgentError:  # whoever removes it by force has been told
        return ()
    found = checkout.attempt("ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z")
    return tuple(name for name in names(found.out) if not _has_same(worktree, name)) if found.code == 0 else ()


def _has_same(worktree: Worktree, name: str) -> bool:
    digest = digest_of(Path(worktree.path, name))
    return digest is not None and digest == digest_of(Path(worktree.repo, name))


def _without_branch(common: Checkout, worktree: Worktree) -> str | None:
    """Delete the branch if its commits are elsewhere, too; else its name."""
    tip = _tip(common, worktree) if worktree.branch else None
    if worktree.branch is None or tip is None:
        return None
    if int(common.word("rev-list", "--count", tip, *_elsewhere(common, worktree))) == 0:
        return None if delete_branch(common, worktree.branch, tip) else worktree.branch
    return worktree.branch
