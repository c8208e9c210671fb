"""The Codex provider against the real client: what it checks, the command lines that it builds, what it reads back."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from codex_agent.demo.directive import compose
from codex_agent.demo.script import Gate, Text
from codex_agent.errors import AgentError, ErrorClass, Exit
from codex_agent.events import (
    Event,
    FilesChanged,
    Message,
    Notice,
    SettingsSeen,
    ThreadStarted,
    TokensSeen,
    TurnAborted,
    TurnCompleted,
    TurnFailed,
    TurnIdentified,
)
from codex_agent.providers import NotifyHook, Prepared, Provider, get
from codex_agent.providers.codex import binary, catalogue
from codex_agent.providers.models import cheapest
from codex_agent.specs import JobSpec

HOOK_SCRIPT = Path(__file__).resolve().parents[2] / "hooks" / "codex_notify.py"
HOOK = NotifyHook(python=sys.executable, script=str(HOOK_SCRIPT), home="/none", socket="/none/s", job="0123abcd")
TIMEOUT_S = 60
NOWHERE = Path("/none")  # Codex keeps nothing in our home
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@dataclass
class Turn:
    """One turn that has ended: our events, and those of the thread's rollout."""

    exit_code: int
    events: list[Event]
    stderr: str
    rollout: list[Event]

    def one(self, kind: type) -> Event:
        (found,) = [event for event in self.events if isinstance(event, kind)]
        return found

    def last_seen(self, kind: type) -> Event:
        return [event for event in self.rollout if isinstance(event, kind)][-1]

    @property
    def thread_id(self) -> str:
        return self.one(ThreadStarted).thread_id

    @property
    def failure(self) -> TurnFailed:
        """As the supervisor would find it: said by the client, or explained from its exit."""
        for event in self.events:
            if isinstance(event, TurnFailed):
                return event
        notices = [event.text for event in self.events if isinstance(event, Notice)]
        return get("openai").explain_exit(self.exit_code, self.stderr, notices[-1] if notices else None)


@pytest.fixture
def provider() -> Provider:
    return get("openai")


@pytest.fixture
def spec(workspace: Path) -> JobSpec:
    return JobSpec(cwd=str(workspace))


@pytest.fixture
def argv(provider, client_env) -> Callable[..., tuple[Prepared, tuple[str, ...]]]:
    """Check a spec and build its command line."""

    def build(spec: JobSpec, thread_id: str | None = None, hook: NotifyHook = HOOK):
        prepared = provider.check(spec, client_env)
        return prepared, provider.command(prepared, spec, thread_id=thread_id, notify=hook)

    return build


