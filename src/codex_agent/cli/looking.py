"""The typer side of transcripts, records and checks: each function imports what it shows when it is called."""

from __future__ import annotations

from typing import Annotated

import typer

from codex_agent.cli.arguments import Here, JobId, Json, Provider, Session

commands = typer.Typer()

Clean = Annotated[
    bool, typer.Option("--clean", "--strip-ansi", help="A terminal's rendered screen; transcripts are clean always.")
]


@commands.command()
def capture(
    job: JobId,
    lines: Annotated[int, typer.Argument(metavar="LINES", help="How many lines.")] = 50,
    clean_: Clean = False,
) -> int:
    """The last lines of the transcript or terminal."""
    from codex_agent.cli import transcript

    return transcript.capture(job, lines, clean=clean_)


@commands.command("output")
def output_(job: JobId, clean_: Clean = False) -> int:
    """The whole transcript or terminal.

    A background terminal keeps the last 4 to 8 MB of what was printed; rendered, the last 10,000 lines.
    """
    from codex_agent.cli import transcript

    return transcript.output(job, clean=clean_)


@commands.command()
def watch(
    job: JobId, json_output: Annotated[bool, typer.Option("--json", help="Events, one JSON object a line.")] = False
) -> int:
    """Follow the transcript.

    Until the job ends; Ctrl-C ends the watching alone.
    """
    from codex_agent.cli import transcript

    return transcript.watch(job, json_output=json_output)


@commands.command()
def journal(
    here: Here = False,
    session: Session = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="The newest lines.")] = 200,
    json_output: Json = False,
) -> int:
    """The shared log of all sessions: jobs, messages, notes."""
    from codex_agent.cli import records

    return records.journal(here=here, session=session, limit=limit, json_output=json_output)


@commands.command(epilog='Example: codex-agent note --kind decision "Keep the old token format until 3.0"')
def note(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.", show_default=False)],
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="goal, findings, synthesis, decision or next.")
    ] = "findings",
    json_output: Json = False,
) -> int:
    """Add a line to the journal."""
    from codex_agent.cli import records

    return records.note(text, kind, json_output=json_output)


@commands.command()
def usage(json_output: Json = False) -> int:
    """Tokens by job, session and day; rate limits where reported."""
    from codex_agent.cli import records

    return records.usage(json_output=json_output)


@commands.command()
def sessions(json_output: Json = False) -> int:
    """Parent sessions with their jobs, and the tmux windows."""
    from codex_agent.cli import records

    return records.sessions(json_output=json_output)


@commands.command()
def health(json_output: Json = False) -> int:
    """What is installed, logged in and reachable; starts nothing."""
    from codex_agent.cli import health as checks

    return checks.health(json_output=json_output)


@commands.command()
def doctor(provider: Provider = None, json_output: Json = False) -> int:
    """One real turn, from start to answer, in a temporary folder."""
    from codex_agent.cli import health as checks

    return checks.doctor(provider, json_output=json_output)


@commands.command()
def models(provider: Provider = None, json_output: Json = False) -> int:
    """Models, and reasoning levels, of your Codex or Gemini."""
    from codex_agent.cli import health as checks

    return checks.models(provider, json_output=json_output)


@commands.command()
def config(json_output: Json = False) -> int:
    """The effective settings and where each came from."""
    from codex_agent.cli import health as checks

    return checks.config(json_output=json_output)


@commands.command()
def demo(json_output: Json = False) -> int:
    """Watch three real agents work; needs no account.

    On a sample repository, against a scripted model on this machine.
    """
    from codex_agent.cli import demo as show

    return show.demo(json_output=json_output)
