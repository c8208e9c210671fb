"""`health` inside the real Codex's sandbox, as when Codex is the host: what would block jobs is named."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fleet import COMMAND, folder_for_path

from codex_agent.confinement import CODEX, REMEDIES
from codex_agent.demo.directive import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conftest import CodexRun

RULE = re.compile(r"prefix_rule\(.*\)")

WRITABLE = ("-c", 'sandbox_mode="workspace-write"')
NETWORK = ("-c", "sandbox_workspace_write.network_access=true")


@pytest.mark.parametrize(
    ("flags", "named", "not_named"),
    [
        ((), ["no network", "cannot be written", "ends with the command"], []),
        (WRITABLE, ["no network", "cannot be written", "sockets", "ends with the command"], []),
        ((*WRITABLE, *NETWORK), ["cannot be written", "ends with the command"], ["network", "sockets"]),
    ],
    ids=["read-only", "workspace-write", "with network"],
)
def test_codex_as_the_host_is_named_with_what_it_blocks(
    codex_bin: Path,
    client_env: Mapping[str, str],
    workspace: Path,
    flags: tuple[str, ...],
    named: list[str],
    not_named: list[str],
) -> None:
    done = subprocess.run(
        [str(codex_bin), "sandbox", *flags, "--", *COMMAND, "health", "--json"],
        env=dict(client_env), cwd=workspace, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    host = json.loads(done.stdout)["checks"]["host"]
    assert host["sandbox"] == "Codex's sandbox"
    words = "; ".join(host["hindrances"])
    assert [part for part in named if part not in words] == []
    assert [part for part in not_named if part in words] == []
    assert "prefix_rule" in host["fix"]


def test_the_rule_that_health_recommends_lets_codex_as_the_host_start_jobs(
    run_codex: Callable[..., CodexRun], client_home: Path
) -> None:
    (client_home / ".profile").write_text(f'PATH="{folder_for_path(client_home)}:$PATH"\n')
    look = compose([{"shell": "codex-agent health"}, {"text": "done"}])

    def host() -> str:
        (command,) = run_codex(look, "-s", "workspace-write").completed("command_execution")
        return next(line for line in str(command["aggregated_output"]).splitlines() if " host " in line)

    assert "Codex's sandbox" in host()
    rules = client_home / ".codex" / "rules" / "codex-agent.rules"
    rules.parent.mkdir()
    rules.write_text(RULE.search(REMEDIES[CODEX])[0] + "\n")  # type: ignore[index] # it is there
    assert "nothing that jobs need is blocked" in host()
