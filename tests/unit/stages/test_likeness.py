"""The words of the labelled prompts: counted from the parts that may be tuned on alone, and found in the text of their counts."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from codex_agent.stages import STAGES, StageState, detect
from codex_agent.stages.likeness import LABELS, PROMPTS, counts_of, features, leanings
from codex_agent.stages.vocabulary import COUNTS
from codex_agent.stages.wording import clauses

SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"
TEXT = "a\t1 2\na b\t3 4\nb\t5 6\n? ^\t7 8\n"


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.delitem(sys.modules, "stage_figures", raising=False)
    spec = importlib.util.spec_from_file_location("stage_vocabulary", SCRIPTS / "stage_vocabulary.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_vocabulary_is_what_the_program_counts_now(program: Any) -> None:
    assert program.FILE.read_text() == program.text(), "run: python scripts/stage_vocabulary.py"


def test_no_held_out_prompt_counts(program: Any) -> None:
    import stage_figures  # type: ignore[import-not-found] # beside the program

    held = frozenset(one.text for one in stage_figures.prompts() if one.part not in stage_figures.OPEN)
    assert len(held) > 250
    assert program.text(leave_out=held) == program.text()


@pytest.mark.parametrize(
    ("key", "counts"), [("a", (1, 2)), ("a b", (3, 4)), ("b", (5, 6)), ("", ()), ("c", ()), ("a c", ())]
)
def test_counts_are_found_in_sorted_lines(key: str, counts: tuple[int, ...]) -> None:
    assert counts_of(key, "\n".join(sorted(TEXT.splitlines())) + "\n") == counts


def test_every_line_is_found_and_has_a_count_for_each_label() -> None:
    lines = COUNTS.splitlines()
    assert len(lines) > 2000
    for line in lines[:: max(1, len(lines) // 200)]:
        key, _, numbers = line.rpartition("\t")
        counts = counts_of(key, COUNTS)
        assert counts == tuple(map(int, numbers.split()))
        assert len(counts) == len(LABELS)
        assert sum(counts) >= 2


def test_the_line_without_a_word_counts_the_prompts() -> None:
    prompts = counts_of(PROMPTS, COUNTS)
    assert len(prompts) == len(LABELS)
    assert sum(prompts) > 1500
    assert COUNTS.startswith(PROMPTS + "\t")


def test_words_lean_to_the_stage_that_has_them_and_say_how_often() -> None:
    fits, evidence = leanings(clauses(["the suite is flaky, more coverage"]), StageState())
    assert max(STAGES, key=lambda stage: fits[stage]) == "testing"
    assert any(one.stage == "testing" and "labelled prompts" in one.reason for one in evidence)


def test_of_a_long_prompt_a_bounded_number_of_words_is_looked_up() -> None:
    assert len(features(clauses([f"{n}x" for n in range(5000)]), StageState())) < 500


def test_a_pasted_wall_of_words_is_no_surer_than_its_request() -> None:
    wall = " ".join(f"test{n} coverage suite" for n in range(200))
    assert detect(f"hello {wall}").confidence < 0.99
