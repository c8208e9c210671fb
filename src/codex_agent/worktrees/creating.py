"""Making a worktree for a job: everything is proved first, and what was half-made can be found and taken away.

A marker stands beside the worktree from before the first change until the job's row is stored. It is locked, and git inherits the
lock: so whoever finds it after a crash of ours waits until git is done, and then removes what no agent ever saw.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import Any

from codex_agent.errors import AgentError, usage_error
from codex_agent.ids import FULL_ID
from codex_agent.paths import Home
from codex_agent.specs import Worktree
from codex_agent.worktrees import runner, setup_files
from codex_agent.worktrees.carrying import carried, uncarried
from codex_agent.worktrees.checkout import Caller, Checkout, alone, inspect, line
from codex_agent.worktrees.discarding import discard, empty_trash

SLUG_CHARS = 32
START_REF = "refs/worktree/start"  # keeps what a throw-away worktree began as from git's collector


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: a branch from `base` (None: the commit that is checked out), or a copy to throw away."""

    base: str | None = None
    throwaway: bool = False

    @classmethod
    def from_json(cls, data: object) -> Wish | None:
        if not isinstance(data, dict):
            return None
        base = data.get("base")
        return cls(base if isinstance(base, str) else None, bool(data.get("throwaway")))


@dataclass(frozen=True, slots=True)
class Plan:
    """A wish that can be granted. `base` is None for a throw-away copy."""

    caller: Caller
    base: str | None
    patterns: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A worktree, and the folder in it that is the caller's."""

    worktree: Worktree
    cwd: str
    notices: tuple[str, ...]


def plan(folder: Path, wish: Wish, patterns: tuple[str, ...], env: Mapping[str, str]) -> Plan:
    """Whether there can be such a worktree; changes nothing. Raises with the reason."""
    setup_files.check_patterns(patterns)
    caller = inspect(folder, env)
    if wish.throwaway:
        if wish.base is not None:
            raise usage_error("two_bases", "a throw-away worktree begins as the working tree is", "leave --base out")
        return Plan(caller, None, patterns, _submodules(caller))
    if caller.head is None and wish.base is None:
        words = f"the repository {caller.checkout.top} has no commit yet, so a worktree has nothing to begin with"
        raise AgentError("no_commit", words, hint="git add . && git commit, or leave --worktree out")
    base = caller.head if wish.base is None else caller.checkout.commit(wish.base)
    if base is None:
        hint = f"git -C {quote(str(caller.checkout.top))} branch --all"
        raise usage_error("unknown_base", f"--base {wish.base!r} is no commit of {caller.checkout.top}", hint)
    return Plan(caller, base, patterns, (*uncarried(caller.checkout), *_submodules(caller)))


def _submodules(caller: Caller) -> tuple[str, ...]:
    if not (caller.checkout.top / ".gitmodules").is_file():
        return ()
    return ("submodules are empty in the worktree: git submodule update --init in it, where the agent needs them",)


def branch_name(job: str, label: str) -> str:
    """`codex-agent/<id>-<slug>`; the slug is made of the first words of a name or a prompt."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[: SLUG_CHARS + 1].strip("-")
    if len(slug) > SLUG_CHARS:
        slug = slug[:SLUG_CHARS].rsplit("-", 1)[0]
    return f"codex-agent/{job}-{slug}".rstrip("-")


def create(plan: Plan, home: Home, job: str, label: str) -> Made:
    """Make the worktree; blocking. Nothing is left of one that fails. The marker stays: `settle` it when the job is stored."""
    branch = None if plan.base is None else branch_name(job, label)
    if branch is not None and plan.caller.checkout.commit(f"refs/heads/{branch}") is not None:
        raise AgentError("branch_exists", f"there is a branch {branch} already", hint="start it again")
    facts = {"common_dir": str(plan.caller.common_dir), "branch": branch, "base": plan.base}
    with _marked(home, job, facts) as fd:
        try:
            return _make(
                plan, Path(os.path.realpath(home.worktree(job))), branch, fd, Path(os.path.realpath(home.root))
            )
        except BaseException:
            discard(home, job, facts, plan.caller.checkout.env)
            home.worktree_marker(job).unlink(missing_ok=True)
            raise


def settle(home: Home, job: str) -> None:
    """The job's row is stored: from now on the worktree is its own."""
    home.worktree_marker(job).unlink(missing_ok=True)


