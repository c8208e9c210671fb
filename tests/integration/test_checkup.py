"""`health`: each thing that can be missing is named with the one step that mends it, and nothing is started."""

from __future__ import annotations

import json
import os
import socket
import stat
from pathlib import Path

import pytest

from codex_agent import checkup, connecting
from codex_agent.cli.app import run_app
from codex_agent.paths import Home, default_home
from codex_agent.store import Store


def program(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "PATH": f"{home / 'bin'}:/usr/bin:/bin"}


def codex(home: Path, *, version: str = "0.169.0", logged_in: bool = True, sandbox: str = "true") -> Path:
    """A client that answers what health asks."""
    answer = "echo 'Logged in using ChatGPT'" if logged_in else "echo 'Not logged in' >&2; exit 1"
    case = f"""case "$*" in
    --version) echo "codex-cli {version}";;
    "login status") {answer};;
    "sandbox -- true") {sandbox};;
    *) exit 3;;
    esac"""
    return program(home / "bin", "codex", case)


def test_codex_that_is_missing_is_named_with_the_command_that_installs_it(env: dict[str, str]) -> None:
    env["PATH"] = "/nonexistent"
    finding = checkup.codex(env)
    assert (finding.ok, finding.needed) == (False, True)
    assert finding.fix
    assert finding.fix.startswith("npm install")
    assert not checkup.login(env).ok


def test_codex_is_found_with_its_version_and_minimum(env: dict[str, str], home: Path) -> None:
    path = codex(home)
    finding = checkup.codex(env)
    assert finding.ok
    assert finding.details["version"] == "0.169.0"
    assert finding.details["path"] == str(path)
    assert finding.details["minimum"]


def test_codex_is_found_where_the_installer_puts_it_though_path_does_not_name_that_folder(
    env: dict[str, str], home: Path
) -> None:
    """As after an installation by a user whose shell and whose Claude Code run already."""
    path = home / ".local" / "bin" / "codex"
    path.parent.mkdir(parents=True)
    codex(home, logged_in=False).rename(path)
    assert checkup.codex(env).ok
    assert checkup.codex(env).details["native"] == str(path)
    assert checkup.login(env).fix == f"{path} login"


def test_a_codex_that_is_too_old_or_broken_is_a_problem(env: dict[str, str], home: Path) -> None:
    codex(home, version="0.1.0")
    assert "too old" in str(checkup.codex(env).problem)
    program(home / "bin", "codex", "exit 9")
    assert "does not run" in str(checkup.codex(env).problem)


def test_a_machine_that_forbids_the_sandbox_is_named_in_the_clients_words(env: dict[str, str], home: Path) -> None:
    codex(home)
    assert checkup.sandbox(env).ok
    codex(home, sandbox="echo 'error building bubblewrap command: no' >&2; exit 1")
    finding = checkup.sandbox(env)
    assert (finding.ok, finding.needed) == (False, False)
    assert "bubblewrap command: no" in str(finding.problem)


def test_a_missing_login_is_a_problem_unless_the_provider_needs_none(env: dict[str, str], home: Path) -> None:
    codex(home, logged_in=False)
    finding = checkup.login(env)
    assert (finding.ok, finding.needed, finding.fix) == (False, True, "codex login")
    assert "Not logged in" in str(finding.problem)
    assert checkup.login({**env, "CODEX_API_KEY": "sk-secret"}).ok
    assert "sk-secret" not in checkup.login({**env, "CODEX_API_KEY": "sk-secret"}).value
    (home / ".codex").mkdir()
    (home / ".codex" / "config.toml").write_text('model_provider = "local"\n')
    assert checkup.login(env).ok
    codex(home, logged_in=True)
    (home / ".codex" / "config.toml").write_text("")
    assert checkup.login(env).value == "Logged in using ChatGPT"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_is_a_problem(home: Path) -> None:
    home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    finding = checkup.state_home(default_home())
    home.chmod(0o700)
    assert (finding.ok, finding.needed) == (False, True)


def test_a_home_that_is_not_there_yet_is_fine_and_stays_away() -> None:
    finding = checkup.state_home(default_home())
    assert finding.ok
    assert finding.details["exists"] is False
    assert not default_home().root.exists()


def test_a_home_under_a_file_is_a_problem(home: Path) -> None:
    (home / "file").write_text("")
    finding = checkup.state_home(Home(home / "file" / "below"))
    assert (finding.ok, finding.needed) == (False, True)


def test_a_damaged_store_is_a_problem_with_its_way_out(home: Path) -> None:
    default_home().ensure().db.write_bytes(b"not a database, but long enough to be taken for one" * 100)
    finding = checkup.state_home(default_home())
    assert (finding.ok, finding.needed) == (False, True)
    assert "damaged" in str(finding.problem)
    assert str(default_home().db) in str(finding.fix)


@pytest.mark.parametrize(("free", "needed"), [(100 * 2**20, False), (2**20, True)])
def test_little_space_is_a_remark_and_none_a_problem(monkeypatch: pytest.MonkeyPatch, free: int, needed: bool) -> None:
    usage = checkup.state.shutil.disk_usage("/")
    monkeypatch.setattr(checkup.state.shutil, "disk_usage", lambda _: usage._replace(free=free))
    finding = checkup.state_home(default_home())
    assert (finding.ok, finding.needed) == (False, needed)
    assert "MiB free" in str(finding.problem)


