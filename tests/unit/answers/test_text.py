from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.answers.text import DEPTH, NotJson, parse, place, shown, unfenced, whole

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
def test_every_json_text_is_read_as_it_was_written(value, indent, ascii_only):
    assert parse(json.dumps(value, indent=indent, ensure_ascii=ascii_only)) == value


@given(st.text(st.sampled_from('{}[]":,0123456789.eE-+ntrufalsINy \n\\\ud800')))
def test_any_text_is_read_or_refused(text):
    try:
        value = parse(text)
    except NotJson:
        return
    assert parse(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1,\n "b": }', "line 2, column 7"),
        ("", "line 1, column 1"),
        ("{} {}", "Extra data at line 1, column 4"),
        ('{"a": NaN}', "NaN is no number"),
        ("[-Infinity]", "-Infinity is no number"),
        ('{"a": 1e999}', "1e999 is too large"),
        ("1" * 5000, "too many digits"),
        ('{"a": {"b": 1, "c": 2, "b": 3}}', 'the key "b" stands twice'),
        ("[" * (DEPTH + 1) + "]" * (DEPTH + 1), f"deeper than {DEPTH}"),
        ("[" * 100_000 + "]" * 100_000, f"deeper than {DEPTH}"),
        ('{"a":' * 100_000, f"deeper than {DEPTH}"),
    ],
)
def test_what_no_reader_would_take_alike_is_refused_with_its_place(text, words):
    with pytest.raises(NotJson, match=words):
        parse(text)


def test_the_allowed_depth_is_read():
    assert parse("[" * DEPTH + "]" * DEPTH)


FENCED = ["```json\n{}\n```", "```\n{}\n```", "  \n```JSON\r\n{}\r\n```\n\n", "~~~json\n{}\n~~~", "````json\n{}\n````", "```json\n{}\n````",
          "\ufeff{}", "\n {} \n", "```json\n\n {} \n\n```"]  # fmt: skip


@pytest.mark.parametrize("text", FENCED)
def test_one_fence_around_everything_is_taken_off(text):
    assert unfenced(text) == "{}"


@pytest.mark.parametrize(
    "text",
    ["Here it is:\n```json\n{}\n```", "```json\n{}\n```\nDone.", "```json\n{}", "```json {} ```", "``\n{}\n``", "````\n{}\n```", "`", "```",
     "```a`b\n{}\n```"],
)  # fmt: skip
def test_a_fence_that_does_not_enclose_everything_stays(text):
    assert unfenced(text) == text


@given(VALUES, st.sampled_from(["```", "````", "~~~"]))
def test_a_fenced_value_is_found_whatever_it_holds(value, fence):
    text = json.dumps(value, indent=1)
    assert parse(unfenced(f"{fence}json\n{text}\n{fence}")) == value


@given(st.text())
def test_taking_a_fence_off_ends_with_any_text(text):
    assert unfenced(text) in text


def test_places_read_like_code():
    assert place(()) == "$"
    assert place(("findings", 2, "severity")) == "$.findings[2].severity"
    assert place(("a b", "", 'say "x"', "ключ")) == '$["a b"][""]["say \\"x\\""]["ключ"]'


def test_half_a_surrogate_pair_can_be_shown_and_written():
    assert shown("\ud800") == '"\\ud800"'
    assert not whole({"a": ["\ud800"]})
    assert whole({"a": ["\U0001f389"]})


def test_a_long_value_is_cut():
    assert shown("x" * 500, 20) == '"' + "x" * 18 + "…"
