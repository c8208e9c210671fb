"""The words of `review` for typer; the work is in `review.py`, which is loaded for that command alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from codex_agent.cli.arguments import Json, Provider
from codex_agent.cli.options import StartOptions

LENSES = ("security", "error-handling", "correctness")  # what harms users of a program most; the others are asked for


def register(app: typer.Typer) -> None:
    app.command(
        "review",
        epilog=(
            "\b\nExamples:\n"
            "  codex-agent review\n"
            "  codex-agent review --base main --lens security --lens data-integrity\n"
            "  codex-agent review --fix --prd docs/prds/auth.md\n"
            "\n"
            "Exit codes: 0 every reviewer answered (and, with --fix, nothing critical is left), 1 something critical is left, "
            "5 or 6 a reviewer failed, 124 time-out, 130 Ctrl-C. The agents go on after the last two."
        ),
    )(_review)


def _review(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...",
            help="Whole files, folders or globs; with --base or --commit their changes.",
            show_default=False,
        ),
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", metavar="REF", help="What this branch changes since REF.")
    ] = None,
    commit: Annotated[str | None, typer.Option("--commit", metavar="SHA", help="What this commit changed.")] = None,
    lens: Annotated[
        list[str] | None,
        typer.Option("--lens", metavar="L", help=f"What to look for; repeatable; {', '.join(LENSES)} unless given."),
    ] = None,
    provider: Provider = None,
    reasoning: Annotated[
        str | None, typer.Option("--reasoning", "-r", metavar="LEVEL", help="Reasoning level.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", metavar="MODEL", help="Model of all agents.")] = None,
    dir_: Annotated[str | None, typer.Option("--dir", "-d", metavar="DIR", help="Stand in this folder.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Fix what is critical, verify, and review again.")] = False,
    rounds: Annotated[
        int | None, typer.Option("--rounds", metavar="N", help="With --fix: rounds of fixes at most; 3 unless given.")
    ] = None,
    prd: Annotated[
        str | None, typer.Option("--prd", metavar="FILE", help="The plan that the work follows; goes to every agent.")
    ] = None,
    sandbox: Annotated[
        str | None,
        typer.Option(
            "--sandbox", "-s", metavar="MODE", help="Of fixers: workspace-write, never more; reviewers only read."
        ),
    ] = None,
    timeout: Annotated[
        float | None, typer.Option("--timeout", metavar="S", help="Stop waiting after S seconds in all (exit 124).")
    ] = None,
    tracking_: Annotated[
        str | None,
        typer.Option(
            "--tracking",
            metavar="FILE",
            help="With --fix: where open findings are noted; docs/reviews/BRANCH.md unless given.",
        ),
    ] = None,
    profile: Annotated[str | None, typer.Option("--profile", metavar="P", help="A profile of your Codex.")] = None,
    config: Annotated[
        list[str] | None, typer.Option("-c", metavar="KEY=VALUE", help="Handed to Codex; repeatable.")
    ] = None,
    parent_session: Annotated[
        str | None, typer.Option("--parent-session", metavar="ID", help="Session the jobs belong to.")
    ] = None,
    json_output: Json = False,
) -> int:
    """Review a change with several read-only agents. Uncommitted work unless told otherwise.

    One agent for each lens, all at once. Findings of one fault become one, with who found it.
    """
    from codex_agent.cli import review
    from codex_agent.sources.revisions import Wanted

    agents = StartOptions(
        provider=provider,
        reasoning=reasoning,
        model=model,
        dir=dir_,
        sandbox=sandbox,
        profile=profile,
        config=tuple(config or ()),
        parent_session=parent_session,
    )
    return review.review(
        review.ReviewOptions(
            wanted=Wanted(paths=tuple(paths or ()), base=base, commit=commit),
            agents=agents,
            lenses=_lenses(lens or LENSES),
            fix=fix,
            rounds=rounds,
            timeout_s=timeout,
            tracking=tracking_,
            prd=prd,
            json_output=json_output,
        )
    )


def _lenses(named: Sequence[str]) -> tuple[str, ...]:
    """Each once, as the files are called."""
    from codex_agent.cli.composing import lens_name

    return tuple(dict.fromkeys(map(lens_name, named)))
