"""Roles: what kind of worker an agent is. A Markdown file with a TOML head between `+++` lines."""

from typing import NamedTuple

from codex_agent.errors import usage_error

SANDBOXES = ("read-only", "workspace-write")  # what a role may choose; more is only ever asked for by a person
KEYS = ("description", "sandbox", "worktree", "output")


class Role(NamedTuple):
    name: str
    text: str  # scope and manner
    output: str  # what to hand back; replaced where the answer has a schema
    sandbox: str | None = None  # unless the caller says
    worktree: bool = False  # in a throw-away copy of the tree
    description: str = ""


def parse_role(name: str, source: str, text: str, *, like: Role | None = None) -> Role:
    """The role in `text`; without a head, all of it is the role's text. Raises a usage error that names `source` and the place.

    What the head does not say is as in `like`, the role that this one takes the place of; a new role is read-only.
    """
    head, body = _split(source, text.removeprefix("\ufeff").replace("\r\n", "\n"))
    for key, value in head.items():
        if key not in KEYS:
            raise usage_error("bad_role", f"{source}: unknown key {key!r}", f"valid keys: {', '.join(KEYS)}")
        kind = bool if key == "worktree" else str
        if not isinstance(value, kind):
            raise usage_error("bad_role", f"{source}: {key} must be {'true or false' if kind is bool else 'a text'}")
    sandbox = head.get("sandbox")
    if sandbox is not None and sandbox not in SANDBOXES:
        hint = "a role takes read-only or workspace-write; for more, give -s when you start"
        raise usage_error("bad_role", f"{source}: sandbox {sandbox!r}", hint)
    if not body.strip():
        raise usage_error("bad_role", f"{source}: the role has no text")
    return Role(
        name,
        body.strip(),
        str(head.get("output", like.output if like else "")).strip(),
        str(sandbox) if sandbox else (like.sandbox if like else "read-only"),
        worktree=bool(head.get("worktree", like is not None and like.worktree)),
        description=str(head.get("description", "")),
    )


def held_to(own: Role, role: Role) -> Role:
    """`role`, which the repository brings in the place of our `own`: it may narrow what that one takes, never widen it."""
    sandbox = role.sandbox or own.sandbox
    if own.sandbox == "read-only":
        sandbox = "read-only"
    return role._replace(sandbox=sandbox, worktree=role.worktree or own.worktree)


def _split(source: str, text: str) -> tuple[dict[str, object], str]:
    if text.startswith("---\n"):
        hint = f"TOML between two lines of +++, with {', '.join(KEYS)}"
        raise usage_error("bad_role", f"{source}: a head between --- is not read", hint)
    if not text.startswith("+++\n"):
        return {}, text
    head, end, body = text[4:].partition("\n+++\n")
    if not end:
        raise usage_error("bad_role", f"{source}: the head that begins with +++ has no end", "close it with a line +++")
    import tomllib

    try:
        return tomllib.loads(head), body
    except RecursionError as error:
        raise usage_error("bad_role", f"{source}: the head is nested too deeply") from error
    except ValueError as error:  # not TOML, or a number that Python does not read
        raise usage_error("bad_role", f"{source}: the head is not TOML: {error}") from error
