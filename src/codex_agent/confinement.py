"""Whether the program that called us keeps us in a sandbox where jobs cannot live, and what its user can do about that.

Known by what the sandbox says of itself and by trying: Codex sets CODEX_SANDBOX on macOS and CODEX_SANDBOX_NETWORK_DISABLED, and is
process 1 of what it confines on Linux; Claude Code sets SANDBOX_RUNTIME. A container without these marks is nobody's sandbox. The marks
are also on a command that a rule of the user lets out of the sandbox, so what is blocked is known by trying alone.
"""

from __future__ import annotations

import errno
import os
import shutil
import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DISCARD_PORT = 9
CODEX = "Codex's sandbox"
CLAUDE = "Claude Code's sandbox"
REMEDIES = {
    CLAUDE: 'add "codex-agent *" and "codex-bg *" to sandbox.excludedCommands in ~/.claude/settings.json',
    CODEX: (
        "let codex-agent run outside the sandbox: a file in ~/.codex/rules that ends in .rules, with "
        'prefix_rule(pattern=["codex-agent"], decision="allow")'
    ),
}


@dataclass(frozen=True, slots=True)
class Confinement:
    """A host's sandbox; `hindrances` are what jobs would miss in it, in words, none if they could live there."""

    host: str
    hindrances: tuple[str, ...]

    @property
    def remedy(self) -> str:
        return REMEDIES[self.host]


def look(state: Path, env: Mapping[str, str], proc: Path = Path("/proc")) -> Confinement | None:
    """The sandbox that we are in; None outside of any. Leaves nothing behind."""
    inside_codex = _is_first(proc, "codex")
    if inside_codex or env.get("CODEX_SANDBOX") or env.get("CODEX_SANDBOX_NETWORK_DISABLED"):
        host = CODEX
    elif env.get("SANDBOX_RUNTIME"):
        host = CLAUDE
    else:
        return None
    found = {
        "there is no network": not _may_connect(),
        f"{state} cannot be written": not _writable(state),
        "local sockets are forbidden": not _can_listen(state),
        "everything started ends with the command": inside_codex or _is_first(proc, "bwrap"),
    }
    return Confinement(host, tuple(words for words, hinders in found.items() if hinders))


def _is_first(proc: Path, name: str) -> bool:
    """Whether process 1 of our namespace is that program and holds us to no new privileges, as a sandbox does and a container need not."""
    try:
        comm = (proc / "1" / "comm").read_text()
        status = (proc / "self" / "status").read_text()
    except OSError:
        return False
    return comm.startswith(name) and "NoNewPrivs:\t1" in status


def _writable(folder: Path) -> bool:
    place = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return os.access(place, os.W_OK | os.X_OK)


def _may_connect() -> bool:
    """Whether connecting is allowed at all; that nobody listens at that port is no matter."""
    try:
        with socket.socket() as caller:
            caller.setblocking(False)
            return caller.connect_ex(("127.0.0.1", DISCARD_PORT)) not in (errno.EPERM, errno.EACCES)
    except PermissionError:
        return False


def _can_listen(state: Path) -> bool:
    """Tried in the state home, or where temporary files are; true where no file can be made, which is another finding."""
    try:
        folder = tempfile.mkdtemp(prefix="ca-", dir=state if state.is_dir() and _writable(state) else None)
    except OSError:
        return True
    try:
        with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as caller:
            listener.bind(f"{folder}/s")
            listener.listen()
            caller.connect(f"{folder}/s")
    except PermissionError:
        return False
    except OSError:  # a path that is too long for a socket, say
        return True
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return True
