"""PRDs on disk: `docs/prds/*.md` at the top of the git checkout, or of the current folder outside of any. Nothing is ever overwritten."""

from __future__ import annotations

import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from codex_agent.checkout import checkout_of
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.prompts import prd
from codex_agent.prompts.prd import Prd

FOLDER = Path("docs", "prds")
FORM = Path(__file__).parents[1] / "templates" / "prd.md"
SLUG_CHARS = 60
TITLE_CHARS = 200
FILE_BYTES = 64 * 1024 * 1024  # far beyond what is parsed; so much is read to say how much too long it is

_NOT_SLUG = re.compile(r"[\W_]+")
_MARKUP = re.compile(r"([\\\[\]<>`]|#$)")


@dataclass(frozen=True, slots=True)
class PrdFile:
    """A PRD as read. `top` is the folder that the paths in it start from; `path` is absolute, `shown` as it was named."""

    shown: str
    path: Path
    top: Path
    prd: Prd
    text: str

    @property
    def relative(self) -> str:
        """The path from the top of the repository; absolute for a PRD that lies elsewhere."""
        inside = self.path.is_relative_to(self.top)
        return str(self.path.relative_to(self.top) if inside else self.path)


def top_of(folder: Path) -> Path:
    """The git checkout that holds `folder`, else `folder` itself."""
    return _checkout(folder) or folder


