"""`resume` and `fork` on the real clients: one thread goes on, two threads stay apart, and a person can go on by hand."""

from __future__ import annotations

import shlex
import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fleet import COMMAND, Fleet
from screens import Screen

from codex_agent import processes
from codex_agent.demo.gemini.server import ScriptedGemini
from codex_agent.demo.script import Gate, Shell, Text
from codex_agent.demo.server import ScriptedServer

KINDS = ("codex", "codex interactive", "gemini")
LIMIT_S = 60
BARE = "--no-constraints"


class Ground:
    """One kind of agent with its model; `texts` is what the person has said in the newest conversation, the task without its frame."""

    def __init__(self, kind: str, agents: Fleet, codex: ScriptedServer, gemini: ScriptedGemini) -> None:
        self.agents = agents
        self.kind = kind
        self._gemini = kind == "gemini"
        self._codex_server, self._gemini_server = codex, gemini
        chosen = {
            "codex": ("-s", "read-only"),
            "codex interactive": ("-s", "read-only", "--interactive"),
            "gemini": ("--provider", "gemini", "-m", "gemini-3.8-flash"),
        }
        self.flags = (*chosen[kind], BARE)

    @property
    def requests(self) -> list[Any]:
        if self._gemini:
            return list(self._gemini_server.conversations)
        return [request for request in self._codex_server.requests if not request.is_title_request]

    def script(self, reply: Callable[[Any], Any]) -> None:
        """Set the answers of the model behind this kind."""
        if self._gemini:
            self._gemini_server.script = reply
        else:
            self._codex_server.script = reply

    @property
    def texts(self) -> list[str]:
        """What was said in the newest conversation; of a composed prompt its task."""
        return [text.rpartition("<task>\n")[2].removesuffix("\n</task>") for text in self.requests[-1].user_texts]

    def begun(self, words: str = "first") -> str:
        """A job whose first turn has ended."""
        job = self.agents.start(words, *self.flags)
        assert self.agents.run("await-turn", job).returncode == 0
        return job

    def forked(self, job: str, words: str, *flags: str) -> str:
        done = self.agents.run("fork", job, words, *flags)
        assert done.returncode == 0, done.stderr.decode()
        fork = done.stdout.decode().split()[2]
        assert self.agents.run("await-turn", fork).returncode == 0
        return fork

    def resumed(self, job: str, words: str) -> None:
        done = self.agents.run("resume", job, words, "-w")
        assert done.returncode == 0, done.stderr.decode()

    def entry(self, job: str) -> dict[str, Any]:
        found: dict[str, Any] = self.agents.json("status", job)["job"]
        return found


@pytest.fixture(params=KINDS)
def ground(
    request: pytest.FixtureRequest, agents: Fleet, model_server: ScriptedServer, gemini_server: ScriptedGemini
) -> Ground:
    return Ground(request.param, agents, model_server, gemini_server)


@pytest.fixture
def codex(agents: Fleet, model_server: ScriptedServer, gemini_server: ScriptedGemini) -> Ground:
    return Ground("codex", agents, model_server, gemini_server)


@pytest.fixture
def interactive(agents: Fleet, model_server: ScriptedServer, gemini_server: ScriptedGemini) -> Ground:
    return Ground("codex interactive", agents, model_server, gemini_server)


@pytest.fixture
def gemini(agents: Fleet, model_server: ScriptedServer, gemini_server: ScriptedGemini) -> Ground:
    return Ground("gemini", agents, model_server, gemini_server)


