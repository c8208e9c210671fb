"""What a job is asked to be (`JobSpec`), and the worktree that was made for it. Values only, kept as JSON in the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Worktree:
    """A git worktree that was made for one job. `branch` is None for one of which nothing is to be kept."""

    path: str  # its top folder
    git_dir: str  # its own folder inside the repository's git folder
    repo: str  # top folder of the checkout from which the job was started: changes are merged there
    folder: str  # where the caller stood
    base: str  # the commit that it began as
    branch: str | None = None
    setup: tuple[tuple[str, str], ...] = ()  # copied files that git does not ignore, with their SHA-256

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Worktree:
        known = {f.name for f in fields(cls)}
        values = {k: v for k, v in data.items() if k in known}
        return cls(**{**values, "setup": tuple((path, digest) for path, digest in values.get("setup", ()))})

    def as_json(self) -> dict[str, Any]:
        """As `jobs --json` has it."""
        names = ("path", "repo", "folder", "base", "branch")
        return {**{name: getattr(self, name) for name in names}, "throwaway": self.branch is None}


@dataclass(frozen=True, slots=True)
class JobSpec:
    """What `start` was asked for; everything a follow-up has to pass again. Written down, so never a secret of the environment."""

    cwd: str
    provider: str = "openai"
    mode: str = "exec"
    prompt: str = ""  # the first 500 characters, for lists; the whole prompt is jobs/<id>.prompt
    argv: tuple[str, ...] = ()  # the command of a background terminal
    until: str | None = None  # the line that its `run` waits for, as a regular expression
    name: str | None = None
    model: str | None = None
    reasoning: str | None = None
    sandbox: str = "workspace-write"
    network: bool = False
    search: bool = False
    add_dirs: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    profile: str | None = None
    config: tuple[str, ...] = ()
    client_home: str | None = None  # the client's home of the first turn: the thread lives there
    parent_session: str | None = None
    max_minutes: float | None = None
    inactivity_minutes: float | None = None
    max_log_mb: float | None = None
    max_tokens: int | None = None  # what the job may use in all; see `budgets`
    max_session_tokens: int | None = None  # what the jobs of its session may use together
    notify_on_complete: str | None = None
    approval_policy: str = "never"  # when the agent asks before it acts; an exec agent never can
    idle_minutes: float | None = None  # an interactive job that nobody talks to for this long is completed
    window: bool = True  # show it in tmux where tmux is there
    fork_of: str | None = None  # the job whose history the thread began with
    fork_thread: str | None = None  # that job's thread
    fork_record: str | None = None  # the client's record of it
    fork_tokens: int = 0  # what that history has used: the client counts on from there
    client_command: str | None = None  # how a person goes on in the client itself; {thread} stands for the thread's id
    absent_dirs: tuple[str, ...] = ()  # sandbox mount points that were not in cwd before the job
    output_schema: str | None = (
        None  # what the user calls the schema of the answers; the schema is jobs/<id>.schema.json
    )
    worktree: Worktree | None = None  # made for this job; cwd lies in it
    group_id: str | None = None  # of the jobs that one command started together
    group_parallel: int = 0  # how many of them may be at work at the same time; 0: any number

    @property
    def place(self) -> str:
        """The folder to which the job belongs for people: where its command was given."""
        return self.worktree.folder if self.worktree else self.cwd

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def follow_up(self) -> JobSpec:
        """As it is asked for in later turns: the thread has its own history now, whatever it began with."""
        return replace(self, fork_thread=None, fork_record=None)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> JobSpec:
        """Fields of a newer version are dropped, missing ones get their default."""
        known = {f.name for f in fields(cls)}
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
        if values.get("worktree") is not None:
            values["worktree"] = Worktree.from_json(values["worktree"])
        return cls(**values)
