"""Whether a file of the reviewed tree has the lines that a reviewer named. The names come from a model: nothing outside of the tree is touched."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from codex_agent.errors import AgentError
from codex_agent.prompts.reviewing import Change
from codex_agent.sources import git_output

COUNTED_BYTES = 32 << 20
COUNTLESS = 1 << 62  # a file that was deleted by the change, or is too large to count: any line may be right


class ReviewedTree:
    """`tree(file)` is the number of lines of that file, None when there is no such file. Each file is read once."""

    def __init__(self, change: Change) -> None:
        self._root = Path(change.root)
        self._commit = change.commit
        self._known: dict[str, int | None] = {}
        for file in change.files:
            gone = [file.path] if file.status == "deleted" else [file.old] if file.old else []
            self._known |= dict.fromkeys(gone, COUNTLESS)

    def __call__(self, file: str) -> int | None:
        if file not in self._known:
            self._known[file] = self._lines(file)
        return self._known[file]

    def _lines(self, file: str) -> int | None:
        if not file or file.startswith(("/", "../")) or file == ".." or "\0" in file:
            return None
        try:
            if self._commit is not None:
                data = git_output.run_bounded(
                    self._root, "cat-file", "blob", f"{self._commit}:{file}", limit=COUNTED_BYTES
                )
            else:
                data = self._read(file)
        except (AgentError, OSError, UnicodeEncodeError):
            return None
        if data is None:
            return COUNTLESS
        return data.count(b"\n") + (not data.endswith(b"\n") and bool(data))

    def _read(self, file: str) -> bytes | None:
        """Of a regular file below the root, whatever links are on the way. A folder is there, but has no lines."""
        path = os.path.realpath(self._root / file)
        if not path.startswith(os.path.join(os.path.realpath(self._root), "")):
            raise FileNotFoundError(file)
        if os.path.isdir(path):
            return b""
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # never waits for the writer of a pipe
        with os.fdopen(fd, "rb") as stream:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise FileNotFoundError(file)
            data = stream.read(COUNTED_BYTES + 1)
        return None if len(data) > COUNTED_BYTES else data
