"""Bringing an agent's work into the branch that the caller has checked out.

Everything is computed in git's object store first; what is refused has changed nothing. An agent cannot commit (its `.git` is
read-only), so its work is committed here, in the user's name. Hooks do not run: the agent may have written them.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from codex_agent.errors import AgentError
from codex_agent.specs import Worktree
from codex_agent.worktrees.checkout import Checkout, checkout_of, inspect, line, listed, names
from codex_agent.worktrees.setup_files import untouched
from codex_agent.worktrees.snapshots import Snapshot, copy_index, refuse_repositories, snapshot


@dataclass(frozen=True, slots=True)
class Merged:
    """`commit` is what the branch `into` names now, `before` what it named. `changed` is False when there was nothing to merge."""

    into: str
    repo: str
    commit: str
    changed: bool
    fast_forward: bool = False
    files: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # copied setup files that were changed: they are never committed
    before: str = ""

    def as_json(self) -> dict[str, object]:
        shown = ("into", "repo", "commit", "changed", "fast_forward", "files", "left_out")
        return {name: getattr(self, name) for name in shown}


@dataclass(frozen=True, slots=True)
class _Work:
    """The worktree's side: `head` as it is, `tip` with everything committed."""

    head: str
    tip: str
    left_out: tuple[str, ...]


def merge(worktree: Worktree, message: str, env: Mapping[str, str]) -> Merged:
    """Commit what the worktree has and merge it. Raises `AgentError` with nothing changed: no ref, no index, no file."""
    checkout = checkout_of(worktree, env)
    target, into, head = _target(worktree, env)
    _check_worktree(checkout, worktree)
    with snapshot(checkout) as shot:
        work = _committed(shot, worktree, message)
        if _contains(target, head, work.tip):
            return Merged(into, str(target.top), head, changed=False, left_out=work.left_out)
        result = work.tip if _contains(target, work.tip, head) else _merged(target, head, work.tip, worktree)
        files = names(target.run("diff-tree", "-r", "-z", "--name-only", head, result))
        _check_target(target, head, result)
        _apply(shot, worktree, work, target, result)
    return Merged(into, str(target.top), result, True, result == work.tip, tuple(files), work.left_out, head)


def _target(worktree: Worktree, env: Mapping[str, str]) -> tuple[Checkout, str, str]:
    """The checkout to merge into, its branch, and that branch's commit."""
    by_hand = f"git merge {worktree.branch}"
    if worktree.branch is None:
        raise AgentError("throwaway", "nothing of a throw-away worktree is merged", hint="codex-agent diff ID shows it")
    if not Path(worktree.repo).is_dir():
        words = f"{worktree.repo}, from where the job was started, is gone"
        raise AgentError("target_gone", words, hint=f"in another checkout of it: {by_hand}")
    caller = inspect(Path(worktree.repo), env)
    target = caller.checkout
    if caller.common_dir != Path(worktree.git_dir).parents[1]:
        raise AgentError("other_repository", f"{worktree.repo} is another repository now", hint=by_hand)
    into = target.branch()
    if into is None or caller.head is None:
        words = f"{target.top} has no branch checked out to merge into"
        raise AgentError("detached", words, hint=f"git -C {quote(str(target.top))} switch BRANCH")
    _check_quiet(target)
    return target, into, caller.head


def _check_quiet(checkout: Checkout) -> None:
    """Nobody, neither git nor a person, is in the middle of something there."""
    if what := checkout.under_way():
        raise AgentError(
            "under_way", f"{what} is under way in {checkout.top}", hint=f"git -C {quote(str(checkout.top))} status"
        )
    if (lock := checkout.git_dir / "index.lock").exists():
        raise AgentError(
            "git_busy", f"git is at work in {checkout.top}", hint=f"try again; or a git died there: {lock}"
        )


def _check_worktree(checkout: Checkout, worktree: Worktree) -> None:
    _check_quiet(checkout)
    if (branch := checkout.branch()) != worktree.branch:
        words = f"{checkout.top} has {branch or 'no branch'} checked out, not {worktree.branch}"
        raise AgentError("other_branch", words, hint=f"git -C {quote(str(checkout.top))} switch {worktree.branch}")


def _committed(shot: Snapshot, worktree: Worktree, message: str) -> _Work:
    """The commit that the worktree's branch is to have, made but not yet named by anything."""
    checkout = shot.checkout
    head = checkout.word("rev-parse", "--verify", "HEAD")
    untracked = shot.untracked()
    setup = {name for name, _ in worktree.setup}
    tree = shot.tree(tuple(name for name in untracked.files if name not in setup))
    refuse_repositories(checkout, head, tree, untracked)
    touched = (setup & set(untracked.files)) - untouched(checkout.top, worktree.setup)
    tip = head
    if tree != checkout.word("rev-parse", "--verify", f"{head}^{{tree}}"):
        tip = _commit(checkout, tree, (head,), message)
    return _Work(head, tip, tuple(sorted(touched)))


def _commit(checkout: Checkout, tree: str, parents: tuple[str, ...], message: str) -> str:
    """In the user's name, signed where the user signs commits."""
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if (asked := checkout.attempt("var", who)).code != 0:
            hint = 'git config --global user.name "NAME", and user.email'
            raise AgentError("no_identity", f"git does not know who commits: {asked.words}", hint=hint)
    signed = checkout.attempt("config", "--type=bool", "--get", "commit.gpgsign").out == b"true\n"
    options = [part for parent in parents for part in ("-p", parent)] + (["-S"] if signed else [])
    return line(
        checkout.run(
            "-c", "i18n.commitEncoding=UTF-8", "commit-tree", tree, *options, "-F", "-", stdin=message.encode()
        )
    )


