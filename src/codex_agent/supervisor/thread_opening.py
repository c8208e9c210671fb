"""Finding the app-server for an interactive job, and what the client was checked to run with."""

from __future__ import annotations

import asyncio

from codex_agent.errors import AgentError
from codex_agent.jobs import Job
from codex_agent.providers import get as provider_named
from codex_agent.providers.base import Prepared, ThreadClient
from codex_agent.states import JobState
from codex_agent.supervisor.app_servers import AppServer, AppServers, ServerGone
from codex_agent.supervisor.house import House, log
from codex_agent.supervisor.turn_begin import Ticket


def client_of(job: Job) -> ThreadClient:
    client = provider_named(job.spec.provider).threads
    if client is None:
        words = f"provider {job.spec.provider} has no interactive mode"
        raise AgentError("no_server", words, hint="leave --interactive out")
    return client


async def prepared(job: Job, env: dict[str, str]) -> Prepared:
    """The client, checked in the environment of a sender; the thread lives where its first turn put it. Raises `AgentError`."""
    provider = provider_named(job.spec.provider)
    if job.spec.client_home:
        env = {**env, **provider.home_variables(job.spec.client_home)}
    spec = job.spec if job.thread_id is None else job.spec.follow_up()
    return await asyncio.to_thread(provider.check, spec, env)


async def server_that_has(servers: AppServers, job: Job, env: dict[str, str]) -> tuple[AppServer, Prepared]:
    """For a thread that runs already; its client may be gone from PATH, or its folder from the disk. Raises `ServerGone`."""
    known = servers.get(job.server)
    if known is None:
        raise ServerGone("the app-server of this job is gone, and nobody saw its end")
    try:
        return known, await prepared(job, env)
    except AgentError as error:
        log.warning("job %s: %s", job.id, error)
        spec = job.spec
        return known, Prepared((), {}, spec.client_home or "", (), spec.model, spec.reasoning, None, None, trust=False)


async def server_for(servers: AppServers, job: Job, ticket: Ticket) -> tuple[AppServer, Prepared]:
    """For a thread that is to be opened: the server of the sender's environment. Raises `AgentError`."""
    assert job.state is JobState.STARTING
    found = ticket.prepared or await prepared(job, ticket.env)
    return servers.shared(ticket.env, found, client_of(job)), found


def inherited(house: House, job_id: str) -> Ticket:
    """The environment of the command that woke us, for a sender whose own was lost."""
    with house.store.change(job_id) as change:
        text = "the sender's environment was lost with the last supervisor; this one's is used"
        change.journal("job", text, at=house.now())
    return Ticket(house.own_env)
