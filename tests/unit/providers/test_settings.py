from __future__ import annotations

from pathlib import Path

import pytest

from codex_agent.errors import AgentError, Exit
from codex_agent.providers.codex import settings


def write(folder: Path, text: str, name: str = "config.toml") -> str:
    (folder / name).write_text(text)
    return str(folder)


def test_a_home_without_a_configuration_has_no_settings(tmp_path):
    assert settings.read(str(tmp_path), None) == settings.Settings()


def test_the_profile_lies_over_the_base(tmp_path):
    write(tmp_path, 'model = "base"\nnotify = ["base"]\nmodel_reasoning_effort = "low"\n')
    write(tmp_path, 'model = "other"\n', "p.config.toml")
    found = settings.read(str(tmp_path), "p")
    assert (found.model, found.models, found.notify, found.reasoning) == ("other", ("other", "base"), ("base",), "low")


def test_the_notify_command_of_the_profile_replaces_that_of_the_base(tmp_path):
    write(tmp_path, 'notify = ["base"]\n')
    write(tmp_path, 'notify = ["other", "x"]\n', "p.config.toml")
    assert settings.read(str(tmp_path), "p").notify == ("other", "x")


@pytest.mark.parametrize("notify", ['"text"', '["a", 3]', "[]"])
def test_a_notify_value_that_is_no_command_is_not_chained(tmp_path, notify):
    assert settings.read(write(tmp_path, f"notify = {notify}\n"), None).notify == ()


@pytest.mark.parametrize("name", ["../x", "a.b", "", "a/b", "$(touch x)", "a\n"])
def test_a_profile_name_that_is_a_path_is_refused(tmp_path, name):
    with pytest.raises(AgentError) as raised:
        settings.read(str(tmp_path), name)
    assert (raised.value.code, raised.value.exit_code) == ("bad_profile", Exit.USAGE)


def test_an_unknown_profile_lists_those_that_are_there(tmp_path):
    write(tmp_path, "", "quick.config.toml")
    with pytest.raises(AgentError) as raised:
        settings.read(str(tmp_path), "slow")
    assert raised.value.code == "unknown_profile"
    assert "quick" in raised.value.message


def test_toml_that_only_the_client_understands_is_read_in_part(tmp_path):
    text = 'model = "m"\nnotify = ["n"]\n[tui]\nx = {\n a = 1,\n}\n[projects."/p"]\ntrust_level = "untrusted"\n'
    found = settings.read(write(tmp_path, text), None)
    assert (found.model, found.notify, found.untrusted) == ("m", ("n",), frozenset({"/p"}))
    assert found.damage is not None
    assert "config.toml" in found.damage
    assert "line 4" in found.damage


def test_a_file_that_is_not_utf8_is_an_error_with_its_path(tmp_path):
    (tmp_path / "config.toml").write_bytes(b'model = "\xff"\n')
    with pytest.raises(AgentError) as raised:
        settings.read(str(tmp_path), None)
    assert raised.value.code == "bad_client_config"
    assert str(tmp_path) in raised.value.message


def test_an_untrusted_folder_is_known_by_its_real_name_too(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    found = settings.Settings(untrusted=frozenset({str(real)}))
    assert not settings.trusts(found, str(link))
    assert settings.trusts(found, str(tmp_path))


def test_the_client_home_is_the_jobs_then_the_callers_then_the_default(tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    env = {"HOME": "/home/u", "CODEX_HOME": str(tmp_path)}
    assert settings.client_home(env, str(other)) == str(other)
    assert settings.client_home(env) == str(tmp_path)
    assert settings.client_home({"HOME": "/home/u"}) == "/home/u/.codex"
    assert settings.client_home({"HOME": "/home/u", "CODEX_HOME": ""}) == "/home/u/.codex"


@pytest.mark.parametrize("home", ["/nowhere/at/all", "relative"])
def test_a_client_home_that_is_not_there_is_an_error_with_a_hint(home):
    with pytest.raises(AgentError) as raised:
        settings.client_home({"CODEX_HOME": home})
    assert raised.value.code == "client_home_missing"
    assert "CODEX_HOME" in (raised.value.hint or "")


def test_metrics_that_the_user_has_configured_are_theirs(tmp_path):
    assert not settings.read(str(tmp_path), None).own_metrics
    assert settings.read(write(tmp_path, '[otel]\nenvironment = "x"\n'), None).own_metrics


def test_our_own_plugin_is_found_under_each_of_its_ids_and_no_other_is(tmp_path: Path) -> None:
    plugins = """
    [plugins."codex-orchestrator@one"]
    enabled = true
    [plugins."codex-orchestrator@two"]
    enabled = false
    [plugins."codex-orchestrator"]
    enabled = true
    [plugins."not-codex-orchestrator@one"]
    enabled = true
    """
    home = write(tmp_path, plugins)
    (tmp_path / "p.config.toml").write_text('[plugins."codex-orchestrator@three"]\nenabled = true\n')
    ids = ("codex-orchestrator@one", "codex-orchestrator@two")
    assert settings.read(home, None).own_plugins == ids
    assert settings.read(home, "p").own_plugins == tuple(sorted((*ids, "codex-orchestrator@three")))
    assert settings.read(write(tmp_path, "plugins = 3\n"), None).own_plugins == ()
