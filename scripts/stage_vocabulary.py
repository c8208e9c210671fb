"""Counts the words of the labelled prompts that may be tuned on and writes src/codex_agent/stages/vocabulary.tsv.

python scripts/stage_vocabulary.py         write it
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "src" / "codex_agent" / "stages" / "vocabulary.tsv"
LEAST = 2  # prompts that must have a word: once is chance


def text(leave_out: frozenset[str] = frozenset()) -> str:
    """The file; `codex_agent.stages.vocabulary` says what is in it. `leave_out`: prompts that shall not count."""
    import stage_figures

    from codex_agent.stages import StageState, prose, wording
    from codex_agent.stages.likeness import LABELS, PROMPTS, features

    prompts: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {}
    for prompt in stage_figures.prompts():
        if prompt.part not in stage_figures.OPEN or prompt.text in leave_out:
            continue
        if prose.injected(prompt.text) or prose.slash_command(prompt.text):
            continue
        state = StageState(**{key: tuple(v) if isinstance(v, list) else v for key, v in prompt.state.items()})
        prompts[prompt.label] += 1
        for key in features(wording.clauses(prose.lines(prompt.text)), state):
            counts.setdefault(key, Counter())[prompt.label] += 1
    kept = {key: found for key, found in counts.items() if found.total() >= LEAST}
    kept[PROMPTS] = prompts
    return "".join(
        key + "\t" + " ".join(str(found[label]) for label in LABELS) + "\n" for key, found in sorted(kept.items())
    )


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]
    FILE.write_text(text())
    print(f"{FILE.relative_to(ROOT)}: {len(FILE.read_text().splitlines()) - 1} words and pairs")
