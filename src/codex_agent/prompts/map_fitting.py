"""A codebase map within a budget: whole sections, the useful ones first, and a note of what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from codex_agent.prompts.codebase_map import CodebaseMap, Section
from codex_agent.prompts.map_note import first_lines, note
from codex_agent.prompts.map_order import Essentials, by_use, essentials
from codex_agent.prompts.tokens import estimate

DEFAULT_TOKENS = 25_000  # for a model whose window nobody knows
WINDOW_SHARE = 10  # a tenth of a known one
NOTE_TOKENS = (40, 400)  # kept free for the note: a tenth of the budget, within these bounds
SEAM = "\n<!-- -->\n\n"  # ends what the text above could draw the text below into: a paragraph, a list


@dataclass(frozen=True, slots=True)
class Fitted:
    """`text` is what goes into the prompt. Each section of the map is in exactly one of `kept`, `cut` and `left_out`.

    Of those in `cut` the first lines are there: of the overview or the navigation guide, never of others.
    """

    text: str
    source: CodebaseMap = field(repr=False)
    budget: int
    whole: bool = False
    chosen: tuple[Section, ...] = ()
    cut: tuple[Section, ...] = ()
    left_out: tuple[Section, ...] = ()

    @property
    def kept(self) -> tuple[Section, ...]:
        return self.source.sections if self.whole else self.chosen

    @property
    def tokens(self) -> int:
        return estimate(self.text)


def default_budget(window: int | None) -> int:
    """Tokens for the map in a prompt, from the model's context window."""
    return window // WINDOW_SHARE if window else DEFAULT_TOKENS


def fit(source: CodebaseMap, task: str, budget_tokens: int, *, where: str = "") -> Fitted:
    """The whole map if it fits, byte for byte. Else whole sections of it, in its own order, and a note that names the rest.

    The overview and the navigation guide come first, cut at a line where even they do not fit; then what `task` names, then the map's
    own order. `where` is the file that the note sends the reader to. `budget_tokens` holds for the text with its note; with a
    budget that is too small for the note alone the text is empty.
    """
    if source.tokens <= budget_tokens:
        return Fitted(source.text, source, budget_tokens, whole=True)
    shortest = note(source, source.sections, 0, where)
    free = max(min(budget_tokens // 10, NOTE_TOKENS[1]), NOTE_TOKENS[0], estimate(shortest))
    picked = _Picked(source, max(budget_tokens - free, 0))
    picked.take_essentials(essentials(source))
    for section, named in by_use(source, task):
        if not picked.take([section, *source.around(section)]) and named:
            picked.take([section])  # what it is a part of would not fit beside it
    return picked.fitted(budget_tokens, where)


class _Picked:
    """The sections picked so far. `room` is what is left, in tokens; each section is paid for with the seams that it may need."""

    def __init__(self, source: CodebaseMap, room: int) -> None:
        self._source = source
        self._room = room
        self._texts: dict[int, str] = {}
        self._cut: set[int] = set()

    def take(self, sections: Sequence[Section]) -> bool:
        """All of them, as far as they are not there yet, or none."""
        new = [section for section in sections if section.number not in self._texts]
        if _cost(new) > self._room:
            return False
        for section in new:
            self._put(section, section.text)
        return True

    def take_essentials(self, needed: Essentials) -> None:
        both = (*needed.overview, *needed.navigation)
        if _cost((*both, *needed.parts)) <= self._room // 2 and self.take((*both, *needed.parts)):
            return
        if self.take(both):
            return
        half = self._room // 2
        for_navigation = min(_cost(needed.navigation), max(half, self._room - _cost(needed.overview)))
        self._take_lines(needed.overview, keep=for_navigation)
        self._take_lines(needed.navigation, keep=0)

    def _take_lines(self, sections: Sequence[Section], *, keep: int) -> None:
        """As many of them whole as there is room for, then the first lines of the next one; `keep` tokens stay free."""
        for section in sections:
            if _cost([section]) <= self._room - keep:
                self._put(section, section.text)
                continue
            lines = first_lines(section, self._room - keep - 2 * estimate(SEAM))
            if lines:
                self._put(section, lines)
                self._cut.add(section.number)
                return

    def _put(self, section: Section, text: str) -> None:
        self._texts[section.number] = text
        self._room -= estimate(text) + _seams(text) * estimate(SEAM)

    def fitted(self, budget: int, where: str) -> Fitted:
        sections = self._source.sections
        missing = tuple(section for section in sections if section.number not in self._texts)
        text = self._joined()
        if missing:
            text += note(self._source, missing, budget - estimate(text), where)
        text = text.lstrip("\n") if not self._texts else text
        if estimate(text) > budget:  # not even the note alone
            return Fitted("", self._source, budget, left_out=sections)
        chosen = tuple(section for section in sections if section.number in self._texts.keys() - self._cut)
        cut = tuple(sections[number] for number in sorted(self._cut))
        return Fitted(text, self._source, budget, chosen=chosen, cut=cut, left_out=missing)

    def _joined(self) -> str:
        pieces: list[str] = []
        last = -1
        for number in sorted(self._texts):
            text = self._texts[number]
            apart = number > last + 1 or last in self._cut
            if pieces and apart and (_runs_on(pieces[-1]) or text[0] == " "):
                pieces.append(SEAM)
            pieces.append(text)
            last = number
        return "".join(pieces)


def _cost(sections: Sequence[Section]) -> int:
    return sum(section.tokens + _seams(section.text) * estimate(SEAM) for section in sections)


def _seams(text: str) -> int:
    """How many it may need: above, because its indented heading would fit into a list, and below."""
    return (text[0] == " ") + _runs_on(text)


def _runs_on(text: str) -> bool:
    """Whether no blank line ends it."""
    end = text[len(text.rstrip(" \t\r\n")) :]
    return end.replace("\r\n", "\n").replace("\r", "\n").count("\n") < 2
