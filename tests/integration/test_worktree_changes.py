"""What `diff` shows: git is the truth, whoever changed the files and however."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from codex_agent.errors import AgentError
from codex_agent.worktrees import changes
from codex_agent.worktrees.changes import Changes

JOB = "0123abcd"


def of(repo, tree, *, stat: bool = False) -> Changes:
    return changes.of_worktree(tree, repo.env, stat=stat)


def told(found: Changes) -> dict[str, str]:
    return {change.path: change.status for change in found.files}


class TestAWorktree:
    def test_that_nobody_touched_has_no_changes(self, repo) -> None:
        found = of(repo, repo.worktree())
        assert (found.files, found.text, found.uncommitted, found.commits) == ((), b"", False, 0)

    def test_shows_every_kind_of_change_untracked_files_included(self, repo) -> None:
        repo.write(repo.top / "old name.txt", "".join(f"line {n}\n" for n in range(20)))
        repo.write(repo.top / "run.sh", "#!/bin/sh\n")
        repo.commit("More")
        tree = repo.worktree()
        top = Path(tree.path)
        repo.write(top / "a.txt", "one\nTWO\nthree\n")
        (top / "sub" / "b.txt").unlink()
        repo.write(top / "new" / "é 1\t.txt", "new\n")
        (top / "empty").touch()
        (top / "bin").write_bytes(b"\0\1\2")
        repo.write(top / "x.ignored", "ignored\n")
        (top / "link").symlink_to("a.txt")
        (top / "run.sh").chmod(0o755)
        repo.git("mv", "old name.txt", "new name.txt", cwd=top)
        found = of(repo, tree)
        assert told(found) == {
            "a.txt": "modified",
            "sub/b.txt": "deleted",
            "new/é 1\t.txt": "added",
            "empty": "added",
            "bin": "added",
            "link": "added",
            "run.sh": "modified",
            "new name.txt": "renamed",
        }
        facts = {change.path: change.as_json() for change in found.files}
        assert facts["a.txt"] == {"path": "a.txt", "status": "modified", "added": 1, "deleted": 1}
        assert facts["bin"]["added"] is None
        assert facts["new name.txt"]["old_path"] == "old name.txt"
        assert (found.uncommitted, found.commits) == (True, 0)
        assert b"-two\n+TWO\n" in found.text
        assert b"8 files changed" in of(repo, tree, stat=True).text

    def test_gives_a_patch_that_applies(self, repo) -> None:
        tree = repo.worktree()
        top = Path(tree.path)
        repo.write(top / "a.txt", "one\n2\nthree\n")
        (top / "bin").write_bytes(bytes(range(256)))
        repo.write(top / "no newline", "x")
        patch = of(repo, tree).text
        subprocess.run(["git", "apply"], input=patch, cwd=repo.top, env=repo.env, check=True)
        for name in ("a.txt", "bin", "no newline"):
            assert (repo.top / name).read_bytes() == (top / name).read_bytes()

    def test_also_shows_what_a_person_committed_there(self, repo) -> None:
        tree = repo.worktree()
        top = Path(tree.path)
        repo.write(top / "a.txt", "committed\n")
        repo.commit("By hand", cwd=top)
        repo.write(top / "b.txt", "not yet\n")
        found = of(repo, tree)
        assert told(found) == {"a.txt": "modified", "b.txt": "added"}
        assert (found.uncommitted, found.commits) == (True, 1)

    def test_is_only_looked_at(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "new.txt"), "new\n")
        before = (Path(tree.git_dir, "index").read_bytes(), repo.git("count-objects"), repo.facts())
        of(repo, tree)
        assert (Path(tree.git_dir, "index").read_bytes(), repo.git("count-objects"), repo.facts()) == before

    def test_shows_setup_files_only_once_they_were_changed(self, repo) -> None:
        repo.write(repo.top / "local.conf", "mine\n")
        tree = repo.worktree(patterns=("local.conf",))
        assert told(of(repo, tree)) == {}
        repo.write(Path(tree.path, "local.conf"), "yours\n")
        assert told(of(repo, tree)) == {"local.conf": "added"}

    def test_names_repositories_that_it_cannot_look_into(self, repo) -> None:
        tree = repo.worktree()
        repo.git("init", "--quiet", str(Path(tree.path, "inner")))
        assert of(repo, tree).left_out == ("inner",)

    def test_is_not_led_elsewhere_by_a_git_folder_of_the_agent(self, repo) -> None:
        """An agent may make a repository below its folder, with a configuration that runs programs."""
        tree = repo.worktree()
        inner = Path(tree.path, "sub")
        repo.git("init", "--quiet", str(inner))
        repo.git("config", "core.fsmonitor", f"touch {repo.root}/ran; false", cwd=inner)
        Path(tree.path, ".git").write_text(f"gitdir: {inner}/.git\n")
        repo.write(inner / "b.txt", "changed\n")
        assert told(of(repo, tree)) == {"sub/b.txt": "modified"}
        assert not (repo.root / "ran").exists()

    def test_runs_no_program_of_the_repositorys_configuration(self, repo) -> None:
        repo.git("config", "diff.external", f"touch {repo.root}/ran")
        repo.git("config", "diff.x.textconv", f"touch {repo.root}/ran; cat")
        repo.git("config", "core.pager", f"touch {repo.root}/ran; cat")
        tree = repo.worktree()
        repo.write(Path(tree.path, ".gitattributes"), "* diff=x\n")
        repo.write(Path(tree.path, "a.txt"), "changed\n")
        assert told(of(repo, tree)) == {"a.txt": "modified", ".gitattributes": "added"}
        assert not (repo.root / "ran").exists()

    def test_that_is_gone_says_where_its_commits_are(self, repo) -> None:
        tree = repo.worktree()
        repo.write(Path(tree.path, "a.txt"), "committed\n")
        repo.commit("By hand", cwd=Path(tree.path))
        repo.git("worktree", "remove", "--force", tree.path)
        with pytest.raises(AgentError) as error:
            of(repo, tree)
        assert tree.branch in error.value.hint
        found = changes.of_branch(tree, repo.env, stat=False)
        assert found is not None
        assert (told(found), found.commits) == ({"a.txt": "modified"}, 1)
        repo.git("branch", "-D", tree.branch)
        assert changes.of_branch(tree, repo.env, stat=False) is None

    def test_whose_repository_is_gone_says_so(self, repo) -> None:
        tree = repo.worktree()
        repo.top.rename(repo.root / "elsewhere")
        with pytest.raises(AgentError) as error:
            of(repo, tree)
        assert error.value.code == "repository_gone"


def test_a_throw_away_copy_shows_what_was_changed_in_it_and_not_what_it_carried(repo) -> None:
    repo.write(repo.top / "a.txt", "carried\n")
    repo.write(repo.top / "carried.txt", "carried\n")
    tree = repo.worktree(throwaway=True)
    assert told(of(repo, tree)) == {}
    repo.write(Path(tree.path, "carried.txt"), "changed\n")
    repo.write(Path(tree.path, "new.txt"), "new\n")
    assert told(of(repo, tree)) == {"carried.txt": "modified", "new.txt": "added"}


class TestReportedFiles:
    def test_are_compared_with_the_last_commit_and_nothing_else_is(self, repo) -> None:
        repo.write(repo.top / "a.txt", "changed\n")
        repo.write(repo.top / "sub" / "new.txt", "new\n")
        repo.write(repo.top / "sub" / "x.ignored", "ignored\n")
        repo.write(repo.top / "other.txt", "not reported\n")
        names = ("../a.txt", "new.txt", "x.ignored", "b.txt", "gone.txt", "/etc/hosts")
        found = changes.of_files(repo.top / "sub", names, repo.env, stat=False)
        assert told(found) == {"a.txt": "modified", "sub/new.txt": "added", "sub/x.ignored": "added"}
        assert found.left_out == ("/etc/hosts",)
        assert found.base == repo.git("rev-parse", "HEAD")

    def test_before_the_first_commit_are_all_new(self, repo) -> None:
        empty = repo.root / "empty"
        repo.git("init", "--quiet", str(empty), cwd=repo.root)
        repo.write(empty / "draft.txt", "draft\n")
        assert told(changes.of_files(empty, ("draft.txt",), repo.env, stat=False)) == {"draft.txt": "added"}

    def test_named_like_an_option_or_a_pattern_are_files(self, repo) -> None:
        for name in ("--output=x", "*.txt", ":(top)a.txt"):
            repo.write(repo.top / name, "new\n")
        found = changes.of_files(repo.top, ("--output=x", "*.txt", ":(top)a.txt"), repo.env, stat=False)
        assert set(told(found)) == {"--output=x", "*.txt", ":(top)a.txt"}
        assert not (repo.top / "x").exists()

    def test_outside_of_a_repository_are_a_usage_error(self, repo) -> None:
        with pytest.raises(AgentError) as error:
            changes.of_files(repo.root, ("x",), repo.env, stat=False)
        assert error.value.code == "no_repository"
