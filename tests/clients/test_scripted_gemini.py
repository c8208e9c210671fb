"""The scripted Gemini API against the real client: each kind of reply has the effect that the real model's would have."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from codex_agent.demo.directive import compose
from codex_agent.demo.gemini.wire import error_body
from codex_agent.demo.script import (
    Delay,
    DropStream,
    Gate,
    HttpError,
    Incomplete,
    Sequence,
    Shell,
    Text,
    ToolCall,
    Usage,
)

if TYPE_CHECKING:
    from pathlib import Path

    from codex_agent.demo.gemini.server import ScriptedGemini

RunGemini = Callable[..., Any]
MODEL = ("-m", "gemini-3.8-flash")
YOLO = (*MODEL, "--approval-mode", "yolo")


def test_a_prompt_without_directive_is_echoed_and_comes_in_pieces(
    run_gemini: RunGemini, gemini_server: ScriptedGemini
) -> None:
    run = run_gemini("what is the time?", *MODEL)
    assert (run.exit_code, run.answer, run.result["status"]) == (0, "echo: what is the time?", "success")
    assert len(run.of_type("message")) == 3
    (request,) = gemini_server.requests
    assert (request.model, request.user_texts) == ("gemini-3.8-flash", ("what is the time?",))


def test_without_a_model_the_client_asks_which_one_and_gets_an_answer_that_it_takes(
    run_gemini: RunGemini, gemini_server: ScriptedGemini
) -> None:
    assert run_gemini("hello").answer == "echo: hello"
    assert [request.is_side_request for request in gemini_server.requests] == [True, False]
    assert len(gemini_server.conversations) == 1


def test_a_shell_step_really_executes_and_its_output_returns(
    run_gemini: RunGemini, gemini_server: ScriptedGemini, workspace: Path
) -> None:
    run = run_gemini(compose([{"shell": "echo seen-42 | tee made.txt"}, {"text": "finished"}]), *YOLO)
    assert run.answer == "finished"
    assert (workspace / "made.txt").read_text() == "seen-42\n"
    assert "seen-42" in gemini_server.requests[1].tool_outputs[0]
    assert [request.step for request in gemini_server.requests] == [0, 1]


def test_the_clients_own_tools_are_called_by_name(run_gemini: RunGemini, gemini_server: ScriptedGemini) -> None:
    gemini_server.script = lambda _: Sequence([ToolCall("read_file", {"file_path": "README.md"}), Text("read")])
    assert run_gemini("read it", *MODEL).answer == "read"
    assert "# Sample" in gemini_server.requests[1].tool_outputs[0]


def test_a_tool_that_is_not_allowed_is_refused_and_the_turn_goes_on(
    run_gemini: RunGemini, gemini_server: ScriptedGemini
) -> None:
    gemini_server.script = lambda _: Sequence([Shell("touch made"), Text("anyway")])
    run = run_gemini("try", *MODEL)
    assert run.answer == "anyway"
    assert [event["status"] for event in run.of_type("tool_result")] == ["error"]
    assert "run_shell_command" not in gemini_server.requests[0].tools


def test_tokens_are_what_the_script_says(run_gemini: RunGemini, gemini_server: ScriptedGemini) -> None:
    gemini_server.script = lambda _: Text("x", usage=Usage(input=700, cached=200, output=90, reasoning=30))
    stats = run_gemini("count", *MODEL).result["stats"]
    wanted = {"total_tokens": 790, "input_tokens": 700, "output_tokens": 60, "cached": 200}
    assert {name: stats[name] for name in wanted} == wanted


def test_errors_and_broken_streams_fail_the_turn(run_gemini: RunGemini, gemini_server: ScriptedGemini) -> None:
    for status, exit_code in ((429, 173), (500, 244), (400, 144)):
        gemini_server.script = lambda _, status=status: HttpError(status, error_body(status, "scripted trouble"))
        run = run_gemini("hello", *MODEL)
        assert (run.exit_code, run.result["status"]) == (exit_code, "error")
        assert "scripted trouble" in run.result["error"]["message"]
    for reply in (DropStream([Text("half")]), Incomplete("MALFORMED_FUNCTION_CALL")):
        gemini_server.script = lambda _, reply=reply: reply
        run = run_gemini("hello", *MODEL)
        assert (run.exit_code, run.result["status"]) == (0, "error")


def test_parallel_clients_wait_at_one_gate_and_for_delays(run_gemini: RunGemini, gemini_server: ScriptedGemini) -> None:
    gate = Gate(Delay(0.05, Text("through")))
    gemini_server.script = lambda _: gate
    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(run_gemini, f"number {number}", *MODEL) for number in range(3)]
        assert gate.await_arrivals(3)
        gate.open()
        assert [run.result().answer for run in runs] == ["through"] * 3
    assert sorted(request.last_user_text for request in gemini_server.requests) == ["number 0", "number 1", "number 2"]


def test_a_resumed_session_brings_its_history(run_gemini: RunGemini, gemini_server: ScriptedGemini) -> None:
    session = run_gemini("first", *MODEL).events[0]["session_id"]
    run_gemini("second", *MODEL, "-r", session)
    assert gemini_server.requests[-1].user_texts == ("first", "second")
    assert gemini_server.requests[-1].answers == ("echo: first",)
