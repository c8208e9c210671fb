"""Which files look as if they held a secret: by their name, and by what stands in them.

The rules for contents are those of Betterleaks and Veles (`secret_rules/`), as data. A finding never carries the secret.
"""

from __future__ import annotations

import fnmatch
import heapq
import json
import math
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

RULES = os.path.join(os.path.dirname(__file__), "secret_rules", "rules.json")
REACH = 2048  # bytes of a match that may lie before or after the word that gave it away
ALLOWED_BY = (
    b"gitleaks:allow",
    b"betterleaks:allow",
    b"pragma: allowlist secret",
)  # a remark on the line, as scanners have it

NAMES = (
    *(".env", ".env.*", "*.env", ".envrc", ".npmrc", ".pypirc", ".netrc", "_netrc", ".git-credentials", ".pgpass"),
    *(".my.cnf", ".htpasswd", ".dockercfg", ".dockerconfigjson", ".vault-token", ".terraformrc", "*.tfstate"),
    *("id_rsa*", "id_dsa*", "id_ecdsa*", "id_ed25519*", "*.pem", "*.key", "*.p12", "*.pfx", "*.pkcs12", "*.ppk"),
    *(
        "*.jks",
        "*.keystore",
        "*.kdbx",
        "kubeconfig",
        "*.kubeconfig",
        "credentials",
        ".credentials",
        ".credentials.json",
    ),
    *("credentials.json", "credentials.y*ml", "credentials.toml", "credentials.ini", "credentials.csv"),
    *("secrets.json", "secrets.y*ml", "secrets.toml", "secrets.ini", "service-account*.json", "service_account*.json"),
    *("client_secret*.json", "application_default_credentials.json"),
)
HARMLESS = ("*.example", "*.sample", "*.template", "*.dist", "*.tmpl", "example.*", "sample.*", "*.pub")
PLACES = (".docker/config.json", ".kube/config", ".codex/auth.json", "gh/hosts.yml")


class Finding(NamedTuple):
    """Where a secret seems to be: the line, counted from 1, and the name of the rule."""

    line: int
    rule: str


def suspicious_name(path: str) -> str | None:
    """The pattern that the name of a file matches, or None. `path` has slashes; only its last parts count."""
    name = path.rpartition("/")[2].lower()
    if any(fnmatch.fnmatchcase(name, pattern) for pattern in HARMLESS):
        return None
    for place in PLACES:
        if ("/" + path.lower()).endswith("/" + place):
            return place
    return next((pattern for pattern in NAMES if fnmatch.fnmatchcase(name, pattern)), None)


def scan(data: bytes) -> list[Finding]:
    """What looks like a secret in a text, at most one finding for each rule, by line."""
    lowered = data.lower()
    words, rules, common = _rules()
    candidates = sorted({index for word, users in words.items() if word in lowered for index in users})
    found = [finding for index in candidates if (finding := _first(rules[index], data, lowered, common)) is not None]
    return sorted(found)


@cache
def _rules() -> tuple[dict[bytes, list[int]], list[dict[str, Any]], dict[str, Any]]:
    with open(RULES, "rb") as file:
        loaded = json.load(file)
    words: dict[bytes, list[int]] = {}
    for index, rule in enumerate(loaded["rules"]):
        for word in rule["keywords"]:
            words.setdefault(word.encode(), []).append(index)
    return words, loaded["rules"], loaded["common"]


def _first(rule: dict[str, Any], data: bytes, lowered: bytes, common: dict[str, Any]) -> Finding | None:
    pattern = re.compile(rule["regex"].encode())
    for start, end in _windows(lowered, [word.encode() for word in rule["keywords"]]):
        for match in pattern.finditer(data, start, end):
            if _holds(rule, match, common) and not _allowed(data, match.start(), match.end()):
                at = match.start() + len(match[0]) - len(match[0].lstrip())
                return Finding(data.count(b"\n", 0, at) + 1, rule["id"])
    return None


def _windows(lowered: bytes, words: list[bytes]) -> Iterator[tuple[int, int]]:
    """Stretches of the text in which every match lies whole; what is long and hostile costs no more than its length."""
    covered = -1
    for at in heapq.merge(*(_places(lowered, word) for word in words)):
        if at >= covered:
            covered = at + REACH
            yield max(0, at - REACH), covered + REACH


def _places(lowered: bytes, word: bytes) -> Iterator[int]:
    at = lowered.find(word)
    while at >= 0:
        yield at
        at = lowered.find(word, at + 1)


def _holds(rule: dict[str, Any], match: re.Match[bytes], common: dict[str, Any]) -> bool:
    """The conditions that the rule puts on what it found."""
    groups = (match[rule["group"]],) if rule.get("group") else match.groups()
    secret = next((group for group in groups if group), match[0])
    shared = common if rule.get("common") else {}
    lowered = secret.lower()
    return (
        _entropy(secret) >= rule.get("entropy", 0)
        and (not rule.get("digit") or any(48 <= byte <= 57 for byte in secret))
        and not any(word.encode() in lowered for word in (*rule.get("words", ()), *shared.get("words", ())))
        and not any(re.search(p.encode(), secret) for p in (*rule.get("not", ()), *shared.get("not", ())))
        and not any(re.search(p.encode(), match[0]) for p in rule.get("not_match", ()))
        and all(re.search(p.encode(), secret) for p in rule.get("must", ()))
    )


def _entropy(data: bytes) -> float:
    """Bits for each byte, after Shannon."""
    size = len(data)
    return -sum(count / size * math.log2(count / size) for count in Counter(data).values())


def _allowed(data: bytes, start: int, end: int) -> bool:
    line = data[data.rfind(b"\n", 0, start) + 1 : (data.find(b"\n", end) + 1 or len(data) + 1) - 1]
    return any(mark in line for mark in ALLOWED_BY)
