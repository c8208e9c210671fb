"""Is everything there that a job needs? Each check looks at one thing and returns a finding; nothing is started or repaired."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from codex_agent import __version__, backlog, config, confinement, connecting, providers, wire
from codex_agent.errors import AgentError
from codex_agent.installed import is_ours
from codex_agent.jobs import iso
from codex_agent.paths import Home
from codex_agent.providers.base import Installed
from codex_agent.providers.codex import binary, settings
from codex_agent.store import Store

LOW_DISK_BYTES = 200 * 1024 * 1024
NO_DISK_BYTES = 5 * 1024 * 1024

_TMUX_INSTALL = {
    "brew": "brew install tmux",
    "apt-get": "sudo apt-get install -y tmux",
    "dnf": "sudo dnf install -y tmux",
    "pacman": "sudo pacman -S --noconfirm tmux",
    "zypper": "sudo zypper install -y tmux",
    "apk": "sudo apk add tmux",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`problem` None means fine. `needed`: without it no job can run. `fix` is the one command or step that mends it."""

    name: str
    value: str
    problem: str | None = None
    fix: str | None = None
    needed: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.problem is None

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "needed": self.needed,
            "value": self.value or None,
            "problem": self.problem,
            "fix": self.fix,
            **self.details,
        }


def examine(home: Home, env: Mapping[str, str]) -> list[Finding]:
    """Every check, in the order in which a person would mend things."""
    checks: tuple[Callable[[], Finding], ...] = (
        python,
        lambda: host(home, env),
        lambda: codex(env),
        lambda: login(env),
        lambda: sandbox(env),
        lambda: state_home(home),
        lambda: config_file(env),
        lambda: supervisor(home),
        lambda: queue(home, env),
        lambda: command(env),
        lambda: tmux(env),
    )
    others = [optional_client(name, env) for name in providers.AGENTS if name != "openai"]
    return [*(check() for check in checks), *others]


def _broken(name: str, error: AgentError, value: str = "") -> Finding:
    return Finding(name, value, error.message, error.hint, needed=True)


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


def codex(env: Mapping[str, str]) -> Finding:
    """The client without which no job of ours is likely to run."""
    try:
        found = providers.agent("openai").installed(env)
    except AgentError as error:
        return _broken("codex", error)
    finding = _client("codex", found, needed=True)
    paths = {"path": shutil.which("codex", path=env.get("PATH")), "native": found.path}
    return replace(finding, details={**finding.details, **paths})


def optional_client(provider: str, env: Mapping[str, str]) -> Finding:
    """A further client: missing, it is no failure."""
    try:
        return _client(provider, providers.agent(provider).installed(env), needed=False)
    except AgentError:
        details = {"path": None, "version": None, "minimum": None, "auth": None}
        return Finding(provider, "not installed, optional", details=details)


def _client(name: str, found: Installed, *, needed: bool) -> Finding:
    value = f"{found.version or 'unknown version'} ({found.path}){f', login: {found.auth}' if found.auth else ''}"
    details = {"path": found.path, "version": found.version, "minimum": found.minimum, "auth": found.auth}
    return Finding(name, value, found.problem, found.fix, needed=needed, details=details)


def client_of(provider: str, env: Mapping[str, str]) -> Finding:
    """The check of that provider's client, for a command that needs it. Raises for an unknown name and a missing client."""
    found = providers.agent(provider).installed(env)
    return _client("codex" if provider == "openai" else provider, found, needed=True)


def login(env: Mapping[str, str]) -> Finding:
    """Whether Codex has credentials. Not asked for where the user's own model provider is another than OpenAI's."""
    try:
        program = binary.find(env)
        provider = settings.read(settings.client_home(env), None).model_provider
    except AgentError:
        return Finding("login", "", "not known without a working codex", "codex login", needed=True)
    if provider not in (None, "openai"):
        return Finding("login", f"not needed: model provider {provider}", needed=True)
    logged_in, words = binary.login_status(program, env)
    if logged_in or env.get("CODEX_API_KEY"):
        return Finding("login", words if logged_in else "CODEX_API_KEY is set", needed=True)
    return Finding("login", "", f"codex has no credentials ({words})", binary.login_command(env), needed=True)


def sandbox(env: Mapping[str, str]) -> Finding:
    """Whether Codex can sandbox commands here. Agents without one can still be started, so it is not needed."""
    try:
        problem = binary.sandbox_problem(binary.find(env), env)
    except AgentError:
        return Finding("sandbox", "", "not known without a working codex", binary.INSTALL)
    if problem is None:
        return Finding("sandbox", "commands can be sandboxed")
    fix = "allow user namespaces here; inside a container that is a sandbox itself: -s danger-full-access"
    return Finding("sandbox", "", f"codex cannot sandbox commands on this machine: {problem}", fix)


