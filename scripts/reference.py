#!/usr/bin/env python3
"""Prints the reference of all commands as Markdown, from the program itself. Run with the Python of .venv."""

from __future__ import annotations

from typing import Any

import typer

from codex_agent.cli.app import app

HEAD = """# The codex-agent command

Read this when a flag is not in your head. Made from the program: `codex-agent COMMAND --help` says the same with examples.
Text goes to stdout, talk to stderr; `--json` gives one object, also on failure. An id may be shortened to its first four digits.

Exit codes: 0 ok, 1 refused or failed, 2 usage, 3 not found, 4 needs input, 5 ended without an answer, 6 a limit, 70 a bug of ours, 124 time-out, 130 Ctrl-C.
"""


def commands(group: Any, prefix: str) -> list[tuple[str, Any]]:
    """Every command below `group` with its full name, in the order of the help."""
    found: list[tuple[str, Any]] = []
    context = group.context_class(group, info_name=prefix)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command.hidden:
            continue
        full = f"{prefix} {name}"
        found += commands(command, full) if hasattr(command, "list_commands") else [(full, command)]
    return found


def section(name: str, command: Any) -> str:
    context = command.context_class(command, info_name=name)
    words = [param.make_metavar(context) for param in command.params if param.param_type_name == "argument"]
    lines = [
        f"## {' '.join([name, *words])}",
        "",
        (command.help or "").strip().partition("\n\n")[0].replace("\n", " "),
        "",
    ]
    for param in command.params:
        record = param.get_help_record(context)
        if param.param_type_name == "option" and record and param.name != "help":
            lines.append(f"- `{record[0]}`: {record[1]}")
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    group = typer.main.get_command(app)
    print(HEAD + "\n" + "\n".join(section(name, command) for name, command in commands(group, "codex-agent")), end="")


if __name__ == "__main__":
    main()
