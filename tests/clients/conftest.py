"""The real clients, cut off from the world: their own home, a clean environment, a scripted model.

`CODEX_AGENT_TEST_CLIENTS` names the npm prefix that holds the clients (default: `.clients` in the repository). Without a
client its tests are skipped, and with `CODEX_AGENT_TEST_REQUIRE_CLIENTS=1` they fail instead.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from claude_code import Claude
from fleet import Fleet, folder_for_path
from leading import Gates

from codex_agent.demo.config import client_config
from codex_agent.demo.gemini.server import ScriptedGemini
from codex_agent.demo.gemini.settings import client_environment, client_settings
from codex_agent.demo.messages_server import MessagesServer
from codex_agent.demo.server import ScriptedServer
from codex_agent.demo.serving import Serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ServerT = TypeVar("ServerT", bound=Serving[Any])
_REPOSITORY = Path(__file__).resolve().parents[2]
_RUN_TIMEOUT_S = 60
GEMINI_MODEL = "gemini-3.8-flash"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.client)


@dataclass(frozen=True)
class CodexRun:
    """One `codex exec --json` that has ended."""

    exit_code: int
    events: list[dict[str, Any]]
    stderr: str

    def completed(self, item_type: str) -> list[dict[str, Any]]:
        """The finished items of that type, in order."""
        items = [event["item"] for event in self.events if event["type"] == "item.completed"]
        return [item for item in items if item["type"] == item_type]

    @property
    def answer(self) -> str:
        return str(self.completed("agent_message")[-1]["text"])

    @property
    def usage(self) -> dict[str, int]:
        """Of the whole thread, as the client counts it."""
        (usage,) = [event["usage"] for event in self.events if event["type"] == "turn.completed"]
        return dict(usage)

    @property
    def failure(self) -> str:
        (message,) = [event["error"]["message"] for event in self.events if event["type"] == "turn.failed"]
        return str(message)


@dataclass(frozen=True)
class GeminiRun:
    """One headless `gemini -o stream-json` that has ended."""

    exit_code: int
    events: list[dict[str, Any]]
    stderr: str

    @property
    def answer(self) -> str:
        """Every word of the assistant, also what it said before tool calls."""
        said = [event for event in self.events if event["type"] == "message" and event["role"] == "assistant"]
        return "".join(event["content"] for event in said)

    @property
    def result(self) -> dict[str, Any]:
        (result,) = [event for event in self.events if event["type"] == "result"]
        return dict(result)

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == kind]


@pytest.fixture(scope="session")
def codex_bin() -> Path:
    """The real Codex client's command."""
    return _client("codex")


@pytest.fixture(scope="session")
def gemini_bin() -> Path:
    """The real Gemini client's command."""
    return _client("gemini")


@pytest.fixture(scope="session")
def claude_bin() -> Path:
    """The real Claude Code's command."""
    return _client("claude")


