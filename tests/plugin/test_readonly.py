"""Only a line that is exactly one reading command gets the permission; everything here that does not is one person's bad idea."""

from __future__ import annotations

import random
import shlex
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import typer
from hook_runs import request, run

from codex_agent.cli.app import app
from codex_agent.readonly import only_reads, words_of

GOOD = """
codex-agent jobs
codex-agent jobs --here
codex-agent jobs --all --json
codex-agent jobs --state running --state failed --limit 5
codex-agent jobs --session 6a1f6d49-496e-4c39-afec-ce75fc80029e
codex-agent status 8abfab85
codex-agent status 8abf --json
codex-agent result 8abfab85
codex-agent result 8abfab85 --turn 2
codex-agent result --turn=2 8abfab85 --json
codex-agent capture 8abfab85
codex-agent capture 8abfab85 100 --clean
codex-agent output 8abfab85 --strip-ansi
codex-agent watch 8abfab85
codex-agent watch 8abfab85 --json
codex-agent await-turn 8abfab85
codex-agent await-turn 8abfab85 91c04e77 --any --timeout 600
codex-agent await-turn 8abfab85 --after 2
codex-agent health
codex-agent health --json
codex-agent models
codex-agent config --json
codex-agent usage
codex-agent sessions
codex-agent journal --here --limit 20
codex-agent recover
codex-agent pipeline
codex-agent map --task "Fix the login" --budget 8000
codex-agent map
codex-agent compare 8abfab85 91c04e77
codex-agent compare 8abfab85 91c04e77 --turn 2 --turn 1 --json
codex-agent stage "review what we changed since main" --json
codex-agent stage 'what does "lost" mean?'
codex-agent prd check docs/prds/auth.md
codex-agent prd status
codex-agent prd status docs/prds/auth.md --json
codex-agent --version
codex-agent --help
codex-agent jobs --help
codex-agent
""".strip().splitlines()

