"""Measures stage detection on the labelled prompts and writes the figures into docs/stage-detection.md.

python scripts/stage_figures.py            write them
python scripts/stage_figures.py --misses   print what went wrong on the parts that rules may be tuned on
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SET = ROOT / "tests" / "unit" / "stages"
PAGE = ROOT / "docs" / "stage-detection.md"
BEGIN, END = "<!-- figures: scripts/stage_figures.py -->\n", "<!-- end of figures -->\n"
PARTS = {
    "tuning": "first set, two thirds: tuned on",
    "development": "written while tuning: tuned on",
    "voices": "second batch, two thirds: tuned on",
    "held out": "first set, a third: held out",
    "fresh": "written after the rules were done: held out",
    "voices held out": "second batch, a third: held out",
}
OPEN = ("tuning", "development", "voices")  # the parts whose mistakes may be looked at
WHOLE = ("development", "fresh")  # files that are one part, not divided
BINS = (0.8, 0.9, 0.95, 1.0)


class Prompt(NamedTuple):
    part: str
    text: str
    state: dict[str, Any]
    label: str


class Answer(NamedTuple):
    prompt: Prompt
    said: str
    confidence: float


def prompts() -> list[Prompt]:
    """Every labelled prompt with the part that it belongs to."""
    found = []
    for file in sorted(SET.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            row = json.loads(line)
            found.append(Prompt(_part(file.stem, row["text"]), row["text"], row["state"], row["label"]))
    return found


def _part(file: str, text: str) -> str:
    if file in WHOLE:
        return file
    if file == "voices":
        return "voices held out" if held_out(text) else "voices"
    return "held out" if held_out(text) else "tuning"


def held_out(text: str) -> bool:
    """The fixed rule, for prompts of the files that are divided."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 3 == 0


def answers(of: Iterable[Prompt]) -> list[Answer]:
    from codex_agent.stages import StageState, detect

    found = []
    for prompt in of:
        state = StageState(**{key: tuple(v) if isinstance(v, list) else v for key, v in prompt.state.items()})
        said = detect(prompt.text, state)
        found.append(Answer(prompt, said.stage, said.confidence))
    return found


def tables(all_answers: list[Answer]) -> str:
    """The tables of the page."""
    parts = {part: [one for one in all_answers if one.prompt.part == part] for part in PARTS}
    lines = [
        "| part | prompts | of these none | precision when it speaks | recall |",
        "|---|---|---|---|---|",
    ]
    for part, title in PARTS.items():
        mine = parts[part]
        none = sum(one.prompt.label == "none" for one in mine)
        lines.append(f"| {title} | {len(mine)} | {none} | {_precision(mine)} | {_recall(mine)} |")
    unseen = [one for part in PARTS if part not in OPEN for one in parts[part]]
    none = sum(one.prompt.label == "none" for one in unseen)
    lines.append(f"| all that was held out | {len(unseen)} | {none} | {_precision(unseen)} | {_recall(unseen)} |")
    lines += ["", "By stage, all that was held out:", "", *_by_stage(unseen)]
    for part, title in PARTS.items():
        lines += ["", f"By stage, {title}:", "", *_by_stage(parts[part])]
    lines += ["", "What a confidence is worth, on all parts that were held out:", "", *_by_confidence(unseen)]
    return "\n".join(lines) + "\n"


def _by_stage(mine: list[Answer]) -> list[str]:
    from codex_agent.stages import STAGES

    lines = ["| stage | prompts | said | right | precision | recall |", "|---|---|---|---|---|---|"]
    for stage in STAGES:
        wanted = sum(one.prompt.label == stage for one in mine)
        said = sum(one.said == stage for one in mine)
        right = sum(one.said == stage == one.prompt.label for one in mine)
        lines.append(f"| {stage} | {wanted} | {said} | {right} | {_share(right, said)} | {_share(right, wanted)} |")
    quiet = [one for one in mine if one.prompt.label == "none"]
    silent = sum(one.said == "none" for one in quiet)
    lines.append(f"| none | {len(quiet)} | | {silent} silent | | {_share(silent, len(quiet))} |")
    return lines


def _by_confidence(mine: list[Answer]) -> list[str]:
    lines = ["| confidence | said | right | share |", "|---|---|---|---|"]
    for low, high in pairwise(BINS):
        there = [one for one in mine if one.said != "none" and low <= one.confidence < high]
        right = sum(one.said == one.prompt.label for one in there)
        lines.append(f"| {low:.2f} to {high:.2f} | {len(there)} | {right} | {_share(right, len(there))} |")
    return lines


def _precision(mine: list[Answer]) -> str:
    spoken = [one for one in mine if one.said != "none"]
    return _share(sum(one.said == one.prompt.label for one in spoken), len(spoken))


def _recall(mine: list[Answer]) -> str:
    wanted = [one for one in mine if one.prompt.label != "none"]
    return _share(sum(one.said == one.prompt.label for one in wanted), len(wanted))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def page_with(text: str) -> str:
    before, rest = PAGE.read_text().split(BEGIN)
    return before + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1]


def main() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    found = answers(prompts())
    if "--misses" in sys.argv:
        for one in found:
            if one.prompt.part in OPEN and one.said != one.prompt.label:
                print(f"{one.prompt.label} -> {one.said} {one.confidence}: {one.prompt.text[:150]!r}")
        print(Counter((one.prompt.part, one.said == one.prompt.label) for one in found if one.prompt.part in OPEN))
        return
    PAGE.write_text(page_with(tables(found)))
    print(f"{PAGE.relative_to(ROOT)}: {len(found)} prompts")


if __name__ == "__main__":
    main()
