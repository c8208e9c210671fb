from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from codex_agent.prompts.files import SourceFile, render, shown

NAMES = st.text(min_size=1, max_size=30) | st.sampled_from(
    ["a.py", "```", "</files>", '"x"', " x", "a\nFile: b", "\udcff"]
)
CONTENTS = st.text(max_size=200) | st.lists(st.sampled_from(["```", "````py", "File: x", "</files>", "text", ""])).map(
    "\n".join
)


@given(st.lists(st.tuples(NAMES, CONTENTS), max_size=4))
def test_a_markdown_reader_sees_one_block_for_each_file_under_its_own_path(files: list[tuple[str, str]]) -> None:
    text = render(SourceFile(path, content, 0) for path, content in files)
    blocks = [token for token in MarkdownIt().parse(text) if token.type == "fence"]
    assert len(blocks) == len(files)
    lines = re.sub("\r\n?", "\n", text).split("\n")  # as a Markdown reader counts them
    for block, (path, content) in zip(blocks, files, strict=True):
        assert block.map is not None
        assert lines[block.map[0] - 1] == f"File: {shown(path)}"
        if not any(end in content for end in "\r\0"):  # which a Markdown reader changes
            assert block.content.rstrip("\n") == content.rstrip("\n")


@given(st.lists(st.tuples(NAMES, CONTENTS), max_size=4))
def test_every_content_stands_in_the_text_unbroken_and_in_order(files: list[tuple[str, str]]) -> None:
    text = render(SourceFile(path, content, 0) for path, content in files)
    at = 0
    for path, content in files:
        at = text.index(f"File: {shown(path)}\n", at)
        at = text.index("\n" + content, at) + len(content)


@given(NAMES)
def test_a_path_is_one_line_that_opens_and_closes_nothing_and_can_be_read_back(path: str) -> None:
    line = shown(path)
    assert line.isprintable()
    assert not set("<>`") & set(line)
    assert (json.loads(line) if line.startswith('"') else line) == path
    line.encode()


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("src/app/[id]/page.tsx", "src/app/[id]/page.tsx"),
        ("dir with spaces/ä.py", "dir with spaces/ä.py"),
        ("a\nb", r'"a\nb"'),
        ("trailing ", '"trailing "'),
        ("</files>", r'"\u003c/files\u003e"'),
        ('"quoted"', r'"\"quoted\""'),
    ],
)
def test_an_ordinary_path_stays_as_it_is_and_an_odd_one_becomes_json(path: str, line: str) -> None:
    assert shown(path) == line


@pytest.mark.parametrize(
    ("path", "info"),
    [
        ("a.py", "py"),
        ("x/b.test.ts", "ts"),
        ("Makefile", ""),
        ("x.d/Makefile", ""),
        ("a.P Y", ""),
        ("c.`", ""),
        ("d.py\n", ""),
    ],
)
def test_the_suffix_tells_the_language(path: str, info: str) -> None:
    assert render([SourceFile(path, "x", 1)]).split("\n")[1] == f"```{info}"


def test_no_files_are_no_text() -> None:
    assert render([]) == ""
