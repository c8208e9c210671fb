"""JSON-RPC with an app-server over a WebSocket on a Unix socket. No decisions: messages in, messages out.

Replies are matched to their calls; everything else goes to `heard` on the loop, in the order of its arrival.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

CLOSE_S = 1.0
REPLY_S = 30.0  # a server that does not answer a call for this long is not going to
MESSAGE_BYTES = 256 * 1024 * 1024

Message = dict[str, Any]


class CallRefused(Exception):
    """The server answered with an error; `message` are its words."""

    def __init__(self, method: str, message: str) -> None:
        super().__init__(f"{method}: {message}")
        self.message = message


class ConnectionLost(Exception):
    """The connection is gone, or the server does not answer; whether a call under way was carried out is not known."""


class Connection:
    """One client of a server. `closed` is called once, on the loop, when the connection is gone."""

    def __init__(self, socket: ClientConnection, heard: Callable[[Message], None], closed: Callable[[], None]) -> None:
        self._socket = socket
        self._heard = heard
        self._closed = closed
        self._ids = itertools.count(1)
        self._calls: dict[int, asyncio.Future[Message]] = {}
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, path: str, heard: Callable[[Message], None], closed: Callable[[], None]) -> Connection:
        """Raises OSError when nobody listens, `ConnectionLost` when it is no WebSocket server."""
        # No pings: an idle connection costs nothing. The default limit would close it on one long line of a command.
        try:
            socket = await unix_connect(
                path,
                "ws://localhost/",
                max_size=MESSAGE_BYTES,
                compression=None,
                ping_interval=None,
                close_timeout=CLOSE_S,
            )
        except InvalidHandshake as error:
            raise ConnectionLost(str(error)) from error
        return cls(socket, heard, closed)

    @property
    def lost(self) -> bool:
        return self._reader.done()

    async def call(self, method: str, params: Message, *, timeout_s: float = REPLY_S) -> Message:
        """The result of a call. Raises `CallRefused` or `ConnectionLost`."""
        if self.lost:
            raise ConnectionLost(method)
        number = next(self._ids)
        reply = self._calls[number] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout_s):
                await self._send({"id": number, "method": method, "params": params})
                answer = await reply
        except TimeoutError:
            raise ConnectionLost(f"{method}: no answer for {timeout_s:g} s") from None
        finally:
            self._calls.pop(number, None)
        if "error" in answer:
            error = answer["error"]
            words = error.get("message") if isinstance(error, dict) else None
            raise CallRefused(method, str(words or error))
        result = answer.get("result")
        return result if isinstance(result, dict) else {}

    async def notify(self, method: str) -> None:
        await self._send({"method": method})

    async def answer(self, request: Message, result: Message) -> None:
        """Answer a request of the server."""
        await self._send({"id": request["id"], "result": result})

    async def refuse(self, request: Message, words: str) -> None:
        await self._send({"id": request["id"], "error": {"code": -32601, "message": words}})

    async def close(self) -> None:
        await self._socket.close()

    async def _send(self, message: Message) -> None:
        try:
            await self._socket.send(json.dumps(message))
        except ConnectionClosed as error:
            raise ConnectionLost(str(error)) from error

    async def _read(self) -> None:
        try:
            async for frame in self._socket:
                self._take(frame)
        except ConnectionClosed:
            pass
        finally:
            for reply in self._calls.values():
                if not reply.done():
                    reply.set_exception(ConnectionLost("the connection was closed"))
            self._closed()

    def _take(self, frame: str | bytes) -> None:
        try:
            message = json.loads(frame)
        except ValueError:
            return
        if not isinstance(message, dict):
            return
        if "method" in message:
            self._heard(message)
        elif (reply := self._calls.get(message.get("id", 0))) is not None and not reply.done():
            reply.set_result(message)
