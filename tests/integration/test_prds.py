"""`prd new`, `prd check` and `prd status`: the real command in real repositories."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from codex_agent.errors import AgentError, Exit
from codex_agent.sources import prds

WHOLE = """\
# Sessions

## Problem
P
## Solution
S
## Requirements
- R
## Implementation Plan
### Phase 1: Store
- [x] Table
- [x] Rows
### Phase 2: Middleware
- [x] Read
- [ ] Refuse
## Files to Modify
- src/auth.py - all
- src/new.py (new)
## Testing
- [ ] T
## Success Criteria
- C
"""


@pytest.fixture
def repo(home: Path) -> Path:
    """A git repository with src/auth.py in it."""
    top = home / "repo"
    (top / "src").mkdir(parents=True)
    (top / "src" / "auth.py").write_text("")
    subprocess.run(["git", "init", "-q", top], check=True)
    return top


@pytest.fixture
def folder(repo: Path) -> Path:
    made = repo / "docs" / "prds"
    made.mkdir(parents=True)
    return made


def run(where: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-m", "codex_agent", "prd", *words]
    done = subprocess.run(command, cwd=where, text=True, capture_output=True, check=False, timeout=60)
    assert done.returncode == code, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    return done


def data(where: Path, *words: str, code: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(where, *words, "--json", code=code).stdout)
    assert found["ok"] is (code == 0)
    return found


class TestNew:
    def test_the_form_lands_at_the_top_of_the_repository_and_misses_exactly_its_placeholders(self, repo: Path) -> None:
        made = run(repo / "src", "new", "auth-refactor")
        path = repo / "docs" / "prds" / "auth-refactor.md"
        assert made.stdout == "../docs/prds/auth-refactor.md\n"
        assert "codex-agent prd check ../docs/prds/auth-refactor.md" in made.stderr
        form = path.read_text()
        assert form.startswith("# Auth refactor\n")
        lines = run(repo, "check", str(path), code=Exit.REFUSED).stdout.splitlines()
        assert len(lines) == form.count("[fill in:") > 7
        assert all(
            re.fullmatch(rf"{re.escape(str(path))}:\d+: error: still to be filled in: '.*'", line) for line in lines
        )
        filled = form.replace("[fill in: path of a file]", "src/auth.py")
        path.write_text(re.sub(r"\[fill in:[^]]*\]", "Words", filled))
        assert "ready" in run(repo, "check", str(path)).stdout

    def test_it_is_a_usual_file_and_nothing_else_is_left(self, repo: Path) -> None:
        path = Path(data(repo, "new", "A name of words", "--title", "Title [1] <b>")["path"])
        assert path == repo / "docs" / "prds" / "a-name-of-words.md"
        assert path.read_text().startswith("# Title \\[1\\] \\<b\\>\n")
        mask = os.umask(0)
        os.umask(mask)
        assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask
        assert list(path.parent.iterdir()) == [path]

    def test_an_existing_one_is_never_overwritten_nor_a_link_of_that_name_followed(
        self, repo: Path, folder: Path
    ) -> None:
        (folder / "a.md").write_text("mine")
        (folder / "b.md").symlink_to(repo / "elsewhere.md")
        for name in ("a", "A", "a.md", "b"):
            assert "exists already" in run(repo, "new", name, code=Exit.REFUSED).stderr
        assert (folder / "a.md").read_text() == "mine"
        assert not (repo / "elsewhere.md").exists()
        assert sorted(path.name for path in folder.iterdir()) == ["a.md", "b.md"]

    @pytest.mark.parametrize(
        "name",
        [
            "../x",
            "a/b",
            "/etc/x",
            "..",
            ".",
            ".hidden",
            "a\\b",
            "docs/prds/x.md",
            "~/x",
            "a\nb",
            "",
            " ",
            "---",
            "…",
            "\x1b[31m",
        ],
    )
    def test_a_name_that_is_a_path_or_has_no_word_is_refused(self, repo: Path, name: str) -> None:
        run(repo, "new", "--", name, code=Exit.USAGE)
        assert not (repo / "docs").exists()

    @pytest.mark.parametrize("link", ["docs", "docs/prds"])
    @pytest.mark.parametrize("there", [True, False])
    def test_a_folder_that_is_a_link_out_of_the_repository_is_refused(
        self, repo: Path, home: Path, link: str, there: bool
    ) -> None:
        outside = home / "outside"
        if there:
            outside.mkdir()
        (repo / link).parent.mkdir(exist_ok=True)
        (repo / link).symlink_to(outside)
        assert "link out of the repository" in run(repo, "new", "x", code=Exit.REFUSED).stderr
        assert not outside.exists() or list(outside.iterdir()) == []
        if there:
            (outside / "prds").mkdir()
            (outside / "x.md").write_text(WHOLE)
            run(repo, "status", code=Exit.REFUSED)
            (outside / "prds" / "x.md").write_text(WHOLE)
            run(repo, "check", "docs/prds/x.md", code=Exit.REFUSED)

    def test_a_link_within_the_repository_is_followed(self, repo: Path) -> None:
        (repo / "plans").mkdir()
        (repo / "docs").mkdir()
        (repo / "docs" / "prds").symlink_to("../plans")
        run(repo, "new", "x")
        assert (repo / "plans" / "x.md").exists()
        assert run(repo, "status").stdout.splitlines()[1].startswith("docs/prds/x.md")

    def test_what_cannot_be_written_is_refused_without_a_trace(self, repo: Path) -> None:
        (repo / "docs").write_text("a file")
        run(repo, "new", "x", code=Exit.REFUSED)
        (repo / "docs").unlink()
        (repo / "docs").mkdir()
        (repo / "docs" / "prds").write_text("a file")
        assert "exists already" in run(repo, "new", "x", code=Exit.REFUSED).stderr

    def test_outside_of_a_repository_it_is_the_current_folder(self, home: Path) -> None:
        (home / "plain" / "sub").mkdir(parents=True)
        run(home / "plain" / "sub", "new", "x")
        assert (home / "plain" / "sub" / "docs" / "prds" / "x.md").exists()

    def test_where_files_cannot_be_linked_it_is_still_written_once(
        self, repo: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_links(source: object, target: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", no_links)
        path = prds.create("x", None, repo, "# {title}\n")
        assert path.read_text() == "# X\n"
        assert list(path.parent.iterdir()) == [path]
        with pytest.raises(AgentError, match="exists already"):
            prds.create("x", None, repo, "other")
        assert (path.read_text(), list(path.parent.iterdir())) == ("# X\n", [path])

    def test_of_many_at_once_exactly_one_makes_it(self, repo: Path) -> None:
        def attempt(number: int) -> str:
            try:
                prds.create("x", f"Number {number}", repo, prds.form())
            except AgentError as error:
                return error.code
            return "made"

        with ThreadPoolExecutor(8) as pool:
            said = list(pool.map(attempt, range(32)))
        assert sorted(said) == ["made", *["prd_exists"] * 31]
        assert (repo / "docs/prds/x.md").read_text().startswith(f"# Number {said.index('made')}\n")
        assert len(list((repo / "docs" / "prds").iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Auth Refactor!", "auth-refactor"),
        ("auth_refactor.md", "auth-refactor"),
        ("v1.2 release", "v1-2-release"),
        ("Über die Straße", "uber-die-strasse"),
        ("セッション", "セッション"),
        ("  a -- b  ", "a-b"),
        ("x" * 200, "x" * 60),
        ("CON", "con"),
    ],
)
def test_a_slug_is_made_of_the_letters_of_any_script(name: str, slug: str) -> None:
    assert prds.slug(name) == slug
    assert prds.slug(slug) == slug


@pytest.mark.parametrize(
    "title", [*"*_`#[", "<!-- x --> y", "[fill in: x]", "- [ ] x", "Testing", "Phase 1: x", "\\x", "C #", "a" * 200]
)
def test_no_title_adds_a_finding_to_the_form(repo: Path, title: str) -> None:
    words = title if any(map(str.isalnum, title)) else f"{title}x{title}"
    path = prds.create("x", words, repo, prds.form())
    file = prds.load(str(path), repo)
    assert file.prd.title == words
    assert len(file.prd.placeholders) == prds.form().count("[fill in:")
    assert [section.name for section in file.prd.sections] == list(prds.prd.NAMES)


class TestCheck:
    def test_a_whole_one_is_ready(self, repo: Path, folder: Path) -> None:
        (folder / "a.md").write_text(WHOLE)
        assert run(repo, "check", "docs/prds/a.md").stdout == "docs/prds/a.md: ready, phases: 2, tasks: 4\n"
        found = data(repo, "check", "docs/prds/a.md")
        assert found["prds"] == [{"path": str(folder / "a.md"), "ok": True, "findings": []}]

    def test_findings_come_like_a_compilers_and_exit_with_1(self, repo: Path, folder: Path) -> None:
        (folder / "a.md").write_text(WHOLE.replace("auth.py", "none.py").replace("Phase 2: Middleware", "Phase 3"))
        done = run(repo, "check", "docs/prds/a.md", code=Exit.REFUSED)
        assert done.stdout.splitlines() == [
            "docs/prds/a.md:13: error: phase 2 is missing before phase 3",
            "docs/prds/a.md:13: warning: phase 3 has no name",
            "docs/prds/a.md:17: error: there is no 'src/none.py' in the repository; a file to be made is marked '(new)'",
        ]
        assert done.stderr.startswith("Error: not ready to be implemented: docs/prds/a.md\n")
        found = data(repo, "check", "docs/prds/a.md", code=Exit.REFUSED)
        assert found["error"]["code"] == "prd_incomplete"
        assert found["prds"][0]["findings"][0] == {
            "line": 13,
            "message": "phase 2 is missing before phase 3",
            "severity": "error",
        }

    def test_a_warning_alone_is_shown_and_exits_with_0(self, repo: Path, folder: Path) -> None:
        (folder / "a.md").write_text(WHOLE.split("\n", 2)[2])
        assert "docs/prds/a.md:1: warning: there is no title" in run(repo, "check", "docs/prds/a.md").stdout

    def test_paths_start_at_the_top_of_the_prds_own_repository(self, repo: Path, folder: Path, home: Path) -> None:
        (folder / "a.md").write_text(WHOLE)
        run(folder, "check", "a.md")
        run(home, "check", "repo/docs/prds/a.md")
        run(home, "check", str(folder / "a.md"))
        (home / "plain" / "docs" / "prds").mkdir(parents=True)
        (home / "plain" / "docs" / "prds" / "a.md").write_text(WHOLE)
        run(home / "plain" / "docs", "check", "prds/a.md", code=Exit.REFUSED)
        (home / "plain" / "src").mkdir()
        (home / "plain" / "src" / "auth.py").write_text("")
        run(home / "plain" / "docs", "check", "prds/a.md")
        (home / "loose.md").write_text(WHOLE)
        run(home / "plain", "check", "../loose.md")
        run(home, "check", "loose.md", code=Exit.REFUSED)

    def test_a_listed_file_that_is_a_link_out_of_the_repository_is_not_there(self, repo: Path, folder: Path) -> None:
        (repo / "src" / "auth.py").unlink()
        (repo / "src" / "auth.py").symlink_to("/etc/hostname")
        (folder / "a.md").write_text(WHOLE)
        assert "there is no 'src/auth.py'" in run(repo, "check", "docs/prds/a.md", code=Exit.REFUSED).stdout

    def test_without_a_name_all_are_checked_and_one_that_fails_decides(self, repo: Path, folder: Path) -> None:
        run(repo, "check", code=Exit.NOT_FOUND)
        (folder / "a.md").write_text(WHOLE)
        (folder / "b.md").write_text("# B")
        (folder / "notes.txt").write_text("no PRD")
        done = run(repo, "check", code=Exit.REFUSED)
        assert "docs/prds/a.md: ready" in done.stdout
        assert done.stdout.count("docs/prds/b.md:1: error: the section") == 7

    @pytest.mark.parametrize(
        ("make", "code"),
        [
            (lambda path: None, Exit.NOT_FOUND),
            (lambda path: path.symlink_to("nowhere.md"), Exit.NOT_FOUND),
            (lambda path: path.mkdir(), Exit.REFUSED),
            (os.mkfifo, Exit.REFUSED),
            (lambda path: path.symlink_to("/dev/zero"), Exit.REFUSED),
            (lambda path: path.symlink_to(path.name), Exit.REFUSED),
            (lambda path: path.write_bytes(b"# A\n\xff\xfe"), Exit.REFUSED),
            (lambda path: path.write_bytes(b""), Exit.REFUSED),
            (lambda path: path.write_bytes(WHOLE.encode() + b"- [ ] x\n" * 700_000), Exit.REFUSED),
            (lambda path: path.write_bytes(b"\0" * 100_000), Exit.REFUSED),
        ],
    )
    def test_what_is_no_text_is_named_and_holds_nobody(self, repo: Path, folder: Path, make: Any, code: Exit) -> None:
        make(folder / "a.md")
        found = data(repo, "check", "docs/prds/a.md", code=code)
        assert found["error"]["message"]
        run(repo, "status")
        run(repo, "check", "docs/prds/a.md", code=code)

    def test_a_file_that_cannot_be_read_stops_before_anything_is_said(self, repo: Path, folder: Path) -> None:
        (folder / "a.md").write_text("# A")
        done = run(repo, "check", "docs/prds/a.md", "docs/prds/none.md", code=Exit.NOT_FOUND)
        assert done.stdout == ""
        assert "there is no docs/prds/none.md" in done.stderr

    def test_a_name_and_a_text_cannot_drive_a_terminal(self, repo: Path, folder: Path) -> None:
        (folder / "a.md").write_text(WHOLE.replace("Phase 1: Store", "Phase x \x1b[31m\x07\u202e: [\x9b2Jname]"))
        done = run(repo, "check", "docs/prds/a.md", code=Exit.REFUSED)
        assert "is not read as a phase" in done.stdout
        assert not {char for char in done.stdout + done.stderr if not char.isprintable() and char != "\n"}
        (folder / "b\x1b[31m.md").write_text(WHOLE)
        run(repo, "check", "docs/prds/b\x1b[31m.md", code=Exit.USAGE)
        (folder / "a.md").write_text(WHOLE.replace("Store", "\x1b[31mStore").replace("[x]", "[ ]"))
        done = run(repo, "status")
        assert not {char for char in done.stdout + done.stderr if not char.isprintable() and char != "\n"}


class TestNames:
    @pytest.mark.parametrize("named", ["sso", "sso.md", "SSO", "docs/prds/sso.md", "docs/prds/sso"])
    @pytest.mark.parametrize("below", [".", "src", "docs/prds"])
    def test_a_prd_is_found_by_its_name_and_from_any_folder(
        self, repo: Path, folder: Path, named: str, below: str
    ) -> None:
        (folder / "sso.md").write_text(WHOLE)
        done = run(repo / below, "check", named)
        assert done.stdout.endswith("sso.md: ready, phases: 2, tasks: 4\n")
        assert data(repo / below, "status", named)["prds"][0]["path"] == str(folder / "sso.md")

    def test_a_file_that_is_there_comes_before_a_name(self, repo: Path, folder: Path) -> None:
        (folder / "sso.md").write_text(WHOLE)
        (repo / "src" / "sso.md").write_text("# Another\n")
        assert data(repo / "src", "status", "sso.md")["prds"][0]["title"] == "Another"

    def test_a_name_that_no_prd_has_is_not_found(self, repo: Path, folder: Path) -> None:
        assert "there is no billing" in run(repo, "check", "billing", code=Exit.NOT_FOUND).stderr
        assert "there is no ../sso" in run(repo, "check", "../sso", code=Exit.NOT_FOUND).stderr


class TestStatus:
    def test_each_prd_with_its_phases_tasks_and_what_is_next(self, repo: Path, folder: Path) -> None:
        (folder / "a.md").write_text(WHOLE)
        (folder / "b.md").write_text(WHOLE.replace("[ ]", "[x]"))
        (folder / "c.md").write_text(WHOLE.replace("[ ] Refuse", "[x] Refuse"))
        (folder / "d.md").write_text("# D")
        run(repo, "new", "e")
        lines = [re.split(r"  +", line) for line in run(repo / "src", "status").stdout.splitlines()]
        assert lines == [
            ["PRD", "PHASES", "TASKS", "NEXT"],
            ["../docs/prds/a.md", "1/2", "3/4", "Phase 2: Middleware"],
            ["../docs/prds/b.md", "2/2", "4/4", "done"],
            ["../docs/prds/c.md", "2/2", "4/4", "phases done; open boxes in Testing and Success Criteria: 1"],
            ["../docs/prds/d.md", "0/0", "0/0", "no phases: codex-agent prd check says what is missing"],
            ["../docs/prds/e.md", "0/1", "0/1", f"to be filled in: {prds.form().count('[fill in:')}"],
        ]

    def test_json_carries_every_task_with_its_line(self, repo: Path, folder: Path) -> None:
        (folder / "a.md").write_text(WHOLE)
        (found,) = data(repo, "status", "docs/prds/a.md")["prds"]
        assert (found["title"], found["done"], found["total"], found["next_phase"]) == ("Sessions", 3, 4, 2)
        assert found["checks"] == {"done": 0, "total": 1}
        assert [(one["number"], one["name"], one["done"], one["total"]) for one in found["phases"]] == [
            (1, "Store", 2, 2),
            (2, "Middleware", 1, 2),
        ]
        assert found["phases"][1]["tasks"][1] == {"text": "Refuse", "done": False, "line": 15, "depth": 1}

    def test_without_any_it_says_how_to_make_one(self, repo: Path) -> None:
        done = run(repo, "status")
        assert (done.stdout, "codex-agent prd new" in done.stderr) == ("", True)
        assert data(repo, "status") == {"ok": True, "prds": [], "unreadable": []}

    def test_one_that_cannot_be_read_is_a_note_unless_it_was_named(self, repo: Path, folder: Path) -> None:
        (folder / "a.md").write_text(WHOLE)
        (folder / "b.md").write_bytes(b"\xff")
        (folder / "c.md").symlink_to("/etc/hostname")
        done = run(repo, "status")
        assert "docs/prds/a.md" in done.stdout
        assert done.stderr.count("Note: ") == 2
        found = data(repo, "status")
        assert [one["path"] for one in found["unreadable"]] == ["docs/prds/b.md", "docs/prds/c.md"]
        run(repo, "status", "docs/prds/b.md", code=Exit.REFUSED)
        run(repo, "status", "docs/prds/none.md", code=Exit.NOT_FOUND)

    def test_a_folder_that_is_gone_is_a_usage_error(self, home: Path) -> None:
        (home / "gone").mkdir()
        command = f'rmdir "{home}/gone"; exec "{sys.executable}" -I -m codex_agent prd status'
        done = subprocess.run(["sh", "-c", command], cwd=home / "gone", text=True, capture_output=True, check=False)
        assert done.returncode == Exit.USAGE, done.stderr


def test_the_lean_path_of_start_does_not_read_markdown() -> None:
    code = "import sys, codex_agent.cli.starting, codex_agent.cli.app; sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-I", "-c", code], check=False).returncode == 0
