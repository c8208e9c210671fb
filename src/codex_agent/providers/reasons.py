"""Why a client failed, from its own words: what every provider's table of faults has in common. Pure."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from codex_agent.errors import ErrorClass
from codex_agent.events import TurnFailed

NEW_THREAD = "codex-agent start: this conversation is full; hand its findings over in a new prompt"
LATER = "wait a little, then send again: codex-agent send ID TEXT"
MESSAGE_CHARS = 2_000
SHELL_SIGNALS = 128  # added by a shell to the number of the signal that ended its child
LAST_SIGNAL = 64
NOT_RUN = (126, 127)  # of the shell, for a program that it could not start


@dataclass(frozen=True, slots=True)
class Fault:
    pattern: re.Pattern[str]
    error_class: ErrorClass
    hint: str


def fault(words: str, error_class: ErrorClass, hint: str) -> Fault:
    return Fault(re.compile(words, re.IGNORECASE), error_class, hint)


def classified(text: str, faults: Iterable[Fault]) -> TurnFailed:
    """The failure of the first fault that matches; the words are kept: they may tell when a limit resets."""
    for one in faults:
        if one.pattern.search(text):
            return TurnFailed(text, one.error_class, one.hint)
    return TurnFailed(text, ErrorClass.OTHER)


_SPAN = re.compile(r"([\d.]+)\s*(ms|s|m|h|d)", re.IGNORECASE)
_UNIT_S = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def seconds_in(words: str) -> float:
    """The length of a time such as `11.05s`, `1h25m33s` or `2 minutes`."""
    total = 0.0
    for number, unit in _SPAN.findall(words):
        try:
            total += float(number) * _UNIT_S[unit.lower()]
        except ValueError:
            continue
    return total


def crashed(what: str, words: str | None) -> TurnFailed:
    """A client that ended without saying so itself."""
    message = f"{what}; its last words: {words}" if words else what
    return TurnFailed(message[:MESSAGE_CHARS], ErrorClass.CRASHED, "send again to go on: codex-agent send ID TEXT")


def ended_early(
    client: str,
    exit_code: int | None,
    words: str | None,
    told: Callable[[str, int], TurnFailed],
    *,
    last_signal: int = LAST_SIGNAL,
) -> TurnFailed:
    """The failure of a client that ended without saying so itself; `told` reads its last `words`, where the exit code leaves it to them.

    `exit_code` is that of the process or of the shell that ran it: -9 and 137 both mean SIGKILL; None: nobody saw it end.
    """
    if exit_code is None:
        return crashed(f"{client} vanished before its turn ended", words)
    if name := signal_name(exit_code, last=last_signal):
        return crashed(f"{client} was ended by {name} before its turn ended", words)
    if exit_code in NOT_RUN:
        return TurnFailed(words or f"{client} could not be started", ErrorClass.CRASHED, "codex-agent health")
    if exit_code == 0 or not words:
        return crashed(f"{client} exited with code {exit_code} before its turn ended", words)
    return told(words, exit_code)


def signal_name(exit_code: int, *, last: int = LAST_SIGNAL) -> str | None:
    """The signal behind a Python or a shell exit code; `last` is the highest number that is one, where a client has such codes of its own."""
    number = -exit_code if exit_code < 0 else exit_code - SHELL_SIGNALS
    if not 0 < number <= last:
        return None
    try:
        return signal.Signals(number).name
    except ValueError:
        return None
