"""What an app-server asks, in words of ours, and our answers in its words. Pure.

Seen of the real client: `decline` lets the turn go on, `cancel` would end it; a question that somebody else answered is told by
`serverRequest/resolved`.
"""

from __future__ import annotations

import json
from typing import Any

from codex_agent.errors import AgentError, usage_error
from codex_agent.jobs import Question
from codex_agent.providers.codex.exec_events import command_title
from codex_agent.providers.decoding import child, children, clean, text

YES, NO = "accept", "decline"
TEXT_CHARS = 4_000
_KINDS = {
    "item/commandExecution/requestApproval": "command",
    "item/fileChange/requestApproval": "edit",
    "item/permissions/requestApproval": "permissions",
    "item/tool/requestUserInput": "question",
    "mcpServer/elicitation/request": "form",
}


def question_of(request: dict[str, Any]) -> Question | None:
    """The question in a request of the server; None for a request that no person is meant to answer."""
    kind = _KINDS.get(str(request.get("method")))
    if kind is None:
        return None
    params = child(request, "params")
    return Question(f"q{request.get('id')}", kind, _words(kind, params)[:TEXT_CHARS], _choices(kind, params))


def _words(kind: str, params: dict[str, Any]) -> str:
    reason = text(params, "reason")
    if kind == "command":
        return _joined(f"Run {command_title(text(params, 'command'))!r} in {text(params, 'cwd')}?", reason)
    if kind == "edit":
        root = text(params, "grantRoot")
        return _joined(f"Change files{f' below {root}' if root else ''}?", reason)
    if kind == "permissions":
        return _joined(f"Grant {clean(json.dumps(params.get('permissions'), ensure_ascii=False))}?", reason)
    if kind == "form":
        return _joined(f"{text(params, 'serverName')} asks: {text(params, 'message')}", text(params, "url"))
    return "\n".join(f"{text(asked, 'question')}{_options(asked)}" for asked in children(params, "questions"))


def _joined(words: str, reason: str) -> str:
    return f"{words} {reason}".rstrip()


def _options(asked: dict[str, Any]) -> str:
    labels = [text(option, "label") for option in children(asked, "options")]
    return f" ({' / '.join(label for label in labels if label)})" if labels else ""


def _choices(kind: str, params: dict[str, Any]) -> tuple[str, ...]:
    if kind != "question":
        return (YES, NO)
    asked = children(params, "questions")
    return tuple(text(option, "label") for option in children(asked[0], "options")) if len(asked) == 1 else ()


def answer(request: dict[str, Any], words: str) -> dict[str, Any]:
    """The result to send for `accept`, `decline` or a text. Raises a usage error for what this question does not take.

    A text for an approval is a `decline`; the caller hands the text itself to the turn.
    """
    kind = _KINDS[str(request["method"])]
    params = child(request, "params")
    if kind in ("command", "edit"):
        return {"decision": YES if words == YES else NO}
    if kind == "permissions":
        return {"permissions": params.get("permissions") if words == YES else {}}
    if kind == "form":
        return _form(params, words)
    return _answers(children(params, "questions"), words)


def takes_text(question: Question) -> bool:
    """Whether a text is the answer itself, and not a word beside a `decline`."""
    return question.kind in ("question", "form")


def _form(params: dict[str, Any], words: str) -> dict[str, Any]:
    if words == NO:
        return {"action": "decline"}
    wanted = child(child(params, "requestedSchema"), "properties")
    if words == YES:
        if child(params, "requestedSchema").get("required"):
            raise usage_error("needs_text", f"this form needs {', '.join(wanted)}", "answer with a JSON object")
        return {"action": "accept", "content": {}}
    try:
        content = json.loads(words)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        if len(wanted) != 1:
            raise usage_error("needs_json", f"this form needs {', '.join(wanted)}", "answer with a JSON object")
        content = {next(iter(wanted)): words}
    return {"action": "accept", "content": content}


def _answers(asked: list[dict[str, Any]], words: str) -> dict[str, Any]:
    """One text answers one question; several are answered by a JSON object of id to text."""
    names = [text(question, "id") for question in asked]
    if len(names) == 1:
        return {"answers": {names[0]: {"answers": [words]}}}
    try:
        given = json.loads(words)
    except ValueError:
        given = None
    if not isinstance(given, dict) or set(given) != set(names):
        raise usage_error(
            "needs_json", f"there are {len(names)} questions", f"answer with a JSON object: {', '.join(names)}"
        )
    return {"answers": {name: {"answers": [str(value)]} for name, value in given.items()}}


def unknown(request: dict[str, Any]) -> AgentError:
    return AgentError("unknown_request", f"no such request is open: {request.get('id')}", hint="codex-agent status ID")
