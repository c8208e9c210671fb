"""`start`: jobs that begin. Everything is validated before the first side effect; a repeated request changes nothing.

A command repeats its request, with the same token, when a supervisor died before it answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

from codex_agent import budgets, processes
from codex_agent.config import Settings
from codex_agent.errors import AgentError, usage_error
from codex_agent.ids import FULL_ID
from codex_agent.jobs import Job
from codex_agent.paths import write_atomic
from codex_agent.prompting import check_prompt
from codex_agent.providers import agent as agent_named
from codex_agent.providers import get as provider_named
from codex_agent.providers.base import Prepared
from codex_agent.specs import JobSpec
from codex_agent.states import JobState
from codex_agent.supervisor import aftermath, writers
from codex_agent.supervisor.house import House
from codex_agent.supervisor.job_worktrees import JobWorktrees
from codex_agent.supervisor.requests import Push, Request, bound_of, disk_errors, env_of, schema_in, text_of
from codex_agent.supervisor.roster import Roster
from codex_agent.supervisor.turn_begin import Ticket
from codex_agent.usage import Usage
from codex_agent.worktrees.creating import Wish

START_S = 15.0
PREVIEW_CHARS = 500  # of a prompt, for lists


class Openings:
    def __init__(self, house: House, roster: Roster, worktrees: JobWorktrees) -> None:
        self.house = house
        self.roster = roster
        self.worktrees = worktrees

    async def start(self, request: Request, push: Push) -> dict[str, Any]:
        token, env = text_of(request, "token"), env_of(request)
        known = self.house.store.job_with_token(token)
        notices: tuple[str, ...] = ()
        if known is None:
            known, notices = await self._create(request, token, env)
        else:  # the command repeats itself after a crash of ours
            self.roster.keep(known).give_ticket(1, Ticket(env))
        job = await self._begun(known)
        return {
            "job": job.as_json(self.house.now()),
            "turn": job.turn.as_json(),
            "window": job.spec.window,
            "notices": notices,
        }

    async def check(self, request: Request, push: Push) -> dict[str, Any]:
        """What a start with this spec would be; nothing begins. With `now` raises also for what is in its way at this moment."""
        env = env_of(request)
        settings = self.house.settings(env)
        spec, prepared, notices = await self._asked(request, settings, env)
        if request.get("now"):
            budgets.check_start(self.house.store.query, spec)
            if settings.one_writer and not request.get("force") and request.get("worktree") is None:
                writers.check_start(self.house, spec)
        if (wish := Wish.from_json(request.get("worktree"))) is not None:
            notices += await self.worktrees.check(spec, wish, settings, env)
        spec = replace(spec, model=spec.model or prepared.effective_model)
        return {"spec": spec.as_json(), "context_window": prepared.context_window, "notices": notices}

    async def apart(self, request: Request, push: Push) -> dict[str, Any]:
        """Whether agents with these specs could be at work together: `pair` has the places in the list of two that could not."""
        specs = [JobSpec.from_json(spec) for spec in request["specs"]]
        return {"pair": await asyncio.to_thread(writers.pair, specs)}

    async def _create(self, request: Request, token: str, env: dict[str, str]) -> tuple[str, tuple[str, ...]]:
        """The new job's id, and what the provider has to say beside it."""
        prompt, settings = check_prompt(request.get("prompt")), self.house.settings(env)
        spec, prepared, notices = await self._asked(request, settings, env)
        budgets.check_start(self.house.store.query, spec)
        job, schema = self._new_id(), schema_in(request)
        files = {self.house.home.prompt(job, 1): prompt}
        if schema is not None:
            files[self.house.home.schema(job)] = schema.text
        if (wish := Wish.from_json(request.get("worktree"))) is not None:
            spec, more = await self.worktrees.make(job, spec, wish, settings, env)
            notices += more
        try:
            if settings.one_writer and not request.get("force"):
                writers.check_start(self.house, spec)
            self.house.check_free(spec.cwd)
            self._store(job, token, self._by_hand(spec, prepared, env), prepared, files, bound_of(request))
        except BaseException:
            if wish is not None:
                await self.worktrees.take_back(job, env)
            raise
        if wish is not None:
            self.worktrees.settle(job)
        self.roster.keep(job).give_ticket(1, Ticket(env, prepared))
        return job, notices

    def _by_hand(self, spec: JobSpec, prepared: Prepared, env: dict[str, str]) -> JobSpec:
        """With what a person will type to go on in the client itself; its folder is known now."""
        provider = provider_named(spec.provider)
        words = provider.client_command(prepared, spec, self.house.home.client_dir(provider.name), env)
        return replace(spec, client_command=words)

    def _store(
        self, job: str, token: str, spec: JobSpec, prepared: Prepared, files: dict[Path, str], bound: int | None
    ) -> None:
        """The job with its files; all of it or nothing."""
        absent = aftermath.absent_dirs(self.house, spec.cwd, provider_named(spec.provider))
        history = self.house.store.job(spec.fork_of).usage if spec.fork_of else Usage()
        spec = replace(spec, absent_dirs=absent if spec.mode != "terminal" else (), fork_tokens=history.total)
        with disk_errors(self.house):
            try:
                for path, text in files.items():
                    write_atomic(path, text.encode())
                told = self.house.now()
                model = prepared.effective_model
                known: dict[str, Any] = {"model": model, "usage": history, "max_parallel": bound}
                self.house.store.add_job(job, token, spec, host=self.house.host, now=told, **known)
            except BaseException:
                for path in files:
                    path.unlink(missing_ok=True)
                raise

    async def _asked(
        self, request: Request, settings: Settings, env: dict[str, str]
    ) -> tuple[JobSpec, Prepared, tuple[str, ...]]:
        """The spec of a request with its schema, proved, and what there is to say about both; nothing has happened yet."""
        spec, schema = replace(JobSpec.from_json(request["spec"]), worktree=None), schema_in(request)
        if schema is None:
            spec, prepared = await self._checked(spec, settings, env)
            return spec, prepared, prepared.notices
        spec, prepared = await self._checked(replace(spec, output_schema=schema.name), settings, env)
        return spec, prepared, prepared.notices + await self.house.checks.schema(schema.text, schema.name)

    async def _checked(self, spec: JobSpec, settings: Settings, env: dict[str, str]) -> tuple[JobSpec, Prepared]:
        """The spec with its defaults filled in, proved against the installed client; nothing has happened yet."""
        if self._is_agent(env.get(processes.JOB_MARK)) and not settings.nesting:
            raise AgentError(
                "nested",
                f"this is agent {env[processes.JOB_MARK]}: an agent cannot start agents",
                hint="do the task yourself; the user can allow it with nesting = true in config.toml",
            )
        if spec.mode == "terminal":
            if spec.output_schema is not None:
                raise usage_error("no_answer", "a command in a terminal gives no answer that could fit a schema")
            spec = replace(spec, model=None, reasoning=None, sandbox="none", window=settings.tmux)
            return spec, await asyncio.to_thread(provider_named(spec.provider).check, spec, env)
        limit = settings.inactivity_minutes if spec.inactivity_minutes is None else spec.inactivity_minutes
        provider = agent_named(spec.provider or settings.provider)
        defaults = settings.of(provider.name)
        spec = replace(
            spec,
            provider=provider.name,
            model=spec.model or defaults.model,
            reasoning=spec.reasoning or defaults.reasoning,
            sandbox=spec.sandbox or defaults.sandbox or provider.default_sandbox,
            inactivity_minutes=limit or None,
            max_log_mb=settings.max_log_mb or None,
            max_session_tokens=int(settings.max_session_tokens) or None,
            approval_policy=settings.approval_policy if spec.mode == "interactive" else "never",
            idle_minutes=settings.idle_minutes or None,
            window=settings.tmux,
        )
        if spec.mode == "interactive" and provider.threads is None:
            raise usage_error(
                "no_server", f"provider {spec.provider} has no interactive mode", "leave --interactive out"
            )
        prepared = await asyncio.to_thread(provider.check, spec, env)
        return replace(spec, reasoning=prepared.reasoning, client_home=prepared.client_home), prepared

    def _is_agent(self, mark: str | None) -> bool:
        """Whether the caller runs inside an agent. A command in a background terminal is the user's own."""
        if mark is None or not FULL_ID.fullmatch(mark):
            return mark is not None
        found = self.house.store.query("SELECT spec FROM jobs WHERE id = ?", mark)
        return not (found and JobSpec.from_json(json.loads(found[0]["spec"])).mode == "terminal")

    def _new_id(self) -> str:
        while True:
            job = secrets.token_hex(4)
            if not self.house.store.query("SELECT 1 FROM jobs WHERE id = ?", job):
                return job

    async def _begun(self, job_id: str) -> Job:
        """The job once its thread is known, it has ended, `START_S` is over, or at once when it has to wait in the queue."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(START_S):
                while True:
                    change = self.house.change_of(job_id)
                    job = self.house.store.job(job_id)
                    if job.thread_id is not None or job.state not in (JobState.QUEUED, JobState.STARTING):
                        return job
                    if job.state is JobState.QUEUED and not self.house.admission.admits(job_id, 1):
                        return self.house.store.job(job_id)
                    await change
        return self.house.store.job(job_id)
