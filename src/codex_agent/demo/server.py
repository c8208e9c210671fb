"""A scripted Responses API on the loopback, for the demo and for tests with the real Codex client.

`python -m codex_agent.demo.server` prints its base URL and serves the scripts that prompts carry (see `directive`)
until SIGTERM or the end of its standard input.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import uuid
from collections.abc import Callable, Iterable
from collections.abc import Sequence as SequenceOf
from typing import IO, TYPE_CHECKING, Self

from codex_agent.demo.directive import obey
from codex_agent.demo.listener import Listener
from codex_agent.demo.request import Request
from codex_agent.demo.script import DONE, HttpError, Reply
from codex_agent.demo.wire import Action, plan

if TYPE_CHECKING:
    from types import FrameType, TracebackType

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


class ScriptedServer:
    """Serves from `start` to `close` on a free port of 127.0.0.1; as a context manager it does both."""

    def __init__(self, script: Script | None = None, *, port: int = 0, log: IO[str] | None = None) -> None:
        self.script: Script = script or obey
        self._wanted_port = port
        self._log = log
        self._changed = threading.Condition()
        self._requests: list[Request] = []
        self._errors: list[Exception] = []
        self._listener: Listener | None = None

    def start(self) -> None:
        """Accept connections; returns when a client can connect."""
        self._listener = Listener(("127.0.0.1", self._wanted_port), self._answer)
        self._listener.serve()

    def close(self) -> None:
        """End every held reply and every connection; returns when no thread of the server is left. Idempotent."""
        if self._listener:
            self._listener.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def port(self) -> int:
        if self._listener is None:
            raise RuntimeError("the scripted server has not been started")
        return int(self._listener.server_address[1])

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def requests(self) -> list[Request]:
        """All model requests so far, in the order of their arrival."""
        with self._changed:
            return list(self._requests)

    @property
    def errors(self) -> list[Exception]:
        """What scripts did wrong: raised (the client saw HTTP 500), or returned something that is no reply."""
        with self._changed:
            return [*self._errors, *(self._listener.faults if self._listener else ())]

    def await_request(self, wanted: Callable[[Request], bool] = lambda _: True, *, timeout_s: float = 30) -> Request:
        """Return the first request that is `wanted`, also one that came before; raises `TimeoutError`."""
        with self._changed:
            found: list[Request] = []

            def look() -> bool:
                found[:] = [request for request in self._requests if wanted(request)][:1]
                return bool(found)

            if not self._changed.wait_for(look, timeout_s):
                raise TimeoutError(f"no such request within {timeout_s} s, {len(self._requests)} others")
            return found[0]

    def _answer(self, request: Request) -> Iterable[Action]:
        """Record the request and say how it is answered. Called by the connection's thread."""
        with self._changed:
            self._requests.append(request)
            if self._log:
                headers = {name: value for name, value in request.headers.items() if name != "authorization"}
                self._log.write(json.dumps({"headers": headers, "body": request.body}) + "\n")
                self._log.flush()
            self._changed.notify_all()
        try:
            reply = self.script(request)
        except Exception as error:  # noqa: BLE001 - any fault of a caller's script must reach the client and `errors`
            with self._changed:
                self._errors.append(error)
            reply = HttpError(500, {"error": {"message": f"script raised {error!r}", "code": "script_error"}})
        response_id = f"resp_{uuid.uuid4().hex}"
        return plan(reply, response_id=response_id, step=request.step, code_mode=request.is_code_mode)


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
