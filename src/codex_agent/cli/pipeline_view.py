"""Where the work of a repository stands, for people and for programs: stage, PRD and its approval, and what comes next."""

from __future__ import annotations

import os

from codex_agent import pipeline
from codex_agent.approval import standing
from codex_agent.cli import output
from codex_agent.cli.tables import clock
from codex_agent.jobs import iso
from codex_agent.plaintext import plain
from codex_agent.stages import StageState
from codex_agent.stages.advice import GATES, is_over, next_command, next_stage


def show(place: pipeline.Place, state: StageState | None, *, json_output: bool) -> None:
    """`state` is where the repository stands; None without a stage."""
    command = gate = following = None
    over = False
    if place.stage and state:
        command, gate = next_command(place.stage, state), GATES[place.stage]
        over, following = is_over(place.stage, state), next_stage(place.stage)
    if json_output:
        data = {"repo": place.repo, "session": place.session or None, "stage": place.stage, "prd": place.prd}
        times = {"approval": _approval(place), "approved_at": iso(place.approved_at), "at": iso(place.at)}
        ahead = {"gate": gate, "over": over, "next_stage": following, "next_command": command}
        output.print_json({"ok": True, **data, **times, **ahead})
        return
    if place.at is None:
        output.talk("No stage was set here. Set one: codex-agent pipeline set STAGE")
        return
    print(f"Stage: {place.stage or pipeline.NO_STAGE}")
    if place.prd:
        print(f"PRD: {plain(place.prd)} ({_approval_words(place)})")
    if gate and command:
        print(f"Over when: {gate}")
        onward = f"codex-agent pipeline set {following or pipeline.NO_STAGE}"
        steps = (("Next", onward), ("Next", command)) if over else (("Next", command), ("Then", onward))
        print(*(f"{when}: {plain(words)}" for when, words in steps), sep="\n")


def _approval(place: pipeline.Place) -> str:
    """`approved`, `edited` since, `gone` or `none`: how the approval of the PRD in work stands for the file as it is now."""
    return standing(os.path.join(place.repo, place.prd), place.digest) if place.prd else "none"


def _approval_words(place: pipeline.Place) -> str:
    when = clock(place.approved_at) if place.approved_at else ""
    return {
        "approved": f"approved {when}",
        "edited": f"edited since it was approved {when}: approve it again once the user has read it",
        "gone": f"approved {when}, but it cannot be read any more",
        "none": "not approved",
    }[_approval(place)]
