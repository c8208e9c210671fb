"""`codex-bg`: start an agent and stay until it is done, for hosts that tell their model when a background command ends.

Lines on standard output, each out at once: `CODEX_AGENT_JOB_ID=<id>`, with `-t` `CODEX_AGENT_TURN_COMPLETE=<id>` for each
turn that ends, `CODEX_AGENT_DONE=<id> status=<status>`, and after it with `-o` the agent's last message.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass

from codex_agent.cli import boundary, output, waiting
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.paths import default_home

USAGE = """Usage: codex-bg [-t] [-n CMD] [-o] -- codex-agent start PROMPT [FLAGS]

Start an agent, wait until its job has ended, and say so on standard output.
Ctrl-C ends the waiting, not the agent. The exit code is await-turn's.

  -t, --turns        also print CODEX_AGENT_TURN_COMPLETE=ID for each turn that ends
  -n, --notify CMD   run CMD (no shell) at the end, with CODEX_AGENT_JOB_ID, _STATUS and _ERROR
  -o, --output       print the agent's last message at the end
  -h, --help         this text

Example: codex-bg -t -- codex-agent start "Find every caller of parse()" -s read-only"""
HINT = "codex-bg --help"
STARTED = re.compile(r"^Job started: ([0-9a-f]{8})$", re.MULTILINE)
FLAGS = {"-t": "turns", "--turns": "turns", "-o": "message", "--output": "message", "-h": "help", "--help": "help"}


@dataclass(frozen=True, slots=True)
class Options:
    command: tuple[str, ...] = ()
    turns: bool = False
    message: bool = False
    help: bool = False
    notify: tuple[str, ...] = ()


def main() -> None:
    """Run and leave the process; never returns."""
    output.prepare()
    boundary.leave(boundary.run(lambda: run(sys.argv[1:]), json_output=False))


def run(argv: list[str]) -> int:
    """Everything that was typed is checked before the agent is started."""
    options = parse(argv)
    if options.help:
        _say(USAGE)
        return Exit.OK
    job = _start(options.command)
    if isinstance(job, int):
        return job
    return _wait(job, options)


def parse(argv: list[str]) -> Options:
    """The options, then the command: after `--`, or from the first word that is none of ours."""
    values: dict[str, bool] = {}
    notify: tuple[str, ...] = ()
    rest = list(argv)
    while rest and rest[0].startswith("-"):
        word = rest.pop(0)
        if word == "--":
            break
        if word in ("-n", "--notify"):
            if not rest:
                raise usage_error("usage", f"{word} needs a command", HINT)
            notify = _command(rest.pop(0))
        elif word in FLAGS:
            values[FLAGS[word]] = True
        else:
            raise usage_error("usage", f"no such option: {word}", HINT)
    if not values.get("help"):
        _check_start(rest)
    return Options(tuple(rest), notify=notify, **values)


def _command(text: str) -> tuple[str, ...]:
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise usage_error("bad_command", f"-n: {error}", HINT) from error
    if not words or shutil.which(words[0]) is None:
        raise usage_error("bad_command", f"-n: no such program: {words[0] if words else text!r}", HINT)
    return tuple(words)


def _check_start(command: list[str]) -> None:
    """It starts a job and does not wait for it itself: this command does."""
    if len(command) < 2 or os.path.basename(command[0]) != "codex-agent" or command[1] != "start":
        raise usage_error("usage", "the command to run is: codex-agent start PROMPT", HINT)
    flags = command[: command.index("--")] if "--" in command else command
    if "-w" in flags or "--wait" in flags:
        raise usage_error("usage", "codex-bg waits by itself: leave out --wait", HINT)


def _start(command: tuple[str, ...]) -> str | int:
    """The id of the job, or the exit code of a start that made none; its standard error is ours."""
    program = [sys.executable, "-I", "-m", "codex_agent"] if command[0] == "codex-agent" else [command[0]]
    try:
        done = subprocess.run([*program, *command[1:]], stdout=subprocess.PIPE, check=False)
    except OSError as error:
        words = f"cannot run {command[0]}: {error.strerror}"
        raise AgentError("no_program", words, exit_code=Exit.USAGE, hint=HINT) from error
    except KeyboardInterrupt:
        output.talk("Error: interrupted while the agent was being started\n\nHint: codex-agent jobs")
        return Exit.INTERRUPTED
    text = done.stdout.decode(errors="replace")
    job = _started(text)
    if done.returncode == 0 and job:
        return job
    sys.stdout.write(text)  # the help of start, or its refusal as JSON
    return done.returncode if done.returncode >= 0 else int(Exit.REFUSED)


def _started(text: str) -> str | None:
    """From the first line of `start`, or from its object with --json."""
    found = STARTED.search(text)
    if found:
        return found[1]
    try:
        return str(json.loads(text)["job"]["id"])
    except (ValueError, KeyError, TypeError):
        return None


def _wait(job: str, options: Options) -> int:
    """Follow the job over all its turns, follow-ups that others queue included."""
    home, n, seen = default_home(), 1, set[int]()
    try:
        _say(f"CODEX_AGENT_JOB_ID={job}")
        while True:
            (answer,) = waiting.Waiting(home, [waiting.Wanted(job, n)])
            answering = int(answer["turn"]["turn"])  # a later one, if it corrects the answer of turn n
            if options.turns and answering not in seen:
                _say(f"CODEX_AGENT_TURN_COMPLETE={job}")
            seen.add(answering)
            if not _goes_on(answer, n):
                break
            n += 1
    except KeyboardInterrupt:
        output.talk(f"Error: interrupted; the agent goes on\n\nHint: codex-agent await-turn {job}")
        return Exit.INTERRUPTED
    return _done(answer, options)


def _goes_on(answer: waiting.Answer, n: int) -> bool:
    """Whether another turn will follow by itself."""
    job = answer["job"]
    return bool(job["turn"] > n or job["queued_turns"] > 0)


def _done(answer: waiting.Answer, options: Options) -> int:
    job = answer["job"]
    _say(f"CODEX_AGENT_DONE={job['id']} status={job['status']}")
    error = waiting.failure(answer)
    if error is not None:
        boundary.show(error, json_output=False)
    elif options.message:
        output.print_message(answer["turn"]["message"] or "")
        waiting.mark_read(default_home(), [answer])
    if options.notify:
        _notify(answer, options.notify)
    return waiting.exit_of(answer)


def _notify(answer: waiting.Answer, command: tuple[str, ...]) -> None:
    """Run the command to its end; what it prints is talk. Its failure does not change how the agent's job went."""
    error = answer["turn"]["error"]
    facts = {
        "CODEX_AGENT_JOB_ID": answer["job"]["id"],
        "CODEX_AGENT_STATUS": answer["job"]["status"],
        "CODEX_AGENT_ERROR": (error or {}).get("message") or "",
    }
    try:
        code = subprocess.run(
            command, env={**os.environ, **facts}, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        ).returncode
    except OSError as failed:
        output.talk(f"Warning: the notify command did not run: {failed.strerror}")
        return
    if code:
        output.talk(f"Warning: the notify command ended with {code}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
