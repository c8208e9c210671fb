"""The typer app: every command with its flags and help. Each function builds options and calls; nothing is decided here."""

from __future__ import annotations

import copy
from typing import Annotated

import typer
from typer.main import get_command_name

from codex_agent import __version__
from codex_agent.cli import (
    acting,
    attaching,
    boundary,
    branching,
    comparing,
    fanning,
    looking,
    mapping,
    prds,
    recovering,
    reviewing,
    running,
    staging,
    strict,
    viewing,
    worktrees,
)
from codex_agent.cli.arguments import Force, Json, MaxTokens, Provider
from codex_agent.cli.options import AwaitOptions, StartOptions
from codex_agent.errors import Exit, usage_error

app = typer.Typer(
    name="codex-agent",
    help="Run Codex and Gemini agents in the background: start, wait, send, read.",
    epilog=(
        '\b\nExample:\n  codex-agent start "Find every caller of parse()" -s read-only\n  codex-agent await-turn ID'
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run_app(argv: list[str]) -> int:
    """Parse with typer and run; usage errors come out like every other error."""
    import sys

    from typer._click import exceptions as click  # typer carries its own copy of click

    words = argv[: argv.index("--")] if "--" in argv else argv
    json_output = "--json" in words

    def call() -> int:
        try:
            code: object = with_alone(argv[0] if argv else "")(argv, standalone_mode=False, prog_name="codex-agent")
        except click.NoArgsIsHelpError as error:
            sys.stdout.write(error.format_message() + "\n")
            return int(Exit.USAGE)
        except click.UsageError as error:
            where = error.ctx.command_path if error.ctx else "codex-agent"
            raise usage_error("usage", error.format_message(), f"{where} --help") from error
        except typer.Abort as error:
            raise KeyboardInterrupt from error
        return code if isinstance(code, int) else 0

    return boundary.run(call, json_output=json_output)


def with_alone(name: str) -> typer.Typer:
    """The app with this command and no other: typer takes longer to build all of them than most run. The whole one where none has this name."""
    groups = [group.typer_instance for group in app.registered_groups if not group.name]
    commands = [command for group in (app, *groups) if group for command in group.registered_commands]
    alone = copy.copy(app)
    alone.registered_groups = [group for group in app.registered_groups if group.name == name]
    alone.registered_commands = [command for command in commands if _name(command) == name]
    return alone if alone.registered_groups or alone.registered_commands else app


def _name(command: typer.models.CommandInfo) -> str:
    return command.name or get_command_name(command.callback.__name__ if command.callback else "")


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit(0)


@app.command(
    epilog=(
        "\b\nExamples:\n"
        '  codex-agent start "Fix the failing test in tests/test_auth.py" -r high\n'
        "  codex-agent start --prompt-file task.md -s read-only --name Scout\n"
        '  codex-agent start -w -- "-v prints nothing: why?"'
    )
)
def start(
    prompt: Annotated[
        str | None,
        typer.Argument(metavar="PROMPT", help="The task; - reads it from standard input.", show_default=False),
    ] = None,
    prompt_file: Annotated[
        str | None, typer.Option("--prompt-file", metavar="FILE", help="Read the task from a file.")
    ] = None,
    provider: Provider = None,
    reasoning: Annotated[
        str | None,
        typer.Option("--reasoning", "-r", metavar="LEVEL", help="Reasoning level: codex-agent models lists them."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", metavar="MODEL", help="Model; the client's own unless given.")
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="The configured fast model, else the catalogue's smallest.")
    ] = False,
    sandbox: Annotated[
        str | None,
        typer.Option(
            "--sandbox",
            "-s",
            metavar="MODE",
            help="read-only (default of gemini), workspace-write (default of openai) or danger-full-access.",
        ),
    ] = None,
    dir_: Annotated[
        str | None, typer.Option("--dir", "-d", metavar="DIR", help="Working folder; the current one unless given.")
    ] = None,
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Stay open after the answer: send, steer, answer, attach.")
    ] = False,
    name: Annotated[
        str | None, typer.Option("--name", metavar="LABEL", help="A label for lists, such as 'W1 Scout'.")
    ] = None,
    parent_session: Annotated[
        str | None, typer.Option("--parent-session", metavar="ID", help="Session the job belongs to.")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", "-w", help="Wait; only the answer goes to stdout.")] = False,
    notify_on_complete: Annotated[
        str | None, typer.Option("--notify-on-complete", metavar="CMD", help="Run CMD (no shell) when the job ends.")
    ] = None,
    max_minutes: Annotated[
        float | None, typer.Option("--max-minutes", metavar="N", help="End the agent after this long.")
    ] = None,
    max_tokens: MaxTokens = None,
    search: Annotated[bool, typer.Option("--search", help="Let it search the web.")] = False,
    network: Annotated[bool, typer.Option("--network", help="Let its commands use the network.")] = False,
    add_dir: Annotated[
        list[str] | None, typer.Option("--add-dir", metavar="DIR", help="A further writable folder; repeatable.")
    ] = None,
    image: Annotated[
        list[str] | None, typer.Option("--image", metavar="FILE", help="Attach an image; repeatable.")
    ] = None,
    profile: Annotated[str | None, typer.Option("--profile", metavar="P", help="A profile of your Codex.")] = None,
    config: Annotated[
        list[str] | None, typer.Option("-c", metavar="KEY=VALUE", help="Handed to Codex; repeatable.")
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help="scout, reviewer, researcher, implementer, verifier, one of your own, or a file.",
        ),
    ] = None,
    lens: Annotated[
        list[str] | None,
        typer.Option("--lens", metavar="LENS", help="What a reviewer looks for, such as security; repeatable."),
    ] = None,
    map_: Annotated[
        bool, typer.Option("--map", help="Put the codebase map (docs/CODEBASE_MAP.md) into the prompt.")
    ] = False,
    file: Annotated[
        list[str] | None, typer.Option("--file", "-f", metavar="GLOB", help="Put files into the prompt; repeatable.")
    ] = None,
    force_files: Annotated[
        bool, typer.Option("--force-files", help="Take files that -f refuses: ignored, or like secrets.")
    ] = False,
    context: Annotated[
        str | None,
        typer.Option("--context", metavar="TEXT", help="What it cannot know: goal, non-goals, decisions, pointers."),
    ] = None,
    verify: Annotated[
        list[str] | None, typer.Option("--verify", metavar="TEXT", help="When the work is done; repeatable.")
    ] = None,
    plan_first: Annotated[
        bool, typer.Option("--plan-first", help="For large tasks: a plan before the first edit, a short report.")
    ] = False,
    from_jobs: Annotated[
        list[str] | None, typer.Option("--from", metavar="ID", help="Put another job's answer in; repeatable.")
    ] = None,
    no_constraints: Annotated[
        bool, typer.Option("--no-constraints", help="Leave the blocks on scope and reading out.")
    ] = False,
    prd: Annotated[
        str | None, typer.Option("--prd", metavar="FILE", help="Implement one phase of this PRD; see --phase.")
    ] = None,
    phase: Annotated[int | None, typer.Option("--phase", metavar="N", help="Which phase of the PRD.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the whole prompt with its tokens by part; start nothing.")
    ] = False,
    output_schema: Annotated[
        str | None,
        typer.Option(
            "--output-schema", metavar="FILE|findings", help="The answer is JSON that fits this schema, checked."
        ),
    ] = None,
    worktree: Annotated[
        bool, typer.Option("--worktree", help="In a git worktree and branch of its own: see diff and merge.")
    ] = False,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="REF", help="Where the worktree begins; the current commit unless given."),
    ] = None,
    force: Force = False,
    json_output: Json = False,
) -> int:
    """Start an agent in the background and print its id."""
    given = locals()
    from codex_agent.cli import starting

    return starting.start(StartOptions.given(given))


