"""What the control socket can ask for. Each operation validates everything before its first side effect."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from codex_agent import __version__, config, processes
from codex_agent.endings import StopReason
from codex_agent.errors import AgentError, Exit
from codex_agent.jobs import FULL_ID, Job, JobSpec, Turn
from codex_agent.paths import JOB_SUFFIXES, write_atomic
from codex_agent.prompting import check_prompt
from codex_agent.providers import get as provider_named
from codex_agent.states import JobEvent, JobState, TurnState
from codex_agent.store import not_found
from codex_agent.supervisor import aftermath, stopping
from codex_agent.supervisor.house import House
from codex_agent.supervisor.keeper import Ticket
from codex_agent.supervisor.roster import Roster

START_S = 15.0
Request = dict[str, Any]
Push = Callable[[dict[str, Any]], Awaitable[None]]


class Operations:
    """The operations by name; `run` is the only door."""

    def __init__(self, house: House, roster: Roster) -> None:
        self.house = house
        self.roster = roster
        self._names: dict[str, Callable[[Request, Push], Awaitable[dict[str, Any]]]] = {
            "hello": self._hello,
            "sync": self._sync,
            "start": self._start,
            "send": self._send,
            "await": self._await,
            "interrupt": self._interrupt,
            "kill": self._kill,
            "delete": self._delete,
            "clean": self._clean,
            "watch": self._watch,
        }

    async def run(self, request: Request, push: Push) -> dict[str, Any]:
        """The final answer of a request; raises `AgentError`."""
        operation = self._names.get(str(request.get("op")))
        if operation is None:
            raise AgentError("unknown_op", f"the supervisor knows no operation {request.get('op')!r}", hint="codex-agent health")
        return {"ok": True, **await operation(request, push)}

    def notified(self, request: Request) -> None:
        """The notify hook's message: nobody waits for an answer, nothing in it can do harm."""
        payload, keeper = request.get("payload"), self.roster.get(str(request.get("job")))
        if keeper is not None and isinstance(payload, dict):
            keeper.notified(payload)

    def mark_read(self, request: Request) -> None:
        job, turn = request.get("job"), request.get("turn")
        if isinstance(job, str) and isinstance(turn, int):
            with contextlib.suppress(AgentError):  # an answer that stays unread is the safe side
                self.house.store.mark_read(job, turn, self.house.now())

    async def _hello(self, request: Request, push: Push) -> dict[str, Any]:
        import psutil

        me = psutil.Process()
        return {
            "version": __version__,
            "pid": os.getpid(),
            "started_at": me.create_time(),
            "live": self.roster.live(),
            "rss_bytes": me.memory_info().rss,
        }

    async def _sync(self, request: Request, push: Push) -> dict[str, Any]:
        await self.roster.settle()
        return {}

    # start

    async def _start(self, request: Request, push: Push) -> dict[str, Any]:
        token, env = _text(request, "token"), _env(request)
        known = self.house.store.job_with_token(token)
        if known is None:
            known = await self._create(request, token, env)
        else:  # the command repeats itself after a crash of ours
            self.roster.keep(known).give_ticket(1, Ticket(env))
        job = await self._begun(known)
        return {"job": job.as_json(self.house.now()), "turn": job.turn.as_json()}

    async def _create(self, request: Request, token: str, env: dict[str, str]) -> str:
        prompt = check_prompt(request.get("prompt"))
        spec, prepared = await self._checked(JobSpec.from_json(request["spec"]), env)
        job = self._new_id()
        path = self.house.home.prompt(job, 1)
        with _disk_errors(self.house):
            write_atomic(path, prompt.encode())
            try:
                told = self.house.now()
                self.house.store.add_job(job, token, spec, host=self.house.host, now=told, announced=True)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        self.roster.keep(job).give_ticket(1, Ticket(env, prepared))
        return job

    async def _checked(self, spec: JobSpec, env: dict[str, str]) -> tuple[JobSpec, Any]:
        """The spec with its defaults filled in, proved against the installed client; nothing has happened yet."""
        settings = config.load(env, self.house.config_file).settings
        if processes.JOB_MARK in env and not settings.nesting:
            raise AgentError(
                "nested",
                f"this is agent {env[processes.JOB_MARK]}: an agent cannot start agents",
                hint="do the task yourself; the user can allow it with nesting = true in config.toml",
            )
        limit = settings.inactivity_minutes if spec.inactivity_minutes is None else spec.inactivity_minutes
        spec = replace(
            spec,
            model=spec.model or settings.model,
            reasoning=spec.reasoning or settings.reasoning,
            sandbox=spec.sandbox or settings.sandbox,
            inactivity_minutes=limit or None,
            max_log_mb=settings.max_log_mb or None,
            window=settings.tmux,
        )
        provider = provider_named(spec.provider)
        prepared = await asyncio.to_thread(provider.check, spec, env)
        absent = aftermath.absent_dirs(self.house, spec.cwd, provider)
        spec = replace(spec, reasoning=prepared.reasoning, client_home=prepared.client_home, absent_dirs=absent)
        return spec, prepared

    def _new_id(self) -> str:
        while True:
            job = secrets.token_hex(4)
            if not self.house.store.query("SELECT 1 FROM jobs WHERE id = ?", job):
                return job

    async def _begun(self, job_id: str) -> Job:
        """The job once its thread is known, it has ended, or `START_S` is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(START_S):
                while True:
                    change = self.house.change_of(job_id)
                    job = self.house.store.job(job_id)
                    if job.thread_id is not None or job.ended:
                        return job
                    await change
        return self.house.store.job(job_id)

    # send

    async def _send(self, request: Request, push: Push) -> dict[str, Any]:
        token, env = _text(request, "token"), _env(request)
        job = self._job(request)
        sent = self.house.store.turn_with_token(token)
        if sent is not None:  # the command repeats itself after a crash of ours
            self.roster.keep(sent[0]).give_ticket(sent[1], Ticket(env))
            return self._sent(job.id, sent[1])
        text = check_prompt(request.get("text"))
        if text.strip() == "/quit":
            return self._sent(job.id, None)
        prepared = await self._may_follow(job, env)
        turn = self._queue(job, token, text)
        keeper = self.roster.keep(job.id)
        keeper.give_ticket(turn, Ticket(env, prepared))
        if request.get("how") == "interrupt":
            keeper.request_stop(StopReason.INTERRUPT)
        return self._sent(job.id, turn)

    async def _may_follow(self, job: Job, env: dict[str, str]) -> Any:
        if job.state is JobState.STOPPING:
            raise AgentError("stopping", f"job {job.id} is being killed", hint=f"codex-agent await-turn {job.id}")
        if job.ended and job.thread_id is None:
            hint = "start a new job"
            raise AgentError("no_thread", f"job {job.id} never had a thread, so there is nothing to go on with", hint=hint)
        spec = replace(job.spec, client_home=None)
        if job.spec.client_home:
            env = {**env, "CODEX_HOME": job.spec.client_home}
        return await asyncio.to_thread(provider_named(spec.provider).check, spec, env)

    def _queue(self, job: Job, token: str, text: str) -> int:
        """The follow-up, stored and counted; a job that had ended is open again."""
        now = self.house.now()
        with _disk_errors(self.house), self.house.store.change(job.id) as change:
            turn = change.add_turn(token, at=now, text=text[:200])
            write_atomic(self.house.home.prompt(job.id, turn), text.encode())
            if job.ended:
                change.job_event(JobEvent.REOPENED, at=now, completed_at=None, exit_code=None)
        return turn

    def _sent(self, job: str, turn: int | None) -> dict[str, Any]:
        return {"job": self.house.store.job(job).as_json(self.house.now()), "turn": turn}

    # await

    async def _await(self, request: Request, push: Push) -> dict[str, Any]:
        """Push each answer as it comes; with `any` the first is enough. The client hangs up to cancel."""
        wanted = {self._job({"job": item["id"]}).id: self._target(item) for item in request["jobs"]}
        await push({"targets": wanted})
        tasks = [asyncio.create_task(self._answer(job, turn)) for job, turn in wanted.items()]
        try:
            for task in asyncio.as_completed(tasks):
                job, turn = await task
                await push({"answer": {"job": job.as_json(self.house.now()), "turn": turn.as_json()}})
                if request.get("any"):
                    break
        finally:
            for pending in tasks:
                pending.cancel()
        return {}

    def _target(self, item: dict[str, Any]) -> int:
        if item.get("turn") is not None:
            return int(item["turn"])
        if item.get("after") is not None:
            return int(item["after"]) + 1
        job = self.house.store.job(item["id"])
        return job.turn.n + job.queued_turns

    async def _answer(self, job_id: str, n: int) -> tuple[Job, Turn]:
        """Turn `n` of a job once it has ended or asks something."""
        while True:
            change = self.house.change_of(job_id)
            job, turn = self.house.store.job(job_id), self.house.store.turn(job_id, n)
            if turn is not None and (turn.ended or turn.state is TurnState.NEEDS_INPUT):
                return job, turn
            await change

    # ending

    async def _interrupt(self, request: Request, push: Push) -> dict[str, Any]:
        job = self._job(request)
        keeper = self.roster.get(job.id)
        if keeper is None or not keeper.request_stop(StopReason.INTERRUPT):
            raise AgentError("idle", f"job {job.id} has no turn to interrupt", hint=f"codex-agent status {job.id}")
        job, turn = await self._answer(job.id, job.turn.n)
        return {"job": job.as_json(self.house.now()), "turn": turn.as_json()}

    async def _kill(self, request: Request, push: Push) -> dict[str, Any]:
        jobs = [self._job({"job": job}) for job in request["jobs"]]
        return {"killed": list(await asyncio.gather(*(self._kill_one(job) for job in jobs)))}

    async def _kill_one(self, job: Job) -> dict[str, Any]:
        """Gone, verified: also what a client that ended long ago may have left running."""
        keeper = self.roster.get(job.id)
        ended = job.ended
        if keeper is not None:
            if not job.ended:
                keeper.request_stop(StopReason.KILL)
            await self.roster.gone(job.id)
        report = keeper.report if keeper is not None else None
        rest = await stopping.stop(job.id, None, None)
        if report is None or rest.found:
            report = rest
        job = self.house.store.job(job.id)
        text = f"had ended already ({job.state}); {report}" if ended else str(report)
        if report.left:
            raise AgentError("still_there", f"job {job.id}: {report}", hint=f"look at them: ps -p {','.join(map(str, report.left))}")
        return {"job": job.as_json(self.house.now()), "report": text}

    async def _delete(self, request: Request, push: Push) -> dict[str, Any]:
        job = self._job(request)
        if not job.ended:
            raise AgentError("still_live", f"job {job.id} is {job.state}", hint=f"codex-agent kill {job.id}")
        await self.roster.gone(job.id)
        self._remove(job.id)
        return {"deleted": [job.id]}

    async def _clean(self, request: Request, push: Push) -> dict[str, Any]:
        before = self.house.now() - float(request["days"]) * 86400
        old = self.house.store.list_jobs("live = 0 AND announced = 1 AND completed_at < ?", (before,))
        for job in old:
            if self.roster.get(job.id) is None:
                self._remove(job.id)
                await asyncio.sleep(0)
        self.house.store.checkpoint()
        live = self.house.store.query("SELECT count(*) AS n FROM jobs WHERE live = 1")[0]["n"]
        return {"deleted": [job.id for job in old], "kept_running": live}

    def _remove(self, job: str) -> None:
        turns = [turn.n for turn in self.house.store.turns(job)]
        self.house.store.delete(job)
        files = [self.house.home.job_file(job, suffix) for suffix in JOB_SUFFIXES]
        for n in turns:
            files += [self.house.home.exit(job, n), self.house.home.pid(job, n), self.house.home.prompt(job, n)]
        for path in files:
            path.unlink(missing_ok=True)
        self.house.spawn_task(self.house.views.close(job))
        self.house.changed(job)

    # watching

    async def _watch(self, request: Request, push: Push) -> dict[str, Any]:
        """Push the sizes up to which the log and the events are right, whenever they grew, until the job has ended."""
        job_id = self._job(request).id
        last = None
        while True:
            change = self.house.change_of(job_id)
            job = self.house.store.job(job_id)
            row = self.house.store.turn_row(job_id, job.turn.n)
            log_size = self.house.store.query("SELECT log_size FROM jobs WHERE id = ?", job_id)[0]["log_size"]
            seen = {"log": log_size, "events": row["events_offset"], "ended": job.ended}
            if seen != last:
                await push(seen)
                last = seen
            if job.ended:
                return {"job": job.as_json(self.house.now())}
            await change

    def _job(self, request: Request) -> Job:
        job = request.get("job")
        if not isinstance(job, str) or not FULL_ID.fullmatch(job):
            raise not_found(str(job))
        return self.house.store.job(job)


def _text(request: Request, name: str) -> str:
    value = request.get(name)
    if not isinstance(value, str) or not value:
        raise AgentError("bad_request", f"the request has no {name}", exit_code=Exit.BUG)
    return value


def _env(request: Request) -> dict[str, str]:
    env = request.get("env")
    return {str(k): str(v) for k, v in env.items()} if isinstance(env, dict) else {}


@contextlib.contextmanager
def _disk_errors(house: House) -> Any:
    try:
        yield
    except OSError as error:
        raise AgentError(
            "disk", f"cannot write to {house.home.root}: {error.strerror}; nothing was started", hint="free some space"
        ) from error
