"""A background terminal, looked at: captured, printed, watched, attached to. The holder is asked while it lives, else its files."""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import sys
import termios
import tty
from collections.abc import Iterator
from typing import Any

from codex_agent import wire
from codex_agent.cli.output import talk
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import Home
from codex_agent.plaintext import plain

REPLY_S = 10.0
PAST_LINES = 10  # what `watch` shows of the past
LEAVE = b"\x1d"  # Ctrl-]


class _Line:
    """A connection to a holder. Raises `AgentError` when it is gone."""

    def __init__(self, home: Home, job: str) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self._job = job
        self._buffer = bytearray()
        try:
            self.sock.settimeout(REPLY_S)
            self.sock.connect(str(home.terminal_socket(job)))
        except OSError as error:
            self.sock.close()
            raise _gone(job) from error

    def send(self, op: str, **fields: Any) -> None:
        try:
            self.sock.sendall(wire.request(op, **fields))
        except OSError as error:
            raise _gone(self._job) from error

    def messages(self) -> Iterator[dict[str, Any]]:
        """What has come, after a read; an `ended` message is made up when the holder was killed."""
        try:
            data = self.sock.recv(256 * 1024)
        except TimeoutError as error:
            raise _gone(self._job) from error
        except OSError:
            data = b""
        if not data:
            yield {"ended": True}
            return
        self._buffer += data
        *lines, rest = bytes(self._buffer).split(b"\n")
        self._buffer[:] = rest
        yield from map(wire.decode, lines)

    def ask(self, op: str, **fields: Any) -> dict[str, Any]:
        """One request, its reply."""
        self.send(op, **fields)
        while True:
            for message in self.messages():
                if message.get("ended"):
                    raise _gone(self._job)
                if "ok" in message:
                    return message


def _gone(job: str) -> AgentError:
    return AgentError("no_terminal", f"the terminal of job {job} does not answer", hint=f"codex-agent status {job}")


def rendered(home: Home, job: str, *, live: bool) -> list[str]:
    """Scrollback and screen, as a person would see them."""
    if live:
        try:
            line = _Line(home, job)
            try:
                return list(line.ask("capture")["lines"])
            finally:
                line.sock.close()
        except AgentError:
            pass  # it ended in this moment
    try:
        return home.final_screen(job).read_text().split("\n")[:-1]
    except FileNotFoundError:
        return _from_log(home, job)


def _from_log(home: Home, job: str) -> list[str]:
    """The holder was killed: its screen is made from what it had kept."""
    from codex_agent.terminal import rawlog
    from codex_agent.terminal.rendering import Renderer

    renderer = Renderer()
    renderer.feed(rawlog.read(home.screen(job, 0), home.screen(job, 1)))
    return renderer.text()


def capture(home: Home, job: str, lines: int | None, *, clean: bool, live: bool) -> int:
    """The last lines, rendered or with their colours; all that is kept without a number."""
    if clean:
        text = [plain(line) for line in rendered(home, job, live=live)]
    else:
        from codex_agent.terminal import rawlog
        from codex_agent.terminal.sequences import coloured

        data = rawlog.read(home.screen(job, 0), home.screen(job, 1))
        text = coloured(data.decode(errors="replace")).removesuffix("\n").split("\n") if data else []
    shown = text[-lines:] if lines else text
    sys.stdout.write("".join(f"{line}\n" for line in shown))
    sys.stdout.flush()
    return Exit.OK


def watch(home: Home, job: str) -> int:
    """What the terminal prints, as plain text, until its command ends."""
    try:
        line = _Line(home, job)
        text = line.ask("stream")["lines"]
    except AgentError:
        return capture(home, job, PAST_LINES, clean=True, live=False)
    line.sock.settimeout(None)
    sys.stdout.write("".join(f"{plain(part)}\n" for part in text[-PAST_LINES:]))
    sys.stdout.flush()
    try:
        while True:
            for message in line.messages():
                if "data" in message:
                    sys.stdout.write(plain(message["data"].encode("latin-1").decode(errors="replace")))
                elif "skipped" in message:
                    sys.stdout.write(f"\n... {message['skipped']} bytes left out\n")
                if message.get("ended"):
                    return Exit.OK
            sys.stdout.flush()
    except KeyboardInterrupt:
        talk(f"Stopped watching; the command goes on.\n\nHint: codex-agent watch {job}")
        return Exit.INTERRUPTED


def attach(home: Home, job: str) -> int:
    """This terminal becomes the job's: keys go in, output comes out, until Ctrl-] or the command's end."""
    line = _Line(home, job)
    size = shutil.get_terminal_size()
    line.send("size", columns=size.columns, lines=size.lines)
    text = line.ask("stream", attached=True)["lines"]
    before = termios.tcgetattr(0)
    resized = signal.signal(signal.SIGWINCH, lambda *_: _resize(line))
    try:
        tty.setraw(0, termios.TCSADRAIN)  # keys that were pressed before are not thrown away
        talk("Attached. Ctrl-] leaves; the command goes on.")
        sys.stdout.write("\r" + "\r\n".join(plain(part) for part in text[-size.lines :]))
        sys.stdout.flush()
        ended = _relay(line)
    finally:
        signal.signal(signal.SIGWINCH, resized)
        termios.tcsetattr(0, termios.TCSADRAIN, before)
        line.sock.close()
    talk(f"\nThe command of job {job} has ended." if ended else f"\nLeft job {job}.\n\nHint: codex-agent attach {job}")
    return Exit.OK


def _resize(line: _Line) -> None:
    size = shutil.get_terminal_size()
    line.send("size", columns=size.columns, lines=size.lines)


def _relay(line: _Line) -> bool:
    """True when the command has ended, False when the person left."""
    line.sock.settimeout(None)
    while True:
        sources: list[Any] = [0, line.sock]
        ready, _, _ = select.select(sources, [], [])
        if 0 in ready:
            read = os.read(0, 4096)
            keys, leave, _ = read.partition(LEAVE)
            if keys:
                line.send("keys", data=keys.decode("latin-1"))
            if leave or not read:
                return False
        if line.sock in ready:
            for message in line.messages():
                if "data" in message:
                    os.write(1, message["data"].encode("latin-1"))
                if message.get("ended"):
                    return True
