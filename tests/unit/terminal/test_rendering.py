"""What a terminal's bytes mean: the screen that a person would see, the modes, the questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.terminal.rendering import HISTORY_LINES, Renderer
from codex_agent.terminal.sequences import PASTE, Scanner, answer, coloured

CHUNKS = st.lists(
    st.one_of(
        st.binary(max_size=20),
        st.sampled_from(
            [b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[2J", b"\x1b[H", b"\x1b[5;10r", b"\x1b]0;t\x07", b"\n", b"\x1bM"]
        ),
        st.binary(max_size=12).map(lambda data: b"\x1b[" + data + b"m"),
        st.binary(max_size=12).map(lambda data: b"\x1b[?" + data + b"h"),
    ),
    max_size=30,
)


def rendered(data: bytes) -> list[str]:
    renderer = Renderer()
    renderer.feed(data)
    return renderer.text()


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"one\r\ntwo\r\n", ["one", "two"]),
        (b"10%\r20%\r100%\r\n", ["100%"]),
        (b"\x1b[31mred\x1b[0m text", ["red text"]),
        ("\u4f60\u597d wide\r\n".encode(), ["\u4f60\u597d wide"]),
        ("e\u0301 combined".encode(), ["\u00e9 combined"]),
        (b"abc\x1b[2Dx", ["axc"]),
        (b"\x1b]0;a title\x07shown", ["shown"]),
        (b"\x1b[>4;2mplain\x1b[?u", ["plain"]),
        (b"\x1bP1$r0m\x1b\\after", ["after"]),
    ],
)
def test_a_screen_is_what_a_person_would_see(data: bytes, lines: list[str]) -> None:
    assert rendered(data) == lines


def test_the_alternate_screen_covers_the_main_one_and_gives_it_back() -> None:
    renderer = Renderer()
    renderer.feed(b"main\r\n$ \x1b[?1049h\x1b[Hfull screen")
    assert renderer.text() == ["full screen"]
    renderer.feed(b"\x1b[?1049lback")
    assert renderer.text() == ["main", "$ back"]


def test_what_scrolls_off_is_kept_up_to_a_bound() -> None:
    lines = [f"line {number}" for number in range(HISTORY_LINES + 500)]
    text = rendered("\r\n".join(lines).encode())
    assert text[-HISTORY_LINES:] == lines[-HISTORY_LINES:]
    assert len(text) < HISTORY_LINES + 50


def test_a_scroll_region_below_the_top_gives_nothing_to_the_scrollback() -> None:
    renderer = Renderer()
    renderer.feed(b"\x1b[2;4r\x1b[4;1H" + b"x\r\n" * 20)
    assert not renderer.history


@given(CHUNKS)
def test_no_bytes_make_the_renderer_raise(chunks: list[bytes]) -> None:
    renderer = Renderer()
    for chunk in chunks:
        renderer.feed(chunk)
    assert all(isinstance(line, str) for line in renderer.text())
    assert renderer.cursor >= (1, 1)


@given(CHUNKS, st.integers(1, 7))
def test_modes_and_questions_do_not_depend_on_how_the_bytes_arrive(chunks: list[bytes], size: int) -> None:
    data = b"".join(chunks) + b"\x1b[?2004h\x1b[6n"
    whole, pieces = Scanner(), Scanner()
    asked = whole.questions(data)
    parts = [question for at in range(0, len(data), size) for question in pieces.questions(data[at : at + size])]
    assert (pieces.modes, parts) == (whole.modes, asked)
    assert PASTE in whole.modes


def test_a_plain_terminal_answers_what_it_is_asked() -> None:
    assert answer(b"\x1b[5n") == b"\x1b[0n"
    assert answer(b"\x1b[?2026$p") == b"\x1b[?2026;0$y"
    assert (answer(b"\x1b]11;?\x07") or b"").startswith(b"\x1b]11;rgb:")
    assert answer(b"\x1b[6n") is None
    assert answer(b"\x1b[2J") is None


def test_coloured_text_can_only_colour() -> None:
    assert coloured("\x1b[31mred\x1b[0m\x1b[2J\x1b[?1049h\x1b]52;c;aGk=\x07\x07done\r\n") == "\x1b[31mred\x1b[0mdone\n"
