"""Removing worktrees: never a commit, never an uncommitted line, unless it was asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codex_agent.errors import AgentError
from codex_agent.worktrees import merging, removing
from codex_agent.worktrees.removing import Removed

JOB = "0123abcd"


def remove(repo, tree, *, force: bool = False) -> Removed:
    return removing.remove(repo.home, JOB, tree, repo.env, force=force)


def kept(repo, tree, *words: str) -> None:
    """Refused, with these words, and everything is still there."""
    before = sorted(Path(tree.path).rglob("*"))
    with pytest.raises(AgentError) as error:
        remove(repo, tree)
    assert error.value.code == "unmerged"
    for word in words:
        assert word in error.value.message
    assert sorted(Path(tree.path).rglob("*")) == before
    assert tree.path in repo.git("worktree", "list")


def gone(repo, tree) -> bool:
    return os.listdir(repo.home.worktrees_dir) == [] and tree.path not in repo.git("worktree", "list")


class TestGoes:
    def test_an_untouched_worktree_with_its_branch(self, repo) -> None:
        tree = repo.worktree()
        before = repo.facts()
        before.pop("refs")
        assert remove(repo, tree).kept_branch is None
        assert gone(repo, tree)
        assert repo.git("branch", "--list") == "* main"
        after = repo.facts()
        after.pop("refs")
        assert after == before

    def test_a_merged_one_with_its_branch(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        merging.merge(tree, "x", repo.env)
        assert remove(repo, tree).kept_branch is None
        assert gone(repo, tree)
        assert repo.git("branch", "--list") == "* main"
        assert (repo.top / "a.txt").read_text() == "agent\n"

    @pytest.mark.parametrize("where", ["branch", "tag", "remote", "detached"])
    def test_one_whose_commits_something_else_has(self, repo, where: str) -> None:
        tree = repo.worktree()
        head = repo.commit("By hand", cwd=Path(tree.path))
        commands = {
            "branch": ("branch", "saved", head),
            "tag": ("tag", "saved", head),
            "remote": ("update-ref", "refs/remotes/origin/x", head),
            "detached": ("switch", "--quiet", "--detach", head),
        }
        repo.git(*commands[where])
        assert remove(repo, tree).kept_branch is None
        assert gone(repo, tree)
        assert repo.git("cat-file", "-t", head) == "commit"

    def test_what_git_ignores(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "x.ignored"), "built\n")
        locked = Path(tree.path, "cache.ignored")
        repo.write(locked / "deep" / "file", "x")
        (locked / "deep").chmod(0o555)
        locked.chmod(0o555)
        assert sorted(remove(repo, tree).ignored) == ["cache.ignored/", "x.ignored"]
        assert gone(repo, tree)

    def test_ignored_setup_files_without_a_word_unless_they_were_changed(self, repo) -> None:
        for name in ("same.ignored", "changed.ignored"):
            repo.write(repo.top / name, "mine\n")
        tree = repo.worktree(patterns=("*.ignored",))
        repo.write(Path(tree.path, "changed.ignored"), "the agent's\n")
        assert remove(repo, tree).ignored == ("changed.ignored",)

    def test_setup_files_as_they_were_copied(self, repo) -> None:
        repo.write(repo.top / "local.conf", "mine\n")
        tree = repo.worktree(patterns=("local.conf",))
        remove(repo, tree)
        assert gone(repo, tree)

    def test_a_throw_away_copy_whatever_is_in_it(self, repo) -> None:
        repo.write(repo.top / "a.txt", "mine\n")
        tree = repo.worktree(throwaway=True)
        repo.write(Path(tree.path, "a.txt"), "verifier\n")
        repo.commit("By the verifier", cwd=Path(tree.path))
        repo.write(Path(tree.path, "x.ignored"), "built\n")
        assert remove(repo, tree).ignored == ()
        assert gone(repo, tree)
        assert (repo.top / "a.txt").read_text() == "mine\n"

    def test_one_whose_folder_a_person_removed_and_its_commits_stay(self, repo) -> None:
        tree = repo.worktree()
        head = repo.commit("By hand", cwd=Path(tree.path))
        os.rename(tree.path, repo.root / "moved away")
        assert remove(repo, tree).kept_branch == tree.branch
        assert gone(repo, tree)
        assert repo.git("rev-parse", tree.branch) == head

    def test_twice_without_harm(self, repo) -> None:
        tree = repo.worktree()
        remove(repo, tree)
        remove(repo, tree)
        assert gone(repo, tree)

    def test_one_that_began_at_a_detached_commit_that_only_its_caller_has(self, repo) -> None:
        repo.git("switch", "--quiet", "--detach")
        repo.commit("Nowhere else")
        tree = repo.worktree()
        assert remove(repo, tree).kept_branch is None
        again = repo.worktree()
        repo.git("switch", "--quiet", "main")
        assert remove(repo, again).kept_branch == again.branch


class TestStays:
    def test_with_a_changed_file(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        kept(repo, tree, "uncommitted changes in a.txt")

    def test_with_an_untracked_file(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "deep", "new.txt"), "agent\n")
        kept(repo, tree, "deep/new.txt")

    def test_with_a_staged_file(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "new.txt"), "x")
        repo.git("add", "new.txt", cwd=Path(tree.path))
        Path(tree.path, "new.txt").unlink()
        kept(repo, tree, "new.txt")

    def test_with_a_deleted_file(self, repo) -> None:
        tree = repo.worktree()
        Path(tree.path, "a.txt").unlink()
        kept(repo, tree, "a.txt")

    def test_with_a_commit_that_nothing_else_has(self, repo) -> None:
        tree = repo.worktree()
        repo.commit("By hand", cwd=Path(tree.path))
        kept(repo, tree, "1 commit that nothing else has")

    def test_with_a_commit_on_a_detached_head(self, repo) -> None:
        tree = repo.worktree()
        repo.git("switch", "--quiet", "--detach", cwd=Path(tree.path))
        repo.commit("By hand", cwd=Path(tree.path))
        kept(repo, tree, "1 commit")

    def test_with_a_commit_on_its_branch_while_another_is_checked_out(self, repo) -> None:
        tree = repo.worktree()
        repo.commit("By hand", cwd=Path(tree.path))
        repo.git("switch", "--quiet", "-c", "other", "main", cwd=Path(tree.path))
        kept(repo, tree, "1 commit")

    def test_in_the_middle_of_a_rebase(self, repo) -> None:
        tree = repo.worktree()
        top = Path(tree.path)
        repo.write(top / "a.txt", "agent\n")
        repo.commit("Agent", cwd=top)
        repo.write(repo.top / "a.txt", "main\n")
        repo.commit("Main")
        repo.git("rebase", "main", cwd=top, ok=False)
        kept(repo, tree, "a rebase is under way")

    def test_with_a_repository_inside(self, repo) -> None:
        tree = repo.worktree()
        repo.git("init", "--quiet", str(Path(tree.path, "inner")))
        repo.write(Path(tree.path, "inner", "x"), "x")
        kept(repo, tree, "inner")

    def test_with_a_setup_file_that_was_changed(self, repo) -> None:
        repo.write(repo.top / "local.conf", "mine\n")
        tree = repo.worktree(patterns=("local.conf",))
        repo.write(Path(tree.path, "local.conf"), "agent\n")
        kept(repo, tree, "local.conf")

    def test_with_changes_that_git_was_told_not_to_look_at(self, repo) -> None:
        tree = repo.worktree()
        repo.git("update-index", "--assume-unchanged", "a.txt", cwd=Path(tree.path))
        repo.write(Path(tree.path, "a.txt"), "hidden\n")
        kept(repo, tree, "a.txt")

    def test_when_its_repository_is_gone(self, repo) -> None:
        tree = repo.worktree()
        repo.top.rename(repo.root / "elsewhere")
        with pytest.raises(AgentError) as error:
            remove(repo, tree)
        assert "no longer" in error.value.message
        assert Path(tree.path, "a.txt").exists()
        remove(repo, tree, force=True)
        assert not Path(tree.path).exists()

    @pytest.mark.parametrize("force", [False, True])
    def test_when_a_person_locked_it(self, repo, force: bool) -> None:
        tree = repo.worktree()
        repo.git("worktree", "lock", tree.path)
        with pytest.raises(AgentError) as error:
            remove(repo, tree, force=force)
        assert error.value.code == "locked"
        assert Path(tree.path, "a.txt").exists()


class TestForced:
    def test_loses_uncommitted_lines_and_no_commit(self, repo) -> None:
        tree = repo.worktree()
        head = repo.commit("By hand", cwd=Path(tree.path))
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        assert remove(repo, tree, force=True).kept_branch == tree.branch
        assert gone(repo, tree)
        assert repo.git("rev-parse", tree.branch) == head

    def test_takes_a_branch_without_commits_of_its_own_along(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        assert remove(repo, tree, force=True).kept_branch is None
        assert repo.git("branch", "--list") == "* main"


def test_a_removal_that_was_killed_is_finished_by_the_next(repo, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = repo.worktree()

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    for step in ("forget", "_without_branch", "empty_trash"):
        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr(removing, step, killed)
            remove(repo, tree)
        assert not Path(tree.path).exists()
    remove(repo, tree)
    assert gone(repo, tree)
    assert repo.git("branch", "--list") == "* main"
