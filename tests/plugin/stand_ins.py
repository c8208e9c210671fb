"""Programs that stand in for uv, npm and package managers: they do the same to a disk, without a network.

Each writes its arguments to `calls` beside itself. `uv` makes a real environment; locked packages come from the one that runs the
tests, so the package itself is really built and installed.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import hatchling
import typer

# What the installer may expect of any system, and what a test wants beside it.
TOOLS = (
    *("cat", "chmod", "cksum", "cp", "dirname", "find", "grep", "id", "ln", "mkdir", "mktemp", "mv", "readlink", "rm", "rmdir", "sed"),
    *("sh", "sort", "tail", "tr", "uname", "xargs"),
)  # fmt: skip

_UV = """
import pathlib, shutil, subprocess, sys, zipfile
arguments = sys.argv[1:]
value = lambda flag: arguments[arguments.index(flag) + 1]
if arguments[0] == "venv":
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", arguments[-1]], check=True)
elif "--target" in arguments:
    assert "--require-hashes" in arguments
    target = pathlib.Path(value("--target"))
    target.mkdir()
    for place in pathlib.Path({build!r}).iterdir():
        if place.name != "codex_agent" and place.suffix != ".pth":
            (target / place.name).symlink_to(place)
else:
    (site,) = pathlib.Path(value("--python")).parents[1].glob("lib/python*/site-packages")
    if "-r" in arguments:
        assert "--require-hashes" in arguments
        (site / "locked.pth").write_text({locked!r})
    else:
        assert "--no-deps" in arguments
        zipfile.ZipFile(arguments[-1]).extractall(site)
"""

# An environment whose Python only answers what the installer asks.
_HOLLOW_UV = """
case $1 in
venv)
    for last; do :; done
    mkdir -p "$last/bin"
    cp '{python}' "$last/bin/python"
    ;;
esac
"""
_HOLLOW_PYTHON = """#!/bin/sh
case "$*" in
*hatchling*) ;;
*SCHEMA_VERSION*) echo 4 ;;
*fcntl*) exec '{real}' "$@" ;;
*live_jobs*) echo 0 0 ;;
*--version*) echo hollow ;;
esac
"""

_NPM = """
import os, pathlib, sys, time
arguments = sys.argv[1:]
if arguments[:2] == ["prefix", "-g"]:
    print(os.environ["NPM_GLOBAL"])
    raise SystemExit
command = pathlib.Path(arguments[arguments.index("--prefix") + 1], "bin", "codex")
package = command.parents[1] / "lib" / "node_modules" / "@openai" / "codex"
if arguments[0] == "install":
    package.parent.mkdir(parents=True, exist_ok=True)
    beside = package.with_name(".codex-new")
    beside.mkdir()  # the real one fails beside another, too
    time.sleep(0.1)
    beside.rmdir()
    package.mkdir(exist_ok=True)
    command.write_text("#!/bin/sh\\necho codex-cli 0.169.0\\n")
    command.chmod(0o755)
else:
    package.rmdir()
    command.unlink()
"""


class Machine:
    """A folder of programs: what PATH names, and what has been called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        for name in TOOLS:
            found = shutil.which(name)
            assert found, name
            (folder / name).symlink_to(found)

    def calls(self, name: str) -> list[str]:
        """The arguments of each call, joined by spaces."""
        file = self.folder / f"{name}.calls"
        return file.read_text().splitlines() if file.exists() else []

    def add(self, name: str, script: str = "exit 0") -> None:
        """A program that notes its call and does what `script`, in sh, says; replaces one of that name."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{path}.calls'\n{script}\n")
        path.chmod(0o755)

    def add_uv(self) -> None:
        self._add_python("uv", _UV.format(build=str(_packages(hatchling)), locked=str(_packages(typer))))

    def add_hollow_uv(self) -> None:
        """Quick: makes what looks like a runtime and is none."""
        python = self.folder / "hollow_python"
        python.write_text(_HOLLOW_PYTHON.format(real=sys.executable))
        python.chmod(0o755)
        self.add("uv", _HOLLOW_UV.format(python=python))

    def add_npm(self) -> None:
        self._add_python("npm", _NPM)

    def add_codex(self) -> None:
        self.add("codex", "echo codex-cli 0.169.0")

    def _add_python(self, name: str, program: str) -> None:
        body = self.folder / f"{name}.py"
        body.write_text(program)
        self.add(name, f"exec '{sys.executable}' '{body}' \"$@\"")


def _packages(module: object) -> Path:
    return Path(str(module.__file__)).parents[1]  # type: ignore[attr-defined] # of a module
