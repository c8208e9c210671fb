"""Where the client's own record of a session is, and what in it belongs to the session itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codex_agent.events import MessageRecorded
from codex_agent.providers.gemini import session_record

REAL = Path(__file__).parents[1] / "histories" / "forked.session.jsonl"
SESSION = "0a1b2c3d-1111-4222-8333-444455556666"


@pytest.fixture
def chats(tmp_path):
    folder = tmp_path / "tmp" / "project" / "chats"
    folder.mkdir(parents=True)
    return folder


def write(chats, name, session, size=0):
    path = chats / name
    path.write_text(json.dumps({"sessionId": session}) + "\n" + "x" * size)
    return path


def test_the_file_with_the_history_is_the_larger_one_of_those_with_the_whole_id(chats, tmp_path):
    history = write(chats, "session-2026-01-01T10-00-0a1b2c3d.jsonl", SESSION, 500)
    opening = write(chats, "session-2026-01-01T10-07-0a1b2c3d.jsonl", SESSION, 20)
    write(chats, "session-2026-01-02T10-00-0a1b2c3d.jsonl", SESSION.replace("6666", "7777"), 9000)
    write(chats, "session-2026-01-02T10-00-ffffffff.jsonl", SESSION, 9000)
    (chats / "session-2026-01-03T10-00-0a1b2c3d.jsonl").write_bytes(b"\xff not json\n")
    assert session_record.find(tmp_path, SESSION) == str(history)
    assert sorted(session_record.files(tmp_path, SESSION)) == [history, opening]


@pytest.mark.parametrize("session", ["", "*", "../../x", "no-such-session", SESSION])
def test_a_session_without_a_file_has_none(chats, tmp_path, session):
    assert session_record.find(tmp_path, session) is None


def test_the_messages_that_a_fork_began_with_are_not_its_own():
    data = REAL.read_bytes()
    begin = session_record.imported_bytes(REAL)
    said = [
        [
            event.text
            for line in part.splitlines()
            for event in session_record.parse(line)
            if isinstance(event, MessageRecorded)
        ]
        for part in (data[:begin], data[begin:])
    ]
    assert said == [["echo: first"], ["echo: forked"]]


def test_a_record_without_a_note_of_its_own_is_all_history(tmp_path):
    (tmp_path / "s").write_text('{"sessionId":"x"}\n{"type":"gemini","content":"old"}\n')
    assert session_record.imported_bytes(tmp_path / "s") == (tmp_path / "s").stat().st_size
