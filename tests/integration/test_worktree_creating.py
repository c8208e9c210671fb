"""Worktrees on real repositories: where each kind begins, what is carried, and that nothing half-made stays."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from codex_agent.errors import AgentError, Exit
from codex_agent.worktrees import checkout, creating
from codex_agent.worktrees.creating import Wish, branch_name

JOB = "0123abcd"


def refused(repo, folder: Path | None = None, **wish) -> AgentError:
    with pytest.raises(AgentError) as error:
        repo.make(folder=folder, **wish)
    assert error.value.hint
    assert not repo.home.worktrees_dir.exists() or list(repo.home.worktrees_dir.iterdir()) == []
    return error.value


class TestAWorktree:
    def test_is_a_branch_of_its_own_from_the_commit_that_is_checked_out(self, repo) -> None:
        made = repo.make(label="Fix the parser, quickly!")
        tree = made.worktree
        assert tree.path == made.cwd == str(repo.home.worktree(JOB))
        assert tree.branch == f"codex-agent/{JOB}-fix-the-parser-quickly"
        assert repo.git("symbolic-ref", "--short", "HEAD", cwd=Path(tree.path)) == tree.branch
        assert tree.base == repo.git("rev-parse", "HEAD", cwd=Path(tree.path)) == repo.git("rev-parse", "main")
        assert (tree.repo, tree.folder) == (str(repo.top), str(repo.top))
        assert Path(tree.path, "a.txt").read_text() == "one\ntwo\nthree\n"
        assert repo.git("status", "--porcelain", cwd=Path(tree.path)) == ""
        assert made.notices == ()

    def test_leaves_the_caller_as_it_was(self, repo) -> None:
        repo.write(repo.top / "a.txt", "changed\n")
        repo.write(repo.top / "new.txt", "new\n")
        before = repo.facts()
        repo.worktree()
        after = repo.facts()
        assert before.pop("refs") in after.pop("refs")
        assert after == before

    @pytest.mark.parametrize("base", ["main~1", "v1", "side", "HEAD^{/Start}"])
    def test_begins_where_base_says(self, repo, base: str) -> None:
        first = repo.git("rev-parse", "HEAD")
        repo.git("tag", "v1")
        repo.git("branch", "side")
        repo.write(repo.top / "later.txt", "later\n")
        repo.commit("Later")
        tree = repo.worktree(base=base)
        assert tree.base == first
        assert not Path(tree.path, "later.txt").exists()

    def test_stands_in_the_folder_in_which_the_caller_stood(self, repo) -> None:
        made = repo.make(folder=repo.top / "sub")
        assert made.cwd == str(repo.home.worktree(JOB) / "sub")
        assert made.worktree.folder == str(repo.top / "sub")

    def test_makes_that_folder_where_the_commit_has_none(self, repo) -> None:
        (repo.top / "fresh" / "deep").mkdir(parents=True)
        made = repo.make(folder=repo.top / "fresh" / "deep")
        assert os.listdir(made.cwd) == []

    def test_never_stands_outside_of_itself(self, repo) -> None:
        (repo.top / "link").symlink_to(repo.root)
        repo.commit("A link")
        (repo.top / "link").unlink()
        (repo.top / "link").mkdir()
        assert refused(repo, repo.top / "link").code == "no_folder"
        (repo.top / "link" / "more").mkdir()
        assert refused(repo, repo.top / "link" / "more").code == "no_folder"
        assert not (repo.root / "more").exists()

    def test_is_refused_where_a_file_has_the_folders_name(self, repo) -> None:
        (repo.top / "a.txt").unlink()
        (repo.top / "a.txt").mkdir()
        assert refused(repo, repo.top / "a.txt").code == "no_folder"
        assert repo.git("branch", "--list", "codex-agent/*") == ""

    def test_says_that_uncommitted_changes_stay_behind(self, repo) -> None:
        repo.write(repo.top / "a.txt", "changed\n")
        (notice,) = repo.make().notices
        assert "a.txt" in notice

    def test_works_in_a_path_with_spaces_and_accents(self, repo) -> None:
        place = repo.root / "my  répo's $HOME `x`"
        shutil.move(repo.top, place)
        (place / "sub dir").mkdir()
        repo.write(place / "sub dir" / "é .txt", "x")
        repo.commit("Names", cwd=place)
        made = repo.make(folder=place / "sub dir")
        assert Path(made.cwd, "é .txt").read_text() == "x"
        assert made.worktree.repo == str(place)

    def test_works_from_a_detached_head(self, repo) -> None:
        repo.git("switch", "--quiet", "--detach")
        assert repo.worktree().base == repo.git("rev-parse", "main")

    def test_works_from_a_linked_worktree_and_belongs_to_it(self, repo) -> None:
        linked = repo.root / "linked"
        repo.git("worktree", "add", "--quiet", "-b", "side", str(linked))
        head = repo.commit("On the side", cwd=linked)
        tree = repo.worktree(folder=linked)
        assert (tree.repo, tree.base) == (str(linked), head)
        assert Path(tree.git_dir).parents[1] == repo.top / ".git"

    def test_works_from_a_worktree_of_a_bare_repository(self, repo) -> None:
        bare, linked = repo.root / "bare.git", repo.root / "linked"
        repo.git("clone", "--quiet", "--bare", str(repo.top), str(bare))
        repo.git("worktree", "add", "--quiet", str(linked), "main", cwd=bare)
        assert repo.worktree(folder=linked).repo == str(linked)

    def test_says_that_submodules_are_empty(self, repo) -> None:
        repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.top), "inner")
        repo.commit("A submodule")
        made = repo.make()
        assert "submodule" in made.notices[-1]
        assert os.listdir(Path(made.cwd, "inner")) == []

    def test_is_not_reached_by_the_variables_of_a_hook(self, repo, tmp_path: Path) -> None:
        repo.env |= {"GIT_DIR": str(tmp_path / "none"), "GIT_INDEX_FILE": str(tmp_path / "index"), "GIT_PREFIX": "x/"}
        made = repo.make()
        assert Path(made.cwd, "a.txt").exists()
        assert not (tmp_path / "index").exists()

    def test_runs_no_hook(self, repo) -> None:
        hook = repo.top / ".git" / "hooks" / "post-checkout"
        repo.write(hook, f"#!/bin/sh\ntouch {repo.root}/ran\n")
        hook.chmod(0o755)
        repo.git("config", "core.fsmonitor", f"touch {repo.root}/ran; false")
        repo.make()
        assert not (repo.root / "ran").exists()


class TestARefusal:
    def test_outside_of_a_repository_is_a_usage_error(self, repo) -> None:
        error = refused(repo, repo.root)
        assert (error.code, error.exit_code) == ("no_repository", Exit.USAGE)

    def test_of_a_repository_without_commits_says_so(self, repo) -> None:
        empty = repo.root / "empty"
        repo.git("init", "--quiet", str(empty), cwd=repo.root)
        error = refused(repo, empty)
        assert (error.code, error.exit_code) == ("no_commit", Exit.REFUSED)
        assert "git commit" in error.hint

    def test_of_a_bare_repository_points_to_its_worktrees(self, repo) -> None:
        bare = repo.root / "bare.git"
        repo.git("init", "--quiet", "--bare", str(bare), cwd=repo.root)
        assert refused(repo, bare).code == "bare_repository"

    def test_inside_of_gits_own_folder(self, repo) -> None:
        assert refused(repo, repo.top / ".git").code == "inside_git_dir"

    @pytest.mark.parametrize("base", ["nowhere", "--help", "-", "", "HEAD:a.txt"])
    def test_of_a_base_that_is_no_commit(self, repo, base: str) -> None:
        error = refused(repo, base=base)
        assert (error.code, error.exit_code) == ("unknown_base", Exit.USAGE)

    def test_where_a_branch_stands_in_the_way_leaves_everything_as_it_was(self, repo) -> None:
        repo.git("branch", "codex-agent")
        before = repo.facts()
        assert "codex-agent" in refused(repo).message
        assert repo.facts() == before
        assert repo.git("worktree", "list").count("\n") == 0

    def test_without_git_says_what_to_install(self, repo, tmp_path: Path) -> None:
        repo.env["PATH"] = str(tmp_path)
        assert refused(repo).code == "no_git"

    def test_of_a_full_disk_leaves_nothing(self, repo, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        plan = creating.plan(repo.top, Wish(), (), repo.env)
        monkeypatch.setattr(creating.setup_files, "copy", full)
        with pytest.raises(OSError, match="No space"):
            creating.create(plan, repo.home, JOB, "")
        assert os.listdir(repo.home.worktrees_dir) == []
        assert repo.git("branch", "--list", "codex-agent/*") == ""
        assert repo.git("worktree", "list").count("\n") == 0


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Fix the parser", "-fix-the-parser"),
        ("  Čeština & más! ", "-cestina-mas"),
        ("日本語", ""),
        ("", ""),
        ("a" * 50, "-" + "a" * 32),
        ("one two three four five six seven eight", "-one-two-three-four-five-six"),
        ("../../etc/passwd; rm -rf ~", "-etc-passwd-rm-rf"),
        ("x.lock", "-x-lock"),
    ],
)
def test_a_branch_is_named_after_the_task(repo, label: str, slug: str) -> None:
    name = branch_name(JOB, label)
    assert name == f"codex-agent/{JOB}{slug}"
    repo.git("check-ref-format", "--branch", name)


class TestSetupFiles:
    def test_are_copied_by_glob_and_nothing_else_is(self, repo) -> None:
        repo.write(repo.top / ".gitignore", ".env\nnode_modules/\n")
        repo.commit("Ignore")
        for name in (".env", "sub/.env", "node_modules/.bin/tool", "node_modules/pkg/index.js", "other.txt"):
            repo.write(repo.top / name, name)
        (repo.top / "node_modules/.bin/tool").chmod(0o755)
        (repo.top / "node_modules/.bin/link").symlink_to("../pkg/index.js")
        made = repo.make(patterns=(".env", "**/.bin", "a.txt"))
        top = Path(made.cwd)
        copied = sorted(str(path.relative_to(top)) for path in top.rglob("*") if not path.is_dir() or path.is_symlink())
        assert copied == sorted(
            [".env", ".git", ".gitignore", "a.txt", "node_modules/.bin/link", "node_modules/.bin/tool", "sub/b.txt"]
        )
        assert os.access(top / "node_modules/.bin/tool", os.X_OK)
        assert os.readlink(top / "node_modules/.bin/link") == "../pkg/index.js"
        assert made.worktree.setup == ()

    def test_that_git_does_not_ignore_are_known_as_no_work_of_the_agent(self, repo) -> None:
        repo.write(repo.top / "local.conf", "mine")
        assert [name for name, _ in repo.worktree(patterns=("local.conf",)).setup] == ["local.conf"]

    @pytest.mark.parametrize("pattern", ["../x", "/etc/passwd", "sub/../../x", ":(top)x"])
    def test_that_lead_out_are_a_usage_error(self, repo, pattern: str) -> None:
        assert refused(repo, patterns=(pattern,)).code == "bad_config"

    def test_never_land_outside_through_a_link_of_the_commit(self, repo) -> None:
        outside = repo.root / "outside"
        outside.mkdir()
        (repo.top / "conf").symlink_to(outside)
        repo.commit("A link")
        (repo.top / "conf").unlink()
        repo.write(repo.top / "conf" / "x.ignored", "x")
        made = repo.make(patterns=("conf",))
        assert os.listdir(outside) == []
        assert "conf/x.ignored" in made.notices[-1]

    def test_without_a_match_are_no_error(self, repo) -> None:
        assert repo.make(patterns=("nothing/**",)).notices == ()


class TestAThrowAwayCopy:
    def dirty(self, repo) -> None:
        repo.write(repo.top / "a.txt", "changed\n")
        repo.write(repo.top / "staged.txt", "staged\n")
        repo.git("add", "staged.txt")
        repo.write(repo.top / "sub" / "new file.txt", "new\n")
        repo.write(repo.top / "x.ignored", "ignored\n")
        (repo.top / "sub" / "b.txt").unlink()
        (repo.top / "run.sh").write_text("#!/bin/sh\n")
        (repo.top / "run.sh").chmod(0o755)
        (repo.top / "link").symlink_to("a.txt")

    def files(self, top: Path) -> dict[str, object]:
        return {
            str(path.relative_to(top)): os.readlink(path) if path.is_symlink() else (path.read_bytes(), path.stat().st_mode & 0o100)
            for path in top.rglob("*")
            if (path.is_symlink() or path.is_file()) and path.relative_to(top).parts[0] != ".git"
        }  # fmt: skip

    def test_has_the_working_tree_as_it_is_without_touching_it(self, repo) -> None:
        self.dirty(repo)
        repo.git("stash", "push", "--quiet", "--", "staged.txt")
        before, files = repo.facts(), self.files(repo.top)
        del files["x.ignored"]
        made = repo.make(throwaway=True)
        assert self.files(Path(made.cwd)) == files
        assert repo.facts() == before
        assert made.worktree.branch is None

    def test_shows_the_changes_as_changes(self, repo) -> None:
        self.dirty(repo)
        top = Path(repo.worktree(throwaway=True).path)
        status = repo.git("status", "--porcelain", "--untracked-files=all", cwd=top).splitlines()
        assert sorted(line[3:].strip('"') for line in status) == [
            *("a.txt", "link", "run.sh", "staged.txt", "sub/b.txt", "sub/new file.txt"),
        ]
        assert repo.git("rev-parse", "HEAD", cwd=top) == repo.git("rev-parse", "main")

    def test_works_before_the_first_commit(self, repo) -> None:
        empty = repo.root / "empty"
        repo.git("init", "--quiet", str(empty), cwd=repo.root)
        repo.write(empty / "draft.txt", "draft")
        made = repo.make(throwaway=True, folder=empty)
        assert Path(made.cwd, "draft.txt").read_text() == "draft"

    def test_works_in_the_middle_of_a_conflict(self, repo) -> None:
        repo.git("switch", "--quiet", "-c", "side")
        repo.write(repo.top / "a.txt", "side\n")
        repo.commit("Side")
        repo.git("switch", "--quiet", "main")
        repo.write(repo.top / "a.txt", "main\n")
        repo.commit("Main")
        repo.git("merge", "side", ok=False)
        before = repo.facts()
        made = repo.make(throwaway=True)
        assert "<<<<<<<" in Path(made.cwd, "a.txt").read_text()
        assert repo.facts() == before

    def test_sees_what_a_person_told_git_not_to_look_at(self, repo) -> None:
        repo.git("update-index", "--assume-unchanged", "a.txt")
        repo.git("update-index", "--skip-worktree", "sub/b.txt")
        repo.write(repo.top / "a.txt", "hidden\n")
        repo.write(repo.top / "sub" / "b.txt", "hidden too\n")
        top = Path(repo.worktree(throwaway=True).path)
        assert (top / "a.txt").read_text() + (top / "sub" / "b.txt").read_text() == "hidden\nhidden too\n"
        assert repo.git("ls-files", "-v").splitlines() == ["H .gitignore", "h a.txt", "S sub/b.txt"]

    def test_is_kept_whole_by_gits_collector(self, repo) -> None:
        self.dirty(repo)
        tree = repo.worktree(throwaway=True)
        repo.git("gc", "--quiet", "--prune=now")
        assert repo.git("cat-file", "-t", tree.base) == "commit"

    def test_does_not_carry_our_own_state_folder_or_inner_repositories(self, repo) -> None:
        repo.git("init", "--quiet", str(repo.top / "inner"))
        repo.commit("x", cwd=repo.top / "inner")
        repo.home = type(repo.home)(repo.top / ".state").ensure()
        repo.write(repo.home.root / "state.db", "private")
        made = repo.make(throwaway=True)
        assert not Path(made.cwd, ".state").exists()
        assert not Path(made.cwd, "inner").exists()
        assert made.notices == ("repositories inside it are not carried over: inner",)

    def test_has_no_base(self, repo) -> None:
        assert refused(repo, throwaway=True, base="main").exit_code == Exit.USAGE


def test_many_at_once_do_not_disturb_each_other(repo) -> None:
    jobs = [f"{number:08x}" for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(repo.make, jobs))
    assert {one.worktree.branch for one in made} == {f"codex-agent/{job}-fix-it" for job in jobs}
    assert repo.git("worktree", "list").count("\n") == 16


def test_a_record_is_made_while_nobody_else_of_us_is_at_it(repo) -> None:
    """Git dies of a record of another worktree that is only half there."""
    with checkout.alone(repo.top / ".git"):
        made = threading.Thread(target=repo.make)
        made.start()
        made.join(0.3)
        assert made.is_alive()
    made.join()
    assert repo.home.worktree(JOB).is_dir()


SLOW_GIT = """#!/bin/sh
case "$*" in *"{command}"*) : > {started}; {before}
  {git} "$@"; code=$?; {after}; exit $code;; esac
