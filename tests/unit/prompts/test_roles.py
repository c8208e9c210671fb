from __future__ import annotations

import pytest

from codex_agent.errors import AgentError
from codex_agent.prompts.roles import Role, held_to, parse_role


@pytest.mark.parametrize("head", ["a = " + "[" * 5000, "a = " + "9" * 5000, "a = {", "sandbox = 1"])
def test_a_head_that_cannot_be_read_is_a_usage_error(head: str) -> None:
    with pytest.raises(AgentError, match=r"mine\.md: ") as refused:
        parse_role("mine", "mine.md", f"+++\n{head}\n+++\ntext")
    assert refused.value.code == "bad_role"


@pytest.mark.parametrize(
    ("own", "wanted", "given"),
    [
        ("read-only", "workspace-write", "read-only"),
        ("read-only", None, "read-only"),
        ("workspace-write", None, "workspace-write"),
        ("workspace-write", "read-only", "read-only"),
    ],
)
def test_a_role_in_the_place_of_ours_takes_no_wider_sandbox(own: str, wanted: str | None, given: str) -> None:
    assert held_to(Role("r", "", "", own), Role("r", "mine", "", wanted)).sandbox == given


def test_a_role_in_the_place_of_ours_does_not_leave_the_throw_away_copy() -> None:
    held = held_to(Role("verifier", "", "", "workspace-write", worktree=True), Role("verifier", "mine", ""))
    assert (held.worktree, held.text) == (True, "mine")
