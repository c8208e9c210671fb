"""What a provider is: it builds one client's command lines and turns its lines into our events. No process of a job runs here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from codex_agent.events import Event, TurnFailed
from codex_agent.jobs import Job, Question
from codex_agent.providers.models import Catalogue
from codex_agent.specs import JobSpec


@dataclass(frozen=True, slots=True)
class NotifyHook:
    """What the client calls at the end of a turn. The client appends its JSON as the last argument.

    Everything is baked into the argument list, because a hook runs with whatever environment the client gives it.
    """

    python: str
    script: str
    home: str  # our state home
    socket: str
    job: str

    def argv(self, user_notify: tuple[str, ...]) -> tuple[str, ...]:
        """The whole command; the user's own notify command follows ours and is chained by the hook."""
        return (self.python, "-I", "-S", self.script, self.home, self.socket, self.job, *user_notify)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The result of `check`: everything resolved and validated, before any side effect."""

    argv0: tuple[str, ...]
    env: Mapping[str, str]  # to add to the caller's environment
    client_home: str
    user_notify: tuple[str, ...]
    model: str | None  # to pass; None leaves it to the client's own configuration
    reasoning: str | None  # to pass
    effective_model: str | None  # what the client will run, as far as configuration and catalogue tell
    context_window: int | None
    trust: bool = True  # False: the user's configuration says that this folder is not to be trusted
    config: tuple[str, ...] = ()  # more KEY=VALUE for the client, where the user's configuration leaves room
    upgrades: Mapping[str, str] = field(default_factory=dict)  # model to the one that replaces it
    profile: Mapping[str, Any] = field(
        default_factory=dict
    )  # what the profile's file sets, for a server that takes no profile
    notices: tuple[str, ...] = ()  # for people: what could not be checked


@dataclass(frozen=True, slots=True)
class Installed:
    """What is known of an installed client without asking a server. `problem` None means fine; `fix` mends it."""

    path: str
    version: str | None
    minimum: str
    auth: str | None = None  # how it would log in
    problem: str | None = None
    fix: str | None = None


Message = dict[str, Any]


class ThreadClient(Protocol):
    """A client that keeps threads open in a server and is spoken to by JSON-RPC. Pure; a module of functions."""

    def server_command(self, prepared: Prepared, socket: str) -> tuple[str, ...]: ...

    def hello(self, version: str) -> Message:
        """The parameters of `initialize`."""

    def thread_params(self, prepared: Prepared, job: Job) -> Message:
        """The parameters that start a thread, or, with its id beside them, resume it."""

    def turn_params(
        self, spec: JobSpec, thread_id: str, text: str, token: str, *, first: bool, schema: Message | None = None
    ) -> Message:
        """The parameters of a turn; its answer is bound to `schema`, which the client keeps for no other turn."""

    def steer_params(self, thread_id: str, turn_id: str, text: str, token: str) -> Message: ...

    def parse_record(self, line: bytes) -> tuple[Event, ...]:
        """One line of the thread's own record, ends of turns included. Never raises."""

    def question_of(self, request: Message) -> Question | None:
        """What a request of the server asks a person; None when it asks none."""

    def answer(self, request: Message, words: str) -> Message:
        """The result for `accept`, `decline` or a text; raises a usage error for what this question does not take."""

    def takes_text(self, question: Question) -> bool:
        """Whether a text is the answer itself; else it is a `decline`, and the text goes to the turn."""

    def screen_config(self, prepared: Prepared) -> str:
        """The text of a private configuration with which the client's own screen asks nothing."""

    def screen_command(self, prepared: Prepared, socket: str, thread_id: str) -> tuple[str, ...]:
        """The client's own screen on a thread of a running server."""

    def refusal(self, message: str) -> TurnFailed:
        """The failure behind an error that the server answered with."""


class Provider(Protocol):
    """One client. `parse` and `parse_rollout` are pure and raise on no bytes at all."""

    @property
    def name(self) -> str: ...

    @property
    def own_names(self) -> tuple[str, ...]:
        """What it and its models may call themselves in an answer, their maker's name included."""

    @property
    def threads(self) -> ThreadClient | None:
        """How interactive jobs are driven; None for a client that has no server."""

    @property
    def mount_points(self) -> tuple[str, ...]:
        """Folders that a killed sandbox may leave empty in the workspace."""

    @property
    def default_sandbox(self) -> str:
        """Of a job that names none, where none is configured for this provider."""

    @property
    def reasoning_key(self) -> str | None:
        """The key of a `-c` value that is a reasoning level, which the client takes before that of the spec."""

    def home_variables(self, client_home: str) -> Mapping[str, str]:
        """What makes `check` and the client use this home: a thread lives where its first turn put it."""

    def check(self, spec: JobSpec, env: Mapping[str, str]) -> Prepared:
        """Validate `spec` against the installed client and the user's configuration; `env` is the caller's.

        Blocking: the first call runs the client twice (50 ms), later ones look at file times only (2 ms). A model that
        the client does not know makes it ask its server once, which takes 5 s without a network. Writes nothing itself.
        Raises `AgentError` for everything that can be known to fail.
        """

    def installed(self, env: Mapping[str, str]) -> Installed:
        """The client of the caller whose environment is `env`. Raises `AgentError` if there is none."""

    def catalogue(self, env: Mapping[str, str]) -> tuple[Catalogue, str | None]:
        """What the installed client lists, and the model that its user gets who names none. Runs the client; asks no server."""

    def client_command(self, prepared: Prepared, spec: JobSpec, place: Path, env: Mapping[str, str]) -> str | None:
        """What a person types into a shell to go on in the client itself; `{thread}` stands for the thread's id. `env` is the caller's."""

    def as_text(self, prompt: str, spec: JobSpec, schema: str | None) -> str:
        """What the client must get on standard input to take the prompt as the words that it is.

        `schema` is what the answer must fit, for a client that has no other way to tell its model.
        """

    def arrange(self, prepared: Prepared, place: Path) -> Mapping[str, str]:
        """Put in `place`, a folder of our state home, what must be on disk before the client starts.

        Returns what to add to the client's environment. Blocking, idempotent; raises `AgentError`.
        """

    def command(
        self, prepared: Prepared, spec: JobSpec, *, thread_id: str | None, notify: NotifyHook, schema: str | None = None
    ) -> tuple[str, ...]:
        """The whole argument list of one turn; the prompt comes on standard input.

        With `thread_id` a follow-up. Without, and with `spec.fork_thread`, a new thread that begins with the history of that one.
        `schema` is the file that says what the answer must look like.
        """

    def parse(self, line: bytes) -> tuple[Event, ...]:
        """One line of the client's standard output."""

    def find_rollout(self, client_home: str, thread_id: str, place: Path) -> str | None:
        """The client's own record of the thread, once it exists."""

    def inherited_bytes(self, record: str) -> int:
        """How much at the beginning of a fork's record is the history of another thread. Blocking."""

    def forget(self, client_home: str, thread_id: str, place: Path) -> None:
        """Remove what is kept of the thread below `place`; the client's own home is left alone. Idempotent."""

    def parse_rollout(self, line: bytes) -> tuple[Event, ...]:
        """One line of that record. Never an end of a turn, except `TurnAborted`."""

    def resets_at(self, message: str, limits: Any, now: float) -> float | None:
        """When a limit is over that a turn failed for with `message`; `limits` is the client's newest report. None: nobody says. Pure."""

    def explain_exit(self, exit_code: int | None, stderr: str, last_notice: str | None) -> TurnFailed:
        """Why the client ended without saying so itself. `last_notice` is the last `Notice` of the turn."""