class TestFork:
    def test_has_the_history_and_the_original_never_sees_it_in_its_record_or_its_thread(
        self, ground: Ground, client_home: Path
    ) -> None:
        job = ground.begun()
        thread = ground.entry(job)["thread_id"]
        names = f"session-*-{thread[:8]}.jsonl" if ground.kind == "gemini" else f"rollout-*-{thread}.jsonl"
        (record,) = client_home.rglob(names)
        # An answer comes before its client leaves, and a client that leaves may still write.
        assert processes.wait_all_gone(processes.tree(job, ()), LIMIT_S)
        before = record.read_bytes()
        fork = ground.forked(job, "forked")
        assert record.read_bytes() == before
        assert ground.texts == ["first", "forked"]
        ground.resumed(job, "original goes on")
        assert ground.texts == ["first", "original goes on"]
        ground.resumed(fork, "fork goes on")
        assert ground.texts == ["first", "forked", "fork goes on"]
        ground.resumed(job, "and on")
        assert ground.texts == ["first", "original goes on", "and on"]
        assert thread != ground.entry(fork)["thread_id"]

    def test_is_asked_for_as_the_original_was_and_counts_its_own_use_alone(self, ground: Ground) -> None:
        job = ground.begun()
        fork = ground.forked(job, "forked", "--name", "Plan B")
        old, new = ground.entry(job), ground.entry(fork)
        same = ("provider", "mode", "model", "reasoning", "sandbox", "cwd")
        assert {key: new[key] for key in same} == {key: old[key] for key in same}
        assert (new["name"], new["fork_of"], new["prompt"]) == ("Plan B", job, "forked")
        assert ground.agents.json("status", fork)["turn"]["tokens"]["total"] == 1050
        assert (old["tokens"]["total"], new["tokens"]["total"]) == (1050, 2100)
        assert f"fork of  {job}" in ground.agents.run("status", fork).stdout.decode()

    def test_takes_what_is_given_and_leaves_the_original_as_it_was(self, codex: Ground, gemini: Ground) -> None:
        """A scout's knowledge goes to one who may write."""
        job = codex.begun()
        flags = ("-s", "workspace-write", "-r", "low", "--max-tokens", "1k")
        fork, old = codex.entry(codex.forked(job, "build it", *flags)), codex.entry(job)
        assert (old["sandbox"], old["status"]) == ("read-only", "completed")
        assert (fork["sandbox"], fork["reasoning"], fork["model"]) == ("workspace-write", "low", old["model"])
        assert (fork["status"], fork["error"]["class"]) == ("killed", "usage_limit")  # 1050 are more than 1000
        assert codex.requests[-1].effort == "low"
        job = gemini.begun()
        assert gemini.entry(gemini.forked(job, "build it", "-s", "workspace-write"))["sandbox"] == "workspace-write"

    def test_with_another_model_has_a_level_that_it_knows(self, codex: Ground) -> None:
        job = codex.agents.start("first", *codex.flags, "-r", "xhigh", "--name", "W1 Scout")
        assert codex.agents.run("await-turn", job).returncode == 0
        models = codex.agents.json("models")["models"]
        other = next(model for model in models if model["slug"] != codex.entry(job)["model"])
        fork = codex.entry(codex.forked(job, "forked", "-m", other["slug"]))
        assert fork["model"] == codex.requests[-1].model == other["slug"]
        assert fork["reasoning"] != "xhigh"
        same = codex.entry(codex.forked(job, "forked", "-m", codex.entry(job)["model"]))
        assert same["reasoning"] == codex.requests[-1].effort == "xhigh"

    def test_is_told_from_its_original_by_its_name(self, codex: Ground) -> None:
        job = codex.agents.start("first", *codex.flags, "--name", "W1 Scout")
        assert codex.agents.run("await-turn", job).returncode == 0
        fork = codex.forked(job, "forked")
        further = codex.forked(fork, "forked again")
        assert [codex.entry(one)["name"] for one in (fork, further)] == ["W1 Scout (fork)"] * 2
        assert codex.entry(codex.forked(further, "other", "--name", "W2"))["name"] == "W2"

    @pytest.mark.parametrize("kind", ["codex", "codex interactive"])
    def test_has_its_own_level_also_where_a_profile_or_the_originals_config_names_one(
        self,
        agents: Fleet,
        model_server: ScriptedServer,
        gemini_server: ScriptedGemini,
        client_home: Path,
        kind: str,
    ) -> None:
        ground = Ground(kind, agents, model_server, gemini_server)
        (client_home / ".codex" / "mine.config.toml").write_text('model_reasoning_effort = "medium"\n')
        ground.flags = (*ground.flags, "--profile", "mine", "-c", 'model_reasoning_effort="xhigh"', "-c", "a.b=1")
        job = ground.begun()
        assert ground.requests[-1].effort == "xhigh"
        fork = ground.entry(ground.forked(job, "forked", "-r", "low"))
        assert fork["reasoning"] == ground.requests[-1].effort == "low"
        ground.resumed(fork["id"], "more")
        assert ground.requests[-1].effort == "low"
        ground.forked(job, "as it was")
        assert ground.requests[-1].effort == "xhigh"

    @pytest.mark.parametrize("kind", ["codex", "codex interactive"])
    @pytest.mark.parametrize(("old", "new"), [("read-only", "workspace-write"), ("workspace-write", "read-only")])
    def test_may_do_what_its_own_sandbox_lets_it_in_each_of_its_turns(
        self, agents: Fleet, model_server: ScriptedServer, gemini_server: ScriptedGemini, kind: str, old: str, new: str
    ) -> None:
        ground = Ground(kind, agents, model_server, gemini_server)
        ground.flags = ("-s", old, *ground.flags[2:])

        def script(request: Any) -> Any:
            return Shell(f"touch {request.last_user_text}") if request.step == 0 else Text("done")

        ground.script(script)
        job = ground.begun("one")
        fork = ground.forked(job, "two", "-s", new)
        ground.resumed(fork, "three")
        assert agents.run("kill", fork).returncode == 0
        ground.resumed(fork, "four")
        ground.resumed(job, "five")
        made = {name for name in ("one", "two", "three", "four", "five") if (agents.cwd / name).exists()}
        assert made == ({"two", "three", "four"} if old == "read-only" else {"one", "five"})

    def test_that_may_write_is_refused_beside_another_writer_before_anything_starts(self, codex: Ground) -> None:
        gate = Gate(Text("late"))
        job = codex.begun()
        codex.script(lambda request: gate if request.last_user_text == "slow" else Text("quick"))
        writer = codex.agents.start("slow", BARE)
        assert gate.await_arrivals()
        asked = len(codex.requests)
        error = codex.agents.json("fork", job, "build it", "-s", "workspace-write")["error"]
        assert (error["code"], writer in error["message"]) == ("second_writer", True)
        assert len(codex.agents.json("jobs", "--all")["jobs"]) == 2
        assert len(codex.requests) == asked
        assert codex.agents.run("fork", job, "only look", "-w").stdout == b"quick\n"
        gate.open()

    @pytest.mark.parametrize(
        ("flags", "words"),
        [
            (("-s", "none"), "unknown sandbox 'none'"),
            (("-m", "nonsense"), "unknown model 'nonsense'"),
            (("-r", "nonsense"), "unknown reasoning level 'nonsense'"),
            (("--max-tokens", "few"), "few"),
        ],
    )
    def test_refuses_what_start_would_refuse(self, codex: Ground, flags: tuple[str, str], words: str) -> None:
        done = codex.agents.run("fork", codex.begun(), "x", *flags)
        assert (done.returncode, done.stdout, words in done.stderr.decode()) == (2, b"", True)
        assert len(codex.agents.json("jobs", "--all")["jobs"]) == 1

    def test_waits_for_its_answer_and_reads_its_prompt_like_start(self, ground: Ground) -> None:
        job = ground.begun()
        done = ground.agents.run("fork", job, "-w", "-", stdin=b"from 'input'\n$(x)")
        assert (done.returncode, done.stdout.splitlines()[:1]) == (0, [b"echo: from 'input'"])
        (ground.agents.cwd / "task").write_text("from a file")
        data = ground.agents.json("fork", job, "-w", "--prompt-file", "task")
        assert data["turn"]["message"] == "echo: from a file"

    def test_is_refused_while_the_original_works(self, ground: Ground) -> None:
        gate = Gate(Text("late"))
        ground.script(lambda _: gate)
        job = ground.agents.start("slow", *ground.flags)
        assert gate.await_arrivals()
        done = ground.agents.run("fork", job, "too early")
        assert done.returncode == 1
        assert b"is working" in done.stderr
        assert f"codex-agent await-turn {job}" in done.stderr.decode()
        gate.open()
        assert ground.agents.run("await-turn", job).returncode == 0
        assert ground.agents.run("fork", job, "now", "-w").returncode == 0

    def test_of_a_fork_has_both_histories_and_each_goes_on_when_its_original_is_deleted(self, ground: Ground) -> None:
        job = ground.begun()
        fork = ground.forked(job, "second")
        further = ground.forked(fork, "third")
        assert ground.texts == ["first", "second", "third"]
        for original in (job, fork):
            ground.agents.run("kill", original)
            assert ground.agents.run("delete", original).returncode == 0
        ground.resumed(further, "alone")
        assert ground.texts == ["first", "second", "third", "alone"]

    def test_survives_the_supervisor(self, ground: Ground) -> None:
        gate = Gate(Text("after all"))
        job = ground.begun()
        ground.script(lambda _: gate)
        fork = ground.agents.run("fork", job, "forked").stdout.decode().split()[2]
        assert gate.await_arrivals()
        assert ground.agents.signal_supervisor(signal.SIGKILL)
        gate.open()
        assert ground.agents.run("await-turn", fork).stdout == b"after all\n"
        assert len([request for request in ground.requests if len(request.user_texts) == 2]) == 1

    def test_happens_once_however_often_supervisors_die(self, codex: Ground) -> None:
        job = codex.begun()
        words = [f"fork {number}" for number in range(6)]
        with codex.agents.mortal_supervisors(0.1, 0.6), ThreadPoolExecutor(3) as pool:
            done = list(pool.map(lambda text: codex.agents.run("fork", job, text, "-w"), words))
        assert [(one.returncode, one.stdout) for one in done] == [(0, f"echo: {text}\n".encode()) for text in words]
        assert len(codex.agents.json("jobs", "--all")["jobs"]) == 1 + len(words)
        asked = [request.user_texts for request in codex.requests if len(request.user_texts) > 1]
        assert sorted(asked) == [(codex.requests[0].user_texts[0], text) for text in words]

    def test_of_what_has_no_thread_is_refused(self, codex: Ground) -> None:
        terminal = codex.agents.run("run", "--", "true").stdout.decode().split()[2]
        assert codex.agents.run("fork", terminal, "x").returncode == 2
        failed = codex.agents.json("start", "x", *codex.flags, "-c", 'model_provider="none"')
        never = failed["job"]["id"]
        done = codex.agents.run("fork", never, "x")
        assert done.returncode == 1
        assert b"never had a thread" in done.stderr
        assert codex.agents.run("fork", "00000000", "x").returncode == 3
        assert codex.agents.run("fork", "nonsense", "x").returncode == 2
        assert codex.agents.run("fork", never, "x", "--name", "a\nb").returncode == 2
        assert codex.agents.run("fork", never).returncode == 2

    def test_of_a_session_whose_file_is_gone_says_so(self, gemini: Ground, client_home: Path) -> None:
        job = gemini.begun()
        for path in client_home.rglob("session-*.jsonl"):
            path.unlink()
        done = gemini.agents.run("fork", job, "x")
        assert done.returncode == 1
        assert b"is gone" in done.stderr

    def test_a_client_without_forks_is_told_before_anything_starts(self, codex: Ground, client_home: Path) -> None:
        """A client that takes `fork` for a prompt prints the help of `exec`."""
        job = codex.begun()
        old = client_home / "old-codex"
        real = codex.agents.run("health", "--json").stdout.decode().split('"native": "')[1].split('"')[0]
        lines = [
            "#!/bin/sh",
            f'[ "$1 $2" = "exec fork" ] && exec {shlex.quote(real)} exec --help',
            f'exec {shlex.quote(real)} "$@"',
        ]
        old.write_text("\n".join(lines) + "\n")
        old.chmod(0o755)
        done = codex.agents.run("fork", job, "x", CODEX_AGENT_CODEX=str(old))
        assert done.returncode == 1
        assert b"codex exec fork" in done.stderr


