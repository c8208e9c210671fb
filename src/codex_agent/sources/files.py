"""Files for a prompt: found, checked and read. Everything that is wrong with them is told at once, before anything starts.

Refused unless forced: what git ignores, what looks as if it held a secret, links that lead out, types that are not for reading.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from codex_agent.errors import AgentError, usage_error
from codex_agent.prompts.files import SourceFile, shown
from codex_agent.prompts.tokens import estimate
from codex_agent.sources import contents, listing, secrets, selection
from codex_agent.sources.selection import Candidate

NAMED = 5  # files in an error about limits
TOLD = 20  # refused files in an error


class Limits(NamedTuple):
    """What goes into one prompt. The client takes 1,048,576 characters for everything; a model's window is often less."""

    files: int = 200
    total_bytes: int = 512 * 1024
    file_bytes: int = 256 * 1024


class Gathered(NamedTuple):
    """The files in order, and what a person should know about them."""

    files: tuple[SourceFile, ...]
    notices: tuple[str, ...]


class Refusal(NamedTuple):
    """`final`: `force` does not help. `line` and `rule` for what looks like a secret."""

    path: str
    reason: str
    final: bool = False
    line: int | None = None
    rule: str | None = None


def gather(patterns: Sequence[str], root: Path, *, force: bool, limits: Limits) -> Gathered:
    """The files of all patterns, each once, by the order of the patterns, then by the bytes of their paths.

    A pattern is a file, a folder or a glob, relative to `root` or absolute; `!` before it takes its files out. Raises usage errors
    that name the pattern or the files. With `force`, what would be refused is taken and told in a notice, as far as it is text.
    """
    top = os.path.realpath(root)
    candidates, notices = _chosen(patterns, top)
    if len(candidates) > limits.files:
        raise _too_many(candidates, limits)
    candidates, refusals, more = _unignored(candidates, top)
    notices += more
    sizes: dict[str, int] = {}
    for candidate in candidates:
        try:
            sizes[candidate.path] = contents.size(candidate.real)
        except (OSError, contents.NotRegular) as error:
            refusals.append(_unreadable(candidate, error))
    _check_sizes(sizes, limits)
    files = []
    for candidate in candidates:
        if candidate.path in sizes:
            data, wrong = _read(candidate, limits)
            refusals += wrong
            if not any(refusal.final for refusal in wrong):
                text = data.decode()
                files.append(SourceFile(candidate.path, text, estimate(text)))
    if refused := [refusal for refusal in refusals if refusal.final or not force]:
        raise _refused(refused)
    notices += [f"taken all the same: {_told(refusal)}" for refusal in refusals]
    return Gathered(tuple(files), tuple(dict.fromkeys(notices)))


def _chosen(patterns: Sequence[str], root: str) -> tuple[list[Candidate], list[str]]:
    chosen: dict[str, Candidate] = {}
    without: set[str] = set()
    notices: list[str] = []
    for pattern in patterns:
        if pattern.startswith("!") and selection.literal(pattern, root) is None:
            excluded = selection.resolve(pattern[1:], root).candidates
            without.update(candidate.real for candidate in excluded)
            if not excluded:
                notices.append(f"no file matches {shown(pattern)}: it takes nothing out")
            continue
        found = selection.resolve(pattern, root)
        if found.problem:
            raise found.problem
        notices += found.notices
        for candidate in found.candidates:
            before = chosen.setdefault(candidate.real, candidate)
            if candidate.named and not before.named:
                chosen[candidate.real] = before._replace(named=True, leaves=candidate.leaves)
    left = [candidate for real, candidate in chosen.items() if real not in without]
    if not left:
        raise usage_error("no_files", "no file is left of what -f names", "leave -f out, or name a file without !")
    return left, notices


def _unignored(candidates: list[Candidate], root: str) -> tuple[list[Candidate], list[Refusal], list[str]]:
    """Patterns have left out what git ignores; here it is what was named, and where links lead."""
    asked = [candidate.real for candidate in candidates if candidate.named or candidate.link]
    ignored, notices = listing.ignored(asked, root) if asked else (set[str](), [])
    kept, refusals = [], []
    for candidate in candidates:
        hidden = candidate.real in ignored
        if hidden and not candidate.named:
            notices.append(f"left out, a link to a file that git ignores: {shown(candidate.path)}")
            continue
        kept.append(candidate)
        if hidden:
            refusals.append(Refusal(candidate.path, "git ignores it"))
        if candidate.leaves:
            refusals.append(Refusal(candidate.path, f"it is a link to {shown(candidate.real)}, outside {root}"))
    return kept, refusals, notices


