"""What waits for a thread is handed over once: the next turn, a message for the running one, the wish that it ends.

Everything that was handed over carries a token that comes back in the thread's record, so after a crash of ours nothing is sent
twice and nothing is forgotten.
"""

from __future__ import annotations

from typing import Any

from codex_agent.drivers.rpc import CallRefused
from codex_agent.endings import Ending
from codex_agent.errors import AgentError, ErrorClass
from codex_agent.events import TurnFailed
from codex_agent.jobs import Job
from codex_agent.providers.base import ThreadClient
from codex_agent.states import TurnEvent
from codex_agent.supervisor.house import House
from codex_agent.supervisor.judging import schema_of
from codex_agent.supervisor.thread_endings import end_one
from codex_agent.supervisor.thread_session import ThreadSession
from codex_agent.supervisor.turn_begin import begin


class Handover:
    def __init__(self, house: House, job_id: str, client: ThreadClient) -> None:
        self._house = house
        self._job_id = job_id
        self._client = client
        self._handed: set[str] = set()  # tokens of messages that the server has taken for the running turn
        # Handed over perhaps, by a supervisor or a connection that is gone: the turn's record tells, at its end at the latest.
        row = house.store.open_turn(job_id)
        pending = house.store.pending_inputs(job_id, row["n"]) if row is not None else []
        self._doubtful: set[str] = {waiting["token"] for waiting in pending}
        self._interrupted: str | None = None  # the turn that we have asked to end

    def has(self, token: str) -> bool:
        """Whether the server has taken this message for the running turn."""
        return token in self._handed

    def forget(self) -> None:
        """The running turn has ended: what it did not hear goes to another one, and is handed over there."""
        self._handed.clear()
        self._doubtful.clear()

    async def deliver(self, session: ThreadSession, job: Job) -> bool:
        """Hand over the next thing that waits; False when nothing does."""
        row = self._house.store.open_turn(self._job_id)
        if row is None:
            return self._begin_next()
        if row["turn_id"] is None:
            # Begun, and perhaps handed over by a supervisor that was killed: if the thread is busy, its record will tell.
            return not session.active and await self._start_turn(session, job, row)
        session.active = False
        if row["stop_reason"] and self._interrupted != row["turn_id"]:
            self._interrupted = row["turn_id"]
            await session.interrupt(row["turn_id"])
            return True
        return await self._steer(session, row)

    def _begin_next(self) -> bool:
        queued = self._house.store.query(
            "SELECT n FROM turns WHERE job = ? AND state = 'queued' ORDER BY n LIMIT 1", self._job_id
        )
        if not queued or not self._house.admission.admits(self._job_id, int(queued[0]["n"])):
            return False
        begin(self._house, self._job_id, int(queued[0]["n"]))
        return True

    async def _start_turn(self, session: ThreadSession, job: Job, row: Any) -> bool:
        n = int(row["n"])
        try:
            text = self._house.home.prompt(self._job_id, n).read_text(errors="replace")
            turn_id = await session.start_turn(job, n, text, row["token"], schema_of(self._house.home, job))
        except CallRefused as error:
            self._end(n, Ending(TurnEvent.FAILED, self._client.refusal(error.message)))
            return True
        except AgentError as error:
            self._end(n, Ending(TurnEvent.FAILED, TurnFailed(error.message, ErrorClass.OTHER, error.hint)))
            return True
        except FileNotFoundError as error:  # somebody took it away
            words = f"the prompt cannot be read: {error.strerror}"
            self._end(n, Ending(TurnEvent.FAILED, TurnFailed(words, ErrorClass.OTHER, "send it again")))
            return True
        with self._house.store.change(self._job_id) as change:
            change.set_turn(n, turn_id=turn_id)
        self._house.changed(self._job_id)
        return True

    async def _steer(self, session: ThreadSession, row: Any) -> bool:
        """Hand over the first message that was not. One that the turn does not take any more is moved when its end is read."""
        for waiting in self._house.store.pending_inputs(self._job_id, row["n"]):
            token = waiting["token"]
            if token in self._handed or token in self._doubtful:
                continue
            self._doubtful.add(token)
            if await session.steer(row["turn_id"], waiting["text"], token):
                self._doubtful.discard(token)
                self._handed.add(token)
                self._house.changed(self._job_id)
            return True
        return False

    def _end(self, n: int, ending: Ending) -> None:
        """End a turn that the record will not end."""
        with self._house.store.change(self._job_id) as change:
            row = next(row for row in change.open_turns() if row["n"] == n)
            end_one(change, self._house.home, row, ending, at=self._house.now())
        self._house.announce(self._house.store.job(self._job_id), ended=True)
