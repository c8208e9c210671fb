"""Taking a worktree away without a question. Who calls this has made sure that nothing of it is to be kept.

The folder goes out of the way in one step, so a removal that is killed leaves no half of a worktree that looks like work.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codex_agent.paths import Home
from codex_agent.worktrees import runner
from codex_agent.worktrees.checkout import Checkout, alone


def discard(home: Home, job: str, facts: Mapping[str, Any], env: Mapping[str, str]) -> None:
    """What `create` made up to any point, by its marker's facts: the folder, git's record of it, and a branch that never moved."""
    set_aside(home, job)
    common_dir = facts.get("common_dir")
    if common_dir and Path(common_dir).is_dir():
        forget(Path(common_dir), home.worktree(job), env)
        if facts.get("branch"):
            # Only as it was made: with another commit it is not ours, and the deletion is refused.
            runner.attempt(
                Path(common_dir), "update-ref", "-d", f"refs/heads/{facts['branch']}", facts["base"], env=env
            )
    empty_trash(home, job)


def set_aside(home: Home, job: str) -> None:
    """From here on the worktree is gone, whatever happens to us; `empty_trash` frees the space."""
    path, trash = home.worktree(job), home.worktree_trash(job)
    if not path.exists():
        return
    empty_trash(home, job)
    os.rename(path, trash)


def empty_trash(home: Home, job: str) -> None:
    """What cannot be removed stays there, for the next supervisor to try again."""
    trash = home.worktree_trash(job)
    if not trash.exists():
        return
    try:
        shutil.rmtree(trash)
    except OSError:  # tools make folders that nobody may write in; they are their owner's all the same
        os.chmod(trash, stat.S_IRWXU)
        for folder, inner, _ in os.walk(trash):
            for name in inner:
                with contextlib.suppress(OSError):
                    os.chmod(os.path.join(folder, name), stat.S_IRWXU, follow_symlinks=False)
        shutil.rmtree(trash, ignore_errors=True)


def forget(common_dir: Path, path: Path, env: Mapping[str, str]) -> None:
    """Remove git's record of a worktree whose folder is gone; also the half of one that a killed git left."""
    with alone(common_dir):
        runner.attempt(common_dir, "worktree", "remove", "--force", "--force", str(path), env=env)
        _remove_records(common_dir, path)


def _remove_records(common_dir: Path, path: Path) -> None:
    mark = os.path.join(os.path.realpath(path), ".git")
    for record in (common_dir / "worktrees").glob("*"):
        try:
            place = os.path.normpath(record / (record / "gitdir").read_text().strip())
        except (
            OSError
        ):  # killed before it was written; the record has the folder's name, with a digit where that was taken
            place = mark if record.name.startswith(path.name) else ""
        if place == mark:
            shutil.rmtree(record, ignore_errors=True)


def delete_branch(common_dir: Checkout, branch: str, tip: str) -> bool:
    """Only as long as it still names `tip`, and nobody has it checked out."""
    ref = f"refs/heads/{branch}"
    with alone(common_dir.git_dir):
        listing = common_dir.run("worktree", "list", "--porcelain").decode(errors="replace").splitlines()
    if f"branch {ref}" in listing:
        return False
    if common_dir.attempt("update-ref", "-d", ref, tip).code != 0:
        return False
    common_dir.attempt("config", "--remove-section", f"branch.{branch}")
    return True
