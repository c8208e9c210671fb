from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from codex_agent.prompts.findings import Doubt, Finding, Merged, Severity
from codex_agent.prompts.merging import merge
from codex_agent.reports import append, code, counted, entry, open_findings

HOSTILE = [
    "```\n# Break out",
    "</details>",
    "-->",
    "<!-- finding {} -->",
    "[click](http://evil)",
    "\x1b[2J",
    "- [ ] fake",
    "\n\n# Title",
    "`",
    "a\rb",
    "\u2028",
]
ANY = st.one_of(st.text(st.characters(codec=None), max_size=40), st.sampled_from(HOSTILE))
LINES = st.sampled_from([(None, None), (1, 1), (3, 9)])


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    first, last = draw(LINES)
    return Finding(draw(st.sampled_from(list(Severity))), draw(ANY), draw(ANY), first, last, draw(ANY), draw(ANY))


MERGED = st.lists(findings(), max_size=4).map(lambda found: merge([("security", found)]))


def one(title: str = "Quantity is ignored", line: int = 6, **fields: str) -> Merged:
    finding = Finding(
        Severity.MINOR,
        title,
        fields.get("file", "orders.py"),
        line,
        line + 2,
        "sum(price)",
        fields.get("fix", "multiply"),
    )
    return Merged(finding, ("risk", "security"), (("risk", finding),), None)


@given(MERGED, st.text(max_size=60))
def test_what_was_added_is_known_the_next_time_whatever_it_holds(merged: tuple[Merged, ...], before: str) -> None:
    first = append(before, "now", merged)
    assert (first.added, first.known) == (len(merged), 0)
    if merged:
        assert first.text is not None
        assert first.text.startswith(before)
        first.text.encode()
        again = append(first.text, "later", merged)
        assert again == (None, 0, len(merged), 0)


@given(findings())
def test_an_entry_is_one_item_of_a_list_and_its_texts_stay_in_their_blocks(finding: Finding) -> None:
    (merged,) = merge([("security", [finding])])
    tokens = MarkdownIt().parse(entry(merged))
    assert [token.type for token in tokens if token.level == 0] == ["bullet_list_open", "bullet_list_close"]
    assert [token.type for token in tokens if token.level == 1] == ["list_item_open", "list_item_close"]
    assert not any(token.type in ("heading_open", "html_block") for token in tokens)
    inline = [child for token in tokens for child in token.children or ()]
    assert not any(child.type in ("link_open", "image") for child in inline)
    texts = [text for text in (merged.finding.evidence, merged.finding.fix) if text.strip()]
    assert len([token for token in tokens if token.type == "fence"]) == len(texts)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1).filter(
        lambda text: text.strip(" ") == text
    )
)
def test_a_code_span_shows_its_text(text: str) -> None:
    (child,) = MarkdownIt().parseInline(code(text))[0].children or ()
    assert (child.type, child.content) == ("code_inline", text)


def test_an_entry_says_what_a_person_needs() -> None:
    best = Finding(Severity.IMPORTANT, "Total_is *wrong*", "a`b.py", 6, 8, "sum(price)", "multiply")
    other = Finding(Severity.MINOR, "Total is wrong", "a`b.py", 6, 8, "", "price * quantity")
    text = entry(Merged(best, ("risk", "security"), (("risk", best), ("security", other)), Doubt.NO_FILE))
    assert text.startswith("- [ ] **important** ``a`b.py:6-8`` Total\\_is \\*wrong\\* <!-- finding ")
    for words in (
        "  Found by risk, security. Unverified place: no such file.",
        "  sum(price)",
        "  Fix:",
        "  multiply",
        "  Another fix:",
        "  price * quantity",
    ):
        assert words in text.splitlines()


def test_a_finding_whose_lines_have_moved_is_not_added_twice() -> None:
    first = append("", "now", [one()])
    assert first.text is not None
    assert append(first.text, "later", [one(line=30)]).added == 0
    assert append(first.text, "later", [one(line=60)]).added == 1
    assert append(first.text, "later", [one("Receipt has no date", line=30)]).added == 1
    assert append(first.text, "later", [one(file="other.py")]).added == 1


def test_each_entry_stands_for_one_finding() -> None:
    three = [one("Error is ignored", line=line) for line in (10, 30, 50)]
    text = append("", "now", three).text or ""
    for lines, added in (((10, 30, 50), []), ((25, 45, 65), []), ((5, 10, 30, 50), [5]), ((10, 30, 50, 70), [70])):
        grown = append(text, "later", [one("Error is ignored", line=line) for line in lines])
        new = open_findings((grown.text or text).removeprefix(text))
        assert [finding.line_start for finding in new] == added, lines


def test_a_ticked_finding_that_is_found_again_is_added_anew() -> None:
    first = append("", "now", [one(), one("Receipt has no date")]).text or ""
    ticked = first.replace("- [ ]", "- [x]", 1)
    again = append(ticked, "later", [one(), one("Receipt has no date")])
    assert (again.added, again.known) == (1, 1)
    assert (again.text or "").startswith(ticked)
    assert append(again.text or "", "later still", [one()]).added == 0


def test_what_was_fixed_is_ticked_and_nothing_else_changes() -> None:
    before = append("Mine.\r\n", "now", [one(), one("Receipt has no date"), one(line=300)]).text or ""
    grown = append(before, "later", [one("Total is late")], [one(line=9).finding, one("Somebody else's").finding])
    assert (grown.added, grown.known, grown.ticked) == (1, 2, 1)
    ((old, new),) = [
        pair for pair in zip(before.split("\n"), (grown.text or "").split("\n"), strict=False) if pair[0] != pair[1]
    ][:1]
    assert (old.replace("- [ ]", "- [x]", 1), "orders.py:6-8" in new) == (new, True)
    assert (grown.text or "").count("- [x]") == 1
    ticked = append(before, "later", [], [one().finding])
    assert (ticked.added, ticked.ticked, (ticked.text or "").count("- [ ]")) == (0, 1, 2)


def test_what_is_open_already_is_counted_by_its_boxes() -> None:
    text = append("", "now", [one(), one("Receipt has no date")]).text or ""
    assert append(text, "later", [one("Total is late")])[1:] == (1, 2, 0)


def test_a_new_file_begins_with_what_it_is_and_each_run_has_its_heading() -> None:
    text = append("", "2026-11-21: main", [one()]).text or ""
    more = append(text, "2026-11-22: main", [one("Receipt has no date")]).text or ""
    assert text.startswith("# Review findings\n")
    assert [line for line in more.splitlines() if line.startswith("## ")] == [
        "## 2026-11-21: main",
        "## 2026-11-22: main",
    ]
    assert append("", "now", []).text is None


@given(st.text())
def test_marks_that_somebody_broke_are_no_entries(text: str) -> None:
    for line in (text, f"- [ ] x <!-- finding {{{text}}} -->", '- [ ] x <!-- finding {"title": [], "file": 1} -->'):
        assert open_findings(line) == [] or "severity" in line


def test_severities_are_counted_worst_first() -> None:
    assert counted([one().finding, one().finding]) == "2 minor"
    assert counted([]) == "no findings"
    critical = Finding(Severity.CRITICAL, "", "", None, None, "", "")
    assert counted([one().finding, critical]) == "1 critical, 1 minor"
