from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from codex_agent.prompts.correction import BEGINNING_CHARS, SCHEMA_CHARS, prompt

MISFIT = '$.findings[2].severity: "high" is not one of "critical", "important", "minor"'
TEXT = st.text(st.sampled_from('ab`~{}"\n\r\t -#é🎉'), max_size=400)


def test_it_names_each_place_and_asks_for_the_json_alone():
    text = prompt([MISFIT, "$.a: no"], '{"findings": []}', '{"type": "object"}')
    assert f"\n\n- {MISFIT}\n- $.a: no\n\n" in text
    assert '```\n{"findings": []}\n```' in text
    assert "reply with the JSON alone" in text
    assert text.endswith('```json\n{"type": "object"}\n```')


def test_an_empty_answer_is_called_one():
    assert prompt(["$: the answer is empty"], "", "{}").startswith("The answer was empty. It cannot be used")


def test_a_schema_that_is_too_long_to_repeat_is_left_to_the_client():
    assert "The schema:" not in prompt([MISFIT], "x", "x" * (SCHEMA_CHARS + 1))


@given(TEXT, TEXT.map(lambda text: f"{{{text}"))
def test_neither_answer_nor_schema_can_leave_its_block(answer, schema):
    blocks = [
        token.content.strip() for token in MarkdownIt().parse(prompt([MISFIT], answer, schema)) if token.type == "fence"
    ]
    beginning = " ".join(answer.split())
    expected = [part for part in (beginning, schema.replace("\r\n", "\n").replace("\r", "\n").strip()) if part]
    assert len(blocks) == len(expected)
    assert blocks[-1:] == expected[-1:]


@given(st.text(min_size=10 * BEGINNING_CHARS))
def test_a_long_answer_is_quoted_by_its_beginning(answer):
    assert len(prompt([MISFIT], answer, "")) < 1000
