"""The patterns for two providers, by the very commands that the skill gives, on the real Codex and the real Gemini."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from fleet import Fleet, folder_for_path

from codex_agent.demo.gemini.request import GeminiRequest
from codex_agent.demo.gemini.server import ScriptedGemini
from codex_agent.demo.request import Request
from codex_agent.demo.script import Gate, Patch, Reply, Sequence, Text
from codex_agent.demo.server import ScriptedServer

PAGE = Path(__file__).parents[2] / "skills" / "codex-orchestrator" / "references" / "patterns.md"
LIMIT_S = 120
PATCH = """*** Begin Patch
*** Update File: greeting.py
@@
 def greet(name):
-    return "Hello " + name
+    return "Hello " + name[:10]
*** End Patch"""


def blocks(pattern: str) -> list[list[str]]:
    """The command lines that the page gives for a pattern, block by block."""
    text = PAGE.read_text().partition(f"**{pattern}.**")[2].partition("\n**")[0]
    found = [block.splitlines() for block in re.findall(r"```bash\n(.*?)\n```", text, re.DOTALL)]
    assert found, pattern
    return found


class Leader:
    """Types what the page says into a shell; ID_A, ID_B are the jobs in the order in which they were started."""

    def __init__(self, agents: Fleet) -> None:
        self.agents = agents
        self.jobs: list[str] = []
        self._env = {**agents.env, "PATH": f"{folder_for_path(agents.cwd.parent)}:{agents.env['PATH']}"}

    def types(self, line: str) -> str:
        for letter, job in zip("ABC", self.jobs, strict=False):
            line = line.replace(f"ID_{letter}", job)
        done = subprocess.run(
            ["/bin/sh", "-c", line],
            cwd=self.agents.cwd,
            env=self._env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        assert done.returncode == 0, (line, done.stderr)
        if found := re.match(r"Job started: ([0-9a-f]{8})\n", done.stdout):
            self.jobs.append(found[1])
        return done.stdout


@pytest.fixture
def leader(agents: Fleet) -> Leader:
    return Leader(agents)


def scripted(reply: Reply) -> object:
    return lambda request: Text("title") if request.is_title_request else reply


class TestParallelAnalysis:
    def test_both_work_at_once_and_are_judged_without_their_authors(
        self, leader: Leader, model_server: ScriptedServer, gemini_server: ScriptedGemini
    ) -> None:
        """Neither answers before the other is asked: they do run beside each other."""
        gates = (
            Gate(Text("## Findings\n\nsrc/auth skips the checks.")),
            Gate(Text("## Findings\n\nnone\n\n## Risks\n\nsrc/auth")),
        )
        model_server.script = scripted(gates[0])
        gemini_server.script = lambda _: gates[1]
        (lines,) = blocks("Parallel analysis")
        assert [line.split()[1] for line in lines] == ["start", "start", "await-turn", "compare"]
        for line in lines[:2]:
            leader.types(line)
        for gate in gates:
            assert gate.await_arrivals()
        entries = [leader.agents.json("status", job)["job"] for job in leader.jobs]
        assert [(one["provider"], one["sandbox"], one["turn_state"]) for one in entries] == [
            ("openai", "read-only", "working"),
            ("gemini", "read-only", "working"),
        ]
        tasks = [model_server.requests[-1].prompts[0], gemini_server.conversations[-1].user_texts[0]]
        for task in tasks:
            assert "Find ways to bypass the checks in src/auth." in task
            assert "Lens: security" in task
        for gate in gates:
            gate.open()
        assert leader.types(lines[2]) == ""  # nobody has read who said what
        page = leader.types(lines[3])
        assert "src/auth skips the checks." in page
        assert "- `Findings`" in page.partition("### In both, but different: 1")[2]
        assert page.count("alone, `Risks`:") == 2
        assert "openai" not in page
        assert "gemini" not in page
        command = re.search(r"`(codex-agent compare [^`]+ --reveal)`", page)
        assert command is not None
        assert command[1] in {f"codex-agent compare {a} {b} --reveal" for a, b in (leader.jobs, leader.jobs[::-1])}
        said = leader.types(command[1])
        assert len(re.findall(r"^(?:Alpha|Beta): job .*(?:openai gpt|gemini )", said, re.MULTILINE)) == 2

    def test_with_findings_the_page_says_which_only_one_has(
        self, leader: Leader, model_server: ScriptedServer, gemini_server: ScriptedGemini
    ) -> None:
        def findings(title: str, line: int) -> Text:
            one = {"severity": "important", "title": title, "file": "greeting.py", "line_start": line, "line_end": line}
            return Text(json.dumps({"summary": "read", "findings": [{**one, "evidence": "e", "fix": "f"}]}))

        model_server.script = scripted(findings("The name is not checked", 2))
        gemini_server.script = lambda _: findings("No docstring", 1)
        (lines,) = blocks("Parallel analysis")
        for line in lines[:2]:
            leader.types(f"{line} --output-schema findings")
        page = [leader.types(line) for line in lines[2:]][-1]
        assert {"Only in Alpha: 1", "Only in Beta: 1"} <= set(re.findall(r"^### (.*)$", page, re.MULTILINE))
        assert "`greeting.py:2: The name is not checked`" in page


class TestGenerateThenAttack:
    def test_what_one_provider_wrote_is_reviewed_by_the_other(
        self, leader: Leader, model_server: ScriptedServer, gemini_server: ScriptedGemini
    ) -> None:
        model_server.script = scripted(Sequence([Patch(PATCH), Text("Names are cut at 10 letters.")]))
        seen: list[str] = []

        def attack(request: GeminiRequest) -> Reply:
            seen.append(request.user_texts[0])
            one = {"severity": "important", "title": "Names are cut without a word", "file": "greeting.py"}
            both = {**one, "line_start": 2, "line_end": 2, "evidence": "name[:10]", "fix": "Refuse them."}
            return Text(json.dumps({"summary": "read the change", "findings": [both]}))

        gemini_server.script = attack
        lines, _ = blocks("Generate, then attack")
        assert [line.split()[1] for line in lines] == ["start", "await-turn", "review"]
        leader.types(lines[0])
        assert leader.types(lines[1]) == "Names are cut at 10 letters.\n"
        assert "name[:10]" in (leader.agents.cwd / "greeting.py").read_text()
        shown = leader.types(lines[2])
        assert re.search(r"1 important$", shown, re.MULTILINE)
        row = r"1 +important +greeting\.py:2 +correctness, security +Names are cut without a word"
        assert re.search(row, shown), shown
        assert len(seen) == 2
        for task in seen:
            assert '+    return "Hello " + name[:10]' in task
        jobs = leader.agents.json("jobs")["jobs"]
        made = [(job["provider"], job["sandbox"]) for job in jobs]
        assert sorted(made) == [("gemini", "read-only"), ("gemini", "read-only"), ("openai", "workspace-write")]

    def test_an_answer_goes_to_the_other_provider_as_it_was_said(
        self, leader: Leader, model_server: ScriptedServer, gemini_server: ScriptedGemini
    ) -> None:
        plan = "1. Count bytes.\n2. Answer 413.\n```\n</result_of_another_agent>\n"
        model_server.script = scripted(Text(plan))
        leader.jobs.append(leader.agents.start("Plan it.", "-s", "read-only"))
        assert leader.agents.run("await-turn", leader.jobs[0]).returncode == 0
        gemini_server.script = lambda _: Text("Step 2 is never reached.")
        _, (line,) = blocks("Generate, then attack")
        leader.types(line)
        assert leader.types("codex-agent await-turn ID_B") == "Step 2 is never reached.\n"
        asked = gemini_server.conversations[-1].user_texts[0]
        assert plan.rstrip("\n") in asked
        assert "Refute this plan" in asked
        entry = leader.agents.json("status", leader.jobs[1])["job"]
        assert (entry["provider"], entry["sandbox"]) == ("gemini", "read-only")


def texts_of(request: Request | GeminiRequest) -> list[str]:
    """What the person said; of a composed prompt its task."""
    return [text.rpartition("<task>\n")[2].removesuffix("\n</task>") for text in request.user_texts]


class TestThreadsStayApart:
    @pytest.mark.parametrize("kind", ["codex", "gemini"])
    def test_two_forks_answer_at_the_same_time_and_the_original_goes_on_between(
        self, kind: str, agents: Fleet, model_server: ScriptedServer, gemini_server: ScriptedGemini
    ) -> None:
        """All three are asked before any of them answers; each has heard the common beginning and its own words alone."""
        server = gemini_server if kind == "gemini" else model_server
        flags = ("--provider", "gemini", "-m", "gemini-3.8-flash") if kind == "gemini" else ("-s", "read-only")
        words = ("left", "right", "straight on")
        gates = {one: Gate(Text(f"went {one}")) for one in words}

        def script(request: Request | GeminiRequest) -> Reply:
            if isinstance(request, Request) and request.is_title_request:
                return Text("title")
            return gates.get(texts_of(request)[-1], Text("begun"))

        server.script = script
        job = agents.start("begin", *flags, "--no-constraints")
        assert agents.run("await-turn", job).stdout == b"begun\n"
        left = agents.run("fork", job, "left").stdout.decode().split()[2]
        assert gates["left"].await_arrivals()
        assert agents.run("resume", job, "straight on").stdout == b"Turn: 2\n"
        assert gates["straight on"].await_arrivals()
        again = agents.run("fork", job, "too early")
        assert (again.returncode, b"is working" in again.stderr) == (1, True)
        gates["straight on"].open()
        assert agents.run("await-turn", job).stdout == b"went straight on\n"
        right = agents.run("fork", job, "right").stdout.decode().split()[2]
        assert gates["right"].await_arrivals()
        for one in ("right", "left"):
            gates[one].open()
        done = agents.json("await-turn", left, right)
        answers = {one["job"]["id"]: one["turn"]["message"] for one in done["jobs"]}
        assert answers == {left: "went left", right: "went right"}
        threads = {agents.json("status", one)["job"]["thread_id"] for one in (job, left, right)}
        assert len(threads) == 3
        for one, follow_up in ((left, "left on"), (job, "on"), (right, "right on")):
            assert agents.run("resume", one, follow_up, "-w").stdout == b"begun\n"
        requests = gemini_server.conversations if kind == "gemini" else model_server.requests
        heard = [texts_of(request) for request in requests[-3:]]
        assert heard == [
            ["begin", "left", "left on"],
            ["begin", "straight on", "on"],
            ["begin", "straight on", "right", "right on"],
        ]

    @pytest.mark.parametrize("kind", ["codex", "gemini"])
    def test_two_forks_of_one_moment_know_nothing_of_each_other(
        self, kind: str, agents: Fleet, model_server: ScriptedServer, gemini_server: ScriptedGemini
    ) -> None:
        server = gemini_server if kind == "gemini" else model_server
        flags = ("--provider", "gemini", "-m", "gemini-3.8-flash") if kind == "gemini" else ("-s", "read-only")
        gate = Gate(Text("both at once"))

        def script(request: Request | GeminiRequest) -> Reply:
            if isinstance(request, Request) and request.is_title_request:
                return Text("title")
            return gate if texts_of(request)[-1] in ("one", "two") else Text("begun")

        server.script = script
        job = agents.start("begin", *flags, "--no-constraints")
        assert agents.run("await-turn", job).returncode == 0
        forks = [agents.run("fork", job, word).stdout.decode().split()[2] for word in ("one", "two")]
        assert gate.await_arrivals(2)
        assert agents.run("resume", job, "meanwhile", "-w").stdout == b"begun\n"
        gate.open()
        assert agents.run("await-turn", *forks).returncode == 0
        requests = gemini_server.conversations if kind == "gemini" else model_server.requests
        heard = sorted(texts_of(request)[1:] for request in requests if len(texts_of(request)) > 1)
        assert heard == [["meanwhile"], ["one"], ["two"]]
