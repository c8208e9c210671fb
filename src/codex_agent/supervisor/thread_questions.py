"""What an interactive agent waits for. The server's open requests are its own, and repeated to whoever comes; the rows say what we told."""

from __future__ import annotations

from typing import Any

from codex_agent.drivers.rpc import ConnectionLost
from codex_agent.errors import AgentError
from codex_agent.jobs import Question, Turn
from codex_agent.providers.base import ThreadClient
from codex_agent.rows import questions_json
from codex_agent.states import TurnEvent, TurnState
from codex_agent.supervisor.house import House
from codex_agent.supervisor.thread_session import ThreadSession

PREVIEW_CHARS = 200

Message = dict[str, Any]


class Questions:
    """The open requests of one thread, by our id for them."""

    def __init__(self, house: House, job: str, client: ThreadClient) -> None:
        self._house = house
        self._job = job
        self._client = client
        self._open: dict[str, Message] = {}

    async def take(self, session: ThreadSession, message: Message) -> None:
        """A request of the server, or its word that one was answered, by whomever."""
        if "id" in message:
            question = self._client.question_of(message)
            if question is None:
                await session.refuse(message)
                return
            self._open[question.id] = message
            self._asked(question)
        elif message.get("method") == "serverRequest/resolved":
            self._resolved(f"q{message['params'].get('requestId')}")

    async def answer(self, session: ThreadSession | None, question: Question, words: str) -> None:
        """Hand an answer to the server. Raises a usage error for words that this question does not take."""
        request = self._open.get(question.id)
        hint = f"codex-agent status {self._job}"
        if request is None or session is None or session.lost:
            raise AgentError("not_open", f"question {question.id} is not open any more", hint=hint)
        result = self._client.answer(request, words)
        del self._open[question.id]  # the first answer counts; a lost connection brings the request again
        turn = self._turn()
        with self._house.store.change(self._job) as change:
            text = f"answered {question.id}: {words[:PREVIEW_CHARS]}"
            change.journal("message", text, at=self._house.now(), turn=turn.n if turn else None)
        try:
            await session.answer(request, result)
        except ConnectionLost as error:
            words = f"the answer did not reach the agent: {error}"
            raise AgentError("not_answered", words, hint=f"answer again; {hint} shows whether it still asks") from error

    def forget(self) -> None:
        """The connection is gone; a new one gets the open requests again."""
        self._open.clear()

    def settle(self) -> None:
        """Nothing waits on the server: what the rows say was answered while nobody of us looked."""
        turn = self._turn()
        for question in turn.asked if turn else ():
            self._resolved(question.id)

    def _turn(self) -> Turn | None:
        row = self._house.store.open_turn(self._job)
        return self._house.store.turn(self._job, row["n"]) if row is not None else None

    def _asked(self, question: Question) -> None:
        turn = self._turn()
        if turn is None or any(known.id == question.id for known in turn.asked):
            return  # sent again to a new supervisor
        with self._house.store.change(self._job) as change:
            if turn.state is TurnState.WORKING:
                text = f"{question.id}: {question.text[:PREVIEW_CHARS]}"
                change.turn_event(turn.n, TurnEvent.ASKED, at=self._house.now(), text=text)
            change.set_turn(turn.n, asked=questions_json((*turn.asked, question)))
        self._house.announce(self._house.store.job(self._job), ended=False)

    def _resolved(self, question_id: str) -> None:
        self._open.pop(question_id, None)
        turn = self._turn()
        if turn is None:
            return
        left = tuple(question for question in turn.asked if question.id != question_id)
        with self._house.store.change(self._job) as change:
            change.set_turn(turn.n, asked=questions_json(left))
            if not left and turn.state is TurnState.NEEDS_INPUT:
                change.turn_event(turn.n, TurnEvent.ANSWERED, at=self._house.now(), text=f"{question_id} was answered")
        self._house.announce(self._house.store.job(self._job), ended=False)
