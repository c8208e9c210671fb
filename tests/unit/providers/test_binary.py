"""The command of the caller and the native program behind it, in the shapes that package managers leave on disk."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

from codex_agent.errors import AgentError
from codex_agent.providers.codex import binary

ELF = b"\x7fELF-not-really"
CPU = {
    "x86_64": ("x64", "x86_64"),
    "amd64": ("x64", "x86_64"),
    "aarch64": ("arm64", "aarch64"),
    "arm64": ("arm64", "aarch64"),
}
NAME, TRIPLE_CPU = CPU[platform.machine().lower()]
SYSTEM, TRIPLE_END = ("darwin", "apple-darwin") if sys.platform == "darwin" else ("linux", "unknown-linux-musl")
PACKAGE = f"codex-{SYSTEM}-{NAME}"
VENDOR = Path("vendor") / f"{TRIPLE_CPU}-{TRIPLE_END}" / "bin" / "codex"


def make(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o755)
    return path


def find(*folders: Path, **env: str) -> binary.Binary:
    return binary.find({"PATH": ":".join(map(str, folders)), **env})


def npm(root: Path) -> tuple[Path, Path]:
    """An npm prefix: the script of the package, and the native program in the package of the platform."""
    modules = root / "lib" / "node_modules"
    script = make(modules / "@openai" / "codex" / "bin" / "codex.js", b"#!/usr/bin/env node\n")
    return script, make(modules / "@openai" / PACKAGE / VENDOR, ELF)


def test_the_program_behind_an_npm_link_is_found_with_what_the_wrapper_sets(tmp_path):
    script, native = npm(tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "codex").symlink_to(script)
    found = find(tmp_path / "bin")
    assert found.path == str(native)
    assert found.env == {"CODEX_MANAGED_PACKAGE_ROOT": str(script.parent.parent), "CODEX_MANAGED_BY_NPM": "1"}


def test_the_program_behind_a_pnpm_shim_is_found(tmp_path):
    modules = tmp_path / "global" / "node_modules"
    store = modules / ".pnpm" / "codex" / "node_modules" / "@openai"
    script = make(store / "codex" / "bin" / "codex.js", b"#!/usr/bin/env node\n")
    native = make(store / PACKAGE / VENDOR, ELF)
    (modules / "@openai").mkdir()
    (modules / "@openai" / "codex").symlink_to(store / "codex")
    (modules / ".modules.yaml").touch()
    shim = '#!/bin/sh\nbasedir=$(dirname "$0")\nexec node  "$basedir/../global/node_modules/@openai/codex/bin/codex.js" "$@"\n'
    make(tmp_path / "bin" / "codex", shim.encode())
    found = find(tmp_path / "bin")
    assert found.path == str(native)
    assert found.env == {"CODEX_MANAGED_PACKAGE_ROOT": str(script.parent.parent), "CODEX_MANAGED_BY_PNPM": "1"}


def test_a_program_inside_the_package_itself_is_found(tmp_path):
    script = make(tmp_path / "pkg" / "bin" / "codex.js", b"#!/usr/bin/env node\n")
    native = make(tmp_path / "pkg" / VENDOR, ELF)
    (tmp_path / "codex").symlink_to(script)
    assert find(tmp_path).path == str(native)


def test_a_native_command_runs_by_the_name_it_was_found_under(tmp_path):
    """A version manager's program tells by that name what to run."""
    (make(tmp_path / "manager" / "shim", ELF)).touch()
    (tmp_path / "codex").symlink_to(tmp_path / "manager" / "shim")
    assert find(tmp_path) == binary.Binary(str(tmp_path / "codex"))


@pytest.mark.parametrize("content", [b"#!/bin/sh\nexec asdf exec codex\n", b"#!/usr/bin/env node\n", b""])
def test_what_cannot_be_resolved_runs_as_it_is(tmp_path, content):
    make(tmp_path / "codex", content)
    assert find(tmp_path) == binary.Binary(str(tmp_path / "codex"))


def test_a_script_without_its_platform_package_runs_as_it_is(tmp_path):
    script, native = npm(tmp_path)
    native.unlink()
    (tmp_path / "codex").symlink_to(script)
    assert find(tmp_path) == binary.Binary(str(tmp_path / "codex"))


def test_the_callers_path_decides_and_not_ours(tmp_path, monkeypatch):
    make(tmp_path / "codex", ELF)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AgentError) as raised:
        find(tmp_path / "empty")
    assert raised.value.code == "codex_missing"
    assert raised.value.hint == "npm install -g @openai/codex"


def test_a_relative_folder_on_the_path_is_not_searched(tmp_path, monkeypatch):
    make(tmp_path / "codex", ELF)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AgentError):
        find(Path())


def test_the_override_stands_over_the_path(tmp_path):
    make(tmp_path / "codex", ELF)
    other = make(tmp_path / "other" / "codex-next", ELF)
    assert find(tmp_path, CODEX_AGENT_CODEX=str(other)).path == str(other)
    assert find(tmp_path, CODEX_AGENT_CODEX="").path == str(tmp_path / "codex")


@pytest.mark.parametrize("wanted", ["/nowhere/codex", "./codex", "sub/codex"])
def test_an_override_that_is_no_program_is_named(tmp_path, monkeypatch, wanted):
    make(tmp_path / "codex", ELF)
    make(tmp_path / "sub" / "codex", ELF)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AgentError) as raised:
        find(tmp_path, CODEX_AGENT_CODEX=wanted)
    assert raised.value.code == "codex_missing"
    assert wanted in raised.value.message


@pytest.mark.parametrize(
    ("text", "old"), [("0.169.0", False), ("0.150.0", False), ("0.149.9", True), ("1.0.0", False), ("x", False)]
)
def test_versions_compare_by_number(text, old):
    assert binary.is_too_old(text) is old
