"""A scripted Responses API on the loopback, for the demo and for tests with the real Codex client.

`python -m codex_agent.demo.server` prints its base URL and serves the scripts that prompts carry (see `directive`)
until SIGTERM or the end of its standard input.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from collections.abc import Sequence as SequenceOf
from typing import IO, TYPE_CHECKING, Any

from codex_agent.demo.directive import obey
from codex_agent.demo.request import Request
from codex_agent.demo.script import DONE, Reply
from codex_agent.demo.serving import Serving
from codex_agent.demo.wire import Action, plan

if TYPE_CHECKING:
    from types import FrameType

Script = Callable[[Request], Reply]


def in_order(replies: SequenceOf[Reply]) -> Script:
    """A script that gives the n-th request the n-th reply, then `DONE`; title requests are answered but not counted.

    For one client at a time: the order of parallel requests is nobody's promise.
    """
    lock = threading.Lock()
    left = iter(replies)

    def script(request: Request) -> Reply:
        if request.is_title_request:
            return obey(request)
        with lock:
            return next(left, DONE)

    return script


class ScriptedServer(Serving[Request]):
    """The Responses API, for Codex."""

    path = "/v1/responses"

    def __init__(self, script: Script | None = None, *, port: int = 0, log: IO[str] | None = None) -> None:
        super().__init__(script or obey, port=port, log=log)

    def read(self, headers: dict[str, str], body: dict[str, Any]) -> Request:
        return Request(headers, body)

    def plan(self, request: Request, reply: Reply, unique: str) -> Iterable[Action]:
        return plan(reply, response_id=f"resp_{unique}", step=request.step, code_mode=request.is_code_mode)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


def main(arguments: SequenceOf[str] | None = None) -> int:
    """Serve until SIGTERM, SIGINT or the end of standard input, so that it never outlives the one who started it."""
    parser = argparse.ArgumentParser(prog="python -m codex_agent.demo.server", description="A scripted Responses API.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--log", metavar="FILE", help="append each model request as a line of JSON")
    options = parser.parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    log = os.fdopen(os.open(options.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") if options.log else None
    with ScriptedServer(port=options.port, log=log) as server:
        os.write(sys.stdout.fileno(), f"{server.base_url}\n".encode())
        while os.read(sys.stdin.fileno(), 65536):
            pass
    return 0


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main())
