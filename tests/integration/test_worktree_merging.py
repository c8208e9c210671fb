"""`merge`: what arrives in the caller's branch, and that a refusal changes nothing at all."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from codex_agent.errors import AgentError
from codex_agent.specs import Worktree
from codex_agent.worktrees import merging
from codex_agent.worktrees.merging import Merged

JOB = "0123abcd"
MESSAGE = "Change it\n\nBy agent 0123abcd\n"


def merge(repo, tree: Worktree, **env: str) -> Merged:
    return merging.merge(tree, MESSAGE, {**repo.env, **env})


def all_facts(repo, tree: Worktree) -> object:
    top = Path(tree.path)
    files = {path: path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}
    index = Path(tree.git_dir, "index").read_bytes()
    return repo.facts(), files, index, os.listdir(tree.git_dir), os.listdir(repo.top / ".git")


@contextmanager
def nothing_changes(repo, tree: Worktree, code: str) -> Iterator[pytest.ExceptionInfo[AgentError]]:
    before = all_facts(repo, tree)
    with pytest.raises(AgentError) as error:
        yield error
    assert (error.value.code, all_facts(repo, tree)) == (code, before)
    assert error.value.hint


class TestAMerge:
    def test_commits_what_the_agent_left_and_moves_the_branch_on(self, repo) -> None:
        tree = repo.worktree()
        top = Path(tree.path)
        repo.write(top / "a.txt", "one\ntwo\nTHREE\n")
        repo.write(top / "new.txt", "new\n")
        (top / "sub" / "b.txt").unlink()
        merged = merge(repo, tree)
        assert (merged.changed, merged.fast_forward, merged.into) == (True, True, "main")
        assert merged.files == ("a.txt", "new.txt", "sub/b.txt")
        assert merged.commit == repo.git("rev-parse", "main") == repo.git("rev-parse", str(tree.branch))
        assert (repo.top / "new.txt").read_text() == "new\n"
        assert not (repo.top / "sub" / "b.txt").exists()
        for place in (repo.top, top):
            assert repo.git("status", "--porcelain", cwd=place) == ""
        assert repo.git("log", "-1", "--format=%an <%ae>%n%B") == f"Ada <ada@example.invalid>\n{MESSAGE}"

    def test_joins_what_both_sides_did(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "ONE\ntwo\nthree\n")
        repo.write(repo.top / "a.txt", "one\ntwo\nTHREE\n")
        head = repo.commit("Meanwhile")
        merged = merge(repo, tree)
        assert (merged.changed, merged.fast_forward, merged.files) == (True, False, ("a.txt",))
        assert (repo.top / "a.txt").read_text() == "ONE\ntwo\nTHREE\n"
        parents = repo.git("log", "-1", "--format=%P").split()
        assert parents == [head, repo.git("rev-parse", str(tree.branch))]
        assert repo.git("log", "-1", "--format=%s") == f"Merge branch '{tree.branch}'"

    def test_brings_what_a_person_committed_there_too(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "mine.txt"), "mine\n")
        repo.commit("By hand", cwd=Path(tree.path))
        assert merge(repo, tree).files == ("mine.txt",)
        assert repo.git("log", "-1", "--format=%s") == "By hand"

    def test_can_be_done_again_after_more_work(self, repo) -> None:
        tree = repo.worktree()
        for number in range(3):
            repo.write(Path(tree.path, "a.txt"), f"round {number}\n")
            assert merge(repo, tree).fast_forward
        assert not merge(repo, tree).changed
        assert repo.git("rev-list", "--count", "main") == "4"

    def test_of_nothing_changes_nothing(self, repo) -> None:
        tree = repo.worktree()
        before = all_facts(repo, tree)
        assert not merge(repo, tree).changed
        assert all_facts(repo, tree) == before

    def test_leaves_alone_what_the_caller_has_not_committed_elsewhere(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        repo.write(repo.top / "sub" / "b.txt", "mine\n")
        repo.write(repo.top / "notes.txt", "mine\n")
        repo.write(repo.top / "staged.txt", "mine\n")
        repo.git("add", "staged.txt")
        assert merge(repo, tree).changed
        assert repo.git("status", "--porcelain").splitlines() == ["A  staged.txt", " M sub/b.txt", "?? notes.txt"]

    def test_goes_into_the_branch_that_is_checked_out_now(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        repo.git("switch", "--quiet", "-c", "feature")
        assert merge(repo, tree).into == "feature"
        assert repo.git("show", "main:a.txt") == "one\ntwo\nthree"

    def test_goes_into_the_linked_worktree_from_which_it_was_started(self, repo) -> None:
        linked = repo.root / "linked"
        repo.git("worktree", "add", "--quiet", "-b", "side", str(linked))
        tree = repo.worktree(folder=linked)
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        assert (merge(repo, tree).into, (linked / "a.txt").read_text()) == ("side", "agent\n")
        assert (repo.top / "a.txt").read_text() == "one\ntwo\nthree\n"

    def test_runs_no_hook_that_the_agent_may_have_written(self, repo) -> None:
        for name in (
            "pre-commit",
            "commit-msg",
            "post-commit",
            "pre-merge-commit",
            "post-merge",
            "reference-transaction",
        ):
            repo.write(repo.top / ".husky" / name, f"#!/bin/sh\ntouch {repo.root}/ran\nexit 1\n")
            (repo.top / ".husky" / name).chmod(0o755)
        repo.commit("Hooks")
        repo.git("config", "core.hooksPath", ".husky")
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        assert merge(repo, tree).changed
        assert not (repo.root / "ran").exists()

    def test_does_not_take_the_users_merge_settings_for_orders(self, repo) -> None:
        for name, value in (
            ("merge.ff", "false"),
            ("branch.main.mergeOptions", "--squash"),
            ("merge.autoStash", "true"),
        ):
            repo.git("config", name, value)
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        assert merge(repo, tree).fast_forward
        assert repo.git("log", "-1", "--format=%s") == "Change it"

    def test_never_commits_setup_files(self, repo) -> None:
        repo.write(repo.top / "local.conf", "mine\n")
        tree = repo.worktree(patterns=("local.conf",))
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        assert merge(repo, tree).left_out == ()
        repo.write(Path(tree.path, "local.conf"), "agent\n")
        repo.write(Path(tree.path, "a.txt"), "agent again\n")
        assert merge(repo, tree).left_out == ("local.conf",)
        assert repo.git("ls-files", "local.conf") == ""
        assert (repo.top / "local.conf").read_text() == "mine\n"

    def test_takes_files_for_folders_and_back(self, repo) -> None:
        tree = repo.worktree()
        top = Path(tree.path)
        (top / "sub" / "b.txt").unlink()
        (top / "sub").rmdir()
        repo.write(top / "sub", "a file now\n")
        (top / "a.txt").unlink()
        repo.write(top / "a.txt" / "inner", "a folder now\n")
        assert merge(repo, tree).changed
        assert (repo.top / "sub").read_text() == "a file now\n"
        assert (repo.top / "a.txt" / "inner").read_text() == "a folder now\n"

    def test_is_not_cut_in_two_by_ctrl_c(self, repo, monkeypatch: pytest.MonkeyPatch) -> None:
        real, masks = merging._fast_forward, []

        def seen(*args: object) -> None:
            masks.append(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
            real(*args)

        monkeypatch.setattr(merging, "_fast_forward", seen)
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        merge(repo, tree)
        assert signal.SIGINT in masks[0]
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    def test_signs_where_the_user_signs(self, repo) -> None:
        key = repo.root / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
        for name, value in (("gpg.format", "ssh"), ("user.signingKey", str(key)), ("commit.gpgSign", "true")):
            repo.git("config", name, value)
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        merge(repo, tree)
        assert "gpgsig " in repo.git("cat-file", "commit", "main")


class TestARefusal:
    def test_on_conflict_names_the_files(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        repo.write(Path(tree.path, "fine.txt"), "agent\n")
        repo.write(repo.top / "a.txt", "caller\n")
        repo.commit("Meanwhile")
        with nothing_changes(repo, tree, "conflict") as error:
            merge(repo, tree)
        assert "a.txt" in error.value.message
        assert "fine.txt" not in error.value.message

    @pytest.mark.parametrize("staged", [False, True])
    def test_where_the_caller_has_changed_a_file_that_the_merge_touches(self, repo, staged: bool) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        repo.write(repo.top / "a.txt", "caller, not committed\n")
        if staged:
            repo.git("add", "a.txt")
        with nothing_changes(repo, tree, "dirty_target"):
            merge(repo, tree)

    @pytest.mark.parametrize("how", ["--assume-unchanged", "--skip-worktree"])
    def test_also_where_git_was_told_not_to_look(self, repo, how: str) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        repo.git("update-index", how, "a.txt")
        repo.write(repo.top / "a.txt", "caller, hidden\n")
        with nothing_changes(repo, tree, "dirty_target"):
            merge(repo, tree)

    @pytest.mark.parametrize("agents", ["notes.txt", "notes.txt/inner", "x.ignored", "folder"])
    def test_where_an_untracked_file_of_the_caller_is_in_the_way(self, repo, agents: str) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, agents), "agent\n")
        repo.write(Path(tree.path, ".gitignore"), "")
        for name in ("notes.txt", "x.ignored", "folder/x.ignored"):
            repo.write(repo.top / name, "the caller's only copy\n")
        with nothing_changes(repo, tree, "dirty_target") as error:
            merge(repo, tree)
        assert "in the way" in error.value.message

    def test_into_a_detached_head(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        repo.git("switch", "--quiet", "--detach")
        with nothing_changes(repo, tree, "detached"):
            merge(repo, tree)

    def test_in_the_middle_of_a_merge_of_the_callers(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "new.txt"), "agent\n")
        for branch in ("side", "main"):
            repo.git("switch", "--quiet", *(("-c",) if branch == "side" else ()), branch)
            repo.write(repo.top / "a.txt", branch)
            repo.commit(branch)
        repo.git("merge", "side", ok=False)
        with nothing_changes(repo, tree, "under_way"):
            merge(repo, tree)

    def test_in_the_middle_of_a_merge_in_the_worktree(self, repo) -> None:
        tree = repo.worktree()
        top = Path(tree.path)
        repo.write(repo.top / "a.txt", "main\n")
        repo.commit("Main")
        repo.write(top / "a.txt", "agent\n")
        repo.commit("Agent", cwd=top)
        repo.git("merge", "main", cwd=top, ok=False)
        with nothing_changes(repo, tree, "under_way"):
            merge(repo, tree)

    def test_where_a_person_switched_the_worktree_to_another_branch(self, repo) -> None:
        tree = repo.worktree()
        repo.git("switch", "--quiet", "-c", "other", cwd=Path(tree.path))
        with nothing_changes(repo, tree, "other_branch"):
            merge(repo, tree)

    def test_without_an_identity(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        repo.git("config", "user.useConfigOnly", "true")
        with nothing_changes(repo, tree, "no_identity"):
            merge(repo, tree, GIT_AUTHOR_EMAIL="", GIT_AUTHOR_NAME="", GIT_COMMITTER_EMAIL="", GIT_COMMITTER_NAME="")

    def test_of_a_repository_that_the_agent_made_inside(self, repo) -> None:
        tree = repo.worktree()
        inner = Path(tree.path, "inner")
        repo.git("init", "--quiet", str(inner))
        repo.write(inner / "x.txt", "x")
        with nothing_changes(repo, tree, "inner_repository"):
            merge(repo, tree)
        repo.commit("x", cwd=inner)
        with nothing_changes(repo, tree, "inner_repository"):
            merge(repo, tree)

    def test_while_git_works_in_the_target(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        (repo.top / ".git" / "index.lock").touch()
        with nothing_changes(repo, tree, "git_busy"):
            merge(repo, tree)

    def test_by_git_itself_takes_the_agents_commit_back(self, repo, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuses(*_: object) -> None:
            raise AgentError("merge", "refused in the last moment", hint="try again")

        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        monkeypatch.setattr(merging, "_fast_forward", refuses)
        with nothing_changes(repo, tree, "merge"):
            merge(repo, tree)

    def test_while_git_works_in_the_worktree(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        Path(tree.git_dir, "index.lock").touch()
        with nothing_changes(repo, tree, "git_busy"):
            merge(repo, tree)

    def test_of_a_file_that_cannot_be_read(self, repo) -> None:
        if os.geteuid() == 0:
            pytest.skip("root reads everything")
        tree = repo.worktree()
        repo.write(Path(tree.path, "secret"), "x")
        Path(tree.path, "secret").chmod(0)
        with pytest.raises(AgentError) as error:
            merge(repo, tree)
        assert error.value.code == "git"

    def test_where_the_checkout_or_the_repository_is_gone(self, repo) -> None:
        tree = repo.worktree()
        repo.top.rename(repo.root / "elsewhere")
        with pytest.raises(AgentError) as error:
            merge(repo, tree)
        assert error.value.code == "repository_gone"

    def test_of_a_throw_away_copy(self, repo) -> None:
        tree = repo.worktree(throwaway=True)
        with nothing_changes(repo, tree, "throwaway"):
            merge(repo, tree)

    def test_of_an_old_git_that_cannot_merge_in_the_store(self, repo, tmp_path: Path) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "agent\n")
        repo.write(repo.top / "new.txt", "caller\n")
        repo.commit("Meanwhile")
        real, old = subprocess.check_output(["which", "git"], text=True).strip(), tmp_path / "bin" / "git"
        words = "usage: git merge-tree <base-tree> <branch1> <branch2>"
        script = f'#!/bin/sh\ncase "$*" in *merge-tree*) echo "{words}" >&2; exit 129;; esac\nexec {real} "$@"\n'
        repo.write(old, script)
        old.chmod(0o755)
        with nothing_changes(repo, tree, "merge") as error:
            merge(repo, tree, PATH=f"{old.parent}:{repo.env['PATH']}")
        assert "2.38" in error.value.message
