"""File notification for the loop: somebody wrote to this path. watchdog (inotify, FSEvents) listens in threads of its own.

A burst of writes is one call: a path that is already due is not queued again.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from codex_agent.errors import AgentError

KINDS: list[type[FileSystemEvent]] = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent]


class FileWatch:
    """Calls `changed(path)` on the loop after a file in a watched folder was made, written or moved there."""

    def __init__(self, changed: Callable[[str], None]) -> None:
        self._changed = changed
        self._loop = asyncio.get_running_loop()
        self._observer = Observer()
        self._watches: dict[str, ObservedWatch] = {}
        self._due: set[str] = set()
        self._lock = threading.Lock()
        self._observer.start()

    def add(self, folder: Path) -> None:
        """Watch a folder, not what lies below it. Idempotent. Raises `AgentError` when the system has no watches left."""
        key = str(folder)
        if key in self._watches:
            return
        try:
            self._watches[key] = self._observer.schedule(_Handler(self._hear), key, event_filter=KINDS)
        except OSError as error:
            raise AgentError(
                "file_watch",
                f"cannot watch {folder}: {error.strerror or error}",
                hint="raise the system's limit, on Linux: sysctl fs.inotify.max_user_instances=512",
            ) from error

    def close(self) -> None:
        self._observer.stop()

    def _hear(self, path: str) -> None:
        with self._lock:
            if path in self._due:
                return
            self._due.add(path)
        try:
            self._loop.call_soon_threadsafe(self._tell, path)
        except RuntimeError:  # the loop is closed: we are leaving
            return

    def _tell(self, path: str) -> None:
        with self._lock:
            self._due.discard(path)
        self._changed(path)


class _Handler(FileSystemEventHandler):
    def __init__(self, hear: Callable[[str], None]) -> None:
        self._hear = hear

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self._hear(str(event.dest_path or event.src_path))
