"""The queue on real agents: never more at work than `max_parallel`, each turn exactly once or ended with its reason, whatever dies.

CODEX_AGENT_TEST_ROUNDS repeats the long queue.
"""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from codex_agent import processes
from codex_agent.demo.directive import compose
from codex_agent.demo.script import Gate, HttpError, Reply, Shell, Text
from codex_agent.jobs import Identity

if TYPE_CHECKING:
    from pathlib import Path

    from fleet import Fleet

    from codex_agent.demo.request import Request
    from codex_agent.demo.server import ScriptedServer

ROUNDS = int(os.environ.get("CODEX_AGENT_TEST_ROUNDS", "1"))
BOUND = 8
JOBS = 64


def started(fleet: Fleet, prompt: str, *flags: str, **env: str) -> dict[str, Any]:
    """The answer of `start`; readers, so that many may share a folder."""
    done = fleet.run("start", "--json", "--prompt-file", "-", "-s", "read-only", *flags, stdin=prompt.encode(), **env)
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["ok"], answer
    return answer


def job_of(fleet: Fleet, job: str) -> dict[str, Any]:
    found: dict[str, Any] = fleet.json("status", job)["job"]
    return found


def journal(fleet: Fleet, job: str) -> str:
    return "\n".join(line["text"] for line in fleet.json("journal")["journal"] if line["job"] == job)


def prompts(server: ScriptedServer) -> list[str]:
    """What the model was asked, in the order in which it was: the task of each first request of a turn."""
    asked = [request for request in server.requests if not request.is_title_request and not request.tool_outputs]
    return [_task(request.last_user_text) for request in asked]


def _task(text: str) -> str:
    return text.partition("<task>")[2].partition("</task>")[0].strip() or text.strip()


@pytest.fixture
def gate(model_server: ScriptedServer) -> Gate:
    """The model answers nobody before it is opened; then it says each task again."""
    made = Gate(Text("done"))
    model_server.script = lambda request: made
    return made


@pytest.fixture
def one_at_a_time(fleet: Fleet) -> Fleet:
    fleet.env["CODEX_AGENT_MAX_PARALLEL"] = "1"
    return fleet


def test_a_start_above_the_bound_returns_at_once_and_says_where_it_stands(
    one_at_a_time: Fleet, gate: Gate, model_server: ScriptedServer
) -> None:
    fleet = one_at_a_time
    first = started(fleet, "first")["job"]
    assert (first["status"], first["queue"]) == ("running", None)
    second, third = started(fleet, "second")["job"], started(fleet, "third")["job"]
    assert [(job["status"], job["queue"]["position"]) for job in (second, third)] == [("queued", 1), ("queued", 2)]
    said = fleet.run("start", "fourth", "-s", "read-only").stdout.decode().splitlines()
    fourth = said[0].removeprefix("Job started: ")
    assert said[1] == "Queued: number 3; turn 1 begins when others have ended"
    listed = fleet.run("jobs").stdout.decode()
    assert [line.split()[1:5] for line in listed.splitlines() if line.startswith(fourth)] == [
        ["queued", "1", "queued", "#3"]
    ]
    assert "turn 1 is number 3 of those that wait" in fleet.run("status", fourth).stdout.decode()
    assert "waits; agents at work: 1" in journal(fleet, fourth)
    watching = fleet.popen("watch", third["id"])
    waiting = fleet.popen("await-turn", first["id"], second["id"], third["id"], fourth)
    assert watching.stderr is not None
    assert b"number 2 in the queue" in watching.stderr.readline()
    gate.open()
    assert waiting.wait(timeout=60) == 0
    assert [word for word in prompts(model_server) if word] == ["first", "second", "third", "fourth"]
    assert b"done" in watching.communicate(timeout=60)[0]
    assert waiting.communicate()[0].count(b"done") == 4


