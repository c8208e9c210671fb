"""Windows on transcripts, with the real tmux on a server of each test's own."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import psutil
import pytest

from codex_agent.supervisor import views
from codex_agent.supervisor.views import Views

JOB = "0123abcd"
SESSION = f"codex-agent-{JOB}"
LIMIT_S = 60

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Tmux:
    """The servers of one test: the default one of its home, and any other at a path."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.env = {"HOME": str(home), "PATH": os.environ["PATH"], "TERM": "xterm", "TMUX_TMPDIR": str(home)}
        self.default = home / f"tmux-{os.getuid()}" / "default"
        self.default.parent.mkdir(mode=0o700)

    def run(self, *words: str, socket: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["tmux", "-S", str(socket or self.default), *words],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT_S,
        )

    def ask(self, *words: str, socket: Path | None = None) -> str:
        run = self.run(*words, socket=socket)
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()

    def sessions(self, socket: Path | None = None) -> set[str]:
        return set(self.run("list-sessions", "-F", "#{session_name}", socket=socket).stdout.split())

    def server(self) -> psutil.Process:
        return psutil.Process(int(self.ask("display-message", "-p", "#{pid}")))

    def tail(self, session: str = SESSION) -> psutil.Process:
        return psutil.Process(int(self.ask("list-panes", "-t", f"={session}:", "-F", "#{pane_pid}")))

    def end(self) -> None:
        for socket in {self.default, *self.home.glob("*.tmux")}:
            pid = self.run("display-message", "-p", "#{pid}", socket=socket).stdout.strip()
            if pid:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process = psutil.Process(int(pid))
                    process.kill()
                    process.wait(LIMIT_S)


