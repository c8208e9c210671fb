"""A client's program as it is installed: where it is, what it answers without a model, whether it is new enough."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from codex_agent.errors import AgentError

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Binary:
    """`path` is what to run; `env` is what it needs beside the caller's environment."""

    path: str
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, int, int]:
        """Changes when the program is replaced. Raises `OSError` if it is gone."""
        stat = os.stat(self.path)
        return (self.path, stat.st_mtime_ns, stat.st_size)


def locate(command: str, override: str, env: Mapping[str, str], *, install: str, folders: Iterable[str] = ()) -> str:
    """The path of `command`, or of what the variable `override` names instead, for the caller whose environment is `env`.

    `folders` are looked into after those of PATH; relative ones nowhere. Raises `AgentError` with `install` as its hint.
    """
    wanted, code = env.get(override) or command, f"{command}_missing"
    places = (*env.get("PATH", os.defpath).split(os.pathsep), *folders)
    if os.sep in wanted and not os.path.isabs(wanted):
        raise AgentError(code, f"{override} is {wanted!r}, which is not an absolute path", hint=install)
    found = shutil.which(wanted, path=os.pathsep.join(place for place in places if os.path.isabs(place)))
    if found is None:
        words = (
            f"{override} is {wanted!r}, which is no program"
            if env.get(override)
            else f"{command} was not found on PATH"
        )
        raise AgentError(code, words, hint=install)
    return found


def probe(
    binary: Binary, env: Mapping[str, str], *arguments: str, timeout_s: float = 10.0
) -> subprocess.CompletedProcess[str] | None:
    """Run the client for an answer that needs no model. None if it cannot be run or does not end."""
    try:
        return subprocess.run(
            [binary.path, *arguments],
            env={**env, **binary.env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout_s,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def told_version(done: subprocess.CompletedProcess[str] | None) -> str | None:
    """The version, `0.169.0`, that a client printed when it was asked for it; None if it printed none."""
    found = _VERSION.search(done.stdout) if done and done.returncode == 0 else None
    return found[0] if found else None


def is_older(version: str, minimum: tuple[int, ...]) -> bool:
    """Whether a version is below the minimum; one that has another form is not."""
    found = _VERSION.match(version)
    return found is not None and tuple(int(part) for part in found.groups()) < minimum