@pytest.fixture
def turn(provider, argv, client_env) -> Callable[..., Turn]:
    """Run one turn to its end."""

    def run(spec: JobSpec, prompt: str = "hello", thread_id: str | None = None, hook: NotifyHook = HOOK, **env: str):
        prepared, command = argv(spec, thread_id, hook)
        done = subprocess.run(
            command,
            input=prompt.encode(),
            cwd=spec.cwd,
            env={**client_env, **prepared.env, **env},
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        events = [event for line in done.stdout.splitlines(keepends=True) for event in provider.parse(line)]
        started = [event.thread_id for event in events if isinstance(event, ThreadStarted)]
        path = provider.find_rollout(prepared.client_home, started[0], NOWHERE) if started else None
        lines = Path(path).read_bytes().splitlines(keepends=True) if path else []
        seen = [event for line in lines for event in provider.parse_rollout(line)]
        return Turn(done.returncode, events, done.stderr.decode(), seen)

    return run


@pytest.fixture
def config(client_home) -> Path:
    return client_home / ".codex" / "config.toml"


def refuse(provider: Provider, spec: JobSpec, env: dict[str, str]) -> AgentError:
    with pytest.raises(AgentError) as raised:
        provider.check(spec, env)
    return raised.value


def prepend(path: Path, text: str) -> None:
    """Set a key of the top level: before the first table."""
    path.write_text(text + path.read_text())


# Command lines


def test_a_first_turn_and_its_follow_up_obey_every_flag(turn, spec, model_server, config, client_home, workspace):
    (config.parent / "quick.config.toml").write_text('model_verbosity = "high"\n')
    image = workspace / "dot.png"
    image.write_bytes(PIXEL)
    other = client_home / "other folder"
    other.mkdir()
    full = replace(spec, model="gpt-5.6-luna", reasoning="low", network=True, images=(str(image),), profile="quick")
    full = replace(full, add_dirs=(str(other),), config=("tools.update_plan={enabled=true}",))
    first = turn(full, "first")
    later = turn(full, "  second\n\n", first.thread_id)
    assert (first.exit_code, later.exit_code) == (0, 0), later.stderr
    assert later.thread_id == first.thread_id
    assert later.last_seen(SettingsSeen) == SettingsSeen("gpt-5.6-luna", "low", "workspace-write")
    for request in model_server.requests:
        assert (request.model, request.effort) == ("gpt-5.6-luna", "low")
        assert request.body["text"]["verbosity"] == "high"
        assert "update_plan" in json.dumps(request.body)
        assert "data:image/png" in json.dumps(request.body)
        assert str(other) in json.dumps(request.body)
    assert model_server.requests[-1].last_user_text.endswith("  second\n\n")
    assert later.one(TurnCompleted).usage.input == 2 * first.one(TurnCompleted).usage.input


def test_without_choices_the_users_model_runs_with_high_reasoning(turn, spec, model_server):
    assert turn(spec).exit_code == 0
    assert (model_server.requests[-1].model, model_server.requests[-1].effort) == ("gpt-5.5", "high")


@pytest.mark.parametrize(
    "prompt", ["a\n", " \n a \t\n\n", "a\r\nb", "-- --help", "$(touch x) `y`", "\"'\\ é🎉", "/review"]
)
def test_a_prompt_arrives_character_for_character(turn, spec, model_server, prompt):
    assert turn(spec, prompt).exit_code == 0
    assert model_server.requests[-1].last_user_text == prompt


def test_a_prompt_of_a_mebibyte_arrives_whole(turn, spec, model_server):
    prompt = "é" * 1_048_575 + "\n"
    assert turn(spec, prompt).exit_code == 0
    assert model_server.requests[-1].last_user_text == prompt


@pytest.mark.parametrize(("search", "live"), [(True, True), (False, False)])
def test_search_lets_the_model_reach_the_live_web_and_only_then(turn, spec, model_server, search, live):
    turn(replace(spec, search=search))
    (tool,) = [tool for tool in model_server.requests[-1].body["tools"] if tool["type"] == "web_search"]
    assert tool["external_web_access"] is live


@pytest.mark.parametrize("network", [True, False])
def test_the_network_is_open_to_commands_only_if_asked_for(turn, spec, model_server, network):
    probe = f"(exec 3<>/dev/tcp/127.0.0.1/{model_server.port}) && echo open || echo shut"
    turn(replace(spec, network=network), compose([{"shell": f"bash -c '{probe}'"}]))
    (output,) = model_server.requests[-1].tool_outputs
    assert ("open" in output) is network


@pytest.mark.parametrize("name", ["plain", "dots.and spaces", "quote\"s'\\back", "é🎉=[x]{y},#", "new\nline\ttab"])
def test_a_folder_is_trusted_for_this_run_alone_whatever_its_name(turn, model_server, client_home, config, name):
    folder = client_home / name
    (folder / ".codex").mkdir(parents=True)
    (folder / ".codex" / "config.toml").write_text('model = "gpt-5.6-luna"\n')
    before = config.read_bytes()
    done = turn(JobSpec(cwd=str(folder)))
    assert model_server.requests[-1].model == "gpt-5.6-luna", done.stderr
    assert config.read_bytes() == before


def test_a_folder_that_the_user_distrusts_stays_untrusted(turn, spec, model_server, config, workspace):
    (workspace / ".codex").mkdir()
    (workspace / ".codex" / "config.toml").write_text('model = "gpt-5.6-luna"\n')
    config.write_text(f'{config.read_text()}\n[projects."{workspace}"]\ntrust_level = "untrusted"\n')
    assert turn(spec).exit_code == 0
    assert model_server.requests[-1].model == "gpt-5.5"


def test_an_automatic_reviewer_of_the_user_lets_no_agent_out_of_its_sandbox(
    turn, spec, model_server, config, client_home
):
    prepend(config, 'approvals_reviewer = "auto_review"\n')
    target = client_home / "outside"
    escape = {"cmd": f"touch {target}", "sandbox_permissions": "require_escalated", "justification": "x"}
    assert turn(spec, compose([{"tool": "exec_command", "arguments": escape}])).exit_code == 0
    assert "approval policy is Never" in model_server.requests[-1].tool_outputs[-1]
    assert len(model_server.requests) == 2
    assert not target.exists()


def test_the_end_of_a_turn_runs_our_hook_and_the_users_own_command(turn, spec, config, client_home):
    pipe, address = str(client_home / "pipe"), str(client_home / "s")
    os.mkfifo(pipe)
    own = ["/bin/sh", "-c", f'printf \'%s|%s\' "$0" "$1" >{pipe}', 'own "word"']
    prepend(config, f"notify = {json.dumps(own)}\n")
    reader = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        listener.settimeout(TIMEOUT_S)
        done = turn(spec, hook=replace(HOOK, home=str(client_home), socket=address))
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as stream:
            reported = json.loads(stream.readline())
    assert select.select([reader], [], [], TIMEOUT_S)[0], "the user's own command did not run"
    word, _, payload = os.read(reader, 65_536).decode().partition("|")
    os.close(reader)
    assert (reported["job"], reported["payload"]["thread-id"]) == ("0123abcd", done.thread_id)
    assert (word, json.loads(payload)["thread-id"]) == ('own "word"', done.thread_id)


def test_a_firewall_that_drops_metrics_does_not_hold_up_the_exit(argv, spec, client_env, config):
    config.write_text(config.read_text().replace("[analytics]\nenabled = false", ""))  # as users have it
    assert "analytics" not in config.read_text()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(50)
        proxy = f"http://127.0.0.1:{silent.getsockname()[1]}"
        env = {**client_env, "HTTPS_PROXY": proxy, "NO_PROXY": "127.0.0.1"}
        _, command = argv(spec)
        with subprocess.Popen(command, env=env, cwd=spec.cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as client:
            client.stdin.write(b"hello")
            client.stdin.close()
            assert any(b"turn.completed" in line for line in client.stdout)
            assert client.wait(timeout=TIMEOUT_S) == 0
        asked, _, _ = select.select([silent], [], [], 0)
        assert not asked  # without the setting it is, and the exit takes 10 s


# What comes back


def test_the_rollout_knows_turn_tokens_window_and_files(turn, spec, workspace):
    patch = "*** Begin Patch\n*** Update File: greeting.py\n*** Move to: moved.py\n@@\n-def greet(name):\n+def hi(name):\n*** End Patch"
    done = turn(spec, compose([{"patch": patch}, {"text": "moved"}]))
    assert (done.exit_code, done.events[-2]) == (0, Message("moved"))
    assert done.last_seen(TurnIdentified).turn_id
    tokens = done.last_seen(TokensSeen)
    assert tokens.total == done.one(TurnCompleted).usage
    assert tokens.context_window == 258_400
    changed = dict(done.last_seen(FilesChanged).changes)
    assert changed == {str(workspace / "greeting.py"): "delete", str(workspace / "moved.py"): "add"}


def test_the_window_is_known_before_the_first_turn(provider, turn, spec, client_env):
    assert provider.check(spec, client_env).context_window == turn(spec).last_seen(TokensSeen).context_window


FAILURES = [
    ({"http": 500}, ErrorClass.NETWORK),
    ({"http": 503}, ErrorClass.NETWORK),
    ({"http": 429}, ErrorClass.RATE_LIMIT),
    (
        {"http": 429, "body": {"error": {"type": "usage_limit_reached", "resets_at": 4_102_444_800}}},
        ErrorClass.USAGE_LIMIT,
    ),
    ({"http": 401}, ErrorClass.AUTH),
    ({"http": 403}, ErrorClass.AUTH),
    ({"http": 400, "body": {"error": {"message": "no"}}}, ErrorClass.OTHER),
    (
        {"http": 404, "body": {"error": {"code": "model_not_found", "message": "The model `x` does not exist"}}},
        ErrorClass.MODEL,
    ),
    ({"fail": "context_length_exceeded"}, ErrorClass.CONTEXT_LIMIT),
    ({"fail": "insufficient_quota"}, ErrorClass.USAGE_LIMIT),
    ({"fail": "rate_limit_exceeded"}, ErrorClass.RATE_LIMIT),
    ({"fail": "server_is_overloaded"}, ErrorClass.RATE_LIMIT),
    ({"incomplete": "max_output_tokens"}, ErrorClass.OTHER),
    ({"drop": True}, ErrorClass.NETWORK),
]


@pytest.mark.parametrize(("step", "error_class"), FAILURES, ids=lambda value: str(value)[:40])
def test_a_failure_of_the_model_has_its_class(turn, spec, step, error_class):
    done = turn(spec, compose([step]))
    assert done.exit_code == 1
    assert done.one(TurnFailed).error_class is error_class


def test_a_refused_connection_ends_as_a_network_failure(turn, spec, config, model_server):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = config.read_text().replace(str(model_server.port), str(closed.getsockname()[1]))
        config.write_text(address.replace("unbounded_connection_retries = false", ""))
        assert turn(spec).failure.error_class is ErrorClass.NETWORK


def test_what_fails_before_the_turn_is_explained_from_standard_error(turn, spec, config):
    whole = config.read_text()
    unknown = turn(spec, thread_id="01a1fbc2-04ff-7993-a60b-000000000000").failure
    assert "no rollout found" in unknown.message
    config.write_text(whole.replace('model_provider = "scripted"', 'model_provider = "nope"'))
    assert "`nope` not found" in turn(spec).failure.message
    config.write_text(whole.replace("wire_api", 'env_key = "NO_SUCH_KEY"\nwire_api'))
    missing = turn(spec).failure
    assert missing.error_class is ErrorClass.AUTH
    assert "NO_SUCH_KEY" in missing.message
    config.write_text(whole)
    assert "Input exceeds" in turn(spec, "x" * 1_048_577).failure.message


def test_a_conversation_that_is_open_in_another_process_is_told_so(turn, argv, spec, client_env, model_server):
    thread_id = turn(spec).thread_id
    gate = Gate(Text("late"))
    model_server.script = lambda _: gate
    _, command = argv(spec, thread_id)
    with subprocess.Popen(
        command,
        env=client_env,
        cwd=spec.cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as first:
        first.stdin.write(b"hold")
        first.stdin.close()
        model_server.await_request(lambda request: request.last_user_text == "hold")
        failure = turn(spec, "other", thread_id).failure
        gate.open()
        assert first.wait(timeout=TIMEOUT_S) == 0
    assert "active writer" in failure.message
    assert "close it" in (failure.hint or "")


def test_an_interrupt_leaves_an_abort_in_the_rollout_and_no_word(provider, argv, spec, client_env):
    prepared, command = argv(spec)
    with subprocess.Popen(
        command, env=client_env, cwd=spec.cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as client:
        client.stdin.write(compose([{"shell": "sleep 60"}]).encode())
        client.stdin.close()
        events = []
        for line in client.stdout:
            events += provider.parse(line)
            if b"item.started" in line:
                client.send_signal(2)
        stderr = client.stderr.read().decode()
    assert client.returncode == 1
    assert not any(isinstance(event, TurnFailed | TurnCompleted) for event in events)
    assert provider.explain_exit(client.returncode, stderr, None).error_class is ErrorClass.CRASHED
    path = provider.find_rollout(prepared.client_home, events[0].thread_id, NOWHERE)
    seen = [event for line in Path(path).read_bytes().splitlines() for event in provider.parse_rollout(line)]
    assert TurnAborted("interrupted") in seen


# What is refused before anything starts


def test_the_native_program_runs_and_not_the_wrapper(provider, spec, client_env):
    prepared = provider.check(spec, client_env)
    (program,) = prepared.argv0
    assert Path(program).read_bytes()[:4] in (b"\x7fELF", b"\xcf\xfa\xed\xfe")
    assert prepared.env["CODEX_MANAGED_BY_NPM"] == "1"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"model": "gpt-nope"}, "unknown_model"),
        ({"model": "$(touch x)"}, "bad_model"),
        ({"reasoning": "banana"}, "bad_reasoning"),
        ({"reasoning": "ultra"}, "bad_reasoning"),  # of other models, not of this one
        ({"sandbox": "none"}, "bad_sandbox"),
        ({"sandbox": "read-only", "network": True}, "no_network"),
        ({"profile": "nope"}, "unknown_profile"),
        ({"profile": "../x"}, "bad_profile"),
        ({"config": ("notify=[]",)}, "owned_config"),
        ({"config": ("words",)}, "bad_config"),
        ({"cwd": "/nowhere/at/all"}, "no_such_folder"),
        ({"add_dirs": ("/nowhere/at/all",)}, "no_such_folder"),
        ({"images": ("/nowhere/at/all",)}, "no_such_file"),
    ],
    ids=str,
)
def test_a_wrong_value_is_refused_before_anything_starts(provider, spec, client_env, config, change, code):
    before = config.read_bytes()
    error = refuse(provider, replace(spec, **change), client_env)
    assert (error.code, error.exit_code) == (code, Exit.USAGE)
    assert not (config.parent / "sessions").exists()
    assert config.read_bytes() == before


