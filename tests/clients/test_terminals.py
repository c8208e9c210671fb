"""Background terminals: real programs in real pseudo-terminals, driven by the installed command."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from fleet import COMMAND
from screens import Screen

from codex_agent import processes
from codex_agent.terminal.rawlog import SEGMENT_BYTES

if TYPE_CHECKING:
    from fleet import Fleet

ROUNDS = int(os.environ.get("CODEX_AGENT_TEST_ROUNDS", "1"))
PRINTED_LINES = 400_000 * min(ROUNDS, 5)  # of 108 bytes: 43 MB, or 216 for the full figure
HOLDER_BYTES = 100_000_000  # the bound that the documents state


def ran(fleet: Fleet, *command: str, flags: tuple[str, ...] = ()) -> str:
    done = fleet.run("run", *flags, "--", *command)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().split()[2]


def python(fleet: Fleet, text: str, *flags: str) -> str:
    """A Python program in a terminal; it says `up` first, and its id is returned when that was seen."""
    return ran(fleet, sys.executable, "-c", f"print('up', flush=True)\n{text}", flags=("--until", "^up", *flags))


def captured(fleet: Fleet, job: str, *words: str) -> str:
    done = fleet.run("capture", job, *words, "--clean")
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def holder_of(fleet: Fleet, job: str) -> psutil.Process:
    return psutil.Process(int(fleet.json("status", job)["job"]["agent_pid"]))


@pytest.mark.parametrize(
    ("line", "code", "status", "exit_code"),
    [("echo done", 0, "completed", 0), ("echo no; exit 3", 1, "failed", 3), ("kill -9 $$", 1, "failed", 137)],
)
def test_the_commands_own_code_is_kept(fleet: Fleet, line: str, code: int, status: str, exit_code: int) -> None:
    job = ran(fleet, "sh", "-c", line)
    assert fleet.run("await-turn", job).returncode == code
    fleet.run("kill", job)  # returns when the end is recorded
    told = fleet.json("status", job)["job"]
    assert (told["status"], told["exit_code"], told["mode"], told["provider"]) == (
        status,
        exit_code,
        "terminal",
        "terminal",
    )
    assert processes.tree(job, []) == set()


def test_what_cannot_run_is_refused_before_anything_starts(fleet: Fleet) -> None:
    assert fleet.run("run", "--", "no-such-program").returncode == 2
    assert fleet.run("run", "--until", "(", "--", "true").returncode == 2
    assert fleet.run("run", "-d", "/no/such/folder", "--", "true").returncode == 2
    assert fleet.json("jobs", "--all")["jobs"] == []


def test_until_returns_with_the_line_and_the_command_goes_on(fleet: Fleet) -> None:
    done = fleet.run("run", "--until", r"listening on \d+", "--", "sh", "-c", "echo booting; echo listening on 80; cat")
    first, line = done.stdout.decode().splitlines()
    assert (done.returncode, line) == (0, "listening on 80")
    assert fleet.json("status", first.split()[2])["job"]["status"] == "running"
    missed = fleet.run("run", "--until", "never", "--", "echo", "something else")
    assert missed.returncode == 1
    assert b"before a line matched" in missed.stderr


def test_messages_are_typed_and_ctrl_c_is_one_of_them(fleet: Fleet) -> None:
    text = "try: print('got', input(), flush=True); input()\nexcept KeyboardInterrupt: print('stopped')"
    job = python(fleet, text)
    assert fleet.run("send", job, "a word").stdout == b"Turn: 1\n"
    watch = fleet.popen("watch", job)
    assert watch.stdout is not None
    for line in watch.stdout:
        if b"got a word" in line:
            break
    assert fleet.run("interrupt", job).returncode == 0
    assert fleet.run("await-turn", job).returncode == 0
    assert "stopped" in captured(fleet, job)
    out, _ = watch.communicate(timeout=60)
    assert (watch.returncode, b"stopped" in out) == (0, True)
    assert fleet.run("send", job, "too late").returncode == 1


def test_a_paste_is_one_where_the_program_takes_pastes(fleet: Fleet) -> None:
    text = (
        "import os, sys, tty\ntty.setraw(0)\nos.write(1, b'\\x1b[?2004hready\\r\\n')\ndata = b''\n"
        "while not data.endswith(b'\\r'): data += os.read(0, 100)\nprint(repr(data), end='\\r\\n')"
    )
    job = python(fleet, text)
    other = fleet.popen("watch", job)
    assert other.stdout is not None
    for line in other.stdout:
        if b"ready" in line:
            break
    fleet.run("send", job, "two\nlines")
    assert fleet.run("await-turn", job).returncode == 0
    other.communicate(timeout=60)
    assert r"b'\x1b[200~two\nlines\x1b[201~\r'" in captured(fleet, job)


def test_a_program_that_asks_its_terminal_is_answered(fleet: Fleet) -> None:
    text = (
        "import os, tty\ntty.setraw(0)\nos.write(1, b'\\x1b[3;5H\\x1b[6n')\n"
        "data = b''\nwhile not data.endswith(b'R'): data += os.read(0, 100)\n"
        "os.write(1, b'\\x1b[c')\nwhile not data.endswith(b'c'): data += os.read(0, 100)\nprint(repr(data))"
    )
    job = python(fleet, text)
    assert fleet.run("await-turn", job).returncode == 0
    assert r"\x1b[3;5R\x1b[?62;22c" in captured(fleet, job)


def test_a_program_that_prints_without_end_is_bounded_and_captured_right(fleet: Fleet) -> None:
    printed = f"for n in range({PRINTED_LINES}): print(f'{{n:7}} {{line}}')"
    text = f"line = 'x' * 99\n{printed}\nprint('the last line', flush=True)\ninput()"
    done = fleet.run("run", "--until", "^the last line", "--", sys.executable, "-c", text)
    assert done.returncode == 0, done.stderr
    job = done.stdout.decode().split()[2]
    shown = captured(fleet, job, "3").splitlines()
    assert [line[:7].strip() for line in shown] == [str(PRINTED_LINES - 2), str(PRINTED_LINES - 1), "the las"]
    status = Path(f"/proc/{holder_of(fleet, job).pid}/status")
    if status.exists():
        peak_kb = int(status.read_text().split("VmHWM:")[1].split()[0])
        assert peak_kb * 1024 < HOLDER_BYTES
    kept = sum(fleet.home.screen(job, segment).stat().st_size for segment in (0, 1))
    assert SEGMENT_BYTES <= kept <= 2 * SEGMENT_BYTES
    assert fleet.run("kill", job).returncode == 0


def test_a_program_that_never_reads_blocks_nobody(fleet: Fleet) -> None:
    job = ran(fleet, "sleep", "300")
    lines = b"yyyyyyyyy\n" * 90_000  # whole lines: the kernel throws away what is too long for one
    full = fleet.run("send", job, "-", stdin=lines)
    assert full.returncode == 0, full.stderr
    refused = fleet.run("send", job, "-", stdin=lines)
    assert (refused.returncode, b"does not read" in refused.stderr) == (1, True)
    assert fleet.json("status", job)["job"]["status"] == "running"
    assert fleet.run("kill", job).returncode == 0
    assert processes.tree(job, []) == set()


def test_a_program_that_ignores_everything_is_killed_with_its_children(fleet: Fleet) -> None:
    text = (
        "import os, signal, subprocess, time\nfor n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP): signal.signal(n, signal.SIG_IGN)\n"
        "subprocess.Popen(['sleep', '300'], start_new_session=True)\nprint('armed', flush=True)\nwhile True: time.sleep(300)"
    )
    job = ran(fleet, sys.executable, "-c", text, flags=("--until", "armed"))
    assert fleet.run("interrupt", job).returncode == 0
    assert fleet.json("status", job)["job"]["status"] == "running"
    assert fleet.run("kill", job).returncode == 0
    assert fleet.json("status", job)["job"]["status"] == "killed"
    assert processes.tree(job, []) == set()


def test_the_alternate_screen_is_shown_while_it_is_there(fleet: Fleet) -> None:
    text = (
        "import sys\nsys.stdout.write('before\\n\\x1b[?1049h\\x1b[2J\\x1b[Hfull screen\\n')\nsys.stdout.flush()\ninput()\n"
        "sys.stdout.write('\\x1b[?1049lafter\\n')\nsys.stdout.flush()\ninput()"
    )
    job = ran(fleet, sys.executable, "-c", text, flags=("--until", "full screen"))
    assert captured(fleet, job) == "full screen\n"
    fleet.run("send", job, "")
    fleet.run("send", job, "go")
    assert fleet.run("send", job, "on").returncode == 0
    assert fleet.run("await-turn", job).returncode == 0
    assert captured(fleet, job).startswith("up\nbefore\nafter") or captured(fleet, job).startswith("before\nafter")


def test_a_hundred_messages_from_eight_processes_are_typed_once_in_the_order_of_the_journal(fleet: Fleet) -> None:
    cat = 'stty -echo; echo up; while read -r x && [ "$x" != end ]; do echo "$x"; done'
    job = ran(fleet, "sh", "-c", cat, flags=("--until", "up"))
    sent = [f"message {number}" for number in range(100)]
    with ThreadPoolExecutor(8) as pool:
        assert {done.returncode for done in pool.map(lambda text: fleet.run("send", job, text), sent)} == {0}
    assert fleet.run("send", job, "end").returncode == 0
    assert fleet.run("await-turn", job).returncode == 0  # what was typed is one thing, what was printed another
    typed = [line for line in captured(fleet, job, "1000").splitlines() if line.startswith("message")]
    rows = fleet.json("journal", "--limit", "10000")["journal"]
    assert [*typed, "end"] == [row["text"] for row in rows if row["kind"] == "message"]
    assert sorted(typed) == sorted(sent)


def test_the_death_of_supervisors_types_nothing_twice_and_loses_no_end(fleet: Fleet) -> None:
    def work(number: int) -> None:
        job = ran(
            fleet,
            "sh",
            "-c",
            "stty -echo; echo up; while read x && [ $x != end ]; do echo got $x; done",
            flags=("--until", "up"),
        )
        for k in range(6 * ROUNDS):
            assert fleet.run("send", job, f"{number}.{k}").returncode == 0
        assert fleet.run("send", job, "end").returncode == 0
        assert fleet.run("await-turn", job).returncode == 0
        got = [line for line in captured(fleet, job, "1000").splitlines() if line.startswith("got")]
        assert got == [f"got {number}.{k}" for k in range(6 * ROUNDS)]

    with fleet.mortal_supervisors(0.05, 0.5) as killed, ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert killed


def test_a_killed_holder_is_told_as_it_is_and_nothing_is_left(fleet: Fleet) -> None:
    job = ran(fleet, "sh", "-c", "trap '' HUP; echo shown; sleep 300", flags=("--until", "shown"))
    holder = processes.identify(holder_of(fleet, job).pid)
    assert holder is not None
    assert processes.kill_and_wait(holder, 10)
    done = fleet.json("await-turn", job)
    assert (done["job"]["status"], done["error"]["class"]) == ("failed", "crashed")
    assert captured(fleet, job) == "shown\n"
    assert fleet.run("kill", job).returncode == 0
    assert processes.tree(job, []) == set()


def test_sixteen_terminals_at_once(fleet: Fleet) -> None:
    def one(number: int) -> None:
        job = ran(fleet, "sh", "-c", f"echo {number}; read x; echo $x")
        assert fleet.run("send", job, f"word {number}").returncode == 0
        assert fleet.run("await-turn", job).returncode == 0
        assert captured(fleet, job, "1") == f"word {number}\n"

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(one, range(16)))


def test_delete_leaves_no_file(fleet: Fleet) -> None:
    job = ran(fleet, "echo", "hello")
    assert fleet.run("await-turn", job).returncode == 0
    fleet.run("kill", job)
    assert fleet.run("delete", job).returncode == 0
    assert list(fleet.home.jobs_dir.glob(f"{job}*")) == []


def test_a_person_attaches_types_and_leaves(fleet: Fleet) -> None:
    job = python(fleet, "while (x := input()) != 'end': print('got', x, flush=True)")
    screen: Any = Screen(fleet, *COMMAND, "attach", job)
    screen.press(b"typed ahead\r")  # before it listens
    screen.await_text("Ctrl-] leaves")
    screen.await_text("got typed ahead")
    screen.press(b"typed by hand\r")
    screen.await_text("got typed by hand")
    fleet.run("send", job, "by a program")
    screen.await_text("got by a program")
    screen.press(b"at the last moment\r\x1dnot for it\r")  # read in one piece
    assert screen.end() == 0
    assert fleet.json("status", job)["job"]["status"] == "running"
    fleet.run("send", job, "end")
    assert fleet.run("await-turn", job).returncode == 0
    assert "got at the last moment" in captured(fleet, job)
    assert "not for it" not in captured(fleet, job)
    assert fleet.run("attach", job).returncode == 1


def test_a_command_in_a_terminal_may_start_agents(fleet: Fleet) -> None:
    job = ran(fleet, *COMMAND, "start", "-w", "hello")
    done = fleet.run("await-turn", job)
    assert done.returncode == 0, done.stdout
    assert "echo: hello" in captured(fleet, job)