class TestResume:
    def test_is_the_next_turn_of_the_same_thread(self, ground: Ground) -> None:
        job = ground.begun()
        thread = ground.entry(job)["thread_id"]
        done = ground.agents.run("resume", job, "more")
        assert done.stdout == b"Turn: 2\n"
        assert ground.agents.run("await-turn", job).stdout == b"echo: more\n"
        assert ground.texts == ["first", "more"]
        assert ground.entry(job)["thread_id"] == thread
        data = ground.agents.json("resume", job, "third", "--wait")
        assert (data["turn"]["turn"], data["turn"]["message"]) == (3, "echo: third")

    def test_goes_on_after_a_kill(self, ground: Ground) -> None:
        gate = Gate(Text("never"))
        job = ground.begun()
        ground.script(lambda request: gate if request.last_user_text.endswith("slow") else Text("fine"))
        ground.agents.run("resume", job, "slow")
        assert gate.await_arrivals()
        assert ground.agents.run("kill", job).returncode == 0
        ground.resumed(job, "quick")
        assert ground.entry(job)["status"] in ("completed", "running")
        assert "first" in ground.texts
        assert ground.texts[-1].endswith("quick")

    def test_without_a_prompt_says_what_an_exec_agent_needs(self, agents: Fleet, codex: Ground, gemini: Ground) -> None:
        for ground, client in ((codex, "codex resume "), (gemini, "gemini --resume ")):
            job = ground.begun()
            done = agents.run("resume", job)
            assert (done.returncode, done.stdout) == (2, b"")
            thread = ground.entry(job)["thread_id"]
            assert f"{client}{thread}" in done.stderr.decode()
            assert f"codex-agent resume {job} PROMPT" in done.stderr.decode()

    def test_quit_and_flags_without_a_prompt_are_told_as_they_are(self, codex: Ground) -> None:
        job = codex.begun()
        for flags in (("--wait",), ("--max-tokens", "5k")):
            error = codex.agents.json("resume", job, *flags)["error"]
            assert (error["code"], flags[0] in error["message"]) == ("no_prompt", True)
        assert codex.agents.json("resume", job, "/quit")["turn"] is None
        assert codex.agents.run("resume", job, "/quit", "-w").stdout.endswith(b"nothing was sent.\n")

    def test_without_a_prompt_opens_an_interactive_agent_again(self, interactive: Ground) -> None:
        agents = interactive.agents
        job = interactive.begun()
        assert agents.run("resume", job).stdout.decode().startswith(f"Job {job} is open.")
        agents.run("send", job, "/quit")
        assert interactive.entry(job)["status"] == "completed"
        data = agents.json("resume", job)
        assert (data["job"]["status"], data["turn"]["turn"]) == ("running", 1)
        screen = Screen(agents, *COMMAND, "attach", job)
        screen.await_text("first")
        screen.type("from the screen")
        screen.await_text("echo: from the screen")
        screen.leave()
        assert interactive.texts == ["first", "from the screen"]

    def test_an_agent_that_was_opened_again_is_idle_from_then_on(self, interactive: Ground) -> None:
        """Its last turn ended longer ago than an agent may be idle."""
        agents = interactive.agents
        agents.env["CODEX_AGENT_IDLE_MINUTES"] = "0.1"
        job = interactive.begun()
        agents.run("watch", job)  # until it has ended
        assert interactive.entry(job)["status"] == "completed"
        opened = time.time()
        assert agents.json("resume", job)["job"]["status"] == "running"
        agents.run("watch", job)
        assert datetime.fromisoformat(interactive.entry(job)["completed_at"]).timestamp() >= opened + 5


