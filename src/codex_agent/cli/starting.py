"""`start`: hand the job to the supervisor, say its id."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from codex_agent import client
from codex_agent.cli import asking, output, waiting
from codex_agent.cli.options import StartOptions
from codex_agent.errors import LIMITS, AgentError, Exit
from codex_agent.paths import default_home


def start(options: StartOptions) -> int:
    """Start an agent; with `wait` also wait for its answer, which then stands alone on stdout."""
    if options.dry_run:
        from codex_agent.cli import preview

        return preview.show(options)
    return tell(begin(options), wait=options.wait, json_output=options.json_output)


def tell(answer: dict[str, Any], *, wait: bool, json_output: bool) -> int:
    """Say what was started; with `wait` wait for its answer, which then stands alone on stdout."""
    job = answer["job"]
    window = answer.pop("window")
    if wait:
        if not json_output:
            _describe(job, window=window, to_stderr=True)
        return waiting.follow(default_home(), [waiting.Wanted(job["id"], 1)], json_output=json_output)
    if job["status"] in ("failed", "killed", "lost") and not job["thread_id"]:
        raise _failed(answer)
    if json_output:
        output.print_json(answer)
    else:
        _describe(job, window=window, to_stderr=False)
    return Exit.OK


def begin(
    options: StartOptions, group: Mapping[str, Any] | None = None, say: Callable[[str], None] = output.talk
) -> dict[str, Any]:
    """Compose, start and return the supervisor's answer, once the thread id or the real error is known; `say` hears each notice.

    `group`: the fields of a spec that say with whom the job was started together.
    """
    spec, composed, worktree, notices = asking.prepare(options)
    spec |= group or {}
    home = default_home().ensure()
    token, schema = os.urandom(16).hex(), asking.schema(options)
    request: dict[str, Any] = {"spec": spec, "prompt": composed.text, "output_schema": schema, "worktree": worktree}
    answer = client.call(home, "start", token=token, **request, force=options.force, env=dict(os.environ))
    notices += tuple(answer.pop("notices"))
    for notice in () if group else notices:  # what many would say is said once, before they start
        say(f"Note: {notice}")
    return answer


def _describe(job: dict[str, Any], *, window: bool, to_stderr: bool) -> None:
    effort = f", reasoning {job['reasoning']}" if job["reasoning"] else ""
    thread = f"Thread: {job['thread_id'] or 'not known yet'}"
    lines = [
        f"Job started: {job['id']}",
        queued(job) or thread,
        f"Model: {job['model'] or 'as the client chooses'}{effort}, sandbox {job['sandbox']}",
    ]
    if job["worktree"]:
        branch = job["worktree"]["branch"]
        lines.append(f"Worktree: {job['worktree']['path']}, {f'branch {branch}' if branch else 'to be thrown away'}")
    if not to_stderr:
        lines += [
            "",
            f"Wait: codex-agent await-turn {job['id']}",
            f"Look: {_window(job, shown=window)}",
        ]
    if not to_stderr and job["client_command"]:
        lines.append(f"By hand, once it has ended: {job['client_command']}")
    print("\n".join(lines), file=sys.stderr if to_stderr else sys.stdout)


def queued(job: dict[str, Any]) -> str | None:
    """Where a job stands whose turn has to wait; None for one that does not."""
    place = job["queue"]
    if place is None:
        return None
    held = f"; {job['provider']} takes no turns before {place['held_until']}" if place["held_until"] else ""
    return f"Queued: number {place['position']}; turn {place['turn']} begins when others have ended{held}"


def _window(job: dict[str, Any], *, shown: bool) -> str:
    """How to look at it: its tmux window where there is one, else our own view, or the client's screen."""
    if (
        shown
        and not job["queue"]
        and any(os.access(os.path.join(folder, "tmux"), os.X_OK) for folder in os.get_exec_path())
    ):
        return f"tmux attach -t codex-agent-{job['id']}"
    return f"codex-agent {'attach' if job['mode'] == 'interactive' else 'watch'} {job['id']}"


def _failed(answer: dict[str, Any]) -> AgentError:
    """The client refused before it had a thread: its own words, and the id under which they can be read again."""
    error = answer["turn"]["error"] or {"class": "other", "message": answer["job"]["status"], "hint": None}
    job = answer["job"]["id"]
    code = Exit.LIMIT if error["class"] in LIMITS else Exit.NO_ANSWER
    hint = error["hint"] or f"codex-agent status {job}"
    made = AgentError("start_failed", f"job {job} failed to start: {error['message']}", exit_code=code, hint=hint)
    made.facts = {"job": answer["job"], "class": error["class"]}
    return made
