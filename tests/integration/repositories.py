"""A real repository for the tests of worktrees."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from codex_agent.paths import Home
from codex_agent.specs import Worktree
from codex_agent.worktrees import creating
from codex_agent.worktrees.creating import Made, Wish


class Repository:
    """A repository with one commit, a state home beside it, and the worktrees that are made of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = Home(root / "state").ensure()
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(root),
            "GIT_AUTHOR_NAME": "Ada",
            "GIT_AUTHOR_EMAIL": "ada@example.invalid",
            "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@example.invalid",
        }
        self.top = root / "repo"
        self.git("init", "--quiet", "--initial-branch=main", str(self.top), cwd=root)
        self.write(self.top / "a.txt", "one\ntwo\nthree\n")
        self.write(self.top / "sub" / "b.txt", "b\n")
        self.write(self.top / ".gitignore", "*.ignored\n")
        self.commit("Start")

    def git(self, *args: str, cwd: Path | None = None, ok: bool = True) -> str:
        done = subprocess.run(
            ["git", *args], cwd=cwd or self.top, env=self.env, capture_output=True, text=True, check=False
        )
        assert not ok or done.returncode == 0, done.stderr
        return done.stdout.removesuffix("\n")

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def commit(self, message: str, cwd: Path | None = None) -> str:
        self.git("add", "--all", cwd=cwd)
        self.git("commit", "--quiet", "--allow-empty", "--message", message, cwd=cwd)
        return self.git("rev-parse", "HEAD", cwd=cwd)

    def make(
        self,
        job: str = "0123abcd",
        *,
        base: str | None = None,
        throwaway: bool = False,
        folder: Path | None = None,
        patterns: tuple[str, ...] = (),
        label: str = "Fix it",
    ) -> Made:
        """A worktree as `start --worktree` makes it."""
        plan = creating.plan(folder or self.top, Wish(base, throwaway), patterns, self.env)
        made = creating.create(plan, self.home, job, label)
        creating.settle(self.home, job)
        return made

    def worktree(self, job: str = "0123abcd", **wish: object) -> Worktree:
        return self.make(job, **wish).worktree  # type: ignore[arg-type]  # passed on as they are

    def facts(self) -> dict[str, object]:
        """Everything of the caller's checkout that must not change behind their back."""
        files = {
            str(path.relative_to(self.top)): os.readlink(path) if path.is_symlink() else path.read_bytes()
            for path in sorted(self.top.rglob("*"))
            if (path.is_symlink() or path.is_file()) and ".git" not in path.relative_to(self.top).parts
        }
        return {
            "files": files,
            "head": self.git("symbolic-ref", "--quiet", "HEAD", ok=False) or self.git("rev-parse", "HEAD"),
            "refs": self.git("for-each-ref"),
            "status": self.git("status", "--porcelain", "--untracked-files=all"),
            "stash": self.git("stash", "list"),
            "index": (self.top / ".git" / "index").read_bytes() if (self.top / ".git" / "index").exists() else b"",
        }
