"""What an app-server asks, and our answers in its words."""

from __future__ import annotations

from typing import Any

import pytest

from codex_agent.errors import AgentError
from codex_agent.providers.codex import questions

COMMAND: dict[str, Any] = {
    "id": 3,
    "method": "item/commandExecution/requestApproval",
    "params": {"command": "/bin/bash -lc 'rm -r build'", "cwd": "/w", "reason": "a clean build"},
}
EDIT: dict[str, Any] = {"id": 4, "method": "item/fileChange/requestApproval", "params": {"grantRoot": "/etc"}}
GRANT: dict[str, Any] = {
    "id": 5,
    "method": "item/permissions/requestApproval",
    "params": {"permissions": {"network": {"enabled": True}}},
}
ONE: dict[str, Any] = {
    "id": 6,
    "method": "item/tool/requestUserInput",
    "params": {"questions": [{"id": "db", "question": "Which?", "options": [{"label": "sqlite"}, {"label": "none"}]}]},
}
TWO: dict[str, Any] = {
    "id": 7,
    "method": "item/tool/requestUserInput",
    "params": {"questions": [{"id": "a", "question": "A?"}, {"id": "b", "question": "B?"}]},
}
FORM: dict[str, Any] = {
    "id": 8,
    "method": "mcpServer/elicitation/request",
    "params": {
        "serverName": "jira",
        "message": "Key?",
        "requestedSchema": {"properties": {"key": {}}, "required": ["key"]},
    },
}


@pytest.mark.parametrize(
    ("request_", "kind", "words", "choices"),
    [
        (COMMAND, "command", "Run 'rm -r build' in /w? a clean build", ("accept", "decline")),
        (EDIT, "edit", "Change files below /etc?", ("accept", "decline")),
        (GRANT, "permissions", 'Grant {"network": {"enabled": true}}?', ("accept", "decline")),
        (ONE, "question", "Which? (sqlite / none)", ("sqlite", "none")),
        (TWO, "question", "A?\nB?", ()),
        (FORM, "form", "jira asks: Key?", ("accept", "decline")),
    ],
)
def test_a_request_is_a_question_in_plain_words(
    request_: dict[str, Any], kind: str, words: str, choices: tuple[str, ...]
) -> None:
    question = questions.question_of(request_)
    assert question is not None
    assert (question.id, question.kind, question.text, question.choices) == (f"q{request_['id']}", kind, words, choices)


@pytest.mark.parametrize(
    ("request_", "words", "result"),
    [
        (COMMAND, "accept", {"decision": "accept"}),
        (COMMAND, "decline", {"decision": "decline"}),
        (EDIT, "something else", {"decision": "decline"}),
        (GRANT, "accept", {"permissions": {"network": {"enabled": True}}}),
        (GRANT, "decline", {"permissions": {}}),
        (ONE, "sqlite", {"answers": {"db": {"answers": ["sqlite"]}}}),
        (TWO, '{"a": "1", "b": "2"}', {"answers": {"a": {"answers": ["1"]}, "b": {"answers": ["2"]}}}),
        (FORM, "ABC-1", {"action": "accept", "content": {"key": "ABC-1"}}),
        (FORM, '{"key": "ABC-1"}', {"action": "accept", "content": {"key": "ABC-1"}}),
        (FORM, "decline", {"action": "decline"}),
    ],
)
def test_an_answer_is_in_the_clients_words(request_: dict[str, Any], words: str, result: dict[str, Any]) -> None:
    assert questions.answer(request_, words) == result


@pytest.mark.parametrize(("request_", "words"), [(TWO, "yes"), (TWO, '{"a": "1"}'), (FORM, "accept")])
def test_an_answer_that_does_not_fit_is_a_usage_error(request_: dict[str, Any], words: str) -> None:
    with pytest.raises(AgentError) as caught:
        questions.answer(request_, words)
    assert caught.value.exit_code == 2


def test_what_no_person_is_asked_is_no_question() -> None:
    assert questions.question_of({"id": 1, "method": "currentTime/read", "params": {}}) is None
    assert questions.question_of({"id": 1, "method": None}) is None
