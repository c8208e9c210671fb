"""Our plugin in the real Codex: a person sees the one skill that is for any host, and an agent of ours sees none."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from codex_agent.demo.directive import compose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fleet import Fleet

    from codex_agent.demo.server import ScriptedServer

REPOSITORY = Path(__file__).resolve().parents[2]
# What an installation copies and Codex looks at; the rest of the repository is large.
PARTS = (".claude-plugin", ".codex-plugin", "bin", "hooks", "skills")
SKILL = "codex-orchestrator:codex-orchestration"
OTHER_SKILL = "neighbour:neighbourly"


class Client:
    """The real Codex with the environment of one person."""

    def __init__(self, command: Path, env: Mapping[str, str]) -> None:
        self.command, self.env = command, dict(env)

    def run(self, *arguments: object) -> str:
        done = subprocess.run(
            [str(self.command), *map(str, arguments)],
            env=self.env, cwd=self.env["HOME"], capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def install(self, marketplace: Path, plugin: str) -> None:
        name = json.loads(self.run("plugin", "marketplace", "add", marketplace, "--json"))["marketplaceName"]
        self.run("plugin", "add", f"{plugin}@{name}", "--json")

    def prompt(self) -> str:
        """What a model would be told at the start of a conversation of this person."""
        return self.run("debug", "prompt-input", "hello")

    def hooks(self) -> list[dict[str, Any]]:
        """The hooks that this person's client knows."""
        with subprocess.Popen(
            [str(self.command), "app-server"],
            env=self.env, cwd=self.env["HOME"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) as server:  # fmt: skip
            assert server.stdin
            assert server.stdout
            hello = {"clientInfo": {"name": "test", "version": "1"}, "capabilities": {"experimentalApi": True}}
            for line in (
                {"id": 1, "method": "initialize", "params": hello},
                {"method": "initialized"},
                {"id": 2, "method": "hooks/list", "params": {"cwds": [self.env["HOME"]]}},
            ):
                server.stdin.write(json.dumps(line) + "\n")
            server.stdin.flush()
            answer = next(found for line in server.stdout if (found := json.loads(line)).get("id") == 2)
            server.stdin.close()
        return [hook for entry in answer["result"]["data"] for hook in entry["hooks"]]


@pytest.fixture
def client(codex_bin: Path, client_env: dict[str, str]) -> Client:
    """Plugins are on, unlike in other tests; what the client would fetch for them finds no way out."""
    client_env |= {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}
    config = Path(client_env["HOME"], ".codex", "config.toml")
    config.write_text(config.read_text().replace("plugins = false", "plugins = true\nremote_plugin = false"))
    return Client(codex_bin, client_env)


@pytest.fixture
def ours(client_home: Path) -> Path:
    """This repository as a marketplace, with a hook that Claude Code would run."""
    folder = client_home / "ours"
    for part in PARTS:
        shutil.copytree(REPOSITORY / part, folder / part)
    (folder / "hooks" / "hooks.json").write_text(hooks_file("true"))
    return folder


@pytest.fixture
def neighbour(client_home: Path) -> Path:
    """Somebody else's plugin in the same form, with a hook."""
    folder = client_home / "neighbour"
    entry = {"name": "neighbour", "source": "./", "version": "1.0.0", "description": "d"}
    marketplace = {"name": "street", "owner": {"name": "n"}, "plugins": [entry]}
    for file, text in (
        (".claude-plugin/marketplace.json", json.dumps(marketplace)),
        (".claude-plugin/plugin.json", json.dumps({"name": "neighbour", "version": "1.0.0", "description": "d"})),
        ("skills/neighbourly/SKILL.md", "---\nname: neighbourly\ndescription: Is kind.\n---\nBe kind.\n"),
        ("hooks/hooks.json", hooks_file("true")),
    ):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text)
    return folder


def hooks_file(command: str) -> str:
    return json.dumps({"hooks": {"SessionStart": [{"hooks": [{"type": "command", "command": command}]}]}})


def test_codex_shows_the_one_skill_that_is_for_it_and_no_hook_of_claudes(client: Client, ours: Path) -> None:
    before = client.prompt()
    client.install(ours, "codex-orchestrator")
    prompt = client.prompt()
    skills = {path.parent.name for path in (ours / "skills").glob("*/SKILL.md")}
    shown = {name for name in skills if f"codex-orchestrator:{name}: " in prompt}
    assert shown == {"codex-orchestration"}
    assert "codex-orchestrator" not in before
    assert client.hooks() == []


def test_codex_would_show_the_hooks_of_another_plugin(client: Client, neighbour: Path) -> None:
    """Or the test above could not fail."""
    client.install(neighbour, "neighbour")
    assert [hook["pluginId"] for hook in client.hooks()] == ["neighbour@street"]


@pytest.mark.parametrize("flags", [[], ["--interactive"]], ids=["exec", "interactive"])
def test_an_agent_sees_no_skill_of_ours_and_all_of_its_users_others(
    client: Client, fleet: Fleet, model_server: ScriptedServer, ours: Path, neighbour: Path, flags: list[str]
) -> None:
    client.install(ours, "codex-orchestrator")
    client.install(neighbour, "neighbour")
    assert SKILL in client.prompt()
    config = Path(client.env["HOME"], ".codex", "config.toml")
    before = config.read_text()
    job = fleet.start(compose([{"text": "done"}]), *flags)
    assert fleet.run("await-turn", job).stdout == b"done\n"
    request = model_server.await_request(lambda request: not request.is_title_request)
    said = json.dumps(request.body)
    assert OTHER_SKILL in said
    assert "codex-orchestration" not in said
    assert config.read_text() == before


def test_a_folder_that_switches_our_plugin_on_does_not_reach_an_agent(
    client: Client, fleet: Fleet, model_server: ScriptedServer, ours: Path, neighbour: Path
) -> None:
    client.install(ours, "codex-orchestrator")
    config = Path(client.env["HOME"], ".codex", "config.toml")
    config.write_text(config.read_text().replace("enabled = true", "enabled = false"))
    client.install(neighbour, "neighbour")
    (fleet.cwd / ".codex").mkdir()
    (fleet.cwd / ".codex" / "config.toml").write_text(
        '[plugins."codex-orchestrator@codex-orchestrator"]\nenabled = true\n'
    )
    job = fleet.start(compose([{"text": "done"}]))
    assert fleet.run("await-turn", job).stdout == b"done\n"
    said = json.dumps(model_server.await_request(lambda request: not request.is_title_request).body)
    assert OTHER_SKILL in said
    assert "codex-orchestration" not in said
