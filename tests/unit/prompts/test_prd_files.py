"""The paths of a PRD, however they are written down."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codex_agent.prompts.prd import check, parse


def listed(content: str) -> list[str]:
    """The paths below "Files to Modify", each that may be missing with a question mark."""
    return [f"{file.path}{'?' * file.optional}" for file in parse(f"# T\n\n## Files to Modify\n\n{content}\n").files]


def said(content: str, *there: str) -> list[str]:
    """What a check says about the section: severity and message."""
    prd = parse(f"# T\n\n## Files to Modify\n\n{content}\n")
    return [f"{one.severity}: {one.message}" for one in check(prd, set(there).__contains__) if one.line > 1]


@pytest.mark.parametrize(
    ("entry", "paths"),
    [
        ("src/a.py", ["src/a.py"]),
        ("src/a.py - what changes in b.py", ["src/a.py"]),
        ("src/a.py: what changes", ["src/a.py"]),
        ("src/a.py \N{EM DASH} what changes", ["src/a.py"]),
        ("src/a.py\N{EN DASH}glued", ["src/a.py"]),
        ("src/a.py what changes", ["src/a.py"]),
        ("src/a.py (the parser)", ["src/a.py"]),
        ("src/a.py.", ["src/a.py"]),
        ("`src/a.py` - calls `b/c.py`", ["src/a.py"]),
        ("`src/a.py`: `Parser.read`", ["src/a.py"]),
        ("**src/a.py**: bold", ["src/a.py"]),
        ("**`src/a.py`** - bold code", ["src/a.py"]),
        ("**src/a.py:** bold colon", ["src/a.py"]),
        ("[src/a.py](../../src/a.py) - link", ["src/a.py"]),
        ("[`src/a.py`](x)", ["src/a.py"]),
        ("[the parser](src/a.py) - link", ["src/a.py"]),
        ('"src/a.py"', ["src/a.py"]),
        ("./src/a.py", ["src/a.py"]),
        ("././/src/a.py", ["src/a.py"]),
        ("src/a.py:12", ["src/a.py"]),
        ("`src/a.py:12-40` - there", ["src/a.py"]),
        ("src/a.py#L12-L40", ["src/a.py"]),
        ("[ ] src/a.py", ["src/a.py"]),
        ("[x] `src/a.py` - done", ["src/a.py"]),
        ("src/a.py, src/b.py - both", ["src/a.py", "src/b.py"]),
        ("src/a.py,src/b.py", ["src/a.py", "src/b.py"]),
        ("`src/a.py`, `src/b.py` and `src/c.py`: all", ["src/a.py", "src/b.py", "src/c.py"]),
        ("`src/a.py` and its tests", ["src/a.py"]),
        ("src/a.py and src/b.py", ["src/a.py", "src/b.py"]),
        ("`src/a.py`/`src/b.py`", ["src/a.py", "src/b.py"]),
        ("`src/a.py`, `Foo` and more", ["src/a.py"]),
        ("`foo/bar()` in `src/a.py`", ["src/a.py"]),
        ("The parser in `src/a.py`", ["src/a.py"]),
        ("`read()` in `src/a.py`", ["src/a.py"]),
        ("`Makefile` - a target", ["Makefile"]),
        ("Makefile - a target", ["Makefile"]),
        ("LICENSE", ["LICENSE"]),
        ("`package.json` + lockfile", ["package.json"]),
        ("\N{PAGE FACING UP} `src/a.py` (new)", ["src/a.py?"]),
        ("[MODIFY] src/a.py", ["src/a.py"]),
        ("**Modify** `src/a.py`", ["src/a.py"]),
        ("In `src/a.py`: more", ["src/a.py"]),
        ("`src/a.py`, lines 10-40", ["src/a.py"]),
        (".gitignore", [".gitignore"]),
        ("`.github/workflows/ci.yml`", [".github/workflows/ci.yml"]),
        ("`bin/run`", ["bin/run"]),
        ("src/auth/ - all of it", ["src/auth/"]),
        ("`docs/my notes.md` - spaces", ["docs/my notes.md"]),
        ("app/[id]/page.tsx - brackets", ["app/[id]/page.tsx"]),
        ("`app/(auth)/page.tsx`", ["app/(auth)/page.tsx"]),
        ("src/__init__.py", ["src/__init__.py"]),
        ("__init__.py", ["__init__.py"]),
        ("README.md", ["README.md"]),
        ("src/héllo.py", ["src/héllo.py"]),
        ("a.test.ts", ["a.test.ts"]),
        ("src/a.py <!-- not b.py -->", ["src/a.py"]),
        ("new/thing.py", ["new/thing.py"]),
        # what need not be there
        ("src/a.py (new)", ["src/a.py?"]),
        ("src/a.py [new] - why", ["src/a.py?"]),
        ("`src/a.py` (NEW FILE): why", ["src/a.py?"]),
        ("src/a.py (**new**)", ["src/a.py?"]),
        ("src/a.py | **New** | 2", ["src/a.py?"]),
        ("(new) src/a.py", ["src/a.py?"]),
        ("[new] `src/a.py`", ["src/a.py?"]),
        ("New: src/a.py", ["src/a.py?"]),
        ("**New:** `src/a.py` - why", ["src/a.py?"]),
        ("Create `src/a.py`", ["src/a.py?"]),
        ("src/a.py - new file with the store", ["src/a.py?"]),
        ("src/a.py - new", ["src/a.py?"]),
        ("src/a.py: the store (new)", ["src/a.py?"]),
        ("src/a.py (to be created)", ["src/a.py?"]),
        ("src/a.py (deleted)", ["src/a.py?"]),
        ("Delete src/a.py", ["src/a.py?"]),
        ("src/a.py -> src/b.py", ["src/a.py?", "src/b.py?"]),
        ("`src/a.py` → `src/b.py`", ["src/a.py?", "src/b.py?"]),
        ("src/a.py (new), src/b.py", ["src/a.py?", "src/b.py"]),
        ("src/a.py, src/b.py (new)", ["src/a.py", "src/b.py?"]),
        ("src/a.py, src/b.py - new", ["src/a.py?", "src/b.py?"]),
        # and what only sounds like it
        ("src/a.py - new retry logic", ["src/a.py"]),
        ("src/a.py - adds (newest first)", ["src/a.py"]),
        ("Modify: src/a.py", ["src/a.py"]),
        ("Update `src/a.py` - x", ["src/a.py"]),
        ("src/a.py - `(new)` in the text", ["src/a.py"]),
    ],
)
def test_an_entry(entry: str, paths: list[str]) -> None:
    assert listed(f"- {entry}") == paths
    assert listed(f"1. {entry}\n\n   More about `x/y.py`.") == paths


def test_what_stands_below_an_entry_describes_it() -> None:
    assert listed("- src/a.py\n  - `Config.load` changes\n  - other/b.py is called\n- src/c.py") == [
        "src/a.py",
        "src/c.py",
    ]
    assert said("- src/a.py\n  - add a function", "src/a.py") == []


def test_a_group_names_its_files_below() -> None:
    content = "- Backend:\n  - src/a.py - x\n  - Tests\n    - `tests/b.py` (new)\n- Frontend\n  - web/c.ts"
    assert listed(content) == ["src/a.py", "tests/b.py?", "web/c.ts"]
    assert said(content, "src/a.py", "web/c.ts") == []


def test_a_table_lists_one_file_a_row() -> None:
    content = (
        "| Path | Change |\n|---|---|\n| src/a.py | the parser |\n| `src/b.py` | new |\n| src/c.py | (new) store |"
    )
    assert listed(content) == ["src/a.py", "src/b.py?", "src/c.py?"]


def test_below_sub_headings_and_without_the_code_blocks() -> None:
    assert listed("### Backend\n\n- a.py\n\n### Frontend\n\n- b.ts\n\n```\n- c.py\n```") == ["a.py", "b.ts"]


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../x.py",
        "src/../../x.py",
        "~/x.py",
        "~root/.bashrc",
        "C:\\x.py",
        "c:/x.py",
        "https://a.b/c.py",
        "file:///x.py",
        "../x/",
    ],
)
def test_a_path_out_of_the_repository_is_refused_whatever_is_there_or_marked(path: str) -> None:
    for content in (f"- `{path}` - x", f"- `{path}` (new)", f"| a |\n|-|\n| {path} |"):
        (found,) = said(content, path)
        assert found.startswith("error: ")
        assert "is not inside the repository" in found


def test_a_path_is_asked_about_once_and_never_one_that_leads_out() -> None:
    asked: list[str] = []
    prd = parse("# T\n\n## Files to Modify\n\n- src/a.py\n- src/../src/b.py\n- src/a.py\n- ../c.py\n- src/d.py (new)\n")
    check(prd, lambda path: bool(asked.append(path)))
    assert asked == ["src/a.py", "src/../src/b.py"]


def test_a_missing_file_names_the_way_to_announce_it() -> None:
    (found,) = said("- src/a.py")
    assert found == "error: there is no 'src/a.py' in the repository; a file to be made is marked '(new)'"
    assert said("- src/a.py\n- src/a.py (new)") == said("- src/a.py (new)\n- src/a.py") == []
    assert said("- src/a.py", "src/a.py") == said("- src/a.py (new)") == []


def test_a_pattern_is_a_warning_unless_a_file_is_called_that() -> None:
    (found,) = said("- src/*.py - all")
    assert found.startswith("warning: 'src/*.py' is a pattern")
    assert said("- `app/{id}.ts`", "app/{id}.ts") == []


@pytest.mark.parametrize("content", ["Only some files.", "Files: `a/b.py`.", "```\nsrc/a.py\n```"])
def test_a_section_without_entries_lists_no_file(content: str) -> None:
    (found,) = said(content)
    assert "lists no file" in found


@pytest.mark.parametrize("content", ["- the parser", "- None", "- Several files and/or folders here `x`"])
def test_an_entry_without_a_path_is_named(content: str) -> None:
    (found,) = said(f"- a.py\n{content}\n- b.py", "a.py", "b.py")
    assert found == "error: this entry names no file: write its path first"


SAFE = st.text(st.sampled_from("abz09_-"), min_size=1, max_size=8)
PATHS = st.lists(SAFE, min_size=1, max_size=4).map(lambda parts: "/".join([*parts, "f.py"]))


@settings(max_examples=100, deadline=None)
@given(PATHS, st.sampled_from(["{}", "`{}`", "**{}**", "[{}](x)", "./{}", "{}:3", "`{}` and so on"]), st.text())
def test_a_path_comes_back_as_it_was_written_whatever_follows(path: str, form: str, text: str) -> None:
    words = "".join(char for char in text if char.isalpha())
    assert listed(f"- {form.format(path)} - {words}")[0].rstrip("?") == path
