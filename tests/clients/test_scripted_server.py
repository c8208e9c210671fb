"""The scripted model against the real client: each kind of reply has the effect that the real model's would have."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from codex_agent.demo.directive import compose
from codex_agent.demo.script import Delay, DropStream, Gate, HttpError, Items, Sequence, Shell, Text, ToolCall, Usage
from codex_agent.demo.server import ScriptedServer, in_order

if TYPE_CHECKING:
    from pathlib import Path

RunCodex = Callable[..., Any]
WRITABLE = ("--sandbox", "danger-full-access")
NEW_FILE = "*** Begin Patch\n*** Add File: notes.txt\n+written by a patch\n*** End Patch"
CHANGE = (
    "*** Begin Patch\n*** Update File: greeting.py\n@@\n def greet(name):\n"
    '-    return "Hello " + name\n+    return f"Hello, {name}!"\n*** End Patch'
)


def test_a_prompt_without_directive_is_echoed(run_codex: RunCodex, model_server: ScriptedServer) -> None:
    run = run_codex("what is the time?")
    assert (run.exit_code, run.answer) == (0, "echo: what is the time?")
    (request,) = model_server.requests
    assert request.user_texts == ("what is the time?",)
    assert request.model == "gpt-5.5"
    assert request.thread_id == run.events[0]["thread_id"]
    assert not request.is_title_request


def test_the_effort_of_a_request_is_the_one_asked_for(run_codex: RunCodex, model_server: ScriptedServer) -> None:
    run_codex("think", "-c", "model_reasoning_effort=high")
    assert model_server.requests[0].effort == "high"


def test_a_shell_step_really_executes_and_its_output_returns(
    run_codex: RunCodex, model_server: ScriptedServer, workspace: Path
) -> None:
    run = run_codex(compose([{"shell": "echo seen-$((40+2)) | tee made.txt"}, {"text": "finished"}]), *WRITABLE)
    assert run.answer == "finished"
    assert (workspace / "made.txt").read_text() == "seen-42\n"
    assert "seen-42" in model_server.requests[1].tool_outputs[0]
    assert [request.step for request in model_server.requests] == [0, 1]


def test_a_failing_command_is_a_failed_item_and_the_turn_goes_on(run_codex: RunCodex) -> None:
    run = run_codex(compose([{"shell": "exit 3"}, {"text": "anyway"}]), *WRITABLE)
    (command,) = run.completed("command_execution")
    assert (command["exit_code"], command["status"]) == (3, "failed")
    assert run.answer == "anyway"


def test_a_patch_step_really_edits_files(run_codex: RunCodex, workspace: Path) -> None:
    run = run_codex(compose([{"patch": NEW_FILE}, {"patch": CHANGE}, {"text": "edited"}]), *WRITABLE)
    assert (workspace / "notes.txt").read_text() == "written by a patch\n"
    assert 'f"Hello, {name}!"' in (workspace / "greeting.py").read_text()
    assert [item["changes"][0]["kind"] for item in run.completed("file_change")] == ["add", "update"]
    assert run.answer == "edited"


def test_one_step_can_speak_and_act(run_codex: RunCodex) -> None:
    run = run_codex(compose([{"reasoning": "**Plan** it", "text": "I look", "shell": "true"}, {"text": "seen"}]))
    assert [item["type"] for item in run.completed("reasoning")] == ["reasoning"]
    assert [item["text"] for item in run.completed("agent_message")] == ["I look", "seen"]
    assert len(run.completed("command_execution")) == 1


def test_two_calls_in_one_response_count_as_one_step(run_codex: RunCodex, model_server: ScriptedServer) -> None:
    both = Items((Shell("echo one"), Shell("echo two")))
    model_server.script = lambda _: Sequence((both, Shell("echo three"), Text("end")))
    run = run_codex("go")
    assert run.answer == "end"
    assert [request.step for request in model_server.requests] == [0, 1, 2]
    assert len(run.completed("command_execution")) == 3


def test_a_resumed_thread_starts_with_the_first_step_of_its_new_message(run_codex: RunCodex) -> None:
    first = run_codex(compose([{"shell": "true"}, {"text": "one"}]))
    again = run_codex(compose([{"shell": "true"}, {"text": "two"}]), "resume", first.events[0]["thread_id"])
    assert (first.answer, again.answer) == ("one", "two")


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ({"http": 429, "body": {"error": {"message": "slow down"}}}, "429 Too Many Requests"),
        ({"http": 401, "body": "who are you"}, "unexpected status 401 Unauthorized: who are you"),
        ({"http": 500}, "experiencing high demand"),
        ({"drop": True}, "stream closed before response.completed"),
        ({"text": "half", "drop": True}, "stream closed before response.completed"),
        ({"fail": "context_length_exceeded"}, "ran out of room in the model's context window"),
        ({"fail": "insufficient_quota"}, "Quota exceeded"),
        ({"incomplete": "max_output_tokens"}, "reason: max_output_tokens"),
        ({"typo": 1}, "bad @@STEPS directive: unknown keys"),
    ],
    ids=lambda value: next(iter(value)) + str(next(iter(value.values()))) if isinstance(value, dict) else "",
)
def test_a_scripted_failure_fails_the_turn_at_once(
    run_codex: RunCodex, model_server: ScriptedServer, step: dict[str, object], message: str
) -> None:
    run = run_codex(compose([step]))
    assert run.exit_code == 1
    assert message in run.failure
    assert len(model_server.requests) == 1


def test_a_failure_can_come_after_work_was_done(run_codex: RunCodex, workspace: Path) -> None:
    run = run_codex(compose([{"shell": "touch done"}, {"fail": "context_length_exceeded"}]), *WRITABLE)
    assert run.exit_code == 1
    assert (workspace / "done").exists()


def test_usage_numbers_arrive_and_add_up(run_codex: RunCodex, model_server: ScriptedServer) -> None:
    model_server.script = in_order(
        [Shell("true", usage=Usage(1000, 100, 20, 5)), Text("ok", usage=Usage(3000, 900, 30))]
    )
    usage = run_codex("count").usage
    assert (usage["input_tokens"], usage["cached_input_tokens"]) == (4000, 1000)
    assert (usage["output_tokens"], usage["reasoning_output_tokens"]) == (50, 5)


def test_a_retrying_client_gets_past_failures_scripted_in_order(
    run_codex: RunCodex, model_server: ScriptedServer
) -> None:
    model_server.script = in_order([HttpError(500), DropStream(), Text("third time")])
    retries = [f"model_providers.scripted.{kind}_max_retries=2" for kind in ("request", "stream")]
    assert run_codex("again", "-c", retries[0], "-c", retries[1]).answer == "third time"
    assert len(model_server.requests) == 3


def test_a_gate_holds_a_turn_until_it_is_opened(run_codex: RunCodex, model_server: ScriptedServer) -> None:
    gate = Gate(Text("through"))
    model_server.script = lambda _: gate
    with ThreadPoolExecutor() as pool:
        run = pool.submit(run_codex, "wait")
        assert gate.await_arrivals(1)
        assert not run.done()
        gate.open()
        assert run.result().answer == "through"


def test_parallel_agents_each_get_their_own_answer(run_codex: RunCodex) -> None:
    prompts = [compose([{"shell": f"echo {n}"}, {"delay_s": 0.01, "text": f"answer {n}"}]) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(run_codex, prompts))
    assert [run.answer for run in runs] == [f"answer {n}" for n in range(8)]


def test_a_turn_goes_on_with_its_next_step_after_a_compaction(
    run_codex: RunCodex, model_server: ScriptedServer
) -> None:
    steps = [{"shell": "true", "usage": {"input": 90_000}}, {"shell": "true"}, {"text": "still on course"}]
    run = run_codex(compose(steps), "-c", "model_auto_compact_token_limit=50000")
    assert [request.is_compaction for request in model_server.requests] == [False, True, False, False]
    assert run.answer == "still on course"


def test_a_refused_connection_fails_at_once(run_codex: RunCodex, model_server: ScriptedServer) -> None:
    model_server.close()
    run = run_codex("anyone there?")
    assert run.exit_code == 1
    assert "error sending request" in run.failure


def test_a_tool_unknown_to_the_client_is_answered_and_not_fatal(
    run_codex: RunCodex, model_server: ScriptedServer
) -> None:
    model_server.script = lambda _: Sequence((ToolCall("no_such_tool", {"a": 1}), Delay(0, Text("went on"))))
    assert run_codex("go").answer == "went on"
    assert "no_such_tool" in model_server.requests[1].tool_outputs[0]


def test_a_model_in_code_mode_runs_shell_and_patch_too(
    run_codex: RunCodex, model_server: ScriptedServer, workspace: Path
) -> None:
    steps = [{"shell": "echo code > mode.txt"}, {"patch": NEW_FILE}, {"text": "both"}]
    run = run_codex(compose(steps), *WRITABLE, "--model", "gpt-6-sol")
    assert model_server.requests[0].is_code_mode
    assert (workspace / "mode.txt").read_text() == "code\n"
    assert (workspace / "notes.txt").exists()
    assert run.answer == "both"
