from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from codex_agent.errors import AgentError, Exit
from codex_agent.prompts.findings import Finding, Merged, Severity
from codex_agent.prompts.merging import merge
from codex_agent.reports import open_findings
from codex_agent.sources import tracking


def found(*titles: str) -> tuple[Merged, ...]:
    return merge([("risk", [Finding(Severity.MINOR, title, f"{title}.py", 1, 1, "", "") for title in titles])])


def test_a_new_file_is_the_users_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    path = tracking.place(tmp_path, "feature/Größe #1", None, tmp_path)
    assert path == tmp_path / "docs/reviews/feature-größe-1.md"
    old = os.umask(0o027)
    try:
        assert tracking.add(path, "now", found("one")).added == 1
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o664)
        assert tracking.add(path, "later", found("one", "two"))[1:] == (1, 1, 0)
        assert stat.S_IMODE(path.stat().st_mode) == 0o664
    finally:
        os.umask(old)
    assert [path.name for path in path.parent.iterdir()] == ["feature-größe-1.md"]


def test_nothing_found_makes_no_file_and_nothing_new_touches_none(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "x.md"
    assert tracking.add(path, "now", ()).added == 0
    assert not path.parent.exists()
    tracking.add(path, "now", found("one"))
    before = path.stat()
    tracking.add(path, "later", found("one"))
    assert path.stat() == before


def test_parallel_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    writers = [
        threading.Thread(target=tracking.add, args=(path, "now", found(f"fault{n}", "shared"))) for n in range(16)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    titles = sorted(finding.title for finding in open_findings(path.read_text()))
    assert titles == sorted(["shared", *(f"fault{n}" for n in range(16))])


def test_a_link_is_neither_read_nor_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("key")
    root = tmp_path / "repo"
    (root / "docs/reviews").mkdir(parents=True)
    path = root / "docs/reviews/main.md"
    path.symlink_to(secret)
    with pytest.raises(AgentError):
        tracking.add(path, "now", found("one"))
    assert (secret.read_text(), path.is_symlink()) == ("key", True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "other" / "docs").mkdir(parents=True)
    (tmp_path / "other/docs/reviews").symlink_to(outside)
    with pytest.raises(AgentError, match="leads out"):
        tracking.place(tmp_path / "other", "main", None, tmp_path)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * (tracking.MAX_BYTES + 1)])
def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(data)
    with pytest.raises(AgentError, match=r"x\.md"):
        tracking.add(path, "now", found("one"))
    assert path.read_bytes() == data


def test_a_named_file_is_relative_to_where_one_stands_and_no_folder(tmp_path: Path) -> None:
    assert tracking.place(tmp_path, "main", "notes/x.md", tmp_path / "sub") == tmp_path / "sub/notes/x.md"
    with pytest.raises(AgentError) as caught:
        tracking.place(tmp_path, "main", ".", tmp_path)
    assert caught.value.exit_code == Exit.USAGE


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("a file")
    with pytest.raises(AgentError, match="cannot write"):
        tracking.add(tmp_path / "docs" / "x.md", "now", found("one"))