@app.command(
    "await-turn",
    epilog=(
        "\b\nExamples:\n"
        "  codex-agent await-turn 8abfab85\n"
        "  codex-agent await-turn 8abfab85 91c04e77 --any --timeout 600\n"
        "\n"
        "Exit codes: 0 answered, 4 needs input, 5 ended without an answer, 6 a limit, 124 time-out. "
        "A message alone for one job, a line above each for several."
    ),
)
def await_turn(
    jobs: Annotated[list[str], typer.Argument(metavar="ID...", help="Jobs to wait for.", show_default=False)],
    any_: Annotated[bool, typer.Option("--any", help="Return with the first that ends.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Wait for all of them (the default).")] = False,
    after: Annotated[int | None, typer.Option("--after", metavar="N", help="Wait for turn N+1.")] = None,
    timeout: Annotated[
        float | None, typer.Option("--timeout", metavar="S", help="Give up after S seconds (exit 124).")
    ] = None,
    json_output: Json = False,
) -> int:
    """Wait for a turn's end and print its answer.

    The newest turn, queued ones included, unless --after names one. No polling; Ctrl-C ends the waiting alone.
    """
    from codex_agent.cli import waiting

    return waiting.await_turn(
        AwaitOptions(jobs=tuple(jobs), any=any_, all=all_, after=after, timeout=timeout, json_output=json_output)
    )


for module in (
    acting,
    attaching,
    branching,
    comparing,
    fanning,
    mapping,
    prds,
    recovering,
    reviewing,
    running,
    staging,
    viewing,
    worktrees,
):
    module.register(app)

app.add_typer(looking.commands)
for group in (app, *(group.typer_instance for group in app.registered_groups)):
    for command in group.registered_commands if group else ():
        command.cls = strict.Command
