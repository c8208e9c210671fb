"""App-servers: one for each distinct environment, shared by its jobs, outliving us and adopted by the next supervisor.

A server runs behind the shim like any client, so its end is recorded and a start that we did not live to record is known. Its
environment is never written down; a hash of it says which jobs may share it.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from typing import Any

from codex_agent import __version__, processes
from codex_agent.drivers.exec_process import ExecProcess, ProcessFiles, Trace
from codex_agent.drivers.rpc import Connection, ConnectionLost
from codex_agent.errors import AgentError
from codex_agent.paths import write_atomic
from codex_agent.providers.base import Prepared, ThreadClient
from codex_agent.supervisor import stopping
from codex_agent.supervisor.house import House, log

LINGER_S = 60.0  # without a job
CONNECT_S = 30.0  # a server that has not opened its socket by then is not going to
GRACE_S = 1.0
KNOCK_S = 0.002  # between the file of a socket and somebody listening on it
# What differs from shell to shell and changes nothing for an agent.
_VOLATILE = frozenset(
    {"_", "PWD", "OLDPWD", "SHLVL", "COLUMNS", "LINES", "TERM_SESSION_ID", "TMUX", "TMUX_PANE", "WINDOWID"}
)

Message = dict[str, Any]
Heard = Callable[[Message], None]


class ServerGone(Exception):
    """The server has ended; `words` say how, as far as it is known."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class AppServer:
    """One server process and our connection to it. `jobs` are called when it is lost, `threads` get the messages about them."""

    def __init__(self, house: House, server: str, client: ThreadClient, created_at: float) -> None:
        self.id = server
        self._created_at = created_at
        self.jobs: dict[str, Callable[[], None]] = {}
        self.threads: dict[str, Heard] = {}
        self._house = house
        self._client = client
        home = house.home
        self.socket = home.server_socket(server)
        pid, exit_, stdin, stdout, stderr = (
            home.server_file(server, suffix) for suffix in (".pid", ".exit", ".in", ".out", ".stderr")
        )
        self._files = ProcessFiles(pid, exit_, stdin, stdout, stderr)
        self._moved = asyncio.Event()
        self.process = ExecProcess(home, server, 0, self._wake, self._files)
        self._connection: Connection | None = None
        self._opening = asyncio.Lock()
        house.listen(str(self.socket), self._wake)

    def start(self, argv: tuple[str, ...], env: Mapping[str, str]) -> None:
        """Raises OSError when the kernel refuses."""
        os.close(os.open(self._files.stdin, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
        self.process.spawn(argv, env, "/")

    def gone(self) -> bool:
        return self.process.gone()

    async def connected(self) -> Connection:
        """The connection, made when there is none. Raises `ServerGone`."""
        async with self._opening:
            if self._connection is None or self._connection.lost:
                self._connection = await self._connect()
            return self._connection

    async def _connect(self) -> Connection:
        try:
            # One that an earlier supervisor started long ago, and whose socket is gone, is not waited for.
            async with asyncio.timeout(max(GRACE_S, self._created_at + CONNECT_S - self._house.now())):
                while True:
                    self._moved.clear()
                    if self.gone():
                        raise ServerGone(self.last_words())
                    try:
                        connection = await Connection.open(str(self.socket), self._heard, self._closed)
                        await connection.call("initialize", self._client.hello(__version__))
                        await connection.notify("initialized")
                        return connection
                    except ConnectionRefusedError:
                        await asyncio.sleep(KNOCK_S)
                    except FileNotFoundError:
                        if self.process.trace() is Trace.RAN and self._connection is not None:
                            raise ConnectionLost("its socket is gone") from None
                        await self._moved.wait()
        except (TimeoutError, ConnectionLost, OSError) as error:
            log.error("app-server %s cannot be reached: %r", self.id, error)
            await self.end()
            raise ServerGone("the app-server of this job did not answer and was ended") from error

    def screen_home(self, config: str) -> str:
        """A CODEX_HOME for screens on this server; what they write there goes with it."""
        folder = self._files.pid.with_suffix(".screen")
        folder.mkdir(mode=0o700, exist_ok=True)
        write_atomic(folder / "config.toml", config.encode())
        return str(folder)

    def last_words(self) -> str:
        """How it ended, from its exit code and the end of its stderr."""
        code = self.process.exit_code()
        how = "without a record" if code is None else f"with code {code}"
        if code is not None and code > 128:
            how = f"by signal {code - 128}"
        return f"the app-server of this job ended {how}"

    def _heard(self, message: Message) -> None:
        params = message.get("params")
        thread = params.get("threadId") if isinstance(params, dict) else None
        listener = self.threads.get(str(thread))
        if listener is not None:
            listener(message)

    def _closed(self) -> None:
        self._wake()

    def _wake(self) -> None:
        self._moved.set()
        for wake in list(self.jobs.values()):
            wake()

    async def end(self) -> None:
        """Gone, verified. Its files are still there: see `close`."""
        if self._connection is not None:
            await self._connection.close()
        self.process.learn_pids()
        report = await stopping.stop(self.id, self.process.shim, self.process.agent)
        log.info("app-server %s: %s", self.id, report)
        self._wake()

    def close(self) -> None:
        """Forget it. Its files go, for it is gone."""
        self._house.unlisten(str(self.socket))
        self.process.close()
        for path in (*self._files, self.socket):
            path.unlink(missing_ok=True)
        shutil.rmtree(self._files.pid.with_suffix(".screen"), ignore_errors=True)


class AppServers:
    """All servers of this home."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._servers: dict[str, AppServer] = {}
        self._keys: dict[str, str] = {}  # environment to server
        self._lingering: dict[str, asyncio.TimerHandle] = {}
        self._endings: set[asyncio.Task[None]] = set()

    def adopt(self, client: ThreadClient) -> None:
        """Take over the servers of the last supervisor. Those that no job uses linger."""
        for row in self._house.store.query("SELECT id, key, created_at FROM servers"):
            self._know(row["id"], row["key"], client, row["created_at"])
            self._linger(row["id"])

    def get(self, server: str | None) -> AppServer | None:
        """A server that lives, or whose end nobody has seen yet."""
        return self._servers.get(server or "")

    def shared(self, env: Mapping[str, str], prepared: Prepared, client: ThreadClient) -> AppServer:
        """The server for this environment, started when there is none. Raises `AgentError`."""
        argv = client.server_command(prepared, "")
        key = _key(argv, env)
        known = self._servers.get(self._keys.get(key, ""))
        if known is not None and not known.gone():
            return known
        server = secrets.token_hex(4)
        now = self._house.now()
        made = self._know(server, key, client, now)
        with self._house.store.transaction() as db:
            db.execute("INSERT INTO servers (id, key, created_at) VALUES (?,?,?)", (server, key, now))
        try:
            made.start(client.server_command(prepared, str(made.socket)), {**env, **prepared.env})
        except OSError as error:
            self._forget(made)
            what = f"the client's server cannot be started: {error.strerror or error}"
            raise AgentError("app_server", what, hint="codex-agent health") from error
        return made

    def _know(self, server: str, key: str, client: ThreadClient, created_at: float) -> AppServer:
        self._house.files.add(self._house.home.servers_dir)
        made = self._servers[server] = AppServer(self._house, server, client, created_at)
        self._keys[key] = server
        made.process.learn_pids()
        return made

    def use(self, server: AppServer, job: str, wake: Callable[[], None]) -> None:
        """From now on the server is this job's, too; `wake` is called when it is lost."""
        server.jobs[job] = wake
        if (timer := self._lingering.pop(server.id, None)) is not None:
            timer.cancel()

    def leave(self, server: AppServer, job: str) -> None:
        server.jobs.pop(job, None)
        if not server.jobs:
            if server.gone():
                self._forget(server)
            else:
                self._linger(server.id)

    def _linger(self, server: str) -> None:
        loop = asyncio.get_running_loop()
        self._lingering[server] = loop.call_later(LINGER_S, self._end_unused, server)

    def _end_unused(self, server: str) -> None:
        self._lingering.pop(server, None)
        known = self._servers.get(server)
        if known is not None and not known.jobs:
            ending = self._house.spawn_task(self._end(known))
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)

    async def _end(self, server: AppServer) -> None:
        self._forget(server, ended=False)
        await server.end()
        self._mark(server)

    async def end_all(self) -> None:
        """Before the supervisor leaves because there is nothing to do: as a rule in the moment in which unused servers end anyway."""
        await asyncio.gather(*(self._end(server) for server in list(self._servers.values()) if not server.jobs))
        await asyncio.gather(*self._endings, return_exceptions=True)

    def _forget(self, server: AppServer, *, ended: bool = True) -> None:
        self._servers.pop(server.id, None)
        self._keys = {key: known for key, known in self._keys.items() if known != server.id}
        if ended:
            self._mark(server)

    def _mark(self, server: AppServer) -> None:
        server.close()
        with self._house.store.transaction() as db:
            db.execute("DELETE FROM servers WHERE id = ?", (server.id,))


def _key(argv: tuple[str, ...], env: Mapping[str, str]) -> str:
    """Which jobs may share a server: the same command in the same environment."""
    digest = hashlib.sha256()
    kept = {name: value for name, value in env.items() if name not in _VOLATILE and name != processes.JOB_MARK}
    for word in (*argv, "", *(f"{name}={kept[name]}" for name in sorted(kept))):
        digest.update(os.fsencode(word))
        digest.update(b"\0")
    return digest.hexdigest()
