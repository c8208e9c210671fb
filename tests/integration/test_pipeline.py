"""The pipeline of a repository: moves in the real store, and the commands `stage` and `pipeline`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from codex_agent import connecting, glance, pipeline
from codex_agent.approval import digest
from codex_agent.change import write_journal
from codex_agent.checkout import place_of
from codex_agent.cli import planning
from codex_agent.cli.options import StartOptions
from codex_agent.errors import AgentError, Exit
from codex_agent.paths import Home, default_home
from codex_agent.specs import JobSpec
from codex_agent.standing import stand
from codex_agent.states import JobEvent, TurnEvent
from codex_agent.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

REPO = "/w/shop"
REST = """## Problem
P
## Solution
S
## Requirements
- R
## Files to Modify
- new.py (new)
## Testing
- [ ] T
## Success Criteria
- C
"""  # of a whole PRD
LIMIT_S = 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "state.db")
    yield opened
    opened.close()


def lines(store: Store) -> list[str]:
    return [row["text"] for row in store.query("SELECT text FROM journal WHERE kind = 'pipeline' ORDER BY seq")]


class TestMoves:
    def test_nothing_was_set_is_nowhere(self, store: Store) -> None:
        assert pipeline.read(store, REPO, "s1") == pipeline.Place(REPO, "s1")
        assert pipeline.read(None, REPO, "s1") == pipeline.Place(REPO, "s1")

    def test_each_thing_that_moves_has_its_line_in_the_journal(self, store: Store) -> None:
        pipeline.move(store, REPO, "s1", {"stage": "prd"}, now=1.0)
        pipeline.move(store, REPO, "s1", {"prd": "docs/prds/sso.md", "approved": "d1"}, now=2.0)
        pipeline.move(store, REPO, "s1", {"stage": "implementation"}, now=3.0)
        assert lines(store) == [
            "stage: none -> prd",
            "PRD in work: docs/prds/sso.md",
            "PRD approved: docs/prds/sso.md",
            "stage: prd -> implementation",
        ]
        row = store.query("SELECT session, cwd, data FROM journal ORDER BY seq DESC LIMIT 1")[0]
        assert (row["session"], row["cwd"]) == ("s1", REPO)
        assert json.loads(row["data"]) == {"stage": "implementation", "was": "prd"}

    def test_what_is_so_already_moves_nothing(self, store: Store) -> None:
        changes = {"stage": "prd", "prd": "docs/prds/sso.md", "approved": "d1"}
        first = pipeline.move(store, REPO, "s1", changes, now=1.0)
        assert pipeline.move(store, REPO, "s1", changes, now=2.0) == first
        assert len(lines(store)) == 3

    def test_a_new_session_stands_where_the_newest_one_left_off(self, store: Store) -> None:
        pipeline.move(store, REPO, "old", {"stage": "research"}, now=1.0)
        pipeline.move(store, REPO, "newest", {"stage": "review", "prd": "docs/prds/sso.md"}, now=2.0)
        assert pipeline.read(store, REPO, "after /clear").stage == "review"
        assert pipeline.read(store, REPO, "old").stage == "research"
        moved = pipeline.move(store, REPO, "after /clear", {"stage": "testing"}, now=3.0)
        assert (moved.session, moved.stage, moved.prd) == ("after /clear", "testing", "docs/prds/sso.md")
        assert pipeline.read(store, REPO, "newest").stage == "review"

    def test_another_repository_stands_elsewhere(self, store: Store) -> None:
        pipeline.move(store, REPO, "s1", {"stage": "review"}, now=1.0)
        assert pipeline.read(store, "/w/other", "s1").stage is None

    def test_another_prd_is_not_approved(self, store: Store) -> None:
        pipeline.move(store, REPO, "s1", {"prd": "docs/prds/sso.md", "approved": "d1"}, now=1.0)
        assert pipeline.move(store, REPO, "s1", {"prd": "docs/prds/b.md"}, now=2.0).approved_at is None
        assert pipeline.move(store, REPO, "s1", {"prd": "docs/prds/b.md", "approved": "d2"}, now=3.0).approved_at == 3.0

    def test_an_approval_outlives_a_look_at_another_prd_and_a_new_session(self, store: Store) -> None:
        pipeline.move(store, REPO, "s1", {"prd": "docs/prds/a.md", "approved": "d1"}, now=1.0)
        pipeline.move(store, REPO, "s1", {"prd": "docs/prds/b.md"}, now=2.0)
        back = pipeline.move(store, REPO, "s1", {"prd": "docs/prds/a.md"}, now=3.0)
        assert (back.approved_at, back.digest) == (1.0, "d1")
        assert pipeline.read(store, REPO, "s2").digest == "d1"
        assert pipeline.move(store, "/w/other", "s1", {"prd": "docs/prds/a.md"}, now=4.0).digest is None
        assert [one for one in lines(store) if "approved" in one] == ["PRD approved: docs/prds/a.md"]

    def test_other_content_is_approved_anew(self, store: Store) -> None:
        pipeline.move(store, REPO, "s1", {"prd": "docs/prds/a.md", "approved": "d1"}, now=1.0)
        again = pipeline.move(store, REPO, "s1", {"prd": "docs/prds/a.md", "approved": "d2"}, now=2.0)
        assert (again.approved_at, again.digest) == (2.0, "d2")
        assert lines(store).count("PRD approved: docs/prds/a.md") == 2

    def test_an_unknown_stage_is_refused_and_changes_nothing(self, store: Store) -> None:
        with pytest.raises(AgentError) as error:
            pipeline.move(store, REPO, "s1", {"stage": "cooking"}, now=1.0)
        assert error.value.exit_code == Exit.USAGE
        assert lines(store) == []

    def test_the_stage_can_be_taken_away(self, store: Store) -> None:
        pipeline.move(store, REPO, "s1", {"stage": "review"}, now=1.0)
        assert pipeline.move(store, REPO, "s1", {"stage": "none"}, now=2.0).stage is None

    def test_many_sessions_at_once_lose_no_move(self, tmp_path: Path) -> None:
        Store.open(tmp_path / "state.db").close()

        def move(number: int) -> None:
            own = Store.open(tmp_path / "state.db")
            pipeline.move(
                own, REPO, f"s{number}", {"stage": "review", "prd": f"docs/prds/{number}.md"}, now=float(number)
            )
            own.close()

        threads = [threading.Thread(target=move, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LIMIT_S)
        store = Store.open(tmp_path / "state.db")
        places = [pipeline.read(store, REPO, f"s{number}") for number in range(8)]
        store.close()
        assert [place.prd for place in places] == [f"docs/prds/{number}.md" for number in range(8)]


@pytest.fixture
def repo(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = home / "repo"
    (top / ".git").mkdir(parents=True)
    (top / ".git" / "HEAD").touch()
    monkeypatch.chdir(top)
    return top


@pytest.fixture
def state_home(home: Path) -> Iterator[Home]:
    """The test's state home, without a supervisor afterwards."""
    del home
    found = default_home()
    yield found
    if found.lock.exists():
        connecting.end_supervisor(found, found.lock.read_text())


