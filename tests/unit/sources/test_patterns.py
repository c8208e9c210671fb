from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.errors import AgentError
from codex_agent.sources.patterns import Matcher, expand, has_wildcard

NAMES = st.text(st.sampled_from("ab.-[]*?!^\\{},ä\n "), min_size=1, max_size=5).filter(
    lambda name: name not in {".", "..", "**"}
)
PATHS = st.lists(st.text(st.sampled_from("ab."), min_size=1, max_size=2), min_size=1, max_size=4).map("/".join)
PARTS = st.lists(st.sampled_from(["**", "*", "a", "b", "a*", "*b", "?", "[ab]", "[!a]", ".*"]), min_size=1, max_size=5)


def matches(pattern: str, path: str) -> bool:
    return Matcher([pattern.split("/")]).matches(path)


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("*.py", ["a.py", ".py", ".hidden.py"], ["a/b.py", "a.pyc", "a.py/x"]),
        ("**/*.py", ["a.py", "x/a.py", "x/y/.z/a.py"], ["a.pyx"]),
        ("src/**", ["src/a", "src/a/b"], ["src", "a/src/b", "srcs/a"]),
        ("src/**/x", ["src/x", "src/a/x", "src/a/b/x"], ["src/ax", "srcx"]),
        ("**/**/x", ["x", "a/x"], ["xx"]),
        ("a**b", ["ab", "axxb"], ["a/b"]),
        ("?.c", ["a.c", "ä.c", "\n.c"], [".c", "ab.c", "/.c"]),
        ("[a-c]x", ["ax", "cx"], ["dx", "-x", "a"]),
        ("[!a-c]x", ["dx", "-x"], ["ax", "/x", "x"]),
        ("[^a]", ["b"], ["a", "/"]),
        ("[]a]", ["]", "a"], ["b"]),
        ("[a-]", ["a", "-"], ["b"]),
        ("[z-a]", [], ["a", "z", "-"]),
        ("[--0]", ["-", "."], ["/", "1"]),
        ("[a", ["[a"], ["a"]),
        (r"\*", ["*"], ["a", r"\*"]),
        (r"a\[b", ["a[b"], ["ab"]),
        ("a.b", ["a.b"], ["axb"]),
        ("a\\", ["a\\"], ["a"]),
    ],
)
def test_a_pattern_means_what_people_expect(pattern: str, yes: list[str], no: list[str]) -> None:
    assert [path for path in yes if not matches(pattern, path)] == []
    assert [path for path in no if matches(pattern, path)] == []


@given(NAMES)
def test_a_name_with_every_letter_escaped_matches_itself_alone(name: str) -> None:
    pattern = "".join(f"\\{letter}" for letter in name)
    assert matches(pattern, name)
    assert not matches(pattern, name + "a")
    assert not matches(pattern, "a" + name)


@given(NAMES.filter(lambda name: not has_wildcard(name)))
def test_what_has_no_wildcard_matches_itself(name: str) -> None:
    assert matches(name, name)


@given(st.lists(PARTS, min_size=1, max_size=3), PATHS)
def test_a_folder_above_a_match_is_never_passed_over(patterns: list[list[str]], path: str) -> None:
    matcher = Matcher(patterns)
    if matcher.matches(path):
        steps = path.split("/")
        assert all(matcher.may_hold("/".join(steps[:depth])) for depth in range(1, len(steps)))


@pytest.mark.parametrize(
    ("pattern", "entered", "passed_over"),
    [
        ("*.py", [], ["a", "a/b"]),
        ("a/*/c/*.py", ["a", "a/x", "a/x/c"], ["b", "a/x/d", "a/x/c/d"]),
        ("a/**/c", ["a", "a/b", "a/b/c/d"], ["b", "b/a"]),
        ("**", ["a", "a/b"], []),
        ("a?/x", ["ab"], ["a", "b"]),
    ],
)
def test_a_folder_that_cannot_match_is_not_entered(pattern: str, entered: list[str], passed_over: list[str]) -> None:
    matcher = Matcher([pattern.split("/")])
    assert [folder for folder in entered if not matcher.may_hold(folder)] == []
    assert [folder for folder in passed_over if matcher.may_hold(folder)] == []


@pytest.mark.parametrize(
    ("pattern", "choices"),
    [
        ("a", ["a"]),
        ("a{b,c}", ["ab", "ac"]),
        ("{a,b}/{c,d}", ["a/c", "a/d", "b/c", "b/d"]),
        ("a{b,{c,d}}", ["ab", "ac", "ad"]),
        ("a{,b}", ["a", "ab"]),
        ("{a}", ["{a}"]),
        ("{}", ["{}"]),
        ("a{b", ["a{b"]),
        ("a}b", ["a}b"]),
        (r"\{a,b\}", [r"\{a,b\}"]),
        (r"{a\,b,c}", [r"a\,b", "c"]),
        ("{a,a}", ["a"]),
    ],
)
def test_braces_give_choices_in_order(pattern: str, choices: list[str]) -> None:
    assert expand(pattern) == choices


@given(st.text(st.sampled_from("{},a\\"), max_size=20))
def test_any_braces_come_to_an_end(pattern: str) -> None:
    assert 1 <= len(expand(pattern)) <= 200


def test_a_bomb_of_braces_is_refused() -> None:
    with pytest.raises(AgentError, match=re.escape("more than 200 patterns")):
        expand("{a,b}" * 40)
