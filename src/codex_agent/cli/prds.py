"""`prd new`, `prd check`, `prd status`: the written plans in docs/prds."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codex_agent.cli import folders, output
from codex_agent.cli.arguments import Json
from codex_agent.cli.tables import Column, show
from codex_agent.errors import AgentError, Exit
from codex_agent.plaintext import plain

if TYPE_CHECKING:
    from codex_agent.prompts.prd import Finding, Phase, Prd, Task
    from codex_agent.sources.prds import PrdFile

commands = typer.Typer(help="PRDs: written plans in docs/prds, implemented phase by phase.", no_args_is_help=True)

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="PRDs; all in docs/prds unless given.", show_default=False),
]


def new(name: str, title: str | None, *, json_output: bool) -> int:
    """Make the file and print its path."""
    from codex_agent.sources import prds

    path = prds.create(name, title, Path(folders.here()), prds.form())
    shown = os.path.relpath(path)
    if json_output:
        output.print_json({"ok": True, "path": str(path)})
    else:
        print(shown)
        output.talk(f"Fill in what stands in brackets, then: codex-agent prd check {shown}")
    return Exit.OK


def check(named: list[str], *, json_output: bool) -> int:
    """Findings on stdout, one a line; raises after them when there is an error. Nothing is printed if a file cannot be read."""
    from codex_agent.prompts.prd import check as findings_of
    from codex_agent.sources.prds import exists_below

    checked = [(file, findings_of(file.prd, exists_below(file.top))) for file in _asked(named)]
    wrong = [file for file, findings in checked if any(one.severity == "error" for one in findings)]
    objects = [_checked(file, findings) for file, findings in checked]
    if not json_output:
        for file, findings in checked:
            _say_findings(file, findings)
        if not wrong and len(checked) == 1:
            output.talk(
                f"Once the user has approved it: codex-agent pipeline approve {shlex.quote(checked[0][0].shown)}"
            )
    elif not wrong:
        output.print_json({"ok": True, "prds": objects})
    if wrong:
        names = ", ".join(file.shown for file in wrong[:5]) + (f" and {len(wrong) - 5} more" if len(wrong) > 5 else "")
        refusal = AgentError("prd_incomplete", f"not ready to be implemented: {names}", hint="mend the lines above")
        refusal.facts = {"prds": objects}
        raise refusal
    return Exit.OK


def status(named: list[str], *, json_output: bool) -> int:
    """How far each PRD is. Without names, one that cannot be read is a note and not the end."""
    from codex_agent.sources import prds

    here, unreadable = Path(folders.here()), []
    files: list[PrdFile] = []
    for name in named or _all(here):
        try:
            files.append(prds.load(name, here))
        except AgentError as error:
            if named:
                raise
            unreadable.append({"path": name, "message": error.message})
    if json_output:
        output.print_json({"ok": True, "prds": [_progress(file) for file in files], "unreadable": unreadable})
        return Exit.OK
    if files:
        _show(files)
    for one in unreadable:
        output.talk(f"Note: {plain(one['message'])}")
    if not files and not unreadable:
        output.talk("No PRDs. Make one: codex-agent prd new NAME")
    return Exit.OK


def _all(here: Path) -> list[str]:
    from codex_agent.sources import prds

    return [os.path.relpath(path, here) for path in prds.find(here)]


def _asked(named: list[str]) -> list[PrdFile]:
    from codex_agent.sources import prds

    here = Path(folders.here())
    names = named or _all(here)
    if not names:
        raise AgentError(
            "no_prds",
            f"there is no PRD in {prds.top_of(here) / prds.FOLDER}",
            exit_code=Exit.NOT_FOUND,
            hint="codex-agent prd new NAME",
        )
    return [prds.load(name, here) for name in names]


def _say_findings(file: PrdFile, findings: Sequence[Finding]) -> None:
    for one in findings:
        print(f"{file.shown}:{one.line}: {one.severity}: {plain(one.message)}")
    if not any(one.severity == "error" for one in findings):
        phases, tasks = len(file.prd.phases), sum(len(phase.tasks) for phase in file.prd.phases)
        print(f"{file.shown}: ready, phases: {phases}, tasks: {tasks}")


def _checked(file: PrdFile, findings: Sequence[Finding]) -> dict[str, Any]:
    whole = not any(one.severity == "error" for one in findings)
    return {"path": str(file.path), "ok": whole, "findings": [asdict(one) for one in findings]}


def _progress(file: PrdFile) -> dict[str, Any]:
    tasks = [task for phase in file.prd.phases for task in phase.tasks]
    following = _next(file.prd)
    return {
        "path": str(file.path),
        "title": file.prd.title,
        "phases": [
            {
                "number": phase.number,
                "name": phase.name,
                "line": phase.line,
                "tasks": [asdict(task) for task in phase.tasks],
                **_boxes(phase.tasks),
            }
            for phase in file.prd.phases
        ],
        **_boxes(tasks),
        "next_phase": following.number if following else None,
        "checks": _boxes(file.prd.checks),
        "placeholders": len(file.prd.placeholders),
    }


def _boxes(tasks: Sequence[Task]) -> dict[str, int]:
    return {"done": sum(task.done for task in tasks), "total": len(tasks)}


def _next(prd: Prd) -> Phase | None:
    """The first phase that is not done; one without boxes is not."""
    return next((phase for phase in prd.phases if phase.left or not phase.tasks), None)


def _show(files: Sequence[PrdFile]) -> None:
    columns = (Column("PRD"), Column("PHASES", right=True), Column("TASKS", right=True), Column("NEXT"))
    rows = []
    for file in files:
        phases = file.prd.phases
        tasks = _boxes([task for phase in phases for task in phase.tasks])
        done = sum(bool(phase.tasks) and not phase.left for phase in phases)
        rows.append((file.shown, f"{done}/{len(phases)}", f"{tasks['done']}/{tasks['total']}", _outlook(file)))
    show(columns, rows)


def _outlook(file: PrdFile) -> str:
    """What comes next with a PRD, in words."""
    if file.prd.placeholders:
        return f"to be filled in: {len(file.prd.placeholders)}"
    if not file.prd.phases:
        return "no phases: codex-agent prd check says what is missing"
    following = _next(file.prd)
    if following:
        return f"Phase {following.number}: {following.name}".rstrip(": ")
    checks = _boxes(file.prd.checks)
    left = checks["total"] - checks["done"]
    return f"phases done; open boxes in Testing and Success Criteria: {left}" if left else "done"


def register(app: typer.Typer) -> None:
    app.add_typer(commands, name="prd")


@commands.command("new", epilog='Example: codex-agent prd new auth-refactor --title "Sessions instead of tokens"')
def _new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Words; the file's name is made of them.")],
    title: Annotated[str | None, typer.Option("--title", metavar="T", help="The heading; NAME unless given.")] = None,
    json_output: Json = False,
) -> int:
    """Write docs/prds/NAME.md as a form to be filled in. Never over an existing one."""
    return new(name, title, json_output=json_output)


@commands.command("check", epilog="Example: codex-agent prd check docs/prds/auth-refactor.md")
def _check(files: Files = None, json_output: Json = False) -> int:
    """Say what is missing or wrong, with line numbers. Exit 1 when something has to be mended."""
    return check(files or [], json_output=json_output)


@commands.command("status")
def _status(files: Files = None, json_output: Json = False) -> int:
    """How far each PRD is: phases and tasks done, and the next phase."""
    return status(files or [], json_output=json_output)
