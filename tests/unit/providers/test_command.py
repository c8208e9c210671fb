from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codex_agent.providers.base import NotifyHook, Prepared
from codex_agent.providers.codex import command
from codex_agent.specs import JobSpec

HOOK = NotifyHook(python="/py", script="/hook.py", home="/state", socket="/state/s", job="0123abcd")
PREPARED = Prepared(
    argv0=("/codex",),
    env={},
    client_home="/home/.codex",
    user_notify=(),
    model=None,
    reasoning="high",
    effective_model="m",
    context_window=None,
)
SPEC = JobSpec(cwd="/some folder")
THREAD = "01a1fbc2-04ff-7993-a60b-3ed2992d3dc2"


def build(spec: JobSpec = SPEC, prepared: Prepared = PREPARED, thread_id: str | None = None) -> tuple[str, ...]:
    return command.build(prepared, spec, thread_id=thread_id, notify=HOOK)


def values(argv: tuple[str, ...]) -> dict[str, object]:
    """The `-c` values as the client reads them; a later one wins."""
    found: dict[str, object] = {}
    for flag, pair in pairwise(argv):
        if flag == "-c":
            key, _, value = pair.partition("=")
            found[key] = tomllib.loads(f"x={value}")["x"]
    return found


def test_the_prompt_comes_on_standard_input_and_is_never_an_argument():
    argv = build(replace(SPEC, prompt="secret words"))
    assert argv[-1] == "-"
    assert not any("secret words" in part for part in argv)


def test_a_follow_up_passes_every_flag_again_and_all_of_them_before_resume():
    spec = replace(SPEC, images=("/a.png",), add_dirs=("/b",), profile="p", config=("k=1",), search=True, network=True)
    first, later = build(spec), build(spec, thread_id=THREAD)
    assert later == (*first[:-1], "resume", THREAD, "-")


@pytest.mark.parametrize("thread_id", [None, THREAD])
def test_the_schema_goes_with_every_turn(thread_id):
    argv = command.build(PREPARED, SPEC, thread_id=thread_id, notify=HOOK, schema="/state/jobs/x.schema.json")
    at = argv.index("--output-schema")
    assert argv[at + 1] == "/state/jobs/x.schema.json"
    assert (*argv[:at], *argv[at + 2 :]) == build(thread_id=thread_id)


@settings(deadline=None)
@given(st.text(st.sampled_from("a.b =#'\"\\/[]{},\n\t\x1f\x7f\u2028é🎉")).map(lambda text: "/" + text))
def test_trust_names_exactly_the_folder_whatever_its_name(cwd):
    assert values(build(replace(SPEC, cwd=cwd)))["projects"] == {cwd: {"trust_level": "trusted"}}


def test_a_folder_that_the_user_does_not_trust_is_not_trusted_for_them():
    assert "projects" not in values(build(prepared=replace(PREPARED, trust=False)))


def test_the_notify_hook_carries_the_job_and_the_users_own_command():
    argv = build(prepared=replace(PREPARED, user_notify=("say", 'a "b"\n')))
    expected = ["/py", "-I", "-S", "/hook.py", "/state", "/state/s", "0123abcd", "say", 'a "b"\n']
    assert values(argv)["notify"] == expected


def test_the_agent_never_asks_and_a_refused_connection_ends():
    argv = build()
    assert values(argv)["approval_policy"] == "never"
    assert argv[argv.index("--disable") + 1] == "unbounded_connection_retries"


def test_no_model_is_passed_unless_one_was_chosen():
    assert "-m" not in build()
    argv = build(prepared=replace(PREPARED, model="gpt-x"))
    assert argv[argv.index("-m") + 1] == "gpt-x"


def test_search_and_network_are_off_unless_asked_for():
    assert not {"web_search", "sandbox_workspace_write.network_access"} & values(build()).keys()
    asked = values(build(replace(SPEC, search=True, network=True)))
    assert asked["web_search"] == "live"
    assert asked["sandbox_workspace_write.network_access"] is True


def test_the_users_own_values_come_last_so_that_they_win():
    argv = build(replace(SPEC, config=("web_search='cached'",), search=True))
    assert values(argv)["web_search"] == "cached"


@pytest.mark.parametrize("path", ["/a b.png", "/-x.png"])
def test_an_image_takes_no_other_argument_with_it(path):
    assert f"--image={path}" in build(replace(SPEC, images=(path,)))
