"""The plugin's launchers: the newest runtime that fits, or the one command that installs one. Quick, and safe for any path."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from codex_agent.database import SCHEMA_VERSION
from codex_agent.installed import is_ours

BIN = Path(__file__).parents[2] / "bin"
MISSING = 69
ODD = """it's a "plugin" \\ here"""


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """The plugin as it is installed, in a folder with an awkward name and without a checkout around it."""
    folder = tmp_path / ODD
    shutil.copytree(BIN, folder / "bin")
    (folder / "scripts").mkdir()
    (folder / "scripts" / "install.sh").touch()
    return folder


def runtime(place: Path, version: str, *, schema: object = SCHEMA_VERSION) -> Path:
    """A runtime whose Python says who it is and what it was asked."""
    folder = place / "runtime" / version
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho {version}\nfor word; do echo "$word"; done\n')
    python.chmod(0o755)
    (folder / "schema").write_text(f"{schema}\n")
    return folder


def run(
    plugin: Path, *arguments: str, name: str = "codex-agent", cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Started through PATH, as the Bash tool does; nothing else is on it."""
    environment = {"HOME": os.environ["HOME"], "PATH": str(plugin / "bin"), **env}
    command = [plugin / "bin" / name, *arguments]
    return subprocess.run(command, env=environment, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["codex-agent", "codex-bg"])
def test_without_a_runtime_the_one_command_that_installs_it_is_named(plugin: Path, name: str) -> None:
    done = run(plugin, "jobs", name=name)
    assert (done.returncode, done.stdout) == (MISSING, "")
    hint = done.stderr.splitlines()[-1].removeprefix("Hint: ")
    assert shlex.split(hint) == ["sh", str(plugin / "scripts" / "install.sh"), "--yes"]
    assert Path(shlex.split(hint)[1]).exists()


def test_without_a_runtime_json_is_one_object_too(plugin: Path) -> None:
    done = run(plugin, "jobs", "--json")
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["code"]) == (MISSING, "runtime_missing")
    assert shlex.split(error["hint"])[1] == str(plugin / "scripts" / "install.sh")


def test_a_missing_runtime_is_told_by_the_shell_alone(plugin: Path) -> None:
    """Nothing else is on PATH, so a program that it called would be missed; how long it takes is in benchmarks/launcher.py."""
    done = run(plugin, "jobs", "--json")
    problem, empty, hint = done.stderr.splitlines()
    assert (problem.partition(":")[0], empty, hint.partition(":")[0]) == ("Error", "", "Hint")


@pytest.mark.parametrize(
    ("name", "module"), [("codex-agent", "codex_agent"), ("codex-bg", "codex_agent.background")], ids=str
)
def test_a_runtime_gets_the_arguments_as_they_were(plugin: Path, home: Path, name: str, module: str) -> None:
    runtime(home / ".codex-agent", "0.2.0")
    done = run(plugin, "start", "a 'b' \"c\" $(d) *", "", name=name)
    assert done.stdout.split("\n") == ["0.2.0", "-I", "-m", module, "start", "a 'b' \"c\" $(d) *", "", ""]


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        (["0.2.0", "0.10.0", "0.9.9"], "0.10.0"),
        (["1.0.0", "0.99.99"], "1.0.0"),
        (["2.0.1", "2.0.10", "2.0.9"], "2.0.10"),
    ],
)
def test_the_newest_is_taken_by_its_numbers(plugin: Path, home: Path, versions: list[str], newest: str) -> None:
    for version in versions:
        runtime(home / ".codex-agent", version)
    assert run(plugin).stdout.split()[0] == newest


def test_a_runtime_of_another_version_with_the_same_or_a_later_schema_fits(plugin: Path, home: Path) -> None:
    state = home / ".codex-agent"
    runtime(state, "0.0.1")
    assert run(plugin).stdout.split()[0] == "0.0.1"
    runtime(state, "7.0.0", schema=SCHEMA_VERSION + 4)
    assert run(plugin).stdout.split()[0] == "7.0.0"


@pytest.mark.parametrize("schema", [SCHEMA_VERSION - 1, "", "x", "-1", "3; touch evil"])
def test_a_runtime_with_an_older_or_unreadable_schema_does_not_fit(plugin: Path, home: Path, schema: object) -> None:
    runtime(home / ".codex-agent", "9.0.0", schema=schema)
    assert run(plugin).returncode == MISSING
    runtime(home / ".codex-agent", "0.1.0")
    assert run(plugin).stdout.split()[0] == "0.1.0"


def test_a_runtime_that_is_half_there_is_passed_over(plugin: Path, home: Path) -> None:
    state = home / ".codex-agent"
    shutil.rmtree(runtime(state, "5.0.0") / "bin")
    (runtime(state, "4.0.0") / "schema").unlink()
    dangling = runtime(state, "3.0.0") / "bin" / "python"
    dangling.unlink()
    dangling.symlink_to("/nonexistent/python3")
    for name in (".new-1.x", "1.0.0.old", "6..0", "7.0.0."):
        runtime(state, name)
    assert run(plugin).returncode == MISSING


def test_the_state_home_may_be_elsewhere_and_relative(plugin: Path, home: Path) -> None:
    runtime(home / "a b", "0.2.0")
    for place in (str(home / "a b"), "~/a b", "a b"):
        assert run(plugin, cwd=home, CODEX_AGENT_HOME=place).stdout.split()[0] == "0.2.0", place
    assert run(plugin, CODEX_AGENT_HOME="/nonexistent").returncode == MISSING


def test_a_checkout_that_is_set_up_runs_itself_and_one_that_is_not_does_not(plugin: Path, home: Path) -> None:
    runtime(home / ".codex-agent", "9.0.0")
    (runtime(plugin, "0") / "bin").rename(plugin / "bin2")
    (plugin / ".venv").mkdir()
    (plugin / "bin2").rename(plugin / ".venv" / "bin")
    (plugin / ".git").touch()
    assert run(plugin).stdout.split()[0] == "9.0.0"
    (plugin / ".venv" / ".setup-package").touch()
    assert run(plugin).stdout.split()[0] == "0"
    (plugin / ".git").unlink()  # a copy of a checkout: what its environment points at is another folder
    assert run(plugin).stdout.split()[0] == "9.0.0"


def test_no_home_at_all_is_a_missing_runtime(plugin: Path) -> None:
    done = subprocess.run([plugin / "bin" / "codex-agent"], env={}, capture_output=True, check=False)
    assert done.returncode == MISSING


def test_launchers_can_be_run_and_are_known_as_ours() -> None:
    for name in ("codex-agent", "codex-bg"):
        assert (BIN / name).stat().st_mode & stat.S_IXUSR
    assert is_ours(str(BIN / "codex-agent"))
