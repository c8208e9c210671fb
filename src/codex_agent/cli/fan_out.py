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
from codex_agent.cli import asking, each, fan_out_view, folders, output, parts, waiting
from codex_agent.cli.asking import Asked
from codex_agent.cli.crew import Crew, Task
from codex_agent.cli.options import StartOptions
from codex_agent.errors import AgentError, usage_error, worst
from codex_agent.paths import default_home

WAITS = ("all", "any", "none")


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
    asked = _check_all(tasks)
    if options.agents.dry_run:
        return fan_out_view.show(list(zip(tasks, asked, strict=True)), json_output=options.agents.json_output)
    report = fan_out_view.Report(name, json_output=options.agents.json_output, wait=options.wait)
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
    codes = [reply.error.exit_code for reply in fan_out_view.failed_of(replies) if reply.error]
    return worst([*codes, *([crew.stopped.exit_code] if crew.stopped else [])])


def _check(options: FanOutOptions) -> None:
    if options.wait not in WAITS:
        raise usage_error("bad_wait", f"--wait {options.wait}: unknown", f"one of: {', '.join(WAITS)}")
    waiting.check_timeout(options.timeout_s)
    if options.parallel is not None and not 1 <= options.parallel < 1_000_000:
        raise usage_error("bad_parallel", f"--parallel must be 1 or more, not {options.parallel}")


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


def _check_all(tasks: Sequence[Task]) -> list[Asked]:
    """Raise for what any of them could not be started with, and for two that would write in one place; notices are said once."""
    ready: list[Asked] = []
    home, now = default_home().ensure(), not all(task.options.dry_run for task in tasks)
    careful, notices, together = config.load(os.environ).settings.one_writer, dict[str, None](), list[_Writer]()
    for task in tasks:
        try:
            asked, schema = asking.prepare(task.options), asking.schema(task.options)
            request: dict[str, Any] = {"spec": asked.spec, "worktree": asked.worktree, "output_schema": schema}
            request |= {"now": now, "force": task.options.force}
            checked = client.call(home, "check", env=dict(os.environ), **request)
            notices |= dict.fromkeys((*asked.notices, *checked["notices"]))
            ready.append(asked)
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
    return ready


class _Writer(NamedTuple):
    task: Task
    spec: dict[str, Any]


def _writes(asked: Asked, spec: dict[str, Any]) -> bool:
    return asked.worktree is None and spec["sandbox"] != "read-only"
