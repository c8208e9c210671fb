"""Find the Codex command of the caller and the native program behind it.

The npm wrapper runs the native program as a child on older Node versions, and a SIGKILL then leaves the child alive; it also costs 60 ms.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from codex_agent.providers.binary import Binary, is_older, locate, probe, told_version

OVERRIDE = "CODEX_AGENT_CODEX"
MIN_VERSION = (0, 150, 0)  # tried and works; 0.120.0 refuses flags that every job gets
MIN_INTERACTIVE = (
    0,
    164,
    0,
)  # tried; up to 0.160 a thread's record has other words, 0.161 and 0.162 failed tests of ours
INSTALL = "npm install -g @openai/codex"
_MAGICS = (
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",  # Mach-O, 64 bit
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Mach-O for several processors
)
_SHIM_TARGET = re.compile(r"(?:\$basedir)?/[^\"'\s$]*?/codex\.js")
_SHIM_BYTES = 16_384


def find(env: Mapping[str, str]) -> Binary:
    """The Codex of the caller whose environment is `env`; never that of this process."""
    command = _command(env)
    if _is_native(command):
        return Binary(str(command))  # not resolved: a version manager's link tells by its own name what to run
    script = command.resolve()
    if script.suffix != ".js":
        script = _shim_target(script) or script
    if script.suffix != ".js":
        return Binary(str(command))
    root = script.parent.parent
    for native in _candidates(root):
        if native.is_file() and os.access(native, os.X_OK):
            managed = {"CODEX_MANAGED_PACKAGE_ROOT": str(root), _managed_by(root): "1"}
            return Binary(str(native), managed)
    return Binary(str(command))


def login_command(env: Mapping[str, str]) -> str:
    """What a person types to log in; the whole path of a client that is not on PATH."""
    on_path = shutil.which("codex", path=env.get("PATH", os.defpath))
    return "codex login" if on_path or env.get(OVERRIDE) else f"{_command(env)} login"


def version(binary: Binary, env: Mapping[str, str]) -> str | None:
    """The version that the client prints, `0.169.0`; None if it prints none."""
    return told_version(probe(binary, env, "--version"))


def is_too_old(text: str, minimum: tuple[int, ...] = MIN_VERSION) -> bool:
    """Whether a version that `version` returned is below what this package was checked with."""
    return is_older(text, minimum)


def can_fork(binary: Binary, env: Mapping[str, str]) -> bool:
    """Whether the client forks threads without a screen. One that knows no `fork` there takes the word for a prompt, so its help tells."""
    done = probe(binary, env, "exec", "fork", "--help")
    return done is not None and done.returncode == 0 and "codex exec fork" in done.stdout


def login_status(binary: Binary, env: Mapping[str, str]) -> tuple[bool, str]:
    """Whether the client has credentials, and its own words for it. Asks no server."""
    done = probe(binary, env, "login", "status")
    if done is None:
        return False, "codex login status did not answer"
    words = (done.stdout.strip() or done.stderr.strip()).splitlines()
    return done.returncode == 0, words[-1] if words else ""


def sandbox_problem(binary: Binary, env: Mapping[str, str]) -> str | None:
    """Why the client cannot sandbox a command on this machine, in its own words; None if it can.

    Containers often forbid what the sandbox is made of. Then every command of a sandboxed agent fails, and the agent goes on.
    """
    done = probe(binary, env, "sandbox", "--", "true")
    if done is None or done.returncode == 0:
        return None
    words = done.stderr.strip().splitlines()
    return words[-1] if words else f"exit code {done.returncode}"


def _command(env: Mapping[str, str]) -> Path:
    # Last, where the installer puts it for a user who may not write npm's global folder: a shell that runs already does not look there.
    own = os.path.join(env.get("HOME", ""), ".local", "bin")
    return Path(locate("codex", OVERRIDE, env, install=INSTALL, folders=(own,)))


def _is_native(path: Path) -> bool:
    return _head(path, 4).startswith(_MAGICS)


def _head(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def _shim_target(shim: Path) -> Path | None:
    """The `codex.js` that a package manager's sh shim runs; `$basedir` there is the shim's own folder."""
    text = _head(shim, _SHIM_BYTES).decode("utf-8", "replace")
    for found in _SHIM_TARGET.findall(text):
        target = Path(found.replace("$basedir", str(shim.parent), 1))
        if target.is_file():
            return target.resolve()
    return None


def _candidates(root: Path) -> Iterator[Path]:
    """Where the native program can be, in the order in which Node looks for its package."""
    system = {"linux": "linux", "android": "linux", "darwin": "darwin"}.get(sys.platform)
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine().lower())
    if system is None or machine is None:
        return
    cpu = {"x64": "x86_64", "arm64": "aarch64"}[machine]
    triple = f"{cpu}-{'apple-darwin' if system == 'darwin' else 'unknown-linux-musl'}"
    tail = Path("vendor", triple, "bin", "codex")
    for folder in (root, *root.parents):
        yield folder / "node_modules" / "@openai" / f"codex-{system}-{machine}" / tail
    yield root / tail


def _managed_by(root: Path) -> str:
    """The variable that tells the client how it can be updated."""
    for folder in root.parents:
        modules = folder / "node_modules"
        if (modules / ".modules.yaml").exists() and (modules / "@openai" / "codex").resolve() == root:
            return "CODEX_MANAGED_BY_PNPM"
    return "CODEX_MANAGED_BY_BUN" if ".bun/install/global" in str(root) else "CODEX_MANAGED_BY_NPM"
