"""The words of `diff` and `merge` for typer; the work is in `diff.py` and `merge.py`, each loaded for its command alone."""

from __future__ import annotations

from typing import Annotated

import typer

from codex_agent.cli.arguments import JobId, Json
from codex_agent.errors import usage_error


def register(app: typer.Typer) -> None:
    app.command(
        "diff",
        epilog=(
            "\b\nExamples:\n"
            "  codex-agent diff 8abfab85 --stat\n"
            "  codex-agent diff 8abfab85 | git apply\n"
            '  codex-agent diff --session "$CLAUDE_CODE_SESSION_ID" --stat'
        ),
    )(_diff)
    app.command("merge", epilog="\b\nExample:\n  codex-agent diff 8abfab85 && codex-agent merge 8abfab85")(_merge)


def _diff(
    job: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="Job id, or its first 4 or more digits.", show_default=False),
    ] = None,
    session: Annotated[
        str | None,
        typer.Option(
            "--session", metavar="ID", help="Every agent of this session, in one view; its id, or how that begins."
        ),
    ] = None,
    stat: Annotated[bool, typer.Option("--stat", help="Files and numbers of lines alone.")] = False,
    json_output: Json = False,
) -> int:
    """Show what an agent changed in its worktree. Everything, whoever changed it and however, against where it began.

    Of an agent without a worktree: the files that it reported, as they are now, against the last commit.
    """
    if (job is None) == (session is None):
        raise usage_error("what_to_show", "name a job, or --session ID", "codex-agent jobs")
    from codex_agent.cli import diff

    if job is not None:
        return diff.diff(job, stat=stat, json_output=json_output)
    return diff.diff_session(str(session), stat=stat, json_output=json_output)


def _merge(
    job: JobId,
    message: Annotated[
        str | None,
        typer.Option("--message", "-m", metavar="TEXT", help="Of the commit; made of the job's name unless given."),
    ] = None,
    json_output: Json = False,
) -> int:
    """Commit and merge what an agent left in its worktree. Into the branch of the checkout from which its job was started.

    Commits are yours, by your git identity; hooks do not run. Refused with nothing changed: a conflict, changes of yours in the
    same files, an agent that is still at work.
    """
    from codex_agent.cli import merge

    return merge.merge(job, message=message, json_output=json_output)