def state_home(home: Home) -> Finding:
    """Whether jobs can be kept: the folder, the space on its disk, the store. The folder itself is made by the first job."""
    place = next(folder for folder in (home.root, *home.root.parents) if folder.exists())
    details: dict[str, Any] = {"path": str(home.root), "exists": place == home.root, "free_bytes": None}
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        fix = "export CODEX_AGENT_HOME=<a folder that you can write>"
        return Finding("state_home", str(home.root), f"cannot write {place}", fix, needed=True, details=details)
    try:
        details["free_bytes"] = free = shutil.disk_usage(place).free
        store = Store.open_readonly(home.db)
    except OSError as error:
        problem = f"cannot read {home.root}: {error.strerror}"
        return Finding("state_home", str(home.root), problem, "export CODEX_AGENT_HOME=<another folder>", needed=True)
    except AgentError as error:
        return _broken("state_home", error, str(home.root))
    if store:
        store.close()
    value = f"{home.root} ({free / 2**30:.1f} GiB free{'' if details['exists'] else ', made by the first job'})"
    if free < LOW_DISK_BYTES:
        problem, needed = f"only {free // 2**20} MiB free on the disk of {home.root}", free < NO_DISK_BYTES
        return Finding("state_home", value, problem, "codex-agent clean --days 0", needed=needed, details=details)
    return Finding("state_home", value, needed=True, details=details)


def config_file(env: Mapping[str, str]) -> Finding:
    path = config.config_file()
    details = {"path": str(path), "exists": path.exists()}
    try:
        config.load(env, path)
    except AgentError as error:
        return Finding("config", str(path), error.message, error.hint, needed=True, details=details)
    return Finding("config", f"{path}{'' if path.exists() else ' (none: defaults)'}", needed=True, details=details)


def supervisor(home: Home) -> Finding:
    """Who decides at this moment. Nobody is fine: a job starts one. Known by its lock; asked for its version, never started."""
    details: dict[str, Any] = {
        "running": connecting.alive(home),
        "pid": None,
        "version": None,
        "live_jobs": live_jobs(home),
    }
    if not details["running"]:
        waits = (
            f", {details['live_jobs']} job{'s wait' if details['live_jobs'] > 1 else ' waits'} for one"
            if details["live_jobs"]
            else ""
        )
        return Finding("supervisor", f"not running, starts when needed{waits}", details=details)
    details["pid"] = _owner_pid(home)
    answer = _hello(home)
    if answer is None:
        problem = f"supervisor {details['pid']} does not answer; the next command that needs it replaces it"
        return Finding("supervisor", f"pid {details['pid']}", problem, "codex-agent clean", details=details)
    details |= {"version": answer.get("version"), "pid": answer.get("pid"), "rss_bytes": answer.get("rss_bytes")}
    value = f"pid {details['pid']}, version {details['version']}, {details['live_jobs']} live jobs"
    return Finding("supervisor", value, details=details)


def live_jobs(home: Home) -> int:
    """Jobs without an end, as the store has it; 0 for a store that cannot be read (the check of the home says why)."""
    try:
        store = Store.open_readonly(home.db)
        if store is None:
            return 0
        try:
            return int(store.query("SELECT count(*) AS n FROM jobs WHERE live = 1")[0]["n"])
        finally:
            store.close()
    except AgentError:
        return 0


def queue(home: Home, env: Mapping[str, str]) -> Finding:
    """How many agents may be at work, how many turns wait, and whose provider takes none now."""
    try:
        bound = config.load(env).settings.max_parallel
    except AgentError:  # the check of the file says so
        bound = 0
    now, waits, held = time.time(), 0, []
    with contextlib.suppress(AgentError):
        store = Store.open_readonly(home.db)
        if store is not None:
            with contextlib.closing(store):
                waits = len(backlog.waiting(store.query, bound))
                held = [hold for hold in backlog.holds(store.query) if hold.lasts(now)]
    details = {
        "max_parallel": bound,
        "waiting": waits,
        "held": [{"provider": one.provider, "until": iso(one.until), "reason": one.reason} for one in held],
    }
    value = f"{bound} agent{'s' if bound > 1 else ''} at a time" if bound else "any number of agents at a time"
    value += f", {waits} waiting" if waits else ""
    if not held:
        return Finding("queue", value, details=details)
    problem = "; ".join(f"{one.provider} takes no queued turns before {iso(one.until)}: {one.reason}" for one in held)
    fix = "wait, or begin one all the same: CODEX_AGENT_MAX_PARALLEL=0 codex-agent start ..."
    return Finding("queue", value, problem, fix, details=details)


def _owner_pid(home: Home) -> int | None:
    try:
        return int(home.lock.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _hello(home: Home) -> dict[str, Any] | None:
    """The answer of the supervisor that runs; None when it is silent. Unlike `client.call` this starts and replaces nobody."""
    sock = socket.socket(socket.AF_UNIX)
    connection = connecting.Connection(sock, "")
    try:
        sock.settimeout(wire.ACK_S)
        sock.connect(str(home.socket))
        connection.send("hello")
        acknowledged = connection.receive(wire.ACK_S)
        return connection.receive(wire.ACK_S) if acknowledged else None
    except (OSError, connecting.Gone, ValueError):
        return None
    finally:
        connection.close()


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
