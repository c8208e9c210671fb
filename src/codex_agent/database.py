"""Opening `state.db`: SQLite in WAL mode, migrations that only add, and the races of the first open.

Measured: `PRAGMA journal_mode=wal` fails in 2 % of concurrent first opens in spite of the timeout, so the switch and the
migrations are done under a lock on the home folder; afterwards an open costs one query.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from codex_agent.errors import AgentError

BUSY_MS = 15_000
WAL_BYTES = 16 * 1024 * 1024

MIGRATIONS = (
    """
    CREATE TABLE jobs (
      id TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, spec TEXT NOT NULL, state TEXT NOT NULL,
      live INTEGER NOT NULL DEFAULT 1, cwd TEXT NOT NULL, parent_session TEXT, thread_id TEXT, model TEXT, reasoning TEXT,
      usage TEXT, context_tokens INTEGER, context_window INTEGER, files TEXT, last_message TEXT, rollout TEXT,
      rollout_offset INTEGER NOT NULL DEFAULT 0, log_size INTEGER NOT NULL DEFAULT 0, exit_code INTEGER,
      created_at REAL NOT NULL, started_at REAL, completed_at REAL, host TEXT NOT NULL DEFAULT '',
      announced INTEGER NOT NULL DEFAULT 1);
    CREATE INDEX jobs_newest ON jobs (live DESC, created_at DESC);
    CREATE INDEX jobs_session ON jobs (parent_session);
    CREATE INDEX jobs_cwd ON jobs (cwd);
    CREATE TABLE turns (
      job TEXT NOT NULL, n INTEGER NOT NULL, token TEXT NOT NULL UNIQUE, state TEXT NOT NULL, turn_id TEXT, outcome TEXT,
      message TEXT, error_class TEXT, error_message TEXT, error_hint TEXT, usage TEXT, base_usage TEXT, files TEXT,
      exit_code INTEGER, gone INTEGER NOT NULL DEFAULT 0, stop_reason TEXT,
      shim_pid INTEGER, shim_start TEXT, agent_pid INTEGER, agent_start TEXT,
      events_start INTEGER NOT NULL DEFAULT 0, stderr_start INTEGER NOT NULL DEFAULT 0, events_offset INTEGER NOT NULL DEFAULT 0, fold TEXT,
      created_at REAL NOT NULL, started_at REAL, ended_at REAL, read_at REAL,
      PRIMARY KEY (job, n)) WITHOUT ROWID;
    CREATE INDEX turns_open ON turns (gone) WHERE gone = 0;
    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, job TEXT, turn INTEGER, session TEXT, cwd TEXT,
      kind TEXT NOT NULL, text TEXT NOT NULL DEFAULT '', data TEXT);
    CREATE INDEX journal_job ON journal (job);
    CREATE TABLE pipeline (
      repo TEXT NOT NULL, session TEXT NOT NULL DEFAULT '', stage TEXT, prd TEXT, approved_at REAL, at REAL NOT NULL,
      PRIMARY KEY (repo, session));
    CREATE TABLE limits (provider TEXT PRIMARY KEY, at REAL NOT NULL, data TEXT NOT NULL);
    """,
    # Interactive jobs: what waits for an answer, messages for a running turn, the app-servers and who uses them.
    """
    ALTER TABLE turns ADD COLUMN asked TEXT;
    ALTER TABLE turns ADD COLUMN told TEXT;
    ALTER TABLE turns ADD COLUMN in_record INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE jobs ADD COLUMN error TEXT;
    ALTER TABLE jobs ADD COLUMN server TEXT;
    CREATE TABLE inputs (
      job TEXT NOT NULL, seq INTEGER NOT NULL, turn INTEGER NOT NULL, token TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
      text TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (job, seq)) WITHOUT ROWID;
    CREATE TABLE servers (id TEXT PRIMARY KEY, key TEXT NOT NULL, created_at REAL NOT NULL);
    """,
    # Structured answers: whether one fits its schema and where not; the turn that asks once more; turns that are bound to none.
    """
    ALTER TABLE turns ADD COLUMN fits INTEGER;
    ALTER TABLE turns ADD COLUMN misfit TEXT;
    ALTER TABLE turns ADD COLUMN corrects INTEGER;
    ALTER TABLE turns ADD COLUMN corrected_by INTEGER;
    ALTER TABLE turns ADD COLUMN unbound INTEGER NOT NULL DEFAULT 0;
    """,
    # Comparisons: which of two answers a draw called Alpha. The side that sorts first is the first one.
    """
    CREATE TABLE comparisons (
      job TEXT NOT NULL, turn INTEGER NOT NULL, other_job TEXT NOT NULL, other_turn INTEGER NOT NULL,
      alpha INTEGER NOT NULL, at REAL NOT NULL, revealed_at REAL,
      PRIMARY KEY (job, turn, other_job, other_turn)) WITHOUT ROWID;
    """,
    # Approvals: of a PRD's content, for all sessions of the repository. `pipeline.approved_at` is no longer used.
    """
    CREATE TABLE approvals (
      repo TEXT NOT NULL, prd TEXT NOT NULL, digest TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (repo, prd)) WITHOUT ROWID;
    """,
    # The queue: since when a turn waits to begin, the bound that its command named, and providers that said they take no more.
    """
    ALTER TABLE turns ADD COLUMN waits_since REAL;
    ALTER TABLE turns ADD COLUMN max_parallel INTEGER;
    CREATE INDEX turns_queued ON turns (created_at) WHERE state = 'queued';
    CREATE TABLE holds (provider TEXT PRIMARY KEY, until REAL NOT NULL, at REAL NOT NULL, job TEXT NOT NULL, reason TEXT NOT NULL);
    """,
)
SCHEMA_VERSION = len(MIGRATIONS)


def open_writable(path: Path) -> sqlite3.Connection:
    """A connection that may write; makes and migrates the file. Raises `AgentError` for a newer schema or an unusable file."""
    with readable_errors(path):
        fresh = not path.exists()
        if fresh:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        connection = _connect(f"file:{_quoted(path)}?mode=rw")
        try:
            if _version(connection) != SCHEMA_VERSION:
                _migrate(connection, path)
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(f"PRAGMA journal_size_limit={WAL_BYTES}")
        except BaseException:
            connection.close()
            raise
        return connection


def open_readonly(path: Path) -> sqlite3.Connection | None:
    """A connection that cannot write, or None when there is no store yet. On a read-only file system the WAL is not seen.

    A store of an older version is brought up to date first, as whoever writes next would do; no reader knows old columns.
    """
    if not path.exists():
        return None
    with readable_errors(path):
        connection = _connect(f"file:{_quoted(path)}?mode=ro")
        try:
            version = _version(connection)
        except sqlite3.OperationalError:
            connection.close()
            if os.access(path.parent, os.W_OK):
                raise
            connection = _connect(f"file:{_quoted(path)}?mode=ro&immutable=1")
            version = _version(connection)
        if version == 0:
            connection.close()
            return None
        if version > SCHEMA_VERSION:
            connection.close()
            raise _newer(path, version)
        if version < SCHEMA_VERSION:
            connection.close()
            open_writable(path).close()
            connection = _connect(f"file:{_quoted(path)}?mode=ro")
        return connection


@contextmanager
def readable_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as errors for people; nothing is repaired or replaced here."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _explained(path, error) from error
    except sqlite3.DatabaseError as error:
        raise AgentError(
            "damaged_store",
            f"{path} is damaged: {error}",
            hint=f"move it away (it is left as it is): mv {path} {path}.bad",
        ) from error
    except OSError as error:
        raise AgentError(
            "state_home", f"cannot use {path}: {error.strerror or error}", hint="codex-agent health"
        ) from error


def _explained(path: Path, error: sqlite3.OperationalError) -> AgentError:
    text = str(error)
    if "full" in text:
        return AgentError(
            "disk_full", f"the disk of {path.parent} is full; nothing was changed", hint="free some space"
        )
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return AgentError(
            "read_only_home",
            f"cannot write {path}: {text}",
            hint="make the folder writable, or set CODEX_AGENT_HOME to another",
        )
    return AgentError("store", f"{path}: {text}", hint="codex-agent health")


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    with _locked(path.parent):
        version = _version(connection)
        if version > SCHEMA_VERSION:
            raise _newer(path, version)
        if version == 0:
            connection.execute("PRAGMA journal_mode=wal")
        for number in range(version, SCHEMA_VERSION):
            connection.executescript(f"BEGIN IMMEDIATE; {MIGRATIONS[number]} PRAGMA user_version={number + 1}; COMMIT;")


def _newer(path: Path, version: int) -> AgentError:
    return AgentError(
        "newer_store",
        f"{path} was written by a newer codex-agent (schema {version}, this one knows {SCHEMA_VERSION})",
        hint="update codex-agent",
    )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
