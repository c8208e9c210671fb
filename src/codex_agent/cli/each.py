"""`fan-out --each FILE`: a task for each line of JSON, or a file that is one prompt. Errors name file and line."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from typing import Any

from codex_agent.cli import asking
from codex_agent.cli.crew import Task
from codex_agent.cli.folders import absolute
from codex_agent.cli.options import StartOptions
from codex_agent.errors import AgentError, usage_error
from codex_agent.prompting import check_prompt
from codex_agent.prompts.showing import one_line

LABEL_CHARS = 60
LINES = (".jsonl", ".ndjson", ".json")  # whatever stands in them; of other files the first character tells
_ENDS = re.compile(r"\r\n|\n|\r")  # of lines; a JSON text may contain the others that Unicode knows
_LIST = re.compile(r"\s*\[\s*\{")
_HALVES = re.compile("[\ud800-\udfff]")
_BYTE_ORDER_MARK = "\ufeff"


def _text(value: object) -> str:
    if not _is_text(value):
        raise ValueError("a text, without NUL")
    return str(value)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(map(_is_text, value)):
        raise ValueError("a list of texts, without NUL")
    return tuple(value)


def _is_text(value: object) -> bool:
    """JSON can also say what no file and no argument of a program can hold: a NUL, half a character."""
    return isinstance(value, str) and value != "" and "\0" not in value and not _HALVES.search(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("a number")
    try:
        return float(value)
    except OverflowError:
        raise ValueError("a smaller number") from None


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
    text = asking.read_text(named).removeprefix(_BYTE_ORDER_MARK)
    if _LIST.match(text):
        raise usage_error(
            "bad_line", f"{named}: this is a list", "one object a line, without brackets and commas around"
        )
    if not named.endswith(LINES) and not text.lstrip().startswith("{"):
        label = "standard input" if named == "-" else os.path.basename(named)
        return [Task(label, base._replace(prompt=_joined(common, check_prompt(text, what=named)), prompt_file=None))]
    lines = [(number, line) for number, line in enumerate(_ENDS.split(text), 1) if line.strip()]
    if not lines:
        raise usage_error("no_prompt", f"{named}: there is nothing in it", 'one object a line: {"prompt": "..."}')
    return [_task(f"{named}:{number}", line, common, base) for number, line in lines]


def _task(place: str, line: str, common: str | None, base: StartOptions) -> Task:
    values = _read(place, line)
    if common is None and "prompt" not in values:
        raise usage_error("bad_line", f"{place}: there is no prompt", 'a line is an object like {"prompt": "..."}')
    prompt = _joined(common, values.pop("prompt", None))
    if "dir" in values:
        values["dir"] = os.path.join(absolute(base.dir or "."), os.path.expanduser(values["dir"]))
    label = values.get("name") or f"{place.rpartition(':')[2]}: {one_line(prompt, LABEL_CHARS)}"
    return Task(label, base._replace(**{**values, "prompt": prompt, "prompt_file": None}), place=place)


def _read(place: str, line: str) -> dict[str, Any]:
    try:
        data = json.loads(line, object_pairs_hook=_once)
    except RecursionError:
        raise usage_error("bad_line", f"{place}: this is nested too deeply", "one object a line") from None
    except _Twice as error:
        raise usage_error("bad_line", f"{place}: {error} is there twice", "leave one of them out") from None
    except ValueError as error:
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


class _Twice(Exception):
    """A key, of which only one value could count."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise _Twice(repr(key))
        data[key] = value
    return data


def _joined(common: str | None, prompt: str | None) -> str:
    return "\n\n".join(text for text in (common, prompt) if text is not None)


def at(place: str, error: AgentError) -> AgentError:
    """The error, with the part whose fault it is."""
    return error.told(message=f"{place}: {error.message}")
