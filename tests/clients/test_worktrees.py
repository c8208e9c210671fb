"""Worktrees with real agents: started, merged, verified, removed; what the sandbox lets an agent do there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from codex_agent.demo.directive import compose
from codex_agent.demo.script import Gate, Text
from codex_agent.providers import get
from codex_agent.specs import JobSpec, Worktree

if TYPE_CHECKING:
    from fleet import Fleet

    from codex_agent.demo.server import ScriptedServer

LIMIT_S = 60


@pytest.fixture
def git(workspace: Path, client_env: dict[str, str]) -> Any:
    """Git as the user runs it, with an identity."""

    def run(*args: str, cwd: Path = workspace) -> str:
        done = subprocess.run(["git", *args], cwd=cwd, env=client_env, capture_output=True, text=True, check=True)
        return done.stdout.removesuffix("\n")

    run("config", "user.name", "Ada")
    run("config", "user.email", "ada@example.invalid")
    return run


def shell(*commands: str) -> str:
    return compose([{"shell": command} for command in commands])


def started(fleet: Fleet, prompt: str, *flags: str) -> tuple[str, Path]:
    """An agent in a worktree that has ended its turn, and the worktree."""
    job = fleet.start(prompt, "--worktree", *flags)
    assert fleet.run("await-turn", job).returncode == 0
    return job, Path(fleet.json("status", job)["job"]["worktree"]["path"])


def cleaned(fleet: Fleet, *jobs: str) -> dict[str, Any]:
    """What `clean` does once the clients of these jobs are gone; it passes over one that is just leaving."""
    assert fleet.run("kill", *jobs).returncode == 0  # of an ended job: returns when its client is gone
    return fleet.json("clean", "--days", "0")


def refused(fleet: Fleet, *arguments: str) -> dict[str, Any]:
    data = fleet.json(*arguments)
    assert data["ok"] is False
    assert data["error"]["hint"]
    return data["error"]


def worktrees(fleet: Fleet) -> list[str]:
    folder = fleet.home.worktrees_dir
    return sorted(os.listdir(folder)) if folder.exists() else []


class TestAnAgentInAWorktree:
    def test_works_there_and_its_work_comes_home(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        job, tree = started(fleet, shell("echo agent >> README.md; echo new > new.txt"), "--name", "Say it")
        assert not (workspace / "new.txt").exists()
        entry = fleet.json("status", job)["job"]
        assert entry["worktree"] == {
            "path": str(fleet.home.worktree(job)),
            "repo": str(workspace),
            "folder": str(workspace),
            "base": git("rev-parse", "HEAD"),
            "branch": f"codex-agent/{job}-say-it",
            "throwaway": False,
        }
        assert entry["cwd"] == str(tree)
        patch = fleet.run("diff", job)
        assert b"+agent" in patch.stdout
        assert b"changes not committed" in patch.stderr
        forked = fleet.run("fork", job, "say hello", "-w")
        assert forked.returncode == 0, forked.stderr
        assert (
            f"in the worktree of job {job}, {tree}: what it changes there goes with that job's"
            in forked.stderr.decode()
        )
        which = fleet.json("jobs")["jobs"][0]["id"]
        error = fleet.json("merge", which)["error"]
        assert (error["code"], error["hint"]) == ("no_worktree", f"codex-agent merge {job}")
        (change,) = fleet.json("diff", job, "--stat")["changes"]
        assert [file["path"] for file in change["files"]] == ["README.md", "new.txt"]
        before = git("rev-parse", "HEAD")
        done = fleet.run("merge", job)
        assert done.returncode == 0, done.stderr
        assert (workspace / "new.txt").read_text() == "new\n"
        assert git("log", "-1", "--format=%an: %s") == "Ada: Say it"
        assert git("status", "--porcelain") == ""
        fork = forked.stderr.decode().partition("Job started: ")[2][:8]
        refusal = fleet.json("delete", job)["error"]
        assert (refusal["code"], refusal["message"]) == ("in_use", f"fork {fork} works in the worktree of job {job}")
        assert refusal["hint"].startswith(f"codex-agent delete {fork} first")
        assert fleet.run("resume", fork, "still here", "-w").stdout == b"echo: still here\n"
        assert fleet.run("delete", fork).returncode == 0
        assert fleet.run("delete", job).returncode == 0
        assert worktrees(fleet) == []
        assert git("branch", "--list", "codex-agent/*") == ""
        (merged,) = (one for one in fleet.json("journal")["journal"] if one["text"].startswith("merged into"))
        assert merged["data"] == {"merged_onto": before}

    def test_sees_its_state_in_git_and_cannot_commit(self, fleet: Fleet, git: Any) -> None:
        """The worktree's `.git` is a file, and git's own folder lies outside: both are read-only for a sandboxed agent."""
        look = "echo new > new.txt; git status --short; git diff --stat HEAD; git log --oneline | cat; git rev-parse --show-toplevel"
        job, tree = started(
            fleet,
            shell(look, "git add -A || echo ADD-FAILED; git commit -qm x || echo COMMIT-FAILED; rm .git || echo KEPT"),
        )
        seen = fleet.run("output", job, "--clean").stdout.decode()
        for words in ("?? new.txt", str(tree), "ADD-FAILED", "COMMIT-FAILED", "KEPT", "Read-only file system"):
            assert words in seen
        assert git("rev-list", "--count", "--all") == "1"

    def test_stands_in_the_callers_sub_folder(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        (workspace / "sub").mkdir()
        job, tree = started(fleet, shell("echo x > here.txt"), "--dir", str(workspace / "sub"))
        assert (tree / "sub" / "here.txt").exists()
        assert fleet.json("jobs", "--here")["jobs"][0]["id"] == job

    def test_goes_on_in_a_later_turn_and_merges_again(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        job, _ = started(fleet, shell("echo 1 > a.txt"))
        assert fleet.json("merge", job)["merge"]["changed"] is True
        assert fleet.run("send", job, shell("echo 2 > b.txt")).returncode == 0
        assert fleet.run("await-turn", job).returncode == 0
        assert fleet.json("merge", job)["merge"]["files"] == ["b.txt"]
        assert fleet.json("merge", job)["merge"]["changed"] is False
        assert (workspace / "b.txt").read_text() == "2\n"

    def test_begins_where_base_says(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        first = git("rev-parse", "HEAD")
        git("commit", "--quiet", "--allow-empty", "--message", "Later")
        job, _ = started(fleet, "hello", "--base", "HEAD~1")
        assert fleet.json("status", job)["job"]["worktree"]["base"] == first

    def test_finds_the_files_that_the_configuration_names(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        (workspace / ".gitignore").write_text(".env\n")
        git("add", ".gitignore")
        git("commit", "--quiet", "--message", "Ignore")
        (workspace / ".env").write_text("KEY=1\n")
        fleet.env["CODEX_AGENT_WORKTREE_FILES"] = f".env{os.pathsep}nothing/**"
        _, tree = started(fleet, shell("cat .env > seen.txt"))
        assert (tree / "seen.txt").read_text() == "KEY=1\n"

    def test_may_be_interactive(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        job, tree = started(fleet, shell("echo live > live.txt"), "--interactive")
        assert (tree / "live.txt").exists()
        assert fleet.json("merge", job)["merge"]["files"] == ["live.txt"]
        assert refused(fleet, "delete", job)["code"] == "still_live"
        assert fleet.run("send", job, "/quit").returncode == 0
        assert fleet.run("delete", job).returncode == 0
        assert worktrees(fleet) == []

    def test_is_trusted_no_more_than_the_folder_for_which_it_stands(
        self, fleet: Fleet, workspace: Path, client_home: Path, git: Any
    ) -> None:
        _, tree = started(fleet, "hello")
        place = Worktree(path=str(tree), git_dir="", repo=str(workspace), folder=str(workspace), base="")
        spec = JobSpec(cwd=str(tree), worktree=place)
        assert get("openai").check(spec, fleet.env).trust
        with (client_home / ".codex" / "config.toml").open("a") as file:
            file.write(f'\n[projects."{workspace}"]\ntrust_level = "untrusted"\n')
        assert not get("openai").check(spec, fleet.env).trust


class TestARefusedStart:
    @pytest.mark.parametrize(
        ("flags", "code", "exit_code"),
        [
            (("--worktree", "--base", "nowhere"), "unknown_base", 2),
            (("--base", "HEAD"), "no_worktree", 2),
            (("--worktree", "-m", "no-such-model"), "unknown_model", 2),
            (("--worktree", "--dir", "/usr"), "no_repository", 2),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
    )
    def test_leaves_nothing(self, fleet: Fleet, flags: tuple[str, ...], code: str, exit_code: int, git: Any) -> None:
        done = fleet.run("start", *flags, "--json", "hello")
        assert (json.loads(done.stdout)["error"]["code"], done.returncode) == (code, exit_code)
        assert worktrees(fleet) == []
        assert git("branch", "--list", "codex-agent/*") == ""
        assert fleet.json("jobs", "--all")["jobs"] == []

    def test_is_told_by_a_dry_run_already(self, fleet: Fleet, git: Any) -> None:
        assert (
            refused(fleet, "start", "--dry-run", "--worktree", "--base", "nowhere", "hello")["code"] == "unknown_base"
        )
        assert fleet.json("start", "--dry-run", "--worktree", "hello")["job"]["worktree"] == {"base": None}
        assert worktrees(fleet) == []


class TestMerge:
    def test_is_refused_while_the_agent_works(self, fleet: Fleet, model_server: ScriptedServer, git: Any) -> None:
        gate = Gate(Text("done"))
        model_server.script = lambda request: gate
        job = fleet.start("hello", "--worktree")
        assert refused(fleet, "merge", job)["code"] == "still_working"
        gate.open()
        fleet.run("await-turn", job)
        assert fleet.json("merge", job)["merge"]["changed"] is False

    def test_on_conflict_changes_nothing(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        job, tree = started(fleet, shell("echo agent > README.md"))
        (workspace / "README.md").write_text("caller\n")
        git("commit", "--quiet", "--all", "--message", "Meanwhile")
        before = (git("for-each-ref"), git("status", "--porcelain"), git("status", "--porcelain", cwd=tree))
        error = refused(fleet, "merge", job)
        assert (error["code"], "README.md" in error["message"]) == ("conflict", True)
        assert (git("for-each-ref"), git("status", "--porcelain"), git("status", "--porcelain", cwd=tree)) == before

    def test_of_an_agent_without_a_worktree_says_so(self, fleet: Fleet, git: Any) -> None:
        job = fleet.start("hello", "-s", "read-only")
        fleet.run("await-turn", job)
        assert refused(fleet, "merge", job)["code"] == "no_worktree"

    def test_takes_the_users_message(self, fleet: Fleet, git: Any) -> None:
        job, _ = started(fleet, shell("echo x > x.txt"))
        assert fleet.run("merge", job, "-m", "feat: x\n\nWhy").returncode == 0
        assert git("log", "-1", "--format=%B") == "feat: x\n\nWhy\n"
        assert refused(fleet, "merge", job, "-m", " ")["code"] == "bad_message"

    def test_lets_no_turn_begin_meanwhile_and_a_killed_one_holds_nothing(
        self, fleet: Fleet, git: Any, tmp_path: Path
    ) -> None:
        """A merge that is in the middle of its git, which waits for the test."""
        job, _ = started(fleet, shell("echo x > x.txt"))
        gate, reached = tmp_path / "gate", tmp_path / "reached"
        os.mkfifo(gate)
        os.mkfifo(reached)
        fake = tmp_path / "bin" / "git"
        fake.parent.mkdir()
        real = subprocess.check_output(["sh", "-c", "command -v git"], text=True).strip()
        fake.write_text(f'#!/bin/sh\ncase "$*" in *write-tree*) : > {reached}; : < {gate};; esac\nexec {real} "$@"\n')
        fake.chmod(0o755)
        path = fleet.env["PATH"]
        fleet.env["PATH"] = f"{fake.parent}:{path}"
        merge = fleet.popen("merge", job)
        fleet.env["PATH"] = path
        reached.read_bytes()
        assert refused(fleet, "send", job, "more")["code"] == "reserved"
        assert refused(fleet, "delete", job)["code"] == "reserved"
        merge.send_signal(signal.SIGKILL)
        merge.communicate()
        gate.write_bytes(b"")
        deadline = time.monotonic() + LIMIT_S
        while fleet.run("send", job, "more").returncode:  # the hang-up is seen by the supervisor in its own time
            assert time.monotonic() < deadline
        assert fleet.run("await-turn", job).returncode == 0
        assert fleet.json("merge", job)["merge"]["files"] == ["x.txt"]


class TestRemoval:
    def test_keeps_work_that_is_nowhere_else(self, fleet: Fleet, git: Any) -> None:
        job, tree = started(fleet, shell("echo x > x.txt"))
        error = refused(fleet, "delete", job)
        assert (error["code"], "x.txt" in error["message"]) == ("unmerged", True)
        clean = cleaned(fleet, job)
        assert (clean["deleted"], [kept["id"] for kept in clean["kept"]]) == ([], [job])
        assert (tree / "x.txt").exists()
        assert fleet.run("kill", job).returncode == 0
        assert (tree / "x.txt").exists()
        assert fleet.run("delete", job, "--force").returncode == 0
        assert worktrees(fleet) == []

    def test_by_clean_takes_merged_and_untouched_ones(self, fleet: Fleet, git: Any) -> None:
        merged, _ = started(fleet, shell("echo x > x.txt"))
        fleet.run("merge", merged)
        untouched, _ = started(fleet, "hello")
        assert sorted(cleaned(fleet, merged, untouched)["deleted"]) == sorted([merged, untouched])
        assert worktrees(fleet) == []
        assert git("worktree", "list").count("\n") == 0

    def test_names_what_git_ignored(self, fleet: Fleet, git: Any) -> None:
        by_name, by_json = (
            started(fleet, shell("echo '*' > .gitignore; mkdir built; echo 1 > built/x; echo 2 > own.env"))[0]
            for _ in range(2)
        )
        said = fleet.run("delete", by_name)
        assert said.returncode == 0, said.stderr
        assert f"Gone with the worktree of {by_name}, as git ignores it: " in said.stderr.decode()
        gone = cleaned(fleet, by_json)
        assert sorted(gone["ignored"][by_json]) == [".gitignore", "built/", "own.env"]

    def test_of_a_commit_by_force_keeps_the_branch_and_says_so(self, fleet: Fleet, git: Any) -> None:
        job, tree = started(fleet, "hello")
        git("commit", "--quiet", "--allow-empty", "--message", "By hand", cwd=tree)
        branch = f"codex-agent/{job}-hello"
        assert fleet.json("delete", job, "--force")["branches"] == [branch]
        assert git("log", "-1", "--format=%s", branch) == "By hand"


class TestAVerifier:
    def test_stands_in_a_copy_of_the_tree_as_it_is(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        (workspace / "README.md").write_text("not committed\n")
        (workspace / "untracked.txt").write_text("untracked\n")
        git("stash", "list")
        before = (git("status", "--porcelain"), (workspace / ".git" / "index").read_bytes())
        job = fleet.start(
            shell("cat README.md untracked.txt; echo broken > README.md; git diff --stat | cat"), "--role", "verifier"
        )
        assert fleet.run("await-turn", job).returncode == 0
        seen = fleet.run("output", job, "--clean").stdout.decode()
        assert "not committed" in seen
        assert "untracked" in seen
        assert (workspace / "README.md").read_text() == "not committed\n"
        assert (git("status", "--porcelain"), (workspace / ".git" / "index").read_bytes()) == before
        assert fleet.json("status", job)["job"]["worktree"]["throwaway"] is True
        assert refused(fleet, "merge", job)["code"] == "throwaway"
        forked = fleet.run("fork", job, "-w", "more")
        assert b"nothing that it changes there is merged" in forked.stderr
        assert fleet.run("delete", forked.stderr.decode().partition("Job started: ")[2][:8]).returncode == 0
        (change,) = fleet.json("diff", job)["changes"]
        assert [file["path"] for file in change["files"]] == ["README.md"]
        assert fleet.run("delete", job).returncode == 0
        assert worktrees(fleet) == []
        assert git("worktree", "list").count("\n") == 0


class TestDiff:
    def test_of_a_session_shows_every_agent_and_who_met_whom(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        flags = ("--parent-session", "s1")
        first, _ = started(fleet, shell("echo 1 > shared.txt; echo 1 > one.txt"), *flags, "--name", "W1")
        second, _ = started(fleet, shell("echo 2 > shared.txt"), *flags)
        patch = "*** Begin Patch\n*** Add File: third.txt\n+third\n*** End Patch\n"
        third = fleet.start(compose([{"patch": patch}]), *flags)
        fleet.run("await-turn", third)
        started(fleet, shell("echo 4 > other.txt"), "--parent-session", "s2")
        data = fleet.json("diff", "--session", "s1")
        assert [change["job"] for change in data["changes"]] == [first, second, third]
        assert [change["source"] for change in data["changes"]] == ["worktree", "worktree", "reported"]
        assert data["shared"] == {"shared.txt": [first, second]}
        assert "+third" in data["changes"][2]["diff"]
        done = fleet.run("diff", "--session", "s1", "--stat")
        assert done.stdout.count(b"===") == 6
        assert b"other.txt" not in done.stdout
        assert b"shared.txt" in done.stderr
        assert fleet.run("diff", "--session", "nobody").returncode == 3

    def test_of_an_agent_without_a_worktree_says_what_it_is(self, fleet: Fleet, workspace: Path, git: Any) -> None:
        patch = "*** Begin Patch\n*** Update File: README.md\n@@\n-# Sample\n+# Changed\n*** End Patch\n"
        job = fleet.start(compose([{"patch": patch}, {"shell": "echo x > by-shell.txt"}]))
        fleet.run("await-turn", job)
        done = fleet.run("diff", job)
        assert b"+# Changed" in done.stdout
        assert b"by-shell.txt" not in done.stdout
        assert b"no worktree" in done.stderr

    def test_of_a_worktree_that_is_gone_shows_its_branch(self, fleet: Fleet, git: Any) -> None:
        job, tree = started(fleet, shell("echo x > x.txt"))
        git("add", "--all", cwd=tree)
        git("commit", "--quiet", "--message", "x", cwd=tree)
        git("worktree", "remove", str(tree))
        (change,) = fleet.json("diff", job)["changes"]
        assert (change["source"], change["commits"]) == ("branch", 1)

    def test_needs_one_thing_to_show(self, fleet: Fleet) -> None:
        assert fleet.run("diff").returncode == 2
        assert fleet.run("diff", "abcd", "--session", "x").returncode == 2


def test_starts_survive_supervisors_that_die_and_leave_no_worktree_behind(fleet: Fleet, git: Any) -> None:
    """Each start ends with one job and one worktree, or with an error and none, whatever dies meanwhile."""
    with fleet.mortal_supervisors(0.05, 0.6) as killed:
        jobs = [fleet.start("hello", "--worktree") for _ in range(6)]
    assert killed
    for job in jobs:
        fleet.run("await-turn", job)
    deadline = time.monotonic() + LIMIT_S
    while sorted(path for path in worktrees(fleet) if "." not in path) != sorted(jobs):  # leftovers, as below
        assert time.monotonic() < deadline, (worktrees(fleet), jobs)
        fleet.run("jobs")
    fleet.signal_supervisor(signal.SIGKILL)
    fleet.run("jobs")
    for job in jobs:
        assert fleet.run("delete", job).returncode == 0
    deadline = time.monotonic() + LIMIT_S
    while worktrees(fleet):  # leftovers are cleared in the background
        assert time.monotonic() < deadline
        fleet.run("delete", jobs[0])
    assert git("worktree", "list").count("\n") == 0
    assert git("branch", "--list", "codex-agent/*") == ""
