"""Codex as a client of threads: see `ThreadClient`."""

from codex_agent.providers.codex.faults import classify as refusal
from codex_agent.providers.codex.questions import answer, question_of, takes_text
from codex_agent.providers.codex.screen import screen_command, screen_config
from codex_agent.providers.codex.thread_record import parse as parse_record
from codex_agent.providers.codex.threads import hello, server_command, steer_params, thread_params, turn_params

__all__ = [
    "answer",
    "hello",
    "parse_record",
    "question_of",
    "refusal",
    "screen_command",
    "screen_config",
    "server_command",
    "steer_params",
    "takes_text",
    "thread_params",
    "turn_params",
]
