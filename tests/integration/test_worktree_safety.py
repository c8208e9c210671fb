"""Random lives of worktrees, with kills at every point: no commit and no uncommitted line is ever lost.

Each write leaves a word that is nowhere else. A word lives in a file on disk, or in a commit that a ref or a checkout still has.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from repositories import Repository

from codex_agent.errors import AgentError
from codex_agent.specs import Worktree
from codex_agent.worktrees import creating, merging, removing

ROUNDS = int(os.environ.get("CODEX_AGENT_TEST_ROUNDS", "1"))
PARTS = 4
FILES = ("a.txt", "sub/b.txt", "new.txt")
IGNORED = "own.ignored"
# Before each of these a killed process may end: between any two of our own side effects.
SIDE_EFFECTS = {
    "subprocess.Popen",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.chmod",
    "shutil.rmtree",
    "os.utime",
}
KILLED = 9
LIMIT_S = 60

moments = st.one_of(st.none(), st.none(), st.integers(0, 45))  # None: nobody is killed
files = st.sampled_from(FILES)
numbers = st.integers(0, 2)


def in_a_child(work: Callable[[], Any], moment: int | None, room: Path) -> None:
    """Do it in a process of its own, killed before the side effect of that number; its temporary files are in `room`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child calls only what is here
        pid = os.fork()
    if pid == 0:
        signal.alarm(LIMIT_S)
        tempfile.tempdir = str(room)
        left = [moment]

        def count(event: str, _args: object) -> None:
            if left[0] is not None and event in SIDE_EFFECTS:
                if left[0] == 0:
                    os._exit(KILLED)
                left[0] -= 1

        sys.addaudithook(count)
        with contextlib.suppress(AgentError):
            work()
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, KILLED)


