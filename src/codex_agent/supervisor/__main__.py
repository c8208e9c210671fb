"""`python -m codex_agent.supervisor HOME READY_FD`: become a daemon and be the supervisor of HOME.

Forks before anything heavy is imported; the first process leaves at once, so nobody who starts us becomes our parent.
"""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    if os.fork():
        os._exit(0)
    from pathlib import Path

    from codex_agent.paths import Home
    from codex_agent.supervisor.daemon import run

    os._exit(run(Home(Path(sys.argv[1])), int(sys.argv[2])))
