"""The lean front: `start`, `await-turn` and `status` parsed from a table, without importing typer (about 100 ms).

It takes only what is plain. Anything unusual (help, an unknown flag, a wrong number, a missing value) is None, and typer gets it.
A property test holds the two together.
"""

from typing import Any, NamedTuple

from codex_agent.cli.options import AwaitOptions, StartOptions, StatusOptions

Options = StartOptions | AwaitOptions | StatusOptions


class Flag(NamedTuple):
    """`kind` is bool, str, float, int or list (a repeatable text)."""

    field: str
    kind: type


_JSON = Flag("json_output", bool)
START = {
    "--provider": Flag("provider", str),
    "-r": Flag("reasoning", str),
    "--reasoning": Flag("reasoning", str),
    "-m": Flag("model", str),
    "--model": Flag("model", str),
    "--fast": Flag("fast", bool),
    "-s": Flag("sandbox", str),
    "--sandbox": Flag("sandbox", str),
    "-d": Flag("dir", str),
    "--dir": Flag("dir", str),
    "--interactive": Flag("interactive", bool),
    "--name": Flag("name", str),
    "--parent-session": Flag("parent_session", str),
    "-w": Flag("wait", bool),
    "--wait": Flag("wait", bool),
    "--notify-on-complete": Flag("notify_on_complete", str),
    "--max-minutes": Flag("max_minutes", float),
    "--max-tokens": Flag("max_tokens", str),
    "--search": Flag("search", bool),
    "--network": Flag("network", bool),
    "--add-dir": Flag("add_dir", list),
    "--image": Flag("image", list),
    "--profile": Flag("profile", str),
    "-c": Flag("config", list),
    "--output-schema": Flag("output_schema", str),
    "--prompt-file": Flag("prompt_file", str),
    "--role": Flag("role", str),
    "--lens": Flag("lens", list),
    "--map": Flag("map", bool),
    "-f": Flag("file", list),
    "--file": Flag("file", list),
    "--force-files": Flag("force_files", bool),
    "--context": Flag("context", str),
    "--verify": Flag("verify", list),
    "--plan-first": Flag("plan_first", bool),
    "--from": Flag("from_jobs", list),
    "--no-constraints": Flag("no_constraints", bool),
    "--prd": Flag("prd", str),
    "--phase": Flag("phase", int),
    "--dry-run": Flag("dry_run", bool),
    "--worktree": Flag("worktree", bool),
    "--base": Flag("base", str),
    "--force": Flag("force", bool),
    "--json": _JSON,
}
AWAIT = {
    "--any": Flag("any", bool),
    "--all": Flag("all", bool),
    "--after": Flag("after", int),
    "--timeout": Flag("timeout", float),
    "--json": _JSON,
}
STATUS = {"--json": _JSON}


def parse(argv: list[str]) -> Options | None:
    """The options of a plain command line, else None."""
    match argv[:1]:
        case ["start"]:
            return _start(argv[1:])
        case ["await-turn"]:
            read = _read(argv[1:], AWAIT)
            return AwaitOptions(jobs=tuple(read[0]), **read[1]) if read and read[0] else None
        case ["status"]:
            read = _read(argv[1:], STATUS)
            return StatusOptions(job=read[0][0], **read[1]) if read and len(read[0]) == 1 else None
        case _:
            return None


def _start(argv: list[str]) -> StartOptions | None:
    read = _read(argv, START)
    if read is None or len(read[0]) > 1:
        return None
    words, values = read
    return StartOptions(prompt=words[0] if words else None, **values)


def _read(argv: list[str], flags: dict[str, Flag]) -> tuple[list[str], dict[str, Any]] | None:
    words: list[str] = []
    values: dict[str, Any] = {}
    rest = iter(argv)
    for word in rest:
        if word == "--":
            words += rest
            break
        if not word.startswith("-") or word == "-":
            words.append(word)
            continue
        name, equals, text = word.partition("=") if word.startswith("--") else (word, "", "")
        flag = flags.get(name)
        if flag is None or (equals and flag.kind is bool):
            return None
        if flag.kind is bool:
            values[flag.field] = True
            continue
        if not equals:
            following = next(rest, None)
            if following is None or (following.startswith("-") and following != "-"):
                return None
            text = following
        if not _take(values, flag, text):
            return None
    return words, values


def _take(values: dict[str, Any], flag: Flag, text: str) -> bool:
    """Put a value in; False for a number that is none or for an empty text, which typer explains."""
    if not text:
        return False
    if flag.kind is list:
        values[flag.field] = (*values.get(flag.field, ()), text)
        return True
    try:
        values[flag.field] = flag.kind(text) if text.isascii() and text.strip() == text else _odd(flag, text)
    except ValueError:
        return False
    return True


def _odd(flag: Flag, text: str) -> str:
    if flag.kind is not str:
        raise ValueError(text)
    return text
