"""`resume` and `fork`: how a conversation that has stopped goes on, in the same job or in a new one."""

from __future__ import annotations

import os
import secrets
from typing import Annotated, Any

import typer

from codex_agent import budgets, client
from codex_agent.cli import acting, output, starting, waiting
from codex_agent.cli.acting import full_id
from codex_agent.cli.arguments import Force, JobId, Json, MaxTokens
from codex_agent.cli.asking import check_label, read_prompt
from codex_agent.errors import Exit, usage_error
from codex_agent.paths import default_home

Prompt = Annotated[
    str | None,
    typer.Argument(metavar="PROMPT", help="What it is to do; - reads it from standard input.", show_default=False),
]
PromptFile = Annotated[str | None, typer.Option("--prompt-file", metavar="FILE", help="Read the prompt from a file.")]
Wait = Annotated[bool, typer.Option("--wait", "-w", help="Wait; only the answer goes to stdout.")]


def resume(
    typed: str,
    prompt: str | None,
    file: str | None,
    *,
    wait: bool,
    force: bool = False,
    max_tokens: str | None = None,
    json_output: bool,
) -> int:
    """The next turn of the same job; without a prompt an interactive one is opened again."""
    if prompt is None and file is None:
        if wait or max_tokens is not None:
            flag = "--wait" if wait else "--max-tokens"
            raise usage_error("no_prompt", f"{flag} is for a prompt, and there is none", "add what it is to do")
        return _reopen(typed, json_output=json_output)
    answer = acting.hand_over(typed, read_prompt(prompt, file), how="queue", force=force, max_tokens=max_tokens)
    if wait and answer["turn"] is not None:  # there is none for /quit
        turn = waiting.Wanted(answer["job"]["id"], answer["turn"])
        return waiting.follow(default_home(), [turn], json_output=json_output)
    return acting.tell_sent(answer, json_output=json_output)


def _reopen(typed: str, *, json_output: bool) -> int:
    home = default_home()
    answer = client.call(home, "reopen", job=full_id(home, typed), env=dict(os.environ))
    if json_output:
        output.print_json(answer)
    else:
        job = answer["job"]["id"]
        print(f"Job {job} is open.\n\nAttach: codex-agent attach {job}\nSend: codex-agent send {job} TEXT")
    return Exit.OK


def fork(
    typed: str,
    prompt: str | None,
    file: str | None,
    *,
    change: dict[str, str | None],
    wait: bool,
    force: bool = False,
    json_output: bool,
) -> int:
    """A new job that knows what the other one's conversation has so far. `change` is in what it is to differ, by flag."""
    check_label("--name", change["name"])
    limit = change["max_tokens"]
    asked = {**change, "max_tokens": None if limit is None else budgets.parse(limit)}
    text = read_prompt(prompt, file)
    home = default_home()
    job, token, env = full_id(home, typed), secrets.token_hex(16), dict(os.environ)
    session = os.environ.get("CLAUDE_CODE_SESSION_ID")
    request: dict[str, Any] = {"job": job, "prompt": text, **asked, "parent_session": session, "force": force}
    answer = client.call(home, "fork", token=token, env=env, **request)
    for notice in answer.pop("notices"):
        output.talk(f"Note: {notice}")
    return starting.tell(answer, wait=wait, json_output=json_output)


def register(app: typer.Typer) -> None:
    app.command(
        "resume",
        epilog=(
            "\b\nExamples:\n"
            '  codex-agent resume 8abfab85 "Now the same for the tests"\n'
            "  codex-agent resume 8abfab85     (an interactive agent, to attach to)"
        ),
    )(_resume)
    app.command(
        "fork",
        epilog=(
            "\b\nExamples:\n"
            '  codex-agent fork 8abfab85 "Do it without the new dependency" --name "Plan B"\n'
            '  codex-agent fork 8abfab85 "Now build it; you may write" -s workspace-write'
        ),
    )(_fork)


def _resume(
    job: JobId,
    prompt: Prompt = None,
    prompt_file: PromptFile = None,
    wait: Wait = False,
    force: Force = False,
    max_tokens: MaxTokens = None,
    json_output: Json = False,
) -> int:
    """Go on with a job: the next turn of the same conversation.

    Without PROMPT an interactive agent that has ended is opened again.
    """
    return resume(job, prompt, prompt_file, wait=wait, force=force, max_tokens=max_tokens, json_output=json_output)


def _fork(
    job: JobId,
    prompt: Prompt = None,
    prompt_file: PromptFile = None,
    reasoning: Annotated[
        str | None, typer.Option("--reasoning", "-r", metavar="LEVEL", help="Another reasoning level.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", metavar="MODEL", help="Another model.")] = None,
    sandbox: Annotated[
        str | None,
        typer.Option("--sandbox", "-s", metavar="MODE", help="read-only, workspace-write or danger-full-access."),
    ] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="LABEL", help="A label for lists.")] = None,
    max_tokens: MaxTokens = None,
    wait: Wait = False,
    force: Force = False,
    json_output: Json = False,
) -> int:
    """Start a new job that knows another one's conversation. The other one stays as it is.

    What is not given stays as it was there; another model begins with the reasoning level that start would give it.
    """
    change = {"reasoning": reasoning, "model": model, "sandbox": sandbox, "name": name, "max_tokens": max_tokens}
    return fork(job, prompt, prompt_file, change=change, wait=wait, force=force, json_output=json_output)
