"""What the scripted servers share: a port on the loopback, the requests that came, and the faults of scripts."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable, Iterable
from typing import IO, TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from codex_agent.demo.listener import Listener
from codex_agent.demo.script import HttpError, Reply
from codex_agent.demo.wire import Action

if TYPE_CHECKING:
    from types import TracebackType

SECRETS = ("authorization", "x-api-key")


class Asked(Protocol):
    """What every kind of request has."""

    @property
    def headers(self) -> Any: ...
    @property
    def body(self) -> Any: ...


R = TypeVar("R", bound=Asked)


class Serving(Generic[R]):
    """Serves from `start` to `close` on a free port of 127.0.0.1; as a context manager it does both."""

    path: str  # of the model's endpoint

    def __init__(self, script: Callable[[R], Reply], *, port: int = 0, log: IO[str] | None = None) -> None:
        self.script = script
        self._wanted_port = port
        self._log = log
        self._changed = threading.Condition()
        self._requests: list[R] = []
        self._errors: list[Exception] = []
        self._listener: Listener | None = None

    def read(self, headers: dict[str, str], body: dict[str, Any]) -> R:
        """The request in the dialect of this server."""
        raise NotImplementedError

    def plan(self, request: R, reply: Reply, unique: str) -> Iterable[Action]:
        """The reply as actions; `unique` is for ids in it."""
        raise NotImplementedError

    def start(self) -> None:
        """Accept connections; returns when a client can connect."""
        self._listener = Listener(("127.0.0.1", self._wanted_port), {self.path: self._answer})
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
    def requests(self) -> list[R]:
        """All model requests so far, in the order of their arrival."""
        with self._changed:
            return list(self._requests)

    @property
    def errors(self) -> list[Exception]:
        """What scripts did wrong: raised (the client saw HTTP 500), or returned something that is no reply."""
        with self._changed:
            return [*self._errors, *(self._listener.faults if self._listener else ())]

    def await_request(self, wanted: Callable[[R], bool] = lambda _: True, *, timeout_s: float = 30) -> R:
        """Return the first request that is `wanted`, also one that came before; raises `TimeoutError`."""
        with self._changed:
            found: list[R] = []

            def look() -> bool:
                found[:] = [request for request in self._requests if wanted(request)][:1]
                return bool(found)

            if not self._changed.wait_for(look, timeout_s):
                raise TimeoutError(f"no such request within {timeout_s} s, {len(self._requests)} others")
            return found[0]

    def _answer(self, headers: dict[str, str], body: dict[str, Any]) -> Iterable[Action]:
        """Record the request and say how it is answered. Called by the connection's thread."""
        request = self.read(headers, body)
        with self._changed:
            self._requests.append(request)
            if self._log:
                shown = {name: value for name, value in headers.items() if name not in SECRETS}
                self._log.write(json.dumps({"headers": shown, "body": body}) + "\n")
                self._log.flush()
            self._changed.notify_all()
        try:
            reply = self.script(request)
        except Exception as error:  # noqa: BLE001 - any fault of a caller's script must reach the client and `errors`
            with self._changed:
                self._errors.append(error)
            reply = HttpError(500, {"error": {"message": f"script raised {error!r}", "code": "script_error"}})
        return self.plan(request, reply, uuid.uuid4().hex)