exec {git} "$@"
"""
CREATE = """
import json, sys
from pathlib import Path
from codex_agent.paths import Home
from codex_agent.worktrees import checkout, creating
facts = json.loads(sys.argv[1])
plan = creating.plan(Path(facts["top"]), creating.Wish(throwaway=facts["throwaway"]), (), facts["env"])
creating.create(plan, Home(Path(facts["home"])), facts["job"], "Fix it")
"""


@pytest.mark.parametrize("throwaway", [False, True], ids=["branch", "throw-away"])
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("command", ["worktree add", "reset --quiet --hard"])
class TestAKilledCreation:
    def killed(self, repo, tmp_path: Path, command: str, moment: str, *, throwaway: bool) -> Path:
        """Killed while git is at work, which goes on; returns the pipe on which that git waits."""
        started, gate = tmp_path / "started", tmp_path / "gate"
        os.mkfifo(started)
        os.mkfifo(gate)
        waits = {"before": ":", "after": ":", moment: f": < {gate}"}
        fake = tmp_path / "bin" / "git"
        repo.write(fake, SLOW_GIT.format(command=command, git=shutil.which("git"), started=started, **waits))
        fake.chmod(0o755)
        env = repo.env | {"PATH": f"{fake.parent}:{repo.env['PATH']}"}
        facts = {"top": str(repo.top), "env": env, "home": str(repo.home.root), "job": JOB, "throwaway": throwaway}
        process = subprocess.Popen([sys.executable, "-c", CREATE, json.dumps(facts)])
        started.read_bytes()
        process.send_signal(signal.SIGKILL)
        process.wait()
        return gate

    def test_leaves_nothing_once_it_is_cleared_up(
        self, repo, tmp_path: Path, command: str, moment: str, throwaway: bool
    ) -> None:
        before = repo.facts()
        gate = self.killed(repo, tmp_path, command, moment, throwaway=throwaway)
        cleared = threading.Thread(target=creating.abandon, args=(repo.home, JOB, repo.env))
        cleared.start()
        cleared.join(0.3)
        assert cleared.is_alive()
        gate.write_bytes(b"")  # git goes on; who clears up has waited for it
        cleared.join()
        assert os.listdir(repo.home.worktrees_dir) == []
        assert repo.facts() == before
        assert os.listdir(repo.top / ".git" / "worktrees") == [] if (repo.top / ".git" / "worktrees").exists() else True


def test_a_git_that_was_killed_itself_leaves_nothing_either(repo) -> None:
    """At any of its steps: its record without a place, with one, or locked as it does while it works."""
    before = repo.facts()
    for files in ((), ("locked",), ("locked", "gitdir"), ("locked", "gitdir", "HEAD", "commondir")):
        record = repo.top / ".git" / "worktrees" / JOB
        record.mkdir(parents=True)
        text = {"gitdir": f"{repo.home.worktree(JOB)}/.git\n", "HEAD": "ref: refs/heads/x\n", "commondir": "../..\n"}
        for name in files:
            repo.write(record / name, text.get(name, "initializing"))
        repo.write(repo.home.worktree(JOB) / "half.txt", "half")
        facts = {"common_dir": str(repo.top / ".git"), "branch": "codex-agent/x", "base": repo.git("rev-parse", "main")}
        repo.write(repo.home.worktree_marker(JOB), json.dumps(facts))
        assert creating.abandon(repo.home, JOB, repo.env)
        assert not record.exists()
        assert os.listdir(repo.home.worktrees_dir) == []
    assert repo.facts() == before


def test_a_branch_that_has_moved_is_not_taken_away_with_what_was_half_made(repo) -> None:
    tree = repo.worktree()
    moved = repo.commit("By a person", cwd=Path(tree.path))
    facts = {"common_dir": str(repo.top / ".git"), "branch": tree.branch, "base": tree.base}
    repo.write(repo.home.worktree_marker(JOB), json.dumps(facts))
    creating.abandon(repo.home, JOB, repo.env)
    assert repo.git("rev-parse", str(tree.branch)) == moved


def test_nothing_is_cleared_up_without_a_marker(repo) -> None:
    tree = repo.worktree()
    assert not creating.abandon(repo.home, JOB, repo.env)
    assert Path(tree.path, "a.txt").exists()
