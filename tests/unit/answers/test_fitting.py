from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import codex_agent
from codex_agent.answers import fitting, schema

FINDINGS = schema.load(
    (Path(codex_agent.__file__).parent / "schemas" / "findings.schema.json").read_bytes(), "findings"
)
CHECK = schema.validator(FINDINGS)
FINDING = {
    "severity": "critical",
    "title": "It loses data",
    "file": "src/a.py",
    "line_start": 3,
    "line_end": 4,
    "evidence": "x = 1",
    "fix": "x = 2",
}


def misfits(answer: Any) -> tuple[str, ...]:
    return fitting.fit(CHECK, answer if isinstance(answer, str) else json.dumps(answer)).misfits


def of(**changes: Any) -> dict[str, Any]:
    changed = {key: value for key, value in {**FINDING, **changes}.items() if value is not ...}
    return {"findings": [FINDING, changed], "summary": "all of it"}


def test_an_answer_that_fits_is_handed_on_without_its_fence():
    text = json.dumps(of(line_start=None, line_end=None))
    assert fitting.fit(CHECK, f"```json\n{text}\n```\n") == fitting.Fit(text)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (of(severity="high"), '$.findings[1].severity: "high" is not one of "critical", "important", "minor"'),
        (of(severity=...), '$.findings[1]: "severity" is missing'),
        (of(severity=..., fix=...), '$.findings[1]: "severity", "fix" are missing'),
        (of(score=9), '$.findings[1]: "score" is no key of this object'),
        (of(line_start=0), '$.findings[1].line_start: 0 is against "minimum": 1'),
        (of(line_start="3"), '$.findings[1].line_start: "3" is not of type "integer" or "null"'),
        (of(title="two\nlines"), '$.findings[1].title: "two\\nlines" is against "pattern": "^[^\\\\n\\\\r]{1,160}$"'),
        (of(title=""), '$.findings[1].title: "" is against "pattern"'),
        (of(title="x" * 161), '$.findings[1].title: "xxxx'),
        ([], '$: [] is not of type "object"'),
        ("", "$: the answer is empty"),
        ("I found nothing.", "$: not JSON: Expecting value at line 1, column 1"),
        ('{"findings": [], "summary": "cut o', "$: not JSON: Unterminated string"),
        ('{"findings": [], "findings": [], "summary": ""}', '$: the key "findings" stands twice in one object'),
        ('{"findings": NaN, "summary": ""}', "$: not JSON: NaN is no number"),
        ("[" * 50_000, "$: nested deeper than 100 levels"),
    ],
)
def test_what_does_not_fit_is_said_with_its_exact_place(answer, words):
    (found,) = misfits(answer)
    assert found.startswith(words)


def test_several_places_are_all_named_and_bounded():
    answer = {"findings": [of(severity="x")["findings"][1] for _ in range(5000)], "summary": "s"}
    found = misfits(answer)
    assert len(found) == fitting.MISFITS
    assert found[:2] == tuple(
        f'$.findings[{n}].severity: "x" is not one of "critical", "important", "minor"' for n in (0, 1)
    )


def test_of_alternatives_the_deepest_misfit_is_named():
    check = schema.validator({"properties": {"a": {"anyOf": [{"type": "null"}, {"type": "integer", "minimum": 5}]}}})
    assert fitting.fit(check, '{"a": 3}').misfits == ('$.a: 3 is against "minimum": 5',)


def test_keywords_without_words_of_their_own_are_named_as_they_stand():
    check = schema.validator(
        {"properties": {"a": False, "b": {"const": 1}, "c": {"uniqueItems": True}, "d": {"format": "email"}}}
    )
    assert fitting.fit(check, '{"a": 1, "b": 2, "c": [1, 1], "d": "x"}').misfits == (
        "$: 1 must not be here",  # jsonschema does not tell where a schema `false` met it
        "$.b: 2 is not 1",
        '$.c: [1, 1] is against "uniqueItems": true',
    )


def test_a_huge_wrong_value_makes_no_huge_words():
    check = schema.validator({"properties": {"a": {"type": "integer"}}})
    (found,) = fitting.fit(check, json.dumps({"a": ["x" * 1000] * 1000})).misfits
    assert len(found) < 300


def test_an_answer_that_is_too_long_is_not_looked_into():
    begin = time.monotonic()
    assert fitting.too_long("é" * 15_000_000) == "$: the answer has 30,000,000 bytes, at most 4,000,000 are read"
    assert fitting.too_long("x" * 4_000_000) is None
    assert time.monotonic() - begin < 60


@given(st.text())
def test_any_text_is_judged_and_what_fits_can_be_read_back(text):
    found = fitting.fit(schema.validator({}), text)
    if not found.misfits:
        json.dumps(json.loads(found.text), allow_nan=False)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_words_about_a_misfit_are_one_line_that_a_file_can_hold(value):
    for words in fitting.explained(CHECK, value):
        assert "\n" not in words
        assert words.encode()
