from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.prompts.showing import bounded, name, one_line, visible

ANY = st.text(st.characters(codec=None), max_size=300)  # halves of characters too


@given(ANY, st.integers(1, 50))
def test_a_line_is_one_line_of_bounded_length_that_every_stream_takes(text: str, chars: int) -> None:
    line = one_line(text, chars)
    assert len(line) <= chars
    assert len(line.splitlines()) <= 1
    line.encode()


@given(ANY)
def test_nothing_that_is_shown_drives_a_terminal(text: str) -> None:
    for shown in (visible(text), bounded(text, 20)):
        shown.encode()
        assert not any((ord(char) < 32 and char not in "\n\t") or 127 <= ord(char) < 160 for char in shown)


@given(ANY)
def test_a_name_is_one_line_and_names_one_file_alone(path: str) -> None:
    shown = name(path)
    shown.encode()
    assert len(shown.splitlines()) <= 1
    assert shown.isprintable()


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_names_are_never_shown_alike(a: str, b: str) -> None:
    assert (name(a) == name(b)) == (a == b)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred\x1b[0m\nb", "ared b"),
        ("\x1b]8;;http://evil\x07click\x1b]8;;\x07", "click"),
        ("x\u202egnp.exe", "xgnp.exe"),
        ("a\u2028b\x85c", "a bc"),
        ("word " * 100_000, "word word…"),
    ],
)
def test_a_hostile_text_is_shown_without_its_tricks(text: str, shown: str) -> None:
    assert one_line(text, 10) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [("a b.py", "a b.py"), ("ü.py", "ü.py"), ("a\nb", '"a\\012b"'), ("x -> y", '"x -> y"'), ("caf\udce9", '"caf\\351"'), (" a", '" a"')],
)  # fmt: skip
def test_a_name_is_quoted_only_where_it_could_be_taken_for_something_else(path: str, shown: str) -> None:
    assert name(path) == shown


def test_what_is_cut_off_is_counted() -> None:
    assert bounded("a" * 12, 10) == "a" * 10 + "\n[2 more characters]"
