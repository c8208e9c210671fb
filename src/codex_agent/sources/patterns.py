"""Glob patterns as people know them from gitignore: `*` and `?` stay within one name, `**` crosses folders, braces give choices.

Names that begin with a dot are names like others. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codex_agent.errors import usage_error

CHOICES = 200  # that the braces of one pattern may give
_SPECIAL = re.compile(r"[*?\[\\]")
_INNER_BRACES = re.compile(r"(?<!\\)\{((?:[^{}\\]|\\.)*)\}", re.DOTALL)


def has_wildcard(part: str) -> bool:
    """Whether a part of a pattern, without braces, stands for more than its own text."""
    return _SPECIAL.search(part) is not None


def may_be_a_name(part: str) -> bool:
    """Whether a file of this very name would be meant by it: `[id]` would, as nobody can match it otherwise, `*` would not."""
    return not has_wildcard(part) or not Matcher([[part]]).matches(part)


def expand(pattern: str) -> list[str]:
    """The patterns without braces that `a{b,c}` stands for, in order. Braces without a comma are text."""
    done: list[str] = []
    left = [pattern]
    while left:
        text = left.pop()
        choice = next((found for found in _INNER_BRACES.finditer(text) if "," in found[1]), None)
        if choice is None:
            done.append(text)
        else:
            words = reversed(_split(choice[1]))
            left += [text[: choice.start()] + word + text[choice.end() :] for word in words]
        if len(done) + len(left) > CHOICES:
            raise usage_error(
                "bad_pattern", f"the braces of {pattern!r} give more than {CHOICES} patterns", "use a wildcard instead"
            )
    return list(dict.fromkeys(done))


def _split(text: str) -> list[str]:
    """At the commas that no backslash escapes."""
    words = [""]
    for letter in re.findall(r"\\.|[^\\]|\\", text, re.DOTALL):
        if letter == ",":
            words.append("")
        else:
            words[-1] += letter
    return words


class Matcher:
    """Relative paths, with slashes, that any of some patterns matches. A pattern is given as its parts between slashes."""

    def __init__(self, patterns: Sequence[Sequence[str]]) -> None:
        self._whole = re.compile("|".join(f"(?:{_path(parts)})" for parts in patterns) or r"(?!)", re.DOTALL)
        self._heads = [_heads(parts) for parts in patterns]

    def matches(self, path: str) -> bool:
        return self._whole.fullmatch(path) is not None

    def may_hold(self, folder: str) -> bool:
        """Whether a file below this folder could match: false for most folders beside a narrow pattern."""
        depth = folder.count("/")
        return any(self._reaches(heads, folder, depth, deep) for heads, deep in self._heads)

    @staticmethod
    def _reaches(heads: list[re.Pattern[str]], folder: str, depth: int, deep: bool) -> bool:
        if depth < len(heads):
            return heads[depth].fullmatch(folder) is not None
        first = "/".join(folder.split("/")[: len(heads)])
        return deep and (not heads or heads[-1].fullmatch(first) is not None)


def _heads(parts: Sequence[str]) -> tuple[list[re.Pattern[str]], bool]:
    """Patterns of the folders on the way, one for each depth, and whether anything may follow them (`**`)."""
    deep = "**" in parts
    way = list(parts[: parts.index("**")]) if deep else list(parts[:-1])
    return [re.compile(_path(way[: depth + 1]), re.DOTALL) for depth in range(len(way))], deep


def _path(parts: Sequence[str]) -> str:
    out = ""
    last = len(parts) - 1
    for index, part in enumerate(parts):
        if part != "**":
            out += _name(part) + ("/" if index < last else "")
        elif index == last:
            out += "(?:[^/]+/)*[^/]+"
        elif index == 0 or parts[index - 1] != "**":
            out += "(?:[^/]+/)*"
    return out


def _name(part: str) -> str:
    """One name between slashes as a regular expression."""
    out = ""
    rest = part
    while rest:
        if rest[0] == "*":
            rest = rest.lstrip("*")
            out += "[^/]*"
        elif rest[0] == "[" and (found := _class(rest)):
            out += found[0]
            rest = rest[found[1] :]
        else:
            letter = rest[1] if rest[0] == "\\" and len(rest) > 1 else rest[0]
            out += "[^/]" if rest[0] == "?" else re.escape(letter)
            rest = rest[2:] if rest[0] == "\\" and len(rest) > 1 else rest[1:]
    return out


def _class(text: str) -> tuple[str, int] | None:
    """`[...]` at the start of `text` as a regular expression, and its length; None where it has no end."""
    negated = text[1:2] in ("!", "^")
    start = 2 if negated else 1
    end = text.find("]", start + 1)
    if end < 0:
        return None
    letters, inside = text[start:end], ""
    while letters:
        width = 3 if letters[1:2] == "-" and len(letters) > 2 else 1
        low, high = letters[0], letters[width - 1]
        if low <= high:  # a range that runs backwards holds nothing
            inside += f"{re.escape(low)}-{re.escape(high)}"
        letters = letters[width:]
    if not inside:
        return ("[^/]" if negated else "(?!)"), end + 1
    return f"(?!/)[{'^' if negated else ''}{inside}]", end + 1
