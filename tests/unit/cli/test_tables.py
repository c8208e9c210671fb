"""Rows for people."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.cli.tables import Column, count, cut, duration, one_line, show


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0.0s"),
        (340, "0.3s"),
        (1000, "1s"),
        (59_999, "59s"),
        (60_000, "1m00s"),
        (192_000, "3m12s"),
        (3_599_999, "59m59s"),
        (3_900_000, "1h05m"),
        (86_400_000, "1d00h"),
        (273_600_000, "3d04h"),
    ],
)
def test_a_duration_is_said_as_people_say_it(ms: int, words: str) -> None:
    assert duration(ms) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.0k"),
        (12_345, "12.3k"),
        (999_949, "999.9k"),
        (999_950, "1.0M"),
        (4_500_000, "4.5M"),
    ],
)
def test_a_count_fits_into_six_characters(number: int, words: str) -> None:
    assert count(number) == words


@given(st.text())
def test_one_line_is_one_line_without_control_characters(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert all(char >= " " and char != "\x7f" and not "\x80" <= char <= "\x9f" for char in line)


@given(st.text(), st.integers(1, 50))
def test_what_is_cut_is_never_longer_than_asked(text: str, chars: int) -> None:
    assert len(cut(text, chars)) <= chars


def test_columns_line_up_and_empty_ones_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    columns = (Column("NAME"), Column("EMPTY"), Column("N", right=True), Column("TEXT"))
    show(columns, [("a", "", "1", "x"), ("long name", "", "1000", "y\nz")])
    assert capsys.readouterr().out.splitlines() == [
        "NAME          N  TEXT",
        "a             1  x",
        "long name  1000  y z",
    ]


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


COLUMNS = (Column("ID"), Column("STATUS", styles={"failed": "red"}), Column("TEXT"))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a terminal of 60 columns gets for some rows."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def draw(*rows: tuple[str, ...]) -> str:
        terminal = Terminal()
        with contextlib.redirect_stdout(terminal):
            show(COLUMNS, rows)
        return terminal.getvalue()

    return draw


def test_a_terminal_gets_colour_and_lines_that_fit(drawn: Callable[..., str]) -> None:
    text = drawn(("aaaa0001", "failed", "word " * 40))
    assert "\x1b[31mfailed" in text
    plain_lines = [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()]
    assert len(plain_lines) == 2
    assert max(map(len, plain_lines)) <= 60
    assert plain_lines[1].endswith("…")


def test_no_color_leaves_the_colour_out(drawn: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = drawn(("aaaa0001", "failed", "x"))
    assert "failed" in text
    assert "\x1b[3" not in text


def test_cells_are_text_and_never_markup(drawn: Callable[..., str]) -> None:
    text = drawn(("aaaa0001", "failed", "[blink]:smile:[/blink] \x1b[2J"))
    assert "[blink]:smile:[/blink]" in text
    assert "\x1b[2J" not in text
