"""When a limit is over, from the client's report of its windows or from its words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from codex_agent.providers.codex.resets import resets_at
from codex_agent.providers.gemini import faults
from codex_agent.providers.reasons import seconds_in


def _at(*moment: int) -> float:
    """A moment of this machine's own time zone, as the client prints it."""
    return datetime(*moment).astimezone().timestamp()  # type: ignore[arg-type]


NOW = _at(2026, 11, 21, 10, 52, 30)
LIMIT = "You’ve hit your usage limit. Visit https://chatgpt.com/settings/usage to purchase more credits or try again"  # noqa: RUF001 - the client's word


def window(used: float, resets: float | None) -> dict[str, Any]:
    return {"used_percent": used, "window_minutes": 300, "resets_at": resets}


def test_the_report_of_a_full_window_is_exact_and_stands_over_the_words() -> None:
    report = {"primary": window(100.0, NOW + 75), "secondary": window(40.0, NOW + 9000)}
    assert resets_at(f"{LIMIT} at 11:59 PM.", report, NOW) == NOW + 75


def test_of_two_full_windows_the_later_one_counts() -> None:
    report = {"primary": window(100.0, NOW + 75), "secondary": window(101.0, NOW + 9000)}
    assert resets_at(LIMIT, report, NOW) == NOW + 9000


@pytest.mark.parametrize(
    "report",
    [
        None,
        [],
        {"primary": None},
        {"primary": window(99.0, NOW + 75)},
        {"primary": window(100.0, NOW - 1)},
        {"primary": window(100.0, None)},
        {"primary": {"used_percent": "100", "resets_at": NOW + 75}},
    ],
)
def test_a_report_that_says_nothing_of_this_limit_leaves_it_to_the_words(report: Any) -> None:
    assert resets_at("exceeded retry limit, last status: 429 Too Many Requests", report, NOW) is None
    assert resets_at("Rate limit reached. Please try again in 11.5s.", report, NOW) == NOW + 11.5


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("at 10:53 AM.", _at(2026, 11, 21, 10, 54)),
        ("at 3:05 PM.", _at(2026, 11, 21, 15, 6)),
        ("at Nov 24th, 2026 10:53 AM.", _at(2026, 11, 24, 10, 54)),
        ("at Dec 1st, 2026 12:00 AM.", _at(2026, 12, 1, 0, 1)),
    ],
)
def test_a_time_of_day_is_the_clients_minute_to_its_end(words: str, moment: float) -> None:
    assert resets_at(f"{LIMIT} {words}", None, NOW) == moment


@pytest.mark.parametrize("words", [" later.", "at Nov 31st, 2026 10:53 AM.", "at 13:99 PM.", ""])
def test_words_without_a_time_say_nothing(words: str) -> None:
    assert resets_at(f"{LIMIT} {words}", None, NOW) is None


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("11.054s", 11.054), ("250ms", 0.25), ("1h25m33s", 5133.0), ("2 minutes", 120.0), ("1d 2h", 93600.0), ("", 0.0)],
)
def test_a_length_of_time_as_clients_write_it(words: str, seconds: float) -> None:
    assert seconds_in(words) == pytest.approx(seconds)


def test_gemini_says_how_long_in_its_words() -> None:
    said = "You have exhausted your capacity on this model. Your quota will reset after 5h12m3s."
    assert faults.resets_at(said, NOW) == NOW + 5 * 3600 + 12 * 60 + 3
    assert faults.resets_at("Quota exceeded. Please retry in 33.5s.", NOW) == NOW + 33.5
    assert faults.resets_at("Quota exceeded.", NOW) is None


def test_a_report_of_no_time_at_all_is_none() -> None:
    assert resets_at(LIMIT, {"primary": {"used_percent": 100, "resets_at": 10**400}}, NOW) is None
