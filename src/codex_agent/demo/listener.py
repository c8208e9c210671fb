"""HTTP on the loopback for the scripted server: one thread for each connection, all of them gone after `close`."""

from __future__ import annotations

import contextlib
import json
import selectors
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

from codex_agent.demo.script import Gate, HttpError
from codex_agent.demo.wire import Action, Respond, Wait

Answer = Callable[[dict[str, str], dict[str, Any]], Iterable[Action]]  # of lower-case headers and the parsed body
_CLOSE_TIMEOUT_S = 10.0
_NOT_FOUND = HttpError(404, {"error": {"message": "no such endpoint", "code": "not_found"}})
_NO_JSON = HttpError(400, {"error": {"message": "the body is not a JSON object", "code": "bad_json"}})
_NO_WEBSOCKET = HttpError(426, {"error": {"message": "use POST", "code": "upgrade_required"}})


class Listener(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Bound when made; accepts between `serve` and `close`."""

    allow_reuse_address = True
    request_queue_size = 1024
    timeout = 0  # `handle_request` is called for a connection that waits already; never block for one that went away

    def __init__(self, address: tuple[str, int], answers: Mapping[str, Answer]) -> None:
        """`answers` by the path of a POST."""
        super().__init__(address, _Handler)
        self.answers = answers
        self.faults: list[Exception] = []
        self._wake, self._waker = socket.socketpair()
        self._lock = threading.Lock()
        self._connections: dict[threading.Thread, socket.socket] = {}
        self._thread = threading.Thread(target=self._accept, name="scripted-server", daemon=True)

    def serve(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """End all connections and return when their threads are gone. Idempotent; raises `TimeoutError`."""
        with self._lock:
            if self._waker.fileno() < 0:
                return
            self._waker.close()
        self._thread.join()
        self.server_close()
        self._wake.close()
        for connection in self._connections.values():
            _shut(connection)
        ends_at = time.monotonic() + _CLOSE_TIMEOUT_S
        for thread in self._connections:
            thread.join(max(0.0, ends_at - time.monotonic()))
            if thread.is_alive():
                raise TimeoutError(f"a scripted reply did not end within {_CLOSE_TIMEOUT_S} s")

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.socket, selectors.EVENT_READ)
            selector.register(self._wake, selectors.EVENT_READ)
            while not any(key.fileobj is self._wake for key, _ in selector.select()):
                self.handle_request()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Called by the accepting thread alone, which `close` has joined before it reads the connections."""
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        self._connections = {at: kept for at, kept in self._connections.items() if at.is_alive()}
        self._connections[thread] = request
        thread.start()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the base class's signature
        """Keep faults of scripts; a client that leaves in the middle is none."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self.faults.append(error)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Listener

    def do_POST(self) -> None:
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        answer = self.server.answers.get(urlsplit(self.path).path.rstrip("/"))
        if answer is None:
            self._respond(_NOT_FOUND)
            return
        try:
            parsed = json.loads(body)
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            self._respond(_NO_JSON)
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._perform(answer(headers, parsed))

    def do_GET(self) -> None:
        self.close_connection = True
        path = urlsplit(self.path).path.rstrip("/")
        if path == "/v1/responses":
            self._respond(_NO_WEBSOCKET)
        elif path == "/v1/models":
            self._respond(HttpError(200, {"object": "list", "data": [{"id": "gpt-5.5", "object": "model"}]}))
        else:
            self._respond(_NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Nothing: requests are kept as data."""

    def _perform(self, actions: Iterable[Action]) -> None:
        streaming = False
        for action in actions:
            if isinstance(action, Respond):
                self._respond(action.error)
            elif isinstance(action, Wait):
                if not self._hold(action.until):
                    return
            else:
                if not streaming:
                    self._open_stream()
                    streaming = True
                self.wfile.write(action.data)

    def _open_stream(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()

    def _respond(self, answer: HttpError) -> None:
        is_json = isinstance(answer.body, Mapping)
        data = (json.dumps(answer.body) if is_json else str(answer.body)).encode()
        headers = {"content-type": "application/json" if is_json else "text/plain", **answer.headers}
        self.send_response(answer.status)
        for name, value in {**headers, "content-length": str(len(data)), "connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _hold(self, until: Gate | float) -> bool:
        """Wait; False when the client has gone away, or the server closed its connection, before the end."""
        if not isinstance(until, Gate):
            return self._stays(until, None)
        receiver, sender = socket.socketpair()

        def wake() -> None:
            _shut(sender)

        with receiver, sender:
            until.arrive(wake)
            try:
                return self._stays(None, receiver)
            finally:
                until.leave(wake)

    def _stays(self, seconds: float | None, receiver: socket.socket | None) -> bool:
        with selectors.DefaultSelector() as selector:
            client = selector.register(self.connection, selectors.EVENT_READ)
            if receiver:
                selector.register(receiver, selectors.EVENT_READ)
            ready = [key for key, _ in selector.select(seconds)]
        # The request has been read to its end, so a readable client has hung up.
        return client not in ready


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # its other end was quicker
        connection.shutdown(socket.SHUT_RDWR)
