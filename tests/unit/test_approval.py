"""What an approval is bound to."""

from __future__ import annotations

from pathlib import Path

import pytest

from codex_agent.approval import PRD_BYTES, digest, standing

PLAN = b"# A\n- [ ] one\n- [x] two\n"


@pytest.mark.parametrize(
    "same", [b"# A\n- [x] one\n- [X] two\n", b"# A\r\n- [ ] one\r\n- [ ] two\r\n", PLAN + b"\n\n"], ids=str
)
def test_ticks_and_line_ends_are_not_content(same: bytes) -> None:
    assert digest(same) == digest(PLAN)


@pytest.mark.parametrize("other", [b"", b"# B\n- [ ] one\n- [x] two\n", PLAN + b"- [ ] three\n"], ids=str)
def test_anything_else_is(other: bytes) -> None:
    assert digest(other) != digest(PLAN)


def test_how_it_stands_is_asked_of_the_file(tmp_path: Path) -> None:
    path, approved = tmp_path / "a.md", digest(PLAN)
    assert standing(str(path), None) == "none"
    assert standing(str(path), approved) == "gone"
    path.write_bytes(PLAN)
    assert standing(str(path), approved) == "approved"
    path.write_bytes(PLAN + b"more")
    assert standing(str(path), approved) == "edited"
    path.write_bytes(PLAN * PRD_BYTES)
    assert standing(str(path), approved) == "gone"
    assert standing(str(tmp_path), approved) == "gone"
