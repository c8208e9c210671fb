"""What OpenAI's strict mode, which the client always asks for, would refuse in a schema.

The list is that of OpenAI's guide to structured outputs; a backend of another maker may take more, so this is said and never refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codex_agent.answers.text import place, shown

SHOWN = 5
_UNSUPPORTED = frozenset(
    {
        *("allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "dependencies"),
        *("patternProperties", "unevaluatedProperties", "propertyNames", "minProperties", "maxProperties"),
        *("prefixItems", "additionalItems", "unevaluatedItems", "contains", "minContains", "maxContains", "uniqueItems"),
        "default",
    }
)  # fmt: skip
_FORMATS = frozenset({"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"})
_TYPED = ("type", "$ref", "anyOf", "enum", "const")
_LISTS = ("anyOf", "allOf", "oneOf")
_MAPS = ("properties", "$defs", "definitions")

Path = tuple[str | int, ...]


def notice(schema: dict[str, Any]) -> str | None:
    """One line for people; None for a schema that strict mode takes, as far as its rules are public."""
    found = [f"{place(path)}: {words}" for path, words in refusals(schema)]
    if not found:
        return None
    more = f" (and {len(found) - SHOWN} more)" if len(found) > SHOWN else ""
    words = "; ".join(found[:SHOWN]) + more
    return f"OpenAI will refuse this schema, because Codex asks for strict mode: {words}"


def refusals(schema: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Places in the schema, each with what is wrong there."""
    if schema.get("type") != "object":
        yield (), '"type" must be "object"'
    if "anyOf" in schema:
        yield (), '"anyOf" cannot stand at the root'
    left: list[tuple[Path, Any]] = [((), schema)]
    while left:
        path, one = left.pop()
        if not isinstance(one, dict):
            yield path, "a schema must be an object"
            continue
        yield from ((path, words) for words in _wrong(one, root=not path))
        left += reversed(list(_inner(path, one)))


def _inner(path: Path, schema: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    for name in _MAPS:
        for key, inner in _map(schema, name).items():
            yield (*path, name, key), inner
    if "items" in schema:
        yield (*path, "items"), schema["items"]
    for name in _LISTS:
        several = schema.get(name)
        for number, inner in enumerate(several if isinstance(several, list) else ()):
            yield (*path, name, number), inner


def _map(schema: dict[str, Any], name: str) -> dict[str, Any]:
    found = schema.get(name)
    return found if isinstance(found, dict) else {}


def _wrong(schema: dict[str, Any], *, root: bool) -> Iterator[str]:
    if not root and not any(key in schema for key in _TYPED):
        yield 'it has no "type"'
    for key in sorted(_UNSUPPORTED & schema.keys()):
        yield f"{shown(key)} is not supported"
    if "$ref" in schema and len(schema) > 1 and not root:
        yield 'beside "$ref" nothing else may stand'
    if "format" in schema and schema["format"] not in _FORMATS:
        yield f'"format": {shown(schema["format"])} is not supported'
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "array" in kinds and "items" not in schema:
        yield '"items" is missing'
    if "object" in kinds or "properties" in schema:
        yield from _object(schema)


def _object(schema: dict[str, Any]) -> Iterator[str]:
    if schema.get("additionalProperties") is not False:
        yield '"additionalProperties" must be false'
    required = schema.get("required")
    required = required if isinstance(required, list) else []
    optional = [key for key in _map(schema, "properties") if key not in required]
    if optional:
        names = ", ".join(shown(key, 40) for key in optional[:SHOWN])
        yield f'"required" must name every property; {names} {"is" if len(optional) == 1 else "are"} missing'
