"""Comparisons in the real store and through a real supervisor: one draw for two answers, sealed until it is revealed."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from codex_agent import comparisons, connecting
from codex_agent.comparisons import Draw, Side
from codex_agent.errors import AgentError
from codex_agent.paths import Home, default_home, write_atomic
from codex_agent.specs import JobSpec
from codex_agent.states import JobEvent, TurnEvent
from codex_agent.store import Store
from codex_agent.supervisor.comparisons import Comparisons
from codex_agent.supervisor.house import House

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMIT_S = 60
ONE, OTHER = Side("aaaaaaaa", 1), Side("bbbbbbbb", 1)
TASK = "Find ways to bypass the checks of session tokens in src/auth/session.ts, above all around expiry and refresh."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "state.db")
    yield opened
    opened.close()


def draw(store: Store, one: Side = ONE, other: Side = OTHER, coin: Callable[[], bool] | None = None) -> Draw:
    more = {"coin": coin} if coin else {}
    return comparisons.draw(store, one, other, now=1.0, session="s1", cwd="/w", **more)


def journal(store: Store) -> list[str]:
    return [row["text"] for row in store.query("SELECT text FROM journal WHERE kind = 'comparison' ORDER BY seq")]


class TestDraws:
    def test_the_coin_decides_and_the_order_of_the_names_does_not(self, tmp_path: Path) -> None:
        for turned in (False, True):
            store = Store.open(tmp_path / f"{turned}.db")
            first = draw(store, coin=lambda turned=turned: turned)
            assert (first.alpha, first.beta) == ((OTHER, ONE) if turned else (ONE, OTHER))
            again = draw(store, OTHER, ONE, coin=lambda turned=turned: not turned)
            assert again == first
            store.close()

    def test_the_coin_is_fair(self, store: Store) -> None:
        """Of 400 draws 140 to 260 turn out the same way, but for one case in a thousand million."""
        alphas = Counter(draw(store, Side("aaaaaaaa", n), OTHER).alpha.job for n in range(1, 401))
        assert 140 < alphas["aaaaaaaa"] < 260

    def test_each_pair_of_turns_has_its_own(self, store: Store) -> None:
        draw(store, ONE, OTHER, coin=lambda: False)
        assert draw(store, ONE, Side("bbbbbbbb", 2), coin=lambda: True).alpha == Side("bbbbbbbb", 2)
        assert draw(store).alpha == ONE

    def test_of_many_at_once_all_get_the_same(self, tmp_path: Path) -> None:
        Store.open(tmp_path / "state.db").close()
        found: list[Draw] = []
        ready = threading.Barrier(8)

        def ask(number: int) -> None:
            own = Store.open(tmp_path / "state.db")
            ready.wait(LIMIT_S)
            found.append(draw(own, *((ONE, OTHER) if number % 2 else (OTHER, ONE)), coin=lambda: bool(number % 2)))
            own.close()

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LIMIT_S)
        assert len(found) == 8
        assert len(set(found)) == 1

    def test_the_journal_keeps_the_seal_until_it_is_opened_once(self, store: Store) -> None:
        made = draw(store, OTHER, ONE, coin=lambda: True)
        assert journal(store) == ["job aaaaaaaa turn 1 and job bbbbbbbb turn 1 are compared blind"]
        opened = comparisons.reveal(store, made, now=2.0, session="s1", cwd="/w")
        assert (opened.alpha, opened.revealed_at) == (OTHER, 2.0)
        assert comparisons.reveal(store, draw(store), now=3.0, session="s1", cwd="/w").revealed_at == 2.0
        assert journal(store)[1:] == ["revealed: Alpha is job bbbbbbbb turn 1, Beta is job aaaaaaaa turn 1"]

    def test_a_deleted_job_takes_its_comparisons_along(self, store: Store) -> None:
        draw(store, ONE, OTHER)
        draw(store, ONE, Side("cccccccc", 1))
        store.delete("bbbbbbbb")
        assert [row["other_job"] for row in store.query("SELECT * FROM comparisons")] == ["cccccccc"]
        store.delete("aaaaaaaa")
        assert store.query("SELECT * FROM comparisons") == []


@pytest.fixture
def state_home(home: Path) -> Iterator[Home]:
    """The test's state home, without a supervisor afterwards."""
    del home
    found = default_home()
    found.ensure()
    yield found
    if found.lock.exists():
        connecting.end_supervisor(found, found.lock.read_text())


