"""`start`: read and check the prompt, hand the job to the supervisor, say its id."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Any

from codex_agent import client
from codex_agent.cli import output, waiting
from codex_agent.cli.options import StartOptions
from codex_agent.errors import LIMITS, AgentError, Exit, usage_error
from codex_agent.jobs import JobSpec
from codex_agent.paths import default_home
from codex_agent.prompting import check_prompt

PREVIEW_CHARS = 500


def start(options: StartOptions) -> int:
    """Start an agent; with `wait` also wait for its answer, which then stands alone on stdout."""
    prompt = read_prompt(options.prompt, options.prompt_file)
    spec = _spec(options, prompt)
    home = default_home().ensure()
    token = secrets.token_hex(16)
    answer = client.call(home, "start", token=token, spec=spec.as_json(), prompt=prompt, env=dict(os.environ))
    job = answer["job"]
    if options.wait:
        if not options.json_output:
            _describe(job, to_stderr=True)
        return waiting.follow(home, [waiting.Wanted(job["id"], 1)], json_output=options.json_output)
    if job["status"] in ("failed", "killed", "lost") and not job["thread_id"]:
        raise _failed(answer)
    if options.json_output:
        output.print_json(answer)
    else:
        _describe(job, to_stderr=False)
    return Exit.OK


def read_prompt(text: str | None, file: str | None) -> str:
    """The prompt from its one source, byte for byte. `-` is standard input. Raises usage errors."""
    if (text is None) == (file is None):
        what = "two prompts: an argument and --prompt-file" if text is not None else "no prompt"
        raise usage_error("no_prompt", what, 'codex-agent start "TASK", or --prompt-file FILE, or - for standard input')
    if file is not None and file != "-":
        try:
            return check_prompt(_decoded(Path(file).read_bytes(), file))
        except OSError as error:
            raise usage_error("bad_prompt", f"cannot read {file}: {error.strerror}") from error
    if file == "-" or text == "-":
        return check_prompt(_decoded(sys.stdin.buffer.read(), "standard input"))
    return check_prompt(text)


def _decoded(data: bytes, source: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise usage_error("bad_prompt", f"{source} is not UTF-8 at byte {error.start}") from error


def _spec(options: StartOptions, prompt: str) -> JobSpec:
    if options.fast and options.model:
        raise usage_error("two_models", "--fast and --model exclude each other")
    if options.max_minutes is not None and not 0 < options.max_minutes < 1e6:
        raise usage_error("bad_minutes", f"--max-minutes must be above 0, not {options.max_minutes:g}")
    _check_command(options.notify_on_complete)
    for label, value in (("--name", options.name), ("--parent-session", options.parent_session)):
        if value is not None and (not value.isprintable() or not 0 < len(value) <= 200):
            raise usage_error("bad_text", f"{label} must be one line of printable text, at most 200 characters")
    folder = str(Path(options.dir or ".").expanduser().absolute().resolve())
    return JobSpec(
        cwd=folder,
        prompt=prompt[:PREVIEW_CHARS],
        name=options.name,
        model=_fast_model() if options.fast else options.model,
        reasoning=options.reasoning,
        sandbox=options.sandbox or "",
        network=options.network,
        search=options.search,
        add_dirs=tuple(_absolute(path) for path in options.add_dir),
        images=tuple(_absolute(path) for path in options.image),
        profile=options.profile,
        config=options.config,
        parent_session=options.parent_session or os.environ.get("CLAUDE_CODE_SESSION_ID") or None,
        max_minutes=options.max_minutes,
        notify_on_complete=options.notify_on_complete,
    )


def _absolute(path: str) -> str:
    return str(Path(path).expanduser().absolute())


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


def _describe(job: dict[str, Any], *, to_stderr: bool) -> None:
    effort = f", reasoning {job['reasoning']}" if job["reasoning"] else ""
    lines = [
        f"Job started: {job['id']}",
        f"Thread: {job['thread_id'] or 'not known yet'}",
        f"Model: {job['model'] or 'the default of your Codex'}{effort}, sandbox {job['sandbox']}",
    ]
    if not to_stderr:
        lines += ["", f"Wait: codex-agent await-turn {job['id']}", f"Look: codex-agent watch {job['id']}"]
    print("\n".join(lines), file=sys.stderr if to_stderr else sys.stdout)


def _failed(answer: dict[str, Any]) -> AgentError:
    """The client refused before it had a thread: its own words, and the id under which they can be read again."""
    error = answer["turn"]["error"] or {"class": "other", "message": answer["job"]["status"], "hint": None}
    job = answer["job"]["id"]
    code = Exit.LIMIT if error["class"] in LIMITS else Exit.NO_ANSWER
    hint = error["hint"] or f"codex-agent status {job}"
    made = AgentError("start_failed", f"job {job} failed to start: {error['message']}", exit_code=code, hint=hint)
    made.facts = {"job": answer["job"], "class": error["class"]}
    return made


