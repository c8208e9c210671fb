"""Write the rules for secrets in file contents anew, from a release of Kingfisher on PyPI. Needs uv; run from the repository:

    uv run --no-project --with kingfisher-secret-scanner==1.5.0 python scripts/secret_rules.py

Kingfisher carries the rules of Betterleaks and Veles as data. We take their patterns and the conditions that can be decided from
the text alone, put the patterns into Python's syntax, and work out for each the words one of which every match must contain.
What asks a tokenizer, the path or another rule is left out; see docs/decisions on secrets.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

PACKAGE = "kingfisher-secret-scanner"
FOLDER = Path(__file__).resolve().parents[1] / "src" / "codex_agent" / "sources" / "secret_rules"
ALSO = {"betterleaks.aws-secret-access-key"}  # upstream shows it only beside a key id; on its own it is as secret
WITHOUT = {
    "betterleaks.adobe-client-id": "an identifier, not a secret",
    "betterleaks.asana-client-id": "an identifier, not a secret",
    "betterleaks.flutterwave-public-key": "a public key",
    "betterleaks.alibaba-secret-key": "any 30 letters after the word key: only meant beside a key id",
    "betterleaks.alibaba-sts-access-key-secret": "same",
    "betterleaks.box-api-access-token": "any 32 letters after the word box, sorted out by what we do not have",
    "betterleaks.curl-auth-header": "time grows with a power of the lines after the word curl",
    "betterleaks.curl-auth-user": "same",
    "betterleaks.gcp-service-account": "it holds a private key, which has a rule",
}
# Upstream looks for the end of the key, as far away as it may be. A line of it after the head says as much.
REGEXES = {
    "betterleaks.private-key": r"(?i)-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----"
    r"(?:(?!-----END)[\s\S]){0,300}?[A-Z0-9+/]{40}",
}
# Conditions of ours, after a look at what was found in 30,000 files of libraries.
FIRMER: dict[str, dict[str, Any]] = {
    "betterleaks.aws-secret-access-key": {"digit": True, "words": ["example"]},
    "betterleaks.aws-session-token": {"digit": True, "entropy": 3.5, "words": ["example"]},
}
POSIX = {"[:alnum:]": "A-Za-z0-9", "[:alpha:]": "A-Za-z", "[:digit:]": "0-9", "[:xdigit:]": "A-Fa-f0-9"}
WORD = 2  # a letter alone is in every file
MOST = 24  # words for one rule


def main() -> None:
    from kingfisher_sdk import Rules  # type: ignore[import-not-found]

    catalogue = Rules(confidence="low")
    details = [catalogue.detail(entry["id"]) for entry in catalogue.metadata()]
    rules = [rule for detail in details if (rule := converted(detail)) is not None]
    common = {key: _shared(rules, key) for key in ("not", "words")}
    for rule in rules:
        for key, values in common.items():
            if set(values) <= set(rule.get(key, ())):
                rule[key] = [value for value in rule[key] if value not in values]
                rule["common"] = True
    lines = ",\n".join(json.dumps({key: value for key, value in rule.items() if value}) for rule in rules)
    version = importlib.metadata.version(PACKAGE)
    head = f'"source": "{PACKAGE} {version} (Betterleaks, Veles)",\n"common": {json.dumps(common)}'
    (FOLDER / "rules.json").write_text(f'{{{head},\n"rules": [\n{lines}\n]}}\n')
    for name in ("LICENSE", "NOTICE"):
        files = importlib.metadata.files(PACKAGE) or []
        text = next(file for file in files if file.as_posix().endswith(f"licenses/{name}")).read_text()
        (FOLDER / name).write_text(text)
    print(f"{len(rules)} rules of {len(details)}")


def converted(detail: dict[str, Any]) -> dict[str, Any] | None:
    """One rule of ours, or None where it cannot be one."""
    name = detail["id"]
    if name in WITHOUT or not (detail["visible"] or name in ALSO) or detail["path"]:
        return None
    rule: dict[str, Any] = {"id": name.replace("betterleaks.", "").replace("veles.secrets/", "")}
    rule["regex"] = python_syntax(REGEXES.get(name, detail["detection_regex"]))
    tree = parser.parse(rule["regex"].encode(), 0)
    rule["keywords"] = sorted(required(tree))
    if not rule["keywords"]:
        print(f"no word that every match must contain: {name}")
        return None
    rule["group"] = detail["betterleaks_secret_group"]
    for clause in _clauses(detail["betterleaks_filter"]):
        if not _add(rule, clause):
            print(f"switched off upstream: {name}")
            return None
    for key, value in FIRMER.get(name, {}).items():
        rule[key] = [*rule.get(key, []), *value] if isinstance(value, list) else value
    return rule


def python_syntax(pattern: str) -> str:
    """`(?i)` in the middle becomes a group up to the end of its alternative; classes by name and `\\z` get Python's spelling."""
    for name, letters in POSIX.items():
        pattern = pattern.replace(name, letters)
    pattern = pattern.replace(r"\z", r"\Z")
    out, depth, within, opened, rest = "", 0, False, set[int](), pattern
    while rest:
        token = rest[:2] if rest[0] == "\\" else rest[0]
        if rest.startswith("(?i)") and out not in {"", "(?s)", "(?x)"}:
            token, opened = "(?i)", opened | {depth}
            out += "(?i:"
        elif within or token[0] == "\\":
            within = within and token != "]"
            out += token
        else:
            if token in "|)" and depth in opened:
                out += ")"
            out += token
            if token == "|" and depth in opened:
                out += "(?i:"
            if token == ")":
                opened.discard(depth)
            depth += (token == "(") - (token == ")")
            within = token == "["
        rest = rest[len(token) :]
    return out + ")" * (0 in opened)


