"""What the hooks say to the model, one text each: ids and states first, an agent's own words short and marked as such. Pure, 3.9."""

from __future__ import annotations

from codex_agent.recovery import answered, approved, is_over, label, named, one_line, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    Job = dict[str, Any]

AT_MOST = 12
OTHERS = 6  # ids of one kind of agents that other sessions lead
WHO = "codex-orchestrator"


def start_line(version: str, trouble: str, jobs: list[Job], sessions: Collection[str]) -> str:
    """One line at a session's start: whether we are ready, and what runs in this project, its own agents first, then everybody else's."""
    words = f"{WHO}: {trouble}" if trouble else f"{WHO} {version} is ready"
    own = [job for job in jobs if job["session"] in sessions]
    others = [job for job in jobs if job["session"] not in sessions]
    parts = [("yours", _counted(own, AT_MOST)), (_of_whom(others), _counted(others, OTHERS))]
    told = "; ".join(f"{whose}: {what}" for whose, what in parts if what)
    if not told:
        return words if trouble else f"{words}; no agents in this project."
    ask = f" More: codex-agent {'recover' if own else 'jobs --here'}" if not trouble else ""
    return f"{words.rstrip('.')}. Agents of this project, {told}.{ask}"


def summary_wish(jobs: list[Job], pipeline: dict[str, Any] | None, sessions: Collection[str]) -> str:
    """For whoever summarises the conversation: what must survive it. "" when nothing must."""
    lines = []
    for what, found in _groups(jobs).items():
        if found:
            own = [job for job in found if job["session"] in sessions] or found
            lines.append(f"- background agents, {what}: " + "; ".join(_with_task(job) for job in own[:AT_MOST]))
            if len(own) > AT_MOST:
                lines.append(f"- and, {what}: {_ids(own[AT_MOST:], 40)}")
    if pipeline and pipeline.get("stage"):
        lines.append(f"- stage of the work: {one_line(pipeline['stage'], 40)}")
    if pipeline and pipeline.get("prd"):
        lines.append(f"- PRD: {named(pipeline['prd'])} ({approved(pipeline)})")
    if not lines:
        return ""
    head = "The summary must keep these facts, ids word for word, and what each agent was meant for:"
    return "\n".join([head, *lines])[:6000] + "\n"


def unread(jobs: list[Job]) -> str:
    """For a session that is about to end its turn."""
    ids = " ".join(job["id"] for job in jobs[:AT_MOST])
    lines = [f"{WHO}: {len(jobs)} of your agents have ended and nobody has read what they say."]
    lines += [_line(job) for job in jobs[:AT_MOST]]
    if len(jobs) > AT_MOST:
        lines.append(f"- and {len(jobs) - AT_MOST} more: {_ids(jobs[AT_MOST:], 40)}")
    lines.append(f"Read them now with codex-agent result ID ({ids}), or say why not. This reminder comes once.")
    return "\n".join(lines)


def woken(jobs: list[Job], asking: Collection[str]) -> str:
    """For a session that was idle; it may have forgotten everything, so the text stands alone. `asking`: ids of jobs with a question."""
    lines = [f"News of background agents that this session started with codex-agent (from {WHO}, not from the user)."]
    lines += [_question(job) if job["id"] in asking else _line(job) for job in jobs[:AT_MOST]]
    if len(jobs) > AT_MOST:
        lines.append(f"- and {len(jobs) - AT_MOST} more: {_ids(jobs[AT_MOST:], 40)}")
    lines.append("Next:")
    for job in jobs[:AT_MOST]:
        if job["id"] in asking:
            lines.append(
                f"- codex-agent status {job['id']}; what it asks is for the user to decide, then codex-agent answer {job['id']} accept|decline"
            )
        else:
            lines.append(f"- codex-agent result {job['id']}")
    return "\n".join(lines) + "\n"


def _groups(jobs: list[Job]) -> dict[str, list[Job]]:
    asking = [job for job in jobs if job["turn_state"] == "needs_input"]
    ended = [job for job in jobs if job["unread"] and job not in asking]
    busy = [job for job in jobs if job not in asking and job not in ended and not is_over(job)]
    return {
        "waiting for an answer": asking,
        "ended and unread": ended,
        "at work": [job for job in busy if job["turn_state"] != "idle"],
        "idle and open": [job for job in busy if job["turn_state"] == "idle"],
    }


def _counted(jobs: list[Job], limit: int) -> str:
    groups = _groups(jobs)
    return ", ".join(f"{len(found)} {what} ({_ids(found, limit)})" for what, found in groups.items() if found)


def _of_whom(jobs: list[Job]) -> str:
    """Whose these are; a person's have no session."""
    count = len({job["session"] for job in jobs} - {None})
    sessions = [f"of {count} other session{'s' if count > 1 else ''}"] if count else []
    return " and ".join(sessions + ["started by hand"] * any(job["session"] is None for job in jobs))


def _ids(jobs: list[Job], limit: int = AT_MOST) -> str:
    more = f" and {len(jobs) - limit} more" if len(jobs) > limit else ""
    return ", ".join(job["id"] for job in jobs[:limit]) + more


def _with_task(job: Job) -> str:
    return f"{job['id']}{label(job)} (task: {quoted(job['task'], 80)})"


def _line(job: Job) -> str:
    return f"- {job['id']}{label(job)} turn {job['turn']}, task: {quoted(job['task'], 100)}{answered(job)}"


def _question(job: Job) -> str:
    question = job["question"] or {}
    return f"- {job['id']}{label(job)} turn {job['turn']} asks (its words): {quoted(str(question.get('text', '')))}"
