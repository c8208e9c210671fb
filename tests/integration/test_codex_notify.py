"""The hook that the client calls at the end of a turn, run as the client runs it."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOOK = Path(__file__).parents[2] / "hooks" / "codex_notify.py"
JOB = "0123abcd"
EVENT = json.dumps({"type": "agent-turn-complete", "thread-id": "t-1", "last-assistant-message": 'é "q" \n $(x)'})
LIMIT_S = 60  # far above what any of these takes


@pytest.fixture
def state(home: Path) -> Path:
    state = home / ".codex-agent"
    (state / "jobs").mkdir(parents=True)
    return state


@pytest.fixture
def supervisor(state: Path) -> Iterator[socket.socket]:
    with listener(state / "supervisor.sock") as listening:
        yield listening


def listener(path: Path, backlog: int = 8) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    listening.listen(backlog)
    listening.settimeout(LIMIT_S)
    return listening


def notify(
    state: Path,
    *chain: str,
    event: str = EVENT,
    job: str = JOB,
    address: Path | None = None,
    python: str = sys.executable,
) -> None:
    """Call the hook; it must be silent and succeed, whatever else happens."""
    words = [python, "-I", "-S", str(HOOK), str(state), str(address or state / "supervisor.sock"), job, *chain, event]
    run = subprocess.run(words, capture_output=True, timeout=LIMIT_S, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def received(listening: socket.socket) -> bytes:
    connection, _ = listening.accept()
    connection.settimeout(LIMIT_S)
    with connection, connection.makefile("rb") as stream:
        return stream.read()


def kept(state: Path) -> list[Path]:
    return sorted((state / "jobs").iterdir())


def recorder(folder: Path) -> tuple[str, ...]:
    """A user's command that writes down the arguments it got."""
    script = folder / "user command.py"
    script.write_text("import sys, json, pathlib; pathlib.Path(sys.argv[1]).write_text(json.dumps(sys.argv[2:]))")
    return (sys.executable, str(script), str(folder / "got.json"))


def got(folder: Path) -> list[str]:
    arguments: list[str] = json.loads((folder / "got.json").read_text())
    return arguments


def test_a_supervisor_that_listens_gets_one_line_and_nothing_is_kept(state: Path, supervisor: socket.socket) -> None:
    notify(state)
    line = received(supervisor)
    assert line.count(b"\n") == 1
    assert json.loads(line) == {"op": "notify", "v": "", "job": JOB, "payload": json.loads(EVENT)}
    assert kept(state) == []


def test_the_event_goes_on_byte_for_byte(state: Path, supervisor: socket.socket) -> None:
    event = b'{"x": "\xc3\xbc \\u00e9 \xff", "y" :1e5}'
    notify(state, event=os.fsdecode(event))
    assert event in received(supervisor)


def test_raw_line_breaks_between_tokens_leave_one_line(state: Path, supervisor: socket.socket) -> None:
    notify(state, event='{\n "a":\r\n 1\n}')
    line = received(supervisor)
    assert line.count(b"\n") == 1
    assert json.loads(line)["payload"] == {"a": 1}


def test_the_largest_event_that_can_arrive_is_delivered_whole(state: Path, supervisor: socket.socket) -> None:
    message = "x" * (128 * 1024 - 100)
    notify(state, event=json.dumps({"last-assistant-message": message}))
    line = received(supervisor) if not kept(state) else kept(state)[0].read_bytes()
    assert json.loads(line)["payload"]["last-assistant-message"] == message


def test_without_a_supervisor_the_same_line_is_kept_in_a_file(state: Path) -> None:
    notify(state)
    (file,) = kept(state)
    assert re.fullmatch(rf"{JOB}\.notify-\d+-\d+\.json", file.name)
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_bytes()) == {"op": "notify", "v": "", "job": JOB, "payload": json.loads(EVENT)}


def test_a_socket_that_a_dead_supervisor_left_is_nobody(state: Path) -> None:
    listener(state / "supervisor.sock").close()
    notify(state)
    assert len(kept(state)) == 1


def test_a_stopped_supervisor_with_a_full_backlog_holds_nothing_up(state: Path, tmp_path: Path) -> None:
    with listener(state / "supervisor.sock", backlog=0), socket.socket(socket.AF_UNIX) as first:
        first.connect(str(state / "supervisor.sock"))  # takes the only place in the backlog
        notify(state, *recorder(tmp_path))
    assert len(kept(state)) == 1
    assert got(tmp_path) == [EVENT]


def test_the_socket_may_be_elsewhere(state: Path, home: Path) -> None:
    with listener(home / "other.sock") as elsewhere:
        notify(state, address=home / "other.sock")
        assert json.loads(received(elsewhere))["job"] == JOB
    assert kept(state) == []