def test_start_with_wait_waits_through_the_queue(one_at_a_time: Fleet, gate: Gate) -> None:
    fleet = one_at_a_time
    started(fleet, "first")
    waiting = fleet.popen("start", "-w", "-s", "read-only", "second")
    while not any(job["status"] == "queued" for job in fleet.json("jobs")["jobs"]):
        assert waiting.poll() is None
    gate.open()
    assert waiting.communicate(timeout=60)[0] == b"done\n"


def test_a_killed_job_of_the_queue_never_starts(one_at_a_time: Fleet, gate: Gate, model_server: ScriptedServer) -> None:
    fleet = one_at_a_time
    first, second, third = (started(fleet, word)["job"]["id"] for word in ("first", "second", "third"))
    assert b"killed: it was queued and never began" in fleet.run("kill", second).stdout
    shown = fleet.run("status", second).stdout.decode()
    assert "killed in the queue: it never began" in shown
    assert [line for line in shown.splitlines() if line.startswith("Next:")] == [f"Next: codex-agent delete {second}"]
    assert json.loads(fleet.home.signal(second).read_text())["status"] == "killed"
    assert job_of(fleet, third)["queue"]["position"] == 1
    gate.open()
    assert fleet.run("await-turn", first, third).returncode == 0
    ended = job_of(fleet, second)
    assert (ended["status"], ended["turn_state"], ended["queue"]) == ("killed", "interrupted", None)
    assert "second" not in prompts(model_server)


def test_a_message_to_a_queued_job_is_answered_after_its_turn(
    one_at_a_time: Fleet, gate: Gate, model_server: ScriptedServer
) -> None:
    fleet = one_at_a_time
    first, second = (started(fleet, word)["job"]["id"] for word in ("first", "second"))
    assert fleet.run("send", "--queue", second, "and then").stdout == b"Turn: 2\n"
    gate.open()
    assert fleet.run("await-turn", first, second).returncode == 0
    assert prompts(model_server) == ["first", "second", "and then"]
    assert (job_of(fleet, second)["turn"], job_of(fleet, second)["status"]) == (2, "completed")


@pytest.mark.parametrize("mode", ["exec", "interactive"])
def test_a_follow_up_above_the_bound_waits_and_can_be_killed(one_at_a_time: Fleet, mode: str) -> None:
    fleet = one_at_a_time
    flags = ("--interactive",) if mode == "interactive" else ()
    old, doomed = (started(fleet, "hello", *flags)["job"]["id"] for _ in range(2))
    assert fleet.run("await-turn", old, doomed).returncode == 0  # idle agents do not count
    busy = started(fleet, compose([{"text": "busy", "delay_s": 600}]))["job"]["id"]
    for job in (old, doomed):
        sent = fleet.run("send", job, "more")
        assert sent.stdout == b"Turn: 2\n"
        assert b"Queued: number" in sent.stderr
    assert job_of(fleet, old)["queue"] == {"turn": 2, "position": 1, "held_until": None, "reason": None}
    assert [job["id"] for job in fleet.json("jobs", "--state", "queued")["jobs"]] == [doomed, old]
    assert b"2 queued #1" in fleet.run("jobs", "--state", "queued").stdout
    assert fleet.run("kill", doomed).returncode == 0
    shown = fleet.run("status", doomed).stdout
    assert b"killed in the queue: it never began" in shown
    assert f"Next: codex-agent send {doomed}".encode() in shown
    assert (job_of(fleet, doomed)["status"], job_of(fleet, doomed)["queue"]) == ("killed", None)
    assert fleet.run("await-turn", doomed).returncode == 5
    assert fleet.run("kill", busy).returncode == 0
    assert fleet.run("await-turn", old).stdout == b"echo: more\n"