def find(folder: Path) -> list[Path]:
    """The PRDs of the repository that `folder` is in, by name; hidden files are left out."""
    place = top_of(folder) / FOLDER
    _refuse_outside(place, top_of(folder))
    try:
        return sorted(path for path in place.iterdir() if path.suffix == ".md" and not path.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise AgentError("prd_unreadable", f"cannot read {place}: {error.strerror}") from error


def load(named: str, folder: Path) -> PrdFile:
    """Read the PRD `named`: a path from `folder`, else from the top of its repository, else the name of one in docs/prds. Not found is exit 3; anything else that cannot be read is refused with the reason."""
    if not named.isprintable():
        raise usage_error("bad_path", f"{named!r} is not a path that can be shown to an agent", "rename the file")
    path = Path(os.path.abspath(folder / os.path.expanduser(named)))
    if not path.exists() and (meant := _meant(named, folder)):
        path = meant
        named = os.path.relpath(path, folder)
    top = _top_for(path, folder)
    if path.is_relative_to(top):
        _refuse_outside(path, top)
    text = _text(path, named)
    return PrdFile(named, path, top, prd.parse(text), text)


def _meant(named: str, folder: Path) -> Path | None:
    """A path from the top, said in a folder below it, or a name as `prd new` takes it."""
    top = top_of(folder)
    places = [top / named, top / f"{named}.md"]
    if "/" not in named:
        places += [top / FOLDER / named, top / FOLDER / f"{named}.md"]
        with suppress(AgentError):
            places.append(top / FOLDER / f"{slug(named)}.md")
    return next((Path(os.path.abspath(path)) for path in places if path.suffix == ".md" and path.is_file()), None)


def exists_below(top: Path) -> Callable[[str], bool]:
    """A test for paths below `top`: there, and still below it when every link is followed."""
    real = Path(os.path.realpath(top))

    def exists(path: str) -> bool:
        try:
            return (real / path).resolve(strict=True).is_relative_to(real)
        except (OSError, ValueError, RuntimeError):  # not there, not a file name, links in a circle
            return False

    return exists


def slug(name: str) -> str:
    """The file name without its ending: letters and digits of any script in lower case, joined by hyphens."""
    if re.search(r"[/\\]", name) or not name.isprintable() or name.startswith("."):
        raise usage_error(
            "bad_name", f"{name!r} is a path: a PRD is named by words", "codex-agent prd new auth-refactor"
        )
    folded = unicodedata.normalize("NFKD", name.removesuffix(".md").casefold())
    letters = unicodedata.normalize("NFC", "".join(one for one in folded if not unicodedata.combining(one)))
    made = _NOT_SLUG.sub("-", letters).strip("-")[:SLUG_CHARS].rstrip("-")
    if not made:
        raise usage_error("bad_name", f"{name!r} has no letter or digit", "codex-agent prd new auth-refactor")
    return made


def create(name: str, title: str | None, folder: Path, form: str) -> Path:
    """Write `form` as docs/prds/<slug>.md with its `{title}` filled in, folders included. Refuses what exists or leads elsewhere."""
    made = slug(name)
    heading = heading_of(readable(name) if title is None else title)
    top = top_of(folder)
    path = top / FOLDER / f"{made}.md"
    _refuse_outside(path.parent, top)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_outside(path.parent, top)
        _write_new(path, form.replace("{title}", heading).encode())
    except FileExistsError as error:
        where = path if error.filename2 or str(error.filename) == str(path) else error.filename
        hint = "give it another name, or edit that one" if where == path else "make room for the folder docs/prds"
        raise AgentError("prd_exists", f"{where} exists already", hint=hint) from error
    except OSError as error:
        raise AgentError("prd_unwritable", f"cannot write {path}: {error.strerror}") from error
    return path


def readable(name: str) -> str:
    """A file's name as words ("auth-refactor" is "Auth refactor"); words of a person stay as they are."""
    if not re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", name):
        return name
    words = _NOT_SLUG.sub(" ", name.removesuffix(".md"))
    return words[:1].upper() + words[1:]


def heading_of(title: str) -> str:
    """A title as it stands in a heading, so that a reader sees it as it was given."""
    if not title.isprintable() or len(title) > TITLE_CHARS or not any(map(str.isalnum, title)):
        raise usage_error("bad_title", f"a title is one line of words, at most {TITLE_CHARS} characters")
    return _MARKUP.sub(r"\\\1", title.strip())


def form() -> str:
    """The form as it is shipped."""
    return FORM.read_text(encoding="utf-8")


def _checkout(folder: Path) -> Path | None:
    found = checkout_of(str(folder))
    return Path(found) if found else None


def _top_for(path: Path, folder: Path) -> Path:
    """Of the PRD's own checkout; outside of any, the folder above its docs/prds, else the one of `folder`."""
    if found := _checkout(path.parent):
        return found
    return path.parents[2] if path.parts[-3:-1] == FOLDER.parts else top_of(folder)


def _refuse_outside(path: Path, top: Path) -> None:
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(top)):
        hint = "replace the link by a folder or file of the repository"
        raise AgentError("prd_outside", f"{path} is a link out of the repository {top}", hint=hint)


def _text(path: Path, shown: str) -> str:
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise AgentError("prd_unreadable", f"{shown} is not a file")
            data = file.read(FILE_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise AgentError(
            "no_such_prd",
            f"there is no {shown}",
            exit_code=Exit.NOT_FOUND,
            hint="codex-agent prd status lists them; codex-agent prd new NAME makes one",
        ) from error
    except OSError as error:
        raise AgentError("prd_unreadable", f"cannot read {shown}: {error.strerror}") from error
    if len(data) > FILE_BYTES:
        raise AgentError("prd_unreadable", f"{shown} has more than {FILE_BYTES:,} bytes: it is no PRD")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise AgentError("prd_unreadable", f"{shown} is not UTF-8 at byte {error.start}") from error


def _open_at_once(path: str, flags: int) -> int:
    """A pipe that nobody writes to must not hold us."""
    return os.open(path, flags | os.O_NONBLOCK)


def _write_new(path: Path, data: bytes) -> None:
    """The whole file at once, never over another one; the usual mode of a person's files, since it is a document of the repository."""
    temp = path.with_name(f".{secrets.token_hex(8)}.tmp")
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
        try:
            os.link(temp, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links: take the name first, then put the content there
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666))
            os.replace(temp, path)
    finally:
        temp.unlink(missing_ok=True)
