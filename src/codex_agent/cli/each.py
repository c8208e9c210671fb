"""`fan-out --each FILE`: a task for each line of JSON, or a file that is one prompt. Errors name file and line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

from codex_agent.cli import asking
from codex_agent.cli.crew import Task
from codex_agent.cli.options import StartOptions
from codex_agent.errors import AgentError, usage_error
from codex_agent.prompting import check_prompt
from codex_agent.prompts.showing import one_line

LABEL_CHARS = 60
LINES = (".jsonl", ".ndjson", ".json")  # whatever stands in them; of other files the first character tells


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("a text")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ValueError("a list of texts")
    return tuple(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("a number")
    return float(value)


def _count(value: object) -> str:
    """Tokens, as `--max-tokens` takes them."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError("a number of tokens")
    return str(value)


# What a line may say, and the option of `start` that it sets.
KEYS: dict[str, tuple[str, Callable[[object], Any]]] = {
    **{
        key: (key, _text)
        for key in (
            *("prompt", "name", "model", "reasoning", "sandbox", "provider", "role", "context", "profile"),
            *("output_schema", "base", "notify_on_complete"),
        )
    },
    **{key: (key, _flag) for key in ("fast", "map", "search", "network", "worktree", "plan_first", "force_files")},
    **{key: (key, _texts) for key in ("lens", "verify", "config")},
    "cwd": ("dir", _text),
    "files": ("file", _texts),
    "from": ("from_jobs", _texts),
    "add_dirs": ("add_dir", _texts),
    "images": ("image", _texts),
    "max_minutes": ("max_minutes", _number),
    "max_tokens": ("max_tokens", _count),
}


def tasks(named: str, common: str | None, base: StartOptions) -> list[Task]:
    """The tasks of one file; `common` is a task that all of them share. Raises usage errors."""
    text = asking.read_text(named)
    text = text.removeprefix("\ufeff")
    if not named.endswith(LINES) and not text.lstrip().startswith("{"):
        label = "standard input" if named == "-" else os.path.basename(named)
        return [Task(label, base._replace(prompt=_joined(common, check_prompt(text, what=named)), prompt_file=None))]
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise usage_error("no_prompt", f"{named}: there is nothing in it", 'one object a line: {"prompt": "..."}')
    return [_task(f"{named}:{number}", line, common, base) for number, line in lines]


def _task(place: str, line: str, common: str | None, base: StartOptions) -> Task:
    values = _read(place, line)
    if common is None and "prompt" not in values:
        raise usage_error("bad_line", f"{place}: there is no prompt", 'a line is an object like {"prompt": "..."}')
    prompt = _joined(common, values.pop("prompt", None))
    if "dir" in values:
        values["dir"] = os.path.join(asking.absolute(base.dir or "."), os.path.expanduser(values["dir"]))
    label = values.get("name") or f"{place.rpartition(':')[2]}: {one_line(prompt, LABEL_CHARS)}"
    return Task(label, base._replace(**{**values, "prompt": prompt, "prompt_file": None}), place=place)


def _read(place: str, line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise usage_error("bad_line", f"{place}: this is not JSON: {error}", "one object a line") from error
    if not isinstance(data, dict):
        raise usage_error("bad_line", f"{place}: this is no object", 'a line is an object like {"prompt": "..."}')
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in KEYS:
            raise usage_error("bad_line", f"{place}: unknown key {key!r}", f"keys: {', '.join(KEYS)}")
        field, check = KEYS[key]
        try:
            values[field] = check(value)
        except ValueError as error:
            raise usage_error("bad_line", f"{place}: {key} must be {error}") from error
    return values


def _joined(common: str | None, prompt: str | None) -> str:
    return "\n\n".join(text for text in (common, prompt) if text is not None)


def at(place: str, error: AgentError) -> AgentError:
    """The error, with the part whose fault it is."""
    made = AgentError(error.code, f"{place}: {error.message}", exit_code=error.exit_code, hint=error.hint)
    made.facts = error.facts
    return made