def write_prd(repo: Path, name: str) -> None:
    (repo / "docs" / "prds").mkdir(parents=True, exist_ok=True)
    (repo / "docs" / "prds" / name).write_text(f"# {name}\n")


def write_plan(repo: Path, name: str, *done: bool) -> Path:
    """A PRD with a phase for each of `done`, one if there is none."""
    write_prd(repo, name)
    path = repo / "docs" / "prds" / name
    phases = [
        f"### Phase {n}: P{n}\n- [{'x' if one else ' '}] task\n" for n, one in enumerate(done or (False,), start=1)
    ]
    path.write_text(f"# {name}\n## Implementation Plan\n{''.join(phases)}")
    return path


class TestStanding:
    def test_nothing_is_there_and_nothing_is_made(self, repo: Path, state_home: Home) -> None:
        state = stand(str(state_home.root), str(repo), "s1")
        assert (state.prds, state.running, state.unread, state.stage, state.approved) == ((), (), (), None, None)
        assert not state_home.root.exists()

    def test_prds_jobs_and_the_pipeline_are_seen_from_anywhere_in_the_repository(
        self, repo: Path, state_home: Home
    ) -> None:
        for name in ("b.md", "a.md", "notes.txt", ".hidden.md", "odd\nname.md"):
            write_prd(repo, name)
        (repo / "docs" / "CODEBASE_MAP.md").write_text("map")
        store = Store.open(state_home.ensure().db)
        for job, cwd in (
            ("aaaaaaa1", repo),
            ("aaaaaaa2", repo / "docs"),
            ("aaaaaaa3", repo.parent),
            ("aaaaaaa4", repo),
        ):
            spec = JobSpec(cwd=str(cwd), prompt="task", parent_session="s1")
            store.add_job(job, f"token-{job}", spec, host="here", now=1.0)
            with store.change(job) as change:
                change.job_event(JobEvent.ADMITTED, at=1.0)
                change.turn_event(1, TurnEvent.STARTED, at=1.0)
        for job in ("aaaaaaa2", "aaaaaaa4"):
            with store.change(job) as change:
                change.turn_event(1, TurnEvent.COMPLETED, at=2.0)
        store.mark_read("aaaaaaa4", 1, 3.0)
        top = place_of(str(repo))
        approved = digest((repo / "docs/prds/a.md").read_bytes())
        pipeline.move(store, top, "s0", {"stage": "review", "prd": "docs/prds/a.md", "approved": approved}, now=4.0)
        store.close()
        state = stand(str(state_home.root), str(repo / "docs"), "s1")
        assert state.prds == ("a", "b")
        assert (state.running, state.unread) == (("aaaaaaa1",), ("aaaaaaa2",))
        assert (state.stage, state.prd, state.approved, state.mapped) == ("review", "docs/prds/a.md", "a", True)

    def test_a_store_of_a_later_version_is_not_read(self, repo: Path, state_home: Home) -> None:
        store = Store.open(state_home.ensure().db)
        pipeline.move(store, place_of(str(repo)), "s1", {"stage": "review"}, now=1.0)
        assert stand(str(state_home.root), str(repo), "s1").stage == "review"
        with store.transaction() as db:
            db.execute(f"PRAGMA user_version = {max(glance.KNOWN_SCHEMAS) + 1}")
        store.close()
        assert stand(str(state_home.root), str(repo), "s1").stage is None

    def test_a_home_with_odd_characters_is_found(self, repo: Path, home: Path) -> None:
        odd = Home(home / "h o%m?e#ü")
        store = Store.open(odd.ensure().db)
        pipeline.move(store, place_of(str(repo)), "s1", {"stage": "review"}, now=1.0)
        store.close()
        assert stand(str(odd.root), str(repo), "s1").stage == "review"


