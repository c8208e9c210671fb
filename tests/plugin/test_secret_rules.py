"""The script that writes the rules for secrets, where it does more than copy; and the licences under which they come."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "codex_agent" / "sources" / "secret_rules"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("secret_rules_script", ROOT / "scripts" / "secret_rules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("(?i)ab", ["AB", "ab"], ["a"]),
        ("a(?i)b", ["ab", "aB"], ["Ab"]),
        ("(a(?i)b|c)d", ["abd", "aBd", "Cd"], ["abD", "Abd"]),
        (r"a[(?i)]\((?i)b", ["a((b", "ai(B"], ["A((b"]),
        ("[[:alnum:]_]+", ["a1_"], ["-"]),
        (r"(?:a|\z)b?", ["ab", ""], ["b"]),
    ],
)
def test_a_pattern_means_the_same_in_pythons_syntax(
    script: ModuleType, pattern: str, yes: list[str], no: list[str]
) -> None:
    compiled = re.compile(script.python_syntax(pattern))
    assert [text for text in yes if not compiled.fullmatch(text)] == []
    assert [text for text in no if compiled.fullmatch(text)] == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("ghp_[0-9a-zA-Z]{36}", {"ghp_"}),
        ("(?:ghu|ghs)_x", {"ghu_x", "ghs_x"}),
        ("(?:A3T[A-Z0-9]|AKIA|ASIA)[A-Z2-7]{16}", {"a3t", "akia", "asia"}),
        ("(?i)(?:vendor)(?:[ a-z]{0,20})=", {"vendor"}),
        ("(?:long|x)?abc", {"abc"}),
        ("[a-z]{20}", set()),
        ("(?:token|[a-z]+)x", set()),
        ("[Kk]ey(?:abc){2,}", {"key"}),
    ],
)
def test_the_words_of_a_pattern_are_those_that_every_match_needs(
    script: ModuleType, pattern: str, words: set[str]
) -> None:
    assert script.required(parser.parse(pattern.encode())) == words


def test_the_rules_come_with_their_licences_and_name_their_release() -> None:
    assert "Apache License" in (FOLDER / "LICENSE").read_text()
    notice = (FOLDER / "NOTICE").read_text()
    assert all(name in notice for name in ("Betterleaks", "Veles", "Kingfisher", "MIT License"))
    release = re.search(r'"source": "(\S+) (\S+) ', (FOLDER / "rules.json").read_text())
    assert release is not None
    assert f"{release[1]}=={release[2]}" in (ROOT / "scripts" / "secret_rules.py").read_text()
