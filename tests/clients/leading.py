"""A scripted Claude that leads scripted agents: what the tests of the plugin have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from fleet import Fleet

from codex_agent.demo.directive import obey
from codex_agent.demo.messages_request import MessagesRequest
from codex_agent.demo.messages_server import MessagesServer
from codex_agent.demo.request import Request
from codex_agent.demo.script import Gate, Reply, Shell, Text, ToolCall

ALLOW = ("--allowedTools", "Bash(codex-agent:*)")
WAKE = "News of background agents"
SUMMARY = "<summary>Scripted summary. Go on.</summary>"


class Gates(dict[str, Gate]):
    """Agents whose task names a letter answer when its gate is opened; a script for their model."""

    def __init__(self, *letters: str) -> None:
        super().__init__({letter: Gate(Text(f"Answer of {letter}.")) for letter in letters})

    def __call__(self, request: Request) -> Reply:
        return next((gate for letter, gate in self.items() if letter in request.last_user_text), None) or obey(request)


def start(letter: str) -> Shell:
    return Shell(f"codex-agent start 'Do {letter}' --name 'W {letter}' -s read-only")


def asks_once(command: str, answer: Reply) -> Callable[[Request], Reply]:
    """A script for an agent's model: in each turn it asks to run `command` outside of the sandbox, then gives its answer."""
    asking = {"cmd": command, "sandbox_permissions": "require_escalated", "justification": "it must be so"}

    def script(request: Request) -> Reply:
        asked = any(str(item.get("type")).endswith("_call") for item in request.items[-3:])
        return answer if asked else ToolCall("exec_command", asking)

    return script


def leader(*steps: Reply | Callable[[], Reply], reads: bool = True) -> Callable[[MessagesRequest], Reply]:
    """Takes the steps when it hears "go", and reads every result that a wake-up names, unless told not to."""

    def script(request: MessagesRequest) -> Reply:
        if request.is_compaction:
            return Text(SUMMARY)
        said = request.last_user_text
        if not request.tools:
            return Text("A title")
        if WAKE in said and reads:
            ids = re.findall(r"codex-agent result ([0-9a-f]{8})", said)
            return Shell(f"codex-agent result {ids[request.step]}") if request.step < len(ids) else Text("Read.")
        if said.startswith("go") and request.step < len(steps):
            step = steps[request.step]
            return step() if callable(step) and not isinstance(step, Gate) else step
        return Text("Understood.")

    return script


def said(server: MessagesServer) -> Sequence[str]:
    """Every user text of the conversation, as the longest request holds them."""
    return max((request.user_texts for request in server.requests if request.tools), key=len, default=())


def wakes(server: MessagesServer) -> list[str]:
    return [text for text in said(server) if WAKE in text]


def ids(fleet: Fleet) -> dict[str, str]:
    """The jobs by the letter in their name."""
    return {job["name"].split()[1]: job["id"] for job in fleet.json("jobs", "--all")["jobs"]}
