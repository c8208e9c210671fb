"""`start` and `send`: turns that begin. Everything is validated before the first side effect; a repeated request changes nothing.

A command repeats its request, with the same token, when a supervisor died before it answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

from codex_agent import budgets, config, processes
from codex_agent.config import Settings
from codex_agent.endings import StopReason
from codex_agent.errors import AgentError, usage_error
from codex_agent.ids import FULL_ID
from codex_agent.jobs import Job
from codex_agent.paths import write_atomic
from codex_agent.prompting import check_prompt
from codex_agent.providers import agent as agent_named
from codex_agent.providers import get as provider_named
from codex_agent.providers.base import Prepared
from codex_agent.specs import JobSpec
from codex_agent.states import JOB_ENDS, JobEvent, JobState
from codex_agent.supervisor import aftermath, writers
from codex_agent.supervisor.house import House
from codex_agent.supervisor.job_worktrees import JobWorktrees
from codex_agent.supervisor.requests import Push, Request, disk_errors, env_of, job_of, schema_in, text_of
from codex_agent.supervisor.roster import Roster
from codex_agent.supervisor.terminals import Terminals
from codex_agent.supervisor.turn_run import Ticket
from codex_agent.usage import Usage
from codex_agent.worktrees.creating import Wish

START_S = 15.0
PREVIEW_CHARS = 500  # of a prompt, for lists


class Openings:
    def __init__(self, house: House, roster: Roster, terminals: Terminals, worktrees: JobWorktrees) -> None:
        self.house = house
        self.roster = roster
        self.terminals = terminals
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
        settings = self._settings(env)
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
        prompt, settings = check_prompt(request.get("prompt")), self._settings(env)
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
            self._store(job, token, self._by_hand(spec, prepared, env), prepared, files, _bound(env, request))
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

    def _settings(self, env: dict[str, str]) -> Settings:
        return config.load(env, self.house.config_file).settings

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

    async def send(self, request: Request, push: Push) -> dict[str, Any]:
        token, env = text_of(request, "token"), env_of(request)
        job = job_of(self.house, request.get("job"))
        sent = self.house.store.turn_with_token(token)
        if sent is not None:  # the command repeats itself after a crash of ours
            self.roster.keep(sent[0]).give_ticket(sent[1], Ticket(env))
            return self._sent(job.id, sent[1])
        if job.spec.mode == "interactive" and self.house.store.input_with_token(token) is not None:
            return self._sent(job.id, await self._taken(job.id, token))
        text = check_prompt(request.get("text"))
        how = str(request.get("how") or "")
        interactive = job.spec.mode == "interactive"
        if text.strip() == "/quit" and job.spec.mode != "terminal":
            return await self._quit(job)
        if how == "steer" and job.spec.mode == "exec":
            hint = "--queue waits for the end of the turn, --interrupt ends it first"
            raise AgentError("cannot_steer", f"job {job.id} takes no message in the middle of a turn", hint=hint)
        if job.spec.mode == "terminal":
            return self._sent(job.id, await self.terminals.type(job, token, text, how))
        steers, spec = interactive and how in ("", "steer"), self.check_budget(job, request, env)
        if steers and (turn := await self._steer(job, token, text)) is not None:
            self._keep_limits(job, spec)
            return self._sent(job.id, turn)
        prepared = await self.may_follow(job, env)
        # While the client was asked, another message may have made the turn that this one joins.
        if steers and (turn := await self._steer(job, token, text)) is not None:
            self._keep_limits(job, spec)
            return self._sent(job.id, turn)
        if self._settings(env).one_writer and not request.get("force"):
            writers.check_send(self.house, job.id, job.spec)
        turn = self._queue(job, token, text, spec, _bound(env, request))
        keeper = self.roster.keep(job.id)
        keeper.give_ticket(turn, Ticket(env, prepared))
        if how == "interrupt":
            keeper.request_stop(StopReason.INTERRUPT)
        self.house.admission.look(job.id)
        return self._sent(job.id, turn)

    async def _quit(self, job: Job) -> dict[str, Any]:
        """Close an interactive job; one that has ended, or ends by itself, is left alone."""
        if job.spec.mode == "interactive" and not job.ended:
            self.roster.thread_keeper(job.id).quit()
            await self.roster.gone(job.id)
        return self._sent(job.id, None)

    async def _steer(self, job: Job, token: str, text: str) -> int | None:
        """Hand the message to the running turn, or to the one that is about to begin, so that messages keep their order.

        Returns the turn that answers it, None when there is no such turn.
        """
        with disk_errors(self.house), self.house.store.change(job.id) as change:
            turns = [int(row["n"]) for row in change.open_turns()[-1:]] or change.queued_turns()
            if self.house.store.job(job.id).queue is not None:
                return None  # it would have to wait with the turn that it joins
            if not turns or change.state is JobState.STOPPING:
                return None
            change.add_input(turns[0], token, text, at=self.house.now())
        self.roster.thread_keeper(job.id).wake()
        return await self._taken(job.id, token)

    async def _taken(self, job: str, token: str) -> int:
        """The turn that a message went to. It is known when the server has taken it, or when its turn ended without it."""
        keeper = self.roster.thread_keeper(job)
        while True:
            change = self.house.change_of(job)
            moved = self.house.store.turn_with_token(token)
            if moved is not None:
                return moved[1]
            row = self.house.store.input_with_token(token)
            if row is None or row["state"] == "dropped":
                raise AgentError(
                    "not_sent", f"job {job} ended before it took the message", hint=f"codex-agent send {job} TEXT"
                )
            if row["state"] == "heard" or keeper.handed(token):
                return int(row["turn"])
            await change

    def check_budget(self, job: Job, request: Request, env: dict[str, str]) -> JobSpec:
        """Raises for a job that has no tokens left, or whose session has none; else how it goes on, with the limits that hold now."""
        tokens = request.get("max_tokens")
        limit = int(self._settings(env).max_session_tokens) or None
        spec = replace(job.spec, max_tokens=tokens if isinstance(tokens, int) else job.spec.max_tokens)
        spec = replace(spec, max_session_tokens=limit)
        budgets.check_send(self.house.store.query, job.id, spec)
        return spec

    def _keep_limits(self, job: Job, spec: JobSpec) -> None:
        if spec != job.spec:
            with disk_errors(self.house), self.house.store.change(job.id) as change:
                change.set_job(spec=json.dumps(spec.as_json()))

    async def may_follow(self, job: Job, env: dict[str, str]) -> Prepared:
        """What the follow-up needs, proved. The job may move while the client is asked; `_queue` looks again."""
        if job.ended and job.thread_id is None:
            hint = "start a new job"
            raise AgentError(
                "no_thread", f"job {job.id} never had a thread, so there is nothing to go on with", hint=hint
            )
        spec, provider = replace(job.spec.follow_up(), client_home=None), provider_named(job.spec.provider)
        if job.spec.client_home:
            env = {**env, **provider.home_variables(job.spec.client_home)}
        return await asyncio.to_thread(provider.check, spec, env)

    def _queue(self, job: Job, token: str, text: str, spec: JobSpec, bound: int | None) -> int:
        """The follow-up, stored and counted; a job that had ended is open again."""
        now = self.house.now()
        self.house.check_free(job.spec.cwd)
        with disk_errors(self.house), self.house.store.change(job.id) as change:
            if change.state is JobState.STOPPING:
                raise AgentError("stopping", f"job {job.id} is being killed", hint=f"codex-agent await-turn {job.id}")
            change.set_job(spec=json.dumps(spec.as_json()))
            turn = change.add_turn(token, at=now, text=text[:200], max_parallel=bound)
            write_atomic(self.house.home.prompt(job.id, turn), text.encode())
            if change.state in JOB_ENDS:
                change.job_event(JobEvent.REOPENED, at=now, completed_at=None, exit_code=None, error=None)
        return turn

    def _sent(self, job: str, turn: int | None) -> dict[str, Any]:
        return {"job": self.house.store.job(job).as_json(self.house.now()), "turn": turn}


def _bound(env: dict[str, str], request: Request) -> int | None:
    """How many agents may be at work when this turn begins, if its command says so itself; else the file does, when the time comes."""
    named = request.get("max_parallel")
    if isinstance(named, int) and not isinstance(named, bool) and named >= 0:
        return named
    return config.load(env, Path(os.devnull)).settings.max_parallel if "CODEX_AGENT_MAX_PARALLEL" in env else None
