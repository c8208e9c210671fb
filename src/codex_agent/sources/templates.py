"""Where templates come from: the project's `.codex-agent/templates`, the user's config folder, then those that are shipped."""

import os
import re
import stat
from typing import NamedTuple

from codex_agent.errors import usage_error
from codex_agent.paths import config_folder

SHIPPED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "templates")
IN_PROJECT = os.path.join(".codex-agent", "templates")
MAX_BYTES = 64 * 1024
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class Template(NamedTuple):
    text: str
    path: str
    shipped: bool


class Templates:
    """Looks templates up for one project. Reading them changes nothing; each is read once."""

    def __init__(self, project: str) -> None:
        self._project = project
        self._folders = (os.path.join(project, IN_PROJECT), os.path.join(config_folder(), "templates"), SHIPPED)
        self.overridden: dict[str, str] = {}  # what was taken from elsewhere than the program itself: name and path

    def text(self, name: str) -> str:
        """The text of `name`, such as `blocks/worker`, which always exists."""
        found = self.find(name)
        assert found is not None, name
        return found.text

    def find(self, name: str) -> Template | None:
        """The first of that name. Raises a usage error for one that is there and cannot be used."""
        for folder in self._folders:
            path = os.path.join(folder, f"{name}.md")
            if folder == SHIPPED:
                return _read(path, SHIPPED) if os.path.exists(path) else None
            if os.path.lexists(path):
                self.overridden[name] = path
                return _read(path, self._project if folder is self._folders[0] else None)
        return None

    def shipped(self, name: str) -> Template | None:
        """The program's own, whatever takes its place."""
        path = os.path.join(SHIPPED, f"{name}.md")
        return _read(path, SHIPPED) if os.path.exists(path) else None

    def is_of_project(self, name: str) -> bool:
        """Whether the project's own was taken."""
        return self.overridden.get(name) == os.path.join(self._folders[0], f"{name}.md")

    def names(self, kind: str) -> list[str]:
        """All names below a kind, `roles` say."""
        found: set[str] = set()
        for folder in self._folders:
            try:
                entries = os.listdir(os.path.join(folder, kind))
            except OSError:
                continue
            found |= {entry[:-3] for entry in entries if entry.endswith(".md") and _NAME.fullmatch(entry[:-3])}
        return sorted(found)


def is_name(text: str) -> bool:
    """Whether `text` can be the name of a template; anything else is a path."""
    return _NAME.fullmatch(text) is not None


def read_file(path: str) -> Template:
    """A template that the caller names by its path."""
    return _read(os.path.abspath(os.path.expanduser(path)), None)


def _read(path: str, inside: str | None) -> Template:
    """`inside`: the folder that a link must not leave, since whoever wrote the repository made the link."""
    real = os.path.realpath(path)
    if inside is not None and os.path.commonpath([real, os.path.realpath(inside)]) != os.path.realpath(inside):
        raise usage_error("bad_template", f"{path} is a link that leads out of {inside}")
    try:
        fd = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise usage_error("bad_template", f"{path} is not a file")
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise usage_error("bad_template", f"cannot read {path}: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise usage_error("bad_template", f"{path} has more than {MAX_BYTES:,} bytes")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise usage_error("bad_template", f"{path} is not UTF-8 at byte {error.start}") from error
    return Template(text, path, shipped=inside == SHIPPED)
