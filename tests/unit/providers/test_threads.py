"""What a thread is asked to be: of what says the same twice, the nearer one holds."""

from __future__ import annotations

from typing import Any

from codex_agent.jobs import Job, Turn
from codex_agent.providers.base import Prepared
from codex_agent.providers.codex.threads import thread_params
from codex_agent.specs import JobSpec
from codex_agent.states import JobState, TurnState

PROFILE = {"model_reasoning_effort": "medium", "web_search": "disabled", "approval_policy": "untrusted", "x": 1}


def _params(profile: dict[str, Any] = PROFILE, **asked: Any) -> dict[str, Any]:
    prepared = Prepared((), {}, "", (), None, "low", None, None, profile=profile)
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


def test_what_stands_in_a_table_of_the_profile_is_put_into_it_and_the_mark_is_always_ours() -> None:
    profile = {"sandbox_workspace_write": {"network_access": False, "x": 1}, "a": {"b": {"c": 1}}}
    config = _params(profile, network=True, config=("a.b.d=2", "shell_environment_policy={set={A='1'}}"))["config"]
    assert config["sandbox_workspace_write"] == {"network_access": True, "x": 1}
    assert config["a"] == {"b": {"c": 1, "d": 2}}
    assert config["shell_environment_policy"] == {"set": {"A": "1", "CODEX_AGENT_JOB_ID": "0123abcd"}}
    assert profile["a"] == {"b": {"c": 1}}
    assert not any("." in key for key in config)


def test_what_meets_no_table_keeps_its_dotted_key() -> None:
    config = _params({}, network=True, config=("a.b=1",))["config"]
    assert config["sandbox_workspace_write.network_access"] is True
    assert (config["a.b"], config["shell_environment_policy.set.CODEX_AGENT_JOB_ID"]) == (1, "0123abcd")
