"""A package index or a registry that stumbles is asked again; what it refuses is not."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
WHEEL = b"what was pinned"
GOOD = "good"


class Index(ThreadingHTTPServer):
    """Answers each request with the next of `plan`, and well when that is used up."""

    def __init__(self) -> None:
        self.plan: list[int | str] = []
        self.asked = 0
        super().__init__(("127.0.0.1", 0), Page)


class Page(BaseHTTPRequestHandler):
    server: Index

    def do_GET(self) -> None:
        self.server.asked += 1
        answer = self.server.plan.pop(0) if self.server.plan else GOOD
        if isinstance(answer, int):
            self.send_error(answer)
            return
        body = WHEEL if self.path.endswith(".whl") else b'<a href="/pip-26.3-py3-none-any.whl#sha256=x">pip</a>'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if answer == GOOD else body[:3])

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    with Index() as server:
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("fetch_pip_script", ROOT / "scripts" / "fetch_pip.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "SHA256", hashlib.sha256(WHEEL).hexdigest())
    monkeypatch.setattr(module, "PAUSES_S", (0, 0))
    return module


@pytest.mark.parametrize("plan", [[], [503], ["cut off", 502], [GOOD, 429, "cut off"]], ids=str)
def test_pip_arrives_although_the_index_stumbles(
    script: ModuleType, index: Index, tmp_path: Path, plan: list[int | str]
) -> None:
    index.plan = plan
    script.main(str(tmp_path))
    assert (tmp_path / script.WHEEL).read_bytes() == WHEEL
    assert index.plan == []


@pytest.mark.parametrize(("plan", "asked"), [([404], 1), ([503] * 3, 3), (["cut off"] * 3, 3)], ids=str)
def test_an_index_that_refuses_is_told(
    script: ModuleType, index: Index, tmp_path: Path, plan: list[int | str], asked: int
) -> None:
    index.plan = plan
    with pytest.raises(SystemExit, match="cannot fetch"):
        script.main(str(tmp_path))
    assert index.asked == asked
    assert list(tmp_path.iterdir()) == []


NPM = """#!/bin/sh
echo "$1" >>{calls}
[ "$1" = ci ] || exit 0
{fault}
mkdir -p .clients/node_modules/.bin
for client in codex claude gemini; do
    printf '#!/bin/sh\\nexit 0\\n' >.clients/node_modules/.bin/$client
    chmod 755 .clients/node_modules/.bin/$client
done
"""
TWICE = '[ "$(grep -c ci {calls})" -gt 2 ] || '


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (TWICE + "exit 1", ""),
        (TWICE + "exit 0", ""),
        ("exit 1", "npm could not install the pinned clients"),
        ("exit 0", "the codex client was installed but does not run"),
    ],
    ids=["fails twice", "brings nothing twice", "always fails", "never brings anything"],
)
def test_the_pinned_clients_arrive_although_the_registry_stumbles(tmp_path: Path, fault: str, words: str) -> None:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    calls, npm = tmp_path / "calls", tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(NPM.format(calls=calls, fault=fault.format(calls=calls)))
    npm.chmod(0o755)
    env = {"PATH": f"{npm.parent}:/usr/bin:/bin"}
    command = ["sh", "scripts/setup", "clients"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (words == ""), done.stderr
    assert words in done.stderr
    assert (tmp_path / ".clients" / ".setup").exists() == (words == "")
    assert calls.read_text().split().count("ci") == 3
