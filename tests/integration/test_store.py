"""The store under many processes at once, on full and read-only disks, and its moves by compare and set."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_agent import database
from codex_agent.errors import AgentError, Exit
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, JobState, RefusedEvent, TurnEvent, TurnState
from codex_agent.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

STRESS_S = float(os.environ.get("CODEX_AGENT_TEST_STRESS_S", "3"))  # 20 for the full figure
PROCESSES = 50
LOAD = Path(__file__).with_name("store_load.py")
SPEC = JobSpec(cwd="/w", prompt="task")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "state.db")
    yield opened
    opened.close()


def add(store: Store, job: str = "aaaaaaaa") -> str:
    store.add_job(job, f"token-{job}", SPEC, host="here", now=1.0)
    return job


def test_a_new_job_is_queued_with_its_first_turn(store: Store) -> None:
    job = store.job(add(store))
    assert (job.state, job.turn.n, job.turn.state, job.queued_turns) == (JobState.QUEUED, 1, TurnState.QUEUED, 0)


def test_a_move_writes_its_journal_row_in_the_same_transaction(store: Store) -> None:
    job = add(store)
    with store.change(job) as change:
        change.job_event(JobEvent.ADMITTED, at=2.0)
        change.turn_event(1, TurnEvent.STARTED, at=2.0)
    kinds = [(row["kind"], row["text"]) for row in store.query("SELECT kind, text FROM journal ORDER BY seq")]
    assert kinds == [("job", "created"), ("job", "admitted"), ("turn", "started")]


def test_a_refused_event_leaves_nothing_behind(store: Store) -> None:
    job = add(store)
    with pytest.raises(RefusedEvent), store.change(job) as change:
        change.job_event(JobEvent.ADMITTED, at=2.0)
        change.turn_event(1, TurnEvent.ANSWERED, at=2.0)
    assert store.job(job).state is JobState.QUEUED
    assert len(store.query("SELECT * FROM journal")) == 1


def test_a_prefix_finds_its_job_and_an_ambiguous_one_is_refused(store: Store) -> None:
    add(store, "abcd1234")
    add(store, "abcd5678")
    assert store.resolve("abcd1") == "abcd1234"
    with pytest.raises(AgentError) as ambiguous:
        store.resolve("abcd")
    assert ambiguous.value.exit_code is Exit.USAGE
    with pytest.raises(AgentError) as unknown:
        store.resolve("ffff")
    assert unknown.value.exit_code is Exit.NOT_FOUND


def test_only_an_ended_turn_is_marked_as_read_and_once(store: Store) -> None:
    job = add(store)
    store.mark_read(job, 1, 5.0)
    assert store.job(job).turn.read_at is None
    with store.change(job) as change:
        change.turn_event(1, TurnEvent.KILLED, at=6.0)
    store.mark_read(job, 1, 7.0)
    store.mark_read(job, 1, 8.0)
    assert store.job(job).turn.read_at == 7.0


def test_a_newer_store_is_refused_and_left_alone(store: Store, tmp_path: Path) -> None:
    store.query("PRAGMA user_version=99")
    for opening in (Store.open, Store.open_readonly):
        with pytest.raises(AgentError, match="newer codex-agent"):
            opening(tmp_path / "state.db")


@pytest.mark.parametrize("version", range(1, len(database.MIGRATIONS)))
def test_a_store_of_an_older_version_can_be_read(tmp_path: Path, version: int) -> None:
    path = tmp_path / "state.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("PRAGMA journal_mode=wal")
        old.executescript("".join(database.MIGRATIONS[:version]) + f"PRAGMA user_version={version};")
        spec = json.dumps(SPEC.as_json())
        old.execute(
            "INSERT INTO jobs (id, token, spec, state, cwd, created_at) VALUES ('aa', 't', ?, 'queued', '/', 1)", [spec]
        )
        old.execute("INSERT INTO turns (job, n, token, state, created_at) VALUES ('aa', 1, 't', 'queued', 1)")
    read = Store.open_readonly(path)
    assert read is not None
    assert read.job("aa").turn.state is TurnState.QUEUED
    with pytest.raises(AgentError):
        read.delete("aa")
    read.close()


def test_a_damaged_store_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"no database " * 1000)
    with pytest.raises(AgentError, match="damaged"):
        Store.open(path)
    assert path.read_bytes() == b"no database " * 1000


def test_the_store_is_for_its_owner_alone(store: Store, tmp_path: Path) -> None:
    add(store)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}, modes


def test_fifty_processes_lose_no_update_and_see_no_torn_row(store: Store, tmp_path: Path) -> None:
    job = add(store)

    def load(role: str) -> subprocess.Popen[str]:
        words = [sys.executable, str(LOAD), role, str(tmp_path / "state.db"), job, str(STRESS_S)]
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    running = [load(role) for role in ("write", "read") * (PROCESSES // 2)]
    said = [(process.communicate(timeout=STRESS_S + 60), process.returncode) for process in running]
    assert [code for _, code in said] == [0] * PROCESSES, [err for (_, err), code in said if code]
    counts = [int(out) for (out, _), _ in said]
    assert min(counts) > 0
    acknowledged = sum(counts[::2])
    assert store.query("SELECT exit_code FROM jobs")[0]["exit_code"] == acknowledged


def test_fifty_first_opens_at_once_all_succeed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from codex_agent.store import Store; sys.stdin.read();"
        " Store.open(Path(sys.argv[1])).close()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "state.db")]
    opened = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(PROCESSES)]
    for process in opened:
        assert process.stdin is not None
    for process in opened:
        process.stdin.close()  # type: ignore[union-attr]  # asserted above
    results = [(process.wait(60), process.stderr.read()) for process in opened]  # type: ignore[union-attr]  # a pipe
    for process in opened:
        process.stderr.close()  # type: ignore[union-attr]  # a pipe
    assert results == [(0, b"")] * PROCESSES


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB of its own. Only root can mount one."""
    if os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("a small file system can be mounted by root on Linux alone")
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "small", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_and_loses_nothing_that_was_acknowledged(small_disk: Path) -> None:
    store = Store.open(small_disk / "state.db")
    job = add(store)
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    acknowledged = 0
    with pytest.raises(AgentError, match="is full"):
        while True:
            store.note("next", "n" * 2000, now=1.0, session=None, cwd=None)
            acknowledged += 1
    filler.unlink()
    store.note("next", "after", now=2.0, session=None, cwd=None)
    store.close()
    again = Store.open(small_disk / "state.db")
    assert again.query("SELECT count(*) AS n FROM journal WHERE kind = 'next'")[0]["n"] == acknowledged + 1
    assert again.job(job).state is JobState.QUEUED
    again.close()


def test_a_read_only_home_can_be_read_and_says_why_it_cannot_be_written(small_disk: Path) -> None:
    store = Store.open(small_disk / "state.db")
    job = add(store)
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        read = Store.open_readonly(small_disk / "state.db")
        assert read is not None
        assert read.job(job).id == job
        read.close()
        with pytest.raises(AgentError) as refused:
            Store.open(small_disk / "state.db")
        assert refused.value.code == "read_only_home"
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