def required(tree: Any) -> set[str]:
    """Lower-case words one of which every match contains; empty where there is none of a useful length."""
    best: set[str] = set()
    run = {""}
    for code, value in [*tree, (op.ANY, None)]:
        spelled = _spelled(code, value)
        if spelled is not None and len(spelled) * len(run) <= MOST:
            run = {start + end for start in run for end in spelled}
            continue
        best = _better(best, {start + end for start in run for end in _leading(code, value)})
        best = _better(best, _within(code, value))
        run = spelled or {""}
    return best


def _leading(code: Any, value: Any) -> set[str]:
    """Texts, in lower case, with one of which every match of a node begins; often the empty one."""
    if (spelled := _spelled(code, value)) is not None:
        return spelled
    if code is op.BRANCH:
        return set().union(*(_first(branch) for branch in value[1]))
    return _first(value[-1]) if code is op.SUBPATTERN else {""}


def _first(tree: Any) -> set[str]:
    run = {""}
    for code, value in tree:
        run = {start + end for start in run for end in _leading(code, value)}
        if _spelled(code, value) is None or len(run) > MOST:
            break
    return run


def _spelled(code: Any, value: Any) -> set[str] | None:
    """All texts, in lower case, that a node can match, where these are few."""
    if code is op.LITERAL:
        return {chr(value).lower()}
    if code is op.AT:
        return {""}
    if code is op.IN and all(kind is op.LITERAL for kind, _ in value) and len(value) <= MOST:
        return {chr(letter).lower() for _, letter in value}
    if code is op.SUBPATTERN:
        return _product(value[-1])
    if code is op.BRANCH:
        each = [_product(branch) for branch in value[1]]
        found = set[str]().union(*(one for one in each if one is not None))
        return found if None not in each and len(found) <= MOST else None
    if code in {op.MAX_REPEAT, op.MIN_REPEAT} and value[0] == value[1] == 1:
        return _product(value[2])
    return None


def _product(tree: Any) -> set[str] | None:
    run = {""}
    for code, value in tree:
        spelled = _spelled(code, value)
        if spelled is None or len(spelled) * len(run) > MOST:
            return None
        run = {start + end for start in run for end in spelled}
    return run


def _within(code: Any, value: Any) -> set[str]:
    if code is op.SUBPATTERN:
        return required(value[-1])
    if code in {op.MAX_REPEAT, op.MIN_REPEAT} and value[0] > 0:
        return required(value[2])
    if code is op.BRANCH:
        each = [required(branch) for branch in value[1]]
        return set().union(*each) if all(each) else set()
    return set()


def _better(first: set[str], second: set[str]) -> set[str]:
    """The set whose shortest word is longer."""
    length = min(map(len, second), default=0)
    return second if length >= WORD and length > min(map(len, first), default=0) else first


def _clauses(node: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    """The conditions any of which drops a finding; those inside a `let` as well."""
    if node is None:
        return
    if node["kind"] == "binary" and node["operator"] == "||":
        yield from _clauses(node["left"])
        yield from _clauses(node["right"])
    elif node["kind"] == "variable_declarator":
        yield from _clauses(node["value"])
        yield from _clauses(node["expr"])
    else:
        yield node


def _add(rule: dict[str, Any], clause: dict[str, Any]) -> bool:
    """Put a condition into `rule`, or leave it out where it needs more than the text; False drops the rule."""
    if clause["kind"] == "bool":
        return not clause["value"]
    negated = clause["kind"] == "unary"
    clause = clause["node"] if negated else clause
    if clause["kind"] == "binary" and clause["left"]["kind"] == "call":
        called = clause["left"]["callee"].get("value")
        if called == "entropy":
            rule["entropy"] = float(clause["right"]["value"])
        elif called == "tokenRatio":
            rule["digit"] = True  # words and names rarely have one
    elif clause["kind"] == "call":
        for key, values in _texts(clause["callee"], clause["arguments"], negated=negated).items():
            rule.setdefault(key, []).extend(values)
    return True


def _texts(called: dict[str, Any], arguments: list[dict[str, Any]], *, negated: bool) -> dict[str, list[str]]:
    """What a call says about the secret or the whole match: patterns, words; nothing for a call about something else."""
    if called["kind"] == "member":
        of_secret = called["property"]["value"] == "startsWith" and called["node"]["property"]["value"] == "secret"
        return {"not": ["^" + re.escape(arguments[0]["value"])]} if of_secret else {}
    if called["value"] == "containsAny":
        return {"words": [node["value"].lower() for node in arguments[1]["nodes"]]}
    key = {"secret": "must" if negated else "not", "match": "not_match"}.get(
        arguments[0].get("property", {}).get("value")
    )
    if called["value"] != "matchesAny" or key is None:
        return {}
    return {key: [python_syntax(node["value"]) for node in arguments[1]["nodes"]]}


def _shared(rules: list[dict[str, Any]], key: str) -> list[str]:
    """The values of `key` that most rules have."""
    counts: dict[str, int] = {}
    for rule in rules:
        for value in rule.get(key, ()):
            counts[value] = counts.get(value, 0) + 1
    return [value for value, count in counts.items() if count > len(rules) / 2]


if __name__ == "__main__":
    main()
