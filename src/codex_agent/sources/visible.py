"""Which files of a change reviewers get to see: nothing that looks like a secret, nothing that is no text, not more than fits."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from codex_agent.errors import AgentError
from codex_agent.prompts.reviewing import Held, Touched
from codex_agent.prompts.showing import name
from codex_agent.sources import contents, diff_sections, secrets

HIDDEN = "looks like a secret, not shown"
BINARY = "binary, not shown"
UNSEEN = "too large to look through, not shown"
LOOKED_THROUGH_BYTES = 8_000_000  # for secrets, in all: some four seconds
TOLD = 20  # files in one notice


class Seen(NamedTuple):
    """The files with what is held back marked as such, the diff of the others, and what a person should know."""

    files: tuple[Touched, ...]
    diff: bytes
    notices: tuple[str, ...]


def checked(files: Sequence[Touched], parts: Mapping[str, bytes], *, limit: int) -> Seen:
    """`parts` are the diffs of the files, by path; of what is left, the largest are taken out until `limit` bytes hold the rest."""
    notices = [_by_name(file) for file in files if file.held is Held.SECRET]
    judged = {}
    for file in files:
        part = parts.get(file.path, b"")
        judged[file.path], said = (file, []) if file.held else _judged_part(file, part)
        notices += said
    sizes = {path: len(parts.get(path, b"")) for path, file in judged.items() if file.held is None}
    kept = diff_sections.fitting(sizes, limit)
    for path in sizes.keys() - kept:
        note = f"its diff has {sizes[path]:,} bytes, left out as too large"
        judged[path] = judged[path]._replace(note=note, held=Held.LARGE)
    large = sorted((path for path in sizes if path not in kept), key=lambda path: (-sizes[path], path))
    if large:
        told = ", ".join(f"{name(path)} ({sizes[path]:,} bytes)" for path in large[:TOLD])
        more = f" and {len(large) - TOLD:,} more" if len(large) > TOLD else ""
        notices.append(f"too large for the diff that reviewers get, they open them themselves: {told}{more}")
    unseen = [file for file in files if file.held is Held.OPAQUE and file.note.endswith(UNSEEN)]
    notices += [f"not shown to reviewers: {name(file.path)} ({file.note})" for file in unseen[:TOLD]]
    diff = b"".join(parts.get(path, b"") for path in judged if path in kept)
    return Seen(tuple(judged.values()), diff, tuple(notices))


def whole(root: Path, files: Sequence[Touched]) -> Seen:
    """Files that reviewers are to read themselves."""
    judged: list[Touched] = []
    notices: list[str] = []
    left, unread = LOOKED_THROUGH_BYTES, 0
    for file in files:
        seen = file
        if file.held is Held.SECRET:
            notices.append(_by_name(file))
        elif file.held is None and file.status == "file":
            data = _read(root / file.path, left)
            if data is None or len(data) > left:
                unread += data is not None
            else:
                left -= len(data)
                seen, said = _judged(file, data)
                notices += said
        judged.append(seen)
    if unread:
        words = "1 file was" if unread == 1 else f"{unread:,} files were"
        notices.append(f"{words} not looked through for secrets: more than {LOOKED_THROUGH_BYTES:,} bytes in all")
    return Seen(tuple(judged), b"", tuple(notices))


def by_name(file: Touched) -> Touched:
    """Marked where its name alone says that it holds a secret."""
    if secrets.suspicious_name(file.path) or (file.old and secrets.suspicious_name(file.old)):
        return file._replace(note=HIDDEN, held=Held.SECRET)
    return file


def refuse_nothing(title: str, files: Sequence[Touched]) -> None:
    """Raise when reviewers could see none of the files."""
    held = [file for file in files if file.held in (Held.SECRET, Held.OPAQUE)]
    if len(held) < len(files):
        return
    told = ", ".join(f"{name(file.path)} ({file.note})" for file in held[:TOLD])
    more = f" and {len(held) - TOLD:,} more" if len(held) > TOLD else ""
    raise AgentError(
        "nothing_to_show",
        f"nothing of {title} can be shown to reviewers: {told}{more}",
        hint="reviewers get text without secrets; review something else, or look at this yourself",
    )


def _read(path: Path, left: int) -> bytes | None:
    """None for what is no regular file; that is not for us to judge."""
    try:
        return contents.read(os.fspath(path), left + 1)
    except (OSError, contents.NotRegular):
        return None


def _judged_part(file: Touched, part: bytes) -> tuple[Touched, list[str]]:
    if found := diff_sections.secrets_in(part):
        return file._replace(note=HIDDEN, held=Held.SECRET), [_by_content(file, found)]
    return (file if diff_sections.is_text(part) else file._replace(note=BINARY, held=Held.OPAQUE)), []


def _judged(file: Touched, data: bytes) -> tuple[Touched, list[str]]:
    try:
        contents.text(data)
    except contents.NotText as error:
        if not error.ever:
            return file._replace(note="binary", held=Held.OPAQUE), []
    found = secrets.scan(data)
    if not found:
        return file, []
    hidden = file._replace(note=HIDDEN, held=Held.SECRET)
    return hidden, [_by_content(hidden, found)]


def _by_name(file: Touched) -> str:
    return f"not shown to reviewers: {name(file.path)}: files of such a name often hold secrets"


def _by_content(file: Touched, found: Sequence[secrets.Finding]) -> str:
    places = ", ".join(f"line {one.line} ({one.rule})" for one in found)
    return f"not shown to reviewers: {name(file.path)}: looks like a secret at {places}"
