"""What follows a state: telling those who wait, the notify command, and clearing up what a client leaves behind.

Everything here is idempotent and comes after the commit; a supervisor that dies in between finds `announced = 0` and repeats it.
"""

from __future__ import annotations

import asyncio
import contextlib
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import codex_agent
from codex_agent.jobs import Job
from codex_agent.providers.base import NotifyHook, Provider
from codex_agent.states import JobState, TurnEvent
from codex_agent.supervisor.house import House, log

CLEAN_ENDS = (TurnEvent.COMPLETED, TurnEvent.FAILED)


def hook(house: House, job: Job) -> NotifyHook:
    """The notify hook of this job, from the runtime's own files."""
    home = house.home
    return NotifyHook(
        python=sys.executable, script=str(hook_script()), home=str(home.root), socket=str(home.socket), job=job.id
    )


def hook_script() -> Path:
    """Inside an installed package, or beside `src/` in a checkout."""
    package = Path(codex_agent.__file__).parent
    installed = package / "hooks" / "codex_notify.py"
    return installed if installed.exists() else package.parents[1] / "hooks" / "codex_notify.py"


async def tell(house: House, job: Job, env: Mapping[str, str] | None) -> None:
    """Make an end known: files, waiters, the notify command of an ended job. Marks it as announced at the end."""
    house.announce(job, ended=job.turn.ended)
    if job.ended and job.spec.notify_on_complete and not await _notify(job, env or house.own_env):
        log.warning("job %s: its notify command could not be started", job.id)
    if job.ended and job.spec.window:
        house.spawn_task(house.views.close(job.id))
    with house.store.change(job.id) as change:
        change.set_job(announced=1)


async def _notify(job: Job, env: Mapping[str, str]) -> bool:
    """Start the user's command, split like a shell would and run without one. Its end is not waited for."""
    error = job.turn.error_message or ""
    facts = {
        "CODEX_AGENT_JOB_ID": job.id,
        "CODEX_AGENT_STATUS": job.state.value,
        "CODEX_AGENT_ERROR": error,
    }
    try:
        await asyncio.create_subprocess_exec(
            *shlex.split(job.spec.notify_on_complete or ""),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=job.spec.cwd,
            env={**env, **facts},
            start_new_session=True,
        )
    except (OSError, ValueError):
        return False
    return True


def absent_dirs(house: House, cwd: str, provider: Provider) -> tuple[str, ...]:
    """The sandbox mount points that are not in this folder now, or were not before the agents that run there now."""
    for other in house.store.list_jobs("live = 1"):
        if other.spec.cwd == cwd:
            return other.spec.absent_dirs
    return tuple(name for name in provider.mount_points if not (Path(cwd) / name).exists())


def clear_up(house: House, job: Job, turn: int) -> None:
    """After the client is gone: the turn's own files, kept hook events, and empty mount points of a sandbox that was cut off."""
    house.home.pid(job.id, turn).unlink(missing_ok=True)
    house.home.verdict(job.id, turn).unlink(missing_ok=True)
    house.home.stdin(job.id, turn).unlink(missing_ok=True)
    if job.spec.mode == "terminal":
        house.home.terminal_socket(job.id).unlink(missing_ok=True)
    for path in house.kept_notices.pop(job.id, []):
        path.unlink(missing_ok=True)
    if job.turn.outcome in CLEAN_ENDS and job.state is not JobState.KILLED:
        return
    if any(other.id != job.id and other.spec.cwd == job.spec.cwd for other in house.store.list_jobs("live = 1")):
        return
    for name in job.spec.absent_dirs:
        with contextlib.suppress(OSError):  # not there, or no longer empty: somebody's own
            (Path(job.spec.cwd) / name).rmdir()
