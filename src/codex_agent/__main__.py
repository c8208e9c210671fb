"""`codex-agent`, and `python -m codex_agent`."""

from __future__ import annotations

import os
import sys

COMPLETION = "_CODEX_AGENT_COMPLETE"  # set by the shell's completion function; typer answers it


def main() -> None:
    """Run the command line and leave the process; never returns."""
    from codex_agent.cli import boundary, front, output

    output.prepare()
    argv = sys.argv[1:]
    options = None if COMPLETION in os.environ else front.parse(argv)
    if options is None:
        from codex_agent.cli.app import run_app

        boundary.leave(run_app(argv))
        return
    boundary.leave(boundary.run(lambda: _run(options), json_output=options.json_output))


def _run(options: object) -> int:
    from codex_agent.cli.options import AwaitOptions, StartOptions, StatusOptions

    match options:
        case StartOptions():
            from codex_agent.cli.starting import start

            return start(options)
        case AwaitOptions():
            from codex_agent.cli.waiting import await_turn

            return await_turn(options)
        case StatusOptions():
            from codex_agent.cli.status import status

            return status(options)
        case _:
            raise TypeError(options)


if __name__ == "__main__":
    main()
