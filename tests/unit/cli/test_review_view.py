from __future__ import annotations

import contextlib
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from codex_agent.cli import review_view
from codex_agent.cli.crew import Reply
from codex_agent.cli.rounds import Report, Review
from codex_agent.errors import AgentError
from codex_agent.prompts.findings import Finding, Severity
from codex_agent.prompts.merging import merge

ANY = st.one_of(
    st.text(st.characters(codec=None), max_size=60),
    st.sampled_from(["\n9. critical  faked", "\x1b[2J", "\u2028x", "a" * 9000]),
)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(list(Severity)),
    ANY,
    ANY,
    st.none() | st.integers(1, 9),
    st.integers(9, 12),
    evidence=ANY,
    fix=ANY,
)


def shown(review: Review) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        review_view.show_review("x", review)
    return out.getvalue()


def review(findings: list[Finding], summary: str = "", error: AgentError | None = None) -> Review:
    report = Report("risk", Reply("risk", "8abfab85"), tuple(findings), summary, error)
    return Review(None, (report,), merge([("risk", findings)], lines_of=lambda _: 5))


@given(st.lists(FINDINGS, max_size=4), ANY)
def test_no_text_of_an_agent_drives_the_terminal_or_poses_as_a_line_of_ours(
    findings: list[Finding], summary: str
) -> None:
    made = review(findings, summary)
    text = shown(made)
    text.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    heads = [line for line in text.splitlines() if re.match(r"\d+\. (critical|important|minor)  ", line)]
    assert len(heads) == len(made.merged)
    assert len(text) < 3000 + 10_000 * len(findings)


@given(st.lists(FINDINGS, max_size=4))
def test_a_program_gets_every_byte(findings: list[Finding]) -> None:
    data = json.loads(json.dumps(review_view.as_json(review(findings))))
    told = sorted((one["title"], one["evidence"]) for merged in data["findings"] for one in merged["reports"])
    assert told == sorted((finding.title, finding.evidence) for finding in findings)
    assert sum(data["counts"].values()) == len(data["findings"])


def test_an_incomplete_review_does_not_look_like_a_clean_one() -> None:
    text = shown(review([], error=AgentError("no_answer", "it broke")))
    assert text.startswith("Review of x: no findings so far; 1 of 1 reviewers gave no answer\n")
    assert "failed: it broke" in text
