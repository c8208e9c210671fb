"""What is ours: the state home, the settings, the supervisor, the queue. Read only; no supervisor is started or replaced."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import time
from collections.abc import Mapping
from typing import Any

from codex_agent import backlog, config, connecting, wire
from codex_agent.checkup.finding import Finding, broken
from codex_agent.errors import AgentError
from codex_agent.jobs import iso
from codex_agent.paths import Home
from codex_agent.store import Store

LOW_DISK_BYTES = 200 * 1024 * 1024
NO_DISK_BYTES = 5 * 1024 * 1024


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
        return broken("state_home", error, str(home.root))
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
