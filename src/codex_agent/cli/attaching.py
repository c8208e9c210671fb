"""`attach`: the client's own screen on a live interactive agent, in this terminal. Leaving it leaves the agent running."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import sys
import threading
from typing import Annotated, Any, NoReturn

import typer

from codex_agent import client
from codex_agent.cli import fresh, output
from codex_agent.cli.arguments import JobId
from codex_agent.errors import AgentError, Exit
from codex_agent.jobs import Job
from codex_agent.paths import Home, default_home


def attach(typed: str, *, print_only: bool) -> int:
    """Run the screen until the person leaves or the agent ends."""
    home = default_home()
    with fresh.opened_job(home, typed) as (store, found):
        job = store.job(found)
    return _attach(home, job, print_only=print_only)


def attach_in_window(typed: str) -> NoReturn:
    """For a tmux window: the screen, and after it the transcript."""
    home = default_home()
    with fresh.opened_job(home, typed) as (store, found):
        job = store.job(found)
    try:
        _attach(home, job, print_only=False)
    except AgentError as error:
        output.talk(f"{error.message}\n")
    os.execvp("tail", ["tail", "-n", "+1", "-F", str(home.log(job.id))])  # noqa: S606 - a path of ours


def _attach(home: Home, job: Job, *, print_only: bool) -> int:
    if job.spec.mode == "terminal" and not job.ended:
        return _attach_terminal(home, job.id, print_only=print_only)
    _check(job)
    screen = client.call(home, "screen", job=job.id, env=dict(os.environ))["screen"]
    if print_only:
        print(command_line(screen["argv"], screen["env"]))
        return Exit.OK
    _check_terminal(job.id)
    code = _run(home, job.id, screen["argv"], {**os.environ, **screen["env"]}, job.spec.cwd)
    with fresh.opened_job(home, job.id) as (store, _):
        state = store.job(job.id).state
    output.talk(f"Left job {job.id}, which is {state}.\n\nHint: codex-agent attach {job.id}")
    return code


def _attach_terminal(home: Home, job: str, *, print_only: bool) -> int:
    from codex_agent.cli import terminal_view

    if print_only:
        print(f"codex-agent attach {job}")
        return Exit.OK
    _check_terminal(job)
    return terminal_view.attach(home, job)


def _check_terminal(job: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise AgentError("no_terminal", "attach needs a terminal", hint=f"codex-agent watch {job}")


def _check(job: Job) -> None:
    if job.spec.mode == "exec":
        words = f"job {job.id} is no interactive agent; its client has no screen"
        look = "output" if job.ended else "watch"
        raise AgentError("not_interactive", words, hint=f"codex-agent {look} {job.id}")
    if job.ended:
        again = "codex-agent output {}" if job.spec.mode == "terminal" else "codex-agent send {} TEXT opens it again"
        raise AgentError("ended", f"job {job.id} has ended ({job.state})", hint=again.format(job.id))


def _run(home: Home, job: str, argv: list[str], env: dict[str, str], cwd: str) -> int:
    """The screen as a child in the foreground; it is ended with the agent, because without its server it would wait for ever."""
    old = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)}
    try:
        child = subprocess.Popen(argv, env=env, cwd=cwd, preexec_fn=_default_signals)  # noqa: PLW1509 - no threads yet
        threading.Thread(target=_end_with, args=(home, job, child), daemon=True).start()
        return child.wait()
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def _default_signals() -> None:
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)


def _end_with(home: Home, job: str, child: subprocess.Popen[Any]) -> None:
    with contextlib.suppress(AgentError):
        for _ in client.stream(home, "watch", job=job):
            continue
        child.terminate()


def command_line(argv: list[str], env: dict[str, str]) -> str:
    """The screen's command for a shell."""
    return " ".join([*(f"{name}={shlex.quote(value)}" for name, value in env.items()), shlex.join(argv)])


def register(app: typer.Typer) -> None:
    app.command("attach", epilog="\b\nExample:\n  codex-agent attach 8abfab85")(_command)


def _command(
    job: JobId,
    print_only: Annotated[bool, typer.Option("--print", help="Print the client's own command instead.")] = False,
    then_log: Annotated[bool, typer.Option("--then-log", hidden=True)] = False,
) -> int:
    """Sit down at a live agent or terminal.

    An interactive agent shows Codex's own screen; Ctrl-C leaves it and the agent goes on. A background terminal is left by Ctrl-].
    """
    if then_log:
        attach_in_window(job)
    return attach(job, print_only=print_only)