def _client(name: str) -> Path:
    prefix = Path(os.environ.get("CODEX_AGENT_TEST_CLIENTS") or _REPOSITORY / ".clients")
    command = prefix / "node_modules" / ".bin" / name
    if not command.exists():
        reason = f"no {name} client at {command}; scripts/test installs it"
        if os.environ.get("CODEX_AGENT_TEST_REQUIRE_CLIENTS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return command


def _serving(server: ServerT) -> Iterator[ServerT]:
    """While it is used; a fault of the test's own script is a failure of the test."""
    with server:
        yield server
    assert not server.errors, f"the test's script raised {server.errors}"


@pytest.fixture
def model_server() -> Iterator[ScriptedServer]:
    """A running scripted model; it obeys the directive in a prompt, or the `script` that the test sets."""
    yield from _serving(ScriptedServer())


@pytest.fixture
def client_home(model_server: ScriptedServer, home: Path) -> Path:
    """A home whose Codex knows the scripted model alone, trusts nothing and reports the first failure.

    It is the test's own, which is removed when no process is left that could still write there.
    """
    codex_home = home / ".codex"
    codex_home.mkdir(mode=0o700)
    (codex_home / "config.toml").write_text(client_config(model_server.base_url, fast_fail=True))
    return home


@pytest.fixture
def client_env(client_home: Path, codex_bin: Path) -> dict[str, str]:
    """The whole environment of a client; nothing of the person who runs the tests is in it."""
    node = shutil.which("node")
    folders = [str(codex_bin.parent), "/usr/local/bin", "/usr/bin", "/bin", *([str(Path(node).parent)] if node else [])]
    return {
        "HOME": str(client_home),
        "PATH": os.pathsep.join(dict.fromkeys(folders)),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "CODEX_AGENT_HOME": str(client_home / ".codex-agent"),
    }


@pytest.fixture
def workspace(client_home: Path, client_env: Mapping[str, str]) -> Path:
    """A git repository with one commit, inside the client's home."""
    folder = client_home / "workspace"
    folder.mkdir()
    (folder / "README.md").write_text("# Sample\n")
    (folder / "greeting.py").write_text('def greet(name):\n    return "Hello " + name\n')
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid"]
    for arguments in (["init", "--quiet"], ["add", "."], [*identity, "commit", "--quiet", "--message", "Start"]):
        subprocess.run(["git", *arguments], cwd=folder, env=dict(client_env), check=True, capture_output=True)
    return folder


def _ended(command: list[str], prompt: str, cwd: Path, env: Mapping[str, str]) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, events and standard error of a client that reads its prompt and prints an event on each line."""
    done = subprocess.run(
        command,
        input=prompt,
        cwd=cwd,
        env=dict(env),
        capture_output=True,
        text=True,
        timeout=_RUN_TIMEOUT_S,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


@pytest.fixture
def run_codex(codex_bin: Path, client_env: Mapping[str, str], workspace: Path) -> Callable[..., CodexRun]:
    """Call `run_codex(prompt, *flags)` to run one real turn to its end; safe from several threads."""

    def run(prompt: str, *flags: str) -> CodexRun:
        command = [str(codex_bin), "exec", "--json", "--skip-git-repo-check", *flags, "-"]
        return CodexRun(*_ended(command, prompt, workspace, client_env))

    return run


@pytest.fixture
def gemini_server() -> Iterator[ScriptedGemini]:
    """A running scripted Gemini model; it obeys the directive in a prompt, or the `script` that the test sets."""
    yield from _serving(ScriptedGemini())


@pytest.fixture
def gemini_env(
    client_home: Path, client_env: Mapping[str, str], gemini_bin: Path, gemini_server: ScriptedGemini
) -> dict[str, str]:
    """The environment of both clients in one home; its Gemini reports the first failure."""
    folder = client_home / ".gemini"
    folder.mkdir(mode=0o700)
    (folder / "settings.json").write_text(client_settings())
    return {**client_env, **client_environment(gemini_server.base_url)}


@pytest.fixture
def run_gemini(gemini_bin: Path, gemini_env: Mapping[str, str], workspace: Path) -> Callable[..., GeminiRun]:
    """Call `run_gemini(prompt, *flags)` to run one real headless turn to its end; safe from several threads."""

    def run(prompt: str, *flags: str) -> GeminiRun:
        trust = {"GEMINI_CLI_TRUST_WORKSPACE": "true", "GEMINI_CLI_NO_RELAUNCH": "true"}
        command = [str(gemini_bin), "-o", "stream-json", *flags]
        return GeminiRun(*_ended(command, prompt, workspace, {**gemini_env, **trust}))

    return run


@pytest.fixture
def fleet(client_env: dict[str, str], workspace: Path) -> Iterator[Fleet]:
    """The installed `codex-agent` in a home of its own."""
    made = Fleet(client_env, workspace)
    yield made
    made.close()


@pytest.fixture
def agents(gemini_env: dict[str, str], workspace: Path) -> Iterator[Fleet]:
    """The installed command in a home with both clients.

    Gemini's model is the user's own choice, which is not looked up: each supervisor would ask the client for its list first, two
    seconds of computing. `TestTools` in test_gemini.py asks.
    """
    made = Fleet({**gemini_env, "GEMINI_MODEL": GEMINI_MODEL}, workspace)
    yield made
    made.close()


@pytest.fixture
def claude_model() -> Iterator[MessagesServer]:
    """A running scripted model for Claude Code."""
    yield from _serving(MessagesServer())


@pytest.fixture
def gates(model_server: ScriptedServer) -> Gates:
    """The agents of Codex whose task names ALPHA or BETA answer when the test lets them."""
    model_server.script = gates = Gates("ALPHA", "BETA")
    return gates


@pytest.fixture
def claude(
    claude_bin: Path, claude_model: MessagesServer, client_env: dict[str, str], workspace: Path, fleet: Fleet
) -> Claude:
    """Claude Code with this plugin, in the home of the fleet: its `codex-agent` and its agents are the fleet's."""
    env = {
        **fleet.env,
        "PATH": f"{folder_for_path(workspace.parent)}:{client_env['PATH']}",
        "ANTHROPIC_BASE_URL": claude_model.base_url,
        "ANTHROPIC_API_KEY": "sk-fake",
        "DISABLE_AUTOUPDATER": "1",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    }
    return Claude(claude_bin, env, workspace)