@pytest.mark.parametrize("mode", ["exec", "interactive"])
def test_interrupt_takes_the_next_follow_up_out_of_the_queue_and_the_thread_stays(
    one_at_a_time: Fleet, model_server: ScriptedServer, mode: str
) -> None:
    fleet = one_at_a_time
    job = started(fleet, "hello", *(("--interactive",) if mode == "interactive" else ()))["job"]["id"]
    assert fleet.run("await-turn", job).returncode == 0
    busy = started(fleet, compose([{"text": "busy", "delay_s": 600}]))["job"]["id"]
    assert [fleet.json("send", "--queue", job, words)["turn"] for words in ("not this", "but this", "nor this")] == [
        2,
        3,
        4,
    ]
    waiting = fleet.popen("await-turn", job, "--after", "1")
    assert fleet.run("interrupt", job).stdout == f"Turn 2 of job {job} ended: interrupted\n".encode()
    waiting.communicate(timeout=60)
    assert waiting.returncode == 5
    assert job_of(fleet, job)["queue"]["turn"] == 3
    assert b"interrupted in the queue: it never began" in fleet.run("result", job, "--turn", "2").stderr
    assert fleet.run("kill", busy).returncode == 0
    assert fleet.run("await-turn", job, "--after", "2").stdout == b"echo: but this\n"
    assert fleet.run("await-turn", job, "--after", "3").stdout == b"echo: nor this\n"
    busy = started(fleet, compose([{"text": "busy", "delay_s": 600}]))["job"]["id"]
    assert fleet.json("send", job, "never")["turn"] == 5
    assert fleet.json("interrupt", job)["turn"]["outcome"] == "interrupted"
    entry = job_of(fleet, job)
    ended = ("running", "interrupted") if mode == "interactive" else ("killed", "interrupted")
    assert (entry["status"], entry["turn_state"], entry["queue"]) == (*ended, None)
    assert fleet.json("interrupt", job)["error"]["code"] == "idle"
    assert fleet.run("kill", busy).returncode == 0
    assert fleet.json("send", job, "again")["turn"] == 6
    assert fleet.run("await-turn", job).stdout == b"echo: again\n"
    said = [text for text in prompts(model_server) if "@@STEPS" not in text]
    assert said == ["hello", "but this", "nor this", "again"]


@pytest.mark.parametrize("mode", ["exec", "interactive"])
def test_a_follow_up_of_an_agent_that_is_killed_says_that_it_never_began(fleet: Fleet, gate: Gate, mode: str) -> None:
    job = started(fleet, "hello", *(("--interactive",) if mode == "interactive" else ()))["job"]["id"]
    assert gate.await_arrivals(1, timeout_s=60)
    assert fleet.json("send", "--queue", job, "more")["turn"] == 2
    assert fleet.run("kill", job).returncode == 0
    assert b"it never began" not in fleet.run("result", job, "--turn", "1").stderr
    assert b"killed in the queue: it never began" in fleet.run("result", job, "--turn", "2").stderr


def test_a_job_whose_first_turn_waits_has_nothing_to_interrupt(one_at_a_time: Fleet, gate: Gate) -> None:
    fleet = one_at_a_time
    _, second = (started(fleet, word)["job"]["id"] for word in ("first", "second"))
    error = fleet.json("interrupt", second)["error"]
    assert error["message"] == f"job {second} has no turn to interrupt: its first one waits in the queue"
    assert f"codex-agent kill {second} takes it out" in error["hint"]


def test_a_queued_interactive_agent_starts_and_takes_messages_in_their_order(
    one_at_a_time: Fleet, model_server: ScriptedServer
) -> None:
    fleet = one_at_a_time
    busy = started(fleet, compose([{"text": "busy", "delay_s": 600}]))["job"]["id"]
    talk = started(fleet, "hello", "--interactive")["job"]
    assert (talk["status"], talk["queue"]["position"]) == ("queued", 1)
    assert fleet.run("send", talk["id"], "and more").stdout == b"Turn: 2\n"
    assert fleet.run("kill", busy).returncode == 0
    assert fleet.run("await-turn", talk["id"]).stdout == b"echo: and more\n"
    assert prompts(model_server)[1:] == ["hello", "and more"]
    entry = job_of(fleet, talk["id"])
    assert (entry["status"], entry["turn_state"]) == ("running", "idle")
    assert started(fleet, "next")["job"]["queue"] is None  # nor does it count now


