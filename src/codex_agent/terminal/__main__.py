"""`python -m codex_agent.terminal HOME JOB UNTIL -- CMD...`: the holder of one terminal. Started behind the shim, in the job's folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect

from codex_agent.paths import Home
from codex_agent.terminal.holder import Holder

NOT_STARTED = 127


def main() -> int:
    home, job, until, _, *argv = sys.argv[1:]
    env = {**os.environ, "TERM": "xterm-256color"}
    try:
        holder = Holder(Home(Path(home)), job, argv, env, os.getcwd(), until or None)
    except (OSError, pexpect.ExceptionPexpect) as error:
        sys.stderr.write(f"{error}\n")
        return NOT_STARTED
    return holder.run()


if __name__ == "__main__":
    sys.exit(main())