def abandon(home: Home, job: str, env: Mapping[str, str]) -> bool:
    """Take away what was made for a job that is not to be. Waits until git is done with it; False when there was no marker."""
    try:
        fd = os.open(home.worktree_marker(job), os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    with os.fdopen(fd, "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            facts = json.loads(file.read() or b"{}")
        except ValueError:  # killed before it was written: nothing had begun
            facts = {}
        discard(home, job, facts, env)
        home.worktree_marker(job).unlink(missing_ok=True)
    return True


def leftovers(home: Home) -> list[str]:
    """Ids of which a supervisor that was killed left something half-made or half-removed. A worktree by itself is somebody's work."""
    found = {path.name.partition(".")[0] for path in home.worktrees_dir.glob("*.*")}
    return sorted(job for job in found if FULL_ID.fullmatch(job))


def clear(home: Home, found: Iterable[str], stored: Container[str], env: Mapping[str, str]) -> list[str]:
    """Take the leftovers away; `stored` are ids that have a row. Returns the ids of jobs that never were.

    Blocking, for as long as a git of that supervisor still works.
    """
    cleared = []
    for job in found:
        empty_trash(home, job)
        if job in stored:
            settle(home, job)
        elif abandon(home, job, env):
            cleared.append(job)
    return cleared


@contextmanager
def _marked(home: Home, job: str, facts: dict[str, Any]) -> Iterator[int]:
    try:
        home.worktrees_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        fd = os.open(home.worktree_marker(job), os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        words = f"cannot write to {home.worktrees_dir}: {error.strerror}; nothing was started"
        raise AgentError("disk_full" if error.errno == 28 else "disk", words, hint="free some space") from error
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        os.write(fd, json.dumps(facts).encode())
        yield fd
    finally:
        os.close(fd)


def _make(plan: Plan, path: Path, branch: str | None, fd: int, home: Path) -> Made:
    source, notices = plan.caller.checkout, plan.notices
    if plan.base is None:
        base, left = carried(source, plan.caller.head, leave=home)
        notices += left
    else:
        base = plan.base
    new = ("--detach",) if branch is None else ("--no-track", "-b", branch)
    _added(plan.caller, path, (*new, str(path), base), fd)
    git_dir = Path(os.path.realpath(line(runner.run(path, "rev-parse", "--absolute-git-dir", env=source.env))))
    target = Checkout(path, git_dir, source.env)
    if branch is None:
        _uncommit(target, plan.caller.head, base)
    worktree = Worktree(
        path=str(path),
        git_dir=str(git_dir),
        repo=str(source.top),
        folder=str(source.top / plan.caller.prefix),
        base=base,
        branch=branch,
    )
    notices += setup_files.copy(source, target, plan.patterns)
    if branch is not None and plan.patterns:
        worktree = replace(worktree, setup=setup_files.unignored(target))
    return Made(worktree, str(_folder_in(path, plan.caller.prefix)), notices)


def _added(caller: Caller, path: Path, words: tuple[str, ...], fd: int) -> None:
    """Only the record is made alone; the files, which can take long, come after."""
    source = caller.checkout
    with alone(caller.common_dir) as lock:
        command = ("worktree", "add", "--quiet", "--no-checkout", *words)
        done = runner.attempt(source.top, *command, env=source.env, fds=(fd, lock))
    if done.code == 0:
        done = runner.attempt(path, "reset", "--quiet", "--hard", env=source.env, timeout_s=runner.LONG_S, fds=(fd,))
    if done.code != 0:
        raise AgentError(
            "worktree", f"git made no worktree: {done.words}", hint=f"git -C {quote(str(source.top))} worktree list"
        )


def _uncommit(target: Checkout, head: str | None, base: str) -> None:
    """Changes stand there as changes, on the caller's commit; what it began as stays known."""
    target.run("update-ref", START_REF, base)
    if head is not None:
        target.run("reset", "--quiet", "--mixed", head, timeout_s=runner.LONG_S)


def _folder_in(top: Path, prefix: Path) -> Path:
    """The caller's folder in the worktree, made where its commit has none."""
    folder = top / prefix
    if not folder.resolve().is_relative_to(top):
        raise AgentError("no_folder", f"{prefix} leads out of the worktree in that commit", hint="start it at the top")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AgentError("no_folder", f"{prefix} is no folder in that commit", hint="start it at the top") from error
    return folder