def test_a_command_in_a_terminal_neither_waits_nor_counts(one_at_a_time: Fleet) -> None:
    fleet = one_at_a_time
    for _ in range(2):
        assert fleet.run("run", "--", "sleep", "600").returncode == 0
    assert started(fleet, "hello")["job"]["queue"] is None
    assert {job["status"] for job in fleet.json("jobs")["jobs"] if job["mode"] == "terminal"} == {"running"}


def test_after_the_death_of_the_supervisor_a_queued_job_starts_with_the_environment_of_the_next(
    one_at_a_time: Fleet, client_home: Path
) -> None:
    """The environment of its own command was never written down."""
    fleet = one_at_a_time
    tell = compose([{"shell": f'printf %s "$WHOSE" >{client_home}/whose'}, {"text": "told"}])
    first = started(fleet, compose([{"text": "busy", "delay_s": 600}]))["job"]["id"]
    flags = ("-s", "danger-full-access")
    second = started(fleet, tell, *flags, WHOSE="its own secret")["job"]
    assert second["status"] == "queued"
    assert fleet.signal_supervisor(signal.SIGKILL)
    assert fleet.run("kill", first, WHOSE="the waker").returncode == 0
    assert fleet.run("await-turn", second["id"]).stdout == b"told\n"
    assert (client_home / "whose").read_text() == "the waker"
    assert "the sender's environment was lost with the last supervisor" in journal(fleet, second["id"])
    fleet.run("kill", second["id"])  # returns when the client is gone and no file comes or goes any more
    for path in fleet.home.root.rglob("*"):
        assert not path.is_file() or b"its own secret" not in path.read_bytes(), path


def test_the_bound_of_the_file_is_the_one_of_the_moment(fleet: Fleet, gate: Gate, client_home: Path) -> None:
    file = client_home / "config.toml"
    fleet.env["CODEX_AGENT_CONFIG"] = str(file)
    file.write_text("max_parallel = 1\n")
    assert fleet.json("config")["settings"]["max_parallel"]["value"] == 1
    jobs = [started(fleet, word)["job"] for word in ("first", "second", "third")]
    assert [job["status"] for job in jobs] == ["running", "queued", "queued"]
    file.write_text("max_parallel = 12\n")
    fleet.json("jobs")  # whatever asks the supervisor
    assert gate.await_arrivals(3, timeout_s=60)
    gate.open()
    assert fleet.run("await-turn", *(job["id"] for job in jobs)).returncode == 0


def usage_limit(resets_at: int) -> HttpError:
    """As the provider refuses an account whose window is used up."""
    headers = {
        "x-codex-primary-used-percent": "100",
        "x-codex-primary-window-minutes": "300",
        "x-codex-primary-reset-at": str(resets_at),
    }
    body = {"error": {"type": "usage_limit_reached", "plan_type": "pro", "resets_at": resets_at}}
    return HttpError(429, body, headers)


