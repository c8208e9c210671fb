"""The client's app-server without any of ours: what interactive agents are compared with."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import subprocess
from collections.abc import AsyncIterator
from typing import Any

from benchmarks.ground import Ground
from codex_agent.drivers.rpc import Connection
from codex_agent.providers.codex import threads

KNOCK_S = 0.002
_numbers = itertools.count()


class BareServer:
    """One server and one connection. A turn is over when the server says so."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.connection: Connection
        self._over: dict[str, asyncio.Event] = {}

    @classmethod
    @contextlib.asynccontextmanager
    async def running(
        cls,
        ground: Ground,
    ) -> AsyncIterator[BareServer]:
        path = ground.root / f"bare-{next(_numbers)}.sock"
        words = [ground.native, "app-server", "--listen", f"unix://{path}", "--disable", "unbounded_connection_retries"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(  # noqa: ASYNC220 - bare
            words, env=ground.env, cwd="/", stdin=quiet, stdout=quiet, stderr=quiet
        )
        server = cls(process)
        try:
            while True:
                try:
                    server.connection = await Connection.open(str(path), server._heard, lambda: None)
                    break
                except (FileNotFoundError, ConnectionRefusedError):
                    await asyncio.sleep(KNOCK_S)
            hello = threads.hello("1")  # as little is sent as to ours, but for the end of a turn
            hello["capabilities"]["optOutNotificationMethods"].remove("turn/completed")
            await server.connection.call("initialize", hello)
            await server.connection.notify("initialized")
            yield server
            await server.connection.close()
        finally:
            process.kill()
            process.wait()

    def _heard(self, message: dict[str, Any]) -> None:
        if message.get("method") == "turn/completed":
            self._event(message["params"]["turn"]["id"]).set()

    def _event(self, turn: str) -> asyncio.Event:
        return self._over.setdefault(turn, asyncio.Event())

    async def thread(self, ground: Ground) -> str:
        """A new thread, named so that no title is asked for."""
        folder = str(ground.workspace)
        params = {
            "cwd": folder,
            "sandbox": "read-only",
            "approvalPolicy": "never",
            "config": {"projects": {folder: {"trust_level": "trusted"}}, "model_reasoning_effort": "high"},
        }
        thread = str((await self.connection.call("thread/start", params))["thread"]["id"])
        await self.connection.call("thread/name/set", {"threadId": thread, "name": "bare"})
        return thread

    async def begin(self, thread: str, text: str = "hello") -> str:
        turn = await self.connection.call("turn/start", {"threadId": thread, "input": [{"type": "text", "text": text}]})
        return str(turn["turn"]["id"])

    async def over(self, turn: str) -> None:
        await self._event(turn).wait()

    async def answer(self, ground: Ground) -> None:
        """A new agent's first answer."""
        await self.over(await self.begin(await self.thread(ground)))

    async def steer(self, thread: str, turn: str, text: str) -> None:
        params = {"threadId": thread, "expectedTurnId": turn, "input": [{"type": "text", "text": text}]}
        await self.connection.call("turn/steer", params)
