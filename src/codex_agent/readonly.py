"""Is a command line exactly one reading `codex-agent` command? Pure, standard library alone, Python 3.9.

What is allowed here runs without a question, so everything that is not known is refused: any other program, a second command,
an expansion, a redirection, a flag or a word that the table does not name.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:,@%+=-")
_IN_DOUBLE_QUOTES = frozenset("$`\\!")  # what a shell still looks at
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")
_HELP = ("--help", "-h")


def _id(word: str) -> bool:
    return 4 <= len(word) <= 8 and frozenset("0123456789abcdef").issuperset(word)


def _number(word: str) -> bool:
    return 0 < len(word) <= 12 and frozenset("0123456789.").issuperset(word)


def _name(word: str) -> bool:
    return not word.startswith("-") and 0 < len(word) <= 100 and _NAME.issuperset(word)


def _text(word: str) -> bool:
    return not word.startswith("-")


def _page(word: str) -> bool:
    """A Markdown file below the working folder: what is wrong with it may quote it. The command itself takes `~` for a home."""
    return word.endswith(".md") and not word.startswith(("-", "/", "~")) and ".." not in word.split("/")


class _Shape:
    """What may follow a command: flags without a value, flags with one, and words, of which at least and at most so many."""

    __slots__ = ("flags", "least", "valued", "words")

    def __init__(
        self,
        flags: str = "--json",
        valued: dict[str, Callable[[str], bool]] | None = None,
        words: tuple[Callable[[str], bool], ...] = (),
        least: int = 0,
    ) -> None:
        self.flags = frozenset(flags.split())
        self.valued = valued or {}
        self.words = words
        self.least = least

    def takes(self, words: list[str]) -> bool:
        plain: list[str] = []
        rest = iter(words)
        for word in rest:
            flag, equals, value = word.partition("=")
            if flag in self.valued:
                if not self.valued[flag](value if equals else next(rest, "-")):
                    return False
            elif word.startswith("-"):
                if word not in self.flags:
                    return False
            else:
                plain.append(word)
        checks = self.words
        return self.least <= len(plain) <= len(checks) and all(check(word) for check, word in zip(checks, plain))


_JSON = _Shape()
# Not `diff`: git passes what it compares through the filters of the repository's own configuration, which are programs.
_READING: dict[str, _Shape] = {
    "await-turn": _Shape("--json --any --all", {"--after": _number, "--timeout": _number}, words=(_id,) * 64, least=1),
    "capture": _Shape("--clean --strip-ansi", words=(_id, _number), least=1),
    "compare": _Shape("--json", {"--turn": _number}, words=(_id, _id), least=2),
    "config": _JSON,
    "health": _JSON,
    "jobs": _Shape("--json --all --here --mine", {"--limit": _number, "--state": _name, "--session": _name}),
    "journal": _Shape("--json --here", {"--limit": _number, "--session": _name}),
    "map": _Shape("--json", {"--task": _text, "--budget": _number}),
    "models": _JSON,
    "output": _Shape("--clean --strip-ansi", words=(_id,), least=1),
    "pipeline": _JSON,
    "prd check": _Shape("--json", words=(_page,) * 16, least=1),
    "prd status": _Shape("--json", words=(_page,) * 16),
    "recover": _JSON,
    "result": _Shape("--json", {"--turn": _number}, words=(_id,), least=1),
    "sessions": _JSON,
    "stage": _Shape("--json", words=(_text,), least=1),
    "status": _Shape("--json", words=(_id,), least=1),
    "usage": _JSON,
    "watch": _Shape("--json", words=(_id,), least=1),
}


def only_reads(line: str) -> bool:
    """Whether a shell would run exactly one `codex-agent` command for this line, and that one changes nothing."""
    words = words_of(line)
    if not words or words[0] != "codex-agent":
        return False
    words = words[1:]
    if words in ([], ["--version"], ["--help"], ["-h"]):
        return True
    for length in (2, 1):
        shape = _READING.get(" ".join(words[:length]))
        if shape is not None and len(words) >= length:
            rest = words[length:]
            return rest in ([_HELP[0]], [_HELP[1]]) or shape.takes(rest)
    return False


def words_of(line: str) -> list[str] | None:
    """The words of a line in which a shell finds nothing but words, each apart by one space; else None."""
    if not line.isprintable() or len(line) > 10_000:
        return None
    words: list[str] = []
    rest = line
    while True:
        quote = rest[:1]
        if quote in ("'", '"'):
            word, end, rest = rest[1:].partition(quote)
            if not end or (quote == '"' and not _IN_DOUBLE_QUOTES.isdisjoint(word)):
                return None
        else:
            word, _, _ = rest.partition(" ")
            rest = rest[len(word) :]
            if not word or word.startswith("=") or not _BARE.issuperset(word):
                return None
        words.append(word)
        if not rest:
            return words
        if not rest.startswith(" "):
            return None
        rest = rest[1:]