BAD = [
    "codex-agent compare 8abfab85 91c04e77 --reveal",
    "codex-agent jobs; rm -rf x",
    "codex-agent jobs | sh",
    "codex-agent jobs | head",
    "codex-agent jobs && touch x",
    "codex-agent jobs || touch x",
    "codex-agent jobs & touch x",
    "codex-agent jobs &",
    "codex-agent status $(x)",
    "codex-agent status `x`",
    'codex-agent status "$(x)"',
    'codex-agent stage "`x`"',
    'codex-agent stage "$HOME"',
    'codex-agent stage "a\\"; touch x; echo \\""',
    "codex-agent stage $'a'",
    "codex-agent stage 'a'b'; touch x'",
    "codex-agent stage 'a' 'b'",
    "codex-agent stage 'a'\\''; touch x; '",
    "codex-agent stage 'a",
    'codex-agent stage "a',
    "codex-agent status ${HOME}",
    "codex-agent status $HOME",
    "codex-agent jobs\nrm -rf x",
    "codex-agent jobs\rrm -rf x",
    "codex-agent jobs\x0btouch x",
    "codex-agent jobs\x00",
    "codex-agent jobs\u2028touch x",
    "codex-agent stage 'a\nb'",
    "codex-agent jobs > x",
    "codex-agent jobs >> x",
    "codex-agent jobs 2>x",
    "codex-agent result 8abfab85 > answer.md",
    "codex-agent status < /etc/passwd",
    "codex-agent status <(cat x)",
    "codex-agent jobs >(sh)",
    "codex-agent jobs << EOF",
    "FOO=bar codex-agent jobs",
    "CODEX_AGENT_HOME=/tmp/x codex-agent jobs",
    "PATH=/tmp/x codex-agent jobs",
    "env codex-agent jobs",
    "sudo codex-agent jobs",
    "exec codex-agent jobs",
    "command codex-agent jobs",
    "eval codex-agent jobs",
    "time codex-agent jobs",
    "bash -c 'codex-agent jobs'",
    "sh -c codex-agent",
    "(codex-agent jobs)",
    "{ codex-agent jobs; }",
    "! codex-agent jobs",
    "cd /tmp && codex-agent jobs",
    "./codex-agent jobs",
    "/tmp/codex-agent jobs",
    "~/bin/codex-agent jobs",
    "codex-agent-evil jobs",
    "codex-agentjobs",
    "codex-agent  jobs",
    " codex-agent jobs",
    "codex-agent jobs ",
    "codex-agent\tjobs",
    "'codex-agent' jobs; x",
    "codex-agent jobs # comment",
    "codex-agent jobs *",
    "codex-agent jobs ?",
    "codex-agent status [a-f]*",
    "codex-agent status {a,b}",
    "codex-agent status ~",
    "codex-agent status =ls",
    "codex-agent status !!",
    'codex-agent stage "!!"',
    "codex-agent kill 8abfab85",
    "codex-agent kill --all",
    "codex-agent start x",
    "codex-agent start 'review' -s read-only",
    "codex-agent send 8abfab85 x",
    "codex-agent answer 8abfab85 accept",
    "codex-agent interrupt 8abfab85",
    "codex-agent delete 8abfab85",
    "codex-agent clean",
    "codex-agent run ls",
    "codex-agent merge 8abfab85",
    "codex-agent diff 8abfab85",
    "codex-agent diff --session 6a1f6d49 --stat",
    "codex-agent stage -",
    "codex-agent stage --json -- -",
    "codex-agent review",
    "codex-agent attach 8abfab85",
    "codex-agent demo",
    "codex-agent doctor",
    "codex-agent note goal x",
    "codex-agent prd new x",
    "codex-agent prd check /etc/shadow.md",
    "codex-agent prd check ../../x.md",
    "codex-agent prd check docs/prds/../../../x.md",
    "codex-agent prd check id_rsa",
    "codex-agent prd check '~/notes.md'",
    'codex-agent prd status "~root/notes.md"',
    "codex-agent pipeline set review",
    "codex-agent pipeline approve",
    "codex-agent --install-completion",
    "codex-agent jobs --exec x",
    "codex-agent jobs extra",
    "codex-agent status --json kill",
    "codex-agent map -d /etc",
    "codex-agent map --dir /etc",
    "codex-agent map --task --json",
    "codex-agent result 8abfab85 --turn",
    "codex-agent result 8abfab85 --turn -- x",
    "codex-agent status -- 8abfab85",
    "codex-agent await-turn",
    "codex-agent await-turn x",
    "codex-agent start --help",
    "codex-agent start --help; x",
    "codex-agent nonsense --help",
    "codex-bg ls",
    "jobs",
    "",
    *("codex-agent <<< x", "codex-agent jobs <<'EOF'\nx\nEOF", "codex-agent stage - <<< x", "codex-agent jobs &> x"),
    *("codex-agent jobs |& sh", "codex-agent jobs >| x", "codex-agent jobs 1<>x", "codex-agent jobs {fd}>x"),
    *("codex-agent jobs;", "codex-agent jobs ;", "codex-agent jobs #", "codex-agent jobs\\\nx", "codex-agent \\\njobs"),
    *(
        "\\codex-agent jobs",
        'codex-agent "jo"bs',
        "codex-agent jo''bs",
        "codex-agent k\\ill --all",
        "codex-agent $'kill'",
    ),
    *("codex-agent $'\\x6b'ill --all", 'codex-agent $"jobs"', "codex-agent jobs $((1+1))", "codex-agent ${IFS}kill"),
    *("codex-agent {jobs,kill}", "codex-agent jobs --limit={1,2}", "codex-agent j?bs", "codex-agent jobs ../*"),
    *(
        "codex-agent jobs ^x^y",
        "codex-agent jobs ~root",
        "codex-agent stage %1 x",
        "codex-agent() { x; }; codex-agent jobs",
    ),
    *(
        "alias codex-agent=x; codex-agent jobs",
        "nohup codex-agent jobs",
        "coproc codex-agent jobs",
        "xargs codex-agent",
    ),
    *("if :; then codex-agent jobs; fi", "trap x EXIT; codex-agent jobs", "builtin command codex-agent jobs"),
    *(
        "codex-agent\u00a0jobs",
        "codex-agent\u3000jobs",
        "codex-agent\u2009jobs",
        "codex-agent\u200bjobs",
        "\ufeffcodex-agent jobs",
    ),
    *(
        "codex-agent stage 'a\u202eb'",
        "codex-agent stage 'a\u2028b'",
        "codex-agent stage 'a\x85b'",
        "codex-agent stage 'a\x1b[2Jb'",
    ),
    *("\u0441odex-agent jobs", "codex-agent jobs\uff1b x", "codex-agent stage '\ud800'", "codex-agent stage 'a\x00b'"),
    *(
        "codex-agent config --edit",
        "codex-agent config set model x",
        "codex-agent --config x jobs",
        "codex-agent jobs -o x",
    ),
    *(
        "codex-agent jobs --output=x",
        "codex-agent jobs --pager sh",
        "codex-agent map -d ..",
        "codex-agent map --task=x -d=/",
    ),
    *("codex-agent health --fix", "codex-agent models --refresh", "codex-agent -c x=y jobs", "codex-agent jobs @x"),
    *(
        "codex-agent jobs --json kill",
        "codex-agent prd status --all ~",
        "codex-agent recover x",
        "codex-agent await-turn --any kill",
    ),
    "codex-agent stage '" + "x" * 20_000 + "'",
    "codex-agent " * 5_000,
]


