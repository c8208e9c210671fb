from __future__ import annotations

from codex_agent.comparing.topic import seems_off

TASK = "Find ways to bypass the checks of session tokens in src/auth/session.ts, above all around expiry and refresh."


def test_an_answer_that_has_words_of_the_task_is_on_topic() -> None:
    assert not seems_off(TASK, "An expired token passes: session.ts:12 reads the expiry and compares nothing.")


def test_an_answer_about_something_else_is_flagged() -> None:
    assert seems_off(TASK, "Here is a recipe for pancakes: flour, milk, eggs, a pinch of salt.")
    assert seems_off(TASK, "")


def test_a_task_of_few_words_says_too_little_to_measure_by() -> None:
    assert not seems_off("Fix the bug", "Here is a recipe for pancakes.")
