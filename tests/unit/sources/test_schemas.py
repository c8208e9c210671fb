from __future__ import annotations

import json
from pathlib import Path

import pytest

from codex_agent.answers import schema, strict
from codex_agent.errors import AgentError, Exit
from codex_agent.sources import schemas


def test_a_file_is_sent_as_it_stands_under_its_name(tmp_path: Path) -> None:
    text = '{ "type" : "object",\r\n "title": "é" }\n'
    (tmp_path / "my schema.json").write_bytes(text.encode())
    assert schemas.read(str(tmp_path / "my schema.json")) == {"name": "my schema.json", "text": text}


def test_a_byte_order_mark_which_the_client_does_not_take_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_bytes(b"\xef\xbb\xbf{}")
    assert schemas.read(str(tmp_path / "s.json"))["text"] == "{}"


@pytest.mark.parametrize("name", schemas.BUILT_IN)
def test_ours_are_known_by_name_and_good(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("something else")
    found = schemas.read(name)
    assert found["name"] == name
    assert strict.notice(schema.load(found["text"], name)) is None
    assert schemas.read(f"./{name}")["text"] == "something else"


def test_the_findings_have_no_scores_and_bounded_titles() -> None:
    entry = json.loads(schemas.read("findings")["text"])["properties"]["findings"]["items"]
    assert list(entry["properties"]) == ["severity", "title", "file", "line_start", "line_end", "evidence", "fix"]
    assert entry["properties"]["severity"]["enum"] == ["critical", "important", "minor"]
    assert "160" in entry["properties"]["title"]["pattern"]


@pytest.mark.parametrize("named", ["none.json", ".", "", "a\0b", "x" * 5000, "latin", "README/x"])
def test_what_cannot_be_read_is_a_usage_error(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "latin").write_bytes(b'{"title": "\xe9"}')
    with pytest.raises(AgentError) as refused:
        schemas.read(named)
    assert (refused.value.code, refused.value.exit_code) == ("bad_schema", Exit.USAGE)


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(10**12)
    assert len(schemas.read(str(tmp_path / "huge"))["text"]) < schema.SCHEMA_BYTES + 10