def test_a_model_that_the_client_does_not_list_has_a_way_around(turn, provider, spec, client_env, model_server):
    assert "-c 'model=\"gpt-nope\"'" in (refuse(provider, replace(spec, model="gpt-nope"), client_env).hint or "")
    assert turn(replace(spec, config=('model="gpt-nope"',))).exit_code == 0
    assert model_server.requests[-1].model == "gpt-nope"


def test_the_fast_model_is_one_that_the_client_runs(turn, spec, client_env, client_home, model_server):
    program = binary.find(client_env)
    fast = cheapest(catalogue.read(program, str(client_home / ".codex"), client_env))
    assert turn(replace(spec, model=fast.slug)).exit_code == 0
    assert model_server.requests[-1].model == fast.slug


def test_what_the_client_would_run_without_a_model_is_known(provider, turn, spec, client_env, config, model_server):
    config.write_text(config.read_text().replace('model = "gpt-5.5"\n', ""))
    expected = provider.check(spec, client_env).effective_model
    turn(spec)
    assert model_server.requests[-1].model == expected


def test_a_broken_configuration_is_named_with_its_line(provider, spec, client_env, config):
    prepend(config, "model = [\n")
    error = refuse(provider, spec, client_env)
    assert error.code == "bad_client_config"
    assert str(config) in error.message
    assert "line 2" in error.message


