"""What is compared with what: a branch, a commit, or the files as they are, resolved to trees of the repository."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from codex_agent.errors import AgentError, usage_error
from codex_agent.prompts.showing import one_line
from codex_agent.sources import git

SUBJECT_CHARS = 80


class Wanted(NamedTuple):
    """What was asked for. `since` is a tree with which the files are compared as they are now."""

    paths: tuple[str, ...] = ()
    base: str | None = None
    commit: str | None = None
    since: str | None = None


def ends(root: Path, wanted: Wanted) -> tuple[str, str, str, str | None]:
    """Title, branch, and the two trees to compare; the second is None for the files as they are."""
    head = _commit_of(root, "HEAD", missing=None)
    branch = branch_of(root)
    if wanted.since:
        return f"what has changed since {wanted.since[:12]}", branch, wanted.since, None
    if wanted.commit is not None:
        commit = _commit_of(root, wanted.commit, missing="--commit")
        subject = one_line(
            git.run(root, "log", "-1", "--format=%s", commit or "").decode(errors="replace"), SUBJECT_CHARS
        )
        parent = _commit_of(root, f"{commit}^1", missing=None)
        return f"commit {(commit or '')[:12]} ({subject})", branch, parent or _empty_tree(root), commit
    if wanted.base is not None:
        base = _commit_of(root, wanted.base, missing="--base")
        if head is None:
            raise AgentError(
                "no_commits", "the branch has no commit yet", hint="codex-agent review reviews the working tree"
            )
        return f"{branch} against {one_line(wanted.base, 60)}", branch, _fork(root, base or "", head, wanted.base), None
    return f"the uncommitted work on {branch}", branch, head or _empty_tree(root), None


def _commit_of(root: Path, name: str, *, missing: str | None) -> str | None:
    """The id of a commit; without one None, or an error in the name of the flag `missing`."""
    try:
        found = git.run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except AgentError:
        if missing is None:
            return None
        hint = "git branch --all lists branches, git log --oneline commits"
        raise usage_error(
            "no_such_commit", f"{missing}: {one_line(name)!r} is no commit of this repository", hint
        ) from None
    return found.decode().strip()


def _fork(root: Path, base: str, head: str, named: str) -> str:
    try:
        return git.run(root, "merge-base", base, head).split()[0].decode()
    except AgentError as error:
        hint = "a shallow clone lacks it: git fetch --unshallow"
        raise AgentError(
            "no_common_commit", f"this branch and {one_line(named)} have no commit in common", hint=hint
        ) from error


def _empty_tree(root: Path) -> str:
    return git.run(root, "hash-object", "-t", "tree", "/dev/null").decode().strip()


def branch_of(root: Path) -> str:
    """The branch, or the commit where there is none."""
    try:
        return one_line(git.run(root, "symbolic-ref", "--quiet", "--short", "HEAD").decode(errors="replace"), 60)
    except AgentError:
        return (_commit_of(root, "HEAD", missing=None) or "no branch")[:12]
