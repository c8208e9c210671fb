"""The quick reading of a PRD: it finds the phases and boxes that the parser finds."""

from __future__ import annotations

import pytest

from codex_agent.prompts import prd
from codex_agent.stages import plan

BODY = "## Implementation Plan\n"


def as_the_parser_sees_it(text: str) -> tuple[tuple[int, bool], ...]:
    return tuple((one.number, bool(one.tasks) and not one.left) for one in prd.parse(text).phases)


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("### Phase 1: A\n- [x] a\n- [X] b\n### Phase 2: B\n- [ ] c\n", 2),
        ("### Phase 1: A\n- [x] a\n### Phase 2\n* [x] c\n", None),
        ("### Phase 1: A\n- [x] a\n  - [ ] inner\n### Phase 2: B\n- [ ] c\n", 1),
        ("### 1. **Phase 3 - A**\n1. [x] a\n2) [x] b\n", None),
        ("### Phase 1: A\nNo boxes here.\n### Phase 2: B\n- [ ] b", 1),
        ("### Phase 1: A\n- [x] a\n#### Notes\n- [ ] inside\n### Phase 2: B\n- [ ] b\n", 1),
        ("### Phase 1: A\n- [x] a\n\n```\n- [ ] code\n### Phase 9: code\n```\n", None),
        ("### Phase 1: A\n- [x] a\n\n<!-- ### Phase 2:\n- [ ] comment -->\n\n## Testing\n- [ ] t\n", None),
        ("### Phase 1.5: A\n- [ ] a\n", None),
        ("### Phased rollout\n- [ ] a\n", None),
        ("### Phase 1: A\r\n- [x] a\r\n### PHASE #2 B\r\n- [ ] b\r\n", 2),
        ("", None),
    ],
)
def test_it_agrees_with_the_parser(text: str, following: int | None) -> None:
    found = plan.read(f"# T\n{BODY}{text}")
    assert found.phases == as_the_parser_sees_it(f"# T\n{BODY}{text}")
    assert found.following == following
    assert found.done == (bool(found.phases) and following is None)


def test_a_large_text_costs_no_more_than_its_lines() -> None:
    assert plan.read("- [x] a\n" * 60_000 + "## Phase 1: A\n" + "- [x] a\n" * 60_000).done
