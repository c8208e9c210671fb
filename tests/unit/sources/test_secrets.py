from __future__ import annotations

import random
import re
import string
import sysconfig
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from codex_agent.sources import secrets
from codex_agent.sources.secrets import REACH, Finding, scan, suspicious_name

WORDS, RULES, COMMON = secrets._rules()
SOURCE = Path(secrets.__file__).parents[1]
FILLER = [b"", b"x = 1", b"def function(argument):", "ü".encode(), b"key = value", b"# token", b"https://example.com/a"]


def made_up(alphabet: str, length: int, seed: int = 1) -> str:
    """Never the same as a secret that a scanner of this repository would see."""
    return "".join(random.Random(seed).choices(alphabet, k=length))


LETTERS = string.ascii_letters + string.digits
SECRETS = {
    "github-pat": "ghp_" + made_up(LETTERS, 36),
    "aws-access-token": "AKIA" + made_up("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
    "aws-secret-access-key": "aws_secret_key = '" + made_up(LETTERS + "/+", 40) + "'",
    "openai-api-key": "sk-" + made_up(LETTERS, 20) + "T3BlbkFJ" + made_up(LETTERS, 20),
    "anthropic-api-key": "sk-ant-api03-" + made_up(LETTERS, 93) + "AA",
    "slack-bot-token": "xoxb-" + made_up(string.digits, 12) + "-" + made_up(string.digits, 12) + made_up(LETTERS, 24),
    "stripe-access-token": "sk_live_" + made_up(LETTERS, 24),
    "private-key": "-----BEGIN RSA PRIVATE KEY-----\n" + made_up(LETTERS, 64) + "\n",
    "generic-credential-uri": "postgres://admin:" + made_up(LETTERS, 14) + "@db.internal.net:5432/app",
    "jwt": f"ey{made_up(LETTERS, 30)}.ey{made_up(LETTERS, 60)}.{made_up(LETTERS, 43)}",
    "gcp-api-key": "AIza" + made_up(LETTERS, 35),
    "npmjsaccesstoken": "npm_" + made_up(LETTERS, 36),
}
HARMLESS = [
    "password = 'hunter2'",
    "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE",
    "key = os.environ['OPENAI_API_KEY']",
    "postgres://user:password@localhost/db",
    "https://user:${PASSWORD}@example.com",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    'PEM = "-----BEGIN PRIVATE KEY-----"; END = "-----END PRIVATE KEY-----"; ' + "a" * 80,
    "integrity sha512-" + made_up(LETTERS + "+/", 86) + "==",
    "commit 3f786850e387550fdab836ed7e6dc881de23001b",
    "sk_test_" + made_up(LETTERS, 24),
    "token: ghp_" + "x" * 36,
]


@pytest.mark.parametrize(("rule", "text"), SECRETS.items(), ids=SECRETS)
def test_a_secret_of_a_known_kind_is_found(rule: str, text: str) -> None:
    assert Finding(1, rule) in scan(f"{text}\n".encode())


@pytest.mark.parametrize("text", HARMLESS)
def test_a_placeholder_or_a_digest_is_none(text: str) -> None:
    assert scan(text.encode()) == []


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(SECRETS.items())),
    st.lists(st.sampled_from(FILLER), max_size=5),
    st.integers(0, 3 * REACH),
    st.lists(st.sampled_from(FILLER), max_size=5),
)
def test_a_secret_is_found_wherever_it_stands_with_its_line(
    secret: tuple[str, str], before: list[bytes], far: int, after: list[bytes]
) -> None:
    lines = [*before, b"- " * far, b"\n" * (far % 7), secret[1].encode(), *after]
    data = b"\n".join(lines)
    line = data.count(b"\n", 0, data.index(secret[1].encode())) + 1
    assert Finding(line, secret[0]) in scan(data)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(st.data(), st.sampled_from(RULES))
def test_every_text_that_a_rule_matches_holds_one_of_its_words_and_is_looked_at(data: st.DataObject, rule: Any) -> None:
    pattern = re.compile(rule["regex"].encode())
    found = pattern.search(data.draw(st.from_regex(pattern)))
    assume(found is not None and len(found[0]) <= REACH and found[0].isascii())
    assert found is not None
    lowered = found[0].lower()
    words = [word.encode() for word in rule["keywords"]]
    assert any(word in lowered for word in words)
    if secrets._holds(rule, found, COMMON):
        assert rule["id"] in {finding.rule for finding in scan(found[0])}


