"""The one place where git is asked about a repository that may be hostile: nothing that its configuration names is run or written."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from codex_agent.errors import AgentError

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager")
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES")


def run(root: Path, *args: str, timeout_s: float = 30) -> bytes:
    """The output of a git command that only reads. Raises `AgentError` with git's own words when it fails."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    try:
        done = subprocess.run(
            ["git", *_SAFE, *args],
            cwd=root,
            env={**env, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AgentError("git_timeout", f"git took longer than {timeout_s:g} s in {root}") from error
    except OSError as error:
        raise AgentError("no_git", f"git cannot be run: {error.strerror}", hint="install git") from error
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise AgentError("git", words or f"git ended with exit code {done.returncode}")
    return done.stdout