def _contains(checkout: Checkout, commit: str, other: str) -> bool:
    return checkout.attempt("merge-base", "--is-ancestor", other, commit).code == 0


def _merged(target: Checkout, head: str, tip: str, worktree: Worktree) -> str:
    """The merge commit, computed without touching the checkout."""
    done = target.attempt("merge-tree", "--write-tree", "--name-only", "-z", "--no-messages", head, tip)
    if done.code == 1:
        conflicts = list(dict.fromkeys(names(done.out)[1:]))
        raise AgentError(
            "conflict",
            f"{worktree.branch} and {target.branch()} changed the same lines: {listed(conflicts)}; nothing was changed",
            hint=f"a person resolves it (agents cannot commit): cd {quote(str(worktree.path))}; commit, git merge {target.branch()}, resolve, commit; then merge again",
        )
    if done.code != 0:
        words = (
            "this git cannot compute a merge beforehand (2.38 or later can)" if "usage:" in done.words else done.words
        )
        hint = f"by hand: commit in {worktree.path}, then git -C {quote(str(target.top))} merge {worktree.branch}"
        raise AgentError("merge", words, hint=hint)
    tree = os.fsdecode(done.out.split(b"\0")[0])
    return _commit(target, tree, (head, tip), f"Merge branch '{worktree.branch}'\n")


def _check_target(target: Checkout, head: str, result: str) -> None:
    """What git would refuse, found out before anything is done; and files that are in the way though git ignores them."""
    new = names(target.run("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--diff-filter=A", head, result))
    with snapshot(target) as shot:
        shot.refresh()
        in_the_way = _in_the_way(shot, new)
        dry = target.attempt("read-tree", "-n", "-m", "-u", head, result, index=shot.index)
    if in_the_way:
        what = f"untracked files of {target.top} are in the way: {listed(in_the_way)}"
    elif dry.code != 0:
        what = f"{target.top} has uncommitted changes in files that the merge touches: {dry.words}"
    else:
        return
    hint = f"commit or move them: git -C {quote(str(target.top))} status"
    raise AgentError("dirty_target", f"{what}; nothing was changed", hint=hint)


def _in_the_way(shot: Snapshot, new: list[str]) -> list[str]:
    """What git does not know and would have to go for these new files: at their place, above it, or below it."""
    top = shot.checkout.top
    found = dict.fromkeys(place for name in new if (place := _taken(top, name)) is not None)
    folders = [name for name in found if (top / name).is_dir() and not (top / name).is_symlink()]
    files = [name for name in found if name not in folders]
    below = names(shot.run("ls-files", "--others", "-z", "--", *folders)) if folders else []
    known = names(shot.run("ls-files", "-z", "--", *files)) if files else []
    return [*(name for name in files if name not in known), *below]


def _taken(top: Path, name: str) -> str | None:
    """The first thing on the way to this place that is no folder, or what stands there; None when the place is free."""
    path = top / name
    ways = [above for above in reversed(path.parents) if above.is_relative_to(top) and above != top]
    blocked = (above for above in ways if above.is_symlink() or (above.exists() and not above.is_dir()))
    found = next(blocked, path if os.path.lexists(path) else None)
    return str(found.relative_to(top)) if found else None


def _apply(shot: Snapshot, worktree: Worktree, work: _Work, target: Checkout, result: str) -> None:
    """First the worktree's commit, then the target's. A kill in between leaves a commit that the next merge goes on from."""
    checkout, moved = shot.checkout, work.tip != work.head
    saved = shot.index.with_name("before")
    with _undisturbed():
        copy_index(checkout.git_dir / "index", saved)
        if moved:
            _name(checkout, worktree, work.tip, work.head)
        try:
            if moved:
                _install(shot.index, checkout)
            _fast_forward(target, result)
        except AgentError:
            if moved and target.commit("HEAD") != result:
                with contextlib.suppress(AgentError):
                    _name(checkout, worktree, work.head, work.tip)
                    _install(saved, checkout)
            raise


def _fast_forward(target: Checkout, result: str) -> None:
    command = ("merge", "--ff-only", "--no-overwrite-ignore", "--no-squash", "--commit", "--no-verify-signatures")
    done = target.attempt("-c", "merge.autoStash=false", *command, "--quiet", result)
    if done.code != 0:
        raise AgentError(
            "merge", f"git merge in {target.top}: {done.words.rstrip('.')}; nothing was changed", hint="try again"
        )


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits: git inherits the mask, and is not cut off between two files."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _name(checkout: Checkout, worktree: Worktree, new: str, old: str) -> None:
    """Move the worktree's branch, if it still is where it was."""
    checkout.run("update-ref", "-m", "codex-agent merge", f"refs/heads/{worktree.branch}", new, old)


def _install(index: Path, checkout: Checkout) -> None:
    """Replace the worktree's index under git's own lock for it."""
    lock = checkout.git_dir / "index.lock"
    try:
        copy_index(index, lock)
    except FileExistsError as error:
        raise AgentError(
            "git_busy", f"git is at work in {checkout.top}", hint=f"or a git died there: {lock}"
        ) from error
    os.replace(lock, checkout.git_dir / "index")
