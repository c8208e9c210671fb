"""Maps on disk and in git: what is found, what is refused, how old it is."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from codex_agent.errors import AgentError, Exit
from codex_agent.prompts.codebase_map import parse
from codex_agent.prompts.map_fitting import fit
from codex_agent.sources import git, map_age, maps
from codex_agent.sources.map_age import MOST_COMMITS, Age, age_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MAPPED = "---\nlast_mapped: 2026-01-05T09:41:07Z\n---\n# Codebase Map\n\n## System Overview\n\nAll of it.\n"
JANUARY_4, JANUARY_5, FEBRUARY = "2026-01-04T08:00:00Z", "2026-01-05T10:00:00Z", "2026-02-01T08:00:00Z"


class Repository:
    """A real one, whose commits have dates of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, at: str = FEBRUARY) -> str:
        identity = {
            f"GIT_{who}_{what}": "t@example.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        env = {**os.environ, **identity, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        done = subprocess.run(["git", *words], cwd=self.root, env=env, check=True, capture_output=True, text=True)
        return done.stdout

    def write(self, name: str, text: str = "x\n") -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def commit(self, *names: str, at: str = FEBRUARY) -> str:
        for name in names:
            with (self.root / name).open("a") as file:
                file.write(f"{at}\n")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "c", "--allow-empty", at=at)
        return self.git("rev-parse", "HEAD").strip()

    def sign(self) -> None:
        """The last commit again, with a signature that somebody's program would have to check."""
        head, _, message = self.git("cat-file", "commit", "HEAD").partition("\n\n")
        (self.root / ".git" / "signed").write_text(
            f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n{message}"
        )
        commit = self.git("hash-object", "-t", "commit", "-w", ".git/signed").strip()
        self.git("update-ref", "HEAD", commit)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine must not take away an age that a test waits for."""
    monkeypatch.setattr(map_age, "GIT_TIMEOUT_S", 60.0)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


def mapped_repository(root: Path, text: str = MAPPED, name: str = "docs/CODEBASE_MAP.md") -> Repository:
    """Made and mapped in January, three files in two commits in February."""
    made = Repository(root)
    made.write("a.py")
    made.commit(at=JANUARY_4)
    made.write(name, text)
    made.commit(at=JANUARY_5)
    made.commit("a.py", "b.py")
    made.commit("b.py", "c.py")
    return made


def age(root: Path, now: datetime = NOW) -> Age:
    found, _ = maps.find(root)
    assert found
    return age_of(found.map, found.root, found.name, now)


class TestFinding:
    @pytest.mark.parametrize("names", [maps.NAMES, maps.NAMES[1:], maps.NAMES[2:]], ids=["all", "two", "one"])
    def test_the_first_by_name_is_taken_from_the_top_of_the_checkout(
        self, repository: Repository, names: tuple[str, ...]
    ) -> None:
        for name in names:
            repository.write(name, f"# {name}\n")
        below = repository.root / "src" / "deep"
        below.mkdir(parents=True)
        found, notices = maps.find(below)
        assert found
        assert (found.name, found.root, notices) == (names[0], repository.root, ())
        assert found.map.text == f"# {names[0]}\n"

    def test_a_folder_outside_of_git_is_looked_at_itself(self, tmp_path: Path) -> None:
        (tmp_path / "CODEBASE_MAP.md").write_text("# M\n")
        found, _ = maps.find(tmp_path)
        assert found
        assert found.path == tmp_path / "CODEBASE_MAP.md"

    def test_a_part_of_a_repository_may_have_the_only_map(self, repository: Repository) -> None:
        repository.write("packages/api/CODEBASE_MAP.md", "# M\n")
        found, _ = maps.find(repository.root / "packages" / "api")
        assert found
        assert found.name == "packages/api/CODEBASE_MAP.md"

    def test_an_empty_git_folder_above_is_no_checkout(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / "CODEBASE_MAP.md").write_text("# M\n")
        (tmp_path / "below").mkdir()
        assert maps.find(tmp_path / "below") == (None, ())

    def test_none_is_none(self, repository: Repository) -> None:
        assert maps.find(repository.root) == (None, ())

    def test_the_text_is_what_stands_in_the_file(self, repository: Repository) -> None:
        text = "\ufeff---\r\nlast_mapped: 2026-01-05\r\n---\r\n# M\r\n\r\nname \u2028 é\r"
        repository.root.joinpath("CODEBASE_MAP.md").write_bytes(text.encode())
        found, _ = maps.find(repository.root)
        assert found
        assert found.map.text == text

    def test_links_within_the_repository_are_followed(self, repository: Repository) -> None:
        repository.write("docs/real.md", "# M\n")
        (repository.root / "CODEBASE_MAP.md").symlink_to("docs/real.md")
        (repository.root.parent / "other").symlink_to(repository.root)
        found, notices = maps.find(repository.root.parent / "other")
        assert found
        assert (found.name, notices) == ("CODEBASE_MAP.md", ())


def outside(path: Path) -> None:
    secret = path.parent.parent.parent / "secret.md"
    secret.write_text("# Secret\n")
    path.symlink_to(secret)


def in_git(path: Path) -> None:
    path.symlink_to("../.git/config")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)


MISBEHAVING: dict[str, tuple[Callable[[Path], object], str]] = {
    "link out": (outside, "is a link out of the repository"),
    "link into .git": (in_git, "is a link out of the repository"),
    "link to a device": (lambda path: path.symlink_to("/dev/zero"), "is a link out of the repository"),
    "link to nothing": (lambda path: path.symlink_to("nothing.md"), "is a link to nothing"),
    "link to itself": (loop, "cannot be read: "),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "fifo": (os.mkfifo, "is not a plain file"),
    "socket": (listening, "is not a plain file"),
    "not UTF-8": (lambda path: path.write_bytes(b"# M\n\xff\xfe"), "is not UTF-8 at byte 4"),
    "UTF-16": (lambda path: path.write_bytes("# M".encode("utf-16")), "is not UTF-8 at byte 0"),
    "NUL": (lambda path: path.write_bytes(b"# M\0\n"), "is no text: a NUL at byte 3"),
    "50 MB": (huge, "has 52,428,800 bytes; a map may have 8,388,608"),
    "empty": (lambda path: path.write_text(" \n"), "is empty"),
}


class TestMisbehavingFiles:
    @pytest.mark.parametrize("kind", MISBEHAVING)
    def test_is_told_in_words_and_the_next_one_is_taken(
        self, repository: Repository, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make, words = MISBEHAVING[kind]
        path = repository.root / "docs" / "CODEBASE_MAP.md"
        path.parent.mkdir()
        monkeypatch.chdir(path.parent)
        make(path)
        found, notices = maps.find(repository.root)
        assert found is None
        assert len(notices) == 1
        assert notices[0].startswith(f"docs/CODEBASE_MAP.md {words}")
        repository.write("docs/ARCHITECTURE.md", "# A\n")
        found, again = maps.find(repository.root)
        assert found
        assert (found.name, again) == ("docs/ARCHITECTURE.md", notices)

    def test_one_that_may_not_be_read(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        path = repository.write("CODEBASE_MAP.md", "# M\n")

        def refuse(name: object, *_: object, **__: object) -> int:
            raise PermissionError(13, "Permission denied", name)

        monkeypatch.setattr(os, "open", refuse)  # root may read everything
        assert maps.find(repository.root) == (None, ("CODEBASE_MAP.md cannot be read: Permission denied",))
        assert stat.S_ISREG(path.stat().st_mode)

    def test_one_that_grows_while_it_is_read_is_read_no_further(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repository.write("CODEBASE_MAP.md", "# Map\n")
        monkeypatch.setattr(maps, "MOST_BYTES", 3)
        monkeypatch.setattr(maps, "_check", lambda seen: None)
        assert maps.find(repository.root) == (None, ("CODEBASE_MAP.md has grown over 3 bytes",))

    def test_docs_may_be_a_file(self, repository: Repository) -> None:
        repository.write("docs")
        assert maps.find(repository.root) == (None, ())


class TestAge:
    def test_counts_commits_and_files_since_the_map_says_it_was_made(self, tmp_path: Path) -> None:
        old = age(mapped_repository(tmp_path).root)
        assert (old.commits, old.files, old.stale, old.partial) == (2, 3, True, False)
        assert old.words == "mapped 2026-01-05, 2 commits and 3 files ago"

    def test_a_fresh_map_that_came_with_a_line_elsewhere_is_not_stale(self, repository: Repository) -> None:
        repository.write("a.py")
        repository.commit(at=JANUARY_4)
        repository.write("docs/CODEBASE_MAP.md", MAPPED)
        repository.commit("CLAUDE.md", at=JANUARY_5)
        fresh = age(repository.root)
        assert (fresh.commits, fresh.files, fresh.stale) == (0, 0, False)
        assert fresh.words == "mapped 2026-01-05, nothing else changed since"

    def test_later_commits_that_touch_nothing_but_the_map_do_not_count(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path)
        made.commit("docs/CODEBASE_MAP.md")
        assert age(made.root).commits == 2

    def test_a_branch_that_was_merged_later_counts_though_its_commits_are_older(self, repository: Repository) -> None:
        repository.write("a.py")
        repository.commit(at=JANUARY_4)
        repository.git("checkout", "--quiet", "-b", "side")
        repository.commit("side.py", at=JANUARY_4)
        repository.git("checkout", "--quiet", "main")
        repository.write("docs/CODEBASE_MAP.md", MAPPED)
        repository.commit(at=JANUARY_5)
        repository.git("merge", "--quiet", "--no-ff", "--message", "m", "side")
        assert (age(repository.root).commits, age(repository.root).files) == (1, 1)

    def test_a_merge_is_one_commit_with_all_its_files(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path)
        made.git("checkout", "--quiet", "-b", "side")
        for name in ("d.py", "e.py", "f.py"):
            made.commit(name)
        made.git("checkout", "--quiet", "main")
        made.git("merge", "--quiet", "--no-ff", "--message", "m", "side")
        assert (age(made.root).commits, age(made.root).files) == (3, 6)

    def test_a_merge_that_brings_the_map_counts_with_what_else_it_brings(self, repository: Repository) -> None:
        repository.commit("a.py", at=JANUARY_4)
        repository.git("checkout", "--quiet", "-b", "side")
        repository.write("CODEBASE_MAP.md", MAPPED)
        repository.commit(at=JANUARY_5)
        repository.commit("b.py", at=JANUARY_5)
        repository.git("checkout", "--quiet", "main")
        repository.git("merge", "--quiet", "--no-ff", "--message", "m", "side", at=JANUARY_5)
        assert (age(repository.root).commits, age(repository.root).files) == (1, 1)

    def test_a_time_without_a_zone_is_utc(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made = mapped_repository(tmp_path, "---\nlast_mapped: 2026-02-01T07:00:00\n---\n# M\n")
        monkeypatch.setenv("TZ", "EST5")
        time.tzset()
        try:
            assert age(made.root).commits == 2
        finally:
            monkeypatch.undo()
            time.tzset()

    def test_strange_names_are_one_file_each(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path)
        for name in ("with space", "ümläut", 'quo"te', "new\nline", ":(exclude)x", "-dash"):
            made.write(name)
        made.commit()
        assert age(made.root).files == 9

    def test_a_map_without_a_date_is_as_old_as_its_last_commit(self, tmp_path: Path) -> None:
        old = age(mapped_repository(tmp_path, "# Architecture\n", "docs/ARCHITECTURE.md").root)
        assert (old.source, old.commits, old.files) == ("committed", 2, 3)
        assert old.words == "committed 2026-01-05, 2 commits and 3 files ago"
        assert old.stale

    def test_text_by_hand_is_given_a_month(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path, "# Architecture\n", "docs/ARCHITECTURE.md")
        assert not age(made.root, datetime(2026, 2, 2, tzinfo=UTC)).stale

    @pytest.mark.parametrize("key", ["last_mapped", "last_mapped_commit"])
    def test_a_map_may_name_its_commit(self, repository: Repository, key: str) -> None:
        repository.write("a.py")
        commit = repository.commit(at=JANUARY_4)
        repository.write("CODEBASE_MAP.md", f"---\n{key}: {commit[:10]}\n---\n# M\n")
        repository.commit("b.py", at=FEBRUARY)
        repository.commit("c.py", at=FEBRUARY)
        assert age(repository.root).words == "mapped 2026-01-04, 2 commits and 2 files ago"

    @pytest.mark.parametrize(
        "value",
        [
            "deadbeefdeadbeef",
            "--output=/tmp/x",
            "HEAD",
            "yesterday",
            "2026-99-99",
            "9999-12-31",
            "2027-01-01T00:00:00Z",
            "",
        ],
    )
    def test_a_date_that_cannot_be_is_not_believed(self, tmp_path: Path, value: str) -> None:
        made = mapped_repository(tmp_path, f"---\nlast_mapped: {value}\n---\n# M\n")
        assert age(made.root).words == "committed 2026-01-05, 2 commits and 3 files ago"

    @pytest.mark.parametrize(
        ("value", "commits"),
        [
            ("2026-01-05", 2),
            ("'2026-01-05T09:41:07+00:00'", 2),
            ("2026-01-05 09:41:07", 2),
            ("2026-02-01", 0),
            ("0001-01-01", 3),
        ],
    )
    def test_dates_are_read_as_people_write_them(self, tmp_path: Path, value: str, commits: int) -> None:
        made = mapped_repository(tmp_path, f"---\nlast_mapped: {value}\n---\n# M\n")
        assert (age(made.root).source, age(made.root).commits) == ("mapped", commits)

    def test_without_commits_the_date_tells(self, repository: Repository) -> None:
        repository.write("CODEBASE_MAP.md", MAPPED)
        old = age(repository.root)
        assert (old.commits, old.words, old.stale) == (None, "mapped 2026-01-05, 54 days ago", True)

    def test_without_git_the_date_tells(self, tmp_path: Path) -> None:
        (tmp_path / "CODEBASE_MAP.md").write_text(MAPPED)
        assert age(tmp_path).words == "mapped 2026-01-05, 54 days ago"

    def test_without_anything_the_files_own_time_tells(self, tmp_path: Path) -> None:
        path = tmp_path / "CODEBASE_MAP.md"
        path.write_text("# M\n")
        os.utime(path, (datetime(2026, 2, 28, tzinfo=UTC).timestamp(),) * 2)
        old = age(tmp_path)
        assert (old.words, old.stale) == ("written 2026-02-28, 1 day ago", False)

    def test_without_the_git_program_the_date_tells(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        root = mapped_repository(tmp_path / "repo").root
        monkeypatch.setenv("PATH", str(tmp_path))
        assert age(root).words == "mapped 2026-01-05, 54 days ago"

    def test_an_untracked_map_is_as_old_as_its_file(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path / "repo", name="notes.md")
        path = made.write("CODEBASE_MAP.md", "# M\n")
        os.utime(path, (datetime(2026, 1, 10, tzinfo=UTC).timestamp(),) * 2)
        assert age(made.root).words == "written 2026-01-10, 2 commits and 3 files ago"

    def test_a_detached_head_counts_what_it_has(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path)
        made.git("checkout", "--quiet", "--detach", "HEAD~1")
        assert age(made.root).commits == 1

    def test_a_shallow_clone_says_at_least(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path / "repo")
        for number in range(20):
            made.write(f"many/{number}")
        made.commit()
        made.commit("d.py")
        clone = tmp_path / "clone"
        made.git("clone", "--quiet", "--depth=2", f"file://{made.root}", str(clone))
        old = age(clone)
        assert (old.partial, old.stale) == (True, True)
        assert old.words == "mapped 2026-01-05, at least 1 commit and 1 file ago"

    def test_a_linked_worktree_has_an_age_too(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path / "repo")
        made.git("worktree", "add", "--quiet", str(tmp_path / "tree"))
        assert age(tmp_path / "tree").commits == 2

    def test_a_long_history_is_not_counted_to_its_end(self, repository: Repository) -> None:
        repository.write("CODEBASE_MAP.md", MAPPED)
        repository.commit(at=JANUARY_5)
        lines = [
            f"commit refs/heads/main\ncommitter T <t@example.invalid> {1_770_000_000 + n} +0000\ndata 0\n"
            + (f"from {repository.git('rev-parse', 'HEAD').strip()}\n" if n == 0 else "")
            + f"M 100644 inline f{n}\ndata 1\nx\n"
            for n in range(MOST_COMMITS + 5)
        ]
        subprocess.run(
            ["git", "fast-import", "--quiet"], cwd=repository.root, input="".join(lines), text=True, check=True
        )
        old = age(repository.root)
        assert (old.commits, old.partial) == (MOST_COMMITS, True)
        assert old.words.startswith(f"mapped 2026-01-05, at least {MOST_COMMITS} commits and {MOST_COMMITS} files")


class TestReadingGit:
    def test_nothing_of_a_hostile_repository_is_run(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path / "repo")
        trap = tmp_path / "trap"
        script = tmp_path / "trap.sh"
        script.write_text(f"#!/bin/sh\ntouch {trap}\ncat\n")
        script.chmod(0o755)
        for key in (
            "core.fsmonitor",
            "core.pager",
            "diff.external",
            "gpg.program",
            "diff.x.textconv",
            "diff.x.command",
            "core.sshCommand",
        ):
            made.git("config", key, str(script))
        made.git("config", "log.showSignature", "true")
        made.sign()
        made.write(".git/info/attributes", "* diff=x\n")
        hook = made.write(".git/hooks/post-index-change", script.read_text())
        hook.chmod(0o755)
        made.write("a.py", "changed\n")
        assert age(made.root).commits == 2
        assert b"+changed" in git.run(made.root, "diff", "HEAD")
        assert b"a.py" in git.run(made.root, "status", "--porcelain", "-z")
        assert not trap.exists()

    def test_a_hooks_environment_does_not_lead_to_another_repository(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made, other = mapped_repository(tmp_path / "repo"), Repository(tmp_path / "other")
        monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
        monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
        monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / "index"))
        assert git.run(made.root, "ls-files", "-z").split(b"\0")[:2] == [b"a.py", b"b.py"]

    def test_reading_leaves_the_index_alone(self, tmp_path: Path) -> None:
        made = mapped_repository(tmp_path)
        os.utime(made.root / "a.py", (1, 1))
        before = (made.root / ".git" / "index").stat().st_mtime_ns
        git.run(made.root, "status", "--porcelain")
        assert (made.root / ".git" / "index").stat().st_mtime_ns == before

    def test_errors_are_words(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(AgentError, match="git log: not a git repository") as caught:
            git.run(tmp_path, "log")
        assert caught.value.code == "git_failed"
        with pytest.raises(AgentError, match="cannot change to"):
            git.run(tmp_path / "none", "log")
        with pytest.raises(AgentError, match="git log: embedded null byte"):
            git.run(tmp_path, "log", "a\0b")
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(AgentError, match="git is not installed") as caught:
            git.run(tmp_path, "log")
        assert caught.value.code == "no_git"

    def test_a_git_that_takes_too_long_is_ended(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        slow = tmp_path / "git"
        slow.write_text("#!/bin/sh\nexec sleep 60\n")
        slow.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        with pytest.raises(AgentError, match=r"took more than 0\.2 s") as caught:
            git.run(tmp_path, "log", timeout_s=0.2)
        assert caught.value.code == "git_timeout"


class TestBrief:
    def test_no_map_is_one_warning_that_says_how_to_make_one(self, repository: Repository) -> None:
        fitted, notices = maps.brief(repository.root, "task", 1000)
        assert fitted is None
        assert len(notices) == 1
        for step in (
            "/plugin marketplace add kingbootoshi/cartographer",
            "/plugin install cartographer",
            " /cartographer",
        ):
            assert step in notices[0]

    def test_a_map_that_fits_and_is_fresh_needs_no_words(self, repository: Repository) -> None:
        repository.write("CODEBASE_MAP.md", MAPPED)
        repository.commit(at=JANUARY_5)
        fitted, notices = maps.brief(repository.root, "", 1000)
        assert fitted
        assert (fitted.text, notices) == (MAPPED, ())

    def test_a_stale_one_is_told_and_goes_in(self, tmp_path: Path) -> None:
        fitted, notices = maps.brief(mapped_repository(tmp_path).root, "", 1000)
        assert fitted
        assert notices == (
            "docs/CODEBASE_MAP.md was mapped 2026-01-05, 2 commits and 3 files ago: /cartographer brings it up to date",
        )

    def test_parts_left_out_are_told(self, tmp_path: Path) -> None:
        text = MAPPED + "".join(f"\n## Part {n}\n\n{'words ' * 100}\n" for n in range(9))
        (tmp_path / "CODEBASE_MAP.md").write_text(text)
        fitted, notices = maps.brief(tmp_path, "", 500)
        assert fitted
        assert fitted.tokens <= 500
        assert notices[-1] == (
            f"CODEBASE_MAP.md has {parse(text).tokens:,} tokens, 500 are allowed. Left out: "
            "Part 2 (154 tokens); Part 3 (154 tokens); Part 4 (154 tokens); 4 more sections (615 tokens)"
        )

    def test_a_budget_for_nothing_gives_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "CODEBASE_MAP.md").write_text("# M\n\n" + "words " * 100)
        fitted, notices = maps.brief(tmp_path, "", 5)
        assert fitted is None
        assert notices[-1] == "no part of CODEBASE_MAP.md fits into 5 tokens"

    def test_a_map_that_fits_is_not_taken_apart(self, tmp_path: Path) -> None:
        (tmp_path / "CODEBASE_MAP.md").write_text(MAPPED)
        program = (
            "import sys; from pathlib import Path; from codex_agent.sources import maps;"
            f"assert maps.brief(Path({str(tmp_path)!r}), 'fix', 1000)[0]; print('markdown_it' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout == "False\n"


def test_five_megabytes_are_sorted_out_in_seconds() -> None:
    section = "### Module {}\n\n**Purpose**: makes invoices\n\n| File | Purpose |\n|---|---|\n| `src/m{}/a.py` | b |\n\n{}\n\n"
    text = "# Map\n\n## Modules\n\n" + "".join(
        section.format(n, n, "- `src/x.py`: words of it\n" * 30) for n in range(6000)
    )
    assert len(text) > 5_000_000
    begin = time.process_time()
    fitted = fit(parse(text), "Change src/m4711/a.py", 25_000)
    assert time.process_time() - begin < 15  # 1.5 on an idle machine
    assert "Module 4711" in {section.title for section in fitted.kept}
    assert fitted.tokens <= 25_000


class TestCommand:
    def map(self, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "codex_agent", "map", *words]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)

    def test_shows_path_age_and_sections(self, tmp_path: Path) -> None:
        root = mapped_repository(tmp_path).root
        done = self.map(folder=root)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines() == [
            f"Map: {root}/docs/CODEBASE_MAP.md",
            "Age: mapped 2026-01-05, 2 commits and 3 files ago (stale)",
            "Tokens: 23; the budget is 25,000: fits whole",
            "",
            "TOKENS  KEPT  SECTION",
            "    11  yes   (before the first heading)",
            "     4  yes   # Codebase Map",
            "     8  yes   ## System Overview",
        ]

    def test_json_is_one_object(self, tmp_path: Path) -> None:
        text = MAPPED + f"\n## Billing\n\n{'words ' * 300}\n\n## Login\n\n{'words ' * 300}\n"
        root = mapped_repository(tmp_path, text).root
        done = self.map(
            "--json", "--task", "fix the login", "--budget", "600", "--dir", str(root / "docs"), folder=tmp_path
        )
        answer = json.loads(done.stdout)
        assert (answer["ok"], answer["path"], answer["budget"]) == (True, f"{root}/docs/CODEBASE_MAP.md", 600)
        assert answer["front_matter"] == {"last_mapped": "2026-01-05T09:41:07Z"}
        assert (answer["age"]["commits"], answer["age"]["files"], answer["age"]["stale"]) == (2, 3, True)
        assert [(one["title"], one["kept"]) for one in answer["sections"]][-2:] == [("Billing", "no"), ("Login", "yes")]
        assert answer["fitted_tokens"] <= 600

    def test_no_map_is_exit_3_with_the_way_to_one(self, repository: Repository) -> None:
        os.mkfifo(repository.root / "CODEBASE_MAP.md")
        done = self.map(folder=repository.root)
        assert (done.returncode, done.stdout) == (Exit.NOT_FOUND, "")
        assert "CODEBASE_MAP.md is not a plain file" in done.stderr
        assert "Hint: Cartographer makes one in Claude Code: /plugin marketplace add" in done.stderr

    @pytest.mark.parametrize(
        "words", [["--budget", "0"], ["--budget", "x"], ["--dir", "/nowhere"], ["extra"]], ids=" ".join
    )
    def test_bad_words_are_usage_errors(self, tmp_path: Path, words: list[str]) -> None:
        assert self.map(*words, folder=tmp_path).returncode == Exit.USAGE
