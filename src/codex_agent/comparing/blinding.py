"""Taking out of an answer what tells who wrote it: identifiers, folders of its own, and where it names itself.

A name in what an answer says about the code stays: without it the finding would be another one. It is reported instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

NAME = "[name]"
_TICKS = r"[*_`\"'\u201c\u201d]{0,4}"
# Words between "I am a" or "as an" and the name, and nothing else: "I am a bit unsure whether Codex ..." is about the code.
_FILLING = (
    r"(?:(?:an?|the|large|language|ai|coding|code|software|model|models|agent|assistant|llm|chatbot|cli|reviewer|multimodal|helpful|trained"
    r"|built|made|developed|created|powered|running|based|called|named|version|by|from|on|of|as|in),?\s+){0,8}"
)
_SIGNATURE = (
    r"signed|model|author|reviewer|agent|assistant|provider|analyst|tool|(?:generated|written|reviewed|prepared|produced|created)"
    r"(?:\s+(?:by|with))?|co-authored-by|(?:analysis|report|review|answer)\s+(?:by|from)|by|from|[\u2013\u2014]|--"
)
_WORK = r"analysis|review|report|findings|answer|response|assessment"

_MADE = r"trained|built|made|developed|created|written|generated|prepared|produced"


class Traces(NamedTuple):
    """What two answers could be told apart by. `names` are of both clients, their makers and their models."""

    identifiers: Mapping[str, str]  # of both jobs: what stands there to what it is shown as
    folders: tuple[str, ...]  # that only one of the two works in
    names: tuple[str, ...]


class Blinding:
    """Hides the traces of two answers in both of them alike. `hidden` collects what was hidden, as it is shown."""

    def __init__(self, traces: Traces) -> None:
        self.hidden: set[str] = set()
        self._traces = traces
        self._plain = self._identifiers()
        self._naming = _naming(traces.names)

    def _identifiers(self) -> re.Pattern[str] | None:
        words = [re.escape(word) for word in sorted(self._traces.identifiers, key=len, reverse=True)]
        return re.compile(rf"(?<![0-9A-Za-z])(?:{'|'.join(words)})(?![0-9A-Za-z])", re.IGNORECASE) if words else None

    def text(self, text: str) -> str:
        """The text without its traces. Paths below a folder of its own are told from that folder on."""
        for folder in sorted(self._traces.folders, key=len, reverse=True):
            if folder in text:
                text = re.sub(rf"(?<![\w.~-]){re.escape(folder)}/(?=[\w.])", "", text)
                text = self._hidden(
                    re.compile(rf"(?<![\w.~-]){re.escape(folder)}(?![\w.-])"), text, lambda _: "[folder]"
                )
        if self._plain:
            shown = {word.casefold(): value for word, value in self._traces.identifiers.items()}
            text = self._hidden(self._plain, text, lambda found: shown[found.group().casefold()])
        for pattern in self._naming:
            text = self._hidden(pattern, text, _nameless)
        return text

    def value(self, value: Any) -> Any:
        """The same for every text inside of an answer that is data; keys are the schema's."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        return value

    def _hidden(self, pattern: re.Pattern[str], text: str, shown: Callable[[re.Match[str]], str]) -> str:
        def replaced(found: re.Match[str]) -> str:
            word = shown(found)
            self.hidden.update(re.findall(r"\[[a-z]+\]", word))
            return word

        return pattern.sub(replaced, text)


def named(text: str, names: Iterable[str], tasks: Iterable[str]) -> list[str]:
    """The names that stand in a text and in none of the tasks, in their own order."""
    asked = "\n".join(tasks)
    patterns = {name: _word(name) for name in names}
    return [name for name, word in patterns.items() if word.search(text) and not word.search(asked)]


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W\d_])", re.IGNORECASE)


def _nameless(found: re.Match[str]) -> str:
    begin, end = (at - found.start() for at in found.span("name"))
    return f"{found.group()[:begin]}{NAME}{found.group()[end:]}"


def _naming(names: tuple[str, ...]) -> list[re.Pattern[str]]:
    """Where a text names its author. Each is bounded to one line, and linear in it."""
    if not names:
        return []
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    more = r"(?:[ -](?:\d[\w.]*|cli|code|pro|flash|lite|mini|nano|ultra|model|assistant|agent)\b)*"
    who = rf"(?<![\w/.-])(?:{words})(?![\w/]){more}"
    name, signed = rf"{_TICKS}(?P<name>{who})", rf"{_TICKS}(?P<name>{who}(?:[*_` ]{{0,4}}<[^\n<>]{{0,60}}>)?)"
    flags = re.IGNORECASE | re.MULTILINE
    start, end = r"^[ \t>#*_`-]{0,20}", r"[^\w\n]{0,20}$"
    aside = r"(?:[^\w\n]{0,3}\([^\n]{0,60}\))?"
    return [
        re.compile(
            rf"\b(?:I\s+am|I['\u2019]m|my\s+(?:name|model)\s+is|call\s+me|speaking\s+as)\s+{_FILLING}{name}", flags
        ),
        # Its maker behind its name, which is hidden by now.
        re.compile(rf"\b(?:am|['\u2019]m|is|me|as)\s+{_FILLING}\[name\]{_TICKS},?\s+{_FILLING}{name}", flags),
        re.compile(rf"\bI\s+was\s+(?:{_MADE})\s+(?:by|at)\s+{name}", flags),
        re.compile(rf"\bI,\s+{name}{_TICKS},", flags),
        re.compile(rf"\bthis\s+(?:{_WORK})\s+(?:(?:is|was)\s+)?(?:{_MADE})\s+(?:by|with)\s+{name}", flags),
        re.compile(rf"\bas\s+{_FILLING}{name}{_TICKS}(?:\s*\([^)\n]{{0,40}}\))?\s*,?\s+(?:I|my|we|our)\b", flags),
        re.compile(rf"{start}(?:{_SIGNATURE})\s*[:=]?{_TICKS}[ \t]*{signed}{aside}{end}", flags),
        re.compile(rf"{start}{name}(?:['\u2019]s)?[ \t]+(?:[a-z]+[ \t]+){{0,2}}(?:{_WORK}){end}", flags),
        re.compile(
            rf"{start}(?:[a-z]+[ \t]+){{0,3}}(?:{_WORK})[ \t]*(?:by|from|:|\(|-|[\u2013\u2014])[ \t]*{name}{end}", flags
        ),
    ]