def run(*words: str, stdin: str = "", session: str = "s1") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "codex_agent", *words],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_S,
        env={**os.environ, "CLAUDE_CODE_SESSION_ID": session},
    )


def said(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


class TestStageCommand:
    def test_works_without_a_store_and_starts_nobody(self, repo: Path, state_home: Home) -> None:
        write_prd(repo, "sso.md")
        found = said(run("stage", "Review the changes before I merge", "--json"))
        assert (found["ok"], found["stage"], found["next_command"]) == (True, "review", "codex-agent review")
        assert found["state"]["prds"] == ["sso"]
        assert {"rule", "stage", "weight", "words", "reason"} == set(found["evidence"][0])
        assert not state_home.root.exists()

    def test_says_in_words_what_speaks_for_it(self, repo: Path, state_home: Home) -> None:
        done = run("stage", "Review the changes before I merge")
        assert done.stdout.startswith("review  0.")
        assert '"review the changes" (asks for a judgement on changes)' in done.stdout
        assert done.stdout.endswith("Next: codex-agent review\n")

    def test_none_is_an_answer(self, repo: Path, state_home: Home) -> None:
        done = run("stage", "good morning")
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, "none")

    def test_reads_a_long_prompt_from_standard_input(self, repo: Path, state_home: Home) -> None:
        text = "Write tests for the importer.\n" + "2026-01-01 10:00:00 INFO row read\n" * 30_000
        assert said(run("stage", "-", "--json", stdin=text))["stage"] == "testing"

    def test_a_damaged_store_is_an_error_for_people(self, repo: Path, state_home: Home) -> None:
        state_home.ensure().db.write_bytes(b"no database" * 1000)
        done = run("stage", "review the changes")
        assert (done.returncode, done.stdout) == (1, "")
        assert "codex-agent health" in done.stderr


