"""Folders as a command line names them: made absolute from where the command stands. Light, for commands that load no more."""

from __future__ import annotations

import os

from codex_agent.errors import usage_error


def here() -> str:
    """The current folder. Raises a usage error where it has been deleted."""
    return absolute(".")


def absolute(path: str) -> str:
    """Raises a usage error where the path is relative and the current folder has been deleted."""
    try:
        return os.path.abspath(os.path.expanduser(path))
    except FileNotFoundError as error:
        raise usage_error("no_such_folder", "the current folder no longer exists", "change to another one") from error


def working_folder(named: str | None) -> str:
    """The real path of the folder that `-d` names, else of the current one."""
    return os.path.realpath(absolute(named or "."))
