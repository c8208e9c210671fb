"""Untracked files that a worktree needs to work in: copied from the caller's checkout by the globs in `worktree_files`."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path, PurePosixPath

from codex_agent.errors import AgentError, usage_error
from codex_agent.worktrees import runner
from codex_agent.worktrees.checkout import Checkout, listed, names
from codex_agent.worktrees.snapshots import snapshot

MOST_UNIGNORED = 1000
_GLOBS = {"GIT_LITERAL_PATHSPECS": "0", "GIT_GLOB_PATHSPECS": "1"}


def check_patterns(patterns: tuple[str, ...]) -> None:
    """Globs below the top of the repository, as git reads them: `*` stays in a folder, `**` goes down, a folder means all in it."""
    for pattern in patterns:
        if pattern.startswith(("/", ":")) or ".." in PurePosixPath(pattern).parts:
            hint = "paths in it are relative to the top of the repository"
            raise usage_error("bad_config", f"worktree_files: {pattern!r} leads out of the repository", hint)


def copy(source: Checkout, target: Checkout, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Copy what matches and is untracked. Nothing is overwritten, nothing lands outside of `target`. Returns notices."""
    if not patterns:
        return ()
    found = runner.run(
        source.top,
        *(
            "ls-files",
            "--others",
            "-z",
            "--",
            *(form for one in patterns for form in (one.rstrip("/"), f"{one.rstrip('/')}/**")),
        ),
        env=source.env,
        more={**_GLOBS, "GIT_DIR": str(source.git_dir), "GIT_WORK_TREE": str(source.top)},
        timeout_s=runner.LONG_S,
    )
    left = [name for name in names(found) if not _copied(source.top / name, target.top / name, target.top)]
    return (f"setup files that were not copied: {listed(left)}",) if left else ()


def _copied(source: Path, target: Path, top: Path) -> bool:
    """False for what is no plain file or link, or has no place in the worktree."""
    if os.path.lexists(target) or not target.parent.resolve().is_relative_to(top):
        return False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError:  # a file of the commit stands in its way
        return False
    try:
        if not (source.is_symlink() or source.is_file()):
            return False
        shutil.copy2(source, target, follow_symlinks=False)
    except FileNotFoundError:  # gone in this moment
        return False
    except OSError as error:
        raise AgentError("setup_files", f"cannot copy {source}: {error.strerror}", hint="see worktree_files") from error
    return True


def unignored(target: Checkout) -> tuple[tuple[str, str], ...]:
    """Those that git does not ignore, with what they are now: they are not the agent's work as long as they stay so."""
    with snapshot(target) as shot:
        files = shot.untracked().files
    if len(files) > MOST_UNIGNORED:
        words = f"worktree_files matches {len(files)} files that git does not ignore; {MOST_UNIGNORED} are the limit"
        raise AgentError("setup_files", words, hint="name them in .gitignore, or in .git/info/exclude")
    return tuple((name, digest) for name in files if (digest := digest_of(target.top / name)) is not None)


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file, or of where a link points; None when it is not there."""
    try:
        if path.is_symlink():
            return hashlib.sha256(b"link " + os.fsencode(os.readlink(path))).hexdigest()
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def untouched(top: Path, setup: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The copied files that are still as they were copied."""
    return frozenset(name for name, digest in setup if digest_of(top / name) == digest)
