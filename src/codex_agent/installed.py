"""Whether a `codex-agent` of ours is installed, and which one a shell would run. For hooks: nothing is run, Python 3.9."""

from __future__ import annotations

import os

LAUNCHER_BYTES = 16_384
OUR_PACKAGE = b"codex_agent"  # named in every launcher of ours, in no other program of the same name


def on_path(name: str, env: dict[str, str]) -> str | None:
    """The first program of that name."""
    for folder in (env.get("PATH") or os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None


def depends_on_folder(env: dict[str, str]) -> bool:
    """Whether it is the current folder that decides what runs: PATH, or the state home, which holds the runtimes, is relative to it.

    Any repository could bring a program of our name, or a runtime that a launcher of ours would take.
    """
    home = env.get("CODEX_AGENT_HOME") or "~"
    if home == "~" or home.startswith("~/"):
        home = env.get("HOME") or "/"  # without one a launcher of ours begins at the root
    return not all(map(os.path.isabs, [home, *(env.get("PATH") or os.defpath).split(os.pathsep)]))


def is_ours(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return OUR_PACKAGE in file.read(LAUNCHER_BYTES)
    except OSError:
        return False


def is_brought_by(path: str, folder: str, home: str) -> bool:
    """Whether a program is part of the git checkout that holds `folder`, and no runtime of ours that lies there."""
    from codex_agent.checkout import checkout_of

    top = checkout_of(os.path.realpath(folder))
    real, runtimes = os.path.realpath(path), os.path.join(os.path.realpath(home), "runtime", "")
    places = (real, os.path.join(os.path.realpath(os.path.dirname(path)), ""))
    return (
        top is not None
        and not real.startswith(runtimes)
        and any(one.startswith(os.path.join(top, "")) for one in places)
    )


def newest_schema(home: str) -> int | None:
    """The highest store schema of the runtimes in the installer's own place; None without any."""
    folder = os.path.join(home, "runtime")
    try:
        names = os.listdir(folder)
    except OSError:  # none, or none of ours to read
        return None
    found = [_schema(os.path.join(folder, name)) for name in names]
    return max((one for one in found if one is not None), default=None)


def _schema(runtime: str) -> int | None:
    """What a launcher of ours reads; None for what it passes over."""
    try:
        with open(os.path.join(runtime, "schema"), encoding="ascii", errors="replace") as file:
            words = file.read(20).strip()
    except OSError:
        return None
    return int(words) if words.isdigit() and os.access(os.path.join(runtime, "bin", "python"), os.X_OK) else None


def trouble(env: dict[str, str], home: str) -> str:
    """In one line what keeps `codex-agent` from working here; "" when nothing does."""
    first = on_path("codex-agent", env)
    if first is not None and not is_ours(first):
        place = "".join(char if char.isprintable() else "?" for char in first)[:200]
        return (
            f"{place} is another program of the same name and comes first on PATH: do not use codex-agent"
            " before the user has moved ours to the front (codex-agent health of ours says how)."
        )
    if first is not None:
        return ""
    from codex_agent.glance import KNOWN_SCHEMAS

    schema = newest_schema(home)
    if schema is None:
        return "codex-agent is not installed yet; the user can type /codex-orchestrator:setup."
    if schema < KNOWN_SCHEMAS[-1]:
        return "the installed codex-agent is too old for this plugin; the user can type /codex-orchestrator:setup."
    return ""
