"""What is around us: Python, a sandbox of the host, our command on PATH, tmux."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from codex_agent import __version__, confinement
from codex_agent.checkup.finding import Finding
from codex_agent.installed import is_ours
from codex_agent.paths import Home

_TMUX_INSTALL = {
    "brew": "brew install tmux",
    "apt-get": "sudo apt-get install -y tmux",
    "dnf": "sudo dnf install -y tmux",
    "pacman": "sudo pacman -S --noconfirm tmux",
    "zypper": "sudo zypper install -y tmux",
    "apk": "sudo apk add tmux",
}


def python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    details = {"version": version, "executable": sys.executable, "runtime_version": __version__}
    return Finding("python", f"{version}, codex-agent {__version__} ({sys.executable})", needed=True, details=details)


def host(home: Home, env: Mapping[str, str]) -> Finding:
    """Whether we run inside somebody's sandbox, and whether jobs could live there."""
    found = confinement.look(home.root, env)
    if found is None:
        return Finding("host", "no sandbox around this command", needed=True)
    details = {"sandbox": found.host, "hindrances": list(found.hindrances)}
    if not found.hindrances:
        value = f"nothing that jobs need is blocked, though there are marks of {found.host}"
        return Finding("host", value, needed=True, details=details)
    problem = f"this command runs in {found.host}: {'; '.join(found.hindrances)}"
    return Finding("host", found.host, problem, found.remedy, needed=True, details=details)


def command(env: Mapping[str, str]) -> Finding:
    """Which `codex-agent` a shell would run: ours, another program of that name, or none. Foreign ones are read, never run."""
    found = _on_path("codex-agent", env)
    own = [path for path in found if is_ours(path)]
    details = {"first": found[0] if found else None, "all": found}
    if found and own and own[0] == found[0]:
        return Finding("command", found[0], details=details)
    fix = f'export PATH="{_folder_of_ours(own, env)}:$PATH"'
    if not found:
        return Finding("command", "", "codex-agent is not on PATH", fix, details=details)
    return Finding("command", found[0], f"{found[0]} is another program of the same name", fix, details=details)


def _folder_of_ours(own: list[str], env: Mapping[str, str]) -> Path:
    """Where our command is: on PATH behind another, where the installer links it, or beside this Python."""
    link = Path(env.get("HOME", "/"), ".local", "bin", "codex-agent")
    if own or is_ours(str(link)):
        return Path(own[0] if own else link).parent
    return Path(sys.executable).parent


def _on_path(name: str, env: Mapping[str, str]) -> list[str]:
    folders = dict.fromkeys(part for part in env.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(part))
    return [found for folder in folders if (found := shutil.which(name, path=folder))]


def tmux(env: Mapping[str, str]) -> Finding:
    path = shutil.which("tmux", path=env.get("PATH"))
    if path is None:
        manager = next((name for name in _TMUX_INSTALL if shutil.which(name, path=env.get("PATH"))), "apt-get")
        problem = "tmux is missing: jobs run without it, but cannot be looked at in a window"
        return Finding("tmux", "", problem, _TMUX_INSTALL[manager], details={"version": None})
    words = _first_line([path, "-V"], env)
    return Finding("tmux", f"{words or 'unknown version'} ({path})", details={"version": words, "path": path})


def _first_line(arguments: list[str], env: Mapping[str, str]) -> str | None:
    try:
        done = subprocess.run(
            arguments, env=dict(env), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.splitlines()
    return lines[0].strip() if done.returncode == 0 and lines else None
