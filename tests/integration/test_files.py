"""`-f`: real folders, real git."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codex_agent.errors import AgentError, Exit
from codex_agent.prompts.files import shown
from codex_agent.sources import contents, git, listing, secrets, walking
from codex_agent.sources.files import Gathered, Limits, gather
from codex_agent.sources.patterns import Matcher, may_be_a_name

SOME_TOKEN = "ghp_" + "".join(random.Random(2).choices(string.ascii_letters + string.digits, k=36))
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def run_git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def write(folder: Path, *names: str, text: str = "text\n") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A folder without git."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def repo(plain: Path) -> Path:
    run_git(plain, "init", "-q", "-b", "main")
    return plain


@pytest.fixture(params=["git", "no git"])
def folder(request: pytest.FixtureRequest, plain: Path) -> Path:
    """Both: what holds in a repository holds in a plain folder."""
    if request.param == "git":
        run_git(plain, "init", "-q", "-b", "main")
    return plain


def gathered(root: Path, *patterns: str, force: bool = False, limits: Limits = Limits()) -> Gathered:  # noqa: B008 - immutable
    return gather(patterns, root, force=force, limits=limits)


def paths(root: Path, *patterns: str, force: bool = False) -> list[str]:
    return [file.path for file in gathered(root, *patterns, force=force).files]


def refused(root: Path, *patterns: str, force: bool = False, limits: Limits = Limits()) -> AgentError:  # noqa: B008 - immutable
    with pytest.raises(AgentError) as caught:
        gathered(root, *patterns, force=force, limits=limits)
    assert caught.value.exit_code == Exit.USAGE
    return caught.value


# What is found, and in which order


def test_files_come_by_pattern_then_by_path_and_each_once(folder: Path) -> None:
    write(folder, "b/2.py", "b/1.py", "a/9.py", "a/Z.py", "a/ä.py", "README.md")
    assert paths(folder, "README.md", "b/*.py", "**/*.py") == [
        *("README.md", "b/1.py", "b/2.py"),
        *("a/9.py", "a/Z.py", "a/ä.py"),
    ]
    assert paths(folder, "./b/../a/9.py", "a/9.py", str(folder / "a" / "9.py")) == ["a/9.py"]


def test_a_folder_stands_for_everything_below_it(folder: Path) -> None:
    write(folder, "a/1", "a/b/2", "a/.hidden/3", "c")
    assert paths(folder, "a") == paths(folder, "a/") == paths(folder, "a/**") == ["a/.hidden/3", "a/1", "a/b/2"]
    assert paths(folder, ".") == ["a/.hidden/3", "a/1", "a/b/2", "c"]


def test_the_content_is_what_stands_in_the_file_byte_for_byte(folder: Path) -> None:
    data = "\ufefferste Zeile\r\nzweite\rdritte\u2028\n\n".encode()
    (folder / "a").write_bytes(data)
    file = gathered(folder, "a").files[0]
    assert file.text.encode() == data
    assert file.tokens > 0


def test_an_empty_file_is_a_file(folder: Path) -> None:
    write(folder, "a", text="")
    assert gathered(folder, "a").files[0].text == ""


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda name: (
        name.lower() not in {".", "..", ".git", ".gitignore"}
        and len(name.encode()) < 200
        and secrets.suspicious_name(name) is None
    )
)
ODD = [
    "-f",
    "--",
    "a b",
    "a\nb",
    "*",
    "**",
    "[id]",
    "{a,b}",
    "a\\b",
    '"q"',
    "'",
    "!x",
    "#x",
    "~",
    ":(glob)x",
    "ü",
    "a\tb",
    " ",
    "?",
]


@QUIET
@given(names=st.sets(NAMES | st.sampled_from(ODD), min_size=1, max_size=5), tracked=st.booleans())
def test_any_name_can_be_named_and_is_found_by_a_pattern(
    tmp_path_factory: pytest.TempPathFactory, names: set[str], tracked: bool
) -> None:
    folder = tmp_path_factory.mktemp("names")
    run_git(folder, "init", "-q")
    for name in names:
        write(folder, f"sub/{name}", text=f"this is {name}")
    if tracked:
        run_git(folder, "add", "-A")
    by_pattern = gathered(folder, "sub/*").files
    assert {file.path for file in by_pattern} == {f"sub/{name}" for name in names}
    assert [os.fsencode(file.path) for file in by_pattern] == sorted(os.fsencode(f"sub/{name}") for name in names)
    for name in names:
        escaped = "".join(f"\\{sign}" for sign in name)
        typed = [f"sub/{escaped}"] + [f"sub/{name}"] * may_be_a_name(name)
        for pattern in typed:
            assert [(file.path, file.text) for file in gathered(folder, pattern).files] == [
                (f"sub/{name}", f"this is {name}")
            ]


def test_a_name_that_is_a_wildcard_stands_for_more_than_itself(folder: Path) -> None:
    """A file called `*` that somebody put there must not hide the others."""
    write(folder, "*", "a", "**/x", "b/x")
    assert paths(folder, "*") == ["*", "a"]
    assert paths(folder, "**/x") == ["**/x", "b/x"]
    assert paths(folder, r"\*") == paths(folder, "[*]") == ["*"]


def test_a_name_that_is_not_utf_8_is_found_and_can_be_shown(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    write(folder, f"sub/{name}")
    assert paths(folder, "sub/*.py") == paths(folder, f"sub/{name}") == [f"sub/{name}"]
    shown(paths(folder, "sub/*")[0]).encode()


def test_a_folder_whose_name_has_wildcards_is_meant_as_typed(folder: Path) -> None:
    write(folder, "app/[id]/page.tsx", "app/i/page.tsx", "app/{a,b}/x.py", "app/a/x.py")
    assert paths(folder, "app/[id]/*.tsx") == ["app/[id]/page.tsx"]
    assert paths(folder, "app/[ij]/*.tsx") == ["app/i/page.tsx"]
    assert paths(folder, "app/{a,b}") == ["app/{a,b}/x.py"]


def test_braces_take_what_is_there_of_their_choices(folder: Path) -> None:
    write(folder, "a/1.py", "b/2.ts", "c/3.md", "d.md")
    assert paths(folder, "{a,b,x}/*.{py,ts}") == ["a/1.py", "b/2.ts"]
    assert paths(folder, "{a,c,d.md,nope}") == ["a/1.py", "c/3.md", "d.md"]
    assert refused(folder, "{x,y}/*.py").code == "no_match"


def test_an_exclamation_mark_takes_files_out(folder: Path) -> None:
    write(folder, "a/1.py", "a/2.py", "a/b/3.py", "a/4.md")
    assert paths(folder, "a/**", "!a/b/**", "!a/*.md") == ["a/1.py", "a/2.py"]
    assert paths(folder, "!a/1.py", "a/*.py") == ["a/2.py"]
    left = gathered(folder, "a/1.py", "!a/*.rb")
    assert left.notices == ("no file matches !a/*.rb: it takes nothing out",)
    write(folder, "!odd")
    assert paths(folder, "!odd") == ["!odd"]


@QUIET
@given(
    patterns=st.lists(
        st.lists(
            st.sampled_from(["**", "*", "a", "b", "a*", "*b", "?", "[ab]", "[!a]", ".*", "*.*"]), min_size=1, max_size=4
        ),
        min_size=1,
        max_size=8,
    )
)
def test_patterns_match_what_git_matches(tmp_path_factory: pytest.TempPathFactory, patterns: list[list[str]]) -> None:
    folder = _forest(tmp_path_factory)
    every = subprocess.run(["git", "ls-files", "-z"], cwd=folder, check=True, capture_output=True, text=True).stdout
    for parts in patterns:
        words = ["git", "ls-files", "-z", "--", ":(glob)" + "/".join(parts)]
        said = subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True).stdout
        matcher = Matcher([parts])
        ours = {name for name in every.split("\0") if name and matcher.matches(name)}
        # A pathspec without a wildcard also stands for a folder; ours says so only with a slash.
        theirs = {name for name in said.split("\0") if name and not name.startswith("/".join(parts) + "/")}
        assert ours == theirs, parts


def _forest(factory: pytest.TempPathFactory) -> Path:
    folder = factory.getbasetemp() / "forest"
    if not folder.exists():
        words = ["a", "b", "ab", ".a", "a.b"]
        folder.mkdir()
        run_git(folder, "init", "-q")
        write(
            folder, *(f"{one}{two}/{three}{four}" for one in "ab" for two in words for three in "ab" for four in words)
        )
        write(folder, *(f"a/a/{one}/{two}" for one in words for two in words), *(f"{word}x" for word in words))
        run_git(folder, "add", "-A")
    return folder


# What git ignores


def test_ignored_files_are_left_out_of_patterns_and_folders(folder: Path) -> None:
    write(
        folder,
        "a.py",
        "a.log",
        "sub/b.py",
        "sub/c.log",
        "sub/keep.log",
        "build/x.py",
        "sub/build/y.py",
        "sub/deep/z.tmp",
    )
    (folder / ".gitignore").write_text("*.log\n/build/\n")
    (folder / "sub" / ".gitignore").write_text("!keep.log\n*.tmp\n")
    assert paths(folder, "**/*.*") == [
        ".gitignore",
        "a.py",
        "sub/.gitignore",
        "sub/b.py",
        "sub/build/y.py",
        "sub/keep.log",
    ]
    assert paths(folder, "sub") == ["sub/.gitignore", "sub/b.py", "sub/build/y.py", "sub/keep.log"]


def test_the_excludes_of_the_user_and_of_the_clone_count_too(repo: Path, home: Path) -> None:
    write(repo, "a.py", "mine.txt", "ours.txt")
    (home / "excludes").write_text("mine.txt\n")
    (home / ".gitconfig").write_text(f"[core]\n\texcludesFile = {home}/excludes\n")
    (repo / ".git" / "info" / "exclude").write_text("ours.txt\n")
    assert paths(repo, "*") == ["a.py"]
    assert "git ignores it" in refused(repo, "mine.txt").message


def test_a_tracked_file_is_not_ignored_whatever_the_rules_say(repo: Path) -> None:
    write(repo, "a.log")
    run_git(repo, "add", "a.log")
    (repo / ".gitignore").write_text("*.log\n")
    write(repo, "b.log")
    assert paths(repo, "*.log") == paths(repo, "a.log") == ["a.log"]


def test_an_ignored_file_that_is_named_is_taken_only_by_force(folder: Path) -> None:
    write(folder, "build/deep/x.py", "y.py")
    (folder / ".gitignore").write_text("build/\n")
    error = refused(folder, "y.py", "build/deep/x.py")
    assert error.code == "refused_files"
    assert "build/deep/x.py: git ignores it" in error.message
    assert "--force-files" in str(error.hint)
    taken = gathered(folder, "y.py", "build/deep/x.py", force=True)
    assert [file.path for file in taken.files] == ["y.py", "build/deep/x.py"]
    assert taken.notices == ("taken all the same: build/deep/x.py: git ignores it",)


def test_an_ignored_file_with_any_name_is_known_as_ignored(repo: Path) -> None:
    names = [":(glob)x.log", ":!x.log", "-x.log", "[x].log", "a b.log", "ä\n.log"]
    write(repo, "x.log", ".gitignore", *names, text="*.log\n")
    for name in names:
        assert "git ignores it" in refused(repo, name).message


def test_a_link_to_an_ignored_file_that_is_named_is_refused_though_a_pattern_matched_it_before(folder: Path) -> None:
    write(folder, "hidden.log", ".gitignore", text="*.log\n")
    (folder / "link.md").symlink_to("hidden.log")
    assert "link.md: git ignores it" in refused(folder, "*.*", "link.md").message


def test_folders_of_version_control_are_not_searched(plain: Path) -> None:
    write(plain, "a.py", ".git/b.py", ".hg/c.py", ".svn/d.py", "sub/.git/e.py")
    assert paths(plain, "**/*.py") == ["a.py"]


def test_force_takes_no_ignored_file_that_was_not_named(folder: Path) -> None:
    write(folder, "a.py", "b.py")
    (folder / ".gitignore").write_text("b.py\n")
    assert paths(folder, "*.py", force=True) == ["a.py"]


@pytest.mark.parametrize("pattern", ["build/**", "build", "**/*.o"])
def test_a_pattern_that_only_ignored_files_match_says_so(
    folder: Path, pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "build/x.o", "a.py")
    (folder / ".gitignore").write_text("build/\n")
    monkeypatch.setattr(listing, "IGNORED_S", 60.0)  # on a busy machine there would be no time to say it
    error = refused(folder, pattern)
    assert error.code == "no_match"
    assert pattern in error.message
    assert "only files that git ignores match (build/x.o)" in str(error.hint)


def test_the_repositorys_own_folder_is_never_listed_and_named_only_by_force(repo: Path) -> None:
    write(repo, "a.py")
    assert paths(repo, ".") == ["a.py"]
    assert refused(repo, ".git/**").code == refused(repo, ".git").code == "no_match"
    assert "git ignores it" in refused(repo, ".git/config").message
    assert paths(repo, ".git/config", force=True) == [".git/config"]


RULES = [
    "*.a",
    "!*.a",
    "/x",
    "x/",
    "y/*",
    "!y/a.a",
    "**/z",
    "z/**",
    "# no",
    "",
    "a b",
    "\\!a",
    "x/**/y",
    "[ab].a",
    "!",
    "/",
    "\\",
]
TREE = ["a.a", "b.b", "x/a.a", "x/y/b.b", "y/a.a", "y/b", "y/x/a.a", "z", "q/z/c.a", "q/x", "a b", "!a", "x/q/y/t"]


@QUIET
@given(top=st.lists(st.sampled_from(RULES), max_size=5), sub=st.lists(st.sampled_from(RULES), max_size=3))
def test_without_git_the_same_files_are_ignored(
    tmp_path_factory: pytest.TempPathFactory, top: list[str], sub: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    write(folder, *TREE)
    (folder / ".gitignore").write_text("\n".join(top))
    (folder / "y" / ".gitignore").write_text("\n".join(sub))
    found = []
    for with_git in (False, True):
        if with_git:
            run_git(folder, "init", "-q")
        listed = [
            sorted(listing.below(str(folder / sub), Matcher([["**"]]), str(folder)).files) for sub in (".", "y", "x")
        ]
        every = [str(folder / name) for name in TREE]
        found.append((listed, sorted(listing.ignored(every, str(folder))[0])))
    assert found[0] == found[1]


def test_without_a_git_that_answers_the_ignore_files_still_count(
    repo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(repo, "a.py", "b.log")
    (repo / ".gitignore").write_text("*.log\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = gathered(repo, "*")
    assert [file.path for file in found.files] == [".gitignore", "a.py"]
    assert "git is not installed" in found.notices[0]
    assert "git ignores it" in refused(repo, "b.log").message


def test_a_damaged_repository_is_told(plain: Path) -> None:
    write(plain, "a.py")
    write(plain, ".git/HEAD")
    found = gathered(plain, "*.py")
    assert [file.path for file in found.files] == ["a.py"]
    assert "not a git repository" in found.notices[0]


def test_the_variables_of_a_hook_do_not_lead_to_another_repository(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    run_git(other, "init", "-q")
    write(other, "not-mine")
    write(repo, "mine")
    for name, value in {"GIT_DIR": f"{other}/.git", "GIT_WORK_TREE": str(other), "GIT_LITERAL_PATHSPECS": "1"}.items():
        monkeypatch.setenv(name, value)
    assert paths(repo, "*") == paths(repo, "mine") == ["mine"]


def test_no_program_that_a_repository_names_is_run(repo: Path) -> None:
    write(repo, "a.py")
    run_git(repo, "add", "a.py")
    script = repo.parent / "evil"
    script.write_text("#!/bin/sh\ntouch ran\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external"):
        run_git(repo, "config", key, str(script))
    (repo / ".git" / "hooks" / "post-index-change").write_text(script.read_text())
    (repo / ".git" / "hooks" / "post-index-change").chmod(0o755)
    assert paths(repo, "*", "a.py") == ["a.py"]
    assert not list(repo.parent.rglob("ran"))


# Parts of git


def test_a_deleted_file_is_left_out_though_it_is_tracked(repo: Path) -> None:
    write(repo, "a.py", "b.py")
    run_git(repo, "add", "-A")
    (repo / "b.py").unlink()
    assert paths(repo, "*.py") == ["a.py"]
    assert refused(repo, "b.py").code == "no_such_file"


def test_a_conflict_gives_its_file_once(repo: Path) -> None:
    write(repo, "a.py")
    run_git(repo, "add", "-A")
    run_git(repo, "commit", "-qm", "1")
    run_git(repo, "checkout", "-qb", "other")
    write(repo, "a.py", text="other\n")
    run_git(repo, "commit", "-qam", "2")
    run_git(repo, "checkout", "-q", "main")
    write(repo, "a.py", text="main\n")
    run_git(repo, "commit", "-qam", "3")
    with pytest.raises(subprocess.CalledProcessError):
        run_git(repo, "merge", "other")
    assert paths(repo, "*.py") == ["a.py"]


def test_what_a_sparse_checkout_leaves_out_is_not_there(repo: Path) -> None:
    write(repo, "in/a.py", "out/b.py")
    run_git(repo, "add", "-A")
    run_git(repo, "commit", "-qm", "1")
    run_git(repo, "sparse-checkout", "set", "in")
    assert paths(repo, "**/*.py") == ["in/a.py"]
    assert refused(repo, "out/*.py").code == "no_match"


def test_a_worktree_is_a_repository_like_others(repo: Path) -> None:
    write(repo, "a.py", ".gitignore", text="*.log\n")
    run_git(repo, "add", "-A")
    run_git(repo, "commit", "-qm", "1")
    tree = repo.parent / "tree"
    run_git(repo, "worktree", "add", "-q", str(tree))
    write(tree, "b.log")
    assert paths(tree, "*") == [".gitignore", "a.py"]
    assert "git ignores it" in refused(tree, "b.log").message


@pytest.mark.parametrize("kind", ["nested", "submodule"])
def test_a_repository_inside_is_not_entered_unless_it_is_named(repo: Path, kind: str) -> None:
    write(repo, "a.py")
    inner = repo / "inner" if kind == "nested" else repo.parent / "origin"
    inner.mkdir()
    run_git(inner, "init", "-q", "-b", "main")
    write(inner, "b.py", "src/c.py", ".gitignore", text="*.log\n")
    run_git(inner, "add", "-A")
    run_git(inner, "commit", "-qm", "1")
    if kind == "submodule":
        run_git(repo, "submodule", "add", "-q", str(inner), "inner")
    write(repo / "inner", "d.log", "new.py")
    found = gathered(repo, "**/*.py")
    assert [file.path for file in found.files] == ["a.py"]
    assert found.notices == ("repositories of their own were not entered: inner",)
    assert gathered(repo, "a.py", "*.py").notices == ()
    assert paths(repo, "inner/**/*.py") == ["inner/b.py", "inner/new.py", "inner/src/c.py"]
    assert paths(repo, "inner/b.py", "inner/src") == ["inner/b.py", "inner/src/c.py"]
    assert "inner/d.log: git ignores it" in refused(repo, "inner/d.log").message


def test_a_folder_of_repositories_is_searched_as_one(plain: Path) -> None:
    for name in ("one", "two"):
        write(plain, f"{name}/a.py", f"{name}/a.log", f"{name}/.gitignore", text="*.log\n")
        run_git(plain / name, "init", "-q")
    assert paths(plain, "*/a.*") == ["one/a.py", "two/a.py"]
    assert "git ignores it" in refused(plain, "one/a.log").message


# Outside, links and odd things


def test_a_pattern_does_not_leave_the_folder_and_a_named_file_may(folder: Path) -> None:
    write(folder.parent, "outside/a.py")
    write(folder, "sub/b.py")
    outside = folder.parent / "outside"
    for pattern in ("../outside/*.py", f"{outside}/*.py", "sub/../../outside/*.py", "/*"):
        assert refused(folder, pattern).code == "outside"
    for pattern in ("../outside/a.py", str(outside / "a.py"), "sub/../../outside/a.py", "../outside"):
        assert paths(folder, pattern) == [str(outside / "a.py")]
    assert paths(folder, f"{folder}/sub/*.py", f"../{folder.name}/sub/*.py") == ["sub/b.py"]
    assert refused(folder, "sub/*/../b.py").code == "bad_pattern"


def test_a_subfolder_of_a_repository_can_be_the_root(repo: Path) -> None:
    write(repo, "a.py", "sub/b.py", "sub/c.log", ".gitignore", text="*.log\n")
    assert paths(repo / "sub", "*") == ["b.py"]
    assert paths(repo / "sub", "../a.py") == [str(repo / "a.py")]
    assert "git ignores it" in refused(repo / "sub", "c.log").message
    assert "git ignores it" in refused(repo / "sub", str(repo / "sub" / "c.log")).message


def test_a_root_behind_a_link_is_the_same_root(folder: Path) -> None:
    write(folder, "a.py")
    link = folder.parent / "link"
    link.symlink_to(folder)
    assert paths(link, "*.py") == paths(link, str(folder / "a.py")) == paths(link, f"{link}/*.py") == ["a.py"]


def test_the_home_folder_can_be_written_with_a_tilde(plain: Path, home: Path) -> None:
    write(home, "notes.md")
    assert paths(plain, "~/notes.md") == [str(home / "notes.md")]


def test_a_pattern_follows_a_link_to_a_file_within_and_none_that_leads_out(folder: Path) -> None:
    write(folder, "docs/a.md", "hidden.log", ".gitignore", text="*.log\n")
    write(folder.parent, "outside.md")
    (folder / "b.md").symlink_to("docs/a.md")
    (folder / "out.md").symlink_to("../outside.md")
    (folder / "gone.md").symlink_to("nowhere")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "folder.md").symlink_to("docs")
    (folder / "ignored.md").symlink_to("hidden.log")
    found = gathered(folder, "*.md")
    assert [file.path for file in found.files] == ["b.md"]
    assert "folder.md, gone.md, loop.md and 1 more" in found.notices[0]
    assert found.notices[1] == "left out, a link to a file that git ignores: ignored.md"
    assert paths(folder, "**/*.md") == ["b.md"]  # the file itself comes later, and is the same


def test_links_in_circles_end(folder: Path) -> None:
    write(folder, "a/b.py")
    (folder / "a" / "up").symlink_to("..")
    (folder / "a" / "self").symlink_to("self")
    assert paths(folder, "**/*.py") == paths(folder, "a") == ["a/b.py"]
    assert paths(folder, "a/up/a/up/a/*.py") == paths(folder, "a/up/a/b.py") == ["a/b.py"]
    assert refused(folder, "a/self").code == "no_such_file"


def test_a_link_out_of_the_folder_is_taken_only_by_force(folder: Path) -> None:
    write(folder.parent, "outside/a.md")
    (folder / "notes.md").symlink_to("../outside/a.md")
    (folder / "dir").symlink_to("../outside")
    error = refused(folder, "notes.md")
    assert f"notes.md: it is a link to {folder.parent}/outside/a.md" in error.message
    assert paths(folder, "notes.md", force=True) == ["notes.md"]
    for pattern in ("dir", "dir/*", "dir/**/*.md"):
        assert refused(folder, pattern, force=True).code == "outside"


def test_a_link_to_a_secret_is_known_by_the_name_of_the_secret(folder: Path) -> None:
    write(folder, ".env")
    (folder / "notes.md").symlink_to(".env")
    assert "notes.md" in refused(folder, "notes.md").message
    assert refused(folder, "*.md").facts["refused"][0]["rule"] == ".env"


def test_what_is_no_file_is_left_out_of_patterns_and_refused_by_name_without_waiting(folder: Path) -> None:
    write(folder, "a.py")
    os.mkfifo(folder / "pipe.py")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(folder / "sock.py"))
    assert paths(folder, "*.py") == paths(folder, ".") == ["a.py"]
    for name in ("pipe.py", "sock.py", "/dev/zero", "/dev/tty", "/dev/stdin"):
        with pytest.raises(AgentError):
            gathered(folder, name, force=True)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these")
@pytest.mark.parametrize("path", ["/proc/kmsg", "/proc/self/environ", "/sys/kernel/notes", "/proc/self/mem"])
def test_a_file_that_the_kernel_makes_up_is_refused(plain: Path, path: str) -> None:
    if os.path.exists(path):
        assert "the kernel makes up" in refused(plain, path, force=True).message


def test_a_pipe_from_the_shell_is_explained(plain: Path) -> None:
    read, write_end = os.pipe()
    try:
        assert "neither a file nor a folder" in refused(plain, f"/dev/fd/{read}").message
    finally:
        os.close(read)
        os.close(write_end)


def test_an_ignore_file_that_is_a_pipe_stops_nobody_without_git(plain: Path) -> None:
    write(plain, "a.py")
    os.mkfifo(plain / ".gitignore")
    assert paths(plain, "*.py") == ["a.py"]


# What is not for a prompt


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"text\0more", "NUL at byte 4"),
        (b"caf\xe9", "not UTF-8, at byte 3"),
        ("text".encode("utf-16"), "UTF-16, NUL at byte 3"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG, NUL at byte 8"),
        (b"\x1f\x8b\x08\xff\xff", "gzip, at byte 1"),
        (b"\xed\xa0\x80", "not UTF-8"),
    ],
)
def test_what_is_not_text_is_refused_with_and_without_force(folder: Path, data: bytes, reason: str) -> None:
    (folder / "a.txt").write_bytes(data)
    for force in (False, True):
        error = refused(folder, "*.txt", force=force)
        assert "a.txt: not text" in error.message
        assert reason in error.message
        assert "--force-files" not in str(error.hint)


def test_text_of_a_type_for_programs_is_taken_by_force(folder: Path) -> None:
    write(folder, "a.pdf", text="%PDF-1.4\nall of it ASCII\n")
    assert "of a type that is not for reading (PDF)" in refused(folder, "a.pdf").message
    assert gathered(folder, "a.pdf", force=True).files[0].text.startswith("%PDF")


@QUIET
@given(data=st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
def test_any_content_is_either_taken_unbroken_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("content")
    (folder / "a").write_bytes(data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        assert refused(folder, "a", force=True).code == "refused_files"
    else:
        assert [file.text for file in gathered(folder, "a", force=True).files] == [text]


def test_a_secret_in_a_file_is_told_by_line_and_rule_and_never_shown(folder: Path) -> None:
    write(folder, "src/client.py", text=f"a = 1\nTOKEN = '{SOME_TOKEN}'\n")
    write(folder, "src/fine.py")
    error = refused(folder, "src/**")
    assert "src/client.py: line 2 looks like a secret (github-pat)" in error.message
    assert error.facts["refused"] == [
        {"path": "src/client.py", "reason": "line 2 looks like a secret (github-pat)", "line": 2, "rule": "github-pat"}
    ]
    said = f"{error.message} {error.hint} {error.facts}"
    assert not any(SOME_TOKEN[at : at + 6] in said for at in range(len(SOME_TOKEN) - 6))
    taken = gathered(folder, "src/**", force=True)
    assert SOME_TOKEN in taken.files[0].text
    assert taken.notices == ("taken all the same: src/client.py: line 2 looks like a secret (github-pat)",)
    assert paths(folder, "src/**", "!src/client.py") == ["src/fine.py"]


def test_a_test_password_blocks_nobody(folder: Path) -> None:
    write(folder, "tests/test_login.py", text="PASSWORD = 'correct horse'\nurl = 'http://user:secret@localhost'\n")
    assert paths(folder, "tests/*") == ["tests/test_login.py"]


def test_a_file_whose_name_stands_for_secrets_is_taken_only_by_force(folder: Path) -> None:
    write(folder, ".env", ".env.example", "a.py")
    error = refused(folder, "*")
    assert error.message == (
        "this file does not go into a prompt:\n  .env: a file with such a name (.env) often holds secrets"
    )
    assert str(error.hint).startswith("leave out what is not needed, for instance with -f '!.env'")
    assert paths(folder, "*", "!.env") == [".env.example", "a.py"]
    assert paths(folder, ".env", force=True) == [".env"]


def test_everything_that_is_wrong_is_told_at_once(folder: Path) -> None:
    write(folder, "b.log", ".gitignore", text="*.log\n")
    write(folder, "c.py", text=SOME_TOKEN)
    (folder / "d.png").write_bytes(b"\x89PNG\0")
    error = refused(folder, "b.log", "*.py", "*.png")
    assert error.message.startswith("3 files do not go into a prompt:\n  b.log: git ignores it\n")
    assert [each["path"] for each in error.facts["refused"]] == ["b.log", "c.py", "d.png"]
    forced = refused(folder, "b.log", "*.py", "*.png", force=True)
    assert [each["path"] for each in forced.facts["refused"]] == ["d.png"]


def test_an_odd_name_cannot_forge_a_line_of_an_error(folder: Path) -> None:
    write(folder, "a\n  b.py: fine\x1b[2J.env")
    assert r"a\n  b.py: fine\u001b[2J.env" in refused(folder, "*.env").message


# Limits


def test_too_many_files_are_refused_with_the_folders_that_have_most(folder: Path) -> None:
    write(folder, *(f"big/{number}.py" for number in range(9)), "small/a.py")
    error = refused(folder, "**/*.py", limits=Limits(files=5))
    assert error.code == "too_many_files"
    assert "10 files match, and 5 go into a prompt; most are in big (9), small (1)" in error.message
    assert len(gathered(folder, "**/*.py", limits=Limits(files=10)).files) == 10


def test_a_file_that_is_too_big_is_refused_by_name_and_size(folder: Path) -> None:
    write(folder, "a.py", text="x" * 1001)
    write(folder, "b.py", text="x" * 1000)
    error = refused(folder, "*.py", limits=Limits(file_bytes=1000))
    assert error.code == "large_files"
    assert "a.py (1,001 bytes)" in error.message
    assert "b.py" not in error.message
    assert len(gathered(folder, "b.py", limits=Limits(file_bytes=1000)).files) == 1


def test_too_much_together_is_refused_with_the_biggest_first(folder: Path) -> None:
    for number in range(8):
        write(folder, f"{number}.py", text="x" * (100 + number))
    error = refused(folder, "*.py", limits=Limits(total_bytes=800))
    assert "8 files have 828 bytes together, and 800 go into a prompt" in error.message
    assert "the biggest: 7.py (107 bytes), 6.py (106 bytes)" in error.message
    assert "1.py" not in error.message
    assert len(gathered(folder, "*.py", limits=Limits(total_bytes=828)).files) == 8


def test_a_huge_file_is_never_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / "huge.py").open("wb") as file:
        file.truncate(1 << 40)  # sparse: no space is taken
    before_reading(monkeypatch, lambda: pytest.fail("it was read"))
    assert "1,099,511,627,776 bytes" in refused(folder, "huge.py").message


# Races


def before_reading(monkeypatch: pytest.MonkeyPatch, action: Callable[[], object]) -> None:
    """Do something between the moment when sizes are taken and the one when a file is opened."""
    read = contents.read

    def later(path: str, limit: int) -> bytes:
        if not path.endswith((".gitignore", ".gitmodules")):
            action()
        return read(path, limit)

    monkeypatch.setattr(contents, "read", later)


def test_a_file_that_vanishes_between_listing_and_reading_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "a.py", "b.py")
    before_reading(monkeypatch, lambda: (folder / "b.py").unlink(missing_ok=True))
    error = refused(folder, "*.py")
    assert error.message == "this file does not go into a prompt:\n  b.py: it was there a moment ago and has gone"


def test_a_file_that_becomes_a_link_is_not_followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "a.py")
    write(folder.parent, "outside", text="outside\n")

    def swap() -> None:
        (folder / "a.py").unlink()
        (folder / "a.py").symlink_to("../outside")

    before_reading(monkeypatch, swap)
    assert "a.py: it cannot be read: a link" in refused(folder, "*.py", force=True).message


def test_a_file_that_becomes_a_pipe_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "a.py")

    def swap() -> None:
        (folder / "a.py").unlink()
        os.mkfifo(folder / "a.py")

    before_reading(monkeypatch, swap)
    assert "a.py: it cannot be read: a pipe" in refused(folder, "*.py", force=True).message


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_file_that_is_swapped_while_it_is_opened_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    write(folder, "a.py")
    write(folder.parent, "outside", text="outside\n")
    opened = os.open

    def swapped(path: str, flags: int) -> int:
        os.unlink(path)
        if kind == "link":
            os.symlink("../outside", path)
        else:
            os.mkfifo(path)
        return opened(path, flags)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", swapped)
        with pytest.raises((OSError, contents.NotRegular)):
            contents.read(str(folder / "a.py"), 100)


def test_a_file_that_grows_is_read_no_further_than_its_limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "a.py")

    def grow() -> None:
        with (folder / "a.py").open("ab") as file:
            file.truncate(1 << 40)

    before_reading(monkeypatch, grow)
    assert "it grew over 1,000 bytes" in refused(folder, "*.py", limits=Limits(file_bytes=1000)).message


def test_a_file_that_nobody_may_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "a.py")

    def forbidden(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(contents, "read", forbidden)
    assert "a.py: it cannot be read: Permission denied" in refused(folder, "*.py").message


# How far it looks


@contextlib.contextmanager
def scanning(monkeypatch: pytest.MonkeyPatch, action: Callable[[str], object]) -> Iterator[None]:
    """Do something before each folder is read."""
    scandir = os.scandir

    def watched(path: str) -> object:
        action(path)
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", watched)
        yield


def test_folders_beside_a_narrow_pattern_are_not_entered_by_git(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens the ignore file of another folder waits for ever: it is a pipe that nobody writes to."""
    write(repo, "src/pkg7/a.py", "src/pkg7/sub/b.py", "src/pkg8/c.py", "other/d.py")
    for trap in ("src/pkg8", "other"):
        os.mkfifo(repo / trap / ".gitignore")
    assert paths(repo, "src/pkg7/**/*.py") == ["src/pkg7/a.py", "src/pkg7/sub/b.py"]
    assert paths(repo, "src/pkg7/a.py") == ["src/pkg7/a.py"]
    run = git.run
    monkeypatch.setattr(
        git, "run", lambda root, *words, timeout_s=1.0: run(root, *words, timeout_s=min(timeout_s, 1.0))
    )
    with pytest.raises(AgentError) as caught:
        paths(repo, "**/*.py")
    assert caught.value.code == "git_timeout"


