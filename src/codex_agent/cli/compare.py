"""`compare`: two answers beside each other, without their authors until `--reveal`. Its words for typer are in `comparing.py`."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

from codex_agent import client
from codex_agent.answers.text import whole
from codex_agent.cli import fresh, output
from codex_agent.cli.acting import full_id
from codex_agent.cli.status import mark_read
from codex_agent.comparing import blinding, topic
from codex_agent.comparing.differences import Answer, between
from codex_agent.comparing.page import Page
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.jobs import Job, Turn, iso
from codex_agent.paths import Home, default_home
from codex_agent.prompts.composing import task_of
from codex_agent.providers import AGENTS


@dataclass(frozen=True, slots=True)
class Told:
    """One side as it is on record; nothing of it is shown but through a page. `prompt` is all that the model was told in this turn."""

    job: Job
    turn: Turn
    prompt: str

    @property
    def task(self) -> str:
        return task_of(self.prompt)

    def as_json(self) -> dict[str, Any]:
        spec = self.job.spec
        who = {"provider": spec.provider, "model": self.job.model or spec.model, "name": spec.name}
        return {"job": self.job.id, "turn": self.turn.n, **who}


def compare(typed: tuple[str, ...], turns: tuple[int, ...], *, reveal: bool, json_output: bool) -> int:
    """The page of two answers; with `reveal` who is who, and in JSON both."""
    wanted = _turns(typed, turns)
    home = default_home()
    jobs = [full_id(home, one) for one in typed]
    session = os.environ.get("CLAUDE_CODE_SESSION_ID") or None
    answer = client.call(
        home, "compare", jobs=jobs, turns=wanted, reveal=reveal, session=session, cwd=os.path.realpath(os.curdir)
    )
    alpha, beta = (_told(home, answer[side]) for side in ("alpha", "beta"))
    if reveal and not json_output:
        print(*(_line(label, told) for label, told in (("Alpha", alpha), ("Beta", beta))), sep="\n")
        return Exit.OK
    page = _page(alpha, beta)
    if json_output:
        who = {"alpha": alpha.as_json(), "beta": beta.as_json()} if reveal else None
        revealed = {"revealed_at": iso(answer["revealed_at"]), "revealed": who}
        output.print_json({"ok": True, "comparison": {**page.as_json(), **revealed}})
    else:
        output.print_message(page.as_markdown())
    if answer["revealed_at"] is not None and not reveal:
        output.talk("Note: this draw was revealed before; codex-agent journal says when")
    for told in (alpha, beta):
        mark_read(home, told.turn)
    return Exit.OK


def _turns(typed: tuple[str, ...], turns: tuple[int, ...]) -> list[int | None]:
    """The turn of each job: one number is for both."""
    if len(typed) != 2:
        more = "compare them two by two" if len(typed) > 2 else "name two jobs: codex-agent jobs --all"
        raise usage_error("two_jobs", f"compare takes two jobs, not {len(typed)}", more)
    if len(turns) > 2:
        raise usage_error("two_turns", f"--turn is for A and for B, not given {len(turns)} times", "once is for both")
    return list((turns * 2)[:2]) if turns else [None, None]


def _told(home: Home, side: dict[str, Any]) -> Told:
    with fresh.opened(home) as store:
        turn = store.turn(side["job"], side["turn"]) if store else None
        if store is None or turn is None:  # deleted in this moment
            raise AgentError("no_such_job", f"job {side['job']} is gone", exit_code=Exit.NOT_FOUND)
        job = store.job(side["job"])
    try:
        prompt = home.prompt(job.id, turn.corrects or turn.n).read_text(errors="replace")
    except OSError:
        prompt = job.spec.prompt
    return Told(job, turn, prompt)


def _page(alpha: Told, beta: Told) -> Page:
    """Everything in it is the same whichever of the two was named first, and whatever the draw made of it but for the labels."""
    both = sorted((alpha, beta), key=lambda told: (told.job.id, told.turn.n))
    names = _names(both)
    blind = blinding.Blinding(blinding.Traces(_identifiers(both), _folders(both), names))
    answers = [_blinded(told, blind) for told in (alpha, beta)]
    tasks = [told.task for told in both]
    same_task = tasks[0] == tasks[1]
    root = both[0].job.spec.cwd if both[0].job.spec.cwd == both[1].job.spec.cwd else ""
    seen = blinding.named("\n".join(answer.text for answer in answers), names, tasks)
    return Page(
        jobs=(both[0].job.id, both[1].job.id),
        reveal=_command(both),
        task=blind.text(tasks[0]) if same_task else None,
        alpha=answers[0],
        beta=answers[1],
        differences=between(answers[0], answers[1], root=root),
        notices=(*_notices(both), *_off_topic(alpha, beta), *_traces(blind.hidden, seen)),
    )


def _command(both: list[Told]) -> str:
    turns = " ".join(f"--turn {told.turn.n}" for told in both) if any(told.turn.n > 1 for told in both) else ""
    return " ".join(filter(None, ("codex-agent compare", *(told.job.id for told in both), turns, "--reveal")))


def _blinded(told: Told, blind: blinding.Blinding) -> Answer:
    """Data as JSON of one form: how a client lays it out tells which it is."""
    data = told.turn.answer
    if data is None or not whole(data):
        return Answer(blind.text(told.turn.message or ""))
    shown = blind.value(data)
    return Answer(json.dumps(shown, ensure_ascii=False, indent=2), shown)


def _names(both: list[Told]) -> tuple[str, ...]:
    """Of every client, not only of these two: an answer may name another. A model without a number is a common word (auto)."""
    models = (told.job.model or told.job.spec.model or "" for told in both)
    own = (name for provider in AGENTS.values() for name in provider.own_names)
    return tuple(dict.fromkeys((*own, *sorted(name for name in models if any(map(str.isdigit, name))))))


def _identifiers(both: list[Told]) -> dict[str, str]:
    return {
        word: shown
        for told in both
        for word, shown in ((told.job.id, "[job]"), (told.job.thread_id, "[thread]"), (told.turn.turn_id, "[turn]"))
        if word and len(word) >= 8
    }


def _folders(both: list[Told]) -> tuple[str, ...]:
    places = [told.job.spec for told in both]
    if places[0].cwd == places[1].cwd:
        return ()
    tops = (spec.worktree.path for spec in places if spec.worktree)
    return tuple(dict.fromkeys(path for path in (*(spec.cwd for spec in places), *tops) if len(path) > 1))


def _notices(both: list[Told]) -> list[str]:
    """What the reader must know of how the two came about; nothing that tells one from the other."""
    one, other = both
    notices = []
    if one.task != other.task:
        notices.append("the two were given different tasks, so a difference may come from the question.")
    elif one.prompt != other.prompt:
        notices.append("the task is the same; other parts of the prompts differ (role, files, map, limits, form).")
    if any(told.turn.n > 1 or told.job.spec.fork_of for told in both):
        notices.append("an answer rests on an earlier conversation that the other one has not seen.")
    if one.job.spec.place != other.job.spec.place:
        notices.append("the two worked in different folders.")
    if (one.turn.answer is None) != (other.turn.answer is None):
        notices.append("one answer is data of a schema, the other is not.")
    return notices


def _off_topic(alpha: Told, beta: Told) -> list[str]:
    found = []
    share = f"less than {topic.OFF_TOPIC:.0%} of the telling words"
    for label, told, other in (("Alpha", alpha, beta), ("Beta", beta, alpha)):
        answer = told.turn.message or ""
        if topic.seems_off(told.task, answer):
            found.append(f"{label} may be off its topic: it has {share} of its task.")
        elif other.task != told.task and topic.seems_off(other.task, answer):
            found.append(f"{label} may be about something else: it has {share} of the other one's task.")
    return found


def _traces(hidden: set[str], seen: list[str]) -> list[str]:
    notices = []
    if hidden:
        notices.append(f"hidden in the answers, because it tells who wrote them: {', '.join(sorted(hidden))}.")
    if seen:
        notices.append(
            f"the answers name {', '.join(seen)}, which the task does not. It was left, as it may be about the code; take it for nothing else."
        )
    return notices


def _line(label: str, told: Told) -> str:
    who = told.as_json()
    name = f" {who['name']}" if who["name"] else ""
    model = f" {who['model']}" if who["model"] else ""
    return f"{label}: job {told.job.id}{name}, turn {told.turn.n}, {who['provider']}{model}"
