"""What every scripted model server does, whichever API it speaks: keeps requests, runs the script, ends cleanly."""

from __future__ import annotations

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import IO, TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from codex_agent.demo.listener import Call, Listener
from codex_agent.demo.script import HttpError, Reply
from codex_agent.demo.wire import Action, Respond

if TYPE_CHECKING:
    from types import TracebackType

NOT_FOUND = HttpError(404, {"error": {"message": "no such endpoint", "code": "not_found"}})
NO_JSON = HttpError(400, {"error": {"message": "the body is not a JSON object", "code": "bad_json"}})
_SECRET_HEADERS = ("authorization", "x-api-key", "x-goog-api-key")


class Asked(Protocol):
    """A model request, in any dialect."""

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def body(self) -> Mapping[str, Any]: ...


RequestT = TypeVar("RequestT", bound=Asked)


class Serving(ABC, Generic[RequestT]):
    """Serves from `start` to `close` on a free port of 127.0.0.1; as a context manager it does both."""

    def __init__(self, script: Callable[[RequestT], Reply], *, port: int = 0, log: IO[str] | None = None) -> None:
        self.script = script
        self._wanted_port = port
        self._log = log
        self._changed = threading.Condition()
        self._requests: list[RequestT] = []
        self._errors: list[Exception] = []
        self._listener: Listener | None = None

    @abstractmethod
    def _route(self, call: Call) -> RequestT | HttpError:
        """The model request behind an HTTP call, or the plain answer of any other."""

    @abstractmethod
    def _plan(self, reply: Reply, request: RequestT) -> Iterable[Action]:
        """The reply in this server's dialect."""

    def _choose(self, request: RequestT) -> Reply:
        """The scripted reply; what it raises reaches the client as HTTP 500."""
        return self.script(request)

    def start(self) -> None:
        """Accept connections; returns when a client can connect."""
        self._listener = Listener(("127.0.0.1", self._wanted_port), self._take)
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
    def requests(self) -> list[RequestT]:
        """All model requests so far, in the order of their arrival."""
        with self._changed:
            return list(self._requests)

    @property
    def errors(self) -> list[Exception]:
        """What scripts did wrong: raised (the client saw HTTP 500), or returned something that is no reply."""
        with self._changed:
            return [*self._errors, *(self._listener.faults if self._listener else ())]

    def await_request(self, wanted: Callable[[RequestT], bool] = lambda _: True, *, timeout_s: float = 60) -> RequestT:
        """Return the first request that is `wanted`, also one that came before; raises `TimeoutError`."""
        with self._changed:
            found: list[RequestT] = []

            def look() -> bool:
                found[:] = [request for request in self._requests if wanted(request)][:1]
                return bool(found)

            if not self._changed.wait_for(look, timeout_s):
                raise TimeoutError(f"no such request within {timeout_s} s, {len(self._requests)} others")
            return found[0]

    def _take(self, call: Call) -> Iterable[Action]:
        found = self._route(call)
        return [Respond(found)] if isinstance(found, HttpError) else self._answer(found)

    def _answer(self, request: RequestT) -> Iterable[Action]:
        """Record the request and say how it is answered. Called by the connection's thread."""
        with self._changed:
            self._requests.append(request)
            if self._log:
                headers = {name: value for name, value in request.headers.items() if name not in _SECRET_HEADERS}
                self._log.write(json.dumps({"headers": headers, "body": request.body}) + "\n")
                self._log.flush()
            self._changed.notify_all()
        try:
            reply = self._choose(request)
        except Exception as error:  # noqa: BLE001 - any fault of a caller's script must reach the client and `errors`
            with self._changed:
                self._errors.append(error)
            reply = HttpError(500, {"error": {"message": f"script raised {error!r}", "code": "script_error"}})
        return self._plan(reply, request)


def json_body(call: Call) -> dict[str, Any] | None:
    """The call's body if it is a JSON object."""
    try:
        parsed = json.loads(call.body)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None
