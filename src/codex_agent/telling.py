"""What a session was told already, which hint it was given last, and who waits on its behalf: small files, one of each for a session. For hooks.

A claim is atomic: of several hooks that want to tell the same thing one gets it. Standard library alone, Python 3.9.
"""

from __future__ import annotations

import fcntl
import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT_S = 30 * 86400
KINDS = frozenset(("told", "waiter", "client", "earlier", "hint"))  # endings of our files
IDS = 20  # of a session that was cleared again and again
HINT_CHARS = 40
_FIT = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def folder(env: dict[str, str], home: str) -> str:
    """The plugin's own data folder, which survives its updates; outside of the plugin one in the state home."""
    data = env.get("CLAUDE_PLUGIN_DATA") or ""
    return os.path.join(data if os.path.isabs(data) else home, "sessions")


def fits(session: str) -> bool:
    """Whether the id can be part of a file's name."""
    return 0 < len(session) <= 100 and _FIT.issuperset(session)


def told(where: str, session: str) -> set[str]:
    try:
        with open(os.path.join(where, session + ".told"), encoding="utf-8", errors="replace") as file:
            return set(file.read().split())
    except OSError:
        return set()


def claim(where: str, session: str, keys: Iterable[str]) -> list[str]:
    """Those of `keys` that nobody claimed before; they are on disk when this returns. Raises `OSError` on a full disk."""
    descriptor = _opened(where, session + ".told", os.O_APPEND)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        before = os.pread(descriptor, 1 << 24, 0).decode("utf-8", "replace")
        known = set(before.split())
        mine = [key for key in dict.fromkeys(keys) if key not in known]
        line = ("" if not before or before.endswith("\n") else "\n") + "".join(key + "\n" for key in mine)
        data = line.encode()
        if mine and os.write(descriptor, data) != len(data):
            raise OSError("no room")
        return mine
    finally:
        os.close(descriptor)


def waiter(where: str, session: str) -> int | None:
    """A descriptor whose life is the right to wait for this session; None while another process has it."""
    descriptor = _opened(where, session + ".waiter")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    os.utime(descriptor)  # in use: `sweep` goes by that
    return descriptor


def begin(where: str, session: str, *, client: int, cleared: bool) -> list[str]:
    """Note which session a client has. After /clear it is a new one, which goes on for the earlier ones of the same client.

    All its ids, this one first.
    """
    path = os.path.join(where, f"{client}.client")
    earlier: list[str] = []
    if cleared:
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                earlier = [one for one in file.read().split() if fits(one)]
        except OSError:
            earlier = []
    ids = list(dict.fromkeys([session, *earlier]))
    ids = ids if len(ids) <= IDS else [*ids[: IDS - 1], ids[-1]]  # under the first one stands what was told
    _replace(where, path, " ".join(ids))
    if earlier:
        keep_ids(where, ids)
    return ids


def keep_ids(where: str, ids: list[str]) -> None:
    """Note the ids of a session, for `ids_of` its present one."""
    _replace(where, os.path.join(where, ids[0] + ".earlier"), " ".join(ids))


def ids_of(where: str, session: str) -> list[str]:
    """This session's id, and those that it had before a /clear."""
    try:
        with open(os.path.join(where, session + ".earlier"), encoding="utf-8", errors="replace") as file:
            found = [one for one in file.read().split() if fits(one)]
    except OSError:
        found = []
    return list(dict.fromkeys([session, *found]))


def hinted(where: str, session: str) -> str:
    """The stage that this session was last given a hint for; "" for none."""
    try:
        with open(os.path.join(where, session + ".hint"), encoding="utf-8", errors="replace") as file:
            return file.read(HINT_CHARS)
    except OSError:
        return ""


def keep_hint(where: str, session: str, stage: str) -> None:
    """Note the stage of a hint that was given. Raises `OSError` where nothing can be written."""
    _replace(where, os.path.join(where, session + ".hint"), stage[:HINT_CHARS])


def forget_hint(where: str, session: str) -> None:
    """The conversation no longer holds it: the next one may be given again."""
    if hinted(where, session):
        os.unlink(os.path.join(where, session + ".hint"))


def sweep(where: str) -> None:
    """Remove what nobody has touched for a month, of what was made here: the folder may be somebody else's, too."""
    before = time.time() - KEPT_S
    with os.scandir(where) as entries:
        ours = [entry for entry in entries if _is_ours(entry.name)]
        old = [entry.path for entry in ours if entry.stat(follow_symlinks=False).st_mtime < before]
    for path in old:
        os.unlink(path)


def _is_ours(name: str) -> bool:
    """An id and the kind, or the same on its way to the disk (`_replace`)."""
    parts = name.split(".")
    return fits(parts[0]) and len(parts) in (2, 4) and parts[1] in KINDS and parts[3:] in ([], ["tmp"])


def _opened(where: str, name: str, flags: int = 0) -> int:
    os.makedirs(where, mode=0o700, exist_ok=True)
    return os.open(os.path.join(where, name), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | flags, 0o600)


def _replace(where: str, path: str, text: str) -> None:
    os.makedirs(where, mode=0o700, exist_ok=True)
    temp = f"{path}.{os.getpid()}.tmp"
    descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, text.encode())
        os.replace(temp, path)
    except OSError:
        os.unlink(temp)
        raise
    finally:
        os.close(descriptor)
