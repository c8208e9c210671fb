from __future__ import annotations

import json
from pathlib import Path

import pytest

from codex_agent.events import FilesChanged, RateLimitsSeen
from codex_agent.providers.codex import rollout

THREAD = "01a1fbc2-04ff-7993-a60b-3ed2992d3dc2"  # born 2026-11-21T01:39 UTC
OTHER = "01a1fbc2-04ff-7993-a60b-3ed2992d3dc3"


def make(home: Path, day: str, thread: str = THREAD, stamp: str = "2026-11-21T01-39-18") -> str:
    folder = home / "sessions" / day
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"rollout-{stamp}-{thread}.jsonl"
    path.touch()
    return str(path)


def event(kind: str, **payload: object) -> bytes:
    return json.dumps({"type": "event_msg", "payload": {"type": kind, **payload}}).encode()


@pytest.mark.parametrize("day", ["2026/11/21", "2026/11/20", "2026/11/22", "2025/01/01"])
def test_a_thread_is_found_whatever_the_local_date_was(tmp_path, day):
    make(tmp_path, "2026/11/21", OTHER)
    path = make(tmp_path, day)
    assert rollout.find(str(tmp_path), THREAD) == path


def test_the_days_of_its_birth_are_all_that_is_read(tmp_path, monkeypatch):
    path = make(tmp_path, "2026/11/21")
    read = []
    glob = Path.glob
    monkeypatch.setattr(Path, "glob", lambda self, pattern: read.append((str(self), pattern)) or glob(self, pattern))
    assert rollout.find(str(tmp_path), THREAD) == path
    assert len(read) == 1


@pytest.mark.parametrize("thread", ["../../etc/passwd", "*", "", "x", THREAD + "/..", "0" * 31])
def test_what_is_no_thread_id_touches_no_path(tmp_path, thread, monkeypatch):
    make(tmp_path, "2026/11/21")
    monkeypatch.setattr(Path, "glob", lambda *_: pytest.fail("looked"))
    assert rollout.find(str(tmp_path), thread) is None


def test_an_id_of_another_kind_is_searched_everywhere(tmp_path):
    thread = "6f0d2a52-6a7e-4c0e-9a53-0d5c2f3f9a11"
    path = make(tmp_path, "2025/03/03", thread)
    assert rollout.find(str(tmp_path), thread) == path


def test_a_thread_without_a_file_has_none(tmp_path):
    assert rollout.find(str(tmp_path), THREAD) is None


def test_a_count_without_numbers_is_no_event():
    assert rollout.parse(event("token_count", info=None, rate_limits=None)) == ()


def test_limits_are_reported_only_if_there_are_any():
    empty = {"limit_id": "codex", "primary": None, "secondary": None}
    full = {**empty, "primary": {"used_percent": 12.5}}
    assert rollout.parse(event("token_count", info=None, rate_limits=empty)) == ()
    (seen,) = rollout.parse(event("token_count", info=None, rate_limits=full))
    assert isinstance(seen, RateLimitsSeen)
    assert json.loads(seen.limits_json) == full


def test_a_move_names_both_paths():
    change = {"type": "update", "unified_diff": "", "move_path": "/w/to"}
    line = event("item_completed", item={"type": "FileChange", "status": "completed", "changes": {"/w/from": change}})
    assert rollout.parse(line) == (FilesChanged((("/w/from", "delete"), ("/w/to", "add"))),)


def test_an_end_in_the_rollout_is_not_the_end_of_the_turn():
    assert rollout.parse(event("task_complete", last_agent_message="x", error={"message": "y"})) == ()
