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
LINES = (12, 8, 5, 3, 2, 1)  # jobs of one kind with a line of their own: as many as fit
IDS = 30  # named behind these


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
    rest = _pipeline(pipeline) + _notes(notes or [])
    if not (asking or unread or running or rest):
        return ""
    own = [[job for job in some if not _others(job, session)] for some in (asking, failed + done, running)]
    rest += ["Next:"] + [f"- {one}" for one in commands(own[0], own[1], own[2], pipeline)]
    text = ""
    for most in LINES:
        lines = _group("Asks, and waits for the user's decision", asking, session, _question, most)
        lines += _group("Ended without an answer, unread", failed, session, _failure, most)
        lines += _group("Answered, unread", done, session, _answer, most)
        lines += _group("At work", running, session, lambda job: _work(job, now), most)
        text = "\n".join(lines + rest)
        if len(text) <= MAX_CHARS:
            break
    return text


def commands(
    asking: list[Job], unread: list[Job], running: list[Job], pipeline: dict[str, Any] | None = None
) -> list[str]:
    """What to do, in this order; last what the stage wants."""
    found = [
        f"codex-agent status {job['id']}, then codex-agent answer {job['id']} accept|decline" for job in asking[:3]
    ]
    found += [f"codex-agent result {job['id']}" for job in unread[:5]]
    if len(unread) > 5:
        found.append(f"and {len(unread) - 5} more to read, as above")
    working = [job["id"] for job in running if job["turn_state"] != "idle"][: LINES[0]]
    if working:
        found.append(f"codex-agent await-turn {' '.join(working)} (in the background)")
    following = pipeline.get("next_command") if pipeline else None
    if following and following not in found:
        found.append(f"{one_line(following, 500)} (for the stage)")
    return found or ["codex-agent pipeline"]


def one_line(text: str, limit: int = QUOTE_CHARS) -> str:
    """On one line, printable, cut: what an agent wrote cannot end the line that quotes it."""
    words = " ".join("".join(char if char.isprintable() else " " for char in text[: 20 * limit]).split())
    return words if len(words) <= limit else words[: limit - 3] + "..."


def label(job: Job) -> str:
    """The name of a job that has one, in brackets that it cannot close: it may be the name of a file."""
    if not job["name"]:
        return ""
    words = quoted(job["name"], 40)[1:-1]
    return f" [{words.replace('[', '(').replace(']', ')')}]"


def is_over(job: Job) -> bool:
    return job["status"] in ("completed", "failed", "killed", "lost")


def _others(job: Job, session: str) -> bool:
    """Whether another session leads this agent: it waits for the answer, and reads it."""
    return bool(session and job["session"] and job["session"] != session)


def _group(title: str, jobs: list[Job], session: str, detail: Any, most: int) -> list[str]:
    if not jobs:
        return []
    lines = [f"{title} ({len(jobs)}):"]
    for job in jobs[:most]:
        other = " (of another session)" if _others(job, session) else ""
        lines.append(f"- {job['id']}{label(job)}{other} task: {quoted(job['task'], 100)}{detail(job)}")
    if len(jobs) > most:
        ids = " ".join(job["id"] for job in jobs[most : most + IDS])
        all_of_them = "" if len(jobs) <= most + IDS else " ... (all: codex-agent jobs --here)"
        lines.append(f"- and {len(jobs) - most} more: {ids}{all_of_them}")
    return lines


def quoted(text: str, limit: int = QUOTE_CHARS) -> str:
    """Other people's words, in quotes that they cannot close, without the brackets of the client's own marks."""
    words = one_line(text, limit).replace('"', "'").replace("<", "\u2039").replace(">", "\u203a")
    return f'"{words}"'


def named(path: str) -> str:
    """A path of the repository: as it is, in quotes if it could be taken for more than a path."""
    plain = len(path) <= QUOTE_CHARS and all(char.isalnum() or char in "/._-" for char in path)
    return path if plain else quoted(path)


def _question(job: Job) -> str:
    question = job["question"] or {}
    return f"; it asks (its words): {quoted(str(question.get('text', '')))}"


def _failure(job: Job) -> str:
    what = job["error"] or job["turn_state"]
    return f"; {what}: {quoted(job['error_message'])}" if job["error_message"] else f"; {what}"


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
        words.append(f"PRD: {named(pipeline['prd'])} ({approved(pipeline)})")
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
