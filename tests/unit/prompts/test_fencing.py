from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from codex_agent.prompts.fencing import fenced
from codex_agent.prompts.tokens import estimate

LINES = st.lists(
    st.sampled_from(["```", "````", "~~~", "``` x", "text", "", "  ```", "</files>", "`" * 9]), max_size=12
)


@given(LINES.map("\n".join))
def test_a_markdown_reader_sees_one_code_block_with_the_content_whatever_it_holds(content: str) -> None:
    tokens = MarkdownIt().parse(fenced(content, "py"))
    assert [(token.type, token.info) for token in tokens] == [("fence", "py")]
    assert tokens[0].content.rstrip("\n") == content.rstrip("\n")


@given(st.text())
def test_the_content_stands_in_the_block_once_and_unbroken(content: str) -> None:
    inside = fenced(content).split("\n", 1)[1].rpartition("`" * 3)[0].rstrip("`")
    assert inside == content or inside == content + "\n"


@given(st.text(), st.text())
def test_an_estimate_never_shrinks_when_text_is_added(first: str, second: str) -> None:
    assert estimate(first + second) >= max(estimate(first), estimate(second))
    assert estimate("") == 0