def test_folders_beside_a_narrow_pattern_are_not_entered_without_git(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(plain, "src/pkg7/a.py", "src/pkg7/sub/deep/b.py", "src/pkg8/c.py", "other/d.py")
    entered: list[str] = []
    with scanning(monkeypatch, lambda path: entered.append(os.path.relpath(path, plain))):
        assert paths(plain, "src/pkg7/**/*.py") == ["src/pkg7/a.py", "src/pkg7/sub/deep/b.py"]
        assert entered == ["src/pkg7", "src/pkg7/sub", "src/pkg7/sub/deep"]
        entered.clear()
        assert paths(plain, "src/pkg7/a.py", "s*/pkg7/*.py") == ["src/pkg7/a.py"]
        assert entered == [".", "src", "src/pkg7"]


def test_an_ignored_folder_is_not_entered_without_git(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(plain, "a.py", "node_modules/x/b.py")
    (plain / ".gitignore").write_text("node_modules/\n")
    entered: list[str] = []
    with scanning(monkeypatch, entered.append):
        assert paths(plain, "**/*.py") == ["a.py"]
    assert entered == [f"{plain}/"]


def test_a_walk_without_end_is_given_up(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(plain, *(f"{number}.py" for number in range(30)))
    monkeypatch.setattr(walking, "ENTRIES", 20)
    assert refused(plain, "**/*.py").code == "too_many_files"


def test_a_folder_that_cannot_be_entered_is_passed_over(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(plain, "a.py", "locked/b.py")

    def locked(path: str) -> None:
        if path.rstrip("/").endswith("locked"):
            raise PermissionError(13, "Permission denied")

    with scanning(monkeypatch, locked):
        assert paths(plain, "**/*.py") == ["a.py"]


# Wrong patterns


@pytest.mark.parametrize(
    ("pattern", "code", "hint"),
    [
        ("", "bad_pattern", None),
        ("a\0b", "bad_pattern", None),
        ("nope.py", "no_such_file", "nope.py is not in"),
        ("src/nope/x.py", "no_such_file", "nope is not in"),
        ("src/nope/*.py", "no_match", "there is no folder nope in"),
        ("*.py", "no_match", "`**/` looks into all folders below"),
        ("s*", "no_match", "folders match; for the files in them add /**"),
        ("src/a.py/", "no_such_file", None),
        ("src/a.py/*", "no_match", None),
        ("x" * 300, "no_such_file", None),
    ],
)
def test_a_pattern_without_a_file_is_named_with_the_likeliest_reason(
    folder: Path, pattern: str, code: str, hint: str | None
) -> None:
    write(folder, "src/a.py")
    error = refused(folder, pattern)
    assert error.code == code
    assert hint is None or hint in str(error.hint)
    assert code == "bad_pattern" or shown(pattern) in error.message


def test_one_pattern_without_a_file_is_an_error_though_others_have_some(folder: Path) -> None:
    write(folder, "a.py")
    assert refused(folder, "*.py", "*.rb").code == "no_match"


def test_an_empty_folder_is_no_match(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert refused(folder, "empty").code == "no_match"


def test_importing_it_brings_no_library() -> None:
    """`start -f` is on the lean path: pathspec comes only where git is missing, and nothing else comes at all."""
    code = "import sys; before = set(sys.modules); import codex_agent.sources.files; print(*set(sys.modules) - before)"
    words = [sys.executable, "-I", "-c", code]
    loaded = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    outside = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert outside == {"codex_agent"}
    assert not {"dataclasses", "inspect", "asyncio", "tempfile", "logging"} & set(loaded)