class Records:
    """Jobs that have ended, as a supervisor leaves them behind."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def add(
        self,
        job: str,
        answer: str | None,
        *,
        task: str = TASK,
        fits: bool | None = None,
        exit_code: int | None = 0,
        **spec: Any,
    ) -> str:
        store = Store.open(self._home.db)
        made = replace(JobSpec("/w/shop", prompt=task[:500], model="model-1"), **spec)
        store.add_job(job, f"token-{job}", made, host="here", now=1.0)
        with store.change(job) as change:
            change.job_event(JobEvent.ADMITTED, at=1.0)
            change.turn_event(1, TurnEvent.STARTED, at=1.0)
            change.job_event(JobEvent.THREAD_STARTED, at=1.0, thread_id=f"thread-of-{job}", last_message=answer)
            change.turn_event(1, TurnEvent.COMPLETED, at=2.0, message=answer, exit_code=exit_code, fits=fits)
            change.job_event(JobEvent.FINISHED, at=2.0, exit_code=0)
        store.close()
        write_atomic(self._home.prompt(job, 1), task.encode())
        return job

    def rows(self, sql: str) -> list[dict[str, Any]]:
        store = Store.open_readonly(self._home.db)
        assert store is not None
        found = [dict(row) for row in store.query(sql)]
        store.close()
        return found


@pytest.fixture
def records(state_home: Home) -> Records:
    return Records(state_home)


@pytest.fixture
def pair(records: Records) -> tuple[str, str]:
    return (
        records.add("aaaaaaa1", "Expired tokens pass session.ts. As Codex, I checked twice.", name="mine"),
        records.add(
            "bbbbbbb2", "Refresh in session.ts is never checked.\n\n-- Gemini", provider="gemini", model="gemini-9"
        ),
    )


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "codex_agent", *words]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=LIMIT_S
    )


def compared(*words: str) -> dict[str, Any]:
    done = run("compare", *words, "--json")
    assert done.returncode == 0, done.stdout
    found: dict[str, Any] = json.loads(done.stdout)["comparison"]
    return found


class LeavingRoster:
    """A keeper for each job, whose client leaves with that code while somebody waits for it."""

    def __init__(self, store: Store, code: int) -> None:
        self._store = store
        self._code = code

    def get(self, job: str) -> object:
        return self

    async def settle(self) -> None: ...

    async def gone(self, job: str) -> None:
        with self._store.change(job) as change:
            change.set_turn(1, exit_code=self._code)


class TestAClientThatHasNotLeft:
    """The answer is there a moment before the exit code is."""

    def ask(self, records: Records, home: Home, code: int) -> dict[str, Any]:
        jobs = [records.add(job, "An answer.", exit_code=None) for job in ("aaaaaaa1", "bbbbbbb2")]
        return asyncio.run(self._ask(jobs, home, code))

    async def _ask(self, jobs: list[str], home: Home, code: int) -> dict[str, Any]:
        store = Store.open(home.db)
        house = House(home, store, home.root / "config.toml")
        roster: Any = LeavingRoster(store, code)
        try:
            return await Comparisons(house, roster).compare({"jobs": jobs, "turns": [None, None]}, _nobody)
        finally:
            house.files.close()
            store.close()

    def test_is_waited_for(self, records: Records, state_home: Home) -> None:
        assert self.ask(records, state_home, 0)["alpha"]["turn"] == 1

    def test_and_its_exit_code_counts(self, records: Records, state_home: Home) -> None:
        with pytest.raises(AgentError, match="exited with 3 in turn 1"):
            self.ask(records, state_home, 3)
        assert records.rows("SELECT * FROM comparisons") == []


async def _nobody(message: object) -> None: ...


class TestTheCommand:
    def test_the_page_is_the_same_however_often_and_in_whatever_order_it_is_asked_for(
        self, pair: tuple[str, str]
    ) -> None:
        pages = [run("compare", *order) for order in (pair, pair[::-1], pair)]
        assert {page.returncode for page in pages} == {0}
        assert len({page.stdout for page in pages}) == 1
        assert len({json.dumps(compared(*order)) for order in (pair, pair[::-1])}) == 1

    def test_nothing_tells_who_is_who_before_it_is_revealed(self, pair: tuple[str, str]) -> None:
        shown = compared(*pair)
        texts = {shown[side]["text"] for side in ("alpha", "beta")}
        assert texts == {
            "Expired tokens pass session.ts. As [name], I checked twice.",
            "Refresh in session.ts is never checked.\n\n-- [name]",
        }
        assert shown["notices"] == ["hidden in the answers, because it tells who wrote them: [name]."]
        assert (shown["revealed"], shown["revealed_at"], shown["task"]) == (None, None, TASK)
        for form in (json.dumps(shown), run("compare", *pair).stdout):
            assert not [
                word
                for word in ("odex", "emini", "model-1", "openai", "mine")
                if word in form.replace("codex-agent", "")
            ]

    def test_revealing_names_both_and_stands_in_the_journal(self, pair: tuple[str, str], records: Records) -> None:
        shown = compared(*pair)
        said = run("compare", *pair, "--reveal").stdout.splitlines()
        (row,) = records.rows("SELECT * FROM comparisons")
        alpha = pair[1] if row["alpha"] else pair[0]
        assert ("Refresh" in shown["alpha"]["text"]) == (alpha == pair[1])
        named = {"aaaaaaa1": "aaaaaaa1 mine, turn 1, openai model-1", "bbbbbbb2": "bbbbbbb2, turn 1, gemini gemini-9"}
        assert said[0] == f"Alpha: job {named.pop(alpha)}"
        assert said[1] == f"Beta: job {named.popitem()[1]}"
        after = compared(*pair, "--reveal")
        assert (after["revealed"]["alpha"]["job"], after["alpha"]) == (alpha, shown["alpha"])
        assert "was revealed before" in run("compare", *pair).stderr
        assert run("journal").stdout.count("revealed: Alpha is job ") == 1

    def test_both_are_read_once_they_were_shown_and_not_before(self, pair: tuple[str, str], records: Records) -> None:
        assert run("compare", *pair, "--reveal").returncode == 0
        assert [row["read_at"] for row in records.rows("SELECT read_at FROM turns")] == [None, None]
        compared(*pair)
        assert None not in [row["read_at"] for row in records.rows("SELECT read_at FROM turns")]

    def test_what_must_be_known_of_the_two_is_said(self, records: Records) -> None:
        records.add("aaaaaaa1", "Flour, milk and eggs.", task=TASK)
        records.add(
            "bbbbbbb2",
            "The map is fine, says Codex.",
            task="Look at the map of the importer, and its age",
            cwd="/w/other",
        )
        notices = " ".join(compared("aaaa", "bbbb")["notices"])
        assert "different tasks" in notices
        assert "different folders" in notices
        assert "less than 10% of the telling words of its task" in notices
        assert "the answers name Codex" in notices
        assert compared("aaaa", "bbbb")["task"] is None

    def test_answers_to_a_schema_are_shown_in_one_form(self, records: Records) -> None:
        for job, line in (("aaaaaaa1", 3), ("bbbbbbb2", 9)):
            found = {
                "severity": "minor",
                "title": f"Fault {line}",
                "file": "a.py",
                "line_start": line,
                "line_end": line,
            }
            data = {"summary": "read", "findings": [{**found, "evidence": "", "fix": ""}]}
            records.add(job, json.dumps(data, indent=line), fits=True)
        shown = compared("aaaa", "bbbb")
        assert shown["differences"]["by"] == "findings"
        assert shown["differences"]["counts"] == {"only_alpha": 1, "only_beta": 1, "different": 0, "same": 0}
        assert [shown[side]["text"] for side in ("alpha", "beta")] == [None, None]
        assert run("compare", "aaaa", "bbbb").stdout.count('{\n  "summary": "read",\n  "findings": [\n    {\n') == 2

    def test_what_cannot_be_compared_is_refused_and_nothing_is_drawn(
        self, records: Records, pair: tuple[str, str]
    ) -> None:
        records.add("ccccccc3", "  \n")
        refused = {
            ("aaaaaaa1",): ("two_jobs", 2),
            ("aaaaaaa1", "bbbbbbb2", "ccccccc3"): ("two_jobs", 2),
            ("aaaaaaa1", "aaaa"): ("same_job", 2),
            ("aaaaaaa1", "99999999"): ("no_such_job", 3),
            ("aaaaaaa1", "nonsense"): ("bad_job_id", 2),
            ("aaaaaaa1", "ccccccc3"): ("empty_answer", 1),
            ("aaaaaaa1", "bbbbbbb2", "--turn", "2"): ("no_such_turn", 3),
            ("aaaaaaa1", "bbbbbbb2", *("--turn", "1") * 3): ("two_turns", 2),
        }
        for words, (code, exit_code) in refused.items():
            done = run("compare", *words, "--json")
            error = json.loads(done.stdout)["error"]
            assert (error["code"], done.returncode) == (code, exit_code), error
            assert error["hint"]
        assert records.rows("SELECT * FROM comparisons") == []
        assert records.rows("SELECT * FROM turns WHERE read_at IS NOT NULL") == []
