"""How much a prompt is like the labelled ones: its words and pairs of words, counted by stage (`vocabulary`). Pure, 3.9.

Rules know requests; these counts know the words around them, and speak for what no rule was written for. A word weighs by how much more
often prompts of one stage have it than others: its counts are its weight and its reason. All weigh little by themselves.
"""

from __future__ import annotations

from math import log

from codex_agent.stages.advice import STAGES
from codex_agent.stages.evidence import NONE, Evidence
from codex_agent.stages.state import StageState
from codex_agent.stages.wording import Clause

LABELS = (*STAGES, NONE)
FIRST_WORDS, LAST_WORDS = 80, 40  # what is read of a long prompt
MANY = 60  # features beyond so many weigh no more than these together
UNSEEN = 0.1  # added to every count
SCALE = 0.25  # words of one prompt depend on each other, so each counts a quarter
BOUND = "^"  # the beginning or end of a clause
PROMPTS = ""  # the line that counts all prompts


def features(clauses: list[Clause], state: StageState) -> list[str]:
    """Words and neighbours, each once, and what the state says."""
    found = ["stage=" + (state.stage or NONE)]
    found += ["unread"] if state.unread else []
    found += ["?"] if any(clause.question for clause in clauses) else []
    runs = [clause.words for clause in clauses]
    length = sum(len(words) for words in runs)
    at = 0
    for words in runs:
        last = BOUND
        for word in words:
            if at < FIRST_WORDS or at >= length - LAST_WORDS:
                found += [word, last + " " + word]
            last = word
            at += 1
        if words:
            found.append(last + " " + BOUND)
    return list(dict.fromkeys(found))


def counts_of(key: str, text: str) -> tuple[int, ...]:
    """The counts in the line of `key`, () if there is none. The lines are sorted, so a search is cheaper than a table for one prompt."""
    low, high = 0, len(text)
    while low < high:
        start = text.rfind("\n", low, (low + high) // 2) + 1 or low
        end = text.index("\n", start)
        found, _, numbers = text[start:end].rpartition("\t")
        if found == key:
            return tuple(int(number) for number in numbers.split())
        if found < key:
            low = end + 1
        else:
            high = start
    return ()


def leanings(clauses: list[Clause], state: StageState) -> tuple[dict[str, float], list[Evidence]]:
    """For each label how well it fits, as a logarithm, and the words that say most for each stage."""
    from codex_agent.stages.vocabulary import COUNTS  # most hooks ask for none

    totals = counts_of(PROMPTS, COUNTS)
    whole = sum(totals)
    fits = {label: log(total / whole) for label, total in zip(LABELS, totals)}
    found = [(key, counts_of(key, COUNTS)) for key in features(clauses, state)]
    seen = [(key, counts) for key, counts in found if counts]
    scale = SCALE * min(1.0, MANY / max(1, len(seen)))
    evidence = []
    for key, counts in seen:
        logs = [log((count + UNSEEN) / (total + 2 * UNSEEN)) for count, total in zip(counts, totals)]
        middle = sum(logs) / len(logs)
        for label, count, one in zip(LABELS, counts, logs):
            fits[label] += scale * (one - middle)
            if label != NONE and count and one > middle:
                reason = f"as in {count} of {sum(counts)} labelled prompts that have it"
                evidence.append(Evidence("words", label, round(scale * (one - middle), 2), key, reason))
    return fits, evidence
