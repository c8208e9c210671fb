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
_LIST_ITEM = re.compile(r"[ \t>]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t]")
_SENTENCE_END = re.compile(r"[.!][*_`\"')\]\u201d]{0,3}$")
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
        self._signature = _signature(traces.names)

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
        return self._unsigned(text)

    def _unsigned(self, text: str) -> str:
        """Without the name that stands for itself below the last sentence: a signature. In a list, or as what was asked for, it stays."""
        at = text.rstrip().rfind("\n") + 1
        signed = self._signature.search(text[at:]) if self._signature else None
        if self._signature is None or signed is None:
            return text
        above = text[:at].rstrip()
        line = above[above.rfind("\n") + 1 :]
        is_apart = text[len(above) : at].count("\n") > 1
        is_listed = _LIST_ITEM.match(line) or line.endswith((":", "?"))
        if not above or not is_apart or is_listed or not (signed["dash"] or _SENTENCE_END.search(line)):
            return text
        return text[:at] + self._hidden(self._signature, text[at:], _nameless)

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


def _who(names: tuple[str, ...]) -> str:
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    more = r"(?:[ -](?:\d[\w.]*|cli|code|pro|flash|lite|mini|nano|ultra|model|assistant|agent)\b)*"
    return rf"(?<![\w/.-])(?:{words})(?![\w/]){more}"


def _signature(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """A last line that is nothing but a name, perhaps behind a dash."""
    if not names:
        return None
    aside = r"(?:[ \t]*\([^()\n]{0,60}\))?"
    return re.compile(
        rf"\A[ \t>]*(?P<dash>[-~][ \t]*)?{_TICKS}(?P<name>{_who(names)}{aside}){_TICKS}[.!]?\s*\Z", re.IGNORECASE
    )


def _naming(names: tuple[str, ...]) -> list[re.Pattern[str]]:
    """Where a text names its author. Each is bounded to one line, and linear in it."""
    if not names:
        return []
    who = _who(names)
    name, signed = rf"{_TICKS}(?P<name>{who})", rf"{_TICKS}(?P<name>{who}(?:[*_` ]{{0,4}}<[^\n<>]{{0,60}}>)?)"
    flags = re.IGNORECASE | re.MULTILINE
    start, end = r"^[ \t>#*_`-]{0,20}", r"[^\w\n]{0,20}$"
    aside = r"(?:[^\w\n]{0,3}\([^\n]{0,60}\))?"
    hello = r"(?:(?:hi|hello|hey|greetings)(?:[ \t]+(?:there|all|everyone|team))?[,.!]?[ \t]+)?"
    addressed = r"(?:[.!]|[ \t]*(?:[\u2013\u2014-]|$)|[,:;][ \t]+(?:I|my|we|reporting|with)\b)"
    # What stands in brackets behind its name, which is hidden by now.
    beside = re.compile(rf"\[name\]{_TICKS}[ \t]*\([^()\n]{{0,40}}?{name}[^()\n]{{0,40}}\)", flags)
    return [
        re.compile(
            rf"\b(?:I\s+am|I['\u2019]m|my\s+(?:name|model)\s+is|call\s+me|speaking\s+as)\s+{_FILLING}\(?{name}", flags
        ),
        re.compile(rf"{start}{hello}{name}{_TICKS}[ \t]+(?:here|speaking|reporting){addressed}", flags),
        re.compile(rf"{start}{hello}this[ \t]+is[ \t]+{name}{_TICKS},?[ \t]+(?:here|speaking|reporting)\b", flags),
        re.compile(rf"{start}{name}{_TICKS}:{_TICKS}[ \t]+I\b", flags),
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
        re.compile(rf"{start}\({name}\){end}", flags),
        *[beside] * 2,  # its maker and its model
    ]
