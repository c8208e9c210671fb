"""What `fan-out` says: every prompt of a dry run, each answer as it comes, and how it went in the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from codex_agent.cli import boundary, each, output, waiting
from codex_agent.cli.asking import Asked
from codex_agent.cli.crew import Reply, Task
from codex_agent.cli.tables import one_line
from codex_agent.errors import AgentError, Exit


def failed_of(replies: Sequence[Reply]) -> list[Reply]:
    """Those that ended without an answer, by themselves."""
    return [reply for reply in replies if reply.error and (reply.turn or not reply.job)]


def show(shown: Sequence[tuple[Task, Asked]], *, json_output: bool) -> int:
    """Every prompt, whole; nothing is started."""
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


class Report:
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
        failed = failed_of(replies)
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