def _read(candidate: Candidate, limits: Limits) -> tuple[bytes, list[Refusal]]:
    """The content, and everything that speaks against it."""
    path = candidate.path
    wrong = []
    pattern = secrets.suspicious_name(path) or secrets.suspicious_name(candidate.real)
    if pattern:
        wrong.append(Refusal(path, f"a file with such a name ({pattern}) often holds secrets", rule=pattern))
    try:
        data = contents.read(candidate.real, limits.file_bytes + 1)
        if len(data) > limits.file_bytes:
            wrong.append(Refusal(path, f"it grew over {limits.file_bytes:,} bytes while it was read", final=True))
        contents.text(data)
    except (OSError, contents.NotRegular) as error:
        return b"", [*wrong, _unreadable(candidate, error)]
    except contents.NotText as error:
        reason = f"not text ({error})" if not error.ever else f"of a type that is not for reading ({error})"
        return data, [*wrong, Refusal(path, reason, final=not error.ever)]
    for finding in secrets.scan(data):
        reason = f"line {finding.line} looks like a secret ({finding.rule})"
        wrong.append(Refusal(path, reason, line=finding.line, rule=finding.rule))
    return data, wrong


def _unreadable(candidate: Candidate, error: Exception) -> Refusal:
    if isinstance(error, FileNotFoundError):
        return Refusal(candidate.path, "it was there a moment ago and has gone", final=True)
    said = error.strerror if isinstance(error, OSError) else str(error)
    return Refusal(candidate.path, f"it cannot be read: {said}", final=True)


def _refused(refusals: Sequence[Refusal]) -> AgentError:
    """One error for all, so that nobody has to try again and again."""
    paths = list(dict.fromkeys(refusal.path for refusal in refusals))
    head = "this file does not go into a prompt" if len(paths) == 1 else f"{len(paths)} files do not go into a prompt"
    lines = [f"  {_told(refusal)}" for refusal in refusals[:TOLD]]
    if len(refusals) > TOLD:
        lines.append(f"  and {len(refusals) - TOLD} more reasons")
    hint = f"leave out what is not needed, for instance with -f '!{shown(paths[0])}'"
    if not all(refusal.final for refusal in refusals):
        hint += (
            "; --force-files sends it all the same"
            if len(paths) == 1
            else "; --force-files sends what is text all the same"
        )
    error = usage_error("refused_files", "\n".join([f"{head}:", *lines]), hint)
    error.facts["refused"] = [
        {"path": refusal.path, "reason": refusal.reason, "line": refusal.line, "rule": refusal.rule}
        for refusal in refusals
    ]
    return error


def _told(refusal: Refusal) -> str:
    return f"{shown(refusal.path)}: {refusal.reason}"


def _too_many(candidates: Sequence[Candidate], limits: Limits) -> AgentError:
    folders = Counter(candidate.path.rpartition("/")[0] or "." for candidate in candidates)
    most = ", ".join(f"{shown(folder)} ({count:,})" for folder, count in folders.most_common(NAMED))
    return usage_error(
        "too_many_files",
        f"{len(candidates):,} files match, and {limits.files:,} go into a prompt; most are in {most}",
        "narrow the pattern, or let the agent read them: it has the folder before it",
    )


def _check_sizes(sizes: dict[str, int], limits: Limits) -> None:
    total = sum(sizes.values())
    biggest = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))
    over = [(path, size) for path, size in biggest if size > limits.file_bytes]
    if not over and total <= limits.total_bytes:
        return
    listed = ", ".join(f"{shown(path)} ({size:,} bytes)" for path, size in (over or biggest)[:NAMED])
    if over:
        what = "a file has" if len(over) == 1 else f"{len(over)} files have"
        message = f"{what} more than the {limits.file_bytes:,} bytes that one may have: {listed}"
    else:
        message = f"{len(sizes):,} files have {total:,} bytes together, and {limits.total_bytes:,} go into a prompt; the biggest: {listed}"
    raise usage_error(
        "large_files", message, "leave out the biggest, or let the agent read them: name them in the prompt"
    )