class Viewer:
    """A person in front of a terminal of their own, attached to a session."""

    def __init__(self, tmux: Tmux, session: str = SESSION) -> None:
        self._screen, terminal = pty.openpty()
        self._tmux, self._terminal = tmux, os.ttyname(terminal)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        command = ["tmux", "-u", "-S", str(tmux.default), "attach-session", "-t", f"={session}"]
        self._process = subprocess.Popen(
            command, env=tmux.env, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True
        )
        os.close(terminal)
        self._seen = b""

    def sees(self, text: str) -> None:
        """Wait until that text came to the screen, after what was waited for before."""
        deadline = time.monotonic() + LIMIT_S
        while text.encode() not in self._seen:
            ready, _, _ = select.select([self._screen], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"{text!r} did not appear in {self._seen!r}"
            self._seen += os.read(self._screen, 65536)
        self._seen = self._seen.partition(text.encode())[2]

    def leave(self) -> None:
        self._tmux.ask("detach-client", "-t", self._terminal)
        with contextlib.suppress(OSError):  # Linux's word for a terminal that the last process has left
            while os.read(self._screen, 65536):
                continue
        self._process.wait(LIMIT_S)
        os.close(self._screen)

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(LIMIT_S)
            os.close(self._screen)


@pytest.fixture
def tmux(home: Path) -> Iterator[Tmux]:
    tmux = Tmux(home)
    yield tmux
    tmux.end()


@pytest.fixture
def attach(tmux: Tmux) -> Iterator[Callable[[], Viewer]]:
    viewers: list[Viewer] = []

    def attach() -> Viewer:
        viewers.append(Viewer(tmux))
        viewers[-1].sees("first line")
        return viewers[-1]

    yield attach
    for viewer in viewers:
        viewer.end()


@pytest.fixture
def log(home: Path) -> Path:
    """The transcript; its name is one that a shell would take apart."""
    path = home / "a $(cd; touch pwned) 'b'.log"
    path.write_text("first line\n")
    return path


def run(work: Callable[[], Awaitable[object]]) -> None:
    """One supervisor's life."""

    async def limited() -> None:
        await asyncio.wait_for(work(), LIMIT_S)

    asyncio.run(limited())


def open_view(tmux: Tmux, log: Path, title: str = "W1 Scout") -> None:
    run(lambda: Views(tmux.env).open(JOB, log, title))


def close_view(tmux: Tmux) -> None:
    run(lambda: Views(tmux.env).close(JOB))


def append(log: Path, line: str) -> None:
    with log.open("a") as file:
        file.write(line + "\n")


def test_it_shows_the_transcript_from_the_first_line_and_goes_on(
    tmux: Tmux, log: Path, attach: Callable[[], Viewer]
) -> None:
    append(log, "second line")
    open_view(tmux, log)
    viewer = attach()
    viewer.sees("second line")
    append(log, "third line")
    viewer.sees("third line")


def test_the_status_line_and_the_terminals_title_say_which_job_it_is(tmux: Tmux, log: Path) -> None:
    open_view(tmux, log, "W1 Scout: issue #2 at 100%;")
    for option in ("status-left", "set-titles-string"):
        shown = tmux.ask("display-message", "-p", "-t", f"={SESSION}:", f"#{{T:{option}}}")
        assert shown == f"{SESSION}  W1 Scout: issue #2 at 100%;"


def test_a_rotated_transcript_is_followed(tmux: Tmux, log: Path, attach: Callable[[], Viewer]) -> None:
    open_view(tmux, log)
    viewer = attach()
    log.rename(log.with_suffix(".1"))
    log.write_text("after the rotation\n")
    viewer.sees("after the rotation")


def test_a_transcript_that_comes_later_is_shown(tmux: Tmux, log: Path, attach: Callable[[], Viewer]) -> None:
    log.unlink()
    open_view(tmux, log)
    log.write_text("first line\n")
    attach()


def test_closing_a_window_that_nobody_watches_ends_it_and_its_tail(tmux: Tmux, log: Path) -> None:
    open_view(tmux, log)
    tail, server = tmux.tail(), tmux.server()
    close_view(tmux)
    tail.wait(LIMIT_S)
    server.wait(LIMIT_S)  # it was ours alone


def test_closing_leaves_the_users_own_sessions_alone(tmux: Tmux, log: Path) -> None:
    tmux.ask("new-session", "-d", "-s", f"{SESSION}-not", "cat")
    open_view(tmux, log)
    close_view(tmux)
    close_view(tmux)
    assert tmux.sessions() == {f"{SESSION}-not"}


def test_a_watched_window_stays_until_the_last_person_leaves(
    tmux: Tmux, log: Path, attach: Callable[[], Viewer]
) -> None:
    open_view(tmux, log)
    one, two = attach(), attach()
    tail = tmux.tail()
    append(log, "the end")
    close_view(tmux)
    two.sees("the end")
    one.leave()
    assert tmux.sessions() == {SESSION}
    two.leave()
    tail.wait(LIMIT_S)
    assert tmux.sessions() == set()


def test_a_follow_up_opens_the_window_again(tmux: Tmux, log: Path, attach: Callable[[], Viewer]) -> None:
    open_view(tmux, log)
    close_view(tmux)
    assert tmux.sessions() == set()
    open_view(tmux, log)
    attach()


def test_a_server_that_leaves_in_the_moment_of_the_opening_is_no_reason_for_no_window(tmux: Tmux, log: Path) -> None:
    """It takes a caller in after its last session has ended, and goes: what tmux says then is said by the first call here."""
    folder = tmux.home / "bin"
    folder.mkdir()
    words = (
        f'mkdir {folder}/called 2>&- || exec {shutil.which("tmux")} "$@"; echo server exited unexpectedly >&2; exit 1'
    )
    (folder / "tmux").write_text(f"#!/bin/sh\n{words}\n")
    (folder / "tmux").chmod(0o755)
    run(lambda: Views({**tmux.env, "PATH": f"{folder}:{tmux.env['PATH']}"}).open(JOB, log, "x"))
    assert tmux.sessions() == {SESSION}


def test_a_follow_up_keeps_the_window_that_somebody_still_watches(
    tmux: Tmux, log: Path, attach: Callable[[], Viewer]
) -> None:
    open_view(tmux, log)
    viewer, tail = attach(), tmux.tail()
    close_view(tmux)
    open_view(tmux, log)
    viewer.leave()
    assert tmux.tail() == tail


def test_a_session_that_exists_is_left_alone(tmux: Tmux, log: Path, caplog: pytest.LogCaptureFixture) -> None:
    open_view(tmux, log, "one")
    tail = tmux.tail()
    open_view(tmux, log, "two")
    assert tmux.tail() == tail
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_opening_and_closing_take_effect_in_the_order_of_the_calls(tmux: Tmux, log: Path) -> None:
    async def work() -> None:
        views = Views(tmux.env)
        for _ in range(5):
            await asyncio.gather(views.open(JOB, log, "x"), views.close(JOB))
            assert tmux.sessions() == set()

    run(work)


@pytest.mark.parametrize(
    "title",
    [
        "#(cd; touch pwned)",
        "##(cd; touch pwned)",
        "$(cd; touch pwned)",
        "#[fg=red]x",
        "a ; run-shell 'cd; touch pwned'",
        "x;",
        "\x1b]0;t\x07\n\0y",
    ],
)
def test_a_title_drives_neither_tmux_nor_the_terminal(
    tmux: Tmux, log: Path, attach: Callable[[], Viewer], title: str
) -> None:
    open_view(tmux, log, title)
    attach().leave()
    assert tmux.sessions() == {SESSION}
    assert [path.name for path in log.parent.rglob("pwned")] == []
    shown = tmux.ask("show-options", "-v", "-t", f"={SESSION}:", "@codex_agent_title")
    assert shown.isprintable()
    assert not {"#[", "#(", "#{"} & {shown[at : at + 2] for at in range(len(shown))}


def test_a_server_that_we_start_knows_no_secrets(tmux: Tmux, log: Path, attach: Callable[[], Viewer]) -> None:
    env = {**tmux.env, "LC_TIME": "C", "OPENAI_API_KEY": "sk-secret-of-the-test", "AWS_PROFILE": "p"}
    run(lambda: Views(env).open(JOB, log, "x"))
    attach()  # so that the tail runs, and is no more on its way from the server's program to its own
    for process in (tmux.server(), tmux.tail()):
        environment = process.environ()
        assert environment["LC_TIME"] == "C"
        assert "AWS_PROFILE" not in environment
        assert "sk-secret-of-the-test" not in environment.values()


def test_a_users_own_destroy_unattached_does_not_end_it(tmux: Tmux, log: Path) -> None:
    (tmux.home / ".tmux.conf").write_text("set -g destroy-unattached on\nset -g remain-on-exit on\n")
    open_view(tmux, log)
    assert tmux.sessions() == {SESSION}
    close_view(tmux)
    assert tmux.sessions() == set()


def test_inside_tmux_the_window_is_on_the_server_around_the_caller(tmux: Tmux, log: Path) -> None:
    around = tmux.home / "around.tmux"
    tmux.ask("new-session", "-d", "-s", "mine", "cat", socket=around)

    async def work() -> None:
        views = Views(tmux.env)
        await views.open(JOB, log, "x", {**tmux.env, "TMUX": f"{around},123,0"})
        assert tmux.sessions(around) == {"mine", SESSION}
        await views.close(JOB)

    run(work)
    assert tmux.sessions(around) == {"mine"}
    assert not tmux.default.exists()


def test_without_tmux_nothing_happens(tmux: Tmux, log: Path, caplog: pytest.LogCaptureFixture) -> None:
    views_env = {**tmux.env, "PATH": str(log.parent)}
    run(lambda: Views(views_env).open(JOB, log, "x"))
    run(lambda: Views(views_env).close(JOB))
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_without_a_server_closing_is_done(tmux: Tmux, caplog: pytest.LogCaptureFixture) -> None:
    close_view(tmux)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_socket_folder_that_cannot_be_used_is_logged_not_raised(
    tmux: Tmux, log: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tmux.default.parent.rmdir()
    tmux.default.parent.write_text("a file: also root cannot make a socket below it")
    open_view(tmux, log)
    close_view(tmux)
    assert [record for record in caplog.records if record.levelno == logging.WARNING]


def test_after_sigkill_of_the_server_no_tail_is_left_and_the_window_opens_again(tmux: Tmux, log: Path) -> None:
    open_view(tmux, log)
    server, tail = tmux.server(), tmux.tail()
    server.kill()
    server.wait(LIMIT_S)
    tail.wait(LIMIT_S)
    close_view(tmux)
    open_view(tmux, log)
    assert tmux.sessions() == {SESSION}


def test_a_stopped_server_holds_nothing_up_and_leaves_no_client(
    tmux: Tmux, log: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "REAP_S", LIMIT_S)  # a busy machine may take its time to end the client
    tmux.ask("new-session", "-d", "-s", "mine", "cat")
    server = tmux.server()

    async def work() -> None:
        await Views(tmux.env, time_limit_s=0.3).open(JOB, log, "x")
        assert psutil.Process().children() == []

    os.kill(server.pid, signal.SIGSTOP)
    try:
        run(work)
    finally:
        os.kill(server.pid, signal.SIGCONT)
    assert "did not answer" in caplog.text


def test_sixty_four_windows_at_once_take_one_tmux_each(tmux: Tmux, log: Path) -> None:
    bin_dir = tmux.home / "bin"
    bin_dir.mkdir()
    count = bin_dir / "count"
    (bin_dir / "tmux").write_text(f'#!/bin/sh\necho >> {count}\nexec {shutil.which("tmux")} "$@"\n')
    (bin_dir / "tmux").chmod(0o755)
    env = {**tmux.env, "PATH": f"{bin_dir}:{tmux.env['PATH']}"}
    jobs = [f"{number:08x}" for number in range(64)]

    async def work() -> None:
        views = Views(env)
        await asyncio.gather(*(views.open(job, log, "x") for job in jobs))
        assert tmux.sessions() == {f"codex-agent-{job}" for job in jobs}
        assert len(count.read_text()) == len(jobs)
        await asyncio.gather(*(views.close(job) for job in jobs))

    run(work)
    assert tmux.sessions() == set()
