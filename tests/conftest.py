"""Every test has its own home, and leaves no process behind."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")

MARK = "CODEX_AGENT_TEST_ID"
# For processes that were told to end and are about to; test_isolation.py shortens it.
GRACE_S = float(os.environ.get("CODEX_AGENT_TEST_GRACE_S", "10"))
KILLED_S = 60  # for processes that were killed, on a machine that has no time for them
WORKER = uuid.uuid4().hex

FOREIGN = ("CLAUDE", "CODEX", "GEMINI", "OPENAI", "TMUX", "XDG_")
OFF_LIMITS = {str(Path(home) / ".codex-agent") for home in (os.path.expanduser("~"), pwd.getpwuid(os.getuid()).pw_dir)}
SPAWNS = {"os.fork", "os.forkpty", "os.posix_spawn", "os.system", "subprocess.Popen"}
FILE_EVENTS = {
    "open",
    "os.chmod",
    "os.link",
    "os.listdir",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.scandir",
    "os.symlink",
    "os.truncate",
    "shutil.rmtree",
    "sqlite3.connect",
}


class Activity:
    """What the running test did: whether it spawned anything, and the temporary folders that it made."""

    spawned = False
    folders: list[str] = []  # noqa: RUF012 - one for the process, as the audit hook is


def _audit(event: str, args: tuple[Any, ...]) -> None:
    """Sees every file and process operation of this Python process, whichever module it comes from."""
    if event in SPAWNS:
        Activity.spawned = True
    elif event == "tempfile.mkdtemp":
        Activity.folders.append(args[0])
    elif event in FILE_EVENTS:
        for arg in args:
            if isinstance(arg, (str, bytes, os.PathLike)):
                path = os.fsdecode(arg)
                if any(path == home or path.startswith(home + "/") for home in OFF_LIMITS):
                    raise RuntimeError(f"a test touched the real state home: {event} {path}")


sys.addaudithook(_audit)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell leaves it for what it runs in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def no_process_left_by_the_session() -> Iterator[None]:
    """Catches what fixtures of a wider scope leave; each xdist worker has its own mark."""
    os.environ[MARK] = WORKER
    yield
    _refuse([process for process in psutil.process_iter() if WORKER in _environment(process)])


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The test's own `$HOME`, and the state home in it. Short, because of sockets; outside /tmp, where Codex warns."""
    folder = Path(tempfile.mkdtemp(prefix="ca-", dir="/var/tmp"))
    for name in os.environ:
        if name.startswith(FOREIGN) and not name.startswith("CODEX_AGENT_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("CODEX_AGENT_HOME", str(folder / ".codex-agent"))
    monkeypatch.setenv("TMUX_TMPDIR", str(folder))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    yield folder
    monkeypatch.undo()  # a test's own os.open, say, would leave the folder behind
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_process_left(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test that leaves a process, and ends that process.

    Known by the mark in its environment; where the test gave it a clean one, by being a descendant of ours, or by a
    home or working directory in a folder that the test made. A process of a session fixture must carry the session's mark.
    """
    mark = f"{WORKER}.{uuid.uuid4().hex}"
    monkeypatch.setenv(MARK, mark)
    Activity.spawned = False
    Activity.folders = [str(home)]
    yield
    if not Activity.spawned:
        return
    folders = [*Activity.folders, *(str(value) for name, value in request.node.funcargs.items() if name == "tmp_path")]
    ours = {process.pid for process in psutil.Process().children(recursive=True)}
    _refuse([process for process in psutil.process_iter() if _is_left(process, mark, folders, ours)])


def _is_left(process: psutil.Process, mark: str, folders: list[str], ours: set[int]) -> bool:
    environment = _environment(process)
    if WORKER in environment:
        return mark in environment
    if not environment:  # a zombie, a kernel thread or somebody else's
        return False
    if process.pid in ours:
        return True
    places = (environment, _working_directory(process) + "/")
    return any(folder + end in place for folder in folders for end in ("/", "\n") for place in places)


def _environment(process: psutil.Process) -> str:
    if process.pid == os.getpid():
        return ""
    try:
        return "".join(f"{name}={value}\n" for name, value in process.environ().items())
    except (psutil.Error, OSError):
        return ""


def _working_directory(process: psutil.Process) -> str:
    try:
        return process.cwd()
    except (psutil.Error, OSError):
        return ""


def _lives(process: psutil.Process) -> bool:
    """Not of a zombie: it is dead, and some container's init takes its time to bury it."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _still_there(processes: list[psutil.Process], limit_s: float) -> list[psutil.Process]:
    """Those that live when time is up; at once when none does."""
    deadline = time.monotonic() + limit_s
    left = processes
    while (left := [process for process in left if _lives(process)]) and time.monotonic() < deadline:
        psutil.wait_procs(left, timeout=0.1)
    return left


def _refuse(processes: list[psutil.Process]) -> None:
    left = _still_there(processes, GRACE_S)
    seen = []
    for process in left:
        try:
            seen.append(f"  {process.pid} {' '.join(process.cmdline()) or process.name()}")
            process.kill()
        except psutil.NoSuchProcess:
            continue
    if seen:
        _still_there(left, KILLED_S)
        pytest.fail("left behind and ended now:\n" + "\n".join(seen), pytrace=False)
