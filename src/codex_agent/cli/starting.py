"""`start`: read and check the prompt, hand the job to the supervisor, say its id."""

from __future__ import annotations

import os
import sys
from typing import Any

from codex_agent import client
from codex_agent.cli import output, waiting
from codex_agent.cli.options import StartOptions
from codex_agent.errors import LIMITS, AgentError, Exit, usage_error
from codex_agent.paths import default_home
from codex_agent.prompting import check_prompt

PREVIEW_CHARS = 500
PROMPT_BYTES = 64 * 1024 * 1024  # beyond this we do not even count the characters


def start(options: StartOptions) -> int:
    """Start an agent; with `wait` also wait for its answer, which then stands alone on stdout."""
    prompt = read_prompt(options.prompt, options.prompt_file)
    spec = _spec(options, prompt)
    home = default_home().ensure()
    token = os.urandom(16).hex()
    answer = client.call(home, "start", token=token, spec=spec, prompt=prompt, env=dict(os.environ))
    job = answer["job"]
    for notice in answer.pop("notices"):
        output.talk(f"Note: {notice}")
    window = answer.pop("window")
    if options.wait:
        if not options.json_output:
            _describe(job, window=window, to_stderr=True)
        return waiting.follow(home, [waiting.Wanted(job["id"], 1)], json_output=options.json_output)
    if job["status"] in ("failed", "killed", "lost") and not job["thread_id"]:
        raise _failed(answer)
    if options.json_output:
        output.print_json(answer)
    else:
        _describe(job, window=window, to_stderr=False)
    return Exit.OK


def read_prompt(text: str | None, file: str | None, *, flag: str = "--prompt-file", what: str = "prompt") -> str:
    """The prompt from its one source, byte for byte. `-` is standard input. Raises usage errors."""
    if (text is None) == (file is None):
        wrong = f"two {what}s: an argument and {flag}" if text is not None else f"no {what}"
        raise usage_error(f"no_{what}", wrong, f"give it as an argument, with {flag} FILE, or as - for standard input")
    if "-" in (text, file):
        return check_prompt(_read(0, "standard input"))
    return check_prompt(text if file is None else _read(file, file))


def _read(file: str | int, source: str) -> str:
    """All of it, decoded strictly: no newline, no byte-order mark is touched."""
    try:
        with open(file, "rb", closefd=file != 0) as stream:
            data = stream.read(PROMPT_BYTES + 1)
    except OSError as error:
        raise usage_error("bad_prompt", f"cannot read {source}: {error.strerror}") from error
    if len(data) > PROMPT_BYTES:
        raise usage_error(
            "long_prompt",
            f"{source} has more than {PROMPT_BYTES:,} bytes",
            "put the material into a file and name it in the prompt",
        )
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise usage_error("bad_prompt", f"{source} is not UTF-8 at byte {error.start}") from error


def _spec(options: StartOptions, prompt: str) -> dict[str, Any]:
    """The fields of `jobs.JobSpec` that a command line can set, as they cross the socket; the supervisor fills in the rest."""
    if options.fast and options.model:
        raise usage_error("two_models", "--fast and --model exclude each other")
    if options.max_minutes is not None and not 0 < options.max_minutes < 1e6:
        raise usage_error("bad_minutes", f"--max-minutes must be above 0, not {options.max_minutes:g}")
    _check_command(options.notify_on_complete)
    for label, value in (("--name", options.name), ("--parent-session", options.parent_session)):
        if value is not None and (not value.isprintable() or not 0 < len(value) <= 200):
            raise usage_error("bad_text", f"{label} must be one line of printable text, at most 200 characters")
    return {
        "cwd": os.path.realpath(_absolute(options.dir or ".")),
        "mode": "interactive" if options.interactive else "exec",
        "prompt": prompt[:PREVIEW_CHARS],
        "name": options.name,
        "model": _fast_model() if options.fast else options.model,
        "reasoning": options.reasoning,
        "sandbox": options.sandbox or "",
        "network": options.network,
        "search": options.search,
        "add_dirs": tuple(_absolute(path) for path in options.add_dir),
        "images": tuple(_absolute(path) for path in options.image),
        "profile": options.profile,
        "config": options.config,
        "parent_session": options.parent_session or os.environ.get("CLAUDE_CODE_SESSION_ID") or None,
        "max_minutes": options.max_minutes,
        "notify_on_complete": options.notify_on_complete,
    }


def _absolute(path: str) -> str:
    try:
        return os.path.abspath(os.path.expanduser(path))
    except FileNotFoundError as error:
        raise usage_error("no_such_folder", "the current folder no longer exists", "change to another one") from error


def _check_command(command: str | None) -> None:
    if command is None:
        return
    import shlex
    import shutil

    try:
        words = shlex.split(command)
    except ValueError as error:
        raise usage_error("bad_command", f"--notify-on-complete: {error}") from error
    if not words or shutil.which(words[0]) is None:
        raise usage_error("bad_command", f"--notify-on-complete: no such program: {words[0] if words else command!r}")


def _fast_model() -> str:
    from codex_agent import config
    from codex_agent.checkup import fast_model

    model = config.load(os.environ).settings.fast_model or fast_model(os.environ)
    output.talk(f"Fast model: {model}")
    return model


def _describe(job: dict[str, Any], *, window: bool, to_stderr: bool) -> None:
    effort = f", reasoning {job['reasoning']}" if job["reasoning"] else ""
    lines = [
        f"Job started: {job['id']}",
        f"Thread: {job['thread_id'] or 'not known yet'}",
        f"Model: {job['model'] or 'the default of your Codex'}{effort}, sandbox {job['sandbox']}",
    ]
    if not to_stderr:
        lines += [
            "",
            f"Wait: codex-agent await-turn {job['id']}",
            f"Look: {_window(job, shown=window)}",
        ]
    print("\n".join(lines), file=sys.stderr if to_stderr else sys.stdout)


def _window(job: dict[str, Any], *, shown: bool) -> str:
    """How to look at it: its tmux window where there is one, else our own view, or the client's screen."""
    if shown and any(os.access(os.path.join(folder, "tmux"), os.X_OK) for folder in os.get_exec_path()):
        return f"tmux attach -t codex-agent-{job['id']}"
    return f"codex-agent {'attach' if job['mode'] == 'interactive' else 'watch'} {job['id']}"


def _failed(answer: dict[str, Any]) -> AgentError:
    """The client refused before it had a thread: its own words, and the id under which they can be read again."""
    error = answer["turn"]["error"] or {"class": "other", "message": answer["job"]["status"], "hint": None}
    job = answer["job"]["id"]
    code = Exit.LIMIT if error["class"] in LIMITS else Exit.NO_ANSWER
    hint = error["hint"] or f"codex-agent status {job}"
    made = AgentError("start_failed", f"job {job} failed to start: {error['message']}", exit_code=code, hint=hint)
    made.facts = {"job": answer["job"], "class": error["class"]}
    return made
