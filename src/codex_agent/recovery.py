"""The brief for a session that has lost its place: most urgent first, bounded, other models' words marked as such. Pure.

Hooks use it too: standard library alone, Python 3.9.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` is too slow for a hook
if TYPE_CHECKING:
    from typing import Any

    Job = dict[str, Any]

MAX_CHARS = 8000  # below the 9,000 that a hook may add
QUOTE_CHARS = 160
AT_MOST = 12  # jobs of one kind with a line of their own


def brief(
    jobs: list[Job],
    *,
    now: float,
    session: str = "",
    pipeline: dict[str, Any] | None = None,
    notes: list[dict[str, Any]] | None = None,
) -> str:
    """What runs, asks, failed or waits to be read, then stage, notes and the next commands. "" if there is nothing to say."""
    asking = [job for job in jobs if job["turn_state"] == "needs_input"]
    unread = [job for job in jobs if job["unread"] and job not in asking]
    failed = [job for job in unread if job["turn_state"] != "idle"]
    done = [job for job in unread if job["turn_state"] == "idle"]
    running = [job for job in jobs if job not in asking and job not in unread and not is_over(job)]
    lines: list[str] = []
    lines += _group("Asks, and waits for the user's decision", asking, session, _question)
    lines += _group("Ended without an answer, unread", failed, session, _failure)
    lines += _group("Answered, unread", done, session, _answer)
    lines += _group("At work", running, session, lambda job: _work(job, now))
    lines += _pipeline(pipeline)
    lines += _notes(notes or [])
    if not lines:
        return ""
    own = [[job for job in some if not _others(job, session)] for some in (asking, failed + done, running)]
    lines += ["Next:"] + [f"- {command}" for command in commands(*own)]
    return _bounded(lines)


def commands(asking: list[Job], unread: list[Job], running: list[Job]) -> list[str]:
    """What to do, in this order."""
    found = [
        f"codex-agent status {job['id']}, then codex-agent answer {job['id']} accept|decline" for job in asking[:3]
    ]
    found += [f"codex-agent result {job['id']}" for job in unread[:5]]
    if len(unread) > 5:
        found.append(f"and {len(unread) - 5} more to read, as above")
    working = [job["id"] for job in running[:AT_MOST] if job["turn_state"] != "idle"]
    if working:
        found.append(f"codex-agent await-turn {' '.join(working)} (in the background)")
    return found or ["codex-agent pipeline"]


def one_line(text: str, limit: int = QUOTE_CHARS) -> str:
    """On one line, printable, cut: what an agent wrote cannot end the line that quotes it."""
    words = " ".join("".join(char if char.isprintable() else " " for char in text[: 20 * limit]).split())
    return words if len(words) <= limit else words[: limit - 3] + "..."


def label(job: Job) -> str:
    """The name of a job that has one, in brackets."""
    return f" [{one_line(job['name'], 40)}]" if job["name"] else ""


def is_over(job: Job) -> bool:
    return job["status"] in ("completed", "failed", "killed", "lost")


def _others(job: Job, session: str) -> bool:
    """Whether another session leads this agent: it waits for the answer, and reads it."""
    return bool(session and job["session"] and job["session"] != session)


def _group(title: str, jobs: list[Job], session: str, detail: Any) -> list[str]:
    if not jobs:
        return []
    lines = [f"{title} ({len(jobs)}):"]
    for job in jobs[:AT_MOST]:
        other = " (of another session)" if _others(job, session) else ""
        lines.append(f"- {job['id']}{label(job)}{other} task: {quoted(job['task'], 100)}{detail(job)}")
    if len(jobs) > AT_MOST:
        ids = " ".join(job["id"] for job in jobs[AT_MOST : AT_MOST + 30])
        lines.append(f"- and {len(jobs) - AT_MOST} more: {ids}")
    return lines


def quoted(text: str, limit: int = QUOTE_CHARS) -> str:
    """Other people's words, in quotes that they cannot close, without the brackets of the client's own marks."""
    words = one_line(text, limit).replace('"', "'").replace("<", "(").replace(">", ")")
    return f'"{words}"'


def _question(job: Job) -> str:
    question = job["question"] or {}
    return f"; it asks (its words): {quoted(str(question.get('text', '')))}"


def _failure(job: Job) -> str:
    what = job["error"] or job["turn_state"]
    return f"; {what}: {quoted(job['error_message'] or '')}"


def _answer(job: Job) -> str:
    return f"; it answered (its words): {quoted(job['message'] or '')}"


def answered(job: Job) -> str:
    """How an ended turn ended."""
    return _answer(job) if job["turn_state"] == "idle" else _failure(job)


def _work(job: Job, now: float) -> str:
    if job["turn_state"] == "idle":
        return "; idle, open for messages"
    if job["status"] in ("queued", "starting"):
        return f"; {job['status']}"
    return f"; {job['turn_state']}, turn {job['turn']}, for {max(0, int((now - job['since']) / 60))} min"


def _pipeline(pipeline: dict[str, Any] | None) -> list[str]:
    if not pipeline:
        return []
    words = [f"Stage: {pipeline['stage']}"] if pipeline.get("stage") else []
    if pipeline.get("prd"):
        words.append(f"PRD: {one_line(pipeline['prd'])} ({approved(pipeline)})")
    return [". ".join(words)] if words else []


APPROVALS = {
    "approved": "approved by the user",
    "edited": "edited since the user approved it",
    "gone": "the user approved it, but it cannot be read any more",
    "none": "not approved yet",
}


def approved(pipeline: dict[str, Any]) -> str:
    """How the approval of the PRD in work stands, in words."""
    return APPROVALS[pipeline.get("approval") or "none"]


def _notes(notes: list[dict[str, Any]]) -> list[str]:
    if not notes:
        return []
    return ["Last notes of the journal:"] + [f"- {note['kind']}: {quoted(note['text'])}" for note in notes]


def _bounded(lines: list[str]) -> str:
    """All lines, or as many from the front as fit; the next commands, which are last, always."""
    start = lines.index("Next:")
    tail = lines[start:]
    room = MAX_CHARS - sum(len(line) + 1 for line in tail) - 60
    kept: list[str] = []
    for line in lines[:start]:
        room -= len(line) + 1
        if room < 0:
            kept.append("- (cut: codex-agent recover shows the rest)")
            break
        kept.append(line)
    return "\n".join(kept + tail)
