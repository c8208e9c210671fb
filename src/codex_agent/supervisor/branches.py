"""`fork` and `reopen`: a new job out of another one's history, and an interactive job that is open again without a message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.jobs import Job
from codex_agent.prompting import check_prompt
from codex_agent.providers import get as provider_named
from codex_agent.specs import JobSpec
from codex_agent.states import JOB_ENDS, JobEvent, JobState
from codex_agent.supervisor.follow_ups import FollowUps
from codex_agent.supervisor.house import House
from codex_agent.supervisor.openings import PREVIEW_CHARS, Openings
from codex_agent.supervisor.requests import NAME_CHARS, Push, Request, disk_errors, env_of, job_of, text_if_any, text_of
from codex_agent.supervisor.roster import Roster
from codex_agent.supervisor.turn_begin import Ticket

FORK = " (fork)"


class Branches:
    def __init__(self, house: House, roster: Roster, openings: Openings, follow_ups: FollowUps) -> None:
        self.house = house
        self.roster = roster
        self.openings = openings
        self.follow_ups = follow_ups

    async def fork(self, request: Request, push: Push) -> dict[str, Any]:
        """Start a job whose thread begins with the history of another one's, which stays as it is. Answers like `start`."""
        notes: tuple[str, ...] = ()
        if self.house.store.job_with_token(text_of(request, "token")) is None:
            original = job_of(self.house, request.get("job"))
            prompt = check_prompt(request.get("prompt"))
            spec = self._forked(original, prompt, request)
            request = {**request, "spec": spec.as_json()}
            notes = _shared(original)
        answer = await self.openings.start(request, push)
        return {**answer, "notices": (*answer["notices"], *notes)}

    def _forked(self, original: Job, prompt: str, request: Request) -> JobSpec:
        """As the original was asked to be, but for what the request names; what belongs to its own turns is left out."""
        if original.spec.mode == "terminal":
            raise usage_error("no_thread", f"job {original.id} is a command in a terminal: it has no conversation")
        if original.thread_id is None:
            words = f"job {original.id} never had a thread, so there is no history to begin with"
            raise AgentError("no_thread", words, hint="start a new job")
        if not original.turn.ended or original.queued_turns:
            words = f"job {original.id} is working: its history is not whole before its turn has ended"
            raise AgentError("busy", words, hint=f"codex-agent await-turn {original.id}")
        return replace(
            _changed(original, request),
            prompt=prompt[:PREVIEW_CHARS],
            name=text_if_any(request, "name") or _branched(original.spec.name),
            parent_session=text_if_any(request, "parent_session"),
            images=(),
            output_schema=None,
            notify_on_complete=None,
            group_id=None,
            group_parallel=0,
            fork_of=original.id,
            fork_thread=original.thread_id,
            fork_record=self._record(original),
        )

    def _record(self, original: Job) -> str | None:
        """The client's record of the thread, for a client that copies it."""
        if original.rollout is not None or original.spec.client_home is None or original.thread_id is None:
            return original.rollout
        provider = provider_named(original.spec.provider)
        place = self.house.home.client_dir(provider.name)
        return provider.find_rollout(original.spec.client_home, original.thread_id, place)

    async def reopen(self, request: Request, push: Push) -> dict[str, Any]:
        """Open the thread of an interactive job again, so that a person can attach. One that is open stays as it is."""
        job = job_of(self.house, request.get("job"))
        if job.spec.mode != "interactive":
            by_hand = f"; by hand, once it has ended: {job.client_command}" if job.client_command else ""
            words = f"job {job.id} is no interactive agent: it goes on with a prompt{by_hand}"
            hint = f"codex-agent resume {job.id} PROMPT"
            raise AgentError("no_prompt", words, exit_code=Exit.USAGE, hint=hint)
        if job.ended:
            env = env_of(request)
            self.follow_ups.check_budget(job, request, env)
            prepared = await self.follow_ups.may_follow(job, env)
            self._reopened(job)
            self.roster.keep(job.id).give_ticket(job.turn.n, Ticket(env, prepared))
        job = await self._open(job.id)
        if job.ended:
            error = job.error or {"message": job.state.value, "hint": f"codex-agent status {job.id}"}
            raise AgentError("not_open", f"job {job.id} did not open: {error['message']}", hint=error["hint"])
        return {"job": job.as_json(self.house.now()), "turn": job.turn.as_json()}

    def _reopened(self, job: Job) -> None:
        with disk_errors(self.house), self.house.store.change(job.id) as change:
            if change.state in JOB_ENDS:
                change.job_event(JobEvent.REOPENED, at=self.house.now(), completed_at=None, exit_code=None, error=None)
        self.house.changed(job.id)

    async def _open(self, job_id: str) -> Job:
        """The job once its thread is open, or it has ended."""
        while True:
            change = self.house.change_of(job_id)
            job = self.house.store.job(job_id)
            if job.state is not JobState.STARTING:
                return job
            await change


def _changed(original: Job, request: Request) -> JobSpec:
    """What the original was asked for, but for what the request names. Another model begins with a level of its own."""
    spec, tokens = original.spec, request.get("max_tokens")
    sandbox, model = text_if_any(request, "sandbox"), text_if_any(request, "model")
    reasoning = text_if_any(request, "reasoning")
    if reasoning is not None or model not in (None, spec.model, original.model):
        key = provider_named(spec.provider).reasoning_key
        config = tuple(pair for pair in spec.config if pair.partition("=")[0] != key)
        spec = replace(spec, reasoning=reasoning, config=config)
    return replace(
        spec,
        sandbox=sandbox or spec.sandbox,
        network=spec.network and sandbox != "read-only",  # which has none
        model=model or spec.model,
        max_tokens=tokens if isinstance(tokens, int) else spec.max_tokens,
    )


def _branched(name: str | None) -> str | None:
    """What tells a fork from its original in lists."""
    return None if name is None else f"{name.removesuffix(FORK)[: NAME_CHARS - len(FORK)]}{FORK}"


def _shared(original: Job) -> tuple[str, ...]:
    """What there is to say of a fork in the worktree that was made for its original."""
    if original.spec.worktree is None:
        return ()
    words = f"it works in the worktree of job {original.id}, {original.spec.cwd}"
    if original.spec.worktree.branch is None:
        return (f"{words}, a copy to throw away: nothing that it changes there is merged; delete it before that job",)
    return (f"{words}: what it changes there goes with that job's diff and merge; delete it before that job",)