def test_a_configuration_that_only_the_client_can_read_is_no_error(provider, turn, spec, client_env, config):
    config.write_text(config.read_text() + "\n[tui]\nnotifications = [ # TOML 1.1 below\n]\n[mcp_servers]\n")
    config.write_text(config.read_text() + 'x = {\n  command = "none",\n  enabled = false,\n}\n')
    assert "read in part" in provider.check(spec, client_env).notices[0]
    assert turn(spec).exit_code == 0


def test_a_missing_client_names_the_command_that_installs_it(provider, spec, client_env):
    error = refuse(provider, spec, {**client_env, "PATH": "/nowhere"})
    assert (error.code, error.hint) == ("codex_missing", "npm install -g @openai/codex")


def stand_in(folder: Path, version: str) -> dict[str, str]:
    """A client that tells its version and knows no catalogue."""
    path = folder / "codex-old"
    path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "codex-cli {version}" && exit 0\nexit 2\n')
    path.chmod(0o755)
    return {"CODEX_AGENT_CODEX": str(path)}


def test_a_client_that_is_too_old_says_so(provider, spec, client_env, client_home):
    error = refuse(provider, spec, {**client_env, **stand_in(client_home, "0.120.0")})
    assert error.code == "codex_too_old"
    assert "0.120.0" in error.message


def test_without_a_catalogue_nothing_is_checked_against_it_and_that_is_said(provider, spec, client_env, client_home):
    env = {**client_env, **stand_in(client_home, "9.0.0")}
    prepared = provider.check(replace(spec, model="anything", reasoning="banana"), env)
    assert (prepared.model, prepared.reasoning) == ("anything", "banana")
    assert "not checked" in prepared.notices[0]


def test_login_is_known_without_a_server(client_env):
    logged_in, words = binary.login_status(binary.find(client_env), client_env)
    assert (logged_in, words) == (False, "Not logged in")
