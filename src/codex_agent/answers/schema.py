"""A schema as a user wrote it: read, and refused before anything starts if no answer could ever be held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_agent.answers.fitting import explained
from codex_agent.answers.text import NotJson, parse, shown, whole
from codex_agent.errors import AgentError, usage_error

if TYPE_CHECKING:
    from jsonschema.protocols import Validator
    from referencing._core import Resolved, Resolver
    from referencing.jsonschema import SchemaRegistry

SCHEMA_BYTES = 1_000_000
_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")


def load(text: str | bytes, source: str) -> dict[str, Any]:
    """The schema in `text`; `source` names it in errors. Nothing is fetched from anywhere. Raises usage errors."""
    try:
        words = text.decode() if isinstance(text, bytes) else text
        size = len(words.encode())
    except UnicodeError as error:
        raise _bad(source, "it is not UTF-8") from error
    if size > SCHEMA_BYTES:
        raise _bad(source, f"it has {size:,} bytes; at most {SCHEMA_BYTES:,} are taken")
    try:
        schema = parse(words)
    except NotJson as error:
        raise _bad(source, str(error)) from error
    if not whole(schema):
        raise _bad(source, "it has half of a surrogate pair, which is no character")
    if not isinstance(schema, dict):
        raise _bad(source, f"a schema is a JSON object, not {shown(schema, 60)}")
    if schema.get("type", "object") != "object":
        hint = 'an answer is an object: put the list or value into one, {"type": "object", "properties": ...}'
        raise _bad(source, f'$.type: the answer must be of type "object", not {shown(schema["type"], 60)}', hint)
    _check(schema, source)
    return schema


def validator(schema: dict[str, Any]) -> Validator:
    """For the draft that the schema names, else the newest. It resolves what is inside the schema and nothing else."""
    from referencing import Registry

    registry: SchemaRegistry = Registry()
    return _draft(schema)(schema, registry=registry)


def _draft(schema: dict[str, Any], source: str = "the schema") -> type[Validator]:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import validator_for

    if "$schema" not in schema:
        return Draft202012Validator
    named = schema["$schema"]
    found = validator_for(schema, default=None) if isinstance(named, str) else None  # type: ignore[arg-type]  # it is handed back
    if found is None:
        hint = 'leave it out, or name a draft: "https://json-schema.org/draft/2020-12/schema"'
        raise _bad(source, f'"$schema": {shown(named, 60)} is no known draft', hint)
    return found


def _check(schema: dict[str, Any], source: str) -> None:
    try:
        draft = _draft(schema, source)
        meta = draft(draft.META_SCHEMA, format_checker=draft.FORMAT_CHECKER)
        wrong = explained(meta, schema)
        if wrong:
            raise _bad(source, f"no valid JSON Schema: {wrong[0]}")
        _resolve_all(schema, source)
        validator(schema).is_valid({})
    except RecursionError as error:
        raise _bad(source, "it refers to itself without an end") from error


def _resolve_all(schema: dict[str, Any], source: str) -> None:
    """Every reference leads to a place inside the schema, so that no answer can meet one that does not."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012, specification_with

    draft = specification_with(schema.get("$schema", ""), default=DRAFT202012)
    whole, registry = draft.create_resource(schema), Registry[Any]()
    seen = set[int]()
    try:
        left = [(whole, registry.resolver_with_root(whole))]
        while left:
            one, resolver = left.pop()
            if not isinstance(one.contents, dict) or id(one.contents) in seen:
                continue
            seen.add(id(one.contents))
            for wanted in _references(one.contents):
                found = _resolved(resolver, wanted, source)
                left.append((draft.create_resource(found.contents), found.resolver))
            left += [(inner, resolver.in_subresource(inner)) for inner in one.subresources()]
    except ValueError as error:
        raise _bad(source, f'"$id" is no URI: {error}') from error


def _references(schema: dict[str, Any]) -> list[str]:
    return [wanted for keyword in _REFERENCES if isinstance(wanted := schema.get(keyword), str)]


def _resolved(resolver: Resolver[Any], wanted: str, source: str) -> Resolved[Any]:
    from referencing.exceptions import Unresolvable

    try:
        return resolver.lookup(wanted)
    except (Unresolvable, ValueError, LookupError, TypeError) as error:
        hint = "put what it refers to under $defs; nothing is fetched"
        raise _bad(source, f"the reference {shown(wanted)} leads to no place in this schema", hint) from error


def _bad(source: str, words: str, hint: str | None = None) -> AgentError:
    return usage_error("bad_schema", f"{source}: {words}", hint)
