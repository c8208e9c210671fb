"""The one place where errors become text, JSON and exit codes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from codex_agent.cli import output
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import default_home
from codex_agent.transcripts import plain


def run(command: Callable[[], int | None], *, json_output: bool) -> int:
    """Run a command and return its exit code. Nothing but `SystemExit` gets past; a bug leaves its traceback in a file."""
    try:
        code = command()
        sys.stdout.flush()
    except AgentError as error:
        show(error, json_output=json_output)
        return int(error.exit_code)
    except KeyboardInterrupt:
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nobody reads any more; the flush at exit must not complain
        return int(Exit.OK)
    except Exception as error:
        show(_bug(error), json_output=json_output)
        return int(Exit.BUG)
    return int(code or 0)


def show(error: AgentError, *, json_output: bool) -> None:
    """The error as the contract has it: one JSON object on stdout, or words on stderr."""
    if json_output:
        body = {"code": error.code, "message": error.message, "hint": error.hint}
        output.print_json({"ok": False, "error": body, **error.facts})
        return
    text = f"Error: {plain(error.message)}"
    output.talk(f"{text}\n\nHint: {plain(error.hint)}" if error.hint else text)


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
