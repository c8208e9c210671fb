"""Git as it is run to change something: worktrees, commits, merges. To read, `sources.git` is enough.

Hooks, the file-system monitor, editors, pagers and external diffs are off. Filters and merge drivers stay: they belong to the user's
configuration, and without them what is checked out, compared and committed would be wrong.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from codex_agent.errors import AgentError
from codex_agent.sources.git import SWITCHES

TIMEOUT_S = 30.0
LONG_S = 900.0  # a checkout of a large repository
QUIET = {
    "core.safecrlf": "false",
    "core.splitIndex": "false",
    "gc.auto": "0",  # would go on in the background
    "maintenance.auto": "false",
}
SAFE = (*SWITCHES, *(word for pair in QUIET.items() for word in ("-c", "=".join(pair))))
# A caller may stand in a hook of some repository: its GIT_DIR and GIT_INDEX_FILE are not for us. Who the user is stays.
KEPT = (
    *("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE"),
    *("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_SSH", "GIT_SSH_COMMAND"),
)


class Done(NamedTuple):
    """A git that has ended."""

    code: int
    out: bytes
    words: str  # what it said on standard error, in short


def run(
    root: Path,
    *args: str,
    timeout_s: float = TIMEOUT_S,
    env: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    codes: Container[int] = (0,),
    fds: Sequence[int] = (),
) -> bytes:
    """What `git -C root args` prints; raises `AgentError` with git's words for an exit code that is not in `codes`."""
    done = attempt(root, *args, timeout_s=timeout_s, env=env, more=more, stdin=stdin, fds=fds)
    if done.code not in codes:
        raise AgentError("git", f"git {args[0]}: {done.words or f'exit code {done.code}'}", hint=f"look at {root}")
    return done.out


def attempt(
    root: Path,
    *args: str,
    timeout_s: float = TIMEOUT_S,
    env: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    fds: Sequence[int] = (),
) -> Done:
    """The same for any exit code. `env` is the caller's whole environment, `more` are variables of ours; `fds` stay open in git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *SAFE, *args],
            input=stdin,
            capture_output=True,
            timeout=timeout_s,
            env={**clean(os.environ if env is None else env), **(more or {})},
            pass_fds=tuple(fds),
            check=False,
        )
    except FileNotFoundError as error:
        raise AgentError("no_git", "git is not on PATH", hint="install git") from error
    except OSError as error:
        raise AgentError("git", f"git cannot be run: {error.strerror}", hint="codex-agent health") from error
    except subprocess.TimeoutExpired as error:
        raise AgentError("git_timeout", f"git {args[0]} took more than {timeout_s:g} s in {root}") from error
    return Done(done.returncode, done.stdout, _words(done.stderr))


def clean(env: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment without what would send git elsewhere, ask questions or change its words."""
    kept = {name: value for name, value in env.items() if not name.startswith("GIT_") or name in KEPT}
    return kept | {
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_EDITOR": "true",
        "GIT_PAGER": "cat",
        "GIT_LITERAL_PATHSPECS": "1",
    }


def _words(stderr: bytes) -> str:
    lines = [line.strip() for line in stderr.decode(errors="replace").splitlines()]
    said = [line for line in lines if line and not line.startswith(("hint:", "warning:"))]
    return " ".join(line.removeprefix("fatal: ").removeprefix("error: ") for line in said)[:600]
