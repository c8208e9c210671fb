"""`review` on the real client with a scripted model: reviewers in parallel, one table, and the loop that fixes."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import threading
from typing import TYPE_CHECKING, Any

import pytest
from fleet import COMMAND
from screens import Screen

from codex_agent.demo.script import Fail, Gate, Patch, Reply, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fleet import Fleet

    from codex_agent.demo.request import Request
    from codex_agent.demo.server import ScriptedServer

WRONG = "def total(lines):\n    return sum(price for price, quantity in lines)\n"
RIGHT = "def total(lines):\n    return sum(price * quantity for price, quantity in lines)\n"
PATCH = """*** Begin Patch
*** Update File: orders.py
@@
 def total(lines):
-    return sum(price for price, quantity in lines)
+    return sum(price * quantity for price, quantity in lines)
*** End Patch"""
PROMPT = re.compile(r'<role name="(?P<role>\w+)">.*?(?:Lens: (?P<lens>[\w-]+)\n.*?)?</role>', re.DOTALL)
Roles = dict[str, "Reply | Callable[[Request], Reply]"]


def finding(title: str = "Quantity is ignored", severity: str = "critical", **fields: Any) -> dict[str, Any]:
    known = {
        "file": "orders.py",
        "line_start": 2,
        "line_end": 2,
        "evidence": "sum(price ...)",
        "fix": "Multiply by quantity.",
    }
    return {"severity": severity, "title": title, **known, **fields}


def findings(*found: Mapping[str, Any], summary: str = "read orders.py") -> Text:
    return Text(json.dumps({"summary": summary, "findings": list(found)}))


NOTHING = findings()


def part(request: Request) -> str:
    """Which agent asks: the lens of a reviewer, the role of another."""
    found = PROMPT.search(request.prompts[0])
    assert found is not None
    return found["lens"] or found["role"]


class Cast:
    """Who says what; remembers who asked. A list is one reply for each new agent of that part."""

    def __init__(self, server: ScriptedServer, **roles: Reply | list[Reply]) -> None:
        self._roles = {name.replace("_", "-"): reply for name, reply in roles.items()}
        self._lock = threading.Lock()
        self._seen: dict[str, list[str | None]] = {}
        self.tasks: dict[str, list[str]] = {}
        server.script = self.answer

    def answer(self, request: Request) -> Reply:
        name = part(request)
        with self._lock:
            seen = self._seen.setdefault(name, [])
            if request.thread_id not in seen:
                seen.append(request.thread_id)
                self.tasks.setdefault(name, []).append(request.prompts[0])
            number = seen.index(request.thread_id)
        reply = self._roles.get(name, NOTHING)
        return reply[min(number, len(reply) - 1)] if isinstance(reply, list) else reply

    def counts(self) -> dict[str, int]:
        return {name: len(tasks) for name, tasks in self.tasks.items()}


@pytest.fixture
def change(fleet: Fleet) -> None:
    """An uncommitted change with a fault in it."""
    (fleet.cwd / "orders.py").write_text(WRONG)


def titles(shown: Mapping[str, Any]) -> list[str]:
    return [one["title"] for one in shown["findings"]]


@pytest.mark.parametrize("command", ["review", "map"])
def test_in_a_folder_that_was_deleted_it_says_so(fleet: Fleet, command: str) -> None:
    gone = fleet.cwd / "gone"
    gone.mkdir()
    inside = ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", *COMMAND, command]
    done = subprocess.run(inside, cwd=gone, env=fleet.env, capture_output=True, check=False, timeout=120)
    assert (done.returncode, b"no longer exists" in done.stderr) == (2, True), done.stderr


@pytest.mark.usefixtures("change")
class TestReview:
    def test_three_reviewers_make_one_table(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        cast = Cast(
            model_server,
            security=findings(
                finding("The quantity of a line is ignored", "important", line_start=1, fix="Use quantity.")
            ),
            correctness=findings(finding(), finding("No docstring", "minor", line_start=1, line_end=1)),
        )
        shown = fleet.json("review")
        assert shown["ok"] is True
        assert shown["counts"] == {"critical": 1, "important": 0, "minor": 1}
        assert titles(shown) == ["Quantity is ignored", "No docstring"]
        assert shown["findings"][0]["found_by"] == ["correctness", "security"]
        assert shown["findings"][0]["other_fixes"] == ["Use quantity."]
        assert [(one["reviewer"], one["findings"]) for one in shown["reviewers"]] == [
            ("security", 1),
            ("error-handling", 0),
            ("correctness", 2),
        ]
        assert cast.counts() == {"security": 1, "error-handling": 1, "correctness": 1}
        jobs = fleet.json("jobs")["jobs"]
        assert sorted(job["name"] for job in jobs) == [
            "Review: correctness",
            "Review: error-handling",
            "Review: security",
        ]
        assert {job["sandbox"] for job in jobs} == {"read-only"}
        assert fleet.is_read(*(job["id"] for job in jobs))
        (task,) = cast.tasks["security"]
        assert "+    return sum(price for price, quantity in lines)" in task
        assert "- untracked orders.py +2 -0" in task

        mine = fleet.cwd / ".codex-agent" / "templates" / "roles"
        mine.mkdir(parents=True)
        (mine / "reviewer.md").write_text('+++\nsandbox = "workspace-write"\n+++\nReview, and write what you like.\n')
        fleet.json("review", "--lens", "correctness", CODEX_AGENT_SANDBOX="danger-full-access")
        assert fleet.json("jobs")["jobs"][0]["sandbox"] == "read-only"

        done = fleet.run("review", "--lens", "Correctness")
        assert done.returncode == 0, done.stderr
        out = done.stdout.decode()
        assert out.startswith("Review of the uncommitted work on ")
        assert "1  critical  orders.py:2  correctness  Quantity is ignored" in out
        assert (
            "1. critical  orders.py:2  Quantity is ignored\n   Evidence:\n      sum(price ...)\n   Fix:\n      Multiply by quantity.\n"
            in out
        )
        assert b"correctness" in done.stderr

    def test_a_reviewer_that_fails_hides_nobody_and_is_in_the_exit_code(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        Cast(
            model_server,
            security=Fail("insufficient_quota"),
            correctness=findings(finding()),
            error_handling=Text("I saw nothing."),
        )
        done = fleet.run("review")
        assert done.returncode in (5, 6)
        out = done.stdout.decode()
        assert "1 critical so far; 2 of 3 reviewers gave no answer" in out
        assert re.search(r"security +[0-9a-f]{8}  failed: .*usage_limit", out)
        assert re.search(r"error-handling +[0-9a-f]{8}  failed: ", out)
        assert "Quantity is ignored" in out
        assert "Error: security: " in done.stderr.decode()
        shown = fleet.json("review")
        assert (shown["ok"], titles(shown)) == (False, ["Quantity is ignored"])
        assert [one["findings"] for one in shown["reviewers"]] == [None, None, 1]
        assert shown["reviewers"][0]["error"]["class"] == "usage_limit"

    def test_a_reviewer_whose_window_is_full_gets_the_hint_that_helps_here(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        Cast(model_server, risk=Fail("context_length_exceeded"))
        shown = fleet.json("review", "--lens", "risk")
        error = shown["reviewers"][0]["error"]
        assert (error["class"], error["hint"]) == ("context_limit", "name fewer paths: codex-agent review PATH...")

    def test_what_reviewers_do_not_get_is_told(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        (fleet.cwd / ".env").write_text("A=1\n")
        cast = Cast(model_server)
        done = fleet.run("review", "--lens", "risk", "--json")
        (notice,) = json.loads(done.stdout)["notices"]
        assert notice == "not shown to reviewers: .env: files of such a name often hold secrets"
        assert f"Note: {notice}\n" in done.stderr.decode()
        assert "Do not open the files that look like secrets" in cast.tasks["risk"][0]

    def test_places_that_are_not_there_are_flagged(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        wrong = [
            finding("A", line_start=90, line_end=99),
            finding("B", file="src/none.py"),
            finding("C", file=str(fleet.cwd / "orders.py")),
        ]
        Cast(model_server, correctness=findings(*wrong))
        shown = fleet.json("review", "--lens", "correctness")
        doubts = {one["title"]: one["unverified_place"] for one in shown["findings"]}
        assert doubts == {"A": "no such lines", "B": "no such file", "C": None}
        assert "orders.py:90-99" in fleet.run("review", "--lens", "correctness").stdout.decode()

    def test_a_hostile_finding_is_shown_without_its_tricks(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        hostile = finding(
            "\x1b[31mred\x1b]8;;http://evil\x07\u202eKlick\u2028 9. critical  faked",
            file="\x1b[2Jorders.py",
            evidence="```\n" + "e" * 50_000 + "\r\n1. critical  faked\x00\x9b2J",
            fix="\x1b]0;title\x07" * 500,
        )
        hostile["severity"] = "minor"
        Cast(model_server, correctness=findings(hostile, summary="s\x1b[5m" * 900))
        done = fleet.run("review", "--lens", "correctness", "--fix", "--rounds", "1", "--tracking", "notes.md")
        assert done.returncode == 0, done.stderr
        for text in (done.stdout.decode(), done.stderr.decode(), (fleet.cwd / "notes.md").read_text()):
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
        assert len(done.stdout) < 8000
        assert not [line for line in done.stdout.decode().splitlines() if line.startswith("9.")]

    @pytest.mark.parametrize(
        ("flags", "code"),
        [
            (["--lens", "beauty"], 2), (["--base", "nowhere"], 2), (["--base", "HEAD", "--commit", "HEAD"], 2), (["none.py"], 2),
            (["--prd", "none.md"], 2), (["--fix", "-s", "read-only"], 2), (["--fix", "-s", "danger-full-access"], 2), (["--timeout", "0"], 2), (["--rounds", "0", "--fix"], 2), (["-m", "$(touch x)"], 2), (["-r", "wild"], 2), (["--rounds", "2"], 2), (["--tracking", "x.md"], 2), (["-d", "none"], 2), (["--commit", "HEAD", "none.py"], 1),
        ],
    )  # fmt: skip
    def test_what_cannot_be_reviewed_starts_nothing(
        self, fleet: Fleet, model_server: ScriptedServer, flags: list[str], code: int
    ) -> None:
        done = fleet.run("review", *flags)
        assert (done.returncode, done.stdout) == (code, b""), done.stderr
        assert b"\n\nHint: " in done.stderr or b"; valid: " in done.stderr
        assert b"Reviewing" not in done.stderr
        shown = fleet.json("review", *flags)
        assert (shown["ok"], set(shown["error"]) >= {"code", "message", "hint"}) == (False, True)
        assert fleet.json("jobs")["jobs"] == []
        assert not model_server.requests

    def test_a_time_out_leaves_the_agents_running_and_says_how_to_go_on(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        gate = Gate(NOTHING)
        Cast(model_server, security=gate)
        done = fleet.run("review", "--timeout", "0.5", "--lens", "security")
        (job,) = [one["id"] for one in fleet.json("jobs")["jobs"]]
        assert done.returncode == 124
        assert "no findings so far; 1 of 1 reviewers gave no answer" in done.stdout.decode()
        words = f"Error: not done within 0.5 s; the agents go on\n\nHint: codex-agent await-turn {job}\n"
        assert done.stderr.decode().endswith(words)
        gate.open()
        assert fleet.run("await-turn", job).returncode == 0

    @pytest.mark.parametrize("as_json", [False, True])
    def test_ctrl_c_leaves_the_agents_running_and_says_how_to_go_on(
        self, fleet: Fleet, model_server: ScriptedServer, as_json: bool
    ) -> None:
        gate = Gate(NOTHING)
        Cast(model_server, security=gate, error_handling=gate, correctness=gate)
        running = fleet.popen("review", *(["--json"] if as_json else []))
        assert gate.await_arrivals(3, timeout_s=60)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
        assert running.returncode == 130
        jobs = [one["id"] for one in fleet.json("jobs")["jobs"] if one["status"] == "running"]
        assert len(jobs) == 3
        hint = json.loads(out)["error"]["hint"] if as_json else err.decode().rpartition("Hint: ")[2].strip()
        assert hint.startswith("codex-agent await-turn ")
        assert sorted(hint.split()[2:]) == sorted(jobs)
        gate.open()
        assert fleet.run("await-turn", *jobs).returncode == 0

    def test_on_a_terminal_each_reviewer_leaves_its_line(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        Cast(model_server, correctness=findings(finding()))
        screen = Screen(fleet, *COMMAND, "review")
        assert screen.end() == 0
        shown = [re.sub(r" \(\w{8}\)", "", line) for line in screen.text.splitlines() if line]
        assert re.fullmatch(
            r"Reviewing the uncommitted work on \w+ \(1 file\): security, error-handling, correctness", shown[0]
        )
        assert sorted(shown[1:4]) == ["correctness: 1 critical", "error-handling: no findings", "security: no findings"]
        assert re.fullmatch(r"Review of the uncommitted work on \w+: 1 critical", shown[4])
        assert "running" not in screen.text

    def test_an_agent_cannot_start_reviewers(self, fleet: Fleet) -> None:
        done = fleet.run("review", CODEX_AGENT_JOB_ID="8abfab85")
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"agent 8abfab85" in done.stderr

    def test_a_commit_and_files_are_reviewed_as_asked(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        cast = Cast(model_server)
        assert fleet.json("review", "--commit", "HEAD", "--lens", "risk")["change"]["files"] == 2
        assert fleet.json("review", "greeting.py", "--lens", "structure")["change"]["title"] == "greeting.py"
        assert "+def greet(name):" in cast.tasks["risk"][0]
        assert "Read them whole" in cast.tasks["structure"][0]


@pytest.mark.usefixtures("change")
class TestFix:
    MENDING = Sequence([Patch(PATCH), Text("Multiplied by quantity.")])
    FLAGS = ("review", "--fix", "--lens", "correctness")

    def test_what_is_critical_is_fixed_verified_and_reviewed_again(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        minor = finding("No docstring", "minor", line_start=1, line_end=1)
        cast = Cast(
            model_server,
            correctness=[findings(finding(), minor), findings(minor)],
            implementer=self.MENDING,
            verifier=findings(summary="ran the tests"),
        )
        done = fleet.run(*self.FLAGS)
        assert done.returncode == 0, done.stderr
        assert (fleet.cwd / "orders.py").read_text() == RIGHT
        assert cast.counts() == {"correctness": 2, "implementer": 1, "verifier": 1}
        out = done.stdout.decode()
        assert "Critical findings after 1 round of fixes: 1 fixed" in out
        assert re.search(r"fixed +orders.py:2 +[0-9a-f]{8} +Quantity is ignored", out)
        assert re.search(r"Tracked in .*/docs/reviews/\w+\.md: 1 added, 0 open there already", out)
        (tracked,) = (fleet.cwd / "docs/reviews").iterdir()
        assert "**minor** `orders.py:1` No docstring" in tracked.read_text()
        assert "Quantity" not in tracked.read_text()
        assert "price * quantity" in cast.tasks["correctness"][1]
        assert "docs/reviews" not in cast.tasks["correctness"][1]
        (task,) = cast.tasks["implementer"]
        assert "Quantity is ignored" in task
        assert "No docstring" not in task
        names = [job["name"] for job in fleet.json("jobs")["jobs"]]
        assert sorted(names) == [
            "Fix: Quantity is ignored",
            "Review: correctness",
            "Review: correctness, round 2",
            "Verify: round 1",
        ]
        again = fleet.json(*self.FLAGS, "--tracking", str(tracked))
        assert again["tracking"] == {"file": str(tracked), "added": 0, "known": 1, "ticked": 0}

    def test_lesser_findings_of_an_earlier_round_are_shown_and_a_fixed_one_is_ticked(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        slow = finding("Slow", "important", line_start=1, line_end=1)
        Cast(
            model_server,
            correctness=[findings(finding(), slow)] * 3 + [NOTHING],
            implementer=[Text("no"), self.MENDING],
        )
        before = fleet.json(*self.FLAGS, "--rounds", "1", "--tracking", "notes.md")
        assert before["tracking"]["added"] == 2
        done = fleet.run(*self.FLAGS, "--tracking", "notes.md")
        assert done.returncode == 0, done.stderr
        out = done.stdout.decode()
        assert re.match(r"Review of the uncommitted work on \w+: 1 important\n", out)
        assert "Slow (earlier round, not fixed, tracked)" in out
        assert "0 added, 1 open there already, 1 ticked as fixed" in out
        notes = (fleet.cwd / "notes.md").read_text()
        assert re.search(r"- \[x\] \*\*critical\*\* .*Quantity is ignored", notes)
        assert re.search(r"- \[ \] \*\*important\*\* .*Slow", notes)

    def test_no_role_of_the_reviewed_repository_changes_a_sandbox(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        roles = fleet.cwd / ".codex-agent/templates/roles"
        roles.mkdir(parents=True)
        for role, sandbox in (("reviewer", "workspace-write"), ("implementer", "read-only"), ("verifier", "read-only")):
            (roles / f"{role}.md").write_text(f'+++\nsandbox = "{sandbox}"\n+++\nMine.\n')
        cast = Cast(model_server, correctness=[findings(finding()), NOTHING], implementer=self.MENDING)
        assert fleet.run(*self.FLAGS).returncode == 0
        assert "Mine." in cast.tasks["correctness"][0]
        sandboxes = {job["name"].partition(":")[0]: job["sandbox"] for job in fleet.json("jobs")["jobs"]}
        assert sandboxes == {"Review": "read-only", "Fix": "workspace-write", "Verify": "workspace-write"}

    def test_the_plan_goes_to_every_agent(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        (fleet.cwd / "docs").mkdir()
        (fleet.cwd / "docs/plan.md").write_text("# Plan\nA line has a price and a quantity.\n")
        cast = Cast(model_server, correctness=[findings(finding()), NOTHING], implementer=self.MENDING)
        assert fleet.run(*self.FLAGS, "--prd", "docs/plan.md").returncode == 0
        for name in ("correctness", "implementer", "verifier"):
            assert "A line has a price and a quantity." in cast.tasks[name][0]
            assert "the plan in docs/plan.md, which is among your files" in cast.tasks[name][0]

    def test_the_round_limit_ends_it_and_what_is_left_is_said_and_tracked(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        cast = Cast(
            model_server, correctness=findings(finding()), implementer=Text("I see no fault."), verifier=NOTHING
        )
        shown = fleet.json(*self.FLAGS, "--rounds", "2")
        assert cast.counts() == {"correctness": 3, "implementer": 2, "verifier": 2}
        assert (shown["ok"], shown["error"]["code"]) == (False, "critical_left")
        assert shown["fix"]["rounds"] == 2
        (fault,) = shown["fix"]["faults"]
        assert (fault["status"], [attempt["round"] for attempt in fault["attempts"]]) == ("left", [1, 2])
        assert fault["attempts"][0]["message"] == "I see no fault."
        assert shown["tracking"]["added"] == 1
        done = fleet.run(*self.FLAGS, "--rounds", "1")
        assert done.returncode == 1
        assert "1 critical finding is not fixed" in done.stderr.decode()

    def test_a_fixer_that_fails_is_told_and_the_next_one_goes_on(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        other = finding("Greeting is rude", file="greeting.py", line_start=1, line_end=1)
        Cast(
            model_server,
            correctness=[findings(other, finding()), findings(other)],
            implementer=[Fail("context_length_exceeded"), self.MENDING],
            verifier=NOTHING,
        )
        shown = fleet.json(*self.FLAGS, "--rounds", "1")
        statuses = {fault["finding"]["title"]: fault["status"] for fault in shown["fix"]["faults"]}
        assert statuses == {"Greeting is rude": "failed", "Quantity is ignored": "fixed"}
        assert shown["error"]["code"] == "critical_left"

    def test_writers_come_one_after_the_other(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        gate = Gate(Text("done"))
        others = [
            finding(title, file="greeting.py", line_start=line, line_end=line)
            for line, title in ((1, "Rude"), (2, "Loud"))
        ]
        cast = Cast(model_server, correctness=[findings(*others), NOTHING], implementer=gate, verifier=NOTHING)
        running = fleet.popen(*self.FLAGS)
        assert gate.await_arrivals(1, timeout_s=60)
        writers = [job for job in fleet.json("jobs")["jobs"] if job["name"].startswith("Fix")]
        assert [job["status"] for job in writers] == ["running"]
        gate.open()
        running.communicate(timeout=120)
        assert running.returncode == 0
        assert cast.counts()["implementer"] == 2
        jobs = {job["name"]: job for job in fleet.json("jobs")["jobs"]}
        assert jobs["Fix: Rude"]["completed_at"] <= jobs["Fix: Loud"]["created_at"]

    def test_what_the_verifier_finds_is_fixed_in_the_next_round(
        self, fleet: Fleet, model_server: ScriptedServer
    ) -> None:
        broke = finding("Greeting crashes", file="greeting.py", line_start=1, line_end=1)
        cast = Cast(
            model_server,
            correctness=[findings(finding()), NOTHING],
            implementer=[self.MENDING, Text("mended")],
            verifier=[findings(broke), NOTHING],
        )
        shown = fleet.json(*self.FLAGS)
        assert (shown["ok"], shown["fix"]["rounds"]) == (True, 2)
        assert "Greeting crashes" in cast.tasks["implementer"][1]
        assert {fault["finding"]["title"]: fault["status"] for fault in shown["fix"]["faults"]} == {
            "Quantity is ignored": "fixed",
            "Greeting crashes": "fixed",
        }

    def test_ctrl_c_in_the_loop_keeps_what_is_known(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        gate = Gate(Text("done"))
        Cast(
            model_server,
            correctness=findings(finding(), finding("No docstring", "minor", line_start=1)),
            implementer=gate,
        )
        running = fleet.popen(*self.FLAGS)
        assert gate.await_arrivals(1, timeout_s=60)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
        assert running.returncode == 130
        (fixer,) = [job["id"] for job in fleet.json("jobs")["jobs"] if job["status"] == "running"]
        assert err.decode().endswith(f"Hint: codex-agent await-turn {fixer}\n")
        assert "Quantity is ignored" in out.decode()
        assert "2 added" in out.decode()
        gate.open()
        fleet.run("await-turn", fixer)

    def test_nothing_critical_starts_no_writer(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        cast = Cast(model_server, correctness=findings(finding("Slow", "important")))
        done = fleet.run(*self.FLAGS)
        assert (done.returncode, cast.counts()) == (0, {"correctness": 1})
        assert "Nothing critical to fix." in done.stdout.decode()
        assert "1 added" in done.stdout.decode()

    def test_a_commit_is_fixed_in_the_working_tree(self, fleet: Fleet, model_server: ScriptedServer) -> None:
        identity = ("-c", "user.name=T", "-c", "user.email=t@example.invalid")
        import subprocess

        for arguments in (["add", "."], ["commit", "--quiet", "--message", "Orders"]):
            subprocess.run(["git", *identity, *arguments], cwd=fleet.cwd, env=fleet.env, check=True)
        cast = Cast(
            model_server, correctness=[findings(finding()), NOTHING], implementer=self.MENDING, verifier=NOTHING
        )
        shown = fleet.json(*self.FLAGS, "--commit", "HEAD")
        assert (shown["ok"], shown["fix"]["faults"][0]["status"]) == (True, "fixed")
        assert "+    return sum(price * quantity" in cast.tasks["correctness"][1]
