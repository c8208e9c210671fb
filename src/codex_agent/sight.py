"""What a hook of Claude Code sees at one moment: who calls, and the jobs that concern that session. Read-only, 3.9."""

from __future__ import annotations

import os

from codex_agent import glance, hooking, telling

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from typing import Any

    Job = dict[str, Any]


class Sight:
    """The session of a request. `ids` are its own id first, then those it had before a /clear; empty when it has none that fits."""

    def __init__(self, request: dict[str, Any], env: dict[str, str]) -> None:
        self.home = glance.state_home(env)
        self.notes = telling.folder(env, self.home)
        self.folder = hooking.text_of(request, "cwd") or os.getcwd()
        tasks = request.get("background_tasks")
        found = [task.get("command") for task in tasks if isinstance(task, dict)] if isinstance(tasks, list) else []
        self.commands = [command for command in found if isinstance(command, str) and "codex-agent" in command]
        self.session = hooking.text_of(request, "session_id")
        if not telling.fits(self.session):
            self.session = ""
        self.ids = telling.ids_of(self.notes, self.session) if self.session else []
        self.root = self.ids[-1] if self.ids else ""  # what was told is kept under the first id
        self.heard: set[str] = set()  # keys of news that came another way; not kept

    def promised(self, jobs: list[Job]) -> list[str]:
        """Ids of jobs that a background command of this session names: a wait for them, as a rule, which brings the answer itself."""
        words = {word.strip("'\"") for command in self.commands for word in command.split()}
        return [job["id"] for job in jobs if any(len(word) >= 4 and job["id"].startswith(word) for word in words)]

    def own_jobs(self, store: sqlite3.Connection) -> list[Job]:
        """What this session started and what lives or is unread; the session's earlier ids are counted as its own."""
        return self._owned([job for one in self.ids for job in glance.jobs_of_session(store, one)])

    def jobs(self, store: sqlite3.Connection) -> list[Job]:
        """The same, and what other sessions run in this checkout."""
        own = self.own_jobs(store)
        known = {job["id"] for job in own}
        return own + self._owned([job for job in glance.jobs_in(store, self.folder) if job["id"] not in known])

    def _owned(self, jobs: list[Job]) -> list[Job]:
        return [{**job, "session": self.session} if job["session"] in self.ids else job for job in jobs]
