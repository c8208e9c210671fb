"""Rules over the clauses of one prompt: which ones match, and where. What the matches add up to is said in `detecting.py`."""

from __future__ import annotations

from codex_agent.stages.evidence import Evidence
from codex_agent.stages.matching import Index
from codex_agent.stages.rules import ACTS, CLUES
from codex_agent.stages.rules.asides import ASIDES
from codex_agent.stages.rules.lexicon import OPENERS, word_set
from codex_agent.stages.wording import FILE, FOLDER, NAME, Clause

ASKING = word_set("please lets should must shall")
ASKS_FIRST = word_set(
    """
    why how what where which who is are does do did can could would should give make show tell
    """
)
MODALS = word_set("can could would will should shall may might do")
WHO = word_set("i we you they users customers people team someone somebody")
TELLERS = frozenset(("i", "we"))
WANTING = word_set(
    """
    want wants need needs would like should could can must have wish love think am suggest propose id will are
    """
)
ASKED_FOR = word_set("want wants need needs would like should must wish")
HELPERS = word_set("agent agents codex worker workers gemini someone somebody reviewers scouts testers")
DETERMINERS = word_set(
    """
    the a an our my your their these those this that some all his her its first second third last next same
    """
)
WISHES = frozenset(("nice-to-have", "tests-wanted", "vague-word"))  # clues that ask, though they only tell
PLACES = frozenset((FILE, FOLDER, NAME))


class Reading:
    """One prompt being read.

    `taken`: words that an aside took; `kinds`: what the asides mean; `heads`: where a request can begin; `asked`: an act begins like a
    request. All but the clauses are filled by the functions below, in their order.
    """

    __slots__ = ("asked", "clauses", "evidence", "heads", "kinds", "length", "taken")

    def __init__(self, clauses: list[Clause]) -> None:
        self.clauses = clauses
        self.length = sum(len(clause.words) for clause in clauses)
        self.taken = [[False] * len(clause.words) for clause in clauses]
        self.heads: list[list[bool]] = []
        self.kinds: set[str] = set()
        self.evidence: list[Evidence] = []
        self.asked = False

    def add(self, rule: str, stage: str, weight: float, words: str, reason: str) -> None:
        self.evidence.append(Evidence(rule, stage, weight, words, reason))

    def count(self, tokens: frozenset[str]) -> int:
        return sum(word in tokens for clause in self.clauses for word in clause.words)


_indexes: dict[str, Index] = {}


def index_of(name: str, texts: list[str]) -> Index:
    """The patterns of these rules by their first word; made at the first prompt."""
    if name not in _indexes:
        _indexes[name] = Index(texts)
    return _indexes[name]


def take_asides(reading: Reading) -> None:
    """Mark the words that only look like a request; where one can begin follows from that."""
    index = index_of("asides", [rule[2] for rule in ASIDES])
    for clause, taken in zip(reading.clauses, reading.taken):
        for at, word in enumerate(clause.words):
            for pattern in index.beginning_with(word):
                end = pattern.end(clause.words, at)
                if end:
                    name, kind, _ = ASIDES[pattern.owner]
                    taken[at:end] = [True] * (end - at)
                    if kind.startswith("asks:"):
                        reading.add(
                            name, kind[5:], 5, " ".join(clause.words[at:end]), "asks, though it looks like an aside"
                        )
                    else:
                        reading.kinds.add(kind)
        reading.heads.append(_heads(clause.words, taken))


def _heads(words: list[str], taken: list[bool]) -> list[bool]:
    """For each word of a clause whether a request can begin there: everything before it only leads to one.

    `I` and `we` lead to one only before a word of wanting: `I read` tells, `I need` asks. Behind an agent, `to` leads to one again.
    """
    leading, helped, heads = True, False, []
    for at, word in enumerate(words):
        heads.append((leading or (at > 0 and words[at - 1] == "to" and helped)) and not taken[at])
        helped = helped or word in HELPERS
        told = word in TELLERS and not (at and words[at - 1] in MODALS) and words[at + 1 : at + 2] != []
        told = told and words[at + 1] not in WANTING
        leading = leading and (taken[at] or word in OPENERS) and not told
    return heads


def find_rules(reading: Reading) -> None:
    """Evidence of every act and clue, each once: acts where a request can begin, clues anywhere.

    Where several acts begin at one word the strongest ones count: `write the plan` asks for a plan, not for something to be built.
    """
    acts = index_of("acts", [rule[4] for rule in ACTS])
    clues = index_of("clues", [rule[4] for rule in CLUES])
    seen: set[str] = set()
    for clause, heads, taken in zip(reading.clauses, reading.heads, reading.taken):
        words = clause.words
        for at in range(len(words)):
            if taken[at]:
                continue
            named = at > 0 and words[at - 1] in DETERMINERS
            found = [(ACTS[owner], end) for owner, end in _matches(acts, words, at, taken, named)] if heads[at] else []
            strongest = max((rule[2] for rule, _ in found), default=0)
            reading.asked = reading.asked or any(rule[1] == "ideation" or not named for rule, _ in found)
            found = [(rule, end) for rule, end in found if rule[2] >= strongest - 1]
            found += [(CLUES[owner], end) for owner, end in _matches(clues, words, at, taken, named=False)]
            reading.asked = reading.asked or any(rule[0] in WISHES for rule, _ in found)
            for (name, stage, weight, reason, _), end in found:
                if name not in seen:
                    seen.add(name)
                    reading.add(name, stage, weight, " ".join(words[at:end]), reason)


def _matches(index: Index, words: list[str], at: int, taken: list[bool], named: bool) -> list[tuple[int, int]]:
    """Rule and end of every pattern that begins at `at` and does not end on a word that an aside took.

    `named`: a determiner stands before it, so a single word only names something: `the tests ...`.
    """
    found = []
    for pattern in index.beginning_with(words[at]):
        if named and len(pattern.elements) == 1:
            continue
        end = pattern.end(words, at)
        if end and not taken[end - 1]:
            found.append((pattern.owner, end))
    return found


def asks(reading: Reading) -> bool:
    """Whether any clause asks for something, rather than tells: a question, a word that asks, an act that begins like a request."""
    for clause in reading.clauses:
        words = clause.words
        pairs = list(zip(words, words[1:]))
        if clause.question or not ASKING.isdisjoint(words) or (clause.first and words[0] in ASKS_FIRST):
            return True
        if any((one in WHO and two in ASKED_FOR) or (one in MODALS and two in WHO) for one, two in pairs):
            return True
    return reading.asked
