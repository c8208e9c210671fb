"""What is to be reviewed: the working tree, a branch, a commit or files, as a value that fits into a prompt."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from codex_agent.errors import AgentError, usage_error
from codex_agent.prompts.reviewing import Change, Held, Touched
from codex_agent.prompts.showing import one_line
from codex_agent.sources import diff_sections, git, git_output, raw_diff, revisions, selection, visible
from codex_agent.sources.patterns import expand, has_wildcard
from codex_agent.sources.revisions import Wanted
from codex_agent.sources.untracked import as_diff

DIFF_BYTES = 200_000  # some 50,000 tokens, for each reviewer
DIFF_S = 120.0  # a large tree with a cold cache
DIFFED_ALONE = 200  # files that git is run for one by one
PATHS_HANDED_ON = 200  # more files than these are not named one by one to git
DIFF = (
    *("diff", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", "--no-relative"),
    *("--find-renames", "--submodule=short", "--ignore-submodules=dirty", "--ws-error-highlight=none", "-O/dev/null"),
)  # fmt: skip
PATCH = ("--unified=3", "--inter-hunk-context=0")


def gather(cwd: Path, wanted: Wanted, *, leave_out: Sequence[str] = ()) -> Change:
    """The change. Raises `AgentError` when there is none, or when git cannot tell. `leave_out`: paths below the root that are no part of it."""
    if wanted.base is not None and wanted.commit is not None:
        raise usage_error("two_changes", "--base and --commit exclude each other", "review one after the other")
    root = root_of(cwd)
    if root is None:
        if not wanted.paths or wanted.base or wanted.commit:
            hint = "change into one, or name the files to review"
            raise AgentError("no_repository", f"{cwd} is in no git repository", hint=hint)
        return _files_alone(cwd, [name for path in wanted.paths for name in _meant(cwd, path, compared=False)])
    compared = wanted.base is not None or wanted.commit is not None
    typed = (
        wanted.paths
        if wanted.since
        else [name for path in wanted.paths for name in _meant(cwd, path, compared=compared)]
    )
    paths = list(dict.fromkeys(_below(root, cwd, path) for path in typed))
    if paths and not (wanted.base or wanted.commit or wanted.since):
        return _whole_files(root, paths, leave_out)
    return _compared(root, wanted, paths, leave_out)


def as_it_is_now(change: Change, wanted: Wanted) -> Wanted:
    """What to compare in the next round, when fixers have changed files: a commit is followed on in the working tree."""
    if change.commit is None or change.base is None:
        return wanted
    names = tuple(os.path.join(change.root, name) for file in change.files for name in (file.path, file.old) if name)
    return Wanted(paths=names if len(names) <= PATHS_HANDED_ON else (), since=change.base)


def root_of(cwd: Path) -> Path | None:
    """The top of the working tree that holds `cwd`. A configuration that moves it somewhere else is refused."""
    top = git.top(cwd)
    if top is None:
        return None
    said = Path(os.fsdecode(git.run(top, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    if said != top and not os.path.samefile(said, top):
        raise AgentError(
            "odd_repository", f"git calls {said} the working tree of {top}", hint="git config core.worktree"
        )
    return top


def _below(root: Path, cwd: Path, path: str) -> str:
    """`path` relative to the root."""
    full = os.path.normpath(os.path.join(cwd, os.path.expanduser(path)))
    for top, name in ((root, full), (root.resolve(), os.path.realpath(full))):
        below = os.path.relpath(name, top)
        if below != ".." and not below.startswith("../"):
            return below
    raise usage_error("outside", f"{path} is outside of {root}", "change into its repository")


def _meant(cwd: Path, path: str, *, compared: bool) -> list[str]:
    """The files of a glob, as `-f` takes it; anything else as it is. What is `compared` may have gone from the disk."""
    if os.path.lexists(cwd / os.path.expanduser(path)) or not any(has_wildcard(one) for one in expand(path)):
        return [path]
    found = selection.resolve(path, os.path.realpath(cwd))
    if found.problem and not compared:
        raise found.problem
    return [candidate.path for candidate in found.candidates] or [path]


def _specs(paths: Sequence[str], leave_out: Sequence[str]) -> list[str]:
    """Names as git takes them, whatever characters are in them."""
    specs = [f":(top,literal){'' if path == '.' else path}" for path in paths] or [":(top)"]
    return ["--", *specs, *(f":(top,exclude,literal){path}" for path in leave_out)]


def _compared(root: Path, wanted: Wanted, paths: Sequence[str], leave_out: Sequence[str]) -> Change:
    title, branch, old, new = revisions.ends(root, wanted)
    title += _of(paths)
    ends = [old, new] if new else [old]
    with git_output.apart(root) as apart:
        raw = git.run(
            root, *DIFF, "--raw", "--numstat", "-z", *ends, *_specs(paths, leave_out), apart=apart, timeout_s=DIFF_S
        )
        files = raw_diff.touched(raw)
        parts, unseen = _parts(root, apart, ends, files, paths, leave_out)
    files = tuple(_unseen(file, "changed") if file.path in unseen else file for file in files)
    if new is None:
        files = (*files, *_untracked(root, _specs(paths, leave_out), parts))
    if not files:
        hint = "nothing has changed; --base REF reviews a branch, --commit SHA a commit, and paths review whole files"
        raise AgentError("nothing_to_review", f"nothing to review: {title} is empty", hint=hint)
    seen = visible.checked(files, parts, limit=DIFF_BYTES)
    visible.refuse_nothing(title, seen.files)
    command = " ".join(["git", "diff", "--find-renames", *ends, "--", "FILE"])
    diff = seen.diff.decode(errors="replace").replace("\0", "\ufffd")
    return Change(title, str(root), branch, seen.files, diff, command, old, new, seen.notices)


def _parts(
    root: Path, apart: git.Apart, ends: Sequence[str], files: Sequence[Touched], paths: Sequence[str], leave_out: Sequence[str]
) -> tuple[dict[str, bytes], set[str]]:  # fmt: skip
    """The diff of each file that may be shown, and the files whose diffs are too large even to be looked through.

    One run of git for all, as long as that is bounded; beyond that one for each file, those with few lines first.
    """
    limit = visible.LOOKED_THROUGH_BYTES
    hidden = [name for file in files if file.held is Held.SECRET for name in (file.path, file.old) if name]
    specs = _specs(paths, [*leave_out, *hidden])
    text = git_output.run_bounded(root, *DIFF, *PATCH, *ends, *specs, apart=apart, limit=limit, timeout_s=DIFF_S)
    if text is not None:
        return diff_sections.split(text, files), set()
    parts: dict[str, bytes] = {}
    wanted = sorted(
        (file for file in files if file.held is None), key=lambda file: (file.added or 0) + (file.removed or 0)
    )
    for file in wanted[:DIFFED_ALONE]:
        own = _specs([name for name in (file.path, file.old) if name], leave_out)
        text = git_output.run_bounded(root, *DIFF, *PATCH, *ends, *own, apart=apart, limit=limit, timeout_s=DIFF_S)
        if text is not None:
            parts |= diff_sections.split(text, [file])
            limit -= len(text)
    return parts, {file.path for file in wanted if file.path not in parts}


def _unseen(file: Touched, what: str) -> Touched:
    return file._replace(note=f"{what}, {visible.UNSEEN}", held=Held.OPAQUE)


def _untracked(root: Path, specs: Sequence[str], parts: dict[str, bytes]) -> list[Touched]:
    """The files that git does not know yet; their diffs are added to `parts`."""
    files = []
    left = visible.LOOKED_THROUGH_BYTES - sum(map(len, parts.values()))
    for name in raw_diff.names(git.run(root, "ls-files", "-z", "--others", "--exclude-standard", *specs)):
        file = visible.by_name(Touched(name, "untracked"))
        if file.held is None:
            file, shown = as_diff(root, name, limit=left)
            if shown is None:
                file = _unseen(file, file.note)
            else:
                parts[name] = shown
                left -= len(shown)
        files.append(file)
    return files


def _of(paths: Sequence[str]) -> str:
    shown = ", ".join(one_line(path, 60) for path in paths[:3])
    return f" in {shown}{f' and {len(paths) - 3} more' if len(paths) > 3 else ''}" if paths else ""


def _whole_files(root: Path, paths: Sequence[str], leave_out: Sequence[str]) -> Change:
    """Files as they are, with what git knows of folders. A file that was named is taken even if git ignores it."""
    found: dict[str, None] = {}
    for path in paths:
        if not os.path.lexists(root / path):
            raise usage_error(
                "no_such_file", f"no such file: {one_line(path)}", "for a deleted file: --base REF or --commit SHA"
            )
        if not (root / path).is_dir():
            found[path] = None
            continue
        listed = git.run(
            root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", *_specs([path], leave_out)
        )
        found |= {name: None for name in raw_diff.names(listed) if os.path.lexists(root / name)}
    if not found:
        raise AgentError(
            "nothing_to_review", f"nothing to review: no files{_of(paths)}", hint="git ls-files lists what git knows"
        )
    return _as_they_are(root, paths, revisions.branch_of(root), [Touched(name, "file") for name in found])


def _as_they_are(root: Path, paths: Sequence[str], branch: str, files: Sequence[Touched]) -> Change:
    title = "all files" if "." in paths else _of(paths).removeprefix(" in ")
    seen = visible.whole(root, [visible.by_name(file) for file in files])
    visible.refuse_nothing(title, seen.files)
    return Change(title, str(root), branch, seen.files, notices=seen.notices)


def _files_alone(cwd: Path, paths: Sequence[str]) -> Change:
    """Outside of any repository: what was named, below the current folder."""
    below = [_below(cwd, cwd, path) for path in paths]
    for path in below:
        if not os.path.lexists(cwd / path):
            raise usage_error("no_such_file", f"no such file: {one_line(path)}")
    files = [Touched(path, "folder" if (cwd / path).is_dir() else "file") for path in below]
    return _as_they_are(cwd, below, cwd.name, files)
