"""How old a codebase map is, by what the repository has seen since."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from codex_agent.errors import AgentError
from codex_agent.prompts.codebase_map import CodebaseMap
from codex_agent.sources import git

MOST_COMMITS = 500  # that are counted; 70 ms in a repository of 20,000 files
STALE_DAYS = 30
DAY_S = 86_400  # in which a fresh map is committed, often with a line about it in other files
GIT_TIMEOUT_S = 3.0

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_HASH = re.compile(r"[0-9a-f]{7,64}")


@dataclass(frozen=True, slots=True)
class Age:
    """`source` says where `mapped` is from: `mapped` (the map says so), `committed`, `written` (the file's time).

    `commits` and `files` count what changed since, the map itself aside; None where git cannot tell. `partial`: there may be more.
    """

    source: str
    mapped: datetime
    days: int
    commits: int | None = None
    files: int | None = None
    partial: bool = False

    @property
    def stale(self) -> bool:
        """Something changed since a map said when it was made. One that does not say so is somebody's own text, and given a month."""
        told = self.source == "mapped" and self.commits is not None
        return self.commits != 0 and (told or self.days > STALE_DAYS)

    @property
    def words(self) -> str:
        """As `mapped 2026-01-05, 37 commits and 120 files ago`."""
        when = f"{self.source} {self.mapped:%Y-%m-%d}"
        if self.commits is None or self.files is None:
            return f"{when}, {_count(self.days, 'day')} ago" if self.days else f"{when}, today"
        if not self.commits:
            return f"{when}, nothing else changed since"
        least = "at least " if self.partial else ""
        return f"{when}, {least}{_count(self.commits, 'commit')} and {_count(self.files, 'file')} ago"


def age_of(source: CodebaseMap, root: Path, name: str, now: datetime | None = None) -> Age:
    """The age of the map in the file `name` below `root`: since its `last_mapped`, else since the last commit that touched it.

    Only what reached the current branch counts, a merge as one commit. A date without a time is the end of that day, and one in the future is
    not believed. Without git, a commit or an answer within 3 s, the date alone tells. Never raises.
    """
    now = now or datetime.now(UTC)
    stated = _stated(source, now)
    try:
        since, found, when = _beginning(source, root, name, stated)
        if when is not None:
            commits, files, partial = _changes(root, name, since, when)
            return Age(found, when, _days(when, now), commits, files, partial)
    except (AgentError, ValueError):
        pass  # no git, no commits, somebody else's repository
    when = stated or _written(root / name) or now
    return Age("mapped" if stated else "written", when, _days(when, now))


def _stated(source: CodebaseMap, now: datetime) -> datetime | None:
    for key in ("last_mapped", "last_mapped_date"):
        found = _DATE.match(source.front.get(key, ""))
        if not found:
            continue
        try:
            if source.front[key] == found[0]:
                when = datetime.combine(date.fromisoformat(found[0]), time.max, UTC)
                return when if when < now + timedelta(days=2) else None
            when = datetime.fromisoformat(source.front[key])
        except ValueError:
            continue
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        if when < now + timedelta(days=1):
            return when
    return None


def _beginning(source: CodebaseMap, root: Path, name: str, stated: datetime | None) -> tuple[str, str, datetime | None]:
    """From where git counts, as an argument for its log; where that is from; the time of it."""
    for key in ("last_mapped_commit", "last_mapped"):
        word = source.front.get(key, "").lower()
        if _HASH.fullmatch(word):
            try:
                answer = git.run(root, "log", "-1", "--format=%H %ct", f"{word}^0", "--", timeout_s=GIT_TIMEOUT_S)
            except AgentError:
                continue  # not of this repository, or not in this clone
            return _from_commit(answer, "mapped", stated)
    if stated:
        return f"--since=@{max(int(stated.timestamp()) + 1, 0)} +0000", "mapped", stated
    answer = git.run(root, "log", "-1", "--format=%H %ct", "HEAD", "--", f":(literal){name}", timeout_s=GIT_TIMEOUT_S)
    if answer.strip():
        return _from_commit(answer, "committed", None)
    written = _written(root / name)
    return f"--since=@{int(written.timestamp()) + 1 if written else 0} +0000", "written", written


def _from_commit(answer: bytes, found: str, stated: datetime | None) -> tuple[str, str, datetime]:
    commit, seconds = answer.decode().split()
    return f"^{commit}", found, stated or datetime.fromtimestamp(int(seconds), UTC)


@dataclass(slots=True)
class _Commit:
    seconds: int
    parents: int
    files: set[bytes]


def _changes(root: Path, name: str, since: str, mapped: datetime) -> tuple[int, int, bool]:
    """Commits and files since then, and whether there may be more of them."""
    form = ("-z", "--first-parent", "-m", "--name-only", "--no-renames", "--format=/%ct %P")
    limit = f"--max-count={MOST_COMMITS + 1}"
    commits = _commits(git.run(root, "log", *form, limit, since, "HEAD", "--", timeout_s=GIT_TIMEOUT_S))
    partial = len(commits) > MOST_COMMITS
    if commits and not commits[-1].parents and _is_shallow(root):
        commits[-1].files = set()  # git shows everything there is as its doing
        partial = True
    own = os.fsencode(name)
    files: set[bytes] = set()
    count = 0
    for commit in commits[:MOST_COMMITS]:
        if own in commit.files and commit.parents < 2 and commit.seconds < mapped.timestamp() + DAY_S:
            continue  # the one that brought the map
        others = commit.files - {own}
        files |= others
        count += bool(others)
    return count, len(files), partial


def _commits(printed: bytes) -> list[_Commit]:
    found: list[_Commit] = []
    for word in printed.split(b"\0"):
        line = word.strip(b"\n")
        if line.startswith(b"/"):  # no path begins so
            seconds, *parents = line[1:].split()
            found.append(_Commit(int(seconds), len(parents), set()))
        elif line:
            found[-1].files.add(line)
    return found


def _is_shallow(root: Path) -> bool:
    return git.run(root, "rev-parse", "--is-shallow-repository", timeout_s=GIT_TIMEOUT_S).strip() == b"true"


def _written(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(os.stat(path).st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _days(when: datetime, now: datetime) -> int:
    return max((now - when).days, 0)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
