"""scripts/install.sh: installs, repairs and removes its own, touches nothing else, and does nothing when it is cut off."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pexpect
import pytest
from stand_ins import Machine

import codex_agent
from codex_agent import telling
from codex_agent.database import SCHEMA_VERSION

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "install.sh"
STEP_BYTES = 200
TIMEOUT_S = 120
NETWORK_S = 300  # everything is fetched and compiled, beside the other tests


class User:
    """A person with a home of an awkward name, and the programs of `machine`."""

    def __init__(self, home: Path, machine: Machine) -> None:
        self.home, self.machine, self.limit_s = home, machine, TIMEOUT_S
        self.state = home / ".codex-agent"
        self.runtime = self.state / "runtime" / codex_agent.__version__
        self.bin = home / ".local" / "bin"
        self.env = {
            "HOME": str(home),
            "PATH": str(machine.folder),
            "NPM_GLOBAL": str(machine.folder.parent / "npm-global"),
            "CODEX_AGENT_TMUX": "false",
        }

    def run(self, *command: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(part) for part in command],
            env={**self.env, **env},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=self.limit_s,
            check=False,
        )

    def install(self, *flags: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        return self.run("sh", SCRIPT, *flags, cwd=cwd, **env)

    def begin(self, *flags: str) -> subprocess.Popen[str]:
        """An installation in a process group of its own, to be killed."""
        words = ["sh", str(SCRIPT), *flags]
        pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(words, env=self.env, start_new_session=True, text=True, **pipes)

    def installed(self, *flags: str, **env: str) -> str:
        """What a run that succeeds says."""
        done = self.install("--yes", *flags, **env)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def tree(self) -> dict[str, object]:
        """Everything in the home, with what would change if it were written anew."""
        return {
            str(path.relative_to(self.home)): (path.lstat().st_ino, path.lstat().st_mtime_ns)
            for path in sorted(self.home.rglob("*"))
            if not path.is_dir() or path.is_symlink()
        } | {str(path.relative_to(self.home)): "folder" for path in self.home.rglob("*") if path.is_dir()}


@pytest.fixture
def user(home: Path) -> User:
    """Somebody with uv, Codex and tmux, and without codex-agent. Runtimes made for this one are hollow: see `whole`."""
    place = home / "it's a home"
    place.mkdir()
    machine = Machine(home / "programs")
    machine.add_hollow_uv()
    machine.add_codex()
    machine.add("tmux")
    machine.add("sudo", "exit 99")
    return User(place, machine)


@pytest.fixture
def whole(user: User) -> User:
    """The same with a uv that makes runtimes which run."""
    user.machine.add_uv()
    return user


def test_it_installs_runs_and_goes_without_a_trace(whole: User) -> None:
    before = whole.tree()
    said = whole.installed()
    assert "codex-agent 0" in said.splitlines()[0]
    assert (whole.runtime / "schema").read_text() == f"{SCHEMA_VERSION}\n"
    for program in (whole.bin / "codex-agent", ROOT / "bin" / "codex-agent"):
        if program.is_relative_to(ROOT) and (ROOT / ".venv" / ".setup-package").exists():
            continue  # a checkout that is set up runs itself
        done = whole.run(program, "--version")
        assert (done.returncode, done.stdout.strip()) == (0, codex_agent.__version__)
    assert "codex-bg" in whole.run(whole.bin / "codex-bg", "--help").stdout
    where = whole.run(whole.runtime / "bin" / "python", "-I", "-c", "import codex_agent; print(codex_agent.__file__)")
    assert where.stdout.startswith(str(whole.runtime)), "the package is in the runtime, not in the plugin's folder"
    hook = "import codex_agent, pathlib; print((pathlib.Path(codex_agent.__file__).parent/'hooks/codex_notify.py').is_file())"
    assert whole.run(whole.runtime / "bin" / "python", "-I", "-c", hook).stdout == "True\n"
    assert str(whole.bin) in said, "it is not on PATH, and that is said"

    after, calls = whole.tree(), whole.machine.calls("uv")
    again = whole.installed()
    assert again.splitlines()[0] == f"codex-agent {codex_agent.__version__} is installed."
    assert (whole.tree(), whole.machine.calls("uv")) == (after, calls), "a second run changes nothing"

    said = whole.installed("--uninstall")
    assert whole.tree() == before
    assert "is removed" in said
    assert "Nothing" in whole.installed("--uninstall")
    assert whole.machine.calls("sudo") == []


@pytest.mark.parametrize("damage", ["python", "package"])
def test_a_damaged_runtime_is_made_anew(whole: User, damage: str) -> None:
    whole.installed()
    if damage == "package":
        shutil.rmtree(next(whole.runtime.glob("lib/python*/site-packages/codex_agent/cli")))
    else:
        (whole.runtime / "bin" / "python").unlink()
    assert "runtime " in whole.installed()
    assert whole.run(whole.bin / "codex-agent", "--version").returncode == 0
    assert [path.name for path in whole.runtime.parent.iterdir() if path.name.startswith(".")] == []


def test_a_download_that_was_cut_off_does_nothing(user: User, tmp_path: Path) -> None:
    place = tmp_path / "plugin"
    (place / "scripts").mkdir(parents=True)
    (place / "src").symlink_to(ROOT / "src")
    whole, before = SCRIPT.read_bytes(), user.tree()
    last = len(whole.rstrip())
    for size in [*range(0, last, STEP_BYTES), *range(last - 30, last)]:
        (place / "scripts" / "install.sh").write_bytes(whole[:size])
        for flag in ("--yes", "--dry-run"):
            done = user.run("sh", place / "scripts" / "install.sh", flag)
            assert done.stdout == "", f"cut after {size} bytes"
    assert user.tree() == before
    assert user.machine.calls("uv") == []


@pytest.mark.parametrize("name", ["codex-agent", "codex-bg"])
@pytest.mark.parametrize("kind", ["file", "link", "dangling link", "folder"])
def test_what_it_did_not_make_is_kept(user: User, name: str, kind: str) -> None:
    user.bin.mkdir(parents=True)
    foreign = user.bin / name
    if kind == "file":
        foreign.write_text("#!/bin/sh\necho foreign\n")
    elif kind == "folder":
        foreign.mkdir()
    else:
        foreign.symlink_to("/bin/sh" if kind == "link" else "/nonexistent/codex-agent")
    before = user.tree()
    done = user.install("--yes")
    assert done.returncode == 1
    assert str(foreign) in done.stderr
    assert "--no-links" in done.stderr
    assert user.install("--uninstall", "--yes").returncode == 0
    assert user.tree() == before
    assert "links " not in user.install("--dry-run", "--no-links").stdout


def test_a_foreign_command_that_came_later_survives_the_removal(user: User) -> None:
    user.installed()
    (user.bin / "codex-agent").unlink()
    (user.bin / "codex-agent").write_text("mine now")
    user.installed("--uninstall")
    assert [path.name for path in user.bin.iterdir()] == ["codex-agent"]
    assert (user.bin / "codex-agent").read_text() == "mine now"


def test_without_a_terminal_and_without_yes_it_says_what_it_would_do_and_stops(user: User) -> None:
    before = user.tree()
    done = subprocess.run(
        ["sh", SCRIPT], env=user.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        start_new_session=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "runtime " in done.stdout
    assert "--yes" in done.stderr
    assert user.tree() == before


def test_on_a_terminal_it_asks_and_takes_no_for_an_answer(user: User) -> None:
    before = user.tree()
    for answer, exit_code in (("n", 1), ("", 1), ("yes", 0)):
        child = pexpect.spawn("sh", [str(SCRIPT)], env=user.env, timeout=TIMEOUT_S, encoding="utf-8")
        child.expect_exact("[y/N] ")
        child.sendline(answer)
        child.expect(pexpect.EOF)
        child.wait()  # to close first would end one that is about to exit
        child.close()
        assert child.exitstatus == exit_code
        assert (user.tree() == before) == (exit_code == 1)


def test_a_dry_run_changes_nothing(user: User) -> None:
    user.machine.add_npm()
    (user.machine.folder / "codex").unlink()
    before = user.tree()
    done = user.install("--dry-run", "--yes")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()[1:4]] == ["runtime", "links", "codex"]
    assert user.tree() == before
    assert user.machine.calls("uv") == []
    assert user.machine.calls("npm") in ([], [call for call in user.machine.calls("npm") if call.startswith("prefix")])


@pytest.mark.parametrize("writable", [True, False])
def test_codex_comes_by_npm_into_a_folder_that_the_user_may_write(user: User, writable: bool) -> None:
    user.machine.add_npm()
    (user.machine.folder / "codex").unlink()
    prefix = user.home / ".local"
    if writable:
        prefix = Path(user.env["NPM_GLOBAL"])
        prefix.mkdir()
    else:
        Path(user.env["NPM_GLOBAL"]).write_text("not even root makes a folder in a file")
    before = user.tree()
    user.installed()
    assert (prefix / "bin" / "codex").exists()
    (install,) = [call for call in user.machine.calls("npm") if call.startswith("install")]
    assert f"--prefix {prefix} " in install
    assert install.endswith("@openai/codex")
    assert not [path for path in user.home.rglob("*npm*") if path.name != "npm-global"]
    user.installed("--uninstall")
    assert not (prefix / "bin" / "codex").exists()
    assert user.tree() == before


def test_a_codex_that_is_there_or_not_wanted_is_not_installed(user: User) -> None:
    user.machine.add_npm()
    user.installed()
    (user.machine.folder / "codex").unlink()
    user.installed("--no-codex")
    assert user.machine.calls("npm") == []


def test_without_npm_all_but_codex_is_installed_and_that_is_no_success(user: User) -> None:
    (user.machine.folder / "codex").unlink()
    done = user.install("--yes")
    assert done.returncode == 1
    assert "npm is missing" in done.stderr
    assert (user.bin / "codex-agent").exists()


@pytest.mark.parametrize("root", [True, False])
@pytest.mark.parametrize("manager", ["apt-get", "dnf", "pacman"])
def test_the_systems_package_manager_is_used_by_root_alone(user: User, manager: str, root: bool) -> None:
    (user.machine.folder / "tmux").unlink()
    user.machine.add(manager)
    user.machine.add("id", f"echo {0 if root else 1000}")
    said = user.installed("--no-links")
    calls = user.machine.calls(manager)
    assert bool(calls) == root
    assert all("tmux" in call for call in calls)
    if not root:
        assert "tmux is not here" in said
    assert user.machine.calls("sudo") == []


def test_tmux_comes_by_homebrew_for_anybody_and_its_failure_is_no_failure(user: User) -> None:
    (user.machine.folder / "tmux").unlink()
    user.machine.add("brew", "exit 1")
    user.machine.add("id", "echo 1000")
    said = user.installed("--no-links")
    assert user.machine.calls("brew") == ["install --quiet tmux"]
    assert "tmux could not be installed" in said
    user.installed("--no-tmux")
    assert len(user.machine.calls("brew")) == 1


def test_a_build_that_fails_leaves_nothing(user: User) -> None:
    user.machine.add("uv", "echo uv is out of order >&2; exit 1")
    before = user.tree()
    done = user.install("--yes")
    assert done.returncode == 1
    assert "uv is out of order" in done.stderr
    assert user.tree() == before


def test_neither_uv_nor_a_python_is_told_with_the_way_out(user: User) -> None:
    (user.machine.folder / "uv").unlink()
    user.machine.add("python3", "exit 1")
    done = user.install("--yes")
    assert done.returncode == 1
    assert "https://docs.astral.sh/uv/" in done.stderr


def test_what_a_killed_installation_left_is_swept_and_a_running_ones_is_not(user: User) -> None:
    dead = user.state / "runtime" / ".new-99999999.abc"
    alive = user.state / "runtime" / f".new-{os.getpid()}.abc"
    dead.mkdir(parents=True)
    alive.mkdir()
    user.installed()
    assert (dead.exists(), alive.exists()) == (False, True)


def test_a_link_that_somebody_else_made_in_that_moment_is_no_failure(user: User) -> None:
    user.machine.add("ln", f"'{shutil.which('ln')}' \"$@\"; exec '{shutil.which('ln')}' \"$@\"")
    user.installed()
    assert {path.name for path in user.bin.iterdir()} == {"codex-agent", "codex-bg"}


def test_of_several_at_once_all_succeed(user: User) -> None:
    """First where there is nothing, then over a runtime of other sources, an older one, and the links of that."""
    user.machine.add_npm()
    (user.machine.folder / "codex").unlink()
    older = user.runtime.with_name("0.0.1")
    for _ in range(2):
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda _: user.install("--yes"), range(4)))
        assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 4
        assert {path.readlink() for path in user.bin.glob("codex-*")} == {
            user.runtime / "bin" / name for name in ("codex-agent", "codex-bg")
        }
        assert sorted(path.name for path in user.runtime.parent.iterdir()) == [codex_agent.__version__, "made"]
        (user.runtime / "source").write_text("of yesterday\n")
        older.mkdir()
        (older / "schema").touch()
        for link in user.bin.glob("codex-*"):
            link.unlink()
            link.symlink_to(older / "bin" / link.name)


def test_what_another_installation_has_made_meanwhile_stays(user: User) -> None:
    """Whoever replaced it could be killed between taking it away and putting the other in its place; both would have said that it is there."""
    uv, mark = user.machine.folder / "uv", user.home / "nested"
    quick = uv.rename(uv.with_name("quick_uv"))
    another = f"PATH='{user.machine.folder}' sh '{SCRIPT}' --yes && : >'{quoted(user.runtime)}/kept'"
    user.machine.add("uv", f"if mkdir '{quoted(mark)}' 2>&-; then {another}; fi\nexec '{quick}' \"$@\"")
    user.installed()
    mark.rmdir()
    assert (user.runtime / "kept").exists()
    assert sorted(path.name for path in user.runtime.parent.iterdir()) == [codex_agent.__version__, "made"]
    (user.runtime / "source").write_text("of yesterday\n")
    mark.mkdir()
    user.installed()
    assert not (user.runtime / "kept").exists()


def quoted(path: Path) -> str:
    """Inside of single quotes for a shell."""
    return str(path).replace("'", "'\\''")


def test_an_installation_that_was_killed_before_it_made_anything_goes_without_a_trace(user: User) -> None:
    before = user.tree()
    user.machine.add("uv", "kill -9 $PPID")
    assert user.install("--yes").returncode == -9
    assert user.tree() != before
    user.installed("--uninstall")
    assert user.tree() == before


@pytest.mark.parametrize("seed", range(6))
def test_several_at_once_of_which_some_are_killed_leave_a_whole_one_and_it_goes_without_a_trace(
    user: User, seed: int
) -> None:
    before, moment = user.tree(), random.Random(seed)
    for _ in range(3):
        running = [user.begin("--yes") for _ in range(5)]
        for victim in running[:3]:
            time.sleep(moment.uniform(0, 0.25))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(victim.pid, moment.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        said = [one.communicate(timeout=TIMEOUT_S) for one in running]
        assert [(one.returncode, words) for one, (_, words) in zip(running[3:], said[3:], strict=True)] == [(0, "")] * 2
        (user.runtime / "source").write_text("of yesterday\n")
    user.installed()
    assert sorted(path.name for path in user.runtime.parent.iterdir()) == [codex_agent.__version__, "made"]
    assert {path.readlink().parent for path in user.bin.iterdir()} == {user.runtime / "bin"}
    user.installed("--uninstall")
    assert user.tree() == before


def test_a_link_of_an_installation_that_was_killed_is_removed_with_the_rest(user: User) -> None:
    before = user.tree()
    user.machine.add("ln", f"'{shutil.which('ln')}' \"$@\"; kill -9 $PPID")
    assert user.install("--yes").returncode == -9
    user.machine.add("ln", f"exec '{shutil.which('ln')}' \"$@\"")
    user.installed()
    user.installed("--uninstall")
    assert user.tree() == before


def test_an_older_runtime_is_removed_unless_a_job_runs(whole: User) -> None:
    whole.installed()
    older = whole.state / "runtime" / "0.0.1"
    older.mkdir()
    (older / "schema").touch()
    ours = whole.bin / "codex-agent"
    started = whole.run(ours, "run", "--", "cat")
    job = started.stdout.split()[2]
    try:
        assert "Kept the older runtime" in whole.installed()
        assert older.exists()
        before = whole.tree()
        refused = whole.install("--uninstall", "--yes")
        assert (refused.returncode, "1 jobs are running" in refused.stderr) == (1, True)
        assert whole.tree().keys() == before.keys()
    finally:
        assert whole.run(ours, "kill", job).returncode == 0
    said = whole.installed("--uninstall")  # ends the supervisor, too: no process may be left
    assert f"stays in {whole.state}" in said
    assert not (whole.state / "runtime").exists()
    assert (whole.state / "state.db").exists()
    (whole.state / "sessions").mkdir()
    for name in ("own notes", "sessions/diary", "sessions/s1.earlier", "sessions/s1.told"):
        (whole.state / name).write_text("kept, if it is the user's own")
    whole.installed("--uninstall", "--purge")
    assert {str(path.relative_to(whole.state)) for path in whole.state.rglob("*")} == {
        *("own notes", "sessions", "sessions/diary")
    }


def test_a_supervisor_does_not_outlive_its_files_and_jobs_do(whole: User) -> None:
    """The same version again, from other sources."""
    whole.installed()
    ours = whole.bin / "codex-agent"
    job = whole.run(ours, "run", "--", "cat").stdout.split()[2]
    try:
        before = (whole.state / "supervisor.lock").read_text()
        (whole.runtime / "source").write_text("of yesterday\n")
        assert "Installed" in whole.installed()
        assert f'"id": "{job}"' in whole.run(ours, "jobs", "--state", "running", "--json").stdout
        assert (whole.state / "supervisor.lock").read_text() != before
    finally:
        assert whole.run(ours, "kill", job).returncode == 0
    telling.keep_ids(telling.folder({}, str(whole.state)), ["new", "old"])  # as the plugin does after a /clear
    whole.installed("--uninstall", "--purge")
    assert not whole.state.exists()


def test_an_older_runtime_goes_when_nothing_runs(user: User) -> None:
    older = user.state / "runtime" / "0.0.1"
    older.mkdir(parents=True)
    (older / "schema").touch()
    user.installed()
    assert not older.exists()


def test_what_others_keep_beside_the_runtimes_or_the_state_stays(user: User) -> None:
    """A folder that somebody names may be the folder of something else."""
    theirs = [user.home / "work" / name for name in ("runtime/node", "runtime/0.0.1/file", "jobs/cook", "servers/web")]
    for file in theirs:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("precious")
    before = user.tree()
    place = {"CODEX_AGENT_HOME": str(user.home / "work")}
    assert "Nothing of codex-agent" in user.installed("--uninstall", "--purge", **place)
    assert user.tree() == before
    user.installed(**place)
    user.installed("--uninstall", "--purge", **place)
    assert user.tree() == before


def test_a_module_of_the_current_folder_is_not_imported(user: User, tmp_path: Path) -> None:
    """Claude Code runs it in the project that is open."""
    (user.machine.folder / "python3").symlink_to(sys.executable)
    (tmp_path / "ssl.py").write_text("open('ran', 'w')\n")
    done = user.install("--dry-run", cwd=tmp_path)
    assert (done.returncode, "runtime " in done.stdout) == (0, True)
    assert [path.name for path in tmp_path.iterdir()] == ["ssl.py"]


def test_a_newer_runtime_stays_and_is_linked(user: User) -> None:
    user.installed()
    newer = user.runtime.with_name("10.0.0")
    user.runtime.rename(newer)
    said = user.installed()
    assert "newer runtime is installed, 10.0.0" in said
    assert (user.bin / "codex-agent").readlink() == newer / "bin" / "codex-agent"
    assert sorted(path.name for path in newer.parent.iterdir()) == ["10.0.0", "made"]
    shutil.rmtree(newer / "bin")
    assert "10.0.0" not in user.installed(), "one that does not run is no reason to leave this one out"


@pytest.mark.parametrize("flags", [["--frobnicate"], ["--purge"], ["--yes", "extra"]], ids=" ".join)
def test_what_it_does_not_know_is_a_usage_error(user: User, flags: list[str]) -> None:
    assert user.install(*flags).returncode == 2
    assert not user.state.exists()


def test_help_names_every_option(user: User) -> None:
    said = user.install("--help").stdout
    for flag in ("--yes", "--dry-run", "--no-codex", "--no-tmux", "--no-links", "--uninstall", "--purge"):
        assert flag in said


@pytest.mark.parametrize("state", ["", "/", "//", "/.", "~", "~/", "~/.", "~/link", "~/.//link/../it's a home"])
def test_a_state_home_that_holds_everything_else_is_refused(user: User, state: str) -> None:
    (user.home / "link").symlink_to(user.home)
    done = user.install("--uninstall", "--purge", "--yes", CODEX_AGENT_HOME=state or str(user.home))
    assert done.returncode == 1
    assert "holds other things" in done.stderr


def test_alone_or_piped_into_a_shell_it_says_that_the_rest_is_missing(user: User, tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(SCRIPT, tmp_path / "scripts")
    done = user.run("sh", tmp_path / "scripts" / "install.sh", "--yes")
    assert (done.returncode, "is not beside this file" in done.stderr) == (1, True)
    piped = subprocess.run(
        ["sh", "-s", "--", "--yes"],
        input=SCRIPT.read_bytes(),
        env=user.env,
        cwd=user.home,
        capture_output=True,
        check=False,
    )
    assert (piped.returncode, b"is not beside this file" in piped.stderr) == (1, True)


@pytest.mark.skipif(
    os.environ.get("CODEX_AGENT_TEST_NETWORK") != "1", reason="fetches packages: CODEX_AGENT_TEST_NETWORK=1"
)
def test_python_and_pip_make_the_same_from_the_package_index(user: User) -> None:
    (user.machine.folder / "uv").unlink()
    (user.machine.folder / "python3").symlink_to(sys.executable)
    user.limit_s = NETWORK_S
    passed = {name: os.environ[name] for name in ("PIP_CERT", "PIP_INDEX_URL") if name in os.environ}
    user.installed(**passed)
    assert user.run(user.bin / "codex-agent", "--version").stdout.strip() == codex_agent.__version__
    user.installed("--uninstall")
    assert list(user.home.iterdir()) == []
