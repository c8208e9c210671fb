"""The codebase map of a repository: found, read with care, and made ready for a prompt."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from codex_agent import config
from codex_agent.prompts.codebase_map import CodebaseMap, parse
from codex_agent.prompts.map_fitting import Fitted, default_budget, fit
from codex_agent.prompts.map_note import named
from codex_agent.sources import git
from codex_agent.sources.map_age import Age, age_of

NAMES = ("docs/CODEBASE_MAP.md", "CODEBASE_MAP.md", "docs/ARCHITECTURE.md")
MOST_BYTES = 8 * 1024 * 1024
HOW_TO_MAP = (
    "Cartographer makes one in Claude Code: /plugin marketplace add kingbootoshi/cartographer, "
    "/plugin install cartographer, /cartographer"
)


@dataclass(frozen=True, slots=True)
class FoundMap:
    """`name` is the file's path below `root`, which is the repository's top or, outside of any, the folder itself."""

    root: Path
    name: str
    map: CodebaseMap

    @property
    def path(self) -> Path:
        return self.root / self.name

    def age(self) -> Age:
        """Runs git, for 10 ms as a rule and 6 s at most; never raises."""
        return age_of(self.map, self.root, self.name)


class _Unusable(Exception):
    """Why a file is not taken for a map, as the rest of a sentence that begins with its name."""


def find(folder: Path) -> tuple[FoundMap | None, tuple[str, ...]]:
    """The first usable map by the order of `NAMES`, at the top of the repository around `folder`, then in `folder`.

    With it a notice about each file that has such a name and cannot be used. Reads regular files inside the repository, `MOST_BYTES`
    at most; raises nothing.
    """
    here = Path(os.path.realpath(folder))
    root = git.top(here) or here
    notices = []
    for place in dict.fromkeys((root, here)):
        for name in NAMES:
            path = place / name
            try:
                text = _read(path, root)
            except _Unusable as why:
                notices.append(f"{path.relative_to(root).as_posix()} {why}")
                continue
            if text is not None:
                return FoundMap(root, path.relative_to(root).as_posix(), parse(text)), tuple(notices)
    return None, tuple(notices)


def budget_tokens(window: Callable[[], int | None]) -> int:
    """What a map may take of a prompt: as configured (`map_tokens`), else a part of the model's window, which is asked for then."""
    configured = int(config.load(os.environ).settings.map_tokens)
    return configured or default_budget(window())


def brief(folder: Path, task: str, budget_tokens: int) -> tuple[Fitted | None, tuple[str, ...]]:
    """The map for a prompt about `task`, None where there is none that can be used, and what the caller should know about it."""
    found, notices = find(folder)
    if found is None:
        return None, (*notices, f"no codebase map, so agents explore by themselves. {HOW_TO_MAP}")
    age = found.age()
    if age.stale:
        advice = "/cartographer brings it up to date" if age.source == "mapped" else "it may be out of date"
        notices += (f"{found.name} was {age.words}: {advice}",)
    fitted = fit(found.map, task, budget_tokens, where=found.name)
    if not fitted.text:
        return None, (*notices, f"no part of {found.name} fits into {budget_tokens:,} tokens")
    if fitted.cut or fitted.left_out:
        notices += (f"{found.name} has {found.map.tokens:,} tokens, {budget_tokens:,} are allowed. {_missing(fitted)}",)
    return fitted, notices


def _missing(fitted: Fitted) -> str:
    cut = f"Cut: {'; '.join(fitted.source.trail(section) for section in fitted.cut)}" if fitted.cut else ""
    out = f"Left out: {named(fitted.source, fitted.left_out, most=3)}" if fitted.left_out else ""
    return ". ".join(filter(None, (cut, out)))


def _read(path: Path, root: Path) -> str | None:
    """The text of the file; None if there is no such file."""
    try:
        data = _bytes(path, root)
    except (FileNotFoundError, NotADirectoryError):
        if os.path.islink(path):
            raise _Unusable("is a link to nothing") from None
        return None
    except OSError as error:
        raise _Unusable(f"cannot be read: {error.strerror}") from error
    if not data.strip():
        raise _Unusable("is empty")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _Unusable(f"is not UTF-8 at byte {error.start:,}") from error
    if "\0" in text:
        raise _Unusable(f"is no text: a NUL at byte {data.index(0):,}")
    return text


def _bytes(path: Path, root: Path) -> bytes:
    real = Path(os.path.realpath(path, strict=True))
    if not real.is_relative_to(root) or ".git" in real.relative_to(root).parts:
        raise _Unusable("is a link out of the repository")
    _check(os.stat(real))  # before it is opened: that alone can wait, or ring a device
    fd = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(fd, "rb") as file:
        _check(os.fstat(fd))
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _Unusable(f"has grown over {MOST_BYTES:,} bytes")
    return data


def _check(seen: os.stat_result) -> None:
    if stat.S_ISDIR(seen.st_mode):
        raise _Unusable("is a folder")
    if not stat.S_ISREG(seen.st_mode):
        raise _Unusable("is not a plain file")
    if seen.st_size > MOST_BYTES:
        raise _Unusable(f"has {seen.st_size:,} bytes; a map may have {MOST_BYTES:,}")