def test_a_usage_limit_holds_the_queue_until_it_is_over_also_over_the_death_of_the_supervisor(
    one_at_a_time: Fleet, model_server: ScriptedServer
) -> None:
    """The limit is reached after a first step, when the others are in the queue."""
    fleet, asked_at, limits = one_at_a_time, list[float](), list[int]()
    gate = Gate(Shell("true"))

    def script(request: Request) -> Reply:
        if _task(request.last_user_text) == "first":
            if not request.tool_outputs:
                return gate
            limits.append(int(time.time()) + 30)  # time for the commands below on a busy machine
            return usage_limit(limits[-1])
        asked_at.append(time.time())
        return Text("answered")

    model_server.script = script
    first, second, third = (started(fleet, word)["job"]["id"] for word in ("first", "second", "third"))
    gate.open()
    assert fleet.run("await-turn", first).returncode == 6
    (until,) = limits
    place = job_of(fleet, second)["queue"]
    assert place["position"] == 1
    assert place["held_until"] == time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(until))
    assert "usage limit" in place["reason"]
    check = fleet.json("health")["checks"]["queue"]
    assert (check["ok"], check["waiting"], [one["provider"] for one in check["held"]]) == (False, 2, ["openai"])
    assert ", held until " in fleet.run("jobs").stdout.decode()
    assert "openai takes none before" in fleet.run("status", second).stdout.decode()
    assert fleet.signal_supervisor(signal.SIGKILL)
    assert fleet.run("await-turn", second, third).returncode == 0
    assert len(asked_at) == 2
    assert asked_at[0] >= until
    assert "openai has reached a limit (usage_limit): queued turns wait until" in journal(fleet, first)
    assert any(line["text"] == "openai: queued turns go on" for line in fleet.json("journal")["journal"])
    assert fleet.json("health")["checks"]["queue"]["ok"]


def test_a_turn_that_is_answered_in_spite_of_a_hold_ends_it(one_at_a_time: Fleet, model_server: ScriptedServer) -> None:
    """The account was changed, or the limit was lifted: an agent that waits for nobody finds out."""
    fleet = one_at_a_time
    limit = compose([{"http": 429, "body": {"error": {"type": "usage_limit_reached"}}}])
    first = started(fleet, limit)["job"]["id"]
    assert fleet.run("await-turn", first).returncode == 6
    second = started(fleet, "second")["job"]
    assert (second["status"], bool(second["queue"]["held_until"])) == ("queued", True)
    assert ", a guess" in journal(fleet, first)
    scout = started(fleet, "scout", CODEX_AGENT_MAX_PARALLEL="0")["job"]
    assert scout["queue"] is None
    assert fleet.run("await-turn", scout["id"], second["id"]).returncode == 0
    assert "openai answers again" in journal(fleet, scout["id"])


def test_the_doctor_waits_for_nobody(one_at_a_time: Fleet) -> None:
    fleet = one_at_a_time
    started(fleet, compose([{"text": "busy", "delay_s": 600}]))
    assert started(fleet, "second")["job"]["status"] == "queued"
    done = fleet.run("doctor")
    assert b"ok      answer" in done.stdout, done.stdout + done.stderr


def test_turns_of_both_modes_run_once_each_while_supervisors_are_killed(
    fleet: Fleet, model_server: ScriptedServer
) -> None:
    """First turns and follow-ups, of exec and interactive agents, three at a time."""
    fleet.env["CODEX_AGENT_MAX_PARALLEL"] = "3"

    def work(number: int) -> None:
        flags = ("--interactive",) if number % 2 else ()
        job = started(fleet, compose([{"text": f"answer {number}", "delay_s": 0.5}]), *flags)["job"]["id"]
        assert fleet.run("send", job, "--queue", f"more {number}").stdout == b"Turn: 2\n"
        assert fleet.run("await-turn", job, "--after", "0").stdout == f"answer {number}\n".encode()
        assert fleet.run("await-turn", job, "--after", "1").stdout == f"echo: more {number}\n".encode()

    with fleet.mortal_supervisors(0.3, 1.5) as killed, ThreadPoolExecutor(12) as pool:
        list(pool.map(work, range(12)))
    assert killed
    asked = prompts(model_server)
    assert len(asked) == len(set(asked)) == 24