@pytest.mark.parametrize("line", GOOD)
def test_one_reading_command_alone_is_allowed(line: str) -> None:
    assert only_reads(line)


@pytest.mark.parametrize("line", BAD, ids=lambda line: repr(line)[:60])
def test_anything_else_is_not(line: str) -> None:
    assert not only_reads(line)


@pytest.mark.parametrize("line", GOOD)
def test_the_program_takes_every_allowed_line(line: str) -> None:
    """Nothing is run: a usage error would be raised, except by what only prints itself."""
    command, name, rest = typer.main.get_command(app), "codex-agent", shlex.split(line)[1:]
    if not rest or rest[-1] in ("--help", "--version"):
        return
    while hasattr(command, "resolve_command") and rest:
        name, command, rest = command.resolve_command(command.context_class(command, info_name=name), rest)
        if not rest:
            return
        if rest[0].startswith("-"):
            break
    with command.make_context(name, list(rest)):
        pass


def test_the_hook_itself_says_nothing_to_a_hostile_line(home: Path, tmp_path: Path) -> None:
    """Each as a process, as the client calls it; one good line shows that it would speak."""
    env = {"HOME": str(home), "PATH": "/usr/bin:/bin"}

    def said(line: str) -> str:
        done = run("allow_readonly", request(tmp_path, tool_input={"command": line}), env)
        assert (done.code, done.stderr) == (0, "")
        return done.stdout

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(said, ["codex-agent jobs", *BAD])
    assert '"permissionDecision":"allow"' in first
    assert [line for line, words in zip(BAD, others, strict=True) if words] == []


def test_there_are_enough_examples() -> None:
    assert len(BAD) >= 180
    assert len(GOOD) >= 26


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_a_real_shell_sees_the_same_words(tmp_path: Path, shell: str) -> None:
    program = tmp_path / "codex-agent"
    program.write_text('#!/bin/sh\nprintf "%s\\n" codex-agent "$@"\n')
    program.chmod(0o755)
    for line in GOOD:
        done = subprocess.run(
            [shell, "-c", line], env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines() == words_of(line)


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_of_lines_made_of_a_shells_special_characters_it_sees_the_same_words_or_none(
    tmp_path: Path, shell: str
) -> None:
    """Two thousand that are read as words, run by the shell with a function for our name; nothing else comes of them."""
    parts = [
        *"ab0_./:,@%+=-'\"$`\\!#&;|<>(){}[]*?~^ \t",
        "' '",
        '" "',
        "''",
        "{a,b}",
        "$x",
        "a=b",
        "a[0]=b",
        "=cat",
        "!!",
    ]
    choose = random.Random(7).choice
    lines: list[str] = []
    while len(lines) < 2000:
        line = "codexagent " + "".join(choose(parts) for _ in range(choose(range(1, 9))))
        words = words_of(line)
        if words and words[0] == "codexagent":
            lines.append(line)
    program = "codexagent() { printf '%s\\n' codexagent \"$@\" ''; }\n"
    program += "".join(f"eval {shlex.quote(line)} || exit 9\n" for line in lines)
    done = subprocess.run(
        [str(shutil.which(shell))],
        input=program,
        cwd=tmp_path,
        env={"PATH": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout == "".join("\n".join([*(words_of(line) or []), "", ""]) for line in lines)
    assert list(tmp_path.iterdir()) == []
