"""Escape sequences in a stream of bytes: the modes they set, the questions they ask, and what no renderer of ours can read. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LONGEST = 4096  # an unfinished sequence beyond this is no sequence
PASTE = 2004
ALTERNATE = frozenset({47, 1047, 1049})

_STRING = rb"\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
_CSI = rb"\x1b\[[0-?]*[ -/]*[@-~]"
_ANY = re.compile(_STRING + rb"|" + _CSI)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?)?\Z")
_MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])\Z")
_REQUEST_MODE = re.compile(rb"\x1b\[(\?[0-9]+)\$p\Z")
# The sequences that the renderer knows; with others it prints rubbish or raises.
_KNOWN = re.compile(rb"\x1b\[(?:[0-9;]*[A-HJ-MP-TX`adefghlmr@]|\?[0-9;]*[hl]|\?[0-9;]*[JK])\Z")
_ANSWERS = {
    b"\x1b[5n": b"\x1b[0n",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[0c": b"\x1b[?62;22c",
    b"\x1b[>c": b"\x1b[>0;0;0c",
    b"\x1b[>0c": b"\x1b[>0;0;0c",
    b"\x1b[>q": b"\x1bP>|codex-agent\x1b\\",
    b"\x1b[>0q": b"\x1bP>|codex-agent\x1b\\",
    b"\x1b[?u": b"\x1b[?0u",
}
_COLOURS = {b"\x1b]10;?": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\"}
_SGR = re.compile(r"(\x1b\[[0-9;:]*m)")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
CURSOR_QUESTION = b"\x1b[6n"


@dataclass(slots=True)
class Scanner:
    """Follows one program's output. `modes` are the private modes that are on."""

    modes: set[int] = field(default_factory=set)
    _rest: bytes = b""

    def questions(self, data: bytes) -> list[bytes]:
        """The questions in the next bytes, as they were asked; sequences that are cut in two count when they are whole."""
        data = self._rest + data
        self._rest = unfinished(data)
        found = []
        for match in _ANY.finditer(data, 0, len(data) - len(self._rest)):
            sequence = match[0]
            if modes := _MODES.match(sequence):
                numbers = {int(number) for number in modes[1].split(b";") if number}
                self.modes = self.modes | numbers if modes[2] == b"h" else self.modes - numbers
            elif sequence == CURSOR_QUESTION or answer(sequence) is not None:
                found.append(sequence)
        return found


def unfinished(data: bytes) -> bytes:
    """The end of `data` that may be the beginning of a sequence."""
    tail = data[-LONGEST:]
    match = _UNFINISHED.search(tail)
    return match[0] if match else b""


def answer(question: bytes) -> bytes | None:
    """What a plain terminal answers; None for the cursor's position, which only the screen knows, and for what is no question."""
    if question in _ANSWERS:
        return _ANSWERS[question]
    if asked := _REQUEST_MODE.match(question):
        return b"\x1b[" + asked[1] + b";0$y"
    for opening, reply in _COLOURS.items():
        if question.startswith(opening):
            return reply
    return None


def readable(data: bytes) -> bytes:
    """The bytes without sequences that the renderer does not know. `data` ends in no unfinished sequence."""
    return _ANY.sub(lambda match: match[0] if _KNOWN.match(match[0]) else b"", data)


def coloured(text: str) -> str:
    """Text that can colour a terminal, and do nothing else to it."""
    parts = _SGR.split(text)  # every second one is a colour
    return "".join(
        part if number % 2 else _CONTROLS.sub("", _ESCAPES.sub("", part)) for number, part in enumerate(parts)
    )
