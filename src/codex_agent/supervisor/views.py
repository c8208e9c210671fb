"""tmux as a window: a session `codex-agent-<id>` that shows a job's transcript. No job depends on it, and no failure here is raised.

The window only displays. What may stand in the transcript is the business of whoever writes it (it strips control characters);
a job's title comes from anywhere and is made harmless here. Keys typed in the window reach `tail`, not the agent.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

log = logging.getLogger(__name__)

TIME_LIMIT_S = 10.0  # starting a server runs the user's tmux.conf, plugins included
REAP_S = 1.0
AT_ONCE = 8
LEFT = "server exited"  # said of one whose last session ended a moment ago: it takes callers in until it is gone
TITLE_CHARS = 80
KEPT = ("HOME", "PATH", "TERM", "LANG", "SHELL", "USER", "TMUX_TMPDIR")
HANDED_ON = ("HOME", "PATH", "LANG", "CODEX_HOME", "CODEX_AGENT_HOME")  # what the screen's command needs, and no secret
TITLE = "@codex_agent_title"


@dataclass(frozen=True, slots=True)
class Server:
    """The tmux server that `tmux attach` of a given environment talks to. Keeps nothing else of that environment."""

    flags: tuple[str, ...]
    env: Mapping[str, str]

    @classmethod
    def of(cls, env: Mapping[str, str]) -> Server:
        """Inside tmux that is the server around the caller, else the default one.

        A server that we are the first to start lives on with what it gets here, so it gets no secrets.
        """
        around = env.get("TMUX", "").partition(",")[0]
        kept = {name: value for name, value in env.items() if name in KEPT or name.startswith("LC_")}
        return cls(("-S", around) if around else (), kept)


class Views:
    """The windows of one supervisor. Calls for one job take effect in the order in which they were made."""

    def __init__(self, env: Mapping[str, str], *, at_once: int = AT_ONCE, time_limit_s: float = TIME_LIMIT_S) -> None:
        """`env` finds the server of jobs that were opened without one, or by an earlier supervisor."""
        self._default = Server.of(env)
        self._servers: dict[str, Server] = {}
        self._slots = asyncio.Semaphore(at_once)
        self._order: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._time_limit_s = time_limit_s

    async def open(
        self,
        job: str,
        log_path: Path,
        title: str,
        env: Mapping[str, str] | None = None,
        screen: tuple[str, ...] = (),
    ) -> None:
        """Show the transcript, from its first line on, where the caller with `env` would look for it.

        With `screen`, a command, the first person who attaches gets that in its place. A session that is there already stays as it is, except that it no longer goes with its last viewer. One tmux process; a second where the server was about to leave.
        """
        async with self._turn(job):
            if env is not None:
                self._servers[job] = Server.of(env)
            around = {name: value for name, value in (env or {}).items() if name in HANDED_ON}
            words = [*_opening(job, log_path, title), *(_on_attach(job, screen, around) if screen else ())]
            server = self._servers.get(job, self._default)
            if (await self._tmux(server, words)).startswith(LEFT):
                await self._tmux(server, words)  # it has left now, so this starts another

    async def close(self, job: str) -> None:
        """End the window: now if nobody looks at it, else as soon as the last person leaves. `tail` goes with it.

        Also for a job that has none, or whose window an earlier supervisor opened.
        """
        async with self._turn(job):
            await self._tmux(self._servers.pop(job, self._default), _keeping(job, "on"))

    def _turn(self, job: str) -> asyncio.Lock:
        """The lock lives as long as somebody holds it or waits for it."""
        return self._order.setdefault(job, asyncio.Lock())

    async def _tmux(self, server: Server, words: list[str]) -> str:
        """What tmux complained about, empty if nothing or if it did not answer."""
        async with self._slots:
            try:
                answer = await asyncio.wait_for(_run(server, words), self._time_limit_s)
            except FileNotFoundError:
                log.debug("no tmux, no windows")
            except TimeoutError:
                log.warning("tmux did not answer within %s s", self._time_limit_s)
            except (OSError, ValueError) as error:
                log.warning("tmux cannot run: %s", error)
            else:
                if answer:
                    log.log(logging.DEBUG if _is_usual(answer) else logging.WARNING, "tmux: %s", answer)
                return answer
        return ""


async def _run(server: Server, words: list[str]) -> str:
    """What tmux complained about, empty if nothing. Cancelled, it leaves no process."""
    process = await asyncio.create_subprocess_exec(
        *("tmux", *server.flags, *words),
        env=server.env,
        cwd="/",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, stderr = await process.communicate()
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError, TimeoutError):
                process.kill()
                await asyncio.wait_for(process.wait(), REAP_S)
    return stderr.decode(errors="replace").strip()[:500]


def _is_usual(answer: str) -> bool:
    """A window that is there already, or a server that is not: both are what was wanted."""
    return answer.startswith(("duplicate session", "no server running", "no current target", LEFT)) or (
        answer.startswith("error connecting") and answer.endswith("(No such file or directory)")
    )


def session_name(job: str) -> str:
    return f"codex-agent-{job}"


def _keeping(job: str, destroy_unattached: str) -> list[str]:
    """Set to `on`, tmux ends the session at once if nobody is attached. Without such a session `-q` makes it do nothing."""
    return ["set-option", "-q", "-t", f"={session_name(job)}:", "destroy-unattached", destroy_unattached]


def _opening(job: str, log_path: Path, title: str) -> list[str]:
    """Commands in one sequence: tmux stops at the first that fails, and does nothing else between them.

    So a session that a follow-up finds is kept again before `new-session` fails on it, and a new one is kept before a user's
    own `destroy-unattached` can end it. The title is an option's value: in a format, `#(...)` would run a shell command.
    """
    name = session_name(job)
    window = ("-s", name, "-n", "transcript", "-x", "200", "-y", "50")
    show = ("tail", "-n", "+1", "-F", _word(str(log_path)))
    settings = {
        TITLE: f"{name}  {_plain(title)}".rstrip(),
        "status-left": f"#{{{TITLE}}}  ",
        "status-left-length": "120",
        "set-titles": "on",
        "set-titles-string": f"#{{{TITLE}}}",
    }
    words = [*_keeping(job, "off"), ";", "new-session", "-d", *window, *show, ";", *_keeping(job, "off")]
    for option, value in settings.items():
        words += [";", "set-option", "-t", f"={name}:", option, _word(value)]
    return words


def _on_attach(job: str, screen: tuple[str, ...], env: Mapping[str, str]) -> list[str]:
    """The first person who comes gets the screen. A second one joins it as it is."""
    name = session_name(job)
    around = [word for key, value in env.items() for word in ("-e", f"{key}={value}")]
    words = ("respawn-pane", "-k", "-t", f"={name}:transcript", *around, *screen)
    action = shlex.join(words).replace("#", "##")  # the hook is expanded like a format
    return [
        ";",
        "set-hook",
        "-t",
        f"={name}:",
        "client-attached",
        f"if-shell -F '#{{==:#{{session_attached}},1}}' {{ {action} }}",
    ]


def _plain(title: str) -> str:
    """One printable line in which tmux finds no style and no format."""
    line = "".join(char for char in " ".join(title.split()) if char.isprintable())
    return re.sub(r"#(?=[\[({])", "# ", line)[:TITLE_CHARS].rstrip()


def _word(text: str) -> str:
    """tmux takes a word that ends in a semicolon for the end of a command."""
    return text[:-1] + "\\;" if text.endswith(";") else text
