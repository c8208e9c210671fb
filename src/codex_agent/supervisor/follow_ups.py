"""`send`: turns that follow, and messages for one that runs. Everything is validated before the first side effect.

A command repeats its request, with the same token, when a supervisor died before it answered; that changes nothing.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

from codex_agent import budgets
from codex_agent.endings import StopReason
from codex_agent.errors import AgentError
from codex_agent.jobs import Job
from codex_agent.paths import write_atomic
from codex_agent.prompting import check_prompt
from codex_agent.providers import get as provider_named
from codex_agent.providers.base import Prepared
from codex_agent.specs import JobSpec
from codex_agent.states import JOB_ENDS, JobEvent, JobState
from codex_agent.supervisor import writers
from codex_agent.supervisor.house import House
from codex_agent.supervisor.requests import Push, Request, bound_of, disk_errors, env_of, job_of, text_of
from codex_agent.supervisor.roster import Roster
from codex_agent.supervisor.terminals import Terminals
from codex_agent.supervisor.turn_begin import Ticket


class FollowUps:
    def __init__(self, house: House, roster: Roster, terminals: Terminals) -> None:
        self.house = house
        self.roster = roster
        self.terminals = terminals

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
        if self.house.settings(env).one_writer and not request.get("force"):
            writers.check_send(self.house, job.id, job.spec)
        turn = self._queue(job, token, text, spec, bound_of(request))
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
        limit = int(self.house.settings(env).max_session_tokens) or None
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
