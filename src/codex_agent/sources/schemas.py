"""A schema by what a user calls it: the name of one of ours, or a file. Read here, judged by the supervisor."""

from __future__ import annotations

from pathlib import Path

from codex_agent.answers.schema import SCHEMA_BYTES
from codex_agent.errors import usage_error

BUILT_IN = ("findings",)
_FOLDER = Path(__file__).parents[1] / "schemas"


def read(named: str) -> dict[str, str]:
    """What `start` sends of a schema: `name`, for lists, and `text`, byte for byte. Raises usage errors.

    A file that is called like one of ours is meant by `./findings`.
    """
    path = _FOLDER / f"{named}.schema.json" if named in BUILT_IN else Path(named)
    try:
        with path.open("rb") as file:
            data = file.read(SCHEMA_BYTES + 4)  # one byte too many, behind a byte-order mark
    except (OSError, ValueError) as error:
        words = f"cannot read {named}: {error.strerror if isinstance(error, OSError) else error}"
        raise usage_error("bad_schema", words, f"a JSON Schema file, or {', '.join(BUILT_IN)}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise usage_error("bad_schema", f"{named} is not UTF-8 at byte {error.start}") from error
    return {"name": path.name if named not in BUILT_IN else named, "text": text}
