"""Files that grow."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent import following
from codex_agent.following import Follower, Lines, blocks, tail_start


def tail(path: Path, lines: int) -> bytes:
    end = path.stat().st_size
    return b"".join(blocks(path, tail_start(path, lines, end), end))


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        (b"", 3, b""),
        (b"a", 1, b"a"),
        (b"a\nb\nc\n", 1, b"c\n"),
        (b"a\nb\nc", 2, b"b\nc"),
        (b"a\nb\nc\n", 3, b"a\nb\nc\n"),
        (b"a\nb\nc\n", 9, b"a\nb\nc\n"),
        (b"\n\n\n", 2, b"\n\n"),
    ],
)
def test_the_last_lines_are_the_last_lines(tmp_path: Path, text: bytes, lines: int, expected: bytes) -> None:
    path = tmp_path / "log"
    path.write_bytes(text)
    assert tail(path, lines) == expected


@given(
    text=st.lists(st.sampled_from([b"\n", b"a", b"bc", b"\n\n"]), max_size=30).map(b"".join), lines=st.integers(1, 12)
)
def test_any_block_size_finds_the_same_tail(tmp_path_factory: pytest.TempPathFactory, text: bytes, lines: int) -> None:
    path = tmp_path_factory.mktemp("tail") / "log"
    path.write_bytes(text)
    whole = text.splitlines(keepends=True)
    for size in (1, 2, 3, 64):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(following, "BLOCK_BYTES", size)
            assert tail(path, lines) == b"".join(whole[-lines:])


def test_a_line_without_end_is_cut_where_memory_would_not_hold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "TAIL_BYTES", 100)
    path = tmp_path / "log"
    path.write_bytes(b"x" * 1000)
    assert tail(path, 1) == b"x" * 100


def test_a_file_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert tail_start(tmp_path / "none", 5, 100) == 0
    assert list(blocks(tmp_path / "none", 0, 100)) == []


def test_a_follower_gives_each_byte_once_and_none_beyond_the_end_it_was_told(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"one two three")
    follower = Follower(path, 4)
    assert b"".join(follower.new(7)) == b"two"
    assert b"".join(follower.new(7)) == b""
    assert b"".join(follower.new(3)) == b""
    assert b"".join(follower.new(13)) == b" three"


@given(st.lists(st.binary(max_size=8)))
def test_lines_come_whole_however_the_bytes_were_cut(pieces: list[bytes]) -> None:
    lines = Lines()
    found = [line for piece in pieces for line in lines.feed(piece)]
    assert found == b"".join(pieces).split(b"\n")[:-1]
