"""The home of Gemini agents: the user's own by links, with settings of ours."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from codex_agent.errors import AgentError
from codex_agent.providers.gemini import private_home, settings
from codex_agent.providers.gemini.settings import Settings


@pytest.fixture
def user(tmp_path):
    home = tmp_path / "user"
    for folder in ("tmp/bin", "tmp/project/chats", "extensions/one"):
        (home / ".gemini" / folder).mkdir(parents=True)
    for name in ("oauth_creds.json", "GEMINI.md", "settings.json", "projects.json"):
        (home / ".gemini" / name).write_text("{}")
    (home / ".env").write_text("GEMINI_API_KEY=x")
    return home


def arranged(tmp_path, user, values=None):
    return private_home.arrange(tmp_path / "clients" / "gemini", str(user), Settings(values or {}))


def test_everything_of_the_users_is_there_but_sessions_and_settings(tmp_path, user):
    home = arranged(tmp_path, user)
    folder = home / ".gemini"
    for name in ("oauth_creds.json", "GEMINI.md", "extensions", "tmp/bin"):
        assert os.path.samefile(folder / name, user / ".gemini" / name)
    assert os.path.samefile(home / ".env", user / ".env")
    assert not (folder / "projects.json").exists()
    assert sorted(os.listdir(folder / "tmp")) == ["bin"]
    assert not (folder / "settings.json").is_symlink()
    assert home.stat().st_mode & 0o777 == 0o700
    assert (folder / "settings.json").stat().st_mode & 0o777 == 0o600


def test_the_settings_are_the_users_with_ours(tmp_path, user):
    values = {"general": {"vimMode": True, "sessionRetention": {"maxAge": "7d"}}, "policyPaths": ["~/rules"], "ui": 3}
    given = json.loads((arranged(tmp_path, user, values) / ".gemini" / "settings.json").read_text())
    assert given["general"] == {
        "vimMode": True,
        "sessionRetention": {"maxAge": "7d", "enabled": False},
        "maxAttempts": private_home.ATTEMPTS,
    }
    assert given["policyPaths"] == [f"{user}/rules"]
    assert given["ui"] == 3
    assert given["context"]["fileFiltering"]["enableRecursiveFileSearch"] is False
    assert values["general"]["sessionRetention"] == {"maxAge": "7d"}


def test_the_users_own_number_of_attempts_stands():
    assert private_home.adapted({"general": {"maxAttempts": 7}}, "/h")["general"]["maxAttempts"] == 7


def test_settings_of_the_wrong_shape_are_replaced_where_ours_must_stand():
    assert (
        private_home.adapted({"general": "x", "context": []}, "/h")["general"]["maxAttempts"] == private_home.ATTEMPTS
    )


def test_doing_it_again_follows_the_user_and_keeps_what_the_client_made(tmp_path, user):
    home = arranged(tmp_path, user)
    folder = home / ".gemini"
    (folder / "tmp" / "session").write_text("kept")
    (folder / "made-here.json").write_text("kept")
    (folder / "oauth_creds.json").unlink()
    (folder / "oauth_creds.json").write_text("a copy of the client's own")
    (user / ".gemini" / "GEMINI.md").unlink()
    (user / ".gemini" / "commands").mkdir()
    assert arranged(tmp_path, user, {"a": 1}) == home
    assert os.path.samefile(folder / "oauth_creds.json", user / ".gemini" / "oauth_creds.json")
    assert os.path.samefile(folder / "commands", user / ".gemini" / "commands")
    assert not os.path.lexists(folder / "GEMINI.md")
    assert (folder / "tmp" / "session").read_text() == (folder / "made-here.json").read_text() == "kept"
    assert json.loads((folder / "settings.json").read_text())["a"] == 1


def test_a_user_without_any_gemini_folder_gets_a_home_too(tmp_path):
    home = private_home.arrange(tmp_path / "c", str(tmp_path / "nobody"), Settings())
    assert sorted(os.listdir(home / ".gemini")) == ["settings.json", "tmp"]


def test_two_users_homes_are_two(tmp_path):
    assert private_home.place_of(tmp_path, "/a") != private_home.place_of(tmp_path, "/b")


def test_a_place_that_cannot_be_written_is_an_error_for_people(tmp_path):
    (tmp_path / "clients").write_text("no folder")
    with pytest.raises(AgentError, match="cannot prepare"):
        private_home.arrange(tmp_path / "clients", "/nobody", Settings())


class TestSettings:
    def test_comments_and_closing_commas_are_read_as_the_client_reads_them(self, tmp_path):
        (tmp_path / ".gemini").mkdir()
        text = '// mine\n{"model": {"name": "m"}, /* no */ "url": "http://x//y", "list": [1, 2,], }\n'
        (tmp_path / ".gemini" / "settings.json").write_text(text)
        found = settings.read(str(tmp_path))
        assert (found.model, found.at("url"), found.at("list")) == ("m", "http://x//y", [1, 2])

    @pytest.mark.parametrize("text", ["{", "[]", "3", "{bad}"])
    def test_a_damaged_file_is_an_error_that_names_it(self, tmp_path, text):
        (tmp_path / ".gemini").mkdir()
        (tmp_path / ".gemini" / "settings.json").write_text(text)
        with pytest.raises(AgentError) as raised:
            settings.read(str(tmp_path))
        assert raised.value.code == "bad_client_config"
        assert str(tmp_path) in raised.value.message

    def test_none_is_an_empty_one(self, tmp_path):
        assert settings.read(str(tmp_path)) == Settings()
        assert Settings({"a": {"b": 1}}).at("a", "c", "d") is None

    def test_the_way_to_log_in_is_the_settings_or_a_variable(self):
        chosen = Settings({"security": {"auth": {"selectedType": "oauth-personal"}}})
        assert settings.auth_words(chosen, {"GEMINI_API_KEY": "x"}) == "oauth-personal"
        assert settings.auth_words(Settings(), {"GEMINI_API_KEY": "x"}) == "GEMINI_API_KEY is set"
        assert settings.auth_words(Settings(), {"GEMINI_API_KEY": ""}) is None


class TestTrust:
    def rules(self, tmp_path, **rules):
        (tmp_path / ".gemini").mkdir(exist_ok=True)
        (tmp_path / ".gemini" / "trustedFolders.json").write_text(json.dumps(rules))
        return str(tmp_path)

    @pytest.mark.parametrize(
        ("rules", "distrusted"),
        [
            ({}, False),
            ({"/w": "DO_NOT_TRUST"}, True),
            ({"/w/deep": "DO_NOT_TRUST"}, False),
            ({"/": "DO_NOT_TRUST", "/w": "TRUST_FOLDER"}, False),
            ({"/w": "DO_NOT_TRUST", "/w/a": "TRUST_PARENT"}, False),
            ({"/wide": "DO_NOT_TRUST"}, False),
        ],
    )
    def test_the_longest_rule_decides(self, tmp_path, rules, distrusted):
        home = self.rules(tmp_path, **rules)
        assert settings.distrusts(home, {}, "/w") is distrusted

    def test_the_environment_can_say_so_too(self, tmp_path):
        assert settings.distrusts(str(tmp_path), {"GEMINI_CLI_TRUST_WORKSPACE": "false"}, "/w")
        assert settings.distrusts(str(tmp_path), {"GEMINI_RESTRICTED_MODE": "true"}, "/w")

    def test_a_damaged_list_says_nothing(self, tmp_path):
        self.rules(tmp_path)
        (tmp_path / ".gemini" / "trustedFolders.json").write_text("{")
        assert not settings.distrusts(str(tmp_path), {}, "/w")


def test_agents_that_start_at_once_make_it_one_after_the_other(tmp_path, user, monkeypatch):
    real, both = Path.symlink_to, threading.Barrier(2)

    def slow(link, target, **more):
        real(link, target, **more)
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(0.5)  # another one in the same place would come by now

    monkeypatch.setattr(Path, "symlink_to", slow)
    with ThreadPoolExecutor(2) as pool:
        first, second = [pool.submit(arranged, tmp_path, user) for _ in range(2)]
        assert first.result() == second.result()