class TestPipelineCommand:
    def test_shows_nothing_without_a_store_and_makes_none(self, repo: Path, state_home: Home) -> None:
        done = run("pipeline")
        assert (done.returncode, done.stdout) == (0, "")
        assert "codex-agent pipeline set STAGE" in done.stderr
        assert said(run("pipeline", "--json"))["stage"] is None
        assert not state_home.root.exists()

    def test_moves_are_made_by_the_supervisor_and_seen_by_all(self, repo: Path, state_home: Home) -> None:
        write_plan(repo, "sso.md")
        assert said(run("pipeline", "set", "prd", "--json"))["stage"] == "prd"
        approved = said(run("pipeline", "approve", "--json"))
        assert (approved["prd"], approved["approval"]) == ("docs/prds/sso.md", "approved")
        assert approved["approved_at"]
        assert connecting.alive(state_home)
        shown = run("pipeline", session="another")
        assert shown.stdout.splitlines()[0] == "Stage: prd"
        assert "docs/prds/sso.md (approved " in shown.stdout
        assert "Next: codex-agent start --prd docs/prds/sso.md --phase 1" in shown.stdout
        assert "[pipeline] PRD approved: docs/prds/sso.md" in run("journal", "--here").stdout
        found = said(run("stage", "go ahead and build it", "--json", session="another"))
        assert (found["stage"], found["state"]["approved"]) == ("implementation", "sso")

    def test_the_phase_that_is_proposed_is_the_first_open_one_and_then_comes_review(
        self, repo: Path, state_home: Home
    ) -> None:
        def proposed(*done: bool) -> tuple[str, str]:
            write_plan(repo, "sso.md", *done)
            return (
                said(run("pipeline", "--json"))["next_command"],
                said(run("stage", "go ahead and build it", "--json"))["next_command"],
            )

        write_plan(repo, "sso.md", False, False)
        run("pipeline", "approve")
        run("pipeline", "set", "implementation")
        start = "codex-agent start --prd docs/prds/sso.md --phase"
        assert proposed(False, False) == (f"{start} 1",) * 2
        assert proposed(True, False) == (f"{start} 2",) * 2
        assert proposed(True, True) == ("codex-agent review --prd docs/prds/sso.md",) * 2

    def test_the_next_stage_is_proposed_at_once_when_this_one_is_over(self, repo: Path, state_home: Home) -> None:
        def steps() -> list[str]:
            return [line for line in run("pipeline").stdout.splitlines() if line.startswith(("Next: ", "Then: "))]

        write_plan(repo, "sso.md", False)
        run("pipeline", "set", "prd", "--prd", "docs/prds/sso.md")
        onward = "codex-agent pipeline set implementation"
        assert steps() == ["Next: codex-agent prd check docs/prds/sso.md", f"Then: {onward}"]
        run("pipeline", "approve")
        assert steps() == [f"Next: {onward}", "Next: codex-agent start --prd docs/prds/sso.md --phase 1"]
        shown = said(run("pipeline", "--json"))
        assert (shown["over"], shown["next_stage"]) == (True, "implementation")
        run("pipeline", "set", "testing")
        assert steps()[1] == "Then: codex-agent pipeline set none"
        assert said(run("pipeline", "--json"))["next_stage"] is None

    def test_a_stage_that_a_session_has_set_is_its_own_as_the_help_says(self, repo: Path, state_home: Home) -> None:
        run("pipeline", "set", "prd", session="one")
        assert said(run("pipeline", "--json", session="two"))["stage"] == "prd"
        run("pipeline", "set", "review", session="two")
        run("pipeline", "set", "testing", session="one")
        assert said(run("pipeline", "--json", session="two"))["stage"] == "review"
        assert "its stage is its own" in " ".join(run("pipeline", "--help").stdout.split())

    def test_a_review_is_of_what_agents_did_since_the_implementation_began(self, repo: Path, state_home: Home) -> None:
        def merged(onto: str, cwd: Path = repo) -> None:
            with store.transaction() as db:
                data = {"merged_onto": onto}
                write_journal(db, 1.0, "worktree", "merged into main", job="8abfab85", cwd=str(cwd), data=data)

        store = Store.open(state_home.ensure().db)
        try:
            merged("0" * 40)
            run("pipeline", "set", "review")
            assert said(run("pipeline", "--json"))["next_command"] == "codex-agent review"
            run("pipeline", "set", "implementation")
            run("pipeline", "set", "review")
            assert said(run("pipeline", "--json"))["next_command"] == "codex-agent review"
            run("pipeline", "set", "implementation")
            merged("a" * 40, repo / "sub")
            merged("b" * 40)
            merged("c" * 40, repo.parent)
            run("pipeline", "set", "review")
        finally:
            store.close()
        assert said(run("pipeline", "--json"))["next_command"] == f"codex-agent review --base {'a' * 12}"
        found = said(run("stage", "Review the changes before I merge", "--json"))
        assert found["next_command"] == f"codex-agent review --base {'a' * 12}"
        assert "merged_onto" not in found["state"]

    def test_ticked_boxes_keep_an_approval_and_other_edits_end_it(self, repo: Path, state_home: Home) -> None:
        path = write_plan(repo, "sso.md", False, False)
        run("pipeline", "set", "prd")
        run("pipeline", "approve")
        write_plan(repo, "sso.md", True, False)
        assert said(run("pipeline", "--json"))["approval"] == "approved"
        path.write_text(path.read_text() + "- [ ] also delete all users\n")
        edited = said(run("pipeline", "--json"))
        assert edited["approval"] == "edited"
        assert edited["next_command"] == "codex-agent prd check docs/prds/sso.md"
        assert "edited since it was approved" in run("pipeline").stdout
        assert "edited since the user approved it" in run("recover").stdout
        assert said(run("stage", "hello", "--json"))["state"]["approved"] is None
        path.unlink()
        assert said(run("pipeline", "--json"))["approval"] == "gone"
        assert "cannot be read any more" in run("pipeline").stdout
        assert said(run("stage", "hello", "--json"))["state"]["prd"] is None
        write_plan(repo, "sso.md", True, False)
        assert said(run("pipeline", "--json"))["approval"] == "approved"

    def test_a_start_says_when_nobody_approved_the_plan_as_it_is(
        self, repo: Path, state_home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(repo)
        path, options = write_plan(repo, "sso.md", False), StartOptions(prd="sso", phase=1)
        path.write_text(f"{path.read_text()}{REST}")
        (note,) = planning.phase(options, str(repo)).notices
        assert note.startswith("nobody has approved ")
        assert note.endswith("codex-agent pipeline approve docs/prds/sso.md")
        run("pipeline", "approve")
        assert planning.phase(options, str(repo)).notices == ()
        path.write_text(f"{path.read_text()}- One more\n")
        assert planning.phase(options, str(repo)).notices[0].startswith("there were edits since")

    def test_an_approval_is_still_there_after_a_look_at_another_prd(self, repo: Path, state_home: Home) -> None:
        write_plan(repo, "a.md")
        write_prd(repo, "b.md")
        run("pipeline", "approve", "a")
        assert said(run("pipeline", "set", "prd", "--prd", "b", "--json"))["approval"] == "none"
        back = said(run("pipeline", "set", "prd", "--prd", "docs/prds/a.md", "--json"))
        assert (back["approval"], back["approved_at"] is None) == ("approved", False)

    def test_the_only_prd_is_named_when_it_is_approved_without_a_name(self, repo: Path, state_home: Home) -> None:
        write_plan(repo, "sso.md")
        done = run("pipeline", "approve")
        assert done.stdout.splitlines()[0] == "Approved: docs/prds/sso.md"
        assert "docs/prds/sso.md is the only one here" in done.stderr

    def test_a_form_that_is_not_filled_in_is_approved_by_force_alone(self, repo: Path, state_home: Home) -> None:
        run("prd", "new", "sso")
        refused = run("pipeline", "approve", "sso")
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "docs/prds/sso.md:5: [fill in: what is broken or missing today" in refused.stderr
        assert "--force" in refused.stderr
        assert not state_home.lock.exists()
        told = json.loads(run("pipeline", "approve", "sso", "--json").stdout)
        assert (told["ok"], told["placeholders"][0]["line"]) == (False, 5)
        assert said(run("pipeline", "approve", "sso", "--force", "--json"))["approval"] == "approved"

    def test_approval_names_the_prd_if_there_are_several(self, repo: Path, state_home: Home) -> None:
        write_prd(repo, "a.md")
        write_prd(repo, "b.md")
        refused = run("pipeline", "approve")
        assert refused.returncode == Exit.USAGE
        assert "docs/prds/a.md, docs/prds/b.md" in refused.stderr
        assert said(run("pipeline", "approve", "docs/prds/b.md", "--json"))["prd"] == "docs/prds/b.md"
        assert said(run("pipeline", "approve", "--json"))["prd"] == "docs/prds/b.md"

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            (("set", "cooking"), Exit.USAGE),
            (("set",), Exit.USAGE),
            (("approve",), Exit.NOT_FOUND),
            (("approve", "docs/prds/none.md"), Exit.NOT_FOUND),
            (("cook",), Exit.USAGE),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_refused_before_anybody_is_started(
        self, repo: Path, state_home: Home, words: tuple[str, ...], code: Exit
    ) -> None:
        done = run("pipeline", *words)
        assert (done.returncode, done.stdout) == (code, "")
        assert not state_home.lock.exists()


class TestRecover:
    def test_with_nothing_there_it_says_so_and_makes_nothing(self, repo: Path, state_home: Home) -> None:
        done = run("recover")
        assert (done.returncode, done.stdout) == (0, "Nothing runs here, and the newest answers were all read.\n")
        assert not state_home.root.exists()

    def test_a_broken_store_is_an_error_for_people(self, repo: Path, state_home: Home) -> None:
        state_home.ensure().db.write_bytes(b"no database" * 1000)
        done = run("recover")
        assert (done.returncode, done.stdout) == (1, "")
        assert "state.db is damaged" in done.stderr

    def test_it_names_the_stage_the_prd_and_what_comes_next(self, repo: Path, state_home: Home) -> None:
        write_plan(repo, "sso.md", True, False)
        run("pipeline", "approve")
        run("pipeline", "set", "implementation")
        run("note", "--kind", "decision", "sessions stay in Redis")
        lines = run("recover", session="another").stdout.splitlines()
        assert lines[0] == "Stage: implementation. PRD: docs/prds/sso.md (approved by the user)"
        assert '- decision: "sessions stay in Redis"' in lines
        assert lines[-1] == "- codex-agent start --prd docs/prds/sso.md --phase 2 (for the stage)"

    def test_of_200_jobs_it_names_those_that_need_somebody(self, repo: Path, state_home: Home) -> None:
        store = Store.open(state_home.ensure().db)
        for number in range(200):
            job = f"{number:08x}"
            store.add_job(job, f"token-{job}", JobSpec(cwd=str(repo), prompt="task"), host="here", now=1.0)
            with store.change(job) as change:
                change.job_event(JobEvent.ADMITTED, at=1.0)
                change.turn_event(1, TurnEvent.STARTED, at=1.0)
                if number % 2:
                    change.turn_event(1, TurnEvent.COMPLETED, at=2.0)
        store.close()
        text = said(run("recover", "--json"))["brief"]
        assert len(text) <= 8000
        assert "Answered, unread (100)" in text
        assert "and 95 more to read" in text

    @pytest.mark.parametrize("command", ["recover", "jobs --here", "journal --here", "note --kind goal x"])
    def test_a_folder_that_is_gone_is_a_usage_error(self, repo: Path, state_home: Home, command: str) -> None:
        gone = repo / "gone"
        gone.mkdir()
        go = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
        done = subprocess.run(
            ["sh", "-c", go, "sh", gone, sys.executable, "-m", "codex_agent", *command.split()],
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT_S,
        )
        assert (done.returncode, "no longer exists" in done.stderr) == (Exit.USAGE, True)
