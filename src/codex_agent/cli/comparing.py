"""The words of `compare` for typer; the work is in `compare.py`, which is loaded for that command alone."""

from __future__ import annotations

from typing import Annotated

import typer

from codex_agent.cli.arguments import Json


def register(app: typer.Typer) -> None:
    app.command(
        "compare",
        epilog=(
            "\b\nExamples:\n"
            "  codex-agent compare 8abfab85 91c04e77 > comparison.md\n"
            "  codex-agent compare 8abfab85 91c04e77 --reveal     (once it is judged)\n"
            "\n"
            "Refused unless both jobs are completed with exit code 0 and a whole answer."
        ),
    )(_compare)


def _compare(
    jobs: Annotated[list[str], typer.Argument(metavar="A B", help="Two jobs.", show_default=False)],
    turn: Annotated[
        list[int] | None,
        typer.Option("--turn", min=1, metavar="N", help="That turn of both; given twice: of A, then of B."),
    ] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="Say who is who; the journal keeps it.")] = False,
    json_output: Json = False,
) -> int:
    """Two answers side by side, without their authors. Called Alpha and Beta by a sealed draw,
    with the steps of judging them. Marks both as read.
    """
    from codex_agent.cli import compare

    return compare.compare(tuple(jobs), tuple(turn or ()), reveal=reveal, json_output=json_output)
