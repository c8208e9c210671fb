"""Values of `-c KEY=VALUE` as TOML. The client parses the value as TOML and falls back to a raw string in silence, so quoting must be exact."""

from __future__ import annotations

import json
from collections.abc import Iterable

_DEL = "\x7f"  # the one control character that JSON may keep and TOML may not


def toml_string(text: str) -> str:
    """A basic string on one line; also valid as a quoted key. `text` must be encodable as UTF-8."""
    return json.dumps(text, ensure_ascii=False).replace(_DEL, "\\u007F")


def toml_array(texts: Iterable[str]) -> str:
    return f"[{','.join(toml_string(text) for text in texts)}]"
