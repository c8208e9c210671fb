"""CI must not turn green because a test did not run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REFUSE_SKIPS = Path(__file__).parents[2] / ".ci" / "refuse_skips.py"


@pytest.mark.parametrize(
    ("test", "exit_code"),
    [
        ("import pytest\ndef test_a(): pytest.skip('no client')", 1),
        ("import pytest\npytest.skip('no client', allow_module_level=True)", 1),
        ("def test_a(): pass", 0),
    ],
    ids=["a test", "a whole module", "none"],
)
def test_a_skipped_client_test_is_refused(tmp_path: Path, test: str, exit_code: int) -> None:
    assert _verdict(tmp_path, "tests/clients", test) == exit_code


@pytest.mark.parametrize(("reason", "exit_code"), [("tmux is not installed", 1), ("macOS only", 0)])
def test_elsewhere_only_a_missing_tmux_is_refused(tmp_path: Path, reason: str, exit_code: int) -> None:
    assert _verdict(tmp_path, "tests/integration", f"import pytest\ndef test_a(): pytest.skip('{reason}')") == exit_code


def _verdict(root: Path, folder: str, test: str) -> int:
    (root / folder).mkdir(parents=True)
    (root / folder / "test_sample.py").write_text(test)
    command = [
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--import-mode=importlib",
        "--junitxml=report.xml",
        "--rootdir=.",
    ]
    subprocess.run([sys.executable, *command], cwd=root, check=False, capture_output=True)
    return subprocess.run(
        [sys.executable, REFUSE_SKIPS, root / "report.xml"], check=False, capture_output=True
    ).returncode
