"""The one place where errors become text, JSON and exit codes."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from codex_agent.cli import output
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import default_home
from codex_agent.plaintext import plain


def run(command: Callable[[], int | None], *, json_output: bool) -> int:
    """Run a command and return its exit code. Nothing but `SystemExit` gets past; a bug leaves its traceback in a file."""
    try:
        code = command()
        output.flush()
    except AgentError as error:
        return _shown(error, json_output=json_output)
    except KeyboardInterrupt:
        if not json_output:
            return int(Exit.INTERRUPTED)
        return _shown(AgentError("interrupted", "interrupted", exit_code=Exit.INTERRUPTED), json_output=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nobody reads any more; the flush at exit must not complain
        return int(Exit.OK)
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug is reported, not shown raw
        return _shown(_bug(error), json_output=json_output)
    return int(code or 0)


def _shown(error: AgentError, *, json_output: bool) -> int:
    with contextlib.suppress(OSError, AgentError):  # a standard output that takes nothing: the exit code still tells
        show(error, json_output=json_output)
    return int(error.exit_code)


def show(error: AgentError, *, json_output: bool) -> None:
    """The error as the contract has it: one JSON object on stdout, or words on stderr."""
    if json_output:
        output.print_json(as_json(error))
        return
    text = f"Error: {plain(error.message)}"
    output.talk(f"{text}\n\nHint: {plain(error.hint)}" if error.hint else text)


def as_json(error: AgentError) -> dict[str, Any]:
    """The object of a failure. `class`, where the error has one, belongs to the error; other facts stand beside it."""
    body = {"code": error.code, "message": error.message, "hint": error.hint}
    facts = dict(error.facts)
    if "class" in facts:
        body["class"] = facts.pop("class")
    return {"ok": False, "error": body, **facts}


def _bug(error: Exception) -> AgentError:
    import traceback

    what = f"{type(error).__name__}: {error}"
    path = default_home().root / "crash.log"
    try:
        default_home().ensure()
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(fd, "a") as file:
            file.write(time.strftime("%Y-%m-%dT%H:%M:%S ") + traceback.format_exc() + "\n")
    except (OSError, AgentError):
        return AgentError("bug", f"our own fault: {what} (and its traceback could not be written)", exit_code=Exit.BUG)
    return AgentError("bug", f"our own fault: {what}", exit_code=Exit.BUG, hint=f"the traceback is in {path}")


def leave(code: int) -> None:
    """Flush and go without the interpreter's teardown, which takes longer than most commands."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        os._exit(code or int(Exit.REFUSED))
    os._exit(code)
