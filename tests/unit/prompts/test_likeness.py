from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_agent.prompts.likeness import alike, nearly_equal, same_remedy, words_of

ONE_FAULT = [
    ("SQL injection in login()", "SQL injection: the user name is concatenated into the query"),
    ("average() raises ZeroDivisionError for an empty list", "Division by zero when the list is empty"),
    ("Missing validation of the amount", "Amount is not validated"),
    ("Password is logged in plain text", "Plain-text password written to the log"),
    ("Exception swallowed silently", "Errors are silently swallowed"),
    ("File handle leak", "The file handle is never closed, a leak"),
    ("Path traversal through the file name", "File name allows path traversal"),
    ("Quantity is ignored in total()", "`total` ignores quantities"),
    ("Race between check and use of the lock file", "Lock file: check-then-use race"),
    ("No timeout on HTTP request", "HTTP request without a timeout"),
    ("Hardcoded API key", "API key is hard-coded in the source"),
    ("Token compared with ==, timing attack", "Timing attack on token comparison"),
    ("SQL注入漏洞", "存在SQL注入漏洞"),
    ("Typo", "typo "),
    ("?!", "?!"),
]
TWO_FAULTS = [
    ("SQL injection in find_user_by_name", "Unclosed cursor in find_user_by_name"),
    ("Missing error handling in parse()", "SQL injection in parse()"),
    ("Error is not logged", "Password is logged"),
    ("Off-by-one in the loop bound", "Loop variable shadows a builtin"),
    ("No timeout on HTTP request", "HTTP request ignores the certificate"),
    ("Missing docstring", "Missing type annotation"),
    ("User input is not validated", "User session is not invalidated on logout"),
    ("Config file is world-readable", "Config file is parsed twice"),
    ("Race condition in the cache", "Cache is never invalidated"),
    ("Missing index on user_id", "Missing foreign key on user_id"),
    ("Empty list raises IndexError", "Empty string is accepted as a name"),
    ("Retry without back-off", "Retry loop never ends"),
    ("Possible null dereference of `user`", "Possible overflow of `count`"),
    ("?!", "?"),
    ("", "Typo"),
]


@pytest.mark.parametrize(("a", "b"), ONE_FAULT)
def test_two_ways_to_name_a_fault_are_alike(a: str, b: str) -> None:
    assert alike(words_of(a), words_of(b))


@pytest.mark.parametrize(("a", "b"), TWO_FAULTS)
def test_two_faults_of_one_place_are_not(a: str, b: str) -> None:
    assert not alike(words_of(a), words_of(b))


def test_neighbours_must_name_the_same_thing() -> None:
    assert nearly_equal(words_of("SQL injection in `find`"), words_of("SQL injection"))
    assert not nearly_equal(words_of("Unused import os"), words_of("Unused import re"))
    assert not nearly_equal(words_of("Unused import `os`"), words_of("Unused import `re`"))


def test_a_remedy_that_fits_everything_joins_nothing() -> None:
    wanted = words_of("Pass the name as a bound parameter of the query")
    assert same_remedy(wanted, words_of("Bind the name: pass it as a query parameter"))
    assert not same_remedy(words_of("Add a check and a test"), words_of("Add a check and a test"))


@given(st.text(), st.text())
def test_likeness_has_no_direction_and_never_fails(a: str, b: str) -> None:
    one, other = words_of(a), words_of(b)
    for measure in (alike, nearly_equal, same_remedy):
        assert measure(one, other) == measure(other, one)
    assert alike(one, one)
    assert nearly_equal(one, one)


@pytest.mark.parametrize("piece", ["a/", "a.", "_", "`", "a:", "((", "aB", "ing"])
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    began = time.process_time()
    for _ in range(20):
        words_of(piece * 100_000)
    assert time.process_time() - began < 5  # a backtracking pattern takes minutes
