"""What a Gemini agent is asked for is refused early or becomes its argument list."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from codex_agent.errors import AgentError, Exit
from codex_agent.providers.base import Prepared
from codex_agent.providers.gemini import catalogue, command, validation
from codex_agent.providers.models import Catalogue, cheapest
from codex_agent.specs import JobSpec

READY = Prepared(("/bin/gemini",), {}, "/home", (), None, None, None, None)
ANSWER = {
    "id": 2,
    "result": {
        "models": {
            "availableModels": [
                {"modelId": "auto", "name": "Auto", "description": "best for the task"},
                {"modelId": "gemini-9-pro", "name": "gemini-9-pro"},
                {"modelId": "gemini-9-flash-lite", "name": "x"},
                {"name": "no id"},
            ],
            "currentModelId": "auto",
        }
    },
}


@pytest.fixture
def spec(tmp_path):
    return JobSpec(cwd=str(tmp_path), provider="gemini", sandbox="read-only")


@pytest.mark.parametrize(
    ("sandbox", "mode"), [("read-only", "default"), ("workspace-write", "auto_edit"), ("danger-full-access", "yolo")]
)
def test_the_sandbox_is_an_approval_mode_and_read_only_stands_above_the_users_own_rules(spec, sandbox, mode):
    argv = command.build(READY, replace(spec, sandbox=sandbox), thread_id=None)
    assert argv[argv.index("--approval-mode") + 1] == mode
    assert ("--admin-policy" in argv) == (sandbox == "read-only")


def test_the_rules_of_read_only_are_in_the_package_and_deny_every_tool_that_changes_something():
    (rule,) = tomllib.loads(Path(command.READ_ONLY_RULES).read_text())["rule"]
    assert rule["decision"] == "deny"
    assert {"write_file", "replace", "run_shell_command"} <= set(rule["toolName"])


def test_model_folders_and_thread_are_passed(spec):
    ready = replace(READY, model="gemini-9-pro")
    argv = command.build(ready, replace(spec, add_dirs=("/a", "/b")), thread_id="1234")
    assert argv[:3] == ("/bin/gemini", "--output-format", "stream-json")
    assert argv[-8:] == (
        *("--model", "gemini-9-pro", "--include-directories", "/a"),
        *("--include-directories", "/b", "--resume", "1234"),
    )


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"reasoning": "high"}, "--reasoning"),
        ({"images": ("/x.png",)}, "--image"),
        ({"profile": "p"}, "--profile"),
        ({"config": ("a=1",)}, "-c"),
        ({"search": True}, "--search"),
        ({"network": True}, "--network"),
    ],
)
def test_flags_that_it_does_not_take_are_refused_with_those_that_it_does(spec, change, flag):
    with pytest.raises(AgentError) as raised:
        validation.check(replace(spec, **change))
    assert raised.value.exit_code == Exit.USAGE
    assert flag in raised.value.message
    assert "takes: -m, -s, -d, --add-dir" in raised.value.hint


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sandbox": "none"}, "bad_sandbox"),
        ({"model": "../x"}, "bad_model"),
        ({"model": "$(x)"}, "bad_model"),
        ({"cwd": "relative"}, "no_such_folder"),
        ({"cwd": "/no/such"}, "no_such_folder"),
        ({"add_dirs": ("/no/such",)}, "no_such_folder"),
        ({"cwd": "/\udcff"}, "not_utf8"),
    ],
)
def test_values_are_checked_before_anything_starts(spec, change, code):
    with pytest.raises(AgentError) as raised:
        validation.check(replace(spec, **change))
    assert (raised.value.code, raised.value.exit_code) == (code, Exit.USAGE)


def test_a_further_folder_that_the_client_would_split_is_refused(spec, tmp_path):
    folder = tmp_path / "a,b"
    folder.mkdir()
    with pytest.raises(AgentError, match="commas"):
        validation.check(replace(spec, add_dirs=(str(folder),)))


def test_the_list_of_models_is_what_the_client_tells_an_editor():
    found = catalogue.parse(ANSWER)
    assert [model.slug for model in found.visible] == ["auto", "gemini-9-pro", "gemini-9-flash-lite"]
    assert found.default is not None
    assert found.default.slug == "auto"
    assert cheapest(found).slug == "gemini-9-flash-lite"
    assert catalogue.parse({"error": {"code": -32000}}) == Catalogue()


def test_a_model_that_the_client_does_not_list_is_refused_with_those_that_it_does():
    found = catalogue.parse(ANSWER)
    validation.check_model("gemini-9-pro", found, ())
    with pytest.raises(AgentError) as raised:
        validation.check_model("gemini-1", found, ("mine", None))
    assert "flash-lite, gemini-9-pro" in raised.value.message
    assert "mine" in raised.value.message
    assert "GEMINI_MODEL=gemini-1" in raised.value.hint
    validation.check_model("anything", Catalogue(), ())
