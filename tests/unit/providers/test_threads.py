"""What a thread is asked to be: of what says the same twice, the nearer one holds."""

from __future__ import annotations

from typing import Any

from codex_agent.jobs import Job, Turn
from codex_agent.providers.base import Prepared
from codex_agent.providers.codex.threads import thread_params
from codex_agent.specs import JobSpec
from codex_agent.states import JobState, TurnState

PROFILE = {"model_reasoning_effort": "medium", "web_search": "disabled", "approval_policy": "untrusted", "x": 1}


def _params(**asked: Any) -> dict[str, Any]:
    prepared = Prepared((), {}, "", (), None, "low", None, None, profile=PROFILE)
    job = Job("0123abcd", JobSpec("/", **asked), JobState.RUNNING, Turn("0123abcd", 1, TurnState.WORKING))
    return thread_params(prepared, job)


def test_flags_stand_over_the_profile_and_config_values_over_both() -> None:
    config = _params(search=True)["config"]
    assert (config["model_reasoning_effort"], config["web_search"], config["x"]) == ("low", "live", 1)
    config = _params(config=('model_reasoning_effort="high"', "x=2"))["config"]
    assert (config["model_reasoning_effort"], config["web_search"], config["x"]) == ("high", "disabled", 2)


def test_when_it_asks_is_the_profiles_word_before_ours() -> None:
    assert _params()["approvalPolicy"] == "untrusted"
    assert _params(config=("approval_policy=never",))["approvalPolicy"] == "never"
