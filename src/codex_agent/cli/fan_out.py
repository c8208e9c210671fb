"""`fan-out`: one task over many parts, an agent for each; started together, awaited together, each with its own end."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from codex_agent import client, config
from codex_agent.checkout import checkout_of
from codex_agent.cli import asking, boundary, each, folders, output, parts, waiting
from codex_agent.cli.asking import Asked
from codex_agent.cli.crew import Crew, Reply, Task
from codex_agent.cli.options import StartOptions
from codex_agent.cli.tables import one_line
from codex_agent.errors import AgentError, Exit, usage_error, worst
from codex_agent.paths import default_home

WAITS = ("all", "any", "none")
MAX_TIMEOUT_S = 1e9


@dataclass(frozen=True, slots=True)
class FanOutOptions:
    axes: parts.Axes
    agents: StartOptions  # what every agent is started with
    wait: str = "all"
    parallel: int | None = None
    timeout_s: float | None = None


def fan_out(options: FanOutOptions) -> int:
    """Start an agent for each part and wait for them. Everything is checked before the first one starts.

    Ctrl-C and time-outs end the waiting alone, and the end says how to go on.
    """
    _check(options)
    name = secrets.token_hex(4)
    group = {"group_id": name, "group_parallel": options.parallel or 0}
    tasks = [task._replace(group=group) for task in _placed(parts.divided(options.axes, options.agents))]
    _check_all(tasks)
    if options.agents.dry_run:
        return _show(tasks, json_output=options.agents.json_output)
    report = _Report(name, json_output=options.agents.json_output, wait=options.wait)
    crew = Crew(
        default_home().ensure(),
        timeout_s=options.timeout_s,
        told=report.take,
        begun=report.begun,
        any_one=options.wait == "any",
        in_order=bool(options.parallel or config.load(os.environ).settings.max_parallel),
    )
    replies = crew.ask(tasks, wait=options.wait != "none")
    report.end(replies, crew.stopped)
    crew.mark_read()
    codes = [reply.error.exit_code for reply in _failed(replies) if reply.error]
    return worst([*codes, *([crew.stopped.exit_code] if crew.stopped else [])])


def _check(options: FanOutOptions) -> None:
    if options.wait not in WAITS:
        raise usage_error("bad_wait", f"--wait {options.wait}: unknown", f"one of: {', '.join(WAITS)}")
    if options.timeout_s is not None and not 0 < options.timeout_s <= MAX_TIMEOUT_S:
        raise usage_error("bad_timeout", f"--timeout must be above 0 seconds, not {options.timeout_s:g}")
    if options.parallel is not None and not 1 <= options.parallel < 1_000_000:
        raise usage_error("bad_parallel", f"--parallel must be 1 or more, not {options.parallel}")


def _failed(replies: Sequence[Reply]) -> list[Reply]:
    """Those that ended without an answer, by themselves."""
    return [reply for reply in replies if reply.error and (reply.turn or not reply.job)]


# who may write where


def _place(options: StartOptions) -> str:
    folder = folders.working_folder(options.dir)
    return checkout_of(folder) or folder


def _placed(tasks: list[Task]) -> list[Task]:
    """With a sandbox: agents that share a folder only read there, unless they or their role say otherwise."""
    shared = Counter(_place(task.options) for task in tasks if not task.options.worktree)
    return [
        task._replace(options=task.options._replace(sandbox="read-only"))
        if task.options.sandbox is None
        and task.options.role is None
        and not task.options.worktree
        and shared[_place(task.options)] > 1
        else task
        for task in tasks
    ]


def _check_all(tasks: Sequence[Task]) -> None:
    """Raise for what any of them could not be started with, and for two that would write in one place; notices are said once."""
    home, now = default_home().ensure(), not all(task.options.dry_run for task in tasks)
    careful, notices, together = config.load(os.environ).settings.one_writer, dict[str, None](), list[_Writer]()
    for task in tasks:
        try:
            asked, schema = asking.prepare(task.options), asking.schema(task.options)
            request: dict[str, Any] = {"spec": asked.spec, "worktree": asked.worktree, "output_schema": schema}
            request |= {"now": now, "force": task.options.force}
            checked = client.call(home, "check", env=dict(os.environ), **request)
            notices |= dict.fromkeys((*asked.notices, *checked["notices"]))
        except AgentError as error:
            raise each.at(task.place or task.label, error) from error
        if careful and not task.options.force and _writes(asked, checked["spec"]):
            together.append(_Writer(task, checked["spec"]))
    pair = client.call(home, "apart", specs=[one.spec for one in together])["pair"] if len(together) > 1 else None
    if pair is not None:
        first, second = (together[number].task for number in pair)
        raise usage_error(
            "second_writer",
            f"{second.place or second.label}: it would write in the same folder as {first.label}",
            "--worktree gives each a copy of its own, -s read-only lets them look, --force starts them all the same",
        )
    for notice in notices:
        output.talk(f"Note: {notice}")


class _Writer(NamedTuple):
    task: Task
    spec: dict[str, Any]


def _writes(asked: Asked, spec: dict[str, Any]) -> bool:
    return asked.worktree is None and spec["sandbox"] != "read-only"


# what is said


def _show(tasks: Sequence[Task], *, json_output: bool) -> int:
    """Every prompt, whole; nothing is started."""
    shown = [(task, asking.prepare(task.options)) for task in tasks]
    if json_output:
        entries = [
            {
                "label": task.label,
                "name": asked.spec["name"],
                "prompt": asked.composed.text,
                "tokens": sum(part.tokens for part in asked.composed.parts),
                "sandbox": asked.spec["sandbox"] or None,
                "cwd": asked.spec["cwd"],
                "worktree": asked.worktree,
            }
            for task, asked in shown
        ]
        output.print_json({"ok": True, "jobs": entries})
        return Exit.OK
    for task, asked in shown:
        print(f"=== {one_line(task.label)} ===")
        output.print_message(asked.composed.text)
    total = sum(part.tokens for _, asked in shown for part in asked.composed.parts)
    output.talk(
        f"{len(shown)} agent{'s' if len(shown) != 1 else ''}, {total:,} tokens in all (about); nothing was started"
    )
    return Exit.OK


class _Report:
    """Each answer under a line that says whose it is, as it comes; with JSON one object at the end."""

    def __init__(self, group: str, *, json_output: bool, wait: str) -> None:
        self._group = group
        self._json = json_output
        self._wait = wait

    def begun(self, replies: Sequence[Reply]) -> None:
        """On standard output only if nothing else follows there."""
        if self._json:
            return
        say = print if self._wait == "none" else output.talk
        for reply in replies:
            if reply.job and reply.entry:
                queued = f"  queued #{reply.entry['queue']['position']}" if reply.entry["queue"] else ""
                say(f"Job started: {reply.job}  {one_line(reply.label)}{queued}")
        jobs = " ".join(reply.job for reply in replies if reply.job)
        if self._wait == "none" and jobs:
            print(f"\nWait: codex-agent await-turn {jobs}")

    def take(self, reply: Reply) -> None:
        if self._json:
            return
        how = (reply.turn["outcome"] or reply.turn["turn_state"]) if reply.turn else "not started"
        print(f"=== {f'{reply.job} ' if reply.job else ''}{one_line(reply.label)}: {how} ===")
        if reply.error is None:
            output.print_message(reply.message)
            if reply.entry:
                waiting.say_end(reply.entry)
        else:
            output.flush()
            boundary.show(each.at(one_line(reply.label), reply.error), json_output=False)

    def end(self, replies: Sequence[Reply], stopped: AgentError | None) -> None:
        failed = _failed(replies)
        still = [reply.job for reply in replies if reply.job and not reply.turn]
        if self._json:
            first = stopped or (failed[0].error if failed else None)
            body = boundary.as_json(first) if first else {"ok": True}
            entries = [self._entry(reply) for reply in replies]
            output.print_json({**body, "group": self._group, "jobs": entries, "open": still})
            return
        if self._wait != "none":
            counts = [(sum(reply.turn is not None and not reply.error for reply in replies), "answered")]
            counts += [(len(failed), "without an answer"), (len(still), "still at work")]
            names = f": {', '.join(one_line(reply.label) for reply in failed)}" if failed else ""
            output.talk(f"\n{', '.join(f'{count} {what}' for count, what in counts if count)}{names}")
        if stopped:
            boundary.show(stopped, json_output=False)
        elif still and self._wait == "any":
            output.talk(f"\nHint: codex-agent await-turn {' '.join(still)}")

    def _entry(self, reply: Reply) -> dict[str, Any]:
        ended = reply.error and (reply.turn or not reply.job)
        body = boundary.as_json(reply.error) if ended and reply.error else {"ok": reply.turn is not None}
        if not reply.turn and reply.job:
            body = {"ok": None}
        return {"label": reply.label, **body, "job": reply.entry, "turn": reply.turn}
