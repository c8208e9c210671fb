"""The plugin's launcher where no runtime is installed: how soon it names the command that installs one."""

from __future__ import annotations

import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row, spread, timed

BIN = Path(__file__).resolve().parents[1] / "bin"
GOAL_MS = 30
MISSING = 69


def launcher(root: Path, times: int) -> Iterator[Row]:
    """As an installed plugin has it, without a checkout around it. Against a limit: there is no bare run of nothing."""
    program = Path(shutil.copytree(BIN, root / "launcher" / "bin")) / "codex-agent"

    def refuse() -> None:
        done = subprocess.run(
            [program, "jobs"], env={"HOME": str(root), "PATH": "/usr/bin:/bin"}, capture_output=True, check=False
        )
        assert done.returncode == MISSING, done.stderr

    refuse()
    taken = [timed(refuse) for _ in range(times)]
    yield Row("launcher without a runtime", spread(taken), f"{GOAL_MS} ms", statistics.median(taken) * 1e3 <= GOAL_MS)
