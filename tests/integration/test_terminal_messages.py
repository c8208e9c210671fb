"""A message for a background terminal whose reply was lost."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from codex_agent.errors import AgentError
from codex_agent.paths import Home
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, TurnEvent
from codex_agent.store import Store
from codex_agent.supervisor.house import House
from codex_agent.supervisor.terminals import Terminals

JOB = "0123abcd"


@pytest.mark.parametrize("typed", [True, False])
def test_what_the_holder_recorded_as_typed_is_sent_although_the_holder_is_gone(tmp_path: Path, typed: bool) -> None:
    home = Home(tmp_path / "home").ensure()
    store = Store.open(home.db)
    store.add_job(JOB, "t", JobSpec("/", mode="terminal", provider="terminal"), host="", now=1.0)
    with store.change(JOB) as change:
        change.job_event(JobEvent.ADMITTED, at=1.0)
        change.turn_event(1, TurnEvent.STARTED, at=1.0)
        change.add_input(1, "token", "end", at=1.0)  # by a supervisor that died before the reply came
    lines = [{"type": "started", "pid": 1}, *([{"type": "typed", "token": "token"}] if typed else [])]
    home.events(JOB).write_text("".join(f"{json.dumps(line)}\n" for line in lines))

    async def send() -> int:
        house = House(home, store, tmp_path / "config.toml")
        try:
            return await Terminals(house).type(store.job(JOB), "token", "end", "")
        finally:
            house.files.close()

    if typed:
        assert asyncio.run(send()) == 1
    else:
        with pytest.raises(AgentError):
            asyncio.run(send())
    found = store.input_with_token("token")
    assert found is not None
    assert found["state"] == ("heard" if typed else "dropped")
    store.close()
