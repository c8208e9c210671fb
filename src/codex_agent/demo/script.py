"""The language of a scripted model: replies as plain data, written by whoever needs a model that obeys."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Sequence as SequenceOf


@dataclass(frozen=True)
class Usage:
    """Tokens of one response; `cached` is part of `input`, `reasoning` part of `output`."""

    input: int = 1000
    cached: int = 0
    output: int = 50
    reasoning: int = 0


DEFAULT_USAGE = Usage()


@dataclass(frozen=True)
class Text:
    """A message; alone in a response it ends the turn."""

    text: str
    reasoning: str | None = None
    usage: Usage = DEFAULT_USAGE


@dataclass(frozen=True)
class ToolCall:
    """A call of the function tool `name`."""

    name: str
    arguments: Mapping[str, Any]
    usage: Usage = DEFAULT_USAGE


@dataclass(frozen=True)
class Shell:
    """A command line for the client's shell tool, in the form that the asking model's tools have."""

    command: str
    usage: Usage = DEFAULT_USAGE


@dataclass(frozen=True)
class Patch:
    """An `apply_patch` call; `text` starts with `*** Begin Patch`."""

    text: str
    usage: Usage = DEFAULT_USAGE


Item = Text | ToolCall | Shell | Patch


@dataclass(frozen=True)
class Items:
    """Several output items in one response, such as a message and a tool call."""

    items: SequenceOf[Item]
    usage: Usage = DEFAULT_USAGE


@dataclass(frozen=True)
class HttpError:
    """A plain HTTP answer instead of a stream; a dict as `body` is sent as JSON."""

    status: int
    body: Mapping[str, Any] | str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DropStream:
    """The stream ends after `items`, before `response.completed`."""

    items: SequenceOf[Item] = ()


@dataclass(frozen=True)
class Fail:
    """`response.failed`, for example context_length_exceeded, rate_limit_exceeded, insufficient_quota."""

    code: str
    message: str = "scripted failure"


@dataclass(frozen=True)
class Incomplete:
    """`response.incomplete`, for example max_output_tokens or content_filter."""

    reason: str = "max_output_tokens"


@dataclass(frozen=True)
class Delay:
    """`then`, after `delay_s` seconds. With `headers_first` the stream is already open while it waits."""

    delay_s: float
    then: Reply
    headers_first: bool = True


class Gate:
    """`then`, once somebody calls `open`. One gate may hold many requests; an open gate holds none."""

    def __init__(self, then: Reply, *, headers_first: bool = True) -> None:
        self.then = then
        self.headers_first = headers_first
        self._changed = threading.Condition()
        self._wakers: list[Callable[[], None]] = []
        self._is_open = False
        self._arrivals = 0

    def open(self) -> None:
        """Let everything through, now and later. Idempotent."""
        with self._changed:
            self._is_open = True
            wakers, self._wakers = self._wakers, []
        for wake in wakers:
            wake()

    def await_arrivals(self, count: int = 1, *, timeout_s: float = 60) -> bool:
        """Return True once `count` requests reached the gate (retries count again), False at the time limit."""
        with self._changed:
            return self._changed.wait_for(lambda: self._arrivals >= count, timeout_s)

    def arrive(self, wake: Callable[[], None]) -> None:
        """Count one request; `wake` is called when the gate opens, at once if it is open."""
        with self._changed:
            self._arrivals += 1
            self._changed.notify_all()
            if not self._is_open:
                self._wakers.append(wake)
                return
        wake()

    def leave(self, wake: Callable[[], None]) -> None:
        """Forget `wake`; the request has gone away."""
        with self._changed:
            if wake in self._wakers:
                self._wakers.remove(wake)


@dataclass(frozen=True)
class Sequence:
    """One reply for each model request of a turn: the next one after each round of tool calls, then "done".

    It follows the conversation, so a retry of a failed request gets the same reply again; see `server.in_order`.
    """

    replies: SequenceOf[Reply]


Reply = Item | Items | HttpError | DropStream | Fail | Incomplete | Delay | Gate | Sequence
DONE = Text("done")