class Meter:
    """How many requests the model holds open at once, and how many agents live, looked at with each that comes.

    Agents are what is bounded: the request of one that was killed is held until the server hears of it.
    """

    def __init__(self, home: str) -> None:
        self.most_held = self.most_alive = 0
        self._home = home
        self._held = 0
        self._lock = threading.Lock()

    def enter(self) -> None:
        with self._lock:
            self._held += 1
            self.most_held = max(self.most_held, self._held)
            self.most_alive = max(self.most_alive, len(agents(self._home)))

    def leave(self) -> None:
        with self._lock:
            self._held -= 1


class Metered(Gate):
    """Holds one request until it is opened."""

    def __init__(self, meter: Meter, then: Reply) -> None:
        super().__init__(then)
        self._meter = meter

    def arrive(self, wake: Any) -> None:
        self._meter.enter()
        super().arrive(wake)

    def leave(self, wake: Any) -> None:
        super().leave(wake)
        self._meter.leave()


def agents(home: str) -> dict[str, Identity]:
    """The clients that live, by job, of one user's home."""
    found: dict[str, Identity] = {}
    for process in psutil.process_iter(["name"]):
        if process.info["name"] != "codex":
            continue
        try:
            env = process.environ()
        except psutil.Error:
            continue
        who = processes.identify(process.pid)
        if who is not None and processes.JOB_MARK in env and env.get("HOME") == home:
            found[env[processes.JOB_MARK]] = who
    return found


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_every_job_of_a_long_queue_runs_once_or_ends_with_its_reason_whatever_is_killed(
    fleet: Fleet, model_server: ScriptedServer, client_home: Path, seed: int
) -> None:
    fleet.env["CODEX_AGENT_MAX_PARALLEL"] = str(BOUND)
    home, chance, over = str(client_home), random.Random(seed), threading.Event()
    meter, killed = Meter(home), list[int]()
    words = [f"task {number:02}" for number in range(JOBS)]

    def script(request: Request) -> Reply:
        held = Metered(meter, Text(f"did {_task(request.last_user_text)}"))
        timer = threading.Timer(chance.uniform(0.3, 1.2), held.open)
        timer.daemon = True
        timer.start()
        return held

    def begin(word: str) -> str:
        """Also one whose agent is killed before it has named its thread."""
        answer = fleet.json("start", "-s", "read-only", "--prompt-file", "-", stdin=word.encode())
        assert answer["ok"] or answer["error"].get("class") == "crashed", answer
        return str(answer["job"]["id"])

    def kill_agents() -> None:
        while not over.wait(chance.uniform(0.5, 1.0)):
            living = list(agents(home).values())
            if living:
                processes.send_signal(chance.choice(living), signal.SIGKILL)
                killed.append(1)

    model_server.script = script
    killer = threading.Thread(target=kill_agents)
    with fleet.mortal_supervisors(0.3, 1.5) as supervisors:
        killer.start()
        try:
            with ThreadPoolExecutor(8) as pool:
                jobs = list(pool.map(begin, words))
            over_all = fleet.run("await-turn", *jobs, "--json")
        finally:
            over.set()
            killer.join()
    answers = {one["job"]["id"]: one for one in json.loads(over_all.stdout)["jobs"]}
    assert set(answers) == set(jobs)
    asked = prompts(model_server)
    for job, word in zip(jobs, words, strict=True):
        turn = answers[job]["turn"]
        assert asked.count(word) <= 1, f"{word} was asked more than once"
        if turn["outcome"] == "completed":
            assert (turn["message"], asked.count(word)) == (f"did {word}", 1)
        else:
            assert turn["outcome"] in ("failed", "lost"), answers[job]
            assert turn["error"]["class"] == "crashed", answers[job]
    done = sum(answers[job]["turn"]["outcome"] == "completed" for job in jobs)
    assert meter.most_alive <= BOUND
    assert meter.most_held > 1
    assert done >= JOBS - len(killed)
    assert supervisors
    assert killed
    print(
        f"{JOBS} jobs: {done} answered, {len(killed)} agents and {len(supervisors)} supervisors killed,"
        f" at most {meter.most_held} requests and {meter.most_alive} agents at once"
    )
