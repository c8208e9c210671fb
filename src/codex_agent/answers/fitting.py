"""Whether an answer fits its schema, and where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from codex_agent.answers.text import NotJson, parse, place, shown, unfenced

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

ANSWER_BYTES = 4_000_000  # some ten times of what a model can say in one answer
MISFITS = 10  # more of them help nobody
_LOOKED_AT = 50
_WORD_CHARS = 500


@dataclass(frozen=True, slots=True)
class Fit:
    """`text` is the answer's JSON, without a fence around it; it fits if there are no `misfits`, each a place and what is wrong there."""

    text: str
    misfits: tuple[str, ...] = ()


def too_long(answer: str) -> str | None:
    """What to say of an answer that is not looked into, None for one that is."""
    size = len(answer.encode("utf-8", "replace"))
    return f"$: the answer has {size:,} bytes, at most {ANSWER_BYTES:,} are read" if size > ANSWER_BYTES else None


def fit(check: Validator, answer: str) -> Fit:
    """Read an answer and hold it against a schema. Raises `RecursionError` for a schema that refers to itself without an end."""
    text = unfenced(answer)
    if not text:
        return Fit(text, ("$: the answer is empty",))
    try:
        value = parse(text)
    except NotJson as error:
        return Fit(text, (f"$: {error}",))
    return Fit(text, explained(check, value))


def explained(check: Validator, value: Any) -> tuple[str, ...]:
    """The places that do not fit, each once, in the order in which the schema comes to them."""
    from jsonschema.exceptions import best_match

    found = (best_match([error]) for error in islice(check.iter_errors(value), _LOOKED_AT))
    words = dict.fromkeys(f"{place(error.absolute_path)}: {_reason(error)}"[:_WORD_CHARS] for error in found if error)
    return tuple(islice(words, MISFITS))


def _reason(error: ValidationError) -> str:
    keyword = str(error.validator) if error.validator else ""
    words = _WORDS.get(keyword)
    said = words(error) if words else None
    if said:
        return said
    if not keyword:  # the schema is `false`
        return f"{shown(error.instance)} must not be here"
    return f"{shown(error.instance)} is against {shown(keyword)}: {shown(error.validator_value)}"


def _type(error: ValidationError) -> str:
    return f"{shown(error.instance)} is not of type {_listed(error.validator_value, ' or ')}"


def _enum(error: ValidationError) -> str:
    return f"{shown(error.instance)} is not one of {_listed(error.validator_value, ', ')}"


def _const(error: ValidationError) -> str:
    return f"{shown(error.instance)} is not {shown(error.validator_value)}"


def _format(error: ValidationError) -> str:
    return f"{shown(error.instance)} is no {shown(error.validator_value)}"


def _required(error: ValidationError) -> str | None:
    names, instance = error.validator_value, error.instance
    if not isinstance(names, list) or not isinstance(instance, dict):  # a boolean in draft 3
        return None
    missing = [name for name in names if name not in instance]
    return f"{_listed(missing, ', ')} {'is' if len(missing) == 1 else 'are'} missing" if missing else None


def _additional(error: ValidationError) -> str | None:
    schema, instance = error.schema, error.instance
    if error.validator_value is not False or not isinstance(schema, dict) or not isinstance(instance, dict):
        return None
    patterns = list(schema.get("patternProperties", ()))
    known = schema.get("properties", ())
    extra = [key for key in instance if key not in known and not any(re.search(pattern, key) for pattern in patterns)]
    return f"{_listed(extra, ', ')} {'is' if len(extra) == 1 else 'are'} no key of this object" if extra else None


def _listed(values: Any, between: str) -> str:
    several = values if isinstance(values, list) else [values]
    return between.join(shown(value, 60) for value in several[:12]) + (f"{between}…" if len(several) > 12 else "")


_WORDS: dict[str, Callable[[ValidationError], str | None]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "format": _format,
    "required": _required,
    "additionalProperties": _additional,
}
