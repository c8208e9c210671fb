"""The holder of one terminal: owns it, keeps what it prints, answers its questions, lets others type and look.

Facts go to disk first: output to the raw log, the end and a matched line as JSON lines on standard output, which is the job's event
file. One loop, woken by the kernel alone. Rendering costs a second for a megabyte, so it is done when nothing else is to do, and
a program that prints faster is rendered from the tail of what it printed.
"""

from __future__ import annotations

import json
import os
import re
import selectors
import signal
from collections.abc import Callable, Mapping
from typing import Any

from codex_agent.errors import AgentError
from codex_agent.jobs import Identity
from codex_agent.paths import Home, write_atomic
from codex_agent.plaintext import plain
from codex_agent.processes import ExitWatch, identify
from codex_agent.sockets import listening
from codex_agent.terminal.child import Child, InputFull
from codex_agent.terminal.rawlog import RawLog
from codex_agent.terminal.rendering import Renderer
from codex_agent.terminal.sequences import CURSOR_QUESTION, PASTE, Scanner, answer
from codex_agent.terminal.visitors import Visitor

UNRENDERED_BYTES = 512_000  # of what was printed and not rendered yet; older bytes are left out of the rendering
SLICE_BYTES = 16_000  # rendered between two looks at who wants something
LINE_CHARS = 2_000  # of a line that is matched against --until
TAIL_LINES = 40  # of the screen, in the event of the end
LAST_READS = 256  # of 64 kB: after the end, while something it left behind still prints
CAPTURE_READS = 16
BACKLOG = 64
CTRL_C = b"\x03"

Request = dict[str, Any]


