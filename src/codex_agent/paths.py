"""Where things live: one state home, every file of a job named in one place. Nothing here reads or writes a job's data."""

from __future__ import annotations

import os
from pathlib import Path

from codex_agent.errors import AgentError

SOCKET_BYTES = 100  # sun_path is 104 on macOS, 108 on Linux
JOB_SUFFIXES = (
    *(".json", ".prompt", ".schema.json", ".events.jsonl", ".stderr", ".log", ".turn-complete"),
    *(".screen.0", ".screen.1", ".screen.txt", ".sock"),
)


class Home:
    """The state home. `jobs_dir` and `root` exist after `ensure`; ids are checked before they come here."""

    __slots__ = ("root",)

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def db(self) -> Path:
        return self.root / "state.db"

    @property
    def lock(self) -> Path:
        return self.root / "supervisor.lock"

    @property
    def start_lock(self) -> Path:
        return self.root / "supervisor.start"

    @property
    def supervisor_log(self) -> Path:
        return self.root / "supervisor.log"

    @property
    def jobs_dir(self) -> Path:
        return self.root / "jobs"

    @property
    def servers_dir(self) -> Path:
        return self.root / "servers"

    @property
    def worktrees_dir(self) -> Path:
        """Made when the first job wants one."""
        return self.root / "worktrees"

    def worktree(self, job: str) -> Path:
        return self.worktrees_dir / job

    def worktree_marker(self, job: str) -> Path:
        """There, and locked, while the worktree is being made; a job has no worktree before its row is stored."""
        return self.worktrees_dir / f"{job}.making"

    def worktree_trash(self, job: str) -> Path:
        """What was a worktree, on its way out."""
        return self.worktrees_dir / f"{job}.trash"

    def client_dir(self, provider: str) -> Path:
        """What a provider keeps for its clients; made by the provider."""
        return self.root / "clients" / provider

    def server_file(self, server: str, suffix: str) -> Path:
        """Of an app-server: .pid, .exit, .in, .out, .stderr; its socket is `server_socket`."""
        return self.servers_dir / f"{server}{suffix}"

    def server_socket(self, server: str) -> Path:
        """Beside the control socket when the home's path is too long for the kernel."""
        path = self.server_file(server, ".sock")
        return path if len(os.fsencode(path)) <= SOCKET_BYTES else self.socket.with_name(f"{server}.sock")

    @property
    def socket(self) -> Path:
        """The control socket; in the runtime folder when the home's path is too long for the kernel."""
        path = self.root / "supervisor.sock"
        if len(os.fsencode(path)) <= SOCKET_BYTES:
            return path
        import hashlib

        import platformdirs

        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(platformdirs.user_runtime_path("codex-agent")) / f"{name}.sock"

    def job_file(self, job: str, suffix: str) -> Path:
        return self.jobs_dir / f"{job}{suffix}"

    def prompt(self, job: str, turn: int) -> Path:
        """The first turn's prompt is `<id>.prompt`; a follow-up's carries its turn."""
        return self.job_file(job, ".prompt" if turn == 1 else f".{turn}.prompt")

    def schema(self, job: str) -> Path:
        """What every answer of the job must fit, as it was given."""
        return self.job_file(job, ".schema.json")

    def stdin(self, job: str, turn: int) -> Path:
        """What the client gets instead of the prompt, where it would take the prompt for more than text."""
        return self.job_file(job, f".{turn}.stdin")

    def events(self, job: str) -> Path:
        return self.job_file(job, ".events.jsonl")

    def stderr(self, job: str) -> Path:
        return self.job_file(job, ".stderr")

    def log(self, job: str) -> Path:
        return self.job_file(job, ".log")

    def snapshot(self, job: str) -> Path:
        return self.job_file(job, ".json")

    def signal(self, job: str) -> Path:
        return self.job_file(job, ".turn-complete")

    def screen(self, job: str, segment: int) -> Path:
        """What a background terminal printed, in two bounded segments: 0 is the older one."""
        return self.job_file(job, f".screen.{segment}")

    def final_screen(self, job: str) -> Path:
        """Scrollback and screen of a background terminal as they stood at its end."""
        return self.job_file(job, ".screen.txt")

    def terminal_socket(self, job: str) -> Path:
        """Of the terminal's holder; beside the control socket when the home's path is too long for the kernel."""
        path = self.job_file(job, ".sock")
        return path if len(os.fsencode(path)) <= SOCKET_BYTES else self.socket.with_name(f"{job}.sock")

    def exit(self, job: str, turn: int) -> Path:
        return self.job_file(job, f".{turn}.exit")

    def verdict(self, job: str, turn: int) -> Path:
        """What the checker says of the turn's answer, written by itself, removed when the turn's end is recorded."""
        return self.job_file(job, f".{turn}.verdict")

    def pid(self, job: str, turn: int) -> Path:
        """`<shim pid> <agent pid>`, written by the shim before the client runs, removed when the turn is over."""
        return self.job_file(job, f".{turn}.pid")

    def ensure(self) -> Home:
        """Make the folders, 0700. Raises `AgentError` when that is not possible; an existing home keeps its mode narrowed."""
        try:
            for folder in (self.root, self.jobs_dir, self.servers_dir):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if folder.stat().st_mode & 0o077:
                    folder.chmod(0o700)
            self.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise AgentError(
                "state_home",
                f"cannot use the state folder {self.root}: {error.strerror or error}",
                hint="set CODEX_AGENT_HOME to a folder that you can write",
            ) from error
        return self


def default_home() -> Home:
    """`$CODEX_AGENT_HOME`, else `~/.codex-agent`. Always absolute."""
    named = os.environ.get("CODEX_AGENT_HOME")
    return Home(Path(named).expanduser().absolute() if named else Path.home() / ".codex-agent")


def write_atomic(path: Path, data: bytes) -> None:
    """Replace `path` with `data`, mode 0600. A reader sees the old file or the new one, whole; a failure leaves the old one."""
    temp = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
        os.replace(temp, path)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise


def config_folder() -> str:
    """The user's config folder, which need not exist. `platformdirs` takes 9 ms to load, on every start, for this line."""
    if os.uname().sysname == "Linux":
        base = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
        return os.path.join(base, "codex-agent")
    import platformdirs

    return str(platformdirs.user_config_path("codex-agent"))
