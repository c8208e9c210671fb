"""Holding foreign text against a schema, in a process of its own: `python -m codex_agent.checker schema SOURCE | answer SCHEMA VERDICT`.

The text comes on standard input, one JSON object goes out. A pattern can take for ever, and Python's regular expressions stop every
thread meanwhile; here only this process is stopped, by a limit that it sets itself, so it ends also when nobody waits for it any more.

The verdict on an answer also goes to a file. Whoever asks again, because the supervisor that asked first is gone, waits for the
checker that is at work (the schema's file is its lock) and takes over what that one has found.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from codex_agent.errors import AgentError
from codex_agent.paths import write_atomic

CPU_S = 5  # the longest answer, held against our own schema, takes 1.4
MEMORY_BYTES = 2_000_000_000
RECURSION = (
    5_000  # some ten frames for each level of an answer, and an answer has a hundred; the C stack takes twice as many
)
LOCK_S = 20  # another checker that holds the lock for longer was stopped by somebody


def main() -> None:
    # Processor time ends it with a signal of its own before the last one, so that whoever waits can tell it from a kill.
    limits = (
        (resource.RLIMIT_CPU, CPU_S, CPU_S + 1),
        (resource.RLIMIT_AS, *2 * (MEMORY_BYTES,)),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for limit, soft, hard in limits:
        with contextlib.suppress(OSError, ValueError):  # a system that does not have it, or a lower one of the user
            resource.setrlimit(limit, (soft, hard))
    sys.setrecursionlimit(RECURSION)
    verb, *arguments = sys.argv[1:]
    text = sys.stdin.buffer.read()
    said = check_schema(text, *arguments) if verb == "schema" else check_answer(text, *map(Path, arguments))
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


def check_answer(answer: bytes, schema: Path, verdict: Path) -> dict[str, Any]:
    """The `text` of an answer and its `misfits`, or the `fault` for which it cannot be held against its schema."""
    try:
        with schema.open("rb") as file:
            _lock(file.fileno())
            known = recorded(verdict, answer)
            if known is not None:
                return known
            said = _judged(answer, file.read())
            with contextlib.suppress(OSError):  # a full disk: then only whoever asked knows
                write_atomic(verdict, json.dumps({**said, "sha256": _digest(answer)}).encode())
            return said
    except OSError as error:
        return {"fault": f"the job's schema cannot be read: {error.strerror}"}


def recorded(verdict: Path, answer: bytes) -> dict[str, Any] | None:
    """What a checker has written down about this very answer."""
    try:
        said = json.loads(verdict.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(said, dict) or said.pop("sha256", None) != _digest(answer):
        return None
    return said


def _digest(answer: bytes) -> str:
    return hashlib.sha256(answer).hexdigest()


def _lock(fd: int) -> None:
    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LOCK_S)
    with contextlib.suppress(TimeoutError, OSError):  # two at work are better than none
        fcntl.flock(fd, fcntl.LOCK_EX)
    signal.alarm(0)


def _judged(answer: bytes, text: bytes) -> dict[str, Any]:
    from codex_agent.answers import fitting, schema

    try:
        check = schema.validator(schema.load(text, "the schema"))
        found = fitting.fit(check, answer.decode(errors="replace"))
    except AgentError as error:
        return {"fault": error.message}
    except RecursionError:
        return {"fault": "the schema refers to itself without an end"}
    return {"text": found.text, "misfits": found.misfits}


if __name__ == "__main__":
    main()
