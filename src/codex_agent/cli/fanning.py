"""The words of `fan-out` for typer: what divides the task, and every option of `start` that an agent of many can have.

Those are taken over from `start` itself, so the two cannot come apart.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from typing import Annotated, Any, get_args

import typer

from codex_agent.cli.options import StartOptions

OTHERWISE = {  # the help of options that mean something else for many
    "sandbox": "{}; where agents share a folder, read-only unless a role says otherwise.",
    "name": "A label for lists, in front of each agent's own part.",
    "dry_run": "Print every prompt, and the tokens of all of them; start nothing.",
}
NOT_TAKEN = ("prompt", "lens", "wait", "interactive", "prd", "phase")  # of `start`: other here, or of no use to many


def register(app: typer.Typer) -> None:
    """Needs `start` to be registered before."""
    start = next(one.callback for one in app.registered_commands if one.callback and one.callback.__name__ == "start")
    own = inspect.signature(_fan_out, eval_str=True).parameters
    taken = inspect.signature(start, eval_str=True).parameters
    more = [_of_many(taken[name]) for name in taken if name not in NOT_TAKEN]
    merged = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*own.values(), *more) if one.name != "more"]

    def command(**values: Any) -> int:
        return _fan_out(**values)

    command.__doc__ = _fan_out.__doc__
    command.__signature__ = inspect.Signature(merged, return_annotation=int)  # type: ignore[attr-defined]  # read by typer
    command.__annotations__ = {one.name: one.annotation for one in merged} | {"return": int}
    _command(app)(command)


def _of_many(one: inspect.Parameter) -> inspect.Parameter:
    """With the words for what is otherwise here."""
    if one.name not in OTHERWISE:
        return one
    kind, option = get_args(one.annotation)
    told = copy.copy(option)
    told.help = OTHERWISE[one.name].format(option.help.rstrip("."))
    return one.replace(annotation=Annotated[kind, told])


def _command(app: typer.Typer) -> Callable[[Callable[..., int]], Callable[..., int]]:
    return app.command(
        "fan-out",
        epilog=(
            "\b\nExamples:\n"
            '  codex-agent fan-out "Review the last commit" --lens security,performance\n'
            "  codex-agent fan-out \"List what nothing calls\" --over 'src/*' --parallel 4\n"
            '  codex-agent fan-out "Check every claim against the code" --sections docs/guide.md\n'
            "  codex-agent fan-out --each tasks.jsonl --worktree --wait none\n"
            "\n"
            "A line of JSON has a prompt, and perhaps name, model, reasoning, sandbox, provider, cwd, files, role and so on. "
            "Exit codes: 0 all answered, 5 or 6 one did not (each is named), 124 time-out, 130 Ctrl-C. The agents go on after the last two."
        ),
    )


def _fan_out(
    prompt: Annotated[
        str | None,
        typer.Argument(
            metavar="PROMPT", help="The task that all share; - reads it from standard input.", show_default=False
        ),
    ] = None,
    lens: Annotated[
        list[str] | None, typer.Option("--lens", metavar="A,B", help="A reviewer for each lens; repeatable.")
    ] = None,
    over: Annotated[
        list[str] | None,
        typer.Option("--over", metavar="GLOB", help="An agent for each file or folder that matches; repeatable."),
    ] = None,
    sections: Annotated[
        str | None,
        typer.Option(
            "--sections",
            metavar="FILE",
            help="An agent for each section of a Markdown file; text outside of them is named.",
        ),
    ] = None,
    level: Annotated[
        int | None,
        typer.Option("--level", metavar="N", min=1, max=6, help="With --sections: headings of this level."),
    ] = None,
    each: Annotated[
        list[str] | None,
        typer.Option(
            "--each", metavar="FILE", help="An agent for each line of JSON, or for each file with a prompt; repeatable."
        ),
    ] = None,
    parallel: Annotated[
        int | None, typer.Option("--parallel", metavar="N", help="At most N of these at once; others are queued.")
    ] = None,
    wait: Annotated[
        str, typer.Option("--wait", metavar="all|any|none", help="Wait for all of them, for the first, or not.")
    ] = "all",
    timeout: Annotated[
        float | None, typer.Option("--timeout", metavar="S", help="Stop waiting after S seconds in all (exit 124).")
    ] = None,
    **more: Any,
) -> int:
    """Start an agent for each part of a task, and wait for them.

    Agents that share a folder only read, unless they have a role or a sandbox that says otherwise; --worktree gives each its own copy. Everything is checked before
    the first one starts.
    """
    from codex_agent.cli import fan_out
    from codex_agent.cli.parts import Axes

    axes = Axes(tuple(lens or ()), tuple(over or ()), sections, level, tuple(each or ()))
    agents = StartOptions.given({"prompt": prompt, **more})
    return fan_out.fan_out(fan_out.FanOutOptions(axes, agents, wait, parallel, timeout))
