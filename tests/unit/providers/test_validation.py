from __future__ import annotations

from pathlib import Path

import pytest

from codex_agent.errors import AgentError, Exit
from codex_agent.providers.codex import catalogue, validation
from codex_agent.providers.codex.settings import Settings
from codex_agent.providers.models import Catalogue
from codex_agent.specs import JobSpec

REAL = catalogue.parse((Path(__file__).parent / "histories" / "models.json").read_text("utf-8"))


def refuse(call, *arguments):
    with pytest.raises(AgentError) as raised:
        call(*arguments)
    assert raised.value.exit_code is Exit.USAGE
    return raised.value


@pytest.mark.parametrize("cwd", ["relative", "", "/nowhere/at/all", __file__, "/bad\udcff", "/nul\0"])
def test_a_folder_that_cannot_be_worked_in_is_refused(cwd):
    refuse(validation.check_paths, JobSpec(cwd=cwd))


def test_what_is_named_beside_the_folder_has_to_exist(tmp_path):
    (tmp_path / "a,b.png").touch()
    for spec in (
        JobSpec(cwd=str(tmp_path), add_dirs=(str(tmp_path / "none"),)),
        JobSpec(cwd=str(tmp_path), images=(str(tmp_path / "none.png"),)),
        JobSpec(cwd=str(tmp_path), images=(str(tmp_path),)),
        JobSpec(cwd=str(tmp_path), images=(str(tmp_path / "a,b.png"),)),
    ):
        refuse(validation.check_paths, spec)
    validation.check_paths(JobSpec(cwd=str(tmp_path), add_dirs=("/",), images=(__file__,)))


def test_an_unknown_sandbox_lists_the_valid_ones():
    assert "workspace-write" in refuse(validation.check_sandbox, JobSpec(cwd="/", sandbox="none")).message


def test_a_read_only_agent_cannot_get_a_network():
    refuse(validation.check_sandbox, JobSpec(cwd="/", sandbox="read-only", network=True))
    validation.check_sandbox(JobSpec(cwd="/", sandbox="danger-full-access", network=True))


@pytest.mark.parametrize(
    "pair",
    [
        *("novalue", "=x", "a b=1", 'projects."/p"=1', "$(x)=1", "k=\0", "notify=[]", "projects={}", "projects.x=1"),
        *("sandbox_mode='x'", "approval_policy='on-request'", "approvals_reviewer='auto_review'"),
    ],
)
def test_a_value_that_is_malformed_or_ours_is_refused(pair):
    refuse(validation.check_config, JobSpec(cwd="/", config=(pair,)))


def test_other_values_pass_as_they_are():
    spec = JobSpec(cwd="/", config=("a.b-c_d=x=y", "e="))
    assert validation.check_config(spec) == {"a.b-c_d": "x=y", "e": ""}


@pytest.mark.parametrize("name", ["$(touch x)", "-m", "", "a b", "a\n", "../x", "é"])
def test_a_model_name_with_a_wrong_form_is_refused_even_without_a_catalogue(name):
    refuse(validation.choose_model, name, None, None, Settings(), Catalogue())


def test_an_unknown_model_lists_the_visible_ones_and_tells_the_way_around():
    error = refuse(validation.choose_model, "gpt-nope", None, None, Settings(models=("mine",)), REAL)
    assert "gpt-6-luna" in error.message
    assert "mine" in error.message
    assert "codex-auto-review" not in error.message
    assert error.hint is not None
    assert "codex-agent models" in error.hint
    assert "-c 'model=\"gpt-nope\"'" in error.hint


def test_a_model_is_known_from_the_catalogue_or_from_the_users_configuration():
    assert validation.choose_model("codex-auto-review", None, None, Settings(), REAL) == "codex-auto-review"
    assert validation.choose_model("mine", None, None, Settings(models=("mine",)), REAL) == "mine"
    assert validation.choose_model("any", None, None, Settings(), Catalogue()) == "any"


def test_without_a_flag_the_first_that_names_a_model_decides():
    user = Settings(model="user")
    assert validation.choose_model(None, "flag", "folder", user, REAL) == "flag"
    assert validation.choose_model(None, None, "folder", user, REAL) == "folder"
    assert validation.choose_model(None, None, None, user, REAL) == "user"
    assert validation.choose_model(None, None, None, Settings(), REAL) == "gpt-6.1-sol"
    assert validation.choose_model(None, None, None, Settings(), Catalogue()) is None


def test_an_unknown_level_lists_those_of_the_model():
    error = refuse(validation.choose_reasoning, "ultra", REAL.find("gpt-5.5"), REAL)
    assert "low, medium, high, xhigh" in error.message
    assert validation.choose_reasoning("ultra", REAL.find("gpt-6-sol"), REAL) == "ultra"


@pytest.mark.parametrize("level", ["", "HIGH", "$(x)", "high "])
def test_a_level_with_a_wrong_form_is_refused_even_without_a_catalogue(level):
    refuse(validation.choose_reasoning, level, None, Catalogue())


def test_the_default_level_is_high_where_the_model_has_it():
    only_low = Catalogue((catalogue.Model("m", True, 1, "low", ("low",), None),))
    assert validation.choose_reasoning(None, REAL.find("gpt-5.5"), REAL) == "high"
    assert validation.choose_reasoning(None, only_low.find("m"), only_low) == "low"
    assert validation.choose_reasoning(None, None, Catalogue()) == "high"