def test_a_bad_config_file_is_a_problem(home: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    file = home / "config.toml"
    monkeypatch.setenv("CODEX_AGENT_CONFIG", str(file))
    assert checkup.config_file(env).ok
    file.write_text("modell = 'x'\n")
    finding = checkup.config_file(env)
    assert (finding.ok, finding.needed) == (False, True)
    assert "modell" in str(finding.problem)


def test_no_supervisor_is_fine_and_none_is_started() -> None:
    finding = checkup.supervisor(default_home())
    assert finding.ok
    assert (finding.details["running"], finding.details["pid"]) == (False, None)
    assert not default_home().root.exists()
    Store.open(default_home().ensure().db).close()
    assert checkup.supervisor(default_home()).ok
    assert not connecting.alive(default_home())


def test_a_supervisor_that_is_silent_is_reported_and_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    home = default_home().ensure()
    monkeypatch.setattr(checkup.state.wire, "ACK_S", 0.05)
    with home.lock.open("w") as lock, socket.socket(socket.AF_UNIX) as listener:
        lock.write("4242 1")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        listener.bind(str(home.socket))
        listener.listen()
        finding = checkup.supervisor(home)
    assert not finding.ok
    assert not finding.needed
    assert finding.details["pid"] == 4242
    assert "does not answer" in str(finding.problem)


def test_a_foreign_program_of_our_name_is_named_and_never_run(env: dict[str, str], home: Path) -> None:
    foreign = program(home / "bin", "codex-agent", f"touch {home}/ran")
    finding = checkup.command(env)
    assert not finding.ok
    assert not finding.needed
    assert str(foreign) in str(finding.problem)
    assert "PATH" in str(finding.fix)
    assert not (home / "ran").exists()
    ours = program(home / "ours", "codex-agent", 'exec python -I -m codex_agent "$@"')
    assert checkup.command({**env, "PATH": f"{home / 'ours'}:{env['PATH']}"}).value == str(ours)
    behind = checkup.command({**env, "PATH": f"{env['PATH']}:{home / 'ours'}"})
    assert behind.fix == f'export PATH="{home / "ours"}:$PATH"'


def test_our_command_that_the_installer_linked_is_what_path_should_name(env: dict[str, str], home: Path) -> None:
    program(home / ".local" / "bin", "codex-agent", 'exec python -I -m codex_agent "$@"')
    assert checkup.command({**env, "PATH": "/nonexistent"}).fix == f'export PATH="{home}/.local/bin:$PATH"'
    program(home / ".local" / "bin", "codex-agent", "echo foreign")
    assert str(home) not in str(checkup.command({**env, "PATH": "/nonexistent"}).fix)


def test_our_command_missing_from_path_is_a_remark(env: dict[str, str]) -> None:
    finding = checkup.command({**env, "PATH": "/nonexistent"})
    assert (finding.ok, finding.needed) == (False, False)


def test_a_missing_tmux_is_a_remark_with_its_install_command(env: dict[str, str], home: Path) -> None:
    env["PATH"] = str(home / "bin")
    program(home / "bin", "dnf", "exit 1")
    finding = checkup.tmux(env)
    assert (finding.ok, finding.needed, finding.fix) == (False, False, "sudo dnf install -y tmux")
    program(home / "bin", "tmux", "echo tmux 3.4")
    assert checkup.tmux(env).details["version"] == "tmux 3.4"


def test_health_is_one_object_and_its_exit_code_follows_what_is_needed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", f"{home / 'bin'}:/usr/bin:/bin")
    codex(home)
    assert run_app(["health", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    assert found["supervisor_pid"] is None
    names = {
        "python",
        "host",
        "codex",
        "login",
        "sandbox",
        "state_home",
        "config",
        "supervisor",
        "queue",
        "command",
        "tmux",
        "gemini",
    }
    assert set(found["checks"]) == names
    codex(home, logged_in=False)
    assert run_app(["health", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["checks"]["login"]["fix"] == "codex login"
    assert run_app(["health"]) == 1
    text = capsys.readouterr().out
    assert "MISSING login" in text
    assert "Fix: codex login" in text
    assert not default_home().root.exists()


def test_config_names_the_source_of_each_value(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / "config.toml"
    file.write_text('model = "m"\nsandbox = "read-only"\n')
    monkeypatch.setenv("CODEX_AGENT_CONFIG", str(file))
    monkeypatch.setenv("CODEX_AGENT_MODEL", "from-env")
    assert run_app(["config", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["settings"]
    assert found["model"] == {"value": "from-env", "source": "CODEX_AGENT_MODEL"}
    assert found["sandbox"] == {"value": "read-only", "source": str(file)}
    assert found["nesting"] == {"value": False, "source": "default"}
    assert run_app(["config"]) == 0
    assert "from-env" in capsys.readouterr().out


def test_a_state_home_that_cannot_be_is_named_and_no_fault_of_ours(env: dict[str, str]) -> None:
    found = {one.name: one for one in checkup.examine(Home(Path("/dev/null/state")), env)}
    assert "cannot write /dev/null" in (found["state_home"].problem or "")
    assert found["supervisor"].details["running"] is False
