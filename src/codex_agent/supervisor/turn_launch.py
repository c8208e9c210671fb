"""How the client of a turn is started: checked, its command built, its prompt in a form in which it takes it as words."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from pathlib import Path

from codex_agent.drivers.exec_process import ExecProcess
from codex_agent.errors import AgentError, ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.jobs import Job
from codex_agent.paths import write_atomic
from codex_agent.providers import get as provider_named
from codex_agent.providers.base import Provider
from codex_agent.supervisor import aftermath
from codex_agent.supervisor.house import House
from codex_agent.supervisor.turn_begin import Ticket


async def launch(house: House, job: Job, n: int, ticket: Ticket, process: ExecProcess, schema: Path | None) -> None:
    """Start the client of turn `n`. Raises `AgentError` or `OSError` when it, the prompt or the folder refuses."""
    provider = provider_named(job.spec.provider)
    prepared = ticket.prepared
    if prepared is None:
        spec = job.spec if job.thread_id is None else job.spec.follow_up()
        prepared = await asyncio.to_thread(provider.check, spec, {**ticket.env, **_home_of(job, provider)})
    added = await asyncio.to_thread(provider.arrange, prepared, house.home.client_dir(provider.name))
    argv = provider.command(
        prepared,
        job.spec,
        thread_id=job.thread_id,
        notify=aftermath.hook(house, job),
        schema=str(schema) if schema else None,
    )
    await asyncio.to_thread(_speak_plainly, house, job, n, provider, process, schema)
    env = {**ticket.env, **prepared.env, **_home_of(job, provider), **added}
    process.spawn(argv, env, job.spec.cwd)


def _speak_plainly(
    house: House, job: Job, n: int, provider: Provider, process: ExecProcess, schema: Path | None
) -> None:
    """Give the client the prompt in a form in which it takes it as the words that it is."""
    if job.spec.mode == "terminal":
        return
    prompt = house.home.prompt(job.id, n).read_bytes().decode()
    fits = None
    if schema is not None:
        with contextlib.suppress(OSError):  # somebody took it away, which the check of the answer will say
            fits = schema.read_text()
    text = provider.as_text(prompt, job.spec, fits)
    if text != prompt:
        stdin = house.home.stdin(job.id, n)
        write_atomic(stdin, text.encode())
        process.files = process.files._replace(stdin=stdin)


def _home_of(job: Job, provider: Provider) -> Mapping[str, str]:
    """The thread lives where its first turn put it, whoever sends the follow-up."""
    return provider.home_variables(job.spec.client_home) if job.spec.client_home and job.turn.n > 1 else {}


def refusal(error: AgentError | OSError) -> TurnFailed:
    """How a turn ends that could not be launched."""
    if isinstance(error, AgentError):
        return TurnFailed(error.message, ErrorClass.OTHER, error.hint)
    return TurnFailed(
        f"the client cannot be started: {error.strerror or error}", ErrorClass.OTHER, "codex-agent health"
    )
