"""What `start` asks the supervisor for: the prompt from its one source, the spec from the flags. Everything is checked, nothing is written."""

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from codex_agent.cli import composing, output
from codex_agent.cli.folders import absolute, working_folder
from codex_agent.cli.options import StartOptions
from codex_agent.errors import usage_error
from codex_agent.prompting import check_prompt
from codex_agent.prompts.composing import Composed

if TYPE_CHECKING:
    from codex_agent.cli.planning import Phase

PREVIEW_CHARS = 500
LABEL_CHARS = 200
PROMPT_BYTES = 64 * 1024 * 1024  # beyond this we do not even count the characters


class Asked(NamedTuple):
    """`worktree`: a branch from a base, a copy to throw away, or none. `notices` are for people."""

    spec: dict[str, Any]
    composed: Composed
    worktree: dict[str, Any] | None
    notices: tuple[str, ...]


def prepare(options: StartOptions) -> Asked:
    """Everything that this side can check is checked; nothing is written."""
    cwd = working_folder(options.dir)
    planned = _planned(options, cwd)
    if planned is None:
        task = read_prompt(options.prompt, options.prompt_file)
        ready = composing.brief(options, task, cwd)
    else:
        task = planned.task
        if options.prompt is not None or options.prompt_file is not None:
            task += "\n\n" + read_prompt(options.prompt, options.prompt_file)
        options = options._replace(role=options.role or "implementer")
        ready = composing.brief(options, check_prompt(task), cwd, planned.material)
    spec = {**_spec(options, task), "cwd": cwd, "sandbox": ready.sandbox or ""}
    notices = (*(planned.notices if planned else ()), *ready.notices)
    return Asked(spec, ready.composed, _worktree(options, throwaway=ready.worktree), notices)


def _worktree(options: StartOptions, *, throwaway: bool) -> dict[str, Any] | None:
    """What the flags say stands over what the role wants."""
    if options.worktree:
        return {"base": options.base}
    if options.base is not None:
        raise usage_error("no_worktree", "--base is where a worktree begins", "add --worktree")
    return {"throwaway": True} if throwaway else None


def _planned(options: StartOptions, cwd: str) -> "Phase | None":
    """The phase of a PRD that is asked for."""
    if options.prd is None:
        if options.phase is not None:
            raise usage_error("no_prd", "--phase needs --prd FILE", "codex-agent prd status lists the PRDs here")
        return None
    from codex_agent.cli import planning

    return planning.phase(options, cwd)


def schema(options: StartOptions) -> dict[str, str] | None:
    """Name and text of the schema that the answers are to fit; the supervisor judges it. Raises usage errors."""
    if options.output_schema is None:
        return None
    from codex_agent.sources import schemas

    return schemas.read(options.output_schema)


def read_prompt(text: str | None, file: str | None, *, flag: str = "--prompt-file", what: str = "prompt") -> str:
    """The prompt from its one source, byte for byte. `-` is standard input. Raises usage errors."""
    if (text is None) == (file is None):
        wrong = f"two {what}s: an argument and {flag}" if text is not None else f"no {what}"
        raise usage_error(f"no_{what}", wrong, f"give it as an argument, with {flag} FILE, or as - for standard input")
    if "-" in (text, file):
        return check_prompt(read_text("-"))
    return check_prompt(text if file is None else read_text(file))


def read_text(file: str) -> str:
    """All of it, decoded strictly: no newline, no byte-order mark is touched. `-` is standard input. Raises usage errors."""
    source = "standard input" if file == "-" else file
    try:
        with open(0 if file == "-" else file, "rb", closefd=file != "-") as stream:
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
    """The fields of `specs.JobSpec` that a command line can set, as they cross the socket; the supervisor fills in the rest."""
    if options.fast and options.model:
        raise usage_error("two_models", "--fast and --model exclude each other")
    if options.max_minutes is not None and not 0 < options.max_minutes < 1e6:
        raise usage_error("bad_minutes", f"--max-minutes must be above 0, not {options.max_minutes:g}")
    _check_command(options.notify_on_complete)
    _check_texts(options)
    check_label("--name", options.name)
    check_label("--parent-session", options.parent_session)
    return {
        "provider": options.provider or "",
        "mode": "interactive" if options.interactive else "exec",
        "prompt": prompt[:PREVIEW_CHARS],
        "name": options.name,
        "model": _fast_model(options.provider) if options.fast else options.model,
        "reasoning": options.reasoning,
        "network": options.network,
        "search": options.search,
        "add_dirs": tuple(absolute(path) for path in options.add_dir),
        "images": tuple(absolute(path) for path in options.image),
        "profile": options.profile,
        "config": options.config,
        "parent_session": options.parent_session or os.environ.get("CLAUDE_CODE_SESSION_ID") or None,
        "max_minutes": options.max_minutes,
        "max_tokens": _tokens(options.max_tokens),
        "notify_on_complete": options.notify_on_complete,
    }


def check_label(flag: str, value: str | None) -> None:
    """A text for lists."""
    if value is not None and (not value.isprintable() or not 0 < len(value) <= LABEL_CHARS):
        raise usage_error("bad_text", f"{flag} must be one line of printable text, at most {LABEL_CHARS} characters")


def as_label(text: str) -> str:
    """What `check_label` takes, made of any text that is not empty."""
    return "".join(char if char.isprintable() else "?" for char in text[:LABEL_CHARS])


def _check_texts(options: StartOptions) -> None:
    """Texts that go into the prompt: nothing empty, nothing that the client does not take."""
    for label, value in (("--context", options.context), *(("--verify", one) for one in options.verify)):
        if value is not None:
            check_prompt(value, what=label)


def _tokens(text: str | None) -> int | None:
    if text is None:
        return None
    from codex_agent import budgets

    return budgets.parse(text)


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


def _fast_model(provider: str | None) -> str:
    from codex_agent import config
    from codex_agent.models import fast_model

    model = fast_model(os.environ, provider or config.load(os.environ).settings.provider)
    output.talk(f"Fast model: {model}")
    return model
