"""`detect`: the stage that a prompt asks for, from its words and from where the repository stands. No model, no clock, no disk.

Every rule that matches gives its weight to its stage; the words around it lean to the stages that prompts like this one had. Both together
are a probability, and the likeliest stage speaks if it is sure enough. Silence is the default: a wrong hint costs more than a missing one.
"""

from __future__ import annotations

from math import exp

from codex_agent.stages import prose, wording
from codex_agent.stages.advice import APPROVING, STAGES, next_command
from codex_agent.stages.evidence import NONE, Detection, Evidence
from codex_agent.stages.likeness import leanings
from codex_agent.stages.reading import PLACES, Reading, asks, find_rules, take_asides
from codex_agent.stages.rules import ACTS, CLUES
from codex_agent.stages.state import StageState
from codex_agent.stages.vetoing import single_thing, veto

SURE = 0.8  # the least probability that speaks
HEARD = 0.4  # what one point of weight of the rules counts, as a logarithm
MOST = 8.0  # points of one stage that count
SILENT = 0.8  # for saying nothing, as a logarithm
TELLING = 0.4  # more for it where nothing is asked for
WORDS_SHOWN = 3
CLUES_COUNT = 4.0  # clues of one stage add up to no more than one clear request
CLEAR = 4.0  # the weight of an act that clearly asks
DETAILS = 3  # list items, or places named, that make a wish a settled change

ACT_NAMES = frozenset(rule[0] for rule in ACTS)
CLUE_NAMES = frozenset(rule[0] for rule in CLUES)
AFTER = {"implementation": "review", "review": "testing", "research": "synthesis", "prd": "implementation"}


def detect(text: str, state: StageState | None = None) -> Detection:
    """What the prompt asks for. `state` refines; it never makes a stage out of nothing."""
    state = state or StageState()
    if prose.injected(text) or prose.slash_command(text):
        return _silent("not a request in words of a person")
    lines = prose.lines(text)
    reading = Reading(wording.clauses(lines))
    take_asides(reading)
    reason = veto(reading)
    if reason:
        return _silent(reason)
    find_rules(reading)
    _settle(reading, state, text, lines)
    _weigh_asides(reading, state)
    _weigh_state(reading, state)
    return _decide(reading, state, text)


def _silent(reason: str, evidence: tuple[Evidence, ...] = ()) -> Detection:
    return Detection(NONE, 0.0, (Evidence("silent", NONE, 0.0, "", reason), *evidence))


def _settle(reading: Reading, state: StageState, text: str, lines: list[str]) -> None:
    """Give the acts that do not say their stage themselves to one."""
    leans = "settled" in reading.kinds
    in_plan = state.stage in ("prd", "implementation") or (state.stage is None and bool(state.approved))
    planned = in_plan and bool(state.prds)
    detailed = prose.list_items(lines) >= DETAILS or reading.count(PLACES) >= DETAILS
    settled = leans or detailed or bool(state.approved and planned) or _names_prd(state, text)
    meant = {
        "build": "implementation" if settled else "ideation",
        "go": "implementation" if planned or leans else NONE,
        "digest": "synthesis" if state.unread else NONE,
    }
    if meant["digest"] == NONE and any(one.stage == "digest" for one in reading.evidence):
        reading.add("nobody-answered", "synthesis", -4, "", "nobody has answered yet")
    for one in reading.evidence:
        one.stage = meant.get(one.stage, one.stage)
    if settled and any(one.stage == "implementation" for one in reading.evidence):
        reading.add(
            "settled", "implementation", 2, "", "a plan, an approval or its own detail settles what is to be built"
        )


def _names_prd(state: StageState, text: str) -> bool:
    lower = text[: prose.LIMIT].lower()
    return any(part in lower for prd in state.prds for part in prd.lower().split("-") if len(part) > 3)


def _weigh_asides(reading: Reading, state: StageState) -> None:
    spoken = {one.stage for one in reading.evidence}
    for over, follower in AFTER.items():
        if "done:" + over in reading.kinds and follower in spoken:
            sure = over == "prd" and (state.prds or state.stage == "prd")
            reading.add("after-" + over, follower, 3 if sure else 1.5, "", over + " is said to be done")
    if (
        "done:prd" in reading.kinds
        and reading.count(APPROVING)
        and not any(one.rule in ACT_NAMES for one in reading.evidence)
    ):
        reading.add("approval", "prd", 5, "", "approves a plan, and asks for nothing else")
        reading.asked = True
    if "reading" in reading.kinds:
        reading.add("no-changes", "research", 1.5, "", "nothing is to be changed")
    if single_thing(reading):
        for stage in ("research", "implementation", "ideation", "synthesis"):
            reading.add("one-thing", stage, -4, "", "one file or symbol: no need for agents")


def _weigh_state(reading: Reading, state: StageState) -> None:
    spoken = {one.stage for one in reading.evidence if one.weight > 0}
    if state.unread and "synthesis" in spoken:
        reading.add("unread", "synthesis", 2.5, "", "results are there that nobody has read")
    if state.stage in STAGES:
        at = STAGES.index(state.stage)
        if state.stage in spoken:
            reading.add("same-stage", state.stage, 0.5, "", "the repository is in this stage")
        for follower in STAGES[at + 1 : at + 2]:
            if follower in spoken:
                reading.add("next-stage", follower, 0.5, "", "the stage that follows")


def _decide(reading: Reading, state: StageState, text: str) -> Detection:
    """What the rules heard and what the prompt is like, as one probability for each stage and for none."""
    if not reading.length:
        return _silent("no words of a person")
    asked = {one.stage for one in reading.evidence if one.rule in ACT_NAMES and one.weight >= CLEAR}
    fits, words = leanings(reading.clauses, state)
    for stage in fits:  # what means nothing here, such as a "go" without a plan, speaks for none
        heard = _sum(reading.evidence, stage, bool(asked - {stage}))
        fits[stage] += HEARD * max(-MOST, min(MOST, heard))
    fits[NONE] += SILENT if asks(reading) else SILENT + TELLING
    best = max(fits, key=lambda label: fits[label])
    whole = sum(exp(one - fits[best]) for one in fits.values())
    confidence = min(0.99, round(1 / whole, 2))
    mine = [one for one in reading.evidence if one.stage == best]
    mine += sorted((one for one in words if one.stage == best), key=lambda one: -one.weight)[:WORDS_SHOWN]
    evidence = tuple(sorted(mine, key=lambda one: -one.weight))
    if best == NONE:
        return _silent("too little speaks for any stage")
    if confidence < SURE:
        return _silent("not sure enough of " + best, evidence)
    return Detection(best, confidence, evidence, next_command(best, state, text))


def _sum(evidence: list[Evidence], stage: str, beside: bool) -> float:
    """The strongest request in full, further ones by half, clues up to a bound, and what the state and the asides add.

    `beside`: another stage is clearly asked for; clues alone count half then.
    """
    mine = [one for one in evidence if one.stage == stage]
    acts = sorted((one.weight for one in mine if one.rule in ACT_NAMES), reverse=True)
    clues = min(CLUES_COUNT, sum(one.weight for one in mine if one.rule in CLUE_NAMES))
    added = sum(one.weight for one in mine if one.rule not in ACT_NAMES and one.rule not in CLUE_NAMES)
    return sum(acts[:1]) + sum(acts[1:]) / 2 + (clues / 2 if beside and not acts else clues) + added
