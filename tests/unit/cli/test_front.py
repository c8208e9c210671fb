"""The lean front and typer agree on every command line that the front takes."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from hypothesis import example, given, settings
from hypothesis import strategies as st

from codex_agent.cli import front, starting, viewing, waiting
from codex_agent.cli.app import app
from codex_agent.cli.options import AwaitOptions, StartOptions, StatusOptions

TABLES = {"start": front.START, "await-turn": front.AWAIT, "status": front.STATUS}
DOORS = {"start": (starting, "start"), "await-turn": (waiting, "await_turn"), "status": (viewing, "status")}
ODD = [
    "",
    "-",
    "--",
    "---",
    "-x",
    "--fas",
    "--json=1",
    "--json=",
    "-rhigh",
    "-wr",
    "-r=high",
    "-5",
    " 5",
    "5 ",
    "1_0",
    "1e3",
    "nan",
]
ODD += [
    "inf",
    "0x1",
    "+7",
    "٣",
    "3.0",
    "\x00",
    "$(touch x)",
    "\udcff",
    "a b",
    "\n",
    "--help",
    "-h",
    "--reason",
    "-cx=1",
    "é",
]
KNOWN = sorted({flag for table in TABLES.values() for flag in table})
WORDS = st.one_of(
    st.sampled_from(KNOWN),
    st.sampled_from(ODD),
    st.builds("{}={}".format, st.sampled_from(KNOWN), st.sampled_from([*ODD, "5", "high"])),
    st.integers(-3, 99).map(str),
    st.floats().map(str),
    st.sampled_from(["high", "fix it", "8abfab85", "key=value"]),
    st.text(max_size=5),
)


def typer_options(argv: list[str]) -> Any:
    """What typer makes of the line; its refusals are raised."""
    seen: list[Any] = []

    def take(options: Any) -> int:
        seen.append(options)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        module, name = DOORS[argv[0]]
        patch.setattr(module, name, take)
        app(argv, standalone_mode=False)
    (options,) = seen
    return options


@settings(max_examples=150, deadline=None)
@given(command=st.sampled_from(sorted(TABLES)), words=st.lists(WORDS, max_size=6))
@example(command="start", words=["-m", "a", "-m", "b", "--model=c", "x"])
@example(command="start", words=["--add-dir", "a", "--add-dir=b", "-c", "k=v", "--", "-x"])
@example(command="start", words=["--name=", ""])
@example(command="await-turn", words=["8abfab85", "--after", "0", "--timeout=1e3", "91c0"])
def test_what_the_front_takes_typer_takes_the_same_way(command: str, words: list[str]) -> None:
    argv = [command, *words]
    taken = front.parse(argv)
    if taken is not None:
        # repr: a time-out of nan is not equal to itself
        assert repr(taken) == repr(typer_options(argv))


PLAIN = [
    (["start", "fix it"], StartOptions(prompt="fix it")),
    (["start", "-w", "-r", "high", "-s", "read-only", "do"], StartOptions("do", reasoning="high", sandbox="read-only", wait=True)),
    (["start", "--prompt-file", "-", "--json"], StartOptions(prompt_file="-", json_output=True)),
    (["start", "-"], StartOptions(prompt="-")),
    (["start", "--", "-x"], StartOptions(prompt="-x")),
    (["start", "-c", "a=1", "-c", "b=2", "go"], StartOptions("go", config=("a=1", "b=2"))),
    (["start", "go", "--max-minutes", "1.5"], StartOptions("go", max_minutes=1.5)),
    (["await-turn", "8abf", "91c0", "--any"], AwaitOptions(("8abf", "91c0"), any=True)),
    (["await-turn", "8abf", "--after=2", "--timeout", "5", "--json"], AwaitOptions(("8abf",), after=2, timeout=5.0, json_output=True)),
    (["status", "8abf"], StatusOptions("8abf")),
    (["status", "--json", "8abf"], StatusOptions("8abf", json_output=True)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "options"), PLAIN, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_plain_line_never_needs_typer(argv: list[str], options: front.Options) -> None:
    assert front.parse(argv) == options
    assert typer_options(argv) == options


@pytest.mark.parametrize(
    "line",
    ["", "strat x", "jobs", "--help", "start --help", "start a b", "start --fas x", "start -m", "start -rhigh x", "start --json=1 x",
     "start --max-minutes five x", "await-turn", "await-turn a --after 1.5", "status", "status a b", "status a -x", "start -m -w x"],
)  # fmt: skip
def test_anything_unusual_is_left_to_typer(line: str) -> None:
    assert front.parse(line.split()) is None


@pytest.mark.parametrize("command", sorted(TABLES))
def test_the_front_knows_every_flag_of_the_program_and_no_other(command: str) -> None:
    group: Any = typer.main.get_command(app)
    flags = {flag for p in group.commands[command].params if p.param_type_name == "option" for flag in p.opts}
    assert TABLES[command].keys() == flags
