"""`codex-agent`, and `python -m codex_agent`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codex_agent.cli.front import Options

COMPLETION = "_CODEX_AGENT_COMPLETE"  # set by the shell's completion function; typer answers it


def main() -> None:
    """Run the command line and leave the process; never returns."""
    try:
        from codex_agent.cli import boundary, output

        output.prepare()
        boundary.leave(_run(sys.argv[1:]))
    except KeyboardInterrupt:  # before the command, or a second one at its end
        os._exit(130)


def _run(argv: list[str]) -> int:
    from codex_agent.cli import boundary, front

    options = None if COMPLETION in os.environ else front.parse(argv)
    if options is None:
        from codex_agent.cli.app import run_app

        return run_app(argv)
    return boundary.run(lambda: _call(options), json_output=options.json_output)


def _call(options: Options) -> int:
    """The command itself, with nothing imported that it does not need."""
    from codex_agent.cli.options import AwaitOptions, StartOptions

    if isinstance(options, StartOptions):
        from codex_agent.cli.starting import start

        return start(options)
    if isinstance(options, AwaitOptions):
        from codex_agent.cli.waiting import await_turn

        return await_turn(options)
    from codex_agent.cli.status import status

    return status(options)


if __name__ == "__main__":
    main()