class Lives(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="ca-lives-"))
        self.repo = Repository(self.root)
        self.trees: dict[int, Worktree] = {}  # those whose row a supervisor would have
        self.words: set[str] = set()
        self.commits: set[str] = set()

    def teardown(self) -> None:
        if self.root.exists():
            self.repo.git("fsck", "--connectivity-only", "--no-dangling")
        shutil.rmtree(self.root, ignore_errors=True)

    @initialize()
    def one_agent_has_begun(self) -> None:
        self.start(0, None, throwaway=False)

    # what people and agents do

    def write(self, top: Path, name: str) -> None:
        path = top / name
        if not top.is_dir() or (path.parent.exists() and not path.parent.is_dir()):
            return
        word = f"word{len(self.words):04}x"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(f"{word}\n")
        self.words.add(word)

    def commit(self, top: Path) -> None:
        if not top.is_dir() or self.repo.git("ls-files", "--unmerged", cwd=top):
            return
        self.repo.git("add", "--all", cwd=top, ok=False)
        self.repo.git("commit", "--quiet", "--message", "By hand", cwd=top, ok=False)
        self.commits.add(self.repo.git("rev-parse", "HEAD", cwd=top))

    @rule(name=st.sampled_from((*FILES, IGNORED)), commits=st.booleans())
    def the_caller_writes(self, name: str, commits: bool) -> None:
        self.write(self.repo.top, name)
        if commits and self.repo.git("symbolic-ref", "--quiet", "HEAD", ok=False):
            self.commit(self.repo.top)

    @rule(where=st.sampled_from([("main",), ("main",), ("-c", "side"), ("side",), ("--detach",), None]))
    def the_caller_goes_elsewhere(self, where: tuple[str, ...] | None) -> None:
        command = ("switch", "--quiet", *where) if where else ("stash", "push", "--quiet", "--include-untracked")
        self.repo.git(*command, ok=False)

    @rule(
        number=numbers,
        name=st.sampled_from((*FILES, IGNORED)),
        then=st.sampled_from(["", "", "move", "commit", "leave"]),
    )
    @precondition(lambda self: self.trees)
    def somebody_works_in_a_worktree(self, number: int, name: str, then: str) -> None:
        top = Path(self.some(number)[1].path)
        if not top.is_dir():
            return
        if name == IGNORED:
            (top / ".gitignore").write_text("")
        self.write(top, name)
        if then == "move" and (path := top / name).is_file():
            path.rename(path.with_name(f"moved{len(self.words)}"))
        if then == "leave":
            self.repo.git("switch", "--quiet", "--detach", cwd=top)
        if then in ("commit", "leave"):
            self.commit(top)

    # what we do, and are killed at

    @rule(number=numbers, moment=moments, throwaway=st.sampled_from([False, False, True]))
    def start(self, number: int, moment: int | None, throwaway: bool) -> None:
        if number in self.trees:
            return
        repo, name = self.repo, f"{number:08x}"
        done = self.root / "made"

        def work() -> None:
            plan = creating.plan(repo.top, creating.Wish(throwaway=throwaway), (), repo.env)
            made = creating.create(plan, repo.home, name, "")
            done.write_text(json.dumps(asdict(made.worktree)))

        in_a_child(work, moment, self.root)
        if done.exists() and not throwaway:  # the row was stored
            self.trees[number] = Worktree.from_json(json.loads(done.read_text()))
        done.unlink(missing_ok=True)
        self.adopt()

    @rule(number=numbers, moment=moments)
    @precondition(lambda self: self.trees)
    def merge(self, number: int, moment: int | None) -> None:
        _, tree = self.some(number)
        in_a_child(lambda: merging.merge(tree, "By an agent\n", self.repo.env), moment, self.root)
        for place in (self.repo.top, Path(tree.path)):
            if place.is_dir():
                self.commits.add(self.repo.git("rev-parse", "HEAD", cwd=place))
                self.locks_of_the_dead(place)

    @rule(number=numbers, moment=moments)
    @precondition(lambda self: self.trees)
    def delete(self, number: int, moment: int | None) -> None:
        number, tree = self.some(number)
        name, done = f"{number:08x}", self.root / "removed"

        def work() -> None:
            removing.remove(self.repo.home, name, tree, self.repo.env, force=False)
            done.touch()

        in_a_child(work, moment, self.root)
        self.adopt()
        if not done.exists() and not Path(tree.path).exists():  # the person asks again
            in_a_child(work, None, self.root)
        if done.exists():
            del self.trees[number]
            done.unlink()

    def some(self, number: int) -> tuple[int, Worktree]:
        """One of those that there are."""
        chosen = sorted(self.trees)[number % len(self.trees)]
        return chosen, self.trees[chosen]

    def adopt(self) -> None:
        """A supervisor comes up."""
        known = {f"{job:08x}" for job in self.trees}
        creating.clear(self.repo.home, creating.leftovers(self.repo.home), known, self.repo.env)

    def locks_of_the_dead(self, place: Path) -> None:
        """A person reads the hint."""
        lock = Path(self.repo.git("rev-parse", "--absolute-git-dir", cwd=place), "index.lock")
        lock.unlink(missing_ok=True)

    # what must hold

    @invariant()
    def no_commit_and_no_line_is_lost(self) -> None:
        heads = self.heads()
        log = self.repo.git("log", "--all", "-m", "-p", "--format=commit %H", "HEAD", *heads)
        assert not {commit for commit in self.commits if f"commit {commit}" not in log}
        places = [self.repo.top, *(path for path in self.repo.home.worktrees_dir.glob("*") if not path.suffix)]
        on_disk = [
            path.read_text()
            for place in places
            for path in place.rglob("*")
            if path.is_file() and ".git" not in path.relative_to(place).parts[:1]
        ]
        text = "\n".join([log, *on_disk])
        assert not {word for word in self.words if word not in text}

    @invariant()
    def no_worktree_is_left_without_its_job(self) -> None:
        folder = self.repo.home.worktrees_dir
        assert {path.name for path in folder.glob("*")} <= {f"{job:08x}" for job in self.trees}

    def heads(self) -> list[str]:
        """Commits that are checked out somewhere."""
        lines = self.repo.git("worktree", "list", "--porcelain").splitlines()
        checked_out = {one.removeprefix("HEAD ") for one in lines if one.startswith("HEAD ")}
        return sorted(checked_out | set(self.repo.git("stash", "list", "--format=%H").split()))


@pytest.mark.parametrize("part", range(PARTS))
def test_no_commit_and_no_line_is_lost_whatever_is_killed(part: int) -> None:
    """In parts, so that workers can share them; the lives of one round are always the same."""
    lives = type("Lives", (Lives,), {})
    chosen = settings(
        max_examples=14 * ROUNDS,
        stateful_step_count=24,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(part)(lives) if ROUNDS == 1 else lives, settings=chosen)
