from __future__ import annotations

import contextlib
import json
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import codex_agent
from codex_agent.answers import schema, strict
from codex_agent.errors import AgentError, Exit

FINDINGS = Path(codex_agent.__file__).parent / "schemas" / "findings.schema.json"

GOOD = [
    '{"type": "object"}',
    "{}",
    '{"properties": {"$ref": {"type": "string"}}}',  # a property of that name
    '{"const": {"$ref": "http://elsewhere.example/x"}}',  # data
    '{"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"type": "string"}}}',
    '{"properties": {"child": {"$ref": "#"}}}',
    '{"$anchor": "root", "properties": {"child": {"$ref": "#root"}}}',
    '{"$id": "https://e.example/a", "$defs": {"b": {"$id": "b", "type": "object"}}, "properties": {"z": {"$ref": "b"}}}',
    '{"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"x": {}}, "properties": {"a": {"$ref": "#/definitions/x"}}}',
    '{"$schema": "https://json-schema.org/draft/2020-12/schema", "prefixItems": [{}]}',
]

BAD = [
    ('{"type": "object",', "line 1, column 19"),
    ('{\n  "type": object\n}', "line 2, column 11"),
    ("[1]", r"a JSON object, not \[1\]"),
    ("true", "a JSON object, not true"),
    ('{"type": "array", "items": {}}', 'must be of type "object", not "array"'),
    ('{"type": ["object", "null"]}', 'must be of type "object"'),
    ('{"properties": {"a": {"type": "strin"}}}', r"\$\.properties\.a\.type"),
    ('{"required": "a"}', r'\$\.required: "a" is not of type "array"'),
    ('{"properties": {"a": {"pattern": "("}}}', r'\$\.properties\.a\.pattern: "\(" is no "regex"'),
    ('{"$schema": "http://elsewhere.example/mine"}', "is no known draft"),
    ('{"$schema": 5}', "is no known draft"),
    ('{"properties": {"a": {"$ref": "http://127.0.0.1/x.json"}}}', 'reference "http://127.0.0.1/x.json" leads to no place'),
    ('{"additionalProperties": {"$ref": "file:///etc/passwd"}}', "leads to no place"),
    ('{"items": {"anyOf": [{"$dynamicRef": "#nowhere"}]}}', "leads to no place"),
    ('{"$ref": "#/strange/place", "strange": {"place": {"$ref": "other.json"}}}', "leads to no place"),
    ('{"properties": {"a": {"$ref": "#/$defs/b"}}}', "leads to no place"),
    ('{"properties": {"a": {"$ref": "https://json-schema.org/draft/2020-12/schema"}}}', "leads to no place"),
    ('{"$ref": "#"}', "refers to itself without an end"),
    ('{"allOf": [{"anyOf": [{"$ref": "#"}]}]}', "refers to itself without an end"),
    ('{"a": 1, "a": 2}', 'the key "a" stands twice'),
    ('{"maximum": NaN}', "NaN"),
    ('{"maximum": 1e999}', "too large"),
    ('{"title": "\\ud800"}', "surrogate"),
    ("\ufeff{}", "BOM"),
    ('{"a":' * 101 + "1" + "}" * 101, "deeper than 100"),
    ('{"title": "' + "x" * schema.SCHEMA_BYTES + '"}', "at most 1,000,000"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a schema made a connection: {arguments}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("text", GOOD)
def test_a_schema_that_can_be_held_against_an_answer_is_taken_as_it_stands(text):
    assert schema.load(text, "s.json") == schema.load(text.encode(), "s.json") == json.loads(text)


@pytest.mark.parametrize(("text", "words"), BAD, ids=[text[:40] for text, _ in BAD])
def test_any_other_is_a_usage_error_that_says_where(text, words):
    with pytest.raises(AgentError, match=words) as refused:
        schema.load(text, "s.json")
    assert refused.value.exit_code is Exit.USAGE
    assert refused.value.message.startswith("s.json: ")


def test_bytes_that_are_no_utf8_are_refused():
    with pytest.raises(AgentError, match="not UTF-8"):
        schema.load(b"\xff\xfe{}", "s.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["object", "string", "#", "#/a", "x", "^a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "properties", "items", "$ref", "anyOf", "required", "enum", "$id", "$defs", "a"]),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(JSON)
def test_any_json_is_taken_or_refused_with_words_and_never_breaks(value):
    try:
        loaded = schema.load(json.dumps(value), "s")
    except AgentError:
        return
    strict.notice(loaded)
    with contextlib.suppress(RecursionError):  # a property that refers to itself: only an answer that has it tells
        schema.validator(loaded).is_valid({"a": [{}]})


def test_our_own_schema_for_findings_is_one_that_strict_mode_takes():
    assert strict.notice(schema.load(FINDINGS.read_bytes(), "findings")) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"additionalProperties": True}, '$: "additionalProperties" must be false'),
        ({"required": []}, '$: "required" must name every property; "a" is missing'),
        ({"type": None}, '$: "type" must be "object"'),
        ({"anyOf": []}, '$: "anyOf" cannot stand at the root'),
        ({"properties": {"a": {}}}, '$.properties.a: it has no "type"'),
        ({"properties": {"a": True}}, "$.properties.a: a schema must be an object"),
        ({"properties": {"a": {"type": "array"}}}, '$.properties.a: "items" is missing'),
        ({"properties": {"a": {"type": "object"}}}, '$.properties.a: "additionalProperties" must be false'),
        ({"properties": {"a": {"type": "array", "items": {"oneOf": []}}}}, '$.properties.a.items: "oneOf" is not supported'),
        ({"properties": {"a": {"anyOf": [{"type": "string", "default": ""}]}}}, '$.properties.a.anyOf[0]: "default" is not supported'),
        ({"properties": {"a": {"type": "string", "format": "uri"}}}, '$.properties.a: "format": "uri" is not supported'),
        ({"properties": {"a": {"$ref": "#", "description": "d"}}}, '$.properties.a: beside "$ref" nothing else may stand'),
        ({"$defs": {"b": {"type": ["object", "null"]}}}, '$.$defs.b: "additionalProperties" must be false'),
    ],
)  # fmt: skip
def test_what_strict_mode_refuses_is_said_with_its_place(change, words):
    fine = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False}
    assert strict.notice(fine) is None
    changed = {key: value for key, value in {**fine, **change}.items() if value is not None}
    said = strict.notice(changed)
    assert said is not None
    assert words in said


def test_a_long_list_of_refusals_is_cut():
    many = {"type": "object", "properties": {f"p{n}": {} for n in range(30)}}
    assert str(strict.notice(many)).endswith("(and 27 more)")
