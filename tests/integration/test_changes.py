"""What is reviewed, out of real repositories: ordinary, odd and hostile ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from codex_agent.errors import AgentError, Exit
from codex_agent.prompts.reviewing import Change, Held, Touched, review_task
from codex_agent.sources import changes, git, visible
from codex_agent.sources.changes import gather
from codex_agent.sources.reviewed_tree import COUNTLESS, ReviewedTree
from codex_agent.sources.revisions import Wanted

TOKEN = "ghp_" + "x7Kq2Lm9Zr4Tb8Wn3Vc6Yd1Hf5Js0Pg7QaRe"[:36]  # made up
IDENTITY = ("-c", "user.name=T", "-c", "user.email=t@example.invalid", "-c", "commit.gpgSign=false")


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *args: str) -> str:
        done = subprocess.run(["git", *IDENTITY, *args], cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self, message: str = "Change") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def diverge(self, branch: str, theirs: tuple[str, str], ours: tuple[str, str]) -> None:
        """A new branch and main get a commit each, which writes that file; main is checked out."""
        self.git("checkout", "--quiet", "-b", branch)
        self.write(*theirs)
        self.commit()
        self.git("checkout", "--quiet", "main")
        self.write(*ours)
        self.commit()

    def change(self, *, cwd: str = ".", leave_out: str = "", **wanted: object) -> Change:
        return gather((self.root / cwd).resolve(), Wanted(**wanted), leave_out=[leave_out] if leave_out else [])  # type: ignore[arg-type] # a test's short form


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "shop")
    made.write("orders.py", "".join(f"line {n}\n" for n in range(1, 21)))
    made.write("docs/guide.md", "# Guide\n")
    made.commit("Start")
    return made


def statuses(change: Change) -> dict[str, str]:
    return {file.path: file.status for file in change.files}


def test_without_room_for_temporary_files_it_says_so(repository: Repository) -> None:
    """In a process of its own that may not write a byte to any file, as on a full disk."""
    repository.write("orders.py", "changed\n")
    gathering = "import sys, pathlib; from codex_agent.sources.changes import gather; from codex_agent.sources.revisions import Wanted; gather(pathlib.Path(sys.argv[1]), Wanted())"
    limited = ["sh", "-c", 'ulimit -f 0 && exec "$@"', "sh", sys.executable, "-I", "-B", "-c", gathering]
    done = subprocess.run([*limited, str(repository.root)], capture_output=True, text=True, check=False, timeout=60)
    assert "AgentError: cannot write temporary files" in done.stderr, done.stderr


class TestWorkingTree:
    def test_staged_unstaged_and_untracked_work_is_one_change(self, repository: Repository) -> None:
        repository.write("orders.py", "staged\n")
        repository.git("add", "orders.py")
        repository.write("docs/guide.md", "# Guide\nunstaged\n")
        repository.write("new.py", "untracked\n")
        repository.write(".gitignore", "secret\n")
        repository.write("secret", "ignored\n")
        change = repository.change()
        assert statuses(change) == {
            "orders.py": "modified",
            "docs/guide.md": "modified",
            "new.py": "untracked",
            ".gitignore": "untracked",
        }
        for line in ("+staged", "+unstaged", "+untracked"):
            assert f"\n{line}\n" in change.diff
        assert "ignored" not in change.diff
        assert change.title == "the uncommitted work on main"
        assert change.root == str(repository.root)

    def test_no_change_is_an_error_that_says_what_else_there_is(self, repository: Repository) -> None:
        with pytest.raises(AgentError) as caught:
            repository.change()
        assert caught.value.code == "nothing_to_review"
        assert "--base REF" in (caught.value.hint or "")

    def test_a_repository_without_commits_is_reviewed_as_new_files(self, tmp_path: Path) -> None:
        fresh = Repository(tmp_path / "fresh")
        with pytest.raises(AgentError, match="nothing to review"):
            fresh.change()
        fresh.write("a.py", "staged\n")
        fresh.git("add", "a.py")
        fresh.write("b.py", "untracked\n")
        assert statuses(fresh.change()) == {"a.py": "added", "b.py": "untracked"}
        for wanted in ({"base": "main"}, {"commit": "HEAD"}):
            with pytest.raises(AgentError) as caught:
                fresh.change(**wanted)
            assert caught.value.exit_code == Exit.USAGE

    def test_from_a_folder_below_it_is_the_whole_tree_and_paths_are_relative_to_where_one_stands(
        self, repository: Repository
    ) -> None:
        repository.write("orders.py", "changed\n")
        repository.write("docs/guide.md", "changed\n")
        assert set(statuses(repository.change(cwd="docs"))) == {"orders.py", "docs/guide.md"}
        assert set(statuses(repository.change(cwd="docs", base="main", paths=("guide.md",)))) == {"docs/guide.md"}

    def test_what_is_left_out_is_in_neither_list_nor_diff(self, repository: Repository) -> None:
        repository.write("docs/guide.md", "changed\n")
        repository.write("docs/reviews/main.md", "found\n")
        assert set(statuses(repository.change(leave_out="docs/reviews/main.md"))) == {"docs/guide.md"}
        with pytest.raises(AgentError, match="nothing to review"):
            repository.git("checkout", "--quiet", "docs/guide.md")
            repository.change(leave_out="docs/reviews/main.md")

    def test_a_deleted_a_renamed_and_a_binary_file_are_named_as_such(self, repository: Repository) -> None:
        repository.write("logo.png", b"\x89PNG\0\0")
        repository.commit()
        repository.git("mv", "orders.py", "sales.py")
        (repository.root / "docs/guide.md").unlink()
        repository.write("logo.png", b"\x89PNG\0\1")
        repository.write("icon.png", b"\0\1\2")
        change = repository.change()
        assert change.files == (
            Touched("docs/guide.md", "deleted", 0, 1),
            Touched("logo.png", "modified", note="binary, not shown", held=Held.OPAQUE),
            Touched("sales.py", "renamed", 0, 0, old="orders.py"),
            Touched("icon.png", "untracked", note="binary, not shown", held=Held.OPAQUE),
        )
        assert "\0" not in review_task(change)
        tree = ReviewedTree(change)
        assert (tree("docs/guide.md"), tree("orders.py"), tree("sales.py")) == (COUNTLESS, COUNTLESS, 20)

    def test_what_looks_like_a_secret_is_named_and_not_shown(self, repository: Repository) -> None:
        repository.write("server.key", "old key\n")
        repository.write(".env.example", "KEY=\n")
        repository.commit()
        repository.write("server.key", "new key\n")
        repository.write(".env", "TOKEN=hidden\n")
        repository.write("orders.py", "shown\n")
        repository.git("mv", ".env.example", ".env.local")
        change = repository.change()
        notes = {file.path: file.note for file in change.files}
        hidden = "looks like a secret, not shown"
        assert notes == {"server.key": hidden, ".env": hidden, ".env.local": hidden, "orders.py": ""}
        assert "+shown" in change.diff
        assert not [word for word in ("key\n", "hidden", "KEY") if word in change.diff]
        assert "hidden" not in review_task(change)

    def test_unmerged_files_are_shown(self, repository: Repository) -> None:
        repository.diverge("other", ("orders.py", "theirs\n"), ("orders.py", "ours\n"))
        subprocess.run(["git", *IDENTITY, "merge", "other"], cwd=repository.root, capture_output=True, check=False)
        change = repository.change()
        assert "orders.py" in statuses(change)
        assert "<<<<<<<" in change.diff

    def test_links_and_submodules_and_repositories_inside_are_named(
        self, repository: Repository, tmp_path: Path
    ) -> None:
        inner = Repository(tmp_path / "inner")
        inner.write("x", "1\n")
        inner.commit()
        repository.git("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(inner.root), "lib")
        Repository(repository.root / "own").write("y", "2\n")
        os.symlink("/etc/passwd", repository.root / "link")
        notes = {file.path: file.note for file in repository.change().files}
        assert notes == {
            ".gitmodules": "",
            "lib": "submodule",
            "own/": "a repository of its own",
            "link": "symbolic link",
        }
        assert "root:" not in repository.change().diff

    def test_nobody_waits_for_the_writer_of_a_pipe(self, repository: Repository) -> None:
        os.mkfifo(repository.root / "pipe")
        repository.write("new.py", "x\n")
        assert statuses(repository.change()) == {"new.py": "untracked"}
        assert ReviewedTree(repository.change())("pipe") is None
        (repository.root / "orders.py").unlink()
        os.mkfifo(repository.root / "orders.py")
        with pytest.raises(AgentError, match="cannot hash"):
            repository.change()

    @pytest.mark.parametrize(
        "name",
        [
            "a b.py",
            "ü.py",
            'q"uote.py',
            "tab\tname.py",
            "new\nline.py",
            ":(glob)*",
            "-dash.py",
            "x -> y",
            b"caf\xe9.py",
            "[1]*.py",
        ],
    )
    def test_a_file_of_any_name_is_found_shown_and_reviewed_again(
        self, repository: Repository, name: str | bytes
    ) -> None:
        typed = os.fsdecode(name)
        repository.write(typed, "one\n")
        assert set(statuses(repository.change())) == {typed}
        assert repository.change().diff.count("diff --git") == 1
        commit = repository.commit()
        change = repository.change(commit=commit)
        assert set(statuses(change)) == {typed}
        task = review_task(change)
        task.encode()
        assert sum(line.startswith("- added") for line in task.splitlines()) == 1
        repository.write(typed, "two\n")
        again = gather(repository.root, changes.as_it_is_now(change, Wanted(commit=commit)))
        assert set(statuses(again)) == {typed}
        assert "+two" in again.diff
        if not isinstance(name, bytes):
            assert ReviewedTree(again)(typed) == 1

    def test_too_large_a_change_is_a_list_with_the_command_that_shows_it(self, repository: Repository) -> None:
        repository.write("orders.py", "x\n" * changes.DIFF_BYTES)
        change = repository.change()
        assert (change.diff, change.files[0].added) == ("", changes.DIFF_BYTES)
        assert len(review_task(change)) < 5000
        shown = subprocess.run(
            change.command.replace("FILE", "orders.py").split(), cwd=repository.root, capture_output=True, check=True
        )
        assert shown.stdout.count(b"\n+x") == changes.DIFF_BYTES

    @pytest.mark.parametrize("lines", [1, 100_000])
    def test_too_large_an_untracked_file_makes_it_a_list(self, repository: Repository, lines: int) -> None:
        repository.write("big.txt", ("x" * (300_000 // lines) + "\n") * lines)
        repository.write("small.txt", "small\n")
        change = repository.change()
        assert ("+small\n" in change.diff, "+x" in change.diff) == (True, False)
        big, small = change.files
        assert (big.path, big.held, small.note, small.held) == ("big.txt", Held.LARGE, "", None)
        assert re.fullmatch(r"its diff has \d{3},\d{3} bytes, left out as too large", big.note)
        assert re.fullmatch(r"too large .*: big\.txt \(\d{3},\d{3} bytes\)", *change.notices)
        assert change.command in review_task(change)

    def test_the_largest_are_left_out_until_the_rest_fits(self, repository: Repository) -> None:
        for name, size in {"a": 150_000, "b": 60_000, "c": 40_000, "d": 9_000}.items():
            repository.write(name, f"{name}\n" * (size // 2))
        repository.git("add", "a", "c")
        change = repository.change()
        assert [file.path for file in change.files if file.held] == ["a"]
        assert len(change.diff) <= changes.DIFF_BYTES
        repository.write("orders.py", "o\n" * 200_000)
        assert [file.path for file in repository.change().files if file.held] == ["a", "orders.py"]

    def test_a_diff_without_bounds_takes_out_its_own_file_alone(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(visible, "LOOKED_THROUGH_BYTES", 2_000)
        repository.write("orders.py", "o\n" * 5_000)
        repository.write("docs/guide.md", "shown\n")
        repository.write("new.txt", "n\n" * 5_000)
        change = repository.change()
        assert {file.path: file.held for file in change.files} == {
            "docs/guide.md": None,
            "orders.py": Held.OPAQUE,
            "new.txt": Held.OPAQUE,
        }
        assert "+shown" in change.diff
        assert change.command not in review_task(change)
        assert len(change.notices) == 2

    def test_a_secret_in_a_file_takes_it_out_and_is_told_by_line_and_rule_alone(self, repository: Repository) -> None:
        repository.write("old.py", f"first\nkey = '{TOKEN}'\n")
        repository.commit()
        repository.write("old.py", "first\n")
        repository.write("orders.py", "".join(f"line {n}\n" for n in range(1, 21)) + f"key = '{TOKEN}'\n")
        repository.write("docs/guide.md", "shown\n")
        repository.write("new.py", f"\nkey = '{TOKEN}'\n")
        change = repository.change()
        held = {file.path for file in change.files if file.held is Held.SECRET}
        assert held == {"old.py", "orders.py", "new.py"}
        assert ("+shown" in change.diff, TOKEN in review_task(change)) == (True, False)
        assert TOKEN not in "".join(change.notices)
        for place in ("old.py: looks like a secret at line 2 (", "orders.py: looks like a secret at line 21 ("):
            assert [notice for notice in change.notices if place in notice], change.notices
        assert [notice for notice in change.notices if "new.py: looks like a secret at line 2 (" in notice]
        whole = repository.change(paths=("new.py", "docs"))
        assert {file.path: file.held for file in whole.files} == {"docs/guide.md": None, "new.py": Held.SECRET}
        assert "Do not open" in review_task(whole)

    def test_bytes_that_are_no_text_are_listed_and_not_shown(self, repository: Repository) -> None:
        repository.write("data.bin", b"\xff\xfe\xfd\n" * 9)
        repository.write("docs/guide.md", b"\xe9\n")
        repository.write("orders.py", "shown\n")
        change = repository.change()
        notes = {file.path: file.note for file in change.files}
        assert notes == {"docs/guide.md": visible.BINARY, "orders.py": "", "data.bin": visible.BINARY}
        assert "\ufffd" not in change.diff

    @pytest.mark.parametrize("name", [".env", "data.bin"])
    def test_a_change_of_which_nothing_can_be_shown_is_refused(self, repository: Repository, name: str) -> None:
        repository.write(name, b"TOKEN=\xff\n")
        for wanted in ({}, {"paths": (name,)}, {"commit": "HEAD"}):
            if wanted == {"commit": "HEAD"}:
                repository.commit()
            with pytest.raises(AgentError) as caught:
                repository.change(**wanted)
            assert caught.value.code == "nothing_to_show"
            assert name in caught.value.message

    def test_ten_thousand_new_files_are_listed_in_part_and_fit_a_prompt(self, repository: Repository) -> None:
        for n in range(10_000):
            (repository.root / f"{n:05}{'x' * 200}").touch()
        change = repository.change()
        assert len(change.files) == 10_000
        assert len(review_task(change)) < 1_000_000

    def test_a_change_of_the_same_size_in_the_moment_of_the_commit_is_seen(self, repository: Repository) -> None:
        """Some time ago: git may count whole seconds only, and would look twice at anything of this second."""
        index, guide = repository.root / ".git/index", repository.root / "docs/guide.md"
        repository.git("config", "core.trustctime", "false")
        repository.write("docs/guide.md", "# GUIDE\n")
        stamp = guide.stat().st_mtime_ns - 100 * 10**9
        os.utime(guide, ns=(stamp, stamp))
        repository.git("add", "docs/guide.md")
        repository.git("commit", "--quiet", "--message", "Loud")
        repository.write("docs/guide.md", "# Quiet\n")
        for path in (guide, index):
            os.utime(path, ns=(stamp, stamp))
        assert set(statuses(repository.change())) == {"docs/guide.md"}


class TestBaseAndCommit:
    def test_a_base_is_where_the_branch_left_it_and_the_work_on_top_counts(self, repository: Repository) -> None:
        repository.diverge("feature", ("feature.py", "done\n"), ("main.py", "meanwhile\n"))
        repository.git("checkout", "--quiet", "feature")
        repository.write("orders.py", "uncommitted\n")
        change = repository.change(base="main")
        assert statuses(change) == {"feature.py": "added", "orders.py": "modified"}
        assert change.title == "feature against main"

    def test_a_commit_is_compared_with_its_parent_in_its_own_tree(self, repository: Repository) -> None:
        repository.write("orders.py", "short\n")
        commit = repository.commit("Shorten \x1b[31morders\u202e")
        repository.write("orders.py", "later\n" * 50)
        repository.commit()
        change = repository.change(commit=commit[:9])
        assert change.title == f"commit {commit[:12]} (Shorten orders)"
        assert "+short" in change.diff
        assert (ReviewedTree(change)("orders.py"), ReviewedTree(change)("no.py"), ReviewedTree(change)("docs")) == (
            1,
            None,
            None,
        )
        assert f"as commit {commit[:12]} has them" in review_task(change)

    def test_the_first_commit_and_a_merge_have_a_change(self, repository: Repository) -> None:
        first = repository.git("rev-parse", "HEAD")
        assert set(statuses(repository.change(commit=first))) == {"orders.py", "docs/guide.md"}
        repository.diverge("other", ("other.py", "x\n"), ("main.py", "x\n"))
        repository.git("merge", "--quiet", "--no-ff", "--no-edit", "other")
        assert set(statuses(repository.change(commit="HEAD"))) == {"other.py"}

    def test_a_fixed_commit_is_followed_on_in_the_working_tree_in_its_own_files_alone(
        self, repository: Repository
    ) -> None:
        repository.write("orders.py", "wrong\n")
        wanted = Wanted(commit=repository.commit())
        change = gather(repository.root, wanted)
        repository.write("orders.py", "right\n")
        repository.write("docs/guide.md", "somebody else's\n")
        again = gather(repository.root, changes.as_it_is_now(change, wanted))
        assert set(statuses(again)) == {"orders.py"}
        assert "+right" in again.diff
        assert again.commit is None

    @pytest.mark.parametrize("flag", ["base", "commit"])
    @pytest.mark.parametrize(
        "name", ["nowhere", "--output=x", "-x", "", "HEAD:orders.py", "main..HEAD", "a b", "\x1b[31m"]
    )
    def test_what_is_no_commit_is_a_usage_error(self, repository: Repository, flag: str, name: str) -> None:
        with pytest.raises(AgentError) as caught:
            repository.change(**{flag: name})
        assert caught.value.exit_code == Exit.USAGE
        assert "\x1b" not in caught.value.message
        assert sorted(path.name for path in repository.root.iterdir()) == [".git", "docs", "orders.py"]

    def test_branches_without_a_common_commit_are_told(self, repository: Repository) -> None:
        repository.git("checkout", "--quiet", "--orphan", "island")
        repository.commit()
        with pytest.raises(AgentError, match="no commit in common"):
            repository.change(base="main")

    def test_a_detached_head_is_named_by_its_commit(self, repository: Repository) -> None:
        repository.git("checkout", "--quiet", "--detach")
        repository.write("new.py", "x\n")
        assert repository.change().branch == repository.git("rev-parse", "HEAD")[:12]


class TestPaths:
    def test_files_are_reviewed_whole_and_folders_as_git_knows_them(self, repository: Repository) -> None:
        repository.write(".gitignore", "*.tmp\n")
        repository.write("docs/new.md", "x\n")
        repository.write("docs/x.tmp", "x\n")
        change = repository.change(paths=("docs", "orders.py"))
        assert statuses(change) == dict.fromkeys(("docs/guide.md", "docs/new.md", "orders.py"), "file")
        assert (change.diff, change.command) == ("", "")
        assert "Read them whole" in review_task(change)
        assert set(statuses(repository.change(paths=(".",)))) == {
            ".gitignore",
            "docs/guide.md",
            "docs/new.md",
            "orders.py",
        }
        assert set(statuses(repository.change(paths=("docs/x.tmp",)))) == {"docs/x.tmp"}

    @pytest.mark.parametrize("path", ["gone.py", "../outside", "/etc/passwd", ":(glob)*", "*.rs"])
    def test_what_is_not_there_or_outside_is_a_usage_error(self, repository: Repository, path: str) -> None:
        (repository.root.parent / "outside").touch()
        with pytest.raises(AgentError) as caught:
            repository.change(paths=(path,))
        assert caught.value.exit_code == Exit.USAGE

    def test_globs_are_taken_as_for_the_files_of_a_prompt(self, repository: Repository) -> None:
        repository.write("docs/new.md", "x\n")
        repository.write("[a].md", "x\n")
        assert set(statuses(repository.change(paths=("*.py", "**/*.{md,rst}")))) == {
            "orders.py",
            "docs/guide.md",
            "docs/new.md",
            "[a].md",
        }
        assert set(statuses(repository.change(cwd="docs", paths=("n*.md",)))) == {"docs/new.md"}
        assert set(statuses(repository.change(paths=("[a].md",)))) == {"[a].md"}
        repository.write("orders.py", "changed\n")
        assert set(statuses(repository.change(base="main", paths=("*.py",)))) == {"orders.py"}

    def test_an_empty_folder_is_nothing_to_review(self, repository: Repository) -> None:
        (repository.root / "empty").mkdir()
        with pytest.raises(AgentError, match="nothing to review"):
            repository.change(paths=("empty",))

    def test_without_a_repository_there_are_only_paths(self, tmp_path: Path) -> None:
        (tmp_path / "notes.md").write_text("x\n")
        assert statuses(gather(tmp_path, Wanted(paths=("notes.md",)))) == {"notes.md": "file"}
        for wanted in (Wanted(), Wanted(base="main"), Wanted(paths=("notes.md",), commit="HEAD")):
            with pytest.raises(AgentError, match="no git repository"):
                gather(tmp_path, wanted)


class TestHostileConfiguration:
    @pytest.fixture
    def trap(self, repository: Repository, tmp_path: Path) -> Path:
        """A file that exists as soon as anything which the repository names is run."""
        sprung = tmp_path / "sprung"
        script = tmp_path / "trap.sh"
        script.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n")
        script.chmod(0o755)
        repository.write(".gitattributes", "*.py diff=trap filter=trap\n*.md filter=two.parts\n")
        repository.commit()
        for key in (
            "diff.external",
            "core.fsmonitor",
            "diff.trap.textconv",
            "diff.trap.command",
            "core.pager",
            "gpg.program",
            "core.sshCommand",
            "core.editor",
            "filter.trap.clean",
            "filter.two.parts.process",
        ):
            repository.git("config", key, str(script))
        repository.git("config", "log.showSignature", "true")
        hooks = repository.root / ".git/hooks"
        for hook in ("post-index-change", "fsmonitor-watchman", "pre-commit"):
            (hooks / hook).write_text(script.read_text())
            (hooks / hook).chmod(0o755)
        return sprung

    def test_nothing_that_it_names_is_run(self, repository: Repository, trap: Path) -> None:
        repository.write("orders.py", "changed\n")
        repository.write("docs/guide.md", "changed\n")
        repository.git("config", "filter.trap.required", "true")
        for wanted in ({}, {"base": "HEAD"}, {"commit": "HEAD"}, {"paths": ("docs",)}):
            repository.change(**wanted)
        assert "+changed" in repository.change().diff
        assert not trap.exists()
        subprocess.run(["git", "diff"], cwd=repository.root, capture_output=True, check=False)
        assert trap.exists(), "the trap itself does not work"

    def test_a_filter_of_the_user_is_still_used(
        self, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "gitconfig").write_text('[filter "shout"]\n\tclean = tr a-z A-Z\n')
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
        repository.write(".gitattributes", "*.py filter=shout\n")
        repository.commit()
        repository.write("orders.py", "changed\n")
        assert "+CHANGED" in repository.change().diff

    def test_the_diff_keeps_its_form(self, repository: Repository) -> None:
        repository.write("orders.py", "changed\n")
        plain = repository.change()
        for key, value in {
            "color.ui": "always", "color.diff": "always", "diff.noprefix": "true", "diff.mnemonicPrefix": "true", "diff.renames": "false", "diff.context": "0",
            "diff.submodule": "log", "diff.relative": "true", "diff.colorMoved": "zebra", "diff.orderFile": "/dev/stdin", "diff.wsErrorHighlight": "all",
            "diff.interHunkContext": "99", "core.quotePath": "true", "diff.algorithm": "patience", "diff.ignoreSubmodules": "all",
        }.items():  # fmt: skip
            repository.git("config", key, value)
        assert repository.change() == plain

    def test_a_working_tree_moved_elsewhere_is_refused(self, repository: Repository) -> None:
        repository.git("config", "core.worktree", "/")
        with pytest.raises(AgentError, match="calls / the working tree"):
            repository.change()

    def test_the_environment_of_a_hook_does_not_lead_elsewhere(
        self, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = Repository(tmp_path / "other")
        repository.write("orders.py", "changed\n")
        monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
        monkeypatch.setenv("GIT_EXTERNAL_DIFF", "/bin/false")
        assert set(statuses(repository.change())) == {"orders.py"}

    def test_the_index_is_not_written(self, repository: Repository) -> None:
        index = repository.root / ".git/index"
        os.utime(repository.root / "orders.py", (1, 1))
        before = index.read_bytes()
        with pytest.raises(AgentError, match="nothing to review"):
            repository.change()
        assert index.read_bytes() == before

    def test_a_broken_repository_is_told_in_gits_own_words(self, repository: Repository) -> None:
        (repository.root / ".git/config").write_text("[broken\n")
        with pytest.raises(AgentError, match="git rev-parse: "):
            repository.change()


def test_a_git_command_that_hangs_is_ended(repository: Repository) -> None:
    repository.git("config", "alias.hang", "!sleep 60")
    with pytest.raises(AgentError, match=r"more than 0\.2 s"):
        git.run(repository.root, "hang", timeout_s=0.2)


@pytest.mark.parametrize(
    "file",
    ["../shop/orders.py", "/etc/passwd", "link/passwd", "a\0b", "\udc80", "no.py", "", ".git/../../x", "orders.py/x"],
)
def test_no_name_of_a_model_leads_out_of_the_tree(repository: Repository, file: str) -> None:
    os.symlink("/etc", repository.root / "link")
    assert ReviewedTree(Change("", str(repository.root), "", ()))(file) is None


def test_lines_are_counted_as_an_editor_does(repository: Repository) -> None:
    for name, text in {"none": "", "one": "a", "closed": "a\n", "two": "a\nb"}.items():
        repository.write(name, text)
    tree = ReviewedTree(Change("", str(repository.root), "", ()))
    assert [tree(name) for name in ("none", "one", "closed", "two", "docs")] == [0, 1, 1, 2, 0]
