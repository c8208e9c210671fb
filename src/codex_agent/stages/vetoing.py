"""When nothing shall be said, whatever the words are: other languages, small edits, and the vetoes of the rules."""

from __future__ import annotations

from codex_agent.stages.reading import Reading, index_of
from codex_agent.stages.rules.asides import VETOES
from codex_agent.stages.rules.lexicon import CLASSES, ENGLISH, FOREIGN, word_set
from codex_agent.stages.wording import FILE, NAME, NUMBER, Clause

SHORT_WORDS = 18  # small things are asked for in few words
LONGER_WORDS = 26  # questions about one file may be a little longer
FOREIGN_LETTERS_PERCENT = 25

HERE = frozenset(("here", "there"))
TRIVIAL, TWEAKS, WIDE = (frozenset(CLASSES[name].split()) for name in ("trivial", "tweak", "wide"))
SINGULAR = word_set(
    """
    function line method regex variable constant snippet call file endpoint column field class prop hook
    """
)
NOT_SMALL = WIDE - word_set("end flow app application stack pipeline system")
NEVER_SMALL = word_set("coverage suite")
ASKS_OF_A_PLACE = word_set("why is does should can what are do")
MORE_THAN_A_PLACE = word_set("options approach we way do our think")
PLACE_WORDS = 10
REST_WORDS = 3  # behind what only points at the message before; with more it says something by itself
POINTERS = word_set("this that the line my")
ALWAYS, FIRST_WORD = "do-it-yourself", "pointing"


def veto(reading: Reading) -> str | None:
    """Why nothing shall be said, if there is a reason."""
    if _foreign(reading.clauses):
        return "not in English"
    if reading.length <= SHORT_WORDS and _small_edit(reading):
        return "a small edit"
    index = index_of("vetoes", [rule[2] for rule in VETOES])
    for number, clause in enumerate(reading.clauses):
        for at, word in enumerate(clause.words):
            for pattern in index.beginning_with(word):
                name, reason, _ = VETOES[pattern.owner]
                if _applies(name, pattern.head, reading, number, at) and pattern.end(clause.words, at):
                    return reason
    return None


def _applies(name: str, head: bool, reading: Reading, number: int, at: int) -> bool:
    """Most vetoes are for short prompts, and for their beginning: a long prompt may end with a commit."""
    if name == ALWAYS:
        return True
    if reading.length > SHORT_WORDS or (head and not reading.heads[number][at]):
        return False
    if name == FIRST_WORD:
        return number == 0 and at == 0 and reading.length - len(reading.clauses[0].words) <= REST_WORDS
    return number == 0 or (number == 1 and not head)


def _small_edit(reading: Reading) -> bool:
    """A verb of change where the request begins, and a small thing behind it."""
    if any(not NEVER_SMALL.isdisjoint(clause.words) for clause in reading.clauses):
        return False
    for clause, heads in zip(reading.clauses, reading.heads):
        for at, word in enumerate(clause.words):
            if heads[at] and word in TWEAKS:
                rest = clause.words[at + 1 : at + 9]
                if not TRIVIAL.isdisjoint(rest) or ("to", NUMBER) in zip(rest, rest[1:]):
                    return NOT_SMALL.isdisjoint(rest)
                if len(clause.words) <= PLACE_WORDS and clause.words[-1] in HERE:
                    return True
    return False


def single_thing(reading: Reading) -> bool:
    """A prompt of few words about one file, one symbol or one line."""
    words = [word for clause in reading.clauses for word in clause.words]
    if len(words) > LONGER_WORDS or not WIDE.isdisjoint(words):
        return False
    if words.count(FILE) == 1:
        return True
    if words and len(words) <= PLACE_WORDS and words[0] in ASKS_OF_A_PLACE and words[-1] in HERE:
        return MORE_THAN_A_PLACE.isdisjoint(words)
    pairs = zip(words, words[1:])
    return any(
        (one in POINTERS and two in SINGULAR) or (one in SINGULAR and two in {NAME, NUMBER}) for one, two in pairs
    )


def _foreign(clauses: list[Clause]) -> bool:
    """Whether the prose is in another language: by its script, or by more small words of others than of English."""
    letters = other = foreign = english = 0
    for clause in clauses:
        for word in clause.words:
            letters += len(word)
            if not word.isascii():
                other += sum(character > "\u024f" for character in word)
            foreign += word in FOREIGN
            english += word in ENGLISH
    return other * 100 > letters * FOREIGN_LETTERS_PERCENT or (foreign >= 2 and foreign > english)