class TestByHand:
    def test_a_person_goes_on_in_codex_itself(self, codex: Ground) -> None:
        job = codex.begun()
        printed = codex.entry(job)["client_command"]
        assert f"by hand  {printed}" in codex.agents.run("status", job).stdout.decode()
        started = codex.agents.run("start", *codex.flags, "another").stdout.decode()
        assert "\nBy hand, once it has ended: codex resume " in started
        trust = f'-c \'projects={{"{codex.agents.cwd}"={{trust_level="trusted"}}}}\''
        quiet = "-c tui.screen_reader_detection_done=true -c check_for_update_on_startup=false"
        moved = '-c \'notice.model_migrations={"gpt-5.5"="gpt-6-sol"}\''
        screen = Screen(codex.agents, "/bin/sh", "-c", f"exec {printed} --no-daemon {trust} {quiet} {moved}")
        screen.await_text("echo: first")
        screen.type("by hand")
        screen.await_text("echo: by hand")
        screen.leave()
        assert codex.texts == ["first", "by hand"]
        codex.resumed(job, "by codex-agent")
        assert codex.texts == ["first", "by hand", "by codex-agent"]

    def test_a_person_goes_on_in_gemini_itself(self, gemini: Ground) -> None:
        job = gemini.begun()
        printed = gemini.entry(job)["client_command"]
        assert f"by hand  {printed}" in gemini.agents.run("status", job).stdout.decode()
        flags = "-m gemini-3.8-flash --skip-trust -p 'by hand'"
        done = subprocess.run(
            ["/bin/sh", "-c", f"{printed} {flags}"],
            env=gemini.agents.env,
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "echo: by hand" in done.stdout, done.stderr
        assert gemini.texts == ["first", "by hand"]
        gemini.resumed(job, "by codex-agent")
        assert gemini.texts == ["first", "by hand", "by codex-agent"]

    def test_another_home_and_a_profile_are_part_of_the_words(self, codex: Ground, client_home: Path) -> None:
        other = client_home / "other home"
        other.mkdir()
        for name in ("config.toml", "mine.config.toml"):
            (other / name).write_text((client_home / ".codex" / "config.toml").read_text())
        done = codex.agents.run("start", "-w", *codex.flags, "--profile", "mine", "--json", "x", CODEX_HOME=str(other))
        assert f"CODEX_HOME='{other}' codex resume -p mine " in done.stdout.decode()
