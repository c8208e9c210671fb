"""`run`: a command in a background terminal."""

from __future__ import annotations

import os
import re
import shlex
import sys
from typing import Annotated

import typer

from codex_agent import client
from codex_agent.cli import output, waiting
from codex_agent.cli.arguments import Json
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.paths import default_home

PREVIEW_CHARS = 500


def run(
    argv: list[str],
    *,
    until: str | None,
    folder: str | None,
    name: str | None,
    session: str | None,
    max_minutes: float | None,
    wait: bool,
    json_output: bool,
) -> int:
    """Start the command and say its id; with `wait` or `until` also wait for its end, or for the line."""
    _check(until, name, max_minutes)
    home = default_home().ensure()
    line = shlex.join(argv)
    spec = {
        "mode": "terminal",
        "provider": "terminal",
        "cwd": os.path.realpath(os.path.expanduser(folder or ".")),
        "prompt": line[:PREVIEW_CHARS],
        "argv": argv,
        "until": until,
        "name": name,
        "parent_session": session or os.environ.get("CLAUDE_CODE_SESSION_ID") or None,
        "max_minutes": max_minutes,
    }
    answer = client.call(home, "start", token=os.urandom(16).hex(), spec=spec, prompt=line, env=dict(os.environ))
    job = answer["job"]["id"]
    if not json_output:
        print(f"Job started: {job}", file=sys.stderr if wait else sys.stdout, flush=True)
    if until is not None:
        return _until(job, until, json_output=json_output)
    if wait:
        return waiting.follow(home, [waiting.Wanted(job, 1)], json_output=json_output)
    if json_output:
        output.print_json({"ok": True, "job": answer["job"], "turn": answer["turn"]})
    else:
        print(f"\nWait: codex-agent await-turn {job}\nLook: codex-agent capture {job} --clean")
    return Exit.OK


def _check(until: str | None, name: str | None, max_minutes: float | None) -> None:
    try:
        re.compile(until or "")
    except re.error as error:
        raise usage_error("bad_regex", f"--until: {error}") from error
    if max_minutes is not None and not 0 < max_minutes < 1e6:
        raise usage_error("bad_minutes", f"--max-minutes must be above 0, not {max_minutes:g}")
    if name is not None and (not name.isprintable() or not 0 < len(name) <= 200):
        raise usage_error("bad_text", "--name must be one line of printable text, at most 200 characters")


def _until(job: str, until: str, *, json_output: bool) -> int:
    try:
        found = client.call(default_home(), "matched", job=job)
    except KeyboardInterrupt:
        output.talk(f"Stopped waiting; the command goes on.\n\nHint: codex-agent await-turn {job}")
        return Exit.INTERRUPTED
    if found["line"] is None:
        words = f"the command of job {job} ended before a line matched {until!r}"
        raise AgentError("no_match", words, hint=f"codex-agent output {job} --clean")
    if json_output:
        output.print_json({"ok": True, "line": found["line"], "job": found["job"], "turn": found["turn"]})
    else:
        print(found["line"])
    return Exit.OK


def register(app: typer.Typer) -> None:
    app.command(
        "run",
        epilog=(
            "\b\nExamples:\n"
            "  codex-agent run -- npm test\n"
            '  codex-agent run --until "Listening on" --name server -- npm start\n'
            "  codex-agent run -w -- sh -c 'make && make check'"
        ),
    )(_run)


def _run(
    command: Annotated[
        list[str],
        typer.Argument(metavar="-- CMD...", help="The command and its arguments; no shell.", show_default=False),
    ],
    until: Annotated[
        str | None, typer.Option("--until", metavar="REGEX", help="Return when a line matches; the command goes on.")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", "-w", help="Wait for the end: exit 0 or 1.")] = False,
    dir_: Annotated[
        str | None, typer.Option("--dir", "-d", metavar="DIR", help="Working folder; the current one unless given.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="LABEL", help="A label for lists.")] = None,
    parent_session: Annotated[
        str | None, typer.Option("--parent-session", metavar="ID", help="Session the job belongs to.")
    ] = None,
    max_minutes: Annotated[
        float | None, typer.Option("--max-minutes", metavar="N", help="End the command after this long.")
    ] = None,
    json_output: Json = False,
) -> int:
    """Run a command in a background terminal.

    send types, interrupt is Ctrl-C, capture --clean shows the screen, attach sits down at it, await-turn waits for the end.
    """
    return run(
        command,
        until=until,
        folder=dir_,
        name=name,
        session=parent_session,
        max_minutes=max_minutes,
        wait=wait,
        json_output=json_output,
    )
