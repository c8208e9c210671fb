"""The rules as data: each can match, says why, and is said in the notation."""

from __future__ import annotations

import re

import pytest

from codex_agent.stages import STAGES, matching
from codex_agent.stages.reading import Reading, find_rules, take_asides
from codex_agent.stages.rules import ACTS, CLUES
from codex_agent.stages.rules.asides import ASIDES, VETOES
from codex_agent.stages.rules.lexicon import CLASSES
from codex_agent.stages.spelling import KEY_WORDS, spellings, spelt
from codex_agent.stages.wording import clauses

KINDS = {"aside", "settled", "reading", *(f"{word}:{stage}" for word in ("done", "asks") for stage in STAGES)}
PATTERNS = [
    *((rule[0], pattern) for rule in (*ACTS, *CLUES) for pattern in rule[4].split(";")),
    *((rule[0], pattern) for rule in (*ASIDES, *VETOES) for pattern in rule[2].split(";")),
]
PART = re.compile(r"[\^=]?(?:<[a-z_]+>|[a-zA-Z0-9]+)(?:\|(?:<[a-z_]+>|[a-zA-Z0-9]+))*|\*\d|\$")


def test_every_pattern_is_in_the_notation_and_matches_its_own_words() -> None:
    for name, pattern in PATTERNS:
        parts = pattern.split()
        assert parts, f"an empty pattern in {name}"
        assert all(PART.fullmatch(part) for part in parts), (name, pattern)
        example = [_first_word(part) for part in parts if part[0] not in "*$"]
        (found,) = matching.Index([" ".join(parts)]).beginning_with(example[0])
        assert found.end(example, 0) == len(example), (name, pattern)


def _first_word(part: str) -> str:
    first = part.lstrip("^=").split("|")[0]
    return CLASSES[first[1:-1]].split()[0] if first.startswith("<") else first


def test_every_rule_has_a_name_of_its_own_a_known_stage_a_weight_and_a_reason() -> None:
    names = [rule[0] for rule in (*ACTS, *CLUES, *ASIDES, *VETOES)]
    assert len(names) == len(set(names))
    for _, stage, weight, reason, _ in (*ACTS, *CLUES):
        assert stage in (*STAGES, "build", "go", "digest")
        assert 0 < weight <= 6
        assert reason
    assert {kind for _, kind, _ in ASIDES} <= KINDS
    assert all(reason for _, reason, _ in VETOES)


def reading_of(text: str) -> Reading:
    reading = Reading(clauses([text]))
    take_asides(reading)
    find_rules(reading)
    return reading


def rules_of(text: str) -> set[str]:
    return {one.rule for one in reading_of(text).evidence}


def test_an_act_counts_only_where_a_request_begins() -> None:
    assert "write-spec" in rules_of("could you please write a PRD")
    assert "write-spec" not in rules_of("my colleague who wanted to write a PRD is ill")
    assert "find-verb" in rules_of("let two agents investigate the leak")
    assert "find-verb" not in rules_of("i investigate the leak since monday")


def test_an_aside_takes_its_words_from_all_other_rules() -> None:
    reading = reading_of("the review passed")
    assert reading.kinds == {"done:review"}
    assert reading.evidence == []


def test_a_pattern_never_crosses_punctuation() -> None:
    assert "write-spec" in rules_of("write a PRD")
    assert "write-spec" not in rules_of("write, a PRD")


def test_neighbours_are_neighbours() -> None:
    assert rules_of("the test server") & {"test-noun", "test-verb"} == set()
    assert "test-verb" in rules_of("test the server")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("implment", "implement"),
        ("reveiw", "review"),
        ("invesitgate", "investigate"),
        ("implementt", "implement"),
        ("tset", "test"),
        ("preview", "preview"),
        ("reviews", "reviews"),
        ("explored", "explored"),
        ("a" * 10_000, "a" * 10_000),
    ],
)
def test_a_misspelt_key_word_is_put_right_and_other_words_are_left(typed: str, meant: str) -> None:
    assert spelt(typed, spellings()) == meant


def test_no_key_word_is_taken_for_another() -> None:
    assert [spelt(word, spellings()) for word in sorted(KEY_WORDS)] == sorted(KEY_WORDS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's in src/auth.ts?", ["what", "is", "in", "FILE"]),
        ("docs/prds/sso.md and docs/prds/", ["PRDFILE", "and", "PRDFILE"]),
        ("fix parseDate() and user_id", ["fix", "NAME", "and", "NAME"]),
        ("job 8abfab85, phase 2a", ["job", "JOBID", "phase", "NUM"]),
        ("see https://example.org/review", ["see", "URL"]),
        ("let's re-review end-to-end", ["lets", "re", "review", "end", "to", "end"]),
        ("use node.js, e.g. 3.12", ["use", "node.js", "e.g", "NUM"]),
        ("we'll say 'two words' here", ["we", "will", "say", "QUOTED", "here"]),
    ],
)
def test_words_are_plain_and_things_are_tokens(text: str, words: list[str]) -> None:
    assert [word for clause in clauses([text]) for word in clause.words] == words
