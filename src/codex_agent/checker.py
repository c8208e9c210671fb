"""Holding foreign text against a schema, in a process of its own: `python -m codex_agent.checker schema SOURCE | answer FILE`.

The text comes on standard input, one JSON object goes out. A pattern can take for ever, and Python's regular expressions stop every
thread meanwhile; here only this process is stopped, by a limit that it sets itself, so it ends also when nobody waits for it any more.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from pathlib import Path
from typing import Any

from codex_agent.errors import AgentError

CPU_S = 5  # the longest answer, held against our own schema, takes 1.4
MEMORY_BYTES = 2_000_000_000
RECURSION = (
    5_000  # some ten frames for each level of an answer, and an answer has a hundred; the C stack takes twice as many
)


def main() -> None:
    for limit, most in ((resource.RLIMIT_CPU, CPU_S), (resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):  # a system that does not have it, or a lower one of the user
            resource.setrlimit(limit, (most, most))
    sys.setrecursionlimit(RECURSION)
    verb, argument = sys.argv[1:]
    text = sys.stdin.buffer.read()
    said = check_schema(text, argument) if verb == "schema" else check_answer(text, argument)
    sys.stdout.write(json.dumps(said))
    sys.stdout.flush()


def check_schema(text: bytes, source: str) -> dict[str, Any]:
    """`notices` for a schema that can be used, else `error`."""
    from codex_agent.answers import schema, strict

    try:
        notice = strict.notice(schema.load(text, source))
    except AgentError as error:
        return {"error": error.as_json()}
    return {"notices": [f"{source}: {notice}"] if notice else []}


def check_answer(answer: bytes, file: str) -> dict[str, Any]:
    """The `text` of an answer and its `misfits`, or the `fault` for which it cannot be held against its schema."""
    from codex_agent.answers import fitting, schema

    try:
        known = schema.load(Path(file).read_bytes(), "the schema")
    except OSError as error:
        return {"fault": f"the job's schema cannot be read: {error.strerror}"}
    except AgentError as error:
        return {"fault": error.message}
    try:
        found = fitting.fit(schema.validator(known), answer.decode(errors="replace"))
    except RecursionError:
        return {"fault": "the schema refers to itself without an end"}
    return {"text": found.text, "misfits": found.misfits}


if __name__ == "__main__":
    main()