class Holder:
    def __init__(
        self, home: Home, job: str, argv: list[str], env: Mapping[str, str], cwd: str, until: str | None
    ) -> None:
        self._home = home
        self._job = job
        self._log = RawLog(home.screen(job, 0), home.screen(job, 1))
        self._selector = selectors.DefaultSelector()
        self._listener = listening(home.terminal_socket(job), BACKLOG)
        self._child = Child(argv, env, cwd)
        self._scanner = Scanner()
        self._renderer = Renderer()
        self._unrendered = bytearray()
        self._skipped = 0
        self._until = re.compile(until) if until else None
        self._line = ""
        self._visitors: set[Visitor] = set()
        self._taken: set[str] = set()  # tokens of what was typed: a request that is repeated types nothing
        self._operations: dict[str, Callable[[Visitor, Request], dict[str, Any]]] = {
            "input": self._input,
            "interrupt": self._interrupt,
            "capture": self._capture,
            "stream": self._stream,
            "keys": self._keys,
            "size": self._size,
        }

    def run(self) -> int:
        """Hold the terminal until its program has ended; returns the program's exit code."""
        who = identify(self._child.pid)
        watch = _watch(who)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        self._selector.register(self._child.fd, selectors.EVENT_READ, self._read)
        running = watch is not None
        if watch is not None:
            self._selector.register(watch, selectors.EVENT_READ, None)
        # A kill begins with an interrupt, which is the command's; to the end of all we stay, to record how it ended.
        signal.signal(signal.SIGINT, lambda *_: self._type(CTRL_C))
        signal.signal(signal.SIGTERM, lambda *_: None)
        _say({"type": "started", "pid": self._child.pid})
        while running:
            events = self._selector.select(0 if self._unrendered else None)
            for key, mask in events:
                if key.data is None:
                    running = False
                elif isinstance(key.data, Visitor):
                    self._serve(key.data, mask)
                else:
                    key.data()
            if not events:
                self._render(SLICE_BYTES)
        return self._end()

    def _end(self) -> int:
        """The program is gone: what it printed last, its final screen, its end."""
        self._read_on(LAST_READS)
        code = self._child.exit_code()
        self._match("\n")
        self._render(UNRENDERED_BYTES)
        text = self._renderer.text()
        write_atomic(self._home.final_screen(self._job), "".join(f"{line}\n" for line in text).encode(errors="replace"))
        _say({"type": "exited", "exit_code": code, "screen": "\n".join(text[-TAIL_LINES:])})
        for visitor in self._visitors:
            visitor.send({"ok": True, "ended": True, "exit_code": code})
            visitor.close()
        self._listener.close()
        self._home.terminal_socket(self._job).unlink(missing_ok=True)
        return code

    # the program

    def _read(self) -> bool:
        """Take what the program has printed; False when there is nothing more."""
        self._child.push()
        data = self._child.read()
        if data is None:
            if self._child.fd in self._selector.get_map():
                self._selector.unregister(self._child.fd)
            return False
        if data:
            self._log.write(data)
            self._unrendered += data
            self._reply(self._scanner.questions(data))
            self._shorten()
            if self._until is not None:
                self._match(data.decode(errors="replace"))
            for visitor in self._visitors:
                if visitor.streams:
                    visitor.stream(data)
                    self._watch_writes(visitor)
        self._watch_child()
        return bool(data)

    def _read_on(self, most: int) -> None:
        """Take what stands in the terminal now; something that prints for ever does not keep us."""
        for _ in range(most):
            if not self._read():
                return

    def _watch_child(self) -> None:
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._child.waits else 0)
        key = self._selector.get_map().get(self._child.fd)
        if key is not None and key.events != wanted:
            self._selector.modify(self._child.fd, wanted, self._read)

    def _reply(self, questions: list[bytes]) -> None:
        """Answer for a terminal that nobody looks at; a person's own terminal answers itself."""
        if any(visitor.attached for visitor in self._visitors):
            return
        for question in questions:
            reply = answer(question)
            if question == CURSOR_QUESTION:
                self._render(UNRENDERED_BYTES)
                reply = b"\x1b[%d;%dR" % self._renderer.cursor
            if reply is not None:
                self._type(reply)

    def _type(self, data: bytes) -> None:
        try:
            self._child.type(data)
        except InputFull:
            return  # a program that does not read waits for no answer either
        self._watch_child()

    def _shorten(self) -> None:
        """Leave out what is too much to render, at the start of a line. The modes are set again."""
        if len(self._unrendered) <= UNRENDERED_BYTES:
            return
        cut = self._unrendered.find(b"\n", len(self._unrendered) - UNRENDERED_BYTES // 2) + 1
        cut = cut or len(self._unrendered) - UNRENDERED_BYTES // 2
        self._skipped += cut
        del self._unrendered[:cut]
        self._renderer = Renderer()
        self._renderer.history.append(f"... {self._skipped} bytes above")
        self._renderer.feed(b"".join(b"\x1b[?%dh" % mode for mode in sorted(self._scanner.modes)))

    def _render(self, most: int) -> None:
        if self._unrendered:
            part = bytes(self._unrendered[:most])
            del self._unrendered[:most]
            self._renderer.feed(part)

    def _match(self, text: str) -> None:
        """Look for the line that `--until` waits for; it is looked for until it was seen once."""
        *lines, self._line = (self._line + text).split("\n")
        self._line = self._line[-LINE_CHARS:]
        for line in lines:
            if self._until is not None and self._until.search(words := plain(line)[:LINE_CHARS]):
                self._until = None
                _say({"type": "matched", "line": words})

    # visitors

    def _accept(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except OSError:
            return
        visitor = Visitor(sock)
        self._visitors.add(visitor)
        self._selector.register(sock, selectors.EVENT_READ, visitor)

    def _serve(self, visitor: Visitor, mask: int) -> None:
        if mask & selectors.EVENT_WRITE:
            visitor.flush()
        requests = visitor.receive() if mask & selectors.EVENT_READ else []
        if requests is None:
            self._selector.unregister(visitor.sock)
            self._visitors.discard(visitor)
            visitor.sock.close()
            return
        for request in requests:
            operation = self._operations.get(str(request.get("op")))
            try:
                if operation is None:
                    raise AgentError("unknown_op", f"no operation {request.get('op')!r}")
                reply = {"ok": True, **operation(visitor, request)}
            except AgentError as error:
                reply = {"ok": False, "error": error.as_json()}
            if request.get("op") not in ("keys", "size"):
                visitor.send(reply)
        self._watch_writes(visitor)

    def _watch_writes(self, visitor: Visitor) -> None:
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if visitor.waits else 0)
        self._selector.modify(visitor.sock, wanted, visitor)

    def _input(self, visitor: Visitor, request: Request) -> dict[str, Any]:  # noqa: ARG002 - one shape for all
        """Type a text and Enter, as a paste where the program takes one."""
        token = str(request.get("token"))
        if token in self._taken:
            return {}
        text = str(request.get("text")).encode(errors="surrogateescape").replace(b"\x1b[201~", b"")
        typed = b"\x1b[200~" + text + b"\x1b[201~" if PASTE in self._scanner.modes else text
        try:
            self._child.type(typed + b"\r")
        except InputFull:
            words = "the program does not read: its terminal is full, and nothing of this was typed"
            raise AgentError("input_full", words, hint=f"codex-agent interrupt {self._job}") from None
        self._taken.add(token)
        _say({"type": "typed", "token": token})  # the fact, for a sender whose reply is lost with its supervisor
        self._watch_child()
        return {}

    def _interrupt(self, visitor: Visitor, request: Request) -> dict[str, Any]:  # noqa: ARG002
        self._type(CTRL_C)
        return {}

    def _capture(self, visitor: Visitor, request: Request) -> dict[str, Any]:  # noqa: ARG002
        """The rendered text, as it stands now."""
        self._read_on(CAPTURE_READS)
        self._render(UNRENDERED_BYTES)
        return {"lines": self._renderer.text()}

    def _stream(self, visitor: Visitor, request: Request) -> dict[str, Any]:
        """From now on the output; `attached` for a person's terminal, which is sent the screen first."""
        self._render(UNRENDERED_BYTES)
        visitor.streams = True
        visitor.attached = bool(request.get("attached"))
        return {"lines": self._renderer.text()}

    def _keys(self, visitor: Visitor, request: Request) -> dict[str, Any]:  # noqa: ARG002
        self._type(str(request.get("data")).encode("latin-1", "replace"))
        return {}

    def _size(self, visitor: Visitor, request: Request) -> dict[str, Any]:  # noqa: ARG002
        columns, lines = request.get("columns"), request.get("lines")
        if isinstance(columns, int) and isinstance(lines, int) and 0 < columns <= 1000 and 0 < lines <= 1000:
            self._child.resize(columns, lines)
            self._renderer.resize(columns, lines)
        return {}


def _watch(who: Identity | None) -> ExitWatch | None:
    try:
        return ExitWatch(who) if who is not None else None
    except ProcessLookupError:
        return None


def _say(event: dict[str, Any]) -> None:
    """One event, whole and at once, on standard output, which is the job's event file."""
    os.write(1, json.dumps(event).encode() + b"\n")
