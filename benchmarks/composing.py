"""What files in a prompt cost in a repository of 20,000 of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.table import Row, spread, timed
from codex_agent.cli import composing as composing_of
from codex_agent.cli.options import StartOptions
from codex_agent.prompts.files import render
from codex_agent.sources.files import Limits, gather

PACKAGES, FOLDERS, MODULES = 400, 5, 10  # 20,000 files
GOAL_S = 0.3
CASES = {
    "1 file by name": "src/pkg7/part3/module5.py",
    "50 files, src/pkg7/**/*.py": "src/pkg7/**/*.py",
    "10 files below a deep prefix": "src/pkg7/part3/**/*.py",
}
EVERYWHERE = {"1 file of all, **/needle.py": "**/needle.py"}
LINE = "    total_{0} = combine(first_{0}, second_{0}, key=token_{0})  # as in the last release\n"
CODE = "import sys; from pathlib import Path; from codex_agent.prompts.files import render; \
from codex_agent.sources.files import Limits, gather; \
found = gather(sys.argv[1:], Path('.'), force=False, limits=Limits()); print(len(render(found.files)))"


def composing(root: Path, times: int) -> Iterator[Row]:
    folder = _repository(root / "composing")
    for name, pattern in {**CASES, **EVERYWHERE}.items():
        goal = GOAL_S if name in CASES else None
        yield _row(f"{name}", lambda: _gathered(folder, pattern), times, goal)  # noqa: B023 - done at once
        yield _row(f"{name}, whole prompt with --map", lambda: _composed(folder, pattern), times, goal)  # noqa: B023 - same
        yield _row(f"{name}, new process", lambda: _started(folder, pattern), times, goal)  # noqa: B023 - same


def _row(what: str, work: Callable[[], object], times: int, goal_s: float | None) -> Row:
    work()  # once before, uncounted
    values = [timed(work) for _ in range(times)]
    if goal_s is None:
        return Row(f"-f: {what}", spread(values))
    return Row(f"-f: {what}", spread(values), f"{goal_s * 1e3:.0f} ms", statistics.median(values) <= goal_s)


def _gathered(folder: Path, pattern: str) -> str:
    return render(gather([pattern], folder, force=False, limits=Limits()).files)


def _composed(folder: Path, pattern: str) -> str:
    """As `start` composes it; the map's budget is given, so that no client is asked for its window."""
    os.environ["CODEX_AGENT_MAP_TOKENS"] = "20000"
    options = StartOptions(role="implementer", map=True, file=(pattern,), verify=("the tests pass",))
    return composing_of.brief(options, "Rename total_7 in src/pkg7/part3.", str(folder)).composed.text


def _started(folder: Path, pattern: str) -> None:
    subprocess.run([sys.executable, "-I", "-c", CODE, pattern], cwd=folder, check=True, capture_output=True)


def _repository(folder: Path) -> Path:
    """All tracked but one, with a folder that is ignored, and a map of 30,000 tokens; 1 to 2 KB a file."""
    (folder / "docs").mkdir(parents=True)
    sections = "".join(f"## src/pkg{n}\n\n{'What it is for. ' * 17}\n\n" for n in range(PACKAGES))
    (folder / "docs" / "CODEBASE_MAP.md").write_text(f"---\nlast_mapped: 2026-01-01\n---\n# Map\n\n{sections}")
    for package in range(PACKAGES):
        for part in range(FOLDERS):
            place = folder / "src" / f"pkg{package}" / f"part{part}"
            place.mkdir(parents=True)
            for module in range(MODULES):
                (place / f"module{module}.py").write_text("".join(map(LINE.format, range(10 + module))))
    (folder / ".gitignore").write_text("build/\n*.log\n")
    (folder / "build").mkdir()
    for number in range(1000):
        (folder / "build" / f"{number}.o").touch()
    env = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder.parent)}
    for words in (("init", "-q"), ("add", "-A")):
        subprocess.run(["git", *words], cwd=folder, env=env, check=True)
    (folder / "src" / "needle.py").write_text("pass\n")
    return folder
