"""The safety net itself: tests/conftest.py must catch what it promises to catch."""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"


def test_the_real_state_home_is_off_limits() -> None:
    real = Path(pwd.getpwuid(os.getuid()).pw_dir) / ".codex-agent"
    for touch in (
        real.mkdir,
        lambda: (real / "jobs" / "a.json").write_text("{}"),
        lambda: sqlite3.connect(real / "state.db"),
        lambda: os.rename("/nonexistent", real),
        lambda: list(os.scandir(real)),
    ):
        with pytest.raises(RuntimeError, match="real state home"):
            touch()


def test_each_test_has_a_home_of_its_own_and_no_trace_of_the_caller(home: Path) -> None:
    assert Path.home() == home
    assert Path(os.environ["CODEX_AGENT_HOME"]).parent == home
    assert list(home.iterdir()) == []
    assert not [name for name in os.environ if name.startswith(("CLAUDE", "CODEX_HOME", "XDG_CONFIG"))]


def test_a_home_leaves_room_for_a_socket_path(home: Path) -> None:
    assert len(os.fsencode(home / ".codex-agent" / "supervisor.sock")) < 100


DAEMON = """
    import os, subprocess, sys
    {environment}
    launcher = "import subprocess, sys; print(subprocess.Popen(sys.argv[1:], start_new_session=True, stdout=-3, stderr=-3).pid)"
    def test_that_leaves_a_daemon(tmp_path):
        command = [sys.executable, "-c", launcher, "sleep", "300"]
        out = subprocess.run(command, env=environment(tmp_path), cwd={cwd}, check=True, capture_output=True, text=True)
        open("daemon.pid", "w").write(out.stdout)
"""


INHERITED = "environment = lambda tmp_path: None"
OWN_HOME = "environment = lambda tmp_path: {'HOME': str(tmp_path)}"
CLEAN = "environment = lambda tmp_path: {'A': 'clean'}"


@pytest.mark.parametrize(
    ("environment", "cwd", "workers"),
    [
        pytest.param(INHERITED, "None", "0", id="inherited environment"),
        pytest.param(INHERITED, "None", "2", id="on a worker of xdist"),
        pytest.param(OWN_HOME, "None", "0", id="clean environment with the test's home"),
        pytest.param(CLEAN, "tmp_path", "0", id="clean environment in the test's folder"),
    ],
)
def test_a_daemon_left_behind_fails_its_test_and_is_ended(
    tmp_path: Path, environment: str, cwd: str, workers: str
) -> None:
    run = _pytest(tmp_path, textwrap.dedent(DAEMON).format(environment=environment, cwd=cwd), workers)
    assert "1 passed, 1 error" in run.stdout
    assert "left behind and ended now" in run.stdout
    assert not _runs(int((tmp_path / "daemon.pid").read_text()))


def test_a_child_left_behind_by_a_session_fixture_fails_the_run(tmp_path: Path) -> None:
    test = """
        import subprocess, pytest
        @pytest.fixture(scope="session")
        def server():
            return subprocess.Popen(["sleep", "300"])
        def test_one(server): pass
        def test_two(server): pass
    """
    run = _pytest(tmp_path, textwrap.dedent(test), "0")
    assert "2 passed, 1 error" in run.stdout


def test_a_child_that_has_ended_is_no_offence(tmp_path: Path) -> None:
    run = _pytest(tmp_path, "import subprocess\ndef test_tidy():\n    subprocess.run(['true'], check=True)\n", "0")
    assert "1 passed in" in run.stdout


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _pytest(folder: Path, test: str, workers: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(CONFTEST, folder / "conftest.py")
    (folder / "test_sample.py").write_text(test)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, "-n", workers, "--rootdir=."],
        cwd=folder,
        env={**os.environ, "CODEX_AGENT_TEST_GRACE_S": "0.5"},
        capture_output=True,
        text=True,
        check=False,
    )