def test_the_rules_are_many_and_their_patterns_are_valid() -> None:
    assert len(RULES) > 400
    assert len({rule["id"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        for pattern in (rule["regex"], *rule.get("not", ()), *rule.get("not_match", ()), *rule.get("must", ())):
            re.compile(pattern.encode())
        assert all(len(word) >= 2 for word in rule["keywords"])


def test_a_finding_tells_nothing_of_the_secret() -> None:
    for text in SECRETS.values():
        for finding in scan(text.encode()):
            assert isinstance(finding.line, int)
            assert finding.rule in {rule["id"] for rule in RULES}


@pytest.mark.parametrize("mark", ["gitleaks:allow", "betterleaks:allow", "pragma: allowlist secret"])
def test_a_remark_on_the_line_that_scanners_know_allows_it_and_no_other_line(mark: str) -> None:
    line = f'KEY = "{SECRETS["github-pat"]}"'
    assert scan(f"{line}  # {mark}\n".encode()) == []
    assert scan(f"# {mark}\n{line}\n# {mark}".encode()) == [Finding(2, "github-pat")]
    assert scan(f"{line}  # {mark}\n{line}".encode()) == [Finding(2, "github-pat")]


@given(st.lists(st.sampled_from([b"key", b"token", b"x" * 900, b"x" * 5000, b"\n"]), max_size=12).map(b"".join))
def test_the_windows_hold_every_match_and_are_no_longer_than_the_text_some_times_over(data: bytes) -> None:
    windows = list(secrets._windows(data, [b"key", b"token"]))
    for found in re.finditer(b"key|token", data):
        low, high = max(0, found.start() - REACH), min(len(data), found.start() + REACH)
        assert any(start <= low and high <= end for start, end in windows)
    assert sum(end - start for start, end in windows) <= 3 * (len(data) + REACH)


def test_ordinary_source_has_no_finding() -> None:
    """The standard library and this package; 3,369 files of third parties were tried by hand, see the decision record."""
    library = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
    texts = {path: path.read_bytes() for path in [*library[::4], *SOURCE.rglob("*.py")]}
    assert len(texts) > 100
    found = {str(path): findings for path, text in texts.items() if (findings := scan(text))}
    assert found == {}


@pytest.mark.parametrize(
    "name",
    [
        *(
            ".env",
            "x/.env",
            ".env.local",
            ".ENV",
            "prod.env",
            ".envrc",
            "id_rsa",
            "id_ed25519",
            ".ssh/id_rsa.bak",
            "server.pem",
        ),
        *(
            "server.key",
            "app.p12",
            "x.jks",
            ".npmrc",
            ".netrc",
            ".pypirc",
            ".git-credentials",
            "credentials",
            ".aws/credentials",
        ),
        *(
            "credentials.json",
            "kubeconfig",
            "prod.kubeconfig",
            ".kube/config",
            ".docker/config.json",
            "terraform.tfstate",
        ),
        *(
            "service-account-prod.json",
            "secrets.yaml",
            ".codex/auth.json",
            "/home/a/.codex/auth.json",
            ".claude/.credentials.json",
        ),
    ],
)
def test_a_name_that_often_stands_for_secrets_is_known(name: str) -> None:
    assert suspicious_name(name) is not None


@pytest.mark.parametrize(
    "name",
    [
        *(
            ".env.example",
            ".env.sample",
            ".env.template",
            ".env.dist",
            "id_rsa.pub",
            "environment.py",
            "env.py",
            "keys.py",
        ),
        *(
            "src/credentials.py",
            "credentials.ts",
            "secrets.py",
            "test_secrets.py",
            "key.go",
            "docs/config",
            "config.json",
            "auth.json",
        ),
        *(
            "vite-env.d.ts",
            "tokenizer.json",
            "README.md",
            "package-lock.json",
            "monkey",
            "i18n/keys.yaml",
            "public.pem.md",
        ),
    ],
)
def test_a_name_of_source_or_of_an_example_is_not(name: str) -> None:
    assert suspicious_name(name) is None
