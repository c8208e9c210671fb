"""Two real Claude Code sessions in one repository: each sees what the other runs, each leads and hears of its own agents alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leading import ALLOW, WAKE, Gates, ids, leader, start

from codex_agent.demo.script import Reply, Shell, Text

if TYPE_CHECKING:
    from claude_code import Claude, Session
    from fleet import Fleet

    from codex_agent.demo.messages_request import MessagesRequest
    from codex_agent.demo.messages_server import MessagesServer

SHARED = Shell("codex-agent jobs --here")
OWN = Shell("codex-agent jobs --mine")


class Heard:
    """What each session was told, by the requests that it made."""

    def __init__(self, server: MessagesServer) -> None:
        self._server = server

    def longest(self, session: Session) -> MessagesRequest:
        mine = [request for request in self._server.requests if request.tools and request.session == session.id]
        return max(mine, key=lambda request: len(request.messages))

    def wakes(self, session: Session) -> list[str]:
        return [text for text in self.longest(session).user_texts if WAKE in text]


def test_each_session_sees_all_agents_and_is_woken_for_its_own(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    first = leader(start("ALPHA"), Text("It runs."))
    second = leader(start("BETA"), SHARED, OWN, Text("It runs, too."))
    heard = Heard(claude_model)
    sessions: list[str] = []

    def script(request: MessagesRequest) -> Reply:
        return first(request) if request.session == sessions[0] else second(request)

    claude_model.script = script
    with claude.session(*ALLOW) as one:
        sessions.append(one.id)
        one.say("go")
        one.await_results(1)
        with claude.session(*ALLOW) as two:
            two.say("go")
            two.await_results(1)
            jobs = ids(fleet)
            begun = heard.longest(two)
            assert f"of 1 other session: 1 at work ({jobs['ALPHA']})" in begun.text
            assert "of 1 other session" not in heard.longest(one).text
            listed, own = begun.tool_outputs[-2:]
            assert all(job in listed for job in jobs.values())
            (line,) = [line for line in listed.splitlines() if jobs["ALPHA"] in line]
            assert one.id[:8] in line
            assert two.id[:8] not in listed
            assert jobs["BETA"] in own
            assert jobs["ALPHA"] not in own
            gates["BETA"].open()
            two.await_results(2)
            gates["ALPHA"].open()
            one.await_results(2)
            assert two.close() == 0
        assert one.close() == 0
    for session, letter, other in ((one, "ALPHA", "BETA"), (two, "BETA", "ALPHA")):
        (woken,) = heard.wakes(session)
        assert jobs[letter] in woken
        assert jobs[other] not in woken
        assert f"Answer of {other}." not in heard.longest(session).text
        assert heard.longest(session).tool_outputs[-1] == f"Answer of {letter}."


def test_two_sessions_in_one_folder_are_each_told_of_their_own_agent_and_once(
    claude: Claude, claude_model: MessagesServer, fleet: Fleet, gates: Gates
) -> None:
    """Both start one, both end their turn with an answer that nobody has read; then both end another turn."""

    def script(request: MessagesRequest) -> Reply:
        letter = request.user_texts[0].split()[-1] if request.user_texts else ""
        return leader(start(letter), Text("It runs."), reads=False)(request)

    claude_model.script = script
    with claude.session(*ALLOW) as one, claude.session(*ALLOW) as two:
        both = {"ALPHA": one, "BETA": two}
        for letter, session in both.items():
            session.say(f"go {letter}")
            session.await_results(1)
        for letter, session in both.items():
            gates[letter].open()
            session.await_results(2)
            session.say("Anything else?")
            session.await_results(3)
        assert [session.close() for session in both.values()] == [0, 0]
    jobs = ids(fleet)
    for letter, session in both.items():
        texts = [request.text for request in claude_model.requests if request.session == session.id]
        other = jobs["BETA" if letter == "ALPHA" else "ALPHA"]
        news = [text.count(f"codex-agent result {jobs[letter]}") + text.count("nobody has read") for text in texts]
        assert max(news) == 1
        assert not any(f"codex-agent result {other}" in text or f"- {other}" in text for text in texts)