@pytest.mark.parametrize(
    "job",
    ["../../x", "..", "", "0123ABCD", "0123abc", "0123abcd0", "0123abc\n", '0123abc"', "\u0660\u0661\u0662\u0663abcd"],
)
def test_a_hostile_job_id_touches_nothing_and_the_chain_still_runs(state: Path, tmp_path: Path, job: str) -> None:
    before = sorted(state.parent.rglob("*"))
    with listener(state.parent / "s") as listening:
        notify(state, *recorder(tmp_path), job=job, address=state.parent / "s")
        listening.setblocking(False)
        with pytest.raises(BlockingIOError):
            listening.accept()
    (state.parent / "s").unlink()
    notify(state, *recorder(tmp_path), job=job)
    assert sorted(state.parent.rglob("*")) == before
    assert got(tmp_path) == [EVENT]


def test_the_users_command_gets_its_own_arguments_and_the_event(
    state: Path, supervisor: socket.socket, tmp_path: Path
) -> None:
    words = ["--flag", "two words", "", "$(touch x)", "é"]
    notify(state, *recorder(tmp_path), *words)
    assert got(tmp_path) == [*words, EVENT]
    assert received(supervisor)


def test_the_users_command_is_found_on_path_with_the_clients_environment(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "my-notify"
    tool.write_text(f'#!/bin/sh\nprintf "%s" "$COLOUR $1" > {tmp_path}/seen\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("COLOUR", "blue")
    notify(state, "my-notify", event="{}")
    assert (tmp_path / "seen").read_text() == "blue {}"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads ignored signals from /proc")
def test_the_users_command_ignores_no_signal_that_the_client_did_not_ignore(state: Path, tmp_path: Path) -> None:
    notify(state, "/bin/sh", "-c", f"grep SigIgn /proc/self/status > {tmp_path}/seen")
    ours = re.search(r"SigIgn:\s*(\w+)", Path("/proc/self/status").read_text())
    assert ours is not None
    python = 1 << (signal.SIGPIPE - 1) | 1 << (signal.SIGXFSZ - 1)  # ignored by this interpreter, not by its children
    assert int((tmp_path / "seen").read_text().split()[1], 16) == int(ours[1], 16) & ~python


@pytest.mark.parametrize("command", ["/nonexistent/notify", "no-such-command-anywhere", "", "/"])
def test_a_users_command_that_cannot_run_is_no_failure(state: Path, command: str) -> None:
    notify(state, command)
    assert len(kept(state)) == 1


def test_a_home_that_cannot_be_written_does_not_stop_the_users_command(state: Path, tmp_path: Path) -> None:
    shutil.rmtree(state / "jobs")
    (state / "jobs").write_text("a file: also root cannot write below it")
    notify(state, *recorder(tmp_path))
    assert got(tmp_path) == [EVENT]
    assert [path.name for path in state.iterdir()] == ["jobs"]


@pytest.mark.parametrize("words", [[], ["/h"], ["/h", "/s"], ["/h", "/s", JOB]])
def test_too_few_arguments_are_no_failure(words: list[str]) -> None:
    run = subprocess.run([sys.executable, "-I", "-S", str(HOOK), *words], capture_output=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_no_value_of_the_environment_is_written(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-of-the-test")
    notify(state)
    (file,) = kept(state)
    assert b"sk-secret" not in file.read_bytes()


def test_it_is_python_3_9() -> None:
    ast.parse(HOOK.read_text(), feature_version=(3, 9))


@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="no system Python here")
def test_the_systems_own_python_runs_it(state: Path) -> None:
    notify(state, python="/usr/bin/python3")
    assert len(kept(state)) == 1


def test_it_reads_no_module_from_disk_but_the_socket_one(state: Path) -> None:
    """What makes it as fast as an empty Python: everything else is built into the interpreter."""
    probe = (
        "import sys\n"
        "import posix\n"
        "start = set(sys.modules)\n"
        "leave = posix._exit\n"
        "def report(code):\n"
        "    new = {n for n in set(sys.modules) - start if getattr(sys.modules[n], '__file__', None)}\n"
        "    posix.write(1, ' '.join(sorted(new)).encode())\n"
        "    leave(code)\n"
        "posix._exit = report\n"
        f"sys.argv[1:] = [{str(state)!r}, '/nowhere', {JOB!r}, '{{}}']\n"
        f"exec(compile(open({str(HOOK)!r}).read(), 'hook', 'exec'), {{'__name__': '__main__'}})\n"
    )
    run = subprocess.run([sys.executable, "-I", "-S", "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout in {"", "_socket"}
    assert len(kept(state)) == 1
