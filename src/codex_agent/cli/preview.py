"""`start --dry-run`: the whole prompt as an agent would get it, and what it weighs. Nothing is started."""

from __future__ import annotations

import os
from typing import Any

from codex_agent import client
from codex_agent.cli import asking, output
from codex_agent.cli.options import StartOptions
from codex_agent.errors import Exit
from codex_agent.paths import default_home


def show(options: StartOptions) -> int:
    """Everything is checked as by a real start. The prompt alone goes to stdout, its parts to stderr."""
    spec, composed, worktree, notices = asking.prepare(options)
    home, schema = default_home().ensure(), asking.schema(options)
    checked = client.call(home, "check", spec=spec, worktree=worktree, output_schema=schema, env=dict(os.environ))
    notices += tuple(checked["notices"])
    total = sum(part.tokens for part in composed.parts)
    if options.json_output:
        output.print_json(
            {
                "ok": True,
                "prompt": composed.text,
                "tokens": total,
                "parts": [
                    {"name": part.name, "tokens": part.tokens, "characters": len(part.text)} for part in composed.parts
                ],
                "job": {**_job(checked), "worktree": worktree},
                "notices": list(notices),
            }
        )
        return Exit.OK
    for notice in notices:
        output.talk(f"Note: {notice}")
    output.print_message(composed.text)
    output.talk("")
    for part in composed.parts:
        output.talk(f"{part.tokens:>9,}  {part.name}")
    window = checked["context_window"]
    share = f", {100 * total / window:.1f}% of the model's window" if window else ""
    output.talk(f"{total:>9,}  tokens in all (about{share})")
    job = _job(checked)
    effort = f", reasoning {job['reasoning']}" if job["reasoning"] else ""
    place = ", in a worktree" if worktree else ""
    output.talk(f"Would run: {job['model'] or 'the default of your Codex'}{effort}, sandbox {job['sandbox']}{place}")
    return Exit.OK


def _job(checked: dict[str, Any]) -> dict[str, Any]:
    """What the job would be."""
    keys = ("cwd", "mode", "provider", "model", "reasoning", "sandbox", "network", "search", "name", "output_schema")
    return {key: checked["spec"][key] for key in keys} | {"context_window": checked["context_window"]}
