"""The rules as data: which words speak for which stage, how strongly, and why. One module for each stage; `asides` come before all.

A rule is a name, a stage, a weight, a reason and its patterns. A pattern is words in a row: `a|b` is either, `<class>` any word of a
class in `lexicon.py`, `*3` up to three words in between, `$` the end of the clause; patterns are separated by `;`. Fillers are passed
over, punctuation never is. A rule counts once for a prompt, however often it matches.

`ACTS` must begin where a request begins: at the start of a clause, or behind words that only lead to one. `CLUES` may stand anywhere.
"""

from __future__ import annotations

from codex_agent.stages.rules import ideation, implementation, prd, research, review, synthesis, testing

_STAGES = (ideation, research, synthesis, prd, implementation, review, testing)
ACTS = tuple(rule for stage in _STAGES for rule in stage.ACTS)
CLUES = tuple(rule for stage in _STAGES for rule in stage.CLUES)

__all__ = ["ACTS", "CLUES"]
