"""`stage`: what a prompt asks for. `pipeline`: where the work of this repository stands, and moving it."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codex_agent import client, pipeline
from codex_agent.approval import digest
from codex_agent.checkout import place_of
from codex_agent.cli import folders, fresh, output
from codex_agent.cli.arguments import Json
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.paths import default_home
from codex_agent.plaintext import plain

if TYPE_CHECKING:
    from codex_agent.sources.prds import PrdFile
    from codex_agent.stages import StageState

PLACEHOLDERS_SHOWN = 10
TEXT_BYTES = 16 * 1024 * 1024  # of standard input; detection looks at both ends of it alone

commands = typer.Typer(
    help=(
        "The stage of the work here, the PRD in work and its approval. "
        "A session stands where the newest one left off until it sets a stage; from then on its stage is its own."
    ),
    invoke_without_command=True,
)


def stage(text: str, *, json_output: bool) -> int:
    """Say which stage TEXT asks for. Reads the store and docs/prds as they are; starts nobody, writes nothing."""
    from codex_agent.stages import detect

    state = _state()
    found = detect(_read(text), state)
    if json_output:
        output.print_json({"ok": True, **found.as_json(), "state": state.as_json()})
        return Exit.OK
    print(f"{found.stage}  {found.confidence:.2f}" if found.confidence else found.stage)
    for one in found.evidence:
        words = f': "{plain(one.words)}"' if one.words else ""
        print(f"  {one.weight:+g}  {one.rule}{words} ({one.reason})" if one.weight else f"  {one.reason}")
    if found.next_command:
        print(f"Next: {plain(found.next_command)}")
    return Exit.OK


def _read(text: str) -> str:
    if text != "-":
        return text
    data = sys.stdin.buffer.read(TEXT_BYTES + 1)
    if len(data) > TEXT_BYTES:
        raise usage_error("too_long", f"standard input has more than {TEXT_BYTES // 1024 // 1024} MB")
    return data.decode(errors="replace")


def show(*, json_output: bool) -> int:
    """Where this session stands, else the newest of this repository."""
    with fresh.opened(default_home()) as store:
        place = pipeline.read(store, _repo(), _session())
    _say(place, json_output=json_output)
    return Exit.OK


def set_stage(word: str, prd: str | None, *, json_output: bool) -> int:
    """Move the stage, and the PRD in work if one is named."""
    changes: dict[str, Any] = {"stage": pipeline.check_stage(word) or pipeline.NO_STAGE}
    if prd is not None:
        file, wrong = _checked(prd)
        _note_what_is_missing(file, wrong)
        changes["prd"] = file.relative
    _say(_move(changes), json_output=json_output)
    return Exit.OK


def approve(prd: str | None, *, force: bool, json_output: bool) -> int:
    """Write down that a person approved the PRD as it is now: the one named, else the one in work, else the only one there is.

    A form that is not filled in is refused without `force`; what else is missing is a note: approval is a person's business.
    """
    file, wrong = _checked(prd if prd is not None else _meant())
    if file.prd.placeholders and not force:
        raise _not_filled_in(file)
    _note_what_is_missing(file, wrong)
    place = _move({"prd": file.relative, "approved": digest(file.text.encode())})
    if not json_output:
        print(f"Approved: {plain(file.relative)}")
    _say(place, json_output=json_output)
    return Exit.OK


def _meant() -> str:
    """The PRD in work, else the only one; the answer names it."""
    from codex_agent.sources import prds

    with fresh.opened(default_home()) as store:
        place = pipeline.read(store, _repo(), _session())
    if place.prd:
        return os.path.relpath(os.path.join(_repo(), place.prd))
    found = prds.find(Path(folders.here()))
    if len(found) == 1:
        shown = os.path.relpath(found[0])
        output.talk(f"Note: no PRD was named and none is in work; {plain(shown)} is the only one here")
        return shown
    if not found:
        raise AgentError("no_prds", "there is no PRD here", exit_code=Exit.NOT_FOUND, hint="codex-agent prd new NAME")
    names = ", ".join(os.path.relpath(path) for path in found[:5]) + (" ..." if len(found) > 5 else "")
    raise usage_error("which_prd", f"there are {len(found)} PRDs: {names}", "codex-agent pipeline approve FILE")


def _checked(named: str) -> tuple[PrdFile, int]:
    """The PRD, and how much is wrong with it; raises if it is none."""
    from codex_agent.prompts.prd import check
    from codex_agent.sources import prds

    file = prds.load(named, Path(folders.here()))
    return file, sum(one.severity == "error" for one in check(file.prd, prds.exists_below(file.top)))


def _note_what_is_missing(file: PrdFile, wrong: int) -> None:
    if wrong:
        output.talk(f"Note: {wrong} things are still missing in it: codex-agent prd check {plain(file.shown)}")


def _not_filled_in(file: PrdFile) -> AgentError:
    """What of the form still stands in the PRD, by line."""
    left = file.prd.placeholders
    shown = [f"{plain(file.shown)}:{one.line}: {plain(one.text[:80])}" for one in left[:PLACEHOLDERS_SHOWN]]
    more = [f"and {len(left) - len(shown)} more"] if len(left) > len(shown) else []
    refusal = AgentError(
        "prd_incomplete",
        "\n  ".join([f"{plain(file.shown)} is not filled in yet ({len(left)}):", *shown, *more]),
        hint="fill it in with the user; --force approves it as it is",
    )
    refusal.facts = {"placeholders": [{"line": one.line, "text": one.text} for one in left]}
    return refusal


def _move(changes: dict[str, Any]) -> pipeline.Place:
    answer = client.call(default_home().ensure(), "pipeline", repo=_repo(), session=_session(), changes=changes)
    return pipeline.Place(**answer["place"])


def _say(place: pipeline.Place, *, json_output: bool) -> None:
    from codex_agent.cli import pipeline_view

    pipeline_view.show(place, _state() if place.stage else None, json_output=json_output)


def _state() -> StageState:
    """Where this repository stands, as the store is now."""
    from codex_agent.standing import stand

    home = default_home()
    try:
        return stand(str(home.root), folders.here(), _session())
    except sqlite3.Error as error:
        raise AgentError("store", f"{home.db}: {error}", hint="codex-agent health") from error


def _repo() -> str:
    """What hooks call a repository, too: the git checkout, else this very folder, links followed."""
    return place_of(folders.here())


def _session() -> str:
    return os.environ.get("CLAUDE_CODE_SESSION_ID") or ""


def register(app: typer.Typer) -> None:
    app.command(
        "stage",
        epilog='Example: codex-agent stage "Review the changes before I merge" --json',
    )(_stage)
    app.add_typer(commands, name="pipeline")


def _stage(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A prompt; - reads it from standard input.")],
    json_output: Json = False,
) -> int:
    """Which stage of the pipeline a prompt asks for, or none."""
    return stage(text, json_output=json_output)


@commands.callback()
def _show(context: typer.Context, json_output: Json = False) -> int:
    """Where the work of this repository stands for this session."""
    return show(json_output=json_output) if context.invoked_subcommand is None else Exit.OK


@commands.command("set", epilog="Example: codex-agent pipeline set review")
def _set(
    word: Annotated[str, typer.Argument(metavar="STAGE", help="A stage, or none.")],
    prd: Annotated[str | None, typer.Option("--prd", metavar="FILE", help="The PRD in work from now on.")] = None,
    json_output: Json = False,
) -> int:
    """Move to a stage. One of ideation, research, synthesis, prd, implementation, review or testing.

    It is this session's from then on: what others set no longer moves it.
    """
    return set_stage(word, prd, json_output=json_output)


@commands.command("approve", epilog="Example: codex-agent pipeline approve docs/prds/auth-refactor.md")
def _approve(
    prd: Annotated[
        str | None, typer.Argument(metavar="[PRD]", help="The one in work unless given.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Also a form that is not filled in.")] = False,
    json_output: Json = False,
) -> int:
    """Write down that the user has approved a PRD. As it is now: an edit ends that, ticked boxes do not."""
    return approve(prd, force=force, json_output=json_output)
