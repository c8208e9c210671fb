from __future__ import annotations

import tomllib

from hypothesis import example, given, settings
from hypothesis import strategies as st

from codex_agent.providers.codex.toml import toml_array, toml_string

TEXT = st.text(st.sampled_from("a.b =#'\"\\/[]{},\n\r\t\0\x1f\x7f\x85\u2028é🎉\ufeff"))


@settings(deadline=None)
@given(TEXT)
@example('a"b\\c\n\t\x00\x7f\u2028é🎉]}=\'""" ')
def test_any_text_comes_back_as_a_value_and_as_a_key(text):
    assert tomllib.loads(f"x={toml_string(text)}") == {"x": text}
    assert tomllib.loads(f"x={{{toml_string(text)}={{a=1}}}}") == {"x": {text: {"a": 1}}}


@settings(deadline=None)
@given(st.lists(TEXT))
def test_any_list_comes_back(texts):
    assert tomllib.loads(f"x={toml_array(texts)}") == {"x": texts}
