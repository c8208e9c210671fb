"""What the hooks of Claude Code share: reading the request, answering, and never disturbing the client.

Standard library alone, Python 3.9. Only built-in modules are imported on the way: `json` alone costs as much as the whole hook.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

STDIN_BYTES = 64 * 1024 * 1024
CONTEXT_CHARS = 9000  # above 10,000 the client puts the text into a file


def run(main: Callable[[dict[str, Any]], None], limit_s: float | None) -> None:
    """Call `main` with the request and end the process, always with 0: any other code is a word to the client."""
    from posix import _exit

    try:
        if limit_s is not None:
            _give_up_in(limit_s)
        if not os.environ.get("CODEX_AGENT_JOB_ID"):  # inside an agent of ours there is nothing to orchestrate
            main(parsed(sys.stdin.buffer.read(STDIN_BYTES).decode("utf-8", "replace")))
    except BaseException:  # noqa: BLE001, S110 - nothing may reach the client
        pass
    _exit(0)


def _give_up_in(seconds: float) -> None:
    """End quietly when time is up, whatever is being done."""
    import _signal  # type: ignore[import-not-found] # `signal` itself reads enum
    from posix import _exit

    _signal.signal(_signal.SIGALRM, lambda *_: _exit(0))
    _signal.setitimer(_signal.ITIMER_REAL, seconds)


def parsed(text: str) -> dict[str, Any]:
    """The JSON object. The interpreter's own scanner is used where it is there; `json` would read `re`."""
    value = loads(text)
    return value if isinstance(value, dict) else {}


def loads(text: str) -> Any:
    """One JSON value; raises on anything else."""
    try:
        from _json import make_scanner
    except ImportError:
        import json

        return json.loads(text)
    try:
        scan: Any = make_scanner
        value, end = scan(_Scanning)(text, len(text) - len(text.lstrip()))
    except StopIteration as error:
        raise ValueError("no JSON") from error
    if text[end:].strip():
        raise ValueError("more than one value")
    return value


class _Scanning:
    """What `json.JSONDecoder` tells the scanner."""

    strict = False
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float


def quoted(text: str) -> str:
    """As a JSON string, in ASCII."""
    try:
        from _json import encode_basestring_ascii
    except ImportError:
        import json

        return json.dumps(text)
    return str(encode_basestring_ascii(text))


def text_of(request: dict[str, Any], name: str) -> str:
    value = request.get(name)
    return value if isinstance(value, str) else ""


def add_context(event: str, words: str) -> None:
    """Let the client add `words` to the next request."""
    inner = '"hookEventName":' + quoted(event) + ',"additionalContext":' + quoted(words[:CONTEXT_CHARS])
    write(1, '{"hookSpecificOutput":{' + inner + "}}\n")


def write(descriptor: int, text: str) -> None:
    """Everything, to a descriptor; raises `OSError` when nobody takes it."""
    data = text.encode("utf-8", "replace")
    while data:
        data = data[os.write(descriptor, data) :]
