"""Background terminals: what the holder costs, how fast a screen is rendered."""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Iterator

from benchmarks.ground import Ground
from benchmarks.table import Row, spread, timed
from codex_agent.terminal.rawlog import SEGMENT_BYTES
from codex_agent.terminal.rendering import Renderer

LOG_BYTES = 10_000_000
PRINT = "import sys\nfor n in range({lines}): print(f'\\x1b[3{{n % 8}}m{{n:6}}\\x1b[0m ' + 'word ' * 15)\nsys.stdout.flush()"
LINE_BYTES = 93


def terminals(ground: Ground, times: int) -> Iterator[Row]:
    short = [timed(lambda: ground.run("run", "-w", "--", "true")) for _ in range(times)]
    bare = [timed(lambda: subprocess.run(["true"], check=True)) for _ in range(times)]
    yield Row("run -w -- true", f"{spread(short)} (bare: {statistics.median(bare) * 1e3:.1f} ms)")
    program = PRINT.format(lines=LOG_BYTES // LINE_BYTES)
    data = subprocess.run([_python(), "-c", program], capture_output=True, check=True).stdout.replace(b"\n", b"\r\n")
    renderer = Renderer()
    seconds = timed(lambda: renderer.feed(data[:1_000_000]))
    yield Row("rendering by pyte", f"{1 / seconds:.2f} MB/s")
    waits = f"{program}\nprint('the end', flush=True)\ninput()"
    job = ground.run("run", "--until", "^the end", "--", _python(), "-c", waits).split()[2]
    bare_s = timed(lambda: subprocess.run([_python(), "-c", program], capture_output=True, check=True))
    live = [timed(lambda: ground.run("capture", job, "50", "--clean")) for _ in range(times)]
    kept = f"{2 * SEGMENT_BYTES / 1e6:.0f} MB kept at most; the program alone: {bare_s * 1e3:.0f} ms"
    yield Row(
        f"capture --clean after {len(data) / 1e6:.0f} MB, live",
        f"first {live[0] * 1e3:.0f} ms, then {spread(live[1:])}",
        kept,
    )
    ground.run("kill", job)
    ended = [timed(lambda: ground.run("capture", job, "50", "--clean")) for _ in range(times)]
    yield Row("capture --clean of the same, ended", spread(ended))


def _python() -> str:
    import sys

    return sys.executable
