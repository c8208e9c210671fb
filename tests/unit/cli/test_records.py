"""Rate limits in words."""

from __future__ import annotations

import pytest

from codex_agent.cli.records import _limit_lines

NOW = 1_000_000.0


@pytest.mark.parametrize(
    ("report", "lines"),
    [
        (
            {"primary": {"used_percent": 12.4, "window_minutes": 300, "resets_at": NOW + 3600}, "secondary": None},
            ["primary window of 5h00m: 12% used, resets in 1h00m"],
        ),
        (
            {"primary": {"used_percent": 100}, "secondary": {"used_percent": 3, "window_minutes": 10_080}},
            ["primary window: 100% used", "secondary window of 7d00h: 3% used"],
        ),
        ({"primary": {"used_percent": 5, "resets_at": NOW - 60}}, ["primary window: 5% used, resets in 0.0s"]),
        ({"credits": "none\x1b[2J"}, ['{"credits": "none\\u001b[2J"}']),
        ({"primary": "odd"}, ['{"primary": "odd"}']),
        (["odd"], ['["odd"]']),
    ],
)
def test_a_report_is_said_in_words_whatever_its_shape(report: object, lines: list[str]) -> None:
    assert _limit_lines(report, NOW) == lines
