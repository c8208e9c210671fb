"""What a session was told: claims that many processes make at once, and whose claims a cleared session takes over."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from codex_agent import telling


def test_each_key_is_claimed_by_one(tmp_path: Path) -> None:
    """Each claim opens the file anew, as another process would."""
    many, keys = 8, [f"{number:08x}.1" for number in range(300)]
    barrier = threading.Barrier(many)

    def take() -> list[str]:
        barrier.wait()
        return [key for one in keys for key in telling.claim(str(tmp_path), "s", [one])]

    with ThreadPoolExecutor(many) as pool:
        futures = [pool.submit(take) for _ in range(many)]
        taken = [key for future in futures for key in future.result()]
    assert sorted(taken) == keys
    assert telling.told(str(tmp_path), "s") == set(keys)


def test_a_line_that_a_crash_cut_off_is_no_claim_of_another_key(tmp_path: Path) -> None:
    (tmp_path / "s.told").write_text("aaaaaaaa.1\nbbbbbb")
    assert telling.claim(str(tmp_path), "s", ["bbbbbbbb.1", "aaaaaaaa.1"]) == ["bbbbbbbb.1"]
    assert telling.told(str(tmp_path), "s") >= {"aaaaaaaa.1", "bbbbbbbb.1"}


def test_after_clear_the_earlier_ids_of_the_same_client_are_known(tmp_path: Path) -> None:
    where = str(tmp_path)
    telling.begin(where, "one", client=7, cleared=False)
    telling.begin(where, "two", client=7, cleared=True)
    telling.begin(where, "three", client=7, cleared=True)
    telling.begin(where, "other", client=8, cleared=False)
    assert telling.ids_of(where, "three") == ["three", "two", "one"]
    assert telling.ids_of(where, "other") == ["other"]


def test_a_client_that_starts_anew_with_the_same_number_inherits_nothing(tmp_path: Path) -> None:
    where = str(tmp_path)
    telling.begin(where, "one", client=7, cleared=False)
    telling.begin(where, "new", client=7, cleared=False)
    assert telling.ids_of(where, "new") == ["new"]


def test_one_waiter_for_a_session(tmp_path: Path) -> None:
    first = telling.waiter(str(tmp_path), "s")
    assert first is not None
    assert telling.waiter(str(tmp_path), "s") is None
    os.close(first)
    second = telling.waiter(str(tmp_path), "s")
    assert second is not None
    os.close(second)


def test_what_nobody_has_touched_for_a_month_is_swept(tmp_path: Path) -> None:
    telling.claim(str(tmp_path), "old", ["a.1"])
    telling.claim(str(tmp_path), "new", ["a.1"])
    long_ago = time.time() - telling.KEPT_S - 1
    (tmp_path / "old.hint.77.tmp").touch()
    for path in tmp_path.glob("old.*"):
        os.utime(path, (long_ago, long_ago))
    telling.sweep(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["new.told"]


def test_what_others_keep_in_the_folder_is_not_swept(tmp_path: Path) -> None:
    theirs = ["notes", "notes.md", "session.jsonl", "told", "a.b.told", ".told.swp"]
    long_ago = time.time() - telling.KEPT_S - 1
    for name in theirs:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (long_ago, long_ago))
    telling.sweep(str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(theirs)


def test_a_session_that_still_waits_is_not_swept(tmp_path: Path) -> None:
    """Its file is made once, however long the session lives."""
    (tmp_path / "s.waiter").touch()
    long_ago = time.time() - telling.KEPT_S - 1
    os.utime(tmp_path / "s.waiter", (long_ago, long_ago))
    waits = telling.waiter(str(tmp_path), "s")
    assert waits is not None
    telling.sweep(str(tmp_path))
    assert telling.waiter(str(tmp_path), "s") is None
    os.close(waits)


def test_what_was_told_is_known_however_often_a_session_is_cleared(tmp_path: Path) -> None:
    where = str(tmp_path)
    for number in range(50):
        telling.begin(where, f"s{number}", client=7, cleared=number > 0)
    ids = telling.ids_of(where, "s49")
    assert (ids[0], ids[1], ids[-1], len(ids)) == ("s49", "s48", "s0", telling.IDS)


def test_a_relative_folder_of_the_plugin_is_not_made_where_one_happens_to_be() -> None:
    assert telling.folder({"CLAUDE_PLUGIN_DATA": "data"}, "/state") == "/state/sessions"
    assert telling.folder({"CLAUDE_PLUGIN_DATA": "/data"}, "/state") == "/data/sessions"


def test_files_and_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    telling.claim(str(tmp_path / "made"), "s", ["a.1"])
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "made" / "s.told").stat().st_mode & 0o777 == 0o600
