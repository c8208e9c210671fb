"""The control socket: one task a connection. A client that hangs up cancels what it asked for; a bad line ends its connection alone."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from codex_agent import __version__, wire
from codex_agent.errors import AgentError, Exit
from codex_agent.supervisor.house import log
from codex_agent.supervisor.operations import Operations


class Server:
    """`busy` counts requests under way; `idle` is called when the last one ended, `handover` when a newer client asks."""

    def __init__(self, operations: Operations, idle: Callable[[], None], handover: Callable[[], None]) -> None:
        self.operations = operations
        self.busy = 0
        self._idle = idle
        self._handover = handover

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read requests while one is answered, so that a hang-up or a read mark is seen at once."""
        running: asyncio.Task[None] | None = None
        self.busy += 1
        try:
            while line := await reader.readline():
                request = wire.decode(line)
                op = request.get("op")
                if self.operations.noted(request):
                    continue
                if op == "ping":
                    await _write(writer, {"ack": True})
                elif wire.newer(str(request.get("v")), __version__):
                    await _write(writer, _error(AgentError("handover", "a newer version takes over")))
                    self._handover()
                    return
                elif running is None or running.done():
                    await _write(writer, {"ack": True})
                    running = asyncio.create_task(self._answer(request, writer))
        except ConnectionError:  # hung up in the middle
            log.debug("a client hung up")
        except ValueError as error:  # not our protocol, or no whole line
            log.info("connection dropped: %s", error)
        finally:
            if running is not None:
                running.cancel()
            with contextlib.suppress(ConnectionError):
                writer.close()
            self.busy -= 1
            self._idle()

    async def _answer(self, request: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        async def push(message: dict[str, Any]) -> None:
            await _write(writer, message)

        try:
            answer = await self.operations.run(request, push)
        except AgentError as error:
            answer = _error(error)
        except ConnectionError:
            return
        except Exception as error:  # noqa: BLE001 - a fault in one request must not end the supervisor
            log.exception("request %s", request.get("op"))
            what = f"our own fault in the supervisor: {type(error).__name__}: {error}"
            answer = _error(AgentError("bug", what, exit_code=Exit.BUG, hint="see supervisor.log in the state folder"))
        with contextlib.suppress(ConnectionError):
            await _write(writer, answer)


def _error(error: AgentError) -> dict[str, Any]:
    return {"ok": False, "error": error.as_json()}


async def _write(writer: asyncio.StreamWriter, message: dict[str, Any]) -> None:
    writer.write(wire.encode(message))
    await writer.drain()
