"""What is said in more than one file is said alike."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import codex_agent
from codex_agent.database import SCHEMA_VERSION

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
STATES_THE_VERSION = (
    *("pyproject.toml", "src/codex_agent/__init__.py", "CHANGELOG.md"),
    *(".claude-plugin/plugin.json", ".claude-plugin/marketplace.json", ".codex-plugin/plugin.json"),
)
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")


def _manifest(name: str, root: Path = ROOT) -> dict[str, Any]:
    return dict(json.loads((root / name).read_text()))


def _versions(root: Path) -> set[str]:
    """Every number that is said anywhere below `root`; one, if all is well."""
    (entry,) = _manifest(".claude-plugin/marketplace.json", root)["plugins"]
    stated = re.search(r'__version__ = "(.*)"', (root / "src" / "codex_agent" / "__init__.py").read_text())
    assert stated
    return {
        tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"],
        stated[1],
        entry["version"],
        _manifest(".claude-plugin/plugin.json", root)["version"],
        _manifest(".codex-plugin/plugin.json", root)["version"],
    }


def _bump(root: Path, version: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, root / "scripts" / "bump", version]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What states the version, as a repository of its own."""
    for name in (*STATES_THE_VERSION, "scripts/bump"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def _locked(name: str) -> dict[str, Version]:
    pins = re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", (ROOT / name).read_text(), re.MULTILINE)
    return {package: Version(version) for package, version in pins}


def test_every_version_number_is_the_packages() -> None:
    assert _versions(ROOT) == {codex_agent.__version__}
    assert f"## [{codex_agent.__version__}]" in (ROOT / "CHANGELOG.md").read_text()


def test_one_command_gives_all_of_them_a_new_number(copy: Path) -> None:
    before = {name: (copy / name).read_text() for name in STATES_THE_VERSION}
    done = _bump(copy, "12.34.56")
    assert done.returncode == 0, done.stderr
    assert _versions(copy) == {"12.34.56"}
    assert "## [Unreleased]\n\n## [12.34.56]\n" in (copy / "CHANGELOG.md").read_text()
    assert _bump(copy, codex_agent.__version__).returncode == 0
    changed = {name for name in before if (copy / name).read_text() != before[name]}
    assert changed == {"CHANGELOG.md"}, "there and back again leaves the rest as it was"


@pytest.mark.parametrize("version", ["1.2", "v1.2.3", "1.2.3rc1", "01.2.3", "", "1.2.3\n"])
def test_what_is_no_version_changes_nothing(copy: Path, version: str) -> None:
    assert _bump(copy, version).returncode == 1
    assert _versions(copy) == {codex_agent.__version__}


def test_a_file_that_does_not_say_its_version_stops_the_change_of_all(copy: Path) -> None:
    (copy / ".codex-plugin" / "plugin.json").write_text('{"name": "x"}')
    done = _bump(copy, "12.34.56")
    assert (done.returncode, ".codex-plugin/plugin.json" in done.stderr) == (1, True)
    assert "12.34.56" not in (copy / "pyproject.toml").read_text()


def test_both_plugins_are_one() -> None:
    claude, codex = _manifest(".claude-plugin/plugin.json"), _manifest(".codex-plugin/plugin.json")
    assert claude["name"] == codex["name"]


def test_the_launchers_ask_for_the_schema_of_the_package() -> None:
    found = re.findall(r"^schema=(\d+)$", (ROOT / "bin" / "codex-agent").read_text(), re.MULTILINE)
    assert found == [str(SCHEMA_VERSION)]


def test_the_marketplace_offers_this_plugin_from_the_repository_root() -> None:
    plugin = _manifest(".claude-plugin/plugin.json")
    (entry,) = _manifest(".claude-plugin/marketplace.json")["plugins"]
    assert (entry["name"], entry["source"]) == (plugin["name"], "./")
    assert entry["description"] == plugin["description"]


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-build.lock", PROJECT["dependency-groups"]["build"]),
        (
            "requirements-dev.lock",
            [line for line in PROJECT["dependency-groups"]["dev"] if isinstance(line, str)],
        ),
    ],
)
def test_a_lock_holds_everything_that_pyproject_asks_for(lock: str, requirements: list[str]) -> None:
    locked = _locked(lock)
    for requirement in map(Requirement, requirements):
        assert requirement.name in locked, f"run scripts/lock: {requirement.name} is missing from {lock}"
        assert locked[requirement.name] in requirement.specifier


def test_the_locks_agree_with_each_other() -> None:
    everything = _locked("requirements-dev.lock")
    for lock in LOCKS:
        assert _locked(lock).items() <= everything.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_digest_and_no_place_of_its_own(lock: str) -> None:
    text = (ROOT / lock).read_text()
    for block in re.split(r"\n(?=[a-z0-9])", text):
        assert "--hash=sha256:" in block
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_npm_lock_pins_the_client_exactly_for_each_platform() -> None:
    folder = ROOT / "scripts" / "clients"
    asked = json.loads((folder / "package.json").read_text())["dependencies"]
    lock = json.loads((folder / "package-lock.json").read_text())["packages"]
    for name, version in asked.items():
        assert lock[f"node_modules/{name}"]["version"] == version
    packages = {path: package for path, package in lock.items() if path}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert all(package["resolved"].startswith("https://registry.npmjs.org/") for package in packages.values())
    platforms = {(os, cpu) for package in packages.values() for os in package.get("os", ()) for cpu in package["cpu"]}
    assert {("linux", "x64"), ("linux", "arm64"), ("darwin", "x64"), ("darwin", "arm64")} <= platforms
