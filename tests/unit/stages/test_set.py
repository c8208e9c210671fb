"""The labelled prompts, and the page that says how well detection does on them."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from codex_agent.stages import STAGES

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent
LABELS = (*STAGES, "none")
STATE = {"prds", "approved", "running", "unread", "stage"}


def program() -> Any:
    spec = importlib.util.spec_from_file_location("stage_figures", ROOT / "scripts" / "stage_figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures() -> Any:
    return program()


@pytest.fixture(scope="module")
def answers(figures: Any) -> list[Any]:
    return list(figures.answers(figures.prompts()))


def test_every_prompt_has_its_fields_and_stands_once() -> None:
    texts: Counter[str] = Counter()
    for file in sorted(HERE.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            row = json.loads(line)
            assert set(row) == {"text", "state", "label", "why"}
            assert row["label"] in LABELS
            assert file.stem in (row["label"], "development", "fresh", "voices")
            assert set(row["state"]) <= STATE
            assert row["why"]
            texts[row["text"]] += 1
    assert [text for text, times in texts.items() if times > 1] == []


def test_the_set_is_large_and_has_all_labels_in_every_part(figures: Any) -> None:
    prompts = figures.prompts()
    parts = Counter(prompt.part for prompt in prompts)
    assert parts["tuning"] + parts["held out"] >= 260
    assert parts["fresh"] >= 80
    assert parts["voices"] + parts["voices held out"] >= 200
    assert 0.25 < parts["held out"] / (parts["held out"] + parts["tuning"]) < 0.42
    for part in figures.PARTS:
        assert {prompt.label for prompt in prompts if prompt.part == part} == set(LABELS)


@pytest.mark.parametrize(
    "parts", [("tuning",), ("development",), ("voices",), ("held out", "fresh", "voices held out")], ids="+".join
)
def test_detection_meets_its_goal(answers: list[Any], parts: tuple[str, ...]) -> None:
    mine = [one for one in answers if one.prompt.part in parts]
    spoken = [one for one in mine if one.said != "none"]
    wanted = [one for one in mine if one.prompt.label != "none"]
    right = sum(one.said == one.prompt.label for one in spoken)
    assert right / len(spoken) >= 0.95
    assert right / len(wanted) >= 0.85


def test_the_page_says_what_the_program_measures_now(figures: Any, answers: list[Any]) -> None:
    page = (ROOT / "docs" / "stage-detection.md").read_text()
    assert page == figures.page_with(figures.tables(answers)), "run: python scripts/stage_figures.py"
