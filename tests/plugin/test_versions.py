"""What is said in more than one file is said alike."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import codex_agent

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")


def _manifest(name: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / ".claude-plugin" / name).read_text()))


def _locked(name: str) -> dict[str, Version]:
    pins = re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", (ROOT / name).read_text(), re.MULTILINE)
    return {package: Version(version) for package, version in pins}


def test_every_version_number_is_the_packages() -> None:
    (entry,) = _manifest("marketplace.json")["plugins"]
    assert PROJECT["project"]["version"] == codex_agent.__version__
    assert _manifest("plugin.json")["version"] == codex_agent.__version__
    assert entry["version"] == codex_agent.__version__
    assert f"## [{codex_agent.__version__}]" in (ROOT / "CHANGELOG.md").read_text()


def test_the_marketplace_offers_this_plugin_from_the_repository_root() -> None:
    plugin = _manifest("plugin.json")
    (entry,) = _manifest("marketplace.json")["plugins"]
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
