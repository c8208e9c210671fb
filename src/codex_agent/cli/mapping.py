"""`map`: the codebase map that `start --map` would put into a prompt, its age, and what fits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codex_agent.cli.arguments import Json
from codex_agent.errors import AgentError, Exit, usage_error

if TYPE_CHECKING:
    from codex_agent.prompts.map_fitting import Fitted
    from codex_agent.sources.map_age import Age
    from codex_agent.sources.maps import FoundMap


def show_map(folder: str, task: str, budget: int | None, *, json_output: bool) -> int:
    """Where the map is, how old, and each section with its size. Writes nothing, starts no agent."""
    from codex_agent.cli import folders, output
    from codex_agent.prompts.map_fitting import fit
    from codex_agent.sources.maps import HOW_TO_MAP, find

    place = Path(folders.working_folder(folder))
    if not place.is_dir():
        raise usage_error("no_such_folder", f"there is no folder {folder}", "--dir DIR")
    found, notices = find(place)
    if found is None:
        seen = "".join(f"; {notice}" for notice in notices)
        raise AgentError("no_map", f"no codebase map for {place}{seen}", exit_code=Exit.NOT_FOUND, hint=HOW_TO_MAP)
    fitted = fit(found.map, task, default_budget_tokens() if budget is None else budget, where=found.name)
    age = found.age()
    if json_output:
        output.print_json(_as_json(found, fitted, age, notices))
        return Exit.OK
    for notice in notices:
        output.talk(f"Note: {notice}")
    _print(found, fitted, age)
    return Exit.OK


def default_budget_tokens() -> int:
    """What `start --map` would allow; without a Codex that can say, as for a model of unknown window."""
    from codex_agent.sources import maps

    return maps.budget_tokens(_window)


def _window() -> int | None:
    """Of the model that a job gets unless told otherwise."""
    from codex_agent import models

    try:
        catalogue, model, _ = models.catalogue(os.environ)
    except AgentError:
        return None
    known = catalogue.find(model)
    return known.context_window if known else None


def _states(fitted: Fitted) -> dict[int, str]:
    """`yes`, `cut` or `no` for each section, by its number."""
    kinds = (("yes", fitted.kept), ("cut", fitted.cut), ("no", fitted.left_out))
    return {section.number: word for word, sections in kinds for section in sections}


def _print(found: FoundMap, fitted: Fitted, age: Age) -> None:
    from codex_agent.cli.tables import Column, show
    from codex_agent.plaintext import plain

    print(f"Map: {plain(str(found.path))}")
    print(f"Age: {age.words}{' (stale)' if age.stale else ''}")
    fits = "fits whole" if fitted.whole else f"{fitted.tokens:,} of them go into a prompt"
    print(f"Tokens: {found.map.tokens:,}; the budget is {fitted.budget:,}: {fits}\n")
    states = _states(fitted)
    columns = (Column("TOKENS", right=True), Column("KEPT"), Column("SECTION"))
    show(columns, [(f"{one.tokens:,}", states[one.number], one.label) for one in found.map.sections])


def _as_json(found: FoundMap, fitted: Fitted, age: Age, notices: tuple[str, ...]) -> dict[str, Any]:
    states = _states(fitted)
    return {
        "ok": True,
        "path": str(found.path),
        "name": found.name,
        "tokens": found.map.tokens,
        "budget": fitted.budget,
        "fitted_tokens": fitted.tokens,
        "front_matter": dict(found.map.front),
        "age": {
            "words": age.words,
            "source": age.source,
            "mapped": age.mapped.isoformat(),
            "days": age.days,
            "commits": age.commits,
            "files": age.files,
            "partial": age.partial,
            "stale": age.stale,
        },
        "sections": [
            {"title": one.title, "level": one.level, "tokens": one.tokens, "kept": states[one.number]}
            for one in found.map.sections
        ],
        "notices": list(notices),
    }


def register(app: typer.Typer) -> None:
    app.command(
        "map",
        epilog='\b\nExamples:\n  codex-agent map\n  codex-agent map --task "Fix the login" --budget 8000',
    )(_map)


def _map(
    dir_: Annotated[
        str, typer.Option("--dir", "-d", metavar="DIR", help="A folder of the repository.", show_default=False)
    ] = ".",
    task: Annotated[str | None, typer.Option("--task", metavar="TEXT", help="Keep what this names first.")] = None,
    budget: Annotated[
        int | None,
        typer.Option("--budget", metavar="N", min=1, help="Tokens; a tenth of the model's window unless given."),
    ] = None,
    json_output: Json = False,
) -> int:
    """The codebase map: its age, its sections, what fits.

    As start --map would put it into a prompt.
    """
    return show_map(dir_, task or "", budget, json_output=json_output)
