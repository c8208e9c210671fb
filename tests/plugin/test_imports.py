"""Arrows between modules point down only, the core is pure, and hooks need nothing but an old Python."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "codex_agent"
HOOKS = sorted((ROOT / "hooks").glob("*.py"))
OLDEST_HOOK_PYTHON = (3, 9)
HEAVY = {
    "dataclasses",
    "datetime",
    "enum",
    "inspect",
    "json",
    "pathlib",
    "re",
    "sqlite3",
    "subprocess",
    "typing",
    "urllib",
}
# Modules of the package that hooks may import.
FOR_HOOKS = {
    *("approval", "checkout", "glance", "recovery", "stages", "standing"),
    *("hooking", "installed", "readonly", "remarks", "sight", "telling", "waking"),
}
HOOK_CODE = [
    *HOOKS,
    *(
        path
        for name in sorted(FOR_HOOKS)
        for path in sorted(PACKAGE.glob(f"{name}.py")) + sorted(PACKAGE.glob(f"{name}/**/*.py"))
    ),
]

# Layer: the modules in it (a folder counts as one module), and the layers that it may import beside itself.
# Modules of one layer may import each other, but never in a circle.
LAYERS: dict[str, tuple[set[str], set[str]]] = {
    "pure": (
        {
            "states",
            "answers",
            "comparing",
            "errors",
            "events",
            "usage",
            "jobs",
            "specs",
            "queueing",
            "folding",
            "endings",
            "ids",
            "plaintext",
            "prompting",
            "stages",
            "prompts",
            "reports",
            "transcripts",
            "recovery",
            "readonly",
            "remarks",
        },
        set(),
    ),
    "disk": (
        {
            "paths",
            "budgets",
            "config",
            "store",
            "change",
            "backlog",
            "signals",
            "database",
            "rows",
            "following",
            "reading",
            "processes",
            "sockets",
            "sources",
            "glance",
            "hooking",
            "installed",
            "sight",
            "telling",
            "waking",
            "checkout",
            "standing",
            "approval",
            "pipeline",
            "comparisons",
            "checker",
            "worktrees",
        },
        {"pure"},
    ),
    "providers": ({"providers"}, {"pure", "disk"}),
    "drivers": ({"drivers"}, {"pure", "disk", "providers"}),
    "protocol": ({"wire"}, {"pure"}),
    "terminal": ({"terminal"}, {"pure", "disk", "protocol"}),
    "supervisor": ({"supervisor"}, {"pure", "disk", "protocol", "providers", "drivers"}),
    "client": ({"client", "connecting"}, {"pure", "disk", "protocol"}),
    "checks": ({"checkup", "confinement", "models"}, {"pure", "disk", "protocol", "providers", "client"}),
    "demo": ({"demo"}, {"providers", "pure", "disk", "client"}),
    "cli": (
        {"cli", "background", "__main__"},
        {"pure", "disk", "protocol", "providers", "client", "checks", "demo", "terminal"},
    ),
}
IMPURE = {
    "asyncio", "ctypes", "fcntl", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "platform", "psutil", "pwd",
    "random", "secrets", "select", "selectors", "shutil", "signal", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading",
    "time", "urllib", "uuid", "watchdog",
}  # fmt: skip
IMPURE_CALLS = {"open", "print", "input", "now", "utcnow", "today"}

LAYER_OF = {module: layer for layer, (modules, _) in LAYERS.items() for module in modules}
FILES = sorted(PACKAGE.rglob("*.py"))


def _module(file: Path) -> str:
    """The first name below `codex_agent`; the package's own `__init__` is empty and counts as the version."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _name(file: Path) -> str:
    parts = ["codex_agent", *file.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(tree: ast.AST, package: str = "") -> Iterator[str]:
    """Dotted names of everything imported anywhere in `tree`, `from a import b` as `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            prefix = ".".join(filter(None, (base if node.level else "", node.module or "")))
            yield from (f"{prefix}.{alias.name}" for alias in node.names)


def _tree(file: Path, *, run_time_only: bool = False) -> ast.Module:
    tree = ast.parse(file.read_text(), file)
    if run_time_only:
        tree.body = [
            node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
        ]
    return tree


def _own_imports(file: Path) -> Iterator[str]:
    package = _name(file) if file.name == "__init__.py" else _name(file).rpartition(".")[0]
    for name in _imports(_tree(file), package):
        if name.startswith("codex_agent.") and name != "codex_agent.__version__":
            yield name


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_imports_point_down_only(file: Path) -> None:
    if file == PACKAGE / "__init__.py":
        assert list(_own_imports(file)) == []
        return
    assert _module(file) in LAYER_OF, f"give {_module(file)} a layer in LAYERS"
    layer = LAYER_OF[_module(file)]
    for name in _own_imports(file):
        target = LAYER_OF.get(name.split(".")[1])
        assert target is not None, f"{name} has no layer in LAYERS"
        assert target == layer or target in LAYERS[layer][1], f"{_name(file)} ({layer}) imports {name} ({target})"


def test_the_layers_themselves_have_no_circle() -> None:
    _assert_no_circle({layer: allowed for layer, (_, allowed) in LAYERS.items()})


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {_name(file) for file in FILES}
    graph: dict[str, set[str]] = {}
    for file in FILES:
        found = set()
        for name in _own_imports(file):
            target = name if name in names else name.rpartition(".")[0]
            found |= {target} & names
        graph[_name(file)] = found - {_name(file)}
    _assert_no_circle(graph)


def _assert_no_circle(graph: dict[str, set[str]]) -> None:
    left = dict(graph)
    while left:
        free = [name for name, targets in left.items() if not targets & left.keys()]
        assert free, f"a circle among {sorted(left)}"
        for name in free:
            del left[name]


PURE = [file for file in FILES if LAYER_OF.get(_module(file)) == "pure"]


@pytest.mark.parametrize("file", PURE, ids=_name)
def test_the_core_is_pure(file: Path) -> None:
    tree = _tree(file, run_time_only=True)
    imported = {name for name in _imports(tree) if not name.startswith("pathlib.Pure")}
    assert not {name.split(".")[0] for name in imported} & IMPURE
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute))
    }
    assert not called & IMPURE_CALLS


@pytest.mark.parametrize("path", HOOK_CODE, ids=lambda path: path.stem)
class TestCodeOfHooks:
    def test_is_understood_by_the_oldest_python(self, path: Path) -> None:
        ast.parse(path.read_text(), path, feature_version=OLDEST_HOOK_PYTHON)

    def test_imports_the_standard_library_and_what_is_made_for_hooks_alone(self, path: Path) -> None:
        names = set(_imports(_tree(path)))
        ours = {name.split(".")[1] for name in names if name.startswith("codex_agent.")}
        assert {name.split(".")[0] for name in names} - {"codex_agent"} <= sys.stdlib_module_names
        assert ours <= FOR_HOOKS

    def test_a_union_in_an_annotation_is_never_evaluated(self, path: Path) -> None:
        """`str | None` is a crash on 3.9 unless annotations are left as text, and no parser tells."""
        tree = _tree(path)
        annotations = [node.annotation for node in ast.walk(tree) if isinstance(node, (ast.AnnAssign, ast.arg))]
        annotations += [node.returns for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        unions = [part for note in annotations if note for part in ast.walk(note) if isinstance(part, ast.BitOr)]
        assert not unions or "__future__.annotations" in set(_imports(tree))


def test_the_code_of_hooks_uses_nothing_that_is_newer_than_the_oldest_python(tmp_path: Path) -> None:
    """Neither syntax nor a module, function or argument of the standard library, as vermin knows them."""
    newer = tmp_path / "newer.py"
    newer.write_text("print(list(zip([1], [2], strict=True)))")

    def judged(*files: Path) -> int:
        words = [
            sys.executable,
            "-c",
            "import vermin; vermin.main()",
            "--no-tips",
            "--quiet",
            "--target=3.9-",
            *map(str, files),
        ]
        return subprocess.run(words, capture_output=True, check=False).returncode

    assert judged(newer) == 1
    assert judged(*HOOK_CODE) == 0


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.stem)
class TestHook:
    @pytest.mark.parametrize("arguments", [[], ["{}"], ["not json"], ["a", "b", "c", "{}"]], ids=len)
    def test_exits_0_and_says_nothing_on_input_it_does_not_know(self, hook: Path, arguments: list[str]) -> None:
        run = subprocess.run(
            [sys.executable, "-I", "-S", hook, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=20,
        )
        assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_what_the_hook_on_every_prompt_imports_is_light() -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r});"
        "import codex_agent.standing, codex_agent.stages, codex_agent.glance;"
        "codex_agent.stages.detect('review the changes'); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True)
    assert not {name.split(".")[0] for name in run.stdout.split()} & HEAVY


def test_what_every_command_imports_is_not_the_work_of_one() -> None:
    program = "import sys, codex_agent.cli.app; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.removeprefix("codex_agent.") for name in run.stdout.split()}
    assert {"cli.comparing", "cli.reviewing", "cli.worktrees", "cli.staging"} <= loaded
    work = {"cli.compare", "cli.diff", "cli.fan_out", "cli.merge", "cli.review", "comparing", "stages.detecting"}
    assert not loaded & {*work, "events", "stages.vocabulary", "worktrees.changes", "worktrees.merging"}


def test_the_lean_front_compiles_no_annotations() -> None:
    """Those of a `NamedTuple` that are texts (`from __future__ import annotations`) cost a plain `start` a tenth of its own imports."""
    program = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); found = []\n"
        "def hear(event, what):\n"
        "    if event == 'compile' and what[1] == '<string>':\n"
        "        source = what[0] if isinstance(what[0], str) else what[0].decode()\n"
        "        found.extend([] if source.startswith('lambda _cls') else [source])\n"
        "sys.addaudithook(hear)\n"
        "import codex_agent.__main__, codex_agent.cli.front, codex_agent.cli.boundary, codex_agent.cli.starting\n"
        "print(*found, sep='\\n')"
    )
    run = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
