"""Generated Markdown, mostly broken."""

from __future__ import annotations

from hypothesis import strategies as st

# Lines that open, close, continue, interrupt or underline something; together they make every trap of block structure.
PIECES = [
    "", "", "", "text", "text", "more words", "Title", "===", "---", "--", "  ---", "***", "# One", "## Two", "###### Six", "####### seven",
    "#tag", "  ## Indented", "    # code", "\t# tab", "#", "# ", "## closed ##", "```", "```mermaid", "````", "~~~", "  ```", "   ~~~ x",
    "    ```", "- item", "- # in a list", "-", "- ```", "  text", "  # in an item", "  ```", "   # deeper", "1. first", "2) second",
    "   ```", "   text", "> quote", "> # quoted", "> ```", ">", "> - a", "- > b", "<div>", "</div>", "<!-- note", "-->", "<!-- a --> b",
    "<details><summary>", "<script>", "</script>", "<pre>", "</PRE>", "<?php", "?>", "<![CDATA[", "]]>", "<!DOCTYPE x", "a > b", "<b>", "<b",
    "| a | b |", "|---|---|", "| c | d |", "a | b", "--- | ---", "[a]: /x", "[b]:", "/y 'title", "title'", "[c]: <x> \"t\"", "[a]", "\\# no",
    "&amp;", "\u00a0# no", "\f# no", "\f", "\x00", " ", "\t", "---\t", "=== ===", "* * *", "- - -", "+", "<x-y>", "  <div>", "  -->",
]  # fmt: skip
LINES = st.lists(st.sampled_from(PIECES) | st.text("#=-`~<>!|[]: \tax\n0.", max_size=6), max_size=24)
TEXTS = st.builds(
    lambda lines, end, last: end.join(lines) + last,
    LINES,
    st.sampled_from(["\n"] * 5 + ["\r\n", "\r"]),
    st.sampled_from(["", "\n"]),
)
