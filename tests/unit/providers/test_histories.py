"""What the real client printed and wrote (`NAME.exec.jsonl`, `NAME.rollout.jsonl`), and the events that it must become."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from codex_agent.providers import get

FOLDER = Path(__file__).parent / "histories"
RECORDED = sorted(path.name.removesuffix(".jsonl") for path in FOLDER.glob("*.jsonl") if ".expected." not in path.name)


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_history_becomes_its_events(name):
    provider = get("openai")
    parse = provider.parse_rollout if name.endswith(".rollout") else provider.parse
    lines = (FOLDER / f"{name}.jsonl").read_bytes().splitlines(keepends=True)
    events = [{"event": type(event).__name__, **asdict(event)} for line in lines for event in parse(line)]
    expected = [json.loads(line) for line in (FOLDER / f"{name}.expected.jsonl").read_text("utf-8").splitlines()]
    assert json.loads(json.dumps(events)) == expected
