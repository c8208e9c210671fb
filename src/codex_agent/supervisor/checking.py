"""Schemas and answers, held against each other by `checker.py` in a process of its own, a few at a time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codex_agent.answers.fitting import too_long
from codex_agent.answers.schema import SCHEMA_BYTES
from codex_agent.checker import CPU_S, recorded
from codex_agent.errors import AgentError, usage_error

log = logging.getLogger("codex_agent.supervisor")

AT_ONCE = max(2, os.cpu_count() or 2)
CHECKERS = 3  # for one text, as somebody may kill them: a machine without memory, say
PATIENCE_S = 60.0  # the checker's own limit counts its computing; this one is for a machine that gives it none
_TOO_SLOW = f"it takes more than {CPU_S} s; a pattern or a reference may be the reason"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`text` is the answer's JSON, or the answer as it is if it does not fit.

    `misfits` say where and why it does not. With a `fault` nobody can tell, and asking once more would not help.
    """

    text: str
    misfits: tuple[str, ...] = ()
    fault: str | None = None


class Check:
    """One answer that is being checked; nobody waits for it but whoever wants to."""

    def __init__(self, task: asyncio.Task[Verdict], wake: Callable[[], None]) -> None:
        self._task = task
        task.add_done_callback(lambda _: wake())

    @property
    def done(self) -> bool:
        return self._task.done()

    async def verdict(self) -> Verdict:
        """At once if it is `done`. Raises `AgentError` if no checker can be started."""
        return await self._task

    def cancel(self) -> None:
        """Nobody wants to know any more."""
        self._task.cancel()


class Checks:
    """One supervisor's checks."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def schema(self, text: str, source: str) -> tuple[str, ...]:
        """What is to be said of a schema that can be used. Raises a usage error for any other."""
        data = text.encode("utf-8", "surrogatepass")
        if len(data) > SCHEMA_BYTES:
            words = f"{source}: it has {len(data):,} bytes; at most {SCHEMA_BYTES:,} are taken"
            raise usage_error("bad_schema", words)
        said = await self._run("schema", source, text=data)
        if "fault" in said:
            raise usage_error("bad_schema", f"{source}: it cannot be checked: {said['fault']}")
        if "error" in said:
            raise AgentError.from_json(said["error"])
        return tuple(said["notices"])

    def begin(self, schema: Path, record: Path, message: str | None, wake: Callable[[], None]) -> Check:
        """Start to check an answer; `wake` is called when the verdict is there."""
        return Check(asyncio.create_task(self.answer(schema, record, message)), wake)

    async def answer(self, schema: Path, record: Path, message: str | None) -> Verdict:
        """Hold the last message of a turn against the file of its job's schema; `record` is where the checker writes its verdict."""
        message = message or ""
        if refusal := too_long(message):
            return Verdict(message, (refusal,))
        text = message.encode("utf-8", "replace")
        said = recorded(record, text) or await self._run("answer", str(schema), str(record), text=text)
        if "fault" in said:
            return Verdict(message, fault=said["fault"])
        misfits = tuple(said["misfits"])
        return Verdict(message if misfits else said["text"], misfits)

    async def _run(self, *arguments: str, text: bytes) -> dict[str, Any]:
        """What the checker says; a `fault` if its limits have ended it. One that somebody killed has a successor."""
        async with self._slots:
            for left in reversed(range(CHECKERS)):
                code, out, errors = await _ended(*arguments, text=text)
                if code is None or code == -signal.SIGXCPU:
                    return {"fault": _TOO_SLOW}
                if code >= 0 or not left:
                    break
                log.error("checker was killed by signal %s; one more is started", -code)
        if code:
            words = errors.decode(errors="replace").strip()
            log.error("checker ended with %s: %s", code, words[-2000:])
            return {"fault": words.rpartition("\n")[2][:200] or f"its checker ended with {code}"}
        said: dict[str, Any] = json.loads(out)
        return said


async def _ended(*arguments: str, text: bytes) -> tuple[int | None, bytes, bytes]:
    """How one checker ended and what it printed; None for one that took longer than our patience."""
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "codex_agent.checker", *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd="/",
            env={"LANG": "C.UTF-8"},
        )
    except OSError as error:
        words = f"the checker of answers cannot be started: {error.strerror or error}"
        raise AgentError("checker", words, hint="codex-agent health") from error
    try:
        async with asyncio.timeout(PATIENCE_S):
            out, errors = await process.communicate(text)
    except TimeoutError:
        return None, b"", b""
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return process.returncode, out, errors
